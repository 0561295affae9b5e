"""Tally sheets: every code with room for a pen, the card that says what to say first, and nothing cut off."""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pdfplumber
import pytest
from complaint_reports import HOSTILE, reader
from phrasebooks import BOOK, phrasebook

from scripts_gen.complaint_pages import print_tally
from scripts_gen.deck import build_deck
from scripts_gen.model import ComplaintCode, Standards
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.produce import document_date, read_phrasebook
from scripts_gen.reading import Said
from scripts_gen.resources import find_resource, read_templates
from scripts_gen.seal import format_code
from scripts_gen.tally import SIZE, TallyRow, TallySheet, build_tally, tally_document
from scripts_gen.typeset import typeset
from scripts_gen.wording import Text
from scripts_gen.workspace import Workspace

FILES = read_templates([find_resource("templates")])
DAY = datetime.date(2026, 11, 22)
POINT = 25.4 / 72
GOLDEN = Path(__file__).parent / "golden" / "tally.ar.json"
CODES = {
    "late": ComplaintCode("late", "Late", "waiting.minutes"),
    "rude": ComplaintCode("rude", "Rude service", "greeting.glad"),
    "lost": ComplaintCode("lost", "Lost"),
    "unsafe": ComplaintCode("unsafe", "Unsafe", "emergency.exit"),
}


def book(code: str = "en") -> Phrasebook:
    """The small book with four complaint codes."""
    titles = {f"complaint-code.{key}#title": Localized(its.title, "en") for key, its in CODES.items()}
    made = reader(code)
    return replace(
        made, book=replace(BOOK, standards=Standards(complaints=CODES)), guidance={**made.guidance, **titles}
    )


def sheet(code: str = "en", role: str = "cashier") -> TallySheet:
    """A role's sheet in ``code``."""
    return build_tally(BOOK.roles[role], book(code))


def many(count: int, code: str = "en", first: str = "What you say matters to us. I am sorry.") -> TallySheet:
    """A sheet of ``count`` codes, with something to say first to each."""
    made = sheet(code)
    said = Said((Text(first),), code, made.locale.direction)
    title = Localized("Late delivery", code, made.locale.direction)
    return replace(made, rows=tuple(TallyRow(f"code-{i}", title, said, "7K3Q-M2X4") for i in range(count)))


def printed(made: TallySheet) -> bytes:
    return typeset("tally.typ", tally_document(made), FILES, DAY)


def pages(data: bytes) -> list[Any]:
    return list(pdfplumber.open(io.BytesIO(data)).pages)


def boxes(sheets: Iterable[Any]) -> list[dict[str, Any]]:
    """What is drawn for the pen: shapes that are as high as they are no line."""
    return [its for one in sheets for its in (*one.rects, *one.curves) if its["height"] * POINT > 3]


# --- what is on it ----------------------------------------------------------------------------------------------------


def test_every_code_of_the_book_has_a_row_in_its_order() -> None:
    """Whatever the role, all reasons are counted, under the key that the register takes."""
    for role in ("cashier", "courier"):
        assert [row.key for row in sheet(role=role).rows] == list(CODES)


def test_the_card_is_the_one_in_the_deck() -> None:
    """The code on the sheet is printed on the card of the role's own deck; a role without that card is told none."""
    deck = {line.key: format_code(line.code) for line in build_deck(BOOK.roles["cashier"], phrasebook("en")).lines}
    assert [row.card for row in sheet().rows] == [
        deck["waiting.minutes"],
        deck["greeting.glad"],
        "",
        deck["emergency.exit"],
    ]
    assert [bool(row.card) for row in sheet(role="courier").rows] == [False, True, False, False]


def test_a_gap_is_only_read_and_a_withheld_wording_is_not_there() -> None:
    """Nothing is written into the sentence; what must not be said in this language yet does not stand on the sheet."""
    late, _, lost, _ = sheet().rows
    assert late.first
    assert late.first.text == "It will take about … minutes."
    assert lost.first is None
    assert sheet("tl").rows[3].first is None


def test_the_document_is_the_contract() -> None:
    """What crosses to the template is pinned, so that a designer's template keeps working."""
    made = sheet("ar")
    assert tally_document(replace(made, rows=made.rows[:2])) == json.loads(GOLDEN.read_text(encoding="utf-8"))


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("count", [2, 12, 30])
def test_boxes_hold_twenty_strokes_of_a_pen(code: str, count: int) -> None:
    """Each row has room for twenty strokes at least, in boxes 7 mm high or more, and no box lies on another."""
    found = boxes(pages(printed(many(count, code))))
    assert len(found) >= 4 * count
    assert all(its["height"] * POINT >= 7 and its["width"] * POINT >= 9 for its in found)
    assert len({(round(its["x0"]), its["page_number"]) for its in found}) >= 4


@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_to_say_first_is_there_where_it_takes_no_page_more(code: str) -> None:
    """A short sheet says it; a long one names the card instead, and makes room for more strokes."""
    short, long = (pages(printed(many(count, code, first="ABC DEF"))) for count in (4, 12))
    assert "DEF" in short[0].extract_text()
    assert len(boxes(short)) == 4 * 4
    full = printed(many(12, code, first="ABC DEF " * 12))
    assert "DEF" not in pages(full)[0].extract_text()
    assert pages(full)[0].extract_text().count("M2X4") == 12
    assert len(boxes(pages(full))) == 12 * 6
    assert len(long) == 1


@pytest.mark.parametrize("code", ["en", "ar"])
def test_many_codes_take_more_pages_and_each_is_whole(code: str) -> None:
    """No code is lost between pages, and each page has its month, its site and what must not be written on it."""
    sheets = pages(printed(many(40, code)))
    texts = [re.sub("[\u2066-\u2069]", "", one.extract_text()) for one in sheets]
    assert len(sheets) == 3
    assert sum(text.count("M2X4") for text in texts) == 40
    assert all(f"{i} / 3" in text for i, text in enumerate(texts, 1))
    lines = [[its for its in one.lines if 30 < its["width"] * POINT < 70] for one in sheets]
    assert [len(its) for its in lines] == [2, 2, 2]
    if code == "en":
        assert all("No names" in text and "Month" in text and "Site" in text for text in texts)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_is_cut_off(code: str) -> None:
    """Titles of any length and make stay inside the safe area, to the last letter, even one longer than a page."""
    made = many(len(HOSTILE), code, first="i am sorry.")
    texts = (*HOSTILE[:5], *HOSTILE[7:], "word " * 2000)
    titles = [Localized(text, code, made.locale.direction) for text in texts]
    made = replace(made, rows=tuple(replace(made.rows[0], title=title) for title in titles))
    sheets = pages(printed(made))
    letters = [letter for one in sheets for letter in one.chars if letter["text"].strip()]
    assert sum("W" in letter["text"] for letter in letters) == 200
    assert sum(one.extract_text().count("word") for one in sheets) == 2000 + 18
    for its in (*letters, *boxes(sheets)):
        assert SIZE.safe - 0.2 <= its["x0"] * POINT <= its["x1"] * POINT <= SIZE.width - SIZE.safe + 0.2
        assert SIZE.ink - 0.6 <= its["top"] * POINT <= its["bottom"] * POINT <= SIZE.height - SIZE.ink + 0.6


def test_a_draft_is_marked() -> None:
    """What is not approved is not said as if it were."""
    row = replace(many(1).rows[0], draft=True)
    assert "DRAFT" in pages(printed(replace(many(1), rows=(row,))))[0].extract_text()
    assert "DRAFT" not in pages(printed(many(1)))[0].extract_text()


def test_ink_is_gray_safe() -> None:
    """No colour says anything: every ink is as good as black or grey."""
    for one in pages(printed(many(3))):
        inks = [its["non_stroking_color"] for its in one.chars] + [its["stroking_color"] for its in boxes([one])]
        assert all(isinstance(ink, float) or max(ink) - min(ink) < 0.06 for ink in inks)


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("count", [4, 30])
def test_sheets_are_valid_pdf_ua_and_pdf_a(code: str, count: int) -> None:
    """In both directions, on one page and on several."""
    for profile in ("ua1", "2a"):
        found = page.validate_pdf_bytes(printed(many(count, code)), profile=profile)
        assert found.is_compliant, [failure.message for failure in found.failures]


def test_the_shipped_book_takes_one_page_a_role_and_language(shipped: Workspace) -> None:
    """Its twelve codes stand on one A5 page, dated by the catalogs, and the same twice."""
    made = dict(print_tally(shipped, ("cashier",), ("en", "ar", "ru"), None))
    assert list(made) == ["tally.cashier.en.pdf", "tally.cashier.ar.pdf", "tally.cashier.ru.pdf"]
    for data in made.values():
        (one,) = pages(data)
        assert (round(one.width * POINT), round(one.height * POINT)) == (148, 210)
        assert len(boxes([one])) == 12 * 6
    day = document_date(read_phrasebook(shipped, "ar"))
    assert [*print_tally(shipped, ("cashier",), ("ar",), day)] == [*made.items()][1:2]
