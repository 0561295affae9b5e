"""The lists of old cards and of those that replace them: one a role, for whoever empties and fills the drawers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from scripts_gen import reading
from scripts_gen.drawer import Swap
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.place import Place
from scripts_gen.produce import read_phrasebook
from scripts_gen.wording import fill, format_pieces
from scripts_gen.workspace import Workspace


def write_swaps(workspace: Workspace, code: str, swaps: Iterable[Swap], place: Place) -> None:
    """Write and tell what to take out and what to put in, in the language ``code``."""
    reader = read_phrasebook(workspace, code)
    for role, its in groupby(swaps, lambda swap: swap.role):
        lines = list(_listed(role, list(its), reader))
        name = f"swap.{role}.txt"
        place.write(name, ("\n".join(lines) + "\n").encode())
        click.echo("\n".join(lines))
        click.echo(f"written  {place.shown}/{name}")


def _listed(role: str, swaps: list[Swap], reader: Phrasebook) -> Iterator[str]:
    title = reading.guide(reader, f"role.{role}#title").text or role
    yield f"{reader.word('swap').text} – {title}"
    for site, its in groupby(swaps, lambda swap: swap.site):
        if site:
            yield f"{site}:"
        for swap in its:
            values = {"old": f"{swap.copies} × {swap.take_out}", "new": " + ".join(swap.put_in)}
            line = reader.word("swap_line" if swap.put_in else "swap_out")
            yield "  " + format_pieces(fill(line.text, values, reader.label, rtl=line.direction == "rtl"))
