"""What a face is guessed to take: where the search for its size begins, and which words must be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts_gen import design as type_
from scripts_gen import fit
from scripts_gen.card import CELL_GAP, CELL_INSET, Face, Notes, Pair, Part, Row, Spoken, Unit
from scripts_gen.deck import Deck
from scripts_gen.design import SMALL, VOICE, Design
from scripts_gen.language import Locale
from scripts_gen.paper import PUNCH_BAND
from scripts_gen.parts import about_texts, blank_width, locale_of
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Gap, Said
from scripts_gen.wording import Text

PLACE_WIDTH = 3.2
"""Width in em of the column that holds the number of a line."""


def worth_trying(face: Face, deck: Deck, design: Design, width: float) -> tuple[tuple[float, float], ...]:
    """Return the sizes of ``face`` from the largest that seems to fit; ``width`` is that of a line in millimetres."""
    taken = PUNCH_BAND / fit.POINT if design.punch else 0.0
    blocks = [block for part in face.parts for block in _blocks(part, deck, design, width)]
    if face.about and (about := " ".join(text.text for text in about_texts(face.about))):
        blocks.append(_block(fit.word_widths(about), deck.reader, width, SMALL))
    return fit.estimate(blocks, design.size, face.sizes, taken)


def _blocks(part: Part, deck: Deck, design: Design, width: float) -> Iterator[fit.Block]:
    """Yield the paragraphs of ``part`` that stand one below the other."""
    if isinstance(part, Spoken):
        yield _said_block(part.said, deck, width, part.size)
    elif isinstance(part, Notes):
        texts = [" ".join(text.text for text in texts) for texts in _noted(part)]
        for text in [" ".join(texts)] if design.size.design == "id1" else texts:
            yield _block(fit.word_widths(text), deck.reader, width, SMALL)
    elif isinstance(part, Pair):
        room = width / 2 - CELL_GAP if design.beside else width
        halves = [_said_block(said, deck, room, VOICE) for said in (part.first, part.second)]
        yield from sorted(halves, key=lambda block: -sum(block.words))[: 1 if design.beside else 2]
    elif isinstance(part, Unit):
        for said in (part.wording, *part.aids):
            yield _said_block(said, deck, width, VOICE)


def _noted(part: Notes) -> list[list[Localized]]:
    return [[note.heading, *note.texts] for note in part.notes]


def _said_block(said: Said, deck: Deck, width: float, size: float) -> fit.Block:
    words = tuple(w for piece in said.pieces if isinstance(piece, Text) for w in fit.word_widths(piece.text))
    gaps = tuple(blank_width(piece, deck) / fit.POINT for piece in said.pieces if isinstance(piece, Gap))
    return _block(words, locale_of(said, deck), width, size, gaps)


def _block(
    words: tuple[float, ...], locale: Locale, width: float, size: float, fixed: tuple[float, ...] = ()
) -> fit.Block:
    return fit.Block(words, width / fit.POINT, fixed, size, locale.font_scale, locale.leading)


Sized = tuple[str, str, str, float, float]
"""Text, language, direction, size in points and the width of its line in millimetres."""


def wide_words(
    face: Face, deck: Deck, design: Design, width: float, largest: tuple[float, float]
) -> Iterator[dict[str, Any]]:
    """Yield the words that may be wider than their line."""
    name = design.size.design
    sized = [text for part in face.parts for text in _sized(part, deck, design, width)]
    about = about_texts(face.about) if face.about else []
    gaps = [
        piece.label for part in face.parts for said in _said_of(part) for piece in said.pieces if isinstance(piece, Gap)
    ]
    titles = [face.band.title, *([face.band.group] if face.band.group else [])]
    sizes = ((SMALL, about), (type_.TITLE[name], titles), (type_.FOOT[name], [deck.title, deck.words["draft"], *gaps]))
    for size, texts in sizes:
        sized += [(text.text, text.locale, text.direction, size, width) for text in texts]
    for text, lang, direction, size, room in sized:
        locale = locale_of(Localized(text, lang, direction), deck)
        actual = {VOICE: largest[0], SMALL: largest[1]}.get(size, size)
        for word in fit.wide_words(text, actual * locale.font_scale, room):
            yield {"text": word, "lang": lang, "dir": direction, "size": size, "line": room}


def _said_of(part: Part) -> tuple[Said, ...]:
    if isinstance(part, Spoken):
        return (part.said,)
    if isinstance(part, Unit):
        return (part.wording, *part.aids)
    return (part.first, part.second) if isinstance(part, Pair) else ()


def _sized(part: Part, deck: Deck, design: Design, width: float) -> Iterator[Sized]:
    room, size = width, VOICE
    if isinstance(part, Spoken):
        size = part.size
    elif isinstance(part, Pair) and design.beside:
        room = width / 2 - CELL_GAP
    elif isinstance(part, Unit):
        room = width - PLACE_WIDTH * type_.FOOT[design.size.design] * fit.POINT
    elif isinstance(part, Row):
        room = (width - CELL_GAP * (part.columns - 1)) / part.columns - 2 * CELL_INSET
        yield from ((cell.shown.text, cell.shown.locale, cell.shown.direction, VOICE, room) for cell in part.cells)
    elif isinstance(part, Notes):
        noted = (text for texts in _noted(part) for text in texts)
        yield from ((text.text, text.locale, text.direction, SMALL, width) for text in noted)
    for said in _said_of(part):
        texts = (piece.text for piece in said.pieces if isinstance(piece, Text))
        yield from ((text, said.locale, said.direction, size, room) for text in texts)
