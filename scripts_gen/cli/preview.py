"""``preview`` and ``pseudo``: phrases as they will look, for those who write and those who design."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options

if TYPE_CHECKING:
    from scripts_gen.preview import Asked, Preview

SETTLED = 60
"""Milliseconds without a change after which a save counts as done."""


@click.command()
@options.locales
@options.name("role", "--role", "-r", "roles", multiple=True, help="Only this role, and its script; may be repeated.")
@click.option("--watch", is_flag=True, help="Go on, and follow the files as they are saved.")
@options.output
@click.pass_obj
def preview(root: Path, locales: tuple[str, ...], roles: tuple[str, ...], watch: bool, output: Path | None) -> None:
    """Show each phrase beside its source, findings and card.

    Makes a folder whose index.html any browser opens, without a server. With
    --role it also holds the pages of that role's script.

    \b
    Example:
      scripts-gen preview --locale ar
      scripts-gen preview --locale fi --role cashier --watch
    """
    from scripts_gen.preview import Asked

    asked = Asked(locales, roles, watch)
    folder = options.output_folder(root, output, "preview")
    if watch:
        _follow(root, asked, folder)
    elif _renew(root, asked, folder, None)[1]:
        raise click.exceptions.Exit(2)


def _renew(root: Path, asked: Asked, folder: Path, before: Preview | None) -> tuple[Preview, tuple[str, ...]]:
    """Renew the folder and say so; return what it shows, and the faults."""
    from scripts_gen.preview import renew_preview, renew_scripts

    made = renew_preview(root, asked, folder, before, options.each("cards"))
    faults = tuple(dict.fromkeys((*made.all_faults(), *renew_scripts(made, asked, folder, options.each("scripts")))))
    for fault in faults:
        click.echo(fault, err=True)
    if before is None:
        click.echo(f"Open {options.show_path(folder / 'index.html')} in a browser.")
    elif made != before:
        changed = [code for code, view in made.locales.items() if view is not before.locales.get(code)]
        click.echo(f"renewed  {' '.join(changed)}".rstrip())
    return made, faults


def _follow(root: Path, asked: Asked, folder: Path) -> None:
    """Renew the folder whenever a file of the workspace is saved, until it is stopped."""
    from scripts_gen.errors import ScriptsGenError

    changes = _changes(root)
    next(changes)
    shown, _ = _renew(root, asked, folder, None)
    click.echo("Following the files as they are saved; Ctrl+C ends it.")
    with suppress(KeyboardInterrupt):
        for _ in changes:
            try:
                shown, _ = _renew(root, asked, folder, shown)
            except ScriptsGenError as error:
                click.echo(str(error), err=True)


def _changes(root: Path) -> Iterator[None]:
    """Yield once at the beginning, and then whenever a file of the workspace has changed.

    Raises UsageError where the library that watches is not installed.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise click.UsageError("--watch needs watchfiles: pip install 'scripts-gen[watch]'") from None
    yield
    while True:
        folders = _folders(root)
        unseen = True  # what was saved since the last look and before the watch began
        # It looks up now and then: a workspace may get its templates while it is watched.
        for changed in watch(*folders, debounce=SETTLED * 5, step=SETTLED, rust_timeout=500, yield_on_timeout=True):
            if changed or unseen:
                unseen = False
                yield
            if _folders(root) != folders:
                yield
                break


def _folders(root: Path) -> list[Path]:
    from scripts_gen.resources import find_roots

    folders = (folder / name for folder in find_roots(root) for name in ("locales", "templates"))
    return [folder for folder in folders if folder.is_dir()]


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", required=False)
@click.pass_obj
def pseudo(root: Path, folder: Path | None) -> None:
    """Make a workspace with made-up languages, for designers.

    It is a copy with two languages more: en_XA is accented, 40 % longer and
    in brackets, ar_XB runs from the right. Default DIR: build/pseudo.

    \b
    Example:
      scripts-gen pseudo
      scripts-gen -C build/pseudo cards --locale en_XA
    """
    import shutil

    from scripts_gen.files import write_file
    from scripts_gen.pseudo import CODES, pseudo_files
    from scripts_gen.workspace import read_workspace

    folder = options.output_folder(root, folder, "pseudo")
    files = dict(pseudo_files(read_workspace(root)))
    made_before = all((folder / "locales" / code).is_dir() for code in CODES)
    if folder.exists() and any(folder.iterdir()) and not made_before:
        raise click.UsageError(f"{folder} holds something else; name another folder")
    for old in ("locales", "templates"):
        if (folder / old).exists():
            shutil.rmtree(folder / old)
    for file, data in files.items():
        write_file(folder / file, data)
    shown = options.show_path(folder)
    click.echo(f"{shown} has the languages {' and '.join(CODES)}.")
    click.echo(f"Try 'scripts-gen -C {shown} preview --locale {CODES[0]}'.")
