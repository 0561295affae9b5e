"""What ``cards`` prints at each site: planned for all of them, and every fault told, before anything is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts_gen.cli.outputs import asked_sites, named_sites, selected
from scripts_gen.cli.printing import Folder
from scripts_gen.cli.sheet_options import check_chosen, make_order, read_wish
from scripts_gen.deck import Wish
from scripts_gen.errors import Fault, InputError
from scripts_gen.manifest import digest
from scripts_gen.order import Order, plan
from scripts_gen.place import Place
from scripts_gen.press import Commission
from scripts_gen.produce import read_phrasebooks
from scripts_gen.sites import Site, at_site, find_sites_file, phrasebook_at
from scripts_gen.workspace import Workspace


def plan_sites(root: Path, asked: dict[str, Any], place: Place, call: str) -> list[Folder]:
    """Return what is printed at each site that the command line names, ``call`` being the key of the rest.

    Raises InputError with every unknown word, every fault of the list of sites and all that cannot be printed so, each
    with the row of its site.
    """
    workspace, roles, codes, staff = selected(root, asked["roles"], asked["locales"], asked["staff"])
    named, wish = _named(workspace, roles, asked)
    check_chosen(workspace, codes, asked)
    sites = asked_sites(named.values(), roles, codes)
    planned: list[tuple[Site, Workspace, Order]] = []
    faults: list[Fault] = []
    for site in sites:
        at = at_site(workspace, named[site.key])  # with all its languages, for customers to find theirs
        order = make_order(at, site.roles, site.locales, staff, wish, asked)
        try:
            plan(at, order)
        except InputError as error:
            faults += (_at_row(fault, root, site, asked) for fault in error.faults)
        planned.append((site, at, order))
    if faults:
        raise InputError(faults)
    wanted = [_codes(at, order) for _, at, order in planned]
    books = read_phrasebooks(workspace, (code for codes in wanted for code in codes))
    return [
        Folder(
            Commission(at, order, {code: phrasebook_at(books[code], at) for code in codes}, site=site.key),
            place.below(site.key),
            _key(call, site, named[site.key]),
        )
        for (site, at, order), codes in zip(planned, wanted, strict=True)
    ]


def _named(workspace: Workspace, roles: list[str], asked: dict[str, Any]) -> tuple[dict[str, Site], Wish]:
    """Return the sites by their keys, and the phrases, that the command line names."""
    faults: list[Fault] = []
    named: dict[str, Site] = {}
    wish = Wish()
    try:
        named = {site.key: site for site in named_sites(workspace, asked["sites"])}
    except InputError as error:
        faults += error.faults
    try:
        wish = read_wish(workspace, roles, asked)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return named, wish


def _codes(at: Workspace, order: Order) -> dict[str, None]:
    """Return the locales whose phrasebooks an order needs."""
    others = at.locales if order.layout == "point" else ()
    return dict.fromkeys((*order.codes, *([order.staff] if order.staff else []), *others))


def _at_row(fault: Fault, root: Path, site: Site, asked: Mapping[str, Any]) -> Fault:
    """Return a fault of an order with the row that asks for it, unless the command line does."""
    option = fault.path.removeprefix("--").replace("-", "_")
    if asked.get(option):
        return fault
    file = find_sites_file(root)
    return Fault(file.name if file else "", site.row, f"{site.key} {option}".strip(), fault.message)


def _key(call: str, *sites: Site) -> str:
    """Return what stands for a run of ``call`` at a site, as it is narrowed and as it stands in the list."""
    logos = (site.organisation.logo.data.hex() if site.organisation.logo else "" for site in sites)
    return digest("\0".join((call, *(repr(replace(site, row=0)) for site in sites), *logos)).encode())
