"""What a card looks like, as data: the one document that crosses from a deck to the typesetter's template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from scripts_gen import fit
from scripts_gen.deck import Card, Deck
from scripts_gen.language import Locale
from scripts_gen.message import format_context
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Gap, Said
from scripts_gen.sheet import Layout, pages
from scripts_gen.wording import LRI, PDI, Text

ZERO_WIDTH_SPACE = "\u200b"

SUPPORT = {"id1": 10.0, "a7": 10.0, "a6": 12.0}
"""Points, for meaning and pronunciation by card: legible at arm's length, and a step behind the wording."""
DIRECTION = {"id1": 8.0, "a7": 8.5, "a6": 10.0}
"""Points, for gesture, time and who speaks."""
TITLE = {"id1": 10.0, "a7": 10.5, "a6": 13.0}
"""Points, for the situation's name on the band."""
FOOT = {"id1": 7.0, "a7": 7.0, "a6": 8.0}
"""Points, for role, language, number, code and the labels of blanks: the smallest print there is."""

_WITHIN_NUMBER = re.compile(r"(?<=[0-9+/)]) (?=[0-9/(])")
_WITHIN_ADDRESS = re.compile(r"(?<=[^.@/])(?=[@.]\w)|(?<=/)(?=\w)")
_NO_ISOLATES = {ord(LRI): None, ord(PDI): None}
_PLAIN = Locale("", "", "ltr", "", leading=1.25)


def deck_document(deck: Deck, layout: Layout) -> dict[str, Any]:
    """Return the document that ``templates/cards.typ`` prints: plain values, lengths in millimetres, type in points."""
    card = layout.card
    return {
        "title": f"{deck.heading.text} – {deck.title.text} – {deck.locale.autonym}".translate(_NO_ISOLATES),
        "lang": deck.reader.code,
        "languages": {code: _language(locale) for code, locale in _locales(deck).items()},
        "sheet": {"width": layout.width, "height": layout.height, "slots": [list(slot) for slot in layout.slots]},
        "card": {"size": card.name, "width": card.width, "height": card.height, "ink": card.ink, "safe": card.safe},
        "type": {"title": TITLE[card.name], "direction": DIRECTION[card.name], "foot": FOOT[card.name]},
        "pages": [
            {"first": page.first, "count": page.count, "marks": [list(mark) for mark in page.marks]}
            for page in pages(len(deck.cards), layout)
        ],
        "role": _text(deck.title),
        "language": {"text": deck.locale.autonym, "lang": deck.locale.code, "dir": deck.locale.direction},
        "draft": _text(deck.draft),
        "cards": [_card(one, deck, layout) for one in deck.cards],
    }


def _locales(deck: Deck) -> dict[str, Locale]:
    """Return how each language is set; a source that nobody speaks or reads here is set plainly."""
    return {deck.source: _PLAIN, deck.reader.code: deck.reader, deck.locale.code: deck.locale}


def _language(locale: Locale) -> dict[str, Any]:
    return {
        "dir": locale.direction,
        "font": locale.font,
        "scale": locale.font_scale,
        "leading": locale.leading,
    }


def _text(text: Localized) -> dict[str, str]:
    return {"text": text.text, "lang": text.locale, "dir": text.direction}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    said: Said
    size: float
    """In points; 0 for the wording, whose size is sought."""
    locale: Locale
    """How it is set."""


def _card(card: Card, deck: Deck, layout: Layout) -> dict[str, Any]:
    wording, *aids = paragraphs = list(_paragraphs(card, deck, layout))
    blocks = [_block(paragraph, deck) for paragraph in paragraphs]
    if directions := " ".join(text.text for text in _directions(card)):
        size = DIRECTION[layout.card.name]
        blocks.append(fit.Block(fit.word_widths(directions), (), size, deck.reader.font_scale, deck.reader.leading))
    sizes = fit.estimate(blocks, layout.card, deck.locale.smallest)
    return {
        "code": card.code,
        "key": format_context(card.key, card.variant),
        "number": f"{card.situation_number}.{card.number}",
        "situation": _text(card.situation),
        "group": _text(card.group),
        "group_number": card.group_number,
        "color": card.color,
        "wording": _said(wording.said, deck),
        "aids": [{**_said(aid.said, deck), "size": aid.size} for aid in aids],
        "labels": [_text(label) for label in card.labels],
        "within": _text(card.within) if card.within else None,
        "gesture": _text(card.gesture) if card.gesture else None,
        "draft": card.draft,
        "sizes": list(sizes),
        "wide": list(_wide(card, paragraphs, deck, layout, sizes[0])),
    }


def _paragraphs(card: Card, deck: Deck, layout: Layout) -> Iterator[_Paragraph]:
    """Yield the wording, then how it sounds and what it means, ready to be set."""
    yield _Paragraph(_opened(card.wording, deck.locale, deck.locale.smallest, layout), 0.0, deck.locale)
    for said in (card.pronunciation, card.meaning):
        if said:
            # A pronunciation is in Latin letters, whatever its language needs.
            locale = _locales(deck)[said.locale] if said is card.meaning else _PLAIN
            size = max(SUPPORT[layout.card.name], locale.smallest)
            yield _Paragraph(_opened(_closed(said, said is card.meaning), locale, size, layout), size, locale)


def _closed(said: Said, labelled: bool) -> Said:
    """Return what is only read, not written on: a gap as its label, or as an ellipsis."""
    pieces = (
        piece if isinstance(piece, Text) else Text(f"({piece.label.text})" if labelled else "…")
        for piece in said.pieces
    )
    return replace(said, pieces=tuple(pieces))


def _opened(said: Said, locale: Locale, size: float, layout: Layout) -> Said:
    """Return ``said`` with numbers closed to line breaks, and opened within addresses too wide at ``size``."""
    pieces: list[Text | Gap] = []
    for piece in said.pieces:
        if isinstance(piece, Text):
            text = _WITHIN_NUMBER.sub("\u00a0", piece.text)
            for word in fit.wide_words(text, size * locale.font_scale, layout.card):
                text = text.replace(word, _WITHIN_ADDRESS.sub(ZERO_WIDTH_SPACE, word))
            pieces.append(Text(text))
        else:
            pieces.append(piece)
    return replace(said, pieces=tuple(pieces))


def _said(said: Said, deck: Deck) -> dict[str, Any]:
    pieces: list[dict[str, Any]] = [
        {"text": piece.text} if isinstance(piece, Text) else {"blank": _text(piece.label), "width": _blank(piece, deck)}
        for piece in said.pieces
    ]
    return {"pieces": pieces, "lang": said.locale, "dir": said.direction}


def _blank(gap: Gap, deck: Deck) -> float:
    return fit.BLANK_WIDTHS[deck.placeholders.get(gap.name, "text")]


def _block(paragraph: _Paragraph, deck: Deck) -> fit.Block:
    pieces = paragraph.said.pieces
    words = tuple(width for piece in pieces if isinstance(piece, Text) for width in fit.word_widths(piece.text))
    gaps = tuple(_blank(piece, deck) / fit.POINT for piece in pieces if isinstance(piece, Gap))
    return fit.Block(words, gaps, paragraph.size, paragraph.locale.font_scale, paragraph.locale.leading)


def _directions(card: Card) -> list[Localized]:
    return [text for text in (*card.labels, card.within, card.gesture) if text]


def _wide(
    card: Card, paragraphs: list[_Paragraph], deck: Deck, layout: Layout, largest: float
) -> Iterator[dict[str, Any]]:
    """Yield the words whose true width must be looked at; size 0 stands for the wording's."""
    name = layout.card.name
    pieces = [(piece, paragraph) for paragraph in paragraphs for piece in paragraph.said.pieces]
    sized = [(piece.text, p.said.locale, p.said.direction, p.size) for piece, p in pieces if isinstance(piece, Text)]
    labels = [piece.label for piece, _ in pieces if isinstance(piece, Gap)]
    for size, texts in (
        (DIRECTION[name], _directions(card)),
        (TITLE[name], [card.situation, card.group]),
        (FOOT[name], [deck.title, deck.draft, *labels]),
    ):
        sized += [(text.text, text.locale, text.direction, size) for text in texts]
    for text, lang, direction, size in sized:
        for word in fit.wide_words(text, (size or largest) * _locales(deck)[lang].font_scale, layout.card):
            yield {"text": word, "lang": lang, "dir": direction, "size": size}
