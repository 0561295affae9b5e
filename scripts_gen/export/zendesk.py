"""Macros for Zendesk, each on an item of dynamic content that has the wording in every language.

Zendesk chooses the language by that of the customer. Where a text also depends on who speaks, to whom or on a number,
staff choose it, in the language: it is a macro of its own with the text in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts_gen.errors import Fault, InputError
from scripts_gen.export.helpdesk import cut, fill_html, in_block, marked
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, join, one_line
from scripts_gen.phrasebook import Phrasebook

VARIABLES = {
    "customer": "{{ticket.requester.name}}",
    "staff": "{{current_user.first_name}}",
    "reference": "{{ticket.id}}",
}
"""What Zendesk fills in itself, by placeholder."""
LOCALES = {"tl": "fil"}
"""What Zendesk calls a language where it has another name."""
TITLE = 200
"""So many characters of a title are shown without harm."""


def write(source: Source) -> bytes:
    """Return dynamic content and macros as JSON. Raises InputError where two keys would be one name in Zendesk."""
    items: dict[str, dict[str, list[Item]]] = {key: {} for key in source.phrase_keys()}
    for code in source.books:
        for item in build_items(source, code):
            items[item.key].setdefault(code, []).append(item)
    shared = {key: _shared(found) for key, found in items.items()}
    if faults := list(_faults(key for key, plain in shared.items() if plain)):
        raise InputError(faults)
    document = {
        "dynamic_content": [{"item": _dynamic(plain)} for plain in shared.values() if plain],
        "macros": [{"macro": macro} for key, found in items.items() for macro in _macros(source, found, shared[key])],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def dynamic_name(key: str) -> str:
    """Return the name of a phrase's item, which its placeholder has too: ``greeting_morning``."""
    return re.sub(r"[^a-z0-9]+", "_", key.lower())


def _shared(found: Mapping[str, list[Item]]) -> list[Item]:
    """Return the text of each language that suits everybody; none if any of them depends on a number."""
    items = [item for texts in found.values() for item in texts]
    if any(item.numbers for item in items):
        return []  # the language that has one text would otherwise be said to customers of those that have several
    return [item for item in items if not item.wording.variant]


def _faults(keys: Iterable[str]) -> Iterator[Fault]:
    known: dict[str, str] = {}
    for key in keys:
        other = known.setdefault(dynamic_name(key), key)
        if other != key:
            yield Fault("", 0, key, f"Zendesk would call it {dynamic_name(key)}, as it calls {other}")


def _dynamic(plain: list[Item]) -> dict[str, Any]:
    return {
        "name": dynamic_name(plain[0].key),
        "default_locale": _locale(plain[0]),
        "variants": [
            {"locale": _locale(item), "default": item is plain[0], "content": fill_html(item, VARIABLES)}
            for item in plain
        ],
    }


def _locale(item: Item) -> str:
    return LOCALES.get(item.code, item.code)


def _macros(source: Source, found: Mapping[str, list[Item]], plain: list[Item]) -> Iterator[dict[str, Any]]:
    if plain:
        placeholder = f"{{{{dc.{dynamic_name(plain[0].key)}}}}}"
        yield _macro(source, plain, plain[0].key, placeholder, "")
    for code, texts in found.items():
        for item in texts:
            if not plain or item.wording.variant:
                labels = ", ".join((*item.labels, source.books[code].locale.autonym))
                content = in_block(item, fill_html(item, VARIABLES))
                yield _macro(source, [item], f"{item.id}.{code}", content, labels)


def _macro(source: Source, items: list[Item], name: str, content: str, labels: str) -> dict[str, Any]:
    return {
        "title": _title(items, source.reader, labels),
        "active": True,
        "description": "\n".join((name, *_notes(source, items))),
        "actions": [{"field": "comment_value_html", "value": content}],
    }


def _title(items: list[Item], reader: Phrasebook, labels: str) -> str:
    """Return the title: Zendesk opens a menu at each ``::``, and reads templates in it."""
    situation, step = items[0].entry.situation, items[0].entry.step
    meaning = marked(join(items[0].meaning, bracketed), reader, draft=any(item.wording.draft for item in items))
    menus = [reader.guide(f"{situation.key}#title").text, reader.guide(f"{situation.key}.{step.key}#title").text]
    parts = [cut(_plain(menu), TITLE // 4) for menu in menus]
    suffix = f" ({_plain(one_line(labels))})" if labels else ""
    room = TITLE - sum(len(part) + len("::") for part in parts) - len(suffix)
    return "::".join((*parts, cut(_plain(meaning), room) + suffix))


def _plain(text: str) -> str:
    return text.replace("::", ": :").replace("{", "(").replace("}", ")")


def _notes(source: Source, items: list[Item]) -> Iterator[str]:
    """Yield what staff need to know of one language: that it is a draft, and whom the text suits."""
    for item in items:
        told = ", ".join((*([source.reader.word("draft").text] if item.wording.draft else []), *item.labels))
        if told:
            yield f"{source.books[item.code].locale.autonym}: {told}"
