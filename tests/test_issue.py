"""Between the press and the drawer: what the ledger is told of a printing, and what is printed for old cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import edit

from scripts_gen.card import pair_faces
from scripts_gen.deck import EVERYTHING, Deck, Wish
from scripts_gen.drawer import Held, Issued, Line, State, groups_of, judge, stale
from scripts_gen.fitting import Sheets
from scripts_gen.issue import Printing, fresh_of, read_lines, records_of, reorder
from scripts_gen.layouts import build_faces
from scripts_gen.order import Order, plan
from scripts_gen.organisation import LAYOUTS
from scripts_gen.paper import Paper
from scripts_gen.press import Printed, build_decks
from scripts_gen.seal import format_code
from scripts_gen.workspace import Workspace, read_workspace

DAY = date(2026, 11, 21)
RUN = Printing(DAY, "", "r1")
FEW = Wish(keys=("greeting.busy", "greeting.morning", "greeting.child"))
POCKET = Order(("courier",), ("fi",), "en", wish=FEW)
GROUP = ("courier", "fi", "en")
FI = "locales/fi/LC_MESSAGES/phrases.po"


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


def decks(opened: Workspace, order: Order) -> Iterator[Printed]:
    """The decks of an order as if they had been printed: their cards without a sheet."""
    design, _ = plan(opened, order)
    for deck in build_decks(opened, order)[0]:
        cards = pair_faces(build_faces(deck, design), design)
        yield Printed(f"{deck.role}.pdf", "", deck, Sheets(b"", cards, ()), DAY)


def issue(
    opened: Workspace, order: Order = POCKET, card: str = "id1", printing: Printing = RUN, old: Iterable[Held] = ()
) -> list[Issued]:
    """What is recorded of an order."""
    return [record for made in decks(opened, order) for record in records_of(made, order, card, printing, old)]


def now(opened: Workspace, records: Iterable[Issued]) -> tuple[Held, ...]:
    """What is thought of issued cards today."""
    records = list(records)
    return judge(records, read_lines(opened, groups_of(records)))


def out_of_date(record: Issued, **changes: Any) -> Held:
    """Cards that are to be replaced."""
    return Held(replace(record, **changes), record.copies, State.SUPERSEDED, (), ())


# --- what is recorded ------------------------------------------------------------------------------------------------


def test_record_tells_all_that_was_printed(opened: Workspace) -> None:
    """Code, layout and size, for whom, the words on it, when, how many, where."""
    order = replace(POCKET, copies=5)
    record, *_ = issue(opened, order, "a7", Printing(DAY, "Pier 4", "r1"))
    line = Line(
        "greeting.busy",
        "fi",
        "",
        "Tervetuloa. Autan teitä heti, kun vapaudun tästä.",
        "Welcome. I will help you as soon as I finish here.",
    )
    (made,) = decks(opened, order)
    assert made.sheets
    code = format_code(made.sheets.cards[0].code)
    assert record == Issued(
        code, "phrase", "a7", *GROUP, (line,), "2026-11-21", "2026-11-21", 5, "Pier 4", "r1"
    )  # fmt: skip


def test_card_that_needs_no_second_language_names_none(opened: Workspace) -> None:
    """Whether staff are not named or read what they speak."""
    for staff in ("", "fi"):
        records = issue(opened, replace(POCKET, staff=staff))
        assert {(record.locale, record.second) for record in records} == {("fi", "")}
        assert {line.meaning for record in records for line in record.lines} == {""}


def test_sound_is_recorded_where_it_is_printed(opened: Workspace) -> None:
    """A pronunciation that is mended makes a card out of date."""
    (record,) = issue(opened, Order(("courier",), ("ru",), "en", wish=Wish(keys=("greeting.busy",))))
    assert record.lines[0].pronunciation.startswith("Zdrávstvuyte.")


def test_card_of_many_lines_records_each_of_them(opened: Workspace) -> None:
    """A script's card by all its lines; one to point at by its question and the answers, each in its language."""
    (script,) = issue(opened, replace(POCKET, layout="role"))
    assert [line.context for line in script.lines] == [
        "greeting.busy", "greeting.morning", "greeting.child", "greeting.child|listener=several",
    ]  # fmt: skip
    finder, _, child, several = issue(opened, replace(POCKET, layout="point", paper=Paper(duplex="none")))
    assert [line.locale for line in finder.lines] == ["en", "ar", "fi", "ru", "tl"]
    assert [(line.context, line.wording, line.meaning) for line in child.lines] == [
        ("greeting.child", *_said(child)),
        ("point.yes", "Kyllä", "Yes"),
        ("point.no", "Ei", "No"),
    ]
    assert child.code != several.code


def _said(record: Issued) -> tuple[str, str]:
    return record.lines[0].wording, record.lines[0].meaning


def test_numbers_are_not_recorded(opened: Workspace) -> None:
    """They never go out of date; there is no card of theirs in the drawer."""
    order = replace(POCKET, layout="point", paper=Paper(duplex="none"))
    (made,) = decks(opened, order)
    assert made.sheets
    numbers = [card for card in made.sheets.cards if card.front.name.startswith("numbers")]
    assert len(numbers) == 1
    assert len(issue(opened, order)) == len(made.sheets.cards) - 1


def test_deck_that_was_not_printed_leaves_no_record(opened: Workspace) -> None:
    """What does not fit, or was there already, went to nobody."""
    for made in decks(opened, POCKET):
        assert list(records_of(replace(made, sheets=None), POCKET, "id1", RUN)) == []


@pytest.mark.parametrize(("code", "staff"), [("ar", "fi"), ("fi", "fi")])
def test_what_was_just_printed_is_current(code: str, staff: str, opened: Workspace) -> None:
    """Every line that any layout can print has its line of today, word for word."""
    order = Order(("courier",), (code,), staff, wish=EVERYTHING)
    records = [record for layout in LAYOUTS for record in issue(opened, replace(order, layout=layout))]
    assert {(held.issued.layout, held.state) for held in now(opened, records)} == {
        (layout, State.CURRENT) for layout in LAYOUTS
    }


@pytest.mark.parametrize("who", ["male", "female"])
def test_cards_for_one_speaker_are_current_too(who: str, opened: Workspace) -> None:
    """Although a row for women that reads like the plain one has no card of its own where nobody chose."""
    chosen = (("speaker", who),)
    records = issue(opened, Order(("courier",), ("ar",), "en", wish=EVERYTHING, chosen=chosen))
    assert any("speaker=" in line.context for record in records for line in record.lines) == (who == "female")
    assert {held.state for held in now(opened, records)} == {State.CURRENT}


def test_lines_of_today_follow_the_book(workspace: Path) -> None:
    """An edited wording is told old and new, in each layout; a wording that is gone is withdrawn."""
    before = read_workspace(workspace)
    records = [
        record
        for layout in ("phrase", "role", "bilingual", "wall", "fold")
        for record in issue(before, replace(POCKET, layout=layout, wish=Wish(keys=("greeting.busy",))))
    ]
    edit(workspace / FI, "Tervetuloa. Autan teitä heti,", "Autan teitä heti,")
    found = now(read_workspace(workspace), records)
    assert [held.state for held in found] == [State.SUPERSEDED] * 5
    assert {(change.old, change.new) for held in found for change in held.changes} == {
        ("Tervetuloa. Autan teitä heti, kun vapaudun tästä.", "Autan teitä heti, kun vapaudun tästä.")
    }
    edit(workspace / FI, 'msgstr "Autan teitä heti, kun vapaudun tästä."', 'msgstr ""')
    found = now(read_workspace(workspace), records)
    assert [(held.state, held.gone) for held in found] == [(State.WITHDRAWN, ("greeting.busy",))] * 5


def test_group_that_is_gone_has_no_lines(opened: Workspace) -> None:
    """A role or a language that has left the book leaves all of its cards withdrawn, and is no error."""
    (record, *_) = issue(opened)
    gone = [replace(record, role="porter"), replace(record, locale="sv"), replace(record, second="sv")]
    assert read_lines(opened, groups_of(gone)) == {}
    assert {held.state for held in now(opened, [*gone, record])} == {State.WITHDRAWN, State.CURRENT}


# --- what replaces old cards -----------------------------------------------------------------------------------------


def test_new_card_replaces_those_that_carry_any_of_its_lines(opened: Workspace) -> None:
    """At each site for itself, as many as there were; a card that replaces none is not recorded."""
    busy, morning, *_ = issue(opened)
    old = [
        out_of_date(replace(busy, code="2B2B-2B2B", copies=5)),
        out_of_date(replace(busy, code="3C3C-3C3C", copies=2)),
        out_of_date(replace(busy, code="2B2B-2B2B", site="Pier 4", copies=7)),
    ]
    order = replace(POCKET, copies={"greeting.busy": 14})
    records = issue(opened, order, printing=Printing(DAY, "", "r2"), old=old)
    assert [(record.code, record.site, record.copies, record.replaces) for record in records] == [
        (busy.code, "", 5, ("2B2B-2B2B", "3C3C-3C3C")),
        (busy.code, "Pier 4", 7, ("2B2B-2B2B",)),
    ]
    (one, four) = issue(opened, replace(order, copies=3), old=old)
    assert (one.copies, four.copies) == (3, 3)
    assert morning.code not in {record.code for record in records}


def test_fresh_card_is_known_by_its_lines(opened: Workspace) -> None:
    """By msgctxt, for the role and the languages it is printed for."""
    (made,) = decks(opened, POCKET)
    first, *_ = fresh_of(made, "phrase")
    record, *_ = issue(opened)
    assert (first.code, first.layout) == (record.code, "phrase")
    assert (first.role, first.locale, first.second) == GROUP
    assert first.contexts == ("greeting.busy",)


def test_old_cards_are_printed_as_they_were(opened: Workspace) -> None:
    """By role, languages, layout and size; with sheet, ink and date of the call, and nothing that was not issued."""
    busy, morning, *_ = issue(opened)
    old = [
        out_of_date(busy, copies=1),
        out_of_date(morning, layout="fold", card="a7"),
        out_of_date(busy, second=""),
        out_of_date(busy, role="cashier"),
    ]
    order = replace(POCKET, paper=Paper(sheet="letter"), ink="gray", on=DAY, roles=(), codes=(), staff="ru")
    found = [wanted for wanted, _ in reorder(opened, order, old, None)]
    assert [(its.roles, its.codes, its.staff, its.layout, its.paper.card) for its in found] == [
        (("cashier",), ("fi",), "en", "phrase", "id1"),
        (("courier",), ("fi",), "", "phrase", "id1"),
        (("courier",), ("fi",), "en", "fold", "a7"),
        (("courier",), ("fi",), "en", "phrase", "id1"),
    ]
    assert {(its.paper.sheet, its.ink, its.on, its.wish) for its in found} == {("letter", "gray", DAY, EVERYTHING)}
    assert [its.contexts for its in found] == [{"greeting.busy"}] * 2 + [{"greeting.morning"}, {"greeting.busy"}]


def test_as_many_are_printed_as_were_issued(opened: Workspace) -> None:
    """All sites together, each card as often as the line on it lay in the drawers; unless a number is asked for."""
    busy, morning, *_ = issue(opened)
    old = [
        out_of_date(replace(busy, copies=5)),
        out_of_date(replace(busy, copies=2, site="Pier 4")),
        out_of_date(replace(morning, copies=3)),
    ]
    ((wanted, its),) = reorder(opened, POCKET, old, None)
    assert wanted.copies == {"greeting.busy": 7, "greeting.morning": 3}
    assert its == old
    ((wanted, _),) = reorder(opened, POCKET, old, 4)
    assert wanted.copies == 4


def test_role_or_language_that_is_gone_is_not_printed(opened: Workspace) -> None:
    """Nothing comes in place of its cards."""
    busy, *_ = issue(opened)
    gone = [out_of_date(busy, role="porter"), out_of_date(busy, locale="sv"), out_of_date(busy, second="sv")]
    assert list(reorder(opened, POCKET, gone, None)) == []


@pytest.mark.parametrize(("card", "sheet"), [("a4", "a4"), ("a3", "a3"), ("215.9x279.4", "letter")])
def test_wall_sheet_is_printed_on_the_sheet_it_was_on(card: str, sheet: str, opened: Workspace) -> None:
    """Whatever the call says of slots and marks, which such a sheet has not."""
    (record,) = issue(opened, replace(POCKET, layout="wall"), card)
    order = replace(POCKET, paper=Paper(sheet="a4", start_at=3, marks=True))
    ((wanted, _),) = reorder(opened, order, [out_of_date(record)], None)
    design, _ = plan(opened, wanted)
    assert (wanted.layout, wanted.paper.sheet, design.size.name) == ("wall", sheet, card)


def test_perforated_cards_are_printed_on_their_stock(opened: Workspace) -> None:
    """Those of its size; cards of another size on plain paper, whatever stock is the rule."""
    (record, *_) = issue(opened)
    old = [out_of_date(record, card="85x54"), out_of_date(record, card="a7")]
    found = reorder(opened, replace(POCKET, paper=Paper(stock="avery-32015")), old, None)
    assert [(wanted.paper.stock, plan(opened, wanted)[0].size.name) for wanted, _ in found] == [
        ("avery-32015", "85x54"),
        ("", "a7"),
    ]


def test_qr_code_is_on_the_cards_that_have_a_back(opened: Workspace) -> None:
    """Old wall sheets do not keep the others from having theirs."""
    busy, *_ = issue(opened)
    (wall,) = issue(opened, replace(POCKET, layout="wall"), "a4")
    found = reorder(opened, replace(POCKET, qr=True), [out_of_date(busy), out_of_date(wall)], None)
    assert {wanted.layout: wanted.qr for wanted, _ in found} == {"phrase": True, "wall": False}


def test_reworded_question_comes_with_its_answers_and_nothing_else(workspace: Path) -> None:
    """The card that all customers are shown carries the same answers, and stays as it is."""
    before = read_workspace(workspace)
    order = replace(POCKET, layout="point", paper=Paper(duplex="none"), wish=Wish(keys=("greeting.child",)))
    records = issue(before, order)
    _reword(workspace / FI, "greeting.child", "Hei! Onko aikuinen mukanasi?")
    after = read_workspace(workspace)
    old = stale(now(after, records))
    assert [held.issued.lines[0].context for held in old] == ["greeting.child"]
    ((wanted, _),) = reorder(after, order, old, None)
    (card,) = issue(after, wanted, printing=Printing(DAY, "", "r2"), old=old)
    assert [line.context for line in card.lines] == ["greeting.child", "point.yes", "point.no"]
    assert card.replaces == (old[0].issued.code,)


def test_reworded_answer_comes_on_every_card_that_carries_it(workspace: Path) -> None:
    """On the one for all and on those of questions; the languages stay."""
    before = read_workspace(workspace)
    order = replace(POCKET, layout="point", paper=Paper(duplex="none"), wish=Wish(keys=("greeting.child",)))
    records = issue(before, order)
    _reword(workspace / FI, "point.yes", "Joo")
    after = read_workspace(workspace)
    ((wanted, _),) = reorder(after, order, stale(now(after, records)), None)
    (made,) = decks(after, wanted)
    assert _first_lines(made.deck) == ["point.yes", "greeting.child", "greeting.child|listener=several"]
    assert made.deck.languages == ()


def _first_lines(deck: Deck) -> list[str]:
    return [deck.points[0].context, *(line.context for line in deck.lines)]


def _reword(path: Path, context: str, wording: str) -> None:
    """Give the message ``context`` of a catalog another wording."""
    text = path.read_text(encoding="utf-8")
    found = re.search(rf'msgctxt "{re.escape(context)}"\nmsgid .*\nmsgstr "(.*)"\n', text)
    assert found
    path.write_text(text[: found.start(1)] + wording + text[found.end(1) :], encoding="utf-8")
