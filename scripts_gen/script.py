"""Role scripts: what one role says, does and leaves unsaid, scene by scene, for whoever reads it.

Two phrasebooks make a script: the one in the language that is spoken and the one in the language its reader knows.
They may be the same; then nothing needs a meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts_gen.interface import WORDS
from scripts_gen.language import Locale
from scripts_gen.model import Phrase, Role, Situation, Step
from scripts_gen.phrasebook import Entry, Localized, Phrasebook, Wording
from scripts_gen.reading import (
    Direction,
    Said,
    directions,
    guide,
    instead_of,
    meaning,
    own,
    said,
    variant_labels,
    word,
)
from scripts_gen.wording import Text

ANSWER_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One way to say a phrase."""

    labels: tuple[Localized, ...]
    """Who may say it to whom, such as ``a woman speaks``; empty where it suits everybody."""
    wording: Said
    pronunciation: Said | None
    """Always left to right; None where there is none."""
    draft: bool
    """Whether nobody has approved it as it stands."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What passes between customer and staff beside the wording itself."""

    heading: Localized
    text: Said
    meaning: Said | None
    """None where the reader speaks the language of ``text``."""


@dataclass(frozen=True, slots=True)
class ScriptPhrase:
    """A phrase, and what its reader needs to choose it."""

    key: str
    number: int
    labels: tuple[Localized, ...]
    """When and to whom: the part of the day, ``to a colleague``, the customer's mood; empty where it always fits."""
    lines: tuple[ScriptLine, ...]
    meaning: Said | None
    """In the reader's language, else in the source language; None where the reader speaks the language of the lines."""
    exchanges: tuple[Exchange, ...]
    """What the customer may point at, and what staff reply to a customer who says the phrase first."""


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """One move in a scene."""

    key: str
    title: Localized
    within: Localized | None
    """The time standard in words, such as ``10 seconds``; None where there is none."""
    phrases: tuple[ScriptPhrase, ...]
    directions: tuple[Direction, ...]
    instead_of: tuple[Localized, ...]
    """What is not said in this step, each once."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A situation as this script plays it."""

    key: str
    number: int
    title: Localized
    purpose: Localized
    group: Localized
    color: str
    """``#rrggbb``, dark enough for white text."""
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """A phrase that the script lacks, or an answer to point at, and why."""

    key: str
    meaning: Said
    reason: Localized


@dataclass(frozen=True, slots=True)
class Script:
    """Everything on paper or on screen for one role in one language."""

    role: str
    title: Localized
    organisation: str
    channels: tuple[Localized, ...]
    appearance: Localized
    spoken: Locale
    staff: Locale
    """What its reader reads."""
    blanks: Mapping[str, str]
    """The type of each placeholder that may be left blank, by name."""
    encounter: tuple[Scene, ...]
    """In the order they are played."""
    at_hand: tuple[Scene, ...]
    """Whenever they are needed; none that the encounter has already."""
    omissions: tuple[Omission, ...]
    words: Mapping[str, Localized]
    """The printed furniture by word key."""
    revised: str
    """ISO 8601 date of the newest catalog it was made from; empty where they carry none."""


def build_script(role: Role, spoken: Phrasebook, staff: Phrasebook) -> Script:
    """Return the script of ``role`` in the language of ``spoken`` for readers of the language of ``staff``.

    Both phrasebooks come from the book that ``role`` belongs to.
    """
    situations = spoken.book.situations
    at_hand = [key for key in role.situations() if key not in role.encounter]
    return Script(
        role=role.key,
        title=guide(staff, f"role.{role.key}#title"),
        organisation=spoken.book.organisation.name,
        channels=tuple(word(staff, f"channel_{channel}", channel) for channel in role.channel),
        appearance=guide(staff, f"role.{role.key}#appearance"),
        spoken=spoken.locale,
        staff=staff.locale,
        blanks={name: placeholder.type for name, placeholder in spoken.book.placeholders.items()},
        encounter=tuple(_scene(situations[key], spoken, staff) for key in dict.fromkeys(role.encounter)),
        at_hand=tuple(_scene(situations[key], spoken, staff) for key in at_hand),
        omissions=_omissions(role, spoken, staff),
        words={key: word(staff, key, text) for key, text in WORDS.items()},
        revised=max(spoken.revised, staff.revised),
    )


def _scene(situation: Situation, spoken: Phrasebook, staff: Phrasebook) -> Scene:
    group = staff.book.groups[situation.group]
    return Scene(
        key=situation.key,
        number=situation.number,
        title=guide(staff, f"{situation.key}#title"),
        purpose=guide(staff, f"{situation.key}#purpose"),
        group=guide(staff, f"group.{group.key}#title"),
        color=group.color,
        steps=tuple(_step(situation, step, spoken, staff) for step in situation.steps),
    )


def _step(situation: Situation, step: Step, spoken: Phrasebook, staff: Phrasebook) -> ScriptStep:
    context = f"{situation.key}.{step.key}"
    entries = [spoken.entries[phrase.key] for phrase in step.phrases if phrase.key in spoken.entries]
    return ScriptStep(
        key=step.key,
        title=guide(staff, f"{context}#title"),
        within=own(staff, staff.formatter.duration(step.within)) if step.within else None,
        phrases=tuple(_phrase(entry, spoken, staff) for entry in entries),
        directions=directions(situation, step, staff),
        instead_of=tuple(dict.fromkeys(item for entry in entries for item in instead_of(entry.key, staff))),
    )


def _phrase(entry: Entry, spoken: Phrasebook, staff: Phrasebook) -> ScriptPhrase:
    return ScriptPhrase(
        key=entry.key,
        number=entry.phrase.number,
        labels=_occasion(entry.phrase, staff),
        lines=_lines(entry, spoken, staff),
        meaning=None if spoken.locale.code == staff.locale.code else meaning(entry.phrase, staff),
        exchanges=tuple(_exchanges(entry.phrase, spoken, staff)),
    )


def _exchanges(phrase: Phrase, spoken: Phrasebook, staff: Phrasebook) -> Iterable[Exchange]:
    foreign = spoken.locale.code != staff.locale.code
    if answers := spoken.answers(phrase.answers):
        points = {key: point.show for key, point in staff.book.points.items()} | staff.answers(phrase.answers)
        meant = [points.get(key, text) for key, text in answers.items()]
        yield Exchange(
            word(staff, "answers"),
            _listed(answers.values(), spoken.locale),
            _listed(meant, staff.locale) if foreign else None,
        )
    if reply := spoken.entries.get(phrase.reply):
        pieces = spoken.pieces(reply, reply.wording())
        shown = said(pieces, spoken.locale.code, spoken.locale.direction, staff)
        yield Exchange(word(staff, "reply"), shown, meaning(reply.phrase, staff) if foreign else None)


def _listed(answers: Iterable[str], locale: Locale) -> Said:
    return Said((Text(ANSWER_SEPARATOR.join(answers)),), locale.code, locale.direction)


def _occasion(phrase: Phrase, staff: Phrasebook) -> tuple[Localized, ...]:
    labels = []
    if phrase.when:
        labels.append(word(staff, f"part_{phrase.when}", phrase.when))
    if phrase.to != "customer":
        labels.append(word(staff, f"to_{phrase.to}", phrase.to))
    if phrase.customer:
        labels.append(word(staff, f"customer_{phrase.customer}", phrase.customer))
    return tuple(labels)


def _lines(entry: Entry, spoken: Phrasebook, staff: Phrasebook) -> tuple[ScriptLine, ...]:
    """Return a line for each wording; a single one, for everybody, where every variant says the same."""
    if len({wording.forms for wording in entry.wordings}) == 1:
        return (_line(entry, entry.wordings[0], (), spoken, staff),)
    varying = {axis for wording in entry.wordings for axis, _ in wording.variant}
    labels = [variant_labels(wording.variant, varying, spoken.locale, staff) for wording in entry.wordings]
    return tuple(
        _line(entry, wording, label, spoken, staff) for wording, label in zip(entry.wordings, labels, strict=True)
    )


def _line(
    entry: Entry, wording: Wording, labels: tuple[Localized, ...], spoken: Phrasebook, staff: Phrasebook
) -> ScriptLine:
    code = spoken.locale.code
    pronounced = spoken.pronunciation_pieces(entry, wording)
    return ScriptLine(
        labels=labels,
        wording=said(spoken.pieces(entry, wording), code, spoken.locale.direction, staff),
        pronunciation=said(pronounced, code, "ltr", staff) if pronounced else None,
        draft=wording.draft,
    )


def _omissions(role: Role, spoken: Phrasebook, staff: Phrasebook) -> tuple[Omission, ...]:
    book = spoken.book
    phrases = book.phrases()
    shown = {point.context: Said((Text(point.show),), book.source, "ltr") for point in book.points.values()}
    meant = [(left, meaning(phrases[left.key], staff)) for left in spoken.left_out_of(role)]
    meant += [(left, shown[left.key]) for left in spoken.answers_left_out_of(role)]
    return tuple(Omission(left.key, text, word(staff, f"status_{left.status}", left.status)) for left, text in meant)
