"""What the commands of the register share: where it is, what may be named, and how a complaint is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli.completion import complaint_codes
from scripts_gen.cli.options import Command
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.complaint import Complaint, Selection
    from scripts_gen.errors import Fault
    from scripts_gen.intake import Known
    from scripts_gen.register import Register
    from scripts_gen.workspace import Workspace

WIDTH = 80
_INDENT = " " * 4


def day(name: str, told: str) -> Callable[[Command], Command]:
    """Return an option that takes a day."""
    return click.option(
        name,
        type=click.DateTime(["%Y-%m-%d"]),
        callback=lambda ctx, parameter, value: value.date() if value else None,
        metavar="YYYY-MM-DD",
        help=told,
    )


at_register = click.option(
    "--register",
    "url",
    metavar="URL",
    envvar="SCRIPTS_GEN_REGISTER",
    help="SQLAlchemy URL of the register. Default: $SCRIPTS_GEN_REGISTER, else complaints.sqlite in the workspace.",
)
codes = click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE",
    shell_complete=complaint_codes,
    help="Only this code; may be repeated.",
)
sites = click.option(
    "--site", "sites", multiple=True, metavar="SITE", help="Only this site; '' is none; may be repeated."
)
since = day("--since", "Only from this day on.")
until = day("--until", "Only to this day.")


def find_place(root: Path, url: str | None, *, writing: bool = False) -> Path | str:
    """Return where the register is: at ``url``, else in the workspace, which is not to be the shipped book then."""
    if url:
        return url
    if writing:
        writable(root)
    return root


def read_known(root: Path, latest: date) -> tuple[Workspace, Known]:
    """Return the workspace, and what a complaint made by the day ``latest`` may name in it."""
    from scripts_gen.intake import known_of
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    return workspace, known_of(workspace.book, _listed_sites(workspace), latest)


def _listed_sites(workspace: Workspace) -> tuple[str, ...] | None:
    """Return the keys of the sites of ``workspace``; None where it keeps no list of them."""
    from scripts_gen.sites import find_sites_file, read_sites

    return tuple(site.key for site in read_sites(workspace)) if find_sites_file(workspace.root) else None


def find_code(workspace: Workspace, word: str) -> str:
    """Return the code of the locale that ``word`` names, ``word`` itself where it names none."""
    from scripts_gen.locales import find_locale

    return find_locale(word, workspace.locales.values()) or word


def check_selection(register: Register, workspace: Workspace, selection: Selection) -> Selection:
    """Return ``selection`` with its locales by their codes, and listed sites as the list has them.

    Raises InputError with each word that names nothing. What has left the book is still known by its complaints.
    """
    from scripts_gen.errors import InputError, no_such
    from scripts_gen.folder_names import fold_name
    from scripts_gen.register import find_names

    listed = {fold_name(site): site for site in (_listed_sites(workspace) or ()) if selection.sites}
    found = replace(
        selection,
        locales=tuple(find_code(workspace, word) for word in selection.locales),
        sites=tuple(listed.get(fold_name(word), word) for word in selection.sites),
    )
    book = workspace.book
    kinds = (
        ("code", "complaint code", found.codes, book.standards.complaints),
        ("role", "role", found.roles, book.roles),
        ("site", "site", found.sites, listed.values()),
        ("locale", "locale", found.locales, workspace.locales),
    )
    faults: list[Fault] = []
    for name, kind, words, there in kinds:
        known = dict.fromkeys(filter(None, (*there, *find_names(register, name)))) if words else {}
        faults += [fault for word in words if word and word not in known for fault in no_such(kind, word, known).faults]
    if faults:
        raise InputError(faults)
    return found


def find_whole_ids(register: Register, words: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that ``words`` begin; raise InputError with each that begins none, or several."""
    from scripts_gen.errors import Fault, InputError
    from scripts_gen.register import find_ids

    chosen, faults = [], []
    for word in words:
        found = find_ids(register, word.lower()) if word else ()
        if len(found) == 1:
            chosen.append(found[0])
        else:
            several = f"begins {len(found):,} ids, such as {', '.join(found[:2])}" if found else "begins no id"
            faults.append(Fault("", 0, "", f"{word!r} {several}"))
    if faults:
        raise InputError(faults)
    return tuple(chosen)


def format_complaint(complaint: Complaint, lead: str = "") -> Iterator[str]:
    """Yield the lines that show a complaint, its note below."""
    from scripts_gen.cli.tallies import set_text
    from scripts_gen.cli.terminal import fold

    closed = f"closed {complaint.closed}" if complaint.closed else ""
    facts = (complaint.code, complaint.role, complaint.site, complaint.locale, complaint.phrase, closed)
    text = " · ".join(set_text(fact) for fact in facts if fact)
    yield from fold(text, WIDTH, f"{lead}{complaint.id}  {complaint.on}  ", _INDENT)
    if complaint.note:
        yield from (_INDENT + set_text(line) for line in fold(complaint.note, WIDTH - len(_INDENT)))


def format_number(count: int) -> str:
    """Return ``1 complaint`` or ``1,200 complaints``."""
    return f"{count:,} {'complaint' if count == 1 else 'complaints'}"
