"""The report on complaints: what is counted, by what, and what it wants done."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from statistics import linear_regression

import pytest
from conftest import ROOT

from scripts_gen.complaint import NOTE_LIMIT, Complaint, Count, Missed, Report, Warned
from scripts_gen.complaint_report import (
    GREW_BY,
    GREW_TIMES,
    LEAST_DAYS,
    MOST_DAYS,
    SPAN,
    build_report,
    first_day,
    report_document,
    report_rows,
    slope,
)
from scripts_gen.drawer import Issued, Line
from scripts_gen.intake import FORMAT
from scripts_gen.model import ComplaintCode
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebook
from scripts_gen.workspace import Workspace

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
ISSUED = date(2026, 6, 1)
PLAN = ("greeting.morning", "greeting.busy", "greeting.noon")


@pytest.fixture(scope="module")
def unplanned(opened: Workspace) -> Phrasebook:
    """A book in English that has complaint codes and no plan for any."""
    return read_phrasebook(opened, "en")


@pytest.fixture(scope="module")
def reader(unplanned: Phrasebook) -> Phrasebook:
    """The same with a plan for those who come late and for what is rude."""
    codes = {code: ComplaintCode(code, code.title(), *PLAN) for code in ("late", "rude")}
    standards = replace(unplanned.book.standards, complaints=codes)
    return replace(unplanned, book=replace(unplanned.book, standards=standards))


def count(on: date, number: int = 1, **more: object) -> Count:
    """Complaints of a day, of a cashier's coming late where nothing else is said."""
    facts = {"code": "late", "role": "cashier", "site": "", "locale": "", "closed": None} | more
    return Count(on=on, number=number, **facts)


def card(on: date = ISSUED, context: str = "greeting.morning", role: str = "cashier") -> Issued:
    """A card that was issued on a day."""
    lines = (Line(context, "fi", "", "…"),)
    day = on.isoformat()
    return Issued("7K3Q-M2X4", "phrase", "id1", role, "fi", "", lines, day, day, 1, "", "r1")


def report(reader: Phrasebook, counts: Iterable[Count], *cards: Issued, **more: object) -> Report:
    """The report of a year."""
    period = {"since": SINCE, "until": UNTIL} | more
    return build_report(counts, reader, period["since"], period["until"], issued=cards)  # type: ignore[arg-type]


def around(before: int, after: int, on: date = ISSUED, days: int = MOST_DAYS) -> list[Count]:
    """Complaints on the outermost days of the windows around a day, and one long before that opens the register."""
    edges = (on - timedelta(days=days), on - timedelta(days=1), on, on + timedelta(days=days - 1))
    numbers = (before // 2, before - before // 2, after // 2, after - after // 2)
    outside = [count(edges[0] - timedelta(days=1), 50), count(edges[3] + timedelta(days=1), 50)]
    return outside + [count(day, number) for day, number in zip(edges, numbers, strict=True) if number]


# --- what is counted --------------------------------------------------------------------------------------------------


def test_tallies_are_those_of_a_naive_count(reader: Phrasebook) -> None:
    """Each tally has the complaints of its key, month by month, as counting them one by one finds them."""
    chance = random.Random(1)
    made = [
        Complaint(
            f"{number:012x}",
            date(2025, 6, 1) + timedelta(days=chance.randrange(600)),
            *(chance.choice(words) for words in (("late", "rude"), ("cashier", "courier"), ("", "a", "b"), ("", "fi"))),
            closed=chance.choice([None, date(2027, 6, 1), date(2026, 11, 1)]),
        )
        for number in range(2_000)
    ]
    counted = Counter((c.on, c.code, c.role, c.site, c.locale, c.closed) for c in made)
    found = report(reader, [Count(*facts, number) for facts, number in counted.items()])
    meant = [c for c in made if SINCE <= c.on <= UNTIL]
    assert found.total == len(meant)
    assert found.open == sum(c.closed != date(2026, 11, 1) for c in meant)  # the other day is after the period
    assert found.months == tuple(f"2026-{month:02}" for month in range(1, 13))
    by_month = Counter(f"{c.on:%Y-%m}" for c in meant)
    assert found.by_month.months == tuple(by_month[month] for month in found.months)
    for kind in ("code", "role", "site", "locale"):
        naive = Counter((getattr(c, kind), f"{c.on:%Y-%m}") for c in meant)
        tallies = getattr(found, f"by_{kind}")
        assert {t.key: t.months for t in tallies} == {
            key: tuple(naive[key, month] for month in found.months) for key in {key for key, _ in naive}
        }
        assert [(-t.total, t.key) for t in tallies] == sorted((-t.total, t.key) for t in tallies)


def test_nothing_counted_is_an_empty_report(reader: Phrasebook) -> None:
    """Without complaints all months are there with nothing in them, and nothing wants doing."""
    found = report(reader, [], card())
    assert (found.total, found.open, found.by_month.months, found.by_month.trend) == (0, 0, (0,) * 12, 0.0)
    assert found.by_code == found.by_site == found.warnings == ()


def test_titles_are_in_the_readers_language(opened: Workspace) -> None:
    """Codes, roles and languages are named as the reader's catalogs do; what the book no longer has, by its key."""
    counts = [count(UNTIL, 2, locale="fi"), count(UNTIL, code="gone", role="porter", site="Pier 4", locale="xx")]
    found = report(read_phrasebook(opened, "fi"), counts)
    assert [(t.key, t.title) for t in found.by_code] == [("late", "Myöhässä"), ("gone", "gone")]
    assert [t.title for t in found.by_role] == ["Kassamyyjä", "porter"]
    assert [(t.key, t.title) for t in found.by_site] == [("", ""), ("Pier 4", "Pier 4")]
    assert [t.title for t in found.by_locale] == ["suomi", "xx"]
    arabic = report(read_phrasebook(opened, "ar"), counts)
    assert (arabic.locale, arabic.direction, arabic.by_code[0].title) == ("ar", "rtl", "تأخير")


@pytest.mark.parametrize("numbers", [[5], [], [1, 2, 3], [9, 1, 4, 4, 7], [3, 3], [10, 0]])
def test_trend_is_the_least_squares_line(numbers: list[int]) -> None:
    """The trend is the slope that the standard library finds; there is none in a single number."""
    expected = linear_regression(range(len(numbers)), numbers).slope if len(numbers) > 1 else 0.0
    assert slope(numbers) == pytest.approx(expected)


def test_month_that_the_period_cuts_has_no_part_in_the_trend(reader: Phrasebook) -> None:
    """Ten complaints a month are steady, though the period begins and ends in the middle of one."""
    counts = [count(date(2026, month, day)) for month in range(1, 13) for day in range(1, 29, 3)]
    found = report(reader, counts, since=date(2026, 1, 20), until=date(2026, 12, 5))
    assert found.by_month.months == (3, *(10,) * 10, 2)
    assert found.by_month.trend == 0.0
    assert report(reader, counts, since=date(2026, 1, 20), until=date(2026, 2, 27)).by_month.trend == 0.0
    assert report(reader, [count(date(2026, 2, 3))], since=SINCE, until=date(2026, 2, 28)).by_month.trend == 1.0


def test_period_is_twelve_months_where_nobody_says_otherwise() -> None:
    """The default begins on the first of the month eleven months before the last."""
    assert first_day(date(2026, 11, 22)) == date(2025, 12, 1)
    assert first_day(date(2026, 12, 31)) == date(2026, 1, 1)


# --- what wants doing -------------------------------------------------------------------------------------------------


def test_code_without_a_phrase_to_say_is_named(unplanned: Phrasebook, reader: Phrasebook) -> None:
    """A code wants a plan where the book has none, where it left the book, and where no phrase of it may be said."""
    counts = [count(UNTIL, 2), count(UNTIL, code="gone"), count(SINCE - timedelta(days=1), code="rude")]
    late, gone = Warned("no-plan", "late", "Late", after=2), Warned("no-plan", "gone", "gone", after=1)
    assert report(unplanned, counts).warnings == (late, gone)
    assert report(reader, counts).warnings == (gone,)
    entries = {key: entry for key, entry in reader.entries.items() if key not in PLAN}
    assert report(replace(reader, entries=entries), counts).warnings == (late, gone)
    assert report(replace(reader, entries=entries | {PLAN[1]: reader.entries[PLAN[1]]}), counts).warnings == (gone,)


def grew(found: Report) -> list[Warned]:
    """What grew after a card was issued."""
    return [warned for warned in found.warnings if warned.kind == "grew"]


def test_complaints_that_grew_after_a_card_are_named(reader: Phrasebook) -> None:
    """Counted are as many days before the card as from its day on, and not a day more."""
    expected = Warned("grew", "late", "Late", "cashier", on=ISSUED, before=4, after=9)
    assert grew(report(reader, around(4, 9), card())) == [expected]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(0, 2, False), (0, 3, True), (4, 7, True), (6, 9, False), (6, 10, True), (9, 4, False), (100, 151, True)],
)
def test_few_more_are_no_growth(reader: Phrasebook, before: int, after: int, told: bool) -> None:
    """It takes three more, and more than half as many again."""
    assert bool(grew(report(reader, around(before, after), card()))) == told


def test_only_cards_that_answer_the_code_count(reader: Phrasebook) -> None:
    """A card counts for its role and for the codes whose plan or whose phrases are on it, in any variant."""
    counts = around(0, 9)
    phrase = replace(reader.book.phrases()["greeting.noon"], complaint="late")
    assert grew(report(reader, counts, card(context="greeting.noon|speaker=female")))
    assert not grew(report(reader, counts, card(context="greeting.look-around")))
    assert not grew(report(reader, counts, card(role="courier")))
    assert not grew(report(reader, [one._replace(code="billing") for one in counts], card()))
    greeting = reader.book.situations["greeting"]
    steps = tuple(
        replace(step, phrases=tuple(phrase if p.key == phrase.key else p for p in step.phrases))
        for step in greeting.steps
    )
    situations = {**reader.book.situations, "greeting": replace(greeting, steps=steps)}
    standards = replace(reader.book.standards, complaints={})
    answering = replace(reader, book=replace(reader.book, situations=situations, standards=standards))
    assert grew(report(answering, counts, card(context=phrase.key)))
    assert not grew(report(answering, counts, card()))


def test_the_first_card_counts(reader: Phrasebook) -> None:
    """Compared are the days around the first card for the code and role, however many follow."""
    later = ISSUED + timedelta(days=60)
    (warned,) = grew(report(reader, around(4, 9), card(later), card(), card(later)))
    assert warned.on == ISSUED


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize(("days", "told"), [(LEAST_DAYS - 1, False), (LEAST_DAYS, True)])
def test_short_registers_are_compared_over_fewer_days(reader: Phrasebook, side: str, days: int, told: bool) -> None:
    """Where the register begins, or the period ends, near the card, both windows are that long; too short is none."""
    counts = [count(ISSUED - timedelta(days=days)), count(ISSUED, 9)]
    if side == "after":
        counts.append(count(SINCE - timedelta(days=300)))
    until = UNTIL if side == "before" else ISSUED + timedelta(days=days - 1)
    found = grew(report(reader, counts, card(), until=until))
    assert [(warned.before, warned.after) for warned in found] == [(1, 9)] * told


def test_old_growth_is_no_news(reader: Phrasebook) -> None:
    """A card whose days are all before the period is not told again."""
    assert not grew(report(reader, around(4, 9), card(), since=ISSUED + timedelta(days=MOST_DAYS)))
    assert grew(report(reader, around(4, 9), card(), since=ISSUED + timedelta(days=MOST_DAYS - 1)))


def back(found: Report) -> list[Warned]:
    """The causes that came back."""
    return [warned for warned in found.warnings if warned.kind == "back"]


def test_cause_that_came_back_is_named(reader: Phrasebook) -> None:
    """A cause is back by its complaints of days after it was last closed, wherever those before it stand."""
    closed = date(2026, 5, 1)
    counts = [
        count(date(2025, 5, 1), closed=date(2025, 6, 1), site="a"),
        count(date(2026, 4, 1), 7, closed=closed, site="a"),
        count(closed, 5, site="a"),  # of the day itself: too late for the closing, too early to be back
        count(date(2026, 5, 2), 2, site="a"),
        count(date(2026, 6, 1), 1, site="a"),
        count(date(2026, 6, 1), 4, site="b"),
        count(date(2026, 6, 1), 4, site="a", role="courier"),
    ]
    assert back(report(reader, counts)) == [Warned("back", "late", "Late", "cashier", "a", closed, after=3)]


def test_cause_closed_again_is_not_back(reader: Phrasebook) -> None:
    """What came back and was closed anew is dealt with, but was back as long as that day had not come."""
    again = date(2026, 7, 1)
    counts = [count(date(2026, 4, 1), closed=date(2026, 5, 1)), count(date(2026, 6, 1), 2, closed=again)]
    assert back(report(reader, counts)) == []
    (warned,) = back(report(reader, counts, until=date(2026, 6, 30)))
    assert (warned.on, warned.after) == (date(2026, 5, 1), 2)


def test_cause_that_was_back_before_the_period_is_no_news(reader: Phrasebook) -> None:
    """A cause without a complaint in the period is not told again."""
    counts = [count(date(2026, 4, 1), closed=date(2026, 5, 1)), count(date(2026, 6, 1))]
    assert back(report(reader, counts, since=date(2026, 6, 1)))
    assert not back(report(reader, counts, since=date(2026, 6, 2)))


def test_document_tells_how_it_is_counted() -> None:
    """The numbers in the document are those of the code."""
    told = " ".join((ROOT / "docs" / "complaints.md").read_text(encoding="utf-8").split())
    assert (GREW_BY, GREW_TIMES, SPAN) == (3, 1.5, 12)
    for words in ("at least three more, and more than half as many again", "twelve months to today"):
        assert words in told
    assert f"Compared are {MOST_DAYS} days on each side" in told
    assert f"leaves less than {LEAST_DAYS}" in told
    assert f"what went wrong, {NOTE_LIMIT} characters at most" in told
    assert FORMAT in told


# --- for programs -----------------------------------------------------------------------------------------------------


@pytest.fixture
def full(reader: Phrasebook) -> Report:
    """A report with everything in it."""
    counts = [*around(4, 9), count(SINCE, code="gone", site="=1+1"), count(SINCE, closed=SINCE, locale="fi")]
    missed = (Missed("parking", 2), Missed("umbrella", 7))
    return build_report(counts, reader, SINCE, UNTIL, issued=[card()], missed=missed)


def test_missed_look_ups_stand_the_most_wanted_first(full: Report) -> None:
    """What look-ups did not find joins the report in order."""
    assert full.missed == (Missed("umbrella", 7), Missed("parking", 2))


def test_document_holds_the_whole_report(full: Report) -> None:
    """The JSON has every field by its name, with days as texts."""
    document = json.loads(json.dumps(report_document(full)))
    assert document.keys() == set(Report.__dataclass_fields__)
    assert (document["since"], document["total"]) == ("2026-01-01", full.total)
    assert document["by_code"][0]["months"] == list(full.by_code[0].months)
    assert {warned["kind"] for warned in document["warnings"]} == {"no-plan", "grew", "back"}
    assert document["missed"][0] == {"words": "umbrella", "count": 7}


def test_rows_hold_the_whole_report(full: Report) -> None:
    """The sheet has a row for each tally, warning and missed look-up, each as wide as its head."""
    head, *rows = report_rows(full)
    assert {len(row) for row in rows} == {len(head)}
    assert [row[0] for row in rows] == [
        *("all", *["code"] * 2, *["role"], *["site"] * 2, *["locale"] * 2),
        *(warned.kind for warned in full.warnings),
        *("missed", "missed"),
    ]
    by_code = next(row for row in rows if row[0] == "code")
    assert by_code[head.index("total")] == str(full.by_code[0].total)
    assert [int(cell) for cell in by_code[head.index("2026-01") :]] == list(full.by_code[0].months)
