"""The report on complaints: what is counted, what grows, and what wants doing.

- ``no-plan``: there are complaints of a code, and nothing of its plan may be said in the reader's language.
- ``grew``: after the first card was issued to a role for a phrase that answers a code, there were more complaints of
  that code and role than in as many days before: at least ``GREW_BY`` more, and more than half as many again. The days
  are ``MOST_DAYS``, fewer where the register does not reach so far on both sides, and never fewer than ``LEAST_DAYS``.
- ``back``: a cause (code, role and site) has complaints of days after the one on which it was last closed.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from scripts_gen.complaint import Count, Missed, Report, Tally, Warned
from scripts_gen.drawer import Issued
from scripts_gen.message import parse_context
from scripts_gen.model import PLAN, Book
from scripts_gen.phrasebook import Phrasebook

MOST_DAYS, LEAST_DAYS = 90, 14
GREW_BY, GREW_TIMES = 3, 1.5
SPAN = 12
"""Months that a report covers where nobody says otherwise, the one that it ends in among them."""
KINDS = ("code", "role", "site", "locale")
"""What is counted by, in the order shown."""

_Cause = tuple[str, str, str]


@dataclass(slots=True)
class _Sums:
    """What one pass over the counts leaves."""

    months: dict[str, int]
    """Places by month, those of the report."""
    tallies: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    by_month: list[int] = field(default_factory=list)
    days: dict[_Cause, Counter[date]] = field(default_factory=dict)
    """Of all that was counted, also before the report's period."""
    closed: dict[_Cause, date] = field(default_factory=dict)
    """When each cause was last closed."""
    open: int = 0
    first: date = date.max


def first_day(until: date) -> date:
    """Return the day on which a report of ``SPAN`` months begins that ends with ``until``."""
    month = until.year * 12 + until.month - SPAN
    return date(month // 12, month % 12 + 1, 1)


def build_report(
    counts: Iterable[Count],
    reader: Phrasebook,
    since: date,
    until: date,
    *,
    issued: Iterable[Issued] = (),
    missed: Sequence[Missed] = (),
) -> Report:
    """Return the report of the days from ``since`` to ``until`` for ``reader``.

    ``counts`` are those of the register from its beginning: what was before the period is not counted, but compared
    with. ``issued`` are the cards of the ledger. A complaint that was closed after ``until`` was open then.
    """
    months = _months(since, until)
    sums = _sum_up(counts, months, since, until)
    whole = _whole_months(months, since, until)
    titles: dict[str, Callable[[str], str]] = {
        "code": lambda key: reader.guide(f"complaint-code.{key}#title").text,
        "role": lambda key: reader.guide(f"role.{key}#title").text,
        "site": lambda key: key,
        "locale": reader.formatter.language,
    }
    by = {kind: tuple(_tallies(sums.tallies[kind], titles[kind], whole)) for kind in KINDS}
    return Report(
        title=reader.book.title,
        locale=reader.locale.code,
        direction=reader.locale.direction,
        since=since,
        until=until,
        total=sum(sums.by_month),
        open=sums.open,
        months=tuple(months),
        by_month=_tally("", "", sums.by_month, whole),
        by_code=by["code"],
        by_role=by["role"],
        by_site=by["site"],
        by_locale=by["locale"],
        warnings=tuple(_warnings(sums, by["code"], reader, since, until, tuple(issued))),
        missed=tuple(sorted(missed, key=lambda one: (-one.count, one.words))),
    )


def _months(since: date, until: date) -> dict[str, int]:
    """Return the months of a period as ``YYYY-MM``, each with its place."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return {f"{month // 12:04}-{month % 12 + 1:02}": month - first for month in range(first, last + 1)}


def _whole_months(months: Mapping[str, int], since: date, until: date) -> range:
    """Return the places of the months that the period covers from their first day to their last."""
    ends = until.day == monthrange(until.year, until.month)[1]
    return range(0 if since.day == 1 else 1, len(months) if ends else len(months) - 1)


def _sum_up(counts: Iterable[Count], months: dict[str, int], since: date, until: date) -> _Sums:
    sums = _Sums(months, by_month=[0] * len(months))
    for count in counts:
        on, code, role, site, _, closed, number = count
        if on > until:
            continue
        sums.first = min(sums.first, on)
        cause = code, role, site
        sums.days.setdefault(cause, Counter())[on] += number
        done = closed is not None and closed <= until
        if closed and done:
            sums.closed[cause] = max(closed, sums.closed.get(cause, closed))
        if on >= since:
            place = months[on.isoformat()[:7]]
            sums.by_month[place] += number
            sums.open += 0 if done else number
            for kind, key in zip(KINDS, count[1:5], strict=True):
                tally = sums.tallies[kind]
                if key not in tally:
                    tally[key] = [0] * len(months)
                tally[key][place] += number
    return sums


def _tallies(counted: Mapping[str, list[int]], title: Callable[[str], str], whole: range) -> Iterator[Tally]:
    """Yield the tallies of one kind, the largest first."""
    for key in sorted(counted, key=lambda key: (-sum(counted[key]), key)):
        yield _tally(key, title(key) or key if key else "", counted[key], whole)


def _tally(key: str, title: str, months: Sequence[int], whole: range) -> Tally:
    return Tally(key, title, sum(months), tuple(months), slope([months[place] for place in whole]))


def slope(numbers: Sequence[int]) -> float:
    """Return by how much ``numbers`` grow from one to the next, by least squares; 0.0 for fewer than two."""
    middle = (len(numbers) - 1) / 2
    across = sum((place - middle) ** 2 for place in range(len(numbers)))
    return sum((place - middle) * number for place, number in enumerate(numbers)) / across if across else 0.0


# --- what wants doing -------------------------------------------------------------------------------------------------


def _warnings(
    sums: _Sums, codes: Iterable[Tally], reader: Phrasebook, since: date, until: date, issued: Sequence[Issued]
) -> Iterator[Warned]:
    """Yield the warnings, kind by kind, in each the most complaints first."""

    def title(code: str) -> str:
        return reader.guide(f"complaint-code.{code}#title").text or code

    for tally in codes:
        if not any(key in reader.entries for key in plan_of(reader.book, tally.key)):
            yield Warned("no-plan", tally.key, tally.title, after=tally.total)
    grew = (
        Warned("grew", code, title(code), role, on=on, before=before, after=after)
        for (code, role), on in first_cards(reader.book, issued).items()
        for before, after in _around(sums, code, role, on, since, until)
        if after - before >= GREW_BY and after > before * GREW_TIMES
    )
    back = (
        Warned("back", cause[0], title(cause[0]), cause[1], cause[2], on, after=after)
        for cause, on in sums.closed.items()
        if max(sums.days[cause]) >= since
        and (after := sum(number for day, number in sums.days[cause].items() if day > on))
    )
    for kind in (grew, back):
        yield from sorted(kind, key=lambda warned: (-warned.after, warned.code, warned.role, warned.site))


def plan_of(book: Book, code: str) -> tuple[str, ...]:
    """Return the full keys of the phrases in the plan for a code; none where the book has no plan, or no such code."""
    known = book.standards.complaints.get(code)
    return tuple(key for word in PLAN if known and (key := getattr(known, word)))


def first_cards(book: Book, issued: Iterable[Issued]) -> dict[tuple[str, str], date]:
    """Return by code and role the day on which the role was first issued a card for a phrase that answers the code."""
    answers: dict[str, set[str]] = {}
    for phrase in book.phrases().values():
        if phrase.complaint:
            answers.setdefault(phrase.key, set()).add(phrase.complaint)
    for code in book.standards.complaints:
        for key in plan_of(book, code):
            answers.setdefault(key, set()).add(code)
    first: dict[tuple[str, str], date] = {}
    for record in issued:
        on = date.fromisoformat(record.date)
        for code in {code for line in record.lines for code in answers.get(parse_context(line.context)[0], ())}:
            first[code, record.role] = min(on, first.get((code, record.role), on))
    return first


def _around(sums: _Sums, code: str, role: str, on: date, since: date, until: date) -> Iterator[tuple[int, int]]:
    """Yield how many complaints of a code and role were before the day ``on`` and from it, in as many days.

    Nothing where too few of the days are known, or none of those from ``on`` is in the period.
    """
    days = min(MOST_DAYS, (on - sums.first).days, (until - on).days + 1)
    if days < LEAST_DAYS or on + timedelta(days=days - 1) < since:
        return
    counted = [counter for cause, counter in sums.days.items() if cause[:2] == (code, role)]
    before, after = (
        sum(counter[start + timedelta(days=day)] for counter in counted for day in range(days))
        for start in (on - timedelta(days=days), on)
    )
    yield before, after


# --- for programs -----------------------------------------------------------------------------------------------------


def report_document(report: Report) -> dict[str, Any]:
    """Return ``report`` as plain values for a program: its fields by their names, days as ``YYYY-MM-DD``."""
    return {name: _plain(value) for name, value in asdict(report).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return round(value, 3)
    return value.isoformat() if isinstance(value, date) else value


def direction(trend: float) -> str:
    """Return where a trend goes, in a word: ``rising``, ``falling``, or ``steady`` where it rounds to 0.0."""
    return "steady" if abs(trend) < 0.05 else "rising" if trend > 0 else "falling"


def report_rows(report: Report) -> Iterator[list[str]]:
    """Yield ``report`` as the rows of one sheet, its head first: tallies, then warnings, then missed look-ups."""
    yield ["kind", "key", "title", "role", "site", "on", "before", "total", "trend", "by", *report.months]
    by = zip(KINDS, (report.by_code, report.by_role, report.by_site, report.by_locale), strict=True)
    for kind, tallies in (("all", (report.by_month,)), *by):
        for tally in tallies:
            numbers = (str(tally.total), direction(tally.trend), f"{abs(tally.trend):.3f}", *map(str, tally.months))
            yield [kind, tally.key, tally.title, "", "", "", "", *numbers]
    rest = [""] * (len(report.months) + 2)
    for warned in report.warnings:
        on = warned.on.isoformat() if warned.on else ""
        before = str(warned.before) if warned.kind == "grew" else ""
        cells = (warned.kind, warned.code, warned.title, warned.role, warned.site, on, before, str(warned.after))
        yield [*cells, *rest]
    for missed in report.missed:
        yield ["missed", missed.words, "", "", "", "", "", str(missed.count), *rest]
