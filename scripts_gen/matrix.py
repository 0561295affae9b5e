"""Coverage as somebody reads it: the matrix with titles, meanings and advice in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scripts_gen.coverage import EXCUSED_MARK, MISSING_MARK, Cell, Coverage, Hole, Remedy, Row, move_item
from scripts_gen.language import Locale
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.reading import guide, own, word
from scripts_gen.wording import LRI, PDI

_WORDS = ("coverage", "binding")
"""The words of the furniture that a matrix carries begin so."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a key and a title."""

    key: str
    title: Localized


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell."""

    count: int
    missing: bool = False
    """Whether the role lacks it and nothing excuses that."""
    excuse: Localized | None = None
    """Why the role does without; None where no reason is given."""

    @property
    def mark(self) -> str:
        """What tells a missing and an excused item from others without colour."""
        return MISSING_MARK if self.missing else EXCUSED_MARK if self.excuse else ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with a figure for each role, in the order of ``Matrix.roles``."""

    key: str
    title: Localized
    meaning: Localized
    """What it asks for; for a dimension, its components."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: the standards of a framework, the moves, the dimensions."""

    key: str
    title: Localized
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A standard in words: what it asks for, why, and how firmly."""

    key: str
    title: Localized
    meaning: Localized
    value: Named
    value_meaning: Localized
    binding: str
    """One of ``model.BINDINGS``."""
    law: Localized
    """The empty text where there is none."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason to do without."""

    role: Named
    item: Named
    reason: Localized
    stale: bool
    """Whether the role has the item all the same."""


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do, with the situations, the phrases or the file that it is about."""

    advice: Localized
    names: tuple[Localized, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a role lacks, and the ways to mend that."""

    role: Named
    item: Named
    hole: Hole
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A complaint model: its moves in order."""

    key: str
    title: Localized
    moves: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Coverage for one reader."""

    book: str
    """The book's title."""
    reader: Locale
    spoken: Locale | None
    """The language whose wordings count; None where the book alone does."""
    roles: tuple[Named, ...]
    frameworks: tuple[Block, ...]
    moves: Block
    dimensions: Block
    standards: tuple[Explained, ...]
    models: tuple[Model, ...]
    excuses: tuple[Excuse, ...]
    gaps: tuple[Gap, ...]
    words: Mapping[str, Localized]
    rules: tuple[Localized, ...]
    """What counts, sentence by sentence."""

    def blocks(self) -> tuple[Block, ...]:
        """Return every block with lines, in the order shown."""
        return tuple(block for block in (*self.frameworks, self.dimensions, self.moves) if block.lines)


def build_matrix(coverage: Coverage, reader: Phrasebook, *, spoken: bool) -> Matrix:
    """Return ``coverage`` in the language of ``reader``; with ``spoken`` it counts only what may be said in it."""
    standards = reader.book.standards
    lines = {row.item: _line(row, coverage.roles, reader) for row in (*coverage.standards, *coverage.moves)}
    named = {role: _named("role", role, reader) for role in coverage.roles}
    frameworks = (
        Block(key, title, tuple(lines[s.key] for s in standards.standards.values() if s.framework == key))
        for key, title in ((key, guide(reader, f"framework.{key}#title")) for key in standards.frameworks)
    )
    sums = tuple(_line(row, coverage.roles, reader, derived=True) for row in coverage.dimensions)
    rules = ("phrases", "directions", "role", "unseen", *(["locale"] if spoken else []))
    return Matrix(
        book=reader.book.title,
        reader=reader.locale,
        spoken=reader.locale if spoken else None,
        roles=tuple(named.values()),
        frameworks=tuple(frameworks),
        moves=Block("moves", word(reader, "coverage_moves"), tuple(lines[row.item] for row in coverage.moves)),
        dimensions=Block("dimensions", word(reader, "coverage_dimensions"), sums),
        standards=tuple(_explained(key, reader) for key in standards.standards),
        models=tuple(
            Model(key, guide(reader, f"model.{key}#title"), tuple(_named("move", move, reader) for move in model.moves))
            for key, model in standards.models.items()
        ),
        excuses=tuple(_excuses(coverage, named, lines)),
        gaps=tuple(_gap(hole, named[hole.role], lines[hole.item], reader) for hole in coverage.holes),
        words={key: word(reader, key) for key in reader.interface if key.startswith(_WORDS)},
        rules=tuple(word(reader, f"coverage_count_{rule}") for rule in rules),
    )


def _named(kind: str, key: str, reader: Phrasebook) -> Named:
    return Named(key, guide(reader, f"{kind}.{key}#title"))


def _line(row: Row, roles: Iterable[str], reader: Phrasebook, *, derived: bool = False) -> Line:
    """Return a row in words; what is ``derived`` can neither be missing nor excused."""
    context = row.item if row.item.startswith(("move.", "dimension.")) else f"standard.{row.item}"
    figures = (Figure(row.cells[r].count) if derived else _figure(row.cells[r], reader) for r in roles)
    meaning = _components(row.item, reader) if derived else guide(reader, f"{context}#meaning")
    return Line(row.item, guide(reader, f"{context}#title"), meaning, tuple(figures))


def _components(item: str, reader: Phrasebook) -> Localized:
    """Return the titles of a dimension's components as one text, in the language of the first."""
    dimension = reader.book.standards.dimensions[item.removeprefix("dimension.")]
    titles = [guide(reader, f"standard.{key}#title") for key in dimension.components]
    return replace(titles[0], text=" + ".join(title.text for title in titles)) if titles else own(reader, "")


def _figure(cell: Cell, reader: Phrasebook) -> Figure:
    # A profile's reasons are not translated: only who keeps the book reads them.
    excuse = Localized(cell.excuse, reader.book.source) if cell.excuse else None
    return Figure(cell.count, missing=not cell.count and not excuse, excuse=excuse)


def _explained(key: str, reader: Phrasebook) -> Explained:
    standard = reader.book.standards.standards[key]
    return Explained(
        key=key,
        title=guide(reader, f"standard.{key}#title"),
        meaning=guide(reader, f"standard.{key}#meaning"),
        value=_named("value", standard.value, reader),
        value_meaning=guide(reader, f"value.{standard.value}#meaning"),
        binding=standard.binding,
        law=guide(reader, f"standard.{key}#law"),
    )


def _excuses(coverage: Coverage, roles: Mapping[str, Named], lines: Mapping[str, Line]) -> Iterator[Excuse]:
    stale = coverage.stale()
    for place, role in enumerate(coverage.roles):
        for line in lines.values():
            if reason := line.figures[place].excuse:
                yield Excuse(roles[role], Named(line.key, line.title), reason, (role, line.key) in stale)


def _gap(hole: Hole, role: Named, line: Line, reader: Phrasebook) -> Gap:
    names = (
        Localized(name, reader.book.source) if hole.remedy is Remedy.TRANSLATE else guide(reader, f"{name}#title")
        for name in hole.names
    )
    file = (Localized(reader.book.roles[hole.role].file, reader.book.source),)
    ways = [Way(word(reader, f"coverage_{hole.remedy}"), file if hole.remedy is Remedy.EXCUSE else tuple(names))]
    if hole.remedy is not Remedy.EXCUSE:
        ways.append(Way(word(reader, "coverage_or_excuse"), file))
    return Gap(role, Named(line.key, line.title), hole, tuple(ways))


def matrix_document(matrix: Matrix) -> dict[str, Any]:
    """Return ``matrix`` as plain values for a program: numbers by key, texts as the catalogs have them."""
    explained = {standard.key: _standard(standard) for standard in matrix.standards}
    return {
        "locale": matrix.spoken.code if matrix.spoken else None,
        "roles": [_pair(role) for role in matrix.roles],
        "frameworks": [
            {
                **_pair(block),
                "standards": [{**explained[line.key], "cells": _cells(line, matrix)} for line in block.lines],
            }
            for block in matrix.frameworks
        ],
        "dimensions": [{**_pair(line), "cells": _cells(line, matrix)} for line in matrix.dimensions.lines],
        "moves": [
            {**_pair(line), "meaning": _plain(line.meaning), "cells": _cells(line, matrix)}
            for line in matrix.moves.lines
        ],
        "models": [{**_pair(model), "moves": [move_item(move.key) for move in model.moves]} for model in matrix.models],
        "missing": [
            {
                "role": gap.role.key,
                "item": gap.item.key,
                "remedy": str(gap.hole.remedy),
                "names": gap.hole.names,
                "advice": [
                    ": ".join([_plain(way.advice), *filter(None, [_plain_list(way.names)])]) for way in gap.ways
                ],
            }
            for gap in matrix.gaps
        ],
        "stale": [{"role": excuse.role.key, "item": excuse.item.key} for excuse in matrix.excuses if excuse.stale],
    }


def _standard(standard: Explained) -> dict[str, Any]:
    return {
        **_pair(standard),
        "meaning": _plain(standard.meaning),
        "value": {**_pair(standard.value), "meaning": _plain(standard.value_meaning)},
        "binding": standard.binding,
        "law": _plain(standard.law),
    }


def _cells(line: Line, matrix: Matrix) -> dict[str, dict[str, Any]]:
    return {
        role.key: {
            "count": figure.count,
            "missing": figure.missing,
            "excuse": _plain(figure.excuse) if figure.excuse else None,
        }
        for role, figure in zip(matrix.roles, line.figures, strict=True)
    }


def _pair(named: Named | Block | Line | Explained | Model) -> dict[str, str]:
    return {"key": named.key, "title": _plain(named.title)}


def _plain_list(texts: Iterable[Localized]) -> str:
    return ", ".join(map(_plain, texts))


def _plain(text: Localized) -> str:
    """Return a text without the signs that keep a line in order on paper and on screen."""
    return text.text.replace(LRI, "").replace(PDI, "")
