"""The ledger of issued cards: JSON Lines in the workspace, one record a line, so that it diffs and merges in git.

Records are only ever added, under a lock. A kill in mid-write leaves a torn last line; what stood before it stays, and
the next writer sets the torn one aside.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import FileIO
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from scripts_gen.drawer import EXAMPLE_CODE, Issued, Line, Record, TakenOut, normalize_code
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.files import read_bytes

LEDGER = "issued.jsonl"
TORN = "issued.jsonl.torn"
"""Where the torn lines go."""
LOCK = ".issued.lock"
PATIENCE = 30.0
"""Seconds that a writer waits for another."""

BLOCK = 1 << 16
"""Bytes that are read at once from the end of the file."""

_MARKERS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_OPTIONAL = frozenset({"seal", "meaning", "pronunciation", "site", "replaces"})
"""Keys that are left out where there is nothing to say."""
_Faults = Iterator[tuple[str, str]]
"""Paths inside a record, each with what is wrong there."""
_Check = Callable[[Any, str], _Faults]
"""Of the value at a path."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the ledger of a workspace holds."""

    records: tuple[Record, ...]
    """In the order of the file, each once."""
    torn: bool
    """Whether the last line is cut off; it is not among the records."""


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of the workspace at ``root``; an empty one where there is none yet.

    Raises InputError with every line that is no record, but for a torn last one.
    """
    *lines, last = (read_bytes(root / LEDGER) or b"").split(b"\n")
    torn = _is_torn(last)
    records: dict[bytes, Record] = {}  # two sides of a merge may have brought the same line
    faults: list[Fault] = []
    for number, line in enumerate(lines if torn else [*lines, last], 1):
        text = line.strip()
        if text:
            found = _parse_line(text)
            if isinstance(found, list):
                faults += [Fault(LEDGER, number, path, message) for path, message in found]
            else:
                records[text] = found
    if faults:
        raise InputError(faults)
    return Ledger(tuple(records.values()), torn)


def append_records(root: Path, records: Iterable[Record], *, patience: float = PATIENCE) -> None:
    """Add ``records`` to the ledger of the workspace at ``root``: all of them, or none where it cannot be written.

    A last line that a kill left unfinished is mended first. Raises InputError where another writer holds the ledger for
    longer than ``patience`` seconds.
    """
    data = "".join(f"{format_record(record)}\n" for record in records).encode()
    if not data:
        return
    try:
        with FileLock(root / LOCK, timeout=patience), (root / LEDGER).open("a+b", buffering=0) as file:
            _mend(file, root / TORN)
            _write(file, data)
    except Timeout:
        message = f"another run is writing; nothing was recorded after {patience:g} seconds, run the command again"
        raise InputError([Fault(LEDGER, 0, "", message)]) from None


def format_record(record: Record) -> str:
    """Return the line of ``record``, without its end."""
    if isinstance(record, TakenOut):
        shape = {"taken_out": record.code, "date": record.date, "site": record.site, "run": record.run}
        return _format(shape)
    return _format(
        {
            "code": record.code,
            "layout": record.layout,
            "card": record.card,
            "role": record.role,
            "locales": [record.locale, record.second] if record.second else [record.locale],
            "lines": [
                _short(
                    {
                        "key": line.context,
                        "locale": line.locale,
                        "seal": line.seal,
                        "wording": line.wording,
                        "meaning": line.meaning,
                        "pronunciation": line.pronunciation,
                    }
                )
                for line in record.lines
            ],
            "date": record.date,
            "edition": record.edition,
            "copies": record.copies,
            "site": record.site,
            "run": record.run,
            "replaces": list(record.replaces),
        }
    )


def _format(shape: Mapping[str, Any]) -> str:
    return json.dumps(_short(shape), ensure_ascii=False)


def _short(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shape.items() if value or key not in _OPTIONAL}


def _mend(file: FileIO, aside: Path) -> None:
    """End a whole last line that has no end; move a torn one to ``aside``."""
    end = start = file.seek(0, os.SEEK_END)
    data = b""
    while start and b"\n" not in data:  # no more than it takes: thousands of sites write here
        size = min(start, BLOCK)
        start = file.seek(start - size)
        data = file.read(size) + data
    last = data.rpartition(b"\n")[2]
    if _is_torn(last):
        with aside.open("ab", buffering=0) as other:
            _write(other, last + b"\n")
        file.truncate(end - len(last))
    elif last:
        _write(file, b"\n")


def _write(file: FileIO, data: bytes) -> None:
    """Add ``data`` to the end of ``file`` and see it on the disk; take back what a full disk left half done."""
    end = file.seek(0, os.SEEK_END)
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except BaseException:
        file.truncate(end)
        raise


def _is_torn(line: bytes) -> bool:
    """Tell whether an unended line is the beginning of a record; the beginning of a JSON object is never JSON."""
    if not line.strip() or line.startswith(_MARKERS):
        return False
    try:
        json.loads(line.decode())
    except (ValueError, RecursionError):
        return True
    return False


def _parse_line(line: bytes) -> Record | list[tuple[str, str]]:
    """Return the record of a line, or what is wrong with it, path and message."""
    if line.startswith(_MARKERS):
        return [("", "the file holds both sides of a merge: keep all lines but the markers")]
    try:
        shape = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return [("", f"is not UTF-8: byte 0x{line[error.start]:02x}")]
    except (ValueError, RecursionError) as error:
        return [("", f"is not JSON, or was cut off, at column {getattr(error, 'colno', 1)}")]
    if not isinstance(shape, dict):
        return [("", "expected a record in braces")]
    taken = "taken_out" in shape
    return list(_check_shape(shape, _TAKEN_OUT if taken else _ISSUED)) or (_taken_out if taken else _issued)(shape)


def _issued(shape: Mapping[str, Any]) -> Issued:
    lines = (
        Line(
            context=line["key"],
            locale=line["locale"],
            seal=line.get("seal", ""),
            wording=line["wording"],
            meaning=line.get("meaning", ""),
            pronunciation=line.get("pronunciation", ""),
        )
        for line in shape["lines"]
    )
    locale, *second = shape["locales"]
    kept = {name: shape[name] for name in ("code", "layout", "card", "role", "date", "edition", "copies", "run")}
    return Issued(
        **kept,
        locale=locale,
        second=second[0] if second else "",
        lines=tuple(lines),
        site=shape.get("site", ""),
        replaces=tuple(shape.get("replaces", ())),
    )


def _taken_out(shape: Mapping[str, Any]) -> TakenOut:
    return TakenOut(shape["taken_out"], shape["date"], shape.get("site", ""), shape["run"])


def _check_shape(shape: Mapping[str, Any], known: Mapping[str, _Check], at: str = "") -> _Faults:
    """Yield what is wrong with an object that has the ``known`` keys, each with the check of its value."""
    for key in known:
        if key not in shape and key not in _OPTIONAL:
            yield at.removesuffix("."), f"missing key {key!r}"
    for key, value in shape.items():
        if key in known:
            yield from known[key](value, f"{at}{key}")
        else:
            yield f"{at}{key}", f"unknown key{did_you_mean(key, known)}"


def _text(value: Any, path: str) -> _Faults:
    if not isinstance(value, str) or not value:
        yield path, f"expected a text, found {_shown(value)}"


def _note(value: Any, path: str) -> _Faults:
    if not isinstance(value, str):
        yield path, f"expected a text, found {_shown(value)}"


def _code(value: Any, path: str) -> _Faults:
    if not isinstance(value, str) or normalize_code(value) != value:
        yield path, f"expected a code such as {EXAMPLE_CODE}, found {_shown(value)}"


def _date(value: Any, path: str) -> _Faults:
    try:
        good = date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        good = False
    if not good:
        yield path, f"expected a date such as 2026-03-14, found {_shown(value)}"


def _copies(value: Any, path: str) -> _Faults:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        yield path, f"expected a whole number of at least 1, found {_shown(value)}"


def _line(value: Any, path: str) -> _Faults:
    if isinstance(value, dict):
        yield from _check_shape(value, _LINE, f"{path}.")
    else:
        yield path, f"expected a line in braces, found {_shown(value)}"


def _listed(check: _Check, expected: str, *, least: int = 0, most: int = sys.maxsize) -> _Check:
    """Return the check of a list from that of its items."""

    def check_list(value: Any, path: str) -> _Faults:
        if not isinstance(value, list) or not least <= len(value) <= most:
            yield path, f"expected {expected}, found {_shown(value)}"
        else:
            for i, item in enumerate(value):
                yield from check(item, f"{path}[{i}]")

    return check_list


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"


_LINE = {"key": _text, "locale": _text, "seal": _note, "wording": _text, "meaning": _note, "pronunciation": _note}
_TAKEN_OUT = {"taken_out": _code, "date": _date, "site": _note, "run": _text}
_ISSUED = {
    "code": _code,
    "layout": _text,
    "card": _text,
    "role": _text,
    "locales": _listed(_text, "a list of one or two locales", least=1, most=2),
    "lines": _listed(_line, "a list of the lines on the card", least=1),
    "date": _date,
    "edition": _date,
    "copies": _copies,
    "site": _note,
    "run": _text,
    "replaces": _listed(_code, "a list of codes"),
}
