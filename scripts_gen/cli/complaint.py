"""``complaint``: the register of complaints, counted by cause and never by customer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options, registering
from scripts_gen.cli.completion import complaint_codes
from scripts_gen.cli.reporting import report, tally

if TYPE_CHECKING:
    from scripts_gen.complaint import Complaint


@click.group()
def complaint() -> None:
    """Count complaints by their cause, never by customer.

    A complaint is a day, a code of the book, the role that received it, and
    where noted the site, the customer's language, the phrase said or missing,
    and a note. No names, no times, nothing of who recorded it.

    \b
    Example:
      scripts-gen complaint add --code late --role cashier --site "Pier 4"
      scripts-gen complaint report --since 2026-01-01 -o report.html
    """


@complaint.command()
@click.option("--code", metavar="CODE", shell_complete=complaint_codes, help="What it was about, such as late.")
@options.name("role", "--role", "-r", help="Who received it.")
@click.option("--site", metavar="SITE", help="Where.")
@options.name("locale", "--locale", "-l", help="The customer's language.")
@options.name("phrase", "--phrase", help="What was said, or was missing.")
@click.option("--note", metavar="TEXT", help="What went wrong. No names, numbers or addresses.")
@registering.day("--date", "The day it was made. Default: today.")
@click.option(
    "--count",
    type=click.IntRange(1, 9_999),
    default=1,
    metavar="N",
    help="So many alike, as counted on a tally sheet. Default: 1.",
)
@registering.at_register
@options.as_json
@click.pass_obj
def add(root: Path, /, count: int, url: str | None, as_json: bool, **given: str | date | None) -> None:
    """Record a complaint.

    What is missing is asked for at a terminal. A note that holds an e-mail
    address or a long number is refused. JSON: the ids that were given.

    \b
    Example:
      scripts-gen complaint add
      scripts-gen complaint add --code late --role cashier --locale fi
      scripts-gen complaint add --code rude --role cashier --count 14
    """
    import json
    import secrets
    from dataclasses import replace

    from scripts_gen.cli import asking
    from scripts_gen.errors import InputError
    from scripts_gen.intake import parse_complaint
    from scripts_gen.register import add_complaints, open_register

    place = registering.find_place(root, url, writing=True)
    workspace, known = registering.read_known(root, options.today())
    words = {name: str(value) for name, value in given.items() if value is not None}
    words |= {"id": secrets.token_hex(6), "on": words.pop("date", options.today().isoformat())}
    if "locale" in words:
        words["locale"] = registering.find_code(workspace, words["locale"])
    try:
        if not words.keys() >= {"code", "role"} and asking.can_ask():
            words = asking.ask_complaint(workspace, words, known)
        made = parse_complaint(words, known)
    except InputError as error:
        names = {"on": "--date"}
        raise InputError([replace(f, path=names.get(f.path, f"--{f.path}")) for f in error.faults]) from None
    alike = [made, *(replace(made, id=secrets.token_hex(6)) for _ in range(count - 1))]
    with open_register(place, writing=True) as register:
        add_complaints(register, alike)
    lead = f"recorded {count:,} times, the first  " if count > 1 else "recorded  "
    ids = json.dumps({"ids": [one.id for one in alike]})
    click.echo(ids if as_json else "\n".join(registering.format_complaint(made, lead)))


@complaint.command("list")
@registering.codes
@options.roles
@registering.sites
@options.locales
@registering.since
@registering.until
@click.option("--open/--closed", "is_open", default=None, help="Only those whose cause is open, or dealt with.")
@registering.at_register
@options.as_json
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values for a spreadsheet.")
@click.pass_obj
def list_(
    root: Path,
    codes: tuple[str, ...],
    roles: tuple[str, ...],
    sites: tuple[str, ...],
    locales: tuple[str, ...],
    since: date | None,
    until: date | None,
    is_open: bool | None,
    url: str | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List complaints, the newest first, with their notes.

    JSON is what 'complaint import' takes: a copy of the register, or a part.

    \b
    Example:
      scripts-gen complaint list --code late --open
      scripts-gen complaint list --json > complaints.json
    """
    from dataclasses import fields

    from scripts_gen.complaint import Complaint, Selection
    from scripts_gen.intake import complaint_shape, format_complaints
    from scripts_gen.register import open_register, read_complaints
    from scripts_gen.worksheet import format_csv
    from scripts_gen.workspace import read_workspace

    if as_json and as_csv:
        raise click.UsageError("--json or --csv, not both")
    with open_register(registering.find_place(root, url)) as register:
        selection = Selection(codes, roles, sites, locales, since, until, is_open)
        selection = registering.check_selection(register, read_workspace(root), selection)
        found = read_complaints(register, selection)
        if as_csv:
            columns = [field.name for field in fields(Complaint)]
            rows = ([shape.get(name, "") for name in columns] for shape in map(complaint_shape, found))
            click.echo(format_csv(columns, rows), nl=False)
            return
        shown = (line for one in found for line in registering.format_complaint(one))
        lines = format_complaints(found) if as_json else shown
        first = next(lines, None)
        click.echo("No complaints." if first is None else first, err=first is None)
        for line in lines:
            click.echo(line)


@complaint.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@registering.codes
@options.roles
@registering.sites
@registering.day("--date", "The day its cause was dealt with. Default: today.")
@registering.at_register
@click.pass_obj
def close(
    root: Path,
    ids: tuple[str, ...],
    codes: tuple[str, ...],
    roles: tuple[str, ...],
    sites: tuple[str, ...],
    date: date | None,
    url: str | None,
) -> None:
    """Close complaints: their cause was dealt with.

    Name them by ID, the first characters will do, or by their cause. A
    complaint of the same cause on a later day tells the report that it is back.

    \b
    Example:
      scripts-gen complaint close 3f9a
      scripts-gen complaint close --code late --role cashier --site "Pier 4"
    """
    from scripts_gen.complaint import Selection
    from scripts_gen.register import close_complaints, open_register
    from scripts_gen.workspace import read_workspace

    if not (ids or codes or roles or sites):
        raise click.UsageError("name complaints by ID, or a cause by --code, --role and --site")
    day = date or options.today()
    if day > options.today():
        raise click.UsageError("--date is a day to come")
    with open_register(registering.find_place(root, url, writing=True)) as register:
        selection = registering.check_selection(register, read_workspace(root), Selection(codes, roles, sites))
        chosen = registering.find_whole_ids(register, ids) if ids else None
        count = close_complaints(register, selection, day, chosen)
    told = "" if count else f"; none that was made by {day} is open"
    click.echo(f"{registering.format_number(count)} closed{told}")


@complaint.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE...")
@registering.at_register
@click.pass_obj
def import_(root: Path, files: tuple[Path, ...], url: str | None) -> None:
    """Take in what tills and phones saved.

    Each complaint has an id: a file that is read again counts once. Where one
    has a fault nothing is taken from any, and every fault is told.

    \b
    Example:
      scripts-gen complaint import complaints-2026-03-14.json
    """
    from scripts_gen.errors import Fault, InputError
    from scripts_gen.intake import FILE_LIMIT, parse_complaints
    from scripts_gen.register import add_complaints, open_register

    place = registering.find_place(root, url, writing=True)
    _, known = registering.read_known(root, options.today() + timedelta(days=1))  # a till may be a time zone ahead
    read: list[Complaint] = []
    faults: list[Fault] = []
    for file in files:
        try:
            with file.open("rb") as stream:
                read += parse_complaints(stream.read(FILE_LIMIT + 1), str(file), known)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    with open_register(place, writing=True) as register:
        fresh = add_complaints(register, read)
    there = len({one.id for one in read}) - fresh
    more = f", {there:,} {'was' if there == 1 else 'were'} there already" if there else ""
    click.echo(f"{registering.format_number(fresh)} recorded{more}")


complaint.add_command(report)
complaint.add_command(tally)
