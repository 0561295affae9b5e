"""Options that several commands share, each declared once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from scripts_gen.cli.completion import names_of, site_keys

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from scripts_gen.place import Place

Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., Any])


def name(kind: str, *declarations: str, **attributes: Any) -> Callable[[Command], Command]:
    """Return an option that takes a name of this kind: locale, phrase, role, situation, standard."""
    metavar = kind.upper() if kind in ("locale", "role") else "KEY"
    return click.option(*declarations, metavar=metavar, shell_complete=names_of(kind), **attributes)


roles = name("role", "--role", "-r", "roles", multiple=True, help="Only this role; may be repeated.")
locales = name("locale", "--locale", "-l", "locales", multiple=True, help="Only this language; may be repeated.")
staff = name("locale", "--staff", help="The language staff read: adds meaning and pronunciation to what they say.")
output = click.option(
    "--output", "-o", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write into DIR."
)
place = click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False),
    metavar="DIR|URL",
    help="Write into DIR, or to an address such as s3://bucket/cards.",
)
cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Set type on the workers of the Dask cluster at ADDRESS; needs scripts-gen[cluster].",
)
sites = click.option(
    "--site",
    "sites",
    multiple=True,
    metavar="KEY|all",
    shell_complete=site_keys,
    help="For this site of sites.csv, into a folder of its own; may be repeated.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
on_date = click.option(
    "--date",
    "on_date",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda ctx, parameter, value: value.date() if value else None,
    metavar="YYYY-MM-DD",
    help="Date of the documents. Default: the newest date in the catalogs they are made from.",
)


def _name(ctx: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Return a name as a comment can hold it: on one line."""
    if name is not None and (not name.strip() or len(name.splitlines()) != 1):
        raise click.BadParameter("expected a name on one line")
    return name.strip() if name else None


def by(text: str, *, required: bool) -> Callable[[Command], Command]:
    """Return the option ``--by``: who says so, as a catalog's comment records it."""
    return click.option("--by", metavar="NAME", required=required, callback=_name, help=text)


def chosen(command: Command) -> Command:
    """Add ``--speaker`` and ``--listener``."""
    command = click.option("--speaker", metavar="WHO", help="Only wordings for this speaker, such as female.")(command)
    return click.option("--listener", metavar="WHO", help="Only wordings for this listener.")(command)


def choice(speaker: str | None, listener: str | None) -> dict[str, str]:
    """Return the axis values that were chosen."""
    return {axis: value for axis, value in (("speaker", speaker), ("listener", listener)) if value}


def output_folder(workspace: Path, output: Path | None, name: str) -> Path:
    """Return where files go: ``output``, else ``build/<name>`` in the workspace, or here for the shipped book."""
    from scripts_gen.resources import shipped_workspace

    if output:
        return output
    writable = workspace == Path.cwd() or workspace != shipped_workspace()
    return (workspace if writable else Path.cwd()) / "build" / name


def output_place(workspace: Path, output: str | None, name: str) -> Place:
    """Return where files go, as ``output_folder`` does, or the address that ``output`` is."""
    from scripts_gen.place import open_place

    return open_place(output or output_folder(workspace, None, name))


def executor_of(address: str | None) -> AbstractContextManager[Executor | None]:
    """Return what opens the cluster at ``address``, or leaves the work to this machine."""
    if address is None:
        return nullcontext()
    from scripts_gen.cluster import open_cluster

    return open_cluster(address)


def progress(items: Iterable[Item], length: int, label: str) -> Iterator[Item]:
    """Yield ``items`` under a progress bar on a terminal, and without one elsewhere."""
    if not sys.stderr.isatty() or length == 1:
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield from bar


def each(label: str) -> Callable[[Sequence[str]], Iterable[str]]:
    """Return what goes through a list under a progress bar."""
    return lambda items: progress(items, len(items), label)


def today() -> date:
    """Return the date; the door is the only place that knows it."""
    return datetime.now().astimezone().date()


def show_path(path: Path) -> str:
    """Return ``path`` as short as it can be said from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
