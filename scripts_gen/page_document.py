"""The document that the look-up page reads: the whole book in all its languages as one JSON value, short enough to
travel in the page itself.

What stands in the same order everywhere is told once: ``keys`` names the phrases, ``contexts`` the texts for staff, and
every language has lists in that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scripts_gen.interface import WORDS
from scripts_gen.language import plural_index
from scripts_gen.message import Status
from scripts_gen.model import DIRECTIONS, NUMBERS, Book, Phrase, Situation, Step
from scripts_gen.phrasebook import Localized, Phrasebook, Wording

PLURALS = 1_100
"""So many numbers have their plural form listed. Beyond them ``100 + number % 1000`` decides: rules look at the last
two digits, and set only single numbers below a hundred apart."""

_FIXED = frozenset({"answers", "draft", "meaning", "not_say", "pronunciation", "reply", "revised", "within"})
_FAMILIES = ("customer_", "listener_", "page_", "part_", "speaker_", "status_", "to_")


@dataclass(frozen=True, slots=True)
class KnownCard:
    """What the ledger knows of the cards with one code."""

    current: bool
    keys: tuple[str, ...]
    """Full keys of the phrases on it."""
    locale: str
    date: str
    """ISO 8601 date of the newest printing."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How the page opens where nobody has chosen yet."""

    role: str = ""
    """Empty for what most roles carry."""
    staff: str = ""
    """The locale staff read; empty for that of the browser."""
    site: str = ""
    """Where complaints are noted until somebody names another place; empty where nobody knows."""


def page_document(
    books: Mapping[str, Phrasebook], opening: Opening, cards: Mapping[str, KnownCard] | None = None
) -> dict[str, Any]:
    """Return what the page shows of ``books``, the phrasebooks of one book by locale; ``cards`` go by code.

    ``phrases`` and each language's ``wordings`` are in the order of ``keys``; ``guide`` is in that of ``contexts``, a
    text that is not in the language itself as ``[text, locale]``; ``points`` in that of ``points``. A wording is
    ``[variant, forms, status, approved]``, ``approved`` being the date of the newest approval; a phrase that may not be
    said in a language has its status instead of a list. ``sounds`` and ``seals`` have the pronunciation and the seal of
    each wording in the same order: apart, they deflate to less. ``plurals`` has the form for each number up to
    ``PLURALS`` as a digit.
    """
    book = next(iter(books.values())).book
    phrases = book.phrases()
    contexts = list(_contexts(book))
    return {
        "title": book.title,
        "organisation": book.organisation.values(),
        "source": book.source,
        "edition": max(phrasebook.revised for phrasebook in books.values()),
        "opening": {"role": opening.role, "staff": opening.staff, "site": opening.site},
        "urgent": {"emergency": book.urgent.emergency, "fetch": book.urgent.fetch},
        "placeholders": {name: [known.type, known.example] for name, known in book.placeholders.items()},
        "groups": {group.key: [group.number, group.color] for group in book.groups.values()},
        "roles": [[role.key, list(role.situations()), list(role.pocket)] for role in book.roles.values()],
        "situations": [_situation(situation) for situation in book.situations.values()],
        "keys": list(phrases),
        "phrases": [_phrase(phrase, books) for phrase in phrases.values()],
        "complaints": list(book.standards.complaints),
        "points": list(book.points),
        "answers": list(book.opening),
        "contexts": contexts,
        "locales": [_language(phrasebook, contexts) for phrasebook in books.values()],
        "cards": {
            code: [int(card.current), list(card.keys), card.locale, card.date] for code, card in (cards or {}).items()
        },
    }


def _contexts(book: Book) -> Iterable[str]:
    """Yield the msgctxt of every text that the page shows to staff or searches in, each once."""
    yield from (f"role.{key}#title" for key in book.roles)
    yield from (f"placeholder.{name}#label" for name in book.placeholders)
    yield from (f"standard.{key}#title" for key in _standards(book))
    yield from (f"complaint-code.{key}#title" for key in book.standards.complaints)
    for situation in book.situations.values():
        yield from (f"{situation.key}#{name}" for name in ("title", "purpose"))
        for step in situation.steps:
            at = f"{situation.key}.{step.key}"
            yield f"{at}#title"
            yield from (f"{at}#{name}" for name in step.directions())
            for phrase in step.phrases:
                yield from (f"{phrase.key}#{name}" for name in ("instead_of", "keywords") if getattr(phrase, name))


def _standards(book: Book) -> list[str]:
    used = {
        standard
        for situation in book.situations.values()
        for step in situation.steps
        for standard in (*step.standards, *(standard for phrase in step.phrases for standard in phrase.standards))
    }
    return [key for key in book.standards.standards if key in used]


def _situation(situation: Situation) -> dict[str, Any]:
    return {
        "key": situation.key,
        "number": situation.number,
        "group": situation.group,
        "steps": [_step(step) for step in situation.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "within": step.within,
        "standards": list(step.standards),
        "directions": [name for name in DIRECTIONS if getattr(step, name)],
        "count": len(step.phrases),
    }


def _phrase(phrase: Phrase, books: Mapping[str, Phrasebook]) -> dict[str, Any]:
    """Return what holds of a phrase in every language; what is empty is left out, and a source that is a wording."""
    source = books.get(next(iter(books.values())).book.source)
    known = source is not None and phrase.key in source.entries
    facts: dict[str, Any] = {
        "say": [] if known else [text for text in (phrase.say, phrase.say_plural) if text],
        "number": phrase.number,
        "count": phrase.count,
        "when": phrase.when,
        "to": phrase.to if phrase.to != "customer" else "",
        "customer": phrase.customer,
        "reply": phrase.reply,
        "answers": list(phrase.answers),
        "standards": list(phrase.standards),
    }
    return {name: value for name, value in facts.items() if value}


def _language(phrasebook: Phrasebook, contexts: Iterable[str]) -> dict[str, Any]:
    locale, book = phrasebook.locale, phrasebook.book
    spans = {step.within for situation in book.situations.values() for step in situation.steps if step.within}
    said = {key: entry.wordings if (entry := phrasebook.entries.get(key)) else () for key in book.phrases()}
    missing = {left.key: str(left.status) for left in phrasebook.left_out if not left.variant}
    return {
        "code": locale.code,
        "aliases": list(locale.aliases),
        "name": locale.autonym,
        "dir": locale.direction,
        "digits": locale.digits,
        "axes": [[axis.name, list(axis.values), axis.plain] for axis in locale.axes],
        "plurals": "".join(str(plural_index(phrasebook.plural_forms, number)) for number in range(PLURALS)),
        "words": {key: _text(phrasebook.word(key), locale.code) for key in WORDS if _is_shown(key)},
        "spans": {str(span): phrasebook.formatter.duration(span) for span in sorted(spans)},
        "guide": [_text(phrasebook.guide(context), locale.code) for context in contexts],
        "points": [phrasebook.answers((key,)).get(key, "") for key in book.points],
        "numbers": list(phrasebook.answers((NUMBERS,)).values()),
        "wordings": [[_wording(row) for row in rows] or missing.get(key, "") for key, rows in said.items()],
        "sounds": [[list(row.pronunciation) for row in rows] for rows in said.values()],
        "seals": [[row.seal for row in rows] for rows in said.values()],
    }


def _is_shown(word: str) -> bool:
    return word in _FIXED or word in DIRECTIONS or word.startswith(_FAMILIES)


def _text(text: Localized, code: str) -> str | list[str]:
    return text.text if text.locale == code else [text.text, text.locale]


def _wording(wording: Wording) -> list[Any]:
    # Who approved it stays in the catalogs: the page may be public.
    status = "" if wording.status is Status.APPROVED else str(wording.status)
    return [dict(wording.variant), list(wording.forms), status, wording.approved]
