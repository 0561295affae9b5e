"""One message of a catalog or of a template, and the grammar of its msgctxt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scripts_gen.language import Variant

SPOKEN, GUIDANCE, INTERFACE, PRONUNCIATION = DOMAINS = ("phrases", "guidance", "interface", "pronunciation")
"""The catalogs' domains: said aloud, read by staff, printed furniture, how the spoken is pronounced."""


class Status(StrEnum):
    """How far a message has come. A fuzzy message has a wording whose source changed since."""

    APPROVED = "approved"
    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


def format_context(key: str, variant: Variant = (), field_name: str = "") -> str:
    """Return a msgctxt: ``greeting.morning``, ``greeting.morning|speaker=female``, ``greeting.welcome#tone``."""
    context = key + (f"#{field_name}" if field_name else "")
    return context + "".join(f"{',' if i else '|'}{axis}={value}" for i, (axis, value) in enumerate(variant))


def parse_context(context: str) -> tuple[str, Variant]:
    """Split a msgctxt into what stands before ``|`` and the variant; the inverse of ``format_context``."""
    key, _, tail = context.partition("|")
    pairs = (pair.partition("=") for pair in tail.split(",")) if tail else ()
    return key, tuple((axis, value) for axis, _, value in pairs)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, of a template (``msgstr`` empty) or of a catalog. Texts are unescaped."""

    msgctxt: str
    msgid: str
    msgid_plural: str = ""
    msgstr: tuple[str, ...] = ()
    """One text, or one a plural form; empty texts where untranslated."""
    notes: tuple[str, ...] = ()
    """``#.`` lines, from the book, one fact a line."""
    files: tuple[str, ...] = ()
    """``#:`` references, files without line numbers."""
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """``# `` lines, the translator's own, approvals among them."""
    previous_msgctxt: str = ""
    previous_msgid: str = ""
    previous_msgid_plural: str = ""
    obsolete: bool = False
    line: int = 0
    """First line of the message's block in its file; 0 where it comes from no file."""
    when: str = ""
    """Template only: the part of the day without which a locale has no such message."""
    varies: tuple[str, ...] = ()
    """Template only: the axes that may need rows of their own."""

    @property
    def key(self) -> str:
        """What it belongs to, without field and variant: ``greeting.morning`` of ``greeting.morning#keywords``."""
        return parse_context(self.msgctxt)[0].partition("#")[0]

    @property
    def fuzzy(self) -> bool:
        """Whether the translation waits for a human because its source changed."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has a text."""
        return bool(self.msgstr) and all(self.msgstr)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a message and when, sealed over its texts."""

    date: str
    """ISO 8601 date."""
    by: str
    seal: str
    """Eight Crockford base32 characters."""
