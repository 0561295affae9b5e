"""The catalogs of a workspace: templates made, catalogs updated, counted and approved.

Each function returns what files should hold; whoever calls writes them. A file that is right already is not returned.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from scripts_gen import catalog
from scripts_gen.catalog import Catalog, Counts
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.locales import find_locale, format_locale, new_locale
from scripts_gen.merge import merge_catalog, rows_for
from scripts_gen.message import DOMAINS, PRONUNCIATION, SPOKEN, Message, parse_context
from scripts_gen.resources import BOOK_FILE, catalog_file
from scripts_gen.workspace import Workspace

Files = Iterator[tuple[str, bytes]]
"""Paths below the workspace with what they should hold."""


def templates(workspace: Workspace, *, version: str, date: str) -> Files:
    """Yield each template that is not as the book wants it; ``date`` as ``2026-11-21 20:30+0000``."""
    for domain in DOMAINS:
        if domain == PRONUNCIATION and not any(locale.pronunciation for locale in workspace.locales.values()):
            continue
        file = template_file(domain)
        old = _bytes(workspace.root / file)
        new = catalog.renew_template(
            old, workspace.template(domain), domain=domain, project=workspace.book.title, version=version, date=date
        )
        if new != old:
            yield file, new


def updates(workspace: Workspace, codes: Iterable[str], *, version: str, date: str) -> Files:
    """Yield each catalog of ``codes`` that the book has moved on from, merged.

    Raises InputError with the faults of every catalog that cannot be read; nothing is yielded then.
    """
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    for code in codes:
        for domain in workspace.domains(code):
            file = catalog_file(code, domain)
            old = _bytes(workspace.root / file)
            try:
                new = _updated(workspace, code, domain, old, version=version, date=date)
                if domain == PRONUNCIATION:
                    new = _bound(workspace, code, new, files)
            except InputError as error:
                faults += error.faults
                continue
            if new != old:
                files[file] = new
    if faults:
        raise InputError(faults)
    yield from files.items()


def _updated(workspace: Workspace, code: str, domain: str, old: bytes | None, *, version: str, date: str) -> bytes:
    locale, book = workspace.locales[code], workspace.book
    data = old
    if data is None:
        data = catalog.new_catalog(locale, domain=domain, project=book.title, version=version, date=date)
    rows = rows_for(workspace.template(domain), locale)
    return merge_catalog(data, catalog_file(code, domain), rows, locale, source=code == book.source, template_date=date)


def _bound(workspace: Workspace, code: str, data: bytes, files: dict[str, bytes]) -> bytes:
    """Bind pronunciations that do not say what they were written for to the wording as it is now."""
    file = catalog_file(code, SPOKEN)
    spoken = files.get(file) or _bytes(workspace.root / file)
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
            wanted = [_current(row, live.get(row.msgctxt)) for row in rows]
            dead = [message for message in found.messages if message.obsolete]
            yield code, domain, catalog.count_messages(replace(found, messages=(*wanted, *dead)))


def _current(row: Message, message: Message | None) -> Message:
    """Return ``message`` as it counts for ``row``: fuzzy where the source has moved on and no update ran yet."""
    if message is None:
        return row
    if (message.msgid, message.msgid_plural) == (row.msgid, row.msgid_plural) or message.fuzzy:
        return message
    return replace(message, flags=(*message.flags, "fuzzy"))


def approvals(workspace: Workspace, code: str, keys: Collection[str] | None, *, date: str, by: str) -> Files:
    """Yield the catalogs of ``code`` with the messages of ``keys`` approved; None stands for all that are ready.

    A key stands for its wordings, and for what else of it is ready: directions, keywords, pronunciation. Approving a
    pronunciation by its key says that it suits the wording as it is now. Raises InputError for a key that is unknown,
    or has a wording that is not ready; nothing is yielded then.
    """
    read = workspace.read_catalogs(code)
    known = {_base(message): None for found in read.values() for message in found.live().values()}
    faults = [Fault("", 0, "", f"no key {key!r}{did_you_mean(key, known)}") for key in keys or () if key not in known]
    if faults:
        raise InputError(faults)
    for domain, found in sorted(read.items(), key=lambda item: item[0] != SPOKEN):
        file = catalog_file(code, domain)
        old = (workspace.root / file).read_bytes()
        contexts = [m.msgctxt for m in found.live().values() if keys is None or _base(m) in keys]
        partly = keys is None or domain != SPOKEN
        new, _ = catalog.approve_messages(old, file, contexts, date=date, by=by, skip_unready=partly)
        if domain == PRONUNCIATION and SPOKEN in read and keys is not None:
            ready = [context for context in contexts if found.live()[context].translated]
            new = catalog.bind_pronunciations(new, file, read[SPOKEN], ready)
        if new != old:
            yield file, new


def _base(message: Message) -> str:
    """Return the key a message belongs to: without field and variant."""
    return parse_context(message.msgctxt)[0].partition("#")[0]


def new_locale_files(workspace: Workspace, code: str, *, version: str, date: str) -> Files:
    """Yield what one more language needs: its locale.toml, its catalogs, and book.toml with the language listed.

    Raises InputError where ``code`` is no locale that CLDR knows, or is in the book already.
    """
    if find_locale(code, workspace.locales.values()):
        raise InputError([Fault(f"locales/{code}", 0, "", "is a locale of this book already")])
    settings = f"locales/{code}/locale.toml"
    if not (workspace.root / settings).exists():
        yield settings, format_locale(code).encode()
    yield BOOK_FILE, _listed((workspace.root / BOOK_FILE).read_text(encoding="utf-8"), code).encode()
    locale = new_locale(code)
    grown = replace(workspace, locales={**workspace.locales, code: locale})
    for domain in grown.domains(code):
        if not (workspace.root / catalog_file(code, domain)).exists():
            yield catalog_file(code, domain), _updated(grown, code, domain, None, version=version, date=date)


def _listed(book: str, code: str) -> str:
    """Return book.toml with ``code`` at the end of its list of locales, everything else as it was."""
    found = re.search(r"^locales[ \t]*=[ \t]*\[[^\]#]*?(?=,?\s*\])", book, re.MULTILINE)
    grown = f'{book[: found.end()]}, "{code}"{book[found.end() :]}' if found else book
    if tomllib.loads(grown)["locales"] != [*tomllib.loads(book)["locales"], code]:
        raise InputError([Fault(BOOK_FILE, 0, "locales", f"expected a plain list of texts to add {code!r} to")])
    return grown


def template_file(domain: str) -> str:
    """Return the path of a template below a workspace."""
    return f"locales/{domain}.pot"


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
