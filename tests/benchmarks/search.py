"""The search on the hard queries against FTS5 and rapidfuzz: ``python tests/benchmarks/search.py``.

All of them search the same documents, every phrase of the default book in each of its languages, and the peers get the
same texts folded as ours are, and the query folded, so that they too find "yota" where "yötä" is meant. A key ranks
like its best document.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parent.parent))

from hard_queries import Query, figures, find_places, read_documents, read_queries

from scripts_gen.search import Document, build_postings, rank
from scripts_gen.spelling import fold

Ask = Callable[[str], Sequence[str]]
FUZZY = (fuzz.WRatio, fuzz.token_set_ratio, fuzz.partial_ratio, fuzz.partial_token_ratio, fuzz.partial_token_sort_ratio)


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return re.findall(r"[^\W_]+", fold(text))


def folded(document: Document) -> str:
    """Everything that a document is searched in, each text once."""
    texts = dict.fromkeys(re.sub(r"\{[^{}]*\}", " ", text) for text, _ in document.texts())
    return "\n".join(" ".join(words(text)) for text in texts)


def full_text(keys: Sequence[str], texts: Sequence[str], tokenizer: str, terms: Callable[[str], Iterable[str]]) -> Ask:
    """SQLite's full-text search, any of the terms of the query, ranked by its bm25."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE document USING fts5(text, tokenize="{tokenizer}")')
    connection.executemany("INSERT INTO document (rowid, text) VALUES (?, ?)", enumerate(texts))

    def ask(query: str) -> Sequence[str]:
        match = " OR ".join(dict.fromkeys(terms(query)))
        select = "SELECT rowid FROM document WHERE document MATCH ? ORDER BY rank, rowid"
        return list(dict.fromkeys(keys[row] for (row,) in connection.execute(select, (match,)))) if match else []

    return ask


def fuzzy(keys: Sequence[str], texts: Sequence[str], scorer: Callable[..., float]) -> Ask:
    """rapidfuzz over all texts."""

    def ask(query: str) -> Sequence[str]:
        found = process.extract(" ".join(words(query)), texts, scorer=scorer, limit=None)
        return list(dict.fromkeys(keys[place] for *_, place in found))

    return ask


def tell(name: str, places: Sequence[int], more: str = "") -> None:
    """Print a line of the table."""
    first, five, reciprocal = figures(places)
    print(f"{name:<44}{len(places):>5}{first:>8.1%}{five:>8.1%}{reciprocal:>8.3f}{more}")


def measure(name: str, ask: Ask, queries: Sequence[Query]) -> dict[Query, int]:
    """Ask everything, print how well it went and how long a query takes, and return the places."""
    started = time.perf_counter()
    places = find_places(queries, ask)
    took = (time.perf_counter() - started) / len(queries)
    tell(name, list(places.values()), f"{took * 1000:>10.2f} ms")
    return places


def main() -> None:
    """Print the table, then ours by half, language and kind."""
    queries, documents = read_queries(), read_documents()
    keys, texts = [document.key for document in documents], [folded(document) for document in documents]
    started = time.perf_counter()
    postings = build_postings(documents)
    print(f"{len(documents)} documents, {len(postings.words)} words, {time.perf_counter() - started:.2f} s to build")
    print(f"\n{'':<44}{'n':>5}{'hit@1':>8}{'hit@5':>8}{'MRR':>8}{'a query':>13}")
    ours = measure("scripts-gen", lambda query: [hit.key for hit in rank(query, postings)], queries)
    measure(
        "FTS5 unicode61, words as prefixes",
        full_text(keys, texts, "unicode61 remove_diacritics 2", lambda query: (f'"{word}"*' for word in words(query))),
        queries,
    )
    measure(
        "FTS5 trigram",
        full_text(
            keys, texts, "trigram", lambda query: (f'"{w[i : i + 3]}"' for w in words(query) for i in range(len(w) - 2))
        ),
        queries,
    )
    for scorer in FUZZY:
        measure(f"rapidfuzz {scorer.__name__}", fuzzy(keys, texts, scorer), queries)
    print()
    for name, part in (("tuned on (odd rows)", True), ("held out (even rows)", False)):
        tell(name, [place for query, place in ours.items() if query.tuned == part])
        for locale in dict.fromkeys(query.locale for query in queries):
            tell(f"  {locale}", [p for query, p in ours.items() if query.tuned == part and query.locale == locale])
    for kind in sorted({query.kind for query in queries} | {query.locale for query in queries}):
        tell(kind, [place for query, place in ours.items() if kind in (query.kind, query.locale)])
    if "--misses" in sys.argv:
        for query, place in ours.items():
            if not 0 < place <= 5:
                print(f"{query.locale} {query.kind:<12}{place:>4}  {query.text}  ({', '.join(query.keys)})")


if __name__ == "__main__":
    main()
