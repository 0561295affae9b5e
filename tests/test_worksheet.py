"""Tables in spreadsheets' files: read strictly, written so that every cell is a text and stays one.

What is told of a file that cannot be read stands beside it in ``faults/spreadsheet``.
"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from scripts_gen.errors import InputError
from scripts_gen.workbook import SPARE, Column, Line, format_worksheet
from scripts_gen.worksheet import LARGEST, LONGEST, UNPACKED, Worksheet, format_csv, read_worksheet

FAULTS = Path(__file__).parent / "faults/spreadsheet"
HOSTILE = (
    *("=1+1", "+1", "-1", "@sum", "\t=1", "'", "'=1", "''=1", "'tis", "#N/A", "#REF!", "TRUE", "5", "007", "1/2"),
    *("2026-03-14", '=HYPERLINK("http://example.org","x")', '=cmd|" /C calc"!A0', 'a "quoted" word', "a;b,c\td"),
    *(
        "two\nlines",
        " blanks ",
        "\ufeffmark",
        "مرحبًا {customer}",
        "\U0001f600",
        "_x0041_",
        "<b>&amp;</b>",
        "\x0bcontrol",
    ),
)
ON = date(2026, 11, 22)
COLUMNS = (Column("key", 20, settled=True), Column("say", 40), Column("ar", 40, "rtl"), Column("status", fixed=True))
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=40).filter(lambda text: text == "" or text.strip())


def workbook(*lines: Line, columns: tuple[Column, ...] = COLUMNS) -> bytes:
    return format_worksheet("Phrases", columns, lines, on=ON)


def read(folder: Path, name: str, data: bytes) -> Worksheet:
    path = folder / name
    path.write_bytes(data)
    return read_worksheet(path, name)


def fault_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_worksheet(path, path.name)
    return str(caught.value)


@pytest.mark.parametrize("path", sorted(set(FAULTS.iterdir()) - set(FAULTS.glob("*.txt"))), ids=lambda path: path.name)
def test_fault_is_named(path: Path) -> None:
    """A file that cannot be read is one told fault a mistake, and never a traceback."""
    assert fault_of(path) + "\n" == path.with_name(f"{path.name}.txt").read_text(encoding="utf-8")


def test_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A small file that would unpack to more than anybody writes is refused before it does."""
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "abc":
            archive.writestr(f"{name}.xml", b" " * (UNPACKED // 3 + 1))
    assert (tmp_path / "bomb.xlsx").stat().st_size < LARGEST
    assert fault_of(tmp_path / "bomb.xlsx").startswith("bomb.xlsx: unpacks to more than 100,000,000 bytes")


def test_large_file_is_not_read(tmp_path: Path) -> None:
    """A file beyond the bound is not read at all."""
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert fault_of(tmp_path / "large.csv") == "large.csv: is 16,000,001 bytes; at most 16,000,000 are read"


def test_claimed_size_is_not_believed(tmp_path: Path) -> None:
    """A worksheet that says it has a million rows and is short is read as what it is."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(Line(["a", "b", "c", "d"])))) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            claim = b'<dimension ref="A1:XFD1048576"/><sheetViews>'
            new.writestr(part, old.read(part).replace(b"<sheetViews>", claim))
    assert len(read(tmp_path, "a.xlsx", data.getvalue()).rows) == 1


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>a</t></is></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(2, 1000)),
    ],
    ids=["far below", "far to the right"],
)
def test_cell_out_of_reach_does_not_take_for_ever(rows: bytes, tmp_path: Path) -> None:
    """A cell where no spreadsheet has one, or cells that make a giant of a small file, are refused."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(Line(["a", "b", "c", "d"])))) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part).replace(b"</sheetData>", rows + b"</sheetData>"))
    (tmp_path / "a.xlsx").write_bytes(data.getvalue())
    assert fault_of(tmp_path / "a.xlsx") == "a.xlsx: is too large; at most 50,000 rows and 200 columns are read"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_cell_is_text_both_ways(name: str, tmp_path: Path) -> None:
    """Whatever a text begins with and holds, it comes back as it was."""
    rows = [[f"k{i}", text, "", ""] for i, text in enumerate(HOSTILE)]
    titles = [column.title for column in COLUMNS]
    data = workbook(*map(Line, rows)) if name == "a.xlsx" else format_csv(titles, rows)
    assert [row.cells["say"] for row in read(tmp_path, name, data).rows] == list(HOSTILE)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """No text is lost or changed on the way through either kind of file."""
    folder = tmp_path_factory.getbasetemp()
    rows = [["k", text, "", ""] for text in texts]
    for name, data in (("a.xlsx", workbook(*map(Line, rows))), ("a.csv", format_csv(["key", "say", "ar", "s"], rows))):
        assert [row.cells["say"] for row in read(folder, name, data).rows] == texts


def test_no_cell_of_a_csv_file_is_computed() -> None:
    """What a spreadsheet sees in a .csv file never begins like a formula."""
    data = format_csv(["key", "say"], [["k", text] for text in HOSTILE]).decode("utf-8-sig")
    cells = [row[1] for row in csv.reader(io.StringIO(data, newline=""))]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r") and cell] == []


def test_no_cell_of_a_workbook_is_computed(tmp_path: Path) -> None:
    """In a workbook such a text is a string marked as text, so that it stays one when somebody edits it."""
    (tmp_path / "a.xlsx").write_bytes(workbook(Line(["k", "=1+1", "", ""])))
    cell = load_workbook(tmp_path / "a.xlsx")["Phrases"]["B2"]
    assert (cell.data_type, cell.quotePrefix, cell.number_format) == ("s", True, "@")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_as_any_excel_writes_it(separator: str, tmp_path: Path) -> None:
    """Commas, semicolons and tabs; with a byte order mark or none; with an empty line in between."""
    text = separator.join(["key", "say"]) + "\r\n\r\n" + separator.join(["k", '"a, b; c"']) + "\r\n"
    sheet = read(tmp_path, "a.csv", text.encode("utf-8-sig" if separator == "," else "utf-8"))
    assert sheet.columns == ("key", "say")
    assert [(row.number, dict(row.cells)) for row in sheet.rows] == [(3, {"key": "k", "say": "a, b; c"})]
    assert sheet.place(sheet.rows[0], "say") == "B3"


def test_values_come_as_the_text_one_sees(tmp_path: Path) -> None:
    """Numbers, dates and truth values are read as they are shown."""
    book = Workbook()
    sheet: Any = book.active
    shown = [
        (5, "General", "5"),
        (5.0, "General", "5"),
        (12.5, "0.00", "12.50"),
        (0.25, "0%", "25%"),
        (7, "000", "007"),
        (-0.1, "General", "-0.1"),
        (date(2026, 3, 14), "yyyy-mm-dd", "2026-03-14"),
        (datetime(2026, 3, 14, 9, 30), "yyyy-mm-dd h:mm", "2026-03-14 09:30:00"),
        (time(14, 30), "h:mm", "14:30"),
        (True, "General", "TRUE"),
    ]
    sheet.append(["value"])
    for number, (value, form, _) in enumerate(shown, 2):
        sheet.cell(number, 1, value).number_format = form
    book.save(tmp_path / "a.xlsx")
    found = read_worksheet(tmp_path / "a.xlsx", "a.xlsx")
    assert [row.cells["value"] for row in found.rows] == [text for _, _, text in shown]


def test_first_visible_worksheet_is_read(tmp_path: Path) -> None:
    """A hidden worksheet before it, and others after it, do not count."""
    book = Workbook()
    hidden: Any = book.active
    hidden.append(["no"])
    hidden.sheet_state = "hidden"
    for title in ("yes", "other"):
        book.create_sheet().append([title])
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    assert read_worksheet(tmp_path / "a.xlsx", "a.xlsx").columns == ("yes",)


def test_same_input_same_bytes() -> None:
    """A workbook carries the date it was given and no other time."""
    lines = [Line(["k", "a", "b", "c"], notes={1: "for one"})]
    assert workbook(*lines) == workbook(*lines)
    other = format_worksheet("Phrases", COLUMNS, lines, on=date(2027, 1, 1))
    assert other != workbook(*lines)
    with zipfile.ZipFile(io.BytesIO(other)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2027, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2027-01-01T00:00:00Z") == 2


def test_too_long_a_text_is_told() -> None:
    """A text that no cell can hold is a fault with its key, and never cut."""
    with pytest.raises(InputError, match="k: say: is longer than the 32,767"):
        workbook(Line(["k", "x" * (LONGEST + 1), "", ""]))


def test_workbook_is_made_to_be_edited(tmp_path: Path) -> None:
    """Header and keys stay in view, what is closed is locked but for new rows, Arabic runs from the right."""
    lines = [Line(["k", "a", "ا", "approved"]), Line(["k", "b", "", ""], fixed=frozenset([1]))]
    (tmp_path / "a.xlsx").write_bytes(workbook(*lines))
    sheet: Any = load_workbook(tmp_path / "a.xlsx")["Phrases"]
    assert sheet.freeze_panes == "B2"
    assert sheet.protection.sheet
    assert not sheet.protection.password
    locked = {cell.coordinate for row in sheet["A1:D3"] for cell in row if cell.protection.locked}
    assert locked == {"A1", "B1", "C1", "D1", "A2", "D2", "A3", "B3", "D3"}
    assert [sheet.column_dimensions[letter].protection.locked for letter in "ABCD"] == [False, False, False, True]
    assert [sheet[name].alignment.readingOrder for name in ("B2", "C2")] == [1, 2]
    assert sheet["C2"].alignment.horizontal == "right"
    assert sheet.page_setup.orientation == "landscape"


def test_known_values_are_offered(tmp_path: Path) -> None:
    """A drop-down offers what is known, one that depends on another column only what belongs to that."""
    columns = (
        Column("key", settled=True),
        Column("situation", settled=True, choices=["Greeting", "Closing"]),
        Column("step", settled=True, chosen_by="situation", choices_by={"Greeting": ["a", "b"], "Closing": ["c"]}),
        Column("standards", choices=["courtesy"]),
    )
    (tmp_path / "a.xlsx").write_bytes(workbook(Line(["k", "Greeting", "a", ""]), columns=columns))
    book = load_workbook(tmp_path / "a.xlsx")
    found = {str(v.sqref): v.formula1 for v in book["Phrases"].data_validations.dataValidation}
    last = 2 + SPARE
    assert found == {
        f"B3:B{last}": "lists!$A$1:$A$2",
        f"C3:C{last}": "OFFSET(lists!$C$1,MATCH($B3,lists!$B$1:$B$3,0)-1,0,COUNTIF(lists!$B$1:$B$3,$B3),1)",
        f"D2:D{last}": "lists!$D$1:$D$1",
    }
    assert book["lists"].sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in book["lists"]["A1:D3"]] == [
        ["Greeting", "Greeting", "a", "courtesy"],
        ["Closing", "Greeting", "b", None],
        [None, "Closing", "c", None],
    ]
