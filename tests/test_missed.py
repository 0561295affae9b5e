"""Look-ups that found nothing: counted where somebody asked for it, words only, none lost, none of a customer's."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run

from scripts_gen.cli.missed import state_folder
from scripts_gen.complaint import Missed
from scripts_gen.errors import InputError
from scripts_gen.missed import (
    DATABASE,
    FILE_LIMIT,
    MOST,
    clear_device,
    count_missed,
    format_missed,
    is_counting,
    merge_missed,
    normal_words,
    parse_missed,
    read_device,
    read_missed_file,
    set_counting,
)

FAULTS = ROOT / "tests/faults/missed"
VECTORS = json.loads((ROOT / "tests/vectors/missed.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "kept"), VECTORS, ids=lambda text: text[:20])
def test_only_words_are_kept(typed: str, kept: str) -> None:
    """Folded words, cut at 80 characters; no e-mail address, and no number of four digits however it is grouped."""
    assert normal_words(typed) == kept
    assert normal_words(kept) == kept


# --- files ------------------------------------------------------------------------------------------------------------


def test_what_is_exported_is_read_again(tmp_path: Path) -> None:
    """A file holds the format's name, words and counts, and nothing else; reading it gives the same."""
    counted = (Missed("tax free", 3), Missed("موقف السيارات", 1))
    path = tmp_path / "till.json"
    path.write_text(format_missed(counted), encoding="utf-8")
    assert read_missed_file(path, "till.json") == counted
    shape = json.loads(path.read_text(encoding="utf-8"))
    assert shape["format"] == "scripts-gen missed look-ups 1"
    assert shape["missed"][0] == {"words": "tax free", "count": 3}


def test_counts_are_merged_by_their_words() -> None:
    """The same words of several devices, or of one file in two spellings, are one; the most wanted comes first."""
    data = format_missed([Missed("Lift", 1), Missed("li-ft", 2), Missed("tax free", 2)]).encode()
    till = parse_missed(data, "till.json")
    assert till == (Missed("lift", 3), Missed("tax free", 2))
    assert merge_missed(till, [Missed("tax free", 2), Missed("atm", 3)], ()) == (
        *(Missed("tax free", 4), Missed("atm", 3)),
        Missed("lift", 3),
    )


WORDS = "expected words, 80 characters at most, no long number and no address, found"
COUNT = "expected a whole number from 1 to 1000000000, found"
EXPECTED = {
    "cut-off": ["cut-off.json:4: is not JSON, or was cut off, at column 2"],
    "deep": ["deep.json: is no JSON to be read: "],
    "not-utf8": ["not-utf8.json:2: is not UTF-8: byte 0xe9"],
    "other-format": [
        'other-format.json: format: expected "scripts-gen missed look-ups 1", found "scripts-gen complaints'
    ],
    "no-object": ['no-object.json: format: expected "scripts-gen missed look-ups 1"'],
    "no-list": ['no-list.json: missed: expected a list, found {"tax free": 2}'],
    "key-twice": ["key-twice.json: is no JSON to be read: a key stands twice between two braces"],
    "many-at-once": [
        'many-at-once.json: unknown key "device"',
        "many-at-once.json: missed[0]: missing key 'count'",
        "many-at-once.json: missed[0]: unknown key \"cuont\"; did you mean 'count'?",
        'many-at-once.json: missed[1]: expected words and count in braces, found "tax free"',
        f'many-at-once.json: missed[2].words: {WORDS} ""',
        f'many-at-once.json: missed[3].words: {WORDS} "xxxxxxxx',
        f'many-at-once.json: missed[4].words: {WORDS} "040 123 4567"',
        f'many-at-once.json: missed[5].words: {WORDS} "anna@example.com"',
        f"many-at-once.json: missed[6].count: {COUNT} 0",
        f"many-at-once.json: missed[7].count: {COUNT} true",
        f"many-at-once.json: missed[8].count: {COUNT} 1.5",
        f"many-at-once.json: missed[9].count: {COUNT} 1000000000000",
        f'many-at-once.json: missed[9].words: {WORDS} ["lift"]',
    ],
}


def test_every_file_at_fault_is_tried() -> None:
    """No file of the folder is forgotten."""
    assert {path.stem for path in FAULTS.iterdir()} == {*EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_file_at_fault_is_told_whole(name: str) -> None:
    """Whatever is wrong with a file is told with its place, all at once, and nothing of it counts."""
    with pytest.raises(InputError) as raised:
        read_missed_file(FAULTS / f"{name}.json", f"{name}.json")
    told = str(raised.value).splitlines()
    assert len(told) == len(EXPECTED[name])
    assert [line for line, start in zip(told, EXPECTED[name], strict=True) if not line.startswith(start)] == []


def test_file_is_not_read_without_end(tmp_path: Path) -> None:
    """Of a file that no device can have filled only the size is told."""
    path = tmp_path / "large.json"
    path.write_bytes(b"[" * (FILE_LIMIT + 1))
    with pytest.raises(InputError, match=r"large\.json: expected at most 2,000,000 bytes"):
        read_missed_file(path, "large.json")


# --- the device -------------------------------------------------------------------------------------------------------


def test_nothing_is_counted_unasked(tmp_path: Path) -> None:
    """Before somebody switches it on there is no file; after it was switched off nothing more is counted."""
    folder = tmp_path / "state"
    count_missed(folder, "tax free")
    set_counting(folder, False)
    clear_device(folder)
    assert not folder.exists()
    assert read_device(folder) == ()
    assert not is_counting(folder)
    set_counting(folder, True)
    assert is_counting(folder)
    for words in ("Tax free", "tax free?", "lift"):
        count_missed(folder, words)
    set_counting(folder, False)
    count_missed(folder, "lift")
    assert read_device(folder) == (Missed("tax free", 2), Missed("lift", 1))
    set_counting(folder, True)
    clear_device(folder)
    assert read_device(folder) == ()
    assert is_counting(folder)


def test_device_keeps_words_and_counts_alone(tmp_path: Path) -> None:
    """The file has no time, no name and no number in it; nobody else on the device may enter its folder."""
    folder = tmp_path / "state"
    set_counting(folder, True)
    count_missed(folder, "refund 040 123 4567 anna@example.com")
    assert folder.stat().st_mode & 0o077 == 0
    with sqlite3.connect(folder / DATABASE) as connection:
        assert list(connection.execute("SELECT * FROM missed")) == [("refund", 1)]
        assert list(connection.execute("SELECT * FROM counting")) == [(1,)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == {"missed", "counting"}


def test_least_wanted_makes_room(tmp_path: Path) -> None:
    """A device keeps so many look-ups: a new one takes the place of the oldest of those that were wanted least."""
    set_counting(tmp_path, True)
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.executemany("INSERT INTO missed VALUES (?, ?)", [(f"word{n:03}x", 2) for n in range(MOST - 2)])
        connection.executemany("INSERT INTO missed VALUES (?, ?)", [("older", 1), ("newer", 1)])
    count_missed(tmp_path, "lift")
    kept = {one.words: one.count for one in read_device(tmp_path)}
    assert len(kept) == MOST
    assert "older" not in kept
    assert (kept["newer"], kept["lift"], kept["word000x"]) == (1, 1, 2)


COUNT_MANY = """
import sys
from pathlib import Path
from scripts_gen.missed import count_missed
for number in range(100):
    count_missed(Path(sys.argv[1]), "lift")
    count_missed(Path(sys.argv[1]), f"word {sys.argv[2] * (number % 10 + 1)}")
"""


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes that count at the same time both do."""
    set_counting(tmp_path, True)
    command = [sys.executable, "-c", COUNT_MANY, str(tmp_path)]
    running = [subprocess.Popen([*command, letter]) for letter in "ab"]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    counted = {one.words: one.count for one in read_device(tmp_path)}
    assert counted.pop("lift") == 200
    assert counted == {f"word {letter * length}": 10 for letter in "ab" for length in range(1, 11)}


# --- the commands -----------------------------------------------------------------------------------------------------


def test_find_counts_what_the_book_lacks(run: Run, tmp_path: Path) -> None:
    """Counted is what nothing was found for, once that is switched on; not what only a filter hides."""
    run("find", "velociraptor", exit_code=1)
    assert not state_folder().exists()
    run("missed", "on")
    run("find", "Velociraptor!", exit_code=1)
    told = run("find", "velociraptor", "1234567", "--json", exit_code=1)
    assert json.loads(told.stdout)["hits"] == []
    run("find", "ambulance", "--status", "fuzzy", exit_code=1)
    run("find", "--status", "fuzzy", exit_code=1)
    run("find", "ambulance")
    assert read_device(state_folder()) == (Missed("velociraptor", 2),)
    file = tmp_path / "till-3.json"
    run("missed", "export", str(file))
    assert read_missed_file(file, file.name) == read_device(state_folder())
    assert "velociraptor" in run("missed", "list").stdout
    assert run("missed", "off").stdout == "nothing is counted; look-ups kept: 1\n"
    run("find", "velociraptor", exit_code=1)
    assert read_device(state_folder()) == (Missed("velociraptor", 2),)
    run("missed", "clear")
    assert run("missed", "list").stdout == ""


def test_broken_count_is_told_and_left_alone(run: Run) -> None:
    """Where the file is none of ours, find answers all the same and says so, and nothing is written over it."""
    run("missed", "on")
    path = state_folder() / DATABASE
    path.write_bytes(b"somebody else's notes" * 100)
    result = run("find", "velociraptor", exit_code=1)
    assert result.stderr.startswith("Nothing found for 'velociraptor'.")
    assert f"{path}: cannot be used: file is not a database" in result.stderr
    for command in ("on", "off", "list", "clear"):
        assert "cannot be used" in run("missed", command, exit_code=2).stderr
    assert path.read_bytes() == b"somebody else's notes" * 100
