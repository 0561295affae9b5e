"""Cards on a sheet: the grid and its pages, in millimetres from the page's upper left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from scripts_gen import marks
from scripts_gen.errors import Fault, InputError
from scripts_gen.marks import NEAR, mm
from scripts_gen.marks import Line as Line
from scripts_gen.paper import CARDS, OWN_PAGE, SHEETS, STOCKS, CardSize, Paper, SheetSize, Stock
from scripts_gen.sizes import card_size as card_size
from scripts_gen.sizes import faults, of_measure

Point = tuple[float, float]
Side = Literal["front", "back"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one side of a card is printed."""

    card: int
    """Counted from 0 over all pages."""
    side: Side
    x: float
    """Of the trim's upper left corner."""
    y: float
    turned: bool
    """Drawn rotated by 180°."""


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet."""

    side: Side
    places: tuple[Place, ...]
    """In the order of the cards."""
    marks: tuple[Line, ...]
    guides: tuple[Line, ...]
    folds: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of pieces, the same on every page. A piece is what is cut out: a card, or both its halves to be folded."""

    card: CardSize
    sheet: SheetSize
    turned: bool
    """The sheet lies on its side (cards always stand upright), because more cards fit on it so."""
    columns: int
    rows: int
    slots: tuple[Point, ...]
    """Upper left corners of the pieces on a front, row by row, each from left to right."""
    paper: Paper
    """What was asked."""

    @property
    def width(self) -> float:
        """Width of the page as it lies."""
        return self.sheet.height if self.turned else self.sheet.width

    @property
    def height(self) -> float:
        """Height of the page as it lies."""
        return self.sheet.width if self.turned else self.sheet.height

    @property
    def piece_width(self) -> float:
        """Width of what is cut out."""
        return _piece_width(self.card, self.paper)

    @property
    def piece_height(self) -> float:
        """Height of what is cut out."""
        return self.card.height

    @property
    def bleed(self) -> float:
        """How far ink runs over the trim of a piece."""
        return self.paper.bleed

    @property
    def gutter(self) -> float:
        """Between pieces on plain paper."""
        return _gutter(self.paper)

    @property
    def own_page(self) -> bool:
        """Whether the page is the piece."""
        return self.paper.sheet == OWN_PAGE and not self.paper.stock

    @property
    def duplex(self) -> str:
        """One of ``DUPLEX``; a sheet of cards to be folded is printed on one side."""
        return "none" if self.paper.fold else self.paper.duplex

    @property
    def backs(self) -> bool:
        """Whether cards have a back, be it on the sheet's other side or on the other half."""
        return self.paper.fold or self.duplex != "none"

    @property
    def flip(self) -> Literal["vertical", "horizontal", ""]:
        """The axis about which the page as it lies is turned for its back; empty where it has none."""
        if self.duplex == "none":
            return ""
        return "vertical" if (self.duplex == "long") == (self.height >= self.width) else "horizontal"

    @property
    def marks_columns(self) -> bool:
        """Whether marks on the columns' edges are wanted, and have room above and below the grid."""
        return self._is_cut and self.paper.marks is not False and self._has_room(1)

    @property
    def marks_rows(self) -> bool:
        """Whether marks on the rows' edges are wanted, and have room left and right of the grid."""
        return self._is_cut and self.paper.marks is not False and self._has_room(0)

    @property
    def guided(self) -> bool:
        """Whether there are ticks on the corners of the pieces."""
        if not self._is_cut or self.bleed:
            return False
        return not (self._has_room(0) and self._has_room(1)) if self.paper.guides is None else self.paper.guides

    @property
    def _is_cut(self) -> bool:
        return not (self.paper.stock or self.own_page)

    def _has_room(self, axis: int) -> bool:
        """Tell whether marks have room in both margins: 0 for those at the sides, 1 for those above and below."""
        return self.slots[0][axis] >= _marked(self.paper) - NEAR


def lay_out(paper: Paper, stocks: Mapping[str, Stock] = STOCKS) -> Layout:
    """Return the grid in the middle of the sheet that holds the most cards, or the slots of perforated stock.

    Raises InputError with all that is wrong with what is asked, or else for a card that does not fit.
    """
    if wrong := list(faults(paper, stocks)):
        raise InputError(wrong)
    if paper.stock:
        layout = _perforated(stocks[paper.stock], paper)
    elif paper.sheet == OWN_PAGE:
        layout = _alone(card_size(paper.card, finished=paper.finished), paper)
    else:
        layout = _fitted(card_size(paper.card, finished=paper.finished), SHEETS[paper.sheet], paper)
    if paper.start_at > len(layout.slots):
        message = f"no slot {paper.start_at} to start at: a sheet has {len(layout.slots)}"
        raise InputError([Fault("", 0, "--start-at", message)])
    return layout


def lone_card(card: CardSize, bleed: float = 0.0) -> Layout:
    """Return a page of the size of one card, without a back."""
    return _alone(card, Paper(card=card.name, sheet=OWN_PAGE, duplex="none", bleed=bleed))


def pages(count: int, layout: Layout, *, rtl: bool = False) -> tuple[Page, ...]:
    """Return the pages of ``count`` cards as they are printed, each front before its back.

    Slots are filled row by row as the reader reads: with ``rtl``, each from right to left.
    """
    rows = (layout.slots[start : start + layout.columns] for start in range(0, len(layout.slots), layout.columns))
    order = [slot for row in rows for slot in (reversed(row) if rtl else row)]
    found: list[Page] = []
    first, used = 0, layout.paper.start_at - 1
    while first < count:
        taken = order[used : used + count - first]
        front = _front(first, taken, layout, rtl)
        found += [front, _back(front, layout)] if layout.flip else [front]
        first, used = first + len(taken), 0
    return tuple(found)


def _front(first: int, taken: list[Point], layout: Layout, rtl: bool) -> Page:
    """Return the page of the cards from ``first`` on, one in each slot that is ``taken``."""
    width, height = layout.piece_width, layout.piece_height
    halves: list[tuple[Side, float]] = [("front", 0.0)]
    if layout.paper.fold:
        halves = [("front", width / 2 if rtl else 0.0), ("back", 0.0 if rtl else width / 2)]
    places = (Place(first + i, side, mm(x + at), y, False) for i, (x, y) in enumerate(taken) for side, at in halves)
    folds = (marks.line(x + width / 2, y, x + width / 2, y + height) for x, y in taken if layout.paper.fold)

    margin = 0.0 if layout.own_page else layout.paper.margin
    area = margin, margin, layout.width - margin, layout.height - margin
    boxes = [(x, y, x + width, y + height) for x, y in taken]
    (left, top), (x, y) = layout.slots[0], layout.slots[-1]
    gap = max(marks.MARK_GAP, layout.bleed)
    crop = marks.crop_marks(boxes, (left, top, x + width, y + height), gap, layout.marks_columns, layout.marks_rows)
    guides = marks.inside(marks.guides(boxes if layout.guided else ()), area)
    return Page("front", tuple(places), marks.whole(crop, area), guides, marks.inside(folds, area))


def _back(front: Page, layout: Layout) -> Page:
    """Return the page on the other side of the sheet, each back behind its front."""
    (right, down), card = layout.paper.offset, layout.card
    places = []
    for place in front.places:
        x, y = layout.width - place.x - card.width, layout.height - place.y - card.height
        # About the horizontal axis the sheet's head becomes its foot: turned with it, a back would stand on its head.
        x, y, turned = (x, place.y, False) if layout.flip == "vertical" else (place.x, y, True)
        places.append(Place(place.card, "back", mm(x + right), mm(y + down), turned))
    return Page("back", tuple(places), (), (), ())


def _fitted(card: CardSize, sheet: SheetSize, paper: Paper) -> Layout:
    """Return the grid of the most pieces, on the upright sheet where turning it wins nothing."""
    turned, columns, rows = _grid(card, sheet, paper)
    if not (columns and rows):
        raise InputError([_too_large(card, sheet, paper)])
    layout = Layout(card, sheet, turned, columns, rows, (), paper)
    across, down = layout.piece_width + layout.gutter, layout.piece_height + layout.gutter
    left = (layout.width - columns * across + layout.gutter) / 2
    top = (layout.height - rows * down + layout.gutter) / 2
    return replace(layout, slots=_slots(columns, rows, (left, top), (across, down)))


def _perforated(stock: Stock, paper: Paper) -> Layout:
    card = replace(of_measure(stock.width, stock.height), ink=CARDS["id1"].ink, safe=CARDS["id1"].safe)
    slots = _slots(stock.columns, stock.rows, (stock.left, stock.top), (stock.across, stock.down))
    return Layout(card, SHEETS[stock.sheet], False, stock.columns, stock.rows, slots, paper)


def _alone(card: CardSize, paper: Paper) -> Layout:
    sheet = SheetSize(OWN_PAGE, _piece_width(card, paper), card.height)
    return Layout(card, sheet, False, 1, 1, ((0.0, 0.0),), paper)


def _grid(card: CardSize, sheet: SheetSize, paper: Paper) -> tuple[bool, int, int]:
    """Return whether the sheet is turned, and how many columns and rows it holds then."""
    width, gutter = _piece_width(card, paper), _gutter(paper)
    # Without a bleed, ink begins inside the trim: a card may lie in the margin with the edge that it leaves blank.
    blank = paper.margin + paper.bleed if paper.bleed else max(0.0, paper.margin - card.ink)
    room = gutter + NEAR - 2 * (_marked(paper) if paper.marks else blank)

    def held(across: float, down: float) -> tuple[int, int]:
        return max(0, int((across + room) / (width + gutter))), max(0, int((down + room) / (card.height + gutter)))

    upright, lying = held(sheet.width, sheet.height), held(sheet.height, sheet.width)
    turned = lying[0] * lying[1] > upright[0] * upright[1]
    return turned, *(lying if turned else upright)


def _slots(columns: int, rows: int, first: Point, pitch: Point) -> tuple[Point, ...]:
    return tuple(
        (mm(first[0] + column * pitch[0]), mm(first[1] + row * pitch[1]))
        for row in range(rows)
        for column in range(columns)
    )


def _piece_width(card: CardSize, paper: Paper) -> float:
    return mm(2 * card.width) if paper.fold else card.width


def _gutter(paper: Paper) -> float:
    return 2 * paper.bleed if paper.gutter is None else paper.gutter


def _marked(paper: Paper) -> float:
    """Return how far from the sheet's edge the trim must be for a mark to lie between."""
    return paper.margin + marks.MARK_LENGTH + max(marks.MARK_GAP, paper.bleed)


def _too_large(card: CardSize, sheet: SheetSize, paper: Paper) -> Fault:
    """Return what is wrong with a card that is larger than the sheet, and which would not be."""
    sizes = (card_size(name, finished=paper.finished) for name in CARDS)
    held = ", ".join(size.name for size in sizes if all(_grid(size, sheet, paper)[1:])) or "no named card"
    size = f"{_piece_width(card, paper):g} × {card.height:g} mm{' before it is folded' if paper.fold else ''}"
    what = f"the {card.name} card ({size}{f', with {paper.bleed:g} mm of bleed' if paper.bleed else ''})"
    blank = f", {paper.margin:g} mm of it blank along each edge" if paper.margin else ""
    where = f"the {sheet.name} sheet ({sheet.width:g} × {sheet.height:g} mm{blank})"
    if paper.marks and all(_grid(card, sheet, replace(paper, marks=None))[1:]):
        room = [side - 2 * _marked(paper) for side in (sheet.width, sheet.height)]
        most = f"with them the sheet holds up to {room[0]:g} × {room[1]:g} mm: {held}"
        return Fault(
            "", 0, "--marks", f"{what} leaves no margin for crop marks on {where}; without marks it fits; {most}"
        )
    return Fault("", 0, "--card", f"{what} does not fit on {where}; it holds {held}")
