"""``init`` and ``new-locale``: a workspace of one's own, and one more language in it."""

from __future__ import annotations

from pathlib import Path

import click


def writable(root: Path) -> None:
    """Raise UsageError where ``root`` is the shipped book, unless one stands in it: what is installed stays."""
    from scripts_gen.resources import shipped_workspace

    if root == shipped_workspace() and root != Path.cwd():
        raise click.UsageError("the shipped book is read-only; 'scripts-gen init DIR' makes a workspace of your own")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--extends", metavar="BOOK", help="Copy nothing: lie over BOOK, a workspace or 'default', the shipped one."
)
def init(folder: Path, extends: str | None) -> None:
    """Make a workspace in FOLDER, with a copy of the shipped book.

    With --extends it holds only what it says otherwise than that BOOK.
    Wordings that you change reach staff as drafts until your own native
    speaker approves them; approval = "required" in book.toml holds them back.

    \b
    Example:
      scripts-gen init our-hotel
      scripts-gen init our-hotel --extends default
    """
    import shutil
    import tempfile

    from scripts_gen.resources import BOOK_FILE, find_resource

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and not empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        made = Path(temporary) / "made"
        if extends is not None:
            _write_over(made, extends, folder)
        else:
            shutil.copytree(find_resource("locales"), made / "locales", ignore=shutil.ignore_patterns("__pycache__"))
        furnish(made)
        book = made / BOOK_FILE
        # The shipped wordings are approved. The first of one's own are not, and would be missing from every output.
        text = book.read_text(encoding="utf-8").replace('approval = "required"', 'approval = "preferred"')
        book.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    click.echo(f"{folder} is a workspace. Begin with {folder / 'locales' / 'book' / 'book.toml'}.")


def furnish(made: Path) -> None:
    """Give a new workspace its folder for templates, and git the word on what it should keep, merge or leave out."""
    from scripts_gen.complaint import REGISTER
    from scripts_gen.ledger import LEDGER, LOCK, TORN

    (made / "templates").mkdir()
    (made / ".gitattributes").write_text(f"{LEDGER} merge=union text eol=lf\n", encoding="utf-8")
    (made / ".gitignore").write_text(f"build/\n{LOCK}\n{TORN}\n{REGISTER}*\n", encoding="utf-8")


_OVER = """\
# What stands here and beside this file is said otherwise than in the book that this one extends.
extends = {extends}
title = "Our phrasebook"
approval = "preferred"  # "required" keeps back what nobody has approved

[organisation]  # fill in
name = "Our organisation"
hotline = "+00 00 000 0000"
website = "www.example.org"
feedback = "feedback@example.org"
"""


def _write_over(made: Path, extends: str, folder: Path) -> None:
    """Write the workspace ``made``, which will be ``folder``, over the book that ``extends`` names from here."""
    import json
    import os

    from scripts_gen.errors import Fault, InputError
    from scripts_gen.resources import BOOK_FILE, SHIPPED, find_base, is_workspace

    base = find_base(Path.cwd(), extends)
    if not is_workspace(base):
        raise InputError([Fault(extends, 0, "", f"is no workspace: it holds no {BOOK_FILE}; {SHIPPED!r} ships")])
    inside = Path(os.path.realpath(folder))
    word = SHIPPED if extends == SHIPPED else extends if Path(extends).is_absolute() else os.path.relpath(base, inside)
    for below in ("situations", "roles"):
        (made / "locales" / "book" / below).mkdir(parents=True)
    text = _OVER.format(extends=json.dumps(Path(word).as_posix(), ensure_ascii=False))
    (made / BOOK_FILE).write_text(text, encoding="utf-8", newline="\n")


@click.command()
@click.argument("code", metavar="LOCALE")
@click.pass_obj
def new_locale(root: Path, code: str) -> None:
    """Add a language to the workspace.

    Makes its folder, a first locale.toml to look over, and empty catalogs.

    \b
    Example:
      scripts-gen new-locale sv
    """
    from scripts_gen.catalogs import new_locale_files
    from scripts_gen.cli.catalogs import now, write
    from scripts_gen.workspace import read_workspace

    writable(root)
    write(root, dict(new_locale_files(read_workspace(root), code, **now())))
