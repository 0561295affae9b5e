"""``find`` and ``say``: the approved phrase in seconds.

Both answer from the index and read the book only when it has changed, so everything else is imported where it is used.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from scripts_gen.cli import options


def _placeholder_values(ctx: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"expected name=value, found {pair!r}")
        values[name] = value
    return values


set_values = click.option(
    "--set",
    "values",
    multiple=True,
    callback=_placeholder_values,
    metavar="NAME=VALUE",
    help="Fill a blank, such as minutes=5 or amount='12.50 EUR'; may be repeated.",
)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--locale", "-l", metavar="LOCALE", help="Show the wording in this language.")
@click.option("--role", "-r", metavar="ROLE", help="Only what this role says.")
@click.option("--limit", "-n", type=click.IntRange(1, 100), default=5, show_default=True, help="How many hits.")
@set_values
@options.chosen
@options.as_json
@click.pass_obj
def find(
    workspace: Path,
    words: tuple[str, ...],
    locale: str | None,
    role: str | None,
    limit: int,
    values: Mapping[str, str],
    speaker: str | None,
    listener: str | None,
    as_json: bool,
) -> None:
    """Find a phrase by whatever words you remember.

    WORDS may be of any of the languages, misspelt, or what one must not say.

    \b
    Example:
      scripts-gen find refund no receipt
      scripts-gen find odottaa --locale ar --set minutes=5
    """
    from scripts_gen.lookup import fill_record, find_phrases, use_lookup

    query = " ".join(words)
    found = use_lookup(
        workspace,
        _cache_folder(),
        lambda index: find_phrases(index, query, locale=locale, role=role, limit=limit, values=values),
    )
    chosen = options.choice(speaker, listener)
    shown = [fill_record(record, values, chosen) for record in found.records]
    if as_json:
        click.echo(json.dumps({"query": query, "hits": shown, "nearest": found.nearest}, ensure_ascii=False, indent=1))
    elif shown:
        click.echo("\n\n".join(_paragraph(number, hit) for number, hit in enumerate(shown, 1)))
    else:
        near = f" Nearest: {', '.join(found.nearest)}." if found.nearest else ""
        click.echo(f"Nothing found for {query!r}.{near}", err=True)
    if not shown:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("key")
@click.option("--locale", "-l", required=True, metavar="LOCALE", help="The customer's language.")
@set_values
@options.chosen
@options.as_json
@click.pass_obj
def say(
    workspace: Path,
    key: str,
    locale: str,
    values: Mapping[str, str],
    speaker: str | None,
    listener: str | None,
    as_json: bool,
) -> None:
    """Say the phrase KEY in a language.

    \b
    Example:
      scripts-gen say waiting.how-long --locale ru --set minutes=21
    """
    from scripts_gen.lookup import fill_record, read_phrase, use_lookup

    record = use_lookup(workspace, _cache_folder(), lambda index: read_phrase(index, key, locale))
    hit = fill_record(record, values, options.choice(speaker, listener), strict=True)
    click.echo(json.dumps(hit, ensure_ascii=False, indent=1) if as_json else hit["wording"])
    if hit["status"] != "approved" and not as_json:
        click.echo(_status(hit), err=True)


def _cache_folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("scripts-gen")


def _paragraph(number: int, hit: Mapping[str, Any]) -> str:
    """Return a hit for reading: the wording first, in logical order; every line indented below its number."""
    width = max(40, shutil.get_terminal_size().columns)
    hint = f"{hit['locale']} · {hit['key']} · {hit['title']} · {_status(hit)}"
    below = [text for text in (hit["pronunciation"], hit["meaning"]) if text and text != hit["wording"]]
    lines = [click.style(_wrap(hit["wording"], width, f"{number:<3}"), bold=True)]
    return "\n".join([*lines, *(_wrap(text, width) for text in below), click.style(_wrap(hint, width), dim=True)])


def _wrap(text: str, width: int, first: str = "   ") -> str:
    return click.formatting.wrap_text(text, width, initial_indent=first, subsequent_indent="   ")


def _status(hit: Mapping[str, Any]) -> str:
    if hit["status"] == "approved":
        return f"approved {hit['approved']}"
    if hit["approved"]:
        changed = "source" if hit["status"] == "fuzzy" else "wording"
        return f"approved {hit['approved']}, {changed} changed since"
    return "not approved"
