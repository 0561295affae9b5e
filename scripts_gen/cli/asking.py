"""Asking for a complaint at a terminal, one numbered list after the other. Questions go where they are no result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping

import click

from scripts_gen.cli.terminal import fold
from scripts_gen.complaint_report import plan_of
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.intake import Known, check_complaint, check_note, tidy_words
from scripts_gen.workspace import Workspace

WIDTH = 80
SHOWN = 50
"""A longer list is not shown; whoever answers knows the key."""
WARNING = "No names, numbers or addresses: what went wrong, not whose complaint it was."


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_complaint(workspace: Workspace, words: Mapping[str, str], known: Known) -> dict[str, str]:
    """Return ``words``, the fields of a complaint, with what was asked for those that are missing.

    What is wrong with those that were given is told before anything is asked, and so is a book without codes.
    """
    book = workspace.book
    asked = tidy_words(words, known)
    wrong = [Fault("", 0, name, told) for name, told in check_complaint(asked, known)]
    if faults := [fault for fault in wrong if fault.path in asked or not known.codes]:
        raise InputError(faults)
    if "code" not in asked:
        titles = {key: code.title for key, code in book.standards.complaints.items()}
        asked["code"] = _ask("What was it about?", titles, required=True)
    if "role" not in asked:
        asked["role"] = _ask("Who received it?", {key: role.title for key, role in book.roles.items()}, required=True)
    if "site" not in asked:
        asked["site"] = _ask_site(known)
    if "locale" not in asked:
        languages = {code: workspace.formatter(book.source).language(code) for code in workspace.locales}
        asked["locale"] = _ask("Which language does the customer speak?", languages)
    if "phrase" not in asked:
        asked["phrase"] = _ask_phrase(workspace, asked["code"], known)
    if "note" not in asked:
        click.echo(f"\n{WARNING}", err=True)
        asked["note"] = _ask_text("Note", lambda note: next((told for _, told in check_note(note)), ""))
    return asked


def _ask_site(known: Known) -> str:
    if known.sites is not None:
        return _ask("Where?", dict.fromkeys(known.sites.values(), ""))

    def wrong(site: str) -> str:
        return next((told for name, told in check_complaint({"site": site}, known) if name == "site"), "")

    click.echo("", err=True)
    return _ask_text("Where", wrong)


def _ask_phrase(workspace: Workspace, code: str, known: Known) -> str:
    """Ask for the phrase that was said or missing: first those that answer the code, any other by its key."""
    phrases = workspace.book.phrases()
    shown = {key: phrases[key].say for key in plan_of(workspace.book, code)}
    return _ask("Which phrase was said, or missing? Any key of the book will do.", shown, known.phrases)


def _ask(question: str, titles: Mapping[str, str], also: Collection[str] = (), *, required: bool = False) -> str:
    """Return the key chosen by its number or its name; empty where nobody chose and nothing is ``required``.

    Keys of ``also`` are taken, too, but not shown.
    """
    click.echo(f"\n{question}", err=True)
    keys = list(titles)
    for number, key in enumerate(keys if len(keys) <= SHOWN else (), 1):
        title = f" · {titles[key]}" if titles[key] else ""
        click.echo("\n".join(fold(f"{key}{title}", WIDTH, f"{number:>4}  ", " " * 6)), err=True)
    told = "number or key" if required else "number or key, Enter for none"
    while True:
        word = _prompt(told)
        if word in titles or word in also:
            return word
        if word.isdecimal() and 1 <= int(word) <= len(keys):
            return keys[int(word) - 1]
        if not word and not required:
            return ""
        click.echo(f"there is no {word!r}{did_you_mean(word, [*keys, *also])}", err=True)


def _ask_text(label: str, wrong: Callable[[str], str]) -> str:
    """Return what was typed, on one line, once nothing is wrong with it; empty for nothing."""
    while True:
        text = " ".join(_prompt(f"{label}, Enter for none").split())
        told = wrong(text) if text else ""
        if not told:
            return text
        click.echo("\n".join(fold(told, WIDTH)), err=True)


def _prompt(label: str) -> str:
    return str(click.prompt(label, default="", show_default=False, err=True)).strip()
