"""Cards on a sheet: the grid, the cut marks and the safe areas, in millimetres from the sheet's upper left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scripts_gen.errors import Fault, InputError, did_you_mean

PRINTABLE = 5.0
"""Printers leave a margin this wide blank; no ink goes there."""
MARK_LENGTH = 5.0
MARK_GAP = 2.0
"""Between the trim and its mark, so that a cut that goes astray does not leave a mark on the card."""

Point = tuple[float, float]
Mark = tuple[float, float, float, float]
"""A line from (x1, y1) to (x2, y2)."""


@dataclass(frozen=True, slots=True)
class CardSize:
    """A card's trim, and how far its contents keep from the trim on every side."""

    name: str
    width: float
    height: float
    ink: float
    """Where the coloured band begins. At least ``PRINTABLE`` where the trim may be the sheet's own edge."""
    safe: float
    """Where text begins: in line with the text on the band."""


@dataclass(frozen=True, slots=True)
class SheetSize:
    """A sheet of paper, upright."""

    name: str
    width: float
    height: float


CARDS = {
    size.name: size
    for size in (
        CardSize("id1", 85.60, 53.98, 2.5, 4.0),
        CardSize("a7", 74.0, 105.0, 5.0, 6.2),
        CardSize("a6", 105.0, 148.0, 5.0, 6.5),
    )
}
"""From small to large."""

SHEETS = {size.name: size for size in (SheetSize("a4", 210.0, 297.0), SheetSize("letter", 215.9, 279.4))}


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of cards without gutters in the middle of a sheet, the same on every page."""

    card: CardSize
    sheet: SheetSize
    turned: bool
    """The sheet lies on its side (cards always stand upright), because more cards fit on it so."""
    columns: int
    rows: int
    slots: tuple[Point, ...]
    """Upper left corners, row by row."""
    marks: tuple[Mark, ...]
    """Of a full page; empty where the sheet leaves no room for any."""

    @property
    def width(self) -> float:
        """Width of the page as it lies."""
        return self.sheet.height if self.turned else self.sheet.width

    @property
    def height(self) -> float:
        """Height of the page as it lies."""
        return self.sheet.width if self.turned else self.sheet.height

    @property
    def marks_columns(self) -> bool:
        """Whether the margins above and below have room for marks on the columns' edges."""
        return _room(self.height - self.rows * self.card.height)

    @property
    def marks_rows(self) -> bool:
        """Whether the margins left and right have room for marks on the rows' edges."""
        return _room(self.width - self.columns * self.card.width)


@dataclass(frozen=True, slots=True)
class Page:
    """The cards from ``first`` on, one a slot in order, and the marks that these slots need."""

    first: int
    count: int
    marks: tuple[Mark, ...]


def lay_out(card: str, sheet: str) -> Layout:
    """Return the grid that holds the most cards; raise InputError for unknown names and for a card too large."""
    faults = [_unknown("card", card, tuple(CARDS)), _unknown("sheet", sheet, tuple(SHEETS))]
    if any(faults):
        raise InputError(fault for fault in faults if fault)
    return fit_grid(CARDS[card], SHEETS[sheet])


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> Fault | None:
    if name in known:
        return None
    near = did_you_mean(name, known) or f"; expected one of {', '.join(known)}"
    return Fault("", 0, f"--{kind}", f"no {kind} size {name!r}{near}")


def fit_grid(card: CardSize, sheet: SheetSize) -> Layout:
    """Return the grid that holds the most cards, on the upright sheet where turning it wins nothing.

    Raises InputError where not one card fits.
    """
    upright = _grid(card, sheet.width, sheet.height)
    lying = _grid(card, sheet.height, sheet.width)
    turned = lying[0] * lying[1] > upright[0] * upright[1]
    columns, rows = lying if turned else upright
    if not columns * rows:
        raise InputError([Fault("", 0, "--card", _too_large(card, sheet))])
    width, height = (sheet.height, sheet.width) if turned else (sheet.width, sheet.height)
    left, top = (width - columns * card.width) / 2, (height - rows * card.height) / 2
    slots = tuple(
        (_mm(left + column * card.width), _mm(top + row * card.height))
        for row in range(rows)
        for column in range(columns)
    )
    layout = Layout(card, sheet, turned, columns, rows, slots, ())
    return replace(layout, marks=marks(len(slots), layout))


def lone_card(card: CardSize) -> Layout:
    """Return a page of the size of one card."""
    return fit_grid(card, SheetSize(card.name, card.width, card.height))


def pages(count: int, layout: Layout) -> tuple[Page, ...]:
    """Return the pages that ``count`` cards take, in order."""
    size = len(layout.slots)
    filled = ((first, min(size, count - first)) for first in range(0, count, size))
    return tuple(Page(first, n, layout.marks if n == size else marks(n, layout)) for first, n in filled)


def marks(filled: int, layout: Layout) -> tuple[Mark, ...]:
    """Return the marks for the first ``filled`` slots of a page: outside the grid, none beside an empty slot."""
    taken = set(range(filled))
    columns, rows = layout.columns, layout.rows
    left, top = layout.slots[0]
    right, bottom = _mm(left + columns * layout.card.width), _mm(top + rows * layout.card.height)
    found: list[Mark] = []
    if layout.marks_columns:
        for edge, outward, row in ((top, -1, 0), (bottom, 1, rows - 1)):
            for column in _edges(column for column in range(columns) if row * columns + column in taken):
                x = _mm(left + column * layout.card.width)
                found.append((x, _mm(edge + outward * MARK_GAP), x, _mm(edge + outward * (MARK_GAP + MARK_LENGTH))))
    if layout.marks_rows:
        for edge, outward, column in ((left, -1, 0), (right, 1, columns - 1)):
            for row in _edges(row for row in range(rows) if row * columns + column in taken):
                y = _mm(top + row * layout.card.height)
                found.append((_mm(edge + outward * MARK_GAP), y, _mm(edge + outward * (MARK_GAP + MARK_LENGTH)), y))
    return tuple(mark for mark in found if _printable(mark, layout))


def _printable(mark: Mark, layout: Layout) -> bool:
    """Tell whether no end of ``mark`` is nearer to the sheet's edge than printers print."""
    xs, ys = mark[0::2], mark[1::2]
    across = min(xs) >= PRINTABLE and max(xs) <= layout.width - PRINTABLE
    return across and min(ys) >= PRINTABLE and max(ys) <= layout.height - PRINTABLE


def _edges(cells: Iterable[int]) -> list[int]:
    return sorted({edge for cell in cells for edge in (cell, cell + 1)})


def _grid(card: CardSize, width: float, height: float) -> tuple[int, int]:
    tolerance = 1e-6  # four cards of 74 mm fit 296 mm whatever the rounding
    return int((width + tolerance) / card.width), int((height + tolerance) / card.height)


def _room(both_margins: float) -> bool:
    return both_margins / 2 >= MARK_GAP + MARK_LENGTH + PRINTABLE


def _too_large(card: CardSize, sheet: SheetSize) -> str:
    known = [known.name for known in CARDS.values() if any(_product(_grid(known, *sides)) for sides in _ways(sheet))]
    can = f"it holds {', '.join(known)}" if known else "it holds no card"
    size, room = f"{card.width:g} × {card.height:g} mm", f"{sheet.width:g} × {sheet.height:g} mm"
    return f"a {card.name} card ({size}) does not fit on a {sheet.name} sheet ({room}); {can}"


def _ways(sheet: SheetSize) -> tuple[Point, Point]:
    return (sheet.width, sheet.height), (sheet.height, sheet.width)


def _product(grid: tuple[int, int]) -> int:
    return grid[0] * grid[1]


def _mm(value: float) -> float:
    """Round away the noise of binary fractions, so that the same layout is the same document."""
    return round(value, 4) + 0.0
