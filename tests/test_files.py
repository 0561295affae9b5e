"""Nobody's work is written over."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Thread

import pytest
from conftest import Run, edit

from scripts_gen.catalogs import updates
from scripts_gen.cli import catalogs
from scripts_gen.errors import InputError
from scripts_gen.files import Change, check_unchanged, write_file
from scripts_gen.workspace import read_workspace

PHRASES = "locales/fi/LC_MESSAGES/phrases.po"
SITUATION = "locales/book/situations/greeting.toml"
SOURCE = "There is a free chair for you here."


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "locales").rglob("*") if path.is_file()}


def test_file_that_is_as_it_was_read_may_be_replaced(tmp_path: Path) -> None:
    """What was read, and what was not there, is no obstacle."""
    (tmp_path / "here.po").write_bytes(b"old")
    check_unchanged(tmp_path, {"here.po": Change(b"old", b"new"), "absent.po": Change(None, b"new")})


def test_every_file_that_changed_since_is_named(tmp_path: Path) -> None:
    """A file that was edited, one that came and one that went are told in one run."""
    (tmp_path / "edited.po").write_bytes(b"somebody's")
    (tmp_path / "came.po").write_bytes(b"somebody's")
    changes = {"edited.po": Change(b"old", b"new"), "came.po": Change(None, b"new"), "went.po": Change(b"old", b"new")}
    with pytest.raises(InputError) as error:
        check_unchanged(tmp_path, changes)
    assert [fault.file for fault in error.value.faults] == ["came.po", "edited.po", "went.po"]


def test_update_stops_where_a_translator_saved_meanwhile(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalog saved between reading and writing stays, as do all others; the message names it, and exit code is 2."""
    edit(workspace / SITUATION, SOURCE, "Take a seat here.")
    clock, ticks = catalogs.now, []

    def now() -> dict[str, str]:
        """The clock is read before the catalogs are, and again when all have been: here somebody saves one."""
        ticks.append(1)
        if len(ticks) == 2:
            with (workspace / PHRASES).open("a", encoding="utf-8") as file:
                file.write("\n# Aino: one more thing\n")
        return clock()

    before = contents(workspace)
    monkeypatch.setattr(catalogs, "now", now)
    result = run("update", exit_code=2)
    assert result.stderr.splitlines() == [
        f"{PHRASES}: has changed since it was read; nothing was written over it, run the command again"
    ]
    after = contents(workspace)
    assert {path for path in after if after[path] != before.get(path)} == {workspace / PHRASES}
    assert after[workspace / PHRASES].endswith(b"# Aino: one more thing\n")
    monkeypatch.setattr(catalogs, "now", clock)
    run("update")
    merged = (workspace / PHRASES).read_text(encoding="utf-8")
    assert "Take a seat here." in merged
    assert "# Aino: one more thing" in merged


def test_a_change_says_what_it_was_made_from(workspace: Path) -> None:
    """Every catalog that an update would write comes with the bytes that stand on the disk."""
    edit(workspace / SITUATION, SOURCE, "Take a seat here.")
    opened = read_workspace(workspace)
    changes = dict(updates(opened, opened.locales, date="2026-03-01 12:00+0000"))
    assert PHRASES in changes
    assert {file: change.old for file, change in changes.items()} == {
        file: (workspace / file).read_bytes() for file in changes
    }


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    """A pipe gets the bytes; it is not replaced by a file, as a device such as /dev/null must not be."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"a deck")
    reader.join()
    assert read == [b"a deck"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
