"""Coverage: how often what a role says and does meets each service standard and each complaint move.

What counts, for one role:

- a phrase of its situations, in the encounter or at hand, counts one for every standard that the phrase or its step
  names, and for every move that its step is tagged with;
- a direction of a step counts one for the standard that it puts into practice (``MEANS``): ``gesture``, ``distance``
  and ``safety`` for their own, ``within`` for pace, ``tone`` and what is not said there (``instead_of``) for wording;
- what the role wears counts one for appearance;
- a standard that the role answers for itself counts one.

Gesture and distance do not exist for a role that never meets anybody face to face: nothing that its situations say of
them counts. That excuses nobody: what a role does without, and why, is written in its profile (``Role.excused``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scripts_gen.model import Book, Phrase, Role, Situation, Step

APPEARANCE = "parameters.appearance"
MEANS: Mapping[str, str] = {
    "gesture": "parameters.gesture",
    "distance": "parameters.distance",
    "safety": "parameters.safety",
    "within": "parameters.pace",
    "tone": "parameters.wording",
}
"""The standard that each direction of a step puts into practice."""
SEEN = frozenset({MEANS["gesture"], MEANS["distance"]})
"""Standards that exist face to face only."""
MISSING_MARK, EXCUSED_MARK = "!", "*"
"""What stands after a number, so that it needs no colour."""
NAMED = 3
"""So many situations or phrases are named as a remedy."""

Spoken = Collection[str] | None
"""Full keys of the phrases that may be said; None for every phrase of the book."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one role meets one item, and why it need not."""

    count: int
    excuse: str = ""
    """The reason in the words of the role's profile; empty where it gives none."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its cell for each role."""

    item: str
    """``framework.item`` for a standard, ``move.<key>`` for a move, ``dimension.<key>`` for a dimension."""
    cells: Mapping[str, Cell]
    """By the key of the role."""

    def carried(self) -> bool:
        """Tell whether any role has the item."""
        return any(cell.count for cell in self.cells.values())


class Remedy(StrEnum):
    """What fills a hole."""

    TRANSLATE = "translate"
    """The role has phrases for it, but none that may be said in this language."""
    ADD = "add"
    """Other situations of the book have it."""
    TAG = "tag"
    """Nothing in the book has it that this role could take."""
    EXCUSE = "excuse"
    """It exists face to face only, and nobody sees the role."""


@dataclass(frozen=True, slots=True)
class Hole:
    """An item that a role lacks, and its profile does not excuse."""

    role: str
    item: str
    remedy: Remedy
    names: tuple[str, ...]
    """Keys of phrases to translate or of situations to add, at most ``NAMED``; none for the other remedies."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of roles and items, each kind in the order of the book."""

    roles: tuple[str, ...]
    standards: tuple[Row, ...]
    moves: tuple[Row, ...]
    dimensions: tuple[Row, ...]
    """Sums over the components of each dimension."""
    holes: tuple[Hole, ...]
    """Role by role; a dimension, which is derived, has none."""

    def stale(self) -> tuple[tuple[str, str], ...]:
        """Return role and item of each excuse for something that the role does have."""
        return tuple(
            (role, row.item)
            for role in self.roles
            for row in (*self.standards, *self.moves)
            if row.cells[role].count and row.cells[role].excuse
        )


def move_item(move: str) -> str:
    """Return what a move is called among the items."""
    return f"move.{move}"


def count_coverage(book: Book, roles: Iterable[str] | None = None, spoken: Spoken = None) -> Coverage:
    """Return the coverage of ``roles``, of all where there are none named; of phrases only those ``spoken`` count."""
    chosen = {key: book.roles[key] for key in (book.roles if roles is None else roles)}
    counts = {key: count_items(book, role, spoken) for key, role in chosen.items()}

    def row(item: str) -> Row:
        return Row(item, {key: Cell(counts[key][item], role.excused.get(item, "")) for key, role in chosen.items()})

    standards = tuple(map(row, book.standards.standards))
    moves = tuple(row(move_item(move)) for move in book.standards.moves)
    dimensions = tuple(
        Row(f"dimension.{d.key}", {key: Cell(sum(counts[key][item] for item in d.components)) for key in chosen})
        for d in book.standards.dimensions.values()
    )
    holes = (
        _hole(book, role, rows.item, spoken)
        for key, role in chosen.items()
        for rows in (*standards, *moves)
        if not rows.cells[key].count and not rows.cells[key].excuse
    )
    return Coverage(tuple(chosen), standards, moves, dimensions, tuple(holes))


def count_items(book: Book, role: Role, spoken: Spoken = None) -> Counter[str]:
    """Return how often ``role`` meets each item; see the head of this module for what counts."""
    counts = Counter(role.standards)
    if role.appearance:
        counts[APPEARANCE] += 1
    for key in role.situations():
        counts.update(_items(book.situations[key], role, spoken))
    return counts


def _items(situation: Situation, role: Role, spoken: Spoken) -> Iterator[str]:
    """Yield an item each time that a situation, played by ``role``, meets it."""
    for step in situation.steps:
        yield from (item for item in _step_items(step, spoken) if not _unseen(role, item))


def _unseen(role: Role, item: str) -> bool:
    return item in SEEN and "face" not in role.channel


def _step_items(step: Step, spoken: Spoken) -> Iterator[str]:
    phrases = [phrase for phrase in step.phrases if spoken is None or phrase.key in spoken]
    for phrase in phrases:
        yield from _phrase_items(step, phrase)
    for direction, item in MEANS.items():
        if getattr(step, direction):
            yield item
    if any(phrase.instead_of for phrase in phrases):
        yield MEANS["tone"]


def _phrase_items(step: Step, phrase: Phrase) -> Iterator[str]:
    yield from dict.fromkeys((*step.standards, *phrase.standards))
    yield from map(move_item, step.moves)


def _hole(book: Book, role: Role, item: str, spoken: Spoken) -> Hole:
    if _unseen(role, item):
        return Hole(role.key, item, Remedy.EXCUSE, ())
    unsaid = [
        phrase.key
        for key in role.situations()
        for step in book.situations[key].steps
        for phrase in step.phrases
        if spoken is not None and phrase.key not in spoken and item in _phrase_items(step, phrase)
    ]
    if unsaid:
        return Hole(role.key, item, Remedy.TRANSLATE, tuple(unsaid[:NAMED]))
    others = [key for key, situation in book.situations.items() if item in _items(situation, role, spoken)]
    return Hole(role.key, item, Remedy.ADD if others else Remedy.TAG, tuple(others[:NAMED]))
