"""What a reader is shown beside the spoken word: titles, labels and meanings in the reader's own language.

The reader's phrasebook may be that of the spoken language; then nothing needs a meaning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from scripts_gen import wording as wordings
from scripts_gen.language import Locale, Variant
from scripts_gen.model import Phrase, Point, Situation, Step
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.wording import Piece, Text


@dataclass(frozen=True, slots=True)
class Gap:
    """A placeholder that nobody filled: a line to write on, labelled for the reader."""

    name: str
    label: Localized


@dataclass(frozen=True, slots=True)
class Said:
    """A wording in pieces, with its language."""

    pieces: tuple[Text | Gap, ...]
    locale: str
    direction: str

    @property
    def text(self) -> str:
        """The whole in its logical order, a gap as ``____ (label)``."""
        return "".join(piece.text if isinstance(piece, Text) else f"____ ({piece.label.text})" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Direction:
    """What to do in one respect."""

    name: str
    """One of ``model.DIRECTIONS``."""
    heading: Localized
    text: Localized


_BETWEEN = ";"
"""What separates the items of a list that is one message, such as ``#instead_of``."""


def directions(situation: Situation, step: Step, reader: Phrasebook) -> tuple[Direction, ...]:
    """Return what staff do in this step, in the fixed order of ``model.DIRECTIONS``."""
    context = f"{situation.key}.{step.key}"
    return tuple(
        Direction(name, word(reader, name, name), guide(reader, f"{context}#{name}")) for name in step.directions()
    )


def instead_of(phrase: str, reader: Phrasebook) -> tuple[Localized, ...]:
    """Return what staff must not say in place of the phrase whose key is ``phrase``."""
    listed = guide(reader, f"{phrase}#instead_of")
    items = (item.strip() for item in listed.text.split(_BETWEEN))
    return tuple(replace(listed, text=item) for item in items if item)


def said(pieces: Iterable[Piece], locale: str, direction: str, reader: Phrasebook) -> Said:
    """Return pieces with their language, each blank labelled in the reader's."""
    shown = (piece if isinstance(piece, Text) else Gap(piece.name, label(piece.name, reader)) for piece in pieces)
    return Said(tuple(shown), locale, direction)


def label(placeholder: str, reader: Phrasebook) -> Localized:
    """Return what stands under the blank of ``placeholder``."""
    found = guide(reader, f"placeholder.{placeholder}#label")
    return found if found.text else own(reader, placeholder)


def meaning(phrase: Phrase, reader: Phrasebook, chosen: Mapping[str, str] | None = None) -> Said:
    """Return what a phrase means: in the reader's language where it is there, else in the source language."""
    if entry := reader.entries.get(phrase.key):
        pieces = reader.pieces(entry, entry.wording(chosen))
        return said(pieces, reader.locale.code, reader.locale.direction, reader)
    source = phrase.say_plural or phrase.say
    pieces = wordings.fill(source, reader.book.organisation.values(), reader.label, rtl=False)
    return said(pieces, reader.book.source, "ltr", reader)


def point(point: Point, reader: Phrasebook) -> Localized:
    """Return what a point means: in the reader's language where it is there, else in the source language."""
    shown = reader.answers((point.key,)).get(point.key)
    return own(reader, shown) if shown else Localized(point.show, reader.book.source)


def variant_labels(
    variant: Variant, varying: Collection[str], locale: Locale, reader: Phrasebook
) -> tuple[Localized, ...]:
    """Return the names of the values a row speaks for; the plain row speaks for the plain value of each axis."""
    chosen = {axis.name: axis.plain for axis in locale.axes if axis.name in varying and axis.plain} | dict(variant)
    return tuple(word(reader, f"{axis}_{value}", f"{axis}: {value}") for axis, value in chosen.items())


def text_document(text: Localized) -> dict[str, str]:
    """Return a text as templates of the typesetter know it: ``{text, lang, dir}``."""
    return {"text": text.text, "lang": text.locale, "dir": text.direction}


def autonym(locale: Locale) -> Localized:
    """Return what a language is called by those who speak it."""
    return Localized(locale.autonym, locale.code, locale.direction)


def own(reader: Phrasebook, text: str) -> Localized:
    """Return ``text`` as a text of the reader's language."""
    return _shielded(Localized(text, reader.locale.code, reader.locale.direction))


def guide(reader: Phrasebook, context: str) -> Localized:
    """Return what staff read under ``context``; the empty text where the book has none."""
    return _shielded(reader.guide(context))


def word(reader: Phrasebook, key: str, fallback: str = "") -> Localized:
    """Return a word of the furniture; a workspace's own axis or part of the day, which has none, names itself."""
    return _shielded(reader.interface.get(key) or Localized(fallback or key, reader.book.source))


def _shielded(text: Localized) -> Localized:
    """Return ``text`` with its Latin letters and digits in order where it runs from the right."""
    return replace(text, text=wordings.isolate(text.text)) if text.direction == "rtl" else text
