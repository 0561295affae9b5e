"""A row of a worksheet, read with the strictness of a TOML table: what is wrong is told of the cell it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scripts_gen.document import Document, Table
from scripts_gen.errors import Fault
from scripts_gen.positions import Place

if TYPE_CHECKING:
    from scripts_gen.worksheet import Row, Worksheet

_FLAG = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SEPARATORS = re.compile(r"[\s,;]+")


class Cells(Document):
    """A row whose values can be given to whatever reads tables: its faults name file, row and column."""

    def __init__(self, sheet: Worksheet, row: Row, titles: Mapping[str, str], names: Mapping[str, str]):
        """Take ``row`` of ``sheet``: ``titles`` of its columns by name, and ``names`` of the columns of other keys."""
        self.file = sheet.file
        self.faults: list[Fault] = []
        self.sheet, self.row, self.titles, self.names = sheet, row, titles, names

    def cell(self, column: str) -> str:
        """Return what stands under ``column``; empty where there is no such column."""
        return self.row.cells.get(self.titles.get(column, ""), "").strip()

    def read(self, column: str, kind: str) -> Any:
        """Return what stands under ``column`` as TOML would have it, None where that is nothing, or a fault.

        ``kind`` is ``text``, ``word`` (in any case), ``words``, ``number``, ``flag`` or ``pair``.
        """
        text = self.cell(column)
        parse, expected = _KINDS[kind]
        value = parse(text) if text else None
        if text and value is None:
            self.fault((column,), f"expected {expected}, found {text!r}")
        return value

    def table(self, **data: Any) -> Table:
        """Return values of cells as a table."""
        return Table(self, data, ())

    def fault(self, place: Place, message: str, shown: Place | None = None) -> None:
        """Record that the value under ``place`` is wrong."""
        column = self.names.get(str(place[0]), str(place[0]))
        cell = self.sheet.place(self.row, self.titles[column])
        self.faults.append(Fault(self.file, self.row.number, f"{cell} {column}", message))


def _parse_number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _parse_pair(text: str) -> list[float] | None:
    parts = [part for part in re.split(r"[\s;]+", text.strip("[]")) if part.strip(",")]
    if len(parts) == 1:
        parts = parts[0].split(",")
    numbers = [number for part in parts if (number := _parse_number(part.strip(","))) is not None]
    return numbers if len(numbers) == len(parts) == 2 else None


def _parse_words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]


_KINDS: dict[str, tuple[Callable[[str], Any], str]] = {
    "text": (str, "a text"),
    "word": (str.casefold, "a word"),
    "words": (_parse_words, "words"),
    "number": (_parse_number, "a number such as 3 or 2.5"),
    "flag": (lambda text: _FLAG.get(text.casefold()), "yes or no"),
    "pair": (_parse_pair, "two numbers such as 0.5 -1.2"),
}
"""What reads each kind, and what is told where it cannot."""
