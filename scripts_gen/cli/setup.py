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
def init(folder: Path) -> None:
    """Make a workspace in FOLDER, with a copy of the shipped book.

    Wordings that you change reach staff as drafts until your own native
    speaker approves them; approval = "required" in book.toml holds them back.

    \b
    Example:
      scripts-gen init our-hotel
    """
    import shutil
    import tempfile

    from scripts_gen.ledger import LEDGER, LOCK, TORN
    from scripts_gen.resources import BOOK_FILE, find_resource

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and not empty")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        made = Path(temporary) / "made"
        shutil.copytree(find_resource("locales"), made / "locales", ignore=shutil.ignore_patterns("__pycache__"))
        (made / "templates").mkdir()
        (made / ".gitattributes").write_text(f"{LEDGER} merge=union text eol=lf\n", encoding="utf-8")
        (made / ".gitignore").write_text(f"build/\n{LOCK}\n{TORN}\n", encoding="utf-8")
        book = made / BOOK_FILE
        # The shipped wordings are approved. The first of one's own are not, and would be missing from every output.
        text = book.read_text(encoding="utf-8").replace('approval = "required"', 'approval = "preferred"')
        book.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    click.echo(f"{folder} is a workspace. Begin with {folder / 'locales' / 'book' / 'book.toml'}.")


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
