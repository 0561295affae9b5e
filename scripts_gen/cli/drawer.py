"""``drawer`` and ``verify``: which of the cards that were issued may still be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.drawer import Held, Record
    from scripts_gen.errors import Fault
    from scripts_gen.workspace import Workspace


@click.command()
@options.roles
@options.locales
@click.option("--site", metavar="SITE", help="Only this site; '' is the one without a name.")
@click.option("--all", "everything", is_flag=True, help="List the current cards, too.")
@click.option(
    "--taken-out",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Record that these cards were taken out; may be repeated.",
)
@options.as_json
@click.pass_obj
def drawer(
    root: Path,
    roles: tuple[str, ...],
    locales: tuple[str, ...],
    site: str | None,
    everything: bool,
    codes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show which issued cards are out of date, and by what change.

    A card is superseded where a text on it reads otherwise today, withdrawn
    where a wording on it is no longer to be said. Exit code 1 where there are
    such cards.

    \b
    Example:
      scripts-gen drawer --role cashier --locale ar
      scripts-gen drawer --taken-out 7K3Q-M2X4 --site "Pier 4"
    """
    import json

    from scripts_gen.cli.holdings import format_listing, list_holdings
    from scripts_gen.cli.outputs import sites_of
    from scripts_gen.drawer import stale
    from scripts_gen.issue import judge_today
    from scripts_gen.workspace import read_workspace

    if codes:
        if roles or locales or everything or as_json:
            raise click.UsageError("--taken-out goes with --site only")
        _take_out(root, codes, site)
        return
    records = read_records(root)
    if not records and not as_json:
        click.echo("Nothing has been issued yet; 'scripts-gen cards --issue' prints cards and records them.")
        return
    workspace = read_workspace(root)
    records = select_records(workspace, records, roles, locales, site)
    held = judge_today(workspace, records, sites_of(workspace))
    if as_json:
        click.echo(json.dumps(list_holdings(held, everything=everything), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(format_listing(held, everything=everything)))
    if stale(held):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@options.as_json
@click.pass_obj
def verify(root: Path, codes: tuple[str, ...], as_json: bool) -> None:
    """Say whether a card in the hand may still be used.

    CODE is the one on the card; small letters do, the hyphen may be missing.
    Exit code 0 where all are current, else 1.

    \b
    Example:
      scripts-gen verify 7K3Q-M2X4
      scripts-gen verify 7k3qm2x4 9d4fx8w1 --json
    """
    import json

    from scripts_gen.cli.holdings import format_cards, list_cards
    from scripts_gen.cli.outputs import sites_of
    from scripts_gen.drawer import State, find_held
    from scripts_gen.errors import did_you_mean
    from scripts_gen.issue import judge_today
    from scripts_gen.workspace import read_workspace

    asked = _normal(codes)
    records = read_records(root)
    workspace = read_workspace(root)
    held = judge_today(workspace, records, sites_of(workspace), asked)
    found = {code: find_held(held, code) for code in asked}
    if as_json:
        answers = [{"code": code, "known": bool(cards), "cards": list_cards(cards)} for code, cards in found.items()]
        click.echo(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        known = dict.fromkeys(cards.issued.code for cards in held)
        for code, cards in found.items():
            told = [line for one in cards for line in format_cards(one, with_state=True)]
            click.echo("\n".join(told) or f"{code}  not in the ledger{did_you_mean(code, known)}")
    if not all(cards and all(one.state is State.CURRENT for one in cards) for cards in found.values()):
        raise click.exceptions.Exit(1)


def read_records(root: Path) -> tuple[Record, ...]:
    """Return what the ledger holds; say where its last line was cut off."""
    from scripts_gen.ledger import LEDGER, TORN, read_ledger

    ledger = read_ledger(root)
    if ledger.torn:
        told = f"{LEDGER}: the last line is cut off and was left out; the next record moves it to {TORN}"
        click.echo(told, err=True)
    return ledger.records


def select_records(
    workspace: Workspace, records: Iterable[Record], roles: Iterable[str], locales: Iterable[str], site: str | None
) -> tuple[Record, ...]:
    """Return the records of what was asked for, everything where nothing was; all unknown words in one error.

    A role or a language that has left the book is still known by its cards.
    """
    from scripts_gen.drawer import Issued
    from scripts_gen.errors import InputError, no_such

    records = tuple(records)
    issued = [record for record in records if isinstance(record, Issued)]
    faults: list[Fault] = []

    def known(words: Iterable[str], there: Iterable[str], find: Callable[[str], str]) -> set[str]:
        found = set(there)
        chosen = set()
        for word in words:
            try:
                chosen.add(word if word in found else find(word))
            except InputError as error:
                faults.extend(error.faults)
        return chosen or found

    def find_site(word: str) -> str:
        raise no_such("site", word, sorted({record.site for record in issued if record.site}) or ["''"])

    chosen_roles = known(roles, (record.role for record in issued), workspace.find_role)
    chosen_locales = known(locales, (record.locale for record in issued), workspace.find_locale)
    chosen_sites = known(() if site is None else (site,), (record.site for record in issued), find_site)
    if faults:
        raise InputError(faults)
    return tuple(
        record
        for record in records
        if record.site in chosen_sites
        and (not isinstance(record, Issued) or (record.role in chosen_roles and record.locale in chosen_locales))
    )


def _normal(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes as they stand on the cards, each once; raise InputError naming all that are none."""
    from scripts_gen.drawer import EXAMPLE_CODE, normalize_code
    from scripts_gen.errors import Fault, InputError

    found = {code: normalize_code(code) for code in codes}
    message = f"is no code; a code has eight letters and digits, such as {EXAMPLE_CODE}"
    if faults := [Fault("", 0, "", f"{code!r} {message}") for code, normal in found.items() if normal is None]:
        raise InputError(faults)
    return tuple(dict.fromkeys(code for code in found.values() if code))


def _take_out(root: Path, codes: Iterable[str], site: str | None) -> None:
    """Record that the cards of ``codes`` were taken out of the drawer of a site, and say so."""
    import secrets

    from scripts_gen.cli.holdings import WIDTH, format_facts
    from scripts_gen.cli.terminal import fold
    from scripts_gen.drawer import TakenOut, judge
    from scripts_gen.errors import InputError
    from scripts_gen.ledger import append_records

    writable(root)
    asked = _normal(codes)
    held = judge(read_records(root), {})  # asked is whether they are there, not whether they are current
    if faults := [fault for code in asked for fault in _untakeable(code, site, held)]:
        raise InputError(faults)
    there = [cards for cards in _there(held, asked) if site in (None, cards.issued.site)]
    places = dict.fromkeys((cards.issued.code, cards.issued.site) for cards in there)
    day, run = options.today().isoformat(), secrets.token_hex(4)
    append_records(root, [TakenOut(code, day, place, run) for code, place in places])
    for cards in there:
        click.echo("\n".join(fold(format_facts(cards), WIDTH, f"taken out  {cards.issued.code}  ", "    ")))
    for code in asked:
        if code not in {cards.issued.code for cards in there}:
            click.echo(f"out already  {code}")


def _there(held: Iterable[Held], codes: Sequence[str]) -> list[Held]:
    """Return the cards of ``codes`` that have not left their drawer."""
    return [cards for cards in held if cards.issued.code in codes and not cards.replaced_on]


def _untakeable(code: str, site: str | None, held: Sequence[Held]) -> tuple[Fault, ...]:
    """Return what is wrong where cards are to be taken out that never were there, or are at several sites."""
    from scripts_gen.errors import Fault, no_such

    ever = {cards.issued.site for cards in held if cards.issued.code == code}
    there = {cards.issued.site for cards in _there(held, [code])}
    if not ever:
        return no_such("card", code, dict.fromkeys(cards.issued.code for cards in held)).faults
    if site is None and len(there) > 1:
        message = f"{code} is in several drawers; expected --site with one of {', '.join(map(repr, sorted(there)))}"
        return (Fault("", 0, "", message),)
    if site is not None and site not in ever:
        return (
            Fault("", 0, "", f"{code} was never issued to {site!r}; it was to {', '.join(map(repr, sorted(ever)))}"),
        )
    return ()
