"""Numbers and addresses outside placeholders: what a translation tells otherwise than its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scripts_gen.check.contacts import EMAIL, NUMBER_RUN, PHONE, URL, words_only
from scripts_gen.check.prose import is_list
from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import Form

SPELLED = {
    **dict(
        zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(10), strict=True)
    ),
    **dict(zip(("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"), range(10, 16), strict=True)),
    **dict(zip(("january", "february", "march", "april", "may", "june", "july"), range(1, 8), strict=True)),
    **dict(zip(("august", "september", "october", "november", "december"), range(8, 13), strict=True)),
    **dict(zip(("twenty", "thirty", "forty", "fifty", "sixty", "ninety"), (20, 30, 40, 50, 60, 90), strict=True)),
    **dict(zip(("once", "twice", "both", "half", "dozen", "noon", "midnight"), (1, 2, 2, 30, 12, 12, 24), strict=True)),
    **dict(zip(("day", "hour", "minute"), (24, 60, 60), strict=True)),
}
"""Numbers that an English source has in words, or means without a word: a translation may write them in digits."""

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,’'٬]\d{3})+(?!\d)|\d+")
"""A number, its thousands set apart as any language does; the decimals are a number of their own."""
_CLOCK = re.compile(r"\d\s*[ap]\.?\s?m\b|\d:\d\d|o[’']clock", re.IGNORECASE)
_IN_WORDS = 100
"""From here on a number that is not round is never written in words."""


def find_numbers(form: Form) -> Iterator[Spot]:
    """Yield where a number stands for another one of the source, or a large one came or went.

    A number may be written in words on either side, and a time by the clock of twelve or of twenty-four hours: so a
    small number that only one side has is no fault, nor are 5 and 17 where the source tells the time. A list of
    search words is a country's own: its emergency number is another one.
    """
    if is_list(form):
        return
    source, text = words_only(form.source), words_only(form.text)
    wanted, found = _numbers(source), _numbers(text)
    spelled = {SPELLED[word] for word in re.findall(r"[a-z]+", source.casefold()) if word in SPELLED}
    lost = [number for number in (wanted - found).elements() if number]
    added = [number for number in (found - wanted).elements() if number and number not in spelled]
    if _CLOCK.search(form.source) or _CLOCK.search(form.text):
        for number in [number for number in lost if number <= 24]:
            if same := next((other for other in added if other <= 24 and (other - number) % 12 == 0), 0):
                lost.remove(number)
                added.remove(same)
    if lost and added:
        yield _at(added[0], text, f"{', '.join(map(str, added))} for {', '.join(map(str, lost))}")
        return
    yield from (Spot(detail=f"{number} is lost") for number in lost if _large(number))
    yield from (_at(number, text, f"{number} is not in the source") for number in added if _large(number))


def _numbers(text: str) -> Counter[int]:
    return Counter(_value(match[0]) for match in _NUMBER.finditer(text))


def _value(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def _large(number: int) -> bool:
    return number >= _IN_WORDS and number % 100 != 0 and number != 365


def _at(number: int, text: str, detail: str) -> Spot:
    for run in _NUMBER.finditer(text):
        if _value(run[0]) == number:
            return Spot(run[0], run.start(), detail)
    return Spot(detail=detail)


# --- addresses ------------------------------------------------------------------------------------------------------


def find_addresses(form: Form) -> Iterator[Spot]:
    """Yield each web address, e-mail address and telephone number of the source that the text has not."""
    codes = {form.language.source, form.language.locale.code, form.language.code}
    for pattern in (EMAIL, URL):
        have = {_neutral(match[0], codes) for match in pattern.finditer(form.text)}
        lost = [match[0] for match in pattern.finditer(form.source) if _neutral(match[0], codes) not in have]
        extra = [m for m in pattern.finditer(form.text) if m[0] not in form.source]
        yield from _pair_up(lost, extra)
    dialled = {_dial(match[0]) for match in NUMBER_RUN.finditer(form.text)}
    lost = [match[0] for match in PHONE.finditer(form.source) if _dial(match[0]) not in dialled]
    wanted = {_dial(match[0]) for match in NUMBER_RUN.finditer(form.source)}
    extra = [m for m in NUMBER_RUN.finditer(form.text) if len(_dial(m[0])) > 5 and _dial(m[0]) not in wanted]
    yield from _pair_up(lost, extra)


def _pair_up(lost: list[str], extra: list[re.Match[str]]) -> Iterator[Spot]:
    for i, address in enumerate(lost):
        if len(lost) == len(extra):
            mended = address if len(lost) == 1 else None
            yield Spot(extra[i][0], extra[i].start(), f"{extra[i][0]} for {address}", mended=mended)
        else:
            yield Spot(detail=f"{address} is missing")


def _neutral(address: str, codes: set[str]) -> tuple[str, ...]:
    """Return the parts of an address but the language that it leads to: ``/en/`` and ``/fi/`` are both right."""
    return tuple(part for part in re.split(r"[/.]", address) if part and part not in codes)


def _dial(number: str) -> str:
    """Return what one dials: a plus and digits; blanks, hyphens and brackets are each language's own."""
    return "".join("+" if sign == "+" else str(int(sign)) for sign in number if sign == "+" or sign.isdecimal())
