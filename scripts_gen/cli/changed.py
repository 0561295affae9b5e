"""``cards --changed``: what replaces the issued cards that are out of date, drawer by drawer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from scripts_gen.cli.drawer import read_records, select_records
from scripts_gen.cli.outputs import sites_of
from scripts_gen.cli.printing import Folder, Run, printing_of, record, write_deck
from scripts_gen.cli.sheet_options import make_order, plan_faults, read_order
from scripts_gen.cli.swaps import write_swaps
from scripts_gen.drawer import Fresh, Held, Record, stale, swaps
from scripts_gen.errors import InputError
from scripts_gen.issue import fresh_of, judge_today, reorder
from scripts_gen.order import Order
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.place import Place
from scripts_gen.press import Commission, count_cards, print_sites
from scripts_gen.produce import read_phrasebooks
from scripts_gen.sites import Site, at_site, phrasebook_at, select_sites
from scripts_gen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Drawer:
    """The stale cards of a site of the list, or of all that are not in it, and what to print in their place."""

    workspace: Workspace
    order: Order
    place: Place
    stale: tuple[Held, ...]
    wanted: tuple[tuple[Order, list[Held]], ...]


def print_changed(root: Path, asked: dict[str, Any], place: Place, executor: Executor | None) -> None:
    """Print what replaces stale cards, and the lists of what goes where."""
    if asked["layout"] or asked["everything"] or asked["situations"] or asked["keys"]:
        raise click.UsageError(
            "--changed prints what the ledger knows; leave --layout, --all, --situation and --only out"
        )
    run = Run(printing_of(root, asked))
    workspace, order = read_order(root, asked)
    drawers = list(_drawers(workspace, order, asked, place))
    if not drawers:
        click.echo("Every card that was issued is current.")
        return
    if faults := [f for d in drawers for f in plan_faults(d.workspace, [wanted for wanted, _ in d.wanted])]:
        raise InputError(faults)
    books = read_phrasebooks(workspace, workspace.locales)
    kept = [held for drawer in drawers for held in _refill(drawer, workspace, books, run, executor)]
    if kept:
        raise click.exceptions.Exit(1)


def _drawers(workspace: Workspace, order: Order, asked: dict[str, Any], place: Place) -> Iterator[_Drawer]:
    """Yield the drawers that hold stale cards: each site of the list by itself, then all that are not in it."""
    sites = {site.key: site for site in sites_of(workspace)}
    old = stale(judge_today(workspace, _records(workspace, asked, sites), sites.values()))
    for key in dict.fromkeys(held.issued.site for held in old if held.issued.site in sites):
        at = at_site(workspace, sites[key])
        wanted = make_order(at, order.roles, order.codes, order.staff, order.wish, asked)
        its = tuple(held for held in old if held.issued.site == key)
        said = [held for held in its if held.issued.locale in at.locales]
        # Staff may read any of the book's languages.
        orders = reorder(replace(at, locales=workspace.locales), wanted, said, asked["copies"])
        yield _Drawer(at, wanted, place.below(key), its, tuple(orders))
    if others := tuple(held for held in old if held.issued.site not in sites):
        yield _Drawer(workspace, order, place, others, tuple(reorder(workspace, order, others, asked["copies"])))


def _records(workspace: Workspace, asked: dict[str, Any], sites: dict[str, Site]) -> tuple[Record, ...]:
    """Return the records of the drawers asked for."""
    records = read_records(workspace.root)
    if not sites:
        site = asked["sites"][0] if asked["sites"] else None
        return select_records(workspace, records, asked["roles"], asked["locales"], site)
    if asked["sites"]:
        chosen = {site.key for site in select_sites(sites.values(), asked["sites"])}
        records = tuple(record for record in records if record.site in chosen)
    return select_records(workspace, records, asked["roles"], asked["locales"], None)


def _refill(
    drawer: _Drawer, book: Workspace, books: Mapping[str, Phrasebook], run: Run, executor: Executor | None
) -> list[Held]:
    """Print what replaces the stale cards of a drawer; return those that stay, because nothing is there to put in."""
    fresh: list[Fresh] = []
    kept: list[Held] = []
    own = {code: phrasebook_at(phrasebook, drawer.workspace) for code, phrasebook in books.items()}
    for wanted, old in drawer.wanted:
        folder = Folder(Commission(drawer.workspace, wanted, own), drawer.place, "")
        cards = count_cards(drawer.workspace, wanted)
        for _, printed in print_sites([folder.commission], cards=cards, executor=executor):
            printed = replace(printed, name=f"changed.{old[0].issued.card}.{printed.name}")
            outcome = write_deck(printed, folder, {}, (), run)
            if outcome == "unmade":
                kept += old
            elif outcome == "set":
                fresh += fresh_of(printed, wanted.layout)
                click.echo(f"written  {drawer.place.shown}/{printed.name}")
                if run.printing:
                    record(drawer.workspace, printed, wanted, run.printing, old)
    read = {held.issued.second or held.issued.locale for held in drawer.stale} & book.locales.keys()
    reader = drawer.order.staff or (read.pop() if len(read) == 1 else book.book.source)
    changes = swaps([held for held in drawer.stale if held not in kept], fresh)
    write_swaps(book, reader, changes, drawer.place)
    return kept
