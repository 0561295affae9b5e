"""Which lines rules of language look at, and their words: what is only mentioned or not language is blanked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scripts_gen.check.subject import Form
from scripts_gen.message import DOMAINS, SPOKEN, Message, parse_context

MARKS = "\u064b-\u0652\u0670\u0640"
"""Arabic vowel signs and tatweel, as the inside of a character class: they make no other word."""

LISTS = frozenset({"keywords", "instead_of"})
"""Fields of the book that hold words to search by and words that nobody should say: no wordings."""

_KEY = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")
_BOOK_NOTE = ("Staff speak to ", "Situation: ")
_ALIEN = re.compile(
    r"\{[^{}\s]*\}|%\([^)]*\)[#0+-]*[\d.]*[a-zA-Z]|%[#0+-]*[\d.]*[a-zA-Z]|</?[a-zA-Z][^<>]*>|&#?\w+;"
    r"|`[^`]*`|[a-zA-Z][a-zA-Z+.-]*://\S+|www\.\S+|\S+@\S+\.\S+"
)
# A word in quotation marks is spoken of, not used: Можно перейти на «ты»?
_MENTIONED = re.compile(r"[«“„”\"‘]\s*[^\W\d_]+[.,!?]?\s*[»”“\"’]")
_WORD = re.compile(rf"[^\W\d_][^\W\d_{MARKS}]*(?:[{MARKS}'’-]+[^\W\d_]+)*[{MARKS}]*")
_MARK = re.compile(f"[{MARKS}]")
_SENTENCE_END = re.compile(r"[.!?…؟؛:\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: letters joined by hyphens and apostrophes."""

    text: str
    """As it stands."""
    start: int
    folded: str
    """In lower case, without Arabic vowel signs, ё as е, the apostrophe straight."""
    after: str
    """What stands between the word before (or the start of the text) and this one."""

    @property
    def first(self) -> bool:
        """Whether a sentence begins with this word."""
        return not self.start or bool(_SENTENCE_END.search(self.after))


def from_book(message: Message) -> bool:
    """Tell whether a message is the book's own, by its notes or by the grammar of its msgctxt."""
    key = parse_context(message.msgctxt)[0]
    return any(note.startswith(_BOOK_NOTE) for note in message.notes) or bool(_KEY.fullmatch(key))


def is_spoken(form: Form) -> bool:
    """Tell whether staff say this; in a file of unknown domain the message must show that it is the book's."""
    return form.domain == SPOKEN or (form.domain not in DOMAINS and from_book(form.message))


def is_to_customer(form: Form) -> bool:
    """Tell whether staff say this to a customer, as ``is_spoken`` knows it."""
    return is_spoken(form) and replace(form, domain=SPOKEN).spoken_to_customer


def is_stray(form: Form) -> bool:
    """Tell whether nothing is known of a text: neither the domain nor that it is the book's."""
    return form.domain not in DOMAINS and not from_book(form.message)


def field_name(message: Message) -> str:
    """Return the field of the book that a message of the guidance holds; empty for a wording."""
    return parse_context(message.msgctxt)[0].partition("#")[2]


def blank(text: str) -> str:
    """Return ``text`` of the same length, with placeholders, tags, addresses and single quoted words blanked."""
    text = _ALIEN.sub(lambda run: " " * len(run[0]), text)
    return _MENTIONED.sub(lambda run: " " * len(run[0]), text)


def fold(text: str) -> str:
    """Return ``text`` in lower case without Arabic vowel signs, ё as е, apostrophes straight; lengths may change."""
    return _MARK.sub("", text).lower().replace("ё", "е").replace("’", "'")


def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text``, blanked first."""
    blanked, end, found = blank(text), 0, []
    for match in _WORD.finditer(blanked):
        found.append(Word(match[0], match.start(), fold(match[0]), blanked[end : match.start()]))
        end = match.end()
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[Word, ...]]:
    """Yield the words of each sentence of ``text``."""
    run: list[Word] = []
    for word in words(text):
        if run and _SENTENCE_END.search(word.after):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words for any of ``phrases``, whatever their case, vowel signs and ё."""
    inner = "|".join(map(_phrase, sorted(phrases, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w{MARKS}-])", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    parts = []
    for letter in " ".join(phrase.split()):
        if letter == " ":
            parts.append(r"\s+")
        else:
            same = "[её]" if letter in "её" else "['’]" if letter in "'’" else re.escape(letter)
            parts.append(f"{same}[{MARKS}]*")
    return "".join(parts)
