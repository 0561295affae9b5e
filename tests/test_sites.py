"""Sites: one book under many names, a row of a spreadsheet for each, and a folder for each of what is made.

``faults/sites`` holds lists named after their fault, with what the user is told beside each.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from conftest import ROOT, Run, edit
from openpyxl import Workbook

from scripts_gen.cli import main
from scripts_gen.deck import build_deck
from scripts_gen.drawer import Issued, Line
from scripts_gen.errors import InputError
from scripts_gen.folder_names import check_name
from scripts_gen.ledger import append_records
from scripts_gen.model import Book
from scripts_gen.organisation import Organisation
from scripts_gen.page import make_page, read_content, read_contents
from scripts_gen.page_document import Opening, page_document
from scripts_gen.produce import produce_site_scripts, read_phrasebook, read_phrasebooks
from scripts_gen.sites import (
    COLUMNS,
    Site,
    at_site,
    find_sites_file,
    narrow_sites,
    phrasebook_at,
    read_sites,
    select_sites,
)
from scripts_gen.wording import format_pieces
from scripts_gen.workspace import Workspace, read_workspace

DOCUMENT = (ROOT / "docs/sites.md").read_text(encoding="utf-8")
FAULTS = sorted((Path(__file__).parent / "faults/sites").glob("*.csv"))
BOOK = "locales/book/book.toml"
LIST = """Site,Organisation,Hotline,Website,Locales,Roles
riga,Riga Care,+371 6000 0001,www.riga.example,"en, ru",cashier; chat-agent
Хельсинки Центр,Helsinki Care,+358 9 000 0002,www.helsinki.example,,
oslo,Oslo Care,+47 2200 0003,www.oslo.example,ar,courier
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
Read = Callable[[str], tuple[Site, ...]]


@pytest.fixture
def listed(tmp_path: Path, brief: Path) -> Path:
    """A workspace with three sites."""
    workspace = Path(shutil.copytree(brief, tmp_path / "listed"))
    (workspace / "sites.csv").write_text(LIST, encoding="utf-8")
    return workspace


@pytest.fixture
def read(tmp_path: Path, opened: Workspace) -> Read:
    """Reads a list of sites of the brief book."""

    def read(text: str) -> tuple[Site, ...]:
        (tmp_path / "sites.csv").write_text(text, encoding="utf-8")
        return read_sites(replace(opened, root=tmp_path))

    return read


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder`` by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_fault_is_told_by_row_and_column(path: Path, read: Read) -> None:
    """Every fault of a list is told at once: its cell, what was expected, and the nearest right word."""
    with pytest.raises(InputError) as caught:
        read(path.read_text(encoding="utf-8"))
    assert f"{caught.value}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_what_a_row_leaves_out_is_the_books(read: Read, opened: Workspace) -> None:
    """A column that is absent and a cell that is empty, but for who speaks, leave everything as book.toml has it."""
    (site,) = read("site,locales,roles,logo,page,card,bleed,qr\nriga,,,,,,,\n")
    book = opened.book
    assert site == Site("riga", book.organisation, book.print, book.locales, tuple(book.roles), 2)


def test_row_says_what_differs(read: Read, opened: Workspace) -> None:
    """Titles and names are read in any case, lists with any separator, numbers with a point or a comma."""
    (site,) = read(
        "SITE,Organisation,hotline,Emergency,website,feedback,Page,Locales,ROLES,card,Bleed,offset,marks,QR,ink\n"
        'riga,Riga Care,+371 1,112,riga.example,we@riga.example,https://riga.example/,"AR;en , FIL",Courier cashier,A7,'
        '"2,5",0.5 -1.2,YES,true,Gray\n'
    )
    expected = Organisation(
        "Riga Care", "+371 1", "112", "riga.example", "we@riga.example", "https://riga.example/", None
    )
    assert site.organisation == expected
    assert site.locales == ("ar", "en", "tl")
    assert site.roles == ("courier", "cashier")
    changed = replace(opened.book.print, card="a7", bleed=2.5, offset=(0.5, -1.2), marks=True, qr=True, ink="gray")
    assert site.print == changed


@pytest.mark.parametrize("text", ["0.5 -1.2", "0,5 -1,2", "0.5,-1.2", "0,5; -1,2", "[0.5, -1.2]", "+0.5  -1.2"])
def test_offset_is_two_numbers_however_they_are_set_apart(text: str, read: Read) -> None:
    """A point or a comma for the decimals; blanks, a semicolon or a comma between the numbers."""
    assert read(f'site,offset\nriga,"{text}"\n')[0].print.offset == (0.5, -1.2)


def test_workbook_reads_as_the_same_list(tmp_path: Path, opened: Workspace, read: Read) -> None:
    """An .xlsx gives the same sites as a .csv, its numbers and truth values included."""
    rows = [["site", "organisation", "hotline", "bleed", "qr", "page"]]
    rows += [["riga", "Riga Care", "112", "2.5", "TRUE", "https://riga.example"], ["7", "Seven", "+47 7", "", "", ""]]
    sites = read("\n".join(",".join(row) for row in rows))
    (tmp_path / "sites.csv").unlink()
    book = Workbook()
    for row in rows[:1]:
        book.active.append(row)
    book.active.append(["riga", "Riga Care", 112, 2.5, True, "https://riga.example"])
    book.active.append([7, "Seven", "+47 7"])
    book.save(tmp_path / "sites.xlsx")
    assert read_sites(replace(opened, root=tmp_path)) == sites


def test_two_lists_are_one_too_many(tmp_path: Path) -> None:
    """Nobody guesses which of two lists holds."""
    assert find_sites_file(tmp_path) is None
    for name in ("sites.csv", "sites.xlsx"):
        (tmp_path / name).touch()
    with pytest.raises(InputError, match=r"sites\.xlsx: stands beside sites\.csv"):
        find_sites_file(tmp_path)


def without_hotline(book: Book) -> Book:
    """The book of an organisation that has no hotline."""
    return replace(book, organisation=replace(book.organisation, hotline=""))


def test_value_that_nobody_gives_is_a_fault_where_it_is_said(tmp_path: Path, opened: Workspace) -> None:
    """Neither list nor book has a hotline: told once, of the sites whose roles say it; others need none."""
    workspace = replace(opened, root=tmp_path, book=without_hotline(opened.book))
    (tmp_path / "sites.csv").write_text("site,roles\nriga,cashier\n")
    assert [site.key for site in read_sites(workspace)] == ["riga"]
    (tmp_path / "sites.csv").write_text("site,roles\nriga,cashier\noslo,chat-agent\nlund,chat-agent\n")
    with pytest.raises(InputError) as caught:
        read_sites(workspace)
    told = "no such column, and book.toml has none: 'writing.away' says {hotline} at 'oslo'"
    assert [(fault.path, fault.message) for fault in caught.value.faults] == [("hotline", told)]


def test_value_that_no_phrase_says_may_be_missing(read: Read) -> None:
    """An empty cell is no fault where nobody would read it, and is not filled from the book."""
    (site,) = read("site,emergency,feedback\nriga,,\n")
    assert (site.organisation.emergency, site.organisation.feedback) == ("", "")


def test_logo_is_read_once_and_stands_in_the_book(tmp_path: Path, opened: Workspace, read: Read) -> None:
    """Sites with the same logo share it; a link out of the workspace is told at each of them."""
    folder = tmp_path / "locales/book"
    folder.mkdir(parents=True)
    (folder / "own.svg").write_text(LOGO)
    first, second, third = read("site,logo\nriga,own.svg\noslo,own.svg\nlund,\n")
    assert first.organisation.logo is not None
    assert first.organisation.logo is second.organisation.logo
    assert third.organisation.logo == opened.book.organisation.logo
    (tmp_path.parent / "outside.svg").write_text(LOGO)
    (folder / "link.svg").symlink_to(tmp_path.parent / "outside.svg")
    (folder / "torn.svg").write_text(LOGO[:40])
    with pytest.raises(InputError) as caught:
        read("site,logo\nriga,link.svg\noslo,link.svg\nlund,torn.svg\nturku,torn.svg\n")
    told = [(fault.file, fault.path) for fault in caught.value.faults]
    assert told == [("locales/book/torn.svg", ""), ("sites.csv", "B2 logo"), ("sites.csv", "B3 logo")]
    assert all("leads out of the workspace" in fault.message for fault in caught.value.faults[1:])


@pytest.mark.parametrize("name", ["riga", "Riga-2", "store_12", "Хельсинки Центр", "متجر", "हिन्दी", "東京駅", "r" * 64])
def test_name_may_be_in_any_script(name: str) -> None:
    """A site is called what its staff call it."""
    assert check_name(name) == ""


def test_sites_are_chosen_by_name(read: Read) -> None:
    """In any case, each once, in the order asked for; ``all`` is all of them; unknown ones are told together."""
    sites = read("site\nriga\noslo\nХельсинки\n")
    assert [site.key for site in select_sites(sites, ["ХЕЛЬСИНКИ", "riga", "Riga"])] == ["Хельсинки", "riga"]
    assert select_sites(sites, ["oslo", "all"])[0].key == "oslo"
    assert {*select_sites(sites, ["ALL"])} == {*sites}
    with pytest.raises(InputError) as caught:
        select_sites(sites, ["rigo", "riga", "x"])
    assert str(caught.value) == "no site 'rigo'; did you mean 'riga'?\nno site 'x'; there are: riga, oslo, Хельсинки"


def test_site_is_narrowed_to_what_is_asked_for(read: Read) -> None:
    """A site keeps the roles and languages of its own that are wanted, and goes where none are left."""
    sites = read("site,locales,roles\nriga,en ar,cashier courier\noslo,fi,cashier\n")
    narrowed = narrow_sites(sites, ["courier", "cashier"], ["ar", "ru"])
    assert [(site.key, site.locales, site.roles) for site in narrowed] == [("riga", ("ar",), ("cashier", "courier"))]


# --- what is made ----------------------------------------------------------------------------------------------------


def test_phrasebook_at_a_site_is_that_of_its_workspace(listed: Path) -> None:
    """Nothing but the organisation tells them apart, so no catalog is read again for a site."""
    workspace = read_workspace(listed)
    site = read_sites(workspace)[1]
    at = at_site(workspace, site)
    assert at.book.organisation.name == "Helsinki Care"
    for code, phrasebook in read_phrasebooks(workspace, site.locales).items():
        assert phrasebook_at(phrasebook, at) == read_phrasebook(at, code)


def test_scripts_make_a_folder_a_site(run: Run, listed: Path) -> None:
    """Each site's folder holds the scripts of its roles in its languages, in its name, and nothing else is written."""
    told = run("scripts", "--site", "all", "-f", "txt", folder=listed)
    assert told.output.splitlines()[-1] == "20 scripts for 3 sites written to build/scripts"
    made = files_below(listed / "build")
    roles, codes = ("cashier", "chat-agent", "courier"), ("en", "ar", "fi", "ru", "tl")
    wanted = {"riga": (roles[:2], ("en", "ru")), "Хельсинки Центр": (roles, codes), "oslo": (roles[2:], ("ar",))}
    assert {*made} == {
        f"scripts/{key}/{role}.{code}.txt" for key, (own, spoken) in wanted.items() for role in own for code in spoken
    }
    text = made["scripts/riga/chat-agent.en.txt"].decode()
    assert "Riga Care" in text
    assert "+371 6000 0001" in text
    assert "Northlight" not in text


def test_site_gets_what_a_workspace_of_its_own_would(run: Run, listed: Path, tmp_path: Path) -> None:
    """Its scripts are, byte for byte, those of a book that names its organisation, in every format and for readers."""
    own = Path(shutil.copytree(listed, tmp_path / "own"))
    for old, new in (
        ('name = "Northlight"', 'name = "Riga Care"'),
        ('hotline = "+44 20 7946 0123"', 'hotline = "+371 6000 0001"'),
        ('website = "www.northlight.example"', 'website = "www.riga.example"'),
    ):
        edit(own / BOOK, old, new)
    call = ("scripts", "--staff", "fi", "-f", "md", "-f", "html", "-f", "txt")
    run(*call, "--site", "riga", folder=listed)
    run(*call, "-r", "cashier", "-r", "chat-agent", "-l", "en", "-l", "ru", folder=own)
    made = files_below(listed / "build/scripts/riga")
    assert len(made) == 12
    assert made == files_below(own / "build/scripts")


def test_scripts_of_sites_are_set_by_any_executor(listed: Path) -> None:
    """All sites are one list of jobs, and whoever does them, the files are the same."""
    workspace = read_workspace(listed)
    sites = narrow_sites(read_sites(workspace), ["chat-agent", "courier"], ["ar", "en"])
    sites = select_sites(sites, ["riga", "oslo"])
    with ThreadPoolExecutor(2) as executor:
        there = list(produce_site_scripts(workspace, sites, None, ("txt",), date(2026, 1, 1), executor))
    here = list(produce_site_scripts(workspace, sites, None, ("txt",), date(2026, 1, 1)))
    assert there == here
    assert [product.name for product in here] == ["riga/chat-agent.en.txt", "oslo/courier.ar.txt"]


def test_what_is_left_out_is_told_once(run: Run, listed: Path) -> None:
    """A gap in a catalog is the same at every site: it is named once, by the file and not by the site."""
    path = listed / "locales/ru/LC_MESSAGES/phrases.po"
    before, mark, after = path.read_text().partition('msgctxt "greeting.morning"')
    assert mark
    path.write_text(before + mark + after.replace('msgstr "', 'msgstr ""\n# "', 1))
    told = run("scripts", "--site", "all", "-r", "cashier", "-l", "ru", "-f", "txt", folder=listed).output
    assert told.count("greeting.morning") == 1
    assert "cashier.ru.txt leaves out 1 missing" in told
    told = run("page", "--site", "all", "-l", "ru", folder=listed).output
    assert told.count("greeting.morning") == 1


def test_role_and_language_narrow_each_site(run: Run, listed: Path) -> None:
    """What a site does not have is not made there: told where others have it, a mistake where none has."""
    told = run("scripts", "--site", "all", "-r", "courier", "-l", "ar", "-f", "txt", folder=listed).output
    assert "left out: riga: has none of the roles, or none of the languages, that are asked for" in told
    assert {*files_below(listed / "build")} == {
        "scripts/oslo/courier.ar.txt",
        "scripts/Хельсинки Центр/courier.ar.txt",
    }
    told = run("scripts", "--site", "riga", "-r", "courier", folder=listed, exit_code=2).output
    assert told == "--site: 'riga' has none of the roles, or none of the languages, that are asked for\n"


@pytest.mark.parametrize("command", ["scripts", "page"])
def test_nothing_is_made_from_a_list_at_fault(command: str, run: Run, listed: Path) -> None:
    """One missing value anywhere stops the run before the first file, whichever site is asked for."""
    edit(listed / "sites.csv", "+47 2200 0003", "")
    told = run(command, "--site", "riga", folder=listed, exit_code=2).output
    assert told == "sites.csv:4: C4 hotline: is empty, and 'writing.away' says {hotline}\n"
    assert not (listed / "build").exists()


@pytest.mark.parametrize("command", ["scripts", "page"])
def test_sites_need_a_list(command: str, run: Run, brief: Path) -> None:
    """A workspace without a list says what it lacks, and a name that is on none which are."""
    told = run(command, "--site", "all", folder=brief, exit_code=2).output
    assert told == f"--site: there is no sites.csv or sites.xlsx in {brief}\n"


@pytest.mark.parametrize("command", ["scripts", "page"])
def test_unknown_site_is_told(command: str, run: Run, listed: Path) -> None:
    """With the nearest one that there is."""
    told = run(command, "--site", "Rigga", "--site", "oslo", folder=listed, exit_code=2).output
    assert told == "no site 'Rigga'; did you mean 'riga'?\n"


def test_pages_make_a_folder_a_site(run: Run, listed: Path, tmp_path: Path) -> None:
    """A page a site in its languages, the same that a workspace of its own would make, but that it knows its site."""
    told = run("page", "--site", "all", "--role", "courier", folder=listed).output
    assert "--role: pages open without 'courier', which is not there: riga" in told
    assert told.endswith("3 pages written to build/page, a folder a site\n")
    made = files_below(listed / "build")
    assert {*made} == {f"page/{key}/page.html" for key in ("riga", "oslo", "Хельсинки Центр")}
    own = Path(shutil.copytree(listed, tmp_path / "own"))
    for old, new in (
        ('name = "Northlight"', 'name = "Helsinki Care"'),
        ('hotline = "+44 20 7946 0123"', 'hotline = "+358 9 000 0002"'),
        ('website = "www.northlight.example"', 'website = "www.helsinki.example"'),
    ):
        edit(own / BOOK, old, new)
    workspace = read_workspace(own)
    page = make_page(workspace, tuple(workspace.locales), Opening("courier", "", "Хельсинки Центр"))
    assert made["page/Хельсинки Центр/page.html"] == page


def test_hosted_pages_make_a_folder_a_site(run: Run, listed: Path) -> None:
    """Each is a page to install under the site's name, also where the book's source is none of its languages."""
    run("page", "--site", "oslo", "--site", "riga", "--pwa", "public", folder=listed)
    made = files_below(listed / "public")
    assert {name.partition("/")[0] for name in made} == {"oslo", "riga"}
    assert {name.partition("/")[2] for name in made} >= {"index.html", "worker.js", "manifest.webmanifest"}
    assert '"short_name": "Oslo Care"' in made["oslo/manifest.webmanifest"].decode()
    assert '"lang": "ar"' in made["oslo/manifest.webmanifest"].decode()


def test_page_of_a_site_is_no_single_file(run: Run, listed: Path) -> None:
    """--output names one file; and a language or role that no site has is a mistake."""
    assert "--output names one file" in run("page", "--site", "riga", "-o", "x.html", folder=listed, exit_code=2).output
    told = run("page", "--site", "riga", "--role", "courier", folder=listed, exit_code=2).output
    assert told == "--role: no site that is asked for has 'courier'\n"


def test_page_knows_the_cards_that_were_issued_at_its_site(listed: Path) -> None:
    """Another site's cards say another number: they are neither known here nor called out of date."""
    workspace = read_workspace(listed)
    sites = select_sites(read_sites(workspace), ["riga", "Хельсинки Центр"])
    book = read_phrasebook(at_site(workspace, sites[0]), "en")
    entry = book.entries["greeting.morning"]
    said = format_pieces(book.pieces(entry, entry.wording()))
    assert "Riga Care" in said
    line = Line("greeting.morning", "en", entry.wording().seal, said)
    card = Issued(
        *("7K3Q-M2X4", "phrase", "id1", "cashier", "en", ""), (line,), "2026-11-01", "2026-11-01", 1, "riga", "r1"
    )
    append_records(listed, [card, replace(card, code="8K3Q-M2X4", site="elsewhere")])
    cards = [content.cards for _, content in read_contents(workspace, sites)]
    assert [{code: card.current for code, card in known.items()} for known in cards] == [{"7K3Q-M2X4": True}, {}]
    known = read_content(workspace, ["en"]).cards  # the book's own page knows all of them, each by what its site says
    assert {code: card.current for code, card in known.items()} == {"7K3Q-M2X4": True, "8K3Q-M2X4": False}


def test_keys_are_completed(listed: Path) -> None:
    """The shell offers the sites of the list, and all of them; of a list that cannot be read, only that."""
    shell = ShellComplete(main, {}, "scripts-gen", "_SCRIPTS_GEN_COMPLETE")

    def offered(incomplete: str) -> list[tuple[str, str | None]]:
        args = ["-C", str(listed), "scripts", "--site"]
        return [(item.value, item.help) for item in shell.get_completions(args, incomplete)]

    assert offered("")[:2] == [("all", "every site"), ("riga", "Riga Care")]
    assert offered("Х") == [("Хельсинки Центр", "Helsinki Care")]
    (listed / "sites.xlsx").touch()
    assert offered("") == []


# --- the emergency number --------------------------------------------------------------------------------------------


def test_emergency_number_is_said_everywhere(run: Run, listed: Path) -> None:
    """A phrase that says {emergency} has the book's number on scripts and cards, in the look-up and on the page."""
    edit(listed / BOOK, "[print]", 'emergency = "112"\n\n[print]')
    with (listed / "locales/book/situations/greeting.toml").open("a") as file:
        file.write('\n[[step]]\nkey = "danger"\ntitle = "Danger"\n')
        file.write('[[step.phrase]]\nkey = "call"\nsay = "Call {emergency}."\n')
    run("scripts", "-r", "cashier", "-l", "en", "-f", "txt", folder=listed)
    assert "Call 112." in (listed / "build/scripts/cashier.en.txt").read_text()
    assert "Call 112." in run("say", "greeting.call", "-l", "en", folder=listed).output
    assert "Call 112." in run("find", "call", "emergency", folder=listed).output
    workspace = read_workspace(listed)
    book = read_phrasebook(workspace, "en")
    deck = build_deck(workspace.book.roles["cashier"], book)
    assert "Call 112." in [line.wording.text for line in deck.lines]
    assert page_document({"en": book}, Opening())["organisation"]["emergency"] == "112"
    edit(listed / "sites.csv", "Roles", "Roles,Emergency")
    told = run("scripts", "--site", "all", folder=listed, exit_code=2).output
    assert "sites.csv:4: G4 emergency: is empty, and 'greeting.call' says {emergency}" in told


# --- what the document says ------------------------------------------------------------------------------------------


def test_documented_list_is_as_it_says(shipped: Workspace, tmp_path: Path) -> None:
    """The list in docs/sites.md can be used as it stands, and its faults are told as shown."""
    workspace = replace(shipped, root=tmp_path)
    shown, told = (block(kind) for kind in ("csv", "text"))
    (tmp_path / "sites.csv").write_text(shown, encoding="utf-8")
    first, second, third = read_sites(workspace)
    assert (first.key, first.roles, first.locales) == ("Pier 4", ("receptionist",), ("en", "ar", "tl"))
    assert (second.print.card, second.print.offset) == ("a7", (0.5, -1.2))
    assert third.organisation.name == "Северный свет"
    (tmp_path / "sites.csv").write_text(shown.replace("+358 2 555 0145", "").replace('"ru, en"', '"rus, en"'))
    with pytest.raises(InputError) as caught:
        read_sites(workspace)
    assert f"{caught.value}\n" == told


def block(kind: str) -> str:
    """Return the one fenced block of a kind."""
    (text,) = re.findall(rf"^```{kind}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    return str(text)


def test_document_names_every_column() -> None:
    """The table in docs/sites.md has each column once."""
    table = "".join(re.findall(r"^\| (`.+?) \|", DOCUMENT, re.MULTILINE))
    assert re.findall(r"`(\w+)`", table) == [*COLUMNS[:7], "locales", "roles", "logo", *COLUMNS[10:]]
