"""Complaints as the register keeps them, and the report on them: values without a customer's personal data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

REGISTER = "complaints.sqlite"
"""The register of a workspace that names no other."""
NOTE_LIMIT = 500
"""Characters of a note."""

_YEAR, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(^|[^\d./-])(?:{_YEAR}-{_DAY}-{_DAY}|{_DAY}[./-]{_DAY}[./-]{_YEAR}|{_DAY}[./]{_DAY}[./]\d\d)(?![./-]?\d)"
)
"""What is no part of a longer number: that of a telephone may begin, or end, like a date."""
_NUMBER = re.compile(r"\d(?:[\s().+/_\u00ad\u200b-\u2015\u2060\u2212-]{0,3}\d){6,}")
"""Between digits may stand dashes of every kind, and what is not seen."""
_ADDRESS = re.compile(r"[^\s@<>]@[^\s@]+\.[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint, counted by its cause; whose it was is nobody's business."""

    id: str
    """Twelve lower-case hexadecimal characters, unique in all registers: a file that is read twice counts once."""
    on: date
    """The day it was made."""
    code: str
    """Key of a complaint code of the book."""
    role: str
    """Key of the role that received it."""
    site: str = ""
    locale: str = ""
    """The customer's language; empty where nobody noted it."""
    phrase: str = ""
    """Full key of the phrase that was said or missing; empty for none."""
    note: str = ""
    """At most ``NOTE_LIMIT`` characters on what went wrong; shown by ``list`` alone, never in a report."""
    closed: date | None = None
    """The day its cause was dealt with; None while it is open."""

    @property
    def cause(self) -> tuple[str, str, str]:
        """What a remedy deals with: code, role and site."""
        return self.code, self.role, self.site


class Count(NamedTuple):
    """How many complaints were alike in all that a report counts by."""

    on: date
    code: str
    role: str
    site: str
    locale: str
    closed: date | None
    number: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Which complaints are meant: of each kind one of those named, any where none is."""

    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """The empty name is that of the complaints without a site."""
    locales: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    open: bool | None = None
    """Whether they are open; None for both kinds."""


def personal_in(note: str) -> str:
    """Return what in ``note`` would lead to a person, in words; empty where nothing is seen to.

    Seen are e-mail addresses and numbers of seven digits or more, however they are grouped: those of telephones, cards
    and customers. Dates are none.
    """
    plain = unicodedata.normalize("NFKC", note)
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    if _ADDRESS.search(text):
        return "an e-mail address"
    if _NUMBER.search(_DATE.sub(r"\1 date ", text)):
        return "a number of a telephone, a card or a customer"
    return ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was counted, month by month."""

    key: str
    """Of a code, role, site or locale; empty where none was noted."""
    title: str
    """As the reader's language names it; the key where the book has no such thing any more."""
    total: int
    months: tuple[int, ...]
    """One for each of ``Report.months``."""
    trend: float
    """By how many a month the number grows: the slope of the least-squares line over the months that the report covers
    from the first day to the last; 0.0 where those are fewer than two."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that the report wants done."""

    kind: str
    """``no-plan`` (complaints of a code whose plan has no phrase), ``grew`` (more complaints of a code and role after a
    card for it was issued than in as many days before) or ``back`` (a cause that came back after it was closed)."""
    code: str
    title: str
    """Of the code, in the reader's language."""
    role: str = ""
    site: str = ""
    on: date | None = None
    """``grew``: the day the card was issued; ``back``: the day the cause was last closed."""
    before: int = 0
    """``grew``: complaints in the days before."""
    after: int = 0
    """``no-plan``: complaints; ``grew`` and ``back``: those since."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What staff looked for and the book lacks."""

    words: str
    """As they were typed, folded as ``spelling.fold`` does it."""
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """The register counted for one reader."""

    title: str
    """Of the book."""
    locale: str
    direction: str
    since: date
    until: date
    total: int
    open: int
    months: tuple[str, ...]
    """``YYYY-MM`` from the month of ``since`` to that of ``until``, none left out."""
    by_month: Tally
    """Of everything; its key and title are empty."""
    by_code: tuple[Tally, ...]
    """The largest first, equal ones by key; so are the others. Codes without a complaint are left out."""
    by_role: tuple[Tally, ...]
    by_site: tuple[Tally, ...]
    by_locale: tuple[Tally, ...]
    warnings: tuple[Warned, ...] = ()
    missed: tuple[Missed, ...] = ()
    """The most wanted first."""
