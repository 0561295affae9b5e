"""The book in a spreadsheet: what is edited comes back into exactly those lines, and nothing else does."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, edit
from office import edit_in_office
from openpyxl import load_workbook
from tables import Edits, changed_lines, edit_table, find_row, tree

from scripts_gen.amend import amendments
from scripts_gen.catalog import parse_catalog
from scripts_gen.catalogs import templates, updates
from scripts_gen.errors import InputError
from scripts_gen.files import write_file
from scripts_gen.spreadsheet import format_spreadsheet
from scripts_gen.spreadsheet_edits import read_edits
from scripts_gen.workbook import SPARE
from scripts_gen.worksheet import read_worksheet
from scripts_gen.workspace import Workspace, read_workspace

SOURCE, AR, FI, RU = "English (en)", "العربية (ar)", "Suomi (fi)", "Русский (ru)"
DATE = "2026-11-22 00:00+0000"
NEW = {"situation": "Greeting", "step": "Return a greeting", SOURCE: "Lovely to see you, {customer}."}


@pytest.fixture(scope="module")
def current(abridged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The abridged book with its catalogs up to date; not to be written to."""
    folder = Path(shutil.copytree(abridged, tmp_path_factory.mktemp("current") / "workspace"))
    opened = read_workspace(folder)
    for file, change in [*updates(opened, opened.locales, date=DATE), *templates(opened, date=DATE)]:
        write_file(folder / file, change.new)
    return folder


@pytest.fixture(scope="module")
def unchanged(current: Path) -> Workspace:
    """The same, read."""
    return read_workspace(current)


@pytest.fixture
def workspace(tmp_path: Path, current: Path) -> Path:
    """A workspace of one's own, up to date."""
    return Path(shutil.copytree(current, tmp_path / "workspace"))


@pytest.fixture(scope="module")
def exported(unchanged: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as a .csv file with all its languages; to be copied."""
    path = tmp_path_factory.mktemp("table") / "phrases.csv"
    path.write_bytes(format_spreadsheet(unchanged, list(unchanged.locales), ending=".csv", on=date(2026, 11, 22)))
    return path


@pytest.fixture
def table(exported: Path, tmp_path: Path) -> Path:
    """An export to edit."""
    return Path(shutil.copy(exported, tmp_path / "phrases.csv"))


def take(run: Run, table: Path, *options: str, exit_code: int = 0) -> str:
    """Import a table; return what was said."""
    result = run("spreadsheet", "import", *options, str(table), exit_code=exit_code)
    return result.output.replace(str(table), table.name)


def changes(run: Run, workspace: Path, table: Path, edits: Edits, *options: str) -> dict[str, list[str]]:
    """Edit and import; return the lines that changed."""
    before = tree(workspace)
    edit_table(table, edits)
    take(run, table, *options)
    return changed_lines(before, tree(workspace))


# --- out and back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all.xlsx", "all.csv"])
def test_untouched_export_means_nothing(name: str, run: Run, workspace: Path, tmp_path: Path) -> None:
    """What comes back as it went out changes no byte, whatever languages it was exported with."""
    before = tree(workspace)
    run("spreadsheet", "export", "-l", "ar", "-l", "ru", str(tmp_path / name))
    assert take(run, tmp_path / name) == "Nothing was edited.\n"
    assert tree(workspace) == before


def test_same_book_same_bytes(run: Run, tmp_path: Path) -> None:
    """Two exports of one book are the same file."""
    for name in ("a.xlsx", "b.xlsx"):
        run("spreadsheet", "export", "-l", "fi", str(tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_workbook_shows_what_may_be_edited(run: Run, tmp_path: Path) -> None:
    """Keys and status are locked, wordings are open, Arabic runs from the right, a plural form says what it is for."""
    run("spreadsheet", "export", "-l", "ar", str(tmp_path / "a.xlsx"))
    sheet: Any = load_workbook(tmp_path / "a.xlsx")["Phrases"]
    column = {cell.value: cell.column_letter for cell in sheet[1]}
    rows = {(sheet[f"A{n}"].value, sheet[f"B{n}"].value): n for n in range(2, sheet.max_row + 1)}
    open_in = {
        key: {title for title, letter in column.items() if not sheet[f"{letter}{rows[key]}"].protection.locked}
        for key in (("greeting.busy", None), ("payment.items-total", "form 2"), ("payment.items-total", "form 3"))
    }
    assert list(open_in.values()) == [
        {SOURCE, "note", "keywords", "instead of", "standards", AR},
        {SOURCE, AR},
        {AR},
    ]
    assert sheet[f"{column[AR]}2"].alignment.readingOrder == 2
    assert sheet.column_dimensions[column["exported"]].hidden
    told = {str(v.sqref): v.prompt for v in sheet.data_validations.dataValidation if v.prompt}
    assert any(text == "The wording for 2" for text in told.values())
    offered = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert f"{column['situation']}{sheet.max_row + 1}:{column['situation']}{sheet.max_row + SPARE}" in {
        str(v.sqref) for v in offered
    }


def test_nothing_a_translator_may_edit_is_missing(exported: Path, current: Path) -> None:
    """Every message of what is said, in each plural form and variant, has its cell with its text and status."""
    sheet = read_worksheet(exported, "phrases.csv")
    for code, title in (("ar", AR), ("fi", FI), ("ru", RU)):
        file = f"locales/{code}/LC_MESSAGES/phrases.po"
        live = parse_catalog((current / file).read_bytes(), file).live()
        texts = [t for m in live.values() if not m.msgctxt.startswith("point.") for t in m.msgstr]
        assert sorted(filter(None, texts)) == sorted(text for row in sheet.rows if (text := row.cells[title]))
        row = find_row(sheet, "payment.items-total", "form 1")
        assert row.cells[f"{code} status"] == "translated"


def test_edited_file_is_never_written_over(run: Run, table: Path) -> None:
    """An export over a file that holds edits is refused; over one without, or taken over, it is made."""
    run("spreadsheet", "export", str(table))
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}})
    edited = table.read_bytes()
    assert "holds edits" in run("spreadsheet", "export", str(table), exit_code=2).stderr
    assert table.read_bytes() == edited
    take(run, table)
    run("spreadsheet", "export", str(table))


def test_unknown_ending_is_refused(run: Run, tmp_path: Path) -> None:
    """Only the kinds of file that can be read again are written."""
    assert ".xlsx or .csv" in run("spreadsheet", "export", str(tmp_path / "a.ods"), exit_code=2).stderr


# --- what is edited -------------------------------------------------------------------------------------------------


def test_wording_changes_its_line(run: Run, workspace: Path, table: Path) -> None:
    """One translation edited is one line of one catalog."""
    assert changes(run, workspace, table, {("greeting.busy", ""): {FI: "Hetki vain, olkaa hyvä."}}) == {
        "locales/fi/LC_MESSAGES/phrases.po": [
            '- msgstr "Tervetuloa. Autan teitä heti, kun vapaudun tästä."',
            '+ msgstr "Hetki vain, olkaa hyvä."',
        ]
    }


def test_plural_form_and_variant_change_their_line(run: Run, workspace: Path, table: Path) -> None:
    """The row of a form edits that form only: the Arabic dual, and what a woman says in Russian."""
    edits = {
        ("payment.items-total", "form 3"): {AR: "معكم قطعتان. المجموع: {amount}."},
        ("greeting.at-the-door", "speaker: female"): {RU: "{organisation}, здравствуйте. Можно войти?"},
    }
    found = changes(run, workspace, table, edits)
    assert {file: [line[:12] for line in lines] for file, lines in found.items()} == {
        "locales/ar/LC_MESSAGES/phrases.po": ["- msgstr[2] ", "+ msgstr[2] "],
        "locales/ru/LC_MESSAGES/phrases.po": ['- msgstr "{o', '+ msgstr "{o'],
    }


def test_formula_is_a_wording(run: Run, workspace: Path, table: Path) -> None:
    """A wording that begins like a formula goes in and out as text."""
    text = "=1+1"
    found = changes(run, workspace, table, {("greeting.busy", ""): {FI: text}})
    assert found["locales/fi/LC_MESSAGES/phrases.po"][1] == f'+ msgstr "{text}"'
    table.unlink()
    run("spreadsheet", "export", str(table))
    assert ",'=1+1," in table.read_text(encoding="utf-8-sig")
    assert take(run, table) == "Nothing was edited.\n"


def test_approval_is_lost_with_the_wording(run: Run, workspace: Path, table: Path) -> None:
    """An approved wording that is edited keeps its comment, is approved no more, and that is told."""
    run("approve", "fi", "greeting.busy", "--by", "Aino Laine")
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}})
    assert "1 wording to be approved again." in take(run, table)
    file = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    message = parse_catalog(file.read_bytes(), "").live()["greeting.busy"]
    assert message.comments[0].startswith("approved:")


def test_filled_in_fuzzy_is_fuzzy_no_more(run: Run, workspace: Path, table: Path) -> None:
    """A translation that waited for its new source is settled by editing it, as in Poedit."""
    edit(workspace / "locales/book/situations/greeting.toml", "as soon as I finish here", "as soon as I can")
    run("update")
    table.unlink()
    run("spreadsheet", "export", "-l", "fi", str(table))
    assert find_row(read_worksheet(table, ""), "greeting.busy").cells["fi status"] == "fuzzy"
    lines = changes(run, workspace, table, {("greeting.busy", ""): {FI: "Tervetuloa. Autan pian."}})
    assert lines == {
        "locales/fi/LC_MESSAGES/phrases.po": [
            "- #, fuzzy",
            '- #| msgctxt "greeting.busy"',
            '- #| msgid "Welcome. I will help you as soon as I finish here."',
            '- msgstr "Tervetuloa. Autan teitä heti, kun vapaudun tästä."',
            '+ msgstr "Tervetuloa. Autan pian."',
        ]
    }


def test_text_of_the_book_is_as_edited_by_hand(run: Run, workspace: Path, table: Path, tmp_path: Path) -> None:
    """English, note, keywords and the like: the same bytes as one's own edit and ``update`` give."""
    by_hand = Path(shutil.copytree(workspace, tmp_path / "by-hand"))
    file = by_hand / "locales/book/situations/greeting.toml"
    edit(file, "Welcome. I will help you as soon as I finish here.", "Welcome. One moment, please.")
    edit(file, '["occupied", "moment", "another customer", "queue"]', '["occupied", "line"]')
    edit(file, 'instead_of = ["Shh!", "Can\'t you see I\'m on the phone?"]', 'instead_of = ["Shh!"]')
    edit(file, "The first words to a customer in the afternoon.", "To a customer after noon.")
    run("update", folder=by_hand)
    edits = {
        ("greeting.busy", ""): {SOURCE: "Welcome. One moment, please.", "keywords": "occupied, line"},
        ("greeting.on-phone", ""): {"instead of": "Shh!"},
        ("greeting.afternoon", ""): {"note": "To a customer after noon."},
    }
    edit_table(table, edits)
    said = take(run, table)
    wanted, found = tree(by_hand), tree(workspace)
    for trees in (wanted, found):  # the minute of the templates is the clock's
        for name in trees:
            trees[name] = b"\n".join(x for x in trees[name].splitlines() if b"POT-Creation-Date" not in x)
    assert changed_lines(wanted, found) == {}
    assert "14 translations to be looked at" in said
    assert run("update").output == "Everything is up to date.\n"


def test_comments_and_order_of_the_toml_stay(run: Run, workspace: Path, table: Path) -> None:
    """What trainers wrote around a text stays, with their line ends."""
    file = workspace / "locales/book/situations/greeting.toml"
    text = file.read_text(encoding="utf-8").replace('key = "busy"', 'key = "busy"  # first of all\n\n  # the words')
    text = text.replace(
        'keywords = ["occupied", "moment", "another customer", "queue"]',
        'keywords = [\n    "occupied",  # why\n    "moment",\n    # rare\n    "another customer",\n    "queue",\n  ]',
    )
    file.write_bytes(text.replace("\n", "\r\n").encode())
    found = changes(
        run, workspace, table, {("greeting.busy", ""): {SOURCE: "Hello.", "keywords": "occupied; queue; new"}}
    )
    assert [line for line in found["locales/book/situations/greeting.toml"] if line[0] in "+-"] == [
        '-   say = "Welcome. I will help you as soon as I finish here."',
        '+   say = "Hello."',
        '-     "moment",',
        '-     "another customer",',
        '+     "new",',
    ]
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")


def test_emptied_cell_empties_nothing_unless_told(run: Run, workspace: Path, table: Path) -> None:
    """A cell that was emptied is told and left; with --clear it empties the text."""
    before = tree(workspace)
    edit_table(table, {("greeting.busy", ""): {FI: "", "note": " "}})
    assert "2 emptied cells left as the book has it" in take(run, table)
    assert tree(workspace) == before
    take(run, table, "--clear")
    found = changed_lines(before, tree(workspace))
    assert '+ msgstr ""' in found["locales/fi/LC_MESSAGES/phrases.po"]
    assert [line[:10] for line in found["locales/book/situations/greeting.toml"]] == ["-   note ="]


def test_dry_run_shows_and_writes_nothing(run: Run, workspace: Path, table: Path) -> None:
    """What would change is shown, old and new, and no file is touched."""
    before = tree(workspace)
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain.", AR: "لحظة."}})
    assert take(run, table, "--dry-run").splitlines() == [
        "locales/ar/LC_MESSAGES/phrases.po",
        "  greeting.busy",
        "    - \u2067أهلًا بكم. سأخدمكم حالما أنتهي هنا.\u2069",
        "    + \u2067لحظة.\u2069",
        "locales/fi/LC_MESSAGES/phrases.po",
        "  greeting.busy",
        "    - Tervetuloa. Autan teitä heti, kun vapaudun tästä.",
        "    + Hetki vain.",
        "2 texts in 2 files.",
        "Nothing was written: --dry-run, 2 files.",
    ]
    assert tree(workspace) == before


def test_import_tells_a_program(run: Run, table: Path) -> None:
    """With --json the same is told as data."""
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}})
    found = json.loads(take(run, table, "--json"))
    file = "locales/fi/LC_MESSAGES/phrases.po"
    assert found["texts"][0] | {"old": ""} == {
        "file": file,
        "key": "greeting.busy",
        "field": "",
        "old": "",
        "new": "Hetki vain.",
    }
    assert found["written"] == [file]


def test_other_columns_and_orders_are_fine(run: Run, workspace: Path, table: Path) -> None:
    """Columns may be moved, left out or added, and rows sorted."""
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}}, columns=["Remarks", FI, "key", "form", "exported"])
    lines = table.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    table.write_text("".join([lines[0], *sorted(lines[1:])]), encoding="utf-8-sig", newline="")
    before = tree(workspace)
    assert "Column A (Remarks) is no column of the export and was not read." in take(run, table)
    assert list(changed_lines(before, tree(workspace))) == ["locales/fi/LC_MESSAGES/phrases.po"]


# --- what changed meanwhile -----------------------------------------------------------------------------------------


def test_untouched_cell_never_reverts_newer_work(run: Run, workspace: Path, table: Path) -> None:
    """What others changed in the book since the export stays, beside what was edited here."""
    edit(
        workspace / "locales/fi/LC_MESSAGES/phrases.po", "Tervetuloa. Autan teitä heti, kun vapaudun tästä.", "Uudempi."
    )
    edit(
        workspace / "locales/book/situations/greeting.toml", "The first words to a customer in the afternoon.", "Newer."
    )
    run("update")
    found = changes(run, workspace, table, {("greeting.busy", ""): {AR: "لحظة."}})
    assert list(found) == ["locales/ar/LC_MESSAGES/phrases.po"]


def test_text_edited_in_both_is_a_conflict(run: Run, workspace: Path, table: Path) -> None:
    """A cell whose text changed in the book too is named with what the book says, and nothing is written."""
    edit(
        workspace / "locales/fi/LC_MESSAGES/phrases.po", "Tervetuloa. Autan teitä heti, kun vapaudun tästä.", "Uudempi."
    )
    before = tree(workspace)
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}, ("greeting.reply", ""): {AR: "شكرًا."}})
    assert take(run, table, exit_code=2) == (
        "phrases.csv:2: O2: was edited here and in the book since the export; the book says 'Uudempi.' now\n"
    )
    assert tree(workspace) == before
    edit_table(table, {("greeting.busy", ""): {FI: "Uudempi."}})
    assert "greeting.busy" not in take(run, table)


def test_translation_of_what_has_changed_is_a_conflict(run: Run, workspace: Path, table: Path) -> None:
    """A translation made from an English text that the book has changed since is named, and not taken."""
    edit(workspace / "locales/book/situations/greeting.toml", "as soon as I finish here", "as soon as I can")
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}})
    assert "O2: translates a text that has changed since the export" in take(run, table, exit_code=2)


def test_new_english_and_its_translation_come_together(run: Run, workspace: Path, table: Path) -> None:
    """A translation edited beside its English is one of the new text, and not fuzzy."""
    changes(run, workspace, table, {("greeting.busy", ""): {SOURCE: "One moment.", FI: "Hetki."}})
    fuzzy = {}
    for code in ("fi", "ru"):
        file = workspace / f"locales/{code}/LC_MESSAGES/phrases.po"
        message = parse_catalog(file.read_bytes(), "").live()["greeting.busy"]
        fuzzy[code] = message.fuzzy, message.msgid
    assert fuzzy == {"fi": (False, "One moment."), "ru": (True, "One moment.")}


def test_row_without_its_hashes_overwrites_nothing(run: Run, table: Path) -> None:
    """Where the last column was lost, what is empty in the book can be filled in and nothing else be changed."""
    edit_table(table, {("greeting.busy", ""): {FI: "Hetki vain."}}, columns=["key", "form", FI])
    assert "the row does not say what was exported" in take(run, table, exit_code=2)


# --- bad rows -------------------------------------------------------------------------------------------------------

BAD: dict[str, tuple[tuple[str, str], dict[str, str], str]] = {
    "fixed cell": (
        ("greeting.busy", ""),
        {"situation": "Farewell"},
        "C: cannot be changed in a spreadsheet; the book says",
    ),
    "key": (("greeting.busy", ""), {"key": "greeting.buzy"}, "A: a key stays for ever; this row was 'greeting.busy'"),
    "form": (("greeting.at-the-door", "speaker: female"), {"form": "speaker: femal"}, "B: no form 'speaker: femal' of"),
    "same row": (("greeting.on-phone", ""), {"key": "greeting.busy"}, "A: 'greeting.busy' stands in row 2 already"),
    "note below": (("payment.items-total", "form 2"), {"note": "x"}, "F: is edited in the first row of its phrase"),
    "no such form": (("payment.items-total", "form 3"), {FI: "x"}, "O: takes no text: 'fi' has no 'form 3' of"),
    "alien placeholder": (
        ("greeting.busy", ""),
        {FI: "Hei {customer}"},
        "O: {customer} is no placeholder of 'Welcome.",
    ),
    "lost placeholder": (("greeting.morning", ""), {FI: "Hei."}, "O: lacks the placeholder {organisation} of 'Good"),
    "lost in a form": (("payment.items-total", "form 2"), {FI: "{items}."}, "O: lacks the placeholder {amount} of"),
    "control": (("greeting.busy", ""), {FI: "Hei\x07."}, "O: holds U+0007, which nobody sees"),
    "control in the source": (("greeting.busy", ""), {SOURCE: "Hi\u202e."}, "E: holds U+202E, which nobody sees"),
    "brace": (("greeting.busy", ""), {FI: "Hei {"}, "O: a brace that belongs to no placeholder"),
    "unknown placeholder": (
        ("greeting.busy", ""),
        {SOURCE: "Hi {custmer}"},
        "E: no placeholder 'custmer'; did you mean",
    ),
    "brace in the source": (("greeting.busy", ""), {SOURCE: "Hi }"}, "E: a brace that belongs to no placeholder"),
    "standard": (
        ("greeting.busy", ""),
        {"standards": "safety, curtesy"},
        "I: no standard 'curtesy'; did you mean 'courtesy'?",
    ),
    "count": (
        ("payment.items-total", "form 2"),
        {SOURCE: "Total {amount}"},
        "E: the plural wording does not use {items}",
    ),
}


def make_changes(workspace: Workspace, table: Path) -> object:
    """What an import would write."""
    edits = read_edits(workspace, read_worksheet(table, table.name), clear=False)
    return dict(amendments(workspace, edits.wordings, edits.texts, edits.additions, date=DATE))


def faults_of(workspace: Workspace, table: Path) -> list[str]:
    """What is told of a table that cannot be imported."""
    with pytest.raises(InputError) as caught:
        make_changes(workspace, table)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("name", BAD)
def test_bad_row_is_named_by_its_cell(name: str, unchanged: Workspace, table: Path) -> None:
    """What is wrong with a row is told with its cell and the nearest right word."""
    where, texts, told = BAD[name]
    number = find_row(read_worksheet(table, ""), *where).number
    edit_table(table, {where: texts, ("greeting.reply", ""): {AR: "شكرًا."}})
    column, _, message = told.partition(":")
    start = f"phrases.csv:{number}: {column}{number}:{message}"
    assert [line[: len(start)] for line in faults_of(unchanged, table)] == [start]


def test_keys_that_changed_places_are_told(unchanged: Workspace, table: Path) -> None:
    """Two keys exchanged are no exchange of two phrases."""
    keys = ("greeting.busy", "greeting.reply")
    edit_table(table, {(key, ""): {"key": f"{key}-"} for key in keys})
    edit_table(table, {(f"{key}-", ""): {"key": other} for key, other in zip(keys, reversed(keys), strict=True)})
    assert [line.partition("this row was ")[2] for line in faults_of(unchanged, table)] == [
        f"{key!r} when it was exported" for key in keys
    ]


def test_form_is_not_emptied_alone(unchanged: Workspace, table: Path) -> None:
    """A wording that counts has all its plural forms or none."""
    edit_table(table, {("payment.items-total", "form 1"): {FI: ""}})
    with pytest.raises(InputError, match="wants all its forms: 'form 1' is empty"):
        read_edits(unchanged, read_worksheet(table, table.name), clear=True)


def test_list_otherwise_separated_is_no_edit(unchanged: Workspace, table: Path) -> None:
    """Items count, and not what stands between them."""
    edit_table(table, {("greeting.busy", ""): {"keywords": "occupied,moment;another customer\nqueue;"}})
    assert make_changes(unchanged, table) == {}


def test_all_bad_rows_are_told_at_once(run: Run, workspace: Path, table: Path) -> None:
    """One run names the faults of all rows, those of the catalogs and of the book together, and writes nothing."""
    before = tree(workspace)
    edit_table(
        table, {("greeting.busy", ""): {FI: "{x}", SOURCE: "Hi."}, ("greeting.reply", ""): {SOURCE: "{x}", FI: "A"}}
    )
    said = take(run, table, exit_code=2)
    assert [line.split(": ")[1] for line in said.splitlines()] == ["O2", "E15"]
    assert tree(workspace) == before


def test_last_use_of_a_placeholder_is_kept(run: Run, workspace: Path, table: Path) -> None:
    """A text may not lose the placeholder that the book declares for it alone: the book could not be read any more."""
    edit(workspace / "locales/book/situations/greeting.toml", "until {time}", "until {closing}")
    head = workspace / "locales/book/book.toml"
    with head.open("a", encoding="utf-8") as file:
        file.write('\n[placeholder.closing]\ntype = "time"\nlabel = "closing time"\nexample = "18:00"\n')
    run("update")
    table.unlink()
    run("spreadsheet", "export", str(table))
    edit_table(table, {("greeting.still-open", ""): {SOURCE: "Please come in."}})
    assert "{closing} would be used by no phrase" in take(run, table, exit_code=2)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["key", "form", "keyword", "exported"], "C1: no column 'keyword'; did you mean 'keywords'?"),
        (["key", "Svenska (sv)"], "B1: no locale 'sv'"),
        (["key", FI, "fi"], "C1: 'fi' and 'Suomi (fi)' are the same column"),
        ([FI], "no column 'key': it tells which phrase a row is about"),
        (["key", FI, "exported"], "; the column 'form' tells the rows of a phrase apart"),
    ],
)
def test_columns_that_cannot_be_are_named(columns: list[str], told: str, unchanged: Workspace, table: Path) -> None:
    """A column is known by its title; one that is nearly one is asked about."""
    edit_table(table, columns=columns)
    assert {told in line for line in faults_of(unchanged, table)} == {True}


def test_status_is_only_shown(run: Run, workspace: Path, table: Path) -> None:
    """Typing 'approved' approves nothing, and that is told."""
    before = tree(workspace)
    edit_table(table, {("greeting.busy", ""): {"fi status": "approved"}})
    assert "1 cell of status not read" in take(run, table)
    assert tree(workspace) == before


# --- new rows and lost ones -----------------------------------------------------------------------------------------


def test_new_row_is_a_new_phrase(run: Run, workspace: Path, table: Path) -> None:
    """A row without a key becomes the last phrase of its step, with a key of its words and its translations."""
    before = tree(workspace)
    edit_table(table, more=[{**NEW, "keywords": "pleased, glad", FI: "Hauska nähdä, {customer}."}])
    take(run, table)
    found = changed_lines(before, tree(workspace))
    assert found["locales/book/situations/greeting.toml"] == [
        "+   [[step.phrase]]",
        '+   key = "lovely-to-see-you"',
        "+   number = 23",
        '+   say = "Lovely to see you, {customer}."',
        '+   keywords = ["pleased", "glad"]',
        "+ ",
    ]
    said = run("say", "greeting.lovely-to-see-you", "-l", "fi", "--set", "customer=Aino").output
    assert "Hauska nähdä, Aino." in said
    assert run("update").output == "Everything is up to date.\n"
    assert "1 new row in the book already." in take(run, table)


NOT_NEW: dict[str, tuple[dict[str, str], str]] = {
    "no situation": ({"situation": ""}, "C: a new phrase wants its situation"),
    "other situation": ({"situation": "Greting"}, "C: no situation 'Greting'; did you mean 'Greeting'?"),
    "no step": ({"step": ""}, "D: a new phrase wants its step; there are: Notice the customer, "),
    "other step": ({"step": "Return the greeting"}, "D: no step 'Return the greeting' in 'Greeting'; did you mean"),
    "no text": ({SOURCE: ""}, "A: names no phrase; a new one wants its text in the column 'English (en)'"),
    "placeholder": ({SOURCE: "Hi {custmer}"}, "E: no placeholder 'custmer'; did you mean 'customer'?"),
    "translation": ({FI: "Hei."}, "O: lacks the placeholder {customer} of"),
    "form": ({"form": "form 1"}, "B: a new phrase has one form"),
    "key": ({"key": "greeting.Hello You"}, "A: 'Hello You' is no key: expected lower-case letters, digits and hyphens"),
    "key elsewhere": (
        {"key": "name.lovely"},
        "A: 'name.lovely' does not begin with its situation: expected 'greeting.lovely'",
    ),
    "near a key": (
        {"key": "greeting.mornin", "step": ""},
        "A: no phrase 'greeting.mornin'; did you mean 'greeting.morning'?",
    ),
}


@pytest.mark.parametrize("name", NOT_NEW)
def test_new_row_that_cannot_be_is_named_by_its_cell(name: str, unchanged: Workspace, table: Path) -> None:
    """What a new phrase lacks is told with its cell."""
    texts, told = NOT_NEW[name]
    edit_table(table, more=[NEW | texts])
    number = read_worksheet(table, "").rows[-1].number
    column, _, message = told.partition(":")
    start = f"phrases.csv:{number}: {column}{number}:{message}"
    assert [line[: len(start)] for line in faults_of(unchanged, table)] == [start]


def test_new_row_is_taken_once(run: Run, table: Path) -> None:
    """A file that was imported already adds nothing again, whether its new key names the situation or not."""
    edit_table(table, more=[NEW | {"key": "lovely"}])
    take(run, table)
    assert "1 new row in the book already." in take(run, table)


def test_lost_row_takes_nothing_out(run: Run, workspace: Path, table: Path) -> None:
    """A phrase whose row was deleted stays, and is named."""
    before = tree(workspace)
    edit_table(table, without=["greeting.busy", "greeting.reply"])
    assert "2 phrases of the book without a row here, left as it is: greeting.busy, greeting.reply" in take(run, table)
    assert tree(workspace) == before


def test_phrase_taken_out_of_the_book_is_named(run: Run, workspace: Path, table: Path) -> None:
    """A row whose phrase is gone from the book is told, and makes no new one."""
    file = workspace / "locales/book/situations/greeting.toml"
    text = file.read_text(encoding="utf-8")
    start = text.index('  [[step.phrase]]\n  key = "still-open"')
    file.write_text(text[:start], encoding="utf-8")
    assert "no phrase 'greeting.still-open'; the book has taken it out" in take(run, table, exit_code=2)


@pytest.fixture
def over(run: Run, tmp_path: Path) -> Path:
    """A workspace over the shipped book that says one phrase otherwise, with that table in ``over.csv``."""
    run("init", "over", "--extends", "default", folder=tmp_path)
    text = '[[step]]\nkey = "notice"\n\n  [[step.phrase]]\n  key = "busy"\n  say = "Hi."\n'
    (tmp_path / "over/locales/book/situations/greeting.toml").write_text(text, encoding="utf-8")
    run("update", folder=tmp_path / "over")
    run("spreadsheet", "export", "-l", "fi", str(tmp_path / "over.csv"), folder=tmp_path / "over")
    return tmp_path / "over"


def test_phrase_of_a_book_below_is_told(run: Run, over: Path, tmp_path: Path) -> None:
    """What comes from the book that this one extends is not written into this one, and that is said of the cell."""
    edit_table(
        tmp_path / "over.csv", {("greeting.reply", ""): {SOURCE: "Hello."}, ("greeting.group", ""): {FI: "Kiitos."}}
    )
    before = tree(over)
    call = ("spreadsheet", "import", str(tmp_path / "over.csv"))
    said = run(*call, folder=over, exit_code=2).stderr.splitlines()
    assert [line.partition("the book that this one extends")[2] for line in said] == [
        "",
        "; 'scripts-gen update fi --own greeting.group' takes it over",
    ]
    assert tree(over) == before
    run("update", "fi", "--own", "greeting.group", folder=over)
    edit_table(tmp_path / "over.csv", {("greeting.reply", ""): {SOURCE: ""}})
    run(*call, folder=over)
    assert 'msgstr "Kiitos."' in (over / "locales/fi/LC_MESSAGES/phrases.po").read_text(encoding="utf-8")


def test_own_phrase_over_a_book_below(run: Run, over: Path, tmp_path: Path) -> None:
    """What a workspace says otherwise is edited like any other, and leaves nothing for ``update`` to do."""
    edit_table(tmp_path / "over.csv", {("greeting.busy", ""): {SOURCE: "Hello.", FI: "Hei."}})
    run("spreadsheet", "import", str(tmp_path / "over.csv"), folder=over)
    live = parse_catalog((over / "locales/fi/LC_MESSAGES/phrases.po").read_bytes(), "").live()
    assert [(m.msgid, m.msgstr, m.fuzzy) for m in live.values()] == [("Hello.", ("Hei.",), False)]
    assert run("update", folder=over).output == "Everything is up to date.\n"


# --- a real spreadsheet ---------------------------------------------------------------------------------------------


def test_twenty_phrases_edited_in_libreoffice(run: Run, workspace: Path, tmp_path: Path) -> None:
    """Twenty cells typed in LibreOffice and saved change exactly those lines, formulas and quotation marks included."""
    out, back = tmp_path / "out.xlsx", tmp_path / "back.xlsx"
    run("spreadsheet", "export", str(out))
    sheet = read_worksheet(out, "out.xlsx")
    chosen = [row for row in sheet.rows if not row.cells["form"] and row.cells[FI] and "{" not in row.cells[FI]][:20]
    texts = {row.number: f'{"=+-@"[i % 4]} uusi "{i}" – hyvää' for i, row in enumerate(chosen)}
    edit_in_office(out, back, {sheet.place(row, FI): texts[row.number] for row in chosen}, tmp_path)
    before = tree(workspace)
    run("spreadsheet", "import", str(back))
    found = changed_lines(before, tree(workspace))
    quoted = (texts[row.number].replace('"', '\\"') for row in chosen)
    assert list(found) == ["locales/fi/LC_MESSAGES/phrases.po"]
    assert [line for line in found["locales/fi/LC_MESSAGES/phrases.po"] if line[0] == "+"] == [
        f'+ msgstr "{text}"' for text in quoted
    ]
    assert len(found["locales/fi/LC_MESSAGES/phrases.po"]) == 40


def test_csv_through_libreoffice(run: Run, workspace: Path, table: Path, tmp_path: Path) -> None:
    """A .csv file opened and saved in LibreOffice brings the one edited cell, and no other."""
    sheet = read_worksheet(table, "")
    cell = sheet.place(find_row(sheet, "greeting.reply"), AR)
    edit_in_office(table, tmp_path / "back.csv", {cell: "شكرًا، ولكم أيضًا."}, tmp_path)
    before = tree(workspace)
    run("spreadsheet", "import", str(tmp_path / "back.csv"))
    assert [len(lines) for lines in changed_lines(before, tree(workspace)).values()] == [2]


# --- a book begun ---------------------------------------------------------------------------------------------------


def test_book_begins_with_a_list_of_sentences(run: Run, tmp_path: Path) -> None:
    """A plain list is a workspace that has no fault and prints its cards at once."""
    (tmp_path / "list.txt").write_text("Good morning.\n\nPlease wait {minutes} minutes.\nCall {guest} at {hotline}.\n")
    run("spreadsheet", "import", "--new", str(tmp_path / "our"), str(tmp_path / "list.txt"))
    assert "Nothing found." in run("check", folder=tmp_path / "our").output
    run("cards", folder=tmp_path / "our")
    assert (tmp_path / "our/build/cards/staff.en.pdf").exists()
    assert run("update", folder=tmp_path / "our").output == "Everything is up to date.\n"
    said = run("say", "phrases.please-wait-minutes", "-l", "en", "--set", "minutes=5", folder=tmp_path / "our").output
    assert "Please wait 5 minutes." in said


def test_book_begins_with_what_the_list_knows(run: Run, tmp_path: Path) -> None:
    """Situations, steps, keywords, standards and translations are taken from the columns that have them."""
    (tmp_path / "list.csv").write_text(
        "English;situation;step;keywords;standards;Suomi;Shelf\n"
        "Good morning.;Arrival;Greet;hello, early;courtesy;Hyvää huomenta.;1\n"
        "Goodbye.;Role;Part;;;Näkemiin.;2\n",
        encoding="utf-8",
    )
    our = tmp_path / "our"
    call = ("--title", "Our hotel", "--organisation", "Hotel Sun", str(tmp_path / "list.csv"))
    said = run("spreadsheet", "import", "--new", str(our), *call).output
    assert "Column 'Shelf' was not read" in said
    assert "Nothing found." in run("check", folder=our).output
    found = json.loads(run("find", "early", "-l", "fi", "--json", folder=our).output)
    assert "Hyvää huomenta." in json.dumps(found, ensure_ascii=False)
    assert 'name = "Hotel Sun"' in (our / "locales/book/book.toml").read_text()
    assert sorted(path.stem for path in (our / "locales/book/situations").iterdir()) == ["arrival", "role-2"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.txt", "Hello.\nWait {minutes minutes.\n", "a.txt:2: a brace that belongs to no placeholder"),
        ("a.txt", "\n", "a.txt: is empty"),
        ("a.csv", "one,two\na,b\n", "a.csv:1: A1: no column holds the sentences; expected one called 'English'"),
        ("a.csv", "English,note\n,b\n", "a.csv:2: A2: is empty; every row wants its sentence"),
        (
            "a.csv",
            "English,standards\nHello.,curtesy\n",
            "a.csv:2: A2: no standard 'curtesy'; did you mean 'courtesy'?",
        ),
        ("a.csv", "English,fi\nHello {customer}.,Hei.\n", "lacks the placeholder {customer}"),
        ("a.csv", "English,en\nHello.,Hi.\n", "a second column holds 'en'"),
        ("a.pdf", "", "a.pdf: is no spreadsheet that can be read here"),
    ],
)
def test_list_that_makes_no_book_is_told(name: str, text: str, told: str, run: Run, tmp_path: Path) -> None:
    """What is wrong with a list is told with its line or cell, and no folder is left."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = run("spreadsheet", "import", "--new", str(tmp_path / "our"), str(tmp_path / name), exit_code=2).stderr
    assert told in said
    assert not (tmp_path / "our").exists()


def test_folder_that_holds_something_stays(run: Run, workspace: Path, tmp_path: Path) -> None:
    """A book is begun in a new folder only."""
    (tmp_path / "list.txt").write_text("Hello.\n")
    call = ("spreadsheet", "import", "--new", str(workspace), str(tmp_path / "list.txt"))
    assert "not empty" in run(*call, exit_code=2).stderr
