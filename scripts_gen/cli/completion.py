"""What a shell offers to complete: names of the workspace that the command line is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]

WIDTH = 60
"""Characters of what stands beside a name."""


def cache_folder() -> Path:
    """Return where the index of the look-up is kept."""
    import platformdirs

    return platformdirs.user_cache_path("scripts-gen")


def names_of(kind: str) -> Complete:
    """Return what completes the names of a kind: locale, phrase, role, situation, standard."""

    def complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from scripts_gen.lookup import known_names
        from scripts_gen.resources import find_workspace

        directory = ctx.find_root().params.get("directory")
        try:
            # Shells leave a tilde to those who are asked.
            workspace = find_workspace(directory.expanduser() if directory else None, Path.cwd())
            return _offer(known_names(workspace, cache_folder(), kind), incomplete)
        except Exception:  # while somebody types is no time to tell what is wrong with the book
            return []

    return complete


def one_of(words: Iterable[str]) -> Complete:
    """Return what completes one of ``words``."""
    return lambda ctx, parameter, incomplete: _offer(dict.fromkeys(words, ""), incomplete)


def _offer(names: Mapping[str, str], incomplete: str) -> list[CompletionItem]:
    from textwrap import shorten

    from click.shell_completion import CompletionItem

    # Click's half of fish cuts what it is told at a comma.
    return [
        CompletionItem(name, help=shorten(meaning.replace(",", ""), WIDTH, placeholder="…"))
        for name, meaning in names.items()
        if name.startswith(incomplete)
    ]
