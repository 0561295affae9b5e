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

        try:
            return _offer(known_names(_workspace(ctx), cache_folder(), kind), incomplete)
        except Exception:  # while somebody types is no time to tell what is wrong with the book
            return []

    return complete


def site_keys(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the keys of sites, and what stands for all of them."""
    from scripts_gen.sites import ALL, list_sites

    try:
        return _offer({ALL: "every site", **list_sites(_workspace(ctx))}, incomplete)
    except Exception:  # as above
        return []


def difference_keys(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the keys of what the book says otherwise than the one it extends."""
    from scripts_gen.upstream import read_differences

    try:
        return _offer({one.key: one.group for one in read_differences(_workspace(ctx)) if one.key}, incomplete)
    except Exception:  # as above
        return []


def complaint_codes(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the codes under which complaints are counted."""
    from scripts_gen.workspace import read_workspace

    try:
        codes = read_workspace(_workspace(ctx)).book.standards.complaints
        return _offer({key: code.title for key, code in codes.items()}, incomplete)
    except Exception:  # as above
        return []


def one_of(words: Iterable[str]) -> Complete:
    """Return what completes one of ``words``."""
    return lambda ctx, parameter, incomplete: _offer(dict.fromkeys(words, ""), incomplete)


def _workspace(ctx: click.Context) -> Path:
    from scripts_gen.resources import find_workspace

    directory = ctx.find_root().params.get("directory")
    # Shells leave a tilde to those who are asked.
    return find_workspace(directory.expanduser() if directory else None, Path.cwd())


def _offer(names: Mapping[str, str], incomplete: str) -> list[CompletionItem]:
    from textwrap import shorten

    from click.shell_completion import CompletionItem

    # Click's half of fish cuts what it is told at a comma.
    return [
        CompletionItem(name, help=shorten(meaning.replace(",", ""), WIDTH, placeholder="…"))
        for name, meaning in names.items()
        if name.startswith(incomplete)
    ]
