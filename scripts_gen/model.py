"""The values everything else is made of: the book as its trainers wrote it, a locale, a catalog's message.

Frozen, hashable where it matters, and free of behaviour beyond what follows from the fields alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

Variant = tuple[tuple[str, str], ...]
"""Axis and value, in the order of the locale's axes: ``(("speaker", "female"),)``. Empty for the plain row."""

SPOKEN, GUIDANCE, INTERFACE, PRONUNCIATION = DOMAINS = ("phrases", "guidance", "interface", "pronunciation")
"""The catalogs' domains: said aloud, read by staff, printed furniture, how the spoken is pronounced."""

ORGANISATION_PLACEHOLDERS = ("organisation", "hotline", "website", "feedback")
"""Placeholders that book.toml's ``[organisation]`` fills; never declared, never blank."""

PLACEHOLDER_TYPES = ("text", "number", "money", "date", "time", "phone")
CHANNELS = ("face", "phone", "writing")
AXES = ("speaker", "listener")
AUDIENCES = ("customer", "colleague")
MOODS = ("upset", "unsure", "hurried")
BINDINGS = ("must", "may")
APPROVALS = ("required", "preferred")
DIRECTIONS = ("gesture", "tone", "distance", "safety")


class Status(StrEnum):
    """How far a message has come. A fuzzy message has a wording whose source changed since."""

    APPROVED = "approved"
    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


# --- the book -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who speaks. Every field may stand in a phrase as ``{organisation}``, ``{hotline}``, ``{website}``, ``{feedback}``."""

    name: str
    hotline: str = ""
    website: str = ""
    feedback: str = ""
    """Address for feedback, an e-mail address as a rule."""

    def values(self) -> dict[str, str]:
        """Return what each organisation placeholder stands for."""
        return {
            "organisation": self.name,
            "hotline": self.hotline,
            "website": self.website,
            "feedback": self.feedback,
        }


@dataclass(frozen=True, slots=True)
class PrintDefaults:
    """What ``cards`` prints where the command line does not say."""

    card: str = "id1"
    sheet: str = "a4"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in braces that is filled when a phrase is looked up, and is a write-on blank on paper."""

    name: str
    type: str
    """One of ``PLACEHOLDER_TYPES``."""
    label: str
    """What stands under the blank, in the source language."""
    example: str
    """A value as ``--set`` takes it: ``5``, ``12.50 EUR``, ``2026-03-14``, ``14:30``, ``+358 40 123 4567``."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of the colour groups that sort situations on paper."""

    key: str
    title: str
    color: str
    """``#rrggbb``."""
    number: int
    """Place among the groups, from 1: colour never carries meaning alone."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A family of standards, as one text on service states them."""

    key: str
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """One service standard. ``key`` is ``framework.item`` and unique."""

    key: str
    framework: str
    title: str
    meaning: str
    value: str
    """The value of the organisation that it serves."""
    binding: str
    """One of ``BINDINGS``."""
    law: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What the organisation believes in; every standard serves one."""

    key: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A later dimension of service quality, derived from components and never tagged."""

    key: str
    title: str
    components: tuple[str, ...]
    """Keys of standards."""


@dataclass(frozen=True, slots=True)
class Move:
    """A neutral step in dealing with a complaint."""

    key: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ComplaintModel:
    """A named order over the moves, for trainers; staff never see it."""

    key: str
    title: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComplaintCode:
    """A fixed reason to complain, used by phrases and by the register alike."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that staff are held to, such as eye contact at 3 metres."""

    key: str
    title: str
    value: float
    unit: str
    operator: str = "within"
    """``at`` or ``within``."""


@dataclass(frozen=True, slots=True)
class Standards:
    """Everything in standards.toml, each kind by its key and in the file's order."""

    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    standards: Mapping[str, Standard] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)
    models: Mapping[str, ComplaintModel] = field(default_factory=dict)
    complaints: Mapping[str, ComplaintCode] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing worth saying. Alternatives in a step are phrases of their own."""

    key: str
    """Full key, ``situation.phrase``: unique in the book, for ever."""
    number: int
    """The number of its card within the situation, from 1."""
    say: str
    """The source wording, with ``{placeholders}``."""
    say_plural: str = ""
    """The source wording for many; empty where the phrase does not count."""
    count: str = ""
    """The number placeholder that decides the plural form; empty where the phrase does not count."""
    when: str = ""
    """The part of the day it belongs to; empty for all day."""
    note: str = ""
    """For the translator."""
    instead_of: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()
    """Axes (of ``AXES``) that the wording may depend on."""
    to: str = "customer"
    """One of ``AUDIENCES``."""
    standards: tuple[str, ...] = ()
    """Full keys of standards, beside those of its step."""
    complaint: str = ""
    """The complaint code that it answers; empty for none."""
    customer: str = ""
    """One of ``MOODS``; empty where the customer's mood does not matter."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move in a situation: what to do and the phrases that may be said."""

    key: str
    title: str
    standards: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    within: int = 0
    """Seconds; 0 for no time standard."""
    gesture: str = ""
    tone: str = ""
    distance: str = ""
    safety: str = ""
    phrases: tuple[Phrase, ...] = ()

    def directions(self) -> dict[str, str]:
        """Return the directions that are set, in the fixed order of ``DIRECTIONS``."""
        return {name: text for name in DIRECTIONS if (text := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Situation:
    """A scene of an encounter, such as greeting or complaint."""

    key: str
    number: int
    title: str
    purpose: str
    group: str
    steps: tuple[Step, ...]
    file: str
    """Path below the workspace, with forward slashes; where the text came from."""

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases of all steps in order."""
        return tuple(phrase for step in self.steps for phrase in step.phrases)


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who serves people, and what their encounter is made of."""

    key: str
    title: str
    channel: tuple[str, ...]
    appearance: str
    encounter: tuple[str, ...]
    """Keys of situations in order."""
    at_hand: tuple[str, ...] = ()
    """Keys of situations that may be needed at any moment."""
    pocket: tuple[str, ...] = ()
    """Keys of at most twelve phrases that a beginner carries."""
    standards: tuple[str, ...] = ()
    file: str = ""

    def situations(self) -> tuple[str, ...]:
        """Return encounter and at hand together, each situation once."""
        return tuple(dict.fromkeys(self.encounter + self.at_hand))


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that trainers wrote, checked and cross-referenced."""

    title: str
    source: str
    """The locale the book is written in."""
    locales: tuple[str, ...]
    approval: str
    """One of ``APPROVALS``."""
    organisation: Organisation
    print: PrintDefaults
    placeholders: Mapping[str, Placeholder]
    groups: Mapping[str, Group]
    standards: Standards
    roles: Mapping[str, Role]
    situations: Mapping[str, Situation]
    """In the order of their numbers."""

    def phrases(self) -> dict[str, Phrase]:
        """Return every phrase by full key, in the order of situations and steps."""
        return {phrase.key: phrase for situation in self.situations.values() for phrase in situation.phrases()}


# --- a locale -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """Something the wording depends on in this language, such as who speaks."""

    name: str
    """One of ``AXES``."""
    values: tuple[str, ...]
    plain: str = ""
    """The value that the plain row already speaks for; empty where the plain row suits everybody."""

    def marked(self) -> tuple[str, ...]:
        """Return the values that need a row of their own."""
        return tuple(value for value in self.values if value != self.plain)


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day as this language greets by it."""

    name: str
    start: time
    end: time
    """Exclusive; at or before ``start`` where the part runs over midnight."""

    def holds(self, moment: time) -> bool:
        """Tell whether ``moment`` lies in this part."""
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language needs, from its locale.toml, completed by CLDR through Babel."""

    code: str
    """The folder's name, which is the identity: ``tl``, never ``fil_PH``."""
    autonym: str
    direction: str
    """``ltr`` or ``rtl``."""
    plural_forms: str
    """The value of the Plural-Forms header."""
    day: tuple[PartOfDay, ...] = ()
    axes: tuple[Axis, ...] = ()
    address: str = ""
    """The form of address the organisation chose."""
    digits: str = "latn"
    """CLDR numbering system."""
    quotes: tuple[str, str] = ("“", "”")
    letters: str = ""
    """The letters a wording may use, as the inside of a character class."""
    pronunciation: str = ""
    """Name of the pronunciation scheme; empty where no pronunciation is wanted."""
    aliases: tuple[str, ...] = ()
    """Other codes that the command line takes for this locale."""
    font: str = "Noto Sans"
    font_scale: float = 1.0
    """Factor on the nominal size that makes this font look even beside Noto Sans."""
    smallest: float = 10.0
    """Smallest size of a wording, in points."""
    leading: float = 1.2
    """Line distance as a multiple of the size."""

    def rows(self, varies: tuple[str, ...]) -> tuple[Variant, ...]:
        """Return the rows a phrase needs here: the plain one first, then one a combination of marked values."""
        rows: list[Variant] = [()]
        for axis in self.axes:
            if axis.name in varies:
                rows += [(*row, (axis.name, value)) for row in rows for value in axis.marked()]
        return tuple(sorted(rows, key=len))

    def has_part(self, when: str) -> bool:
        """Tell whether a phrase of this part of the day exists here; the empty name is all day."""
        return not when or any(part.name == when for part in self.day)


# --- a catalog ------------------------------------------------------------------------------------------------------


def format_context(key: str, variant: Variant = (), field_name: str = "") -> str:
    """Return the msgctxt of a key: ``greeting.morning``, ``greeting.morning|speaker=female``, ``greeting.welcome#tone``."""
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
