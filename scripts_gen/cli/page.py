"""``page``: the look-up page for tills and phones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options

if TYPE_CHECKING:
    from scripts_gen.page import Content
    from scripts_gen.page_document import Opening
    from scripts_gen.sites import Site
    from scripts_gen.workspace import Workspace

FILE = "page.html"


@click.command()
@options.name("role", "--role", "-r", help="Open on the pocket phrases of this role.")
@options.locales
@options.name("locale", "--staff", help="The language staff read until they choose another.")
@options.sites
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the page to FILE. Default: build/page.html.",
)
@click.option(
    "--pwa",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a folder for a web host instead, to install on phones.",
)
@click.pass_obj
def page(
    root: Path,
    role: str | None,
    locales: tuple[str, ...],
    staff: str | None,
    sites: tuple[str, ...],
    output: Path | None,
    pwa: Path | None,
) -> None:
    """Make the look-up page: the whole book in one file, offline.

    Staff find the approved phrase by whatever words they remember, in any of
    the languages, and show it, say it or copy it. The file works on a till
    without a network; phones want the folder of --pwa on a web host.

    \b
    Example:
      scripts-gen page -o phrases.html --role cashier
      scripts-gen page --pwa public --staff fi
      scripts-gen page --site all
    """
    from scripts_gen.cli.outputs import selected
    from scripts_gen.page import read_content
    from scripts_gen.page_document import Opening

    if output and pwa:
        raise click.UsageError("--output names a file and --pwa a folder: give one of them")
    if output and sites:
        raise click.UsageError("--output names one file, and a site has a folder: leave it out, or give --pwa")
    workspace, roles, codes, reader = selected(root, (role,) if role else (), locales, staff)
    if reader and reader not in codes:
        raise click.UsageError(f"--staff {reader} is not among the page's languages")
    opening = Opening(roles[0] if role else "", reader or "")
    if sites:
        _write_at_sites(workspace, sites, codes, opening, pwa or options.output_folder(root, None, "page"), bool(pwa))
        return
    content = read_content(workspace, codes)
    _tell_left_out(content, codes)
    if pwa:
        _write_hosted(workspace, codes, opening, content, pwa)
        click.echo(f"page for a web host written to {options.show_path(pwa)}")
        return
    path = output or options.output_folder(root, None, "page").with_suffix(".html")
    size = _write_file(workspace, codes, opening, content, path)
    click.echo(f"{options.show_path(path)}: {size / 1000:,.0f} kB, {len(codes)} languages")


def _write_file(workspace: Workspace, codes: Sequence[str], opening: Opening, content: Content, path: Path) -> int:
    """Write the page as one file; return its size in bytes."""
    from scripts_gen.files import write_file
    from scripts_gen.page import make_page

    data = make_page(workspace, codes, opening, content)
    write_file(path, data)
    return len(data)


def _write_hosted(workspace: Workspace, codes: Sequence[str], opening: Opening, content: Content, folder: Path) -> None:
    from scripts_gen.files import write_file
    from scripts_gen.page import make_site

    for name, data in make_site(workspace, codes, opening, content).items():
        write_file(folder / name, data)


def _tell_left_out(content: Content, codes: Iterable[str]) -> None:
    from scripts_gen.cli.outputs import tell_left_out

    for code in codes:
        for line in tell_left_out(f"the page in {code}", content.books[code].left_out):
            click.echo(line, err=True)


# --- a page a site ---------------------------------------------------------------------------------------------------


def _write_at_sites(
    workspace: Workspace, words: Iterable[str], codes: Collection[str], opening: Opening, folder: Path, hosted: bool
) -> None:
    """Write the page of each site that ``words`` name into its folder below ``folder``."""
    from scripts_gen.cli.outputs import asked_sites, named_sites
    from scripts_gen.page import read_contents
    from scripts_gen.page_document import Opening

    named = {site.key: site for site in named_sites(workspace, words)}
    chosen = asked_sites(named.values(), workspace.book.roles, codes)
    _check_opening(chosen, opening)
    told = set[str]()
    # What is issued at a site is known in all of its languages, whichever the page is in.
    contents = read_contents(workspace, [named[site.key] for site in chosen])
    for site, (at, content) in options.progress(zip(chosen, contents, strict=True), len(chosen), "pages"):
        _tell_left_out(content, [code for code in site.locales if code not in told])
        told |= {*site.locales}
        role, staff = opening.role, opening.staff
        own = Opening(role if role in site.roles else "", staff if staff in site.locales else "", site.key)
        if hosted:
            _write_hosted(at, site.locales, own, content, folder / site.key)
        else:
            _write_file(at, site.locales, own, content, folder / site.key / FILE)
    count = f"{len(chosen)} {'page' if len(chosen) == 1 else 'pages'}"
    click.echo(f"{count}{' for a web host' if hosted else ''} written to {options.show_path(folder)}, a folder a site")


def _check_opening(sites: Collection[Site], opening: Opening) -> None:
    """Tell which of ``sites`` have pages that open otherwise; raise InputError where all of them would."""
    from scripts_gen.cli.outputs import shorten_list
    from scripts_gen.errors import Fault, InputError

    faults = []
    for option, word, kind in (("--role", opening.role, "roles"), ("--staff", opening.staff, "locales")):
        without = [site.key for site in sites if word and word not in getattr(site, kind)]
        if len(without) == len(sites):
            faults.append(Fault("", 0, option, f"no site that is asked for has {word!r}"))
        elif without:
            click.echo(f"{option}: pages open without {word!r}, which is not there: {shorten_list(without)}", err=True)
    if faults:
        raise InputError(faults)
