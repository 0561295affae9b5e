"""``cards``: what trainers print, cut, laminate and hand out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.completion import site_keys
from scripts_gen.cli.sheet_options import choose_phrases, choose_sheet, read_order

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from scripts_gen.place import Place

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
@click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="KEY|all",
    shell_complete=site_keys,
    help="For this site of sites.csv, into a folder of its own; may be repeated. "
    "Without such a list, with --issue or --changed: whose drawer it is.",
)
@options.place
@options.cluster
@click.option("--preview", type=click.Choice(("png", "svg")), help="Pictures of the faces instead of sheets.")
@click.option("--issue", is_flag=True, help="Record what is printed in the ledger, issued.jsonl.")
@click.option("--changed", is_flag=True, help="Only what replaces issued cards that are out of date.")
@click.pass_obj
def cards(root: Path, /, output: str | None, preview: str | None, cluster: str | None, **asked: Any) -> None:
    """Make cards to cut and laminate: a PDF a role and language.

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
      scripts-gen cards --site all --cluster tcp://10.0.0.5:8786
    """
    from scripts_gen.cli.unchanged import call_key, is_unchanged

    place = options.output_place(root, output, "cards")
    listed = bool(asked["sites"]) and _has_list(root)
    _check_call(asked, preview, listed=listed)
    if preview:
        _draw(root, asked, place, preview)
        return
    call = call_key(root, asked)
    if not listed and not asked["issue"] and not asked["changed"] and is_unchanged(place, call):
        return
    try:
        with options.executor_of(cluster) as executor:
            _print(root, asked, place, executor, call, listed=listed)
    except KeyboardInterrupt:
        click.echo("stopped: what is written is whole, and the next run goes on from there", err=True)
        raise


def _print(
    root: Path, asked: dict[str, Any], place: Place, executor: Executor | None, call: str, *, listed: bool
) -> None:
    from scripts_gen.cli.changed import print_changed
    from scripts_gen.cli.printing import print_many, print_one

    if asked["changed"]:
        print_changed(root, asked, place, executor)
    elif listed:
        print_many(root, asked, place, executor, call)
    else:
        print_one(root, asked, place, executor, call)


def _has_list(root: Path) -> bool:
    from scripts_gen.sites import find_sites_file

    return find_sites_file(root) is not None


def _check_call(asked: dict[str, Any], preview: str | None, *, listed: bool) -> None:
    if preview and (asked["issue"] or asked["changed"]):
        raise click.UsageError("--preview draws pictures and prints nothing; leave --issue and --changed out")
    if preview and listed:
        raise click.UsageError("--preview draws the cards of the book itself; leave --site out")
    if asked["sites"] and not listed and not asked["issue"] and not asked["changed"]:
        raise click.UsageError("--site goes with --issue or --changed, or with a list of sites in sites.csv")
    if len(asked["sites"]) > 1 and not listed:
        raise click.UsageError("there is no sites.csv to take several sites from; name one drawer with --site")


def _draw(root: Path, asked: dict[str, Any], place: Place, kind: str) -> None:
    from scripts_gen.press import draw_cards

    workspace, order = read_order(root, asked)
    count = misfits = 0
    for name, picture in draw_cards(workspace, order, ppi=PPI if kind == "png" else 0):
        if isinstance(picture, bytes):
            place.write(name, picture, synced=False)
            count += 1
        else:
            click.echo(picture, err=True)
            misfits += 1
    click.echo(f"{count} {'picture' if count == 1 else 'pictures'} written to {place.shown}")
    if misfits:
        raise click.exceptions.Exit(1)
