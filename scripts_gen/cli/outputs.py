"""``scripts``, and what commands share that make documents for roles in languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options

if TYPE_CHECKING:
    from scripts_gen.phrasebook import LeftOut
    from scripts_gen.sites import Site
    from scripts_gen.workspace import Workspace


@click.command()
@options.roles
@options.locales
@options.staff
@options.sites
@click.option(
    "--format",
    "-f",
    "formats",
    multiple=True,
    type=click.Choice(("pdf", "html", "md", "txt")),
    help="Only this format; may be repeated.",
)
@options.on_date
@options.place
@options.cluster
@click.pass_obj
def scripts(
    root: Path,
    roles: tuple[str, ...],
    locales: tuple[str, ...],
    staff: str | None,
    sites: tuple[str, ...],
    formats: tuple[str, ...],
    on_date: date | None,
    output: str | None,
    cluster: str | None,
) -> None:
    """Make role scripts: what one role says and does, step by step.

    \b
    Example:
      scripts-gen scripts --role receptionist --format html
      scripts-gen scripts --locale ar --staff fi
      scripts-gen scripts --site all
    """
    from scripts_gen.produce import FORMATS, produce_scripts, produce_site_scripts

    workspace, names, codes, reader = selected(root, roles, locales, staff)
    place = options.output_place(root, output, "scripts")
    kinds = tuple(dict.fromkeys(formats)) or FORMATS
    chosen = asked_sites(named_sites(workspace, sites), names, codes) if sites else ()
    total = sum(len(site.roles) * len(site.locales) for site in chosen) if sites else len(names) * len(codes)
    count = 0
    with options.executor_of(cluster) as executor:
        if sites:
            made = produce_site_scripts(workspace, chosen, reader, kinds, on_date, executor)
        else:
            made = produce_scripts(workspace, names, codes, reader, kinds, on_date, executor)
        for product in options.progress(made, total * len(kinds), "scripts"):
            place.write(product.name, product.data, synced=not sites)  # a thousand sites are a lot of waiting
            for line in tell_left_out(Path(product.name).name, product.left_out):
                click.echo(line, err=True)
            count += 1
    where = f" for {len(chosen)} {'site' if len(chosen) == 1 else 'sites'}" if sites else ""
    click.echo(f"{count} {'script' if count == 1 else 'scripts'}{where} written to {place.shown}")


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


def named_sites(workspace: Workspace, words: Iterable[str]) -> tuple[Site, ...]:
    """Return the sites of ``workspace`` that ``words`` name."""
    from scripts_gen.sites import read_sites, select_sites

    return select_sites(read_sites(workspace), words)


def sites_of(workspace: Workspace) -> tuple[Site, ...]:
    """Return the sites of ``workspace``, none where it has no list of them."""
    from scripts_gen.sites import find_sites_file, read_sites

    return read_sites(workspace) if find_sites_file(workspace.root) else ()


def asked_sites(named: Collection[Site], roles: Collection[str], codes: Collection[str]) -> tuple[Site, ...]:
    """Return the sites ``named``, with those of their roles and languages that are asked for.

    Those that have none are told, and left out; InputError where that is all of them.
    """
    from scripts_gen.errors import Fault, InputError
    from scripts_gen.sites import narrow_sites

    narrowed = narrow_sites(named, roles, codes)
    left = {site.key for site in narrowed}
    without = [site.key for site in named if site.key not in left]
    told = "has none of the roles, or none of the languages, that are asked for"
    if not narrowed:
        raise InputError([Fault("", 0, "--site", f"no site {told}" if len(without) > 1 else f"{without[0]!r} {told}")])
    if without:
        click.echo(f"left out: {shorten_list(without)}: {told}", err=True)
    return narrowed


def shorten_list(names: Collection[str]) -> str:
    """Return ``names`` in one line: the first of them, where they are many."""
    from scripts_gen.errors import SHOWN

    more = len(names) - SHOWN
    return ", ".join([*names][:SHOWN]) + (f" and {more} more" if more > 0 else "")


def tell_left_out(name: str, left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Yield what a document leaves out: how many phrases by status, and which."""
    gaps = list(left_out)
    for status, count in sorted(Counter(str(gap.status) for gap in gaps).items()):
        keys = ", ".join(gap.key for gap in gaps if gap.status == status)
        yield f"{name} leaves out {count} {status}: {keys}"
