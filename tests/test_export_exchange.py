"""What goes to translators' tools and comes back: only what was edited there, and nothing that changed here since."""

from __future__ import annotations

import json
import os
import re
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, edit
from exported import hostile_source, source_of, units_of
from lxml import etree
from translate.storage.placeables import StringElem
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from scripts_gen.amend import amendments
from scripts_gen.catalog import approve_messages
from scripts_gen.errors import InputError
from scripts_gen.exchange import read_files
from scripts_gen.export import FORMATS, Holds
from scripts_gen.export.source import Source
from scripts_gen.exports import find_left_out
from scripts_gen.message import SPOKEN, Status
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.resources import catalog_file
from scripts_gen.spreadsheet import format_spreadsheet
from scripts_gen.spreadsheet_edits import Edits
from scripts_gen.units import spoken_units
from scripts_gen.worksheet import format_csv, read_worksheet
from scripts_gen.workspace import Workspace, read_workspace
from scripts_gen.xliff import LARGEST, parse_xliff

FAULTS = ROOT / "tests/faults/exchange"
XSD = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
"""Where Debian's php-symfony-translation has the OASIS schemas."""
STORES: dict[str, Any] = {"xliff": xlifffile, "xliff2": Xliff2File}
FINNISH = catalog_file("fi", SPOKEN)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BUSY = "Tervetuloa. Autan teitä heti, kun vapaudun tästä."


@pytest.fixture
def own(tmp_path: Path, brief: Path) -> Path:
    """A workspace of one's own: the brief book."""
    return Path(shutil.copytree(brief, tmp_path / "own"))


def export(name: str, workspace: Workspace, folder: Path, *codes: str) -> Path:
    """The file of a format, as the command names it."""
    source = source_of(workspace, *(codes or ("fi",)))
    path = folder / FORMATS[name].file_name(source)
    path.write_bytes(FORMATS[name].write(replace(source, workspace=workspace)))
    return path


def import_into(folder: Path, *paths: Path) -> list[str]:
    """Import files into a workspace; the notes."""
    workspace = read_workspace(folder)
    edits = read_files(workspace, paths)
    changes = dict(amendments(workspace, edits.wordings, edits.texts, edits.additions, date="2026-11-22 00:00+0000"))
    for file, change in changes.items():
        (folder / file).write_bytes(change.new)
    return edits.notes


def refusal(workspace: Workspace, *paths: Path) -> str:
    """What is told of files that cannot be imported."""
    try:
        edits = read_files(workspace, paths)
        list(amendments(workspace, edits.wordings, edits.texts, date="2026-11-22 00:00+0000"))
    except InputError as error:
        return str(error)
    raise AssertionError("taken over")


def snapshot(folder: Path) -> dict[str, list[str]]:
    """Each file of a workspace in lines."""
    files = sorted(path for path in folder.rglob("locales/**/*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8").split("\n") for path in files}


def changed(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> list[tuple[str, str, str]]:
    """The lines that differ, file by file; no line is added or taken out."""
    assert {file: len(lines) for file, lines in before.items()} == {file: len(lines) for file, lines in after.items()}
    return [
        (file, old, new)
        for file, lines in before.items()
        for old, new in zip(lines, after[file], strict=True)
        if old != new
    ]


def retarget(name: str, path: Path, texts: Mapping[str, str]) -> None:
    """Edit targets by the ids of their units with translate-toolkit, or cells of a table by the key of their row."""
    if name == "csv":
        sheet = read_worksheet(path, path.name)
        title = next(title for title in sheet.columns if title.endswith("(fi)"))
        rows = [{**row.cells, title: texts.get(row.cells["key"], row.cells[title])} for row in sheet.rows]
        path.write_bytes(format_csv(sheet.columns, ([row[column] for column in sheet.columns] for row in rows)))
        return
    store = STORES[name].parsestring(path.read_bytes())
    units = by_id(store.units)
    for unit_id, text in texts.items():
        units[unit_id].rich_target = [StringElem(text)]
    path.write_bytes(bytes(store))


def by_id(units: Iterable[Any]) -> dict[str, Any]:
    """Units by what their file calls them."""
    return {unit.xmlelement.get("id") or unit.getid(): unit for unit in units}


def replaced(path: Path, old: str, new: str) -> Path:
    """``path``, after ``old`` in it gave way to ``new``."""
    edit(path, old, new)
    return path


# --- there and back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["csv", "xliff", "xliff2"])
def test_whole_book_comes_back_without_a_change(
    name: str, shipped: Workspace, books: dict[str, Phrasebook], tmp_path: Path
) -> None:
    """Exported in every language and imported again, the default book is as it was."""
    source = Source(books, books["en"], tuple(shipped.book.roles.values()), date(2026, 11, 22), shipped)
    path = tmp_path / FORMATS[name].file_name(source)
    path.write_bytes(FORMATS[name].write(source))
    edits = read_files(shipped, [path])
    assert edits == Edits()


@pytest.mark.parametrize("name", ["csv", "xliff", "xliff2"])
def test_edited_target_changes_its_line_only(name: str, own: Path, tmp_path: Path) -> None:
    """One edit in another program is one line of one catalog, whatever that program does to the file."""
    before = snapshot(own)
    path = export(name, read_workspace(own), tmp_path)
    retarget(name, path, {"greeting.busy": 'Hetki, "olkaa" hyvä & <odottakaa>.'})
    assert import_into(own, path) == []
    line = 'msgstr "Hetki, \\"olkaa\\" hyvä & <odottakaa>."'
    assert changed(before, snapshot(own)) == [(FINNISH, f'msgstr "{BUSY}"', line)]
    assert import_into(own, path) == []
    assert snapshot(own)[FINNISH].count(line) == 1


@pytest.mark.parametrize("name", STORES)
def test_file_saved_by_another_program_wants_nothing(name: str, own: Path, tmp_path: Path) -> None:
    """Opened and saved by translate-toolkit, hostile wordings included, a file holds no edit."""
    source = hostile_source(read_workspace(own))
    path = tmp_path / FORMATS[name].file_name(source)
    path.write_bytes(bytes(STORES[name].parsestring(FORMATS[name].write(source))))
    edits = read_files(source.workspace, [path])
    assert edits == Edits()


@pytest.mark.parametrize("name", STORES)
def test_one_plural_form_is_edited(name: str, own: Path, tmp_path: Path) -> None:
    """A plural form is a unit of its own, named for its numbers; the others stay."""
    before = snapshot(own)
    path = export(name, read_workspace(own), tmp_path, "ru")
    old = next(line for line in before[catalog_file("ru", SPOKEN)] if line.startswith("msgstr[2]"))
    text = f"Ответ через {{minutes}} минут.{' Ещё раз.' * 3}"
    retarget(name, path, {"writing.still-checking.2": text})
    assert import_into(own, path) == []
    assert changed(before, snapshot(own)) == [(catalog_file("ru", SPOKEN), old, f'msgstr[2] "{text}"')]


def test_missing_translation_comes_in(own: Path, tmp_path: Path) -> None:
    """What was exported as missing is filled, and asks for no approval comment of its own."""
    edit(own / FINNISH, f'msgstr "{BUSY}"', 'msgstr ""')
    path = export("xliff", read_workspace(own), tmp_path)
    assert '<target state="new"/>' in path.read_text("utf-8")
    retarget("xliff", path, {"greeting.busy": "Hetki."})
    before = snapshot(own)
    data = path.read_text("utf-8")
    path.write_text(data.replace("Hetki.", " "), "utf-8")
    assert import_into(own, path) == []
    path.write_text(re.sub(r"<skl>.*</skl>", "", data, flags=re.DOTALL), "utf-8")
    assert import_into(own, path) == []
    assert changed(before, snapshot(own)) == [(FINNISH, 'msgstr ""', 'msgstr "Hetki."')]


@pytest.mark.parametrize("name", STORES)
def test_empty_target_takes_nothing_out(name: str, own: Path, tmp_path: Path) -> None:
    """An emptied target leaves the catalog as it is, and is told."""
    before = snapshot(own)
    path = export(name, read_workspace(own), tmp_path)
    text = path.read_text("utf-8").replace(BUSY, "")
    path.write_text(text.replace("Hei. Autan teitä tämän puhelun jälkeen. Istuutukaa, olkaa hyvä.", " "), "utf-8")
    notes = import_into(own, path)
    assert notes == [f"{path}: 2 empty targets left as the catalog has it: greeting.busy, greeting.on-phone"]
    assert snapshot(own) == before


@pytest.mark.parametrize("name", ["csv", "xliff", "xliff2"])
def test_newer_work_here_stays(name: str, own: Path, tmp_path: Path) -> None:
    """What nobody edited there, and somebody did here since the export, is not taken back."""
    path = export(name, read_workspace(own), tmp_path)
    retarget(name, path, {"greeting.on-phone": "Hei. Hetki."})
    edit(own / FINNISH, BUSY, "Uudempi.")
    import_into(own, path)
    assert 'msgstr "Uudempi."' in snapshot(own)[FINNISH]
    assert 'msgstr "Hei. Hetki."' in snapshot(own)[FINNISH]


@pytest.mark.parametrize("name", STORES)
def test_text_edited_on_both_sides_is_a_conflict(name: str, own: Path, tmp_path: Path) -> None:
    """Neither of two edits gives way in silence: the unit is named with what the catalog says now."""
    path = export(name, read_workspace(own), tmp_path)
    retarget(name, path, {"greeting.busy": "Hetki."})
    edit(own / FINNISH, BUSY, "Uudempi.")
    told = "greeting.busy: was edited there and here since the export; the catalog says 'Uudempi.' now"
    assert refusal(read_workspace(own), path).endswith(told)


@pytest.mark.parametrize("name", STORES)
def test_changed_source_is_a_conflict(name: str, own: Path, tmp_path: Path) -> None:
    """A translation of what the book no longer says is refused, with both sources; what nobody edited is no matter."""
    path = export(name, read_workspace(own), tmp_path)
    edit(own / "locales/book/situations/greeting.toml", "as soon as I finish here.", "soon.")
    assert not read_files(read_workspace(own), [path]).wordings
    retarget(name, path, {"greeting.busy": "Hetki."})
    old = "Welcome. I will help you as soon as I finish here."
    told = f"greeting.busy: translates {old!r}; the book says 'Welcome. I will help you soon.' now"
    assert refusal(read_workspace(own), path).endswith(told)


def fuzzy_message(own: Path) -> None:
    """Let the Finnish of greeting.busy wait for its source, as an update leaves it."""
    old = 'msgctxt "greeting.busy"\n'
    edit(own / FINNISH, old, f'#, fuzzy\n#| msgid "Welcome. One moment."\n{old}')


@pytest.mark.parametrize(("name", "old", "new"), [
    ("xliff", 'state="needs-review-translation"', 'state="translated"'),
    ("xliff2", 'state="initial"', 'state="translated"'),
])  # fmt: skip
def test_fuzzy_translation_is_confirmed_or_edited(name: str, old: str, new: str, own: Path, tmp_path: Path) -> None:
    """Finished as it stands, or edited, a translation no longer waits for its source; the translator was told why."""
    before = snapshot(own)
    fuzzy_message(own)
    waiting = snapshot(own)
    path = export(name, read_workspace(own), tmp_path)
    assert "The source was: Welcome. One moment." in path.read_text("utf-8")
    assert import_into(own, path) == []
    assert snapshot(own) == waiting
    assert import_into(own, replaced(path, old, new)) == [f"{path}: 1 fuzzy translation confirmed without a change."]
    assert snapshot(own) == before
    fuzzy_message(own)
    replaced(path, BUSY, "Hetki.")
    import_into(own, path)
    assert changed(before, snapshot(own)) == [(FINNISH, f'msgstr "{BUSY}"', 'msgstr "Hetki."')]


def test_all_plural_forms_are_confirmed_or_none(own: Path, tmp_path: Path) -> None:
    """A message that counts waits for its source until every form of it is finished."""
    edit(own / FINNISH, 'msgctxt "writing.still-checking"\n', '#, fuzzy\nmsgctxt "writing.still-checking"\n')
    path = export("xliff", read_workspace(own), tmp_path)
    texts = path.read_text("utf-8").split('state="needs-review-translation"')
    assert len(texts) == 3
    path.write_text('state="needs-review-translation"'.join([f'{texts[0]}state="final"{texts[1]}', texts[2]]), "utf-8")
    assert import_into(own, path) == []
    assert "#, fuzzy" in snapshot(own)[FINNISH]
    path.write_text('state="final"'.join(texts), "utf-8")
    import_into(own, path)
    assert "#, fuzzy" not in snapshot(own)[FINNISH]


def test_file_that_lost_its_marks_is_taken_with_a_note(own: Path, tmp_path: Path) -> None:
    """A program that drops the skeleton makes no import impossible; whoever imports is told to look."""
    path = export("xliff", read_workspace(own), tmp_path)
    text = re.sub(r"<skl>.*</skl>", "", path.read_text("utf-8"), flags=re.DOTALL)
    path.write_text(text.replace(BUSY, "Hetki."), "utf-8")
    note = f"{path} has lost what the texts were at its export: look whether a newer one is replaced here."
    assert import_into(own, path) == [note]
    assert 'msgstr "Hetki."' in snapshot(own)[FINNISH]


# --- what a program may make of a file -------------------------------------------------------------------------------

OLD = '<xliff version="1.2"{}><file source-language="en" target-language="fi"><body>{}</body></file></xliff>'
UNIT = '<trans-unit id="writing.dear"><source>Dear {}, thank you.</source>{}</trans-unit>'
NEW = '<xliff version="2.1" srcLang="en" trgLang="fi"><file id="x"><unit id="a">{}</unit></file></xliff>'


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:oasis:names:tc:xliff:document:1.2"'])
@pytest.mark.parametrize("code", [
    '<ph id="customer">{customer}</ph>', '<x id="customer" equiv-text="{customer}"/>', '<x id="customer"/>',
    "{customer}", '<mrk mtype="seg" mid="0"><ph id="customer"/></mrk>', '<?tool?><!-- note -->{customer}',
])  # fmt: skip
def test_placeholder_comes_back_in_any_shape(code: str, namespace: str) -> None:
    """Codes, their ids alone, marked segments and plain text stand for the same placeholder."""
    source = '<ph id="customer" equiv-text="{customer}">{customer}</ph>'
    unit = UNIT.format(source, f"<target>Hyvä {code}, kiitos.</target><alt-trans><target>Ei.</target></alt-trans>")
    (file,) = parse_xliff(OLD.format(namespace, unit).encode(), "a.xlf")
    assert [(unit.source, unit.target) for unit in file.units] == [
        ("Dear {customer}, thank you.", "Hyvä {customer}, kiitos.")
    ]


def test_proposal_is_no_translation() -> None:
    """What a memory proposed, and nobody took, is not the target."""
    unit = UNIT.format("x", "<alt-trans><source>y</source><target>Ei.</target></alt-trans>")
    (file,) = parse_xliff(OLD.format("", unit).encode(), "a.xlf")
    assert [unit.target for unit in file.units] == [""]


def test_segments_are_one_text_again() -> None:
    """What a program cut into sentences, or put into another order, is read as one translation."""
    segments = (
        "<segment><source>One.</source><target order='3'>Yksi.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Two.</source><target order='1'><mrk id='m'>Kaksi<sm id='s'/></mrk>.</target></segment>"
    )
    (file,) = parse_xliff(NEW.format(segments).encode(), "a.xliff")
    assert [(unit.source, unit.target) for unit in file.units] == [("One. Two.", "Kaksi. Yksi.")]


@pytest.mark.parametrize("order", ["9" * 5000, "²", "0", "-1"])
def test_order_that_is_none_is_passed_over(order: str) -> None:
    """Segments without a place of their own stay where they are; no number is too long to read."""
    segments = "<segment><source>One.</source><target>Yksi.</target></segment>"
    segments += f"<segment><source>Two.</source><target order='{order}'>Kaksi.</target></segment>"
    (file,) = parse_xliff(NEW.format(segments).encode(), "a.xliff")
    assert [unit.target for unit in file.units] == ["Yksi.Kaksi."]


@pytest.mark.parametrize(("wrapped", "text"), [("  {}\n  ", BUSY), ("\n{} Hetki.\n", f"{BUSY} Hetki.")])
def test_white_space_around_a_text_is_none_of_it(wrapped: str, text: str, own: Path, tmp_path: Path) -> None:
    """What a program indents is not edited, and what was edited comes in without the indentation."""
    before = snapshot(own)
    path = replaced(export("xliff", read_workspace(own), tmp_path), BUSY, wrapped.format(BUSY))
    import_into(own, path)
    expected = [] if text == BUSY else [(FINNISH, f'msgstr "{BUSY}"', f'msgstr "{text}"')]
    assert changed(before, snapshot(own)) == expected


def test_state_says_whether_a_translation_is_finished() -> None:
    """States of both versions, and the approval of 1.2, tell that; a missing one does not."""
    targets = ["<target>a</target>", '<target state="new">a</target>', '<target state="signed-off">a</target>']
    for target, done in zip(targets, (False, False, True), strict=True):
        (file,) = parse_xliff(OLD.format("", UNIT.format("x", target)).encode(), "a.xlf")
        assert [unit.done for unit in file.units] == [done]
    approved = UNIT.format("x", targets[0]).replace("<trans-unit", '<trans-unit approved="yes"')
    assert parse_xliff(OLD.format("", approved).encode(), "a.xlf")[0].units[0].done
    segment = "<segment{}><source>a</source><target>b</target></segment>"
    final, initial = segment.format(' state="final"'), segment.format(' state="initial"')
    for segments, done in ((final, True), (final + final, True), (final + initial, False), (segment.format(""), False)):
        (file,) = parse_xliff(NEW.format(segments).encode(), "a.xliff")
        assert [unit.done for unit in file.units] == [done]


@pytest.mark.parametrize("name", ["fil", "fil-PH", "tl_PH", "tl-608"])
def test_language_may_be_called_by_an_alias_or_with_a_region(name: str, opened: Workspace, tmp_path: Path) -> None:
    """A program that knows Tagalog as Filipino, or as that of a country, gives back the same catalog."""
    path = replaced(export("xliff", opened, tmp_path, "tl"), 'target-language="tl"', f'target-language="{name}"')
    assert not read_files(opened, [path]).wordings
    assert f"no locale '{name}-Cyrl'" in refusal(opened, replaced(path, f'"{name}"', f'"{name}-Cyrl"'))


# --- what is exported ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "schema"), [("xliff", "xliff-core-1.2-strict.xsd"), ("xliff2", "xliff-core-2.0.xsd")])
@pytest.mark.parametrize("code", ["fi", "ar"])
def test_file_keeps_to_the_schema_of_oasis(name: str, schema: str, code: str, opened: Workspace) -> None:
    """Each file validates against the schema of its version, hostile wordings included."""
    if not XSD.is_dir() and not os.environ.get("CI"):
        pytest.skip("the schemas are not installed (Debian: php-symfony-translation)")
    text = (XSD / schema).read_text("utf-8")
    text = re.sub(r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="{XSD}/xml.xsd"', text)
    known = etree.XMLSchema(etree.fromstring(text.encode()))
    for source in (hostile_source(opened), source_of(opened, code)):
        known.assertValid(etree.fromstring(FORMATS[name].write(source)))


def test_units_say_how_far_they_have_come(own: Path) -> None:
    """Missing, fuzzy, translated and approved are what translate-toolkit takes them for, in both versions."""
    edit(own / FINNISH, 'msgctxt "greeting.on-phone"\n', '#, fuzzy\nmsgctxt "greeting.on-phone"\n')
    edit(own / FINNISH, f'msgstr "{BUSY}"', 'msgstr ""')
    approve(own, "greeting.morning")
    source = replace(source_of(read_workspace(own), "fi"), workspace=read_workspace(own))
    keys = ("greeting.busy", "greeting.on-phone", "greeting.evening", "greeting.morning")
    found = {}
    for name, store in STORES.items():
        units = by_id(units_of(store, FORMATS[name].write(source)))
        found[name] = [(bool(units[key].target), units[key].isapproved()) for key in keys]
    assert found["xliff"] == found["xliff2"] == [(False, False), (True, False), (True, False), (True, True)]
    states = {unit.key: unit.status for unit in spoken_units(source.workspace, "fi")}
    assert [states[key] for key in keys] == [Status.MISSING, Status.FUZZY, Status.TRANSLATED, Status.APPROVED]


def test_form_that_is_missing_leaves_the_others_as_they_are(own: Path) -> None:
    """Of a message that counts, each form says for itself how far it has come."""
    text = (own / FINNISH).read_text("utf-8")
    at = text.index('msgctxt "writing.still-checking"')
    head, tail = text[:at], re.sub(r'msgstr\[1\] ".*"', 'msgstr[1] ""', text[at:], count=1)
    for flags, status in (("", Status.TRANSLATED), ("#, fuzzy\n", Status.FUZZY)):
        (own / FINNISH).write_text(head + flags + tail, "utf-8")
        found = [u for u in spoken_units(read_workspace(own), "fi") if u.context == "writing.still-checking"]
        assert [unit.status for unit in found] == [status, Status.MISSING]


def test_catalog_says_how_many_forms_there_are(own: Path) -> None:
    """The header's rule goes before the one that the language began with."""
    path = own / catalog_file("ru", SPOKEN)
    text = re.sub(r"Plural-Forms: [^\\]*", "Plural-Forms: nplurals=1; plural=0;", path.read_text("utf-8"), count=1)
    path.write_text(text, "utf-8")
    found = [u.form for u in spoken_units(read_workspace(own), "ru") if u.context == "writing.still-checking"]
    assert found == [0]


def test_translator_is_told_what_the_source_was_before_an_update(own: Path) -> None:
    """The book has moved on and the catalog has not: the unit waits, with both sources."""
    edit(own / "locales/book/situations/greeting.toml", "as soon as I finish here.", "soon.")
    unit = next(unit for unit in spoken_units(read_workspace(own), "fi") if unit.context == "greeting.busy")
    assert (unit.status, unit.source) == (Status.FUZZY, "Welcome. I will help you soon.")
    assert unit.notes[-1] == "The source was: Welcome. I will help you as soon as I finish here."


def test_roles_choose_what_is_translated(own: Path) -> None:
    """A role has its phrases and what customers point at; all roles have what none of them says, too."""
    path = own / "locales/book/roles/chat-agent.toml"
    path.write_text(re.sub(r'"writing(\.[\w-]+)?",? ?', "", path.read_text("utf-8")), "utf-8")
    workspace = read_workspace(own)
    source = replace(source_of(workspace, "fi"), workspace=workspace, roles=tuple(workspace.book.roles.values()))
    assert not any("writing" in role.situations() for role in source.roles)
    every = {unit.id for unit in spoken_units(workspace, "fi")}
    assert {*by_id(units_of(xlifffile, FORMATS["xliff"].write(source)))} == every
    assert b"writing.dear" in FORMATS["csv"].write(source)
    courier = replace(source, roles=(workspace.book.roles["courier"],))
    said = {name.split(".")[0] for name in by_id(units_of(xlifffile, FORMATS["xliff"].write(courier)))}
    assert said == {*courier.roles[0].situations(), "point"}


@pytest.mark.parametrize("name", STORES)
def test_odd_wordings_come_back(name: str, own: Path, tmp_path: Path) -> None:
    """A placeholder that is said twice has two codes of different ids; a carriage return is none to XML alone."""
    edit(own / FINNISH, "Hyvä {customer}, kiitos viestistänne.", "{customer}! {customer},\\r kiitos {customer}.")
    path = export(name, read_workspace(own), tmp_path)
    root = etree.fromstring(path.read_bytes())
    (unit,) = (one for one in root.iter() if one.get("id") == "writing.dear")
    codes = [one.get("id") for one in unit.iter() if etree.QName(one).localname == "ph"]
    assert codes == ["customer", "customer", "customer-2", "customer-3"]
    assert read_files(read_workspace(own), [path]) == Edits()


def test_translator_is_told_what_the_book_what_the_book_says(opened: Workspace) -> None:
    """Notes of the catalog, the numbers of a plural form and the row of a variant come along."""
    units = {unit.id: unit for unit in spoken_units(opened, "ar")}
    assert len(units) == len([*spoken_units(opened, "ar")])
    assert all(re.fullmatch(r"[\w.-]+", name) for name in units)
    dual = units["writing.still-checking.2"]
    assert dual.notes[-1] == "The wording for the numbers 2"
    assert "minutes." in dual.source
    assert units["writing.still-checking.1"].source.endswith("minute.")
    female = next(unit for unit in units.values() if unit.context.endswith("|speaker=female"))
    assert female.id == f"{female.key}.speaker-female"
    assert female.notes[-1] == "speaker: female"
    data = FORMATS["xliff"].write(source_of(opened, "ar"))
    assert {unit.getnotes() for unit in units_of(xlifffile, data)} == {"\n".join(unit.notes) for unit in units.values()}


@pytest.mark.parametrize("name", STORES)
def test_placeholders_are_codes(name: str, opened: Workspace) -> None:
    """A placeholder is an inline code in source and target, with the same id in both."""
    root = etree.fromstring(FORMATS[name].write(source_of(opened, "fi")))
    (unit,) = (one for one in root.iter() if one.get("id") == "writing.dear")
    codes = [one for one in unit.iter() if etree.QName(one).localname == "ph"]
    assert [one.get("id") for one in codes] == ["customer", "customer"]
    assert [one.get("equiv-text") or one.get("equiv") for one in codes] == ["{customer}"] * 2
    texts = [one.text or "" for one in unit.iter() if etree.QName(one).localname in ("source", "target")]
    assert "{" not in "".join(texts)


def test_direction_of_a_language_is_told(opened: Workspace) -> None:
    """XLIFF 2.0 says which way a language runs, where it is not from the left."""
    files = [
        etree.fromstring(FORMATS["xliff2"].write(source_of(opened, code))).find("{*}file") for code in ("ar", "fi")
    ]
    assert [file.get("trgDir") for file in files] == ["rtl", None]


@pytest.mark.parametrize("name", STORES)
def test_several_languages_are_an_archive(name: str, own: Path, tmp_path: Path) -> None:
    """A translator gets the file of one language; all of them come back in one archive as well."""
    path = export(name, read_workspace(own), tmp_path, "en", "fi", "ru")
    ending = FORMATS[name].file.partition(".")[2]
    assert path.name == f"phrases.{ending}.zip"
    with zipfile.ZipFile(path) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    assert [*files] == [f"phrases.fi.{ending}", f"phrases.ru.{ending}"]
    alone = tmp_path / f"phrases.fi.{ending}"
    assert export(name, read_workspace(own), tmp_path, "fi", "en") == alone
    assert alone.read_bytes() == files[alone.name]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"__MACOSX/done/._phrases.fi.{ending}", b"\0\5\26\7")
        for member, data in files.items():
            archive.writestr(f"done/{member}", data.replace(BUSY.encode(), b"Hetki."))
    import_into(own, path)
    assert 'msgstr "Hetki."' in snapshot(own)[FINNISH]


@pytest.mark.parametrize("name", ["xliff", "xliff2", "tmx"])
def test_there_is_nothing_to_translate_into_the_source(name: str, opened: Workspace) -> None:
    """Asked for the book's own language only, a translators' format says what to ask for."""
    with pytest.raises(InputError, match="'en' is the language of the book; name one that it is translated into"):
        FORMATS[name].write(source_of(opened, "en"))


@pytest.mark.parametrize("name", ["xliff", "xliff2", "tmx"])
def test_what_xml_cannot_hold_is_named(name: str, own: Path) -> None:
    """A control character is refused with the message that has it, never dropped."""
    edit(own / FINNISH, BUSY, "Hetki.\\v")
    with pytest.raises(InputError, match=r"^fi greeting\.busy: XML cannot hold the character U\+000B$"):
        FORMATS[name].write(replace(source_of(read_workspace(own), "fi"), workspace=read_workspace(own)))


def test_table_is_the_spreadsheet(opened: Workspace, tmp_path: Path) -> None:
    """The table is what the spreadsheet command writes; with a role it has the rows of its phrases."""
    source = source_of(opened, "fi", "en")
    table = format_spreadsheet(opened, ["fi", "en"], ending=".csv", on=source.on)
    assert FORMATS["csv"].write(source) == table
    courier = source_of(opened, "fi", roles=("courier",))
    path = tmp_path / "phrases.csv"
    path.write_bytes(FORMATS["csv"].write(courier))
    keys = dict.fromkeys(row.cells["key"] for row in read_worksheet(path, path.name).rows)
    assert tuple(keys) == courier.phrase_keys()


def approve(folder: Path, *keys: str) -> None:
    """Let Finnish messages be approved."""
    path = folder / FINNISH
    path.write_bytes(approve_messages(path.read_bytes(), FINNISH, keys, date="2026-11-20", by="Aino Laine")[0])


def test_memory_holds_what_is_approved(own: Path) -> None:
    """One unit a message, with the source and each language that is approved; nobody's name, and two dates."""
    approve(own, "greeting.morning", "point.yes", "writing.still-checking")
    source = replace(source_of(read_workspace(own), "fi", "ru"), workspace=read_workspace(own))
    units = {unit.getid(): unit for unit in units_of(tmxfile, FORMATS["tmx"].write(source))}
    plural = "writing.still-checking"
    assert {*units} == {"greeting.morning", "point.yes", f"{plural}[0]", f"{plural}[1]"}
    told = {name: [node.get(LANG) for node in unit.getlanguageNodes()] for name, unit in units.items()}
    assert set(map(tuple, told.values())) == {("en", "fi")}
    assert units[f"{plural}[0]"].source.endswith("in {minutes} minute.")
    assert units[f"{plural}[1]"].source.endswith("in {minutes} minutes.")
    assert {unit.xmlelement.get("creationdate") for unit in units.values()} == {"20261122T000000Z"}
    assert units["point.yes"].getlanguageNodes()[1].get("changedate") == "20261120T000000Z"
    assert b"Aino" not in FORMATS["tmx"].write(source)


def test_codes_of_a_memory_have_the_same_number_in_each_language(shipped: Workspace) -> None:
    """A placeholder is found again in another language by its number, whatever the order of words."""
    root = etree.fromstring(FORMATS["tmx"].write(source_of(shipped, "fi")))
    numbers = {(code.get("x"), code.text) for code in root.iter("ph")}
    assert len({number for number, _ in numbers}) == len(numbers) > 10


def test_what_a_memory_leaves_out_is_told(opened: Workspace) -> None:
    """What may reach staff without approval is not in a memory, and is named; others leave nothing out."""
    source = source_of(opened, "en", "fi")
    (_, none), (_, gaps) = find_left_out(source, points=True, holds=Holds.APPROVED)
    assert none == ()
    assert {gap.key for gap in gaps} > {"greeting.morning", "point.yes"}
    assert {gap.status for gap in gaps} == {Status.TRANSLATED}
    assert [*find_left_out(source, points=True, holds=Holds.ALL)] == []
    assert not etree.fromstring(FORMATS["tmx"].write(source)).findall(".//tu")


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FAULTS.glob("*.txt")), ids=lambda path: path.stem)
def test_fault_is_told_by_its_line(path: Path, opened: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with a file is told with line and unit; nothing is taken over."""
    monkeypatch.chdir(FAULTS)
    (file,) = (Path(other.name) for other in FAULTS.glob(f"{path.stem}.*") if other != path)
    # How the library words what no XML is, is its own affair.
    told, expected = (
        re.sub("is no XML: .*", "is no XML", text) for text in (refusal(opened, file), path.read_text("utf-8"))
    )
    assert f"{told}\n" == expected


def test_faults_of_all_files_are_told_at_once(opened: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run tells what is wrong with each file, and with the texts of those that can be read."""
    monkeypatch.chdir(FAULTS)
    names = ("alien-placeholder.xlf", "empty.xlf", "lost-placeholder.xlf", "many-faults.xlf", "no-archive.zip")
    told = refusal(opened, *map(Path, names)).splitlines()
    assert [line.partition(":")[0] for line in told] == [*names[:3], *[names[3]] * 3, names[4]]


def test_two_files_that_disagree_are_told(own: Path, tmp_path: Path) -> None:
    """The same message in two wordings is a fault, not a matter of which file came last."""
    first = export("xliff", read_workspace(own), tmp_path)
    second = Path(shutil.copy(first, tmp_path / "second.xlf"))
    retarget("xliff", first, {"greeting.busy": "Hetki."})
    retarget("xliff", second, {"greeting.busy": "Pieni hetki."})
    assert "'greeting.busy' is to read otherwise" in refusal(read_workspace(own), first, second)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1"])
def test_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    """No encoding hides an entity."""
    text = (FAULTS / "entity-bomb.xlf").read_text("utf-8").replace('"1.0"?', f'"1.0" encoding="{encoding}"?')
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match=r"a\.xlf:2: has a document type|a\.xlf:1: is in an encoding that"):
            parse_xliff(text.encode(encoding), "a.xlf")
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_size_is_bounded(opened: Workspace, tmp_path: Path) -> None:
    """A file beyond the bound is refused unread, an archive before it is unpacked."""
    path = tmp_path / "huge.xlf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert refusal(opened, path).endswith("huge.xlf: is 16,000,001 bytes; at most 16,000,000 are read")
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(5):
            archive.writestr(f"{i}.xlf", bytes(LARGEST))
    (tmp_path / "bomb.zip").write_bytes(data.getvalue())
    assert "unpacks to more than 100 files or 64,000,000 bytes" in refusal(opened, tmp_path / "bomb.zip")


def test_deep_nesting_is_refused() -> None:
    """A file that nests without end is a fault, not a crash."""
    text = OLD.format("", UNIT.format("x", f"<target>{'<mrk>' * 5000}{'</mrk>' * 5000}</target>"))
    with pytest.raises(InputError, match="is no XML"):
        parse_xliff(text.encode(), "a.xlf")


# --- the commands ----------------------------------------------------------------------------------------------------

Edited = Callable[..., Path]


@pytest.fixture
def edited(run: Run, workspace: Path) -> Edited:
    """Export a format with one Finnish target edited."""

    def edited(name: str, file: str) -> Path:
        run("export", name, "-l", "fi", "-o", file)
        retarget(name, workspace / file, {"greeting.busy": "Hetki."})
        return workspace / file

    return edited


def test_dry_run_writes_nothing(run: Run, workspace: Path, edited: Edited) -> None:
    """--dry-run shows what would change; without it the same is written, and a second time there is nothing."""
    edited("xliff", "fi.xlf")
    before = snapshot(workspace)
    shown = run("import", "--dry-run", "fi.xlf").output
    assert f"  greeting.busy\n    - {BUSY}\n    + Hetki.\n" in shown
    assert snapshot(workspace) == before
    assert "    + Hetki.\n" in run("import", "fi.xlf").output
    assert changed(before, snapshot(workspace)) == [(FINNISH, f'msgstr "{BUSY}"', 'msgstr "Hetki."')]
    assert run("import", "fi.xlf").output == "Nothing was edited.\n"


def test_json_tells_the_same(run: Run, edited: Edited) -> None:
    """--json has every text for a program to read."""
    edited("xliff2", "fi.xliff")
    told = json.loads(run("import", "--json", "--dry-run", "fi.xliff").output)
    assert [(text["key"], text["old"], text["new"]) for text in told["texts"]] == [("greeting.busy", BUSY, "Hetki.")]
    assert (told["files"], told["written"]) == ([FINNISH], [])


def test_several_files_are_imported_at_once(run: Run, workspace: Path, edited: Edited) -> None:
    """Files of every kind go into one run."""
    edited("csv", "phrases.csv")
    run("export", "xliff", "-l", "ru", "-o", "ru.xlf")
    retarget("xliff", workspace / "ru.xlf", {"greeting.busy": "Минуту."})
    run("import", "phrases.csv", "ru.xlf")
    assert 'msgstr "Hetki."' in snapshot(workspace)[FINNISH]
    assert 'msgstr "Минуту."' in snapshot(workspace)[catalog_file("ru", SPOKEN)]


@pytest.mark.parametrize(("name", "file"), [("xliff", "fi.xlf"), ("xliff2", "fi.xliff"), ("csv", "fi.csv")])
def test_edits_are_not_written_over(run: Run, edited: Edited, name: str, file: str) -> None:
    """A file that holds edits nobody has imported stays; after the import it may be written again."""
    path = edited(name, file)
    data = path.read_bytes()
    told = run("export", name, "-l", "fi", "-o", file, exit_code=2).stderr
    assert "holds what the book does not; import it first, or name another" in told
    assert path.read_bytes() == data
    run("import", file)
    run("export", name, "-l", "fi", "-o", file)
    assert "Hetki." in path.read_text("utf-8")


def test_conflict_is_not_written_over(run: Run, workspace: Path, edited: Edited) -> None:
    """What cannot be imported as it is, is somebody's work all the same."""
    edited("xliff", "fi.xlf")
    edit(workspace / FINNISH, BUSY, "Uudempi.")
    told = run("export", "xliff", "-l", "fi", "-o", "fi.xlf", exit_code=2).stderr
    assert "holds what the book does not" in told


def test_archive_is_named_as_one(run: Run) -> None:
    """A name that would mislead an import is refused, either way."""
    assert "several languages make an archive" in run("export", "xliff", "-o", "all.xlf", exit_code=2).stderr
    assert "one language makes one file" in run("export", "xliff", "-l", "fi", "-o", "fi.zip", exit_code=2).stderr
    assert run("export", "xliff", "-o", "all.zip").output.endswith(" kB, 4 languages\n")
    assert run("import", "all.zip").output == "Nothing was edited.\n"


@pytest.mark.parametrize(("name", "file"), [("csv", "fi.xlsx"), ("xliff", "fi.csv"), ("xliff2", "fi.xml")])
def test_ending_that_import_reads_otherwise_is_refused(run: Run, workspace: Path, name: str, file: str) -> None:
    """What could not come back under its name is not written, and the right ending is told."""
    told = run("export", name, "-l", "fi", "-o", file, exit_code=2).stderr
    assert f"{file} could not come back by import; let its name end in .{'csv' if name == 'csv' else 'xlf'}" in told
    assert not (workspace / file).exists()


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="no device files here")
def test_device_takes_what_comes_back_by_import(run: Run) -> None:
    """A device holds nobody's edits."""
    assert run("export", "xliff", "-l", "fi", "-o", os.devnull).output.endswith(" kB, 1 language\n")


def test_files_of_one_language_are_named_for_it(run: Run, workspace: Path) -> None:
    """Two languages, exported one after the other, do not lie in the same file."""
    for code in ("fi", "ru"):
        run("export", "xliff", "-l", code)
    assert sorted(path.name for path in (workspace / "build/export").iterdir()) == ["phrases.fi.xlf", "phrases.ru.xlf"]


def test_shipped_book_is_not_imported_into(run: Run, tmp_path: Path, opened: Workspace) -> None:
    """What ships is read-only: a workspace of one's own comes first."""
    path = export("xliff", opened, tmp_path)
    result = run("import", str(path), folder=tmp_path, exit_code=2)
    assert "scripts-gen init" in result.stderr
