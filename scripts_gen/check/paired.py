"""Signs that come in pairs: brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts_gen.check.prose import TAG, VALUE, is_house, is_sentence, prose, source_prose
from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import Form

_BRACKETS = {")": "(", "]": "[", "）": "（", "］": "［"}
_WORD_ENDING = re.compile(rf"(?<=[\w{VALUE}])[(（][^()\s]{{0,8}}[)）]")
"""``item(s)``, ``f()``, ``взял(а)``: part of the word, which another language need not have."""
_ENUMERATOR = re.compile(r"(?:^|[\s;,.:])\w{1,3}\.?$")
_NEAR = 6
"""Characters before a bracket that tell a list's number or a smiley."""
_SMILEY = re.compile(r"(?:^|\s)[:;=8]['-]?$")

_QUOTE_MARKS = re.compile(r"[\"“”„‟«»‘’‚'‹›「」『』〝〞`]")
_QUOTE_ENTITY = re.compile(r"&(?:\w*quo|quot|#39|#34|apos);")
_BEFORE = rf"(?<![\w{VALUE}\"'“”„«»‘’])"
_AFTER = rf"(?![\w{VALUE}\"'“”„«»‘’])"
_DOUBLE = re.compile(rf"{_BEFORE}([\"“”„«»])(?=\S)([^\"“”„«»\\]{{1,120}}?)(?<=\S)([\"“”«»]){_AFTER}")
_SINGLE = re.compile(rf"{_BEFORE}(['‘])(?=[\w{VALUE}])([^'‘’\\\n]{{2,120}}?)(?<=[^\s])(['’]){_AFTER}")
_ALSO_RIGHT = {"fi": (("»", "»"),), "ru": (("„", "“"),)}
"""Pairs beside the locale's own that the language's rules name as well."""
_NO_SINGLE = frozenset({"ar", "fi", "ru"})
"""Languages in which single straight quotes can only be quotes: Tagalog writes 'yan, English 'tis."""


@dataclass(frozen=True, slots=True)
class _Brackets:
    pairs: tuple[tuple[int, int], ...]
    """Offsets of the opening sign and past the closing one."""
    strays: tuple[int, ...]


def find_brackets(form: Form) -> Iterator[Spot]:
    """Find a bracket without its partner; in a book also brackets that only the source or only the text has.

    Elsewhere names are shortened (Venezuela) and asides made freely.
    """
    text, here, there = form.text, _brackets(form.text), _brackets(form.source)
    if here.strays and (form.language.is_source or not there.strays):
        yield from (Spot(text[at], at, "without its partner") for at in here.strays)
    elif not is_sentence(form) or not is_house(form) or here.strays or there.strays:
        return
    elif len(here.pairs) < len(there.pairs):
        start, end = there.pairs[-1]
        yield Spot(detail=f"lost {form.source[start:end]}")
    elif here.pairs and not there.pairs:
        for start, end in here.pairs:
            if _says_more(text[start + 1 : end - 1], form):
                yield Spot(text[start:end], start, "added; the source has none")


def _says_more(inside: str, form: Form) -> bool:
    """Tell whether brackets hold words of this language; a name in its own script is often given so."""
    letters = form.language.locale.letters
    own = not letters or re.search(rf"[{letters}]", prose(inside)) is not None
    return own and len(inside.split()) > 1 and inside.casefold() not in form.source.casefold()


def _brackets(text: str) -> _Brackets:
    text = _WORD_ENDING.sub(lambda ending: TAG * len(ending[0]), prose(text))
    pairs, strays, opened = [], [], list[int]()
    for at, sign in enumerate(text):
        near = " " * (at < _NEAR) + text[max(0, at - _NEAR) : at]
        if sign in _BRACKETS.values():
            if not _SMILEY.search(near):
                opened.append(at)
        elif sign in _BRACKETS:
            if opened and text[opened[-1]] == _BRACKETS[sign]:
                pairs.append((opened.pop(), at + 1))
            elif not _ENUMERATOR.search(near) and not _SMILEY.search(near):
                strays.append(at)
    return _Brackets(tuple(sorted(pairs)), tuple(sorted(strays + opened)))


def find_quotes(form: Form) -> Iterator[Spot]:
    """Find quotes that got lost in a book, and pairs that are not the locale's."""
    text, source = prose(form.text), prose(form.source)
    quoted = _DOUBLE.search(source) or _SINGLE.search(source)
    if quoted and is_house(form) and is_sentence(form) and not _has_quotes(form.text):
        yield Spot(detail=f"lost around {form.source[slice(*quoted.span(2))]}")
    pairs = [_DOUBLE] + ([_SINGLE] if form.language.code in _NO_SINGLE else [])
    for match in (match for pair in pairs for match in pair.finditer(text)):
        if _is_foreign(match, text, form) and (is_house(form) or _is_word_quoted(match, form)):
            opening, closing = form.language.locale.quotes
            inside = form.text[slice(*match.span(2))]
            yield Spot(
                form.text[match.start() : match.end()],
                match.start(),
                f"{opening}{closing} are the quotes of this language",
                mended=f"{opening}{inside}{closing}",
            )


def _has_quotes(text: str) -> bool:
    return _QUOTE_MARKS.search(text) is not None or _QUOTE_ENTITY.search(text) is not None


def _is_foreign(match: re.Match[str], text: str, form: Form) -> bool:
    pair, own = (match[1], match[3]), form.language.locale.quotes
    if pair == own or pair in _ALSO_RIGHT.get(form.language.code, ()):
        return False
    return not _is_open(text[: match.start()], *own)


def _is_word_quoted(match: re.Match[str], form: Form) -> bool:
    """Tell whether words of the language stand in quotes, not a program's names and values in those of its source."""
    letters = form.language.locale.letters or "A-Za-z"
    words = re.search(rf"[{letters}]", match[2]) is not None and match[2].casefold() not in form.source.casefold()
    return words and not (match[1] in "\"'" and match[1] in source_prose(form))


def _is_open(before: str, opening: str, closing: str) -> bool:
    """Tell whether a quote of the locale is open; within it another pair is right."""
    if opening == closing:
        return before.count(opening) % 2 == 1
    return before.count(opening) > before.count(closing)
