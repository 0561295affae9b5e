"""Looking up by what staff remember, in any language and spelling; told exactly enough to have a twin elsewhere.

A document is one phrase in one locale; each of its words has a weight, that of the weightiest text it stands in
(``WEIGHTS``). The vocabulary is all distinct words of all documents, as written; ``spelling`` says what a word is, how
it is folded, and which trigrams it has.

- Rarity of a trigram: ``ln(1 + V / (1 + v))``, where ``v`` of the ``V`` words of the vocabulary have it.
- Likeness of a word of the query to one of the vocabulary (Dice): ``2 s / (a + b)``, the sums of the rarities of the
  trigrams that both share, of those of the one and of those of the other. What is below ``ALIKE`` counts as 0. The very
  same word is 1. What only folding makes the same is ``FOLDED`` where the vocabulary has the very same word too, and
  otherwise 1: Finnish "sää" is half of what is meant by "saa", but all of what is meant by "hyvaa" is "hyvää". The last
  word of a query may be unfinished: from its second letter on, words that begin with it are at least ``BEGUN`` alike.
- Value of a document for a word of the query: likeness times weight / 100, the best of the document's words.
- Importance of a word of the query: ``ln(1 + K / (1 + k)) * min(1, letters / LONG)``, with ``letters`` those of the
  folded word, ``K`` the number of keys, and ``k`` the sum over the keys of their best value to the power ``SPREAD``.
- Score of a document: the mean of its values, each word of the query weighing its importance, times
  ``1 / (1 + LENGTH * n / m)`` where the document has ``n`` words and the mean document ``m``. A document of the locale
  that staff read ``first`` scores ``FIRST`` times as much, but never more than 1.
- The wrong keyboard: where less than half of a query's letters are in words that the vocabulary has, folded, every
  other reading of the query is scored too; such a score counts ``READING`` times, and a document keeps its best.

Sums run in the order of the words and trigrams of the query. Scores are rounded half up at the sixth decimal. No hit
is what stays below ``LEAST``, nor a document of which no word is ``SURE`` to be like one of the query. A key scores
like its best document, the first locale by code where several are equal. The best score comes first; equal scores go by
key. Strings are in the order of their UTF-16 code units.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from scripts_gen.spelling import fold, plain_words, readings, trigrams

if TYPE_CHECKING:  # a look-up in a ready index needs none of it
    from scripts_gen.phrasebook import Phrasebook

WEIGHTS = {
    "wording": 100,
    "source": 80,
    "keywords": 90,
    "instead_of": 100,
    "pronunciation": 80,
    "key": 50,
    "context": 30,
}
"""What a word counts for, in hundredths, by the text of the document that it stands in."""

ALIKE, FOLDED, BEGUN = 0.15, 0.5, 0.85
LONG, SPREAD = 8, 3
LENGTH, FIRST, READING = 0.1, 1.05, 0.9
LEAST, SURE = 0.1, 0.4
"""The lowest score of a hit, and the lowest likeness that makes one: below lies what shares a few letters by chance."""
NEAR = 0.3
"""The least part of trigrams in common (Dice) for a word to count as near another."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
Scores = dict[int, float]
"""Something of documents, by their numbers."""


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
    context: tuple[str, ...] = ()
    """The titles of its situation and step."""

    def texts(self) -> Iterator[tuple[str, int]]:
        """Yield every text to search in and its weight; the words of a key are apart at its hyphens."""
        for name, weight in WEIGHTS.items():
            texts = (self.key.replace("-", " "),) if name == "key" else getattr(self, name)
            yield from ((text, weight) for text in texts)


@dataclass(frozen=True, slots=True)
class Hit:
    """A key that fits the query, the locale of the document that fits best, and its score, from ``LEAST`` to 1."""

    key: str
    locale: str
    score: float


class Place(NamedTuple):
    """A document among the others."""

    key: str
    locale: str
    share: float
    """What its length leaves of its score."""


class Word(NamedTuple):
    """A word of the vocabulary."""

    plain: str
    folded: str
    numbers: Sequence[int]
    """Of the documents that have it."""
    weights: Sequence[int]
    """In each of those, in hundredths."""


class Postings(Protocol):
    """Which document has what; it need not be in memory whole."""

    @property
    def places(self) -> Sequence[Place]:
        """The documents; the place here is a document's number."""

    @property
    def rarities(self) -> Sequence[float]:
        """What the trigrams of each word of the vocabulary weigh together, by the word's number."""

    def find_grams(self, grams: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return the numbers of the words that have each trigram, ascending; unknown trigrams are left out."""

    def find_words(self, numbers: Collection[int]) -> Iterable[tuple[int, Word]]:
        """Return the words of the vocabulary with these numbers."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Postings in memory."""

    places: Sequence[Place]
    words: Sequence[Word]
    grams: Mapping[str, Sequence[int]]
    rarities: Sequence[float]

    def find_grams(self, grams: Collection[str]) -> Mapping[str, Sequence[int]]:
        """Return the numbers of the words that have each trigram."""
        return {gram: self.grams[gram] for gram in grams if gram in self.grams}

    def find_words(self, numbers: Collection[int]) -> Iterable[tuple[int, Word]]:
        """Return the words with these numbers."""
        return [(number, self.words[number]) for number in numbers]


def documents(phrasebook: Phrasebook) -> Iterator[Document]:
    """Yield a document for each entry of ``phrasebook``, in its order."""
    for key, entry in phrasebook.entries.items():
        phrase, situation = entry.phrase, entry.situation.key
        contexts = (situation, f"{situation}.{entry.step.key}")
        yield Document(
            key,
            phrasebook.locale.code,
            tuple(form for wording in entry.wordings for form in wording.forms),
            tuple(filter(None, (phrase.say, phrase.say_plural))),
            entry.keywords,
            entry.instead_of,
            tuple(form for wording in entry.wordings for form in wording.pronunciation),
            tuple(phrasebook.guide(f"{context}#title").text for context in contexts),
        )


def build_postings(documents: Iterable[Document]) -> Vocabulary:
    """Return the postings of ``documents``; a key has at most one in each locale."""
    documents = list(documents)
    known: dict[str, list[str]] = {}  # the source and the titles come again and again
    found: dict[str, tuple[array[int], array[int]]] = {}
    lengths = [0] * len(documents)
    for number, document in enumerate(documents):
        weights: dict[str, int] = {}
        for text, weight in document.texts():
            if text not in known:
                known[text] = plain_words(_PLACEHOLDER.sub(" ", text))
            for word in known[text]:
                weights[word] = max(weight, weights.get(word, 0))
        lengths[number] = len(weights)
        for word, weight in weights.items():
            numbers, beside = found.setdefault(word, (array("I"), array("B")))
            numbers.append(number)
            beside.append(weight)
    mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
    places = [
        Place(document.key, document.locale, 1 / (1 + LENGTH * length / mean))
        for document, length in zip(documents, lengths, strict=True)
    ]
    words = [Word(plain, fold(plain), *posting) for plain, posting in found.items()]
    grams: dict[str, array[int]] = {}
    for number, entry in enumerate(words):
        for gram in trigrams(entry.folded):
            grams.setdefault(gram, array("I")).append(number)
    rarities = array("d", bytes(8 * len(words)))
    for numbers in grams.values():
        rarity = _rarity(len(numbers), len(words))
        for number in numbers:
            rarities[number] += rarity
    return Vocabulary(places, words, grams, rarities)


def rank(query: str, postings: Postings, *, first: str = "") -> list[Hit]:
    """Return one hit a key, the best first; nothing for a query without letters and numbers.

    ``first`` is the locale that staff read first; empty for none.
    """
    scores, known = _score(query, postings, first)
    if not known:
        for reading in readings(query):
            for number, score in _score(reading, postings, first)[0].items():
                scores[number] = max(scores.get(number, 0.0), score * READING)
    best: dict[str, Hit] = {}
    for number, score in scores.items():
        key, locale, _ = postings.places[number]
        rounded = math.floor(score * 1e6 + 0.5) / 1e6
        if rounded >= LEAST and (key not in best or (-rounded, locale) < (-best[key].score, best[key].locale)):
            best[key] = Hit(key, locale, rounded)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))


def nearest(query: str, words: Iterable[str], limit: int = 3) -> list[str]:
    """Return at most ``limit`` of ``words`` that are most like a word of ``query``, the nearest first, ties by word.

    Likeness is the Dice coefficient of the sets of trigrams; words below ``NEAR`` are left out.
    """
    asked = [set(trigrams(word)) for word in dict.fromkeys(plain_words(query))]
    near: list[tuple[float, bytes, str]] = []
    for word in set(words):
        grams = set(trigrams(word))
        likeness = max((2 * len(grams & other) / (len(grams) + len(other)) for other in asked), default=0.0)
        if likeness >= NEAR:
            near.append((-likeness, word.encode("utf-16-be", "surrogatepass"), word))
    return [word for *_, word in sorted(near)[:limit]]


def _score(query: str, postings: Postings, first: str) -> tuple[Scores, bool]:
    """Return the unrounded scores of ``query``, and whether at least half of its letters are in known words."""
    words = list(dict.fromkeys(plain_words(query)))
    keys = len({place.key for place in postings.places})
    total: Scores = {}
    sure: set[int] = set()
    whole, balance = 0.0, 0
    for place, word in enumerate(words, 1):
        values, known = _values(word, postings, sure, last=place == len(words))
        letters = len(fold(word))
        balance += letters if known else -letters
        best: dict[str, float] = {}
        for number, value in values.items():
            key = postings.places[number].key
            best[key] = max(value, best.get(key, 0.0))
        spread = sum(value**SPREAD for value in best.values())
        importance = math.log(1 + keys / (1 + spread)) * min(1.0, letters / LONG)
        whole += importance
        for number, value in values.items():
            total[number] = total.get(number, 0.0) + importance * value
    for number in sure:
        _, locale, share = postings.places[number]
        total[number] = min(1.0, total[number] / whole * share * (FIRST if locale == first else 1.0))
    return {number: total[number] for number in sure}, balance >= 0


def _values(word: str, postings: Postings, sure: set[int], *, last: bool) -> tuple[Scores, bool]:
    """Return the value of each document for a ``word`` of the query, and whether the vocabulary has it, folded.

    Documents with a word that is sure to be like it are added to ``sure``.
    """
    folded = fold(word)
    alike, begun = _alike(folded, postings, unfinished=last and len(folded) > 1)
    near = list(postings.find_words(alike.keys() | begun))
    exact = any(other.plain == word for _, other in near)
    values: Scores = {}
    for number, other in near:
        likeness = alike.get(number, 0.0)
        if other.folded == folded:
            likeness = 1.0 if other.plain == word or not exact else FOLDED
        elif number in begun and other.folded.startswith(folded):
            likeness = max(likeness, BEGUN)
        if likeness >= SURE:
            sure.update(other.numbers)
        for document, weight in zip(other.numbers, other.weights, strict=True):
            value = likeness * weight / 100
            if value > values.get(document, 0.0):
                values[document] = value
    return values, any(other.folded == folded for _, other in near)


def _alike(folded: str, postings: Postings, *, unfinished: bool) -> tuple[Scores, set[int]]:
    """Return the words like ``folded`` by number, and the numbers of those that may begin with it."""
    grams = trigrams(folded)
    found = postings.find_grams(grams)
    rarities = postings.rarities
    own, shared = 0.0, dict[int, float]()
    for gram in grams:
        numbers = found.get(gram, ())
        rarity = _rarity(len(numbers), len(rarities))
        own += rarity
        for number in numbers:
            shared[number] = shared.get(number, 0.0) + rarity
    alike = {
        number: likeness
        for number, rarity in shared.items()
        if (likeness := 2 * rarity / (own + rarities[number])) >= ALIKE
    }
    if not unfinished:
        return alike, set()
    start = f"  {folded}"
    return alike, set.intersection(*(set(found.get(start[i : i + 3], ())) for i in range(len(folded))))


def _rarity(spread: int, total: int) -> float:
    return math.log(1 + total / (1 + spread))
