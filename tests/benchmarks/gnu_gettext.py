"""Reading, writing and merging 20,000 messages against GNU's tools: ``python tests/benchmarks/gnu_gettext.py [RUNS]``.

The catalogs are synthetic, the files the same for both sides. GNU's tools are timed as processes, start, reading and
writing included; ours in a running Python, from bytes in memory to bytes in memory, and apart from that as a whole
Python process that reads the files and writes one.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from scripts_gen.blocks import format_block
from scripts_gen.catalog import format_template, new_catalog
from scripts_gen.language import Locale
from scripts_gen.merge import merge_catalog
from scripts_gen.message import Message
from scripts_gen.split import split_catalog

MESSAGES, CHANGED = 20_000, 200
RUSSIAN = Locale(
    "ru",
    "русский",
    "ltr",
    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
)
MADE = {"domain": "phrases", "project": "benchmark", "date": "2026-03-01 12:00+0000"}
LATER = "2026-04-01 12:00+0000"
ENGLISH = "please wait here your order is being prepared would you like a receipt we are sorry for the delay"
WORDS = "пожалуйста подождите здесь ваш заказ готовится хотите чек нам жаль что пришлось ждать спасибо"


def sentence(words: str, chance: random.Random, number: int) -> str:
    """Four to thirteen words and a number, no two sentences the same."""
    return " ".join(chance.choices(words.split(), k=chance.randint(4, 13))).capitalize() + f" {number}."


def template() -> tuple[Message, ...]:
    """Every tenth message counts, every hundredth has two lines."""
    chance = random.Random(20)
    rows = []
    for number in range(MESSAGES):
        text = sentence(ENGLISH, chance, number)
        if number % 100 == 50:
            text = f'{text}\nSay it with a "smile".'
        plural = f"{text} {{count}}" if number % 10 == 0 else ""
        notes = ("Greeting › Welcome", f"at most {chance.randint(20, 90)} characters")
        file = f"locales/book/situations/s{number // 50}.toml"
        rows.append(Message(f"s{number // 50}.p{number % 50}", text, plural, notes=notes, files=(file,)))
    return tuple(rows)


def translated(rows: Iterable[Message]) -> bytes:
    """A catalog of ``rows`` with a wording and an approval each."""
    chance = random.Random(21)
    blocks = [new_catalog(RUSSIAN, **MADE).decode()]
    for number, row in enumerate(rows):
        forms = tuple(sentence(WORDS, chance, number) for _ in range(3 if row.msgid_plural else 1))
        message = replace(row, msgstr=forms, comments=("approved: 2026-03-02 Anna Ek 01234567",))
        blocks.append(format_block(message))
    return "\n".join(blocks).encode()


def changed(rows: tuple[Message, ...]) -> tuple[Message, ...]:
    """``rows`` with a word more in every hundredth source."""
    step = MESSAGES // CHANGED
    return tuple(
        replace(row, msgid=f"Now {row.msgid}") if number % step == 7 else row for number, row in enumerate(rows)
    )


def read_and_write(data: bytes) -> bytes:
    """What is compared to msgcat."""
    catalog = split_catalog(data, "x.po")
    return catalog.encode(catalog.blocks)


OURS = """
import sys
from pathlib import Path
from scripts_gen.catalog import parse_catalog
from scripts_gen.merge import merge_catalog
from scripts_gen.split import split_catalog
catalog = Path("x.po").read_bytes()
if sys.argv[1] == "merge":
    from scripts_gen.language import Locale
    rows = parse_catalog(Path("t.pot").read_bytes(), "t.pot").messages
    locale = Locale("ru", "", "ltr", "nplurals=3; plural=0;")
    new = merge_catalog(catalog, "x.po", rows, locale, source=False, template_date="2026-04-01 12:00+0000")
else:
    blocks = split_catalog(catalog, "x.po")
    new = blocks.encode(blocks.blocks)
Path("ours.po").write_bytes(new)
"""
"""A whole process of ours; the template that msgmerge reads is read here too, which ``update`` makes from the book."""


def processes(folder: Path) -> dict[str, Callable[[], object]]:
    """Jobs that read the files in ``folder`` and write one there."""
    commands = {
        "msgcat": ("msgcat", "x.po", "-o", "gnu.po"),
        "msgcat --no-wrap": ("msgcat", "--no-wrap", "x.po", "-o", "gnu.po"),
        "read and write, a whole process": (sys.executable, "-c", OURS, "copy"),
        "msgmerge": ("msgmerge", "--quiet", "x.po", "t.pot", "-o", "gnu.po"),
        "msgmerge --previous": ("msgmerge", "--quiet", "--previous", "x.po", "t.pot", "-o", "gnu.po"),
        "msgmerge --no-fuzzy-matching": ("msgmerge", "--quiet", "-N", "x.po", "t.pot", "-o", "gnu.po"),
        "merge, a whole process": (sys.executable, "-c", OURS, "merge"),
    }
    return {
        name: lambda command=command: subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)
        for name, command in commands.items()
    }


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Print medians and ratios; the jobs take turns, so that all see the same machine."""
    rows = template()
    data, new = translated(rows), changed(rows)
    merged = merge_catalog(data, "x.po", new, RUSSIAN, source=False, template_date=LATER)
    assert read_and_write(data) == data
    assert merged.count(b"#, fuzzy") == CHANGED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.po").write_bytes(data)
        (folder / "t.pot").write_bytes(format_template(new, **{**MADE, "date": LATER}))
        jobs = processes(folder) | {
            "read and write": lambda: read_and_write(data),
            "merge": lambda: merge_catalog(data, "x.po", new, RUSSIAN, source=False, template_date=LATER),
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(runs):
            for job, work in jobs.items():
                times[job].append(seconds(work))
    medians = {job: statistics.median(measured) for job, measured in times.items()}
    print(f"{MESSAGES} messages, {len(data) / 1e6:.1f} MB, {CHANGED} changed sources; median of {runs}")
    for peer, names in {
        "msgcat": ("msgcat", "msgcat --no-wrap", "read and write", "read and write, a whole process"),
        "msgmerge": (
            "msgmerge",
            "msgmerge --previous",
            "msgmerge --no-fuzzy-matching",
            "merge",
            "merge, a whole process",
        ),
    }.items():
        for job in names:
            print(f"{job:<34}{medians[job]:6.2f} s {medians[job] / medians[peer]:6.2f}x {peer}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
