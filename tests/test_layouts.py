"""Layouts: which words stand on which face, and how faces become cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from decks import DAY
from hypothesis import given
from hypothesis import strategies as st
from phrasebooks import BOOK, LOCALES, phrasebook

from scripts_gen.card import NEUTRAL, Card, Face, Notes, Pair, Row, Spoken, Unit, pair_faces, split_face
from scripts_gen.deck import Deck, Wish, build_deck
from scripts_gen.design import Design
from scripts_gen.layouts import build_faces
from scripts_gen.line import Answer, Line
from scripts_gen.order import Order
from scripts_gen.organisation import LAYOUTS
from scripts_gen.paper import CARDS
from scripts_gen.press import build_decks
from scripts_gen.wording import LRI, PDI
from scripts_gen.workspace import read_workspace

NOT_SAID = {"greeting.morning#instead_of": "Seuraava!; Mitä saisi olla?"}
QUESTIONS = ("greeting.child", "emergency.hurt")


@cache
def deck(code: str = "ar", staff: str | None = "fi", *keys: str) -> Deck:
    """The cashier's lines, or those of a few phrases, for readers of ``staff``."""
    reader = phrasebook(staff, guidance=NOT_SAID if staff == "fi" else None) if staff else None
    return build_deck(BOOK.roles["cashier"], phrasebook(code), reader, wish=Wish(not keys, keys=keys))


def design(layout: str, card: str = "id1", *, backs: bool = True, **look: Any) -> Design:
    """How a layout looks on a card."""
    return Design(CARDS[card], layout, backs=backs and layout != "wall", edition=DAY, **look)


def faces(made: Deck, layout: str, card: str = "id1", **look: Any) -> tuple[Face, ...]:
    """The faces of a deck before any was measured."""
    return build_faces(made, design(layout, card, **look))


def cards(made: Deck, layout: str, **look: Any) -> tuple[Card, ...]:
    """The cards of a deck before any was measured."""
    return pair_faces(faces(made, layout, **look), design(layout, **look))


@pytest.fixture(scope="module")
def pointing(abridged: Path) -> Callable[..., Deck]:
    """What a customer may point at when a courier speaks ``code`` and reads ``staff``."""
    workspace = read_workspace(abridged)

    @cache
    def pointing(code: str = "ar", staff: str = "fi", *keys: str) -> Deck:
        order = Order(("courier",), (code,), staff, "point", wish=Wish(keys=keys or QUESTIONS))
        return build_decks(workspace, order)[0][0]

    return pointing


def texts(face: Face) -> list[str]:
    """What stands in the middle of a face, part by part."""
    return [text for part in face.parts for text in _texts(part)]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Spoken):
        yield part.said.text
    elif isinstance(part, Pair):
        yield from (part.first.text, part.second.text)
    elif isinstance(part, Unit):
        yield from (said.text for said in (part.wording, *part.aids))
    elif isinstance(part, Notes):
        yield from (f"{note.heading.text}: {text.text}" for note in part.notes for text in note.texts)
    else:
        yield from (cell.shown.text for cell in part.cells)


# --- one phrase a card -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["phrase", "fold"])
def test_front_has_the_wording_and_the_back_all_that_helps_to_say_it(layout: str) -> None:
    """On the back stand meaning, pronunciation, by when to say it, what to do and what not to say, as staff read it."""
    front, back, *_ = faces(deck(), layout)
    assert texts(front) == [deck().lines[0].wording.text]
    assert texts(back)[:2] == [
        "Hyvää huomenta. Northlight, miten voin auttaa?",
        "sabah al-khayr. Northlight, kayfa yumkinuni musa'adatuk?",
    ]
    assert texts(back)[2:] == [
        "Within: 10 sekuntia",
        "Face and gestures: Nouse seisomaan, katso asiakasta, hymyile.",
        "Tone: Warm and unhurried.",
        "Distance: An arm's length or more.",
        "Do not say: Seuraava!",
        "Do not say: Mitä saisi olla?",
    ]


def test_one_side_holds_everything_but_the_small_print() -> None:
    """Without a back the meaning and the pronunciation stand below the wording, with the gesture above the foot."""
    front, *_ = faces(deck(), "phrase", backs=False)
    assert texts(front) == [
        deck().lines[0].wording.text,
        "sabah al-khayr. Northlight, kayfa yumkinuni musa'adatuk?",
        "Hyvää huomenta. Northlight, miten voin auttaa?",
    ]
    assert front.about == deck().lines[0]
    assert len(faces(deck(), "phrase", backs=False)) == len(deck().lines)


def test_who_speaks_to_whom_is_on_the_front() -> None:
    """Cards that differ by speaker or listener are told apart where they are read from."""
    glad = [face for face in faces(deck("ru", "fi", "greeting.glad"), "phrase") if not face.back]
    labels = [[label.text for label in face.about.labels] for face in glad if face.about]
    assert labels == [["a man speaks"], ["a woman speaks"]]


def test_reader_of_the_spoken_language_needs_no_meaning() -> None:
    """The back then tells what to do and what not to say, and repeats nothing."""
    made = build_deck(BOOK.roles["cashier"], phrasebook("fi", guidance=NOT_SAID))
    front, back, *_ = faces(made, "phrase")
    assert texts(front) == ["Hyvää huomenta. Northlight, miten voin auttaa?"]
    assert [type(part) for part in back.parts] == [Notes]


def test_both_faces_are_named_in_the_language_of_staff() -> None:
    """A sorted stack stays sortable whichever side is up: title, group and its number stand on both."""
    for face in faces(deck(), "phrase"):
        assert face.band.title.locale == "fi"
        assert (face.band.group, face.band.group_number) != (None, 0)
    front, back, *_ = faces(deck(), "phrase")
    assert front.band == back.band
    assert (front.band.title.text, front.band.group_number) == ("Tervehdys", 1)


def test_bilingual_front_has_both_languages_by_their_own_names() -> None:
    """The wording and its meaning are a pair; the pronunciation is on the back, the meaning not once more."""
    front, back, *_ = faces(deck(), "bilingual")
    (pair,) = front.parts
    assert isinstance(pair, Pair)
    assert (pair.first, pair.second) == (deck().lines[0].wording, deck().lines[0].meaning)
    assert [name.text for name in pair.languages] == [LOCALES["ar"].autonym, LOCALES["fi"].autonym]
    assert texts(back)[0] == "sabah al-khayr. Northlight, kayfa yumkinuni musa'adatuk?"
    assert pair.second.text not in texts(back)


def test_bilingual_card_of_one_language_says_it_once() -> None:
    """Where staff speak their own language there is nothing to pair."""
    front, *_ = faces(deck("fi", "fi"), "bilingual")
    assert texts(front) == ["Hyvää huomenta. Northlight, miten voin auttaa?"]


def test_languages_stand_beside_each_other_where_there_is_room() -> None:
    """From A6 up; on smaller cards one stands above the other."""
    beside = {name: design("bilingual", name).beside for name in CARDS}
    assert beside == {"id1": False, "a7": False, "a6": True, "a5": True, "a4": True, "a3": True}


@pytest.mark.parametrize("layout", ["phrase", "fold", "bilingual", "role", "wall"])
def test_no_type_is_smaller_than_the_language_can_bear(layout: str) -> None:
    """Arabic is set at 12 points at least, whichever size is tried."""
    spoken = [face for face in faces(deck(), layout, "a7") if not face.back]
    assert min(size for face in spoken for size, _ in face.sizes) == LOCALES["ar"].smallest


# --- a situation a face ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["role", "wall"])
def test_each_situation_has_its_face(layout: str) -> None:
    """In the order of the role, each with all of its lines in order, every line with its own meaning and sound."""
    made = deck()
    found = faces(made, layout)
    assert [face.band.title.text for face in found] == ["Tervehdys", "Odottaminen", "Hätätilanne"]
    assert [line for face in found for line in face.lines] == list(made.lines)
    units = [part for face in found for part in face.parts]
    assert [(unit.place, unit.wording) for unit in units] == [(line.place, line.wording) for line in made.lines]
    assert [unit.aids for unit in units] == [
        tuple(said for said in (line.pronunciation, line.meaning) if said) for line in made.lines
    ]


def test_step_is_told_where_it_begins() -> None:
    """Its title and its time standard stand above its first line, and not above the others."""
    greeting, *_ = faces(deck("fi", "en"), "role")
    begins = [(unit.heading.text if unit.heading else "", unit.within) for unit in greeting.parts]
    assert [heading for heading, _ in begins] == ["Welcome", "", "Names"]
    assert [within.text if within else "" for _, within in begins] == ["10 seconds", "", ""]


def test_wall_tells_what_to_do_and_a_pocket_script_does_not() -> None:
    """On the wall each step has its directions once, below its title; a pocket has no room for them."""
    notes = [unit.notes for face in faces(deck(), "wall") for unit in face.parts]
    begins = [bool(unit.heading) for face in faces(deck(), "wall") for unit in face.parts]
    assert [bool(note) for note in notes] == [
        begin and (line.key != "greeting.name") for begin, line in zip(begins, deck().lines, strict=True)
    ]
    assert not any(unit.notes for face in faces(deck(), "role") for unit in face.parts)


def test_no_line_is_ever_parted_from_its_meaning() -> None:
    """However little room there is, what is said stays with how it sounds and what it means."""
    for face in faces(deck(), "role"):
        for part in split_face(face, [10.0] * len(face.parts), 1.0):
            (unit,) = part.parts
            (line,) = part.lines
            assert isinstance(line, Line)
            assert (unit.wording, unit.aids[-1]) == (line.wording, line.meaning)


# --- for customers to point at ---------------------------------------------------------------------------------------


def test_customer_finds_the_own_language_first(pointing: Callable[..., Deck]) -> None:
    """The first face has ``I speak …`` in every language of the book, each for staff in theirs."""
    finder, *_ = faces(pointing(), "point")
    cells = [cell for part in finder.parts for cell in part.cells]
    assert [cell.shown.locale for cell in cells] == ["en", "ar", "fi", "ru", "tl"]
    assert [cell.shown.text for cell in cells][::2] == [
        "I speak English.",
        "Puhun suomea.",
        "Nagsasalita po ako ng Tagalog.",
    ]
    assert [cell.meant.text if cell.meant else "" for cell in cells] == [
        "englanti",
        "arabia",
        "suomi",
        "venäjä",
        "tagalog",
    ]


def test_customer_can_say_something_before_being_asked(pointing: Callable[..., Deck]) -> None:
    """After the languages come yes, no and what else is always needed, with its meaning, and then the numbers."""
    made = pointing()
    _, opening, numbers, *_ = faces(made, "point")
    assert [line.context for line in opening.lines][:2] == ["point.yes", "point.no"]
    assert all(isinstance(line, Answer) and line.meant for line in opening.lines)
    assert [text.strip(LRI + PDI) for text in texts(numbers)] == [
        str(number) for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100)
    ]
    assert numbers.name == "numbers and 13 more"
    assert {face.band.color for face in (opening, numbers)} == {NEUTRAL}


def test_answers_follow_their_question(pointing: Callable[..., Deck]) -> None:
    """A question that can be answered by pointing has a face with the answers below it, as the book lists them."""
    made = pointing()
    asked = faces(made, "point")[3:]
    assert [face.lines[0] for face in asked] == [line for line in made.lines if line.answers]
    for face in asked:
        question, *rows = face.parts
        (line, *answers) = face.lines
        assert isinstance(line, Line)
        assert isinstance(question, Spoken)
        assert question.said == line.wording
        assert [cell for row in rows if isinstance(row, Row) for cell in row.cells] == list(line.answers) == answers
        assert face.band.title == line.scene.title


def test_phrase_without_answers_has_no_face_to_point_at(pointing: Callable[..., Deck]) -> None:
    """It asks nothing that a finger could answer."""
    made = pointing("ar", "fi", "greeting.busy")
    assert len(made.lines) == 1
    assert len(faces(made, "point")) == 3


def test_every_face_to_point_at_is_the_customers(pointing: Callable[..., Deck]) -> None:
    """So that it can be turned round, at a size to be read from across the counter, and smaller where it is turned."""
    assert all(face.customer for face in faces(pointing(), "point"))
    assert {face.sizes[0][0] for face in faces(pointing(), "point")} == {24.0}
    assert {face.sizes[0][0] for face in faces(pointing(), "point", turned=True)} == {16.0}


def test_cells_of_a_row_are_as_many_as_have_room(pointing: Callable[..., Deck]) -> None:
    """Five at most, one where texts are long; all rows of a face alike, so that cells stand in columns."""
    for card in ("id1", "a5"):
        for face in faces(pointing(), "point", card):
            rows = [part for part in face.parts if isinstance(part, Row)]
            assert len({row.columns for row in rows if row.cells[0].context}) <= 1
            assert all(1 <= len(row.cells) <= row.columns <= 5 for row in rows)
            assert all(len(row.cells) == row.columns for row in rows[:-1])
    _, _, numbers, *_ = faces(pointing(), "point", "a5")
    assert [len(part.cells) for part in numbers.parts if isinstance(part, Row)] == [5, 5, 4]


# --- from faces to cards ---------------------------------------------------------------------------------------------


def test_wording_and_help_are_one_card() -> None:
    """Each front is followed by the back of the same line."""
    for card in cards(deck(), "phrase"):
        assert card.back
        assert (card.front.back, card.back.back) == (False, True)
        assert card.front.lines == card.back.lines == card.lines


def test_faces_of_a_script_fill_both_sides() -> None:
    """Where there are backs two faces make a card, and an odd last one has none; else each is a card."""
    both, alone = cards(deck(), "role"), cards(deck(), "role", backs=False)
    assert [(card.front.band.title.text, bool(card.back)) for card in both] == [
        ("Tervehdys", True),
        ("Hätätilanne", False),
    ]
    assert both[0].back
    assert both[0].back.back
    assert both[0].lines == alone[0].lines + alone[1].lines
    assert [card.back for card in alone] == [None, None, None]


@given(st.data(), st.floats(1, 100))
def test_parts_flow_on_in_order_and_each_is_there_once(data: st.DataObject, room: float) -> None:
    """A split face says what the whole one said: in order, each part and line once, each face as full as can be."""
    layout = data.draw(st.sampled_from(["role", "wall"]))
    face = data.draw(st.sampled_from(faces(deck(), layout)))
    heights = data.draw(st.lists(st.floats(0.1, 60), min_size=len(face.parts), max_size=len(face.parts)))
    parted = split_face(face, heights, room)
    assert [part for one in parted for part in one.parts] == list(face.parts)
    assert [line for one in parted for line in one.lines] == list(face.lines)
    assert [one.share for one in parted] == [(n, len(parted)) for n in range(1, len(parted) + 1)]
    assert not any(one.flows for one in parted)
    rest = list(heights)
    for one in parted:
        mine, rest = rest[: len(one.parts)], rest[len(one.parts) :]
        assert sum(mine) <= room or len(mine) == 1
        assert not rest or sum(mine) + rest[0] > room


@given(data=st.data())
def test_cells_stay_with_their_row(data: st.DataObject, pointing: Callable[..., Deck]) -> None:
    """What a customer points at flows on by rows, and each face knows what it says, and what is answered by it."""
    face = data.draw(st.sampled_from(faces(pointing(), "point")))
    heights = data.draw(st.lists(st.floats(1, 60), min_size=len(face.parts), max_size=len(face.parts)))
    parted = split_face(face, heights, 50.0)
    assert [part for one in parted for part in one.parts] == list(face.parts)
    assert list(dict.fromkeys(line for one in parted for line in one.lines)) == list(dict.fromkeys(face.lines))
    asked = [line for line in face.lines if isinstance(line, Line)]
    for one in parted:
        assert [line for line in one.lines if isinstance(line, Line)] == asked
        shown = [cell.shown.text for part in one.parts if isinstance(part, Row) for cell in part.cells]
        assert [line.shown.text for line in one.lines if isinstance(line, Answer)] == shown


# --- codes -----------------------------------------------------------------------------------------------------------


def test_the_same_line_has_the_same_code_in_every_layout() -> None:
    """What is current in one layout is current in all: with a back or without, alone on a script's face or folded."""
    (line,) = deck("ar", "fi", "emergency.exit").lines
    made = [
        cards(deck("ar", "fi", "emergency.exit"), layout, backs=backs)
        for layout in LAYOUTS
        if layout != "point"
        for backs in (True, False)
    ]
    assert {card.code for found in made for card in found} == {line.code}


def test_code_of_many_lines_changes_with_any_of_them() -> None:
    """A script's card is superseded when one word on it is, and is no other card that says other lines."""
    before = cards(deck(), "role")
    reworded = phrasebook("ar", {"emergency.exit": "من فضلك غادر المبنى."})
    after = cards(build_deck(BOOK.roles["cashier"], reworded, phrasebook("fi", guidance=NOT_SAID)), "role")
    assert [a.code == b.code for a, b in zip(before, after, strict=True)] == [True, False]
    assert len({card.code for card in (*before, *after, *cards(deck(), "role", backs=False))}) == 5


def test_code_is_of_the_words_and_not_of_the_directions() -> None:
    """A gesture that is described better makes no card out of date; a pronunciation that is mended does."""
    directed = phrasebook("fi", guidance={**NOT_SAID, "greeting.welcome#gesture": "Hymyile."})
    before = cards(deck(), "phrase")
    after = cards(build_deck(BOOK.roles["cashier"], phrasebook("ar"), directed), "phrase")
    assert texts(after[0].back or after[0].front) != texts(before[0].back or before[0].front)
    assert [card.code for card in after] == [card.code for card in before]


def test_messages_name_a_face_by_what_is_on_it() -> None:
    """Number and msgctxt of its first line, and how many more there are."""
    greeting, waiting, _ = faces(deck("fi", None), "role")
    assert (greeting.name, waiting.name) == ("1.1 greeting.morning and 2 more", "6.1 waiting.minutes and 2 more")
    front, *_ = faces(deck("fi", None), "phrase")
    assert front.name == "1.1 greeting.morning"
