"""Placeholders in a wording: found, filled or left blank, isolated where the text runs from the right.

Wordings are data. Nothing here evaluates, formats or interprets them beyond ``{name}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
Row = TypeVar("Row")
LRI, PDI = "\u2066", "\u2069"

_FOREIGN_RUN = re.compile(
    # Latin letters and digits with the signs that join them: names, ranges, phone numbers, addresses, "3 / 17".
    "\u2066[^\u2069]*\u2069|[+(]?[A-Za-z0-9](?:[A-Za-z0-9.,:/@+()_\u00a0 \u2013-]*[A-Za-z0-9)%])?"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of wording, ready to print."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A placeholder that nobody filled: a line to write on, with its label."""

    name: str
    label: str


Piece = Text | Blank


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders of ``text`` in order, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))


def stray_braces(text: str) -> bool:
    """Tell whether ``text`` has a brace that belongs to no well-formed placeholder."""
    rest = PLACEHOLDER.sub("", text)
    return "{" in rest or "}" in rest


def isolate(text: str) -> str:
    """Wrap each run of Latin letters and digits in U+2066…U+2069, so that a right-to-left line keeps its order."""
    return _FOREIGN_RUN.sub(lambda run: run[0] if run[0][0] == LRI else f"{LRI}{run[0]}{PDI}", text)


def fill(text: str, values: Mapping[str, str], label: Callable[[str], str], *, rtl: bool) -> tuple[Piece, ...]:
    """Return ``text`` in pieces: placeholders in ``values`` filled, the others as blanks under ``label(name)``.

    ``values`` are ready for print. With ``rtl``, every run of Latin letters and digits is isolated.
    """
    pieces: list[Piece] = []
    shield: Callable[[str], str] = isolate if rtl else str
    run = ""
    for i, part in enumerate(PLACEHOLDER.split(text)):
        if i % 2 == 0:
            # A value that ends in a full stop, as a Russian date does, brings the sentence's own.
            run += shield(part.removeprefix(".") if run.endswith(".") else part)
        elif part in values:
            run += shield(values[part])
        else:
            pieces += [Text(run)] if run else []
            pieces.append(Blank(part, label(part)))
            run = ""
    if run or not pieces:
        pieces.append(Text(run))
    return tuple(pieces)


def choose_row(
    rows: Sequence[Row], chosen: Mapping[str, str], variant: Callable[[Row], Collection[tuple[str, str]]]
) -> Row:
    """Return the row for the chosen axis values: exact, then with fewer axes, then the first, the plain one."""
    fitting = [row for row in rows if all(chosen.get(axis) == value for axis, value in variant(row))]
    return max(fitting or rows[:1], key=lambda row: len(variant(row)))


def format_pieces(pieces: tuple[Piece, ...]) -> str:
    """Return pieces as plain text, a blank as ``____ (label)``."""
    return "".join(piece.text if isinstance(piece, Text) else f"____ ({piece.label})" for piece in pieces)
