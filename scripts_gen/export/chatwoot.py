"""Canned responses for Chatwoot, each as its API creates it.

Chatwoot takes a response for Markdown twice: when staff choose it, and again when customers see what was sent. In
between it reads it as a Liquid template. So what is Markdown is escaped for both times, and a brace that a template
could begin with is what a tag of Liquid says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from scripts_gen.errors import Fault, InputError
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, join
from scripts_gen.wording import Blank

VARIABLES = {"customer": "{{contact.name}}", "staff": "{{agent.first_name}}", "reference": "{{conversation.id}}"}
"""What Chatwoot fills in itself, by placeholder."""
DRAFT = ".draft"
"""Ends the short code of what is not approved: staff see nothing else of a response but its text."""
_BLANK = re.compile("\0(\\d+)\0")
_MARKS = re.compile(
    r"""
      [\\`*_\[\]<~]             # what begins or ends emphasis, code, a link
    | &(?=\#?\w+;)              # a character by its name
    | ^[ \t]*[\#>+=|-]          # what begins a line that is a heading, a quotation, a list, a rule, a table
    | ^[ \t]*[0-9]+(?=[.)])     # the number of a list
    | (?<=\0)\(                 # what makes a link of the brackets of a blank
    | ^[ \t]*\0\d+\0:           # and a definition of one
    """,
    re.MULTILINE | re.VERBOSE,
)
_TEMPLATE = re.compile("\\{(?=[{%\0])")


def write(source: Source) -> bytes:
    """Return the responses as JSON. Raises InputError with each wording that Chatwoot cannot hold."""
    items = [item for code in source.books for item in build_items(source, code)]
    if faults := [fault for item in items for fault in _faults(item)]:
        raise InputError(faults)
    responses = [{"short_code": short_code(item), "content": _content(item)} for item in items]
    return (json.dumps(responses, ensure_ascii=False, indent=1) + "\n").encode()


def short_code(item: Item) -> str:
    """Return what staff type after a slash, such as ``greeting.morning.fi``."""
    return f"{item.id}.{item.code}" + (DRAFT if item.wording.draft else "")


def _content(item: Item) -> str:
    blanks = {blank.name: number for number, blank in enumerate(item.blanks)}
    text = _escaped(join(item.pieces, lambda blank: f"\0{blanks[blank.name]}\0"))
    filled = [VARIABLES.get(blank.name) or bracketed(Blank(blank.name, _escaped(blank.label))) for blank in item.blanks]
    return _BLANK.sub(lambda found: filled[int(found[1])], text)


def _escaped(text: str) -> str:
    text = _MARKS.sub(_escape, _MARKS.sub(_escape, text)).replace("\n", "  \n")
    return _TEMPLATE.sub('{% echo "{" %}', text)


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign[-1].isdecimal() else f"{sign[:-1]}\\{sign[-1]}"


def _faults(item: Item) -> Iterator[Fault]:
    text = join(item.pieces, lambda blank: f"{blank.label}\0")
    if "`" in text and _TEMPLATE.search(text):
        told = "Chatwoot cannot hold backticks together with {{ or {%, which it would take for a template"
        yield Fault("", 0, f"{item.code} {item.context}", told)
