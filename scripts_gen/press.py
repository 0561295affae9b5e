"""The press: from a workspace to decks on paper. Whoever calls writes the files.

Each deck is a job that carries all it needs, so that any ``concurrent.futures.Executor`` may set it, wherever it runs.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Generator, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from itertools import product

from scripts_gen.card import Card
from scripts_gen.deck import Deck, build_deck, check_codes, limit_deck
from scripts_gen.design import Design
from scripts_gen.fitting import Sheets, draw_deck, typeset_deck
from scripts_gen.line import Made
from scripts_gen.order import Order, plan
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.phrasebook import LeftOut, Phrasebook
from scripts_gen.produce import document_date, file_stem, read_phrasebooks
from scripts_gen.resources import find_resource, read_templates
from scripts_gen.sheet import Layout
from scripts_gen.typeset import Files, fingerprint, forget
from scripts_gen.wording import placeholders
from scripts_gen.workers import Given, share_out
from scripts_gen.workspace import Workspace

CARDS_EACH = 1600
"""About so many cards a process sets before it makes room for another: the typesetter keeps some 800 MB of them."""

LARGE = 100
"""Decks of more cards are not worth remembering: others have little of them."""


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
class Commission:
    """An order with all that it is printed from; that of a site is for the workspace as the site has it."""

    workspace: Workspace
    order: Order
    books: Mapping[str, Phrasebook]
    """By locale: what ``read_books`` gives."""
    made: Mapping[str, str] = field(default_factory=dict)
    """The key behind each file that is there, by its name."""
    site: str = ""
    """Empty where there is but one."""


@dataclass(frozen=True, slots=True)
class _Job:
    key: str
    deck: Deck
    design: Design
    layout: Layout
    files: Files
    edition: date
    copies: int | Mapping[str, int]


_Work = _Job | Given[Sheets | None]


def read_books(workspace: Workspace, order: Order) -> dict[str, Phrasebook]:
    """Return the phrasebooks that the decks of ``order`` are made from, by locale."""
    codes = [*order.codes, *([order.staff] if order.staff else [])]
    return read_phrasebooks(workspace, [*codes, *workspace.locales] if order.layout == "point" else codes)


def build_decks(workspace: Workspace, order: Order) -> tuple[list[Deck], dict[str, Phrasebook]]:
    """Return the decks of ``order`` in its order, and the phrasebooks behind them.

    The deck of a role that has nothing of what is wished for is empty, of what customers point at, too.
    Raises ScriptsGenError where two different lines would carry the same code.
    """
    books = read_books(workspace, order)
    return _build_decks(Commission(workspace, order, books), {}), books


def _build_decks(commission: Commission, known: dict[Hashable, Deck | None]) -> list[Deck]:
    """Return the decks of a commission; ``known`` takes and gives those that are the same at every site."""
    workspace, order, books = commission.workspace, commission.order, commission.books
    others = tuple(books[code] for code in workspace.locales) if order.layout == "point" else ()
    staff = books[order.staff] if order.staff else None
    made: dict[str, Made] = {code: {} for code in order.codes}
    decks: list[Deck] = []
    for role, code in product(order.roles, order.codes):
        alike = (role, code, order.staff, order.wish, order.chosen)
        deck = known.get(alike)
        if deck:
            decks.append(replace(deck, organisation=workspace.book.organisation.name))
            continue
        its = workspace.book.roles[role]
        decks.append(build_deck(its, books[code], staff, dict(order.chosen), order.wish, others, made[code]))
        if alike not in known and not others:
            own = _names_organisation(order.wish.phrases(its, workspace.book), books[code], staff)
            known[alike] = None if own else decks[-1]
    if order.contexts is not None:
        decks = [limit_deck(deck, order.contexts) for deck in decks]
    elif order.wish.situations or order.wish.keys:
        decks = [deck if deck.lines else limit_deck(deck, frozenset()) for deck in decks]
    check_codes(decks)
    return decks


def _names_organisation(keys: Iterable[str], spoken: Phrasebook, staff: Phrasebook | None) -> bool:
    """Tell whether what is said under ``keys``, its meaning or its sound depends on the organisation."""
    phrases = spoken.book.phrases()
    for key in keys:
        entries = [book.entries[key] for book in (spoken, staff) if book and key in book.entries]
        wordings = [wording for entry in entries for wording in entry.wordings]
        if staff and any(wording.pronunciation for wording in wordings):
            return True  # from which the organisation's own words are taken out, wherever they stand
        texts = [phrases[key].say, phrases[key].say_plural, *(form for wording in wordings for form in wording.forms)]
        if any(name in ORGANISATION_PLACEHOLDERS for text in texts for name in placeholders(text)):
            return True
    return False


def print_decks(
    workspace: Workspace,
    order: Order,
    made: Mapping[str, str] | None = None,
    executor: Executor | None = None,
) -> Iterator[Printed]:
    """Yield the deck of each role in each language.

    ``made`` holds the key behind each file that is there, by its name: a deck of the same key is not set again.
    """
    plan(workspace, order)
    commission = Commission(workspace, order, read_books(workspace, order), made or {})
    for _, printed in print_sites([commission], cards=count_cards(workspace, order), executor=executor):
        yield printed


def print_sites(
    commissions: Iterable[Commission], *, cards: int, count: int | None = None, executor: Executor | None = None
) -> Generator[tuple[Commission, Printed], None, None]:
    """Yield the decks of each commission, one after the other, with the commission.

    They are one job list of at most ``count`` decks of at most ``cards`` cards: ``commissions`` are taken as they are
    wanted; where ``count`` is None, at once. A deck that is the same at several sites is set once. All are of one
    workspace, with its templates.
    """
    asked: Iterable[tuple[Commission, Printed, _Work]] = _ask(commissions)
    if count is None:
        asked = list(asked)
        count = sum(isinstance(job, _Job) for _, _, job in asked)
    return _print_all(asked, count, cards, executor)


def count_cards(workspace: Workspace, order: Order) -> int:
    """Return how many phrases the largest deck of ``order`` may hold."""
    return max(len(order.wish.phrases(workspace.book.roles[role], workspace.book)) for role in order.roles)


def _print_all(
    asked: Iterable[tuple[Commission, Printed, _Work]], count: int, cards: int, executor: Executor | None
) -> Generator[tuple[Commission, Printed], None, None]:
    waiting: deque[tuple[Commission, Printed]] = deque()

    def jobs() -> Iterator[_Work]:
        for commission, printed, job in asked:
            waiting.append((commission, printed))
            yield job

    each = max(1, CARDS_EACH // max(cards, 1))
    done = share_out(_print, jobs(), count=count, each=each, executor=executor, alike=_key_of)
    for sheets in done:
        commission, printed = waiting.popleft()
        yield commission, replace(printed, sheets=sheets)


def _ask(commissions: Iterable[Commission]) -> Iterator[tuple[Commission, Printed, _Work]]:
    """Yield each deck of each commission, and its job where it is to be set."""
    files, look, own = None, "", False
    known: dict[Hashable, Deck | None] = {}
    for commission in commissions:
        workspace, order, books = commission.workspace, commission.order, commission.books
        if files is None:
            files = read_templates(workspace.template_folders())
            own = files != read_templates([find_resource("templates")])
            look = _digest(version("scripts-gen"), fingerprint(files))
        design, layout = plan(workspace, order)
        for deck in _build_decks(commission, known):
            edition = order.on or document_date(books[deck.locale.code], books[deck.reader.code])
            dated = replace(design, edition=edition)
            # The shipped templates name the organisation in the words of its logo alone.
            said = deck if own or dated.logo else replace(deck, organisation="")
            key = _digest(look, repr((said, dated, dated.logo and dated.logo.data, layout, order.copies)))
            name = f"{_stem(deck, order)}.pdf"
            kept = commission.made.get(name) == key
            job: _Work = Given(None) if kept else _Job(key, said, dated, layout, files, edition, order.copies)
            yield commission, Printed(name, key, deck, None, edition), job


def _key_of(job: _Job) -> str:
    return job.key


def _print(job: _Job) -> Sheets | None:
    if not _has_cards(job.deck, job.design):
        return Sheets(None, (), ())
    counts = job.copies

    def copies(card: Card) -> int:
        assert not isinstance(counts, int)
        return max((counts.get(line.context, 0) for line in card.lines), default=0) or 1

    asked = counts if isinstance(counts, int) else copies
    sheets = typeset_deck(job.deck, job.design, job.layout, job.files, job.edition, asked)
    if len(job.deck.lines) > LARGE:
        forget()
    return sheets


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
