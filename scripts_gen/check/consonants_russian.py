"""How a Russian word is written in Latin letters: near to its letters, with the few exceptions of the scheme."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = frozenset("abcdefghiklmnoprstuvyzáéíóúý’-")
"""The letters of the scheme, the soft sign among them, and the hyphen of compounds."""

_SPELT = "a b v g d zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya"
_LATIN = dict(zip("абвгджзийклмнопрстуфхцчшщыэюя", _SPELT.split(), strict=True))
_VOWELS = "аеёиоуыэюя"
_HUSHED = "жчшщ"
_ACUTE = "\u0301"
_WITH_G = re.compile(r"(?:не|на|пре)?много|(?:не|за)?дорого|(?:не)?строго|убого|полого|отлого|л[ое]го|эго|диего")
"""Words whose last г is read as it is written: adverbs and names; in a case ending it is read as в."""
_SAID_SH = re.compile(r"коне(?=чно)|ску(?=чн)|наро(?=чно)|нарочи(?=чн)")
"""Where ч may be written as it is said."""


def fold_latin(text: str) -> str:
    """Return a pronounced word as patterns take it: without stress, in lower case."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace(_ACUTE, "")
    return re.sub("['ʼ′‘`]", "’", unicodedata.normalize("NFC", plain)).strip("-")


@lru_cache(maxsize=4096)
def pattern_of(word: str) -> re.Pattern[str]:
    """Return what matches the Latin spelling of a Russian word, without stress."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).replace(_ACUTE, ""))
    return re.compile("-".join(map(_part, re.split("[-‐‑]", plain))))


def _part(word: str) -> str:
    if (ending := re.search("[ое](г)о(?:ся)?$", word)) and not _WITH_G.fullmatch(word):
        word = f"{word[: ending.start(1)]}в{word[ending.end(1) :]}"
    word = re.sub("^сего(?=дня)", "сево", word)
    word = re.sub("^что", "што", word)
    word = re.sub("ть?ся$", "тся", word)
    word = _SAID_SH.sub(lambda found: found[0] + "*", word)
    return "".join(_letter(word, i) for i in range(len(word)))


def _letter(word: str, i: int) -> str:
    char, before, following = word[i], word[i - 1] if i else "", word[i + 1] if i + 1 < len(word) else ""
    if char in "её":
        opening = "y" if not before or before in _VOWELS + "ьъ" else ""
        if char == "ё":
            return "yo" if before not in _HUSHED else "y?o"
        return f"{opening}e" if not before else f"(?:{opening}e|yo)"  # the dots of ё are often left out
    if char == "ь":
        return "" if before and before in _HUSHED else "’"
    if char in "сзж" and following == "ч":  # счёт, рассчитать: one sound or two
        return f"(?:{_LATIN[char]}|sh)"
    if char == "г" and following in ("к", "ч"):  # лёгкий, мягче
        return "(?:g|kh)"
    if char == "ч" and (before == "*" or word == "ничто"):
        return "(?:ch|sh)"
    return _LATIN.get(char, "’?" if char == "ъ" else "" if char == "*" else re.escape(char))


_PROCLITICS = frozenset({"bezo", "izo", "obo", "oto", "peredo", "podo"})
"""Prepositions of two vowels that lean on the next word and carry no stress: обо мне, подо льдом."""


def syllables(word: str) -> int:
    """Return how many vowels of a word may be stressed: y is one after a consonant, unless a vowel follows."""
    if fold_latin(word) in _PROCLITICS:
        return 0
    return len(re.findall(r"[aeiou]|(?<![aeiouy])y(?![aeou])", fold_latin(word)))
