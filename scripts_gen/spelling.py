"""How a word may be typed: folded, by its sound, in trigrams, on the wrong keyboard. Told exactly enough to have a
twin elsewhere.

- Folded: without what people leave out or mix up; see ``fold``.
- By its sound: the consonants of the folded word in ten classes, whatever the script, vowels and semivowels left out;
  see ``sound``. "вызвать" and "vizvat" sound alike, and so do "قاطعتك" and "qatatak".
- In trigrams: those of the folded word after two spaces and before one, and those of its sound between two spaces. The
  codes of sounds are capitals, so that no trigram of letters is one of sounds. "2ata3tak" has those of "qatatak".
- Readings: the same keys struck with another keyboard switched on: QWERTY (English or Finnish), ЙЦУКЕН, Arabic 101.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")  # letters and numbers: [\p{L}\p{N}]+ where a language knows properties
_ACUTE, _BREVE = "\u00b4", "\u0306"
_EDGES = "'‘’‛`ʹʻʼʽʾʿ′-‐"
_DROPPED = frozenset(_EDGES + "\u0621\u0640").union(
    *(map(chr, range(first, last + 1)) for first, last in ((0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED)))
)
_LETTERS = {
    letter: plain
    for letters, plain in (
        ("أإآٱ", "ا"), ("ىیےۓ", "ي"), ("ةەھہۃۀۂ", "ه"), ("کگ", "ك"), ("ؤ", "و"), ("ئ", "ي"), ("پ", "ب"), ("چ", "ج"),
        ("ڤ", "ف"), ("ё", "е"),
    )
    for letter in letters
}  # fmt: skip

_SPELT = re.compile("shch|sch|sh|zh|ch|ts|ph|.", re.DOTALL)
_SOUNDS = {
    letter: code
    for letters, code in (
        ("b p б п ب", "P"), ("f v ph ф в ف", "F"), ("d t д т د ذ ض ط ظ ت ث", "T"), ("s z ts с з ц س ز ص", "S"),
        ("j ch sh zh sch shch ж ш щ ч ج ش", "C"), ("c g k q x г к х ق ك خ غ", "K"), ("l л ل", "L"), ("m м م", "M"),
        ("n н ن", "N"), ("r р ر", "R"),
    )
    for letter in letters.split()
}  # fmt: skip
_CHAT = str.maketrans({"2": "q", "3": "", "4": "ch", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "s"})
"""What digits among Latin letters stand for: 2 for ق, 3 for ع, 5 for خ, 7 for ح, 4 for ч."""
_LATIN = re.compile("[a-z]")
_REPEATED = re.compile(r"(.)\1+")
_ARTICLE = re.compile("^[وف]?(?:ال|بال|كال|لل)(?=..)")

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_ARABIC = [*"ضصثقفغعهخحجدشسيبلاتنمكطئءؤر", "لا", *"ىةوزذ"]
_FINNISH = {"[": "å", ";": "ö", "'": "ä"}
"""The keys of a Finnish keyboard that are letters."""


def _layout(typed: str, meant: str | list[str]) -> dict[str, str]:
    pairs = dict(zip(typed, meant, strict=True))
    return pairs | {_FINNISH[key]: letter for key, letter in pairs.items() if key in _FINNISH}


_TO_RUSSIAN = _layout(_QWERTY, _RUSSIAN) | dict(zip('{}:"<>~', "хъжэбюё", strict=True))
_TO_ARABIC = _layout(_QWERTY, _ARABIC) | {"/": "ظ"}
_FROM_RUSSIAN = {letter: _FINNISH.get(key, key) for key, letter in zip(_QWERTY, _RUSSIAN, strict=True)}
_FROM_ARABIC = {letter: _FINNISH.get(key, key) for key, letter in zip(_QWERTY, _ARABIC, strict=True)}
_CYRILLIC_KEYS = re.compile("[а-яё]")
_ARABIC_KEYS = re.compile("لا|[ء-ي]")


class _Folded(dict[int, str | None]):
    """What becomes of a lower-case character, for ``str.translate``; each is worked out once."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = folded = self._fold(letter)
        return folded

    @staticmethod
    def _fold(letter: str) -> str | None:
        if letter in _DROPPED or unicodedata.category(letter) == "Cf":
            return None
        if letter.isdecimal():
            return str(unicodedata.decimal(letter))
        return _LETTERS.get(letter, letter)


class _Unmarked(dict[int, str | None]):
    """Drops every mark but the breve, for ``str.translate``."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        mark = letter != _BREVE and unicodedata.category(letter).startswith("M")
        self[code] = kept = None if mark else letter
        return kept


class _Parted(dict[int, str | None]):
    """Keeps what may stand in a word, makes a space of the rest, and drops format controls, for ``str.translate``."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        category = unicodedata.category(letter)
        inside = category[0] in "LMN" or letter in _EDGES
        self[code] = kept = letter if inside else None if category == "Cf" else " "
        return kept


_FOLDED, _UNMARKED, _PARTED = _Folded(), _Unmarked(), _Parted()


def fold(text: str) -> str:
    """Return ``text`` without what people leave out or mix up when they type.

    In this order: drop the acute accent that stands alone (NFKC would make it a space); NFKC; lower case, then ß as ss
    and ς as σ; drop apostrophes, hyphens, Arabic marks, tatweel, lone hamza and format controls (category Cf:
    direction, zero width); merge look-alike Arabic letters, ё with е, and digits of every script with 0 to 9; drop
    marks from the NFD form except U+0306, which keeps й; NFC.
    """
    text = unicodedata.normalize("NFKC", text.replace(_ACUTE, "")).lower()
    text = text.replace("ß", "ss").replace("ς", "σ").translate(_FOLDED)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_UNMARKED))


def plain_words(text: str) -> list[str]:
    """Return the words of ``text`` in NFKC and lower case, otherwise as written.

    A word is a run of letters, numbers, marks, apostrophes and hyphens, without format controls and without
    apostrophes and hyphens at its ends, of which a letter or number is left when it is folded.
    """
    text = unicodedata.normalize("NFKC", text.replace(_ACUTE, "'")).lower().translate(_PARTED)
    return [word for part in text.split() if _WORD.search(fold(word := part.strip(_EDGES)))]


def sound(word: str) -> str:
    """Return the classes of the consonants of a folded ``word``, those that follow their own like once.

    The Arabic article is not heard where two letters or more follow it, nor what is written together with it.
    """
    codes = (_SOUNDS.get(spelt, "") for spelt in _SPELT.findall(_ARTICLE.sub("", word)))
    return _REPEATED.sub(r"\1", "".join(codes))


def trigrams(text: str) -> list[str]:
    """Return the trigrams of the folded words of ``text``, each once: ``"  t"``, ``" to"`` and ``"to "`` for "to".

    Those of a word's sound follow those of its letters; a sound of one class has none. Digits in a word with Latin
    letters are read as the chat alphabet has them.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(fold(text)):
        word = word.translate(_CHAT) if _LATIN.search(word) else word
        heard = sound(word)
        for padded in (f"  {word} ", f" {heard} " if len(heard) > 1 else ""):
            found.update((padded[i : i + 3], None) for i in range(len(padded) - 2))
    return list(found)


def readings(query: str) -> list[str]:
    """Return what else ``query`` may have been meant to be, if another keyboard was on than the typist thought."""
    typed = query.lower()
    others = []
    if _LATIN.search(typed):
        others += ["".join(keys.get(letter, letter) for letter in typed) for keys in (_TO_RUSSIAN, _TO_ARABIC)]
    if _CYRILLIC_KEYS.search(typed):
        others.append("".join(_FROM_RUSSIAN.get(letter, letter) for letter in typed))
    latin = _ARABIC_KEYS.sub(lambda key: _FROM_ARABIC.get(key[0], key[0]), typed)
    return others if latin == typed else [*others, latin]
