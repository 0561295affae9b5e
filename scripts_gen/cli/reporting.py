"""``complaint report`` and ``complaint tally``: the register counted, and the sheets to count on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options, registering

if TYPE_CHECKING:
    from scripts_gen.complaint import Missed, Report
    from scripts_gen.drawer import Issued
    from scripts_gen.errors import Fault
    from scripts_gen.phrasebook import Phrasebook
    from scripts_gen.workspace import Workspace

FORMATS = ("txt", "html", "pdf", "json", "csv")


@click.command()
@registering.day("--since", "First day. Default: the first of the month eleven months before.")
@registering.day("--until", "Last day, today at the latest, which is the default.")
@options.roles
@registering.sites
@options.name("locale", "--locale", "-l", help="The language of those who read it.")
@click.option(
    "--missed",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Add look-ups that found nothing, as a device saved them; may be repeated.",
)
@click.option("--format", "-f", "kind", type=click.Choice(FORMATS), help="Default: by the name of FILE, else txt.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write FILE.")
@registering.at_register
@click.pass_obj
def report(
    root: Path,
    since: date | None,
    until: date | None,
    roles: tuple[str, ...],
    sites: tuple[str, ...],
    locale: str | None,
    files: tuple[Path, ...],
    kind: str | None,
    output: Path | None,
    url: str | None,
) -> None:
    """Count complaints by code, role, site, language and month.

    It names codes without a phrase to say, complaints that grew after a card
    was issued, causes that are back, and what look-ups did not find. Notes are
    never in it. JSON has title, since, until, total, open, months, by_month,
    by_code, by_role, by_site, by_locale (each tally with key, title, total,
    months, trend), warnings and missed.

    \b
    Example:
      scripts-gen complaint report
      scripts-gen complaint report --locale ar -o report.pdf
    """
    from scripts_gen.complaint import Selection
    from scripts_gen.complaint_report import build_report, first_day
    from scripts_gen.intake import EARLIEST
    from scripts_gen.produce import read_phrasebook
    from scripts_gen.register import count_complaints, open_register
    from scripts_gen.workspace import read_workspace

    last = min(until or date.max, options.today())  # of days to come nothing is known: they would bend the trend
    first = max(since or first_day(max(last, EARLIEST)), EARLIEST)
    if first > last:
        raise click.UsageError("--since is a later day than --until, or than today")
    kind = kind or (output.suffix.removeprefix(".").lower() if output else FORMATS[0])
    if kind not in FORMATS or (kind in ("html", "pdf") and not output):
        raise click.UsageError(f"-o names a file, with --format one of {', '.join(FORMATS)}")
    workspace = read_workspace(root)
    reader = read_phrasebook(workspace, workspace.find_locale(locale) if locale else workspace.book.source)
    with open_register(registering.find_place(root, url)) as register:
        selection = registering.check_selection(register, workspace, Selection((), roles, sites, until=last))
        counts = count_complaints(register, selection)
        made = build_report(counts, reader, first, last, issued=_read_issued(root, sites), missed=_read_missed(files))
    _write_report(made, reader, workspace, kind, output)


@click.command()
@options.roles
@options.locales
@options.on_date
@options.output
@click.pass_obj
def tally(
    root: Path, roles: tuple[str, ...], locales: tuple[str, ...], on_date: date | None, output: Path | None
) -> None:
    """Make the sheets on which roles count where there is no screen.

    A5 for the laminator, with the codes and room for strokes. At the end of
    the month 'complaint add --count' takes them in.

    \b
    Example:
      scripts-gen complaint tally --role cashier --locale fi
    """
    from scripts_gen.cli.outputs import selected
    from scripts_gen.complaint_pages import print_tally
    from scripts_gen.errors import Fault, InputError
    from scripts_gen.files import write_file

    workspace, names, codes, _ = selected(root, roles, locales, None)
    if not workspace.book.standards.complaints:
        raise InputError([Fault("", 0, "", "the book has no complaint codes to count; standards.toml would have them")])
    folder = options.output_folder(root, output, "tally")
    total = len(names) * len(codes)
    for name, data in options.progress(print_tally(workspace, names, codes, on_date), total, "tally sheets"):
        write_file(folder / name, data)
    click.echo(f"{total} {'sheet' if total == 1 else 'sheets'} written to {options.show_path(folder)}")


def _read_issued(root: Path, sites: tuple[str, ...]) -> tuple[Issued, ...]:
    """Return the cards of the ledger: those of ``sites``, where named, and of no site."""
    from scripts_gen.cli.drawer import read_records
    from scripts_gen.drawer import Issued

    wanted = {*sites, ""}
    return tuple(
        record for record in read_records(root) if isinstance(record, Issued) and (not sites or record.site in wanted)
    )


def _read_missed(files: Iterable[Path]) -> tuple[Missed, ...]:
    """Return what look-ups did not find, by ``files`` and by this device; every fault of every file in one error.

    Nobody asked for what this device counted: where that cannot be read it is said, and the report stands without it.
    """
    from scripts_gen.cli.missed import state_folder
    from scripts_gen.errors import InputError
    from scripts_gen.missed import merge_missed, read_device, read_missed_file

    faults: list[Fault] = []
    counts: list[tuple[Missed, ...]] = []
    try:
        counts.append(read_device(state_folder()))
    except (InputError, OSError) as error:
        click.echo(str(error), err=True)
    for file in dict.fromkeys(files):
        try:
            counts.append(read_missed_file(file, str(file)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return merge_missed(*counts)


def _write_report(report: Report, reader: Phrasebook, workspace: Workspace, kind: str, output: Path | None) -> None:
    """Write ``report`` to ``output``, or print it where there is none."""
    from scripts_gen.cli.options import show_path
    from scripts_gen.files import write_file

    data = _make(report, reader, workspace, kind, plain=output is not None)
    if output:
        write_file(output, data)
        click.echo(f"written  {show_path(output.resolve())}")
    else:
        click.echo(data if kind == "csv" else data.decode(), nl=False)


def _make(report: Report, reader: Phrasebook, workspace: Workspace, kind: str, *, plain: bool) -> bytes:
    """Return ``report`` in one of its formats; ``plain`` text has no bold headings."""
    import json

    from scripts_gen.complaint_pages import report_html, report_pdf
    from scripts_gen.complaint_report import report_document, report_rows
    from scripts_gen.resources import read_templates
    from scripts_gen.worksheet import format_csv

    folders = workspace.template_folders()
    if kind == "html":
        return report_html(report, reader, folders)
    if kind == "pdf":
        return report_pdf(report, reader, read_templates(folders), report.until)
    if kind == "json":
        return (json.dumps(report_document(report), ensure_ascii=False, indent=1) + "\n").encode()
    if kind == "csv":
        columns, *rows = report_rows(report)
        return format_csv(columns, rows)
    from scripts_gen.cli.tallies import format_complaints_report

    text = "\n".join(format_complaints_report(report)) + "\n"
    return (click.unstyle(text) if plain else text).encode()
