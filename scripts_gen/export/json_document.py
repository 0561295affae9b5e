"""The whole phrasebook as JSON, in the shape that ``docs/phrasebook.schema.json`` tells.

What the book says is in its source language; each locale has its wordings, and what staff read in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scripts_gen.export.source import Source
from scripts_gen.language import Variant
from scripts_gen.model import Book, Phrase, Situation, Step
from scripts_gen.phrasebook import LeftOut, Phrasebook, Wording

SCHEMA = "urn:scripts-gen:phrasebook:1"
"""Names the schema; another number for another shape."""


def write(source: Source) -> bytes:
    """Return the document: UTF-8, a line a value, every name always there."""
    return (json.dumps(build_document(source), ensure_ascii=False, indent=1) + "\n").encode()


def build_document(source: Source) -> dict[str, Any]:
    """Return the document as values of JSON."""
    book = source.reader.book
    reached = dict.fromkeys(key for role in source.roles for key in role.situations())
    return {
        "$schema": SCHEMA,
        "title": book.title,
        "edition": source.on.isoformat(),
        "source": book.source,
        "approval": book.approval,
        "organisation": {"name": book.organisation.name}
        | {name: text for name, text in book.organisation.values().items() if name != "organisation"},
        "placeholders": [
            {"name": one.name, "type": one.type, "label": one.label, "example": one.example}
            for one in book.placeholders.values()
        ],
        "groups": [
            {"key": one.key, "number": one.number, "title": one.title, "color": one.color}
            for one in book.groups.values()
        ],
        "standards": [
            {"key": one.key, "title": one.title, "meaning": one.meaning, "binding": one.binding}
            for one in book.standards.standards.values()
        ],
        "roles": [
            {
                "key": role.key,
                "title": role.title,
                "channel": list(role.channel),
                "appearance": role.appearance,
                "encounter": list(role.encounter),
                "at_hand": list(role.at_hand),
                "pocket": list(role.pocket),
                "standards": list(role.standards),
            }
            for role in source.roles
        ],
        "situations": [_situation(one) for one in book.situations.values() if one.key in reached],
        "points": [{"key": one.key, "show": one.show, "note": one.note} for one in book.points.values()],
        "numbers": list(book.numbers),
        "locales": [_locale(phrasebook, source) for phrasebook in source.books.values()],
    }


def _situation(situation: Situation) -> dict[str, Any]:
    return {
        "key": situation.key,
        "number": situation.number,
        "group": situation.group,
        "title": situation.title,
        "purpose": situation.purpose,
        "steps": [_step(step) for step in situation.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "within": step.within,
        "standards": list(step.standards),
        "moves": list(step.moves),
        "directions": step.directions(),
        "phrases": [_phrase(phrase) for phrase in step.phrases],
    }


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return {
        "key": phrase.key,
        "number": phrase.number,
        "say": phrase.say,
        "say_plural": phrase.say_plural,
        "count": phrase.count,
        "when": phrase.when,
        "to": phrase.to,
        "customer": phrase.customer,
        "complaint": phrase.complaint,
        "note": phrase.note,
        "keywords": list(phrase.keywords),
        "instead_of": list(phrase.instead_of),
        "varies": list(phrase.varies),
        "standards": list(phrase.standards),
        "answers": [str(key) for key in phrase.answers],
        "reply": phrase.reply,
    }


def _locale(phrasebook: Phrasebook, source: Source) -> dict[str, Any]:
    locale, keys = phrasebook.locale, source.phrase_keys()
    return {
        "code": locale.code,
        "name": locale.autonym,
        "direction": locale.direction,
        "plural_forms": phrasebook.plural_forms,
        "axes": [{"name": axis.name, "values": list(axis.values), "plain": axis.plain} for axis in locale.axes],
        "phrases": {
            key: [_wording(row) for row in phrasebook.entries[key].wordings]
            for key in keys
            if key in phrasebook.entries
        },
        "points": {key: _wording(point) for key, point in phrasebook.points.items()},
        "left_out": [_left_out(gap) for gap in phrasebook.left_out if gap.key in keys or gap.key.startswith("point.")],
        "guidance": dict(_guidance(phrasebook, source)),
    }


def _wording(wording: Wording) -> dict[str, Any]:
    # Who approved it stays in the catalogs: nobody is named who was not asked.
    return {
        "variant": _variant(wording.variant),
        "forms": list(wording.forms),
        "pronunciation": list(wording.pronunciation),
        "status": str(wording.status),
        "approved": wording.approved,
        "seal": wording.seal,
    }


def _left_out(gap: LeftOut) -> dict[str, Any]:
    return {"key": gap.key, "variant": _variant(gap.variant), "status": str(gap.status)}


def _variant(variant: Variant) -> dict[str, str]:
    return dict(variant)


def _guidance(phrasebook: Phrasebook, source: Source) -> Iterator[tuple[str, str]]:
    """Yield what staff read in this language about what is exported; what is not translated stays with the book."""
    book: Book = phrasebook.book
    absent = book.situations.keys() - {key for role in source.roles for key in role.situations()}
    absent |= {f"role.{key}" for key in book.roles.keys() - {role.key for role in source.roles}}
    for context, text in phrasebook.guidance.items():
        place = context.partition("#")[0]
        known = {place, place.partition(".")[0]}
        if text.locale == phrasebook.locale.code and not known & absent:
            yield context, text.text
