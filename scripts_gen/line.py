"""Lines: single wordings as cards show them, and what customers point at, ready for whoever reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from scripts_gen import reading
from scripts_gen.language import Locale, Variant
from scripts_gen.message import format_context
from scripts_gen.model import NUMBERS, Situation
from scripts_gen.phrasebook import Entry, Localized, Phrasebook, Wording
from scripts_gen.reading import Direction, Said
from scripts_gen.seal import hash_texts
from scripts_gen.wording import Piece, Text


@dataclass(frozen=True, slots=True)
class Scene:
    """The situation that a line belongs to, as its reader knows it."""

    key: str
    number: int
    title: Localized
    group: Localized
    group_number: int
    color: str
    """``#rrggbb`` of the group."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer may point at."""

    context: str
    """Its msgctxt in the spoken catalogs, in those of another locale with ``@`` and its code; empty for a number."""
    shown: Said
    meant: Localized | None
    """For staff; None where they read the language of the customer."""
    seal: str = ""
    draft: bool = False

    @property
    def contexts(self) -> tuple[str, ...]:
        """Its own, as a line has them."""
        return (self.context,) if self.context else ()

    @property
    def content(self) -> tuple[str, ...]:
        """What the code of a card with it stands for."""
        return (self.context, self.shown.locale, self.seal, self.shown.text, self.meant.text if self.meant else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One wording, and what staff need to say it."""

    key: str
    """Full key of the phrase."""
    variant: Variant
    alike: tuple[Variant, ...]
    """Of rows that say the same, and have no line of their own."""
    scene: Scene
    step: Localized
    """Title of the step."""
    number: int
    """Of the phrase within the situation."""
    wording: Said
    pronunciation: Said | None
    meaning: Said | None
    labels: tuple[Localized, ...]
    """Who speaks, and to whom, where the wording depends on it."""
    within: Localized | None
    """The time standard in words."""
    directions: tuple[Direction, ...]
    instead_of: tuple[Localized, ...]
    """What staff must not say."""
    answers: tuple[Answer, ...]
    """By which a customer may answer without a word."""
    seal: str
    """Of the wording; empty where it is not approved."""
    draft: bool
    content: tuple[str, ...]
    """What the code stands for: the words said, their meaning and their sound, in any layout."""

    @property
    def context(self) -> str:
        """Its msgctxt in the spoken catalogs."""
        return format_context(self.key, self.variant)

    @property
    def contexts(self) -> tuple[str, ...]:
        """The msgctxts of all rows that it stands for, its own first."""
        return (self.context, *(format_context(self.key, variant) for variant in self.alike))

    @property
    def place(self) -> str:
        """Its number in the book, such as ``12.3``."""
        return f"{self.scene.number}.{self.number}"

    @property
    def code(self) -> str:
        """Eight characters that change whenever the line changes."""
        return hash_texts(self.content)


Made = dict[str, tuple[Line, ...]]
"""The lines of phrases by their keys: those of one pair of languages, and one choice, are the same in every role."""


def build_lines(
    situation: Situation,
    keys: Collection[str],
    spoken: Phrasebook,
    staff: Phrasebook | None,
    chosen: Mapping[str, str],
    made: Made,
) -> Iterator[Line]:
    """Yield the lines of the phrases ``keys`` of one situation; the arguments are those of ``deck.build_deck``."""
    reader = staff or spoken
    for phrase in situation.phrases():
        if phrase.key in keys and (entry := spoken.entries.get(phrase.key)):
            if phrase.key not in made:
                sounds = reader.locale.code != spoken.locale.code
                wordings = _wordings(entry, spoken.locale, chosen, sounds=sounds)
                varying = {axis for w in entry.wordings for axis, _ in w.variant} if _varies(entry, sounds) else set()
                scene = _scene(situation, reader)
                made[phrase.key] = tuple(_line(entry, *w, scene, varying, spoken, staff, chosen) for w in wordings)
            yield from made[phrase.key]


def _scene(situation: Situation, reader: Phrasebook) -> Scene:
    group = reader.book.groups[situation.group]
    return Scene(
        key=situation.key,
        number=situation.number,
        title=reading.guide(reader, f"{situation.key}#title"),
        group=reading.guide(reader, f"group.{group.key}#title"),
        group_number=group.number,
        color=group.color,
    )


def _varies(entry: Entry, sounds: bool) -> bool:
    return len({(wording.forms, wording.pronunciation if sounds else ()) for wording in entry.wordings}) > 1


def _wordings(
    entry: Entry, locale: Locale, chosen: Mapping[str, str], *, sounds: bool
) -> list[tuple[Wording, tuple[Variant, ...]]]:
    """Return the distinct wordings that fit the choice, the plain one first where it does, each with its like.

    With ``sounds``, those that are written alike and sound otherwise are distinct, too.
    """
    open_axes = [axis for axis in locale.axes if axis.name not in chosen]
    found: dict[tuple[tuple[str, ...], ...], dict[Variant, Wording]] = {}
    for values in product(*(("", *axis.marked()) for axis in open_axes)):
        asked = {axis.name: value for axis, value in zip(open_axes, values, strict=True) if value}
        wording = entry.wording({**chosen, **asked})
        told = (wording.forms, wording.pronunciation if sounds else ())
        found.setdefault(told, {}).setdefault(wording.variant, wording)
    # One card stands for all that say the same: it is as unsure as the least sure of them.
    shown = [next((w for w in alike.values() if w.draft), next(iter(alike.values()))) for alike in found.values()]
    return [
        (wording, tuple(variant for variant in alike if variant != wording.variant))
        for wording, alike in zip(shown, found.values(), strict=True)
    ]


def _line(
    entry: Entry,
    wording: Wording,
    alike: tuple[Variant, ...],
    scene: Scene,
    varying: set[str],
    spoken: Phrasebook,
    staff: Phrasebook | None,
    chosen: Mapping[str, str],
) -> Line:
    reader = staff or spoken
    situation, step, code = entry.situation, entry.step, spoken.locale.code
    said = reading.said(spoken.pieces(entry, wording), code, spoken.locale.direction, reader)
    foreign = staff if staff and staff.locale.code != code else None
    choice = {**chosen, **dict(wording.variant)}
    sound = _sound(entry, wording, spoken) if foreign else ()
    pronunciation = reading.said(sound, code, "ltr", reader) if sound else None
    meaning = reading.meaning(entry.phrase, foreign, choice) if foreign else None
    return Line(
        key=entry.key,
        variant=wording.variant,
        alike=alike,
        scene=scene,
        step=reading.guide(reader, f"{situation.key}.{step.key}#title"),
        number=entry.phrase.number,
        wording=said,
        pronunciation=pronunciation,
        meaning=meaning,
        labels=reading.variant_labels(wording.variant, varying, spoken.locale, reader),
        within=reading.own(reader, reader.formatter.duration(step.within)) if step.within else None,
        directions=reading.directions(situation, step, reader),
        instead_of=reading.instead_of(entry.key, reader),
        answers=tuple(_answers(entry, spoken, foreign)),
        seal=wording.seal,
        draft=wording.draft,
        content=_content(entry, wording, said, code, foreign, meaning, pronunciation, choice),
    )


def _sound(entry: Entry, wording: Wording, spoken: Phrasebook) -> tuple[Piece, ...]:
    """Return the pronunciation; addresses and numbers, which read the same in every language, are left out of it."""
    organisation = spoken.book.organisation
    pieces = []
    for piece in spoken.pronunciation_pieces(entry, wording):
        if isinstance(piece, Text):
            shown = (organisation.hotline, organisation.website, organisation.feedback, organisation.emergency)
            for known in shown:  # an emergency number is short, and may be part of another
                piece = Text(piece.text.replace(known, "…") if known else piece.text)
        pieces.append(piece)
    return tuple(pieces)


def _answers(entry: Entry, spoken: Phrasebook, foreign: Phrasebook | None) -> Iterator[Answer]:
    for key, text in spoken.answers(entry.phrase.answers).items():
        yield _answer(key, text, spoken, foreign)


def opening_points(spoken: Phrasebook, reader: Phrasebook) -> Iterator[Answer]:
    """Yield what a customer may point at whatever is asked, then the numbers."""
    foreign = reader if reader.locale.code != spoken.locale.code else None
    for key, text in spoken.answers((*spoken.book.opening, NUMBERS)).items():
        yield _answer(key, text, spoken, foreign)


def _answer(key: str, text: str, spoken: Phrasebook, foreign: Phrasebook | None) -> Answer:
    said = Said((Text(text),), spoken.locale.code, spoken.locale.direction)
    point, wording = spoken.book.points.get(key), spoken.points.get(key)
    if not point or not wording:
        return Answer("", said, None)
    meant = reading.point(point, foreign) if foreign else None
    return Answer(point.context, said, meant, wording.seal, wording.draft)


def own_language(book: Phrasebook, reader: Phrasebook) -> Answer:
    """Return ``I speak …`` in the language of ``book``, with the name that readers have for that language."""
    key = book.book.own_language
    wording = book.points[key]
    said = Said((Text(wording.forms[0]),), book.locale.code, book.locale.direction)
    named = reading.own(reader, reader.formatter.language(book.locale.code))
    return Answer(f"{book.book.points[key].context}@{book.locale.code}", said, named, wording.seal, wording.draft)


def _content(
    entry: Entry,
    wording: Wording,
    said: Said,
    code: str,
    staff: Phrasebook | None,
    meaning: Said | None,
    pronunciation: Said | None,
    chosen: Mapping[str, str],
) -> tuple[str, ...]:
    """Return what the line stands for. The counts keep two different contents from joining to the same text."""
    bound = _bound(wording)
    content = (format_context(entry.key, wording.variant), code, str(len(bound)), *bound, said.text)
    if not staff or not meaning:
        return content
    entry_there = staff.entries.get(entry.key)
    bound = _bound(entry_there.wording(chosen)) if entry_there else ()
    sound = (pronunciation.text,) if pronunciation else ()
    return (*content, staff.locale.code, str(len(bound)), *bound, meaning.text, *sound)


def _bound(wording: Wording) -> tuple[str, ...]:
    return (wording.seal,) if wording.seal else wording.forms
