"""``spreadsheet``: the book as a table for trainers and translators, and what they edited there back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.effects import Effects, Rewording
    from scripts_gen.files import Change
    from scripts_gen.spreadsheet_edits import Edits
    from scripts_gen.workspace import Workspace

WIDTH = 80


@click.group()
def spreadsheet() -> None:
    """Edit phrases and their translations in Excel or LibreOffice.

    \b
    Example:
      scripts-gen spreadsheet export --locale fi phrases.xlsx
      scripts-gen spreadsheet import --dry-run phrases.xlsx
      scripts-gen spreadsheet import phrases.xlsx
    """


@spreadsheet.command()
@options.locales
@options.on_date
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(root: Path, locales: tuple[str, ...], on_date: date | None, file: Path) -> None:
    """Write the book into FILE, a row a phrase: .xlsx or .csv.

    What may not be edited is protected; new phrases go below the last row. A
    FILE that holds edits nobody has imported yet is never written over.

    \b
    Example:
      scripts-gen spreadsheet export phrases.xlsx
      scripts-gen spreadsheet export -l ar -l fi for-translators.csv
    """
    from scripts_gen.files import write_file
    from scripts_gen.spreadsheet import ENDINGS, format_spreadsheet
    from scripts_gen.workspace import read_workspace

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise click.UsageError(f"expected a FILE that ends in {' or '.join(ENDINGS)}, found {file.name!r}")
    workspace = read_workspace(root)
    codes = [workspace.find_locale(word) for word in locales] or list(workspace.locales)
    if file.exists():
        _check_unedited(workspace, file)
    on = on_date or _newest(workspace, codes)
    write_file(file, format_spreadsheet(workspace, list(dict.fromkeys(codes)), ending=ending, on=on))
    click.echo(f"written  {options.show_path(file)}")


def _newest(workspace: Workspace, codes: list[str]) -> date:
    """Return the newest date in the catalogs that are exported; today where none has one."""
    from scripts_gen.workspace import revision_date

    dates = [revision_date(catalog) for code in codes for catalog in workspace.read_catalogs(code).values()]
    newest = max(dates, default="")
    return date.fromisoformat(newest) if newest else options.today()


def _check_unedited(workspace: Workspace, file: Path) -> None:
    """Raise UsageError where ``file`` is no export that can be written again without loss."""
    from scripts_gen.errors import InputError
    from scripts_gen.spreadsheet_edits import read_edits
    from scripts_gen.worksheet import read_worksheet

    try:
        edits = read_edits(workspace, read_worksheet(file, str(file)), clear=False)
        edited = bool(edits.wordings or edits.texts or edits.additions)
    except InputError:
        edited = True
    if edited:
        raise click.UsageError(f"{file} is there and holds edits; import it first, or name another FILE")


@spreadsheet.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--clear", is_flag=True, help="Let an emptied cell empty the text in the book or its catalog.")
@click.option("--new", "new", type=click.Path(path_type=Path), metavar="DIR", help="Begin a book in DIR from FILE.")
@click.option("--title", metavar="TEXT", help="With --new: the title of the book.")
@click.option("--organisation", metavar="NAME", help="With --new: the name of the organisation.")
@options.as_json
@click.pass_obj
def import_(
    root: Path,
    file: Path,
    dry_run: bool,
    clear: bool,
    new: Path | None,
    title: str | None,
    organisation: str | None,
    as_json: bool,
) -> None:
    """Take over what was edited in FILE, and show it.

    Only edited cells count: what changed in the book since the export stays,
    and a text that changed in both is told and nothing is written. With --new,
    FILE is a plain list of sentences (.xlsx, .csv, or .txt with one a line).

    \b
    Example:
      scripts-gen spreadsheet import --dry-run phrases.xlsx
      scripts-gen spreadsheet import phrases.xlsx
      scripts-gen spreadsheet import --new our-hotel sentences.txt
    """
    from scripts_gen.spreadsheet_edits import read_edits
    from scripts_gen.worksheet import read_worksheet
    from scripts_gen.workspace import read_workspace

    if new:
        _begin(file, new, title, organisation)
        return
    if title or organisation:
        raise click.UsageError("--title and --organisation go with --new")
    if not dry_run:
        writable(root)
    workspace = read_workspace(root)
    edits = read_edits(workspace, read_worksheet(file, str(file)), clear=clear)
    take_over(root, workspace, edits, dry_run=dry_run, as_json=as_json)


def take_over(root: Path, workspace: Workspace, edits: Edits, *, dry_run: bool, as_json: bool) -> None:
    """Write what ``edits`` make of the files below ``root``, unless it is a dry run, and show what changes."""
    import json

    from scripts_gen.amend import amendments
    from scripts_gen.cli.catalogs import now
    from scripts_gen.effects import find_effects
    from scripts_gen.files import check_unchanged, write_file

    changes = dict(amendments(workspace, edits.wordings, edits.texts, edits.additions, **now()))
    found = find_effects(changes, workspace.book.source)
    if not dry_run:
        check_unchanged(root, changes)
        for name, change in changes.items():
            write_file(root / name, change.new)
    if as_json:
        click.echo(json.dumps(_facts(found, changes, edits.notes, dry_run=dry_run), ensure_ascii=False, indent=1))
        return
    for line in _report(found, changes, edits.notes, dry_run=dry_run):
        click.echo(line)


def _begin(file: Path, folder: Path, title: str | None, organisation: str | None) -> None:
    """Make a workspace in ``folder`` whose book says the sentences of ``file``."""
    import tempfile

    from scripts_gen.cli.catalogs import now
    from scripts_gen.cli.setup import furnish
    from scripts_gen.resources import shipped_workspace
    from scripts_gen.sentences import begin_book, read_sentences
    from scripts_gen.spreadsheet_edits import counted
    from scripts_gen.workspace import read_workspace

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and not empty")
    shipped = read_workspace(shipped_workspace())
    listed = read_sentences(file, str(file), shipped)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        made = Path(temporary) / "made"
        begin_book(made, listed, shipped, title=title or file.stem, organisation=organisation, **now())
        furnish(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    for note in listed.notes:
        click.echo(note)
    click.echo(f"{folder} is a workspace with {counted(len(listed.sentences), 'phrase')}.")
    click.echo(f"Its cards: scripts-gen -C {folder} cards --role staff --locale {listed.source}")


def _facts(found: Effects, changes: dict[str, Change], notes: list[str], *, dry_run: bool) -> dict[str, Any]:
    from dataclasses import asdict

    written: list[str] = [] if dry_run else list(changes)
    return {**asdict(found), "files": list(changes), "written": written, "notes": notes}


def _report(found: Effects, changes: dict[str, Change], notes: list[str], *, dry_run: bool) -> Iterator[str]:
    """Yield what changes, file by file, and what was left as it is."""
    from scripts_gen.spreadsheet_edits import counted

    file = ""
    for text in found.texts:
        if text.file != file:
            yield text.file
        file = text.file
        yield from _difference(text)
    files = counted(len(changes), "file")
    yield f"{counted(len(found.texts), 'text')} in {files}." if changes else "Nothing was edited."
    if found.followers:
        yield f"{counted(len(found.followers), 'other file')} of the catalogs and templates because of it."
    if found.fuzzy:
        yield f"{counted(found.fuzzy, 'translation')} to be looked at, made from what the book said before (fuzzy)."
    if found.unsealed:
        yield f"{counted(found.unsealed, 'wording')} to be approved again."
    yield from notes
    if changes:
        yield f"Nothing was written: --dry-run, {files}." if dry_run else f"Written: {files}."


def _difference(text: Rewording) -> Iterator[str]:
    from scripts_gen.cli.terminal import fold

    yield from fold(f"{text.key}  {text.field}".rstrip(), WIDTH, "  ", "    ")
    for sign, wording in (("-", text.old), ("+", text.new)):
        if wording:
            yield from _wording(sign, wording)


def _wording(sign: str, wording: str) -> Iterator[str]:
    import unicodedata

    from scripts_gen.cli.terminal import fold, set_line

    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in wording)
    # What comes from outside is not to move the cursor.
    wording = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c != "\n" else c for c in wording)
    for i, line in enumerate(fold(wording, WIDTH - 6)):
        yield f"    {sign if not i else ' '} {set_line(line, 'rtl' if rtl else 'ltr')}"
