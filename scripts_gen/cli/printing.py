"""Everything that ``cards`` was asked for: decks as they come from the press, written, told, recorded and remembered.

A folder is one site's, or that of a workspace without sites; both go the same way.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.outputs import shorten_list, tell_left_out
from scripts_gen.cli.setup import writable
from scripts_gen.cli.sheet_options import read_order
from scripts_gen.cli.unchanged import count_decks, decks, tell_unchanged, told_of
from scripts_gen.drawer import Held
from scripts_gen.how_to import Known, print_instructions
from scripts_gen.issue import Printing, records_of
from scripts_gen.ledger import append_records
from scripts_gen.manifest import Made, Manifest, made_of, read_manifest, write_manifest
from scripts_gen.order import Order, plan
from scripts_gen.place import Place
from scripts_gen.press import Commission, Printed, count_cards, print_sites, read_books
from scripts_gen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Folder:
    """What is printed into one folder."""

    commission: Commission
    place: Place
    key: str
    """Stands for all that decides what the run makes of it."""


@dataclass(slots=True)
class Run:
    """What a run has come to so far."""

    printing: Printing | None
    """What the ledger is told; None where it is not asked to be."""
    counts: Counter[str] = field(default_factory=Counter)
    """Of decks by what became of them: set, kept, none, unmade."""
    told: dict[str, list[str]] = field(default_factory=dict)
    """The sites of which the same is to be told."""
    known: Known = field(default_factory=dict)
    """The sheets that say how to print."""
    remarks: dict[str, None] = field(default_factory=dict)
    """What is told of the sheets when all is done."""
    opened: int = 0
    """So many folders were printed into."""

    def tell(self, line: str, site: str) -> None:
        """Tell a line at once, or once of all its sites when the run ends."""
        if site:
            self.told.setdefault(line, []).append(site)
        else:
            click.echo(line, err=True)

    def tell_once(self, line: str) -> None:
        """Tell a line that is the same for every site."""
        if line not in self.told:
            self.told[line] = []
            click.echo(line, err=True)


def print_one(root: Path, asked: dict[str, Any], place: Place, executor: Executor | None, call: str) -> None:
    """Print what is asked for of a workspace without a list of sites; ``call`` stands for what that is made from."""
    run = Run(printing_of(root, asked))
    workspace, order = read_order(root, asked)
    _print_folders([Folder(Commission(workspace, order, read_books(workspace, order)), place, call)], run, executor)
    _tell_end(run, place, "")


def print_many(root: Path, asked: dict[str, Any], place: Place, executor: Executor | None, call: str) -> None:
    """Print what is asked for at each site, into a folder of its own; all sites are checked before any is printed."""
    from scripts_gen.cli.at_sites import plan_sites

    run = Run(printing_of(root, asked))
    folders = plan_sites(root, asked, place, call)
    try:
        _print_folders(folders, run, executor)
    finally:
        for line, sites in run.told.items():
            if sites:
                click.echo(f"{line} ({shorten_list(dict.fromkeys(sites))})", err=True)
    where = f" for {len(folders)} {'site' if len(folders) == 1 else 'sites'}"
    _tell_end(run, place, where)


def printing_of(root: Path, asked: dict[str, Any]) -> Printing | None:
    """Return what the ledger is told of this run; None where it is not asked to be."""
    import secrets

    if not asked["issue"]:
        return None
    writable(root)
    return Printing(options.today(), "".join(asked["sites"][:1]), secrets.token_hex(4))


# --- folders ---------------------------------------------------------------------------------------------------------


def _print_folders(folders: Sequence[Folder], run: Run, executor: Executor | None) -> None:
    alike = {folder.commission.order.roles: folder.commission for folder in folders}.values()
    cards = max(count_cards(commission.workspace, commission.order) for commission in alike)
    total = sum(len(folder.commission.order.roles) * len(folder.commission.order.codes) for folder in folders)
    count = total if len(folders) > 1 else None
    opened: deque[tuple[Folder, Manifest]] = deque()  # in the order in which they come from the press

    def commissions() -> Iterator[Commission]:
        for folder in folders:
            manifest = read_manifest(folder.place)
            if manifest.run == folder.key and not run.printing:
                _keep(manifest, run)
            else:
                known = {} if run.printing else {name: made.key for name, made in manifest.files.items()}
                opened.append((folder, manifest))
                run.opened += 1
                yield replace(folder.commission, made=known)

    with closing(print_sites(commissions(), count=count, cards=cards, executor=executor)) as made:
        for _, its in groupby(options.progress(made, total, "cards"), lambda one: one[0].site):
            _write_folder(*opened.popleft(), (printed for _, printed in its), run)


def _keep(manifest: Manifest, run: Run) -> None:
    for line in told_of(manifest):
        run.tell_once(line)
    run.counts["kept"] += count_decks(manifest)


def _write_folder(folder: Folder, manifest: Manifest, made: Iterable[Printed], run: Run) -> None:
    """Write the decks of a folder, and at the end, whatever happens, what is there."""
    commission, files, names, complete = folder.commission, dict(manifest.files), list[str](), False
    unmade = run.counts["unmade"]
    try:
        for printed in made:
            notes = tuple(tell_left_out(printed.name, printed.left_out))
            for line in notes:
                run.tell_once(line)
            outcome = "kept" if printed.sheets is None else write_deck(printed, folder, files, notes, run)
            run.counts[outcome] += 1
            if outcome in ("set", "kept"):
                names.append(printed.name)
            if outcome == "set" and run.printing:
                its = replace(run.printing, site=commission.site or run.printing.site)
                record(commission.workspace, printed, commission.order, its)
        if names:
            names += _write_instructions(folder, files, run)
            _tell_guides(commission, run)
        complete = run.counts["unmade"] == unmade
    finally:
        if files:
            write_manifest(folder.place, Manifest(files, folder.key if complete else "", tuple(names)))


def write_deck(printed: Printed, folder: Folder, files: dict[str, Made], notes: tuple[str, ...], run: Run) -> str:
    """Write a deck that was set; return ``set``, ``unmade`` where it does not fit, ``none`` where there is none."""
    sheets, order, site = printed.sheets, folder.commission.order, folder.commission.site
    assert sheets is not None
    if sheets.pdf is not None:
        folder.place.write(printed.name, sheets.pdf, synced=not site)
        files[printed.name] = made_of(printed.key, sheets.pdf, notes)
        return "set"
    files.pop(printed.name, None)
    if not sheets.misfits and not notes and (order.wish.situations or order.wish.keys or order.contexts is not None):
        return "none"  # the role has no such phrase, or has it no more
    for misfit in sheets.misfits:
        run.tell(str(misfit), site)
    reason = "does not fit" if sheets.misfits else "has no card to print"
    run.tell(f"not written: {printed.name} {reason}", site)
    return "unmade"


def _write_instructions(folder: Folder, files: dict[str, Made], run: Run) -> list[str]:
    """Write the sheets that say how to print, cut and laminate; return their names."""
    names = []
    for name, data in print_instructions(folder.commission, run.known):
        made = made_of("", data)
        if files.get(name) != made:
            folder.place.write(name, data, synced=not folder.commission.site)
            files[name] = made
        names.append(name)
    return names


def record(
    workspace: Workspace, printed: Printed, order: Order, printing: Printing, stale: Iterable[Held] = ()
) -> None:
    """Tell the ledger of a deck that was printed."""
    size = plan(workspace, order)[0].size
    card_size = f"{size.width:g}x{size.height:g}" if order.paper.finished else size.name
    append_records(workspace.root, list(records_of(printed, order, card_size, printing, stale)))


# --- what is told ----------------------------------------------------------------------------------------------------


def _tell_guides(commission: Commission, run: Run) -> None:
    design, layout = plan(commission.workspace, commission.order)
    if layout.guided:
        told = f"{design.size.name} on {layout.sheet.name} leaves no margin for crop marks"
        run.remarks[f"{told}: cut through the fine ticks at the corners."] = None


def _tell_end(run: Run, place: Place, where: str) -> None:
    counts = run.counts
    if counts["kept"] and not counts["set"] and not counts["unmade"] and not run.opened:
        tell_unchanged(counts["kept"], where, place)
    else:
        kept = f", {counts['kept']} unchanged" if counts["kept"] else ""
        click.echo(f"{decks(counts['set'])}{where} written to {place.shown}{kept}")
    for line in run.remarks:
        click.echo(line)
    if counts["unmade"]:
        raise click.exceptions.Exit(1)
