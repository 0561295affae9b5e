"""A table of texts as a workbook that a person likes to work in: its cells are text, whatever they begin with."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from scripts_gen.errors import Fault, InputError
from scripts_gen.worksheet import CONTROLS, LONGEST

SPARE = 500
"""Rows below the last that are open for what is new."""

_INK, _PAPER, _QUIET, _SHADE, _RULE = "FF0B4F9E", "FFFFFFFF", "FF5F6B7A", "FFF1F3F6", "FFC9D2DE"
_PAGE = 260
"""Characters across a printed page, small but legible."""
_LINE = 15
"""Points from line to line."""
_LISTS = "lists"
_OWN_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_COMPUTED = frozenset("=+-@\t\r'")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a workbook."""

    title: str
    width: float = 12
    """In characters."""
    direction: str = "ltr"
    """``ltr`` or ``rtl``: where its texts begin."""
    fixed: bool = False
    """Whether its cells are there to be read only."""
    hidden: bool = False
    choices: Sequence[str] = ()
    """What a drop-down offers; other texts are taken too."""
    settled: bool = False
    """Whether its cells are open in new rows only."""
    chosen_by: str = ""
    """Title of the column whose text decides what is offered, of ``choices_by``."""
    choices_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a workbook."""

    cells: Sequence[str]
    """In the order of the columns."""
    fixed: frozenset[int] = frozenset()
    """Indices of cells that are there to be read only, beside those of fixed and settled columns."""
    first: bool = True
    """Whether a rule sets it off from the line above."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """By index, what is shown beside a cell when it is entered."""


def format_worksheet(title: str, columns: Sequence[Column], lines: Iterable[Line], *, on: date) -> bytes:
    """Return a workbook whose one visible worksheet, called ``title``, is a table of texts.

    The first row and the first column stay in view; what is not open is protected, without a password. Same input, same
    bytes: ``on`` is the only date it carries. Raises InputError for a text that no cell can hold.
    """
    lines = list(lines)
    if long := [(line, i) for line in lines for i, text in enumerate(line.cells) if len(text) > LONGEST]:
        told = f"is longer than the {LONGEST:,} characters that a cell takes"
        raise InputError(Fault(line.cells[0], 0, columns[i].title, told) for line, i in long)
    book = Workbook(write_only=True)
    book.properties.creator = "scripts-gen"
    sheet: Any = book.create_sheet(title)
    lists: Any = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    _set_up(sheet, columns)
    heads = [_prototype(sheet, "head", column, quoted=False) for column in columns]
    sheet.append([_filled(cell, column.title) for cell, column in zip(heads, columns, strict=True)])
    count, notes = _write_lines(sheet, columns, lines)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    for validation in _validations(columns, lists, count, notes):
        sheet.data_validations.append(validation)
    stream = io.BytesIO()
    book.save(stream)
    return _stamped(stream.getvalue(), on)


def _set_up(sheet: Any, columns: Sequence[Column]) -> None:
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 100
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    width = sum(column.width for column in columns if not column.hidden)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = ceil(width / _PAGE), 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.HeaderFooter.oddFooter.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
        dimension.number_format = "@"
        dimension.protection = Protection(locked=column.fixed)
        dimension.alignment = _alignment(column)


def _write_lines(
    sheet: Any, columns: Sequence[Column], lines: Iterable[Line]
) -> tuple[int, dict[tuple[int, str], list[int]]]:
    """Write the lines; return the number of the last row, and the rows of each note by column index."""
    made: dict[tuple[int, str, bool], Any] = {}
    notes: dict[tuple[int, str], list[int]] = {}
    number = 1
    for number, line in enumerate(lines, 2):
        row = []
        for i, (column, text) in enumerate(zip(columns, line.cells, strict=True)):
            kind = ("fixed" if column.fixed or column.settled or i in line.fixed else "open") + (
                "-first" if line.first else ""
            )
            key = i, kind, text[:1] in _COMPUTED  # told to a spreadsheet, or it computes the text when it is edited
            if key not in made:
                made[key] = _prototype(sheet, kind, column, quoted=key[2])
            row.append(_filled(made[key], text))
        sheet.row_dimensions[number].height = _height(columns, line.cells)
        sheet.append(row)
        for i, note in line.notes.items():
            notes.setdefault((i, note), []).append(number)
    return number, notes


def _height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    """Return how high a row has to be, as far as that can be told from counting characters."""
    lines = 1
    for column, text in zip(columns, cells, strict=True):
        if not column.hidden and (len(text) > column.width or "\n" in text):
            lines = max(lines, sum(ceil(len(part) / (column.width - 1)) or 1 for part in text.split("\n")))
    return min(lines * _LINE + 1, 409)


def _filled(cell: Any, text: str) -> Any:
    """Return ``cell`` holding ``text`` and nothing but a text; a row is written before the cell is filled again."""
    cell.value = CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", text) or None
    if text:
        cell.data_type = "s"
    return cell


def _prototype(sheet: Any, kind: str, column: Column, *, quoted: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    head, shaded = kind == "head", kind.startswith("fixed")
    cell.font = Font(name="Calibri", size=11, bold=head, color=_PAPER if head else _QUIET if shaded else "FF000000")
    if head or shaded:
        cell.fill = PatternFill("solid", start_color=_INK if head else _SHADE)
    cell.alignment = _alignment(column)
    cell.protection = Protection(locked=head or shaded)
    cell.border = Border(top=Side("thin", color=_RULE)) if kind.endswith("first") else Border()
    cell.quotePrefix = quoted
    cell.number_format = "@"
    return cell


def _alignment(column: Column) -> Alignment:
    rtl = column.direction == "rtl"
    side = "right" if rtl else "left"
    return Alignment(horizontal=side, vertical="top", wrap_text=True, readingOrder=2 if rtl else 1)


def _validations(
    columns: Sequence[Column], lists: Any, last: int, notes: Mapping[tuple[int, str], Sequence[int]]
) -> Iterator[DataValidation]:
    """Yield drop-downs and notes for the rows up to ``last`` and the spare ones; fill ``lists``."""
    titles = [column.title for column in columns]
    offered: list[list[str]] = []
    for column in columns:
        letter = get_column_letter(titles.index(column.title) + 1)
        if column.choices_by:
            pairs = [(by, choice) for by, choices in column.choices_by.items() for choice in choices]
            by = _offer(offered, [by for by, _ in pairs])
            to = _offer(offered, [choice for _, choice in pairs])
            chosen = f"${get_column_letter(titles.index(column.chosen_by) + 1)}{last + 1}"
            start = to.partition(":")[0]
            yield _list(f"OFFSET({start},MATCH({chosen},{by},0)-1,0,COUNTIF({by},{chosen}),1)", letter, last + 1, last)
        elif column.choices:
            yield _list(_offer(offered, [*column.choices]), letter, last + 1 if column.settled else 2, last)
    for (i, note), numbers in notes.items():
        validation = DataValidation(allow_blank=True, showErrorMessage=False)
        validation.promptTitle, validation.prompt, validation.showInputMessage = columns[i].title[:32], note[:255], True
        for number in numbers:
            validation.add(f"{get_column_letter(i + 1)}{number}")
        yield validation
    for choices in zip_longest(*offered):
        lists.append(choices)


def _offer(offered: list[list[str]], choices: list[str]) -> str:
    """Give ``choices`` a column of the hidden worksheet; return its range."""
    offered.append(choices)
    letter = get_column_letter(len(offered))
    return f"{_LISTS}!${letter}$1:${letter}${len(choices)}"


def _list(formula: str, letter: str, first: int, last: int) -> DataValidation:
    validation = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=False)
    validation.add(f"{letter}{first}:{letter}{last + SPARE}")
    return validation


def _stamped(data: bytes, on: date) -> bytes:
    """Return the workbook with ``on`` in place of the times that were stamped into it."""
    midnight = f"{on.isoformat()}T00:00:00Z".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(lambda found: found[1] + midnight, content)
            elif part.filename.startswith("xl/worksheets/"):
                content = _OWN_HEIGHT.sub(rb"\1", content)  # a first guess, and free to grow with what is typed
            fixed = zipfile.ZipInfo(part.filename, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(fixed, content)
    return stream.getvalue()
