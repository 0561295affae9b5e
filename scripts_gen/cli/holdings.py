"""Cards in the drawer, for a terminal (80 columns, Arabic in logical order) and for a program."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import click

from scripts_gen.cli.terminal import fold, set_line
from scripts_gen.drawer import Held, State, stale

WIDTH = 80
_COLORS = {State.CURRENT: "green", State.SUPERSEDED: "yellow", State.WITHDRAWN: "red", State.REPLACED: "cyan"}
_FACTS = ("code", "role", "locale", "second", "layout", "card", "site", "date", "edition")
_INDENT = "    "
_LABELLED = " " * 11


def format_listing(held: Sequence[Held], *, everything: bool) -> Iterator[str]:
    """Yield the lines of what is stale, and of what is current where ``everything`` is to be told; then the totals."""
    counts = Counter(cards.state for cards in held)
    for state in (State.SUPERSEDED, State.WITHDRAWN, *((State.CURRENT,) if everything else ())):
        if counts[state]:
            yield click.style(state.capitalize(), fg=_COLORS[state], bold=True)
            for cards in held:
                if cards.state is state:
                    yield from format_cards(cards)
            yield ""
    known = ", ".join(f"{counts[state]} {state}" for state in (State.CURRENT, State.SUPERSEDED, State.WITHDRAWN))
    yield f"{known}; {counts[State.REPLACED]} replaced"
    if stale(held):
        yield "To print what replaces them: scripts-gen cards --changed"


def format_cards(cards: Held, *, with_state: bool = False) -> Iterator[str]:
    """Yield the lines about cards of one kind: which they are, and what on them is out of date."""
    issued, state = cards.issued, cards.state
    lead = f"{state}  " if with_state else ""
    first, *more = fold(format_facts(cards), WIDTH - len(_LABELLED), lead, "  ")
    if with_state:
        first = click.style(state, fg=_COLORS[state]) + first.removeprefix(state)
    yield f"{click.style(issued.code, bold=True)}  {first}"
    yield from (_LABELLED + part for part in more)
    if cards.replaced_on:
        by = f"replaced by {', '.join(cards.replaced_by)}" if cards.replaced_by else "taken out"
        yield from fold(f"{by} on {cards.replaced_on}", WIDTH, _INDENT, _INDENT)
    for line in issued.lines:
        if line.context in cards.gone:
            yield from fold(f"{line.context} · withdrawn", WIDTH, _INDENT, _INDENT)
            yield from _text("old", line.wording)
    for change in cards.changes:
        what = "" if change.what == "wording" else f" · {change.what}"
        yield from fold(f"{change.context}{what}", WIDTH, _INDENT, _INDENT)
        yield from _text("old", change.old)
        yield from _text("new", change.new)


def format_facts(cards: Held) -> str:
    """Return which cards they are, but for their code."""
    issued = cards.issued
    languages = f"{issued.locale}-{issued.second}" if issued.second else issued.locale
    copies = f"{cards.copies} {'copy' if cards.copies == 1 else 'copies'}"
    facts = (issued.role, languages, issued.card, copies, issued.site, issued.date)
    return " · ".join(fact for fact in facts if fact)


def _text(label: str, text: str) -> Iterator[str]:
    """Yield a text beside its label."""
    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    first, *more = (set_line(part, "rtl" if rtl else "ltr") for part in fold(text, WIDTH - len(_LABELLED)))
    yield f"      {label}  {first or '—'}"
    yield from (_LABELLED + part for part in more)


def list_holdings(held: Sequence[Held], *, everything: bool) -> dict[str, Any]:
    """Return what ``format_listing`` tells, for a program to read."""
    counts = Counter(cards.state for cards in held)
    shown = [cards for cards in held if cards.state is not State.REPLACED] if everything else stale(held)
    return {"cards": list_cards(shown), "totals": {state.value: counts[state] for state in State}}


def list_cards(held: Iterable[Held]) -> list[dict[str, Any]]:
    """Return cards for a program to read."""
    return [
        {
            **{name: getattr(cards.issued, name) for name in _FACTS},
            "copies": cards.copies,
            "state": cards.state.value,
            "changes": [asdict(change) for change in cards.changes],
            "withdrawn": [asdict(line) for line in cards.issued.lines if line.context in cards.gone],
            "replaced_by": cards.replaced_by,
            "replaced_on": cards.replaced_on,
        }
        for cards in held
    ]
