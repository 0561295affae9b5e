"""Which script a letter, a word and a locale are written in; words with their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scripts_gen.check.contacts import words_only
from scripts_gen.check.subject import Form
from scripts_gen.message import PRONUNCIATION

SCRIPTS = frozenset(("LATIN", "CYRILLIC", "ARABIC", "GREEK", "HEBREW"))
"""Scripts that are told apart: whatever else has letters goes with any of them."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d])*")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters with its marks; hyphens part words."""

    text: str
    start: int

    @property
    def letters(self) -> str:
        """The letters without marks and joiners."""
        return "".join(char for char in self.text if char.isalpha())

    @property
    def scripts(self) -> frozenset[str]:
        """The scripts of its letters."""
        return frozenset(filter(None, map(script_of, self.letters)))


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return ``LATIN``, ``CYRILLIC`` … for a letter of one of ``SCRIPTS``, else an empty string."""
    first = unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
    return first if first in SCRIPTS else ""


def locale_script(form: Form) -> str:
    """Return the script that the form's text is written in, as the locale's alphabet or its own name has it."""
    locale = form.language.locale
    if form.domain == PRONUNCIATION and locale.pronunciation.startswith("latin"):
        return "LATIN"
    return next(filter(None, map(script_of, locale.letters + locale.autonym)), "")


def alphabet(form: Form) -> re.Pattern[str] | None:
    """Return what matches one letter of the locale's alphabet; None where it is not known."""
    letters = form.language.locale.letters
    return re.compile(f"[{letters}]") if letters and form.domain != PRONUNCIATION else None


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` outside placeholders, addresses, tags and code."""
    return tuple(_words(words_only(text)))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        yield Word(match[0], match.start())


def source_words(form: Form) -> frozenset[str]:
    """Return the words of the source; empty where the text is the source."""
    return frozenset() if form.language.is_source else frozenset(word.text for word in words(form.source))
