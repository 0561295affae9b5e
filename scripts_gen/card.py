"""Cards: which words stand on which face, in every layout. How large they are is for the typesetter to find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scripts_gen.design import VOICE, Design
from scripts_gen.line import Answer, Line
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Said
from scripts_gen.seal import hash_texts

NEUTRAL = "#262626"
"""The band of a face that belongs to no situation."""
CELL_INSET = 2.5
"""Millimetres between the frame of what a customer points at and its text."""
CELL_GAP = 2.5


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph: a wording, what it means, or how it sounds."""

    said: Said
    size: float = VOICE
    """In points; ``VOICE`` where it is sought."""
    aid: bool = False
    """It steps back behind the wording."""
    read: bool = False
    """It is only read: nobody writes on its blanks."""


@dataclass(frozen=True, slots=True)
class Note:
    """What staff do in one respect, or do not say."""

    heading: Localized
    texts: tuple[Localized, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What staff do, and what they do not say, in small print."""

    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a pocket script with all that belongs to it: never parted."""

    heading: Localized | None
    """Title of the step that begins here; None within a step."""
    within: Localized | None
    context: str
    """The line's msgctxt."""
    place: str
    """The line's number in the book."""
    labels: tuple[Localized, ...]
    wording: Said
    aids: tuple[Said, ...]
    notes: Notes | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in two languages."""

    first: Said
    second: Said
    languages: tuple[Localized, Localized]
    """What each is called by those who speak it."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a customer may point at, in one row."""

    cells: tuple[Answer, ...]
    columns: int


Part = Spoken | Notes | Unit | Pair | Row


@dataclass(frozen=True, slots=True)
class Band:
    """What stands on top of a face, for staff to sort it by."""

    title: Localized
    group: Localized | None = None
    group_number: int = 0
    color: str = NEUTRAL


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card."""

    band: Band
    parts: tuple[Part, ...]
    lines: tuple[Line | Answer, ...]
    """What it says."""
    sizes: tuple[tuple[float, float], ...]
    """Points of wording and of directions, in the order they are tried."""
    about: Line | None = None
    """Whose gesture and time stand above the foot."""
    customer: bool = False
    """Whether it is the customer who reads it."""
    back: bool = False
    flows: bool = False
    """Whether parts that do not fit go on to another face."""
    share: tuple[int, int] = (1, 1)
    """Which of how many faces of the same kind."""

    @property
    def name(self) -> str:
        """What messages call it: number and msgctxt of its first line."""
        first = self.lines[0]
        more = f" and {len(self.lines) - 1} more" if len(self.lines) > 1 else ""
        return f"{f'{first.place} ' if isinstance(first, Line) else ''}{first.context or 'numbers'}{more}"


@dataclass(frozen=True, slots=True)
class Card:
    """A piece that is cut, laminated and handed out."""

    front: Face
    back: Face | None = None

    @property
    def lines(self) -> tuple[Line | Answer, ...]:
        """What it says, each once."""
        faces = [self.front, self.back] if self.back else [self.front]
        return tuple(dict.fromkeys(line for face in faces for line in face.lines))

    @property
    def code(self) -> str:
        """Eight characters that change whenever what the card says changes."""
        lines = self.lines
        if len(lines) == 1:
            return hash_texts(lines[0].content)
        return hash_texts(text for line in lines for text in (str(len(line.content)), *line.content))


def pair_faces(faces: Sequence[Face], design: Design) -> tuple[Card, ...]:
    """Return ``faces`` as cards: two to a card where there are backs."""
    if not design.backs:
        return tuple(Card(face) for face in faces)
    return tuple(
        Card(faces[i], replace(faces[i + 1], back=True) if i + 1 < len(faces) else None)
        for i in range(0, len(faces), 2)
    )


def split_face(face: Face, heights: Sequence[float], room: float) -> tuple[Face, ...]:
    """Return ``face`` as as many as its parts take, each as full as can be.

    ``heights`` are those of its parts in millimetres, with the space above each; ``room`` is what a face has for them.
    A part higher than that is alone on its face, which is then too small for it.
    """
    starts, used = [0], 0.0
    for i, height in enumerate(heights):
        if i and used + height > room:
            starts.append(i)
            used = 0.0
        used += height
    ends = [*starts[1:], len(face.parts)]
    said = list(_lines_by_part(face))
    asked = said[0] if isinstance(face.parts[0], Spoken) else ()  # what all the others answer
    return tuple(
        replace(
            face,
            parts=face.parts[start:end],
            lines=tuple(dict.fromkeys((*asked, *(line for lines in said[start:end] for line in lines)))),
            share=(number, len(starts)),
            flows=False,
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _lines_by_part(face: Face) -> Iterator[tuple[Line | Answer, ...]]:
    lines = list(face.lines)
    for part in face.parts:
        count = len(part.cells) if isinstance(part, Row) else 1
        yield tuple(lines[:count])
        del lines[:count]
