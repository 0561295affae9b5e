"""A kill at any moment leaves each file as it was or as it should be, never half of it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import edit

MOMENTS = 4
_MINUTE = re.compile(rb"POT-Creation-Date: [^\\]*")
COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()")


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file that a user would see below ``folder``, without the minute of a template's date."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): _MINUTE.sub(b"", path.read_bytes()) for path in paths}


def kill_after(seconds: float, folder: Path, *arguments: str) -> None:
    """Run a command and kill it without warning after ``seconds``."""
    process = subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    "command",
    [("update",), ("cards", "--situation", "greeting", "-r", "courier", "-l", "en", "-l", "fi", "-o", "out")],
    ids=lambda command: command[0],
)
def test_killed_command_leaves_whole_files(command: tuple[str, ...], workspace: Path) -> None:
    """Whenever update or cards is killed, each file is the old one or the new one, and a second run completes it."""
    subprocess.run([*COMMAND, *command], cwd=workspace, check=True, capture_output=True)
    before = files(workspace)
    edit(
        workspace / "locales/book/situations/greeting.toml", "There is a free chair for you here.", "Take a seat here."
    )
    edit(workspace / "locales/book/book.toml", 'name = "Northlight"', 'name = "Southlight"')
    started = time.perf_counter()
    subprocess.run([*COMMAND, *command], cwd=workspace, check=True, capture_output=True)
    whole = time.perf_counter() - started
    after = files(workspace)
    changed = {name for name in after if after[name] != before.get(name)}
    assert len(changed) > 3
    for moment in range(1, MOMENTS + 1):
        for name in changed - {"locales/book/book.toml", "locales/book/situations/greeting.toml"}:
            (workspace / name).write_bytes(before[name])
        kill_after(whole * (0.4 + 0.6 * moment / MOMENTS), workspace, *command)
        now = files(workspace)
        assert now.keys() == after.keys()
        assert [name for name in now if now[name] not in (before.get(name), after[name])] == []
    subprocess.run([*COMMAND, *command], cwd=workspace, check=True, capture_output=True)
    assert files(workspace) == after
