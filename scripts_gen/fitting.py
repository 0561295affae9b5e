"""Decks on paper: every face at the largest size at which it fits, or by how much it does not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from scripts_gen.card import Card, Face, pair_faces, split_face
from scripts_gen.deck import Deck, limit_deck
from scripts_gen.design import Design
from scripts_gen.errors import ScriptsGenError
from scripts_gen.face import deck_document, face_document
from scripts_gen.layouts import build_faces
from scripts_gen.line import Line
from scripts_gen.paper import CARDS
from scripts_gen.qr import draw_qr
from scripts_gen.seal import format_code
from scripts_gen.sheet import Layout, Page, Place, Side, lone_card, pages
from scripts_gen.typeset import Files, Job, ask, draw_job, open_job, print_job


@dataclass(frozen=True, slots=True)
class Misfit:
    """A face whose text cannot be set at the smallest legible size."""

    code: str
    """Of its card."""
    name: str
    """What messages call the card: number and msgctxt."""
    context: str
    """The msgctxt of the first thing on the face."""
    locale: str
    size: str
    """The card size it was tried on."""
    back: bool
    excess: float
    """In millimetres."""
    side: str
    """``height`` or ``width``."""
    would_do: str | None
    """The smallest card size that holds it; None where none does."""

    @property
    def over(self) -> str:
        """What is over, and what would hold it."""
        advice = f"it fits on {self.would_do}" if self.would_do else "it fits on no card; shorten the wording"
        much = f"{self.excess:.1f} mm too {'high' if self.side == 'height' else 'wide'}"
        return f"{'the back is ' if self.back else ''}{much} for {self.size}; {advice}"

    def __str__(self) -> str:
        return f"card {self.code} ({self.name}, {self.locale}) does not fit: {self.over}"


@dataclass(frozen=True, slots=True)
class Sheets:
    """A deck, printed or not: the PDF where every face fits, else the faces that do not."""

    pdf: bytes | None
    cards: tuple[Card, ...]
    misfits: tuple[Misfit, ...]
    pages: int = 0


def typeset_deck(
    deck: Deck,
    design: Design,
    layout: Layout,
    files: Files,
    date: datetime.date,
    copies: Callable[[Card], int] | int = 1,
) -> Sheets:
    """Return the sheets of ``deck``, or every face that does not fit with the card size that would hold it.

    ``copies`` of the whole deck follow one another; where each card has its own number, those of one card do.
    """
    fitting = _fit(deck, design, layout, files)
    if fitting.over:
        return Sheets(None, fitting.cards, _misfits(deck, design, files, fitting))
    job, told, cards = fitting.job, fitting.told, fitting.cards
    order = [*range(len(cards))]
    order = order * copies if isinstance(copies, int) else [i for i in order for _ in range(copies(cards[i]))]
    if len(order) != len(cards):
        sheets = pages(len(order), layout, rtl=deck.reader.direction == "rtl")
        job = _open_deck(deck, cards, job.document["faces"], sheets, design, layout, files, order)
        told = ask(job)
    duplex = layout.duplex if design.backs else "none"
    return Sheets(print_job(job, told, date, duplex), fitting.cards, (), len(job.document["pages"]))


def find_misfits(deck: Deck, design: Design, layout: Layout, files: Files) -> tuple[Misfit, ...]:
    """Return every face of ``deck`` that does not fit, as ``typeset_deck`` would; nothing is printed."""
    fitting = _fit(deck, design, layout, files)
    return _misfits(deck, design, files, fitting) if fitting.over else ()


def draw_deck(deck: Deck, design: Design, files: Files, *, ppi: int = 0) -> list[tuple[Card, list[bytes | Misfit]]]:
    """Return each card of ``deck`` with a drawing of its one or two faces, or by how much that does not fit.

    A drawing is as large as the trim: SVG, or PNG of ``ppi`` pixels an inch. Raises MissingCharactersError, as printing
    does, and ScriptsGenError where the template is wrong.
    """
    fitting = _fit(deck, design, None, files)
    drawn = iter(draw_job(fitting.job, ppi))
    misfits = dict(zip(fitting.over, _misfits(deck, design, files, fitting), strict=True)) if fitting.over else {}
    faces, number = [], 0
    for card in fitting.cards:
        sides: list[bytes | Misfit] = []
        for _ in (card.front, card.back)[: 2 if card.back else 1]:
            drawing = next(drawn)
            sides.append(misfits.get(number, drawing))
            number += 1
        faces.append((card, sides))
    return faces


@dataclass(frozen=True, slots=True)
class _Fitting:
    job: Job
    told: Mapping[str, list[Any]]
    cards: tuple[Card, ...]
    over: Mapping[int, tuple[float, str]]
    """The faces that fit at none of their sizes, by place: by how many millimetres, and on which side."""


def _fit(deck: Deck, design: Design, layout: Layout | None, files: Files) -> _Fitting:
    """Set every face at the largest of its sizes at which it fits; nothing is printed yet.

    The sizes begin with an estimate that is nearly always right, and what did not change is not set anew. What flows is
    parted where it fits at no size. Without ``layout`` each face is a page of its own.
    """
    faces = list(build_faces(deck, design))
    drawn = [face_document(face, deck, design) for face in faces]
    while True:
        cards = pair_faces(faces, design)
        sheets = pages(len(cards), layout, rtl=deck.reader.direction == "rtl") if layout else _lone_pages(cards)
        job = _open_deck(deck, cards, drawn, sheets, design, layout or lone_card(design.size), files)
        told = ask(job)
        measured = dict(_measured(told, job.document))
        over = {i: its.excess for i, its in sorted(measured.items()) if its.excess[0]}
        better = {i: new for i in over if (new := _improved(faces[i], drawn[i], measured[i], deck, design))}
        if not better:
            return _Fitting(job, told, cards, over)
        pieces = [better.get(i, [(face, its)]) for i, (face, its) in enumerate(zip(faces, drawn, strict=True))]
        faces = [face for piece in pieces for face, _ in piece]
        drawn = [its for piece in pieces for _, its in piece]


def _lone_pages(cards: Sequence[Card]) -> list[Page]:
    """Return a page for each face."""
    sides: list[tuple[int, Side]] = []
    for i, card in enumerate(cards):
        sides += [(i, "front"), (i, "back")] if card.back else [(i, "front")]
    return [Page(side, (Place(i, side, 0.0, 0.0, False),), (), (), ()) for i, side in sides]


def _improved(
    face: Face, drawn: dict[str, Any], measured: _Measured, deck: Deck, design: Design
) -> list[tuple[Face, dict[str, Any]]]:
    """Return a face at its next size, else in parts; nothing where neither is left."""
    if drawn["sizes"][1:]:
        return [(face, {**drawn, "sizes": drawn["sizes"][1:]})]
    if not face.flows or len(face.parts) == 1:
        return []
    parted = split_face(face, measured.parts, measured.room)
    return [(part, {**face_document(part, deck, design), "sizes": drawn["sizes"], "flows": False}) for part in parted]


@dataclass(frozen=True, slots=True)
class _Measured:
    excess: tuple[float, str]
    """By how many millimetres a face is over, 0 where it fits, and on which side."""
    parts: tuple[float, ...]
    """Heights of the parts of a face that flows."""
    room: float
    """For all of them."""


def _measured(told: Mapping[str, list[Any]], document: Mapping[str, Any]) -> Iterator[tuple[int, _Measured]]:
    """Yield what the typesetter told of each face, by its place among the faces."""
    faces = document["faces"]
    placed = [(place[0], place[3]) for page in document["pages"] for place in page["places"]]
    labels = ("<text-begin>", "<text-end>", "<foot-begin>", "<over-width>")
    if any(len(told.get(label, [])) != len(placed) for label in labels):
        raise ScriptsGenError(f"cards.typ must tell {', '.join(labels)} once for each face, as the shipped one does")
    ends = iter(told.get("<part-end>", []))
    for (index, turned), begin, end, foot, width in zip(placed, *(told[label] for label in labels), strict=True):
        face = faces[index]
        part_ends = [next(ends) for _ in face["parts"]] if face["flows"] else []
        edges = [end if face["turned"] else begin, *part_ends]
        height = (end - foot) * (-1 if turned else 1)
        excess, side = max((height, "height"), (width, "width"))
        yield (
            index,
            _Measured(
                (round(excess, 2) if excess > 0.005 else 0.0, side),
                tuple(abs(a - b) for a, b in pairwise(edges)),
                abs(foot - begin),
            ),
        )


def _misfits(deck: Deck, design: Design, files: Files, fitting: _Fitting) -> tuple[Misfit, ...]:
    faces = [(card, face) for card in fitting.cards for face in (card.front, card.back) if face]
    found = [(*faces[i], excess) for i, excess in fitting.over.items()]
    found = [(card, _narrowed(face, deck, design, files, over[1]), over) for card, face, over in found]
    holds = _sizes_that_hold(deck, [face for _, face, _ in found], design, files)
    return tuple(
        Misfit(
            code=format_code(card.code),
            name=face.name,
            context=face.lines[0].context,
            locale=deck.locale.code,
            size=design.size.name,
            back=face.back,
            excess=excess[0],
            side=excess[1],
            would_do=would_do,
        )
        for (card, face, excess), would_do in zip(found, holds, strict=True)
    )


def _narrowed(face: Face, deck: Deck, design: Design, files: Files, side: str) -> Face:
    """Return a face whose lines are too wide with no others than these: they are what is named."""
    lines = [line for line in face.lines if isinstance(line, Line)]
    if side == "height" or len(lines) < 2:
        return face
    wide = tuple(line for line in lines if _fit(limit_deck(deck, frozenset({line.context})), design, None, files).over)
    return replace(face, lines=wide or face.lines)


def _sizes_that_hold(deck: Deck, faces: Sequence[Face], design: Design, files: Files) -> list[str | None]:
    """Return for each of ``faces`` the smallest larger card size that holds what it says."""
    said = {line for face in faces for line in face.lines}
    small = replace(
        deck,
        lines=tuple(line for line in deck.lines if line in said),
        points=tuple(answer for answer in deck.points if answer in said),
        languages=tuple(answer for answer in deck.languages if answer in said),
    )
    holds: list[str | None] = [None] * len(faces)
    for size in CARDS.values():
        if size.width * size.height > design.size.width * design.size.height and None in holds:
            fitting = _fit(small, replace(design, size=size), None, files)
            there = [face for card in fitting.cards for face in (card.front, card.back) if face]
            over = {(line, there[i].back) for i in fitting.over for line in there[i].lines}
            for i, face in enumerate(faces):
                if holds[i] is None and not any((line, face.back) in over for line in face.lines):
                    holds[i] = size.name
    return holds


def _open_deck(
    deck: Deck,
    cards: Sequence[Card],
    faces: Sequence[Mapping[str, Any]],
    sheets: Sequence[Page],
    design: Design,
    layout: Layout,
    files: Files,
    order: Sequence[int] = (),
) -> Job:
    document = deck_document(deck, cards, faces, sheets, design, layout, order)
    for face in document["faces"]:
        if isinstance(face["qr"], str):
            face["qr"] = {"address": face["qr"], "drawing": draw_qr(face["qr"])}
    if design.logo:
        files = {**files, design.logo.name: design.logo.drawing()}
    return open_job("cards.typ", document, files)
