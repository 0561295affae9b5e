"""Telling apart what a translator wrote and what GNU msgmerge guessed, and undoing the guess.

msgmerge gives a new message the translation of one that reads alike, flags it fuzzy and copies the comments, approvals
included. With ``--previous`` it says whose translation that is (``#| msgctxt``); without, it drops every ``#|`` line.
The message whose translation it took is gone from the file if the template lacks it, as it lacks every variant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from scripts_gen.message import Message, parse_context
from scripts_gen.renewal import waiting_forms, without_fuzzy
from scripts_gen.seal import parse_approval, pronounced_wording, seal_of

ALIKE = 0.5
"""Least likeness of two sources for a guess, a little under msgmerge's own 0.6, which is measured another way."""


class Held(NamedTuple):
    """A message of a file that is being merged."""

    place: int
    """Index of its block in the file; -1 where it was found only in a guess."""
    message: Message


def drop_guesses(held: Sequence[Held], rows: Sequence[Message]) -> list[Held]:
    """Return ``held`` with every guess emptied; a message that lives on in a guess alone comes back, obsolete, last.

    What cannot be told from a translator's own fuzzy message stays as it is: nothing that may be somebody's work goes.
    """
    while (cleared := _drop_plain_guesses(held, rows)) != held:  # one that is gone may unmask another, made from it
        held = cleared
    return cleared


def _drop_plain_guesses(held: Sequence[Held], rows: Sequence[Message]) -> list[Held]:
    texts = [message for _, message in held if any(message.msgstr)]
    known = {message.msgctxt: message for message in texts if not _names_another(message)}
    lost: dict[str, Message] = {}
    for message in texts:
        if (origin := _restore(message, rows)) and origin.msgctxt not in known:
            first = lost.setdefault(origin.msgctxt, origin)
            if len(origin.msgstr) > len(first.msgstr):  # a guess for a message that does not count has one form only
                lost[origin.msgctxt] = origin
    coming = {row.msgctxt for row in rows}
    by_text: dict[str, list[Message]] = {}
    for message in (*known.values(), *lost.values()):
        if message.msgctxt in coming:
            by_text.setdefault(message.msgstr[0], []).append(message)
    known |= lost
    kept = [
        Held(place, _without_guess(message, _find_origin(message, known, by_text, rows))) for place, message in held
    ]
    return kept + [Held(-1, message) for message in lost.values()]


def _names_another(message: Message) -> bool:
    return message.fuzzy and message.previous_msgctxt not in ("", message.msgctxt)


def _restore(guess: Message, rows: Sequence[Message]) -> Message | None:
    """Return the message whose translation ``guess`` says that it has, as that was before: by name, or by its seal."""
    if _names_another(guess):
        source = Message(guess.previous_msgctxt, guess.previous_msgid, guess.previous_msgid_plural)
        return _with_translation(source, guess)
    if guess.fuzzy and not guess.previous_msgid:
        seals = {approval.seal for comment in guess.comments if (approval := parse_approval(comment))}
        for row in rows if seals else ():
            origin = _with_translation(row, guess)
            if row.msgctxt != guess.msgctxt and seal_of(origin) in seals:
                return origin
    return None


def _with_translation(source: Message, guess: Message) -> Message:
    forms = guess.msgstr if source.msgid_plural and guess.msgid_plural else guess.msgstr[:1]
    texts = (source.msgctxt, source.msgid, source.msgid_plural)
    return Message(*texts, forms, comments=guess.comments, obsolete=True, line=guess.line)


def _find_origin(
    message: Message, known: Mapping[str, Message], by_text: Mapping[str, Sequence[Message]], rows: Sequence[Message]
) -> Message | None:
    """Return the message that a fuzzy one has its translation from, unchanged; None where it is its own."""
    if not message.fuzzy or not any(message.msgstr):
        return None
    if named := _restore(message, rows):
        origin = known[named.msgctxt]
        return origin if _is_copy(message, origin) else None
    if message.previous_msgid or message.previous_msgctxt:
        return None
    for other in by_text.get(message.msgstr[0], ()):
        related = parse_context(other.msgctxt)[0] == parse_context(message.msgctxt)[0]
        unsure = other.fuzzy and not other.previous_msgid  # which of the two is the guess cannot be told
        same = other.comments == message.comments and _is_copy(message, other)
        if same and not related and not unsure and _alike(message, other):
            return other
    return None


def _is_copy(message: Message, other: Message) -> bool:
    return {*message.msgstr, *waiting_forms(message).values()} <= {*other.msgstr, *waiting_forms(other).values()}


def _alike(message: Message, other: Message) -> bool:
    return SequenceMatcher(None, message.msgid, other.msgid, autojunk=False).ratio() >= ALIKE


def _without_guess(message: Message, origin: Message | None) -> Message:
    if origin is None:
        return message
    comments = tuple(
        comment
        for comment in message.comments
        if comment not in origin.comments
        and parse_approval(comment) is None
        and pronounced_wording(Message("", "", comments=(comment,))) is None
    )
    return replace(without_fuzzy(message), msgstr=("",) * len(message.msgstr), comments=comments)
