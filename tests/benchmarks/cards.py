"""All cards of the default book: ``python tests/benchmarks/cards.py [bare] [run] [processes]``; all three by default.

``bare``: against a bare typst compile of the same JSON. It sets each face at the size that the fit found and asks for
nothing, with the same engine, fonts and PDF standards, so that the ratio is also that of the fit to a fixed size.
pikepdf's part is reported apart. ``run``: the command as its user calls it, twice, beside ``import click``, and the
memory of all its processes for a fifth of the decks and for all. ``processes``: one local process against two.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from scripts_gen import fitting, typeset
from scripts_gen.deck import Wish
from scripts_gen.face import face_document
from scripts_gen.layouts import build_faces
from scripts_gen.order import Order, plan
from scripts_gen.press import build_decks, print_decks
from scripts_gen.resources import read_templates
from scripts_gen.workers import LocalExecutor
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 22)
COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()", "cards", "--all")
spent: dict[str, float] = {}


@contextmanager
def clock(name: str) -> Iterator[None]:
    """Add to what ``name`` has spent."""
    started = time.perf_counter()
    yield
    spent[name] = spent.get(name, 0.0) + time.perf_counter() - started


def silent_templates(files: dict[str, bytes]) -> dict[str, bytes]:
    """The templates without anything that is told to whoever fits the faces."""
    faces = files["faces.typ"]
    begin, end = faces.index(b"#let mark(which)"), faces.index(b"// The face from the top")
    quiet = b"#let mark(which) = none\n#let tell-width(face, size, small) = none\n\n"
    sources = {**files, "faces.typ": faces[:begin] + quiet + faces[end:]}
    sources["main.typ"] = sources.pop("cards.typ")
    return sources


def everything() -> Order:
    """Every role in every language, one phrase a card, with backs."""
    workspace = read_workspace(ROOT)
    return Order(tuple(workspace.book.roles), tuple(workspace.locales), wish=Wish(everything=True))


def bare() -> None:
    """Print seconds and ratios against a bare compile."""
    workspace, order = read_workspace(ROOT), everything()
    (design, layout), (decks, _) = plan(workspace, order), build_decks(workspace, order)
    files = read_templates(workspace.template_folders())
    silent, fonts, finish = silent_templates(files), typeset.fonts(), typeset.finish_pdf

    def timed_finish(*arguments: Any) -> bytes:
        with clock("pikepdf"):
            return finish(*arguments)

    typeset.finish_pdf = timed_finish
    cards = 0
    for deck in decks:
        with clock("all"):
            sheets = fitting.typeset_deck(deck, design, layout, files, DAY)
        assert sheets.pdf
        cards += len(sheets.cards)
        document = fitting._fit(deck, design, layout, files).job.document
        sources: Any = {**silent, "document.json": json.dumps(document, ensure_ascii=False).encode()}
        with clock("bare"):
            noon = int(datetime.combine(DAY, datetime.min.time(), UTC).timestamp())
            compiler = typst.Compiler(sources, font_paths=fonts)
            compiler.compile(sources, format="pdf", pdf_standards=typeset.STANDARDS, timestamp=noon)
        with clock("json"):
            for face in build_faces(deck, design):
                face_document(face, deck, design)
    print(f"{len(decks)} decks, {cards} cards, front and back")
    rows = {
        "bare typst compile of the same JSON": spent["bare"],
        "typeset_deck without pikepdf": spent["all"] - spent["pikepdf"],
        "  of which building the JSON": spent["json"],
        "pikepdf": spent["pikepdf"],
        "typeset_deck, everything": spent["all"],
    }
    for name, seconds in rows.items():
        print(f"{name:<38}{seconds:7.2f} s {seconds / spent['bare']:6.2f}x")


def run() -> None:
    """Print the command's seconds and memory, the first time and the second."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import click"], check=True)
        peer = time.perf_counter() - started
        for name, arguments in {"a fifth": ("-l", "en"), "all": (), "all, unchanged": ()}.items():
            where = Path(folder) / ("all" if name.startswith("all") else "fifth")
            seconds, peak = measured([*COMMAND, *arguments, "-o", str(where)])
            print(
                f"cards --all, {name:<16}{seconds:7.2f} s {seconds / peer:8.1f}x import click, {peak:6.0f} MB at most"
            )


def measured(command: list[str]) -> tuple[float, float]:
    """The seconds that ``command`` takes, and the most megabytes that it and its processes hold at once."""
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(map(resident, family(process.pid))))
        time.sleep(0.1)
    assert process.returncode == 0
    return time.perf_counter() - started, peak


def family(pid: int) -> list[int]:
    """A process and those that it began (Linux)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        threads = {c for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()}
    except OSError:
        return []
    return [pid, *(member for child in {*children, *threads} for member in family(int(child)))]


def resident(pid: int) -> float:
    """The megabytes that a process holds (Linux)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def processes() -> None:
    """Print the seconds of the same decks with one local process and with two."""
    workspace, order = read_workspace(ROOT), everything()
    seconds = []
    for count in (1, 2):
        started = time.perf_counter()
        with LocalExecutor(count, each=4) as executor:
            assert all(printed.sheets for printed in print_decks(workspace, order, executor=executor))
        seconds.append(time.perf_counter() - started)
        print(
            f"{count} local process{'es' if count > 1 else '  '}{seconds[-1]:9.2f} s {seconds[0] / seconds[-1]:6.2f}x"
        )


if __name__ == "__main__":
    for part in sys.argv[1:] or ("bare", "run", "processes"):
        {"bare": bare, "run": run, "processes": processes}[part]()
