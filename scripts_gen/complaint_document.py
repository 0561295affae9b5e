"""The complaint report as data: its words, numbers and charts in one reader's language, for page and paper alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from scripts_gen import reading
from scripts_gen.charts import add_tallies, columns, fold_tallies, plot, share
from scripts_gen.complaint import Missed, Report, Tally, Warned
from scripts_gen.language import PLAIN
from scripts_gen.model import NUMBERS, Placeholder
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.wording import LRI, PDI, fill, format_pieces, isolate

ROWS = 20
"""Bars of one chart; the rest is counted together."""
CAUSES = 30
"""Warnings that are told one by one; of the rest there is the number."""
LABELS = 3
"""Months named below the columns, at most; the first one is."""
DIGIT = 2.4
"""Percent of the narrowest chart that a digit of its scale takes."""

_NUMBER = Placeholder(NUMBERS, "number", "", "0")
_DATE = Placeholder("date", "date", "", "2026-01-31")
_MONTH = Placeholder("month", "month", "", "2026-01")
_WARNINGS = {"no-plan": "report_no_plan", "grew": "report_grew", "back": "report_back"}
_CHARTS = ("code", "role", "site", "locale")
_BLANK = ("Cc", "Zl", "Zp", "Zs")
_UNSEEN = ("Cf", "Cs")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_JOINERS = "\u200c\u200d"

Text = dict[str, str]
"""``{text, lang, dir}``."""


def drawn_report(report: Report, reader: Phrasebook) -> dict[str, Any]:
    """Return what page and paper show of ``report``: plain values, texts as ``{text, lang, dir}``, lengths in percent.

    What the register and the staff who searched have written is on one line, without signs that turn text round.
    """
    locale = reader.locale
    dates = [_date(reader, day) for day in (report.since, report.until)]
    return {
        "title": " – ".join((reader.word("report_title").text, clean(report.title), *dates)),
        "lang": locale.code,
        "dir": locale.direction,
        "languages": {code: its.type() for code, its in {reader.book.source: PLAIN, locale.code: locale}.items()},
        "heading": _word(reader, "report_title"),
        "book": own(reader, report.title),
        "period": _joined(reader, dates, " – "),
        "facts": [
            {"label": _word(reader, "report_total"), "value": _count(reader, report.total)},
            {"label": _word(reader, "report_open"), "value": _count(reader, report.open)},
            {"label": _word(reader, "report_trend"), "value": _slope(reader, report.by_month)},
        ]
        if report.total
        else [],
        "none": None if report.total else _word(reader, "report_none"),
        "warnings": _warnings(report, reader),
        "months": _months(report, reader) if report.total else None,
        "charts": [
            _chart(f"report_by_{name}", (f"report_{name}", "report_count"), tallies, report.months, reader)
            for name in _CHARTS
            if _tells(tallies := getattr(report, f"by_{name}"))
        ],
        "missed": _missed(report.missed, reader) if report.missed else None,
        "rule": _word(reader, "report_trend_rule") if report.total and len(report.months) > 1 else None,
    }


def clean(text: str) -> str:
    """Return ``text`` on one line, without controls: of a name somebody typed, nothing may reach beyond itself."""
    kept = (" " if unicodedata.category(c) in _BLANK else c for c in text)
    shown = (c for c in kept if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(shown).split())


def own(reader: Phrasebook, text: str) -> Text:
    """Return what somebody typed as a text that runs the way of its first letter, be that the reader's own or not."""
    shown, locale = clean(text), reader.locale
    kinds = (unicodedata.bidirectional(letter) for letter in shown)
    direction = next((_STRONG[kind] for kind in kinds if kind in _STRONG), locale.direction)
    return {"text": isolate(shown) if direction == "rtl" else shown, "lang": locale.code, "dir": direction}


def _joined(reader: Phrasebook, texts: Iterable[str], between: str) -> Text:
    """Return ``texts`` in a row, the order of each kept to itself."""
    return {**own(reader, ""), "text": between.join(own(reader, text)["text"] for text in texts)}


def _word(reader: Phrasebook, key: str, **values: str) -> Text:
    """Return a word of the furniture with ``values`` in place of its ``{names}``."""
    word = reader.word(key)
    pieces = fill(word.text, values, reader.label, rtl=word.direction == "rtl")
    return reading.text_document(replace(word, text=format_pieces(pieces)))


# --- numbers and dates ------------------------------------------------------------------------------------------------


def _digits(reader: Phrasebook, number: int) -> str:
    return reader.formatter.format(_NUMBER, str(number))


def _count(reader: Phrasebook, number: int) -> Text:
    return reading.text_document(reading.own(reader, _digits(reader, number)))


def _date(reader: Phrasebook, day: date) -> str:
    return reader.formatter.format(_DATE, day.isoformat())


def _month(reader: Phrasebook, month: str) -> Text:
    return own(reader, reader.formatter.format(_MONTH, month))


def _slope(reader: Phrasebook, tally: Tally) -> Text:
    """Return a trend to a tenth with its sign; a dash where there is one month."""
    if len(tally.months) < 2:
        return own(reader, "–")
    tenths = round(abs(tally.trend) * 10)
    whole, rest = divmod(tenths, 10)
    sign = "" if not tenths else "+" if tally.trend > 0 else "−"
    mark = "".join(c for c in reader.word("print_tenths").text if not c.isalnum() and c.isprintable()) or "."
    text = f"{sign}{_digits(reader, whole)}{mark}{_digits(reader, rest)}"
    locale = reader.locale
    shown = f"{LRI}{text}{PDI}" if locale.direction == "rtl" else text
    return {"text": shown, "lang": locale.code, "dir": locale.direction}


# --- what needs doing -------------------------------------------------------------------------------------------------


def _warnings(report: Report, reader: Phrasebook) -> dict[str, Any] | None:
    told, rest = report.warnings[:CAUSES], report.warnings[CAUSES:]
    causes = [{"about": list(_about(warned, report, reader)), "told": _told(warned, reader)} for warned in told]
    others = _word(reader, "report_others", number=_digits(reader, len(rest))) if rest else None
    return {"heading": _word(reader, "report_to_do"), "causes": causes, "others": others} if causes else None


def _about(warned: Warned, report: Report, reader: Phrasebook) -> Iterator[Text]:
    """Yield the cause: its code, and role and site where it has them."""
    yield own(reader, warned.title)
    if warned.role:
        yield own(reader, reader.guide(f"role.{warned.role}#title").text or warned.role)
    if warned.site:
        yield own(reader, next((tally.title for tally in report.by_site if tally.key == warned.site), warned.site))


def _told(warned: Warned, reader: Phrasebook) -> Text:
    values = {name: _digits(reader, getattr(warned, name)) for name in ("before", "after")}
    return _word(reader, _WARNINGS[warned.kind], date=_date(reader, warned.on) if warned.on else "–", **values)


# --- charts -----------------------------------------------------------------------------------------------------------


def _months(report: Report, reader: Phrasebook) -> dict[str, Any]:
    """Return the chart of all complaints by month, and its numbers."""
    tally, mirrored = report.by_month, reader.locale.direction == "rtl"
    digits = len(str(max(tally.months, default=0)))
    drawn = plot(tally, gutter=2 + DIGIT * (digits + 1), mirrored=mirrored)
    every = -(-len(report.months) // LABELS)
    rows = [
        {
            **asdict(column),
            "label": _month(reader, month),
            "count": _count(reader, number),
            "named": i % every == 0,
        }
        for i, (month, number, column) in enumerate(zip(report.months, tally.months, drawn.columns, strict=True))
    ]
    return {
        "heading": _word(reader, "report_by_month"),
        "head": [_word(reader, "report_month"), _word(reader, "report_count")],
        "levels": [{"label": _count(reader, level.number), "y": level.y} for level in drawn.levels],
        "trend": asdict(drawn.trend) if drawn.trend else None,
        "line": _word(reader, "report_line"),
        "slope": _slope(reader, tally),
        "told": _series(report.months, tally.months, reader),
        "rows": rows,
    }


def _series(months: Sequence[str], numbers: Sequence[int], reader: Phrasebook) -> Text:
    """Return a course in words: each month with its number."""
    pairs = (
        _joined(reader, (reader.formatter.format(_MONTH, month), _digits(reader, number)), ": ")["text"]
        for month, number in zip(months, numbers, strict=True)
    )
    return {**own(reader, ""), "text": "; ".join(pairs)}


def _tells(tallies: Sequence[Tally]) -> bool:
    """Tell whether a chart has anything to say: something was noted at all."""
    return any(tally.key for tally in tallies)


def _chart(
    heading: str, head: tuple[str, str], tallies: Sequence[Tally], months: Sequence[str], reader: Phrasebook
) -> dict[str, Any]:
    """Return bars, the longest first; what is counted together comes last, without one: it may be longer than any."""
    shown, rest = fold_tallies(tallies, ROWS)
    largest = max(tally.total for tally in shown)
    titles = [own(reader, tally.title) if tally.key else _word(reader, "report_unknown") for tally in shown]
    rows = [
        _row(title, tally, share(tally.total, largest), months, reader)
        for title, tally in zip(titles, shown, strict=True)
    ]
    if rest:
        others = _word(reader, "report_others", number=_digits(reader, len(rest)))
        rows.append(_row(others, add_tallies(rest, ""), 0.0, months, reader))
    course = ("report_trend", "report_course") if len(months) > 1 else ()
    return {"heading": _word(reader, heading), "head": [_word(reader, key) for key in (*head, *course)], "rows": rows}


def _row(title: Text, tally: Tally, length: float, months: Sequence[str], reader: Phrasebook) -> dict[str, Any]:
    row = {"title": title, "count": _count(reader, tally.total), "share": length, "course": None}
    if len(months) > 1:
        mirrored = reader.locale.direction == "rtl"
        drawn = columns(tally.months, max(tally.months, default=0), mirrored=mirrored)
        row["course"] = {
            "slope": _slope(reader, tally),
            "told": _series(months, tally.months, reader),
            "columns": [asdict(column) for column in drawn],
        }
    return row


def _missed(missed: Sequence[Missed], reader: Phrasebook) -> dict[str, Any]:
    """Return what staff looked for in vain as bars."""
    tallies = [Tally(item.words, item.words, item.count, (), 0.0) for item in missed]
    return _chart("report_missed", ("report_words", "report_times"), tallies, (), reader)
