"""Pronunciation: whether a line in Latin letters says what its wording says, in the letters of its scheme.

Only what was written for the wording as it stands is judged: of the others S114 tells. Numbers and Latin names of the
wording may be written as anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from scripts_gen.check import consonants_arabic, consonants_russian
from scripts_gen.check.alignment import Parting, Token, find_parting, tokens
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.subject import CatalogSubject
from scripts_gen.message import PRONUNCIATION, Message
from scripts_gen.seal import hash_texts, pronounced_wording, vocalised_forms

_FOREIGN_MARK = re.compile("[،؛؟]")
_ACUTE = "\u0301"


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A way to write a language in Latin letters."""

    pattern: Callable[[str], re.Pattern[str]]
    """What matches the pronunciation of a word of the wording."""
    fold: Callable[[str], str]
    """A pronounced word as patterns take it."""
    letters: frozenset[str]
    strays: re.Pattern[str]
    """Letters of the scheme that stand where they mean nothing, such as a g without its h."""
    capitals: bool
    syllables: Callable[[str], int] | None = None
    """Counts the vowels of a pronounced word, where one of several has to carry the stress."""
    vocalised: Callable[[str], re.Pattern[str]] | None = None
    """As ``pattern``, of a vocalised word; None where the language has no vowel signs."""


_SCHEMES: Mapping[str, _Scheme] = {
    "latin-ar": _Scheme(
        pattern=consonants_arabic.pattern_of,
        fold=consonants_arabic.fold_latin,
        letters=consonants_arabic.LETTERS,
        strays=re.compile("g(?!h)"),
        capitals=False,
        vocalised=partial(consonants_arabic.pattern_of, vocalised=True),
    ),
    "latin-ru": _Scheme(
        pattern=consonants_russian.pattern_of,
        fold=consonants_russian.fold_latin,
        letters=consonants_russian.LETTERS,
        strays=re.compile("c(?!h)|(?<![ckszCKSZ])h"),
        capitals=True,
        syllables=consonants_russian.syllables,
    ),
}


def _scheme(subject: CatalogSubject) -> _Scheme | None:
    return _SCHEMES.get(subject.language.locale.pronunciation) if subject.domain == PRONUNCIATION else None


def _current(subject: CatalogSubject) -> Iterator[tuple[Message, Message]]:
    """Yield the pronunciations that belong to the wording as it stands, each with it."""
    for message in subject.live():
        wording = subject.spoken.get(message.msgctxt)
        if not wording or not wording.translated or not message.translated or wording.fuzzy or message.fuzzy:
            continue
        if pronounced_wording(message) in (None, hash_texts(wording.msgstr)):
            yield message, wording


def _spot(message: Message, form: int, token: Token | None, detail: str) -> Spot:
    text, start = (token.text, token.start) if token else ("", len(message.msgstr[form]))
    return Spot(text, start, detail, form, message.msgctxt, message.line)


def _parting(wording: str, spoken: str, pattern: Callable[[str], re.Pattern[str]], scheme: _Scheme) -> Parting | None:
    def agree(written: str, said: str) -> bool:
        return bool(pattern(written).fullmatch(scheme.fold(said)))

    return find_parting(tokens(wording), tokens(spoken), agree)


def _told(parting: Parting) -> str:
    if not parting.spoken:
        return f"“{parting.written.text if parting.written else ''}” is not in it"
    if not parting.written:
        return f"the wording ends before “{parting.spoken.text}”"
    return f"“{parting.written.text}” is given as “{parting.spoken.text}”"


def find_other_consonants(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the first word of each pronunciation that is not the word of the wording, or not the placeholder."""
    if scheme := _scheme(subject):
        for message, wording in _current(subject):
            for form, (text, spoken) in enumerate(zip(wording.msgstr, message.msgstr, strict=False)):
                if parting := _parting(text, spoken, scheme.pattern, scheme):
                    yield _spot(message, form, parting.spoken, _told(parting))


def _same_letters(vocalised: str, wording: str) -> bool:
    one, other = (
        [token.text for token in tokens(unicodedata.normalize("NFC", consonants_arabic.strip_marks(text)))]
        for text in (vocalised, wording)
    )
    return one == other


def find_other_vocalised(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the vocalised wordings that are not the wording with its vowel signs."""
    scheme = _scheme(subject)
    if not scheme or not scheme.vocalised:
        return
    for message, wording in _current(subject):
        vocalised = vocalised_forms(message)
        if vocalised and len(vocalised) != len(wording.msgstr):
            detail = f"{len(vocalised)} for {len(wording.msgstr)} forms"
            yield Spot(detail=detail, msgctxt=message.msgctxt, line=message.line)
            continue
        for form, (marked, text) in enumerate(zip(vocalised, wording.msgstr, strict=False)):
            if not _same_letters(marked, text):
                detail = f"“{consonants_arabic.strip_marks(marked)}” is not “{text}”"
                yield Spot(detail=detail, form=form, msgctxt=message.msgctxt, line=message.line)


def find_other_letters(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the words of pronunciations with a letter or mark that the scheme does not have, or without its stress."""
    if scheme := _scheme(subject):
        for message, wording in _current(subject):
            for form, (text, spoken) in enumerate(zip(wording.msgstr, message.msgstr, strict=False)):
                names = frozenset(token.text for token in tokens(text) if token.is_free)
                for token, detail in _faults_of_letters(spoken, names, scheme):
                    yield _spot(message, form, token, detail)


def _faults_of_letters(spoken: str, names: frozenset[str], scheme: _Scheme) -> Iterator[tuple[Token, str]]:
    for mark in _FOREIGN_MARK.finditer(spoken):
        yield Token(mark[0], mark.start()), f"“{mark[0]}” is not a Latin mark"
    before = ""
    for token in tokens(spoken):
        word = unicodedata.normalize("NFC", token.text)
        if not token.is_placeholder and not token.is_number and token.text not in names:
            if letter := _outside(word, scheme):
                yield token, f"“{letter}” in “{word}”"
            elif _lacks_stress(word, before, scheme):
                yield token, f"“{word}” has no stress mark"
        before = word


def _outside(word: str, scheme: _Scheme) -> str:
    """Return the first letter or mark that the scheme does not have, or not there; empty where all is right."""
    letters = word.lower() if scheme.capitals else word
    stray = scheme.strays.search(letters)
    return next((char for char in letters if char not in scheme.letters), stray[0] if stray else "")


def _lacks_stress(word: str, before: str, scheme: _Scheme) -> bool:
    """Tell whether none of several vowels is stressed; ё is so by itself, and ná dom stresses the small word."""
    if not scheme.syllables or scheme.syllables(word) < 2 or "yo" in word.lower():
        return False
    carried = scheme.syllables(before) == 1 and _ACUTE in unicodedata.normalize("NFD", before)
    return not carried and _ACUTE not in unicodedata.normalize("NFD", word)


def find_other_vowels(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the first word of each pronunciation that agrees with its wording, but not with the vocalised one."""
    scheme = _scheme(subject)
    if not scheme or not scheme.vocalised:
        return
    for message, wording in _current(subject):
        forms = tuple(zip(vocalised_forms(message), wording.msgstr, message.msgstr, strict=False))
        for form, (vocalised, text, spoken) in enumerate(forms):
            if not _same_letters(vocalised, text) or _parting(text, spoken, scheme.pattern, scheme):
                continue
            if parting := _parting(vocalised, spoken, scheme.vocalised, scheme):
                yield _spot(message, form, parting.spoken, _told(parting))


RULES: tuple[Rule, ...] = (
    Rule(
        "L513",
        "pronunciation-consonants",
        Severity.WARNING,
        "A pronunciation does not say what the wording says",
        "Whoever reads it aloud says another word, or none, and cannot know it.",
        "Write the marked word as the scheme has it, or the whole line anew where it belongs to another wording.",
        Scope.CATALOG,
        find_other_consonants,
    ),
    Rule(
        "L514",
        "vocalised-wording",
        Severity.WARNING,
        "A vocalised wording is that of another wording",
        "The pronunciation is compared with its vowels, and they are those of words that are no longer there.",
        "Put vowel signs on the wording as it is now, one '# vocalised:' line for each plural form.",
        Scope.CATALOG,
        find_other_vocalised,
    ),
    Rule(
        "L515",
        "pronunciation-letters",
        Severity.WARNING,
        "A pronunciation is not in the letters of its scheme",
        "Its reader has learnt what each letter sounds like, and stops at one that is not among them.",
        "Use the letters that docs/translators.md names; in Russian mark the stress of a word of two or more vowels.",
        Scope.CATALOG,
        find_other_letters,
    ),
    Rule(
        "L516",
        "pronunciation-vowels",
        Severity.WARNING,
        "A pronunciation has other vowels or doubled consonants than the vocalised wording",
        "A long vowel or a doubled consonant makes another word: daras, he studied; darras, he taught.",
        "Mend whichever of the two is wrong.",
        Scope.CATALOG,
        find_other_vowels,
    ),
)
