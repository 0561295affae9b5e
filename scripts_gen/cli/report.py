"""The coverage in a terminal: 80 columns, Arabic in logical order, every mark a sign and not a colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from scripts_gen.cli.terminal import count_columns, embed, fold, pad, set_line
from scripts_gen.coverage import EXCUSED_MARK, MISSING_MARK
from scripts_gen.wording import isolate

if TYPE_CHECKING:
    from scripts_gen.matrix import Block, Excuse, Figure, Gap, Matrix
    from scripts_gen.phrasebook import Localized

WIDTH = 80
NARROWEST, WIDEST = 24, 44
"""Columns that titles get; roles that leave them less stand in a table of their own."""


def format_report(matrix: Matrix) -> Iterator[str]:
    """Yield the lines of the whole: tables, models, what is missing, what is excused, what counts."""
    words, direction = matrix.words, matrix.reader.direction
    yield _heading(words["coverage"], f" · {matrix.spoken.autonym}" if matrix.spoken else "")
    figures = [figure for block in matrix.blocks() for line in block.lines for figure in line.figures]
    cell = max([3, *(len(str(figure.count)) for figure in figures)]) + 1
    across = (WIDTH - NARROWEST) // cell
    for first in range(0, len(matrix.roles), across):
        shown = range(first, min(first + across, len(matrix.roles)))
        yield from _legend(matrix, shown)
        for block in matrix.blocks():
            yield from _table(block, shown, cell)
    if matrix.models:
        yield from ("", _heading(words["coverage_models"]))
    for model in matrix.models:
        moves = " · ".join(embed(move.title, direction) for move in model.moves)
        yield from fold(f"{_name(model.key, direction)}: {moves}", WIDTH, "  ", "    ")
    yield from ("", _heading(words["coverage_missing" if matrix.gaps else "coverage_nothing"]))
    for gap in matrix.gaps:
        yield from _gap(gap, matrix)
    if matrix.excuses:
        yield from ("", _heading(words["coverage_excused"]))
    for excuse in matrix.excuses:
        yield from _excuse(excuse, matrix)
    yield from ("", _heading(words["coverage_counts"]))
    for rule in matrix.rules:
        yield from fold(rule.text, WIDTH, "  ", "  ")


def _legend(matrix: Matrix, shown: range) -> Iterator[str]:
    """Yield what the numbered columns and the marks stand for; the roles two to a line where they are short."""
    titles = [matrix.roles[place].title for place in shown]
    across = 2 if all(count_columns(title.text) < WIDTH // 2 - 3 for title in titles) else 1
    roles = []
    for place, title in zip(shown, titles, strict=True):
        first, *more = (set_line(part, title.direction) for part in fold(title.text, WIDTH - 3))
        roles += [f"{place + 1:>2} {first}", *(f"   {part}" for part in more)]
    yield ""
    for i in range(0, len(roles), across):
        yield "".join(pad(role, WIDTH // across) for role in roles[i : i + across]).rstrip()
    missing, excused = (_set(matrix.words[f"coverage_{kind}"]) for kind in ("missing", "excused"))
    yield f" {MISSING_MARK} {missing}   {EXCUSED_MARK} {excused}"


def _table(block: Block, shown: range, cell: int) -> Iterator[str]:
    """Yield the lines of a block: titles, and a column of ``cell`` for each role that is ``shown``."""
    width = min(WIDEST, WIDTH - cell * len(shown))
    numbers = "".join(f"{place + 1:>{cell - 1}} " for place in shown)
    *most, last = (set_line(part, block.title.direction) for part in fold(block.title.text, width))
    yield from ("", *(click.style(part, bold=True) for part in most))
    yield click.style(pad(last, width), bold=True) + numbers.rstrip()
    for line in block.lines:
        first, *more = (set_line(part, line.title.direction) for part in fold(line.title.text, width - 3, "", "  "))
        yield ("  " + pad(first, width - 2) + "".join(_cell(line.figures[place], cell) for place in shown)).rstrip()
        yield from (f"  {part}" for part in more)


def _cell(figure: Figure, width: int) -> str:
    color = "red" if figure.missing else "cyan" if figure.excuse else None
    text = f"{figure.count:>{width - 1}}{figure.mark or ' '}"
    return click.style(text, fg=color, bold=figure.missing) if color else text


def _gap(gap: Gap, matrix: Matrix) -> Iterator[str]:
    """Yield who lacks what, and what to do."""
    direction = matrix.reader.direction
    yield from _item(gap, direction)
    for way in gap.ways:
        names = " · ".join(embed(name, direction) for name in way.names)
        text = f"{way.advice.text}: {names}" if names else way.advice.text
        yield from fold(text, WIDTH, "    ", "      ")


def _excuse(excuse: Excuse, matrix: Matrix) -> Iterator[str]:
    direction = matrix.reader.direction
    yield from _item(excuse, direction)
    yield from fold(excuse.reason.text, WIDTH, "    ", "    ")
    if excuse.stale:
        yield from fold(matrix.words["coverage_stale"].text, WIDTH, "    ", "    ")


def _item(told: Gap | Excuse, direction: str) -> list[str]:
    key = _name(told.item.key, direction)
    text = f"{embed(told.role.title, direction)}: {embed(told.item.title, direction)} ({key})"
    return fold(text, WIDTH, "  ", "    ")


def _heading(text: Localized, more: str = "") -> str:
    return click.style(_set(text) + more, bold=True)


def _set(text: Localized) -> str:
    return set_line(text.text, text.direction)


def _name(name: str, direction: str) -> str:
    """Return a name in Latin letters as part of a sentence that runs in ``direction``."""
    return isolate(name) if direction == "rtl" else name
