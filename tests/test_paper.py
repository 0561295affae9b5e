"""Printed sheets, read back: all is where the layout says, backs behind fronts, text where it can be read."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import c_float, c_int, c_uint
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import page as validator
import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from decks import DAY, TEMPLATES, design_on, sheets_of
from phrasebooks import BOOK, LOCALES, phrasebook
from PIL import Image, ImageChops

from scripts_gen.card import Face, Pair, Row, Spoken, Unit
from scripts_gen.color import contrast
from scripts_gen.deck import Deck, Wish, build_deck
from scripts_gen.fitting import Sheets, typeset_deck
from scripts_gen.line import Answer, Line
from scripts_gen.organisation import LAYOUTS, Logo
from scripts_gen.paper import DUPLEX, OWN_PAGE, Paper
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Said
from scripts_gen.resources import read_templates
from scripts_gen.seal import format_code
from scripts_gen.sheet import Layout, Page, Place, lay_out, pages
from scripts_gen.wording import LRI, PDI, Text

NEAR = 0.05
"""Millimetres."""
POINT = 25.4 / 72
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in millimetres from the trim of the page."""

BLACK = "#000000"
AID, MARK, GUIDE, FOLD, FRAME = "#3c3c3c", "#000000", "#5a5a5a", "#6e6e6e", "#3c3c3c"
COLORS = ("#1f4e79", "#5b2a86", "#7a1f1f", "#1d5c2e", "#6b4a00")
"""One for each card, told apart by eye and by number."""
KEYS = ("greeting.name", "greeting.glad", "waiting.minutes", "waiting.called", "waiting.reference")
POINTS = {
    "ar": ("نعم", "لا أعرف"),
    "en": ("Yes", "I do not know"),
    "fi": ("Kyllä", "En tiedä"),
    "ru": ("Да", "Не знаю"),
    "tl": ("Opo", "Hindi ko po alam"),
}
ADDRESS = "https://northlight.example/cards"
LOGO = Logo(
    "logo.svg",
    "svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3" fill="#123456"/></svg>',
)


# --- what is printed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """What is asked of a printer."""

    name: str
    """One of ``LAYOUTS``."""
    paper: Paper
    spoken: str = "fi"
    staff: str = ""
    look: tuple[tuple[str, Any], ...] = ()
    """What else decides how the cards look, as arguments of ``Design``."""

    def __str__(self) -> str:
        paper = self.paper
        parts = [self.name, paper.stock or paper.card, paper.sheet, paper.duplex, self.spoken, self.staff]
        return "-".join([*(part for part in parts if part), *(name for name, its in self.look if its)])

    @property
    def reader(self) -> str:
        return self.staff or self.spoken


def case(name: str, paper: Paper, spoken: str = "fi", staff: str = "", **look: Any) -> Case:
    """A case, on the paper that its layout takes."""
    if name == "fold":
        paper = replace(paper, fold=True)
    if name == "wall":
        paper = replace(paper, sheet=OWN_PAGE, duplex="none")
    return Case(name, paper, spoken, staff, tuple(look.items()))


LANGUAGES = {
    "id1": ("fi", "ar"),
    "a7": ("ar", "en"),
    "a6": ("ar", ""),
    "a5": ("en", "ar"),
    "a4": ("ru", "en"),
    "90x60": ("tl", "ar"),
}
"""What is spoken and what staff read on the cards of each size; two of three are read from the right."""


def matrix() -> Iterator[Case]:
    """Every layout on every size of card, turned over each edge or none, where that can be."""
    for name in LAYOUTS:
        for card, (spoken, staff) in LANGUAGES.items():
            staff = staff or ("fi" if name == "bilingual" else "")
            sheet = OWN_PAGE if (name, card) == ("fold", "a4") else "a4"  # two of them are larger than any sheet
            look = {"turned": card in ("a7", "a5")} if name in ("bilingual", "point") else {}
            if name != "wall":
                for duplex in DUPLEX:
                    yield case(name, Paper(card=card, sheet=sheet, duplex=duplex), spoken, staff, **look)
    for card, spoken, staff in (("a4", "ar", "fi"), ("a3", "ru", "ar"), ("215.9x279.4", "en", "")):
        yield case("wall", Paper(card=card), spoken, staff)


MATRIX = tuple(matrix())
FEATURES = (
    case("phrase", Paper(card="a7"), "ar", "en", page=ADDRESS, logo=LOGO, punch="slot"),
    case("phrase", Paper(card="id1", sheet=OWN_PAGE, bleed=3.0), "tl", "ar", punch="hole"),
    case("phrase", Paper(stock="avery-32015", start_at=4), "fi", "en", gray=True),
    case("role", Paper(card="a6", bleed=3.0), "ar", "fi", punch="slot", logo=LOGO),
    case("bilingual", Paper(card="a6"), "ar", "fi", turned=True, gray=True, page=ADDRESS),
    case("point", Paper(card="a7", marks=True), "ar", "en", turned=True, punch="slot"),
    case("point", Paper(card="a6", duplex="short"), "en", "ar", gray=True, punch="hole"),
    case("fold", Paper(card="id1", bleed=2.5), "ru", "ar", page=ADDRESS, punch="hole"),
    case("wall", Paper(card="a4"), "ar", "en", gray=True),
)
"""What may be asked beside size and duplex, each at least once."""
every = pytest.mark.parametrize("one", [*MATRIX, *FEATURES], ids=str)
IN_TURN = [one for i, one in enumerate(MATRIX) if one.paper.duplex == ("long", "none")[(i // 3 + i // 18) % 2]]
some = pytest.mark.parametrize("one", [*IN_TURN, *FEATURES], ids=str)
"""Every layout on every size, in turn with backs and without."""


def answers(one: Case) -> tuple[Answer, ...]:
    """What a customer may point at, so much as one face holds; with its meaning where staff read another language."""
    direction, foreign = LOCALES[one.spoken].direction, one.reader != one.spoken
    return tuple(
        Answer(
            f"point.{i}",
            Said((Text(shown),), one.spoken, direction),
            Localized(meant, one.reader, LOCALES[one.reader].direction) if foreign else None,
        )
        for i, (shown, meant) in enumerate(zip(POINTS[one.spoken], POINTS[one.reader], strict=True))
        if i == 0 or one.paper.card != "id1"
    )


@cache
def deck_of(one: Case) -> Deck:
    """Two cards or, on A5, three, so that the last sheet is partly filled; each card in a colour of its own.

    Where each line has a face, the last card has no back; a role's sheets that have no back hold whole situations.
    """
    staff = phrasebook(one.staff) if one.staff else None
    chosen = {"speaker": "male", "listener": "male"}
    whole = build_deck(
        BOOK.roles["cashier"], phrasebook(one.spoken), staff, chosen, Wish(keys=KEYS[one.name == "bilingual" :])
    )
    if one.name == "wall" or (one.name == "role" and one.paper.duplex == "none"):
        scenes = list(dict.fromkeys(line.scene.key for line in whole.lines))
        lines = [_colored(line, scenes.index(line.scene.key)) for line in whole.lines]
    else:
        each = 2 if one.name in ("role", "point") and one.paper.duplex != "none" else 1
        count = (3 if one.paper.card == "a5" else 2) * each - each + 1
        lines = [
            _colored(replace(line, scene=replace(line.scene, key=line.place)), i // each)
            for i, line in enumerate(whole.lines[:count])
        ]
    if one.name == "point":
        lines = [replace(line, answers=answers(one)) for line in lines]
    return replace(whole, lines=tuple(lines))


def _colored(line: Line, number: int) -> Line:
    return replace(line, scene=replace(line.scene, color=COLORS[number]))


@cache
def layout_of(one: Case) -> Layout:
    return lay_out(one.paper)


@cache
def printed(one: Case) -> Sheets:
    """The sheets of a case, whose cards all fit."""
    sheets = sheets_of(deck_of(one), layout_of(one), one.name, **dict(one.look))
    assert sheets.misfits == ()
    assert sheets.pdf
    return sheets


def expected(one: Case) -> tuple[Page, ...]:
    """Where everything must be."""
    return pages(len(printed(one).cards), layout_of(one), rtl=LOCALES[one.reader].direction == "rtl")


def faces(one: Case, page: Page) -> list[tuple[Place, Face]]:
    """The faces on a page, each with its place."""
    cards = printed(one).cards
    found = [
        (place, cards[place.card].front if place.side == "front" else cards[place.card].back) for place in page.places
    ]
    return [(place, face) for place, face in found if face]


# --- what is read back -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """A page as it is in the PDF, measured from its trim."""

    width: float
    height: float
    letters: tuple[tuple[str, Box], ...]
    """Each with the box of its ink."""
    fills: tuple[tuple[str, Box], ...]
    strokes: tuple[tuple[str, float, Box], ...]
    """Colour, width in points, and ends."""


@cache
def read(data: bytes) -> list[Read]:
    """The pages of a PDF."""
    return [_read(page) for page in pypdfium2.PdfDocument(data)]


def _read(page: Any) -> Read:
    x, low, right, y = page.get_trimbox()

    def box(points: Sequence[tuple[float, float]]) -> Box:
        across, down = zip(*points, strict=True)
        ends = min(across) - x, y - max(down), max(across) - x, y - min(down)
        return tuple(at * POINT for at in ends)  # type: ignore[return-value]

    fills, strokes = [], []
    for shape in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        filled, stroked, width = c_int(), c_int(), c_float()
        pdfium.FPDFPath_GetDrawMode(shape, filled, stroked)
        pdfium.FPDFPageObj_GetStrokeWidth(shape, width)
        ends = box(list(_points(shape)))
        if filled.value:
            fills.append((_color(pdfium.FPDFPageObj_GetFillColor, shape), ends))
        if stroked.value:
            strokes.append((_color(pdfium.FPDFPageObj_GetStrokeColor, shape), round(width.value, 2), ends))
    text = page.get_textpage()
    letters = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    return Read(
        (right - x) * POINT,
        (y - low) * POINT,
        tuple((letter, box([its[:2], its[2:]])) for letter, its in letters if letter.strip()),
        tuple(fills),
        tuple(strokes),
    )


def _points(shape: Any) -> Iterator[tuple[float, float]]:
    """Where a path goes, on the page."""
    matrix = shape.get_matrix()
    for i in range(pdfium.FPDFPath_CountSegments(shape)):
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(shape, i), x, y)
        yield matrix.on_point(x.value, y.value)


def _color(ask: Any, *what: Any) -> str:
    levels = [c_uint() for _ in range(4)]
    ask(*what, *levels)
    assert levels[3].value == 255
    return "#" + "".join(f"{level.value:02x}" for level in levels[:3])


@dataclass(frozen=True)
class Letter:
    """A character as the PDF asks for it."""

    text: str
    box: Box
    """From the ascender to the descender of its line."""
    size: float
    color: str
    font: str


@cache
def letters_of(data: bytes) -> list[list[Letter]]:
    """The letters of each page."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [[_letter(it, page) for it in page.chars if it["text"].strip()] for page in pdf.pages]


def _letter(it: Mapping[str, Any], page: Any) -> Letter:
    trim = page.page_obj.attrs.get("TrimBox") or page.mediabox
    x, y = float(trim[0]), float(page.mediabox[3] - trim[3])
    ends = it["x0"] - x, it["top"] - y, it["x1"] - x, it["bottom"] - y
    levels = it["non_stroking_color"]
    color = "#" + "".join(f"{round(level * 255):02x}" for level in (levels * 3 if len(levels) == 1 else levels))
    return Letter(it["text"], tuple(at * POINT for at in ends), it["size"], color, it["fontname"])  # type: ignore[arg-type]


def pages_of(one: Case) -> list[Read]:
    data = printed(one).pdf
    assert data
    return read(data)


def is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def is_inside(inner: Box, outer: Box, by: float = NEAR) -> bool:
    return all(a >= b - by for a, b in zip(inner[:2], outer[:2], strict=True)) and all(
        a <= b + by for a, b in zip(inner[2:], outer[2:], strict=True)
    )


def middle(box: Box) -> Box:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x, y, x, y


def bands(page: Read) -> list[tuple[str, Box]]:
    """The coloured bands on a page."""
    return [(color, box) for color, box in page.fills if color in COLORS]


def trim_of(one: Case, place: Place) -> Box:
    card = layout_of(one).card
    return place.x, place.y, place.x + card.width, place.y + card.height


def same(found: Iterable[Sequence[float]], wanted: Iterable[Sequence[float]]) -> bool:
    """Whether two lists hold the same places, in any order, within ``NEAR``."""
    found, left = list(found), list(wanted)
    for it in found:
        match = next((other for other in left if is_near(it, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


# --- where things are ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", MATRIX, ids=str)
def test_each_face_is_printed_at_its_place(one: Case) -> None:
    """On every layout, size and duplex each band is at its slot in its card's colour; at the foot of a turned back."""
    layout = layout_of(one)
    ink, inner = layout.card.ink, layout.card.width - 2 * layout.card.ink
    for page, found in zip(expected(one), pages_of(one), strict=True):
        assert is_near((found.width, found.height), (layout.width, layout.height))
        left = bands(found)
        for place, face in faces(one, page):
            trim = trim_of(one, place)
            ((color, box),) = [band for band in left if is_inside(middle(band[1]), trim)]
            assert color == face.band.color
            assert is_near((box[0], box[2] - box[0]), (trim[0] + ink, inner))
            assert is_near([box[3]], [trim[3] - ink]) if place.turned else is_near([box[1]], [trim[1] + ink])
            left.remove((color, box))
        assert left == []
    assert len({color for found in pages_of(one) for color, _ in bands(found)}) > 1


@pytest.mark.parametrize("staff", ["en", "ar"])
def test_front_of_a_folded_card_is_the_half_that_is_read_first(staff: str) -> None:
    """Its wording is on the left, and on the right where its reader begins there."""
    one = case("fold", Paper(), "fi", staff)
    layout, (found, *_) = layout_of(one), pages_of(one)
    fold = layout.slots[0][0] + layout.card.width
    halves = ["".join(letter for letter, box in found.letters if (box[0] > fold) == right) for right in (False, True)]
    assert ["mielelläni" in half for half in halves] == [staff != "ar", staff == "ar"]


@every
def test_marks_guides_and_folds_are_drawn_where_they_belong(one: Case) -> None:
    """Both ends of each line are at the computed places, and no line is missing, twice there, or on a back."""
    for page, found in zip(expected(one), pages_of(one), strict=True):
        for lines, color, width in ((page.marks, MARK, 0.4), (page.guides, GUIDE, 0.25), (page.folds, FOLD, 0.4)):
            drawn = [box for its, wide, box in found.strokes if (its, wide) == (color, width)]
            assert same(drawn, lines), (color, drawn, lines)


@pytest.mark.parametrize("one", [one for one in MATRIX if layout_of(one).flip], ids=str)
def test_backs_lie_behind_their_fronts(one: Case) -> None:
    """Held against the light, the band of each card's back covers that of its front, head on head, and no other's.

    The printer turns the sheet about an axis along its long or its short edge: what is seen is a mirror image.
    """
    pictures = rasters(one, SCALE)
    cards = printed(one).cards
    worn = [{face.band.color for face in (card.front, card.back) if face} for card in cards]
    own = all(sum(color in colors for colors in worn) <= 1 for color in COLORS)
    assert len(pictures) % 2 == 0
    for front, back in zip(pictures[::2], pictures[1::2], strict=True):
        upright = front.height >= front.width
        mirror = Image.Transpose.FLIP_LEFT_RIGHT if (one.paper.duplex == "long") == upright else FLIP
        seen = back.transpose(mirror)
        if not own:  # a scene goes on, on another card: only all bands together can be told apart from the paper
            ahead, behind = (span([ink(page, color) for color in COLORS]) for page in (front, seen))
            assert all(abs(ahead[i] - behind[i]) <= PIXELS for i in (0, 1, 2))
            continue
        there = {color: (ink(front, color), ink(seen, color)) for color in COLORS}
        shown = [its for its in there.values() if its[0]]
        assert shown
        for ahead, behind in there.values():
            assert ahead or not behind
            if ahead and behind:  # a long title makes a band higher
                assert all(abs(ahead[i] - behind[i]) <= PIXELS for i in (0, 1, 2))
        cards = printed(one).cards
        assert sum(bool(behind) for _, behind in shown) == len(shown) - (
            not cards[-1].back and bool(there[cards[-1].front.band.color][0])
        )


def span(boxes: Iterable[tuple[int, int, int, int] | None]) -> tuple[int, int, int, int]:
    """The box that holds all ``boxes``."""
    left, top, right, bottom = zip(*filter(None, boxes), strict=True)
    return min(left), min(top), max(right), max(bottom)


SCALE = 0.5
PIXELS = 1
"""By which an edge may be off in a picture of 36 to an inch."""
FLIP = Image.Transpose.FLIP_TOP_BOTTOM


def rasters(one: Case, scale: float = 1.0) -> list[Image.Image]:
    """The pages as pictures, of ``72 * scale`` pixels an inch."""
    pdf = pypdfium2.PdfDocument(printed(one).pdf)
    return [page.render(scale=scale).to_pil().convert("RGB") for page in pdf]


def ink(picture: Image.Image, color: str) -> tuple[int, int, int, int] | None:
    """The box of all that has this colour."""
    off = ImageChops.difference(picture, Image.new("RGB", picture.size, color))
    red, green, blue = (band.point(lambda level: 255 * (level < 12)) for band in off.split())
    return ImageChops.darker(ImageChops.darker(red, green), blue).getbbox()


SLOT_TEN = 19.4 + 85.6, 13.55 + 4 * 53.98
"""Of ten ID-1 on A4: the last of those read from the left, the last but one of those read from the right."""


@pytest.mark.parametrize(
    ("one", "fronts", "backs"),
    [
        (
            case("phrase", Paper(start_at=10), "fi", "en"),
            [[SLOT_TEN], [(19.4, 13.55)]],
            [[(19.4, SLOT_TEN[1])], [(105.0, 13.55)]],
        ),
        (
            case("phrase", Paper(start_at=10), "fi", "ar"),
            [[(19.4, SLOT_TEN[1])], [(105.0, 13.55)]],
            [[SLOT_TEN], [(19.4, 13.55)]],
        ),
        (
            case("phrase", Paper(start_at=9, offset=(1.5, -0.75)), "fi", "en"),
            [[(19.4, SLOT_TEN[1]), SLOT_TEN]],
            [[(106.5, SLOT_TEN[1] - 0.75), (20.9, SLOT_TEN[1] - 0.75)]],
        ),
        (
            case("phrase", Paper(stock="avery-32015", start_at=4, offset=(-0.5, 0.25)), "fi", "en"),
            [[(108.0, 91.5), (17.0, 151.5)]],
            [[(16.5, 91.75), (107.5, 151.75)]],
        ),
        (
            case("bilingual", Paper(card="a7", start_at=8, offset=(2.0, 1.0)), "en", "fi"),
            [[(222.5, 105.0)], [(0.5, 0.0)]],
            [[(224.5, 1.0)], [(2.5, 106.0)]],
        ),
    ],
    ids=str,
)
def test_cards_begin_at_the_slot_and_backs_are_moved(
    one: Case, fronts: list[list[tuple[float, float]]], backs: list[list[tuple[float, float]]]
) -> None:
    """Half-used sheets are filled up, the next one from its first slot; the offset moves backs, and no front."""
    card, turned = layout_of(one).card, layout_of(one).flip == "horizontal"
    ink, high = card.ink, card.height
    for i, page in enumerate(pages_of(one)):
        foot = turned and i % 2
        found = [(box[0] - ink, box[3] + ink - high if foot else box[1] - ink) for _, box in bands(page)]
        assert same(found, (backs if i % 2 else fronts)[i // 2])
    assert len(pages_of(one)) == 2 * len(fronts)


@pytest.mark.parametrize(
    ("copies", "colors"),
    [(2, COLORS[:2] * 2), (lambda card: 1 + (card.front.band.color == COLORS[0]), (*COLORS[:1] * 2, COLORS[1]))],
    ids=["decks", "cards"],
)
def test_copies_have_their_own_backs(copies: Any, colors: tuple[str, ...]) -> None:
    """Two decks follow one another, two of one card stand side by side, and behind each is its back."""
    one = case("phrase", Paper(), "fi", "en")
    layout = layout_of(one)
    sheets = typeset_deck(deck_of(one), design_on(layout), layout, read_templates([TEMPLATES]), DAY, copies)
    assert sheets.pdf
    front, back = read(sheets.pdf)
    places = [(19.4 + 85.6 * (i % 2), 13.55 + 53.98 * (i // 2)) for i in range(len(colors))]
    for page, mirrored in ((front, False), (back, True)):
        assert len(bands(page)) == len(colors)
        for color, (x, y) in zip(colors, places, strict=True):
            left = layout.width - x - 85.6 if mirrored else x
            assert any(its == color and is_near(box[:2], (left + 2.5, y + 2.5)) for its, box in bands(page))


@pytest.mark.parametrize(
    "one",
    [
        case("phrase", Paper(sheet=OWN_PAGE, bleed=3.0), "fi", "ar"),
        case("phrase", Paper(card="a6", sheet=OWN_PAGE, bleed=3.0, duplex="short"), "ar", "fi"),
        case("role", Paper(card="a6", bleed=3.0, duplex="none"), "ar"),
        case("fold", Paper(card="90x60", bleed=2.5), "en", "fi"),
    ],
    ids=str,
)
def test_colour_runs_over_the_trim_and_text_does_not_follow(one: Case) -> None:
    """The band reaches a bleed beyond head and sides, and all text stays as far from the trim as without one."""
    by, layout, plain = one.paper.bleed, layout_of(one), replace(one, paper=replace(one.paper, bleed=0.0))
    own = by if layout.own_page else 0
    with pikepdf.open(io.BytesIO(printed(one).pdf or b"")) as pdf:
        for page in pdf.pages:
            media, trim = ([float(at) * POINT for at in box] for box in (page.mediabox, page.trimbox))
            assert is_near(media, (0, 0, layout.width + 2 * own, layout.height + 2 * own))
            assert is_near(trim, (own, own, own + layout.width, own + layout.height))
    wanted, there = relative(plain), relative(one)
    assert [letter[:3] for letter in there] == [letter[:3] for letter in wanted]
    assert all(is_near(letter[3], its[3]) for letter, its in zip(there, wanted, strict=True))
    for page, found in zip(expected(one), pages_of(one), strict=True):
        for place, _ in faces(one, page):
            left, top, right, bottom = trim_of(one, place)
            ((_, box),) = [band for band in bands(found) if is_inside(middle(band[1]), trim_of(one, place))]
            assert is_near((box[0], box[2]), (left - by, right + by))
            assert is_near([box[3]], [bottom + by]) if place.turned else is_near([box[1]], [top - by])


def relative(one: Case) -> list[tuple[int, str, str, Box]]:
    """Card and side of each letter, the letter, and its box from the trim of that card."""
    found = []
    for page, shown in zip(expected(one), pages_of(one), strict=True):
        for place in page.places:
            trim = trim_of(one, place)
            for letter, box in shown.letters:
                if is_inside(middle(box), trim):
                    found.append((place.card, place.side, letter, tuple(at - trim[i % 2] for i, at in enumerate(box))))
    return sorted(found, key=lambda it: it[:2])  # type: ignore[return-value]


# --- where no ink may be ---------------------------------------------------------------------------------------------


@every
def test_text_keeps_off_the_trim(one: Case) -> None:
    """No part of a letter is nearer to its card's sides than the text on the band, or to its ends than the band.

    Where a lanyard is punched, the head of what customers read and the foot of all others stays blank for 12 mm.
    """
    card = layout_of(one).card
    for page, found in zip(expected(one), pages_of(one), strict=True):
        shown = faces(one, page)
        for letter, box in found.letters:
            ((place, face),) = [it for it in shown if is_inside(middle(box), trim_of(one, it[0]))]
            left, top, right, bottom = trim_of(one, place)
            head, foot = card.ink, card.ink
            if dict(one.look).get("punch"):
                head, foot = (12.0, foot) if face.customer else (head, 12.0)
            if place.turned:
                head, foot = foot, head
            room = left + card.safe, top + head, right - card.safe, bottom - foot
            assert is_inside(box, room), (letter, box, room)


@pytest.mark.parametrize("one", [one for one in FEATURES if dict(one.look).get("punch")], ids=str)
def test_the_punch_has_its_band_for_itself(one: Case) -> None:
    """The window and in it the slot or hole lie in the middle of 12 mm that hold no colour and no other line."""
    wide, high = {"slot": (14, 3), "hole": (5, 5)}[dict(one.look)["punch"]]
    for page, found in zip(expected(one), pages_of(one), strict=True):
        for place, face in faces(one, page):
            left, top, right, bottom = trim_of(one, place)
            at_head = face.customer != place.turned
            band = (left, top, right, top + 12) if at_head else (left, bottom - 12, right, bottom)
            x, y, *_ = middle(band)
            window = x - wide / 2 - 3, y - high / 2 - 3, x + wide / 2 + 3, y + high / 2 + 3
            lines = [box for *_, box in found.strokes if is_inside(middle(box), band, -NEAR)]
            assert same(lines, [window, (window[0] + 3, window[1] + 3, window[2] - 3, window[3] - 3)])
            inside = [box for _, box in found.fills if is_inside(middle(box), trim_of(one, place))]
            assert inside
            assert all(box[1] >= band[3] - NEAR if at_head else box[3] <= band[1] + NEAR for box in inside)


# --- how it can be read ----------------------------------------------------------------------------------------------


def frames(page: Read) -> list[Box]:
    """What customers point at."""
    return [box for color, width, box in page.strokes if (color, width) == (FRAME, 0.8)]


@some
def test_type_is_as_large_as_it_must_be(one: Case) -> None:
    """Nothing below 7 points; wording, meaning and sound from 10 up, in Arabic 12; what is pointed at 24, turned 16."""
    pointed = 16.0 if dict(one.look).get("turned") else 24.0
    for page, letters in zip(pages_of(one), letters_of(printed(one).pdf or b""), strict=True):
        cells = frames(page)
        assert bool(cells) == (one.name == "point" and bool(letters))
        for letter in letters:
            least, cell = 7.0, any(is_inside(middle(letter.box), frame) for frame in cells)
            scale = 1.12 if "Almarai" in letter.font else 1.0
            if letter.color == BLACK or (letter.color == AID and not cell):
                least = 10.0 if scale == 1.0 else 12.0
            if letter.color == BLACK and cell:
                least = pointed
            assert letter.size >= least * scale - 0.01, (letter, least)


@some
def test_text_stands_out_from_what_is_beneath_it(one: Case) -> None:
    """The contrast between each letter and the smallest area that holds it, else the paper, is 7:1 or more."""
    for page, letters in zip(pages_of(one), letters_of(printed(one).pdf or b""), strict=True):
        assert bool(letters) == bool(page.letters)
        for letter in letters:
            beneath = [(color, box) for color, box in page.fills if is_inside(middle(letter.box), box)]
            under = min(beneath, key=lambda it: (it[1][2] - it[1][0]) * (it[1][3] - it[1][1]), default=("#ffffff",))[0]
            assert contrast(letter.color, under) >= 7.0, (letter, under)


@pytest.mark.parametrize("card", ["id1", "54x86", "60x90", "a6"])
def test_name_of_the_group_does_not_run_into_the_title(card: str) -> None:
    """On badges that stand upright, too: no letter of the one lies on a letter of the other."""
    one = case("phrase", Paper(card=card, duplex="none"))
    title, group = Localized("Tervehtiminen", "fi"), Localized("Saapuminen ja hyvästely", "fi")
    deck = deck_of(one)
    lines = tuple(replace(line, scene=replace(line.scene, title=title, group=group)) for line in deck.lines)
    (letters,) = letters_of(sheets_of(replace(deck, lines=lines), layout_of(one)).pdf or b"")
    white = [letter for letter in letters if letter.color == "#ffffff"]
    large = max(letter.size for letter in white)
    titles, others = ([it for it in white if (it.size > 0.9 * large) == first] for first in (True, False))
    assert titles
    assert others
    assert [(one, it) for one in titles for it in others if is_inside(middle(it.box), one.box, 0)] == []


@pytest.mark.parametrize("one", [one for one in FEATURES if dict(one.look).get("gray")], ids=str)
def test_gray_is_gray(one: Case) -> None:
    """With ``--ink gray`` no colour of the page, and no pixel of its picture, is anything but grey."""
    for page, letters in zip(pages_of(one), letters_of(printed(one).pdf or b""), strict=True):
        colors = {letter.color for letter in letters} | {it[0] for it in (*page.fills, *page.strokes)}
        assert [color for color in colors if len({*bytes.fromhex(color[1:])}) > 1] == []
        assert page.fills
    for picture in rasters(one):
        red, green, blue = picture.split()
        for other in (green, blue):
            assert ImageChops.difference(red, other).getextrema() == (0, 0)


# --- what a PDF says of itself ---------------------------------------------------------------------------------------


@some
def test_sheets_are_valid_pdf_ua_and_pdf_a(one: Case) -> None:
    """Every layout, with all that may be on it, passes both profiles."""
    data = printed(one).pdf
    assert data
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


@every
def test_print_dialog_is_told_scale_and_edge(one: Case) -> None:
    """Nothing is scaled; both sides are printed only where there are backs, and turned over the edge that was asked."""
    edge = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge"}.get(one.paper.duplex, "/Simplex")
    with pikepdf.open(io.BytesIO(printed(one).pdf or b"")) as pdf:
        its = pdf.Root.ViewerPreferences
        assert its.PrintScaling == "/None"
        assert its.Duplex == ("/Simplex" if one.name in ("fold", "wall") else edge)


# --- codes and structure ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", [one for one in FEATURES if "page" in dict(one.look)], ids=str)
def test_code_for_telephones_is_that_of_its_card(one: Case) -> None:
    """On each back stands the address with the card's own code, module by module, 15 mm wide, with room about it."""
    card, rtl, seen = layout_of(one).card, LOCALES[one.reader].direction == "rtl", 0
    edge = card.safe if rtl else card.width - card.safe - 15
    for page, picture in zip(expected(one), rasters(one, DOTS * POINT), strict=True):
        for place, face in faces(one, page):
            shown = picture.crop(tuple(round(at * DOTS) for at in trim_of(one, place)))
            shown = (shown.transpose(Image.Transpose.ROTATE_180) if place.turned else shown).convert("L")
            if face.back:
                code = format_code(printed(one).cards[place.card].code)
                wanted = segno.make(f"{ADDRESS}#{code}", error="q", micro=False, boost_error=False).matrix
                beside = round((edge - QUIET) * DOTS), 0, round((edge + 15 + QUIET) * DOTS), shown.height
                assert modules(shown.crop(beside), len(wanted)) == [[bool(module) for module in row] for row in wanted]
                seen += 1
    assert seen == len(printed(one).cards)


DOTS = 12
"""A millimetre."""
QUIET = 1.5
"""Millimetres about a code that hold nothing else."""


def modules(picture: Image.Image, count: int) -> list[list[bool]]:
    """What a telephone sees of the code in a picture: which of its modules are black."""
    left, top, right, bottom = box = picture.point(lambda level: 255 * (level < 24)).getbbox() or (0, 0, 0, 0)
    assert (right - left, bottom - top) == (pytest.approx(15 * DOTS, abs=2),) * 2
    rest = picture.crop((0, round(top - QUIET * DOTS), picture.width, round(bottom + QUIET * DOTS)))
    above = round(QUIET * DOTS)
    rest.paste(255, (left - 1, above - 1, right + 1, above + bottom - top + 1))  # an edge may lie within a pixel
    assert rest.getextrema() == (255, 255)
    code = picture.crop(box).resize((15 * count, 15 * count))
    middles = range(7, 15 * count, 15)
    return [[code.getpixel((x, y)) < 128 for x in middles] for y in middles]


PLAIN = {ord(LRI): None, ord(PDI): None}


@pytest.mark.parametrize(
    "one",
    [
        case("role", Paper(card="a6", duplex="none"), "ar", "fi"),
        case("bilingual", Paper(card="a6"), "ar", "fi"),
        case("bilingual", Paper(card="a7"), "fi", "ar", turned=True),
        case("point", Paper(card="a7"), "ar", "en", turned=True),
        case("phrase", Paper(), "fi", "ar"),
        case("wall", Paper(card="a4"), "ar", "en"),
    ],
    ids=str,
)
def test_arabic_is_read_in_logical_order(one: Case) -> None:
    """Who goes through the structure hears each Arabic wording, meaning and answer once, as it is said and in order."""
    heard = list(actual_texts(printed(one).pdf or b""))
    wanted = [said for page in expected(one) for _, face in faces(one, page) for said in arabic_on(face)]
    assert len(wanted) > 1
    assert [text for text in heard if text in wanted] == wanted


def arabic_on(face: Face) -> Iterator[str]:
    """What a face says in Arabic, as the deck has it; in what is only read, a blank is its label."""
    for part in face.parts:
        if isinstance(part, Spoken):
            said = [(part.said, part.read)]
        elif isinstance(part, Unit):
            said = [(part.wording, False), *((aid, True) for aid in part.aids)]
        elif isinstance(part, Pair):
            said = [(part.first, False), (part.second, False)]
        else:
            said = [(cell.shown, False) for cell in part.cells] if isinstance(part, Row) else []
        for its, read in said:
            if its.locale == "ar":
                yield (its.text.replace("____ ", "") if read else its.text).translate(PLAIN)


def actual_texts(data: bytes) -> Iterator[str]:
    """What stands in place of drawn text, in reading order."""

    def below(elements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for element in elements:
            yield from [element["actual_text"]] if "actual_text" in element else below(element.get("children", ()))

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        yield from below(pdf.structure_tree)


def digests() -> list[str]:
    """What stands for the bytes of a deck of each kind, typeset now."""
    made = [sheets_of(deck_of(one), layout_of(one), one.name, **dict(one.look)).pdf for one in FEATURES]
    return [hashlib.sha256(pdf or b"").hexdigest() for pdf in made]


def test_same_deck_is_same_bytes_wherever_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run, process, folder, folder for temporary files, hour's zone and order of hashes change nothing."""
    here, there = digests(), tmp_path / "there"
    there.mkdir()
    monkeypatch.chdir(there)
    monkeypatch.setenv("TMPDIR", str(there))
    assert digests() == here
    code = f"import sys; sys.path[:0] = {[*sys.path, str(Path(__file__).parent)]!r}\n"
    code += "import test_paper; print(*test_paper.digests())"
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == here
