"""Spaces and single signs: at the edges, doubled, before a mark; Latin marks in Arabic; three dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts_gen.check.prose import CLOSING, TAG, VALUE, is_house, is_list, prose, source_prose
from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import Form

ARABIC_SCRIPT = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
_SPACED_MARKS = {"fr": ":;!?"}
"""Marks that a language sets off by a no-break space."""
_ARABIC_MARKS = {"?": "؟", ",": "،", ";": "؛"}
_LATIN_MARKS = str.maketrans({arabic: latin for latin, arabic in _ARABIC_MARKS.items()})

_SUFFIX = 2
"""Letters of a source that is but a suffix ("th"), which another language may set off."""

_DOUBLE = re.compile(r"(?<=[^\s])[ \u00a0\u2009\u202f]{2,}(?=[^\s])")
# A mark that ends a word stands before a space, a closing sign or the end: ".pdf", ":)" and "!=" are none.
_BEFORE_MARK = re.compile(
    rf"(?<=[\w\u064b-\u0652{VALUE}{TAG})\]»”’\"'%])(?P<space>[ \u00a0\u2009\u202f\t]+)"
    rf"(?P<mark>\.\.\.|…|(?!\.\.)[,.!?،؟]+(?=[\s{re.escape(CLOSING)}{TAG}]|$)|[:;؛](?=\s|$))"
)
_ELLIPSES = ("…", "...")
_ATTACHED_ELLIPSIS = re.compile(rf"[\w{VALUE}](?:…|\.\.\.)")
_RATIO = re.compile(r"\s*:\s*\d")
_ARABIC = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff]")
_LATIN_MARK = re.compile(r"[?,;]")
_TIGHT_COMMA = re.compile(r"[^\W\d],[^\W\d]")
"""A list that a program reads, such as ``yes,no,maybe``."""
_SKIPPED_BEFORE = " \u00a0" + CLOSING + TAG
_THREE_DOTS = re.compile(r"(?<![.\[/\\])\.\.\.(?![.\]/\\\w])")


def find_edge_space(form: Form) -> Iterator[Spot]:
    """Find white space before or after the text where the source has none."""
    text, source = form.text, form.source
    if not text.strip() or len(source) <= _SUFFIX:
        return
    lead, trail = len(text) - len(text.lstrip()), len(text.rstrip())
    if lead and source == source.lstrip():
        yield Spot(text[:lead], 0, "at the beginning", mended="")
    if trail < len(text) and source == source.rstrip():
        yield Spot(text[trail:], trail, "at the end", mended="")


def find_double_space(form: Form) -> Iterator[Spot]:
    """Find two or more spaces in a row; a source that sets two has chosen so.

    In a foreign catalog three and more are columns, as of a program's help.
    """
    if _DOUBLE.search(source_prose(form)):
        return
    for match in _DOUBLE.finditer(form.text):
        if len(match[0]) > 2 and not is_house(form):
            continue
        # One of several kinds of space may be meant to hold a number and its unit together.
        yield Spot(match[0], match.start(), mended=" " if not match[0].strip(" ") else None)


def find_space_before_punctuation(form: Form) -> Iterator[Spot]:
    """Find a space between a word and the mark that belongs to it, unless the source sets one too."""
    text, source = prose(form.text), source_prose(form)
    source_marks = {match["mark"][0].translate(_LATIN_MARKS) for match in _BEFORE_MARK.finditer(source)}
    for match in _BEFORE_MARK.finditer(text):
        mark = match["mark"].translate(_LATIN_MARKS)
        if mark in _ELLIPSES:
            right = not _belongs_to_word(text[match.end() :], source, form.language.code)
        else:
            ratio = text[match.start() - 1].isdigit() and _RATIO.match(text, match.start("mark"))
            spaced = mark[0] in _SPACED_MARKS.get(form.language.code, "") or mark[0] in source_marks
            column = len(match["space"]) > 1 and not is_house(form)
            right = bool(spaced or ratio or column or (mark == ";" and is_list(form)))
        if not right:
            yield Spot(match["space"], match.start(), f"before {match['mark']}", mended="")


def _belongs_to_word(rest: str, source: str, code: str) -> bool:
    """Tell whether an ellipsis trails off as the source's does; one that stands for words keeps its space.

    Finnish sets a space wherever whole words are left out, so either may be right there.
    """
    return code != "fi" and not rest.strip() and bool(_ATTACHED_ELLIPSIS.search(source)) and " …" not in source


def find_latin_punctuation(form: Form) -> Iterator[Spot]:
    """Find Latin marks in Arabic script; those of a Latin run, a number or an address are right."""
    text = prose(form.text)
    if form.language.code not in ARABIC_SCRIPT or not _ARABIC.search(text):
        return
    tight = _TIGHT_COMMA.search(source_prose(form)) is not None
    for match in _LATIN_MARK.finditer(text):
        mark, start = match[0], match.start()
        if (mark == ";" and is_list(form)) or (tight and _TIGHT_COMMA.match(text, start - 1)):
            continue
        if mark == "?" and _ARABIC.match(text, start + 1):  # what an encoding left of a letter
            continue
        before = text[:start].rstrip(_SKIPPED_BEFORE)[-1:]
        after = text[start + 1 :].lstrip()[:1]
        arabic = bool(_ARABIC.match(before)) or bool(_ARABIC.match(after))
        # "?" after a Latin name ends the Arabic question; before a closing sign it is the name's own.
        if arabic or (mark == "?" and before and not text[start + 1 :].strip(TAG + " \n")):
            yield Spot(mark, start, f"{_ARABIC_MARKS[mark]} is the mark here", mended=_ARABIC_MARKS[mark])


def find_three_dots(form: Form) -> Iterator[Spot]:
    """Find three full stops for an ellipsis; a foreign catalog is held to its source."""
    text = prose(form.text)
    if not is_house(form) and ("..." in form.source or "…" not in form.source):
        return
    for match in _THREE_DOTS.finditer(text):
        yield Spot(match[0], match.start(), mended="…")
