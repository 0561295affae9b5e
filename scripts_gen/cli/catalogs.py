"""``extract``, ``update``, ``status`` and ``approve``: from the book to the translators and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options
from scripts_gen.cli.completion import names_of
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.files import Change


def now() -> dict[str, str]:
    """Return what the header of a template says of when it was made."""
    return {"date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")}


def write(root: Path, files: dict[str, Change]) -> None:
    """Write files below ``root``, and say which; none where somebody else saved one of them since it was read."""
    from scripts_gen.files import check_unchanged, write_file

    check_unchanged(root, files)
    for file, change in files.items():
        write_file(root / file, change.new)
        click.echo(f"written  {file}")


@click.command()
@click.pass_obj
def extract(root: Path) -> None:
    """Write the templates (.pot) that translators start from.

    \b
    Example:
      scripts-gen extract
    """
    from scripts_gen.catalogs import templates
    from scripts_gen.workspace import read_workspace

    writable(root)
    files = dict(templates(read_workspace(root), **now()))
    write(root, files)
    if not files:
        click.echo("The templates are up to date.")


@click.command()
@click.argument("locales", nargs=-1, metavar="[LOCALE]...", shell_complete=names_of("locale"))
@options.name("phrase", "--typo", "typos", multiple=True, help="The source of KEY changed by a typo only.")
@options.by("With --typo: who says so.", required=False)
@options.name(
    "phrase", "--own", "owned", multiple=True, help="Take the wordings of KEY over from the book below, to change them."
)
@options.on_date
@click.pass_obj
def update(
    root: Path,
    locales: tuple[str, ...],
    typos: tuple[str, ...],
    by: str | None,
    owned: tuple[str, ...],
    on_date: date | None,
) -> None:
    """Bring the catalogs (.po) up to date with the book.

    Nothing is lost and nothing is guessed: a changed source makes its
    translations fuzzy, a removed phrase becomes obsolete. Where the book
    extends another, only what differs from there is written.

    \b
    Example:
      scripts-gen update
      scripts-gen update ar ru
      scripts-gen update --typo greeting.welcome --by "Ann Lee"
    """
    from scripts_gen.approvals import corrections
    from scripts_gen.catalogs import templates, updates
    from scripts_gen.workspace import read_workspace

    writable(root)
    workspace = read_workspace(root)
    if typos:
        if not by:
            raise click.UsageError("--typo wants --by: who says that the meaning did not change")
        day = (on_date or options.today()).isoformat()
        if workspace.base:  # whose translations are taken over first
            write(root, dict(updates(workspace, workspace.locales, **now())))
        write(root, dict(corrections(workspace, set(typos), date=day, by=by)))
    codes = [workspace.find_locale(word) for word in locales] or list(workspace.locales)
    files = dict(updates(workspace, codes, taken=set(owned), **now()))
    written = bool(workspace.base and files)
    if written:  # over another book, templates are of what the catalogs hold by now
        write(root, files)
        files = {}
    files |= dict(templates(workspace, **now()))
    write(root, files)
    if not files and not written:
        click.echo("Everything is up to date.")


@click.command()
@click.argument("locales", nargs=-1, metavar="[LOCALE]...", shell_complete=names_of("locale"))
@options.as_json
@click.pass_obj
def status(root: Path, locales: tuple[str, ...], as_json: bool) -> None:
    """Show how far each catalog has come.

    \b
    Example:
      scripts-gen status
      scripts-gen status fi --json
    """
    import json
    from dataclasses import asdict

    from scripts_gen.catalogs import counts
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    codes = [workspace.find_locale(word) for word in locales] or list(workspace.locales)
    rows = list(counts(workspace, codes))
    if as_json:
        entries = [{"locale": c, "domain": d, **asdict(n), "percent": n.percent} for c, d, n in rows]
        click.echo(json.dumps(entries, indent=1))
        return
    names = ("approved", "translated", "fuzzy", "missing", "obsolete", "words")
    click.echo(f"{'':<20}" + "".join(f"{name:>10}" for name in ("approved", "transl.", *names[2:5])) + "  done   words")
    for code, domain, count in rows:
        numbers = "".join(f"{getattr(count, name):>10}" for name in names[:5])
        click.echo(f"{code:<4}{domain:<16}{numbers}{count.percent:>5}%{count.words:>8}")


@click.command()
@click.argument("locale", shell_complete=names_of("locale"))
@click.argument("keys", nargs=-1, metavar="[KEY]...", shell_complete=names_of("phrase"))
@click.option("--all", "everything", is_flag=True, help="Approve whatever is translated and not fuzzy.")
@click.option(
    "--from",
    "exported",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Approve exactly what stands in FILE as it stands here.",
)
@options.by("Who read and approves it.", required=True)
@options.on_date
@click.pass_obj
def approve(
    root: Path,
    locale: str,
    keys: tuple[str, ...],
    everything: bool,
    exported: Path | None,
    by: str,
    on_date: date | None,
) -> None:
    """Seal wordings that a native speaker has read and approves.

    Any later edit breaks the seal. A KEY stands for its wordings, directions
    and pronunciation.

    \b
    Example:
      scripts-gen approve fi greeting.morning --by "Aino Laine"
      scripts-gen approve fi --from approved-only.po --by "Aino Laine"
    """
    from scripts_gen.approvals import approvals, exported_approvals
    from scripts_gen.catalog import read_catalog
    from scripts_gen.workspace import read_workspace

    if bool(keys) + everything + bool(exported) != 1:
        raise click.UsageError("expected KEYs, --all or --from FILE, one of the three")
    writable(root)
    workspace = read_workspace(root)
    day = (on_date or options.today()).isoformat()
    code = workspace.find_locale(locale)
    if exported:
        found = read_catalog(exported, str(exported))
        files = dict(exported_approvals(workspace, code, found, date=day, by=by))
    else:
        files = dict(approvals(workspace, code, None if everything else set(keys), date=day, by=by))
    write(root, files)
    if not files:
        click.echo("Everything asked for is approved already.")
