"""TOML read strictly: every fault of a file in one run, each with its line and its path in the file.

``tomllib`` parses; ``positions`` finds the line of a fault in the text afterwards, only when there is a fault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts_gen.errors import Fault, did_you_mean
from scripts_gen.positions import Place, format_place, is_deep, locate

LARGEST = 1_000_000
"""Bytes. Hand-written files stay far below; what is larger was put there by mistake."""

GREATEST = 1e6
"""No length, time or size in a book comes near it."""

LOOSE = ("complaint code", "point")
"""Kinds that a text refers to in passing: without the reference it says the same."""

KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Document:
    """One TOML file and the faults found in it so far."""

    is_whole_hidden = False
    """Whether a book hides the file altogether; ``layers`` has the document that may be."""

    def __init__(self, path: Path, file: str, largest: int = LARGEST):
        """Read ``path``, called ``file`` in messages. What cannot be read leaves a fault and an empty ``root``."""
        self.file = file
        self.largest = largest
        self.faults: list[Fault] = []
        self.text = self._decode(path)
        self.root = Table(self, self._parse(), ())

    def _decode(self, path: Path) -> str:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= self.largest else b""
        except OSError as error:
            return self._unreadable(0, f"cannot be read: {error.strerror}")
        if size > self.largest:
            return self._unreadable(0, f"is {size:,} bytes; at most {self.largest:,} are read")
        if data.startswith(b"\xef\xbb\xbf"):
            return self._unreadable(1, "begins with a byte order mark; save it as UTF-8 without one")
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return self._unreadable(line, f"is not UTF-8: byte 0x{data[error.start]:02x}; save it as UTF-8")
        return text if text.strip() else self._unreadable(0, "is empty")

    def _unreadable(self, line: int, message: str) -> str:
        self.faults.append(Fault(self.file, line, "", message))
        return ""

    def _parse(self) -> dict[str, Any]:
        try:
            data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            message, _, place = str(error).partition(" (at line ")
            line = int(place.partition(",")[0]) if place else self.text.count("\n") + 1
            self._unreadable(line, f"is not TOML: {message[:1].lower()}{message[1:]}")
            return {}
        except RecursionError:
            return self._deep()
        return self._deep() if is_deep(data) else data

    def _deep(self) -> dict[str, Any]:
        self._unreadable(0, "is nested too deeply")
        return {}

    @property
    def readable(self) -> bool:
        """Whether there is anything in ``root`` to look at."""
        return bool(self.root.data)

    def fault(self, place: Place, message: str, shown: Place | None = None) -> None:
        """Record that what stands at ``place`` is wrong; name it as ``shown`` where that says more than a line can."""
        self.faults.append(Fault(self.file, self.line(place), format_place(shown or place), message))

    def line(self, place: Place) -> int:
        """Return the line of ``place``, or of the nearest table or key around it."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    # What follows is of interest only where one book lies over another; ``layers`` has the document for it.

    def source(self, place: Place) -> Document:
        """Return the file that the text at ``place`` comes from."""
        return self

    def is_below(self, place: Place) -> bool:
        """Tell whether the text at ``place`` is that of a book below, which was sound there."""
        return False

    def want_hidden(self, place: Place, kind: str, word: str) -> bool:
        """Tell whether ``word`` is hidden; if so, record that ``place`` cannot do without it."""
        return False

    def is_hidden(self, kind: str, word: str) -> bool:
        """Tell whether ``word`` names something of a book below that is hidden."""
        return False

    def lacking(self, place: Place) -> str:
        """Return what to say where the table at ``place`` lacks a key that a book below might have had."""
        return ""

    @cached_property
    def _lines(self) -> Mapping[Place, int]:
        return locate(self.text)


class Table:
    """A TOML table being read: each getter checks the type, remembers the key as known, and records faults."""

    def __init__(self, document: Document, data: dict[str, Any], place: Place):
        self.document = document
        self.data = data
        self.place = place
        self.known: list[str] = []

    def fault(self, key: str | None, message: str, index: int | None = None) -> None:
        """Record a fault at ``key`` of this table (at its item ``index``), or at the table itself."""
        place = self.place if key is None else (*self.place, key)
        self.document.fault(place, message, place if index is None else (*place, index))

    def _get(self, key: str, kind: type, name: str, required: bool) -> Any:
        self.known.append(key)
        if key not in self.data:
            if required:
                lacking = self.document.lacking(self.place)
                self.fault(None, f"missing key {key!r}: expected {name}{lacking}")
            return None
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, f"expected {name}, found {_kind(value)}")
            return None
        return value

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text; the empty text is a fault where it is required."""
        value = self._get(key, str, "a text", required)
        if value is not None and not value.strip():
            self.fault(key, "expected a text, found an empty one")
        return value or ""

    def number(self, key: str, *, required: bool = True, least: int = 0) -> int:
        """Return a whole number of at least ``least``."""
        value = self._get(key, int, "a whole number", required)
        if value is not None and value < least:
            self.fault(key, f"expected a whole number of at least {least}, found {value}")
        return value or 0

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers from 0 up, none of them twice."""
        found: list[int] = []
        for i, value in enumerate(self._get(key, list, "a list of whole numbers", False) or []):
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                self.fault(key, f"expected a whole number of at least 0, found {value!r}", i)
            elif value in found:
                self.fault(key, f"{value} stands here twice", i)
            else:
                found.append(value)
        return tuple(found)

    def quantity(self, key: str, default: float | None = None, *, least: float = 0) -> float:
        """Return a number of at least ``least``, whole or not; required where there is no ``default``."""
        kind = int if isinstance(self.data.get(key), int) else float
        value = self._get(key, kind, "a number", default is None)
        if value is not None and not least <= value <= GREATEST:  # nan is neither
            limit = f"at most {GREATEST:,.0f}" if value > GREATEST else f"at least {least:g}, found {value}"
            self.fault(key, f"expected a number of {limit}")
            value = None
        return float((default or 0) if value is None else value)

    def pair(self, key: str) -> tuple[float, float]:
        """Return a list of two numbers, whole or not, of either sign; zeros where there is none."""
        values = self._get(key, list, "a list of two numbers", False)
        sound = [float(v) for v in values or () if type(v) in (int, float) and -GREATEST <= v <= GREATEST]
        if values is not None and not len(sound) == len(values) == 2:
            self.fault(key, "expected a list of two numbers, such as [0.5, -1.2]")
        return (sound[0], sound[1]) if len(sound) == 2 else (0.0, 0.0)

    def flag(self, key: str) -> bool | None:
        """Return a truth value; None where there is none."""
        value: bool | None = self._get(key, bool, "true or false", False)
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._get(key, list, "a list of texts", required) or []
        texts = []
        for i, value in enumerate(values):
            if isinstance(value, str) and value.strip():
                texts.append(value)
            else:
                self.fault(key, f"expected a text, found {_kind(value)}", i)
        return tuple(texts)

    def choice(self, key: str, options: Iterable[str], *, default: str | None = None) -> str:
        """Return a text that is one of ``options``."""
        value = self._get(key, str, "a text", default is None)
        if value is None:
            return default or ""
        return self.reference(key, None, value, dict.fromkeys(options, ""), "choice")

    def refer(self, key: str, known: Mapping[str, str], kind: str, *, required: bool = False) -> str:
        """Return what the reference under ``key`` stands for in ``known`` (word → full key).

        One of a book below, to something that is hidden, goes where it may.
        """
        value = self._get(key, str, "a text", required)
        if value is not None and kind in LOOSE and self.loses(key, value, kind):
            return ""
        return self.reference(key, None, value, known, kind) if value is not None else ""

    def refer_all(self, key: str, known: Mapping[str, str], kind: str, *, required: bool = False) -> tuple[str, ...]:
        """Return what each reference in a list stands for in ``known``; unknown ones and repeats are faults.

        Those of a book below that lead nowhere any more go.
        """
        found: list[str] = []
        below = self.document.is_below((*self.place, key))
        for i, word in enumerate(self.texts(key, required=required)):
            if below and word not in known:
                continue
            full = self.reference(key, i, word, known, kind)
            if full in found:
                self.fault(key, f"{kind} {word!r} stands here twice", i)
            elif full:
                found.append(full)
        return tuple(found)

    def reference(self, key: str, index: int | None, word: str, known: Mapping[str, str], kind: str) -> str:
        """Return ``known[word]`` (``word`` itself where that is empty); an unknown word is a fault and returns ''."""
        if word in known:
            return known[word] or word
        if self.document.want_hidden((*self.place, key), kind, word):
            return ""
        options = sorted(known)
        hint = did_you_mean(word, options)
        if not hint and 0 < len(options) <= 12:
            hint = f"; expected one of {', '.join(options)}"
        self.fault(key, f"no {kind} {word!r}{hint}", index)
        return ""

    def loses(self, key: str, word: str, kind: str) -> bool:
        """Tell whether the reference ``word`` under ``key`` is that of a book below to something that is hidden."""
        return self.document.is_hidden(kind, word) and self.document.is_below((*self.place, key))

    def table(self, key: str, *, required: bool = True) -> Table:
        """Return a table; an empty one where it is missing."""
        return Table(self.document, self._get(key, dict, "a table", required) or {}, (*self.place, key))

    def tables(self, key: str, *, required: bool = False) -> list[Table]:
        """Return the tables of an array of tables."""
        values = self._get(key, list, f"tables under [[{key}]]", required) or []
        found = []
        for i, value in enumerate(values):
            if isinstance(value, dict):
                found.append(Table(self.document, value, (*self.place, key, i)))
            else:
                self.fault(key, f"expected a table, found {_kind(value)}", i)
        return found

    def named(self, key: str, *, required: bool = False) -> dict[str, Table]:
        """Return the tables below ``[key.<name>]`` by name."""
        outer = self.table(key, required=required)
        found = {}
        for name, value in outer.data.items():
            if isinstance(value, dict):
                found[name] = Table(self.document, value, (*outer.place, name))
            else:
                outer.fault(name, f"expected a table, found {_kind(value)}")
        return found

    def key(self, key: str, text: str | None = None) -> str:
        """Return a key: lower-case letters, digits and single hyphens, so that it can name a file and an anchor."""
        word = self.text(key) if text is None else text
        if word and not KEY.fullmatch(word):
            self.fault(
                key if text is None else None, f"{word!r} is no key: expected lower-case letters, digits and hyphens"
            )
        return word

    def done(self) -> None:
        """Record every key that no getter asked for."""
        for key in self.data:
            if key not in self.known:
                self.fault(key, f"unknown key{did_you_mean(key, self.known)}")


def _kind(value: object) -> str:
    names = {
        str: "a text",
        bool: "a truth value",
        int: "a whole number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return "an empty text" if value == "" else names.get(type(value), "a date or time")
