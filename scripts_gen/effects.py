"""What changes of files mean to people: which texts read otherwise, and which files only follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from scripts_gen.bookfile import read_phrases
from scripts_gen.catalog import parse_catalog
from scripts_gen.files import Change
from scripts_gen.message import Message, Status
from scripts_gen.rephrase import SITUATIONS
from scripts_gen.seal import status_of


@dataclass(frozen=True, slots=True)
class Rewording:
    """A text that reads otherwise."""

    file: str
    key: str
    """Full key of a phrase, or msgctxt of a message."""
    field: str
    """The field of the phrase, or the plural form as ``form 2``; empty for a message with one form."""
    old: str
    new: str
    """Empty where there was none, or is none any more."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes mean, for whoever has to agree with them."""

    texts: tuple[Rewording, ...]
    followers: tuple[str, ...]
    """Files that only follow: no text in them was changed for its own sake."""
    fuzzy: int
    """So many translations lost the source that they were made from."""
    unsealed: int
    """So many wordings were approved, and are not any more."""


def find_effects(changes: Mapping[str, Change], source: str) -> Effects:
    """Return what ``changes`` mean; ``source`` is the locale that the book is written in, whose catalogs follow."""
    texts: list[Rewording] = []
    fuzzy = unsealed = 0
    for file, change in changes.items():
        if file.startswith(f"{SITUATIONS}/"):
            texts += _in_book(file, change)
        elif file.endswith(".po"):
            for old, new in _pairs(file, change):
                fuzzy += new.fuzzy and old is not None and not old.fuzzy
                unsealed += (
                    status_of(new) is not Status.APPROVED and old is not None and status_of(old) is Status.APPROVED
                )
                if PurePosixPath(file).parts[1] != source:
                    texts += _in_message(file, old, new)
    told = {text.file for text in texts}
    return Effects(tuple(texts), tuple(file for file in changes if file not in told), fuzzy, unsealed)


def _pairs(file: str, change: Change) -> Iterator[tuple[Message | None, Message]]:
    before = parse_catalog(change.old, file).live() if change.old else {}
    for context, message in parse_catalog(change.new, file).live().items():
        if message != before.get(context):
            yield before.get(context), message


def _in_message(file: str, old: Message | None, new: Message) -> Iterator[Rewording]:
    was = old.msgstr if old else ()
    for i, text in enumerate(new.msgstr):
        before = "".join(was[i : i + 1])
        if before != text:
            yield Rewording(file, new.msgctxt, f"form {i + 1}" if new.msgid_plural else "", before, text)


def _in_book(file: str, change: Change) -> Iterator[Rewording]:
    before, after = (read_phrases((data or b"").decode()) for data in change)
    for key, fields in after.items():
        was = before.get(key, {})
        for name in dict.fromkeys((*was, *fields)):
            old, new = was.get(name, ""), fields.get(name, "")
            if old != new and name not in ("key", "number"):
                yield Rewording(file, f"{PurePosixPath(file).stem}.{key}", name, old, new)
