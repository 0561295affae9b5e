"""Decks: the cards of one role in one language, and the codes that tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from scripts_gen import reading
from scripts_gen.errors import ScriptsGenError
from scripts_gen.language import Locale, Variant
from scripts_gen.message import format_context
from scripts_gen.model import Role, Situation
from scripts_gen.phrasebook import Entry, LeftOut, Localized, Phrasebook, Wording
from scripts_gen.reading import Said
from scripts_gen.seal import hash_texts
from scripts_gen.wording import Piece, Text


@dataclass(frozen=True, slots=True)
class Card:
    """One face: what is said, large, and what staff need to say it."""

    key: str
    """Full key of the phrase."""
    variant: Variant
    situation: Localized
    situation_number: int
    group: Localized
    group_number: int
    color: str
    """``#rrggbb`` of the group."""
    number: int
    """Within the situation."""
    wording: Said
    pronunciation: Said | None
    meaning: Said | None
    labels: tuple[Localized, ...]
    """Who speaks, and to whom, where the wording depends on it."""
    gesture: Localized | None
    within: Localized | None
    """The time standard in words."""
    draft: bool
    content: tuple[str, ...]
    """What the code stands for; independent of the layout."""

    @property
    def code(self) -> str:
        """Eight characters that change whenever what the card says changes."""
        return hash_texts(self.content)

    @property
    def name(self) -> str:
        """What messages call the card: number, phrase and variant."""
        return f"{self.situation_number}.{self.number} {format_context(self.key, self.variant)}"


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of one role in one language, in the order of the role's situations."""

    role: str
    title: Localized
    """The role's."""
    locale: Locale
    """The spoken one."""
    reader: Locale
    """Of titles, labels and meanings."""
    source: str
    """The locale of what is not translated."""
    heading: Localized
    """The word for cards."""
    draft: Localized
    """The word printed on a card whose wording is not approved."""
    placeholders: Mapping[str, str]
    """The type of each placeholder."""
    cards: tuple[Card, ...]
    left_out: tuple[LeftOut, ...]
    """The role's phrases that have no card."""
    revised: str
    """ISO 8601 date of the newest catalog it was made from; empty where they carry none."""


def build_deck(
    role: Role, spoken: Phrasebook, staff: Phrasebook | None = None, chosen: Mapping[str, str] | None = None
) -> Deck:
    """Return the deck of ``role`` in the language of ``spoken``.

    With ``staff``, titles are in that language and each card shows how its wording sounds and what it means.
    ``chosen`` maps an axis (``speaker``, ``listener``) to the one value that cards are wanted for; where the wording
    depends on another axis too, each distinct wording has its card.
    """
    reader, chosen = staff or spoken, chosen or {}
    situations = [spoken.book.situations[key] for key in role.situations()]
    return Deck(
        role=role.key,
        title=reading.guide(reader, f"role.{role.key}#title"),
        locale=spoken.locale,
        reader=reader.locale,
        source=spoken.book.source,
        heading=reading.word(reader, "cards"),
        draft=reading.word(reader, "draft"),
        placeholders={name: placeholder.type for name, placeholder in spoken.book.placeholders.items()},
        cards=tuple(card for situation in situations for card in _situation_cards(situation, spoken, staff, chosen)),
        left_out=spoken.left_out_of(role),
        revised=max(spoken.revised, reader.revised),
    )


def check_codes(decks: Iterable[Deck]) -> None:
    """Raise ScriptsGenError where two different cards carry the same code."""
    seen: dict[str, Card] = {}
    for deck in decks:
        for card in deck.cards:
            other = seen.setdefault(card.code, card)
            if other.content != card.content:
                raise ScriptsGenError(
                    f"two cards carry the code {card.code}: {other.name} and {card.name}; reword one of them by a word"
                )


def _situation_cards(
    situation: Situation, spoken: Phrasebook, staff: Phrasebook | None, chosen: Mapping[str, str]
) -> Iterator[Card]:
    for phrase in situation.phrases():
        if entry := spoken.entries.get(phrase.key):
            wordings = _wordings(entry, spoken.locale, chosen)
            varying = {axis for wording in entry.wordings for axis, _ in wording.variant} if _varies(entry) else set()
            for wording in wordings:
                yield _card(entry, wording, varying, spoken, staff, chosen)


def _varies(entry: Entry) -> bool:
    return len({wording.forms for wording in entry.wordings}) > 1


def _wordings(entry: Entry, locale: Locale, chosen: Mapping[str, str]) -> list[Wording]:
    """Return the distinct wordings that fit the choice, the plain one first where it does."""
    open_axes = [axis for axis in locale.axes if axis.name not in chosen]
    found: dict[tuple[str, ...], Wording] = {}
    for values in product(*(("", *axis.marked()) for axis in open_axes)):
        asked = {axis.name: value for axis, value in zip(open_axes, values, strict=True) if value}
        wording = entry.wording({**chosen, **asked})
        known = found.setdefault(wording.forms, wording)
        if wording.draft and not known.draft:
            found[wording.forms] = wording  # one card stands for both: it is as unsure as the less sure of them
    return list(found.values())


def _card(
    entry: Entry,
    wording: Wording,
    varying: set[str],
    spoken: Phrasebook,
    staff: Phrasebook | None,
    chosen: Mapping[str, str],
) -> Card:
    reader = staff or spoken
    situation, step, code = entry.situation, entry.step, spoken.locale.code
    group = spoken.book.groups[situation.group]
    said = reading.said(spoken.pieces(entry, wording), code, spoken.locale.direction, reader)
    foreign = staff if staff and staff.locale.code != code else None
    choice = {**chosen, **dict(wording.variant)}
    sound = _sound(entry, wording, spoken) if foreign else ()
    meaning = reading.meaning(entry.phrase, foreign, choice) if foreign else None
    gesture = reading.guide(reader, f"{situation.key}.{step.key}#gesture")
    return Card(
        key=entry.key,
        variant=wording.variant,
        situation=reading.guide(reader, f"{situation.key}#title"),
        situation_number=situation.number,
        group=reading.guide(reader, f"group.{group.key}#title"),
        group_number=group.number,
        color=group.color,
        number=entry.phrase.number,
        wording=said,
        pronunciation=reading.said(sound, code, "ltr", reader) if sound else None,
        meaning=meaning,
        labels=reading.variant_labels(wording.variant, varying, spoken.locale, reader),
        gesture=gesture if gesture.text else None,
        within=reading.own(reader, reader.formatter.duration(step.within)) if step.within else None,
        draft=wording.draft,
        content=_content(entry, wording, said, code, foreign, meaning, choice),
    )


def _sound(entry: Entry, wording: Wording, spoken: Phrasebook) -> tuple[Piece, ...]:
    """Return the pronunciation; addresses and numbers, which read the same in every language, are left out of it."""
    organisation = spoken.book.organisation
    pieces = []
    for piece in spoken.pronunciation_pieces(entry, wording):
        if isinstance(piece, Text):
            for known in (organisation.hotline, organisation.website, organisation.feedback):
                piece = Text(piece.text.replace(known, "…") if known else piece.text)
        pieces.append(piece)
    return tuple(pieces)


def _content(
    entry: Entry,
    wording: Wording,
    said: Said,
    code: str,
    staff: Phrasebook | None,
    meaning: Said | None,
    chosen: Mapping[str, str],
) -> tuple[str, ...]:
    """Return what the card stands for. The counts keep two different contents from joining to the same text."""
    bound = _bound(wording)
    content = (format_context(entry.key, wording.variant), code, str(len(bound)), *bound, said.text)
    if not staff or not meaning:
        return content
    entry_there = staff.entries.get(entry.key)
    bound = _bound(entry_there.wording(chosen)) if entry_there else ()
    return (*content, staff.locale.code, str(len(bound)), *bound, meaning.text)


def _bound(wording: Wording) -> tuple[str, ...]:
    return (wording.seal,) if wording.seal else wording.forms
