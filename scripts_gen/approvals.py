"""Approving what a native speaker has read: by key, by what another tool exported, and across a mended typo.

Each function returns what should become of files; whoever calls writes them. A file that is right already is not
returned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from scripts_gen import catalog
from scripts_gen.catalog import Catalog
from scripts_gen.errors import Fault, InputError, no_such
from scripts_gen.files import Change, Changes
from scripts_gen.merge import rows_for
from scripts_gen.message import PRONUNCIATION, SPOKEN, Message
from scripts_gen.resources import catalog_file
from scripts_gen.seal import format_approval, parse_approval, seal_of
from scripts_gen.workspace import Workspace


def approvals(workspace: Workspace, code: str, keys: Collection[str] | None, *, date: str, by: str) -> Changes:
    """Yield the catalogs of ``code`` with the messages of ``keys`` approved; None stands for all that are ready.

    A key stands for its wordings, and for what else of it is ready: directions, keywords, pronunciation. Approving a
    pronunciation by its key says that it suits the wording as it is now. Raises InputError for a key that is unknown,
    or has a wording that is not ready; nothing is yielded then.
    """
    read, whole = workspace.own_catalogs(code), workspace.read_catalogs(code)
    known = {message.key: None for found in read.values() for message in found.live().values()}
    _check_keys(keys or (), known, workspace, whole.values())
    for domain, found in sorted(read.items(), key=lambda item: item[0] != SPOKEN):
        file = catalog_file(code, domain)
        old = (workspace.root / file).read_bytes()
        contexts = [m.msgctxt for m in found.live().values() if keys is None or m.key in keys]
        partly = keys is None or domain != SPOKEN
        new, _ = catalog.approve_messages(old, file, contexts, date=date, by=by, skip_unready=partly)
        if domain == PRONUNCIATION and SPOKEN in whole and keys is not None:
            ready = [context for context in contexts if found.live()[context].translated]
            new = catalog.bind_pronunciations(new, file, whole[SPOKEN], ready)
        if new != old:
            yield file, Change(old, new)


def exported_approvals(workspace: Workspace, code: str, exported: Catalog, *, date: str, by: str) -> Changes:
    """Yield the catalogs of ``code`` with those messages approved that stand in ``exported`` exactly as they are here.

    A tool that keeps approvals to itself can export what it approved; equal are msgctxt, msgid and every msgstr.
    Raises InputError where no message is.
    """
    approved = exported.live()
    equal = False
    for domain, found in workspace.own_catalogs(code).items():
        contexts = [context for context, message in found.live().items() if _same(message, approved.get(context))]
        equal |= bool(contexts)
        file = catalog_file(code, domain)
        old = (workspace.root / file).read_bytes()
        new, _ = catalog.approve_messages(old, file, contexts, date=date, by=by, skip_unready=True)
        if new != old:
            yield file, Change(old, new)
    if not equal:
        message = f"holds no message that equals one of {code} in msgctxt, msgid and msgstr"
        raise InputError([Fault(exported.file, 0, "", message)])


def _check_keys(
    keys: Collection[str], known: Collection[str], workspace: Workspace, whole: Iterable[Catalog] = ()
) -> None:
    below = {message.key for found in whole for message in found.live().values()}.difference(known)
    told = f"is worded in {workspace.base_name}, not here; 'scripts-gen update --own KEY' takes its wordings over first"
    faults = [Fault("", 0, key, told) for key in keys if key in below]
    unknown = [key for key in keys if key not in known and key not in below]
    faults += [fault for key in unknown for fault in no_such("key", key, [*known, *below]).faults]
    if faults:
        raise InputError(faults)


def _same(message: Message, other: Message | None) -> bool:
    if other is None or other.fuzzy or not other.translated:
        return False
    return (message.msgid, message.msgid_plural, message.msgstr) == (other.msgid, other.msgid_plural, other.msgstr)


def corrections(workspace: Workspace, keys: Collection[str], *, date: str, by: str) -> Changes:
    """Yield the catalogs in which the sources of ``keys`` changed by a typo only: translations and seals stay.

    A comment names who said so, and when. Works before an update as well as after it made the messages fuzzy. Raises
    InputError for a key that no message belongs to.
    """
    known: set[str] = set()
    changes: dict[str, Change] = {}
    note = f"typo in the source mended: {date} {by}"
    for code, locale in workspace.locales.items():
        if code == workspace.book.source:
            continue
        for domain, found in workspace.own_catalogs(code).items():
            rows = {row.msgctxt: row for row in rows_for(workspace.template(domain), locale)}
            known |= {message.key for message in found.live().values()}

            def correct(message: Message, rows: dict[str, Message] = rows) -> Message:
                row = rows.get(message.msgctxt)
                return _corrected(message, row, note) if row and message.key in keys else message

            file = catalog_file(code, domain)
            old = (workspace.root / file).read_bytes()
            new = catalog.rewrite_messages(old, file, correct)
            if new != old:
                changes[file] = Change(old, new)
    _check_keys(keys, known, workspace)
    yield from changes.items()


def _corrected(message: Message, row: Message, note: str) -> Message:
    """Return ``message`` under the source of ``row``; an approval that held for the old source holds for the new."""
    waiting = message.fuzzy and bool(message.previous_msgid)
    before = message
    if waiting:
        flags = tuple(flag for flag in message.flags if flag != "fuzzy")
        plural = message.previous_msgid_plural
        before = replace(message, msgid=message.previous_msgid, msgid_plural=plural, flags=flags)
    if before.fuzzy or not before.translated or _texts(before) == _texts(row):
        return message
    after = replace(
        before,
        msgid=row.msgid,
        msgid_plural=row.msgid_plural,
        previous_msgctxt="",
        previous_msgid="",
        previous_msgid_plural="",
    )
    held, holds = seal_of(before), seal_of(after)
    comments = []
    for comment in before.comments:
        approval = parse_approval(comment)
        kept = approval is None or approval.seal != held
        comments.append(comment if kept or not approval else format_approval(replace(approval, seal=holds)))
    return replace(after, comments=(*comments, note))


def _texts(message: Message) -> tuple[str, str]:
    return message.msgid, message.msgid_plural
