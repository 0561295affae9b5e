"""Letters and words that belong to another alphabet than the locale's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scripts_gen.check.contacts import words_only
from scripts_gen.check.mojibake import is_garbled
from scripts_gen.check.prose import is_list
from scripts_gen.check.rule import Spot
from scripts_gen.check.scripts import Word, alphabet, locale_script, script_of, source_words, words
from scripts_gen.check.subject import Form
from scripts_gen.message import DOMAINS

# --- look-alikes ----------------------------------------------------------------------------------------------------

_LATIN = "aceopxykëABCEHKMOPTXYËijsIJS"
_CYRILLIC = "асеорхукёАВСЕНКМОРТХУЁіјѕІЈЅ"
TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
TO_LATIN = dict(zip(_CYRILLIC, _LATIN, strict=True))
"""Letters that look the same in print, or that a tired typist leaves in the wrong layout, as k and к."""

_LONE = re.compile(r"(?:(?<=\s)[coy]|^[BCKOY])(?=[ \u00a0][а-яё])")
"""Latin in the place of a Russian word of one letter. Not "a", which lists and grades have."""


def find_look_alikes(form: Form) -> Iterator[Spot]:
    """Yield words in which all letters of another script look like letters of the word's own."""
    home = locale_script(form)
    taken = source_words(form)
    for word in words(form.text):
        if {"LATIN", "CYRILLIC"} <= word.scripts and word.text not in taken and (mended := _unmixed(word, form, home)):
            yield Spot(word.text, word.start, f"{word.text} {_told(word, mended)}", mended=mended)
    if form.language.code == "ru" and home == "CYRILLIC":
        for match in _LONE.finditer(words_only(form.text)):
            if match[0] not in taken:
                right = TO_CYRILLIC[match[0]]
                yield Spot(match[0], match.start(), f"{match[0]} is Latin, not Cyrillic {right}", mended=right)


def _unmixed(word: Word, form: Form, home: str) -> str:
    """Return ``word`` in one script where that is beyond doubt, else an empty string."""
    text = word.text
    latin = _in_script(text, TO_LATIN, "CYRILLIC")
    if latin in source_words(form):
        return latin
    if home == "CYRILLIC":
        # An abbreviation or a name takes Russian endings: UUIDы, PHPшник, CMSка.
        if re.fullmatch(r"[A-Z]{2,}[а-яё]+|[A-Za-z]{3,}[а-яё]{1,3}", text):
            return ""
        known = alphabet(form)
        cyrillic = _in_script(text, TO_CYRILLIC, "LATIN")
        return cyrillic if cyrillic and (known is None or all(map(known.match, Word(cyrillic, 0).letters))) else latin
    counts = [script_of(char) for char in word.letters]
    return latin if counts.count("LATIN") >= counts.count("CYRILLIC") else _in_script(text, TO_CYRILLIC, "LATIN")


def _in_script(text: str, table: dict[str, str], foreign: str) -> str:
    out = "".join(table.get(char, char) for char in text)
    return "" if any(script_of(char) == foreign for char in out) else out


def _told(word: Word, mended: str) -> str:
    alien = "".join(dict.fromkeys(old for old, new in zip(word.text, mended, strict=True) if old != new))
    return f"has {script_of(alien[0]).capitalize()} {', '.join(alien)}"


# --- Persian letters and presentation forms -------------------------------------------------------------------------

PERSIAN = {"ک": "ك", "ی": "ي", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ے": "ي", "گ": "", "چ": "", "پ": "", "ژ": ""}
"""Letters of Persian and Urdu keyboards, with the Arabic one; without where it depends on the word."""

_PERSIAN = re.compile(f"[{''.join(PERSIAN)}]")
_PRESENTATION = re.compile(
    # But the ornate brackets, the ligatures of pious phrases and the rial sign, which are signs of their own.
    "[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdcf\ufdf0\ufdf1\ufe70-\ufefc]+"
)


def find_persian(form: Form) -> Iterator[Spot]:
    """Yield letters in Arabic words that are no Arabic letters, though some look like one."""
    if form.language.code != "ar":
        return
    for match in _PERSIAN.finditer(words_only(form.text)):
        letter = match[0]
        # A final one without dots may stand for either ي or ى.
        final = letter == "ی" and not form.text[match.end() : match.end() + 1].isalpha()
        right = "" if final else PERSIAN[letter]
        name = unicodedata.name(letter).removeprefix("ARABIC LETTER ").lower()
        yield Spot(letter, match.start(), f"{letter} ({name})", mended=right or None)
    for match in _PRESENTATION.finditer(form.text):
        yield Spot(match[0], match.start(), "a presentation form", mended=unicodedata.normalize("NFKC", match[0]))


# --- letters of no use here -----------------------------------------------------------------------------------------

_LOANS = {"LATIN": "éèêàâçñôîû", "ARABIC": "ٱڤ" + "".join(PERSIAN), "CYRILLIC": ""}
"""Letters of loans that each language spells as they came (à la carte); what another rule tells is left to it."""

_ONE_LANGUAGE = {"tl": "éñç"}
"""Tagalog puts accents on native words in dictionaries only, so fewer pass as loans."""


def find_foreign_letters(form: Form) -> Iterator[Spot]:
    """Yield letters outside the locale's alphabet, in words that are the locale's otherwise."""
    known, home = alphabet(form), locale_script(form)
    if known is None:
        return
    loans = _ONE_LANGUAGE.get(form.language.code, _LOANS.get(home, ""))
    taken = {word.casefold() for word in source_words(form)}
    for word in words(form.text):
        text = unicodedata.normalize("NFC", word.text)
        foreign = [char for char in Word(text, 0).letters if not known.match(char) and char.lower() not in loans]
        foreign = [char for char in foreign if script_of(char) in ("LATIN", "CYRILLIC", "ARABIC") and not _formed(char)]
        if not foreign or text.casefold() in taken or _is_name(word, form, home) or not _mostly(text, foreign, home):
            continue
        if {"LATIN", "CYRILLIC"} <= word.scripts and _unmixed(word, form, home):
            continue
        if is_garbled(form):
            return
        at = word.start + max(word.text.find(foreign[0]), 0)
        yield Spot(foreign[0], at, f"{foreign[0]} in {word.text}")


def _formed(char: str) -> bool:
    return bool(_PRESENTATION.match(char)) or char == "ـ"


def _is_name(word: Word, form: Form, home: str) -> bool:
    """Tell whether ``word`` may be a name or an abbreviation: Müller, but not a sentence's first word."""
    if home == "ARABIC":
        return False
    first = not any(char.isalpha() for char in form.text[: word.start])
    return word.text.isupper() or (word.text[0].isupper() and not first)


def _mostly(text: str, foreign: list[str], home: str) -> bool:
    """Tell whether ``text`` is a word of the locale: in its script, and no Latin stem with an ending."""
    own = [char for char in Word(text, 0).letters if script_of(char) == home]
    if any(script_of(char) != home for char in foreign):
        return len(foreign) <= 2 and len(own) > 2 * len(foreign) and script_of(text[0]) == home
    return len(foreign) * 2 <= len(Word(text, 0).letters)


# --- words of another language --------------------------------------------------------------------------------------

_FUNCTION_WORDS = re.compile(
    r"an|and|are|as|at|be|but|by|can|for|from|has|have|here|how|if|in|is|it|its|not|of|on|or|our|please|so|thank|that"
    r"|the|their|there|these|this|to|was|we|were|what|when|where|which|will|with|you|your"
)
"""English words that no brand and no technical term is."""

_AT_HOME = re.compile(r"e|email|mail|web|online|offline|wi|fi|https?|www|url|spa|[kcm]?m|m[lg]|kg|px")
"""Latin words that Russian and Arabic texts have as they are, units among them."""

_NOT_ALONE = re.compile(r"[\w./\\@#$%&=:+*~^|<>{}｛｝﹛﹜[\]\ue000\ue001-]")
_QUOTE = re.compile(r"[\"'`«»“”„‘’]")


def find_foreign_words(form: Form) -> Iterator[Spot]:
    """Yield whole words in another script than the locale's, unless they are names or belong to the text's matter.

    In Latin letters, whatever has a capital may be a name, and so may what the source has too where no customer
    hears it: a spoken text keeps no small-letter word of its source. A text that equals its source is told elsewhere.
    """
    home = locale_script(form)
    if not home or form.language.is_source or form.text in (form.message.msgid, form.message.msgid_plural):
        return
    taken = {word.casefold() for word in source_words(form)}
    for word in words(form.text):
        if len(word.letters) < 2 or home in word.scripts or len(word.scripts) != 1 or _joined(word, form.text):
            continue
        if is_garbled(form):
            return
        small = word.text.islower() if "LATIN" in word.scripts else True
        if small and word.text.casefold() not in form.language.locale.same and _is_left_over(word, form, taken):
            yield Spot(word.text, word.start, word.text)


def _is_left_over(word: Word, form: Form, taken: set[str]) -> bool:
    text = word.text
    if "LATIN" not in word.scripts:
        return text.casefold() not in taken
    if _AT_HOME.fullmatch(text) or is_list(form):
        return False
    if _FUNCTION_WORDS.fullmatch(text):
        return True
    spoken = form.domain in DOMAINS or any(note.startswith("Staff speak to") for note in form.message.notes)
    return len(text) > 2 and (spoken or text not in taken)


def _joined(word: Word, text: str) -> bool:
    """Tell whether ``word`` is part of something longer, such as a file name, or quoted."""
    before, after = text[: word.start][-1:], text[word.start + len(word.text) :]
    if before and (_NOT_ALONE.match(before) or _QUOTE.match(before)):
        return True
    return bool(_QUOTE.match(after) or (_NOT_ALONE.match(after) and not re.match(r"[.:](?:\s|$)", after)))
