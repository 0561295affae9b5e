"""Look-ups that found nothing, counted on the device where somebody asked for it: the words and how often, no more.

The normal form of words has a twin in templates/page-missed.js. The device's own count is a SQLite file, so that of
two look-ups at once both count; what leaves the device is JSON.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from scripts_gen.complaint import Missed
from scripts_gen.device_file import load_json, show_json
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.spelling import fold, plain_words

FORMAT = "scripts-gen missed look-ups 1"
LONGEST = 80
"""Characters that are kept of a look-up."""
MOST = 500
"""Look-ups that a device keeps apart; the least wanted makes room for the next."""
DIGITS = 4
"""From so many on, digits may be a customer's number."""
FILE_LIMIT = 2_000_000
"""Bytes of an exported file: many times what a device can fill."""
COUNT_LIMIT = 1_000_000_000
DATABASE = "missed.sqlite3"
PATIENCE = 5.0
"""Seconds that a look-up waits for another."""

_ADDRESS = re.compile(r"\S*@\S*")
_DIGIT = re.compile("[0-9]")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS missed (words TEXT PRIMARY KEY, count INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS counting (wanted INTEGER NOT NULL)",
)
_ADD = "INSERT INTO missed VALUES (?, 1) ON CONFLICT (words) DO UPDATE SET count = count + 1"
_MAKE_ROOM = """
DELETE FROM missed WHERE words IN (
    SELECT words FROM missed WHERE words <> ? ORDER BY count, rowid LIMIT max(0, (SELECT count(*) FROM missed) - ?)
)"""


# --- values -----------------------------------------------------------------------------------------------------------


def normal_words(text: str) -> str:
    """Return what is kept of a look-up: its folded words, ``LONGEST`` characters at most; empty where nothing may be.

    Left out is what may be a customer's: e-mail addresses, and numbers of ``DIGITS`` digits or more, however these are
    grouped, with the letters written together with them.
    """
    kept: list[str] = []
    words = map(fold, plain_words(_ADDRESS.sub(" ", text)))
    for numbered, run in groupby(words, lambda word: _DIGIT.search(word) is not None):
        together = " ".join(run)
        if not numbered or len(_DIGIT.findall(together)) < DIGITS:
            kept.append(together)
    return " ".join(kept)[:LONGEST].rstrip()


def merge_missed(*counts: Iterable[Missed]) -> tuple[Missed, ...]:
    """Return several counts as one, the most wanted first, equal ones by their words."""
    merged: dict[str, int] = {}
    for missed in (missed for count in counts for missed in count):
        merged[missed.words] = merged.get(missed.words, 0) + missed.count
    return tuple(Missed(words, merged[words]) for words in sorted(merged, key=lambda words: (-merged[words], words)))


# --- exported files ---------------------------------------------------------------------------------------------------


def format_missed(missed: Iterable[Missed]) -> str:
    """Return the JSON text of a count, as devices export it."""
    listed = [{"words": one.words, "count": one.count} for one in missed]
    return json.dumps({"format": FORMAT, "missed": listed}, ensure_ascii=False, indent=1) + "\n"


def read_missed_file(path: Path, file: str) -> tuple[Missed, ...]:
    """Read the export of a device from ``path``; ``file`` is its name in faults.

    Raises InputError with every fault, and OSError where the file cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(FILE_LIMIT + 1)
    return parse_missed(data, file)


def parse_missed(data: bytes, file: str) -> tuple[Missed, ...]:
    """Return the count in the bytes of an export, its words in their normal form; raise InputError with every fault."""
    shape = load_json(data, file, FILE_LIMIT)
    faults = [Fault(file, 0, path, message) for path, message in _check_export(shape)]
    if faults:
        raise InputError(faults)
    return merge_missed(Missed(normal_words(one["words"]), one["count"]) for one in shape["missed"])


def _check_export(shape: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an export: path and message."""
    if not isinstance(shape, dict) or shape.get("format") != FORMAT:
        found = f", found {show_json(shape['format'])}" if isinstance(shape, dict) and "format" in shape else ""
        yield "format", f'expected "{FORMAT}"{found}'
        return
    yield from _check_keys(shape, ("format", "missed"), "")
    listed = shape.get("missed", [])
    if not isinstance(listed, list):
        yield "missed", f"expected a list, found {show_json(listed)}"
        return
    for place, one in enumerate(listed):
        at = f"missed[{place}]"
        if not isinstance(one, dict):
            yield at, f"expected words and count in braces, found {show_json(one)}"
            continue
        yield from _check_keys(one, ("words", "count"), at)
        words, count = one.get("words", "any"), one.get("count", 1)
        if not isinstance(words, str) or not 0 < len(words) <= LONGEST or not normal_words(words):
            expected = f"words, {LONGEST} characters at most, no long number and no address"
            yield f"{at}.words", f"expected {expected}, found {show_json(words)}"
        if type(count) is not int or not 1 <= count <= COUNT_LIMIT:
            yield f"{at}.count", f"expected a whole number from 1 to {COUNT_LIMIT}, found {show_json(count)}"


def _check_keys(shape: Mapping[str, Any], known: tuple[str, ...], at: str) -> Iterator[tuple[str, str]]:
    for key in known:
        if key not in shape:
            yield at, f"missing key {key!r}"
    for key in shape:
        if key not in known:
            yield at, f"unknown key {show_json(key)}{did_you_mean(key, known)}"


# --- the device's own count -------------------------------------------------------------------------------------------


def read_device(folder: Path) -> tuple[Missed, ...]:
    """Return what was counted on this device, which keeps it in ``folder``; nothing where nobody asked for it.

    Raises InputError where the file there is not ours, as all functions of this part do.
    """
    if not _is_there(folder):
        return ()
    with _opened(folder) as connection:
        return merge_missed(Missed(*row) for row in connection.execute("SELECT words, count FROM missed"))


def is_counting(folder: Path) -> bool:
    """Tell whether look-ups that find nothing are counted."""
    if not _is_there(folder):
        return False
    with _opened(folder) as connection:
        return _is_wanted(connection)


def set_counting(folder: Path, wanted: bool) -> None:
    """Begin or end counting; what was counted stays."""
    if not wanted and not _is_there(folder):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _opened(folder) as connection:
        for table in _TABLES:
            connection.execute(table)
        connection.execute("DELETE FROM counting")
        connection.execute("INSERT INTO counting VALUES (?)", (int(wanted),))


def count_missed(folder: Path, text: str) -> None:
    """Count a look-up of ``text`` that found nothing, if it is to be counted and something of it may be kept."""
    words = normal_words(text)
    if not words or not _is_there(folder):
        return
    with _opened(folder) as connection:
        if _is_wanted(connection):
            connection.execute(_ADD, (words,))
            connection.execute(_MAKE_ROOM, (words, MOST))


def clear_device(folder: Path) -> None:
    """Forget what was counted; whether more is counted stays as it is."""
    if _is_there(folder):
        with _opened(folder) as connection:
            connection.execute("DELETE FROM missed")


def _is_there(folder: Path) -> bool:
    return (folder / DATABASE).is_file()


def _is_wanted(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM counting WHERE wanted").fetchone() is not None


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection for one step: all of it is written, or nothing."""
    path = folder / DATABASE
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise InputError([Fault(str(path), 0, "", f"cannot be used: {error}")]) from None
