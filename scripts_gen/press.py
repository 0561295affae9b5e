"""The press: from a workspace to decks on paper. Whoever calls writes the files.

Each deck is a job that carries all it needs, so that any ``concurrent.futures.Executor`` may set it, wherever it runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version

from scripts_gen.card import Card
from scripts_gen.deck import Deck, Wish, build_deck, check_codes, limit_deck
from scripts_gen.design import Design
from scripts_gen.errors import Fault, InputError
from scripts_gen.fitting import Sheets, draw_deck, typeset_deck
from scripts_gen.instructions import Facts, instruction_document
from scripts_gen.line import Made
from scripts_gen.organisation import PrintDefaults
from scripts_gen.paper import CARDS, OWN_PAGE, SHEETS, STOCKS, Paper
from scripts_gen.phrasebook import LeftOut, Phrasebook
from scripts_gen.produce import document_date, file_stem, read_phrasebooks
from scripts_gen.resources import read_templates
from scripts_gen.sheet import Layout, lay_out
from scripts_gen.typeset import Files, fingerprint, typeset
from scripts_gen.workers import share_out
from scripts_gen.workspace import Workspace

EACH = 4
"""So many decks a process sets before it makes room for another: what the typesetter keeps of them is some 300 MB."""
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


@dataclass(frozen=True, slots=True)
class Printed:
    """A deck, printed or not."""

    name: str
    """File name, such as ``cashier.ar-fi.pdf`` or ``cashier.ar-fi.wall.pdf``."""
    key: str
    """Stands for everything that the file is made from."""
    deck: Deck
    sheets: Sheets | None
    """None where the file is as it would be made again."""
    edition: date

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The phrases asked for that have no card."""
        return self.deck.left_out


@dataclass(frozen=True, slots=True)
class _Job:
    deck: Deck
    design: Design
    layout: Layout
    files: Files
    edition: date
    copies: int | Mapping[str, int]


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


def build_decks(workspace: Workspace, order: Order) -> tuple[list[Deck], dict[str, Phrasebook]]:
    """Return the decks of ``order`` in its order, and the phrasebooks behind them.

    The deck of a role that has nothing of what is wished for is empty, of what customers point at, too.
    Raises ScriptsGenError where two different lines would carry the same code.
    """
    codes = [*order.codes, *([order.staff] if order.staff else [])]
    books = read_phrasebooks(workspace, workspace.locales if order.layout == "point" else codes)
    others = tuple(books.values()) if order.layout == "point" else ()
    staff = books[order.staff] if order.staff else None
    made: dict[str, Made] = {code: {} for code in order.codes}
    decks = [
        build_deck(workspace.book.roles[role], books[code], staff, dict(order.chosen), order.wish, others, made[code])
        for role in order.roles
        for code in order.codes
    ]
    if order.contexts is not None:
        decks = [limit_deck(deck, order.contexts) for deck in decks]
    elif order.wish.situations or order.wish.keys:
        decks = [deck if deck.lines else limit_deck(deck, frozenset()) for deck in decks]
    check_codes(decks)
    return decks, books


def print_decks(
    workspace: Workspace,
    order: Order,
    made: Mapping[str, str] | None = None,
    executor: Executor | None = None,
) -> Iterator[Printed]:
    """Yield the deck of each role in each language.

    ``made`` holds the key behind each file that is there, by its name: a deck of the same key is not set again.
    """
    design, layout = plan(workspace, order)
    decks, books = build_decks(workspace, order)
    files, made = read_templates(workspace.template_folders()), made or {}
    look = _digest(version("scripts-gen"), fingerprint(files))
    waiting: list[tuple[Printed, _Job | None]] = []
    for deck in decks:
        edition = order.on or document_date(books[deck.locale.code], books[deck.reader.code])
        job = _Job(deck, replace(design, edition=edition), layout, files, edition, order.copies)
        key = _digest(look, repr((deck, job.design, design.logo and design.logo.data, layout, order.copies)))
        name = f"{_stem(deck, order)}.pdf"
        waiting.append((Printed(name, key, deck, None, edition), None if made.get(name) == key else job))
    jobs = [job for _, job in waiting if job]
    done = share_out(_print, jobs, count=len(jobs), each=EACH, executor=executor)
    for printed, todo in waiting:
        yield replace(printed, sheets=next(done)) if todo else printed


def _print(job: _Job) -> Sheets:
    if not _has_cards(job.deck, job.design):
        return Sheets(None, (), ())
    counts = job.copies

    def copies(card: Card) -> int:
        assert not isinstance(counts, int)
        return max((counts.get(line.context, 0) for line in card.lines), default=0) or 1

    asked = counts if isinstance(counts, int) else copies
    return typeset_deck(job.deck, job.design, job.layout, job.files, job.edition, asked)


def _has_cards(deck: Deck, design: Design) -> bool:
    """Tell whether there is anything to print."""
    return bool(deck.lines or (design.layout == "point" and (deck.points or deck.languages)))


def _stem(deck: Deck, order: Order) -> str:
    stem = file_stem(deck.role, deck.locale.code, order.staff or None)
    return stem if order.layout == "phrase" else f"{stem}.{order.layout}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def draw_cards(workspace: Workspace, order: Order, *, ppi: int = 0) -> Iterator[tuple[str, bytes | str]]:
    """Yield for each face of each deck the name of its picture and the picture, or why there is none.

    SVG, or PNG of ``ppi`` pixels an inch; as large as the card's trim.
    """
    design, _ = plan(workspace, order)
    decks, books = build_decks(workspace, order)
    files = read_templates(workspace.template_folders())
    kind = "png" if ppi else "svg"
    for deck in decks:
        edition = order.on or document_date(books[deck.locale.code], books[deck.reader.code])
        folder = _stem(deck, order)
        drawn = draw_deck(deck, replace(design, edition=edition), files, ppi=ppi) if _has_cards(deck, design) else []
        for number, (card, sides) in enumerate(drawn, 1):
            for side, picture in zip(("front", "back"), sides, strict=False):
                name = f"{folder}/{number:03}-{card.code}-{side}.{kind}"
                yield name, picture if isinstance(picture, bytes) else str(picture)


def print_instructions(workspace: Workspace, order: Order) -> Iterator[tuple[str, bytes]]:
    """Yield for each language that staff read the file name and the sheet that says how to print, cut and laminate."""
    design, layout = plan(workspace, order)
    files = read_templates(workspace.template_folders())
    facts = Facts(
        sheet_width=layout.width,
        sheet_height=layout.height,
        card_width=layout.card.width,
        card_height=layout.card.height,
        per_sheet=len(layout.slots),
        marks=layout.marks_columns or layout.marks_rows,
        guides=layout.guided,
        stock=bool(layout.paper.stock),
        duplex=layout.duplex if design.backs else "none",
        fold=layout.paper.fold,
        punch=design.punch,
        own_page=layout.own_page,
        bleed=layout.bleed,
    )
    for code, book in read_phrasebooks(workspace, [order.staff] if order.staff else order.codes).items():
        document = instruction_document(book, facts)
        duplex = facts.duplex if facts.calibrated else "none"
        day = order.on or document_date(book)
        yield f"how-to-print.{code}.pdf", typeset("instructions.typ", document, files, day, duplex)
