"""Edits of phrases in the book: what the phrases become, and the files that say so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from scripts_gen.bookfile import Value, append_phrase, rewrite_phrases
from scripts_gen.document import KEY
from scripts_gen.errors import Fault, did_you_mean
from scripts_gen.files import Change
from scripts_gen.model import Book, Phrase, Situation
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.standards import standard_references
from scripts_gen.wording import PLACEHOLDER, placeholders, stray_braces

FIELDS = ("say", "say_plural", "note", "instead_of", "keywords", "standards")
"""What of a phrase can be edited here, in the order of the shipped book."""
SITUATIONS = "locales/book/situations"
_WORDS = 4
"""So many words of a sentence make its key."""
LISTS = {"instead_of": r"[;\n]", "keywords": r"[;,\n]", "standards": r"[;,\s]"}
"""Fields that are lists, and what parts their items in a cell."""
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
"""What nobody sees and no text needs: controls, and overrides of the writing direction."""


@dataclass(frozen=True, slots=True)
class BookEdit:
    """One field of a phrase, as somebody wants it."""

    key: str
    """Full key of the phrase."""
    field: str
    """One of ``FIELDS``."""
    value: Value
    """A tuple for one of ``LISTS``; what is empty is taken out."""
    file: str
    """Where this was read, for faults: file, line and path."""
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class PhraseAddition:
    """A phrase that the book does not have yet."""

    key: str
    """Full key; what stands before the dot is its situation."""
    step: str
    """Key of the step that it is added to, as its last phrase."""
    fields: Mapping[str, Value]
    """By name, of ``FIELDS``; empty ones count as none."""
    file: str
    """Where this was read, for faults: file, line and the path of each field (and of ``key`` and ``step``)."""
    line: int
    paths: Mapping[str, str]


Edit = BookEdit | PhraseAddition


class Amended(NamedTuple):
    """What edits make of a book."""

    book: Book
    changes: dict[str, Change]
    """The files that change for it."""
    faults: list[Fault]
    """Of every edit that cannot be made: what it wants to change is not there, or no book could hold its text."""
    doubtful: frozenset[str]
    """Full keys of the phrases that those edits are about."""


def amend_book(root: Path, book: Book, edits: Sequence[BookEdit], additions: Sequence[PhraseAddition]) -> Amended:
    """Return what the edits make of ``book``, whose files stand below ``root``."""
    told: list[tuple[str, Fault]] = []
    phrases = book.phrases()
    amended: dict[str, Phrase] = {}
    for edit in edits:
        phrase = amended.get(edit.key) or phrases.get(edit.key)
        if phrase is None:
            told.append(_fault(edit, edit.path, f"no phrase {edit.key!r}{did_you_mean(edit.key, phrases)}"))
        elif refusal := _refuse(book, phrase, edit.field, edit.value):
            told.append(_fault(edit, edit.path, refusal))
        else:
            amended[edit.key] = _with_field(book, phrase, edit.field, edit.value)
    added: dict[str, tuple[str, Phrase]] = {}
    for addition in additions:
        refused = _refuse_addition(book, addition, {*phrases, *added})
        told += (_fault(addition, addition.paths.get(name, ""), message) for name, message in refused)
        if not refused:
            added[addition.key] = addition.step, _new_phrase(book, addition, added)
    after = _with_phrases(book, amended, added)
    told += _unused(book, after, edits)
    doubtful = {key for key, _ in told}
    sound = [edit for edit in edits if edit.key not in doubtful]
    changes, more = _files(root, after, sound, [addition for addition in additions if addition.key in added])
    told += more
    return Amended(after, changes, [fault for _, fault in told], frozenset(key for key, _ in told))


def _fault(edit: Edit, path: str, message: str) -> tuple[str, Fault]:
    return edit.key, Fault(edit.file, edit.line, path, message)


def _refuse(book: Book, phrase: Phrase, field: str, value: Value) -> str:
    """Return why ``phrase`` cannot take ``value``; empty where it can."""
    if found := CONTROLS.search("\n".join(value) if isinstance(value, tuple) else value):
        return f"holds U+{ord(found[0]):04X}, which nobody sees; take it out"
    if isinstance(value, tuple) or field in LISTS:
        return _refuse_list(book, field, (value,) if isinstance(value, str) else value)
    if field not in FIELDS:
        return f"no field {field!r}{did_you_mean(field, FIELDS)}"
    if field == "note":
        return ""
    if field == "say_plural" and not phrase.say_plural:
        return "the phrase does not count; say_plural and count are set in its file"
    if not value.strip():
        return "the source of a phrase cannot be empty"
    if stray_braces(value):
        return "a brace that belongs to no placeholder; expected {name} in lower-case letters"
    declared = [*book.placeholders, *ORGANISATION_PLACEHOLDERS]
    for name in placeholders(value):
        if name not in declared:
            return f"no placeholder {name!r}{did_you_mean(name, declared)}"
    if field == "say_plural" and phrase.count not in placeholders(value):
        return f"the plural wording does not use {{{phrase.count}}}"
    return ""


def _refuse_list(book: Book, field: str, items: Sequence[str]) -> str:
    known = standard_references(book.standards.standards)
    for i, item in enumerate(items):
        if field == "standards" and item not in known:
            return f"no standard {item!r}{did_you_mean(item, sorted(known))}"
        if field == "standards" and known[item] in [known[other] for other in items[:i]]:
            return f"standard {item!r} stands here twice"
        if not item.strip() or ";" in item:
            return f"{item!r} cannot be an item of a list: it is empty, or holds ';', which separates the items"
    return ""


def _refuse_addition(book: Book, addition: PhraseAddition, taken: Iterable[str]) -> list[tuple[str, str]]:
    """Return what is wrong with a new phrase: names of fields, each with a message."""
    situation, _, word = addition.key.partition(".")
    told: list[tuple[str, str]] = []
    if not KEY.fullmatch(word):
        told.append(("key", f"{word!r} is no key: expected lower-case letters, digits and hyphens"))
    elif addition.key in taken:
        told.append(("key", f"phrase {addition.key!r} is there already"))
    if situation not in book.situations:
        told.append(("situation", f"no situation {situation!r}{did_you_mean(situation, book.situations)}"))
    elif addition.step not in (steps := [step.key for step in book.situations[situation].steps]):
        told.append(("step", f"no step {addition.step!r} in {situation!r}{did_you_mean(addition.step, steps)}"))
    blank = Phrase(addition.key, 0, "")
    for name, value in {"say": "", **addition.fields}.items():
        if (value or name == "say") and (message := _refuse(book, blank, name, value)):
            told.append((name, message))
    return told


def _with_field(book: Book, phrase: Phrase, field: str, value: Value) -> Phrase:
    known = standard_references(book.standards.standards) if field == "standards" else {}
    changed: dict[str, Any] = {field: tuple(known.get(i, i) for i in value) if isinstance(value, tuple) else value}
    return replace(phrase, **changed)


def _new_phrase(book: Book, addition: PhraseAddition, added: Mapping[str, tuple[str, Phrase]]) -> Phrase:
    situation = book.situations[addition.key.partition(".")[0]]
    others = (phrase for _, phrase in added.values() if phrase.key.startswith(f"{situation.key}."))
    # Never a gap: a card without a number of its own would come to another one.
    number = 1 + max((phrase.number for phrase in (*situation.phrases(), *others)), default=0)
    phrase = Phrase(addition.key, number, "")
    for name, value in addition.fields.items():
        phrase = _with_field(book, phrase, name, value)
    return phrase


def _with_phrases(book: Book, amended: Mapping[str, Phrase], added: Mapping[str, tuple[str, Phrase]]) -> Book:
    touched = {key.partition(".")[0] for key in (*amended, *added)}

    def grown(situation: Situation) -> Situation:
        if situation.key not in touched:
            return situation
        steps = []
        for step in situation.steps:
            new = [p for place, p in added.values() if (p.key.partition(".")[0], place) == (situation.key, step.key)]
            steps.append(replace(step, phrases=(*(amended.get(p.key, p) for p in step.phrases), *new)))
        return replace(situation, steps=tuple(steps))

    return replace(book, situations={key: grown(situation) for key, situation in book.situations.items()})


def _unused(before: Book, after: Book, edits: Iterable[BookEdit]) -> list[tuple[str, Fault]]:
    """Return a fault for each placeholder that no phrase would use any more: a book declares what it uses."""
    used, phrases = (
        {name for p in book.phrases().values() for name in placeholders(f"{p.say} {p.say_plural}")}
        for book in (after, before)
    )
    lost = phrases - used
    return [
        _fault(edit, edit.path, f"{{{name}}} would be used by no phrase; take it out of book.toml first, or keep it")
        for name in sorted(lost & {*before.placeholders})
        for edit in edits
        if edit.field in ("say", "say_plural") and (phrase := before.phrases().get(edit.key))
        if name in placeholders(getattr(phrase, edit.field))
    ]


def make_key(text: str, taken: Collection[str]) -> str:
    """Return a key made from the first words of ``text``, with a number where one of ``taken`` is so called already."""
    folded = unicodedata.normalize("NFKD", PLACEHOLDER.sub(" ", text).lower().replace("'", "").replace("’", ""))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c)))
    first = next((i for i, word in enumerate(words) if word[0].isalpha()), len(words))
    word = "-".join(words[first : first + _WORDS]) or "phrase"
    return next(key for n in count(1) if (key := word if n == 1 else f"{word}-{n}") not in taken)


# --- the files ------------------------------------------------------------------------------------------------------


def _files(
    root: Path, book: Book, edits: Sequence[BookEdit], additions: Sequence[PhraseAddition]
) -> tuple[dict[str, Change], list[tuple[str, Fault]]]:
    faults: list[tuple[str, Fault]] = []
    changes: dict[str, Change] = {}
    for situation in book.situations.values():
        mine = [edit for edit in edits if edit.key.partition(".")[0] == situation.key]
        new = [addition for addition in additions if addition.key.partition(".")[0] == situation.key]
        if not mine and not new:
            continue
        file = f"{SITUATIONS}/{situation.key}.toml"  # of this workspace, wherever the situation begins
        path = root / file
        old = path.read_bytes() if path.is_file() else b""
        text = old.decode()
        crlf = 0 < text.count("\n") == text.count("\r\n")
        text = text.replace("\r\n", "\n") if crlf else text
        text, missing = rewrite_phrases(text, [(edit.key.partition(".")[2], edit.field, edit.value) for edit in mine])
        told = [edit for edit in mine if edit.key.partition(".")[2] in missing]
        faults += (_fault(edit, edit.path, _elsewhere(file, edit.key)) for edit in told)
        for addition in new:
            phrase = book.phrases()[addition.key]
            fields = {name: addition.fields[name] for name in FIELDS if addition.fields.get(name)}
            key = addition.key.partition(".")[2]
            grown = append_phrase(text, addition.step, {"key": key, "number": phrase.number, **fields})
            if grown is None:
                message = f"{file} has no [[step]] {addition.step!r} that a phrase can be added to"
                faults.append(_fault(addition, addition.paths.get("step", ""), message))
            text = grown or text
        data = (text.replace("\n", "\r\n") if crlf else text).encode()
        if data != old:
            changes[file] = Change(old, data)
    return changes, faults


def _elsewhere(file: str, key: str) -> str:
    return f"{file} of this workspace does not hold {key!r}: the phrase comes from the book that this one extends"


def split_items(field: str, text: str) -> tuple[str, ...]:
    """Return the items that a cell of the list ``field``, one of ``LISTS``, holds, each once."""
    return tuple(dict.fromkeys(item.strip() for item in re.split(LISTS[field], text) if item.strip()))
