"""Sizes of cards by name or by measure, and what cannot be asked of a printed sheet. Lengths in millimetres."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.paper import CARDS, DUPLEX, FILM, OWN_PAGE, SHEETS, CardSize, Paper, Stock

SIDES = (30.0, 420.0)
"""The shortest and the longest side of a card."""
BLEEDS = (0.0, 10.0)
GUTTERS = (0.0, 50.0)
MARGINS = (0.0, 30.0)
OFFSETS = (-5.0, 5.0)

_MEASURE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*[x×]\s*(\d{1,4}(?:\.\d{1,3})?)", re.ASCII)


def card_size(name: str, *, finished: bool = False) -> CardSize:
    """Return the card of that name, or of ``WxH`` mm; ``finished`` takes the film off and keeps name and design.

    Raises InputError for a name that is neither, and for a side that is too short or too long.
    """
    card = CARDS.get(name) or _measured(name)
    if not finished:
        return card
    return replace(card, width=round(card.width - 2 * FILM, 4), height=round(card.height - 2 * FILM, 4))


def of_measure(width: float, height: float) -> CardSize:
    """Return the card of that size in the design of the largest named card that is neither wider nor longer."""
    short, long = sorted((width, height))
    designs = [card for card in CARDS.values() if _within(card, short, long)] or [CARDS["id1"]]
    return replace(designs[-1], name=f"{width:g}x{height:g}", width=width, height=height)


def faults(paper: Paper, stocks: Mapping[str, Stock]) -> Iterator[Fault]:
    """Yield all that is wrong with what is asked, but for a card that does not fit its sheet."""
    yield from _of_stock(paper, stocks) if paper.stock else _of_plain(paper)
    if paper.duplex not in DUPLEX:
        yield _unknown("--duplex", "edge to turn the sheet over", paper.duplex, DUPLEX)
    yield from _out_of_range("--bleed", paper.bleed, BLEEDS)
    yield from _out_of_range("--margin", paper.margin, MARGINS)
    if paper.bleed and paper.guides:
        yield _fault("--guides", "guides would lie in the bleed; crop marks lie outside of it")
    if not all(OFFSETS[0] <= way <= OFFSETS[1] for way in paper.offset):
        offset = " and ".join(f"{way:g}" for way in paper.offset)
        yield _fault(
            "--offset",
            f"backs are moved by 5 mm at most, not by {offset} mm: where more is needed, the printer prints at another "
            "scale or on another size of paper, or turns the sheet over its other edge (--duplex)",
        )
    if paper.start_at < 1:
        yield _fault("--start-at", f"slots are counted from 1, not from {paper.start_at}")


def _of_plain(paper: Paper) -> Iterator[Fault]:
    try:
        card_size(paper.card)
    except InputError as error:
        yield from error.faults
    if paper.gutter is not None:
        yield from _out_of_range("--gutter", paper.gutter, GUTTERS)
    if paper.sheet == OWN_PAGE:
        if paper.start_at > 1:
            yield _fault("--start-at", f"a card on a page of its own has no slot {paper.start_at}")
        if paper.marks:
            yield _fault("--marks", "a card on a page of its own has no margin for crop marks")
        if paper.guides:
            yield _fault("--guides", "a card on a page of its own is not cut, and needs no guides")
    elif paper.sheet not in SHEETS:
        yield _unknown("--sheet", "sheet size", paper.sheet, (*SHEETS, OWN_PAGE))
    elif paper.gutter is not None and paper.gutter < 2 * paper.bleed:
        room = f"two bleeds of {paper.bleed:g} mm have no room in a gutter of {paper.gutter:g} mm"
        yield _fault("--gutter", f"{room}; expected at least {2 * paper.bleed:g}")


def _of_stock(paper: Paper, stocks: Mapping[str, Stock]) -> Iterator[Fault]:
    if paper.stock not in stocks:
        yield _unknown("--stock", "stock", paper.stock, stocks)
    asked = {
        "--bleed": (paper.bleed, "perforated cards have no room for a bleed"),
        "--finished": (paper.finished, "perforated cards have a size of their own"),
        "--layout": (paper.fold, "perforated cards cannot be folded"),
        "--guides": (paper.guides, "perforated cards are not cut, and need no guides"),
        "--gutter": (paper.gutter is not None, "perforated cards have gutters of their own"),
        "--marks": (paper.marks, "perforated cards are not cut, and need no crop marks"),
    }
    yield from (_fault(option, message) for option, (is_asked, message) in asked.items() if is_asked)


def _measured(name: str) -> CardSize:
    measure = _MEASURE.fullmatch(name)
    if not measure:
        raise InputError([_unknown("--card", "card size", name, CARDS, ", or width and height in mm, such as 90x60")])
    width, height = map(float, measure.groups())
    if not all(SIDES[0] <= side <= SIDES[1] for side in (width, height)):
        message = f"a card's sides are {SIDES[0]:g} to {SIDES[1]:g} mm, not {width:g} × {height:g}"
        raise InputError([_fault("--card", message)])
    return of_measure(width, height)


def _within(card: CardSize, short: float, long: float) -> bool:
    return min(card.width, card.height) <= short and max(card.width, card.height) <= long


def _out_of_range(option: str, value: float, limits: tuple[float, float]) -> Iterator[Fault]:
    least, most = limits
    if not least <= value <= most:
        yield _fault(option, f"expected {least:g} to {most:g} mm, not {value:g}")


def _unknown(option: str, kind: str, word: str, known: Collection[str], others: str = "") -> Fault:
    hint = did_you_mean(word.lower(), known) or f"; expected one of {', '.join(known)}{others}"
    return _fault(option, f"no {kind} {word!r}{hint}")


def _fault(option: str, message: str) -> Fault:
    return Fault("", 0, option, message)
