"""Gettext catalogs as values: read, begun, counted, approved. Only the blocks that change are ever rewritten."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts_gen.blocks import CatalogFile, flatten_notes, format_block
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.language import Locale
from scripts_gen.message import Approval, Message, Status
from scripts_gen.seal import (
    approval_of,
    format_approval,
    format_for,
    parse_approval,
    pronounced_wording,
    seal_of,
    status_of,
)
from scripts_gen.split import split_catalog

NO_DATE = "YEAR-MO-DA HO:MI+ZONE"
"""What a template, which nobody translates, has for a revision date."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """One catalog file as it was read."""

    file: str
    header: Mapping[str, str]
    """Header fields in their order; empty where the file has no header."""
    messages: tuple[Message, ...]
    """Live and obsolete, in the order of the file, without the header."""

    def live(self) -> dict[str, Message]:
        """Return the messages that are not obsolete by msgctxt."""
        return {message.msgctxt: message for message in self.messages if not message.obsolete}


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a catalog has come: the live messages by status, each in one only, and what else it holds."""

    approved: int
    """Complete, not fuzzy, and sealed as they stand."""
    translated: int
    """Complete and not fuzzy, but not approved."""
    fuzzy: int
    """Translated from a source that has changed."""
    missing: int
    """Without a text, or without one of the plural forms."""
    obsolete: int
    words: int
    """Words of the live messages' sources (msgid), between blanks."""

    @property
    def percent(self) -> int:
        """How much of the catalog is translated and not fuzzy, rounded down."""
        total = self.approved + self.translated + self.fuzzy + self.missing
        return 100 * (self.approved + self.translated) // total if total else 100


def parse_catalog(data: bytes, file: str) -> Catalog:
    """Return the catalog in ``data``; ``file`` is its name in faults. Raises InputError with every fault found."""
    blocks = split_catalog(data, file).blocks
    header = next((block.message for block in blocks if block.message and block.is_header), None)
    messages = tuple(block.message for block in blocks if block.message and not block.is_header)
    return Catalog(file, parse_header("".join(header.msgstr)) if header else {}, messages)


def read_catalog(path: Path, file: str) -> Catalog:
    """Return the catalog at ``path``. Raises InputError as ``parse_catalog`` does, and where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Fault(file, 0, "", f"cannot be read: {error.strerror}")]) from error
    return parse_catalog(data, file)


def parse_header(text: str) -> dict[str, str]:
    """Return the fields of a header's msgstr in their order."""
    pairs = (line.partition(":") for line in text.split("\n") if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def count_messages(catalog: Catalog) -> Counts:
    """Count the messages of a catalog by status."""
    live = [message for message in catalog.messages if not message.obsolete]
    statuses = [status_of(message) for message in live]
    return Counts(
        approved=statuses.count(Status.APPROVED),
        translated=statuses.count(Status.TRANSLATED),
        fuzzy=statuses.count(Status.FUZZY),
        missing=statuses.count(Status.MISSING),
        obsolete=len(catalog.messages) - len(live),
        words=sum(len(message.msgid.split()) for message in live),
    )


# --- templates and new catalogs -------------------------------------------------------------------------------------


def format_template(messages: Sequence[Message], *, domain: str, project: str, date: str) -> bytes:
    """Return a POT in canonical form: UTF-8, LF, no wrapping. ``date`` is ``YYYY-MM-DD HH:MM+0000``."""
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": NO_DATE,
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        **_MIME,
        "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
    }
    header = Message("", "", "", (_format_header(fields),), flags=("fuzzy",), comments=(f"Template of {domain}.",))
    empty = (replace(flatten_notes(message), msgstr=()) for message in messages)
    return "\n".join(map(format_block, (header, *empty))).encode()


def renew_template(old: bytes | None, messages: Sequence[Message], *, domain: str, project: str, date: str) -> bytes:
    """Return a POT as ``format_template`` does, with the date of ``old`` where that holds the same messages.

    ``old`` that cannot be read counts as none: a template is nobody's work.
    """
    try:
        catalog = parse_catalog(old or b"", "")
    except InputError:
        catalog = None
    if catalog and list(map(_template_facts, catalog.messages)) == list(map(_template_facts, messages)):
        date = catalog.header.get("POT-Creation-Date", date)
    return format_template(messages, domain=domain, project=project, date=date)


def new_catalog(locale: Locale, *, domain: str, project: str, date: str) -> bytes:
    """Return a catalog that has a header only. ``date`` is ``YYYY-MM-DD HH:MM+0000``."""
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "",
        "Language-Team": locale.autonym,
        "Language": locale.code,
        **_MIME,
        "Plural-Forms": locale.plural_forms,
    }
    comment = f"{locale.autonym}: {domain}."
    return format_block(Message("", "", "", (_format_header(fields),), comments=(comment,))).encode()


_MIME = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def _format_header(fields: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _template_facts(message: Message) -> tuple[object, ...]:
    message = flatten_notes(message)
    return message.msgctxt, message.msgid, message.msgid_plural, message.notes, message.files


# --- approvals and pronunciations -----------------------------------------------------------------------------------


def approve_messages(
    data: bytes, file: str, contexts: Collection[str], *, date: str, by: str, skip_unready: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Seal the messages ``contexts`` as they stand; return the catalog and the msgctxts that were sealed now.

    A message that ``by`` has sealed already, as it stands, is left alone; any other approval gives way to the new one:
    whoever takes over a book of approved wordings approves them in the own name. ``date`` is ISO 8601.
    Raises InputError for a context that the catalog lacks, for a message that is fuzzy or incomplete (with
    ``skip_unready`` it is passed over) and for a ``date`` or ``by`` that the approval comment cannot hold.
    """
    by = " ".join(by.split())
    if not parse_approval(format_approval(Approval(date, by, seal_of(Message("", ""))))):
        raise InputError([Fault("", 0, "", f"an approval needs an ISO date and a name, not {date!r} and {by!r}")])
    catalog = split_catalog(data, file)
    faults = _find_unknown(catalog, contexts)
    sealed: list[str] = []
    wanted = frozenset(contexts)

    def approve(message: Message) -> Message:
        if message.msgctxt not in wanted:
            return message
        status, earlier = status_of(message), approval_of(message)
        if status is Status.APPROVED and earlier and earlier.by == by:
            return message
        if status not in (Status.TRANSLATED, Status.APPROVED):
            if not skip_unready:
                faults.append(Fault(file, message.line, message.msgctxt, f"is {status}; nothing to approve yet"))
            return message
        sealed.append(message.msgctxt)
        approval = format_approval(Approval(date, by, seal_of(message)))
        return _with_comment(message, approval, _approves)

    result = _rewrite_live(catalog, approve)
    if faults:
        raise InputError(faults)
    return result, tuple(sealed)


def bind_pronunciations(data: bytes, file: str, spoken: Catalog, contexts: Collection[str] | None) -> bytes:
    """Bind pronunciations to the wordings in ``spoken`` that they were written for, by a ``# for:`` comment.

    Every translated pronunciation without such a comment gets one; those in ``contexts`` get a new one. A message
    without a wording in ``spoken`` stays unbound. Raises InputError for a context that the catalog lacks.
    """
    catalog = split_catalog(data, file)
    renewed = frozenset(contexts or ())
    if faults := _find_unknown(catalog, renewed):
        raise InputError(faults)
    wordings = spoken.live()

    def bind(message: Message) -> Message:
        wording = wordings.get(message.msgctxt)
        if message.fuzzy or not message.translated or wording is None or not wording.translated:
            return message
        if message.msgctxt not in renewed and pronounced_wording(message):
            return message
        return _with_comment(message, format_for(wording.msgstr), _binds)

    return _rewrite_live(catalog, bind)


def _find_unknown(catalog: CatalogFile, contexts: Collection[str]) -> list[Fault]:
    known = {block.message.msgctxt for block in catalog.blocks if block.message and not block.message.obsolete}
    return [
        Fault(catalog.file, 0, "", f"no message {context!r}{did_you_mean(context, known)}")
        for context in contexts
        if context not in known or not context
    ]


def _approves(comment: str) -> bool:
    return parse_approval(comment) is not None


def _binds(comment: str) -> bool:
    return pronounced_wording(Message("", "", comments=(comment,))) is not None


def _with_comment(message: Message, comment: str, replaces: Callable[[str], bool]) -> Message:
    """Return ``message`` with ``comment`` in place of the first one that it ``replaces``, else last; the others go."""
    at = next((i for i, old in enumerate(message.comments) if replaces(old)), len(message.comments))
    before, after = message.comments[:at], message.comments[at:]
    return replace(message, comments=(*before, comment, *(old for old in after if not replaces(old))))


def rewrite_messages(data: bytes, file: str, change: Callable[[Message], Message]) -> bytes:
    """Return a catalog with ``change`` made to each of its live messages; what it leaves alone keeps its bytes."""
    return _rewrite_live(split_catalog(data, file), change)


def _rewrite_live(catalog: CatalogFile, change: Callable[[Message], Message]) -> bytes:
    return catalog.encode(
        catalog.rewrite(block, change(block.message))
        if block.message and not block.message.obsolete and not block.is_header
        else block
        for block in catalog.blocks
    )
