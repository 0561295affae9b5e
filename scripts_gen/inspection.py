"""Looking over a workspace or single files: what the rules of ``scripts_gen.check`` find in them, and mending it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from scripts_gen.catalog import Catalog, parse_catalog, rewrite_messages
from scripts_gen.catalogs import own_rows
from scripts_gen.check import Finding, Rule, check_book, check_catalog, check_file, mend
from scripts_gen.check.fit import MISFIT, fit_finding
from scripts_gen.check.rule import Scope
from scripts_gen.check.subject import BookSubject, CatalogSubject, FileSubject, Language
from scripts_gen.errors import InputError
from scripts_gen.language import Locale
from scripts_gen.locales import find_locale, new_locale, read_locales
from scripts_gen.message import DOMAINS, PRONUNCIATION, SPOKEN, Message
from scripts_gen.model import Role
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebook
from scripts_gen.resources import catalog_file, is_workspace, shipped_workspace
from scripts_gen.upstream import read_differences
from scripts_gen.workspace import Workspace, read_workspace


def inspect_workspace(
    workspace: Workspace,
    codes: Sequence[str],
    rules: Sequence[Rule],
    each: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Iterator[Finding]:
    """Yield what the rules find in the catalogs of ``codes``, and in the book where all its languages are looked at.

    The rule F601 asks the typesetter; the others only read. ``each`` goes through the codes, and may show how far it
    has come.
    """
    of_book = any(rule.scope is Scope.BOOK for rule in rules)
    books: list[Phrasebook] = []
    for code in each(codes):
        for domain in workspace.domains(code):
            path = workspace.root / catalog_file(code, domain)
            if path.exists():
                yield from inspect_catalog(workspace, code, domain, path.read_bytes(), rules)
        if not (of_book or MISFIT in rules):
            continue
        try:
            books.append(read_phrasebook(workspace, code))
        except InputError:
            continue  # the rules of its bytes have said why
        if MISFIT in rules:
            yield from _misfits(workspace, books[-1])
    if of_book and {book.locale.code for book in books} == set(workspace.locales):
        subject = BookSubject(workspace.book, tuple(books))
        if workspace.base:
            subject = replace(subject, base=workspace.base.book, differences=read_differences(workspace.root))
        for finding in check_book(subject, rules):
            yield replace(finding, file=workspace.show(finding.file))


def inspect_catalog(
    workspace: Workspace, code: str, domain: str, data: bytes, rules: Sequence[Rule]
) -> Iterator[Finding]:
    """Yield what the rules find in one catalog of a workspace, given its bytes."""
    file = catalog_file(code, domain)
    language = Language(workspace.locales[code], workspace.book.source)
    spoken: Mapping[str, Message] = {}
    live: dict[str, Mapping[str, Message]] = {}
    if domain == PRONUNCIATION:
        path = workspace.root / catalog_file(code, SPOKEN)
        parsed = _parsed(path.read_bytes(), file) if path.exists() else None
        spoken = live[SPOKEN] = parsed.live() if parsed else {}
    if workspace.base:
        parsed = _parsed(data, file)
        live[domain] = parsed.live() if parsed else {}
        below = workspace.base_catalogs(code).get(SPOKEN) if domain == PRONUNCIATION else None
        spoken = {**(below.live() if below else {}), **{key: m for key, m in spoken.items() if m.translated}}
    here = {message.key for message in live.get(domain, {}).values()}
    rows = {row.msgctxt: row for row in own_rows(workspace, code, domain, live, here)}
    yield from _inspect(data, file, domain, language, rules, folder=code, rows=rows, spoken=spoken)


def inspect_path(path: Path, file: str, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Yield what the rules find in the .po file at ``path``, called ``file``; with its book where it is part of one.

    Raises InputError where that book cannot be read.
    """
    parts = path.resolve().parts
    if len(parts) > 4 and parts[-4] == "locales" and parts[-2] == "LC_MESSAGES" and path.stem in DOMAINS:
        root = path.resolve().parents[3]
        if is_workspace(root) and parts[-3] in (workspace := read_workspace(root)).locales:
            for finding in inspect_catalog(workspace, parts[-3], path.stem, path.read_bytes(), rules):
                yield replace(finding, file=file)
            return
    yield from inspect_file(path.read_bytes(), file, rules)


def inspect_file(data: bytes, file: str, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Yield what the rules find in a catalog that belongs to no workspace; what needs a book is left out."""
    path = Path(file)
    parsed = _parsed(data, file)
    folder = path.parent.parent.name if path.parent.name == "LC_MESSAGES" else ""
    named = parsed.header.get("Language", "") if parsed else ""
    locale = guess_locale(next(filter(None, (named, folder, path.stem)), ""))
    domain = path.stem if path.stem in DOMAINS else ""
    language = Language(locale, source="en")
    yield from _inspect(data, file, domain or path.stem, language, rules, folder=folder)


def guess_locale(code: str) -> Locale:
    """Return what is known of a language: the shipped settings, else CLDR's, else next to nothing."""
    shipped = _shipped_locales()
    for word in (code, code.replace("-", "_").partition("_")[0]):
        if known := find_locale(word, shipped.values()):
            return replace(shipped[known], code=code)
    try:
        return new_locale(code.replace("-", "_"))
    except InputError:
        return Locale(code or "und", code, "ltr", "nplurals=2; plural=n != 1;")


@cache
def _shipped_locales() -> dict[str, Locale]:
    return read_locales(shipped_workspace(), ("en", "ar", "fi", "ru", "tl"))


def _inspect(
    data: bytes,
    file: str,
    domain: str,
    language: Language,
    rules: Sequence[Rule],
    *,
    folder: str,
    rows: Mapping[str, Message] | None = None,
    spoken: Mapping[str, Message] | None = None,
) -> Iterator[Finding]:
    yield from check_file(FileSubject(file, data, language), rules)
    parsed = _parsed(data, file)
    if parsed:
        subject = CatalogSubject(
            file, domain, parsed.header, parsed.messages, language, folder=folder, rows=rows, spoken=spoken or {}
        )
        yield from check_catalog(subject, rules)


def _parsed(data: bytes, file: str) -> Catalog | None:
    """Return the catalog, or None where it cannot be read: the rules of its bytes say why."""
    try:
        return parse_catalog(data, file)
    except InputError:
        return None


def _misfits(workspace: Workspace, spoken: Phrasebook) -> Iterator[Finding]:
    """Yield the wordings that the cards of book.toml cannot hold: one deck of everything, laid out once."""
    from scripts_gen.deck import build_deck
    from scripts_gen.fitting import find_misfits
    from scripts_gen.order import default_design
    from scripts_gen.resources import read_templates

    everything = Role("check", "", ("face",), "", tuple(workspace.book.situations))
    design, layout = default_design(workspace)
    files = read_templates(workspace.template_folders())
    misfits = find_misfits(build_deck(everything, spoken), design, layout, files)
    if not misfits:
        return
    code = spoken.locale.code
    file = catalog_file(code, SPOKEN)
    catalog = workspace.read_catalogs(code).get(SPOKEN)
    lines = {context: message.line for context, message in catalog.live().items()} if catalog else {}
    for misfit in misfits:
        line = lines.get(misfit.context, 0)  # 0 is that of a wording of a book below
        yield fit_finding(code, file if line else workspace.show(file), misfit.context, line, misfit.over)


def mend_catalog(data: bytes, file: str, findings: Iterable[Finding]) -> bytes:
    """Return a catalog with what has but one right answer put right; only the lines of mended messages change.

    A seal on a mended message is void from then on, like after any edit.
    """
    by_form: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        if finding.mended is not None:
            by_form.setdefault((finding.msgctxt, finding.form), []).append(finding)

    def change(message: Message) -> Message:
        texts = tuple(mend(text, by_form.get((message.msgctxt, i), ())) for i, text in enumerate(message.msgstr))
        return message if texts == message.msgstr else replace(message, msgstr=texts)

    return rewrite_messages(data, file, change) if by_form else data
