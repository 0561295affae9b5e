"""Between the press and the drawer: what is recorded of a printed deck, what its lines are today, what replaces it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scripts_gen import drawer
from scripts_gen.card import Card
from scripts_gen.deck import EVERYTHING, Deck, build_deck
from scripts_gen.drawer import Fresh, Group, Held, Issued, Record, groups_of, judge
from scripts_gen.line import Answer, Line
from scripts_gen.order import Order, has_qr
from scripts_gen.paper import SHEETS, STOCKS, Paper, Stock
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.press import Printed
from scripts_gen.produce import read_phrasebooks
from scripts_gen.seal import format_code
from scripts_gen.sites import Site, at_site, phrasebook_at
from scripts_gen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Printing:
    """One run of the printer, as the ledger tells of it."""

    on: date
    site: str
    """Empty for the workspace's own."""
    run: str
    """Names it."""


def ledger_line(line: Line | Answer, deck: Deck) -> drawer.Line:
    """Return what the ledger keeps of a line on a card."""
    if isinstance(line, Answer):
        meant = line.meant.text if line.meant and line.shown.locale == deck.locale.code else ""
        return drawer.Line(line.context, line.shown.locale, line.seal, line.shown.text, meant)
    meaning = line.meaning.text if line.meaning else ""
    sound = line.pronunciation.text if line.pronunciation else ""
    return drawer.Line(line.context, deck.locale.code, line.seal, line.wording.text, meaning, sound)


def records_of(
    printed: Printed,
    order: Order,
    card_size: str,
    printing: Printing,
    stale: Iterable[Held] = (),
) -> Iterator[Issued]:
    """Yield a record for each card of a deck that was printed; those that replace ``stale`` ones say so."""
    deck, old = printed.deck, list(stale)
    for card in printed.sheets.cards if printed.sheets else ():
        contexts = _contexts(card)
        if not contexts:
            continue  # numbers never go out of date
        issued = Issued(
            code=format_code(card.code),
            layout=order.layout,
            card=card_size,
            role=deck.role,
            locale=deck.locale.code,
            second=deck.reader.code if deck.foreign else "",
            lines=tuple(ledger_line(line, deck) for line in card.lines if line.context),
            date=printing.on.isoformat(),
            edition=printed.edition.isoformat(),
            copies=order.copies if isinstance(order.copies, int) else 1,
            site=printing.site,
            run=printing.run,
        )
        if not old:
            yield issued
        replaced: dict[str, list[Held]] = defaultdict(list)
        for held in old:
            if contexts & {line.context for line in held.issued.lines}:
                replaced[held.issued.site].append(held)
        for site, its in replaced.items():
            codes = tuple(dict.fromkeys(held.issued.code for held in its))
            count = max(held.copies for held in its) if not isinstance(order.copies, int) else issued.copies
            yield replace(issued, site=site, copies=count, replaces=codes)


def fresh_of(printed: Printed, layout: str) -> Iterator[Fresh]:
    """Yield the cards of a deck as what may replace others."""
    deck = printed.deck
    second = deck.reader.code if deck.foreign else ""
    for card in printed.sheets.cards if printed.sheets else ():
        yield Fresh(format_code(card.code), layout, deck.role, deck.locale.code, second, tuple(sorted(_contexts(card))))


def _contexts(card: Card) -> frozenset[str]:
    return frozenset(context for line in card.lines for context in line.contexts)


def read_lines(
    workspace: Workspace, groups: Iterable[Group], books: Mapping[str, Phrasebook] | None = None
) -> dict[Group, dict[str, drawer.Line]]:
    """Return what each group's cards would say today, by msgctxt; a group whose role or locale is gone is left out.

    ``books`` are the phrasebooks of all locales of ``workspace``, where they are read already.
    """
    known = [group for group in groups if group[0] in workspace.book.roles and _speaks(group, workspace.locales)]
    if not known:
        return {}
    books = books or read_phrasebooks(workspace, workspace.locales)
    lines: dict[Group, dict[str, drawer.Line]] = {}
    for role, code, second in known:
        staff = books[second] if second else None
        deck = build_deck(workspace.book.roles[role], books[code], staff, others=books.values())
        said: list[Line | Answer] = [*deck.lines, *deck.points, *deck.languages]
        said += [answer for line in deck.lines for answer in line.answers]
        lines[role, code, second] = {
            context: replace(ledger_line(line, deck), context=context) for line in said for context in line.contexts
        }
    return lines


def judge_today(
    workspace: Workspace,
    records: Iterable[Record],
    sites: Iterable[Site] = (),
    codes: Collection[str] | None = None,
) -> tuple[Held, ...]:
    """Return what is in the drawers, and what was; a card of one of ``sites`` is judged by what is said there.

    Where ``codes`` are given, only the cards that have one of them are judged.
    """
    records, known = tuple(records), {site.key: site for site in sites}
    asked = [record for record in records if codes is None or record.code in codes]
    here = read_lines(workspace, groups_of(record for record in asked if record.site not in known))
    at: dict[str, dict[Group, dict[str, drawer.Line]]] = {}
    books: dict[str, Phrasebook] = {}
    for key in dict.fromkeys(record.site for record in asked if record.site in known):
        books = books or read_phrasebooks(workspace, workspace.locales)
        there = replace(at_site(workspace, known[key]), locales=workspace.locales)  # staff may read any of them
        own = {code: phrasebook_at(books[code], there) for code in books}
        groups = groups_of(record for record in asked if record.site == key)
        at[key] = read_lines(there, (group for group in groups if group[1] in known[key].locales), own)
    return judge(records, here, at)


def _speaks(group: Group, locales: Collection[str]) -> bool:
    return group[1] in locales and (not group[2] or group[2] in locales)


def reorder(
    workspace: Workspace, order: Order, stale: Iterable[Held], copies: int | None
) -> Iterator[tuple[Order, list[Held]]]:
    """Yield what to print in place of ``stale`` cards, by role, languages, layout and size, with those it replaces.

    Sheet, ink and the like are those of ``order``; as many ``copies`` as were issued where None.
    """
    kinds: dict[tuple[str, str, str, str, str], list[Held]] = defaultdict(list)
    for held in stale:
        issued = held.issued
        if issued.role in workspace.book.roles and _speaks(issued.group, workspace.locales):
            kinds[*issued.group, issued.layout, issued.card].append(held)
    for (role, code, second, layout, card), its in sorted(kinds.items()):
        counts: dict[str, int] = defaultdict(int)
        for held in its:
            for context in _leading(held.issued):
                counts[context] += held.copies
        paper = _paper_for(layout, card, order.paper, {**STOCKS, **workspace.book.stocks})
        wanted = replace(
            order,
            roles=(role,),
            codes=(code,),
            staff=second,
            layout=layout,
            paper=paper,
            wish=EVERYTHING,
            contexts=frozenset(counts),
            copies=dict(counts) if copies is None else copies,
            qr=order.qr and has_qr(layout, paper),
        )
        yield wanted, its


def _paper_for(layout: str, card: str, paper: Paper, stocks: Mapping[str, Stock]) -> Paper:
    """Return ``paper`` for cards of the size ``card``, perforated only where that is the stock's own."""
    if layout == "wall":
        return replace(paper, sheet=card if card in SHEETS else "letter", start_at=1, marks=None, guides=None)
    stock = stocks.get(paper.stock)
    fits = not stock or f"{stock.width:g}x{stock.height:g}" == card
    return replace(paper, card=card, stock=paper.stock if fits else "", finished=False)


def _leading(issued: Issued) -> Iterator[str]:
    """Yield the contexts that a card is printed again by: the answers to a question come with it."""
    asked = False
    for line in issued.lines:
        is_answer = line.context.startswith("point.")
        asked = asked or not is_answer
        if not (is_answer and asked):
            yield line.context
