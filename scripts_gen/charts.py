"""Charts as geometry: bars, columns and their scale in percent of the room that they are drawn in, whoever draws them.

The origin is the upper left corner of that room. Where a language runs from the right, so does time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from scripts_gen.complaint import Tally

BROAD = 0.7
"""Share of its place that a column takes."""
LEVELS = 4
"""Lines of a scale at most, beside that of zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the columns."""

    number: int
    y: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line from the earlier end to the later one."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns over a scale that begins at zero."""

    columns: tuple[Column, ...]
    levels: tuple[Level, ...]
    """From zero upwards; the columns stay below the last."""
    trend: Trend | None
    """None for fewer than two columns."""


def share(number: int, largest: int) -> float:
    """Return ``number`` in percent of ``largest``; 0.0 where there is nothing at all."""
    return round(100 * number / largest, 2) if largest else 0.0


def scale(largest: int) -> tuple[int, ...]:
    """Return round numbers from 0 to the first that is at least ``largest``: a step is 1, 2 or 5 with zeros."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * LEVELS >= largest:
                return tuple(step * n for n in range(max(-(-largest // step), 1) + 1))
        power *= 10


def columns(numbers: Sequence[int], top: int, *, gutter: float = 0.0, mirrored: bool = False) -> tuple[Column, ...]:
    """Return one column a number, ``top`` being as high as the room; ``gutter`` percent stay free at the beginning."""
    place = (100 - gutter) / max(len(numbers), 1)
    width = BROAD * place
    made = []
    for i, number in enumerate(numbers):
        x = gutter + i * place + (place - width) / 2
        height = share(number, top)
        made.append(
            Column(round(100 - x - width if mirrored else x, 2), round(100 - height, 2), round(width, 2), height)
        )
    return tuple(made)


def mean_of(tally: Tally) -> float:
    """Return how many a month there are on average."""
    return sum(tally.months) / max(len(tally.months), 1)


def plot(tally: Tally, *, gutter: float, mirrored: bool = False) -> Plot:
    """Return the months of ``tally`` over a scale, and its trend; ``gutter`` percent are for the scale's numbers."""
    ends = [mean_of(tally) + tally.trend * (len(tally.months) - 1) / 2 * side for side in (-1, 1)]
    levels = scale(max(*tally.months, *map(ceil, ends), 0))
    top = levels[-1]
    return Plot(
        columns(tally.months, top, gutter=gutter, mirrored=mirrored),
        tuple(Level(number, round(100 - share(number, top), 2)) for number in levels),
        _trend(tally, top, gutter, mirrored=mirrored),
    )


def _trend(tally: Tally, top: int, gutter: float, *, mirrored: bool) -> Trend | None:
    """Return the line by least squares, from the middle of the first column to that of the last, cut off at zero."""
    count = len(tally.months)
    if count < 2:
        return None
    mean, last = mean_of(tally), count - 1
    ends = [0.0, float(last)]
    if tally.trend:
        zero = last / 2 - mean / tally.trend  # where the line meets zero
        ends = [max(zero, 0.0), float(last)] if tally.trend > 0 else [0.0, min(zero, float(last))]
    line = []
    for month in ends:
        x = gutter + (month + 0.5) * (100 - gutter) / count
        number = max(mean + tally.trend * (month - last / 2), 0.0)
        line += [round(100 - x if mirrored else x, 2), round(100 - 100 * number / top, 2)]
    return Trend(*line)


def fold_tallies(tallies: Sequence[Tally], most: int) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """Return what has a row of its own and what is counted together, so that there are ``most`` rows besides that one.

    What would be alone in the last row has a row of its own.
    """
    if len(tallies) <= most + 1:
        return tuple(tallies), ()
    return tuple(tallies[:most]), tuple(tallies[most:])


def add_tallies(tallies: Sequence[Tally], title: str) -> Tally:
    """Return ``tallies`` as one; slopes of least-squares lines over the same months add up."""
    months = tuple(map(sum, zip(*(tally.months for tally in tallies), strict=True)))
    return Tally("", title, sum(t.total for t in tallies), months, sum(t.trend for t in tallies))
