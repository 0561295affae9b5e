"""``export``: the phrases in other people's tools."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from scripts_gen.cli import options

if TYPE_CHECKING:
    from scripts_gen.workspace import Workspace


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from scripts_gen.export import FORMATS

    return [CompletionItem(name, help=known.about) for name, known in FORMATS.items() if name.startswith(incomplete)]


class _Listed(click.Command):
    """Lists the formats in its help."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from scripts_gen.export import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(known.name, known.about) for known in FORMATS.values()])
        super().format_options(ctx, formatter)


@click.command(cls=_Listed)
@click.argument("format_name", metavar="FORMAT", shell_complete=_complete)
@options.roles
@options.locales
@options.name("locale", "--staff", help="The language staff read: titles and meanings are in it.")
@options.on_date
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write to FILE, or to standard output for -. Default: in build/export.",
)
@click.pass_obj
def export(
    root: Path,
    format_name: str,
    roles: tuple[str, ...],
    locales: tuple[str, ...],
    staff: str | None,
    on_date: date | None,
    output: Path | None,
) -> None:
    """Write the phrases for another program to read.

    The file has every language and role unless some are asked for, and
    holds what may reach staff; what is left out is named. csv and xliff hold
    everything, for translators, and come back by import.

    \b
    Example:
      scripts-gen export espanso --role chat-agent
      scripts-gen export anki --locale ar --staff fi -o arabic.apkg
      scripts-gen export xliff --locale fi
      scripts-gen export json -o - | jq .locales
    """
    from scripts_gen.cli.outputs import selected, tell_left_out
    from scripts_gen.errors import no_such
    from scripts_gen.export import FORMATS, Holds
    from scripts_gen.exports import find_left_out, read_source
    from scripts_gen.files import write_file

    if format_name not in FORMATS:
        raise no_such("format", format_name, FORMATS)
    known = FORMATS[format_name]
    workspace, names, codes, reader = selected(root, roles, locales, staff)
    source = read_source(workspace, names, codes, reader, on_date)
    data = known.write(source)
    for code, gaps in find_left_out(source, points=known.points, holds=known.holds):
        for line in tell_left_out(f"{known.name} in {code}", gaps):
            click.echo(line, err=True)
    if output == Path("-"):
        click.echo(data, nl=False)
        return
    path = output or options.output_folder(root, None, "export") / known.file_name(source)
    if known.holds is Holds.ALL:
        _check_output(workspace, path, known.file_name(source))
    write_file(path, data)
    count = len(source.targets() if known.one_locale else source.books)
    told = "1 language" if count == 1 else f"{count} languages"
    click.echo(f"{options.show_path(path)}: {len(data) / 1000:,.0f} kB, {told}")


def _check_output(workspace: Workspace, path: Path, name: str) -> None:
    """Raise UsageError where ``path`` would mislead an import, or holds edits that nobody has imported yet."""
    from scripts_gen.exchange import ARCHIVE, has_edits
    from scripts_gen.xliff import ENDINGS as XLIFF

    if path.exists() and not path.is_file():
        return  # a pipe or a device, which takes what it is given

    if (path.suffix.lower() == ARCHIVE) != name.endswith(ARCHIVE):
        told = "several languages make an archive" if name.endswith(ARCHIVE) else "one language makes one file"
        raise click.UsageError(f"{told}; name it as {name} is, or ask for another --locale")
    endings = XLIFF if name.endswith(XLIFF) else (Path(name).suffix,)
    if path.suffix.lower() not in endings:
        raise click.UsageError(f"{path} could not come back by import; let its name end in {' or '.join(endings)}")
    if path.exists() and has_edits(workspace, path):
        raise click.UsageError(f"{path} is there and holds what the book does not; import it first, or name another")
