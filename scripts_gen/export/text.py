"""Wordings as other tools take them: one text an item, its blanks turned into the tool's own variables.

``build_items`` takes a phrasebook apart into texts; ``join`` puts the pieces of one together again, escaped for whoever
reads it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scripts_gen import reading
from scripts_gen import wording as wordings
from scripts_gen.export.source import Source
from scripts_gen.language import Variant, plural_index
from scripts_gen.message import format_context
from scripts_gen.phrasebook import Entry, Phrasebook, Wording
from scripts_gen.wording import Blank, Piece, Text

_NUMBERS = range(201)
"""Where the numbers are looked for that a plural form stands for."""
_SHOWN = 3
"""So many of them are named."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text to say: one row of the catalog, in one plural form. Rows and forms that say the same are one item."""

    entry: Entry
    wording: Wording
    code: str
    """Of the locale."""
    direction: str
    form: int
    """Index of the text among ``wording.forms``."""
    numbers: tuple[int, ...]
    """The first numbers that it is said with; empty where it is said with any, or the phrase does not count."""
    pieces: tuple[Piece, ...]
    """Filled with what the organisation is called; blanks under their labels for staff."""
    sound: tuple[Piece, ...]
    """The pronunciation; empty where there is none."""
    meaning: tuple[Piece, ...]
    """In the language that staff read, or in the source language where that has no such wording."""
    labels: tuple[str, ...]
    """For staff: who speaks, to whom, with which numbers; empty where the phrase has but one text."""

    @property
    def key(self) -> str:
        """Full key of the phrase."""
        return self.entry.key

    @property
    def context(self) -> str:
        """Its msgctxt in the spoken catalogs."""
        return format_context(self.key, self.wording.variant)

    @property
    def id(self) -> str:
        """What is the same in every export: ``greeting.morning``, ``waiting.how-long.speaker-female.1``."""
        rows = (f".{axis}-{value}" for axis, value in self.wording.variant)
        return self.key + "".join(rows) + (f".{self.form}" if self.numbers else "")

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What staff fill in, each once."""
        return tuple({piece.name: piece for piece in self.pieces if isinstance(piece, Blank)}.values())


def build_items(source: Source, code: str) -> Iterator[Item]:
    """Yield what ``source`` exports of the locale ``code``, in the order of the book."""
    book = source.books[code]
    for key in source.phrase_keys():
        if entry := book.entries.get(key):
            yield from _items(entry, book, source.reader)


def join(pieces: Iterable[Piece], blank: Callable[[Blank], str], escape: Callable[[str], str] = str) -> str:
    """Return pieces as one text: what is said through ``escape``, what is filled in through ``blank``."""
    return "".join(escape(piece.text) if isinstance(piece, Text) else blank(piece) for piece in pieces)


def bracketed(blank: Blank) -> str:
    """Return a blank for tools that have no variable for it: ``[minutes]``, in the words of staff."""
    return f"[{blank.label}]"


def html_text(text: str) -> str:
    """Return a text as HTML shows it, line breaks included."""
    return html.escape(text).replace("\n", "<br>")


def one_line(text: str) -> str:
    """Return ``text`` with each run of white space, line breaks included, as one space."""
    return " ".join(text.split())


def terms(item: Item, reader: Phrasebook) -> tuple[str, ...]:
    """Return what staff look it up by: keywords in their language and its own, and what they must not say instead."""
    there = reader.entries.get(item.key)
    mine = (*there.keywords, *there.instead_of) if there else ()
    return tuple(dict.fromkeys((*mine, *item.entry.keywords, *item.entry.instead_of)))


def title(item: Item, reader: Phrasebook) -> str:
    """Return where it belongs, for staff: ``Greeting › Welcome (to a woman)``."""
    situation = item.entry.situation
    names = (f"{situation.key}#title", f"{situation.key}.{item.entry.step.key}#title")
    return " › ".join(reader.guide(name).text for name in names) + suffix(item)


def suffix(item: Item) -> str:
    """Return what tells the items of one phrase apart, for staff: `` (a woman speaks, minutes: 2, 3, 4 …)``."""
    return f" ({', '.join(item.labels)})" if item.labels else ""


def _items(entry: Entry, book: Phrasebook, reader: Phrasebook) -> Iterator[Item]:
    axes = _axes(entry)
    for wording in entry.wordings:
        if not {axis for axis, _ in wording.variant} <= axes:
            continue  # another row says the same
        spoken_to = [label.text for label in reading.variant_labels(wording.variant, axes, book.locale, reader)]
        for form, numbers in _forms(entry, wording, book).items():
            counted = [_counted(entry, numbers, reader)] if numbers else []
            yield Item(
                entry=entry,
                wording=wording,
                code=book.locale.code,
                direction=book.locale.direction,
                form=form,
                numbers=numbers[:_SHOWN],
                pieces=_fill(wording.forms[form], book, reader),
                sound=_fill(wording.pronunciation[form], book, reader, rtl=False) if wording.pronunciation else (),
                meaning=_meaning(entry, wording.variant, numbers, book, reader),
                labels=(*spoken_to, *counted),
            )


def _axes(entry: Entry) -> set[str]:
    """Return the axes on which it matters what is chosen: without them, another row says something else."""
    found = set()
    for wording in entry.wordings:
        for axis, _ in wording.variant:
            plainer = entry.wording({name: value for name, value in wording.variant if name != axis})
            if (plainer.forms, plainer.pronunciation) != (wording.forms, wording.pronunciation):
                found.add(axis)
    return found


def _forms(entry: Entry, wording: Wording, book: Phrasebook) -> Mapping[int, tuple[int, ...]]:
    """Return the distinct forms of a wording and the numbers they stand for, none where it has but one text."""
    if not entry.phrase.count:
        return {0: ()}
    told = list(zip(wording.forms, wording.pronunciation or wording.forms, strict=True))
    numbers: dict[int, list[int]] = {}
    for number in _NUMBERS:
        form = min(plural_index(book.plural_forms, number), len(told) - 1)
        numbers.setdefault(told.index(told[form]), []).append(number)
    if len(numbers) == 1:
        return dict.fromkeys(numbers, ())
    return {form: tuple(found) for form, found in sorted(numbers.items())}


def _counted(entry: Entry, numbers: tuple[int, ...], reader: Phrasebook) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    return f"{reader.label(entry.phrase.count)}: {shown}{' …' if len(numbers) > _SHOWN else ''}"


def _meaning(
    entry: Entry, variant: Variant, numbers: tuple[int, ...], book: Phrasebook, reader: Phrasebook
) -> tuple[Piece, ...]:
    """Return what an item means; a form of one number only means that number."""
    phrase, known = entry.phrase, book.book.placeholders
    number, counted = 0, {}
    if phrase.count:
        number = numbers[0] if numbers else int(known[phrase.count].example)
    if len(numbers) == 1:
        counted[phrase.count] = reader.formatter.format(known[phrase.count], str(number))
    if there := reader.entries.get(entry.key):
        forms = there.wording(dict(variant)).forms
        form = plural_index(reader.plural_forms, number) if phrase.count else 0
        return _fill(forms[min(form, len(forms) - 1)], reader, reader, counted)
    text = phrase.say if number == 1 or not phrase.say_plural else phrase.say_plural
    return _fill(text, reader, reader, counted, rtl=False)


def _fill(
    text: str,
    book: Phrasebook,
    reader: Phrasebook,
    values: Mapping[str, str] | None = None,
    *,
    rtl: bool | None = None,
) -> tuple[Piece, ...]:
    runs_left = book.locale.direction == "rtl" if rtl is None else rtl
    return wordings.fill(text, {**(values or {}), **book.book.organisation.values()}, reader.label, rtl=runs_left)
