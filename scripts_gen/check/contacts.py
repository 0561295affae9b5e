"""Web addresses, e-mail addresses and telephone numbers: found in a text, and blanked in its prose."""

from __future__ import annotations

import re

from scripts_gen.check.prose import VALUE, prose

URL = re.compile(
    # With a scheme or www, else a bare host under one of few endings: "e.g", "p.m." and "file.txt" are no addresses.
    r"(?a:(?:https?://|ftp://|www\.)[\w.~:/?#@!$&*+,;=%{}()-]*[\w/]"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|eu|fi|ru|uk|ph|ae|sa|eg|example)(?![\w-])"
    r"(?:/[\w.~:/?#@!$&*+,;=%{}()-]*[\w/])?)"
)
EMAIL = re.compile(r"(?a:[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
PHONE = re.compile(
    # From "+", "(" or a zero that another digit follows, as thousands and ranges never start; or 1-800-555-0100.
    r"(?<![\w.,:/-])(?!\d\d-\d\d-\d{4}\b)"
    r"(?:\+\d|\(\+?\d|[0٠]\d|\d-\d{3}-\d)(?:[ \u00a0\u202f()–‑-]{0,2}\d){5,}(?![\w:/]|[.,]\d)"
)
NUMBER_RUN = re.compile(r"\+?\(?\d(?:[ \u00a0\u202f()–‑-]{0,2}\d)*")
"""A run of digits as a telephone number is written, of any length."""


def words_only(text: str) -> str:
    """Return the prose of ``text`` with hosts and telephone numbers blanked too, every offset kept."""
    text = prose(text)
    for pattern in (EMAIL, URL, PHONE):
        text = pattern.sub(lambda run: VALUE * len(run[0]), text)
    return text
