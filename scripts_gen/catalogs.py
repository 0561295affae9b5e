"""The catalogs of a workspace: templates made, catalogs updated and counted, languages added.

Each function returns what should become of files; whoever calls writes them. A file that is right already is not
returned.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scripts_gen import catalog
from scripts_gen.catalog import Catalog, Counts
from scripts_gen.errors import Fault, InputError
from scripts_gen.files import Change, Changes, read_bytes
from scripts_gen.locales import find_locale, format_locale, new_locale
from scripts_gen.merge import merge_catalog, rows_for
from scripts_gen.message import DOMAINS, PRONUNCIATION, SPOKEN, Message
from scripts_gen.resources import BOOK_FILE, catalog_file
from scripts_gen.workspace import Workspace


def templates(workspace: Workspace, *, date: str) -> Changes:
    """Yield each template that is not as the book wants it; ``date`` as ``2026-11-21 20:30+0000``."""
    for domain in DOMAINS:
        if domain == PRONUNCIATION and not any(locale.pronunciation for locale in workspace.locales.values()):
            continue
        file = template_file(domain)
        old = read_bytes(workspace.root / file)
        new = catalog.renew_template(
            old, workspace.template(domain), domain=domain, project=workspace.book.title, date=date
        )
        if new != old:
            yield file, Change(old, new)


def updates(workspace: Workspace, codes: Iterable[str], *, date: str) -> Changes:
    """Yield each catalog of ``codes`` that the book has moved on from, merged.

    Raises InputError with the faults of every catalog that cannot be read; nothing is yielded then.
    """
    changes: dict[str, Change] = {}
    faults: list[Fault] = []
    for code in codes:
        for domain in workspace.domains(code):
            file = catalog_file(code, domain)
            old = read_bytes(workspace.root / file)
            try:
                new = _updated(workspace, code, domain, old, date=date)
                if domain == PRONUNCIATION:
                    new = _bound(workspace, code, new, changes)
            except InputError as error:
                faults += error.faults
                continue
            if new != old:
                changes[file] = Change(old, new)
    if faults:
        raise InputError(faults)
    yield from changes.items()


def _updated(workspace: Workspace, code: str, domain: str, old: bytes | None, *, date: str) -> bytes:
    locale, book = workspace.locales[code], workspace.book
    data = old
    if data is None:
        data = catalog.new_catalog(locale, domain=domain, project=book.title, date=date)
    rows = rows_for(workspace.template(domain), locale)
    return merge_catalog(data, catalog_file(code, domain), rows, locale, source=code == book.source, template_date=date)


def _bound(workspace: Workspace, code: str, data: bytes, changes: dict[str, Change]) -> bytes:
    """Bind pronunciations that do not say what they were written for to the wording as it is now."""
    file = catalog_file(code, SPOKEN)
    spoken = changes[file].new if file in changes else read_bytes(workspace.root / file)
    if spoken is None:
        return data
    parsed = catalog.parse_catalog(spoken, file)
    return catalog.bind_pronunciations(data, catalog_file(code, PRONUNCIATION), parsed, None)


def counts(workspace: Workspace, codes: Iterable[str]) -> Iterator[tuple[str, str, Counts]]:
    """Yield locale, domain and how far its messages have come; a catalog that does not exist is all missing."""
    for code in codes:
        read = workspace.read_catalogs(code)
        for domain in workspace.domains(code):
            rows = rows_for(workspace.template(domain), workspace.locales[code])
            found = read.get(domain, Catalog(catalog_file(code, domain), {}, ()))
            live = found.live()
            wanted = [current_message(row, live.get(row.msgctxt)) for row in rows]
            dead = [message for message in found.messages if message.obsolete]
            yield code, domain, catalog.count_messages(replace(found, messages=(*wanted, *dead)))


def current_message(row: Message, message: Message | None) -> Message:
    """Return ``message`` as it counts for ``row``: fuzzy where the source has moved on and no update ran yet."""
    if message is None:
        return row
    if (message.msgid, message.msgid_plural) == (row.msgid, row.msgid_plural) or message.fuzzy:
        return message
    return replace(message, flags=(*message.flags, "fuzzy"))


def new_locale_files(workspace: Workspace, code: str, *, date: str) -> Changes:
    """Yield what one more language needs: its locale.toml, its catalogs, and book.toml with the language listed.

    Raises InputError where ``code`` is no locale that CLDR knows, or is in the book already.
    """
    if find_locale(code, workspace.locales.values()):
        raise InputError([Fault(f"locales/{code}", 0, "", "is a locale of this book already")])
    settings = f"locales/{code}/locale.toml"
    if not (workspace.root / settings).exists():
        yield settings, Change(None, format_locale(code).encode())
    book = (workspace.root / BOOK_FILE).read_bytes()
    yield BOOK_FILE, Change(book, list_locale(book.decode(), code).encode())
    locale = new_locale(code)
    grown = replace(workspace, locales={**workspace.locales, code: locale})
    for domain in grown.domains(code):
        if not (workspace.root / catalog_file(code, domain)).exists():
            new = _updated(grown, code, domain, None, date=date)
            yield catalog_file(code, domain), Change(None, new)


def list_locale(book: str, code: str) -> str:
    """Return book.toml with ``code`` at the end of its list of locales, everything else as it was."""
    found = re.search(r"^locales[ \t]*=[ \t]*\[[^\]#]*?(?=,?\s*\])", book, re.MULTILINE)
    grown = f'{book[: found.end()]}, "{code}"{book[found.end() :]}' if found else book
    if tomllib.loads(grown)["locales"] != [*tomllib.loads(book)["locales"], code]:
        raise InputError([Fault(BOOK_FILE, 0, "locales", f"expected a plain list of texts to add {code!r} to")])
    return grown


def template_file(domain: str) -> str:
    """Return the path of a template below a workspace."""
    return f"locales/{domain}.pot"
