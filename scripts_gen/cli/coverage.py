"""``coverage``: proof that no role lacks a service standard or a complaint move, and where one does."""

from __future__ import annotations

from pathlib import Path

import click

from scripts_gen.cli import options


@click.command()
@options.roles
@options.name("locale", "--locale", "-l", help="Count what may be said in this language, and show it in it.")
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a web page, too."
)
@options.as_json
@click.pass_obj
def coverage(root: Path, roles: tuple[str, ...], locale: str | None, html: Path | None, as_json: bool) -> None:
    """Show how often each role meets each service standard.

    Counted are the phrases and directions of a role's situations. Exit code 1
    where a role lacks a standard or a complaint move and does not say, under
    [excused] in its file, why it does without.

    \b
    Example:
      scripts-gen coverage
      scripts-gen coverage --role cashier --locale ar --html coverage.html
    """
    import json

    from scripts_gen.cli.outputs import selected
    from scripts_gen.cli.report import format_report
    from scripts_gen.files import write_file
    from scripts_gen.matrix import matrix_document
    from scripts_gen.produce import read_coverage
    from scripts_gen.render import render_template

    workspace, names, codes, _ = selected(root, roles, (locale,) if locale else (), None)
    matrix = read_coverage(workspace, names, codes[0] if locale else None)
    if html:
        page = render_template("coverage.html.j2", {"matrix": matrix}, workspace.template_folders())
        write_file(html, page.encode())
    shown = [json.dumps(matrix_document(matrix), ensure_ascii=False, indent=1)] if as_json else format_report(matrix)
    click.echo("\n".join(shown))
    if html:
        click.echo(f"written  {options.show_path(html.resolve())}", err=as_json)
    if matrix.gaps:
        raise click.exceptions.Exit(1)
