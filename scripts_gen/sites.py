"""Sites: one book under many names, numbers and addresses, a row of ``sites.csv`` or ``sites.xlsx`` for each.

A site's key names its folder, so it is checked until every system can have a folder of that name, inside the one it is
put in. What a row leaves out is the book's; what its phrases say and nobody gives is a fault before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts_gen.book import BOOK
from scripts_gen.cells import Cells
from scripts_gen.errors import Fault, InputError, did_you_mean, no_such
from scripts_gen.folder_names import check_name, fold_name, write_name
from scripts_gen.locales import find_locale
from scripts_gen.model import Book
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS, Logo, Organisation, PrintDefaults
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.settings import parse_logo, parse_organisation, parse_print
from scripts_gen.wording import placeholders
from scripts_gen.workspace import Workspace

if TYPE_CHECKING:
    from scripts_gen.worksheet import Row, Worksheet

FILES = ("sites.csv", "sites.xlsx")
ALL = "all"
"""Stands for every site on the command line, and is the name of none."""

_ORGANISATION = {"organisation": "name"} | {name: name for name in (*ORGANISATION_PLACEHOLDERS[1:], "page")}
"""What ``[organisation]`` calls each column."""
_PRINT = tuple(field.name for field in fields(PrintDefaults))
_KINDS = {"stock": "text", "bleed": "number", "margin": "number", "offset": "pair"}
_KINDS |= dict.fromkeys(("marks", "guides", "qr", "finished"), "flag")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Controls and overrides of direction: they would break a line of a card, or turn it about."""
_NAMES = {"name": "organisation"}
"""The column of what book.toml calls otherwise."""
COLUMNS = ("site", *_ORGANISATION, "logo", "locales", "roles", *_PRINT)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the book is used: what differs from it there, completed by the book."""

    key: str
    """Also the name of its folder."""
    organisation: Organisation
    print: PrintDefaults
    locales: tuple[str, ...]
    roles: tuple[str, ...]
    row: int
    """Of the file, the first being 1."""


def find_sites_file(root: Path) -> Path | None:
    """Return the list of sites of the workspace at ``root``, None where it has none; raise InputError for two."""
    found = [root / name for name in FILES if (root / name).is_file()]
    if len(found) > 1:
        raise InputError([Fault(FILES[1], 0, "", f"stands beside {FILES[0]}; keep the one that holds")])
    return found[0] if found else None


def read_sites(workspace: Workspace) -> tuple[Site, ...]:
    """Read the sites of ``workspace`` in the order of the file.

    Raises InputError with every fault of the file, by row and column, or where there is none.
    """
    from scripts_gen.worksheet import Row, read_worksheet

    path = find_sites_file(workspace.root)
    if not path:
        raise InputError([Fault("", 0, "--site", f"there is no {FILES[0]} or {FILES[1]} in {workspace.root}")])
    sheet = read_worksheet(path, path.name)
    reader = _Reader(workspace, sheet, Row(1, {}))
    sites = [site for row in sheet.rows if (site := reader.read(row))]
    if not reader.faults and not sites:
        reader.faults.append(Fault(sheet.file, 0, "", "holds no site; expected one a row below the titles"))
    if faults := [*reader.faults, *_check_unsaid(workspace.book, sheet.file, sites)]:
        raise InputError(faults)
    return tuple(sites)


def list_sites(root: Path) -> dict[str, str]:
    """Return the keys in the list of sites with their organisations, sound or not, for whoever is typing one."""
    from scripts_gen.worksheet import read_worksheet

    path = find_sites_file(root)
    rows = read_worksheet(path, path.name).rows if path else ()
    named = [{title.casefold(): text.strip() for title, text in row.cells.items()} for row in rows]
    return {cells["site"]: cells.get("organisation", "") for cells in named if cells.get("site")}


def select_sites(sites: Iterable[Site], words: Iterable[str]) -> tuple[Site, ...]:
    """Return the sites that ``words`` name, each once, in their order; ``ALL`` names every one.

    Raises InputError with every word that names none.
    """
    known = {fold_name(site.key): site for site in sites}
    chosen: dict[str, Site] = {}
    faults: list[Fault] = []
    for word in words:
        if fold_name(word) == ALL:
            chosen |= known
        elif site := known.get(fold_name(word)):
            chosen[fold_name(word)] = site
        else:
            faults += no_such("site", word, [site.key for site in known.values()]).faults
    if faults:
        raise InputError(faults)
    return tuple(chosen.values())


def narrow_sites(sites: Iterable[Site], roles: Collection[str], locales: Collection[str]) -> tuple[Site, ...]:
    """Return ``sites`` with those of their roles and locales that are asked for; without the sites that have none."""
    narrowed = (
        replace(
            site,
            roles=tuple(role for role in site.roles if role in roles),
            locales=tuple(code for code in site.locales if code in locales),
        )
        for site in sites
    )
    return tuple(site for site in narrowed if site.roles and site.locales)


def at_site(workspace: Workspace, site: Site) -> Workspace:
    """Return ``workspace`` as ``site`` has it; nothing is read, and ``phrasebook_at`` does the same to phrasebooks."""
    book = replace(
        workspace.book,
        organisation=site.organisation,
        print=site.print,
        locales=site.locales,
        roles={key: workspace.book.roles[key] for key in site.roles},
    )
    return replace(workspace, book=book, locales={code: workspace.locales[code] for code in site.locales})


def phrasebook_at(phrasebook: Phrasebook, at: Workspace) -> Phrasebook:
    """Return ``phrasebook`` for the organisation of ``at``, whose book is the same otherwise."""
    return replace(phrasebook, book=at.book)


# --- the file --------------------------------------------------------------------------------------------------------


class _Reader:
    """A list of sites while it is read: what its columns are called, and what has been seen above."""

    def __init__(self, workspace: Workspace, sheet: Worksheet, header: Row):
        self.workspace, self.book, self.sheet, self.header = workspace, workspace.book, sheet, header
        self.faults: list[Fault] = []
        self.titles = dict(self._titles())
        self.saying = _find_saying(self.book, self.book.situations)
        self.rows: dict[str, int] = {}
        self.logos: dict[str, tuple[Logo | None, list[Fault]]] = {}

    def _titles(self) -> Iterator[tuple[str, str]]:
        """Yield the columns that are known, and how the file writes them."""
        known: set[str] = set()
        for title in self.sheet.columns:
            column = title.strip().casefold()
            if column not in COLUMNS:
                self._blame(title, f"unknown column{did_you_mean(column, COLUMNS)}")
            elif column in known:
                self._blame(title, "stands here twice")
            else:
                yield column, title
            known.add(column)
        if "site" not in known:
            self._blame("", f"no column 'site', whose names are those of folders; columns are: {', '.join(COLUMNS)}")

    def _blame(self, title: str, message: str) -> None:
        cell = f"{self.sheet.place(self.header, title)} {title}" if title else ""
        self.faults.append(Fault(self.sheet.file, 1, cell, message))

    def read(self, row: Row) -> Site | None:
        """Return the site of ``row``; None where the row is at fault."""
        cells = Cells(self.sheet, row, self.titles, _NAMES)
        site = Site(
            key=self._key(cells) if "site" in self.titles else "",
            organisation=self._organisation(cells),
            print=self._print(cells),
            locales=self._names(cells, "locales") or tuple(self.workspace.locales),
            roles=self._names(cells, "roles") or tuple(self.book.roles),
            row=row.number,
        )
        self.faults += cells.faults
        return None if cells.faults else site

    def _key(self, cells: Cells) -> str:
        key = write_name(cells.cell("site"))
        wrong = check_name(key)
        if fold_name(key) == ALL:
            wrong = f"{key!r} stands for every site; expected another name"
        if wrong:
            cells.fault(("site",), wrong)
        elif above := self.rows.get(fold_name(key)):
            cells.fault(("site",), f"{key!r} is the site of row {above}, too; in folders, case makes no difference")
        self.rows.setdefault(fold_name(key), cells.row.number)
        return key

    def _organisation(self, cells: Cells) -> Organisation:
        given = {key: value for column, key in _ORGANISATION.items() if (value := cells.cell(column))}
        for column in _ORGANISATION:
            if _UNSEEN.search(cells.cell(column)):
                cells.fault((column,), "holds a line break, or another character that nobody sees; expected one line")
        table = cells.table(**{"name": self.book.organisation.name, **given})
        parsed = parse_organisation(table, self.workspace.root, BOOK)
        said: dict[str, Any] = {key: getattr(parsed, key) for key in given}
        for column in ORGANISATION_PLACEHOLDERS:
            if column in self.titles and not cells.cell(column):
                said[_ORGANISATION[column]] = ""
                if column == "organisation":
                    cells.fault((column,), "is empty; expected the name that this site goes by")
                elif column in self.saying:
                    cells.fault((column,), f"is empty, and {self.saying[column]!r} says {{{column}}}")
        if cells.cell("logo"):
            said["logo"] = self._logo(cells, cells.cell("logo"))
        return replace(self.book.organisation, **said)

    def _logo(self, cells: Cells, name: str) -> Logo | None:
        """Return the logo ``name``, which is read once however many sites have it."""
        if name not in self.logos:
            scratch = Cells(self.sheet, cells.row, self.titles, _NAMES)
            self.logos[name] = parse_logo(scratch.table(logo=name), self.workspace.root, BOOK), scratch.faults
        logo, faults = self.logos[name]
        for fault in faults:
            if fault.file == cells.file:
                cells.fault(("logo",), fault.message)
            else:
                cells.faults.append(fault)
        return logo

    def _print(self, cells: Cells) -> PrintDefaults:
        read = {column: cells.read(column, _KINDS.get(column, "word")) for column in _PRINT}
        given = {column: value for column, value in read.items() if value is not None}
        if given.get("qr") and not (cells.cell("page") or self.book.organisation.page):
            cells.fault(("qr",), "a QR code needs an address: give this site one under 'page'")
        parsed = parse_print(cells.table(**given), self.book.stocks, page=True)
        return replace(self.book.print, **{column: getattr(parsed, column) for column in given})

    def _names(self, cells: Cells, column: str) -> tuple[str, ...]:
        """Return the locales or roles that a cell lists."""
        words: list[str] = cells.read(column, "words") or []
        if column == "locales":
            codes = {word: find_locale(word, self.workspace.locales.values()) or "" for word in words}
            known = dict.fromkeys(self.workspace.locales, "") | {word: code for word, code in codes.items() if code}
        else:
            known = dict.fromkeys(self.book.roles, "")
            words = [word.casefold() for word in words]
        return cells.table(**{column: words}).refer_all(column, known, column.removesuffix("s"))


# --- what phrases say ------------------------------------------------------------------------------------------------


def _find_saying(book: Book, situations: Collection[str]) -> dict[str, str]:
    """Return the first phrase that says each placeholder, by its name, of those in ``situations``."""
    found: dict[str, str] = {}
    for situation in book.situations.values():
        for phrase in situation.phrases() if situation.key in situations else ():
            for name in placeholders(f"{phrase.say} {phrase.say_plural}"):
                found.setdefault(name, phrase.key)
    return found


def _check_unsaid(book: Book, file: str, sites: Iterable[Site]) -> Iterator[Fault]:
    """Yield each column that is missing although phrases want it and the book has nothing for it, once."""
    told: set[str] = set()
    said: dict[tuple[str, ...], dict[str, str]] = {}
    for site in sites:
        values = site.organisation.values()
        if all(values.values()):
            continue
        if site.roles not in said:
            reached = {key for role in site.roles for key in book.roles[role].situations()}
            said[site.roles] = _find_saying(book, reached)
        for name, value in values.items():
            if not value and name in said[site.roles] and name not in told:
                told.add(name)
                where = f"{said[site.roles][name]!r} says {{{name}}} at {site.key!r}"
                yield Fault(file, 1, name, f"no such column, and book.toml has none: {where}")
