"""The hard look-up queries of ``tests/queries``, and how far down the right answer stands."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts_gen.produce import read_phrasebook
from scripts_gen.search import Document, documents
from scripts_gen.workspace import read_workspace

TESTS = Path(__file__).parent


class Query(NamedTuple):
    """A query as typed."""

    locale: str
    """What its author thinks in."""
    kind: str
    text: str
    keys: tuple[str, ...]
    """The right answers."""
    tuned: bool
    """Whether the search was tuned on it: every other row of a file, from the first."""


class Figures(NamedTuple):
    """How well queries are answered."""

    first: float
    """The part that has a right key first."""
    five: float
    """The part that has one among the first five."""
    reciprocal: float
    """The mean of 1 / the place of the first right key."""


def read_queries() -> list[Query]:
    """Return every query, in the order of files and rows."""
    queries = []
    for path in sorted((TESTS / "queries").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row, found in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
                keys = tuple(found["keys"].split())
                queries.append(Query(path.stem, found["kind"], found["query"], keys, row % 2 == 0))
    return queries


def read_documents() -> list[Document]:
    """Return what the whole default book is searched in, in all its languages."""
    workspace = read_workspace(TESTS.parent)
    return [document for code in workspace.locales for document in documents(read_phrasebook(workspace, code))]


def place_of(keys: Collection[str], ranked: Sequence[str]) -> int:
    """Return the place of the first of ``keys`` in ``ranked``, from 1; 0 where there is none."""
    return next((place for place, key in enumerate(ranked, 1) if key in keys), 0)


def find_places(queries: Iterable[Query], ask: Callable[[str], Sequence[str]]) -> dict[Query, int]:
    """Return the place of the first right key for each query; ``ask`` returns keys, the best first."""
    return {query: place_of(query.keys, ask(query.text)) for query in queries}


def figures(places: Collection[int]) -> Figures:
    """Return how good these places are; 0 counts for nothing."""
    number = len(places)
    return Figures(
        sum(place == 1 for place in places) / number,
        sum(0 < place <= 5 for place in places) / number,
        sum(1 / place for place in places if place) / number,
    )
