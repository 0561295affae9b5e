"""Paper as data: card sizes, sheets, perforated stock, and what is asked of a printed sheet. Lengths in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

Offset = tuple[float, float]
"""To the right and down."""

PRINTABLE = 5.0
"""Printers leave a margin this wide blank; no ink goes there."""
FILM = 3.0
"""The seal of clear film around laminated paper, on every side."""

PUNCH_BAND = 12.0
"""The part of a face that stays blank for a lanyard's slot or hole."""

DUPLEX = ("long", "short", "none")
"""Over which edge of the sheet the printer turns it for the backs; ``none`` prints one side."""
OWN_PAGE = "card"
"""In place of a sheet: each card is a page of its own."""


@dataclass(frozen=True, slots=True)
class CardSize:
    """A card's trim, and how far its contents keep from the trim on every side."""

    name: str
    """``id1``, or ``90x60`` for a size that has no name."""
    width: float
    height: float
    ink: float
    """Where the coloured band begins. At least ``PRINTABLE`` where the trim may be the sheet's own edge."""
    safe: float
    """Where text begins at the sides, in line with that on the band; above and below, text keeps ``ink`` at least."""
    design: str
    """The named size whose type it is set in."""


CARDS = {
    size.name: size
    for size in (
        CardSize("id1", 85.60, 53.98, 2.5, 4.0, "id1"),
        CardSize("a7", 74.0, 105.0, 5.0, 6.2, "a7"),
        CardSize("a6", 105.0, 148.0, 5.0, 6.5, "a6"),
        CardSize("a5", 148.0, 210.0, 6.0, 8.0, "a5"),
        CardSize("a4", 210.0, 297.0, 8.0, 11.0, "a4"),
        CardSize("a3", 297.0, 420.0, 10.0, 14.0, "a3"),
    )
}
"""From small to large."""


@dataclass(frozen=True, slots=True)
class SheetSize:
    """A sheet of paper, upright."""

    name: str
    width: float
    height: float


SHEETS = {
    size.name: size
    for size in (SheetSize("a4", 210.0, 297.0), SheetSize("a3", 297.0, 420.0), SheetSize("letter", 215.9, 279.4))
}


@dataclass(frozen=True, slots=True)
class Stock:
    """Perforated cards on a sheet: where each card is, whatever is printed."""

    name: str
    sheet: str
    """One of ``SHEETS``, upright."""
    width: float
    height: float
    columns: int
    rows: int
    left: float
    """From the sheet's left edge to the first card."""
    top: float
    across: float
    """From one card's left edge to the next one's."""
    down: float


STOCKS = {
    stock.name: stock
    for stock in (
        Stock("avery-32010", "a4", 85.0, 54.0, 2, 5, 15.0, 13.5, 95.0, 54.0),
        Stock("avery-32015", "a4", 85.0, 54.0, 2, 4, 17.0, 31.5, 91.0, 60.0),
        Stock("avery-c32011", "a4", 85.0, 54.0, 2, 5, 15.0, 13.5, 95.0, 54.0),
        Stock("avery-l7414", "a4", 90.0, 52.0, 2, 5, 15.0, 18.5, 90.0, 52.0),
        Stock("avery-l7418", "a4", 86.0, 55.0, 2, 4, 19.0, 38.5, 86.0, 55.0),
        Stock("avery-5371", "letter", 88.9, 50.8, 2, 5, 19.05, 12.7, 88.9, 50.8),
        Stock("avery-5388", "letter", 127.0, 76.2, 1, 3, 44.45, 25.4, 127.0, 76.2),
        Stock("avery-5392", "letter", 101.6, 76.2, 2, 3, 6.35, 25.4, 101.6, 76.2),
        Stock("avery-8373", "letter", 88.9, 50.8, 2, 4, 12.7, 19.05, 101.6, 63.5),
    )
}
"""By name."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is asked of the printed sheet."""

    card: str = "id1"
    """One of ``CARDS``, or ``WxH``."""
    sheet: str = "a4"
    """One of ``SHEETS``, or ``OWN_PAGE``."""
    stock: str = ""
    """Perforated stock, which brings its own card and sheet; empty for plain paper."""
    finished: bool = False
    """The size named is that of the laminated piece: the paper is smaller by the film on every side."""
    fold: bool = False
    """Front and back lie side by side on one piece, to be folded."""
    duplex: str = "long"
    """One of ``DUPLEX``."""
    bleed: float = 0.0
    gutter: float | None = None
    """Between cards; None for none, or for room for two bleeds."""
    margin: float = PRINTABLE
    """What the printer leaves blank along each edge."""
    marks: bool | None = None
    """Crop marks; None for where there is room."""
    guides: bool | None = None
    """Fine ticks on the corners of the cards; None for where crop marks have no room."""
    start_at: int = 1
    """The first slot that is still unused on the first sheet."""
    offset: Offset = (0.0, 0.0)
    """By which the backs are moved, against what the printer does to them."""
