"""Exports: one interface, the same bytes, nothing taken for anything but text, nothing left out in silence."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from conftest import Run, edit
from exported import HOSTILE, READERS, hostile_source, source_of

from scripts_gen.cli import main
from scripts_gen.export import FORMATS
from scripts_gen.export.archive import zip_files
from scripts_gen.export.text import bracketed, build_items, join, one_line, title
from scripts_gen.exports import find_left_out, read_source
from scripts_gen.message import Status
from scripts_gen.phrasebook import LeftOut
from scripts_gen.workspace import Workspace


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_wordings_come_back_as_they_were(name: str, opened: Workspace) -> None:
    """Markup, templates, formulas, controls and length survive each format and its reader."""
    found = set(READERS[name](FORMATS[name].write(hostile_source(opened))))
    assert [text for text in HOSTILE if text not in found] == []


@pytest.mark.parametrize("name", FORMATS)
def test_same_source_gives_the_same_bytes(name: str, opened: Workspace) -> None:
    """Nothing of the run, the clock or the machine is in the file."""
    source = source_of(opened, "ar", "fi", roles=("courier",))
    assert FORMATS[name].write(source) == FORMATS[name].write(replace(source))


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_roles_asked_for_are_exported(name: str, opened: Workspace) -> None:
    """A phrase that the role never says is not in its file."""
    source = source_of(opened, "fi", roles=("courier",))
    said = {"".join(join(item.pieces, lambda _: "")) for item in build_items(source, "fi")}
    others = {"".join(join(item.pieces, lambda _: "")) for item in build_items(source_of(opened, "fi"), "fi")} - said
    assert others
    assert not others & set(READERS[name](FORMATS[name].write(source)))


def test_each_format_has_a_line_of_help_and_a_reader() -> None:
    """Help tells each format in one line of its table; each is read back by a test."""
    assert all(known.about and len(known.about) < 64 for known in FORMATS.values())
    assert {known.name for known in FORMATS.values()} == set(FORMATS) == set(READERS)
    assert len({known.file for known in FORMATS.values()}) == len(FORMATS)


# --- items -----------------------------------------------------------------------------------------------------------


def test_variants_are_items_of_their_own_where_they_differ(opened: Workspace) -> None:
    """Who speaks and to whom makes an item each, labelled for staff; rows that say the same are one."""
    source = source_of(opened, "ar", "fi", "ru", "tl")
    for code, book in source.books.items():
        found = list(build_items(source, code))
        assert len({item.id for item in found}) == len(found)
        for key in source.phrase_keys():
            items = [item for item in found if item.key == key]
            rows = {wording.forms for wording in book.entries[key].wordings} if key in book.entries else set()
            assert {item.wording.forms for item in items} == rows
            assert len(items) == 1 or all(item.labels for item in items if item.wording.variant)


def test_plural_forms_are_items_with_their_numbers(opened: Workspace) -> None:
    """Each plural form is an item that tells its numbers in the words of staff, and means what is said with them."""
    source = source_of(opened, "ru", "ar")
    items = [item for item in build_items(source, "ru") if item.key == "writing.still-checking"]
    assert [item.id for item in items] == [f"writing.still-checking.{form}" for form in range(3)]
    numbers = ("1, 21, 31 …", "2, 3, 4 …", "0, 5, 6 …")
    assert [item.labels for item in items] == [(f"minutes: {shown}",) for shown in numbers]
    meant = [join(item.meaning, bracketed) for item in items]
    assert [text.partition(" in ")[2] for text in meant] == ["[minutes] minute.", *["[minutes] minutes."] * 2]
    assert title(items[0], source.reader).endswith(" (minutes: 1, 21, 31 …)")


def test_form_of_one_number_means_that_number(opened: Workspace) -> None:
    """Where the wording has the number in its words, as the Arabic dual has, so has the meaning."""
    items = [item for item in build_items(source_of(opened, "ar"), "ar") if item.key == "writing.still-checking"]
    dual = next(item for item in items if item.numbers == (2,))
    assert not dual.blanks
    assert join(dual.meaning, bracketed).endswith(" in 2 minutes.")


def test_meaning_and_title_are_in_the_language_of_staff(opened: Workspace) -> None:
    """Staff who read Finnish get titles, labels of blanks and meanings in Finnish."""
    source = source_of(opened, "ar", staff="fi")
    item = next(item for item in build_items(source, "ar") if item.key == "writing.dear")
    there = source.reader.entries["writing.dear"].wording().forms[0]
    label = source.reader.label("customer")
    assert join(item.meaning, bracketed) == there.replace("{customer}", f"[{label}]")
    assert f"[{label}]" in join(item.pieces, bracketed)
    assert source.reader.guide("writing#title").text in title(item, source.reader)


def test_one_line_has_no_break() -> None:
    """White space of every kind becomes one space."""
    assert one_line(" a\r\nb\u2028c\t d ") == "a b c d"


def test_archive_has_no_time_and_no_system_in_it() -> None:
    """Of its own, an archive tells the earliest time there is, and one system, whatever it is made on."""
    with zipfile.ZipFile(BytesIO(zip_files({"b": b"1", "a": b"2"}))) as archive:
        found = [(info.filename, info.date_time, info.create_system) for info in archive.infolist()]
    assert found == [(name, (1980, 1, 1, 0, 0, 0), 3) for name in ("b", "a")]


# --- the command -----------------------------------------------------------------------------------------------------


def test_source_has_what_was_asked_in_the_order_of_the_book(opened: Workspace) -> None:
    """Languages and roles stand in the book's order, each once; the date is the newest unless it is given."""
    source = read_source(opened, ["courier", "cashier"], ["ru", "ar", "ru"], "fi", None)
    assert list(source.books) == ["ar", "ru"]
    assert [role.key for role in source.roles] == [key for key in opened.book.roles if key in ("courier", "cashier")]
    assert source.reader.locale.code == "fi"
    assert source.on.isoformat() == max(book.revised for book in (*source.books.values(), source.reader))


def test_help_lists_the_formats(run: Run) -> None:
    """Each format has its line in the help."""
    text = run("export", "--help").output
    assert all(f"  {known.name} " in text and known.about in text for known in FORMATS.values())


def test_format_is_completed() -> None:
    """A shell completes the name of a format, and tells what it is."""
    found = ShellComplete(main, {}, "scripts-gen", "_SCRIPTS_GEN_COMPLETE").get_completions(["export"], "es")
    assert [(item.value, item.help) for item in found] == [("espanso", FORMATS["espanso"].about)]


def test_unknown_format_names_the_nearest(run: Run) -> None:
    """A misspelt format is told with the right word."""
    assert "no format 'expanso'; did you mean 'espanso'?" in run("export", "expanso", exit_code=2).stderr


def test_file_goes_where_it_was_asked_to(run: Run, brief: Path, tmp_path: Path) -> None:
    """-o names the file, - is standard output, and both are the same bytes."""
    call = ("-C", str(brief), "export", "json", "-l", "fi")
    result = run(*call, "-o", str(tmp_path / "made" / "fi.json"))
    assert result.output.endswith(" kB, 1 language\n")
    assert run(*call, "-o", "-").stdout_bytes == (tmp_path / "made" / "fi.json").read_bytes()


def test_left_out_phrases_are_named(run: Run, brief: Path, tmp_path: Path) -> None:
    """What may not reach staff is not in the file, and is named on standard error, by language."""
    folder = Path(shutil.copytree(brief, tmp_path / "strict"))
    edit(folder / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    run("approve", "fi", "greeting.morning", "--by", "Aino Laine", folder=folder)
    result = run("export", "json", "-l", "fi", "-l", "ru", "-o", "phrases.json", folder=folder)
    assert "json in fi leaves out" in result.stderr
    assert "json in ru leaves out" in result.stderr
    told = json.loads((folder / "phrases.json").read_bytes())
    assert [list(locale["phrases"]) for locale in told["locales"]] == [["greeting.morning"], []]


def test_points_are_told_only_where_they_are_exported(opened: Workspace) -> None:
    """A point that is left out matters to a format that carries points, and to no other."""
    source = source_of(opened, "fi")
    book = replace(source.books["fi"])
    asked = next(key for phrase in book.book.phrases().values() for key in phrase.answers if key in book.book.points)
    gap = LeftOut(f"point.{asked}", Status.MISSING)
    book.__dict__["left_out"] = (gap,)  # of this test's own book
    source = replace(source, books={"fi": book})
    assert dict(find_left_out(source, points=True)) == {"fi": (gap,)}
    assert dict(find_left_out(source, points=False)) == {"fi": ()}
