"""``find`` and ``say``: the approved phrase in seconds.

Both answer from the index and read the book only when it has changed, so everything else is imported where it is used.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts_gen.cli import options
from scripts_gen.cli.completion import cache_folder, names_of, one_of
from scripts_gen.question import STATUSES, Question

if TYPE_CHECKING:
    from scripts_gen.lookup import Lookup

LIMIT = 5
"""So many hits of a search are shown unless more are asked for."""
NARROWEST = 40
"""Columns that a text needs to be read at all."""

_set_values = click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="Fill a blank, such as minutes=5 or amount='12.50 EUR'; may be repeated.",
)


@click.command()
@click.argument("words", nargs=-1)
@options.name("locale", "--locale", "-l", default="", help="Show the wording in this language.")
@options.name("role", "--role", "-r", default="", help="Only what this role says.")
@options.name("situation", "--situation", default="", help="Only phrases of this situation.")
@options.name("standard", "--standard", default="", help="Only what serves this service standard.")
@click.option(
    "--status",
    default="",
    metavar="STATUS",
    shell_complete=one_of(STATUSES),
    help=f"Only wordings that are {', '.join(STATUSES[:-1])} or {STATUSES[-1]}.",
)
@options.name(
    "locale",
    "--staff",
    default="",
    envvar="SCRIPTS_GEN_STAFF",
    show_envvar=True,
    help="The language that you read: tells the meaning in it.",
)
@click.option(
    "--limit", "-n", type=click.IntRange(1), metavar="N", help=f"How many hits. Default: {LIMIT}; without WORDS, all."
)
@_set_values
@options.chosen
@click.option("--pick", type=click.IntRange(1), metavar="N", help="Only hit number N.")
@click.option("--copy", is_flag=True, help="Copy the wording of the first hit, or of the one picked.")
@options.as_json
@click.pass_obj
def find(
    workspace: Path,
    /,
    words: tuple[str, ...],
    limit: int | None,
    speaker: str | None,
    listener: str | None,
    pick: int | None,
    copy: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Find a phrase by whatever words you remember.

    WORDS may be of any of the languages, misspelt, or what one must not say.
    Without WORDS, everything that passes the filters, in the book's order.

    JSON is {"query", "hits", "nearest", "elsewhere"}. Each hit has number,
    key, locale, score (null without WORDS), wording, pronunciation, meaning,
    title, status, approved, variant, situation, roles, standards, and more.

    \b
    Example:
      scripts-gen find refund no receipt
      scripts-gen find odottaa --locale ar --set minutes=5 --copy
      scripts-gen find --situation emergency --locale ru --staff fi
    """
    from scripts_gen.lookup import find_phrases, use_lookup

    if not words and not any(asked[name] for name in ("locale", "role", "situation", "standard", "status")):
        raise click.UsageError("expected WORDS, or a filter such as --situation")
    query = " ".join(words) if words else None
    question = Question(query, chosen=options.choice(speaker, listener), limit=_limit(limit, pick, query), **asked)
    found = use_lookup(workspace, cache_folder(), lambda index: find_phrases(index, question))
    hits = [{"number": number, **hit} for number, hit in enumerate(found.hits, 1)]
    if pick and hits:
        hits = _pick(hits, pick)
    if as_json:
        told = {"query": query, "hits": hits, "nearest": found.nearest, "elsewhere": found.elsewhere}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif hits:
        width = max(NARROWEST, shutil.get_terminal_size().columns)
        indent = len(str(hits[-1]["number"])) + 2
        click.echo("\n\n".join("\n".join(_paragraph(hit, width, indent)) for hit in hits))
    else:
        click.echo(_nothing(query, found), err=True)
    if not hits:
        if query and not found.elsewhere:
            _count(query)
        raise click.exceptions.Exit(1)
    if copy:
        _copy(hits[0])


def _limit(limit: int | None, pick: int | None, query: str | None) -> int | None:
    if limit is None and query is None:
        return None
    return max(limit or LIMIT, pick or 0)


def _pick(hits: Sequence[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    if number > len(hits):
        raise click.BadParameter(f"expected at most {len(hits)}, for so many were found", param_hint="--pick")
    return [hits[number - 1]]


def _nothing(query: str | None, found: Lookup) -> str:
    if query is None:
        return "Nothing passes all these filters."
    if found.elsewhere:
        return f"Nothing found for {query!r} with these filters. Without them: {', '.join(found.elsewhere)}."
    near = f" Nearest: {', '.join(found.nearest)}." if found.nearest else ""
    return f"Nothing found for {query!r}.{near}"


def _count(query: str) -> None:
    """Count what the book lacks, where that was asked for."""
    from scripts_gen.cli.missed import state_folder
    from scripts_gen.errors import ScriptsGenError
    from scripts_gen.missed import count_missed

    try:
        count_missed(state_folder(), query)
    except (ScriptsGenError, OSError) as error:  # the answer stands without it
        click.echo(str(error), err=True)


@click.command()
@click.argument("key", shell_complete=names_of("phrase"))
@options.name("locale", "--locale", "-l", required=True, help="The customer's language.")
@_set_values
@options.chosen
@click.option("--copy", is_flag=True, help="Copy the wording.")
@options.as_json
@click.pass_obj
def say(
    workspace: Path,
    key: str,
    locale: str,
    pairs: tuple[str, ...],
    speaker: str | None,
    listener: str | None,
    copy: bool,
    as_json: bool,
) -> None:
    """Say the phrase KEY in a language.

    JSON is one hit of find, without its number and score.

    \b
    Example:
      scripts-gen say waiting.how-long --locale ru --set minutes=21 --copy
    """
    from scripts_gen.lookup import find_phrase, use_lookup

    question = Question(locale=locale, pairs=pairs, chosen=options.choice(speaker, listener))
    hit = use_lookup(workspace, cache_folder(), lambda index: find_phrase(index, key, question))
    click.echo(json.dumps(hit, ensure_ascii=False, indent=1) if as_json else hit["wording"])
    if hit["status"] != "approved" and not as_json:
        click.echo(_status(hit), err=True)
    if copy:
        _copy(hit)


def _copy(hit: Mapping[str, Any]) -> None:
    """Put a wording on the clipboard, and say so. A line that runs from the left needs no marks to keep its order."""
    from scripts_gen.cli import clipboard
    from scripts_gen.cli.terminal import ISOLATES
    from scripts_gen.errors import USER_MISTAKE

    text = hit["wording"] if hit["direction"] == "rtl" else hit["wording"].translate(dict.fromkeys(map(ord, ISOLATES)))
    if not clipboard.copy(text.encode(errors="replace").decode()):
        click.echo("Nothing copied: no clipboard answers. On Linux, install xclip or wl-clipboard.", err=True)
        raise click.exceptions.Exit(USER_MISTAKE)
    click.echo(f"copied  {hit['key']}", err=True)


def _paragraph(hit: Mapping[str, Any], width: int, indent: int) -> Iterator[str]:
    """Yield the lines of a hit: its number, the wording, how that sounds and what it means; key and status below.

    Texts are in their logical order, each line isolated where it runs from the right.
    """
    from scripts_gen.cli.terminal import fold, set_line

    title = set_line(hit["title"], hit["staff_direction"])
    meaning = "" if hit["meaning"] == hit["wording"] else hit["meaning"]
    hint: dict[str, Any] = {"dim": True} if hit["status"] == "approved" else {"fg": "yellow"}
    lead = f"{hit['number']:>{indent - 2}}  "
    for text, direction, style in (
        (hit["wording"], hit["direction"], {"bold": True}),
        (hit["pronunciation"], "ltr", {}),
        (meaning, hit["staff_direction"], {}),
        (f"{hit['key']} · {hit['locale']} · {title} · {_status(hit)}", "ltr", hint),
    ):
        for line in fold(text, width - indent) if text else ():
            yield lead + click.style(set_line(line, direction), **style)
            lead = " " * indent


def _status(hit: Mapping[str, Any]) -> str:
    if hit["status"] == "approved":
        return f"approved {hit['approved']}"
    if hit["approved"]:
        changed = "source" if hit["status"] == "fuzzy" else "wording"
        return f"approved {hit['approved']}, {changed} changed since"
    return "not approved"
