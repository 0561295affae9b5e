"""TOML read strictly: every fault of a file in one run, each with its line and its path in the file.

``tomllib`` parses. It keeps no positions, and no library in use here does without rewriting the parser, so the line of
a fault is found in the text afterwards: only when there is a fault, and only in text that is known to be valid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts_gen.errors import Fault, did_you_mean

LARGEST = 1_000_000
"""Bytes. Hand-written files stay far below; what is larger was put there by mistake."""

GREATEST = 1e6
"""No length, time or size in a book comes near it."""

KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
Place = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<open>\[\[|[\[{])|(?P<close>[\]}])|(?P<newline>\n)|(?P<sign>[=.,])|(?P<bare>[^\s\[\]{}=.,\#"']+)|\s""",
    re.DOTALL,
)


class Document:
    """One TOML file and the faults found in it so far."""

    def __init__(self, path: Path, file: str):
        """Read ``path``, called ``file`` in messages. What cannot be read leaves a fault and an empty ``root``."""
        self.file = file
        self.faults: list[Fault] = []
        self.text = self._decode(path)
        self.root = Table(self, self._parse(), ())

    def _decode(self, path: Path) -> str:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= LARGEST else b""
        except OSError as error:
            return self._unreadable(0, f"cannot be read: {error.strerror}")
        if size > LARGEST:
            return self._unreadable(0, f"is {size:,} bytes; at most {LARGEST:,} are read")
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
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            message, _, place = str(error).partition(" (at line ")
            line = int(place.partition(",")[0]) if place else self.text.count("\n") + 1
            self._unreadable(line, f"is not TOML: {message[:1].lower()}{message[1:]}")
            return {}

    @property
    def readable(self) -> bool:
        """Whether there is anything in ``root`` to look at."""
        return bool(self.root.data)

    def fault(self, place: Place, message: str, shown: Place | None = None) -> None:
        """Record that what stands at ``place`` is wrong; name it as ``shown`` where that says more than a line can."""
        nearest = place
        while nearest not in self._lines:
            nearest = nearest[:-1]
        self.faults.append(Fault(self.file, self._lines[nearest], format_place(shown or place), message))

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
                self.fault(None, f"missing key {key!r}: expected {name}")
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
        """Return what the reference under ``key`` stands for in ``known`` (word → full key)."""
        value = self._get(key, str, "a text", required)
        return self.reference(key, None, value, known, kind) if value is not None else ""

    def refer_all(self, key: str, known: Mapping[str, str], kind: str, *, required: bool = False) -> tuple[str, ...]:
        """Return what each reference in a list stands for in ``known``; unknown ones and repeats are faults."""
        found: list[str] = []
        for i, word in enumerate(self.texts(key, required=required)):
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
        options = sorted(known)
        hint = did_you_mean(word, options)
        if not hint and 0 < len(options) <= 12:
            hint = f"; expected one of {', '.join(options)}"
        self.fault(key, f"no {kind} {word!r}{hint}", index)
        return ""

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


def format_place(place: Place) -> str:
    """Return a place as ``step[0].phrase[2].standards``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


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


def locate(text: str) -> dict[Place, int]:
    """Return the line of every table and key of a valid TOML text."""
    lines: dict[Place, int] = {(): 1}
    counts: dict[Place, int] = {}
    table: Place = ()
    words: list[str] = []
    line, depth, header, in_value = 1, 0, "", False
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if kind == "open" and not in_value and not header:
            header, words = word, []
        elif kind == "close" and header:
            if header == "[[" and words:
                header = "["  # the second bracket closes it
                base = _resolve(tuple(words), counts)
                counts[base] = counts.get(base, -1) + 1
                table = (*base, counts[base])
                lines.setdefault(base, line)
                lines[table] = line
                words = []
            else:
                if words:
                    table = _resolve(tuple(words), counts)
                    lines.setdefault(table, line)
                header, words = "", []
        elif in_value and kind in ("open", "close"):
            depth += len(word) if kind == "open" else -1
        elif kind == "sign" and word == "=" and not in_value and not header:
            lines.setdefault((*table, *words), line)
            in_value, depth = True, 0
        elif kind in ("bare", "text") and not in_value:
            words.append(_unquote(word))
        elif kind == "newline" and depth == 0:
            in_value, words = False, []
        line += word.count("\n")
    return lines


def _resolve(words: tuple[str, ...], counts: Mapping[Place, int]) -> Place:
    """Return the place of a header's table, with the current index of each array of tables on the way to it."""
    place: Place = ()
    for i, word in enumerate(words):
        place = (*place, word)
        if i < len(words) - 1 and place in counts:
            place = (*place, counts[place])
    return place


def _unquote(word: str) -> str:
    return str(next(iter(tomllib.loads(f"{word} = 0")))) if word[0] in "\"'" else word
