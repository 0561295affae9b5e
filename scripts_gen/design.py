"""How the cards of a run look: the layout, the type and what stands on them beside the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scripts_gen.organisation import Logo
from scripts_gen.paper import CardSize

BESIDE_FROM = 100.0
"""Millimetres: on cards at least so wide, two languages stand side by side; on others one above the other."""

VOICE, SMALL = 0.0, -1.0
"""In place of a size in points: the sizes of wording and directions, which are sought for each face."""

WORDING = {
    "id1": (20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a7": (24.0, 20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a6": (30.0, 24.0, 20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a5": (40.0, 34.0, 28.0, 24.0, 20.0, 16.0, 14.0, 12.0, 10.0),
    "a4": (56.0, 48.0, 40.0, 34.0, 28.0, 24.0, 20.0, 16.0, 12.0),
    "a3": (80.0, 68.0, 56.0, 48.0, 40.0, 34.0, 28.0, 24.0, 20.0),
}
"""Sizes of the wording in points, by design; few, so that the cards of a deck look like one family."""
BACK = {
    "id1": (12.0, 11.0, 10.0),
    "a7": (14.0, 12.0, 11.0, 10.0),
    "a6": (18.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a5": (24.0, 20.0, 16.0, 14.0, 12.0, 10.0),
    "a4": (34.0, 28.0, 24.0, 20.0, 16.0, 14.0, 12.0),
    "a3": (48.0, 40.0, 34.0, 28.0, 24.0, 20.0, 16.0),
}
"""Sizes of meaning and pronunciation on a back."""
POCKET = {"id1": (10.0,), "a7": (11.0, 10.0), "a6": (12.0,), "a5": (14.0,), "a4": (16.0,), "a3": (20.0,)}
"""Sizes of the lines of a pocket script: tight, but over the floor."""
WALL = {
    "id1": (10.0,),
    "a7": (11.0, 10.0),
    "a6": (14.0, 12.0),
    "a5": (18.0, 16.0, 14.0),
    "a4": (26.0, 22.0, 20.0, 18.0, 16.0),
    "a3": (36.0, 32.0, 28.0, 24.0, 20.0),
}
"""Sizes of the lines on a wall sheet: the largest at which a situation takes one sheet."""
POINTING, POINTING_TURNED = 24.0, 16.0
"""Points: what a customer reads across a counter, and what lies turned round before the customer."""

SUPPORT = {"id1": 10.0, "a7": 10.0, "a6": 12.0, "a5": 14.0, "a4": 18.0, "a3": 24.0}
"""Points, for meaning and pronunciation below a wording: legible at arm's length, and a step behind the wording."""
DIRECTION = {"id1": 8.0, "a7": 8.5, "a6": 10.0, "a5": 11.0, "a4": 14.0, "a3": 18.0}
"""Points, for gesture, time and who speaks."""
SMALLEST_DIRECTION = 7.0
TITLE = {"id1": 10.0, "a7": 10.5, "a6": 13.0, "a5": 16.0, "a4": 22.0, "a3": 28.0}
"""Points, for the situation's name on the band."""
FOOT = {"id1": 7.0, "a7": 7.0, "a6": 8.0, "a5": 9.0, "a4": 10.0, "a3": 12.0}
"""Points, for role, language, number, code and the labels of blanks: the smallest print there is."""


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that decides what stands on a card beside its words."""

    size: CardSize
    layout: str = "phrase"
    """One of ``organisation.LAYOUTS``."""
    backs: bool = False
    """Whether each card has a second face."""
    edition: date | None = None
    """Printed on each face; None leaves it out."""
    turned: bool = False
    """What customers read is turned round to face them."""
    punch: str = ""
    """``slot`` or ``hole`` for a lanyard, or empty."""
    gray: bool = False
    bleed: float = 0.0
    """Millimetres that the band runs over the trim."""
    page: str = ""
    """Address behind the QR code on the back; empty for no code."""
    logo: Logo | None = None

    @property
    def beside(self) -> bool:
        """Whether two languages stand side by side."""
        return self.size.width >= BESIDE_FROM

    @property
    def width(self) -> float:
        """Millimetres of a line of text."""
        return self.size.width - 2 * self.size.safe


def sizes(scale: tuple[float, ...], smallest: float) -> tuple[float, ...]:
    """Return the sizes of ``scale`` that are at least ``smallest``, which ends them where the scale goes below it."""
    legible = tuple(size for size in scale if size > smallest)
    return scale if scale[-1] >= smallest else (*legible, smallest)
