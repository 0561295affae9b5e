"""The reader of the book: every fault, all at once, where it is, and what was meant.

``faults/_sound`` is a small book without a fault. Every other folder there with an ``expected.txt``, which is what the
user is told, is named after its fault and lays its files over the sound book.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts_gen.document import LARGEST, locate
from scripts_gen.errors import InputError
from scripts_gen.workspace import read_workspace

FAULTS = Path(__file__).parent / "faults"
NAMES = sorted(path.parent.name for path in FAULTS.glob("*/expected.txt"))
GREETING = "locales/book/situations/greeting.toml"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the sound book."""
    return Path(shutil.copytree(FAULTS / "_sound", tmp_path / "book"))


def faults_of(workspace: Path) -> str:
    """What the user is told about ``workspace``."""
    with pytest.raises(InputError) as caught:
        read_workspace(workspace)
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_fault_is_told_with_file_line_path_and_mend(name: str, sound: Path) -> None:
    """Each fault is told in full: file, line, path in the file, and the nearest right word or what was expected."""
    shutil.copytree(FAULTS / name, sound, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    assert faults_of(sound) + "\n" == (FAULTS / name / "expected.txt").read_text()


def test_ten_megabytes_are_refused_before_they_are_read(sound: Path) -> None:
    """A file far larger than anybody writes by hand is named with its size and the limit."""
    (sound / GREETING).write_bytes(b"#" * 10_000_000)
    assert f"{GREETING}: is 10,000,000 bytes; at most {LARGEST:,} are read" in faults_of(sound)


def test_a_file_that_cannot_be_read_is_a_fault_of_that_file(sound: Path) -> None:
    """A folder in the place of a file is told like any other fault."""
    (sound / GREETING).unlink()
    (sound / GREETING).mkdir()
    assert f"{GREETING}: cannot be read" in faults_of(sound)


def test_missing_locale_names_the_command_that_makes_it(sound: Path) -> None:
    """A locale that book.toml lists and that has no folder is told with its remedy."""
    book = sound / "locales/book/book.toml"
    book.write_text(book.read_text().replace('["en"]', '["en", "fi"]'))
    assert faults_of(sound) == "locales/fi/locale.toml: is missing; 'scripts-gen new-locale fi' makes it"


def test_new_phrase_without_number_leaves_printed_numbers_alone(sound: Path) -> None:
    """Phrases without a number take the free ones, so that a phrase put on top renumbers no printed card."""
    path = sound / GREETING
    numbered = path.read_text().replace('key = "morning"', 'key = "morning"\n  number = 1')
    numbered = numbered.replace('key = "soon"', 'key = "soon"\n  number = 2')
    first = '  [[step.phrase]]\n  key = "first"\n  say = "Welcome."\n\n'
    path.write_text(numbered.replace("  [[step.phrase]]", first + "  [[step.phrase]]", 1))
    phrases = read_workspace(sound).book.phrases()
    assert {key: phrase.number for key, phrase in phrases.items()} == {
        "greeting.first": 3,
        "greeting.morning": 1,
        "greeting.soon": 2,
    }


def test_lines_are_those_of_the_text() -> None:
    """Brackets, quotes and headers inside values, comments and multi-line texts do not disturb the line of a key."""
    text = 'a = "[x]" # [y]\nb = """\n[z]\n"""\nc = [\n  [1, 2],\n  {d = 3},\n]\n'
    text += '[[e]]\n[[e.f]]\ng."h.i" = 1\n[[e]]\n[e.f.k]\nl = 1\n'
    assert locate(text) == {
        (): 1, ("a",): 1, ("b",): 2, ("c",): 5, ("e",): 9, ("e", 0): 9, ("e", 0, "f"): 10, ("e", 0, "f", 0): 10,
        ("e", 0, "f", 0, "g", "h.i"): 11, ("e", 1): 12, ("e", 1, "f", "k"): 13, ("e", 1, "f", "k", "l"): 14,
    }  # fmt: skip
