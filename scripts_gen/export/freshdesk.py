"""Canned responses for Freshdesk: a folder a language, each response as Freshdesk's API creates it."""

from __future__ import annotations

import json
from typing import Any

from scripts_gen.export.helpdesk import cut, fill_html, in_block, marked
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, join, one_line, title
from scripts_gen.phrasebook import Phrasebook

VARIABLES = {"customer": "{{ticket.requester.name}}", "staff": "{{ticket.agent.name}}", "reference": "{{ticket.id}}"}
"""What Freshdesk fills in itself, by placeholder."""
EVERYBODY = 0
"""The visibility of what all who work there may use."""
TITLE = 200
"""So many characters of a title are shown without harm."""


def write(source: Source) -> bytes:
    """Return the folders as JSON, each with the name that it gets and what lies in it."""
    folders = [_folder(source, code) for code in source.books]
    return (json.dumps({"folders": folders}, ensure_ascii=False, indent=1) + "\n").encode()


def _folder(source: Source, code: str) -> dict[str, Any]:
    book = source.books[code]
    return {
        "name": one_line(f"{book.book.title}: {book.locale.autonym}"),
        "canned_responses": [_response(item, source.reader) for item in build_items(source, code)],
    }


def _response(item: Item, reader: Phrasebook) -> dict[str, Any]:
    name = f" · {item.id}"
    told = marked(f"{title(item, reader)}: {join(item.meaning, bracketed)}", reader, draft=item.wording.draft)
    return {
        "title": cut(told, TITLE - len(name)) + name,
        "content_html": in_block(item, fill_html(item, VARIABLES)),
        "visibility": EVERYBODY,
    }
