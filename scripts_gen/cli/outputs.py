"""``scripts``, and what commands share that make documents for roles in languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
        for line in tell_left_out(product.name, product.left_out):
            click.echo(line, err=True)
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


def tell_left_out(name: str, left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Yield what a document leaves out: how many phrases by status, and which."""
    gaps = list(left_out)
    for status, count in sorted(Counter(str(gap.status) for gap in gaps).items()):
        keys = ", ".join(gap.key for gap in gaps if gap.status == status)
        yield f"{name} leaves out {count} {status}: {keys}"
