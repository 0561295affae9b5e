"""Made-up books of growing size through read, update, check, find and cards: ``python tests/benchmarks/growth.py``.

Each size is compared with the one before it: the factor in seconds over the factor in phrases is 1 where the work grows
with the book, and 2 where it grows with its square between a book and one of twice its size. ``write_book`` makes a
workspace of any size in any number of languages, the same one each time.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from scripts_gen.catalog import rewrite_messages
from scripts_gen.catalogs import templates, updates
from scripts_gen.check import RULES
from scripts_gen.check.fit import MISFIT
from scripts_gen.deck import Deck, build_deck
from scripts_gen.design import Design
from scripts_gen.files import Change, write_file
from scripts_gen.fitting import typeset_deck
from scripts_gen.inspection import inspect_workspace
from scripts_gen.lookup import find_phrases, use_lookup
from scripts_gen.message import Message
from scripts_gen.order import default_design
from scripts_gen.produce import read_phrasebook
from scripts_gen.question import Question
from scripts_gen.resources import read_templates
from scripts_gen.sheet import Layout
from scripts_gen.workspace import read_workspace

READING = tuple(rule for rule in RULES if rule is not MISFIT)
ROOT = Path(__file__).parent.parent.parent
SIZES = (1_250, 2_500, 5_000, 10_000, 20_000)
LOCALES = ("fi", "ru")
PER_SITUATION, PER_STEP = 20, 4
NOW = "2026-11-21 12:00+0000"
BOOK = """\
title = "Made up"
source = "en"
locales = [{locales}]
approval = "preferred"

[organisation]
name = "Northlight"

[placeholder.minutes]
type = "number"
label = "minutes"
example = "5"

[group.only]
title = "Only"
color = "#0b4f9e"
"""
STANDARDS = """\
[framework.only]
title = "Only"

[standard.courtesy]
framework = "only"
title = "Courtesy"
meaning = "Attention and kindness."
value = "dignity"
binding = "must"

[value.dignity]
title = "Dignity"
meaning = "Everybody counts."
"""


def words(letters: str, chance: random.Random, count: int) -> list[str]:
    """Words of one to four made-up syllables; ``letters`` has vowels, a space, and consonants."""
    vowels, consonants = letters.split()
    return [
        "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(chance.randint(1, 4)))
        for _ in range(count)
    ]


ENGLISH, RUSSIAN = "aeiou bcdfghklmnprstvw", "аеиоуы бвгдзклмнпрст"


def sentence(vocabulary: list[str], chance: random.Random) -> str:
    """Four to nine words."""
    return " ".join(chance.choices(vocabulary, k=chance.randint(4, 9))).capitalize() + "."


def write_book(folder: Path, phrases: int, locales: Iterable[str]) -> None:
    """Write a workspace of ``phrases`` in English and ``locales``, every message translated."""
    chance = random.Random(phrases)
    vocabulary = words(ENGLISH, chance, 2_000 + phrases // 4)
    situations = [f"s{number}" for number in range(-(-phrases // PER_SITUATION))]
    book = folder / "locales/book"
    (book / "situations").mkdir(parents=True)
    (book / "roles").mkdir()
    listed = ", ".join(f'"{code}"' for code in ("en", *locales))
    (book / "book.toml").write_text(BOOK.format(locales=listed))
    (book / "standards.toml").write_text(STANDARDS)
    for number, key in enumerate(situations):
        (book / f"situations/{key}.toml").write_text(situation(key, vocabulary, chance, first=number == 0))
        # Thirteen situations a role, as in the shipped book: more of them, not larger ones, make a large book.
        if number % 13 == 0:
            reached = ", ".join(f'"{name}"' for name in situations[number : number + 13])
            role = f'title = "Role {number}"\nchannel = ["face"]\nappearance = "Neat."\nencounter = [{reached}]\n'
            (book / f"roles/r{number}.toml").write_text(role)
    for code in ("en", *locales):
        (folder / f"locales/{code}").mkdir()
        shutil.copy(ROOT / f"locales/{code}/locale.toml", folder / f"locales/{code}")
    save(folder, updates(read_workspace(folder), ("en", *locales), date=NOW))
    for code in locales:
        translate(folder, code, chance)


def situation(key: str, vocabulary: list[str], chance: random.Random, *, first: bool) -> str:
    """The text of a situation file; one phrase of the first counts minutes."""
    lines = [f'title = "{key}"', 'purpose = "To be large."', 'group = "only"', ""]
    for number in range(PER_SITUATION):
        if number % PER_STEP == 0:
            lines += ["[[step]]", f'key = "t{number}"', f'title = "Step {number}"', 'standards = ["courtesy"]']
            lines += ['gesture = "Look up."', ""]
        said = sentence(vocabulary, chance)
        lines += ["[[step.phrase]]", f'key = "p{number}"', f'say = "{said}"']
        if first and number == 0:
            lines += [f'say_plural = "{{minutes}} {said}"', 'count = "minutes"']
        keywords = ", ".join(f'"{word}"' for word in chance.sample(vocabulary, 3))
        lines += [f"keywords = [{keywords}]", ""]
    return "\n".join(lines)


def translate(folder: Path, code: str, chance: random.Random) -> None:
    """Give every message of a language a wording."""
    vocabulary = words(RUSSIAN if code == "ru" else ENGLISH, chance, 3_000)

    def translated(message: Message) -> Message:
        counted = "{minutes} " if message.msgid_plural else ""
        if message.msgctxt.endswith(("#title", "#label")):
            return replace(message, msgstr=(chance.choice(vocabulary).capitalize(),))
        forms = tuple(counted + sentence(vocabulary, chance) for _ in message.msgstr)
        return replace(message, msgstr=forms) if message.msgid else message

    for path in sorted((folder / f"locales/{code}/LC_MESSAGES").glob("*.po")):
        write_file(path, rewrite_messages(path.read_bytes(), path.name, translated))


def save(folder: Path, changes: Iterable[tuple[str, Change]]) -> None:
    """Write what an update yields."""
    for file, change in changes:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / file, change.new)


def measure(folder: Path) -> dict[str, float]:
    """Seconds of each kind of work on the book in ``folder``."""
    spent: dict[str, float] = {}

    def clock(name: str, work: Callable[[], object]) -> None:
        started = time.perf_counter()
        work()
        spent[name] = time.perf_counter() - started

    workspace = read_workspace(folder)
    codes = list(workspace.locales)
    clock("read", lambda: [read_phrasebook(read_workspace(folder), code) for code in codes])
    clock("templates", lambda: list(templates(workspace, date=NOW)))
    reword(folder)
    moved = read_workspace(folder)
    clock("update, 1 % reworded", lambda: list(updates(moved, codes, date=NOW)))
    clock("check without fit", lambda: list(inspect_workspace(moved, codes, READING)))

    def find() -> object:
        asked = Question("bada gofu", limit=10)
        return use_lookup(folder, folder / "cache", lambda index: find_phrases(index, asked))

    clock("find, index built", find)
    clock("find, warm", find)

    def cards() -> None:
        book = read_phrasebook(workspace, LOCALES[0])
        decks = [build_deck(role, book) for role in workspace.book.roles.values()]
        looks = (*default_design(workspace), read_templates(workspace.template_folders()))
        for some in batched(decks):
            # The typesetter keeps about half a megabyte a card as long as its process lives.
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                assert all(pool.map(set_cards, some, [looks] * len(some)))

    clock(f"cards in {LOCALES[0]}, every role", cards)
    return spent


def batched(decks: list[Deck], size: int = 8) -> Iterable[list[Deck]]:
    """The decks, some at a time."""
    return (decks[start : start + size] for start in range(0, len(decks), size))


def set_cards(deck: Deck, looks: tuple[Design, Layout, dict[str, bytes]]) -> bool:
    """Set the cards of a deck, and tell whether they came out."""
    return typeset_deck(deck, *looks, date(2026, 11, 21)).pdf is not None


def reword(folder: Path) -> None:
    """Change the first phrase of every fifth situation: one phrase in a hundred."""
    for path in sorted((folder / "locales/book/situations").glob("*[05].toml")):
        path.write_text(path.read_text().replace('say = "', 'say = "Now ', 1))


def main(sizes: Iterable[int]) -> None:
    """Print seconds by size, and after each how much faster than the book they grew."""
    before: tuple[int, dict[str, float]] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write_book(Path(folder), size, LOCALES)
            spent = measure(Path(folder))
        print(f"{size} phrases, {1 + len(LOCALES)} languages")
        for name, seconds in spent.items():
            growth = f"{seconds / before[1][name] / (size / before[0]):6.2f}" if before else ""
            print(f"  {name:<30}{seconds:9.3f} s{growth}")
        before = size, spent


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
