"""The index that answers a look-up without reading the book or a catalog: a SQLite file, made anew when they change.

It is a cache: whatever is wrong with it, it is written again. Modules that only writing needs are imported there, since
a look-up is a process of its own and has to be quick.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from scripts_gen.search import Document, Hit, Place, Word, build_postings, documents, nearest, rank

if TYPE_CHECKING:
    from pathlib import Path

    from scripts_gen.phrasebook import Entry, Phrasebook, Wording

T = TypeVar("T")
Record = Mapping[str, Any]
"""What a look-up shows of a phrase in a locale, as JSON; ``build_record`` says what it holds."""

SCHEMA = f"5 {sys.byteorder}"
"""Raised whenever the tables, a record, or the way of scoring changes."""

_TABLES = """
CREATE TABLE made (schema TEXT, fingerprint TEXT, about TEXT);
CREATE TABLE document (number INTEGER PRIMARY KEY, key TEXT, locale TEXT, record TEXT, UNIQUE (key, locale));
CREATE TABLE place (number INTEGER PRIMARY KEY, key TEXT, locale TEXT, share REAL);
CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT, folded TEXT, places BLOB, weights BLOB);
CREATE TABLE gram (gram TEXT PRIMARY KEY, words BLOB) WITHOUT ROWID;
CREATE TABLE rarity (words BLOB);
"""


@dataclass(frozen=True, slots=True)
class Index:
    """An open index; close it after use."""

    connection: sqlite3.Connection
    about: Record
    """What the book knows beside its phrases; ``lookup.about_book`` says what it holds."""

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and what to show of it. ``record["locale"]`` may differ from the locale whose words were hit."""

    hit: Hit
    record: Record


def fingerprint_files(paths: Sequence[Path]) -> str:
    """Return a hash over the contents of ``paths`` and their names below their common folder, in any order.

    A file that cannot be read counts as one that is not there: whoever reads it next says what is wrong.
    """
    import hashlib

    folder = os.path.commonpath([path.parent for path in paths]) if paths else ""
    names = sorted((os.path.relpath(path, folder).replace(os.sep, "/"), path) for path in paths)
    digest = hashlib.blake2b(digest_size=16)
    for name, path in names:
        with suppress(OSError):
            data = path.read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def index_rows(phrasebook: Phrasebook) -> Iterator[tuple[Document, Record]]:
    """Yield each entry of ``phrasebook`` as ``build_index`` takes it."""
    for document in documents(phrasebook):
        yield document, build_record(phrasebook, phrasebook.entries[document.key])


def build_record(phrasebook: Phrasebook, entry: Entry) -> dict[str, Any]:
    """Return what a look-up shows of ``entry``, and what it takes to fill its placeholders, for JSON.

    ``wordings`` has the plain row first. ``plural_forms`` and the number in the placeholder ``count`` choose among the
    raw ``forms``; ``placeholders`` has type, label (in the record's locale) and example of each; ``organisation`` has
    the values that are always filled. ``text``, ``pronunciation_text`` and ``meaning`` are plain text, with blanks for
    the other placeholders; ``answers`` is what the customer may point at, ``reply`` what is said back to a customer who
    says the phrase first.
    """
    from scripts_gen import wording as wordings

    book, phrase = phrasebook.book, entry.phrase
    organisation = book.organisation.values()
    raw = " ".join((phrase.say, phrase.say_plural, *(form for row in entry.wordings for form in row.forms)))
    used = wordings.placeholders(raw)
    labels = {name: placeholder.label for name, placeholder in book.placeholders.items()}
    meaning = wordings.fill(
        phrase.say_plural or phrase.say, organisation, lambda name: labels.get(name, name), rtl=False
    )
    return {
        "key": entry.key,
        "locale": phrasebook.locale.code,
        "direction": phrasebook.locale.direction,
        "digits": phrasebook.locale.digits,
        "situation": entry.situation.key,
        "title": phrasebook.guide(f"{entry.situation.key}#title").text,
        "roles": [role.key for role in book.roles.values() if entry.situation.key in role.situations()],
        "standards": list(dict.fromkeys((*phrase.standards, *entry.step.standards))),
        "when": phrase.when,
        "meaning": wordings.format_pieces(meaning),
        "instead_of": list(entry.instead_of),
        "answers": list(phrasebook.answers(phrase.answers).values()),
        "reply": _record_reply(phrasebook, entry),
        "wordings": [_record_wording(phrasebook, entry, row) for row in entry.wordings],
        "count": phrase.count,
        "plural_forms": phrasebook.plural_forms,
        "placeholders": {
            name: {"type": known.type, "label": phrasebook.label(name), "example": known.example}
            for name in used
            if (known := book.placeholders.get(name))
        },
        "organisation": {name: organisation[name] for name in used if name in organisation},
    }


def _record_reply(phrasebook: Phrasebook, entry: Entry) -> dict[str, str] | None:
    """Return key and plain wording of what staff say back to a customer who says this phrase first."""
    from scripts_gen.wording import format_pieces

    reply = phrasebook.entries.get(entry.phrase.reply)
    if reply is None:
        return None
    return {"key": reply.key, "text": format_pieces(phrasebook.pieces(reply, reply.wording()))}


def _record_wording(phrasebook: Phrasebook, entry: Entry, row: Wording) -> dict[str, Any]:
    from scripts_gen.wording import format_pieces

    return {
        "variant": dict(row.variant),
        "text": format_pieces(phrasebook.pieces(entry, row)),
        "forms": list(row.forms),
        "pronunciation_text": format_pieces(phrasebook.pronunciation_pieces(entry, row)),
        "pronunciation": list(row.pronunciation),
        "status": str(row.status),
        "approved": row.approved,
        "approved_by": row.approved_by,
        "seal": row.seal,
    }


def build_index(rows: Iterable[tuple[Document, Record]], fingerprint: str, about: Record) -> Index:
    """Return an index of ``rows`` in memory, bound to the ``fingerprint`` of the files they came from."""
    rows = list(rows)
    postings = build_postings(document for document, _ in rows)
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    connection.execute("INSERT INTO made VALUES (?, ?, ?)", (SCHEMA, fingerprint, json.dumps(about)))
    connection.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?)",
        (
            (number, document.key, document.locale, json.dumps(record, ensure_ascii=False))
            for number, (document, record) in enumerate(rows)
        ),
    )
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?)", ((number, *place) for number, place in enumerate(postings.places))
    )
    connection.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?, ?)",
        (
            (number, word.plain, word.folded, array("I", word.numbers).tobytes(), bytes(word.weights))
            for number, word in enumerate(postings.words)
        ),
    )
    connection.executemany(
        "INSERT INTO gram VALUES (?, ?)",
        ((gram, array("I", numbers).tobytes()) for gram, numbers in sorted(postings.grams.items())),
    )
    connection.execute("INSERT INTO rarity VALUES (?)", (array("d", postings.rarities).tobytes(),))
    connection.commit()
    return Index(connection, about)


def write_index(path: Path, index: Index) -> None:
    """Replace the file ``path`` by ``index`` in one step, so that two writers at once both leave a whole one."""
    from scripts_gen.files import write_file

    write_file(path, index.connection.serialize())


def open_index(path: Path, fingerprint: str) -> Index | None:
    """Return the index in ``path``, or None where there is none, or it cannot be read or was made from other files."""
    connection = None
    with suppress(OSError, sqlite3.Error, ValueError):
        if not path.is_file():
            return None
        # Nobody ever writes into an index that is in place, so there is nothing to wait for.
        connection = sqlite3.connect(path, timeout=0)
        made = "SELECT about FROM made WHERE schema = ? AND fingerprint = ?"
        for (about,) in connection.execute(made, (SCHEMA, fingerprint)):
            return Index(connection, json.loads(about))
    if connection:
        connection.close()
    return None


def use_index(path: Path, fingerprint: str, build: Callable[[str], Index], ask: Callable[[Index], T]) -> T:
    """Return ``ask(index)`` for the index in ``path``; where that is missing, old or broken, of ``build(fingerprint)``.

    Where ``path`` cannot be written, the answer comes all the same. It is never None.
    """
    answer = ask_index(path, fingerprint, ask)
    if answer is not None:
        return answer
    with closing(build(fingerprint)) as index:
        with suppress(OSError):
            write_index(path, index)
        return ask(index)


def ask_index(path: Path, fingerprint: str, ask: Callable[[Index], T]) -> T | None:
    """Return ``ask(index)`` for the index in ``path``; None where that is missing, old or broken."""
    ready = open_index(path, fingerprint)
    if ready:
        with closing(ready), suppress(sqlite3.Error, ValueError):  # a damaged page, a damaged record
            return ask(ready)
    return None


def find_hits(
    index: Index,
    query: str,
    *,
    locale: str = "",
    first: str = "",
    keep: Callable[[Record], bool] = lambda record: True,
    limit: int | None = 10,
) -> list[Found]:
    """Return the best phrases for ``query``, typed in whatever language, as ``search.rank`` ranks them.

    They are shown in ``locale``, or each in the locale whose words were hit; what ``locale`` lacks is left out, and so
    is every record that ``keep`` does not want. ``limit`` counts what is left; None is for all. ``first`` is the locale
    that staff read.
    """
    found: list[Found] = []
    for hit in rank(query, _read_postings(index), first=first):
        record = read_record(index, hit.key, locale or hit.locale)
        if record and keep(record):
            found.append(Found(hit, record))
        if len(found) == limit:
            break
    return found


def read_record(index: Index, key: str, locale: str) -> Record | None:
    """Return what is known of a phrase in a locale; None where the locale does not have it."""
    row = index.connection.execute("SELECT record FROM document WHERE key = ? AND locale = ?", (key, locale)).fetchone()
    return json.loads(row[0]) if row else None


def list_records(index: Index, locale: str) -> Iterator[Record]:
    """Yield what is known of every phrase in ``locale``, in the order of the book."""
    rows = index.connection.execute("SELECT record FROM document WHERE locale = ? ORDER BY number", (locale,))
    return (json.loads(record) for (record,) in rows)


def known_keys(index: Index) -> list[str]:
    """Return every key of ``index``."""
    return [key for (key,) in index.connection.execute("SELECT DISTINCT key FROM document ORDER BY key")]


def known_phrases(index: Index) -> dict[str, str]:
    """Return what each key means in the source language, in the order of the book."""
    meaning = "json_extract(record, '$.meaning')"
    return dict(index.connection.execute(f"SELECT key, {meaning} FROM document GROUP BY key ORDER BY min(number)"))


def find_nearest(index: Index, query: str, limit: int = 3) -> list[str]:
    """Return the words known to ``index`` that are nearest to ``query``, for when nothing was found."""
    return nearest(query, (word for (word,) in index.connection.execute("SELECT word FROM word")), limit)


@dataclass(frozen=True, slots=True)
class _Stored:
    """Postings in the file; of words and trigrams only those are read that are asked for."""

    connection: sqlite3.Connection
    places: Sequence[Place]
    rarities: Sequence[float]

    def find_grams(self, grams: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return the numbers of the words that have each trigram."""
        select = "SELECT gram, words FROM gram WHERE gram IN (SELECT value FROM json_each(?))"
        found = self.connection.execute(select, (json.dumps(list(grams)),))
        return {gram: array("I", words) for gram, words in found}

    def find_words(self, numbers: Collection[int]) -> Iterator[tuple[int, Word]]:
        """Yield the words with these numbers."""
        select = "SELECT * FROM word WHERE number IN (SELECT value FROM json_each(?))"
        for number, plain, folded, places, weights in self.connection.execute(select, (json.dumps(list(numbers)),)):
            yield number, Word(plain, folded, array("I", places), weights)


def _read_postings(index: Index) -> _Stored:
    select = index.connection.execute
    places = [Place(*row) for row in select("SELECT key, locale, share FROM place ORDER BY number")]
    ((rarities,),) = select("SELECT words FROM rarity")
    return _Stored(index.connection, places, array("d", rarities))
