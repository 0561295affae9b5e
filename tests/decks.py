"""Decks on paper for tests: one call from a deck to its document, its sheets, or how it fits."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from scripts_gen import fitting
from scripts_gen.card import pair_faces
from scripts_gen.deck import Deck
from scripts_gen.design import Design
from scripts_gen.face import deck_document, face_document
from scripts_gen.fitting import Sheets, typeset_deck
from scripts_gen.layouts import build_faces
from scripts_gen.paper import Paper
from scripts_gen.resources import find_resource, read_templates
from scripts_gen.sheet import Layout, lay_out, pages

TEMPLATES = find_resource("templates")
DAY = datetime.date(2026, 11, 21)


def design_on(layout: Layout, name: str = "phrase", **look: Any) -> Design:
    """How cards of the layout ``name`` look on ``layout``."""
    backs = layout.backs and name != "wall"
    return Design(layout.card, name, backs=backs, edition=DAY, bleed=layout.bleed, **look)


def on_one_side(card: str = "id1", sheet: str = "a4") -> Layout:
    """Sheets without backs: everything stands on the front."""
    return lay_out(Paper(card=card, sheet=sheet, duplex="none"))


def document_of(deck: Deck, layout: Layout, name: str = "phrase", **look: Any) -> dict[str, Any]:
    """What crosses to the template before anything was measured."""
    design = design_on(layout, name, **look)
    cards = pair_faces(build_faces(deck, design), design)
    faces = [face_document(face, deck, design) for card in cards for face in (card.front, card.back) if face]
    return deck_document(deck, cards, faces, pages(len(cards), layout), design, layout)


def fit_deck(deck: Deck, layout: Layout, name: str = "phrase", **look: Any) -> fitting._Fitting:
    """How the faces of ``deck`` fit."""
    return fitting._fit(deck, design_on(layout, name, **look), layout, read_templates([TEMPLATES]))


def sheets_of(
    deck: Deck, layout: Layout, name: str = "phrase", *, folders: tuple[Path, ...] = (TEMPLATES,), **look: Any
) -> Sheets:
    """``deck`` printed, or what does not fit."""
    return typeset_deck(deck, design_on(layout, name, **look), layout, read_templates(folders), DAY)
