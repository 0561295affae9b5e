"""Over another book: what that one changed, since it was accepted, of what this one says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.subject import BookSubject
from scripts_gen.differences import State


def find_changed(subject: BookSubject) -> Iterator[Spot]:
    """Yield what the book below says by now in other words than were accepted."""
    yield from _in_state(subject, State.CHANGED)


def find_gone(subject: BookSubject) -> Iterator[Spot]:
    """Yield what the book below no longer has."""
    yield from _in_state(subject, State.GONE)


def find_new(subject: BookSubject) -> Iterator[Spot]:
    """Yield what was never accepted."""
    yield from _in_state(subject, State.NEW)


def _in_state(subject: BookSubject, state: State) -> Iterator[Spot]:
    for one in subject.differences:
        if one.state is state:
            where = f"{one.key} ({f'{one.locale}, ' if one.locale else ''}{one.field})"
            said = f"; it said {one.then!r}" if one.then is not None else ""
            says = f"{said} and says {one.old!r}" if state is State.CHANGED else said
            yield Spot(detail=where + says, msgctxt=one.key, file=one.file, line=one.line)


RULES = (
    Rule(
        "O801",
        "upstream-changed",
        Severity.WARNING,
        "The book below has changed what is said otherwise here",
        "What was said here instead was right for the old text; it may not be for the new one.",
        "Read both with 'scripts-gen diff', change what stands here or not, then 'scripts-gen diff --accept KEY'.",
        Scope.BOOK,
        find_changed,
    ),
    Rule(
        "O802",
        "upstream-gone",
        Severity.WARNING,
        "The book below no longer has what is said otherwise here",
        "What stands here overrides nothing: a phrase without the rest of it, or one that nobody keeps up any more.",
        "Take it out here, or complete it as a phrase of your own, then 'scripts-gen diff --accept KEY'.",
        Scope.BOOK,
        find_gone,
    ),
    Rule(
        "O803",
        "override-not-accepted",
        Severity.NOTE,
        "Something is said otherwise than in the book below, and was never accepted",
        "Without a record of what that book says, a later change of it cannot be noticed.",
        "Look at it with 'scripts-gen diff', then 'scripts-gen diff --accept'.",
        Scope.BOOK,
        find_new,
    ),
)
