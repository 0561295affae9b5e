"""The book as its trainers wrote it: values that are frozen, and free of behaviour beyond what their fields say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts_gen.organisation import Organisation, PrintDefaults
from scripts_gen.paper import Stock

PLACEHOLDER_TYPES = ("text", "number", "money", "date", "time", "phone")
CHANNELS = ("face", "phone", "writing")
AUDIENCES = ("customer", "colleague")
MOODS = ("upset", "unsure", "hurried")
BINDINGS = ("must", "may")
APPROVALS = ("required", "preferred")
DIRECTIONS = ("gesture", "tone", "distance", "safety")
PLAN = ("first", "question", "promise")
"""What the plan for a complaint says, in this order: phrases by their keys."""
NUMBERS = "numbers"
"""What ``answers`` calls the row of numbers."""


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
    """A fixed reason to complain, used by phrases and by the register alike, and the plan for it."""

    key: str
    title: str
    first: str = ""
    """Full key of the first sentence said; empty where the book has no plan for this code."""
    question: str = ""
    """Full key of the question that finds the cause."""
    promise: str = ""
    """Full key of the honest promise."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a customer may point at, to answer without a word."""

    key: str
    show: str
    """What is printed, in the source language."""
    note: str = ""
    """For the translator."""

    @property
    def context(self) -> str:
        """Its msgctxt in the spoken catalogs."""
        return f"point.{self.key}"


@dataclass(frozen=True, slots=True)
class Pointing:
    """Everything in pointing.toml."""

    points: Mapping[str, Point] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    opening: tuple[str, ...] = ()
    own_language: str = ""


@dataclass(frozen=True, slots=True)
class Urgent:
    """What staff reach from every screen of the look-up page."""

    emergency: str = ""
    """Key of a situation; empty for none."""
    fetch: str = ""
    """Full key of the phrase that promises somebody who speaks the customer's language; empty for none."""


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
    answers: tuple[str, ...] = ()
    """Keys of the points that answer it; ``NUMBERS`` stands for the row of numbers."""
    reply: str = ""
    """Full key of the phrase that staff say back when a customer says this one first; empty for none."""


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
    excused: Mapping[str, str] = field(default_factory=dict)
    """What the role need not carry, and why: reason by ``framework.item`` or ``move.<key>``."""

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
    points: Mapping[str, Point] = field(default_factory=dict)
    """By key, in the order of pointing.toml."""
    numbers: tuple[int, ...] = ()
    """The numbers that a customer may point at."""
    opening: tuple[str, ...] = ()
    """Keys of the points that a customer needs whatever is asked."""
    own_language: str = ""
    """Key of the point by which customers name their own language; empty for none."""
    glossary: Mapping[str, str] = field(default_factory=dict)
    """Terms of the source language that are always rendered by the same word: meaning by term."""
    stocks: Mapping[str, Stock] = field(default_factory=dict)
    """The organisation's own perforated stock by name, beside what ships."""
    urgent: Urgent = Urgent()

    def phrases(self) -> dict[str, Phrase]:
        """Return every phrase by full key, in the order of situations and steps."""
        return {phrase.key: phrase for situation in self.situations.values() for phrase in situation.phrases()}
