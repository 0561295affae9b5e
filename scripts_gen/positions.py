"""Where the tables and keys of a TOML text stand.

``tomllib`` keeps no positions, and no library in use here does without rewriting the parser, so a line is found in the
text afterwards: only when it is wanted, and only in text that is known to be valid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

Place = tuple[str | int, ...]
DEEPEST = 20
"""Tables and lists in one another; a book has five."""

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<open>\[\[|[\[{])|(?P<close>[\]}])|(?P<newline>\n)|(?P<sign>[=.,])|(?P<bare>[^\s\[\]{}=.,\#"']+)|\s""",
    re.DOTALL,
)


def is_deep(data: dict[str, Any]) -> bool:
    """Tell whether tables and lists are nested deeper than anyone writes; a table's name alone may be ``a.a.a…``."""
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        within = (value.values() if isinstance(value, dict) else value for value in level)
        level = [value for values in within for value in values if isinstance(value, (dict, list))]
    return bool(level)


def format_place(place: Place) -> str:
    """Return a place as ``step[0].phrase[2].standards``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")


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
