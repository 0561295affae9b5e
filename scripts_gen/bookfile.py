"""The TOML of a situation, rewritten: a field set, a phrase added, and every other line as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from scripts_gen.positions import locate

Value = str | tuple[str, ...]
_HEADER = re.compile(r"^([ \t]*)\[\[[ \t]*step[ \t]*\.[ \t]*phrase[ \t]*\]\]", re.MULTILINE)


def read_phrases(text: str) -> dict[str, dict[str, str]]:
    """Return the fields of each phrase that a situation's file holds, as they would be told, by its key."""
    steps = tomlkit.parse(text).unwrap().get("step", [])
    return {
        phrase.get("key", ""): {n: "; ".join(map(str, v)) if isinstance(v, list) else str(v) for n, v in phrase.items()}
        for step in steps
        for phrase in step.get("phrase", [])
    }


def rewrite_phrases(text: str, edits: Iterable[tuple[str, str, Value]]) -> tuple[str, set[str]]:
    """Return a situation's file with fields of its phrases set, and the keys of phrases that it does not hold.

    An edit is the phrase's key in its situation, the field and its value; what is empty is taken out.
    """
    document: Any = tomlkit.parse(text)
    tables = {phrase.get("key"): phrase for step in document.get("step", ()) for phrase in step.get("phrase", ())}
    missing = set()
    for key, field, value in edits:
        if key not in tables:
            missing.add(key)
        elif value:
            _set(tables[key], field, value)
        else:
            tables[key].pop(field, None)
    return tomlkit.dumps(document), missing


def _set(table: Any, field: str, value: Value) -> None:
    old = table.get(field)
    if isinstance(value, str) or not isinstance(old, Array) or "\n" not in old.as_string():
        table[field] = list(value) if isinstance(value, tuple) else value
        return
    matcher = SequenceMatcher(None, [str(item) for item in old], value, autojunk=False)
    for _, start, end, first, last in reversed([code for code in matcher.get_opcodes() if code[0] != "equal"]):
        for i in reversed(range(start, end)):  # item by item: those that stay keep their lines and comments
            del old[i]
        for i, item in enumerate(value[first:last]):
            old.insert(start + i, item)


def append_phrase(text: str, step: str, fields: Mapping[str, Value | int]) -> str | None:
    """Return ``text`` with one more phrase at the end of ``step``; None where no table of the file is that step."""
    before = tomlkit.parse(text).unwrap()
    steps = [inner.get("key") for inner in before.get("step", ())]
    index = steps.index(step) if step in steps else -1
    if ("step", index) not in locate(text):
        return None
    lines = text.splitlines(keepends=True)
    at = _end(text, lines, index)
    indent = found[1] if (found := _HEADER.search(text)) else "  "
    written = ("[[step.phrase]]", *(f"{name} = {format_value(value)}" for name, value in fields.items()))
    block = "".join(f"{indent}{line}\n" for line in written)
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    grown = "".join((*lines[:at], "\n", block, *lines[at:]))
    phrase = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
    before["step"][index].setdefault("phrase", []).append(phrase)
    try:
        return grown if tomlkit.parse(grown).unwrap() == before else None
    except TOMLKitError:  # its phrases are written on one line
        return None


def format_value(value: object) -> str:
    """Return a text, a number or a list of texts as TOML."""
    return tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()


def _end(text: str, lines: Sequence[str], index: int) -> int:
    """Return how many lines stand before the end of a step: after it come blank lines and the next step's comments."""
    places = locate(text)
    start = max(line for place, line in places.items() if place[:2] == ("step", index))
    end = min((line for place, line in places.items() if line > start and place[:1] != ()), default=len(lines) + 1) - 1
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    attached = end
    while attached < len(lines) and lines[attached].lstrip().startswith("#"):
        attached += 1
    closed = attached == len(lines) or not lines[attached].strip()
    return attached if closed else end
