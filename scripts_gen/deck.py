"""Decks: the lines of one role in one language that go on cards, chosen and ready to be laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scripts_gen import reading
from scripts_gen.errors import ScriptsGenError
from scripts_gen.interface import WORDS
from scripts_gen.language import Locale
from scripts_gen.line import Answer, Line, Made, build_lines, opening_points, own_language
from scripts_gen.model import Book, Role
from scripts_gen.phrasebook import LeftOut, Localized, Phrasebook

FURNITURE = ("answers", "cards", "draft", "languages", "not_say", "within")
"""The words that cards print themselves."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which phrases of a role a deck is wanted of; nothing asked for is the role's pocket."""

    everything: bool = False
    situations: tuple[str, ...] = ()
    """Keys; all phrases of these."""
    keys: tuple[str, ...] = ()
    """Full keys of single phrases."""

    def phrases(self, role: Role, book: Book) -> frozenset[str]:
        """Return the keys of the phrases that a deck of ``role`` has; a role without a pocket has all of them."""
        reached = [(key, phrase.key) for key in role.situations() for phrase in book.situations[key].phrases()]
        if self.situations or self.keys:
            wanted = {phrase for key, phrase in reached if key in self.situations or phrase in self.keys}
        elif self.everything or not role.pocket:
            wanted = {phrase for _, phrase in reached}
        else:
            wanted = set(role.pocket)
        return frozenset(wanted)


@dataclass(frozen=True, slots=True)
class Deck:
    """What one role says in one language, in the order of the role's situations."""

    role: str
    title: Localized
    """The role's."""
    locale: Locale
    """The spoken one."""
    reader: Locale
    """Of titles, labels and meanings."""
    source: str
    """The locale of what is not translated."""
    words: Mapping[str, Localized]
    """The printed furniture by word key."""
    placeholders: Mapping[str, str]
    """The type of each placeholder."""
    organisation: str
    lines: tuple[Line, ...]
    points: tuple[Answer, ...]
    """What a customer may want to say before being asked anything, numbers last."""
    left_out: tuple[LeftOut, ...]
    """The phrases asked for that have no card."""
    revised: str
    """ISO 8601 date of the newest catalog it was made from; empty where they carry none."""
    languages: tuple[Answer, ...] = ()
    """``I speak …`` in each language of the book, by which a customer shows the own one."""
    locales: tuple[Locale, ...] = ()
    """How ``languages`` are set."""

    @property
    def foreign(self) -> bool:
        """Whether its readers need the meaning of what is said."""
        return self.locale.code != self.reader.code


EVERYTHING = Wish(everything=True)


def build_deck(
    role: Role,
    spoken: Phrasebook,
    staff: Phrasebook | None = None,
    chosen: Mapping[str, str] | None = None,
    wish: Wish = EVERYTHING,
    others: Iterable[Phrasebook] = (),
    made: Made | None = None,
) -> Deck:
    """Return the deck of ``role`` in the language of ``spoken``: the phrases wished for, for readers of ``staff``.

    ``chosen`` maps an axis (``speaker``, ``listener``) to the one value that cards are wanted for; where the wording
    depends on another axis too, each distinct wording has its line. ``others`` are the book in every language, for
    customers to find theirs. ``made`` takes and gives the lines of phrases that other roles have, too.
    """
    reader, chosen, books, made = staff or spoken, chosen or {}, tuple(others), {} if made is None else made
    keys = wish.phrases(role, spoken.book)
    situations = [spoken.book.situations[key] for key in role.situations()]
    return Deck(
        role=role.key,
        title=reading.guide(reader, f"role.{role.key}#title"),
        locale=spoken.locale,
        reader=reader.locale,
        source=spoken.book.source,
        words={key: reading.word(reader, key, WORDS[key]) for key in FURNITURE},
        placeholders={name: placeholder.type for name, placeholder in spoken.book.placeholders.items()},
        organisation=spoken.book.organisation.name,
        lines=tuple(line for scene in situations for line in build_lines(scene, keys, spoken, staff, chosen, made)),
        points=tuple(opening_points(spoken, reader)),
        left_out=tuple(left for left in spoken.left_out_of(role) if left.key in keys),
        revised=max(spoken.revised, reader.revised),
        languages=tuple(own_language(book, reader) for book in books if book.book.own_language in book.points),
        locales=tuple(book.locale for book in books),
    )


def limit_deck(deck: Deck, contexts: frozenset[str]) -> Deck:
    """Return ``deck`` with nothing but what stands under ``contexts``."""
    return replace(
        deck,
        lines=tuple(line for line in deck.lines if not contexts.isdisjoint(line.contexts)),
        points=tuple(answer for answer in deck.points if answer.context in contexts),
        languages=tuple(answer for answer in deck.languages if answer.context in contexts),
    )


def check_codes(decks: Iterable[Deck]) -> None:
    """Raise ScriptsGenError where two different lines carry the same code."""
    seen: dict[str, Line] = {}
    for deck in decks:
        for line in deck.lines:
            other = seen.setdefault(line.code, line)
            if other.content != line.content:
                raise ScriptsGenError(
                    f"two cards carry the code {line.code}: {other.place} {other.context} and {line.place}"
                    f" {line.context}; reword one of them by a word"
                )
