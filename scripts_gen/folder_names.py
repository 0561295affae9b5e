"""What may name a folder on every system, whichever letters it is written in."""

from __future__ import annotations

import re
from unicodedata import category, normalize

LONGEST = 64
"""Characters."""
_LONGEST_ENCODED = 255
"""Bytes, of which rare scripts take four for a character."""

_JOINTS = re.compile(r"[ _-]")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""On Windows, in any case."""
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Letters and marks that nobody sees."""


def write_name(text: str) -> str:
    """Return ``text`` with letters and their marks composed, as it names a folder."""
    return normalize("NFC", text)


def fold_name(name: str) -> str:
    """Return what two names have in common that would be one folder on some system."""
    return normalize("NFKC", normalize("NFKC", name).casefold())


def check_name(name: str) -> str:
    """Return why no folder should be called ``name``, with one that would do; empty where one may be everywhere.

    A name that passes holds letters and digits, joined by single hyphens, underscores or blanks: no dot and no slash.
    """
    if not name:
        return "is empty; expected a name for a folder"
    if _RESERVED.fullmatch(fold_name(name)):
        return f"{name!r} is a name that Windows keeps for itself; expected another"
    if _is_name(name):
        return ""
    likely = _mend(name)
    hint = f"; {likely!r} would do" if _is_name(likely) and not _RESERVED.fullmatch(fold_name(likely)) else ""
    expected = f"letters and digits, joined by single hyphens, underscores or blanks, at most {LONGEST} in all"
    return f"{name[:LONGEST]!r} cannot name a folder: expected {expected}{hint}"


def _is_name(name: str) -> bool:
    parts = _JOINTS.split(name)
    return (
        len(name) <= LONGEST
        and len(name.encode()) <= _LONGEST_ENCODED
        and normalize("NFKC", name) == name
        and all(part and not category(part[0]).startswith("M") for part in parts)
        and all(map(_is_letter, "".join(parts)))
    )


def _is_letter(character: str) -> bool:
    """Tell whether ``character`` is a letter, its mark or a digit, and can be seen."""
    kind = category(character)
    return (kind[0] in "LM" or kind == "Nd") and not _UNSEEN.match(character)


def _mend(name: str) -> str:
    """Return ``name`` with a hyphen for each run of what a name cannot hold."""
    letters = (character if _is_letter(character) else " " for character in normalize("NFKC", name))
    return "-".join("".join(letters).split())[:LONGEST].rstrip("-")
