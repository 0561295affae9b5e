"""A table of texts in a spreadsheet's file: read strictly, and written so that a person likes to work in it.

A cell is text both ways, whatever it begins with. Nothing in a file that is read is ever computed, followed or
unpacked beyond the bounds below.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from scripts_gen.errors import Fault, InputError

LARGEST = 16_000_000
"""Bytes of a file; a book of ten thousand phrases in ten languages takes about a third of it."""
UNPACKED = 100_000_000
"""Bytes that the parts of a workbook may come to."""
PARTS = 1_000
"""Files that a workbook may consist of."""
ROWS = 50_000
COLUMNS = 200
LAST = 1_048_576
"""Row that no spreadsheet goes beyond."""
LONGEST = 32_767
"""Characters of a cell; no spreadsheet takes more."""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML cannot hold, or would change; a workbook has an escape for it."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_RISKY = re.compile("'*[=+@\t\r-]")
_SHIELDED = re.compile("'+[=+@\t\r-]")
_FIXED = re.compile(r"(0+)(?:\.(0+))?(%)?")
_INSTEAD = "save it as .xlsx or .csv"
_AT_MOST = f"at most {ROWS:,} rows and {COLUMNS} columns are read"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a worksheet."""

    number: int
    """The spreadsheet's own; the header is 1."""
    cells: Mapping[str, str]
    """By column title; the empty text for an empty cell."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What the first visible worksheet of a file holds."""

    file: str
    columns: tuple[str, ...]
    """Titles, from column A on."""
    rows: tuple[Row, ...]
    """Without those that are empty altogether."""

    def place(self, row: Row, column: str) -> str:
        """Return the cell's name, such as ``C7``."""
        return f"{get_column_letter(self.columns.index(column) + 1)}{row.number}"


def read_worksheet(path: Path, file: str) -> Worksheet:
    """Read the .xlsx or .csv at ``path``, called ``file`` in faults.

    A number, a date or a truth value comes as text: ``5``, ``12.50``, ``2026-03-14``, ``TRUE``. Raises InputError with
    every fault: a file that is none of the two or exceeds the bounds, formulas, columns with no title or the same.
    """
    read = {".xlsx": _read_workbook, ".csv": _read_csv}.get(path.suffix.lower())
    try:
        if read is None:
            raise _UnreadableError(f"is no spreadsheet that can be read here; {_INSTEAD}")
        size = path.stat().st_size
        if size > LARGEST:
            raise _UnreadableError(f"is {size:,} bytes; at most {LARGEST:,} are read")
        grid, faults = read(path.read_bytes(), file)
    except OSError as error:
        raise InputError([Fault(file, 0, "", f"cannot be read: {error.strerror}")]) from error
    except _UnreadableError as error:
        raise InputError([Fault(file, 0, "", str(error))]) from None
    return _worksheet(file, grid, faults)


class _UnreadableError(Exception):
    """The file as a whole is at fault."""


_Grid = Iterable[tuple[int, Sequence[str]]]
"""Row numbers with the texts of their cells from column A on."""


def _worksheet(file: str, grid: _Grid, faults: list[Fault]) -> Worksheet:
    titles: list[str] = []
    filled: list[tuple[int, list[str]]] = []
    for number, texts in grid:
        cells = list(texts)
        while cells and not cells[-1].strip():
            cells.pop()
        if number == 1:
            titles = [cell.strip() for cell in cells]
        elif cells:
            filled.append((number, cells))
    width = max((len(cells) for _, cells in filled), default=0)
    if not titles:
        raise InputError([*faults, Fault(file, 1, "A1", "is empty; the first row holds the titles of the columns")])
    if len(filled) > ROWS or max(width, len(titles)) > COLUMNS:
        faults.append(Fault(file, 0, "", f"is too large; {_AT_MOST}"))
    else:
        faults += _title_faults(file, titles + [""] * (width - len(titles)))
    if faults:
        raise InputError(faults)
    rows = (Row(number, dict(zip_longest(titles, cells, fillvalue=""))) for number, cells in filled)
    return Worksheet(file, tuple(titles), tuple(rows))


def _title_faults(file: str, titles: Sequence[str]) -> Iterator[Fault]:
    for i, title in enumerate(titles):
        cell, first = f"{get_column_letter(i + 1)}1", titles.index(title)
        if not title:
            yield Fault(file, 1, cell, "the column has no title in its first row")
        elif first < i:
            yield Fault(file, 1, cell, f"{title!r} is the title of column {get_column_letter(first + 1)} already")


def _too_long(file: str, number: int, column: int, text: str) -> Fault:
    cell = f"{get_column_letter(column)}{number}"
    return Fault(file, number, cell, f"holds {len(text):,} characters; a cell takes at most {LONGEST:,}")


# --- workbooks ------------------------------------------------------------------------------------------------------


def _read_workbook(data: bytes, file: str) -> tuple[_Grid, list[Fault]]:
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise _UnreadableError("asks for a password; save it without" if locked else f"is an old .xls; {_INSTEAD}")
    _inspect(data)
    faults: list[Fault] = []
    grid: list[tuple[int, Sequence[str]]] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and the like, which nobody asks for
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not sheets:
                raise _UnreadableError("holds no worksheet that can be seen")
            sheets[0].reset_dimensions()  # what a file says of its own size is not to be relied on
            count = 0
            for number, cells in enumerate(sheets[0].iter_rows(), 1):
                count += len(cells)
                if number > LAST or count > ROWS * COLUMNS:
                    raise _UnreadableError(f"is too large; {_AT_MOST}")
                texts = [_text(cell, file, number, column, faults) for column, cell in enumerate(cells, 1)]
                if any(texts):
                    grid.append((number, texts))
                if len(grid) > ROWS + 1 or len(faults) > ROWS:
                    break
    except _UnreadableError:
        raise
    except Exception as error:  # openpyxl lets through whatever a broken part makes it stumble over
        raise _UnreadableError(f"is a damaged workbook; open it in a spreadsheet and {_INSTEAD}") from error
    return grid, faults


def _inspect(data: bytes) -> None:
    """Refuse what would unpack beyond the bounds, or brings entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise _UnreadableError(f"unpacks to more than {UNPACKED:,} bytes or {PARTS:,} parts")
            for part in parts:
                with archive.open(part) as content:
                    if _has_doctype(content):
                        raise _UnreadableError(f"declares a document type in {part.filename}; no workbook does")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        raise _UnreadableError(f"is no workbook, or a damaged one ({error}); {_INSTEAD}") from None


def _has_doctype(content: IO[bytes]) -> bool:
    """Tell whether a document type, and with it entities, stands before the first element; a picture has neither."""
    seen: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append(True)
    parser.StartElementHandler = lambda *_: seen.append(False)
    try:
        while not seen and (chunk := content.read(4096)):
            parser.Parse(chunk)
    except expat.ExpatError:
        pass  # what should be XML and is not is told when it is read
    return seen[:1] == [True]


def _text(cell: Any, file: str, number: int, column: int, faults: list[Fault]) -> str:
    """Return a cell's text; one that is computed is a fault."""
    value = cell.value
    if value is None or value == "":
        return ""
    if cell.data_type in ("f", "e"):
        kind = "a formula" if cell.data_type == "f" else f"the error {value}"
        place = f"{get_column_letter(column)}{number}"
        faults.append(Fault(file, number, place, f"is {kind}; expected a text (paste it as a value)"))
        return ""
    text = _ESCAPED.sub(_unescape, value) if isinstance(value, str) else _shown(value, str(cell.number_format or ""))
    if len(text) > LONGEST:
        faults.append(_too_long(file, number, column, text))
    return text


def _shown(value: object, number_format: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0).isoformat(" ")
        return moment.removesuffix(" 00:00:00")
    if isinstance(value, time):
        return value.isoformat("seconds").removesuffix(":00")
    return _number(value, number_format) if isinstance(value, (int, float)) else str(value)


def _number(value: float, number_format: str) -> str:
    fixed = _FIXED.fullmatch(number_format)
    if fixed:
        whole, decimals, percent = len(fixed[1]), len(fixed[2] or ""), fixed[3] or ""
        width = whole + (decimals + 1 if decimals else 0)
        return f"{value * 100 if percent else value:0{width}.{decimals}f}{percent}"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def _unescape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if CONTROLS.fullmatch(character) else found[0]


# --- comma-separated values -----------------------------------------------------------------------------------------


def _read_csv(data: bytes, file: str) -> tuple[_Grid, list[Fault]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"is not UTF-8: byte 0x{data[error.start]:02x} in line {line}"
        raise _UnreadableError(f"{found}; save it as 'CSV UTF-8', or as .xlsx") from None
    if "\0" in text:
        raise _UnreadableError(f"holds the character NUL and is no text; {_INSTEAD}")
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    grid: list[tuple[int, Sequence[str]]] = []
    faults: list[Fault] = []
    try:
        for number, cells in enumerate(reader, 1):
            faults += (_too_long(file, number, i, cell) for i, cell in enumerate(cells, 1) if len(cell) > LONGEST)
            if any(cells):
                grid.append((number, [cell[1:] if _SHIELDED.match(cell) else cell for cell in cells]))
            if len(grid) > ROWS + 1:
                break
    except csv.Error as error:
        told = f"is not comma-separated in line {reader.line_num}: {error}"
        raise _UnreadableError(told) from None
    return grid, faults


def _delimiter(text: str) -> str:
    """Return what separates the titles: many a language's Excel writes semicolons, or tabs."""

    def count(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(",;\t", key=count)


def format_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, which Excel goes by, and CRLF.

    A text that a spreadsheet would compute gets an apostrophe in front; ``read_worksheet`` takes it off.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in (columns, *rows):
        writer.writerow([f"'{cell}" if _RISKY.match(cell) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig")
