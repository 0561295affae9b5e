"""How large a card's wording may be set, estimated from average widths: where the typesetter begins to try."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scripts_gen.sheet import CardSize

POINT = 25.4 / 72
"""Millimetres."""

TYPE_SCALE = {
    "id1": (20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a7": (24.0, 20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
    "a6": (30.0, 24.0, 20.0, 16.0, 14.0, 12.0, 11.0, 10.0),
}
"""Sizes of the wording in points, by card; few, so that the cards of a deck look like one family."""

WIDE = 0.6
"""Share of the line that a word may take by its estimate before its true width is looked at."""

BLANK_WIDTHS = {"text": 34.0, "number": 12.0, "money": 24.0, "date": 26.0, "time": 16.0, "phone": 38.0}
"""Millimetres to write on, by type of placeholder."""

_LABEL_HEIGHT = 9.0
_FURNITURE = {"id1": 42.0, "a7": 58.0, "a6": 70.0}  # points taken by band, foot and the space about them
_GAP = {"id1": 6.0, "a7": 11.0, "a6": 17.0}  # points at most above each paragraph but the first
_AVERAGES = ((0x0250, 0.55), (0x0590, 0.59), (0x0900, 0.45))  # width in em of the letters below each code point
_OTHER = 0.6
_BREAK = re.compile("[ \u200b]")  # a no-break space joins
_NARROW = frozenset(" .,:;'’!|()ilj،؟")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a face: the widths of its unbreakable parts in em, or in points where fixed."""

    words: tuple[float, ...]
    fixed: tuple[float, ...] = ()
    """Widths in points of the blanks in it."""
    size: float = 0.0
    """In points; 0 for the wording, whose size is sought."""
    scale: float = 1.0
    leading: float = 1.25
    """Line distance as a multiple of the size before ``scale``."""

    def height(self, size: float, width: float) -> float:
        """Return the height in points when the wording is set at ``size`` on lines of ``width`` points."""
        em = (self.size or size) * self.scale
        lines, used = 1, 0.0
        for part in [*(word * em for word in self.words), *self.fixed]:
            if used and used + part > width:
                lines, used = lines + 1, 0.0
            used += part + 0.26 * em
        return lines * (self.size or size) * self.leading + len(self.fixed) * _LABEL_HEIGHT


def word_widths(text: str) -> tuple[float, ...]:
    """Return the estimated width in em of each word of ``text``."""
    return tuple(map(text_width, _words(text)))


def _words(text: str) -> list[str]:
    return [word for word in _BREAK.split(text) if word]


def text_width(text: str) -> float:
    """Return the estimated width of ``text`` in em."""
    return sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> float:
    code = ord(letter)
    if letter in _NARROW:
        return 0.28
    if 0x064B <= code <= 0x065F or 0x2066 <= code <= 0x2069:
        return 0.0  # vowel signs and isolates take no room
    return next((width for limit, width in _AVERAGES if code < limit), _OTHER)


def sizes(card: str, smallest: float) -> tuple[float, ...]:
    """Return the sizes a wording may take on ``card``, down to ``smallest``, which is always one of them."""
    larger = tuple(size for size in TYPE_SCALE[card] if size > smallest)
    return (*larger, smallest)


def estimate(blocks: Sequence[Block], card: CardSize, smallest: float) -> tuple[float, ...]:
    """Return the sizes worth trying: from the largest that seems to fit, at least the last."""
    width = (card.width - 2 * card.safe) / POINT
    height = (card.height - 2 * card.ink) / POINT - _FURNITURE[card.name]
    worth = sizes(card.name, smallest)
    for i, size in enumerate(worth):
        if (
            sum(block.height(size, width) for block in blocks) + (len(blocks) - 1) * min(_GAP[card.name], size / 2)
            <= height
        ):
            return worth[i:]
    return worth[-1:]


def wide_words(text: str, size: float, card: CardSize) -> tuple[str, ...]:
    """Return the words of ``text`` that may be wider than the line at ``size`` points by their estimate."""
    limit = WIDE * (card.width - 2 * card.safe) / POINT / size
    return tuple(dict.fromkeys(word for word in _words(text) if text_width(word) > limit))
