"""The complaint report drawn: every number true, nothing cut off, nothing of what people typed comes to life."""

from __future__ import annotations

import datetime
import io
import json
import re
from dataclasses import asdict, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import page
import pdfplumber
import pikepdf
import pytest
from complaint_reports import COURSE, HOSTILE, MONTHS, hostile, nothing, reader, report, slope, tally
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from scripts_gen.charts import LEVELS, columns, fold_tallies, plot, scale
from scripts_gen.color import contrast
from scripts_gen.complaint import Missed, Report
from scripts_gen.complaint_document import CAUSES, ROWS, clean, drawn_report
from scripts_gen.complaint_pages import report_html, report_pdf
from scripts_gen.resources import find_resource, read_templates

SHIPPED = find_resource("templates")
FILES = read_templates([SHIPPED])
DAY = datetime.date(2026, 11, 30)
GOLDEN = Path(__file__).parent / "golden" / "complaint-report.ar.json"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
POINT = 25.4 / 72
ISOLATES = re.compile("[\u2066-\u2069]")
COUNTS = st.lists(st.integers(0, 5000), min_size=2, max_size=40)


def html(its: Report, code: str = "en") -> str:
    return report_html(its, reader(code), [SHIPPED]).decode()


@cache
def printed(its: Report, code: str = "en") -> bytes:
    return report_pdf(its, reader(code), FILES, DAY)


class Tags(HTMLParser):
    """The tags of a page, properly nested, and its texts."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))


# --- geometry ---------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10**9))
def test_a_scale_is_round_short_and_just_high_enough(largest: int) -> None:
    """It begins at zero, its steps are 1, 2 or 5 with zeros, and its last number alone reaches the largest."""
    numbers = scale(largest)
    assert numbers[0] == 0
    assert numbers[-2] < max(largest, 1) <= numbers[-1]
    assert len(numbers) <= LEVELS + 1
    assert re.fullmatch("[125]0*", str(numbers[1]))
    assert len({b - a for a, b in pairwise(numbers)}) == 1


@given(COUNTS, st.floats(0, 30))
def test_columns_stand_apart_inside_their_room(numbers: list[int], gutter: float) -> None:
    """Each is as high as its number, none touches the next; in Arabic the same stand the other way round."""
    made = columns(numbers, max(*numbers, 1), gutter=gutter)
    mirrored = columns(numbers, max(*numbers, 1), gutter=gutter, mirrored=True)
    assert made[0].x >= gutter - 0.01
    assert made[-1].x + made[-1].width <= 100.01
    assert all(a.x + a.width < b.x + 0.02 for a, b in pairwise(made))
    for column, other, number in zip(made, mirrored, numbers, strict=True):
        assert column.height == pytest.approx(100 * number / max(*numbers, 1), abs=0.01)
        assert column.y + column.height == pytest.approx(100, abs=0.02)
        assert other.x == pytest.approx(100 - column.x - column.width, abs=0.03)


@given(COUNTS)
def test_the_trend_is_the_line_of_least_squares_and_stays_in_its_room(numbers: list[int]) -> None:
    """It has the slope that is told, goes through the middle of the numbers, and never below zero."""
    drawn = plot(tally("", "", 1, numbers), gutter=10)
    assert drawn.trend
    ends = (drawn.trend.y1, drawn.trend.y2)
    assert all(-0.01 <= y <= 100.01 for y in ends)
    assert 10 <= drawn.trend.x1 < drawn.trend.x2 <= 100
    top, place = drawn.levels[-1].number, 90 / len(numbers)
    months = (drawn.trend.x2 - drawn.trend.x1) / place
    if months > 0.5:
        assert (ends[0] - ends[1]) / 100 * top / months == pytest.approx(slope(numbers), abs=0.001 * top + 0.001)


def test_one_month_has_no_trend() -> None:
    """Where there is nothing to compare, no line is drawn and no sign is told."""
    its = report(months=("2026-11",), by_month=tally("", "", 1, (30,)), by_code=(tally("late", "Late", 1, (30,)),))
    document = drawn_report(replace(its, by_role=(), by_site=(), by_locale=()), reader())
    assert document["months"]["trend"] is None
    assert document["facts"][2]["value"]["text"] == "–"
    assert [row["course"] for row in document["charts"][0]["rows"]] == [None]


@pytest.mark.parametrize(("count", "rows"), [(20, 20), (21, 21), (22, 21), (60, 21)])
def test_what_is_small_is_counted_together(count: int, rows: int) -> None:
    """Beside the twenty largest sites stands the sum of the others; nothing is left out, and none is alone in it."""
    sites = tuple(tally(f"s{i}", f"Branch {i}", 100 - i) for i in range(count))
    shown, rest = fold_tallies(sites, ROWS)
    assert len(shown) + bool(rest) == rows
    assert len(rest) != 1
    chart = drawn_report(report(by_site=sites), reader())["charts"][2]
    assert len(chart["rows"]) == rows
    assert sum(int(row["count"]["text"]) for row in chart["rows"]) == sum(site.total for site in sites)
    if rest:
        assert chart["rows"][-1]["title"]["text"] == f"All others: {count - ROWS}"
        assert chart["rows"][-1]["course"]["slope"]["text"] == f"+{sum(site.trend for site in rest):.1f}"


# --- what is told -----------------------------------------------------------------------------------------------------


def test_the_document_is_the_contract() -> None:
    """What crosses to both templates is pinned, so that a designer's template keeps working."""
    its = report("ar", months=MONTHS[:2], by_month=tally("", "", 28, COURSE[:2]), by_site=(), by_locale=())
    codes = (tally("late", "تأخير", 16, COURSE[:2]), tally("damaged", "Damaged 2", 8, COURSE[:2]))
    document = drawn_report(replace(its, by_code=codes, by_role=(), missed=its.missed[:1]), reader("ar"))
    assert document == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_a_warning_says_what_and_since_when() -> None:
    """Each kind has its sentence, with its cause by title, its numbers and its day."""
    causes = drawn_report(report(), reader())["warnings"]["causes"]
    assert [[its["text"] for its in cause["about"]] for cause in causes] == [
        ["Rude service"],
        ["Late", "Cashier"],
        ["Damaged", "Courier", "Airport"],
    ]
    told = [cause["told"]["text"] for cause in causes]
    assert "41" in told[0]
    assert all(part in told[1] for part in ("2026-06-03", "12", "31"))
    assert all(part in told[2] for part in ("2026-08-20", "7"))


def test_many_warnings_are_counted_after_the_first() -> None:
    """Page and paper tell so many warnings one by one and the number of the others, so that charts are still found."""
    its = report()
    document = drawn_report(replace(its, warnings=its.warnings[:1] * (CAUSES + 7)), reader())["warnings"]
    assert len(document["causes"]) == CAUSES
    assert document["others"]["text"] == "All others: 7"
    assert "All others: 7" in html(replace(its, warnings=its.warnings[:1] * (CAUSES + 7)))
    paper = printed(replace(its, warnings=its.warnings[:1] * (CAUSES + 7)))
    with pdfplumber.open(io.BytesIO(paper)) as pdf:
        assert any("All others: 7" in sheet.extract_text() for sheet in pdf.pages)


def test_dates_and_numbers_keep_their_order_in_arabic() -> None:
    """A range of dates reads from the earlier to the later one; a sign stays before its number."""
    document = drawn_report(report("ar"), reader("ar"))
    assert document["period"]["text"] == "\u20662025-12-01\u2069 – \u20662026-11-30\u2069"
    assert re.fullmatch("\u2066\\+\\d+\\.\\d\u2069", document["facts"][2]["value"]["text"])


def test_what_somebody_typed_is_one_line_without_controls() -> None:
    """Neither line ends nor signs that turn text round get out of the text that holds them; letters all stay."""
    assert clean(HOSTILE[5]) == "abcde"
    assert clean(HOSTILE[6]) == "tab line end [31m"
    assert clean("می‌خواهم 👩‍👧 Łódź") == "می‌خواهم 👩‍👧 Łódź"
    its = drawn_report(report(by_site=(tally("a", "محل 12"), tally("b", "Pier 4"))), reader())["charts"][2]["rows"]
    assert [(row["title"]["dir"], row["title"]["text"]) for row in its] == [
        ("rtl", "محل \u206612\u2069"),
        ("ltr", "Pier 4"),
    ]


def test_what_was_never_noted_has_no_chart() -> None:
    """A register that knows no sites says nothing about sites; one that knows some tells what is not noted."""
    titles = [row["title"]["text"] for row in drawn_report(report(), reader())["charts"][2]["rows"]]
    assert titles == ["Pier 4", "not noted", "Airport", "Old Town", "Harbour"]
    bare = drawn_report(report(by_site=(tally("", "", 28),), by_locale=(tally("", "", 28),)), reader())
    assert len(bare["charts"]) == 2


# --- the page ---------------------------------------------------------------------------------------------------------


def test_every_number_of_the_report_stands_in_a_table() -> None:
    """Who cannot see the charts reads the same: title, count and trend of each row, and the number of each month."""
    its = report()
    texts = [text for tag, text in Tags(html(its)).texts if tag in ("bdi", "td", "dd")]
    place = texts.index("Complaints by reason")
    for one in (*its.by_code, *its.by_role, *its.by_locale):
        place = texts.index(one.title, place)
        assert texts[place + 1 : place + 3] == [str(one.total), f"{one.trend:+.1f}".replace("-", "−")]
    place = 0
    for month, number in zip(its.months, its.by_month.months, strict=True):
        place = texts.index(month, place)
        assert texts[place + 1] == str(number)
    assert [missed.words in texts and str(missed.count) in texts for missed in its.missed] == [True] * 3


def test_every_chart_has_a_name_and_a_description_or_is_decoration() -> None:
    """A drawing tells its numbers in words; a bar, whose number stands beside it, is passed over."""
    tags = Tags(html(report()))
    drawings = [attributes for tag, attributes in tags.tags if tag == "svg"]
    named = [attributes for attributes in drawings if attributes.get("role") == "img"]
    assert len(named) == 1 + 3 + 2 + 5 + 5
    assert [tag for tag, _ in tags.texts].count("desc") == len(named)
    assert all("role" in its or its.get("aria-hidden") == "true" or "y" in its for its in drawings)
    told = "; ".join(f"{month}: {number}" for month, number in zip(MONTHS, report().by_month.months, strict=True))
    assert ("desc", told) in tags.texts


@pytest.mark.parametrize("code", ["en", "ar"])
def test_bars_grow_from_where_the_lines_begin(code: str) -> None:
    """From the left in English, from the right in Arabic; the longest fills its row, half as much fills half."""
    document = html(report(code), code)
    bars = re.findall(r'class="bar".*?x="([\d.]+)%" width="([\d.]+)%"', document)[:3]
    assert [float(width) for _, width in bars] == [100, 50, 25]
    assert [float(x) for x, _ in bars] == ([0, 0, 0] if code == "en" else [0, 50, 75])


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_is_a_sentence(code: str) -> None:
    """Without complaints there is no empty chart, on the page and on paper."""
    text = html(nothing(code), code)
    assert reader(code).word("report_none").text.split()[0] in text
    assert "<svg" not in text
    assert "<table" not in text
    assert len(pdfplumber.open(io.BytesIO(printed(nothing(code), code))).pages) == 1


def test_missed_look_ups_are_told_without_a_complaint() -> None:
    """What staff looked for in vain stands in the report even where nobody complained."""
    assert "gift wrapping" in html(replace(nothing(), missed=(Missed("gift wrapping", 12),)))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_page_escapes_what_people_typed_and_asks_for_nothing(code: str) -> None:
    """No markup of a site's name comes to life; there is no script, no style attribute, no request, no handler."""
    tags = Tags(html(hostile(code), code))
    assert {tag for tag, _ in tags.tags}.isdisjoint({"script", "img", "link", "iframe", "a", "object"})
    assert not [name for _, attributes in tags.tags for name in attributes if name.startswith(("on", "href", "src"))]
    assert ("meta", "default-src 'none'; style-src 'unsafe-inline'") in [
        (tag, attributes.get("content")) for tag, attributes in tags.tags
    ]
    shown = [ISOLATES.sub("", text) for _, text in tags.texts]
    assert all(clean(words) in shown for words in HOSTILE)


def test_the_same_report_is_the_same_bytes() -> None:
    """Nothing of the machine or the hour gets into page or paper; another date gets onto paper."""
    assert html(report("ar"), "ar") == html(report("ar"), "ar")
    assert printed(report("ar"), "ar") == report_pdf(report("ar"), reader("ar"), FILES, DAY)
    assert report_pdf(report(), reader(), FILES, datetime.date(2026, 12, 1)) != printed(report())


def test_bars_and_lines_can_be_told_from_their_ground() -> None:
    """In light, dark and print: graphics have a contrast of 3, text one of 7, as WCAG asks of both."""
    styles = (SHIPPED / "complaint-report.html.j2").read_text(encoding="utf-8")
    themes = [dict(re.findall(r"--(\w+): (#\w+)", line)) for line in styles.splitlines() if "--paper: #" in line]
    assert len(themes) == 3
    for theme in themes:
        full = {name: re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", color) for name, color in theme.items()}
        assert all(contrast(full[name], full["paper"]) >= 3 for name in ("bar", "line", "wrong"))
        assert all(contrast(full[name], full["paper"]) >= 7 for name in ("ink", "quiet"))
        assert contrast(full["line"], full["bar"]) >= 3, "the trend runs across the columns"


@pytest.mark.parametrize(("code", "theme"), [("en", "light"), ("ar", "dark")])
def test_the_page_is_accessible_and_fits_a_phone(browser: Browser, tmp_path: Path, code: str, theme: str) -> None:
    """Axe finds nothing to mend in light or in dark, and 320 pixels hold the longest name there is."""
    file = tmp_path / "report.html"
    file.write_bytes(report_html(hostile(code), reader(code), [SHIPPED]))
    shown = browser.new_page(color_scheme=theme, viewport={"width": 320, "height": 640})  # type: ignore[arg-type]
    shown.goto(file.as_uri())
    shown.evaluate(AXE)
    found = shown.evaluate(
        "async () => (await axe.run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa',"
        " 'best-practice'] } })).violations.flatMap((its) => its.nodes.map((node) => `${its.id} ${node.html}`))"
    )
    wide = shown.evaluate(
        "() => [...document.body.querySelectorAll('*')].filter((its) => { const { left, right, width } ="
        " its.getBoundingClientRect(); return width && (left < -0.5 || right > innerWidth + 0.5); })"
        ".map((its) => its.outerHTML.slice(0, 80))"
    )
    shown.context.close()
    assert found == []
    assert wide == []


# --- paper ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("make", [report, hostile, nothing])
def test_paper_is_valid_pdf_ua_and_pdf_a(code: str, make: object) -> None:
    """In both directions, with and without complaints, with names of every kind."""
    data = printed(make(code), code)  # type: ignore[operator]
    for profile in ("ua1", "2a"):
        found = page.validate_pdf_bytes(data, profile=profile)
        assert found.is_compliant, [failure.message for failure in found.failures]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_on_paper_is_cut_off(code: str) -> None:
    """Every letter of the longest name is inside the margins, and every site has its row."""
    with pdfplumber.open(io.BytesIO(printed(hostile(code), code))) as read:
        letters = [letter for sheet in read.pages for letter in sheet.chars if letter["text"].strip()]
        drawn = [shape for sheet in read.pages for shape in sheet.rects]
    assert sum("W" in letter["text"] for letter in letters) >= 3 * 200  # a site, a look-up and a warning
    for shape in (*letters, *drawn):
        assert shape["x0"] * POINT >= 17.7  # the bar beside a warning stands on the margin
        assert shape["x1"] * POINT <= 210 - 17.7
        assert 10 <= shape["top"] * POINT <= shape["bottom"] * POINT <= 297 - 8


def test_arabic_paper_reads_in_logical_order() -> None:
    """A paragraph's text is what the catalog says, not what is drawn from right to left."""
    with pikepdf.open(io.BytesIO(printed(report("ar"), "ar"))) as read:
        elements = [item for item in read.objects if isinstance(item, pikepdf.Dictionary)]
        texts = [str(element.ActualText) for element in elements if "/ActualText" in element]
    assert "التاريخ: 2026-06-03. قبل: 12. بعد: 31." in texts
    assert "A small book · 2025-12-01 – 2026-11-30" in texts


def test_a_character_without_a_font_is_named_not_lost() -> None:
    """Staff look for words in scripts that no font here has: paper gives their code points, the page the words."""
    its = replace(report(), missed=(Missed("欢迎 shop 🏪", 3),))
    with pdfplumber.open(io.BytesIO(printed(its))) as read:
        text = "".join(sheet.extract_text() for sheet in read.pages)
    assert "[U+6B22][U+8FCE] shop [U+1F3EA]" in text
    assert "欢迎 shop 🏪" in html(its)


def test_geometry_is_plain_numbers() -> None:
    """What a template reads of a column is four numbers in percent."""
    assert asdict(columns((1, 2), 2)[1]) == {"x": 57.5, "y": 0.0, "width": 35.0, "height": 100.0}
