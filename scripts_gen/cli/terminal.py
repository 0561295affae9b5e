"""Text for the terminal, measured in its columns: wide letters take two, combining marks and controls none."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from scripts_gen.wording import LRI, PDI

if TYPE_CHECKING:
    from scripts_gen.phrasebook import Localized

RLI, FSI = "\u2067", "\u2068"
ISOLATES = LRI + RLI + FSI + PDI
_WORD = re.compile(f"(?:[{LRI}{RLI}][^{PDI}]*{PDI}|\\S)+")
"""A word; what is isolated stays whole, for cut in two it would lose its order."""


def count_columns(text: str) -> int:
    """Return how many columns ``text`` takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fold(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return ``text`` in lines of at most ``width`` columns; a word that is wider by itself is cut.

    The first line begins with ``first``, the others with ``rest``.
    """
    lines = [first]
    empty = True
    for word in _WORD.findall(text):
        for part in _cut(word, width - count_columns(rest)):
            gap = "" if empty else " "
            if not empty and count_columns(lines[-1] + gap + part) > width:
                lines.append(rest)
                gap = ""
            lines[-1] += gap + part
            empty = False
    return lines


def _cut(word: str, width: int) -> list[str]:
    """Return a word in parts of at most ``width`` columns; what is isolated in it is so in each of its parts."""
    parts, isolated = [""], ""
    for character in word:
        if count_columns(parts[-1] + character) > width:
            parts[-1] += PDI * len(isolated)
            parts.append(isolated)
        parts[-1] += character
        if character == PDI:
            isolated = isolated[:-1]
        elif character in (LRI, RLI, FSI):
            isolated += character
    return parts


def pad(text: str, width: int) -> str:
    """Return ``text`` filled up with blanks to ``width`` columns."""
    return text + " " * (width - count_columns(text))


def set_line(line: str, direction: str) -> str:
    """Return a line, or part of one, so that it keeps its direction and what stands beside it keeps the terminal's."""
    return f"{RLI}{line}{PDI}" if direction == "rtl" and line else line


def embed(text: Localized, direction: str) -> str:
    """Return ``text`` as part of a sentence that runs in ``direction``."""
    if text.direction == direction:
        return text.text
    return f"{RLI if text.direction == 'rtl' else LRI}{text.text}{PDI}"
