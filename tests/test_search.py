"""Rules of folding, scoring and ranking; every twin of the scorer must keep those of ``vectors/search.json``."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from phrasebooks import phrasebook

from scripts_gen.search import (
    LEAST,
    NEAR,
    Document,
    build_postings,
    documents,
    fold,
    nearest,
    plain_words,
    rank,
    trigrams,
)

VECTORS = json.loads((Path(__file__).parent / "vectors" / "search.json").read_text("utf-8"))
LISTS = ("wording", "source", "keywords", "instead_of", "pronunciation")
DOCUMENTS = [
    Document(given["key"], given["locale"], *(tuple(given[name]) for name in LISTS)) for given in VECTORS["documents"]
]
POSTINGS = build_postings(DOCUMENTS)


def by(name: str, section: str) -> pytest.MarkDecorator:
    """Run a test once for each vector of ``section``, named by its ``name``."""
    return pytest.mark.parametrize("vector", VECTORS[section], ids=lambda vector: ascii(vector[name]))


def scores(query: str, *texts: str) -> dict[str, float]:
    """Return the score of each text that is a hit for ``query``, where the texts are all there is."""
    found = build_postings(Document(f"key.{chr(97 + i)}", "fi", (text,)) for i, text in enumerate(texts))
    return {texts[ord(hit.key[-1]) - 97]: hit.score for hit in rank(query, found)}


@by("rule", "fold")
def test_fold(vector: dict[str, str]) -> None:
    """Every rule of folding has its example."""
    assert fold(vector["text"]) == vector["folded"]


@by("rule", "fold")
def test_fold_twice(vector: dict[str, str]) -> None:
    """What is folded stays as it is."""
    assert fold(vector["folded"]) == vector["folded"]


@by("text", "trigrams")
def test_trigrams(vector: dict[str, object]) -> None:
    """A folded word between two spaces has as many trigrams as it has letters."""
    assert trigrams(str(vector["text"])) == vector["trigrams"]


@by("text", "words")
def test_words(vector: dict[str, object]) -> None:
    """Unfolded words are composed and lower-cased, nothing else."""
    assert plain_words(str(vector["text"])) == vector["words"]


@by("query", "rank")
def test_rank(vector: dict[str, object]) -> None:
    """Keys, locales, scores and order are those of the vectors, to the last digit."""
    assert [[hit.key, hit.locale, hit.score] for hit in rank(str(vector["query"]), POSTINGS)] == vector["hits"]


@by("query", "nearest")
def test_nearest(vector: dict[str, object]) -> None:
    """The nearest known words are those of the vectors."""
    assert nearest(str(vector["query"]), POSTINGS.words) == vector["words"]


def test_thresholds() -> None:
    """The vectors were made with the thresholds in force."""
    assert VECTORS["least"] == LEAST
    assert VECTORS["near"] == NEAR


@pytest.mark.parametrize(
    ("query", "exact", "folded"),
    [("saa", "saa", "sää"), ("sää", "sää", "saa"), ("всё", "всё", "все"), ("أن", "أن", "ان"), ("SÄÄ", "sää", "saa")],
)
def test_exact_above_folded(query: str, exact: str, folded: str) -> None:
    """A hit on the text as written ranks above one that only folding makes equal, wherever each stands."""
    for texts in ((exact, folded), (folded, exact)):
        found = scores(query, *texts)
        assert list(found) == [exact, folded]
        assert found[exact] - found[folded] == pytest.approx(0.5, abs=2e-6)


def test_exact_above_shorter() -> None:
    """One exact word outranks the folded one even where the folded text says nothing else."""
    assert list(scores("saa", "sää", "Tänään ei kukaan saa ottaa mitään pois täältä")) == [
        "Tänään ei kukaan saa ottaa mitään pois täältä",
        "sää",
    ]


def test_exact_by_rarity() -> None:
    """Of two words that a query has, the rarer one counts for more."""
    found = scores("the lift", "the door", "the chair", "the desk", "a lift")
    assert next(iter(found)) == "a lift"


def test_best_locale() -> None:
    """A key is hit once, by its best document, whatever language that is in."""
    hits = rank("доброе утро", POSTINGS)
    assert [(hit.key, hit.locale) for hit in hits] == [("greeting.morning", "ru")]


def test_ties() -> None:
    """Equal scores go by key, and equal documents of a key by locale, in whatever order they came."""
    shuffled = DOCUMENTS[:]
    random.Random(1).shuffle(shuffled)
    hits = rank("take the stairs", build_postings(shuffled))[:2]
    assert [(hit.key, hit.locale) for hit in hits] == [("exit.stairs", "en"), ("stairs.exit", "en")]
    assert hits[0].score == hits[1].score


def test_order_of_documents() -> None:
    """The order in which documents come changes nothing."""
    backwards = build_postings(reversed(DOCUMENTS))
    for vector in VECTORS["rank"]:
        assert rank(vector["query"], backwards) == rank(vector["query"], POSTINGS)


def test_placeholders_unseen() -> None:
    """Nobody finds a phrase by the name of its placeholder."""
    assert not scores("minutes", "Odottakaa noin {minutes}.")


def test_text_counts_once() -> None:
    """In the source locale, wording and source are one text."""
    text = ("Take a seat.",)
    assert Document("a.b", "en", text, text).text() == Document("a.b", "en", text).text()


@pytest.mark.parametrize(
    "query",
    ["", " ", "\t\n", "👍🏽‍♀️❤️", "\u202e\u2066\u200f", "'\"`´", "\0", "\ud800", "%_*?", "ء", "ـــ", "\u0306", "\u0301"],
    ids=ascii,
)
def test_query_without_words(query: str) -> None:
    """A query without letters and numbers finds nothing and is near nothing."""
    assert rank(query, POSTINGS) == []
    assert nearest(query, POSTINGS.words) == []


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "good " * 2_000, "ſ" * 10_000, "ﷺ" * 500, "نص‮abc‬"], ids=lambda q: ascii(q[:9])
)
def test_hostile_query(query: str) -> None:
    """Any query is answered, with scores from the least to 1."""
    assert all(LEAST <= hit.score <= 1 for hit in rank(query, POSTINGS))


def test_nothing_to_search() -> None:
    """Without documents there are no hits."""
    assert rank("good", build_postings([])) == []


def test_documents_of_a_phrasebook() -> None:
    """An entry's document has every variant and plural form, both source forms and the pronunciation."""
    found = {document.key: document for document in documents(phrasebook("ar"))}
    assert list(found) == list(phrasebook("ar").entries)
    assert {document.locale for document in found.values()} == {"ar"}
    assert len(found["greeting.glad"].wording) == 4
    assert len(found["waiting.minutes"].wording) == 6
    assert found["waiting.minutes"].source == (
        "It will take about {minutes} minute.",
        "It will take about {minutes} minutes.",
    )
    assert found["emergency.exit"].pronunciation == (
        "min fadlik ghadir al-mabna al-an. istakhdim ad-daraj, wa-laysa al-mis'ad.",
    )


@pytest.mark.parametrize(
    ("query", "key", "locale"),
    [
        ("рада", "greeting.glad", "ru"),
        ("minuutin", "waiting.minutes", "fi"),
        ("mielellani", "greeting.glad", "fi"),
        ("المصعد", "emergency.exit", "ar"),
        ("misad", "emergency.exit", "ar"),
        ("stairs", "emergency.exit", "en"),
        ("magandng umga", "greeting.morning", "tl"),
    ],
)
def test_found_by_any_text(query: str, key: str, locale: str) -> None:
    """A phrase is found by a variant, a plural form, its source or its pronunciation, in any language."""
    found = build_postings(
        document for code in ("en", "ar", "fi", "ru", "tl") for document in documents(phrasebook(code))
    )
    best = rank(query, found)[0]
    assert (best.key, best.locale) == (key, locale)
