"""The drawer: which of the cards that were issued still say what is to be said, and what replaces the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scripts_gen.seal import CROCKFORD, LENGTH, format_code

EXAMPLE_CODE = "7K3Q-M2X4"
"""What a code looks like, for messages."""
TEXTS = ("wording", "meaning", "pronunciation")
"""What of a line staff say or read; its seal they do not."""

_ALIKE = str.maketrans("OIL", "011")
_JOINTS = re.compile(r"[\s\u2010-\u2015-]")

Group = tuple[str, str, str]
"""A role, the locale it speaks and the second one on its cards: what has one set of lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """One wording as a card holds it, or would hold it today."""

    context: str
    """The msgctxt of the wording with its variant: ``greeting.glad|speaker=female``, ``point.yes``."""
    locale: str
    seal: str
    """Empty where the wording is not approved."""
    wording: str
    meaning: str = ""
    pronunciation: str = ""


Now = Mapping[Group, Mapping[str, Line]]
"""The lines of today by context, for each group that there still is."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Cards of one code that were printed for one role and site."""

    code: str
    """As on the card: ``7K3Q-M2X4``."""
    layout: str
    card: str
    """Its size, such as ``id1``."""
    role: str
    locale: str
    second: str
    """The other language on it, which staff read; empty where there is none."""
    lines: tuple[Line, ...]
    date: str
    """ISO 8601 date of the printing."""
    edition: str
    """ISO 8601 date on its face."""
    copies: int
    site: str
    """Empty for the workspace's own."""
    run: str
    """Names the printing."""
    replaces: tuple[str, ...] = ()
    """Codes of the cards that it replaces in the drawer of its role and site."""

    @property
    def group(self) -> Group:
        """Whose lines it holds."""
        return self.role, self.locale, self.second


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody took the cards of one code out of the drawer of a site, whichever role had them."""

    code: str
    date: str
    """ISO 8601."""
    site: str
    run: str


Record = Issued | TakenOut


class State(StrEnum):
    """What is to be thought of a card in the drawer."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """A text on it reads otherwise today."""
    WITHDRAWN = "withdrawn"
    """A wording on it is no longer there to be said."""
    REPLACED = "replaced"
    """It has left the drawer: a later printing replaced it, or it was taken out."""


STALE = frozenset({State.SUPERSEDED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Change:
    """A text of a card that reads otherwise today."""

    context: str
    what: str
    """One of ``TEXTS``."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Held:
    """All cards of one kind (code, size, role, site) that came into a drawer and are there, or left it together."""

    issued: Issued
    """The first of their records."""
    copies: int
    """Of all their records."""
    state: State
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    """Contexts of the wordings withdrawn."""
    replaced_by: tuple[str, ...] = ()
    """Codes of the cards that replaced them; empty where they are in the drawer, or were just taken out."""
    replaced_on: str = ""
    """ISO 8601 date on which they left the drawer; empty where they are in it."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A card as it would be printed today."""

    code: str
    layout: str
    role: str
    locale: str
    second: str
    contexts: tuple[str, ...]
    """Of the wordings on it."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What to do with the stale cards of one code in the drawer of one role and site."""

    role: str
    site: str
    take_out: str
    """Code."""
    put_in: tuple[str, ...]
    """Codes; empty where nothing comes instead."""
    copies: int
    """So many are to be taken out."""


def normalize_code(text: str) -> str | None:
    """Return the code that somebody typed as it stands on the card, or None where it is none.

    Small letters do, hyphens and blanks may be anywhere or missing, and O, I and L stand for the digits they look like.
    """
    code = _JOINTS.sub("", text).upper().translate(_ALIKE)
    if len(code) != LENGTH or not set(code) <= set(CROCKFORD):
        return None
    return format_code(code)


def groups_of(records: Iterable[Record]) -> tuple[Group, ...]:
    """Return the groups whose lines of today ``judge`` has to know."""
    return tuple(sorted({record.group for record in records if isinstance(record, Issued)}))


def judge(records: Iterable[Record], now: Now, at: Mapping[str, Now] | None = None) -> tuple[Held, ...]:
    """Return what is in the drawers, and what was, by role, locale, code and site.

    ``now`` is what cards would say today, ``at`` what they would at sites that say it otherwise. ``records`` are in the
    order of the ledger; those of one day happened in this order. Cards printed in one run do not replace each other.
    """
    ordered = sorted(records, key=lambda record: record.date)
    exits = _exits(ordered)
    piles: dict[tuple[object, ...], list[Issued]] = defaultdict(list)
    leavings: dict[tuple[object, ...], list[Record]] = {}
    for place, record in enumerate(ordered):
        if isinstance(record, Issued):
            leaving = _leaving(record, place, exits)
            kind = (*_kind(record), leaving[0].run if leaving else "")
            piles[kind].append(record)
            leavings[kind] = leaving
    elsewhere = at or {}
    held = (_held(pile, leavings[kind], elsewhere.get(pile[0].site, now)) for kind, pile in piles.items())
    return tuple(sorted(held, key=_rank))


def stale(held: Iterable[Held]) -> tuple[Held, ...]:
    """Return the cards in the drawer that must no longer be used."""
    return tuple(cards for cards in held if cards.state in STALE)


def find_held(held: Iterable[Held], code: str) -> tuple[Held, ...]:
    """Return what is known of a card in the hand: of its like in the drawers, or of those that left where none is."""
    found = tuple(cards for cards in held if cards.issued.code == code)
    return tuple(cards for cards in found if cards.state is not State.REPLACED) or found


def swaps(held: Iterable[Held], fresh: Iterable[Fresh]) -> tuple[Swap, ...]:
    """Return what to take out of the drawers and what to put in, by role, site and code.

    A stale card gives way to the cards of its role, languages and layout that carry any of its wordings.
    """
    carriers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for card in fresh:
        for context in card.contexts:
            carriers[card.role, card.locale, card.second, card.layout, context].append(card.code)
    copies: dict[tuple[str, str, str, tuple[str, ...]], int] = defaultdict(int)
    for cards in stale(held):
        issued = cards.issued
        found = (carriers.get((*issued.group, issued.layout, line.context), ()) for line in issued.lines)
        put_in = tuple(dict.fromkeys(code for codes in found for code in codes))
        copies[issued.role, issued.site, issued.code, put_in] += cards.copies
    return tuple(Swap(*key, count) for key, count in sorted(copies.items()))


def _exits(ordered: Iterable[Record]) -> Mapping[tuple[str, str], list[tuple[int, Record]]]:
    """Return by site and code the records, with their places, that say that such cards leave the drawer."""
    exits = defaultdict(list)
    for place, record in enumerate(ordered):
        for code in record.replaces if isinstance(record, Issued) else (record.code,):
            exits[record.site, code].append((place, record))
    return exits


def _leaving(issued: Issued, place: int, exits: Mapping[tuple[str, str], list[tuple[int, Record]]]) -> list[Record]:
    """Return the records of the one run that took out what was ``issued`` at a place; none where it is still there."""
    later = [
        record
        for exit_place, record in exits.get((issued.site, issued.code), ())
        if exit_place > place
        and record.run != issued.run
        and (isinstance(record, TakenOut) or record.group == issued.group)
    ]
    return [record for record in later if record.run == later[0].run]


def _kind(issued: Issued) -> Iterator[object]:
    """Yield what makes cards alike: whoever holds one cannot tell it from the others."""
    yield from (issued.code, issued.layout, issued.card, issued.group, issued.site)
    yield tuple((line.context, *(getattr(line, what) for what in TEXTS)) for line in issued.lines)


def _held(pile: list[Issued], leaving: list[Record], now: Now) -> Held:
    issued = pile[0]
    present = now.get(issued.group, {})
    gone = tuple(line.context for line in issued.lines if line.context not in present)
    changes = tuple(
        Change(line.context, what, old, new)
        for line in issued.lines
        if line.context in present
        for what in TEXTS
        if (old := getattr(line, what)) != (new := getattr(present[line.context], what))
    )
    state = State.WITHDRAWN if gone else State.SUPERSEDED if changes else State.CURRENT
    return Held(
        issued=issued,
        copies=sum(record.copies for record in pile),
        state=State.REPLACED if leaving else state,
        changes=changes,
        gone=gone,
        replaced_by=tuple(dict.fromkeys(record.code for record in leaving if isinstance(record, Issued))),
        replaced_on=leaving[0].date if leaving else "",
    )


def _rank(held: Held) -> tuple[object, ...]:
    issued = held.issued
    return (*issued.group, issued.code, issued.site, issued.layout, issued.card, issued.date, held.replaced_on)
