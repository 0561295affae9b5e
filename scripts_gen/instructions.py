"""How to print, cut and laminate the cards, as data: the sheet that ``templates/instructions.typ`` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from scripts_gen import reading
from scripts_gen.language import PLAIN
from scripts_gen.paper import FILM, SHEETS
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.wording import isolate

RULER = 100.0
"""Millimetres: what is measured to see whether the printer keeps the size."""
REACH = 10.0
"""Millimetres: how far the scale on the back reaches from its middle to each side."""
ARM = REACH + 3.0
"""Of the cross on the front: it meets both lines of the scale wherever it lies on them."""
EXAMPLE = (3, -2)
"""The offset that the back shows how to read."""
MARGIN = 20.0
"""On every side of the text. The upright ruler stands in it."""
FOOT = 14.0
"""From the sheet's lower edge to the lying ruler and to the lower end of the cross: many printers leave 12 mm blank."""
EDGE = 8.0
"""From the sheet's edge to the upright ruler."""

POUCHES = ((60.0, 90.0), (80.0, 111.0), (111.0, 154.0), (154.0, 216.0), (216.0, 303.0), (303.0, 426.0))
"""Those that shops sell: shorter and longer side."""
SEAL = (2.0, 3.5)
"""The clear film that a pouch leaves on each side of its card, at least and at most."""

Point = tuple[float, float]
_WITHIN_SIZE = re.compile(r"(?<=\d) (?=(?:\w{1,3}|[%×])(?!\w))|(?<=×) (?=[\d{])")
"""The blanks in ``85.6 × 54 mm`` and ``100 %``, where no line may end."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sheet needs to know of the printed cards. Lengths in millimetres."""

    sheet_width: float
    """Of the cards' sheet as it lies; the instructions always stand upright."""
    sheet_height: float
    card_width: float
    """Of the paper, without its film."""
    card_height: float
    per_sheet: int
    marks: bool = False
    """Crop marks are printed in the margin."""
    guides: bool = False
    """Fine ticks are printed on the corners of the cards."""
    stock: bool = False
    """The sheet is perforated."""
    duplex: str = "none"
    """One of ``paper.DUPLEX``."""
    fold: bool = False
    """Front and back lie side by side, on one side of the paper."""
    punch: str = ""
    """``slot`` or ``hole`` for a lanyard, or empty."""
    own_page: bool = False
    """Each card is a page of its own."""
    bleed: float = 0.0

    @property
    def page(self) -> Point:
        """Width and height of the instructions: the cards' sheet, upright; A4 where the cards are the pages."""
        if self.own_page:
            return SHEETS["a4"].width, SHEETS["a4"].height
        width, height = sorted((self.sheet_width, self.sheet_height))
        return width, height

    @property
    def turned(self) -> bool:
        """Whether the cards' sheet lies on its side."""
        return self.sheet_width > self.sheet_height

    @property
    def two_sided(self) -> bool:
        """Whether the printer turns the sheet over: only then can a back miss its front."""
        return self.duplex != "none" and not self.fold

    @property
    def calibrated(self) -> bool:
        """Whether these instructions have a back to be held against a light; pages without a sheet have none."""
        return self.two_sided and not self.own_page

    @property
    def cut(self) -> bool:
        """Whether there is anything to cut: not where one card takes the whole sheet."""
        width = self.card_width * (2 if self.fold else 1)
        return not self.own_page and (width < self.sheet_width - 0.5 or self.card_height < self.sheet_height - 0.5)


def instruction_document(reader: Phrasebook, facts: Facts) -> dict[str, Any]:
    """Return the document that ``templates/instructions.typ`` prints: plain values, lengths in millimetres.

    One page; two where ``facts.calibrated``.
    """
    width, height = facts.page
    locale = reader.locale
    return {
        "title": reader.word("print_title").text,
        "lang": locale.code,
        "languages": {code: its.type() for code, its in {reader.book.source: PLAIN, locale.code: locale}.items()},
        "page": {"width": width, "height": height, "margin": MARGIN},
        "heading": _text(reader, "print_title"),
        "intro": _text(reader, "print_intro"),
        "facts": [{"label": _text(reader, label), "value": value} for label, value in _values(reader, facts)],
        "sections": _sections(reader, facts),
        "lengths": {str(n): _text(reader, "print_length", number=str(n)) for n in (3, 6)},
        "rulers": _rulers(facts, rtl=locale.direction == "rtl"),
        "target": _target(reader, facts) if facts.calibrated else None,
        "back": _back(reader, facts) if facts.calibrated else None,
    }


def through_paper(point: Point, facts: Facts) -> Point:
    """Return where ``point`` of the front lies on the back, once the printer has turned the upright sheet over."""
    (x, y), (width, height) = point, facts.page
    return (width - x, y) if facts.duplex == "long" else (x, height - y)


def _text(reader: Phrasebook, key: str, **values: str) -> dict[str, str]:
    """Return a word of the furniture with ``values`` in place of its ``{names}``."""
    word = reader.word(key)
    text = word.text
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    text = _WITHIN_SIZE.sub("\u00a0", text)
    return reading.text_document(replace(word, text=isolate(text) if word.direction == "rtl" else text))


# --- what is said ----------------------------------------------------------------------------------------------------


def _values(reader: Phrasebook, facts: Facts) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what is counted or measured: the key of its label, and the value."""
    width, height = facts.card_width, facts.card_height
    yield "print_paper_folded" if facts.fold else "print_paper", _size(reader, width, height)
    yield "print_finished", _size(reader, *finished(width, height))
    yield "print_pouch", _size(reader, *pouch(width, height))
    if facts.bleed:
        yield "print_bleed", _text(reader, "print_length", number=_number(reader, facts.bleed))
    if not facts.own_page:
        yield "print_per_sheet", reading.text_document(reading.own(reader, str(facts.per_sheet)))


def pouch(width: float, height: float) -> Point:
    """Return the pouch for one card, its shorter side first: one that is sold, else as large as paper and film."""
    shorter, longer = sorted((width, height))
    least, most = SEAL
    for sold in POUCHES:
        seals = ((sold[0] - shorter) / 2, (sold[1] - longer) / 2)
        if all(least <= round(seal, 1) <= most for seal in seals):
            return sold
    return shorter + 2 * FILM, longer + 2 * FILM


def finished(width: float, height: float) -> Point:
    """Return the laminated piece: paper and its film, or as much of that as the pouch has."""
    sold = pouch(width, height)
    across, down = sold if width < height else sold[::-1]
    return min(width + 2 * FILM, across), min(height + 2 * FILM, down)


def _size(reader: Phrasebook, width: float, height: float) -> dict[str, str]:
    return _text(reader, "print_size", width=_number(reader, width), height=_number(reader, height))


def _number(reader: Phrasebook, value: float) -> str:
    """Return ``value`` to a tenth, with the decimal mark of the reader's language."""
    mark = re.sub(r"\d", "", reader.word("print_tenths").text) or "."
    return f"{value:.1f}".removesuffix(".0").replace(".", mark)


def _sections(reader: Phrasebook, facts: Facts) -> list[dict[str, Any]]:
    """Return the steps under their headings, numbered through: the name of a drawing, and a sentence."""
    number = count(1)
    parts = {"print_print": _printing, "print_cut": _cutting, "print_laminate": _laminating}
    return [
        {
            "heading": _text(reader, heading),
            "steps": [
                {"number": next(number), "drawing": drawing, "text": _text(reader, word)} for drawing, word in steps
            ],
        }
        for heading, part in parts.items()
        if (steps := list(part(facts)))
    ]


def _printing(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.own_page:
        yield "own-page", "print_own_page"
    yield "scale", "print_scale"
    yield "rulers", "print_rulers"
    sides = facts.duplex if facts.two_sided else "one-side"
    yield sides, {"long": "print_long", "short": "print_short"}.get(sides, "print_one_side")
    if facts.calibrated:
        yield "light", "print_light"


def _cutting(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.cut:
        if facts.stock:
            yield "stock", "print_cut_stock"
        elif facts.guides:  # where the margin has room for few marks, these are at every card
            yield "guides", "print_cut_guides"
        elif facts.marks:
            yield ("bleed", "print_cut_bleed") if facts.bleed else ("marks", "print_cut_marks")
        else:
            yield "edges", "print_cut_edges"
    if facts.fold:
        yield "fold", "print_fold"
    if facts.punch:
        yield f"window-{facts.punch}", f"print_window_{facts.punch}"
    if facts.cut:
        yield "never", "print_never"


def _laminating(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "film", "print_film"
    if max(facts.card_width, facts.card_height) < POUCHES[-2][0]:  # no larger pouch holds two that are larger
        yield "apart", "print_apart"
    yield "laminate", "print_heat"
    yield "cut-film", "print_cut_film"
    yield "corners", "print_corners"
    if facts.punch:
        yield facts.punch, f"print_{facts.punch}"


# --- what is measured ------------------------------------------------------------------------------------------------


def _rulers(facts: Facts, *, rtl: bool) -> list[dict[str, Any]]:
    """Return where the zero of each ruler is: one to the right along the foot, one upwards in the end margin.

    The ticks of the upright one point to the inside of the sheet.
    """
    width, height = facts.page
    lying = {"x": width - MARGIN - RULER if rtl else MARGIN, "y": height - FOOT}
    upright = {"x": EDGE if rtl else width - EDGE, "y": height - FOOT - 2 * ARM - 6.0, "inward": 1 if rtl else -1}
    return [{**lying, "upright": False, "length": RULER}, {**upright, "upright": True, "length": RULER}]


def _target(reader: Phrasebook, facts: Facts) -> dict[str, float]:
    """Return the middle of the cross: in the lower corner, at the end of the lines."""
    width, height = facts.page
    x = MARGIN + ARM if reader.locale.direction == "rtl" else width - MARGIN - ARM
    return {"x": x, "y": height - FOOT - ARM, "arm": ARM}


def _back(reader: Phrasebook, facts: Facts) -> dict[str, Any]:
    """Return the back of the sheet: the scale that the cross is read on, and how.

    A back that lies too far to the right sees the cross to the left of its scale, and has to go to the left: where the
    cross lies, as seen on the back, is by how much the backs must be moved.
    """
    target = _target(reader, facts)
    x, y = through_paper((target["x"], target["y"]), facts)
    keys = ["print_back_hold", "print_back_read", "print_back_again", *(["print_back_turned"] if facts.turned else [])]
    across, down = EXAMPLE
    return {
        "heading": _text(reader, "print_back_title"),
        "steps": [_text(reader, key) for key in keys],
        "scale": {"x": round(x, 4), "y": round(y, 4), "reach": REACH, **_axes(facts)},
        "example": {
            "label": _text(reader, "print_back_example"),
            "x": across,
            "y": down,
            "text": {"text": f"--offset {across},{down}", "lang": reader.book.source, "dir": "ltr"},
        },
    }


def _axes(facts: Facts) -> dict[str, Any]:
    """Return what is read to the right and downwards on the upright back: which number of the offset, with which sign.

    A page that lies on its side is turned anti-clockwise to be printed (IPP calls the other way reverse landscape):
    what is to the right on it is upwards on the upright sheet, and what is down is to the right. Some printers turn it
    the other way; there both signs change, and the sheet says so.
    """
    if facts.turned:
        return {"right": {"name": "y", "sign": 1}, "down": {"name": "x", "sign": -1}}
    return {"right": {"name": "x", "sign": 1}, "down": {"name": "y", "sign": 1}}
