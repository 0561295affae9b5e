"""What rules look at: values that know their language and, where there is one, what the book wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scripts_gen.differences import Difference
from scripts_gen.language import Locale, plural_index
from scripts_gen.message import Message
from scripts_gen.model import Book
from scripts_gen.phrasebook import Phrasebook

SAMPLES = 1000
"""Numbers that plural rules are tried with; every rule in CLDR repeats within them."""


@dataclass(frozen=True)
class Language:
    """A locale as rules see it."""

    locale: Locale
    source: str = "en"
    """The locale that msgids are written in."""

    @property
    def code(self) -> str:
        """The language without a region: ``pt`` of ``pt_BR``; Filipino counts as Tagalog."""
        code = self.locale.code.partition("_")[0]
        return "tl" if code == "fil" else code

    @property
    def is_source(self) -> bool:
        """Whether this is the locale that msgids are written in."""
        return self.locale.code == self.source

    @cached_property
    def forms(self) -> tuple[frozenset[int], ...]:
        """The numbers up to ``SAMPLES`` that take each plural form."""
        numbers: dict[int, set[int]] = {}
        for number in range(SAMPLES):
            numbers.setdefault(plural_index(self.locale.plural_forms, number), set()).add(number)
        return tuple(frozenset(numbers.get(form, ())) for form in range(max(numbers) + 1))

    def fixed_number(self, form: int) -> int | None:
        """Return the one number that takes a plural form, such as 2 for the Arabic dual; None where there are more."""
        numbers = self.forms[form] if form < len(self.forms) else frozenset[int]()
        return next(iter(numbers)) if len(numbers) == 1 else None


@dataclass(frozen=True)
class Form:
    """One text of a live, translated message; fuzzy ones are not looked at."""

    message: Message
    index: int
    """Which plural form; 0 for a message without plural."""
    text: str
    source: str
    """The msgid, or the msgid_plural for a form that speaks of many."""
    language: Language
    domain: str
    """``phrases``, ``guidance``, ``interface``, ``pronunciation``, or the file's own name where it is none of them."""

    @property
    def spoken_to_customer(self) -> bool:
        """Whether staff say this to a customer: the book's notes say so; without them, whatever is no guidance."""
        to_customer = any(note.startswith("Staff speak to a customer") for note in self.message.notes)
        return self.domain == "phrases" and (to_customer or not any("Staff speak to" in n for n in self.message.notes))


@dataclass(frozen=True)
class CatalogSubject:
    """A whole catalog, and what it should hold where a book says so."""

    file: str
    domain: str
    header: Mapping[str, str]
    messages: tuple[Message, ...]
    language: Language
    folder: str = ""
    """The locale's folder above ``LC_MESSAGES``; empty where the file lies elsewhere."""
    rows: Mapping[str, Message] | None = None
    """What the book wants, by msgctxt; None where there is no book."""
    spoken: Mapping[str, Message] = field(default_factory=dict)
    """For the pronunciation domain: the live messages of the spoken catalog."""

    def live(self) -> tuple[Message, ...]:
        """Return the messages that are not obsolete."""
        return tuple(message for message in self.messages if not message.obsolete)


@dataclass(frozen=True)
class FileSubject:
    """The bytes of a catalog, before anything is made of them."""

    file: str
    data: bytes
    language: Language


@dataclass(frozen=True)
class BookSubject:
    """The book with its phrasebooks, one a locale; and the source locale's avoid list."""

    book: Book
    phrasebooks: tuple[Phrasebook, ...]
    base: Book | None = None
    """The book below, where it extends one."""
    differences: tuple[Difference, ...] = ()
    """What it says otherwise than that one."""
