"""What of a wording is prose: placeholders, addresses, code and tags blanked out, every offset kept."""

from __future__ import annotations

import re
from functools import lru_cache

from scripts_gen.check.subject import Form
from scripts_gen.message import DOMAINS, PRONUNCIATION, parse_context

VALUE = "\ue000"
"""Stands for each character of what will be filled in or is not language: counts as part of a word."""
TAG = "\ue001"
"""Stands for each character of a tag: takes no room in the sentence."""
OPENING = "([{«„“‘‹\"'"
CLOSING = ")]}»“”’›\"'"
"""Brackets and quotes that may follow the end of a sentence; “ closes in German and in Russian."""

_VALUE = re.compile(
    r"""(?:https?://|www\.)[^\s<>"«»“”،؛]*[^\s<>"«»“”.,;:!?)\]،؛؟]
    | [\w.+-]+@[\w-]+\.[\w.-]*\w
    | \{%.*?%\} | \{\{.*?\}\} | \$?\{[^{}\n]*\}
    | %\([^)]*\)[-#0+]*\d*(?:\.\d+)?[a-zA-Z]
    | %(?:\d+\$)?[-#0+]*\d*(?:\.\d+)?(?:hh?|ll?|z)?[sdiufgexXcrq%](?![^\W\d_])
    | &(?:\#\d+|\#x[\da-fA-F]+|\w+);
    | (?::[\w:+-]+:)?(?:``[^`\n]+``|`[^`\s'][^`\n']*`)
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_KEY = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+(?:#[a-z_]+)?|[a-z][a-z0-9-]*#[a-z_]+")
_LISTS = ("#keywords", "#instead_of")


@lru_cache(maxsize=4096)
def prose(text: str) -> str:
    """Return ``text``, of the same length, with what is not prose replaced by ``VALUE`` and ``TAG``."""
    text = _TAG.sub(lambda tag: TAG * len(tag[0]), text)
    return _VALUE.sub(lambda value: VALUE * len(value[0]), text)


def source_prose(form: Form) -> str:
    """Return the source's prose, which excuses what a translation took over; empty where the form is the source."""
    return "" if form.language.is_source else prose(form.source)


def is_list(form: Form) -> bool:
    """Tell whether the text is a list of items parted by ``; ``, as search words and phrases to avoid are."""
    return parse_context(form.message.msgctxt)[0].endswith(_LISTS)


def is_sentence(form: Form) -> bool:
    """Tell whether the text corresponds to its source sentence by sentence: no list, and no transcription."""
    return not is_list(form) and form.domain != PRONUNCIATION


def is_house(form: Form) -> bool:
    """Tell whether the text belongs to a book, where typographic signs are the rule whatever the source has.

    A catalog checked by its path alone may have any name; the book's keys tell its messages.
    """
    return form.domain in DOMAINS or _KEY.fullmatch(parse_context(form.message.msgctxt)[0]) is not None
