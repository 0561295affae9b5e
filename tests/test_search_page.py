"""The search of the page, in a browser: the twin of ``scripts_gen.search`` to the last digit, and quick enough."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from conftest import ROOT
from hard_queries import read_documents, read_queries
from playwright.sync_api import Browser, Page
from test_search import DOCUMENTS, VECTORS, WORDS

from scripts_gen.search import Document, Hit, build_postings, rank
from scripts_gen.spelling import fold, plain_words, readings, sound, trigrams

SEARCH = ROOT / "templates" / "search.js"
ALPHABET = [
    chr(code)
    for first, last in (
        (0x0020, 0x024F),  # Latin
        (0x0250, 0x036F),  # phonetic letters, marks
        (0x0370, 0x052F),  # Greek, Cyrillic
        (0x0590, 0x06FF),  # Hebrew, Arabic
        (0x0900, 0x0DFF),  # scripts of India, with digits of their own
        (0x1E00, 0x1FFF),  # Latin with two marks, Greek with many
        (0x2000, 0x214F),  # spaces, dashes, direction, letterlike signs
        (0x3040, 0x30FF),  # kana, with marks that compose
        (0xFB00, 0xFEFF),  # ligatures, Arabic as it is drawn
        (0xFF00, 0xFFEF),  # full width
        (0x10400, 0x1044F),  # letters beyond the first plane, of two cases
        (0x1F1E6, 0x1F64F),  # emoji
    )
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) != "Cn"
]
"""Old characters of every kind; Python and a browser may know different new ones."""

INDEX = """documents => {
  window.index = newIndex(documents);
  let slices = 1;
  while (!growIndex(index, 1)) slices++;
  return slices;
}"""
RANK = """queries => queries.map(([query, first, limit]) =>
  rank(query, index, { first }).slice(0, limit).map(({ key, locale, score }) => [key, locale, score]))"""


def as_given(document: Document) -> dict[str, Any]:
    """A document as the page's search takes it."""
    names = ("key", "locale", "wording", "source", "keywords", "instead_of", "pronunciation", "context")
    return {("insteadOf" if name == "instead_of" else name): getattr(document, name) for name in names}


def as_told(hits: Sequence[Hit]) -> list[list[object]]:
    """Hits as the page tells them."""
    return [[hit.key, hit.locale, hit.score] for hit in hits]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with nothing but the search."""
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(path=SEARCH)
    yield page
    page.close()


def index_documents(page: Page, documents: Sequence[Document]) -> int:
    """Have ``documents`` indexed, in slices of a millisecond; return how many it took."""
    return int(page.evaluate(INDEX, [as_given(document) for document in documents]))


def test_spelling_of_the_vectors(page: Page) -> None:
    """Folding, sounds, trigrams, words and readings are those of the vectors."""
    there = page.evaluate(
        """vectors => ({
          fold: vectors.fold.map(({ rule, text }) => ({ rule, text, folded: fold(text) })),
          sound: vectors.sound.map(({ rule, word }) => ({ rule, word, sound: sound(word) })),
          trigrams: vectors.trigrams.map(({ rule, text }) => ({ rule, text, trigrams: trigrams(text) })),
          words: vectors.words.map(({ rule, text }) => ({ rule, text, words: plainWords(text) })),
          readings: vectors.readings.map(({ rule, query }) => ({ rule, query, readings: readings(query) })),
        })""",
        VECTORS,
    )
    assert there == {section: VECTORS[section] for section in there}


def test_ranking_of_the_vectors(page: Page) -> None:
    """Keys, locales, scores and order are those of the vectors, and so are the nearest words."""
    index_documents(page, DOCUMENTS)
    asked = [[vector["query"], vector.get("first", ""), 1000] for vector in VECTORS["rank"]]
    assert page.evaluate(RANK, asked) == [vector["hits"] for vector in VECTORS["rank"]]
    there = page.evaluate(
        "queries => queries.map(query => nearest(query, index.words.keys(), 3))",
        [v["query"] for v in VECTORS["nearest"]],
    )
    assert there == [vector["words"] for vector in VECTORS["nearest"]]
    assert page.evaluate("[...index.words.keys()]") == WORDS
    assert page.evaluate("[LEAST, SURE, NEAR]") == [VECTORS["least"], VECTORS["sure"], VECTORS["near"]]


def test_same_answers_on_the_whole_book(page: Page) -> None:
    """All hard queries have the same first ten answers here and there, whatever language staff read first."""
    documents = read_documents()
    assert index_documents(page, documents) > 1
    postings = build_postings(documents)
    queries = read_queries()
    asked = [*((query.text, "", 10) for query in queries), *((query.text, query.locale, 10) for query in queries[::5])]
    here = [as_told(rank(query, postings, first=first)[:limit]) for query, first, limit in asked]
    assert page.evaluate(RANK, asked) == here


def test_index_is_whole_only_when_complete(page: Page) -> None:
    """However it is sliced, the same index comes of it; it says when it is complete, and stays so."""
    told = page.evaluate(
        """documents => {
          const index = newIndex(documents), told = [];
          for (let i = 0; i < 10_000 && !told.at(-1); i++) told.push(growIndex(index, 0));
          const keys = rank("stairs", index).map(({ key }) => key);
          return [told.indexOf(true) === told.length - 1, growIndex(index, 0), keys];
        }""",
        [as_given(document) for document in DOCUMENTS * 20],
    )
    assert told == [True, True, ["exit.stairs", "stairs.exit", "language.lift-out"]]


def test_nothing_to_search(page: Page) -> None:
    """Without documents, without a query, or without words in either there are no hits and no fault."""
    empty = [{**as_given(DOCUMENTS[0]), "key": "", "wording": ["?"], "source": [], "keywords": [], "context": []}]
    for documents in ([], empty):
        page.evaluate(INDEX, documents)
        assert page.evaluate(RANK, [["good", "", 9], ["", "", 9], ["👍\ud800", "", 9]]) == [[], [], []]


def test_any_text(page: Page) -> None:
    """Random texts of old characters are folded, parted, read and ranked alike."""
    index_documents(page, DOCUMENTS)
    postings = build_postings(DOCUMENTS)
    chance = random.Random(7)
    likely = [*"abdehkstyäö'- 2397абвёйшالهيكمةء"] * (len(ALPHABET) // 30)
    texts = ["".join(chance.choices(ALPHABET + likely, k=chance.randrange(13))) for _ in range(500)]
    there = page.evaluate(
        """texts => texts.map(text => [fold(text), plainWords(text), sound(fold(text)), trigrams(text), readings(text),
          rank(text, index).map(({ key, locale, score }) => [key, locale, score])])""",
        texts,
    )
    for text, told in zip(texts, there, strict=True):
        mine = [fold(text), plain_words(text), sound(fold(text)), trigrams(text), readings(text)]
        assert told == [*mine, as_told(rank(text, postings))], ascii(text)


def test_every_old_character(page: Page) -> None:
    """Every one of those characters is folded alike, by itself and inside a word."""
    texts = [text for letter in ALPHABET for text in (letter, f"a{letter}b", f"Σ{letter}\u0301")]
    there = page.evaluate("texts => texts.map(text => [fold(text), plainWords(text)])", texts)
    assert [
        ascii(text) for text, told in zip(texts, there, strict=True) if told != [fold(text), plain_words(text)]
    ] == []


def test_nothing_is_left_behind_by_a_query(page: Page) -> None:
    """The answer to a query does not depend on those before it."""
    index_documents(page, DOCUMENTS)
    asked = [[vector["query"], vector.get("first", ""), 1000] for vector in VECTORS["rank"]]
    forwards = page.evaluate(RANK, asked)
    assert page.evaluate(RANK, asked[::-1]) == forwards[::-1]


def test_script_is_plain(page: Page) -> None:
    """The script runs in strict mode, and leans on no document, no module, no network and nothing newer than 2022."""
    text = SEARCH.read_text(encoding="utf-8")
    code = re.sub(r"(?m)//.*$", "", text)
    assert not re.search(
        r"\b(document\.(get|query|create|body)|window|import|export|require|fetch|eval|await|localStorage)\b", code
    )
    assert not re.search(r"\.(at|findLast|toSorted|toReversed|toSpliced|with|isWellFormed|groupBy)\(|/v[;.,)]", code)
    assert page.evaluate("text => typeof new Function('\"use strict\";' + text + ';return rank')()", text) == "function"


def test_names_are_its_own() -> None:
    """No other script of the page declares a name of the search: the page joins them all."""
    declared = re.compile(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
    others = [path for path in (ROOT / "templates").glob("*.js") if path != SEARCH]
    mine = declared.findall(SEARCH.read_text(encoding="utf-8"))
    assert len(mine) == len(set(mine))
    assert not set(mine) & {name for path in others for name in declared.findall(path.read_text(encoding="utf-8"))}


def test_vectors_name_their_rule() -> None:
    """Each vector says which rule it is an example of, and no rule is named twice in a section."""
    for section in ("fold", "sound", "trigrams", "words", "readings", "rank", "nearest"):
        rules = [vector["rule"] for vector in VECTORS[section]]
        assert len(rules) == len(set(rules))
    assert json.dumps(VECTORS)
