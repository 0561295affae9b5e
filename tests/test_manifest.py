"""The manifest of an output folder: what is as it was made need not be made again, and nothing else is trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts_gen.manifest import MANIFEST, Made, Manifest, digest, read_manifest, run_key, write_manifest
from scripts_gen.place import Folder

DECK, OTHER = "cashier.fi.pdf", "cashier.ru.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files as a run made them, one of which had something left out."""
    files = {}
    for name, told in ((DECK, ("leaves out 1 missing: greeting.morning",)), (OTHER, ())):
        data = name.encode()
        (tmp_path / name).write_bytes(data)
        files[name] = Made(f"key of {name}", digest(data), told)
    write_manifest(Folder(tmp_path), Manifest(files, "the run", (DECK, OTHER)))
    return tmp_path


def test_what_was_made_is_known(folder: Path) -> None:
    """Each file with what it was made from and what was said of it; the run with its files in order."""
    made = read_manifest(Folder(folder))
    assert made.run == "the run"
    assert made.names == (DECK, OTHER)
    assert made.files[DECK] == Made(
        f"key of {DECK}", digest(DECK.encode()), ("leaves out 1 missing: greeting.morning",)
    )


@pytest.mark.parametrize("how", ["gone", "damaged", "a folder"])
def test_file_that_is_not_as_it_was_made_is_unknown(how: str, folder: Path) -> None:
    """So it is made again; the run is not done either, and the other file is still known."""
    path = folder / DECK
    path.unlink()
    if how == "damaged":
        path.write_bytes(DECK.encode()[:-1])
    elif how == "a folder":
        path.mkdir()
    made = read_manifest(Folder(folder))
    assert list(made.files) == [OTHER]
    assert made.run == ""


def test_run_is_done_although_another_runs_file_is_gone(folder: Path) -> None:
    """What the last run did not make does not matter to it."""
    written = read_manifest(Folder(folder))
    write_manifest(Folder(folder), Manifest(written.files, "the run", (OTHER,)))
    (folder / DECK).unlink()
    assert read_manifest(Folder(folder)).run == "the run"


def test_folder_without_a_manifest_knows_nothing(tmp_path: Path) -> None:
    """Nor does one that is not there."""
    assert read_manifest(Folder(tmp_path)) == read_manifest(Folder(tmp_path / "nowhere")) == Manifest()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"run"',
        b"{}",
        b'{"files": [], "run": "", "names": []}',
        b'{"files": {"a.pdf": 1}, "run": "", "names": []}',
        b'{"files": {"a.pdf": {"key": "", "digest": ""}}, "run": "", "names": []}',
        b'{"files": {"a.pdf": {"key": "", "digest": "", "told": 5}}, "run": "", "names": []}',
        b'{"files": {"a.pdf": {"key": "", "digest": "", "told": []}}, "run": "", "names": ["a.pdf"]}',
        b'{"files": {"a\\u0000.pdf": {"key": "", "digest": "", "told": []}}, "run": "x", "names": []}',
        b'{"files": {}, "run": "", "names": 5}',
        b'{"files": {}, "run": "", "names": [["a.pdf"]]}',
        b'{"files": {}, "run": "x", "names": ["a.pdf"]}',
        b"[" * 100_000,
        b'{"files": {',
    ],
    ids=range(17),
)
def test_damaged_manifest_does_no_harm(data: bytes, tmp_path: Path) -> None:
    """Whatever a crash or an editor made of it, it is as if nothing was known."""
    (tmp_path / MANIFEST).write_bytes(data)
    made = read_manifest(Folder(tmp_path))
    assert (made.files, made.run) == ({}, "")


def test_manifest_is_the_same_bytes_for_the_same_files(folder: Path) -> None:
    """Nothing of the hour or the machine is in it, and texts are kept readable."""
    before = (folder / MANIFEST).read_bytes()
    write_manifest(Folder(folder), read_manifest(Folder(folder)))
    assert (folder / MANIFEST).read_bytes() == before
    assert json.loads(before)["files"][DECK]["told"] == ["leaves out 1 missing: greeting.morning"]


def test_key_of_a_run_stands_for_files_and_call(tmp_path: Path) -> None:
    """It changes with the content of a file, with its name, with a file more or less, and with what is asked."""
    one, two = tmp_path / "one.po", tmp_path / "two.po"
    for path in (one, two):
        path.write_text("said")
    keys = [
        run_key([one, two], "call"),
        run_key([one], "call"),
        run_key([two], "call"),
        run_key([one, two], "another"),
        run_key([one, two], "call", ""),
    ]
    assert run_key([one, two], "call") == keys[0]
    two.write_text("said otherwise")
    keys.append(run_key([one, two], "call"))
    assert len(set(keys)) == len(keys)
