"""``diff``: what a book says otherwise than the one it extends, and what that one changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.completion import difference_keys
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.differences import Difference

_STATES = {
    "new": ("not accepted yet", "cyan"),
    "changed": ("changed below since it was accepted", "yellow"),
    "gone": ("gone below since it was accepted", "yellow"),
}


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...", shell_complete=difference_keys)
@click.option("--accept", "accepting", is_flag=True, help="Record what the book below says now, as read and accepted.")
@options.as_json
@click.pass_obj
def diff(root: Path, keys: tuple[str, ...], accepting: bool, as_json: bool) -> None:
    """Show what the book says otherwise than the one it extends.

    Exit code 1 where that one has changed, since it was accepted, what is
    said otherwise here. Keep locales/upstream.toml, which --accept writes.

    \b
    Example:
      scripts-gen diff
      scripts-gen diff --accept greeting.busy
    """
    import json
    from dataclasses import asdict

    from scripts_gen.layers import find_layers
    from scripts_gen.upstream import accept, needs_a_look, pick, read_differences

    differences = read_differences(root)
    if accepting:
        from scripts_gen.cli.catalogs import write

        writable(root)
        files = accept(root, differences, keys)
        write(root, files)
        if not files:
            click.echo("Everything asked for is accepted already.")
        return
    chosen = pick(differences, keys)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in chosen], ensure_ascii=False, indent=1, default=str))
    else:
        below = find_layers(root)[-2].name
        for line in _told(chosen, below):
            click.echo(line)
    if any(map(needs_a_look, chosen)):
        raise click.exceptions.Exit(1)


def _told(differences: Sequence[Difference], below: str) -> Iterator[str]:
    """Yield the lines of a report, by groups."""
    heading = ""
    for one in differences:
        title = f"{one.group} {one.locale}".strip()
        if title != heading:
            yield click.style(title, bold=True)
            heading = title
        yield from _lines(one, below)
    kinds = ("changed", "added", "hidden")
    counts = ", ".join(f"{sum(one.kind == kind for one in differences)} {kind}" for kind in kinds)
    fresh = sum(one.state == "new" for one in differences)
    moved = sum(one.state in ("changed", "gone") for one in differences)
    yield f"{counts}; {fresh} not accepted yet, {moved} to look at again" if differences else f"As {below} has it."


def _lines(one: Difference, below: str) -> Iterator[str]:
    word = f"{one.kind} " if one.field in ("hide", "added") else ""
    note, color = _STATES.get(one.state, ("", ""))
    name = one.key if word else f"{one.key} {one.field}"
    yield f"  {word}{name}" + (f"  {click.style(f'({note})', fg=color)}" if note else "")
    if one.state in ("changed", "gone"):
        yield f"    {below} said: {_shown(one.then)}"
        yield f"    {below} says: {_shown(one.old)}"
        yield f"    here:{' ' * (len(below) + 2)}{_shown(one.new)}"
        return
    if one.old is not None and (one.old != "" or not word):
        yield f"    - {_shown(one.old)}"
    if one.new is not None:
        yield f"    + {_shown(one.new)}"


def _shown(value: Any) -> str:
    """Return a value on one line; nothing as a dash."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return "; ".join(map(_shown, value)) or "(an empty list)"
    return " ".join(str(value).split()) if not isinstance(value, bool) else str(value).lower()
