"""The press: what is printed of an order, on which paper, in how many jobs; nothing here writes a file."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import edit

from scripts_gen.deck import EVERYTHING, Wish
from scripts_gen.errors import InputError
from scripts_gen.fitting import Sheets
from scripts_gen.how_to import print_instructions
from scripts_gen.order import Order, default_design, default_paper, plan
from scripts_gen.organisation import Logo
from scripts_gen.paper import Paper
from scripts_gen.press import Commission, Printed, build_decks, draw_cards, print_decks, print_sites, read_books
from scripts_gen.workspace import Workspace, read_workspace

POCKET = Order(("courier",), ("fi",), "en")
BUSY = replace(POCKET, wish=Wish(keys=("greeting.busy",)))
FI = "locales/fi/LC_MESSAGES/phrases.po"


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


def with_print(opened: Workspace, **values: Any) -> Workspace:
    """A workspace whose book.toml prints otherwise."""
    book = opened.book
    return replace(opened, book=replace(book, print=replace(book.print, **values)))


def with_organisation(opened: Workspace, **values: Any) -> Workspace:
    """A workspace of an organisation that has more to show."""
    return replace(opened, book=replace(opened.book, organisation=replace(opened.book.organisation, **values)))


def printed(opened: Workspace, order: Order) -> Printed:
    """The one deck of an order."""
    (made,) = print_decks(opened, order)
    return made


def text(made: Printed) -> list[str]:
    """What stands on each page."""
    assert made.sheets
    assert made.sheets.pdf
    document = pypdfium2.PdfDocument(made.sheets.pdf)
    return [document[i].get_textpage().get_text_bounded() for i in range(len(document))]


# --- jobs ------------------------------------------------------------------------------------------------------------


class Elsewhere(ThreadPoolExecutor):
    """One worker far away: what is sent there and comes back is pickled."""

    def __init__(self) -> None:
        super().__init__(1)
        self.jobs = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a copy of the job and give a copy of the result."""
        self.jobs += 1
        job = pickle.dumps((fn, args, kwargs))
        return super().submit(_do, job)


def _do(job: bytes) -> Any:
    fn, args, kwargs = pickle.loads(job)
    return pickle.loads(pickle.dumps(fn(*args, **kwargs)))


def test_executor_of_another_kind_makes_the_same_bytes(opened: Workspace) -> None:
    """Each deck is a job that carries all it needs, wherever it is set; what is there already is no job."""
    order = replace(BUSY, roles=("courier", "cashier"))
    here = list(print_decks(opened, order))
    with Elsewhere() as executor:
        there = list(print_decks(opened, order, executor=executor))
        assert executor.jobs == 2
        list(print_decks(opened, order, {here[0].name: here[0].key}, executor))
        assert executor.jobs == 3
        assert executor.submit(int, "7").result() == 7  # it is left open
    assert [one.name for one in there] == ["courier.fi-en.pdf", "cashier.fi-en.pdf"]
    assert there == here
    assert all(one.sheets and one.sheets.pdf for one in there)


def test_deck_that_is_there_is_not_set_again(opened: Workspace) -> None:
    """A deck of the same key comes without sheets, in its place; one of another key is set."""
    order = replace(BUSY, codes=("fi", "ru"))
    fi, ru = print_decks(opened, order)
    again = list(print_decks(opened, order, {fi.name: fi.key, ru.name: "of another time"}))
    assert [(one.name, bool(one.sheets)) for one in again] == [
        ("courier.fi-en.pdf", False),
        ("courier.ru-en.pdf", True),
    ]
    assert again[1] == ru


def test_key_stands_for_all_that_decides_the_bytes(opened: Workspace, workspace: Path) -> None:
    """Paper, look, copies, dates, wordings and templates; not for what another deck is made from."""

    def key(order: Order, workspace: Workspace = opened) -> str:
        return next(print_decks(workspace, order, executor=Idle())).key

    orders = [
        BUSY,
        replace(BUSY, paper=Paper(card="a7")),
        replace(BUSY, paper=Paper(start_at=2)),
        replace(BUSY, ink="gray"),
        replace(BUSY, punch="slot"),
        replace(BUSY, copies=2),
        replace(BUSY, copies={"greeting.busy": 2}),
        replace(BUSY, layout="bilingual"),
        replace(BUSY, on=date(2026, 1, 1)),
        replace(BUSY, staff="ru"),
        replace(BUSY, wish=EVERYTHING),
    ]
    keys = [key(order) for order in orders]
    assert len(set(keys)) == len(keys)
    edit(workspace / "locales/ru/LC_MESSAGES/phrases.po", "Здравствуйте. Я помогу вам, как", "Я помогу вам, как")
    assert key(BUSY, read_workspace(workspace)) == keys[0]
    edit(workspace / FI, "Tervetuloa. Autan teitä heti, kun vapaudun", "Autan teitä heti, kun vapaudun")
    reworded = key(BUSY, read_workspace(workspace))
    (workspace / "templates").mkdir()
    (workspace / "templates/own.svg").write_text("<svg/>")
    redesigned = key(BUSY, read_workspace(workspace))
    assert len({*keys, reworded, redesigned}) == len(keys) + 2


def test_deck_of_another_organisation_is_built_anew_where_it_names_it(opened: Workspace) -> None:
    """What is built once for many sites is as it would be built for each, in every language and for every reader."""
    other = with_organisation(opened, name="Hotel", hotline="112", website="hotel.example")
    roles, codes = tuple(opened.book.roles), tuple(opened.locales)
    for order in (
        Order(roles, codes),
        Order(roles, codes, "ar", wish=EVERYTHING),
        Order(roles, ("fi",), layout="point"),
    ):
        both = [Commission(at, order, read_books(at, order), site=site) for site, at in (("a", opened), ("b", other))]
        made = list(print_sites(both, cards=1, executor=Idle()))
        alone = [one for at in (opened, other) for one in print_decks(at, order, executor=Idle())]
        assert [(one.name, one.key, one.deck) for _, one in made] == [(one.name, one.key, one.deck) for one in alone]


class Idle(Executor):
    """Sets nothing, for who wants to know no more than what there would be."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return sheets of nothing."""
        future: Future[Any] = Future()
        future.set_result(Sheets(None, (), ()))
        return future


# --- decks -----------------------------------------------------------------------------------------------------------


def test_decks_are_by_role_and_then_by_language(opened: Workspace) -> None:
    """In the order asked for, each under the name of its role, languages and layout."""
    order = replace(POCKET, roles=("courier", "cashier"), codes=("ru", "en"), layout="wall")
    assert [made.name for made in print_decks(opened, order, executor=Idle())] == [
        "courier.ru-en.wall.pdf",
        "courier.en.wall.pdf",
        "cashier.ru-en.wall.pdf",
        "cashier.en.wall.pdf",
    ]


def test_role_without_the_phrase_has_an_empty_deck(opened: Workspace) -> None:
    """Nothing is printed of it, no answers to point at either."""
    for layout in ("phrase", "point"):
        order = replace(POCKET, wish=Wish(keys=("writing.late",)), layout=layout)
        made = printed(opened, order)
        assert made.sheets
        assert (made.sheets.pdf, made.sheets.cards) == (None, ())
        assert list(draw_cards(opened, order)) == []


def test_deck_without_an_approved_line_is_not_printed(opened: Workspace) -> None:
    """No page is printed that says nothing; what is left out is told."""
    required = replace(opened, book=replace(opened.book, approval="required"))
    made = printed(required, POCKET)
    assert made.sheets
    assert made.sheets.pdf is None
    assert {left.key for left in made.left_out} == set(opened.book.roles["courier"].pocket)


def test_only_the_lines_of_given_contexts_are_printed(opened: Workspace) -> None:
    """A line is chosen with its variant; a context that there is no more is no error."""
    order = replace(POCKET, wish=EVERYTHING, contexts=frozenset({"greeting.child|listener=several", "greeting.gone"}))
    made = printed(opened, order)
    assert [line.context for line in made.deck.lines] == ["greeting.child|listener=several"]
    assert made.sheets
    assert len(made.sheets.cards) == 1


def test_copies_of_the_deck_follow_one_another_and_copies_of_a_card_do(opened: Workspace) -> None:
    """A number is of whole decks, to be handed out one by one; by msgctxt it is of single cards."""
    both = ("greeting.busy", "greeting.morning")
    order = replace(POCKET, wish=Wish(keys=both), paper=Paper(card="a6", duplex="none"))
    first, second = (line.code[:4] for line in build_decks(opened, order)[0][0].lines)

    def codes(copies: Any) -> list[list[str]]:
        pages = text(printed(opened, replace(order, copies=copies)))
        return [[code for code in _codes(page) if code in (first, second)] for page in pages]

    assert codes(1) == [[first, second]]
    assert codes(3) == [[first, second, first, second], [first, second]]
    assert codes({"greeting.busy": 3, "greeting.morning": 1}) == [[first, first, first, second]]


def _codes(page: str) -> list[str]:
    return [word.partition("-")[0] for word in page.split() if len(word) == 9 and word[4] == "-"]


def test_edition_is_the_newest_date_of_the_catalogs_or_the_one_asked_for(opened: Workspace) -> None:
    """It stands on each face and is told with the deck."""
    on = date(2027, 2, 3)
    made = printed(opened, replace(BUSY, on=on))
    assert made.edition == on
    assert all("2027-02-03" in page for page in text(made))
    (kept,) = print_decks(opened, BUSY, executor=Idle())
    assert kept.edition.isoformat() == kept.deck.revised > "2026"


def test_every_line_on_paper_has_a_code_of_its_own(opened: Workspace) -> None:
    """All phrases of all roles in two languages: no code twice but for the same words."""
    order = replace(POCKET, roles=tuple(opened.book.roles), codes=("fi", "ru"), wish=EVERYTHING)
    decks, _ = build_decks(opened, order)
    assert len(decks) == 2 * len(opened.book.roles)
    codes = {line.code: line.content for deck in decks for line in deck.lines}
    assert len(codes) == len({line.content for deck in decks for line in deck.lines})


# --- paper -----------------------------------------------------------------------------------------------------------


def test_finished_piece_is_smaller_on_paper(opened: Workspace) -> None:
    """A laminated piece of ID-1 has paper of 79.6 × 48 mm, and is still called id1."""
    design, layout = plan(opened, replace(POCKET, paper=Paper(finished=True)))
    assert (design.size.name, design.size.width, design.size.height) == ("id1", 79.6, 47.98)
    assert layout.card == design.size


def test_fold_has_both_faces_on_one_side_of_the_sheet(opened: Workspace) -> None:
    """Front and back lie side by side, whatever the printer can do."""
    for duplex in ("long", "none"):
        design, layout = plan(opened, replace(POCKET, layout="fold", paper=Paper(duplex=duplex)))
        assert (design.backs, layout.duplex, layout.piece_width) == (True, "none", 2 * 85.6)


@pytest.mark.parametrize(("sheet", "name"), [("a4", "a4"), ("a3", "a3"), ("letter", "215.9x279.4")])
def test_wall_sheet_is_a_whole_sheet(sheet: str, name: str, opened: Workspace) -> None:
    """On one side, on plain paper, whatever card, stock or film is the rule."""
    paper = Paper(card="a7", sheet=sheet, stock="avery-32015", finished=True)
    design, layout = plan(opened, replace(POCKET, layout="wall", paper=paper))
    assert (design.size.name, design.backs, layout.own_page) == (name, False, True)
    assert (layout.card.width, layout.card.height) == (layout.width, layout.height)


def test_stock_brings_its_own_size(opened: Workspace) -> None:
    """Perforated cards lie where they lie, and take no crop marks."""
    design, layout = plan(opened, replace(POCKET, paper=Paper(stock="avery-32015")))
    assert (design.size.name, len(layout.slots), layout.slots[0]) == ("85x54", 8, (17.0, 31.5))
    assert (layout.marks_columns, layout.marks_rows, layout.guided) == (False, False, False)


def test_marks_turn_the_sheet_where_only_so_they_have_room(opened: Workspace) -> None:
    """A card of 200 × 150 takes most of an upright A4 sheet; with marks it lies on its side."""
    _, plain = plan(opened, replace(POCKET, paper=Paper(card="200x150")))
    _, marked = plan(opened, replace(POCKET, paper=Paper(card="200x150", marks=True)))
    assert (plain.turned, plain.guided) == (False, True)
    assert (marked.turned, marked.guided, marked.marks_columns, marked.marks_rows) == (True, False, True, True)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ({"layout": "bilingual", "staff": ""}, "--layout: bilingual cards need a second language: add --staff LOCALE"),
        ({"qr": True}, "--qr: needs an address: set organisation.page in locales/book/book.toml"),
        ({"layout": "wall", "paper": Paper(sheet="card")}, "--sheet: a wall sheet is a whole one; expected a4, a3, l"),
        ({"layout": "wall", "paper": Paper(sheet="a9")}, "--sheet: a wall sheet is a whole one; expected a4, a3, l"),
        ({"layout": "wall", "paper": Paper(start_at=2)}, "--start-at: a card on a page of its own has no slot 2"),
        ({"layout": "fold", "paper": Paper(stock="avery-32015")}, "perforated cards cannot be folded"),
        ({"paper": Paper(card="a3")}, "--card: the a3 card (297 × 420 mm) does not fit on the a4 sheet"),
        ({"paper": Paper(card="a4", marks=True)}, "--marks: the a4 card (210 × 297 mm) leaves no margin for crop m"),
        ({"paper": Paper(start_at=11)}, "--start-at: no slot 11 to start at: a sheet has 10"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(order: dict[str, Any], told: str, opened: Workspace) -> None:
    """Each with the option that asks for it and what would do."""
    with pytest.raises(InputError) as error:
        plan(opened, replace(POCKET, **order))
    (line,) = str(error.value).splitlines()
    assert told in line


def test_all_that_cannot_be_is_told_at_once(opened: Workspace) -> None:
    """Nobody has to run a command once for each mistake in it."""
    paper = Paper(card="nonsense", sheet="a9", duplex="wide", bleed=-1, offset=(9, 9), start_at=0)
    with pytest.raises(InputError) as error:
        plan(opened, replace(POCKET, layout="bilingual", staff="", qr=True, paper=paper))
    assert {fault.path for fault in error.value.faults} == {
        "--bleed", "--card", "--duplex", "--layout", "--offset", "--qr", "--sheet", "--start-at",
    }  # fmt: skip


@pytest.mark.parametrize("order", [{"layout": "role"}, {"layout": "point"}, {"paper": Paper(duplex="none")}])
def test_qr_code_needs_a_back(order: dict[str, Any], opened: Workspace) -> None:
    """It stands on the back of a phrase; a fold has one although the sheet has not."""
    own = with_organisation(opened, page="https://northlight.example/cards")
    with pytest.raises(InputError, match="--qr: goes on a back"):
        plan(own, replace(POCKET, qr=True, **order))
    fold = replace(POCKET, layout="fold", paper=Paper(duplex="none"), qr=True)
    assert plan(own, fold)[0].page == "https://northlight.example/cards"
    assert plan(own, POCKET)[0].page == ""


def test_grey_ink_leaves_the_logo_out(opened: Workspace) -> None:
    """A logo's colours are not ours to change."""
    logo = Logo("logo.svg", "svg", b"<svg/>")
    own = with_organisation(opened, logo=logo)
    assert (plan(own, POCKET)[0].gray, plan(own, POCKET)[0].logo) == (False, logo)
    gray = plan(own, replace(POCKET, ink="gray"))[0]
    assert (gray.gray, gray.logo) == (True, None)


def test_book_says_how_its_cards_are_printed(opened: Workspace) -> None:
    """What is checked, and what nobody asks otherwise, is as book.toml prints; a layout of scripts counts as phrase."""
    own = with_print(opened, card="a7", sheet="letter", duplex="short", margin=4.0, offset=(1.0, -1.0), punch="hole")
    paper = default_paper(own.book.print)
    assert (paper.card, paper.sheet, paper.duplex, paper.margin, paper.offset) == ("a7", "letter", "short", 4, (1, -1))
    design, layout = default_design(own)
    assert (design.size.name, design.layout, design.punch, layout.sheet.name) == ("a7", "phrase", "hole", "letter")
    assert default_design(with_print(opened, layout="fold"))[0].layout == "fold"
    assert default_design(with_print(opened, layout="wall"))[0].layout == "phrase"


# --- pictures and instructions ---------------------------------------------------------------------------------------


def test_every_face_is_drawn_under_its_code(opened: Workspace) -> None:
    """Front and back of each card, numbered in the order of the deck."""
    order = replace(POCKET, wish=Wish(keys=("greeting.busy", "greeting.morning")))
    made = printed(opened, order)
    assert made.sheets
    first, second = (card.code for card in made.sheets.cards)
    pictures = dict(draw_cards(opened, order))
    assert list(pictures) == [
        f"courier.fi-en/{number:03}-{code}-{side}.svg"
        for number, code in ((1, first), (2, second))
        for side in ("front", "back")
    ]
    assert all(isinstance(picture, bytes) and b"<svg" in picture[:200] for picture in pictures.values())
    (front,) = draw_cards(opened, replace(BUSY, paper=Paper(duplex="none")), ppi=72)
    assert front[0] == f"courier.fi-en/001-{first}-front.png"
    assert isinstance(front[1], bytes)
    assert front[1].startswith(b"\x89PNG")


def instructions(opened: Workspace, order: Order) -> list[tuple[str, bytes]]:
    """The sheets that say how to print, set anew."""
    return list(print_instructions(Commission(opened, order, read_books(opened, order)), {}))


def test_instructions_are_for_who_prints(opened: Workspace) -> None:
    """One sheet in the language of staff, or one for each language where staff speak their own."""
    assert [name for name, _ in instructions(opened, POCKET)] == ["how-to-print.en.pdf"]
    alone = replace(POCKET, staff="", codes=("fi", "ru"))
    assert [name for name, _ in instructions(opened, alone)] == ["how-to-print.fi.pdf", "how-to-print.ru.pdf"]
    ((_, once),) = instructions(opened, POCKET)
    ((_, twice),) = instructions(opened, POCKET)
    assert once == twice
    assert once.startswith(b"%PDF")
