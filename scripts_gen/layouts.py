"""Layouts: which words of a deck stand on which face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from scripts_gen import design as type_
from scripts_gen import fit
from scripts_gen.card import CELL_GAP, CELL_INSET, Band, Face, Note, Notes, Pair, Part, Row, Spoken, Unit
from scripts_gen.deck import Deck
from scripts_gen.design import Design
from scripts_gen.line import Answer, Line
from scripts_gen.reading import Said, autonym


def build_faces(deck: Deck, design: Design) -> tuple[Face, ...]:
    """Return the faces of ``deck`` in the order they are printed: with backs, every second one is a back.

    Faces that flow hold all of their parts, as many as there are: ``split_face`` parts them.
    """
    if design.layout in ("phrase", "fold", "bilingual"):
        return tuple(face for line in deck.lines for face in _line_faces(line, deck, design))
    if design.layout == "point":
        return tuple(_point_faces(deck, design))
    return tuple(_script_face(list(lines), deck, design) for _, lines in groupby(deck.lines, lambda line: line.scene))


# --- one phrase a card -----------------------------------------------------------------------------------------------


def _line_faces(line: Line, deck: Deck, design: Design) -> Iterator[Face]:
    band = _band(line)
    aids = [said for said in (line.pronunciation, line.meaning) if said]
    if design.layout == "bilingual" and line.meaning:
        pair = Pair(line.wording, line.meaning, (autonym(deck.locale), autonym(deck.reader)))
        parts: list[Part] = [pair]
        aids = aids[:-1]
    else:
        parts = [Spoken(line.wording)]
    smallest = max(deck.locale.smallest, deck.reader.smallest if design.layout == "bilingual" else 0.0)
    sought = _sizes(type_.WORDING, smallest, design)
    if not design.backs:
        size = type_.SUPPORT[design.size.design]
        below = [Spoken(said, max(size, _smallest(said, deck)), aid=True, read=True) for said in aids]
        yield Face(band, (*parts, *below), (line,), sought, about=line)
        return
    yield Face(band, tuple(parts), (line,), sought, about=replace(line, within=None, directions=()))
    means = [Spoken(said, aid=said is line.pronunciation, read=True) for said in reversed(aids)]
    smallest = max((_smallest(said, deck) for said in aids), default=0.0)
    voices = type_.sizes(type_.BACK[design.size.design], smallest)
    small = type_.DIRECTION[design.size.design]
    sizes = [(voice, small) for voice in voices] + [(voices[-1], size) for size in _smaller(small)]
    yield Face(band, (*means, *_notes(line, deck)), (line,), tuple(sizes), back=True)


def _smaller(small: float) -> list[float]:
    """Return the sizes of directions that are tried when nothing else is left to make smaller."""
    return [size for size in (7.5, type_.SMALLEST_DIRECTION) if size < small]


def _band(line: Line) -> Band:
    scene = line.scene
    return Band(scene.title, scene.group, scene.group_number, scene.color)


def _smallest(said: Said, deck: Deck) -> float:
    """Return the smallest legible size of what is not the wording; a pronunciation is in Latin letters."""
    known = {locale.code: locale for locale in (deck.locale, deck.reader) if locale.direction == said.direction}
    return known[said.locale].smallest if said.locale in known else 0.0


def _sizes(scale: dict[str, tuple[float, ...]], smallest: float, design: Design) -> tuple[tuple[float, float], ...]:
    small = type_.DIRECTION[design.size.design]
    return tuple((size, small) for size in type_.sizes(scale[design.size.design], smallest))


def _notes(line: Line, deck: Deck) -> tuple[Notes, ...]:
    """Return what staff do and do not say with ``line``; nothing where the book has nothing."""
    notes = [Note(deck.words["within"], (line.within,))] if line.within else []
    notes += [Note(direction.heading, (direction.text,)) for direction in line.directions if direction.text.text]
    if line.instead_of:
        notes.append(Note(deck.words["not_say"], line.instead_of))
    return (Notes(tuple(notes)),) if notes else ()


# --- many lines a face -----------------------------------------------------------------------------------------------


def _script_face(lines: list[Line], deck: Deck, design: Design) -> Face:
    wall = design.layout == "wall"
    smallest = max(deck.locale.smallest, deck.reader.smallest if deck.foreign else 0.0)
    units, step = [], ""
    for line in lines:
        begins = line.step.text != step
        step = line.step.text
        units.append(
            Unit(
                heading=line.step if begins else None,
                within=line.within if begins else None,
                context=line.context,
                place=line.place,
                labels=line.labels,
                wording=line.wording,
                aids=tuple(said for said in (line.pronunciation, line.meaning) if said),
                notes=next(iter(_notes(replace(line, within=None, instead_of=()), deck)), None)
                if wall and begins
                else None,
            )
        )
    scale = type_.WALL if wall else type_.POCKET
    return Face(_band(lines[0]), tuple(units), tuple(lines), _sizes(scale, smallest, design), flows=True)


# --- for customers to point at ---------------------------------------------------------------------------------------


def _point_faces(deck: Deck, design: Design) -> Iterator[Face]:
    """Yield the faces for customers: their language, what they want to say, numbers, and answers to each question."""
    numbers = tuple(answer for answer in deck.points if not answer.context)
    opening = tuple(answer for answer in deck.points if answer.context)
    yield from _cells(Band(deck.words["languages"]), (), deck.languages, deck, design)
    yield from _cells(Band(deck.words["answers"]), (), opening, deck, design)
    yield from _cells(Band(deck.words["answers"]), (), numbers, deck, design)
    for line in deck.lines:
        if line.answers:
            yield from _cells(_band(line), (line,), line.answers, deck, design)


def _cells(
    band: Band, asked: tuple[Line, ...], answers: tuple[Answer, ...], deck: Deck, design: Design
) -> Iterator[Face]:
    if not answers:
        return
    size = type_.POINTING_TURNED if design.turned else type_.POINTING
    rows = tuple(_rows(answers, size, design))
    support = max(type_.SUPPORT[design.size.design], deck.locale.smallest)  # it is said aloud, too
    parts: tuple[Part, ...] = (*(Spoken(line.wording, support) for line in asked), *rows)
    sizes = ((max(size, deck.locale.smallest), type_.DIRECTION[design.size.design]),)
    yield Face(band, parts, (*asked, *answers), sizes, customer=True, flows=True)


def _rows(answers: Iterable[Answer], size: float, design: Design) -> Iterator[Row]:
    """Yield rows of equal cells: as many to a row as their texts leave room for."""
    for _, group in groupby(answers, lambda answer: bool(answer.context)):
        listed = tuple(group)
        widest = max(fit.text_width(answer.shown.text) for answer in listed if answer.shown.text) * size * fit.POINT
        room = int((design.width + CELL_GAP) / (widest * 1.1 + 2 * CELL_INSET + CELL_GAP))
        columns = max(1, min(room, 5, len(listed)))
        for i in range(0, len(listed), columns):
            yield Row(listed[i : i + columns], columns)
