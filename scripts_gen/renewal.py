"""What a message becomes when its row in the book has changed: fuzzy, counting, no longer counting, or plain source."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from scripts_gen.blocks import quote, unquote
from scripts_gen.message import Message

_FACTS = attrgetter("msgid", "msgid_plural", "msgstr", "comments", "notes", "files", "flags", "obsolete")
_WAITING = re.compile(r'msgstr\[(\d+)\] (".*")')


def renew(message: Message, row: Message, forms: int) -> Message:
    """Return ``message`` with the source, notes and files of ``row``; fuzzy where its source changed."""
    fitted, comments = _fit_forms(message, row, forms)
    flags = _fit_flags(message, row)
    if _FACTS(message) == (row.msgid, row.msgid_plural, fitted, comments, row.notes, row.files, flags, False):
        return message  # as nearly always
    new = replace(
        message,
        msgid=row.msgid,
        msgid_plural=row.msgid_plural,
        msgstr=fitted,
        comments=comments,
        notes=row.notes,
        files=row.files,
        flags=flags,
        obsolete=False,
    )
    source, previous = (row.msgid, row.msgid_plural), (message.previous_msgid, message.previous_msgid_plural)
    if (message.msgid, message.msgid_plural) == source:
        return new
    if not any(message.msgstr) or (message.fuzzy and previous == source):
        return without_fuzzy(new)
    if message.fuzzy:  # made from an earlier source still, or flagged by a translator, who keeps the flag
        return new
    return replace(
        new,
        flags=("fuzzy", *flags),
        # With its own context a later guess of msgmerge, which copies these lines, says whose translation it took.
        previous_msgctxt=message.msgctxt,
        previous_msgid=message.msgid,
        previous_msgid_plural=message.msgid_plural,
    )


def _fit_flags(message: Message, row: Message) -> tuple[str, ...]:
    """Return the flags of ``message`` with the format flags of ``row``, which the book decides; the others stay."""
    kept = tuple(flag for flag in message.flags if flag in row.flags or not flag.endswith("-format"))
    return kept + tuple(flag for flag in row.flags if flag not in kept)


def waiting_forms(message: Message) -> dict[int, str]:
    """Return the plural forms that wait in comments, by index."""
    found = (_WAITING.fullmatch(comment) for comment in message.comments)
    return {int(form[1]): unquote(form[2]) or "" for form in found if form}


def _fit_forms(message: Message, row: Message, forms: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return msgstr in the forms that ``row`` asks for, and the comments.

    A singular fills every form. Of a plural the first form stays; forms that read otherwise wait in comments
    (``# msgstr[1] "…"``) until the source counts again.
    """
    if row.msgid_plural and message.msgid_plural:
        return message.msgstr + ("",) * (forms - len(message.msgstr)), message.comments
    first = message.msgstr[0] if message.msgstr else ""
    if row.msgid_plural:
        kept = waiting_forms(message)
        comments = tuple(comment for comment in message.comments if not _WAITING.fullmatch(comment))
        return tuple(kept.get(form, first) for form in range(forms)), comments
    waiting: tuple[str, ...] = ()
    if any(text != first for text in message.msgstr):
        waiting = tuple(f"msgstr[{form}] {quote(text)}" for form, text in enumerate(message.msgstr) if form)
    return (first,), (*message.comments, *waiting)


def without_text(row: Message, forms: int) -> Message:
    """Return the message of ``row``, not yet translated."""
    return replace(row, msgstr=("",) * (forms if row.msgid_plural else 1))


def as_source(message: Message, row: Message, forms: int) -> Message:
    """Return ``message`` saying what ``row`` says, as everything in the source locale does."""
    plural = (row.msgid_plural,) * (forms - 1) if row.msgid_plural else ()
    return replace(
        without_fuzzy(message),
        msgid=row.msgid,
        msgid_plural=row.msgid_plural,
        msgstr=(row.msgid, *plural),
        notes=row.notes,
        files=row.files,
        flags=_fit_flags(without_fuzzy(message), row),
        obsolete=False,
    )


def without_fuzzy(message: Message) -> Message:
    """Return ``message`` without the fuzzy flag and its ``#|`` lines."""
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    return replace(message, flags=flags, previous_msgctxt="", previous_msgid="", previous_msgid_plural="")
