"""Tally sheets: what stands on the sheet on which a role counts complaints where there is no screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts_gen import reading
from scripts_gen.language import PLAIN, Locale
from scripts_gen.line import build_lines
from scripts_gen.model import ComplaintCode, Role
from scripts_gen.paper import CARDS
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.reading import Said
from scripts_gen.seal import format_code
from scripts_gen.wording import Text

SIZE = CARDS["a5"]
BOXES = (4, 6)
"""Places of a row, each for five strokes: beside what is said first, and without it."""
BOX = (10.5, 7.5)
"""Millimetres: what a pen that wipes off needs for five strokes, at least."""
WORDING = 10.0
"""Points of the sentence to be said, which the smallest size of a language may raise."""
FURNITURE = ("title", "month", "site", "code", "strokes", "card", "first", "names", "copy")


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A complaint code with its boxes."""

    key: str
    """What the register calls it."""
    title: Localized
    first: Said | None
    """What is said first, its gaps as ellipses; None where the book has no such phrase, or it must not be said yet."""
    card: str
    """Code of the card it stands on, as it is printed; empty where this role has no such card."""
    draft: bool = False
    """Whether what is said first is not approved."""


@dataclass(frozen=True, slots=True)
class TallySheet:
    """A role's sheet in one language."""

    role: Localized
    organisation: Localized
    locale: Locale
    rows: tuple[TallyRow, ...]
    words: dict[str, Localized]
    """By the names of ``FURNITURE``, and ``draft``."""
    locales: dict[str, Locale]
    """How each language on it is set."""


def build_tally(role: Role, reader: Phrasebook) -> TallySheet:
    """Return the sheet of ``role`` in the language of ``reader``: every complaint code of the book, in its order."""
    return TallySheet(
        role=reading.guide(reader, f"role.{role.key}#title"),
        organisation=reading.own(reader, reader.book.organisation.name),
        locale=reader.locale,
        rows=tuple(_rows(role, reader)),
        words={name: reading.word(reader, f"tally_{name}") for name in FURNITURE}
        | {"draft": reading.word(reader, "draft")},
        locales={reader.book.source: PLAIN, reader.locale.code: reader.locale},
    )


def _rows(role: Role, reader: Phrasebook) -> Iterator[TallyRow]:
    for code in reader.book.standards.complaints.values():
        title = reading.guide(reader, f"complaint-code.{code.key}#title")
        yield TallyRow(code.key, title, *_first(code, role, reader))


def _first(code: ComplaintCode, role: Role, reader: Phrasebook) -> tuple[Said | None, str, bool]:
    """Return the plain wording of a plan's first sentence, its card and whether it is a draft."""
    situation = reader.book.situations.get(code.first.partition(".")[0])
    line = next(build_lines(situation, {code.first}, reader, None, {}, {}), None) if situation else None
    if not situation or not line:
        return None, "", False
    pieces = (piece if isinstance(piece, Text) else Text("…") for piece in line.wording.pieces)
    card = format_code(line.code) if situation.key in role.situations() else ""
    return Said(tuple(pieces), line.wording.locale, line.wording.direction), card, line.draft


def tally_document(sheet: TallySheet) -> dict[str, Any]:
    """Return ``sheet`` as ``templates/tally.typ`` prints it: lengths in millimetres, sizes in points."""
    locale = sheet.locale
    title = " – ".join((sheet.words["title"].text, sheet.role.text, sheet.organisation.text, locale.autonym))
    return {
        "title": title,
        "lang": locale.code,
        "dir": locale.direction,
        "languages": {code: its.type() for code, its in sheet.locales.items()},
        "page": {"width": SIZE.width, "height": SIZE.height, "ink": SIZE.ink, "safe": SIZE.safe},
        "boxes": {"least": BOXES[0], "most": BOXES[1], "width": BOX[0], "height": BOX[1]},
        "wording": max(WORDING, locale.smallest),
        "role": reading.text_document(sheet.role),
        "organisation": reading.text_document(sheet.organisation),
        "words": {name: reading.text_document(word) for name, word in sheet.words.items()},
        "rows": [_row_document(row) for row in sheet.rows],
    }


def _row_document(row: TallyRow) -> dict[str, Any]:
    first = row.first and {"text": row.first.text, "lang": row.first.locale, "dir": row.first.direction}
    return {
        "key": row.key,
        "title": reading.text_document(row.title),
        "first": first,
        "card": row.card,
        "draft": row.draft,
    }
