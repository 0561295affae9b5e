"""What a check is and what it finds: rules and findings as data.

A rule looks at one subject (a form of a message, a message, a catalog, a file, the book) and yields spots. Rules are
collected by family, each a module of this package with a tuple ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: what must not ship, what a native editor would mend, what is worth a second look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Scope(StrEnum):
    """What a rule looks at: the type of ``scripts_gen.check.subject`` that its ``find`` takes."""

    FORM = "form"
    MESSAGE = "message"
    CATALOG = "catalog"
    FILE = "file"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a rule fires."""

    text: str = ""
    """The offending text as it stands; empty where something is missing."""
    start: int = 0
    """Offset of ``text`` in the form, in characters."""
    detail: str = ""
    """What exactly is wrong here; completes the rule's title."""
    form: int = 0
    """Index of the plural form; set by the runner where the rule looks at one form."""
    msgctxt: str = ""
    """The message; set by the runner where the rule looks at one message. A key of the book for book rules."""
    line: int = 0
    """Line in the file; set by the runner where the rule looks at one message."""
    file: str = ""
    """Path below the workspace; book rules only, others get the catalog's."""
    mended: str | None = None
    """What belongs in the place of ``text``, where there is but one right answer; None where a human decides."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, with what it tells whoever meets it."""

    code: str
    """Family letter and number, such as ``T203``: for ever, never reused."""
    name: str
    """The same in words: ``space-before-punctuation``."""
    severity: Severity
    title: str
    """What it finds, in one short sentence without a full stop."""
    why: str
    """Why it matters to whoever speaks or reads the phrase."""
    mend: str
    """How to mend it."""
    scope: Scope
    find: Callable[..., Iterator[Spot]]
    """A pure function from the scope's subject to spots."""
    on_source: bool = True
    """Whether it also looks at the source locale."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule that fired, told in full."""

    file: str
    line: int
    code: str
    severity: Severity
    locale: str
    msgctxt: str
    form: int
    start: int
    """Offset of ``text`` in the form."""
    text: str
    message: str
    """The rule's title and what exactly is wrong here."""
    why: str
    mend: str
    mended: str | None = None
