"""Text modules for Zammad, as a table that it imports.

Zammad knows a text module by its name: the same name in a later table brings the new wording to the old one. It takes
``~~~`` for the end of one value among several.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator

from scripts_gen.export.helpdesk import cut, fill_html, in_block, marked
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, join, one_line, terms, title
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.worksheet import format_csv

COLUMNS = ("name", "keywords", "content", "note", "active")
VARIABLES = {
    "customer": "#{ticket.customer.firstname} #{ticket.customer.lastname}",
    "staff": "#{user.firstname}",
    "reference": "#{ticket.number}",
}
"""What Zammad fills in itself, by placeholder."""
KEYWORDS, NOTE = 500, 250
"""So many characters fit there."""
_BETWEEN = "~~~"


def write(source: Source) -> bytes:
    """Return the table."""
    rows = [_row(item, source.reader) for code in source.books for item in build_items(source, code)]
    return format_csv(COLUMNS, rows).removeprefix(BOM_UTF8)  # which Zammad would take for a part of the first column


def _row(item: Item, reader: Phrasebook) -> tuple[str, ...]:
    content = fill_html(item, VARIABLES).replace(_BETWEEN, "~~<span>~</span>")
    return (
        f"{item.id}.{item.code}",
        _keywords(item, reader),
        in_block(item, content),
        _plain(cut(marked(title(item, reader), reader, draft=item.wording.draft), NOTE)),
        "true",
    )


def _keywords(item: Item, reader: Phrasebook) -> str:
    """Return what staff see beside the name and find it by, as many as fit: where it belongs first."""
    kept: list[str] = []
    for term in dict.fromkeys(_plain(one_line(term)) for term in _terms(item, reader)):
        if len(", ".join((*kept, term))) <= KEYWORDS:
            kept.append(term)
    return ", ".join(kept)


def _terms(item: Item, reader: Phrasebook) -> Iterator[str]:
    yield marked(title(item, reader), reader, draft=item.wording.draft)
    yield cut(join(item.meaning, bracketed), KEYWORDS // 2)
    yield from terms(item, reader)


def _plain(text: str) -> str:
    return text.replace(_BETWEEN, "~~ ~")
