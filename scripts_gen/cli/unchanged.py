"""What ``cards`` would make again just as it is: told without reading the book, or anything that sets type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from scripts_gen.manifest import Manifest, read_manifest, run_key
from scripts_gen.place import Place

HOW_TO = "how-to-print."
"""What the names of sheets that are no decks begin with."""


def call_key(root: Path, asked: dict[str, Any]) -> str:
    """Return what stands for all that decides what this run makes: the inputs, the program, the call."""
    import re
    from importlib import metadata

    import scripts_gen
    from scripts_gen.resources import find_resource, input_files

    folders = (root / "templates", find_resource("templates"), Path(scripts_gen.__file__).parent)
    own = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()]
    code = (path for path in own if path.suffix != ".pyc")
    needs = [re.split(r"[^\w-]", need)[0] for need in metadata.requires("scripts-gen") or () if "extra ==" not in need]
    versions = [f"{name} {metadata.version(name)}" for name in needs]
    call = {name: value for name, value in asked.items() if name != "sites"}
    return run_key([*input_files(root), *code], *versions, repr(sorted(call.items())))


def is_unchanged(place: Place, call: str) -> bool:
    """Tell whether a run of ``call`` would make what stands at ``place``; if so, say what it would say."""
    manifest = read_manifest(place)
    if manifest.run != call:
        return False
    for line in told_of(manifest):
        click.echo(line, err=True)
    tell_unchanged(count_decks(manifest), "", place)
    return True


def told_of(manifest: Manifest) -> Iterator[str]:
    """Yield what was told of the decks of the last run."""
    for name in manifest.names:
        yield from manifest.files[name].told


def count_decks(manifest: Manifest) -> int:
    """Return how many decks the last run had."""
    return sum(not name.startswith(HOW_TO) for name in manifest.names)


def tell_unchanged(count: int, where: str, place: Place) -> None:
    """Say that nothing was to be done."""
    click.echo(f"{decks(count)}{where} in {place.shown} unchanged: nothing was set again")


def decks(count: int) -> str:
    """Return a number of decks in words."""
    return f"{count} {'deck' if count == 1 else 'decks'}"
