"""``cards`` and ``scripts``: what trainers print and hand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options

if TYPE_CHECKING:
    from scripts_gen.phrasebook import LeftOut
    from scripts_gen.workspace import Workspace


@click.command()
@options.roles
@options.locales
@options.staff
@click.option("--card", metavar="SIZE", help="Card size: id1, a7 or a6. Default: what book.toml prints.")
@click.option("--sheet", metavar="SIZE", help="Sheet: a4 or letter. Default: what book.toml prints.")
@options.chosen
@options.on_date
@options.output
@click.pass_obj
def cards(
    root: Path,
    roles: tuple[str, ...],
    locales: tuple[str, ...],
    staff: str | None,
    card: str | None,
    sheet: str | None,
    speaker: str | None,
    listener: str | None,
    on_date: date | None,
    output: Path | None,
) -> None:
    """Make cards to cut and laminate: one PDF per role and language.

    Exit code 1 where a card does not fit: its deck is not written, and
    each such card is named with what is over and the size that would do.

    \b
    Example:
      scripts-gen cards --role cashier --locale ar
      scripts-gen cards --locale ru --staff fi --card a7
    """
    from scripts_gen.files import write_file
    from scripts_gen.produce import produce_cards
    from scripts_gen.sheet import lay_out

    workspace, names, codes, reader = selected(root, roles, locales, staff)
    layout = lay_out(card or workspace.book.print.card, sheet or workspace.book.print.sheet)
    folder = options.output_folder(root, output, "cards")
    chosen = _chosen(workspace, codes, speaker, listener)
    findings = False
    count = 0
    for sheets in options.progress(
        produce_cards(workspace, names, codes, reader, layout, chosen, on_date), len(names) * len(codes), "cards"
    ):
        for misfit in sheets.misfits:
            click.echo(str(misfit), err=True)
        if sheets.data is not None:
            write_file(folder / sheets.name, sheets.data)
            count += 1
        else:
            findings = True
            reason = "does not fit" if sheets.misfits else "has no card to print"
            click.echo(f"not written: {sheets.name} {reason}", err=True)
        _tell_left_out(sheets.name, sheets.left_out)
    click.echo(f"{count} {'deck' if count == 1 else 'decks'} written to {options.show_path(folder)}")
    if not layout.marks:
        click.echo(f"{layout.card.name} on {layout.sheet.name} leaves no margin for crop marks: cut into equal parts.")
    if findings:
        raise click.exceptions.Exit(1)


@click.command()
@options.roles
@options.locales
@options.staff
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(("pdf", "html", "md", "txt")),
    help="Only this format; may be repeated.",
)
@options.on_date
@options.output
@click.pass_obj
def scripts(
    root: Path,
    roles: tuple[str, ...],
    locales: tuple[str, ...],
    staff: str | None,
    formats: tuple[str, ...],
    on_date: date | None,
    output: Path | None,
) -> None:
    """Make role scripts: what one role says and does, step by step.

    \b
    Example:
      scripts-gen scripts --role receptionist --format html
      scripts-gen scripts --locale ar --staff fi
    """
    from scripts_gen.files import write_file
    from scripts_gen.produce import FORMATS, produce_scripts

    workspace, names, codes, reader = selected(root, roles, locales, staff)
    folder = options.output_folder(root, output, "scripts")
    kinds = tuple(dict.fromkeys(formats)) or FORMATS
    made = produce_scripts(workspace, names, codes, reader, kinds, on_date)
    count = 0
    for product in options.progress(made, len(names) * len(codes) * len(kinds), "scripts"):
        write_file(folder / product.name, product.data)
        _tell_left_out(product.name, product.left_out)
        count += 1
    click.echo(f"{count} {'script' if count == 1 else 'scripts'} written to {options.show_path(folder)}")


def selected(
    root: Path, roles: tuple[str, ...], locales: tuple[str, ...], staff: str | None
) -> tuple[Workspace, list[str], list[str], str | None]:
    """Return the workspace and what was asked for, everything where nothing was; all unknown words in one error."""
    from scripts_gen.errors import Fault, InputError
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    faults: list[Fault] = []

    def known(find: Callable[[str], str], words: Iterable[str]) -> list[str]:
        found = []
        for word in words:
            try:
                found.append(find(word))
            except InputError as error:
                faults.extend(error.faults)
        return list(dict.fromkeys(found))

    names = known(workspace.find_role, roles) or list(workspace.book.roles)
    codes = known(workspace.find_locale, locales) or list(workspace.locales)
    reader = known(workspace.find_locale, [staff] if staff else [])
    if faults:
        raise InputError(faults)
    return workspace, names, codes, reader[0] if reader else None


def _chosen(workspace: Workspace, codes: Iterable[str], speaker: str | None, listener: str | None) -> dict[str, str]:
    """Return the chosen axis values; one that none of the languages knows is an error."""
    chosen = options.choice(speaker, listener)
    for axis, value in chosen.items():
        known = {v: "" for code in codes for a in workspace.locales[code].axes if a.name == axis for v in a.values}
        if value not in known:
            raise click.BadParameter(f"expected one of {', '.join(known) or 'none'}", param_hint=f"--{axis}")
    return chosen


def _tell_left_out(name: str, left_out: Iterable[LeftOut]) -> None:
    """Say what a document leaves out: how many phrases by status, and which."""
    gaps = list(left_out)
    for status, count in sorted(Counter(str(gap.status) for gap in gaps).items()):
        keys = ", ".join(gap.key for gap in gaps if gap.status == status)
        click.echo(f"{name} leaves out {count} {status}: {keys}", err=True)
