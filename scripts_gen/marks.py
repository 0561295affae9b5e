"""Where to cut: crop marks beside a grid of pieces, guides on their corners, in millimetres from the page's corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

MARK_LENGTH = 5.0
MARK_GAP = 2.0
"""Between the trim and its mark, so that a cut that goes astray does not leave a mark on the card."""
GUIDE_LENGTH = 2.0

NEAR = 1e-4
"""Lengths that differ by less are the same."""

Line = tuple[float, float, float, float]
"""From (x1, y1) to (x2, y2), rightwards or downwards."""
Box = tuple[float, float, float, float]
"""From the upper left to the lower right corner."""


def mm(value: float) -> float:
    """Round away the noise of binary fractions, so that the same layout is the same document."""
    return round(value, 4) + 0.0


def line(x1: float, y1: float, x2: float, y2: float) -> Line:
    """Return the line between two points, whichever comes first."""
    return mm(min(x1, x2)), mm(min(y1, y2)), mm(max(x1, x2)), mm(max(y1, y2))


def crop_marks(taken: Iterable[Box], grid: Box, gap: float, columns: bool, rows: bool) -> Iterator[Line]:
    """Yield marks in line with the trim of the pieces that lie along the edges of ``grid``, ``gap`` outside of it.

    ``columns`` asks for those above and below, ``rows`` for those to the left and right.
    """
    far = gap + MARK_LENGTH
    for left, top, right, bottom in taken:
        for x in (left, right) if columns else ():
            if top <= grid[1] + NEAR:
                yield line(x, top - gap, x, top - far)
            if bottom >= grid[3] - NEAR:
                yield line(x, bottom + gap, x, bottom + far)
        for y in (top, bottom) if rows else ():
            if left <= grid[0] + NEAR:
                yield line(left - gap, y, left - far, y)
            if right >= grid[2] - NEAR:
                yield line(right + gap, y, right + far, y)


def guides(taken: Iterable[Box]) -> Iterator[Line]:
    """Yield ticks that run along the trim from the corners of the pieces."""
    for left, top, right, bottom in taken:
        for x, inward in ((left, GUIDE_LENGTH), (right, -GUIDE_LENGTH)):
            yield from (line(x, y, x + inward, y) for y in (top, bottom))
        for y, inward in ((top, GUIDE_LENGTH), (bottom, -GUIDE_LENGTH)):
            yield from (line(x, y, x, y + inward) for x in (left, right))


def whole(lines: Iterable[Line], area: Box) -> tuple[Line, ...]:
    """Return the lines that lie wholly inside ``area``, each once, in order."""
    return tuple(sorted(found for found in set(lines) if _clipped(found, area) == found))


def inside(lines: Iterable[Line], area: Box) -> tuple[Line, ...]:
    """Return the parts of the lines inside ``area``, each once, in order."""
    parts = {_clipped(found, area) for found in lines}
    return tuple(sorted(part for part in parts if part and part[2] - part[0] + part[3] - part[1] > NEAR))


def _clipped(found: Line, area: Box) -> Line | None:
    x1, y1 = (max(at, edge) if at < edge - NEAR else at for at, edge in zip(found[:2], area[:2], strict=True))
    x2, y2 = (min(at, edge) if at > edge + NEAR else at for at, edge in zip(found[2:], area[2:], strict=True))
    return (x1, y1, x2, y2) if x1 <= x2 and y1 <= y2 else None
