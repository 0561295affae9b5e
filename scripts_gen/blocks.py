"""A catalog file in blocks: one message's lines each, byte for byte, beside what they say.

Writing the blocks that were read gives the same bytes; writing a changed message replaces only those sections of its
block that changed. polib escapes and unescapes texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polib

from scripts_gen.errors import Fault, InputError
from scripts_gen.message import Message

KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")

_QUOTED = re.compile(r'"((?:[^"\\]|\\[\\ntrvbf"])*)"')
_PREVIOUS = ("previous_msgctxt", "previous_msgid", "previous_msgid_plural")
_REMARKS = {"#": "comments", "#.": "notes", "#:": "files", "#,": "flags", "#=": None}
"""Sections without texts, in GNU's order, and the field each says. ``#=`` (workflow flags) is kept unread."""
_TEXTS = {"#|": _PREVIOUS, "msgctxt": ("msgctxt",), "msgid": ("msgid", "msgid_plural"), "msgstr": ("msgstr",)}
"""Sections of texts, in GNU's order, and the fields each says."""
_SECTION = re.compile(r'\s*(?:#~(?!\|)\s*)?(#~?\||#[.:,=]?|msgctxt|msgid|msgstr|")?')
"""How a line of a section begins; with a quotation mark where it carries on a text."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one message, with the blank lines before them."""

    gap: str
    text: str
    """The lines as they stand in the file, line ends included."""
    message: Message | None
    """None for what follows the last message."""

    @property
    def is_header(self) -> bool:
        """Whether this is the catalog's header."""
        message = self.message
        return message is not None and not (message.msgid or message.msgctxt or message.obsolete)


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A catalog file as blocks, and the form it is written in."""

    file: str
    charset: str
    newline: str
    blocks: tuple[Block, ...]

    def encode(self, blocks: Iterable[Block]) -> bytes:
        """Return the bytes of ``blocks`` in this file's form; raise InputError where its charset lacks a character."""
        parts: list[str] = []
        for block in blocks:
            if parts and not parts[-1].endswith("\n"):
                parts.append(self.newline)
            parts.append(block.gap + block.text)
        try:
            return "".join(parts).encode(self.charset)
        except UnicodeEncodeError as error:
            lost = error.object[error.start : error.end]
            message = f"charset {self.charset} cannot write {lost!r}; convert the file to UTF-8 (msgconv -t UTF-8)"
            raise InputError([Fault(self.file, 0, "", message)]) from None

    def rewrite(self, old: Block, message: Message) -> Block:
        """Return ``old`` saying ``message``: itself where it says so already."""
        return old if message == old.message else Block(old.gap, format_block(message, self.newline, old), message)


def unquote(literal: str) -> str | None:
    """Return the text of a quoted literal, or None where it is none or holds an escape that polib does not know."""
    found = _QUOTED.fullmatch(literal)
    if not found:
        return None
    return unescape(found[1])


def unescape(text: str) -> str:
    """Return what ``text`` between the quotation marks of a sound literal stands for."""
    return polib.unescape(text) if "\\" in text else text


def quote(text: str) -> str:
    """Return ``text`` as a quoted literal; the inverse of ``unquote``."""
    return f'"{polib.escape(text)}"'


def flatten_notes(message: Message) -> Message:
    """Return ``message`` with every note on one line, as a catalog can hold it."""
    lines = (line.strip() for note in message.notes for line in note.splitlines())
    notes = tuple(line for line in lines if line)
    return message if notes == message.notes else replace(message, notes=notes)


def format_block(message: Message, newline: str = "\n", old: Block | None = None) -> str:
    """Return the lines of ``message``; sections that ``old`` says already are taken from it as they stand."""
    known = old.message if old else None
    sections = _split_sections(old.text) if old else {}
    text = ""
    for section in (*_order_remarks(sections), *_TEXTS):
        raw = sections.get(section, "")
        if known is None or _differs(section, known, message):
            lines = _format_remarks(section, message) if section in _REMARKS else _format_texts(section, message)
            raw = "".join(line + newline for line in lines)
        text += raw if not raw or raw.endswith("\n") else raw + newline
    return text


def _order_remarks(sections: Iterable[str]) -> list[str]:
    """Return every section without texts, in the order of ``sections``; those that are not there follow GNU's order."""
    order = [section for section in sections if section in _REMARKS]
    place = 0
    for section in _REMARKS:
        if section not in order:
            order.insert(place, section)
        place = order.index(section) + 1
    return order


def _split_sections(text: str) -> dict[str, str]:
    """Return the lines of a block by section; a blank line goes with the line after it."""
    sections: dict[str, str] = {}
    last = blank = ""
    for line in re.findall(r".*\n|.+", text):  # not splitlines: U+2028 may stand in a text
        found = _SECTION.match(line)
        assert found is not None  # every part of the pattern is optional
        mark = "#|" if found[1] == "#~|" else found[1]
        if not mark:
            blank += line
            continue
        section = last if mark == '"' else mark
        sections[section] = sections.get(section, "") + blank + line
        last, blank = last if mark in _REMARKS else section, ""
    return sections


def _differs(section: str, old: Message, new: Message) -> bool:
    if section in _REMARKS:
        name = _REMARKS[section]
        return name is not None and getattr(old, name) != getattr(new, name)
    return old.obsolete != new.obsolete or any(getattr(old, name) != getattr(new, name) for name in _TEXTS[section])


def _format_remarks(section: str, message: Message) -> list[str]:
    match section:
        case "#":
            return [f"# {comment}".rstrip() for comment in message.comments]
        case "#.":
            return [f"#. {note}" for note in message.notes]
        case "#:":  # GNU sets a name with a space between U+2068 and U+2069
            return [f"#: \u2068{file}\u2069" if " " in file else f"#: {file}" for file in message.files]
        case "#," if message.flags:
            return [f"#, {', '.join(message.flags)}"]
    return []


def _format_texts(section: str, message: Message) -> list[str]:
    match section:
        case "#|":
            pairs = [(name.removeprefix("previous_"), text) for name in _PREVIOUS if (text := getattr(message, name))]
        case "msgid":
            plural = [("msgid_plural", message.msgid_plural)] if message.msgid_plural else []
            pairs = [("msgid", message.msgid), *plural]
        case "msgstr" if message.msgid_plural:
            pairs = [(f"msgstr[{i}]", text) for i, text in enumerate(message.msgstr or ("", ""))]
        case "msgstr":
            pairs = [("msgstr", "".join(message.msgstr[:1]))]
        case _:
            pairs = [("msgctxt", message.msgctxt)] if message.msgctxt else []
    mark = ("#~" if message.obsolete else "#" if section == "#|" else "") + ("|" if section == "#|" else "")
    return [f"{mark} {line}".lstrip() for keyword, text in pairs for line in _wrap(keyword, text)]


def _wrap(keyword: str, text: str) -> list[str]:
    """Return a text on one line, or on a line of its own for each of its lines where it has several."""
    lines = [line for line in re.split(r"(?<=\n)", text) if line]
    return [f'{keyword} ""', *map(quote, lines)] if len(lines) > 1 else [f"{keyword} {quote(text)}"]
