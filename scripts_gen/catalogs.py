"""The catalogs of a workspace: templates made, catalogs updated and counted, languages added.

Each function returns what should become of files; whoever calls writes them. A file that is right already is not
returned.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from scripts_gen import catalog
from scripts_gen.catalog import Catalog, Counts
from scripts_gen.errors import Fault, InputError, no_such
from scripts_gen.files import Change, Changes, read_bytes
from scripts_gen.locales import find_locale, format_locale, new_locale
from scripts_gen.merge import merge_catalog, rows_for
from scripts_gen.message import DOMAINS, PRONUNCIATION, SPOKEN, Message, parse_context
from scripts_gen.resources import BOOK_FILE, catalog_file
from scripts_gen.seal import parse_approval, seal_holds
from scripts_gen.workspace import Workspace, lay_over

Messages = Mapping[str, Mapping[str, Message]]
"""The messages of a locale by domain and msgctxt: the live ones, and obsolete ones where there is no live one."""


def templates(workspace: Workspace, *, date: str) -> Changes:
    """Yield each template that is not as the book wants it; ``date`` as ``2026-11-21 20:30+0000``.

    Over another book a template holds what the workspace's own catalogs are to hold.
    """
    here = {
        code: {domain: _by_context(found) for domain, found in workspace.own_catalogs(code).items()}
        for code in workspace.locales
        if workspace.base
    }
    for domain in DOMAINS:
        if domain == PRONUNCIATION and not any(locale.pronunciation for locale in workspace.locales.values()):
            continue
        file = template_file(domain)
        old = read_bytes(workspace.root / file)
        messages = _own_template(workspace, domain, here)
        if not messages and old is None:
            continue
        new = catalog.renew_template(old, messages, domain=domain, project=workspace.book.title, date=date)
        if new != old:
            yield file, Change(old, new)


def _by_context(found: Catalog) -> dict[str, Message]:
    return {message.msgctxt: message for message in found.messages if message.obsolete} | dict(found.live())


def _own_template(workspace: Workspace, domain: str, here: Mapping[str, Messages]) -> Sequence[Message]:
    """Return what the catalogs of ``domain`` are to hold; ``here`` are the workspace's own messages by locale."""
    template = workspace.template(domain)
    if workspace.base is None:
        return template
    keys = {
        parse_context(row.msgctxt)[0]
        for code, messages in here.items()
        if domain in workspace.domains(code)
        for row in own_rows(workspace, code, domain, messages)
    }
    return [message for message in template if message.msgctxt in keys]


def own_rows(
    workspace: Workspace,
    code: str,
    domain: str,
    here: Messages,
    taken: Collection[str] = (),
) -> tuple[Message, ...]:
    """Return the messages that the workspace's own catalog is to hold: all that ``code`` needs, as a rule.

    Over another book they are those whose source is not the same there; those that are worded here already, as
    ``here``, the workspace's own messages by domain, has them; and those of the keys ``taken``. What is obsolete here
    counts where its very source is back. What has variants has all of them here, and what is worded here is pronounced
    here.
    """
    rows = rows_for(workspace.template(domain), workspace.locales[code])
    below = workspace.below(code)
    if below is None:
        return rows
    wanted = {row.msgctxt: (row.msgid, row.msgid_plural) for row in rows}
    known = below.template(domain) if domain in below.domains(code) else ()
    there = {row.msgctxt: (row.msgid, row.msgid_plural) for row in rows_for(known, below.locales[code])}
    source = code == workspace.book.source
    domains = (domain, SPOKEN) if domain == PRONUNCIATION else (domain,)
    own = {
        parse_context(message.msgctxt)[0]
        for name in domains
        for message in here.get(name, {}).values()
        if not message.obsolete or wanted.get(message.msgctxt) == (message.msgid, message.msgid_plural)
        if (seal_holds(message) if source else any(message.msgstr) or message.comments)
    }
    return tuple(
        row
        for row in rows
        if there.get(row.msgctxt) != (row.msgid, row.msgid_plural)
        or row.key in taken
        or parse_context(row.msgctxt)[0] in own
    )


def updates(workspace: Workspace, codes: Iterable[str], *, date: str, taken: Collection[str] = ()) -> Changes:
    """Yield each catalog of ``codes`` that the book has moved on from, merged.

    Over another book a catalog holds ``own_rows`` only; those of the keys ``taken`` come from there, as they are.
    Raises InputError with the faults of every catalog that cannot be read; nothing is yielded then.
    """
    _check_taken(workspace, taken)
    changes: dict[str, Change] = {}
    faults: list[Fault] = []
    for code in codes:
        below = workspace.base_catalogs(code)
        for domain in workspace.domains(code):
            file = catalog_file(code, domain)
            old = read_bytes(workspace.root / file)
            try:
                new = _updated(workspace, code, domain, old, below, date=date, changes=changes, taken=taken)
                if domain == PRONUNCIATION and new is not None:
                    new = _bound(workspace, code, new, below, changes)
            except InputError as error:
                faults += error.faults
                continue
            if new is not None and new != old:
                changes[file] = Change(old, new)
    if faults:
        raise InputError(faults)
    yield from changes.items()


def _check_taken(workspace: Workspace, taken: Collection[str]) -> None:
    known = dict.fromkeys(message.key for domain in DOMAINS for message in workspace.template(domain)) if taken else {}
    faults = [fault for key in taken if key not in known for fault in no_such("key", key, known).faults]
    if taken and workspace.base is None:
        faults.append(Fault(BOOK_FILE, 0, "", "extends no other book: every wording is this workspace's own already"))
    if faults:
        raise InputError(faults)


def _updated(
    workspace: Workspace,
    code: str,
    domain: str,
    old: bytes | None,
    below: Mapping[str, Catalog],
    *,
    date: str,
    changes: Mapping[str, Change] = MappingProxyType({}),
    taken: Collection[str] = (),
) -> bytes | None:
    """Return a catalog as it should be, given the ``changes`` to others so far; None where it should not be.

    ``below`` are the catalogs of the book below by domain.
    """
    locale, book, file = workspace.locales[code], workspace.book, catalog_file(code, domain)
    if workspace.below(code) is None:
        rows = rows_for(workspace.template(domain), locale)
    else:
        sources = {domain: old}
        if domain == PRONUNCIATION:
            sources[SPOKEN] = _pending(workspace, catalog_file(code, SPOKEN), changes)
        here = {
            name: _by_context(catalog.parse_catalog(data, catalog_file(code, name)))
            for name, data in sources.items()
            if data is not None
        }
        rows = own_rows(workspace, code, domain, here, taken)
        if not rows and old is None:
            return None
    source = code == book.source
    there = below[domain].live() if domain in below else {}
    if source:
        there = _without_void_seals(there, rows)
    data = catalog.new_catalog(locale, domain=domain, project=book.title, date=date) if old is None else old
    return merge_catalog(data, file, rows, locale, source=source, template_date=date, below=there)


def _without_void_seals(messages: Mapping[str, Message], rows: Iterable[Message]) -> dict[str, Message]:
    """Return the messages of the source language without approvals of another text than that of ``rows``."""
    texts = {row.msgctxt: (row.msgid, row.msgid_plural) for row in rows}
    return {
        context: message
        if texts.get(context) == (message.msgid, message.msgid_plural)
        else replace(message, comments=tuple(c for c in message.comments if not parse_approval(c)))
        for context, message in messages.items()
    }


def _pending(workspace: Workspace, file: str, changes: Mapping[str, Change]) -> bytes | None:
    return changes[file].new if file in changes else read_bytes(workspace.root / file)


def _bound(
    workspace: Workspace, code: str, data: bytes, below: Mapping[str, Catalog], changes: Mapping[str, Change]
) -> bytes:
    """Bind pronunciations that do not say what they were written for to the wording as it is now."""
    file = catalog_file(code, SPOKEN)
    pending = _pending(workspace, file, changes)
    own = None if pending is None else catalog.parse_catalog(pending, file)
    if own is None and SPOKEN not in below:
        return data
    spoken = lay_over(below.get(SPOKEN), own)
    return catalog.bind_pronunciations(data, catalog_file(code, PRONUNCIATION), spoken, None)


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
    below = workspace.below(code)
    settings = f"locales/{code}/locale.toml"
    if below is None and not (workspace.root / settings).exists():
        yield settings, Change(None, format_locale(code).encode())
    book = (workspace.root / BOOK_FILE).read_bytes()
    yield BOOK_FILE, Change(book, list_locale(book.decode(), code, workspace.locales).encode())
    locale = below.locales[code] if below else new_locale(code)
    grown = replace(workspace, locales={**workspace.locales, code: locale})
    for domain in grown.domains(code):
        if not (workspace.root / catalog_file(code, domain)).exists():
            new = _updated(grown, code, domain, None, grown.base_catalogs(code), date=date)
            if new is not None:
                yield catalog_file(code, domain), Change(None, new)


def list_locale(book: str, code: str, listed: Iterable[str]) -> str:
    """Return book.toml with ``code`` at the end of its list of locales, everything else as it was.

    Where it has none, since a book below lists them, it begins with a list of those ``listed`` there and of this one.
    """
    codes: list[str] = tomllib.loads(book).get("locales", list(listed))
    found = re.search(r"^locales[ \t]*=[ \t]*\[[^\]#]*?(?=,?\s*\])", book, re.MULTILINE)
    grown = f'{book[: found.end()]}, "{code}"{book[found.end() :]}' if found else book
    if "locales" not in tomllib.loads(book):
        grown = f"locales = {json.dumps([*codes, code])}\n{book}"
    if tomllib.loads(grown)["locales"] != [*codes, code]:
        raise InputError([Fault(BOOK_FILE, 0, "locales", f"expected a plain list of texts to add {code!r} to")])
    return grown


def template_file(domain: str) -> str:
    """Return the path of a template below a workspace."""
    return f"locales/{domain}.pot"
