"""Merging a template into a catalog: by msgctxt, exactly, with no guess and no line touched that need not change.

Where GNU msgmerge went over the file before, which knows no variants, its guesses are undone and the rows it turned
obsolete come back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scripts_gen.blocks import Block, CatalogFile, flatten_notes, format_block, quote
from scripts_gen.catalog import parse_header
from scripts_gen.guesses import Held, drop_guesses
from scripts_gen.language import Locale
from scripts_gen.message import Message, format_context
from scripts_gen.renewal import as_source, renew, without_text
from scripts_gen.split import split_catalog

_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
_POT_DATE = re.compile(r'(POT-Creation-Date: *)[^"\\]*')


def rows_for(template: Sequence[Message], locale: Locale) -> tuple[Message, ...]:
    """Return the messages that ``locale`` needs: none of a part of the day it lacks, a row for each variant it has."""
    rows: list[Message] = []
    for message in template:
        if locale.has_part(message.when):
            for variant in locale.rows(message.varies):
                notes = (*message.notes, *(f"{axis}: {value}" for axis, value in variant))
                context = format_context(message.msgctxt, variant)
                rows.append(replace(message, msgctxt=context, notes=notes) if variant else message)
    return tuple(rows)


@dataclass(slots=True)
class _Outcome:
    """What becomes of the blocks of a file; a block that is not named stays."""

    placed: dict[int, Block | None] = field(default_factory=dict)
    """By index, what stands in its place; None for nothing."""
    inserted: dict[str, Block] = field(default_factory=dict)
    """By the msgctxt of the row before; the empty one is the header's."""
    ended: list[Block] = field(default_factory=list)
    """Turned obsolete, for the end of the file."""


def merge_catalog(
    data: bytes,
    file: str,
    rows: Sequence[Message],
    locale: Locale,
    *,
    source: bool,
    template_date: str,
    below: Mapping[str, Message] | None = None,
) -> bytes:
    """Return the catalog ``data`` with exactly ``rows`` live, and ``data`` itself where that is so already.

    ``source`` tells that this is the locale the book is written in, where msgstr is msgid. ``template_date`` is the
    template's POT-Creation-Date. A row that is new here begins as what ``below``, the live messages of the book under
    this one, says, if anything. Raises InputError with every fault of the catalog; ``file`` is its name there.
    """
    catalog = split_catalog(data, file)
    rows = [flatten_notes(row) for row in rows]
    held = [
        Held(index, block.message)
        for index, block in enumerate(catalog.blocks)
        if block.message and not block.is_header
    ]
    by_context: dict[str, list[Held]] = {}
    for item in drop_guesses(held, rows):
        by_context.setdefault(item.message.msgctxt, []).append(item)
    outcome = _Outcome()
    forms = _count_forms(catalog, locale)
    for before, row in zip(("", *(row.msgctxt for row in rows)), rows, strict=False):
        here = by_context.pop(row.msgctxt, [])
        if not here and below and row.msgctxt in below:
            here = [Held(-1, below[row.msgctxt])]
        _settle(catalog, outcome, here, row, before, forms, source=source)
    for item in (item for items in by_context.values() for item in items):
        _end(catalog, outcome, item, source=source)
    blocks = _arrange(catalog, outcome)
    return data if blocks == list(catalog.blocks) else catalog.encode(_date(block, template_date) for block in blocks)


def _count_forms(catalog: CatalogFile, locale: Locale) -> int:
    """Return how many plural forms the file has: by its own header, which its readers go by, else by the locale."""
    header = next((block.message for block in catalog.blocks if block.message and block.is_header), None)
    fields = parse_header("".join(header.msgstr)) if header else {}
    found = _FORMS.search(fields.get("Plural-Forms", "")) or _FORMS.search(locale.plural_forms)
    return int(found[1]) if found else 2


# --- where blocks go ------------------------------------------------------------------------------------------------


def _settle(
    catalog: CatalogFile, outcome: _Outcome, held: list[Held], row: Message, before: str, forms: int, *, source: bool
) -> None:
    """Choose among the messages that a file holds under one msgctxt, live and obsolete, and bring it under ``row``."""
    if not held:
        message = without_text(row, forms)
        message = as_source(message, row, forms) if source else message
        outcome.inserted[before] = _new_block(catalog, message)
        return
    best = max(held, key=lambda item: _rank(item.message, row))
    message = _absorb(catalog, outcome, held, best, row, source=source)
    message = as_source(message, row, forms) if source else renew(message, row, forms)
    old = catalog.blocks[best.place] if best.place >= 0 else None
    live = next((item.place for item in held if not item.message.obsolete), -1)
    outcome.placed[best.place] = None
    if live < 0:
        outcome.inserted[before] = _new_block(catalog, message, old)
    elif live == best.place:
        outcome.placed[live] = catalog.rewrite(catalog.blocks[live], message)
    else:
        outcome.placed[live] = replace(_new_block(catalog, message, old), gap=catalog.blocks[live].gap)


def _absorb(
    catalog: CatalogFile, outcome: _Outcome, held: list[Held], best: Held, row: Message, *, source: bool
) -> Message:
    """Return the best of ``held`` with what the others say beyond it, as far as these are not kept obsolete."""
    message = best.message
    for item in held:
        other = item.message
        if item is best or (other.obsolete and item.place >= 0 and other.msgid != row.msgid):
            continue
        lacking = [text for text in other.msgstr if text not in ("", *message.msgstr)]
        if lacking and other.msgid != row.msgid:
            _end(catalog, outcome, item, source=source)
            continue
        # For GNU, one context and source is one message: a second one's text can only be a note in the first.
        noted = (*other.comments, *(f"msgstr {quote(text)}" for text in lacking if not source))
        comments = (comment for comment in noted if comment not in message.comments)
        message = replace(message, comments=(*message.comments, *comments))
        outcome.placed[item.place] = None
    return message


def _rank(message: Message, row: Message) -> tuple[bool, bool, bool]:
    return any(message.msgstr), message.msgid == row.msgid, not message.obsolete


def _end(catalog: CatalogFile, outcome: _Outcome, item: Held, *, source: bool) -> None:
    """Turn a message obsolete, at the end of the file; one that holds nobody's work goes."""
    old = catalog.blocks[item.place] if item.place >= 0 else None
    if old and item.message.obsolete and item.message == old.message:
        return
    outcome.placed[item.place] = None
    if item.message.comments or (any(item.message.msgstr) and not source):
        message = replace(item.message, obsolete=True, notes=(), files=())
        outcome.ended.append(_new_block(catalog, message, old))


def _new_block(catalog: CatalogFile, message: Message, old: Block | None = None) -> Block:
    return Block(catalog.newline, format_block(message, catalog.newline, old), message)


def _arrange(catalog: CatalogFile, outcome: _Outcome) -> list[Block]:
    result: list[Block] = []

    def insert_after(context: str) -> None:
        while block := outcome.inserted.pop(context, None):
            result.append(block)
            context = block.message.msgctxt if block.message else ""

    if not any(block.is_header for block in catalog.blocks):
        insert_after("")
    for index, old in enumerate(catalog.blocks):
        block = outcome.placed.get(index, old)
        if block is None:
            continue
        if block.message is None:  # comments after the last message stay last
            result += outcome.ended
            outcome.ended.clear()
        result.append(block)
        if block.message and not block.message.obsolete:
            insert_after(block.message.msgctxt)
    return result + outcome.ended


def _date(block: Block, date: str) -> Block:
    """Return the header with the template's date; any other block as it is."""
    if not block.is_header:
        return block
    return replace(block, text=_POT_DATE.sub(lambda found: found[1] + date, block.text, count=1))
