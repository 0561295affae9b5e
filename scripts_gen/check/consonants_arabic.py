"""How an Arabic word may be written in Latin letters: a pattern for it, from its letters and what marks it has.

The scheme is pausal: no case endings, the article assimilates, its vowel and that of hamzat al-wasl fall away after
another. A bare word says nothing of short vowels and doubling, so that its pattern takes any; a vocalised one does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LETTERS = frozenset("abdfghijklmnqrstuwyzḍḥṣṭẓʾʿ-")
"""The letters of the scheme, and the hyphen after the article and small words."""

_SPELT = "b t th j ḥ kh d dh r z s sh ṣ ḍ ṭ ẓ ʿ gh f q k l m n h w y"
_LATIN = dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", _SPELT.split(), strict=True))
_SUN = frozenset("تثدذرزسشصضطظلن")
_HAMZA = frozenset("أإآؤئء")
_GLIDES = {"و": "uu", "ي": "ii"}
_LONG = frozenset("اىوي")

_FATHATAN, _DAMMATAN, _KASRATAN, _FATHA, _DAMMA, _KASRA, _SHADDA, _SUKUN = (
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
)
_VOWELS = {_FATHA: "a", _DAMMA: "u", _KASRA: "i", _SUKUN: "", "\u0670": "aa"}
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ANY = "(?:aa|[aiu])?"
"""A vowel that is not written; long in a few words, such as هذا."""
_CATCH = "(?:ʾ|(?<![^-]))"
"""A hamza: unwritten where a word begins, after the article and after small words."""
_PROCLITICS = re.compile("[وف]?[بلكس]?")
_UNWRITTEN = re.compile("[وفبلك]*(?:ها?ذ[اهيان]|هكذا|هؤلاء|ذلك|ذلكم|كذلك|لكن|إله|الل?ه|لله|الرحمن|أولئك)")
"""Words with a long vowel that is not written, or only by a dagger alif."""
_SILENT = {"أولئك": "ألئك", "أولاء": "ألاء", "مائة": "مئة", "عمرو": "عمر"}
_WITH_SILENT = re.compile(f"((?:[وفبلك]|ال)*)({'|'.join(_SILENT)})")
"""Words with a letter that is not read."""

Letter = tuple[str, str]
"""A letter with its marks."""


def strip_marks(text: str) -> str:
    """Return ``text`` without vowel signs, shadda, tatweel and the sign of hamzat al-wasl."""
    return _MARKS.sub("", text).replace("ٱ", "ا")


def fold_latin(text: str) -> str:
    """Return a pronounced word as patterns take it."""
    return unicodedata.normalize("NFC", text).casefold().strip("-")


@lru_cache(maxsize=4096)
def pattern_of(word: str, vocalised: bool = False) -> re.Pattern[str]:
    """Return what matches the Latin spelling of an Arabic word; a ``vocalised`` one marks all that is doubled."""
    bare = strip_marks(word)
    if bare == word and (known := _WITH_SILENT.fullmatch(bare)):
        word = known[1] + _SILENT[known[2]]
    spelling = _Spelling(vocalised, bool(_UNWRITTEN.match(bare)))
    return re.compile("|".join(spelling.readings(_letters(word))))


def _letters(word: str) -> list[Letter]:
    found: list[Letter] = []
    for char in unicodedata.normalize("NFC", word).replace("ٱ", "ا").replace("\u0640", ""):
        if _MARKS.match(char):
            if found:
                found[-1] = (found[-1][0], found[-1][1] + char)
        else:
            found.append((char, ""))
    return found


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How the letters of one word are spelt."""

    vocalised: bool
    """Whether a consonant without shadda is certainly single, and an unmarked و or ي after its own vowel long."""
    unwritten: bool
    """Whether a fatha may be long."""

    def readings(self, letters: list[Letter]) -> Iterator[str]:
        """Yield the readings of a word: with the article, where it may have one, and letter by letter."""
        bare = "".join(char for char, _ in letters)
        found = _PROCLITICS.match(bare)
        small = min(found.end() if found else 0, len(letters) - 1)
        for start in range(small + 1):
            before = self._small(letters[:start])
            if bare.startswith("ال", start) and len(bare) > start + 3:
                yield before + self._article(letters[start + 2 :], "a?")
            if bare.startswith("لل", start) and len(bare) > start + 2:
                yield before + self._article(letters[start + 1 :], "li-?")  # the second may be the word's own
                if len(bare) > start + 3:
                    yield before + self._article(letters[start + 2 :], "li-?")
        yield self._word(letters, small)

    def _article(self, letters: list[Letter], opening: str) -> str:
        char, marks = letters[0]
        linked = f"{_LATIN[char]}-" if char in _SUN else "l-"
        if char == "ل":
            linked = "l-?"  # Allah has none
        first = (char, marks.replace(_SHADDA, "") if char in _SUN else marks)
        return opening + linked + self._word([first, *letters[1:]], 0)

    def _small(self, letters: list[Letter]) -> str:
        """Spell the first letters as words of their own: wa-, bi-."""
        return "".join(f"{_LATIN[char]}{self._vowel(marks)}-?" for char, marks in letters)

    def _word(self, letters: list[Letter], small: int) -> str:
        """Spell letters, of which the first ``small`` may be words of their own joined to the next."""
        before = letters[:small]
        if small and letters[small][0] in _LONG and not self._is_diphthong(letters, small):
            before[-1] = (before[-1][0], "")  # في: the letter of length brings the vowel
        parts = [self._small(before)]
        for i in range(small, len(letters)):
            parts.append(self._letter(letters, i, first=i == small, joined=small > 0))
        return "".join(parts)

    def _letter(self, letters: list[Letter], i: int, *, first: bool, joined: bool) -> str:
        char, marks = letters[i]
        before = letters[i - 1] if i else ("", "")
        last = i == len(letters) - 1
        if char == "ا":
            if first:
                return self._first_alif(letters, i)
            said = _vowel_of(before[1]) not in ("", _SUKUN) or (self.vocalised and _FATHATAN in before[1])
            if before[0] == "و" and last and not said and len(letters) > 2:
                return self._silent_alif(before)
            return self._alif(before[1] + marks, last)
        if char == "ى":
            return self._alif(before[1] + marks, last=True)
        if char == "ة" and last:
            return self._feminine(marks, after_long=before[0] == "ا")
        if char in _GLIDES:
            return self._glide(letters, i, first=first)
        if char in _HAMZA:
            return self._hamza(letters, i, first=first and not joined)
        if char not in _LATIN and char != "ة":  # a letter of another language: any of the scheme's
            return "[a-z]{0,2}" + _ANY
        return self._doubled(_LATIN.get(char, "t"), marks) + self._slot(letters, i)

    def _first_alif(self, letters: list[Letter], i: int) -> str:
        """Spell the alif that begins a word, or stands after what may be a small one: كان is one word, فاتصلوا two."""
        following = letters[i + 1][1] if i + 1 < len(letters) else ""
        is_open = bool(_vowel_of(following)) and _SUKUN not in following and _SHADDA not in following
        if i and self.vocalised and is_open and _vowel_of(letters[i - 1][1]) == _FATHA:
            return "aa"
        return self._vowel(letters[i][1])

    def _is_diphthong(self, letters: list[Letter], i: int) -> bool:
        """Tell whether a و or ي after a fatha is certainly heard as a consonant."""
        return letters[i][0] in _GLIDES and _vowel_of(letters[i - 1][1]) == _FATHA

    def _doubled(self, latin: str, marks: str) -> str:
        """Return a consonant, twice with a shadda; a bare wording does not say."""
        if _SHADDA in marks:
            return f"(?:{latin}{latin})"
        return f"(?:{latin})" if self.vocalised else f"(?:{latin}){{1,2}}"

    def _vowel(self, marks: str) -> str:
        found = _vowel_of(marks)
        if not found or found == _SUKUN:
            return _ANY if not found else ""
        return "aa?" if self.unwritten and found == _FATHA else _VOWELS[found]

    def _slot(self, letters: list[Letter], i: int) -> str:
        """Return the vowel after a consonant; letters of length bring their own, and at the end one may be dropped."""
        marks = letters[i][1]
        if i == len(letters) - 1:
            ending = "[aiu]?"
            for tanwin, latin in ((_FATHATAN, "an"), (_DAMMATAN, "(?:un)?"), (_KASRATAN, "(?:in)?")):
                ending = latin if tanwin in marks else ending
            return ending
        following = letters[i + 1][0]
        if following in "اىة" or (following in _GLIDES and not self._is_consonant(letters, i + 1)):
            return ""
        return self._vowel(marks)

    def _alif(self, marks: str, last: bool) -> str:
        if _FATHATAN in marks:
            return "an"
        if not last:
            return "aa"
        return "aa?" if self.vocalised else "(?:aa?|an)"

    def _silent_alif(self, before: Letter) -> str:
        """Return what may follow a و at the end of a word: the alif of the plural is silent, that of a noun is not."""
        return "" if self.vocalised or _SUKUN in before[1] else "(?:aa?|an|u)?"

    def _feminine(self, marks: str, after_long: bool) -> str:
        opening = "" if after_long else "a"
        if _FATHATAN in marks:
            return f"{opening}(?:tan)?" if after_long else "(?:atan|a)"
        return f"{opening}(?:t(?:[aiu]n?)?)?"

    def _is_consonant(self, letters: list[Letter], i: int) -> bool:
        """Tell whether marks, or an alif after it, make a و or ي certainly a consonant."""
        marks = letters[i][1]
        alif = i + 1 < len(letters) and letters[i + 1][0] == "ا"
        unsaid = _vowel_of(marks) in ("", _SUKUN) and _FATHATAN not in marks
        silent = alif and i + 2 == len(letters) and letters[i][0] == "و" and unsaid
        signed = any(sign in marks for sign in (_FATHA, _DAMMA, _KASRA, _SHADDA, _FATHATAN, _DAMMATAN, _KASRATAN))
        return not silent and (alif or signed)

    def _glide(self, letters: list[Letter], i: int, *, first: bool) -> str:
        """Spell a و or ي: a long vowel, or a consonant with the vowel before it."""
        char, marks = letters[i]
        last = i == len(letters) - 1
        latin, long = _LATIN[char], _GLIDES[char]
        consonant = self._doubled(latin, marks)
        if self._is_consonant(letters, i):
            own = consonant + self._slot(letters, i)
            kasra = i > 0 and char == "ي" and _vowel_of(letters[i - 1][1]) in ("", _KASRA)
            if last and _SHADDA in marks and kasra and not first:  # عربيّ is said with a long vowel in pause
                return f"(?:{own}|(?<=i)i|(?<![aiu])ii)"
            return own
        vowel = _vowel_of(letters[i - 1][1]) if i and not first else ""
        follows = self._slot(letters, i)
        ending = last or (char == "و" and i == len(letters) - 2 and letters[-1][0] == "ا")
        shortened = f"{long}?" if ending else long
        if first and (not i or self._is_diphthong(letters, i)):
            return consonant + follows
        if first:
            return f"(?:{shortened}|{_ANY}{consonant}{follows})"
        if vowel == _FATHA or (vowel in (_DAMMA, _KASRA) and _VOWELS[vowel] != long[0]):
            return f"{_VOWELS[vowel]}{consonant}{follows}"
        if vowel and self.vocalised and not (last and marks):
            return shortened
        return f"(?:{shortened}|{_ANY}{consonant}{follows})"

    def _hamza(self, letters: list[Letter], i: int, *, first: bool) -> str:
        char, marks = letters[i]
        following = letters[i + 1][0] if i + 1 < len(letters) else ""
        catch = _CATCH if _SHADDA not in marks else "ʾʾ"
        if char == "آ":
            return f"{catch}aa"
        if first and not _vowel_of(marks) and following and following not in _LONG | {"ة"}:
            return catch + {"أ": "[au]", "إ": "i"}.get(char, _ANY)
        return catch + self._slot(letters, i)


def _vowel_of(marks: str) -> str:
    return next((mark for mark in marks if mark in _VOWELS), "")
