"""What a deck looks like, as data: the one document that crosses from cards to the typesetter's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scripts_gen import design as type_
from scripts_gen import fit
from scripts_gen.card import Card, Face
from scripts_gen.color import gray
from scripts_gen.deck import Deck
from scripts_gen.design import Design
from scripts_gen.estimates import wide_words, worth_trying
from scripts_gen.line import Line
from scripts_gen.parts import about_document, locales_of, open_part, part_document
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import autonym, text_document
from scripts_gen.seal import format_code
from scripts_gen.sheet import Layout, Page
from scripts_gen.wording import LRI, PDI

QR_WIDTH = 15.0
"""Millimetres: less cannot be read by every telephone."""
QR_GAP = 2.0

_NO_ISOLATES = {ord(LRI): None, ord(PDI): None}


def deck_document(
    deck: Deck,
    cards: Sequence[Card],
    faces: Sequence[Mapping[str, Any]],
    sheets: Sequence[Page],
    design: Design,
    layout: Layout,
    order: Sequence[int] = (),
) -> dict[str, Any]:
    """Return the document that ``templates/cards.typ`` prints: plain values, lengths in millimetres, type in points.

    ``faces`` are those of ``cards``, one after the other, as ``face_document`` gives them; ``sheets`` tell where each
    card is, by its place in ``order``, which holds numbers of ``cards``: all of them once where it is empty.
    """
    size = design.size
    return {
        "title": f"{deck.words['cards'].text} – {deck.title.text} – {deck.locale.autonym}".translate(_NO_ISOLATES),
        "lang": deck.reader.code,
        "languages": {code: locale.type() for code, locale in locales_of(deck).items()},
        "sheet": {"width": layout.width, "height": layout.height, "bleed": design.bleed if layout.own_page else 0},
        "card": {
            "design": size.design,
            "width": size.width,
            "height": size.height,
            "ink": size.ink,
            "safe": size.safe,
            "bleed": design.bleed,
        },
        "type": {
            "title": type_.TITLE[size.design],
            "foot": type_.FOOT[size.design],
            "gap": round(fit.GAP[size.design] * fit.POINT, 2),
        },
        "role": text_document(deck.title),
        "draft": text_document(deck.words["draft"]),
        "organisation": deck.organisation,
        "edition": design.edition.isoformat() if design.edition else "",
        "logo": design.logo.name if design.logo else None,
        "pages": _pages(cards, sheets, order or range(len(cards))),
        "faces": list(_numbered(cards, faces)),
    }


def _pages(cards: Sequence[Card], sheets: Sequence[Page], order: Sequence[int]) -> list[dict[str, Any]]:
    fronts, count = [], 0
    for card in cards:
        fronts.append(count)
        count += 2 if card.back else 1
    pages = []
    for page in sheets:
        places = [
            [fronts[order[place.card]] + (place.side == "back"), place.x, place.y, place.turned]
            for place in page.places
            if place.side == "front" or cards[order[place.card]].back
        ]
        lines = {"marks": page.marks, "guides": page.guides, "folds": page.folds}
        pages.append({"places": places, **{name: [list(line) for line in its] for name, its in lines.items()}})
    return pages


def _numbered(cards: Sequence[Card], faces: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the faces with the code of their card, the first of each situation as a heading."""
    before, i = None, 0
    for card in cards:
        code = format_code(card.code)
        for face in (card.front, card.back):
            if face:
                address = faces[i]["qr"] and f"{faces[i]['qr']}#{code}"
                yield {**faces[i], "code": code, "heading": face.band.title != before, "qr": address}
                before, i = face.band.title, i + 1


def face_document(face: Face, deck: Deck, design: Design) -> dict[str, Any]:
    """Return one face for the document, with the sizes worth trying, from the largest that seems to fit."""
    qr = face.back and design.page
    width = design.width - (QR_WIDTH + QR_GAP if qr else 0)
    face = replace(face, parts=tuple(open_part(part, deck, design, width) for part in face.parts))
    sizes = worth_trying(face, deck, design, width)
    first = face.lines[0] if len({line.context for line in face.lines if isinstance(line, Line)}) == 1 else None
    return {
        "number": first.place if isinstance(first, Line) else "",
        "key": face.lines[0].context,
        "band": {
            "title": text_document(face.band.title),
            "group": text_document(face.band.group) if face.band.group else None,
            "number": face.band.group_number or "",
            "share": f"{face.share[0]}/{face.share[1]}" if face.share[1] > 1 else "",
            "color": gray(face.band.color) if design.gray else face.band.color,
        },
        "parts": [part_document(part, deck, design) for part in face.parts],
        "about": about_document(face.about) if face.about else None,
        "languages": [text_document(name) for name in _named(deck, design)],
        "draft": any(line.draft for line in face.lines),
        "back": face.back,
        "flows": face.flows,
        "turned": design.turned and face.customer,
        "punch": design.punch and {"kind": design.punch, "at": "head" if face.customer else "foot"},
        "qr": qr or None,
        "sizes": [list(size) for size in sizes],
        "wide": list(wide_words(face, deck, design, width, sizes[0])),
    }


def _named(deck: Deck, design: Design) -> list[Localized]:
    """Return the languages that the foot of a face names."""
    both = design.layout == "bilingual" and deck.foreign
    return [autonym(locale) for locale in ([deck.locale, deck.reader] if both else [deck.locale])]
