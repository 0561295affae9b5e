"""The parts of a face as data for the typesetter's template: texts in their language, ready to be broken into lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from scripts_gen import fit
from scripts_gen.card import CELL_GAP, CELL_INSET, Notes, Pair, Part, Row, Spoken, Unit
from scripts_gen.deck import Deck
from scripts_gen.design import Design
from scripts_gen.language import PLAIN, Locale
from scripts_gen.line import Line
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Gap, Said, text_document
from scripts_gen.wording import Text

ZERO_WIDTH_SPACE = "\u200b"
AID_SHARE = 0.85
"""Of the wording's size, for what stands below it on a face of many lines."""
AID_LEAST = 10.0
"""Points."""

_WITHIN_NUMBER = re.compile(r"(?<=[0-9+/)]) (?=[0-9/(])")
_WITHIN_ADDRESS = re.compile(r"(?<=[^.@/])(?=[@.]\w)|(?<=/)(?=\w)")


def locales_of(deck: Deck) -> dict[str, Locale]:
    """Return how each language is set; a source that nobody speaks or reads here is set plainly."""
    others = {locale.code: locale for locale in deck.locales}
    return {**others, deck.source: PLAIN, deck.reader.code: deck.reader, deck.locale.code: deck.locale}


def locale_of(text: Said | Localized, deck: Deck) -> Locale:
    """Return how a text is set; how a wording sounds is in Latin letters, whatever its language needs."""
    locale = locales_of(deck).get(text.locale, PLAIN)
    return locale if locale.direction == text.direction else PLAIN


def open_part(part: Part, deck: Deck, design: Design, width: float) -> Part:
    """Return ``part`` with its texts ready to be broken into lines."""

    def opened(said: Said, size: float, room: float) -> Said:
        locale = locale_of(said, deck)
        return _opened(said, (size or locale.smallest) * locale.font_scale, room)

    if isinstance(part, Spoken):
        said = _closed(part.said, labelled=part.said.locale == deck.reader.code) if part.read else part.said
        return replace(part, said=opened(said, part.size, width))
    if isinstance(part, Unit):
        aids = tuple(opened(_closed(said, labelled=said is part.aids[-1]), 0, width) for said in part.aids)
        return replace(part, wording=opened(part.wording, 0, width), aids=aids)
    if isinstance(part, Pair):
        room = width / 2 if design.beside else width
        return replace(part, first=opened(part.first, 0, room), second=opened(part.second, 0, room))
    return part


def _closed(said: Said, *, labelled: bool) -> Said:
    """Return what is only read, not written on: a gap as its label, or as an ellipsis."""
    pieces = (
        piece if isinstance(piece, Text) else Text(f"({piece.label.text})" if labelled else "…")
        for piece in said.pieces
    )
    return replace(said, pieces=tuple(pieces))


def _opened(said: Said, size: float, width: float) -> Said:
    """Return ``said`` with numbers closed to line breaks, and opened within addresses too wide at ``size``."""
    pieces: list[Text | Gap] = []
    for piece in said.pieces:
        if isinstance(piece, Text):
            # Of a tab the typesetter makes nothing at all: the words beside it would become one.
            text = _WITHIN_NUMBER.sub("\u00a0", piece.text.replace("\t", " "))
            for word in fit.wide_words(text, size, width):
                text = text.replace(word, _WITHIN_ADDRESS.sub(ZERO_WIDTH_SPACE, word))
            pieces.append(Text(text))
        else:
            pieces.append(piece)
    return replace(said, pieces=tuple(pieces))


def part_document(part: Part, deck: Deck, design: Design) -> dict[str, Any]:
    """Return ``part`` as ``faces.typ`` draws it: ``kind`` says which fields there are; sizes in points, 0 if sought."""
    if isinstance(part, Spoken):
        return {"kind": "spoken", **_said(part.said, deck), "size": part.size, "aid": part.aid}
    if isinstance(part, Notes):
        notes = [
            {"heading": text_document(note.heading), "texts": [text_document(text) for text in note.texts]}
            for note in part.notes
        ]
        return {"kind": "notes", "notes": notes}
    if isinstance(part, Pair):
        halves = zip((part.first, part.second), part.languages, strict=True)
        return {
            "kind": "pair",
            "beside": design.beside,
            "turned": design.turned,
            "gap": CELL_GAP,
            "halves": [{**_said(said, deck), "language": text_document(language)} for said, language in halves],
        }
    if isinstance(part, Row):
        least = max(AID_LEAST, deck.reader.smallest)
        cells = [
            {**_said(cell.shown, deck), "meant": text_document(cell.meant) if cell.meant else None, "least": least}
            for cell in part.cells
        ]
        return {"kind": "row", "columns": part.columns, "inset": CELL_INSET, "gap": CELL_GAP, "cells": cells}
    return {
        "kind": "unit",
        "heading": text_document(part.heading) if part.heading else None,
        "within": text_document(part.within) if part.within else None,
        "key": part.context,
        "place": part.place,
        "labels": [text_document(label) for label in part.labels],
        "wording": _said(part.wording, deck),
        "aids": [
            {**_said(aid, deck), "least": max(AID_LEAST, locale_of(aid, deck).smallest), "share": AID_SHARE}
            for aid in part.aids
        ],
        "notes": part_document(part.notes, deck, design) if part.notes else None,
    }


def _said(said: Said, deck: Deck) -> dict[str, Any]:
    pieces: list[dict[str, Any]] = [
        {"text": piece.text}
        if isinstance(piece, Text)
        else {"blank": text_document(piece.label), "width": blank_width(piece, deck)}
        for piece in said.pieces
    ]
    return {"pieces": pieces, "lang": said.locale, "dir": said.direction}


def blank_width(gap: Gap, deck: Deck) -> float:
    """Return the millimetres to write on."""
    return fit.BLANK_WIDTHS[deck.placeholders.get(gap.name, "text")]


def about_texts(line: Line) -> list[Localized]:
    """Return who speaks, how fast, with which gesture."""
    gesture = [direction.text for direction in line.directions if direction.name == "gesture" and direction.text.text]
    return [*line.labels, *([line.within] if line.within else []), *gesture]


def about_document(line: Line) -> dict[str, Any] | None:
    """Return what stands above the foot of the face of ``line``; None where nothing does."""
    texts = about_texts(line)
    gesture = texts[-1] if texts and texts[-1] not in (*line.labels, line.within) else None
    return (
        {
            "labels": [text_document(label) for label in line.labels],
            "within": text_document(line.within) if line.within else None,
            "gesture": text_document(gesture) if gesture else None,
        }
        if texts
        else None
    )
