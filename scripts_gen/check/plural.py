"""Plural forms: the header that numbers them, how many there are, and whether they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import SAMPLES, CatalogSubject
from scripts_gen.language import plural_index
from scripts_gen.message import Message

KNOWN = frozenset({"ar", "en", "fi", "ru", "tl"})
"""Languages whose plural rule is known to be right without a book; CLDR and gettext differ on others."""

INFLECTING = frozenset({"ar", "be", "en", "fi", "pl", "ru", "uk"})
"""Languages whose nouns change after a number, so that all forms alike want a look. Never tl, ja, tr or others whose
nouns stay as they are, nor those, like German or French, in which many a noun does."""

UNCHANGING = frozenset(
    {
        *("kpl", "min", "sek", "pts", "pkt", "шт", "мин", "сек", "руб", "грн", "тыс", "млн", "млрд", "стр"),
        *("евро", "фото", "видео", "аудио", "меню", "резюме"),
    }
)
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=")
_COUNTED = re.compile(r"(?:\{[a-z]\w*\}|%(?:\((?!name\))\w+\))?[sd])[ \u00a0]([^\W\d_]{3,})")
_OBLIQUE = re.compile(r"(?:n|[sl]t[aä]|ss[aä]|ll[aä]|n[aä]|lle|ksi)$")
"""Finnish cases in which a noun after a number is the same for one and for many: *5 minuutin kuluttua*."""


def _rule(subject: CatalogSubject) -> str:
    """Return the value of the Plural-Forms header; empty where there is none."""
    return next((value for name, value in subject.header.items() if name.casefold() == "plural-forms"), "")


def _indexes(rule: str) -> list[int] | None:
    """Return the form of each number up to ``SAMPLES``; None where ``rule`` is no plural rule."""
    if not _count(rule):
        return None
    try:
        indexes = [plural_index(rule, number) for number in range(SAMPLES)]
    except (ValueError, ArithmeticError):
        return None
    return indexes if min(indexes) >= 0 and max(indexes) < _count(rule) else None


def find_plural_header(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield a spot where the header gives numbers to other forms than the locale does."""
    rule, locale = _rule(subject), subject.language.locale
    expected = _indexes(locale.plural_forms)
    if expected is None or (subject.rows is None and subject.language.code not in KNOWN):
        return
    if not rule:
        if any(message.msgid_plural for message in subject.live()):
            yield Spot(line=1, detail=f"there is none; expected {locale.plural_forms!r}")
        return
    indexes = _indexes(rule)
    if indexes is None:
        yield Spot(line=1, detail=f"{rule!r} is no plural rule; expected {locale.plural_forms!r}")
    elif not _equal(indexes, expected, rule, locale.plural_forms):
        number = next((n for n, (a, b) in enumerate(zip(indexes, expected, strict=True)) if a != b), 0)
        yield Spot(
            line=1,
            detail=f"{number} takes msgstr[{indexes[number]}], not [{expected[number]}]; "
            f"expected {locale.plural_forms!r}",
        )


def _equal(indexes: Sequence[int], expected: Sequence[int], rule: str, wanted: str) -> bool:
    """Tell whether two rules come to the same; one with a form for fractions too only has to part numbers alike."""
    if _count(rule) > _count(wanted):
        return len(set(zip(indexes, expected, strict=True))) == len(set(expected)) == len(set(indexes))
    return indexes == expected


def _count(rule: str) -> int:
    found = _FORMS.match(rule)
    return int(found[1]) if found else 0


def _translated_plurals(subject: CatalogSubject) -> Iterator[Message]:
    for message in subject.live():
        if message.msgid_plural and any(message.msgstr) and not message.fuzzy:
            yield message


def find_form_numbers(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the plurals with more or fewer forms than the header says; a wrong header is told by itself.

    Where all have the same other number, that is one fault.
    """
    right = [count for rule in (_rule(subject), subject.language.locale.plural_forms) if (count := _count(rule))]
    plurals = list(_translated_plurals(subject))
    wrong = [message for message in plurals if right and len(message.msgstr) not in right]
    together = len(wrong) == len(plurals) > 1 and len({len(message.msgstr) for message in wrong}) == 1
    for message in wrong[:1] if together else wrong:
        more = f", as in all {len(wrong)} plurals" if together else ""
        detail = f"it has {len(message.msgstr)} instead of {right[0]}{more}"
        yield Spot(msgctxt=message.msgctxt, line=message.line, detail=detail)


def find_empty_forms(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the plurals of which some forms are empty; a form that no number takes may be."""
    indexes = _indexes(_rule(subject)) or _indexes(subject.language.locale.plural_forms) or []
    for message in _translated_plurals(subject):
        empty = [form for form, text in enumerate(message.msgstr) if not text and form in indexes]
        if empty:
            detail = ", ".join(f"msgstr[{form}] (for {_some(indexes, form)})" for form in empty)
            yield Spot(form=empty[0], msgctxt=message.msgctxt, line=message.line, detail=detail)


def _some(indexes: Sequence[int], form: int) -> str:
    """Return the first few numbers that take a form."""
    numbers = [str(number) for number, index in enumerate(indexes) if index == form]
    return ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")


def find_same_forms(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the plurals whose forms are one text although a noun follows the number."""
    code = subject.language.code
    if code not in INFLECTING:
        return
    for message in _translated_plurals(subject):
        text = message.msgstr[0]
        if len(message.msgstr) < 2 or set(message.msgstr) != {text} or message.msgid == message.msgid_plural:
            continue
        for counted in _COUNTED.finditer(text):
            noun = counted[1]
            if noun.casefold() not in UNCHANGING and not (code == "fi" and _OBLIQUE.search(noun)):
                yield Spot(counted[0], counted.start(), repr(counted[0]), msgctxt=message.msgctxt, line=message.line)
                break
