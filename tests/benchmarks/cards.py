"""All cards of the default book against a bare compile of the same JSON: ``python tests/benchmarks/cards.py``.

The bare compile sets each card at the size that the fit found and asks for nothing, with the same engine, fonts and
PDF standards. Building the JSON and pikepdf's part are reported apart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from scripts_gen import typeset
from scripts_gen.deck import build_deck
from scripts_gen.face import deck_document
from scripts_gen.produce import read_phrasebook
from scripts_gen.sheet import lay_out
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 21)
spent: dict[str, float] = {}


@contextmanager
def clock(name: str) -> Iterator[None]:
    """Add to what ``name`` has spent."""
    started = time.perf_counter()
    yield
    spent[name] = spent.get(name, 0.0) + time.perf_counter() - started


def bare_templates() -> dict[str, bytes]:
    """The shipped templates without anything that is told to whoever fits the cards."""
    sources = {
        path.name: path.read_bytes() for path in (ROOT / "templates").iterdir() if path.suffix in (".typ", ".svg")
    }
    silent = b"#let tell(which) = none\n#let tell-width(card, size) = none\n// Each card at the first"
    sources["main.typ"] = sources.pop("cards.typ").replace(b"// Each card at the first", silent)
    assert silent in sources["main.typ"]
    return sources


def main() -> None:
    """Print seconds and ratios."""
    workspace = read_workspace(ROOT)
    books = [read_phrasebook(workspace, code) for code in workspace.locales]
    decks = [build_deck(role, book) for role in workspace.book.roles.values() for book in books]
    layout, folders = lay_out("id1", "a4"), workspace.template_folders()
    finish = typeset.finish_pdf

    def timed_finish(*arguments: object) -> bytes:
        with clock("pikepdf"):
            return finish(*arguments)  # type: ignore[arg-type]

    typeset.finish_pdf = timed_finish  # type: ignore[assignment]
    fonts = typeset.fonts()
    bare = bare_templates()
    for deck in decks:
        with clock("all"):
            sheets = typeset.typeset_deck(deck, layout, folders, DAY)
        assert sheets.pdf
        document = typeset._fit(deck, layout, folders).job.document
        sources = {**bare, "document.json": json.dumps(document, ensure_ascii=False).encode()}
        with clock("bare"):
            compiler = typst.Compiler(sources, font_paths=fonts)  # type: ignore[type-var]
            noon = datetime.combine(DAY, datetime.min.time(), UTC)
            compiler.compile(sources, format="pdf", pdf_standards=typeset.STANDARDS, timestamp=noon)  # type: ignore[type-var]
        with clock("json"):
            deck_document(deck, layout)
    cards = sum(len(deck.cards) for deck in decks)
    print(f"{len(decks)} decks, {cards} cards")
    rows = {
        "bare typst compile of the same JSON": spent["bare"],
        "typeset_deck without pikepdf": spent["all"] - spent["pikepdf"],
        "  of which building the JSON": spent["json"],
        "pikepdf": spent["pikepdf"],
        "typeset_deck, everything": spent["all"],
    }
    for name, seconds in rows.items():
        print(f"{name:<38}{seconds:7.2f} s {seconds / spent['bare']:6.2f}x")


if __name__ == "__main__":
    main()
