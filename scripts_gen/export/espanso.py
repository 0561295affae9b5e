"""A match file for espanso: staff type a trigger, or search by whatever words they remember, and the wording is there.

A trigger begins and ends with a colon and has none inside, so none begins another. What espanso would read as its own
is escaped; what it cannot hold at all is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import yaml

try:
    from yaml import CSafeDumper as SafeDumper
except ImportError:  # a PyYAML without libyaml, which writes the same more slowly
    from yaml import SafeDumper  # type: ignore[assignment]

from scripts_gen.errors import Fault, InputError
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, join, one_line, terms, title
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.spelling import fold
from scripts_gen.wording import Blank

FORM = "blanks"
"""Name of the variable that asks for the blanks."""
_CURSOR = "$|$"
"""Where espanso puts the cursor: it knows no way to say that this is text."""
_FORM_SIGNS = re.compile(r"[\[\]{}\\]")
_WIDTH = 1 << 30
"""No text is folded: a folded one is harder to compare with its next edition."""
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]")


class _Quoted(str):
    """A text of the book: always in quotes, so that YAML takes it for nothing but text."""


class _Dumper(SafeDumper):
    pass


def _represent(dumper: SafeDumper, text: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


_Dumper.add_representer(_Quoted, _represent)


def write(source: Source) -> bytes:
    """Return the match file. Raises InputError with each wording that espanso cannot hold."""
    faults: list[Fault] = []
    matches = []
    for code in source.books:
        for item in build_items(source, code):
            faults += _faults(item)
            matches.append(_match(item, source.reader))
    if faults:
        raise InputError(faults)
    text = yaml.dump({"matches": matches}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2)
    head = f"# {one_line(source.reader.book.title)}, {source.on}. Made by scripts-gen export espanso.\n"
    # What has no shape of its own stands as an escape, so that whoever reviews the file sees it.
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", head + text).encode()


def trigger(item: Item) -> str:
    """Return what is typed for ``item``, such as ``:greeting.morning.fi:``."""
    return f":{item.id}.{item.code}:"


def _match(item: Item, reader: Phrasebook) -> dict[str, Any]:
    text = join(item.pieces, lambda blank: f"{{{{{FORM}.{blank.name}}}}}", _escape)
    match: dict[str, Any] = {
        "trigger": _Quoted(trigger(item)),
        "replace": _Quoted(text),
        "label": _Quoted(_label(item, reader)),
        "search_terms": [_Quoted(term) for term in dict.fromkeys(_terms(item, reader))],
    }
    if item.blanks:
        layout = "\n".join(f"{_plain_label(blank)}: [[{blank.name}]]" for blank in item.blanks)
        match["vars"] = [{"name": FORM, "type": "form", "params": {"layout": _Quoted(layout)}}]
    if _wants_clipboard(text):
        match["force_clipboard"] = True
    return match


def _label(item: Item, reader: Phrasebook) -> str:
    """Return what staff choose by: the meaning first, then where it belongs."""
    draft = [reader.word("draft").text] if item.wording.draft else []
    return one_line(" · ".join([*draft, join(item.meaning, bracketed), title(item, reader), item.code]))


def _terms(item: Item, reader: Phrasebook) -> Iterator[str]:
    """Yield what the match is found by beside its label: words that staff remember, and how the wording is typed."""
    yield from terms(item, reader)
    for text in (join(item.pieces, bracketed), join(item.sound, bracketed)):
        if text:
            yield from (one_line(text), fold(one_line(text)))


def _escape(text: str) -> str:
    return text.replace("{{", r"\{\{").replace("}}", r"\}\}")


def _unescape(text: str) -> str:
    """Return what espanso makes of a text; it does so once, or twice where there are variables."""
    return text.replace(r"\{\{", "{{").replace(r"\}\}", "}}")


def _faults(item: Item) -> Iterator[Fault]:
    text = join(item.pieces, lambda blank: "", str)
    if _CURSOR in text:
        yield Fault("", 0, f"{item.code} {item.context}", f"espanso would take {_CURSOR} for the place of the cursor")
    if _unescape(text) != text:
        yield Fault("", 0, f"{item.code} {item.context}", r"espanso would take \{\{ and \}\} for {{ and }}")


def _plain_label(blank: Blank) -> str:
    return one_line(_FORM_SIGNS.sub("", blank.label)) or blank.name


def _wants_clipboard(text: str) -> bool:
    """Tell whether keys cannot type ``text``: letters of another script, or a line break, which would send a chat."""
    foreign = (letter for letter in set(text) if letter.isalpha() and ord(letter) > 0x7F)
    return "\n" in text or any(not unicodedata.name(letter, "").startswith("LATIN") for letter in foreign)
