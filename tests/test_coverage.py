"""Coverage: every cell is counted by the same rules; what is missing is named until it is mended or excused."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import ROOT, Run, edit
from phrasebooks import BOOK, phrasebook

from scripts_gen.cli.terminal import count_columns, fold, pad
from scripts_gen.coverage import Cell, Coverage, Remedy, count_coverage
from scripts_gen.matrix import build_matrix
from scripts_gen.model import (
    Book,
    ComplaintModel,
    Dimension,
    Framework,
    Move,
    Standard,
    Standards,
    Value,
)
from scripts_gen.render import render_template

RESPECT = "principles.respect"
PARAMETERS = tuple(f"parameters.{item}" for item in ("gesture", "wording", "distance", "appearance", "pace", "safety"))
TITLES = {f"standard.{key}#title": key for key in (*PARAMETERS, RESPECT)} | {"framework.parameters#title": "Parameters"}


def small(**changes: Any) -> Book:
    """The small book with seven standards, a move, a model and a dimension; ``changes`` are fields of the cashier."""
    standards = Standards(
        frameworks={key: Framework(key, key.title()) for key in ("parameters", "principles")},
        standards={
            key: Standard(key, key.partition(".")[0], key, "It matters.", "dignity", "must", "An act")
            for key in (*PARAMETERS, RESPECT)
        },
        values={"dignity": Value("dignity", "Dignity", "Everybody counts.")},
        dimensions={"both": Dimension("both", "Both", ("parameters.pace", "parameters.wording"))},
        moves={"thank": Move("thank", "Thank", "Say thank you.")},
        models={"LAST": ComplaintModel("LAST", "Thank twice", ("thank", "thank"))},
    )
    cashier = replace(BOOK.roles["cashier"], **changes)
    return replace(BOOK, standards=standards, roles={**BOOK.roles, "cashier": cashier})


def with_step(book: Book, situation: str, place: int, **changes: Any) -> Book:
    """``book`` with other fields in one step."""
    scene = book.situations[situation]
    steps = list(scene.steps)
    steps[place] = replace(steps[place], **changes)
    return replace(book, situations={**book.situations, situation: replace(scene, steps=tuple(steps))})


def counts(coverage: Coverage, role: str = "cashier") -> dict[str, int]:
    """The number of each item for a role."""
    return {row.item: row.cells[role].count for row in (*coverage.standards, *coverage.moves, *coverage.dimensions)}


def test_directions_count_for_the_standard_they_put_into_practice() -> None:
    """A gesture, a distance, a time limit, a tone, a danger and what is worn count one each, for their own standard."""
    assert counts(count_coverage(small())) == {
        "parameters.gesture": 2,
        "parameters.wording": 2,
        "parameters.distance": 1,
        "parameters.appearance": 1,
        "parameters.pace": 2,
        "parameters.safety": 1,
        RESPECT: 0,
        "move.thank": 0,
        "dimension.both": 4,
    }


def test_what_is_not_said_counts_once_a_step() -> None:
    """Words to avoid count one for wording in their step, however many phrases have them."""
    step = BOOK.situations["greeting"].steps[1]
    phrases = tuple(replace(step.phrases[0], key=f"greeting.{i}", instead_of=("Who?", "Eh?")) for i in range(3))
    book = with_step(small(), "greeting", 1, phrases=phrases)
    assert counts(count_coverage(book))["parameters.wording"] == 3


def test_phrases_count_for_their_own_and_their_steps_standards() -> None:
    """A phrase counts one for a standard that it or its step names, not two where both do, and one for each move."""
    phrases = BOOK.situations["greeting"].steps[0].phrases
    tagged = (replace(phrases[0], standards=(RESPECT,)), phrases[1])
    own = with_step(small(), "greeting", 0, phrases=tagged)
    assert counts(count_coverage(own))[RESPECT] == 1
    both = with_step(own, "greeting", 0, standards=(RESPECT,), moves=("thank",))
    assert (counts(count_coverage(both))[RESPECT], counts(count_coverage(both))["move.thank"]) == (2, 2)


def test_role_counts_what_it_answers_for_and_no_situation_twice() -> None:
    """A standard of the role itself counts one; a situation both met and at hand counts once."""
    assert counts(count_coverage(small(standards=(RESPECT,))))[RESPECT] == 1
    assert counts(count_coverage(small(at_hand=("greeting", "emergency")))) == counts(count_coverage(small()))


def test_unseen_role_has_no_gesture_and_no_distance() -> None:
    """Where nobody sees the role, they are 0 and missing until the profile says why; the role may answer for them."""
    unseen = count_coverage(small(channel=("phone", "writing")))
    assert [counts(unseen)[f"parameters.{item}"] for item in ("gesture", "distance", "safety")] == [0, 0, 1]
    holes = {hole.item: hole.remedy for hole in unseen.holes if hole.role == "cashier"}
    assert holes["parameters.gesture"] == holes["parameters.distance"] == Remedy.EXCUSE
    answered = count_coverage(small(channel=("phone",), standards=("parameters.gesture",)))
    assert counts(answered)["parameters.gesture"] == 1


def test_hole_names_where_the_item_can_be_had() -> None:
    """A hole names situations that have the item; where none has it, something must be tagged."""
    book = with_step(small(), "emergency", 0, standards=(RESPECT,))
    holes = {hole.item: (hole.remedy, hole.names) for hole in count_coverage(book, ["courier"]).holes}
    assert holes[RESPECT] == (Remedy.ADD, ("emergency",))
    assert holes["move.thank"] == (Remedy.TAG, ())


def test_hole_of_a_language_names_what_to_translate() -> None:
    """What only untranslated phrases have is missing in that language, and they are named."""
    book = with_step(small(), "emergency", 0, standards=(RESPECT,))
    assert counts(count_coverage(book, spoken={"emergency.call"}))[RESPECT] == 1
    holes = {hole.item: (hole.remedy, hole.names) for hole in count_coverage(book, ["cashier"], spoken=()).holes}
    assert holes[RESPECT] == (Remedy.TRANSLATE, ("emergency.call", "emergency.exit"))


def test_excuse_heals_a_hole_and_is_stale_where_there_is_none() -> None:
    """An excused item is no hole and keeps its number; an excuse for what the role has is stale."""
    coverage = count_coverage(small(excused={RESPECT: "Elsewhere.", "move.thank": "Never.", "parameters.pace": "?"}))
    assert [hole for hole in coverage.holes if hole.role == "cashier"] == []
    assert next(row for row in coverage.standards if row.item == RESPECT).cells["cashier"] == Cell(0, "Elsewhere.")
    assert coverage.stale() == (("cashier", "parameters.pace"),)


# --- the web page ---------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page shows: the texts of its cells, its tags, whatever would ask for something else."""

    def __init__(self, text: str):
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open:
            self.cells[-1] += data


def html(code: str = "en", book: Book | None = None, **guidance: str) -> str:
    """The page of the small book."""
    book = book or small(excused={RESPECT: "Not <i>here</i>."})
    reader = phrasebook(code, book=book, guidance={**TITLES, **guidance})
    matrix = build_matrix(count_coverage(book), reader, spoken=code != "en")
    return render_template("coverage.html.j2", {"matrix": matrix}, [ROOT / "templates"])


def test_page_has_a_number_in_every_cell() -> None:
    """The page is well formed; each table has a caption, scoped headers and a number for each role and item."""
    page = Page(html())
    assert page.open == []
    assert len(page.cells) == (len(PARAMETERS) + 3) * 2
    assert all(cell.isdecimal() for cell in page.cells)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table") == 4
    assert all(attributes.get("scope") in ("row", "col") for tag, attributes in page.tags if tag == "th")


def test_page_shows_text_as_text() -> None:
    """Titles and reasons with markup in them stay text."""
    page = html(**{"role.cashier#title": '<b>"Cashier"</b>', "standard.principles.respect#title": "a < b & c"})
    assert "&lt;b&gt;" in page
    assert "a &lt; b &amp; c" in page
    assert "Not &lt;i&gt;here&lt;/i&gt;." in page
    assert "<i>" not in page


def test_page_needs_nothing_else() -> None:
    """No script, no link, no picture: the page asks for nothing."""
    tags = Page(html()).tags
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in tags)
    assert not any("src" in attributes or "href" in attributes for _, attributes in tags)


def test_page_speaks_the_language_asked_for() -> None:
    """The page has the language and direction of its reader, and marks what is in another."""
    page = Page(html("ar"))
    assert dict(page.tags)["html"] == {"lang": "ar", "dir": "rtl"}
    assert any(attributes.get("lang") == "en" and attributes.get("dir") == "ltr" for _, attributes in page.tags)


def test_page_explains_each_standard() -> None:
    """Meaning, value with its meaning, binding force and law of a standard stand on the page."""
    meanings = {f"standard.{RESPECT}#meaning": "It matters.", f"standard.{RESPECT}#law": "An act"}
    page = html(**meanings, **{"value.dignity#title": "Dignity", "value.dignity#meaning": "Everybody counts."})
    for text in ("It matters.", "An act", "Dignity. Everybody counts.", "Binding force: must"):
        assert text in page


# --- the command ----------------------------------------------------------------------------------------------------

CASHIER = "locales/book/roles/cashier.toml"
Cover = Callable[..., Result]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A workspace on disk: one role, one standard, and a move that nobody makes; Finnish has no catalog yet."""
    root = Path(shutil.copytree(ROOT / "tests/faults/_sound", tmp_path / "tiny"))
    edit(root / "locales/book/book.toml", 'locales = ["en"]', 'locales = ["en", "fi"]')
    (root / "locales/fi").mkdir()
    shutil.copy(root / "locales/en/locale.toml", root / "locales/fi/locale.toml")
    return root


@pytest.fixture
def cover(run: Run, tiny: Path) -> Cover:
    """Run ``coverage`` in that workspace."""
    return lambda *words, exit_code: run("coverage", *words, exit_code=exit_code, folder=tiny)


def excuse(root: Path, line: str) -> None:
    with (root / CASHIER).open("a", encoding="utf-8") as file:
        file.write(f"\n[excused]\n{line}\n")


def test_hole_is_named_with_what_to_do(cover: Cover) -> None:
    """What a role lacks is 0 with a mark, and named after the table with the file to mend; exit code 1."""
    text = cover(exit_code=1).output
    assert "0!" in next(line for line in text.splitlines() if line.startswith("  Receive"))
    _, _, below = text.partition("\nMissing\n")
    assert "Cashier: Receive (move.receive)" in below
    assert f"under [excused] in the role's file: {CASHIER}" in " ".join(below.split())


def test_excused_hole_is_no_finding(tiny: Path, cover: Cover) -> None:
    """With a reason in the profile the cell is marked, the reason shown, and the exit code 0."""
    excuse(tiny, 'receive = "Complaints go to the manager."')
    text = cover(exit_code=0).output
    assert "0*" in next(line for line in text.splitlines() if line.startswith("  Receive"))
    assert "Nothing is missing." in text
    assert "Complaints go to the manager." in text


def test_stale_excuse_is_told_and_changes_no_exit_code(tiny: Path, cover: Cover) -> None:
    """An excuse for what the role has is told as such."""
    excuse(tiny, 'receive = "By the manager."\ncourtesy = "None."')
    assert "Cashier: Courtesy (components.courtesy)" in (text := cover(exit_code=0).output)
    assert "The role has it all the same" in text
    assert json.loads(cover("--json", exit_code=0).output)["stale"] == [
        {"role": "cashier", "item": "components.courtesy"}
    ]


def test_json_has_every_cell_and_what_is_missing(cover: Cover) -> None:
    """A program gets each standard in full, each cell by role, and the holes."""
    found = json.loads(cover("--json", exit_code=1).output)
    assert found["locale"] is None
    assert found["roles"] == [{"key": "cashier", "title": "Cashier"}]
    (framework,) = found["frameworks"]
    assert framework["standards"] == [
        {
            "key": "components.courtesy",
            "title": "Courtesy",
            "meaning": "Attention and kindness.",
            "value": {"key": "dignity", "title": "Dignity", "meaning": "Everybody counts."},
            "binding": "must",
            "law": "",
            "cells": {"cashier": {"count": 2, "missing": False, "excuse": None}},
        }
    ]
    assert found["moves"][0]["cells"] == {"cashier": {"count": 0, "missing": True, "excuse": None}}
    (hole,) = found["missing"]
    assert (hole["role"], hole["item"], hole["remedy"]) == ("cashier", "move.receive", "tag")
    assert hole["advice"][1].endswith(CASHIER)


def test_language_counts_only_what_may_be_said_in_it(cover: Cover) -> None:
    """Where nothing is translated, the book's phrases count nothing, and are named to be translated."""
    found = json.loads(cover("--json", "--locale", "fi", exit_code=1).output)
    assert found["locale"] == "fi"
    assert found["frameworks"][0]["standards"][0]["cells"]["cashier"]["count"] == 0
    assert [(hole["item"], hole["remedy"], hole["names"]) for hole in found["missing"]] == [
        ("components.courtesy", "translate", ["greeting.morning", "greeting.soon"]),
        ("move.receive", "tag", []),
    ]


def test_unknown_names_are_told_together_with_the_nearest(cover: Cover) -> None:
    """An unknown role and an unknown language are one error, each with the word that was meant; exit code 2."""
    told = cover("--role", "cashir", "--locale", "fo", exit_code=2).stderr
    assert "no role 'cashir'; did you mean 'cashier'?" in told
    assert "no locale 'fo'" in told


def test_page_is_written_where_it_is_asked_for(tiny: Path, cover: Cover) -> None:
    """--html writes the page, in folders that it makes, and says where; with --json, on standard error."""
    assert cover("--html", "build/cover.html", exit_code=1).output.endswith("written  build/cover.html\n")
    assert Page((tiny / "build/cover.html").read_text(encoding="utf-8")).cells == ["2", "0"]
    told = cover("--html", "build/cover.html", "--json", exit_code=1)
    assert json.loads(told.stdout)["roles"]
    assert told.stderr == "written  build/cover.html\n"


def test_page_that_cannot_be_written_is_one_line(tiny: Path, cover: Cover) -> None:
    """Where a file stands in the way of the folder, that is told in one line and nothing is shown; exit code 2."""
    (tiny / "build").write_text("in the way")
    told = cover("--html", "build/cover.html", exit_code=2)
    assert len(told.stderr.splitlines()) == 1
    assert told.stdout == ""


def many(tiny: Path, title: str, count: int) -> None:
    """Give the workspace ``count`` roles with a title."""
    text = (tiny / CASHIER).read_text(encoding="utf-8").replace('"Cashier"', json.dumps(title, ensure_ascii=False))
    for number in range(count - 1):
        (tiny / CASHIER).with_name(f"role-{number}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "title", ["Cashier", "a very long title " * 6, "收银员和接待员" * 9, "e\u0301te\u0301 " * 15, "أمين الصندوق"]
)
def test_table_fits_80_columns(tiny: Path, cover: Cover, title: str) -> None:
    """No line is wider than 80 columns, whatever the titles, with as many roles as there may be."""
    many(tiny, title, 20)
    edit(tiny / "locales/book/standards.toml", 'title = "Courtesy"', f"title = {json.dumps(title, ensure_ascii=False)}")
    text = cover(exit_code=1).output
    assert max(map(count_columns, text.splitlines())) <= 80
    rows = [line for line in text.splitlines() if line.endswith("   2")]
    assert {count_columns(line) for line in rows} == {79, 44 + 4 * 6 - 1}


def test_wide_and_combining_letters_line_up() -> None:
    """A wide letter takes two columns, a combining mark and a direction sign none."""
    assert [count_columns(text) for text in ("abc", "収入", "e\u0301", "\u2067صَ\u2069")] == [3, 4, 1, 1]
    assert pad("収入", 6) == "収入  "
    assert fold("収入収入収入", 5) == ["収入", "収入", "収入"]
    assert unicodedata.normalize("NFC", fold("e\u0301 e\u0301 e\u0301", 3)[0]) == "é é"


def test_titles_from_the_right_keep_their_order(tiny: Path, cover: Cover) -> None:
    """An Arabic title stands in logical order, isolated from the numbers beside it."""
    locale = tiny / "locales/ar"
    shutil.copytree(ROOT / "locales/ar", locale)
    edit(tiny / "locales/book/book.toml", '"fi"]', '"fi", "ar"]')
    (locale / "LC_MESSAGES/guidance.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "move.receive#title"\nmsgid "Receive"\nmsgstr "الاستقبال"\n',
        encoding="utf-8",
    )
    line = next(line for line in cover("--locale", "ar", exit_code=1).output.splitlines() if "الاستقبال" in line)
    assert line.startswith("  \u2067الاستقبال\u2069 ")
    assert line.endswith("0!")


def test_default_book_lacks_nothing(run: Run) -> None:
    """In the shipped book every role has every standard and every move, or says why not; no excuse is stale."""
    found = json.loads(run("coverage", "--json", folder=ROOT).stdout)
    assert found["missing"] == found["stale"] == []
