"""The report on complaints in a terminal: 80 columns, bars, and a word beside every sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from scripts_gen.cli.terminal import fold, pad, set_line
from scripts_gen.complaint_report import direction

if TYPE_CHECKING:
    from scripts_gen.complaint import Missed, Report, Tally, Warned

WIDTH = 80
TITLE, TREND = 28, 16
"""Columns of a title, and of where it goes."""
SHOWN = 30
"""So many lines of a kind are shown."""
NOT_NOTED = "(not noted)"
_ARROWS = {"rising": "↑", "falling": "↓", "steady": "→"}
_TOLD = {
    "no-plan": "no phrase of its plan may be said: {after}",
    "grew": "more after a card was issued on {on}: {before} before, {after} since, in as many days",
    "back": "back after it was closed on {on}: {after} since",
}


def format_complaints_report(report: Report) -> Iterator[str]:
    """Yield the lines of the whole: totals, tallies, what wants doing, what look-ups did not find."""
    yield from fold(f"Complaints · {report.title} · {report.since} to {report.until}", WIDTH)
    if report.total:
        where = _trend(report.by_month)
        yield f"{report.total:,} in all, {report.open:,} open · {where}{'' if 'steady' in where else ' a month'}"
        yield from _months(report)
        parts = (("code", report.by_code), ("role", report.by_role))
        for kind, tallies in (*parts, ("site", report.by_site), ("language", report.by_locale)):
            if [tally.key for tally in tallies] != [""]:  # where nobody noted any, there is nothing to compare
                yield from _tallies(f"By {kind}", tallies)
    else:
        yield "No complaints in these days."
    if report.warnings:
        yield from ("", _heading("What wants doing"))
    for warned in report.warnings[:SHOWN]:
        yield from _warned(warned, {tally.key: tally.title for tally in report.by_role})
    yield from _more(report.warnings)
    if report.missed:
        yield from ("", _heading("What staff looked for and we lack"))
    for missed in report.missed[:SHOWN]:
        yield from _missed(missed)
    yield from _more(report.missed)


def _months(report: Report) -> Iterator[str]:
    yield from ("", _heading("By month"))
    largest = max(report.by_month.months)
    for month, number in zip(report.months, report.by_month.months, strict=True):
        yield _row(month, number, largest, "")


def _tallies(heading: str, tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield the lines of one kind: title, number, bar and trend."""
    yield from ("", _heading(heading))
    largest = tallies[0].total
    for tally in tallies[:SHOWN]:
        first, *more = (set_text(part) for part in fold(tally.title or NOT_NOTED, TITLE, "", "  "))
        yield _row(first, tally.total, largest, _trend(tally))
        yield from (f"  {part}" for part in more)
    yield from _more(tallies)


def _row(title: str, number: int, largest: int, trend: str) -> str:
    digits = len(f"{largest:,}")
    room = WIDTH - 2 - TITLE - 1 - digits - 2 - 2 - TREND
    bar = "█" * max(round(room * number / largest), 1) if number else ""
    return f"  {pad(title, TITLE)} {number:>{digits},}  {pad(bar, room)}  {trend}".rstrip()


def _trend(tally: Tally) -> str:
    where = direction(tally.trend)
    return f"{_ARROWS[where]} {where}" + (f" {abs(tally.trend):.1f}" if where != "steady" else "")


def _warned(warned: Warned, roles: Mapping[str, str]) -> Iterator[str]:
    facts = (warned.title, roles.get(warned.role, warned.role), warned.site)
    told = _TOLD[warned.kind].format(on=warned.on, before=warned.before, after=f"{warned.after:,}")
    yield from fold(" · ".join(set_text(fact) for fact in facts if fact), WIDTH, "  ", "    ")
    yield from fold(told, WIDTH, "    ", "    ")


def _missed(missed: Missed) -> Iterator[str]:
    first, *more = (set_text(part) for part in fold(missed.words, WIDTH - 10, "", "  "))
    yield f"  {missed.count:>6,}  {first}"
    yield from (f"{'':10}{part}" for part in more)


def _more(items: Sequence[object]) -> Iterator[str]:
    if len(items) > SHOWN:
        yield f"  … {len(items) - SHOWN:,} more: --format csv or json has them all"


def _heading(text: str) -> str:
    return click.style(text, bold=True)


def set_text(text: str) -> str:
    """Return a text of the book or of its readers so that it keeps its direction."""
    rtl = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    return set_line(text, "rtl") if rtl else text
