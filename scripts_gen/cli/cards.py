"""``cards``: what trainers print, cut, laminate and hand out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.outputs import tell_left_out
from scripts_gen.cli.setup import writable
from scripts_gen.cli.sheet_options import choose_phrases, choose_sheet, read_order

if TYPE_CHECKING:
    from scripts_gen.drawer import Fresh, Held
    from scripts_gen.issue import Printing
    from scripts_gen.manifest import Made, Manifest
    from scripts_gen.press import Order, Printed
    from scripts_gen.workspace import Workspace

PPI = 150
"""Pixels an inch of a picture: sharp on a screen at twice its size."""


@click.command()
@options.roles
@options.locales
@options.staff
@choose_phrases
@choose_sheet
@options.chosen
@options.on_date
@options.output
@click.option("--preview", type=click.Choice(("png", "svg")), help="Pictures of the faces instead of sheets.")
@click.option("--issue", is_flag=True, help="Record what is printed in the ledger, issued.jsonl.")
@click.option("--site", metavar="SITE", help="With --issue or --changed: whose drawer it is.")
@click.option("--changed", is_flag=True, help="Only what replaces issued cards that are out of date.")
@click.pass_obj
def cards(root: Path, /, output: Path | None, preview: str | None, **asked: Any) -> None:
    """Make cards to cut and laminate: one PDF per role and language.

    A deck is the role's pocket, of twelve phrases at most; --all is
    everything. Beside the decks stands a sheet that says how to print, cut
    and laminate them. What did not change is not set again.

    Exit code 1 where a card does not fit: its deck is not written, and
    each such card is named with what is over and the size that would do.

    \b
    Example:
      scripts-gen cards --role cashier --locale ar
      scripts-gen cards --locale ru --staff fi --card a7 --duplex short
      scripts-gen cards --role nurse --layout wall --sheet a3 --all
      scripts-gen cards --only payment.change --copies 10 --issue
    """
    from scripts_gen.manifest import read_manifest

    folder = options.output_folder(root, output, "cards")
    if preview:
        _draw(root, asked, folder, preview)
    elif asked["changed"]:
        _print_changed(root, asked, folder)
    else:
        manifest = read_manifest(folder)
        key = _run_key(root, asked)
        if manifest.run == key and not asked["issue"]:
            _tell_unchanged(manifest, folder)
        else:
            _print_all(root, asked, folder, manifest, key)


# --- everything that was asked for -----------------------------------------------------------------------------------


def _run_key(root: Path, asked: dict[str, Any]) -> str:
    """Return what stands for all that decides what this run makes: the inputs, the program, the call."""
    import re
    from importlib import metadata

    import scripts_gen
    from scripts_gen.manifest import run_key
    from scripts_gen.resources import find_resource, input_files

    folders = (root / "templates", find_resource("templates"), Path(scripts_gen.__file__).parent)
    own = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()]
    code = (path for path in own if path.suffix != ".pyc")
    needs = [re.split(r"[^\w-]", need)[0] for need in metadata.requires("scripts-gen") or () if "extra ==" not in need]
    versions = [f"{name} {metadata.version(name)}" for name in needs]
    return run_key([*input_files(root), *code], *versions, repr(sorted(asked.items())))


def _tell_unchanged(manifest: Manifest, folder: Path) -> None:
    for name in manifest.names:
        for line in manifest.files[name].told:
            click.echo(line, err=True)
    count = sum(not name.startswith("how-to-print.") for name in manifest.names)
    click.echo(f"{_decks(count)} in {options.show_path(folder)} unchanged: nothing was set again")


def _decks(count: int) -> str:
    return f"{count} {'deck' if count == 1 else 'decks'}"


def _print_all(root: Path, asked: dict[str, Any], folder: Path, manifest: Manifest, key: str) -> None:
    from scripts_gen.manifest import Manifest, write_manifest
    from scripts_gen.press import print_decks

    workspace, order = read_order(root, asked)
    printing = _printing(root, asked)
    files, names = dict(manifest.files), list[str]()
    known = {} if printing else {name: made.key for name, made in files.items()}
    counts, complete = {"set": 0, "kept": 0, "unmade": 0}, False
    try:
        made = print_decks(workspace, order, known)
        for printed in options.progress(made, len(order.roles) * len(order.codes), "cards"):
            told = tuple(tell_left_out(printed.name, printed.left_out))
            for line in told:
                click.echo(line, err=True)
            outcome = "kept" if printed.sheets is None else _write(printed, folder, order, files, told)
            counts[outcome] = counts.get(outcome, 0) + 1
            if outcome in ("set", "kept"):
                names.append(printed.name)
            if outcome == "set" and printing:
                _record(workspace, printed, order, printing)
        if names:
            names += _write_instructions(workspace, order, folder, files)
        complete = not counts["unmade"]
    finally:
        if files:
            write_manifest(folder, Manifest(files, key if complete else "", tuple(names)))
    _tell_written(workspace, order, folder, counts)
    if counts["unmade"]:
        raise click.exceptions.Exit(1)


def _write(printed: Printed, folder: Path, order: Order, files: dict[str, Made], told: tuple[str, ...]) -> str:
    """Write a deck that was set; return ``set``, ``unmade`` where it does not fit, ``none`` where there is none."""
    from scripts_gen.files import write_file
    from scripts_gen.manifest import Made, digest

    sheets = printed.sheets
    assert sheets is not None
    if sheets.pdf is not None:
        write_file(folder / printed.name, sheets.pdf)
        files[printed.name] = Made(printed.key, digest(sheets.pdf), told)
        return "set"
    files.pop(printed.name, None)
    if not sheets.misfits and not told and (order.wish.situations or order.wish.keys or order.contexts is not None):
        return "none"  # the role has no such phrase, or has it no more
    for misfit in sheets.misfits:
        click.echo(str(misfit), err=True)
    reason = "does not fit" if sheets.misfits else "has no card to print"
    click.echo(f"not written: {printed.name} {reason}", err=True)
    return "unmade"


def _write_instructions(workspace: Workspace, order: Order, folder: Path, files: dict[str, Made]) -> list[str]:
    """Write the sheets that say how to print, cut and laminate; return their names."""
    from scripts_gen.files import write_file
    from scripts_gen.manifest import Made, digest
    from scripts_gen.press import print_instructions

    names = []
    for name, data in print_instructions(workspace, order):
        write_file(folder / name, data)
        files[name] = Made("", digest(data))
        names.append(name)
    return names


def _tell_written(workspace: Workspace, order: Order, folder: Path, counts: dict[str, int]) -> None:
    from scripts_gen.press import plan

    kept = f", {counts['kept']} unchanged" if counts["kept"] else ""
    click.echo(f"{_decks(counts['set'])} written to {options.show_path(folder)}{kept}")
    design, layout = plan(workspace, order)
    if layout.guided:
        click.echo(
            f"{design.size.name} on {layout.sheet.name} leaves no margin for crop marks: cut through the fine ticks at"
            " the corners."
        )


# --- the drawer ------------------------------------------------------------------------------------------------------


def _printing(root: Path, asked: dict[str, Any]) -> Printing | None:
    """Return what the ledger is told of this run; None where it is not asked to be."""
    import secrets

    from scripts_gen.issue import Printing

    if not asked["issue"]:
        if asked["site"] is not None and not asked["changed"]:
            raise click.UsageError("--site goes with --issue or --changed")
        return None
    writable(root)
    return Printing(options.today(), asked["site"] or "", secrets.token_hex(4))


def _record(
    workspace: Workspace, printed: Printed, order: Order, printing: Printing, stale: Iterable[Held] = ()
) -> None:
    from scripts_gen.issue import records_of
    from scripts_gen.ledger import append_records
    from scripts_gen.press import plan

    size = plan(workspace, order)[0].size
    card_size = f"{size.width:g}x{size.height:g}" if order.paper.finished else size.name
    append_records(workspace.root, list(records_of(printed, order, card_size, printing, stale)))


def _print_changed(root: Path, asked: dict[str, Any], folder: Path) -> None:
    from dataclasses import replace

    from scripts_gen.cli.sheet_options import plan_faults
    from scripts_gen.cli.swaps import write_swaps
    from scripts_gen.drawer import swaps
    from scripts_gen.errors import InputError
    from scripts_gen.issue import fresh_of, reorder
    from scripts_gen.press import print_decks

    if asked["layout"] or asked["everything"] or asked["situations"] or asked["keys"]:
        raise click.UsageError(
            "--changed prints what the ledger knows; leave --layout, --all, --situation and --only out"
        )
    workspace, order = read_order(root, asked)
    printing = _printing(root, asked)
    stale = _stale(workspace, order, asked)
    if not stale:
        click.echo("Every card that was issued is current.")
        return
    fresh: list[Fresh] = []
    kept: list[Held] = []
    orders = list(reorder(workspace, order, stale, asked["copies"]))
    if faults := plan_faults(workspace, [wanted for wanted, _ in orders]):
        raise InputError(faults)
    for wanted, old in orders:
        for printed in print_decks(workspace, wanted):
            printed = replace(printed, name=f"changed.{old[0].issued.card}.{printed.name}")
            outcome = _write(printed, folder, wanted, {}, ())
            if outcome == "unmade":
                kept += old  # nothing is there to put in
            elif outcome == "set":
                fresh += fresh_of(printed, wanted.layout)
                click.echo(f"written  {options.show_path(folder / printed.name)}")
                if printing:
                    _record(workspace, printed, wanted, printing, old)
    read = {held.issued.second or held.issued.locale for held in stale} & workspace.locales.keys()
    reader = order.staff or (read.pop() if len(read) == 1 else workspace.book.source)
    write_swaps(workspace, reader, swaps([held for held in stale if held not in kept], fresh), folder)
    if kept:
        raise click.exceptions.Exit(1)


def _stale(workspace: Workspace, order: Order, asked: dict[str, Any]) -> tuple[Held, ...]:
    """Return the cards that are out of date in the drawers asked for."""
    from scripts_gen.cli.drawer import read_records, select_records
    from scripts_gen.drawer import groups_of, judge, stale
    from scripts_gen.issue import read_lines

    records = read_records(workspace.root)
    records = select_records(workspace, records, asked["roles"], asked["locales"], asked["site"])
    return stale(judge(records, read_lines(workspace, groups_of(records))))


# --- pictures --------------------------------------------------------------------------------------------------------


def _draw(root: Path, asked: dict[str, Any], folder: Path, kind: str) -> None:
    from scripts_gen.files import write_file
    from scripts_gen.press import draw_cards

    if asked["issue"] or asked["changed"]:
        raise click.UsageError("--preview draws pictures and prints nothing; leave --issue and --changed out")
    workspace, order = read_order(root, asked)
    count = misfits = 0
    for name, picture in draw_cards(workspace, order, ppi=PPI if kind == "png" else 0):
        if isinstance(picture, bytes):
            write_file(folder / name, picture, synced=False)
            count += 1
        else:
            click.echo(picture, err=True)
            misfits += 1
    click.echo(f"{count} {'picture' if count == 1 else 'pictures'} written to {options.show_path(folder)}")
    if misfits:
        raise click.exceptions.Exit(1)
