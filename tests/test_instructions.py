"""The sheet that tells how to print, cut and laminate: true to the millimetre, in the language of its readers."""

from __future__ import annotations

import datetime
import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import page
import pdfplumber
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.page import Page
from phrasebooks import phrasebook

from scripts_gen.errors import ScriptsGenError
from scripts_gen.instructions import Facts, instruction_document, pouch
from scripts_gen.interface import WORDS
from scripts_gen.paper import DUPLEX, PRINTABLE, SHEETS
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.resources import find_resource, read_templates
from scripts_gen.typeset import typeset

TEMPLATES = read_templates([find_resource("templates")])
DAY = datetime.date(2026, 11, 21)
POINT = 25.4 / 72
KEYS = tuple(key for key in WORDS if key.startswith("print_"))

ARABIC: Mapping[str, str] = {
    "print_title": "قبل الطباعة",
    "print_intro": "اطبع هذه الورقة أولًا، فهي تبيّن هل تحافظ الطابعة على المقاس.",
    "print_print": "الطباعة",
    "print_cut": "القص",
    "print_laminate": "التغليف",
    "print_size": "{width} × {height} مم",
    "print_length": "{number} مم",
    "print_scale": "اطبع بنسبة 100 %، أي بالمقاس الفعلي. لا تدع الطابعة تغيّر مقاس الصفحة.",
    "print_rulers": "قس المسطرتين على هذه الورقة. يجب أن يكون طول كل منهما 100 مم تمامًا.",
    "print_cut_film": "اقطع الغلاف الشفاف على بعد 3 مم من الورق. لا تقطع الورق أبدًا.",
    "print_film": "استعمل غلافًا من 2 × 125 ميكرون للجيب، ومن 250 ميكرون للشارة، وغير لامع تحت المصباح.",
}
"""Some of the words, as a translator would write them."""


def facts(sheet: str = "a4", **more: Any) -> Facts:
    """ID-1 cards on a sheet."""
    size = SHEETS[sheet]
    return replace(Facts(size.width, size.height, 85.6, 53.98, 10, marks=True), **more)


def translated(code: str, words: Mapping[str, str]) -> Phrasebook:
    """The phrasebook of ``code`` with these words of the furniture."""
    book = phrasebook(code)
    own = {key: Localized(text, code, book.locale.direction) for key, text in words.items()}
    return replace(book, interface={**book.interface, **own})


def printed(reader: Phrasebook, its: Facts) -> bytes:
    return typeset("instructions.typ", instruction_document(reader, its), TEMPLATES, DAY)


@cache
def sheet_in(code: str, its: Facts) -> bytes:
    """The sheet in English, or in Arabic as far as it is translated; set once for all who look at it."""
    return printed(translated(code, ARABIC) if code == "ar" else phrasebook(code), its)


@cache
def pages(data: bytes) -> list[Page]:
    """The pages of a sheet; what is read from them is read once."""
    return pdfplumber.open(io.BytesIO(data)).pages


def texts(document: Any) -> Iterator[dict[str, str]]:
    """Every text in a document, in its order."""
    if isinstance(document, dict):
        if "text" in document and "dir" in document:
            yield document
        else:
            yield from itertools.chain.from_iterable(map(texts, document.values()))
    elif isinstance(document, list):
        yield from itertools.chain.from_iterable(map(texts, document))


def said(its: Facts) -> set[str]:
    """The English sentences of the steps."""
    document = instruction_document(phrasebook("en"), its)
    return {
        step["text"]["text"].replace("\u00a0", " ") for section in document["sections"] for step in section["steps"]
    }


EVERY = [
    *(facts(sheet, duplex=duplex) for sheet in SHEETS for duplex in DUPLEX),
    facts(duplex="long", punch="hole", bleed=3.0, marks=True),
    facts("letter", duplex="short", punch="slot", marks=False, guides=True),
    facts("letter", fold=True, punch="slot", per_sheet=4),
    facts(card_width=105.0, card_height=148.0, per_sheet=4, marks=False),
    Facts(210.0, 297.0, 85.0, 54.0, 8, stock=True),
    Facts(297.0, 210.0, 74.0, 105.0, 8, guides=True, duplex="long"),
    Facts(297.0, 210.0, 74.0, 105.0, 8, guides=True, duplex="short"),
    Facts(210.0, 297.0, 210.0, 297.0, 1),
    Facts(85.6, 53.98, 85.6, 53.98, 1, own_page=True, duplex="long", bleed=3.0),
]
TWO_SIDED = [its for its in EVERY if its.calibrated]


def name(its: Facts) -> str:
    shape = f"{its.sheet_width:g}x{its.sheet_height:g}-{its.card_width:g}-{its.duplex}"
    return shape + "-fold" * its.fold + f"-{its.punch}" * bool(its.punch)


# --- what it says ----------------------------------------------------------------------------------------------------


def test_every_word_is_printed_somewhere_and_none_keeps_a_placeholder() -> None:
    """All words of the instructions are in use; every ``{name}`` is filled."""
    marked = phrasebook("en")
    marked = replace(marked, interface={key: replace(it, text=f"<{key}>") for key, it in marked.interface.items()})
    everywhere = json.dumps([instruction_document(marked, its) for its in EVERY])
    assert [key for key in KEYS if f"<{key}>" not in everywhere and key != "print_tenths"] == []
    assert [
        it["text"] for its in EVERY for it in texts(instruction_document(phrasebook("en"), its)) if "{" in it["text"]
    ] == []


def test_sentences_are_short() -> None:
    """A caretaker reads twenty words at most."""
    assert {key: text for key, text in WORDS.items() if key in KEYS and len(text.split()) > 20} == {}


@pytest.mark.parametrize(
    ("changed", "how"),
    [
        ({}, "print_cut_marks"),
        ({"bleed": 3.0}, "print_cut_bleed"),
        ({"guides": True, "marks": False}, "print_cut_guides"),
        ({"guides": True}, "print_cut_guides"),
        ({"marks": False}, "print_cut_edges"),
        ({"marks": False, "stock": True}, "print_cut_stock"),
    ],
)
def test_there_is_one_way_to_cut(changed: dict[str, Any], how: str) -> None:
    """The sheet tells of what is printed on the cards' sheet, and of nothing else."""
    ways = {key for key in KEYS if key.startswith("print_cut_") and key != "print_cut_film"}
    assert {key for key in ways if WORDS[key] in said(facts(**changed))} == {how}


def test_where_nothing_is_cut_nothing_is_said_of_it() -> None:
    """One card as large as its sheet, and a page for each card, have no heading for cutting; the others warn."""
    for its in EVERY:
        document = instruction_document(phrasebook("en"), its)
        headings = [section["heading"]["text"] for section in document["sections"]]
        cut = not its.own_page and its.card_width < its.sheet_width
        assert (WORDS["print_cut"] in headings) == cut
        assert (WORDS["print_never"] in said(its)) == cut


@pytest.mark.parametrize(
    ("changed", "how"),
    [
        ({}, "print_one_side"),
        ({"duplex": "long"}, "print_long"),
        ({"duplex": "short"}, "print_short"),
        ({"duplex": "long", "fold": True}, "print_one_side"),
    ],
)
def test_there_is_one_way_to_turn_the_paper(changed: dict[str, Any], how: str) -> None:
    """A sheet to be folded is printed on one side, whatever the printer can do."""
    ways = ("print_one_side", "print_long", "print_short")
    assert [key for key in ways if WORDS[key] in said(facts(**changed))] == [how]


@pytest.mark.parametrize("punch", ["", "slot", "hole"])
def test_only_what_is_punched_is_told(punch: str) -> None:
    """A window is cut before laminating, and punched through after it."""
    keys = [f"print_{part}{which}" for which in ("slot", "hole") for part in ("window_", "")]
    found = {key for key in keys if WORDS[key] in said(facts(punch=punch))}
    assert found == ({f"print_window_{punch}", f"print_{punch}"} if punch else set())


def test_steps_are_numbered_through() -> None:
    """From 1 on, over all headings."""
    for its in EVERY:
        sections = instruction_document(phrasebook("en"), its)["sections"]
        numbers = [step["number"] for section in sections for step in section["steps"]]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("card", "bag"),
    [
        ((85.6, 53.98), (60, 90)),
        ((85.0, 54.0), (60, 90)),
        ((74.0, 105.0), (80, 111)),
        ((105.0, 148.0), (111, 154)),
        ((148.0, 210.0), (154, 216)),
        ((210.0, 297.0), (216, 303)),
        ((79.6, 47.98), (53.98, 85.6)),
        ((100.0, 70.0), (76, 106)),
    ],
)
def test_pouch_is_one_that_is_sold(card: tuple[float, float], bag: tuple[float, float]) -> None:
    """The named sizes have their pouches; any other card needs its own size and the film."""
    assert pouch(*card) == pytest.approx(bag)
    assert pouch(*reversed(card)) == pytest.approx(bag)


def values(reader: Phrasebook, its: Facts) -> dict[str, str]:
    document = instruction_document(reader, its)
    return {fact["label"]["text"]: fact["value"]["text"].replace("\u00a0", " ") for fact in document["facts"]}


def test_sizes_are_told_of_the_paper_and_of_the_finished_piece() -> None:
    """The film adds 3 mm on every side, or what the pouch has; what has no sheet has no number of cards on it."""
    shown = values(phrasebook("en"), facts())
    assert shown == {
        "Paper": "85.6 × 54 mm",
        "With its film": "90 × 60 mm",
        "Pouch for one card": "60 × 90 mm",
        "Cards on a sheet": "10",
    }
    assert values(phrasebook("en"), facts(bleed=2.5))["Colour beyond the edge"] == "2.5 mm"
    assert "Paper, folded" in values(phrasebook("en"), facts(fold=True))
    assert "Cards on a sheet" not in values(phrasebook("en"), facts(own_page=True))


def test_numbers_are_written_as_the_language_writes_them() -> None:
    """The decimal mark and the unit are the translator's; no line ends within a size."""
    reader = translated("fi", {"print_tenths": "0,5", "print_size": "{width} × {height} mm"})
    document = instruction_document(reader, facts())
    assert document["facts"][0]["value"] == {
        "text": "85,6\u00a0×\u00a054\u00a0mm",
        "lang": "fi",
        "dir": "ltr",
    }
    breakable = re.compile(r"\d (?:mm|µm|%|×)|× \d")
    assert [it["text"] for it in texts(document) if breakable.search(it["text"])] == []


def test_arabic_numbers_are_isolated() -> None:
    """Each number keeps its place in a line that runs from the right."""
    document = instruction_document(translated("ar", ARABIC), facts())
    assert document["facts"][0]["value"]["text"] == "\u206685.6\u2069\u00a0×\u00a0\u206654\u2069\u00a0مم"
    for it in texts(document):
        if it["dir"] == "rtl":
            assert not re.search(r"[0-9]", re.sub("\u2066[^\u2069]*\u2069", "", it["text"])), it["text"]


# --- the sheet on paper ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("its", EVERY, ids=name)
def test_sheet_has_its_pages_and_keeps_to_the_printable_area(its: Facts, code: str) -> None:
    """One upright page, two where the printer turns the paper; nothing within 5 mm of an edge; 9 points for reading."""
    made = pages(sheet_in(code, its))
    assert len(made) == (2 if its.calibrated else 1)
    for one in made:
        assert one.width < one.height
        far_x, far_y = (float(side) - PRINTABLE / POINT for side in (one.width, one.height))
        for thing in (*one.chars, *one.lines):
            assert PRINTABLE / POINT <= thing["x0"] <= thing["x1"] <= far_x, thing
            assert PRINTABLE / POINT <= thing["top"] <= thing["bottom"] <= far_y, thing
        for word in one.extract_words(extra_attrs=["size"]):
            figure = re.fullmatch(r"[−+]?\d*|[xy%]|mm|مم", word["text"])
            assert word["size"] >= (6.99 if figure else 8.99), word


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("its", [facts("a4", duplex="long"), facts("letter", fold=True, punch="hole")], ids=name)
def test_sheet_is_valid_pdf_ua_and_pdf_a(its: Facts, code: str, tmp_path: Path) -> None:
    """Both validators' profiles and qpdf pass; the language is the reader's; printing is set to 100 %."""
    data = sheet_in(code, its)
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    with pikepdf.open(io.BytesIO(data)) as made:
        assert (made.Root.Lang, made.Root.ViewerPreferences.PrintScaling) == (code, "/None")
    if shutil.which("qpdf"):
        (tmp_path / "sheet.pdf").write_bytes(data)
        subprocess.run(["qpdf", "--check", tmp_path / "sheet.pdf"], check=True, capture_output=True)


def test_the_same_sheet_is_the_same_bytes() -> None:
    """Nothing of the machine or the hour gets into it."""
    assert printed(phrasebook("ar"), facts(duplex="short")) == printed(phrasebook("ar"), facts(duplex="short"))


def test_arabic_is_stored_in_logical_order_and_begins_at_the_right() -> None:
    """Each sentence reads as it is spoken; drawings and headings begin where the lines do."""
    data = sheet_in("ar", facts(duplex="long"))
    with pikepdf.open(io.BytesIO(data)) as made:
        stored = [
            str(it.ActualText) for it in made.objects if isinstance(it, pikepdf.Dictionary) and "/ActualText" in it
        ]
    assert ARABIC["print_rulers"] in stored
    assert "85.6 × 54 مم" in stored
    front = pages(data)[0]
    assert max(char["x1"] for char in front.chars if char["size"] > 20) > front.width * 0.85
    panels = [
        rect
        for rect in (*front.rects, *front.curves)
        if abs(rect["height"] / rect["width"] - 0.7) < 0.01 and rect["width"] > 70
    ]
    assert len(panels) >= 9
    assert {round(float(rect["x1"] - front.width / 2) > 0) for rect in panels} == {0, 1}


def long_words(share: float) -> Phrasebook:
    """Sentences that are longer than the English ones by a share of their words."""

    def longer(text: str) -> str:
        words = text.split()
        return " ".join(itertools.islice(itertools.cycle(words), round(len(words) * (1 + share))))

    return translated(
        "fi", {key: longer(WORDS[key]) for key in KEYS if key not in ("print_size", "print_length", "print_tenths")}
    )


def test_longer_languages_fit_and_far_too_long_ones_are_told() -> None:
    """Half as long again still fits on the smallest sheet with the most steps; beyond that, no page is cut off."""
    worst = facts("letter", duplex="long", punch="slot", bleed=3.0)
    assert len(pages(printed(long_words(0.5), worst))) == 2
    with pytest.raises(ScriptsGenError, match="print_"):
        printed(long_words(6), worst)


# --- what is measured on it ------------------------------------------------------------------------------------------


def lines(data: bytes, number: int) -> list[tuple[float, float, float, float, float]]:
    """The straight lines of a page in millimetres from its upper left corner, each with its width."""
    return [
        (*(line[side] * POINT for side in ("x0", "top", "x1", "bottom")), float(line["linewidth"]) * POINT)
        for line in pages(data)[number].lines
    ]


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_rulers_are_a_hundred_millimetres(code: str, sheet: str) -> None:
    """Across and down: 101 ticks, one a millimetre, from end to end of the line; numbers rise to the right."""
    data = sheet_in(code, facts(sheet, duplex="none"))
    drawn = lines(data, 0)
    for axis in (0, 1):
        (ruler,) = [it for it in drawn if abs(it[axis + 2] - it[axis] - 100) < 0.05 and it[3 - axis] == it[1 - axis]]
        ticks = sorted(
            {
                round(it[axis], 3)
                for it in drawn
                if it[axis] == it[axis + 2]
                and any(abs(it[end] - ruler[1 - axis]) < 0.01 for end in (1 - axis, 3 - axis))
            }
        )
        assert len(ticks) == 101
        assert all(tick == pytest.approx(ruler[axis] + n, abs=0.05) for n, tick in enumerate(ticks))
    row = [it for it in pages(data)[0].extract_words() if re.fullmatch(r"\d+0|0", it["text"])]
    foot = [it for it in row if it["top"] > max(it["top"] for it in row) - 1]
    assert [it["text"] for it in sorted(foot, key=lambda it: it["x0"])] == [str(n) for n in range(0, 101, 10)]


def crossing(drawn: list[tuple[float, float, float, float, float]], reach: float, width: float) -> tuple[float, float]:
    """The middle of two lines that reach ``reach`` to every side and are ``width`` points wide."""
    found = [it for it in drawn if abs(it[4] - width * POINT) < 0.01]
    (across,) = [it for it in found if abs(it[2] - it[0] - 2 * reach) < 0.01]
    (down,) = [it for it in found if abs(it[3] - it[1] - 2 * reach) < 0.01]
    return down[0], across[1]


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("its", TWO_SIDED, ids=name)
def test_cross_and_scale_coincide_through_the_paper(its: Facts, code: str) -> None:
    """Turned over as the printer turns it, the middle of the scale lies behind the middle of the cross."""
    data = sheet_in(code, its)
    x, y = crossing(lines(data, 0), 13.0, 0.8)
    width, height = its.page
    seen = {"long": (width - x, y), "short": (x, height - y)}[its.duplex]
    assert crossing(lines(data, 1), 10.0, 0.7) == pytest.approx(seen, abs=0.05)


def readings(data: bytes) -> dict[str, dict[float, float]]:
    """The numbers on the scale of a back, by the name of their axis: millimetres right of or below its middle."""
    middle = crossing(lines(data, 1), 10.0, 0.7)
    found = [
        (it["text"], (it["x0"] + it["x1"]) / 2 * POINT - middle[0], (it["top"] + it["bottom"]) / 2 * POINT - middle[1])
        for it in pages(data)[1].extract_words()
    ]
    near = [(text, x, y) for text, x, y in found if abs(x) < 20 and abs(y) < 20]
    (right,) = [text for text, x, _ in near if text in "xy" and x > 10]
    (down,) = [text for text, x, _ in near if text in "xy" and x < -10]
    numbers = [(float(text.replace("−", "-")), x, y) for text, x, y in near if text not in "xy"]
    return {
        right: {number: x for number, x, y in numbers if y > 11},
        down: {number: y for number, x, y in numbers if x < -11},
    }


@pytest.mark.parametrize("its", TWO_SIDED, ids=name)
def test_numbers_stand_where_the_document_says(its: Facts) -> None:
    """The printed scale is numbered from −10 to 10, with the names and signs of its axes, each number at its line."""
    axes = instruction_document(phrasebook("en"), its)["back"]["scale"]
    printed_scale = readings(sheet_in("en", its))
    for side in ("right", "down"):
        its_numbers = printed_scale[axes[side]["name"]]
        assert sorted(its_numbers) == [-10, -5, 0, 5, 10]
        for number, place in its_numbers.items():
            assert place == pytest.approx(number * axes[side]["sign"], abs=0.6)


def on_paper(vector: tuple[float, float], its: Facts) -> tuple[float, float]:
    """A way on the cards' page, to the right and down, as it runs on the upright sheet.

    A page that lies on its side is turned to the left: its right is up, its down is right.
    """
    x, y = vector
    return (y, -x) if its.turned else vector


@given(
    st.sampled_from(TWO_SIDED),
    st.sampled_from(["en", "ar"]),
    st.floats(-5, 5, allow_nan=False),
    st.floats(-5, 5, allow_nan=False),
)
def test_what_is_read_is_the_offset_that_puts_the_backs_right(its: Facts, code: str, dx: float, dy: float) -> None:
    """A printer that puts backs off by (dx, dy): moved by what the cross shows, they lie behind their fronts."""
    document = instruction_document(phrasebook(code), its)
    width, height = its.page
    target, scale = document["target"], document["back"]["scale"]
    # Seen from the back, turned over as the printer turns it: where the cross is, and where the printer put the scale.
    cross = (width - target["x"], target["y"]) if its.duplex == "long" else (target["x"], height - target["y"])
    read = {
        scale["right"]["name"]: scale["right"]["sign"] * (cross[0] - (scale["x"] + dx)),
        scale["down"]["name"]: scale["down"]["sign"] * (cross[1] - (scale["y"] + dy)),
    }
    moved = on_paper((read["x"], read["y"]), its)
    assert (moved[0] + dx, moved[1] + dy) == pytest.approx((0, 0), abs=0.001)


def test_only_a_sheet_on_its_side_doubts_its_signs() -> None:
    """Which way a printer turns a lying page is not quite certain: there, and only there, the sheet says what to do."""
    for its in TWO_SIDED:
        steps = [step["text"] for step in instruction_document(phrasebook("en"), its)["back"]["steps"]]
        assert (WORDS["print_back_turned"] in steps) == (its.sheet_width > its.sheet_height)


def test_example_shows_what_it_says() -> None:
    """The option beside the example is made of the numbers that its cross lies on."""
    for its in TWO_SIDED:
        example = instruction_document(phrasebook("ar"), its)["back"]["example"]
        assert example["text"] == {"text": f"--offset {example['x']},{example['y']}", "lang": "en", "dir": "ltr"}
