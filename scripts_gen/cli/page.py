"""``page``: the look-up page for tills and phones."""

from __future__ import annotations

from pathlib import Path

import click

from scripts_gen.cli import options


@click.command()
@options.name("role", "--role", "-r", help="Open on the pocket phrases of this role.")
@options.locales
@options.name("locale", "--staff", help="The language staff read until they choose another.")
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
    """
    from scripts_gen.cli.outputs import selected, tell_left_out
    from scripts_gen.files import write_file
    from scripts_gen.page import make_page, make_site
    from scripts_gen.page_document import Opening
    from scripts_gen.produce import read_phrasebooks

    if output and pwa:
        raise click.UsageError("--output names a file and --pwa a folder: give one of them")
    workspace, roles, codes, reader = selected(root, (role,) if role else (), locales, staff)
    if reader and reader not in codes:
        raise click.UsageError(f"--staff {reader} is not among the page's languages")
    opening = Opening(roles[0] if role else "", reader or "")
    for code, phrasebook in read_phrasebooks(workspace, codes).items():
        for line in tell_left_out(f"the page in {code}", phrasebook.left_out):
            click.echo(line, err=True)
    if pwa:
        for name, data in make_site(workspace, codes, opening).items():
            write_file(pwa / name, data)
        click.echo(f"page for a web host written to {options.show_path(pwa)}")
        return
    path = output or options.output_folder(root, None, "page").with_suffix(".html")
    data = make_page(workspace, codes, opening)
    write_file(path, data)
    click.echo(f"{options.show_path(path)}: {len(data) / 1000:,.0f} kB, {len(codes)} languages")
