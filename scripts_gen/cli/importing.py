"""``import``: what translators and trainers edited in other programs."""

from __future__ import annotations

from pathlib import Path

import click

from scripts_gen.cli import options
from scripts_gen.cli.setup import writable


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@options.as_json
@click.pass_obj
def import_(root: Path, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Take over what was edited in each FILE, and show it.

    FILE is what export wrote as csv, xliff or xliff2, edited; a .zip holds
    several. What is empty there stays as it is here, what changed here since
    the export stays, and a text that changed in both is told and nothing is
    written. Nobody's approval is taken over: use approve.

    \b
    Example:
      scripts-gen export xliff --locale fi -o finnish.xlf
      scripts-gen import --dry-run finnish.xlf
      scripts-gen import finnish.xlf russian.xlf phrases.csv
    """
    from scripts_gen.cli.spreadsheet import take_over
    from scripts_gen.exchange import read_files
    from scripts_gen.workspace import read_workspace

    if not dry_run:
        writable(root)
    workspace = read_workspace(root)
    take_over(root, workspace, read_files(workspace, files), dry_run=dry_run, as_json=as_json)
