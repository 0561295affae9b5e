"""A workspace, read: the book, its locales and their catalogs as one value. Every command starts here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scripts_gen.book import read_book
from scripts_gen.catalog import Catalog, read_catalog
from scripts_gen.errors import Fault, InputError, no_such
from scripts_gen.extract import book_messages
from scripts_gen.language import Locale
from scripts_gen.layers import Layer, find_layers, has_file, prefixed
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
    base: Workspace | None = None
    """What the book extends, read; None where it stands alone."""
    base_name: str = ""
    """What files of the base are called by in messages."""

    def domains(self, code: str) -> tuple[str, ...]:
        """Return the domains that a locale has: pronunciation only where its locale.toml asks for it."""
        return tuple(d for d in DOMAINS if d != PRONUNCIATION or self.locales[code].pronunciation)

    def template(self, domain: str) -> tuple[Message, ...]:
        """Return what the book wants translated in ``domain``."""
        return book_messages(self.book, domain)

    def below(self, code: str) -> Workspace | None:
        """Return the nearest workspace below whose book has the locale ``code``; None where there is none."""
        if self.base is None or code in self.base.locales:
            return self.base
        return self.base.below(code)

    def read_catalogs(self, code: str) -> dict[str, Catalog]:
        """Read the catalogs of one locale by domain; those that do not exist yet are left out.

        Where the book extends another, what is translated here lies over what is translated there: a message of there
        has line 0, and the msgid that it was translated from. Raises InputError with the faults of all of them.
        """
        own, there = self.own_catalogs(code), self.base_catalogs(code)
        if not there:
            return own
        return {
            domain: lay_over(there.get(domain), own.get(domain))
            for domain in self.domains(code)
            if domain in there or domain in own
        }

    def base_catalogs(self, code: str) -> dict[str, Catalog]:
        """Read the catalogs of one locale as the book below has them; none where there is none."""
        if self.base is None:
            return {}
        try:
            there = self.base
            return there.read_catalogs(code) if code in there.locales else there.base_catalogs(code)
        except InputError as error:
            raise prefixed(error, Layer(self.base.root, self.base_name)) from None

    def own_catalogs(self, code: str) -> dict[str, Catalog]:
        """Read those catalogs of one locale that stand in this very folder, as ``read_catalogs`` does."""
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

    def show(self, file: str) -> str:
        """Return what ``file`` is called where it stands: here, or in the book below that has it."""
        if self.base is None or (self.root / file).exists():
            return file
        layers = find_layers(self.root)
        return next((layer.show(file) for layer in reversed(layers) if has_file([layer], file)), file)

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
        below = self.base.template_folders() if self.base else (find_resource("templates"),)
        return tuple(dict.fromkeys((self.root / "templates", *below)))


def read_workspace(root: Path) -> Workspace:
    """Read book and locales of the workspace at ``root``, laid over the one that it extends, if any.

    Raises InputError with every fault found; where the base has some, with these alone.
    """
    base = read_base(root)
    base_name = find_layers(root)[-2].name if base else ""
    faults: list[Fault] = []
    locales: dict[str, Locale] = {}
    parts: set[str] | None = None
    try:
        locales = read_locales(root, find_locales(root))
        parts = {part.name for locale in locales.values() for part in locale.day}
    except InputError as error:
        faults += error.faults
    try:
        book = read_book(root, parts, base.book if base else None)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if not faults:
        for code in book.locales:
            if code not in locales:
                message = f"is missing; 'scripts-gen new-locale {code}' makes it"
                faults.append(Fault(f"locales/{code}/locale.toml", 0, "", message))
    if faults:
        raise InputError(faults)
    chosen = {code: locales[code] for code in book.locales}
    if base is None:
        return Workspace(root, book, chosen)
    hidden = base.book.glossary.keys() - book.glossary.keys()
    return Workspace(root, book, {code: _without(hidden, known) for code, known in chosen.items()}, base, base_name)


def read_base(root: Path) -> Workspace | None:
    """Read the workspace that the one at ``root`` extends; None where it stands alone.

    Raises InputError with every fault found, its files named as this workspace names them.
    """
    *below, _ = find_layers(root)
    if not below:
        return None
    try:
        return read_workspace(below[-1].root)
    except InputError as error:
        raise prefixed(error, below[-1]) from None


def _without(terms: Collection[str], locale: Locale) -> Locale:
    """Return ``locale`` without words for the terms that the book hides."""
    return replace(locale, glossary={term: words for term, words in locale.glossary.items() if term not in terms})


def lay_over(below: Catalog | None, own: Catalog | None) -> Catalog:
    """Return two catalogs of one domain as one: what ``own`` has translated hides what stands ``below``."""
    if own is None or below is None:
        one = own or below
        assert one
        return one if own else replace(one, messages=_live_below(one))
    said = {message.msgctxt: message for message in own.messages if not message.obsolete and message.translated}
    there = {message.msgctxt: message for message in _live_below(below)}
    more = (m for m in own.messages if m.obsolete or (m.msgctxt not in there and not m.translated))
    newest = max((below, own), key=revision_date).header
    header = {**below.header, **own.header, _REVISED: newest.get(_REVISED, "")}
    return Catalog(own.file, header, (*(there | said).values(), *more))


def _live_below(catalog: Catalog) -> tuple[Message, ...]:
    return tuple(replace(message, line=0) for message in catalog.messages if not message.obsolete)


_REVISED = "PO-Revision-Date"


def revision_date(catalog: Catalog) -> str:
    """Return the ISO date of a catalog's last revision, by its header; empty where that holds none, as at first."""
    text = catalog.header.get(_REVISED, "")[:10]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
