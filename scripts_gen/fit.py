"""How large a face's wording may be set, estimated from average widths: where the typesetter begins to try."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from scripts_gen.paper import CardSize

POINT = 25.4 / 72
"""Millimetres."""

WIDE = 0.6
"""Share of the line that a word may take by its estimate before its true width is looked at."""

BLANK_WIDTHS = {"text": 34.0, "number": 12.0, "money": 24.0, "date": 26.0, "time": 16.0, "phone": 38.0}
"""Millimetres to write on, by type of placeholder."""

_LABEL_HEIGHT = 9.0
_FURNITURE = {"id1": 42.0, "a7": 58.0, "a6": 70.0, "a5": 84.0, "a4": 112.0, "a3": 140.0}
"""Points taken by band, foot and the space about them."""
GAP = {"id1": 6.0, "a7": 11.0, "a6": 17.0, "a5": 22.0, "a4": 30.0, "a3": 40.0}
"""Points at most above each paragraph but the first."""
_AVERAGES = ((0x0250, 0.55), (0x0590, 0.59), (0x0900, 0.45))  # width in em of the letters below each code point
_OTHER = 0.6
_BREAK = re.compile("[ \u200b]")  # a no-break space joins
_NARROW = frozenset(" .,:;'’!|()ilj،؟")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a face: the widths of its unbreakable parts in em, or in points where fixed."""

    words: tuple[float, ...]
    width: float
    """Of its lines, in points."""
    fixed: tuple[float, ...] = ()
    """Widths in points of the blanks in it."""
    size: float = 0.0
    """In points; 0 for the wording's and a negative one for the directions', which are sought."""
    scale: float = 1.0
    leading: float = 1.25
    """Line distance as a multiple of the size before ``scale``."""

    def height(self, voice: float, small: float) -> float:
        """Return the height in points when wording and directions are set at these sizes."""
        size = self.size or voice
        size = small if size < 0 else size
        em = size * self.scale
        lines, used = 1, 0.0
        for part in [*(word * em for word in self.words), *self.fixed]:
            if used and used + part > self.width:
                lines, used = lines + 1, 0.0
            used += part + 0.26 * em
        return lines * size * self.leading + len(self.fixed) * _LABEL_HEIGHT


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


def estimate(
    blocks: Sequence[Block], size: CardSize, sizes: Sequence[tuple[float, float]], taken: float = 0.0
) -> tuple[tuple[float, float], ...]:
    """Return which of ``sizes`` are worth trying: from the largest that seems to fit, at least the last.

    ``taken`` are points of the height that are not for text.
    """
    height = (size.height - 2 * size.ink) / POINT - _FURNITURE[size.design] - taken
    for i, (voice, small) in enumerate(sizes):
        gaps = (len(blocks) - 1) * min(GAP[size.design], voice / 2)
        if sum(block.height(voice, small) for block in blocks) + gaps <= height:
            return tuple(sizes[i:])
    return tuple(sizes[-1:])


def wide_words(text: str, size: float, width: float) -> tuple[str, ...]:
    """Return the words of ``text`` that may be wider than ``width`` millimetres at ``size`` points."""
    limit = WIDE * width / POINT / size
    return tuple(dict.fromkeys(word for word in _words(text) if text_width(word) > limit))
