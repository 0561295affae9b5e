"""A made-up complaint report for tests: 3,000 complaints over twelve months, five sites, five languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from phrasebooks import LOCALES, phrasebook

from scripts_gen.complaint import Missed, Report, Tally, Warned
from scripts_gen.interface import WORDS
from scripts_gen.phrasebook import Localized, Phrasebook

MONTHS = ("2025-12", *(f"2026-{month:02}" for month in range(1, 12)))
COURSE = (3, 5, 4, 6, 8, 7, 9, 12, 10, 13, 15, 14)
"""How one of them goes: it grows."""
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "W" * 200,
    "=cmd|' /C calc'!A0",
    "{{ 7 * 7 }} #[x] $y$ \\ *b* `c`",
    "a\u202eb\u2066c\u2069d\u2069\u2069e",
    "tab\tline\nend\x00\x1b[31m",
    "محل الميناء 12 – A",
    "مستودع" * 30,
    "long words " * 18,
)
ARABIC = {
    "number": "{number} أخرى",
    "date": "التاريخ: {date}. قبل: {before}. بعد: {after}.",
    "after": "الشكاوى: {after}.",
}


def slope(months: Sequence[int]) -> float:
    """The slope of the least-squares line over ``months``."""
    middle, mean = (len(months) - 1) / 2, sum(months) / len(months)
    return sum((i - middle) * (n - mean) for i, n in enumerate(months)) / sum(
        (i - middle) ** 2 for i in range(len(months))
    )


def tally(key: str, title: str, times: int = 1, course: Sequence[int] = COURSE) -> Tally:
    """``course`` counted ``times``."""
    months = tuple(number * times for number in course)
    return Tally(key, title, sum(months), months, slope(months) if len(months) > 1 else 0.0)


def report(code: str = "en", **changed: Any) -> Report:
    """The report for readers of ``code``, with some of its fields ``changed``."""
    whole = replace(tally("", "", 28), key="")
    made = Report(
        title="A small book",
        locale=code,
        direction=LOCALES[code].direction,
        since=date(2025, 12, 1),
        until=date(2026, 11, 30),
        total=whole.total,
        open=214,
        months=MONTHS,
        by_month=whole,
        by_code=(tally("late", "Late", 16), tally("damaged", "Damaged", 8), tally("rude", "Rude service", 4)),
        by_role=(tally("cashier", "Cashier", 20), tally("courier", "Courier", 8, COURSE[::-1])),
        by_site=tuple(
            tally(key, title, 10 - i)
            for i, (key, title) in enumerate(
                [("pier", "Pier 4"), ("", ""), ("air", "Airport"), ("old", "Old Town"), ("port", "Harbour")]
            )
        ),
        by_locale=tuple(tally(its, f"<{its}>", 9 - i) for i, its in enumerate(LOCALES)),
        warnings=(
            Warned("no-plan", "rude", "Rude service", after=41),
            Warned("grew", "late", "Late", "cashier", on=date(2026, 6, 3), before=12, after=31),
            Warned("back", "damaged", "Damaged", "courier", "air", on=date(2026, 8, 20), after=7),
        ),
        missed=(Missed("gift wrapping", 12), Missed("parking ticket", 9), Missed("vegan", 2)),
    )
    return replace(made, **changed)


def hostile(code: str = "en") -> Report:
    """The report on sites that nobody in their right mind has, and on look-ups of the same kind."""
    sites = [tally(f"k{i}", title, 60 - i) for i, title in enumerate(HOSTILE)]
    sites += [tally(f"s{i}", f"Branch {i}", 40 - i // 2) for i in range(60 - len(sites))]
    back = Warned("back", "late", HOSTILE[2], "cashier", "k0", on=date(2026, 1, 1), after=3)
    missed = tuple(Missed(words, 50 - i) for i, words in enumerate(HOSTILE))
    return report(code, by_site=tuple(sites), missed=missed, warnings=(back,))


def nothing(code: str = "en") -> Report:
    """The report on a register without complaints."""
    none = tally("", "", 0)
    return report(
        code, total=0, open=0, by_month=none, by_code=(), by_role=(), by_site=(), by_locale=(), warnings=(), missed=()
    )


def reader(code: str = "en") -> Phrasebook:
    """A reader of ``code``; for Arabic every word of the report and of the tally sheet is there."""
    book = phrasebook(code)
    if code != "ar":
        return book
    words = {
        key: Localized(
            next((its for name, its in ARABIC.items() if f"{{{name}}}" in text), f"نص {len(text)}"), "ar", "rtl"
        )
        for key, text in WORDS.items()
        if key.startswith(("report_", "tally_"))
    }
    return replace(book, interface={**book.interface, **words})
