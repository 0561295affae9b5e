"""A package for Anki: what staff practise, one note a wording, from what it means to how it is said.

A note keeps its identity, and with it what its learner has achieved, as long as key, locale and variant stay the same:
a later package brings the new wording to the old note. A phrase of several roles is one note, in the deck of the first
of them, and has a tag of each.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import genanki  # type: ignore[import-untyped]

from scripts_gen import reading
from scripts_gen.errors import Fault, InputError
from scripts_gen.export.archive import zip_files
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, html_text, join, one_line, title
from scripts_gen.model import Role
from scripts_gen.phrasebook import Phrasebook

MODELS = {"ltr": 1_894_620_437, "rtl": 1_894_620_438}
"""What Anki knows the two kinds of notes by, for ever: those of languages that run from the left, from the right."""
FIELDS = ("Meaning", "Wording", "Pronunciation", "Key", "Situation", "Notes")
_SPECIAL = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}[]\\"} | {"\x1f": "\ufffd"})
"""Signs that templates, sounds, LaTeX and MathJax begin with, and the one that parts the fields of a note."""
_FRONT = """<div class="place tex2jax_ignore" dir="auto">{{Situation}}</div>
<div class="tex2jax_ignore" dir="auto">{{Meaning}}</div>"""
_BACK = """{{FrontSide}}
<hr id="answer">
<div class="wording tex2jax_ignore" dir="DIRECTION">{{Wording}}</div>
<div class="tex2jax_ignore" dir="ltr">{{Pronunciation}}</div>
<div class="notes tex2jax_ignore" dir="auto">{{Notes}}</div>
<div class="key tex2jax_ignore" dir="ltr">{{Key}}</div>"""
_STYLE = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: center; }
.wording { font-size: 28px; font-weight: bold; }
.place, .key { font-size: 14px; opacity: 0.7; }
.notes { font-size: 16px; margin-top: 1em; }"""


def write(source: Source) -> bytes:
    """Return the package. Raises InputError where nothing is in another language than that of staff."""
    codes = [code for code in source.books if code != source.reader.locale.code]
    if not codes:
        told = (
            f"staff read {source.reader.locale.code} already, so nothing is left to learn; name a --locale or --staff"
        )
        raise InputError([Fault("", 0, "", told)])
    models = {direction: _model(direction) for direction in MODELS}
    decks = [deck for code in codes for deck in _decks(source, code, models)]
    moment = datetime(source.on.year, source.on.month, source.on.day, tzinfo=UTC).timestamp()
    package = BytesIO()
    genanki.Package(decks).write_to_file(package, timestamp=moment)
    with zipfile.ZipFile(package) as archive:  # which has the time of this run in it
        return zip_files({name: archive.read(name) for name in archive.namelist()})


def guid(item: Item) -> str:
    """Return what Anki knows the note of ``item`` by, for ever."""
    return str(genanki.guid_for("scripts-gen", item.code, item.id))


def _model(direction: str) -> genanki.Model:
    return genanki.Model(
        MODELS[direction],
        "scripts-gen phrase" if direction == "ltr" else "scripts-gen phrase, right to left",
        fields=[{"name": name, "rtl": name == "Wording" and direction == "rtl"} for name in FIELDS],
        templates=[{"name": "Say it", "qfmt": _FRONT, "afmt": _BACK.replace("DIRECTION", direction)}],
        css=_STYLE,
    )


def _decks(source: Source, code: str, models: dict[str, genanki.Model]) -> Iterator[genanki.Deck]:
    """Yield a deck for each role that is the first to say something."""
    says = {role.key: set(role.situations()) for role in source.roles}
    items = list(build_items(source, code))
    for role in source.roles:
        mine = [item for item in items if item.entry.situation.key in says[role.key]]
        items = [item for item in items if item.entry.situation.key not in says[role.key]]
        if not mine:
            continue
        deck = genanki.Deck(_number(f"{role.key}/{code}"), _deck_name(role, source, code))
        for item in mine:
            deck.add_note(
                genanki.Note(
                    model=models[item.direction],
                    fields=_fields(item, source.reader),
                    tags=_tags(item, [key for key in says if item.entry.situation.key in says[key]]),
                    guid=guid(item),
                )
            )
        yield deck


def _number(name: str) -> int:
    """Return a number for ``name`` as Anki likes them: of 31 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) >> 1 | 1 << 30


def _deck_name(role: Role, source: Source, code: str) -> str:
    book = source.books[code]
    names = (book.book.title, book.locale.autonym, source.reader.guide(f"role.{role.key}#title").text)
    return "::".join(one_line(name.replace("::", ":")) for name in names)


def _fields(item: Item, reader: Phrasebook) -> list[str]:
    return [
        _text(join(item.meaning, bracketed)),
        _text(join(item.pieces, bracketed)),
        _text(join(item.sound, bracketed)),
        _text(f"{item.id} {item.code}"),
        _text(title(item, reader)),
        "<br>".join(_text(note) for note in _notes(item, reader)),
    ]


def _text(text: str) -> str:
    """Return ``text`` as HTML in which nothing is a template, a sound or a formula."""
    return html_text(text).translate(_SPECIAL)


def _notes(item: Item, reader: Phrasebook) -> Iterator[str]:
    """Yield what to do while it is said, and what not to say."""
    if item.wording.draft:
        yield reader.word("draft").text
    for direction in reading.directions(item.entry.situation, item.entry.step, reader):
        yield f"{direction.heading.text}: {direction.text.text}"
    for wrong in reading.instead_of(item.key, reader):
        yield f"{reader.word('not_say').text}: {wrong.text}"


def _tags(item: Item, roles: list[str]) -> list[str]:
    standards = dict.fromkeys((*item.entry.step.standards, *item.entry.phrase.standards))
    return [
        f"locale::{item.code}",
        f"situation::{item.entry.situation.key}",
        *(f"role::{key}" for key in roles),
        *(f"standard::{key}" for key in standards),
        *(["draft"] if item.wording.draft else []),
    ]
