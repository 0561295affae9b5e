"""A workspace, read: the book, its locales and their catalogs as one value. Every command starts here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts_gen.book import read_book
from scripts_gen.catalog import Catalog, read_catalog
from scripts_gen.errors import Fault, InputError, no_such
from scripts_gen.extract import book_messages
from scripts_gen.language import Locale
from scripts_gen.locales import LocaleFormatter, find_locale, find_locales, read_locales
from scripts_gen.message import DOMAINS, PRONUNCIATION, Message
from scripts_gen.model import Book
from scripts_gen.resources import catalog_file, find_resource


@dataclass(frozen=True)
class Workspace:
    """What a folder with a ``locales/`` holds, read and checked; the catalogs are read when they are asked for."""

    root: Path
    book: Book
    locales: Mapping[str, Locale]
    """By code, in the order of the book."""

    def domains(self, code: str) -> tuple[str, ...]:
        """Return the domains that a locale has: pronunciation only where its locale.toml asks for it."""
        return tuple(d for d in DOMAINS if d != PRONUNCIATION or self.locales[code].pronunciation)

    def template(self, domain: str) -> tuple[Message, ...]:
        """Return what the book wants translated in ``domain``."""
        return book_messages(self.book, domain)

    def read_catalogs(self, code: str) -> dict[str, Catalog]:
        """Read the catalogs of one locale by domain; those that do not exist yet are left out.

        Raises InputError with the faults of all of them.
        """
        catalogs, faults = {}, list[Fault]()
        for domain in self.domains(code):
            file = catalog_file(code, domain)
            if (self.root / file).exists():
                try:
                    catalogs[domain] = read_catalog(self.root / file, file)
                except InputError as error:
                    faults += error.faults
        if faults:
            raise InputError(faults)
        return catalogs

    def formatter(self, code: str) -> LocaleFormatter:
        """Return what writes numbers, money, dates and spans in a locale."""
        return LocaleFormatter(code, self.locales[code].digits)

    def find_locale(self, word: str) -> str:
        """Return the code that ``word`` names; raise InputError where no locale of the book has that name."""
        code = find_locale(word, self.locales.values())
        if code is None:
            raise no_such("locale", word, self.locales)
        return code

    def find_role(self, word: str) -> str:
        """Return ``word`` where it is the key of a role; raise InputError where it is not."""
        if word not in self.book.roles:
            raise no_such("role", word, self.book.roles)
        return word

    def template_folders(self) -> tuple[Path, ...]:
        """Return where templates are looked for: the workspace's own folder first, then the shipped one."""
        return (self.root / "templates", find_resource("templates"))


def read_workspace(root: Path) -> Workspace:
    """Read book and locales of the workspace at ``root``. Raises InputError with every fault found."""
    faults: list[Fault] = []
    locales: dict[str, Locale] = {}
    parts: set[str] | None = None
    try:
        locales = read_locales(root, find_locales(root))
        parts = {part.name for locale in locales.values() for part in locale.day}
    except InputError as error:
        faults += error.faults
    try:
        book = read_book(root, parts)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if not faults:
        for code in book.locales:
            if code not in locales:
                message = f"is missing; 'scripts-gen new-locale {code}' makes it"
                faults.append(Fault(f"locales/{code}/locale.toml", 0, "", message))
    if faults:
        raise InputError(faults)
    return Workspace(root, book, {code: locales[code] for code in book.locales})


def revision_date(catalog: Catalog) -> str:
    """Return the ISO date of a catalog's last revision, by its header; empty where that holds none, as at first."""
    text = catalog.header.get("PO-Revision-Date", "")[:10]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
