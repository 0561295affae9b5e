"""Orders: which decks are wanted, how they look and where their cards lie on the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from scripts_gen.deck import Wish
from scripts_gen.design import Design
from scripts_gen.errors import Fault, InputError
from scripts_gen.organisation import PrintDefaults
from scripts_gen.paper import CARDS, OWN_PAGE, SHEETS, STOCKS, Paper
from scripts_gen.sheet import Layout, lay_out
from scripts_gen.workspace import Workspace

WITH_BACKS = ("phrase", "bilingual", "fold")
"""The layouts whose second face is the back of the first."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed."""

    roles: tuple[str, ...]
    codes: tuple[str, ...]
    """Spoken locales."""
    staff: str = ""
    """The locale that staff read; empty for the spoken one."""
    layout: str = "phrase"
    """One of ``organisation.LAYOUTS``."""
    paper: Paper = field(default_factory=Paper)
    wish: Wish = field(default_factory=Wish)
    chosen: tuple[tuple[str, str], ...] = ()
    """Axis and the value that is wanted of it."""
    ink: str = "color"
    punch: str = "none"
    turned: bool = False
    qr: bool = False
    copies: int | Mapping[str, int] = 1
    """Of the whole deck, or of each card by a msgctxt on it."""
    contexts: frozenset[str] | None = None
    """The only ones whose lines are printed; None for all that are wished for."""
    on: date | None = None
    """Date of the documents; None for the newest of their catalogs."""


def default_paper(defaults: PrintDefaults) -> Paper:
    """Return the paper that book.toml prints on."""
    return Paper(
        card=defaults.card,
        sheet=defaults.sheet,
        stock=defaults.stock,
        finished=defaults.finished,
        duplex=defaults.duplex,
        bleed=defaults.bleed,
        margin=defaults.margin,
        marks=defaults.marks,
        guides=defaults.guides,
        offset=defaults.offset,
    )


def default_design(workspace: Workspace) -> tuple[Design, Layout]:
    """Return how the book prints one phrase a card, where nobody asks for anything else."""
    defaults = workspace.book.print
    layout = "fold" if defaults.layout == "fold" else "phrase"
    order = Order((), (), layout=layout, paper=default_paper(defaults), ink=defaults.ink, punch=defaults.punch)
    return plan(workspace, order)


def plan(workspace: Workspace, order: Order) -> tuple[Design, Layout]:
    """Return how the cards of ``order`` look and where they lie; raise InputError for what cannot be."""
    paper, faults = order.paper, list[Fault]()
    if order.layout == "fold":
        paper = replace(paper, fold=True)
    elif order.layout == "wall":
        if paper.sheet not in SHEETS:
            expected = f"a wall sheet is a whole one; expected {', '.join(SHEETS)}, not {paper.sheet!r}"
            faults.append(Fault("", 0, "--sheet", expected))
            paper = replace(paper, sheet=PrintDefaults().sheet)
        paper = replace(paper, card=_wall_size(paper), sheet=OWN_PAGE, stock="", duplex="none", finished=False)
    if order.layout == "bilingual" and not order.staff:
        faults.append(Fault("", 0, "--layout", "bilingual cards need a second language: add --staff LOCALE"))
    if order.qr and not workspace.book.organisation.page:
        faults.append(Fault("", 0, "--qr", "needs an address: set organisation.page in locales/book/book.toml"))
    if order.qr and not has_qr(order.layout, order.paper):
        told = "goes on a back: print --layout phrase, bilingual or fold, with --duplex long or short (fold needs none)"
        faults.append(Fault("", 0, "--qr", told))
    try:
        layout = lay_out(paper, {**STOCKS, **workspace.book.stocks})
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    if faults:
        raise InputError(faults)
    design = Design(
        size=layout.card,
        layout=order.layout,
        backs=layout.backs,
        turned=order.turned,
        punch="" if order.punch == "none" else order.punch,
        gray=order.ink == "gray",
        bleed=layout.bleed,
        page=workspace.book.organisation.page if order.qr else "",
        logo=None if order.ink == "gray" else workspace.book.organisation.logo,
    )
    return design, layout


def has_qr(layout: str, paper: Paper) -> bool:
    """Tell whether cards have a back that may show a QR code."""
    return layout in WITH_BACKS and (layout == "fold" or paper.duplex != "none")


def _wall_size(paper: Paper) -> str:
    """Return the size of a card that is a whole sheet."""
    sheet = SHEETS[paper.sheet]
    return sheet.name if sheet.name in CARDS else f"{sheet.width:g}x{sheet.height:g}"
