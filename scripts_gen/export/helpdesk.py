"""What the help desks have in common: wordings as HTML in which no template begins, and lines that staff choose by."""

from __future__ import annotations

import html
from collections.abc import Mapping

from scripts_gen.export.text import Item, bracketed, join, one_line
from scripts_gen.phrasebook import Phrasebook


def fill_html(item: Item, variables: Mapping[str, str]) -> str:
    """Return what is said as HTML: a blank as its variable of ``variables``, by name, or else in brackets.

    Quotes stay as they are, so that most wordings are the same as plain text. No two signs stand side by side that a
    template could begin with, ``{{``, ``{%`` or ``#{``: markup parts them.
    """
    return join(item.pieces, lambda blank: variables.get(blank.name) or _html(bracketed(blank)), _html)


def in_block(item: Item, content: str) -> str:
    """Return HTML as a block that runs in the direction of its language, as a message has to."""
    return f'<div dir="{item.direction}" lang="{item.code}">{content}</div>'


def marked(text: str, reader: Phrasebook, *, draft: bool) -> str:
    """Return a line for staff, with the word for it in front where it belongs to a draft."""
    return f"{reader.word('draft').text}: {text}" if draft else text


def cut(text: str, length: int) -> str:
    """Return ``text`` on one line of at most ``length`` characters."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>").replace("{", "<span>{</span>")
