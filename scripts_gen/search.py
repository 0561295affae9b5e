"""Looking up by what staff remember, in any language and spelling; told exactly enough to have a twin elsewhere.

A document is one phrase in one locale. Its score for a query is the mean of two numbers between 0 and 1:

- likeness: the cosine between the character trigrams of both, folded. A trigram weighs ``(1 + ln n) * idf``, where
  ``n`` counts it in the text, and every vector is brought to length 1;
- exactness: the part of the query's distinct words that the document has too, unfolded (NFC, lower case), each word
  weighing its ``idf``. Finnish "saa" and "sää" are equally like "saa"; only the first is exact.

``idf = ln(1 + N / (1 + d))``, where ``d`` of the ``N`` documents have the trigram or word. Scores are rounded half up
at the sixth decimal; what stays below ``LEAST`` is no hit. A key scores like its best document, the first locale by
code where several are equal. The best score comes first; equal scores go by key, in the order of code points.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a look-up in a ready index needs none of it
    from scripts_gen.phrasebook import Phrasebook

LEAST = 0.035
"""The lowest score of a hit: below it lies what shares a few letters by chance."""

NEAR = 0.3
"""The least part of trigrams in common (Dice) for a word to count as near another."""

_WORD = re.compile(r"[^\W_]+")  # letters and numbers: [\p{L}\p{N}]+ where a language knows properties
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ACUTE, _BREVE = "\u00b4", "\u0306"
_DROPPED = frozenset("'‘’‛`ʹʻʼʽʾʿ′-‐\u0621\u0640").union(
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


_FOLDED, _UNMARKED = _Folded(), _Unmarked()


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
    """Return the words of ``text`` in NFC and lower case, otherwise as written: runs of letters and numbers."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def trigrams(text: str) -> Counter[str]:
    """Count the trigrams of the folded words of ``text``, each between two spaces: ``" to"`` and ``"to "`` for "to"."""
    padded = (f" {word} " for word in _WORD.findall(fold(text)))
    return Counter(word[i : i + 3] for word in padded for i in range(len(word) - 2))


@dataclass(frozen=True, slots=True)
class Document:
    """What a phrase can be found by in one locale. Texts are raw; placeholders in braces are left out of the search."""

    key: str
    locale: str
    wording: tuple[str, ...]
    """Every variant and plural form."""
    source: tuple[str, ...] = ()
    """The source wording, singular and plural."""
    keywords: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    pronunciation: tuple[str, ...] = ()

    def text(self) -> str:
        """Return everything to search in, each distinct text once, one a line, the key last."""
        texts = (*self.wording, *self.source, *self.keywords, *self.instead_of, *self.pronunciation, self.key)
        return _PLACEHOLDER.sub(" ", "\n".join(dict.fromkeys(texts)))


@dataclass(frozen=True, slots=True)
class Hit:
    """A key that fits the query, the locale of the document that fits best, and its score, from ``LEAST`` to 1."""

    key: str
    locale: str
    score: float


@dataclass(frozen=True, slots=True)
class Postings:
    """Which document has what. For one query, the part of both mappings that the query needs is enough."""

    documents: Sequence[tuple[str, str]]
    """Key and locale of each document; its place here is its number."""
    grams: Mapping[str, Sequence[tuple[int, float]]]
    """Trigram to the numbers of its documents and its weight in each."""
    words: Mapping[str, Sequence[int]]
    """Unfolded word to the numbers of its documents."""


def documents(phrasebook: Phrasebook) -> Iterator[Document]:
    """Yield a document for each entry of ``phrasebook``, in its order."""
    for key, entry in phrasebook.entries.items():
        phrase = entry.phrase
        yield Document(
            key,
            phrasebook.locale.code,
            tuple(form for wording in entry.wordings for form in wording.forms),
            tuple(filter(None, (phrase.say, phrase.say_plural))),
            entry.keywords,
            entry.instead_of,
            tuple(form for wording in entry.wordings for form in wording.pronunciation),
        )


def build_postings(documents: Iterable[Document]) -> Postings:
    """Return the postings of ``documents``; a key has at most one in each locale."""
    documents = list(documents)
    texts = [document.text() for document in documents]
    counts = [trigrams(text) for text in texts]
    spread = Counter(gram for count in counts for gram in count)
    grams: dict[str, list[tuple[int, float]]] = {gram: [] for gram in spread}
    words: dict[str, list[int]] = {}
    for number, (text, count) in enumerate(zip(texts, counts, strict=True)):
        for gram, weight in _unit_vector(count, spread, len(documents)).items():
            grams[gram].append((number, weight))
        for word in dict.fromkeys(plain_words(text)):
            words.setdefault(word, []).append(number)
    return Postings([(document.key, document.locale) for document in documents], grams, words)


def rank(query: str, postings: Postings) -> list[Hit]:
    """Return one hit a key, the best first; nothing for a query without letters and numbers."""
    if not postings.documents:
        return []
    scores = _scores(query, postings)
    best: dict[str, Hit] = {}
    for number, score in scores.items():
        key, locale = postings.documents[number]
        rounded = math.floor(score * 1e6 + 0.5) / 1e6
        if rounded >= LEAST and (key not in best or (-rounded, locale) < (-best[key].score, best[key].locale)):
            best[key] = Hit(key, locale, rounded)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))


def nearest(query: str, words: Iterable[str], limit: int = 3) -> list[str]:
    """Return at most ``limit`` of ``words`` that are most like a word of ``query``, the nearest first, ties by word.

    Likeness is the Dice coefficient of the sets of trigrams; words below ``NEAR`` are left out.
    """
    asked = [set(trigrams(word)) for word in dict.fromkeys(_WORD.findall(fold(query)))]
    near: list[tuple[float, str]] = []
    for word in set(words):
        grams = set(trigrams(word))
        likeness = max((2 * len(grams & other) / (len(grams) + len(other)) for other in asked), default=0.0)
        if likeness >= NEAR:
            near.append((-likeness, word))
    return [word for _, word in sorted(near)[:limit]]


def _scores(query: str, postings: Postings) -> dict[int, float]:
    """Return the unrounded score of every document that has a trigram or a word of ``query``, by its number."""
    total = len(postings.documents)
    scores: dict[int, float] = {}
    count = trigrams(query)
    spread = {gram: len(postings.grams.get(gram, ())) for gram in count}
    for gram, weight in _unit_vector(count, spread, total).items():
        for number, other in postings.grams.get(gram, ()):
            scores[number] = scores.get(number, 0.0) + weight * other / 2
    asked = {word: _idf(len(postings.words.get(word, ())), total) for word in plain_words(query)}
    whole = sum(asked.values())
    for word, weight in asked.items():
        for number in postings.words.get(word, ()):
            scores[number] = scores.get(number, 0.0) + weight / whole / 2
    return scores


def _unit_vector(count: Mapping[str, int], spread: Mapping[str, int], total: int) -> dict[str, float]:
    weights = {gram: (1 + math.log(n)) * _idf(spread[gram], total) for gram, n in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {gram: weight / length for gram, weight in weights.items()}


def _idf(spread: int, total: int) -> float:
    return math.log(1 + total / (1 + spread))
