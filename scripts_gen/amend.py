"""Wanted edits made into changes of files: the one place where wordings and phrases that come from outside enter.

Only the lines change that an edit means: the block of a wording in its catalog; for a text of the book its line in the
TOML, and in each catalog the blocks that ``scripts-gen update`` would change because of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts_gen import catalog
from scripts_gen.blocks import flatten_notes
from scripts_gen.catalogs import own_rows, template_file, templates
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.files import Change, Changes, read_bytes
from scripts_gen.merge import merge_catalog, rows_for
from scripts_gen.message import INTERFACE, PRONUNCIATION, SPOKEN, Message
from scripts_gen.model import Book
from scripts_gen.renewal import without_fuzzy
from scripts_gen.rephrase import CONTROLS, BookEdit, PhraseAddition, amend_book
from scripts_gen.resources import catalog_file
from scripts_gen.wording import placeholders, stray_braces
from scripts_gen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WordingEdit:
    """A translation as somebody wants it, of the source as the book has it now."""

    code: str
    """Of the locale."""
    context: str
    """Its msgctxt in the catalog."""
    domain: str
    forms: tuple[str, ...]
    """One text, or one a plural form of the locale; all empty to take the translation out."""
    file: str
    """Where this was read, for faults: file, line and path."""
    line: int
    path: str
    source: tuple[str, ...] = ()
    """The source it was made from, singular first; the edit is refused where the book says otherwise. Empty: any."""
    places: tuple[tuple[int, str], ...] = ()
    """Line and path of each form, where they were read in several places."""


def amendments(
    workspace: Workspace,
    wordings: Iterable[WordingEdit],
    texts: Iterable[BookEdit],
    additions: Iterable[PhraseAddition] = (),
    *,
    date: str,
) -> Changes:
    """Yield what the edits make of the files: of the book, the catalogs, and the templates where the book changed.

    A wording that changes, or had waited for its source (fuzzy), is no longer fuzzy; its comments stay, and with them
    an approval whose seal no longer holds. ``date`` is ``YYYY-MM-DD HH:MM+0000``, for templates and new catalogs.
    Raises InputError with the fault of every edit that cannot be made; nothing is yielded then.
    """
    texts, additions = list(texts), list(additions)
    book, changes, faults, doubtful = amend_book(workspace.root, workspace.book, texts, additions)
    touched = ({edit.key for edit in texts} | {addition.key for addition in additions}) - doubtful
    wanted: dict[tuple[str, str], list[WordingEdit]] = {}
    for edit in wordings:
        if told := _refuse_place(workspace, edit):
            faults.append(_fault(edit, told))
        elif Message(edit.context, "").key not in doubtful:  # else its source is, and that is told
            wanted.setdefault((edit.code, edit.domain), []).append(edit)
    grown = replace(workspace, book=book)
    rows: dict[str, tuple[Message, ...]] = {}
    for code, domain in _catalogs(grown, wanted, touched):
        rows[domain] = rows.get(domain) or grown.template(domain)
        edits = wanted.get((code, domain), [])
        try:
            change = _amend_catalog(grown, code, domain, rows[domain], edits, touched, changes, date)
            if domain == PRONUNCIATION and edits:
                change = _bind(grown, code, change, changes, edits)
        except InputError as error:
            faults += error.faults
            continue
        if change.new != change.old:
            changes[catalog_file(code, domain)] = change
    if faults:
        raise InputError(faults)
    yield from changes.items()
    if touched:
        yield from ((file, change) for file, change in templates(grown, date=date) if file != template_file(INTERFACE))


def _fault(edit: WordingEdit, message: str, form: int = 0) -> Fault:
    line, path = edit.places[form] if form < len(edit.places) else (edit.line, edit.path)
    return Fault(edit.file, line, path, message)


def _refuse_place(workspace: Workspace, edit: WordingEdit) -> str:
    """Return why nothing can be translated there; empty where it can."""
    if edit.code not in workspace.locales:
        return f"no locale {edit.code!r}{did_you_mean(edit.code, workspace.locales)}"
    if edit.code == workspace.book.source:
        return f"{edit.code!r} is the language of the book; its texts are edited in the book itself"
    if edit.domain not in workspace.domains(edit.code):
        return f"{edit.code!r} has no catalog {edit.domain!r}{did_you_mean(edit.domain, workspace.domains(edit.code))}"
    return ""


def _catalogs(
    workspace: Workspace, wanted: Collection[tuple[str, str]], touched: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield locale and domain of each catalog that may change; what is said before how that is pronounced."""
    for code in workspace.locales:
        for domain in workspace.domains(code):
            follows = touched and domain != INTERFACE and (workspace.root / catalog_file(code, domain)).exists()
            if follows or (code, domain) in wanted:
                yield code, domain


# --- one catalog ----------------------------------------------------------------------------------------------------


def _amend_catalog(
    workspace: Workspace,
    code: str,
    domain: str,
    template: Sequence[Message],
    edits: Sequence[WordingEdit],
    touched: Collection[str],
    changes: Mapping[str, Change],
    date: str,
) -> Change:
    """Return a catalog with the messages of the phrases ``touched`` brought up to date, then the edits made."""
    file = catalog_file(code, domain)
    old = read_bytes(workspace.root / file)
    data = old or catalog.new_catalog(workspace.locales[code], domain=domain, project=workspace.book.title, date=date)
    live = catalog.parse_catalog(data, file).live()
    rows = {row.msgctxt: flatten_notes(row) for row in _rows(workspace, code, domain, template, live, changes)}
    asked = {edit.context for edit in edits} if old else rows.keys()
    stale = {c for c, row in rows.items() if row.key in touched or (c in asked and not _current(live.get(c), row))}
    gone = {context for context, message in live.items() if message.key in touched and context not in rows}
    if stale or gone:
        data = _merge_some(workspace, code, domain, data, rows, stale, gone, date)
    return Change(old, _with_wordings(workspace, code, file, data, rows, edits))


def _rows(
    workspace: Workspace,
    code: str,
    domain: str,
    template: Sequence[Message],
    live: Mapping[str, Message],
    changes: Mapping[str, Change],
) -> Sequence[Message]:
    """Return the messages that the workspace's own catalog is to hold; ``changes`` are those to others so far."""
    if workspace.below(code) is None:
        return rows_for(template, workspace.locales[code])
    sources = {domain: live}
    spoken = catalog_file(code, SPOKEN)
    if domain == PRONUNCIATION and (data := _pending(workspace, spoken, changes)):
        sources[SPOKEN] = catalog.parse_catalog(data, spoken).live()
    return own_rows(workspace, code, domain, sources)


def _pending(workspace: Workspace, file: str, changes: Mapping[str, Change]) -> bytes | None:
    return changes[file].new if file in changes else read_bytes(workspace.root / file)


def _merge_some(
    workspace: Workspace,
    code: str,
    domain: str,
    data: bytes,
    rows: Mapping[str, Message],
    stale: Collection[str],
    gone: Collection[str],
    date: str,
) -> bytes:
    """Return a catalog with the rows of ``stale`` and without ``gone``, and every other message as it is."""
    file, source = catalog_file(code, domain), code == workspace.book.source
    found = catalog.parse_catalog(data, file)
    live = found.live()
    chosen = [rows[c] if c in stale else _as_it_is(live[c]) for c in rows if c in stale or c in live]
    chosen += [_as_it_is(live[c]) for c in live if c not in rows and c not in gone]
    there = {} if source else workspace.base_catalogs(code)
    return merge_catalog(
        data,
        file,
        chosen,
        workspace.locales[code],
        source=source,
        template_date=found.header.get("POT-Creation-Date", date),
        below=there[domain].live() if domain in there else {},
    )


def _current(message: Message | None, row: Message) -> bool:
    return message is not None and (message.msgid, message.msgid_plural) == (row.msgid, row.msgid_plural)


def _as_it_is(message: Message) -> Message:
    """Return the row that a merge finds nothing to change for."""
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    return replace(message, msgstr=(), comments=(), flags=flags)


def _with_wordings(
    workspace: Workspace, code: str, file: str, data: bytes, rows: Mapping[str, Message], edits: Iterable[WordingEdit]
) -> bytes:
    faults: list[Fault] = []
    wanted: dict[str, WordingEdit] = {}
    live = catalog.parse_catalog(data, file).live()
    for edit in edits:
        row = rows.get(edit.context)
        if row is None:
            faults.append(_fault(edit, _nowhere(workspace, code, file, rows, edit)))
        elif wanted.setdefault(edit.context, edit).forms != edit.forms:
            first = wanted[edit.context]
            faults.append(_fault(edit, f"{edit.context!r} is to read otherwise by {first.path or first.line}"))
        else:
            faults += _refuse_forms(workspace.book, row, edit, live[edit.context].msgstr)

    def change(message: Message) -> Message:
        edit = wanted.get(message.msgctxt)
        if edit is None:
            return message
        if len(edit.forms) != len(message.msgstr):
            forms = f"{len(message.msgstr)} plural forms" if message.msgid_plural else "one text"
            faults.append(_fault(edit, f"expected {forms} for {edit.context!r}, found {len(edit.forms)}"))
            return message
        return replace(without_fuzzy(message), msgstr=edit.forms)

    new = catalog.rewrite_messages(data, file, change)
    if faults:
        raise InputError(faults)
    return new


def _nowhere(workspace: Workspace, code: str, file: str, rows: Collection[str], edit: WordingEdit) -> str:
    """Say that the catalog has no such message, and where it may be."""
    below = workspace.base_catalogs(code).get(edit.domain)
    if below and edit.context in below.live():
        key = Message(edit.context, "").key
        own = f"'scripts-gen update {code} --own {key}' takes it over"
        return f"{edit.context!r} comes from the book that this one extends; {own}"
    return f"no message {edit.context!r} in {file}{did_you_mean(edit.context, rows)}"


def _refuse_forms(book: Book, row: Message, edit: WordingEdit, now: Sequence[str]) -> Iterator[Fault]:
    """Yield what is wrong with the forms that change: the wrong source, placeholders that are lost, alien or broken."""
    source = (row.msgid, row.msgid_plural)
    if edit.source and source != (*edit.source, "")[:2]:
        yield _fault(edit, f"was made from {edit.source[0]!r}; the book says {row.msgid!r} now")
        return
    known = placeholders(f"{row.msgid} {row.msgid_plural}")
    phrase = book.phrases().get(row.key)
    # A form for one fixed number, such as the Arabic dual, may leave the number out.
    needed = set(known) - ({phrase.count} if phrase and row.msgid_plural else set())
    for i, form in enumerate(edit.forms):
        if not form or form == "".join(now[i : i + 1]):
            continue
        if found := CONTROLS.search(form):
            yield _fault(edit, f"holds U+{ord(found[0]):04X}, which nobody sees; take it out", i)
        for name in placeholders(form):
            if name not in known:
                yield _fault(edit, f"{{{name}}} is no placeholder of {row.msgid!r}{did_you_mean(name, known)}", i)
        for name in sorted(needed - {*placeholders(form)}):
            yield _fault(edit, f"lacks the placeholder {{{name}}} of {row.msgid!r}", i)
        if stray_braces(form) and not stray_braces(f"{row.msgid} {row.msgid_plural}"):
            yield _fault(edit, "a brace that belongs to no placeholder; expected {name} as in the source", i)


def _bind(
    workspace: Workspace, code: str, change: Change, changes: Mapping[str, Change], edits: Iterable[WordingEdit]
) -> Change:
    """Say that the pronunciations that came were written for the wordings as they are now."""
    file = catalog_file(code, SPOKEN)
    spoken = _pending(workspace, file, changes)
    if spoken is None:
        return change
    parsed = catalog.parse_catalog(spoken, file)
    contexts = {edit.context for edit in edits}
    return Change(
        change.old, catalog.bind_pronunciations(change.new, catalog_file(code, PRONUNCIATION), parsed, contexts)
    )
