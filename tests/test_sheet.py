"""Cards on a sheet: every card whole, every mark in the margin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.errors import InputError
from scripts_gen.sheet import (
    CARDS,
    MARK_GAP,
    PRINTABLE,
    SHEETS,
    CardSize,
    Layout,
    SheetSize,
    fit_grid,
    lay_out,
    marks,
    pages,
)

NEAR = 1e-3  # coordinates are rounded to 0.0001 mm


@pytest.mark.parametrize(
    ("card", "sheet", "columns", "rows", "turned"),
    [
        ("id1", "a4", 2, 5, False),
        ("id1", "letter", 2, 5, False),
        ("a7", "a4", 4, 2, True),
        ("a7", "letter", 3, 2, True),
        ("a6", "a4", 2, 2, False),
        ("a6", "letter", 2, 1, False),
    ],
)
def test_the_grid_holds_the_most_cards(card: str, sheet: str, columns: int, rows: int, turned: bool) -> None:
    """The sheet lies on its side where more cards fit on it so, and stands otherwise."""
    layout = lay_out(card, sheet)
    assert (layout.columns, layout.rows, layout.turned) == (columns, rows, turned)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("sheet", SHEETS)
def test_ink_stays_within_what_printers_can_print(card: str, sheet: str) -> None:
    """No slot lies so near the sheet's edge that a card's ink falls into the printer's margin."""
    layout = lay_out(card, sheet)
    for x, y in layout.slots:
        assert x + layout.card.ink >= PRINTABLE
        assert y + layout.card.ink >= PRINTABLE
        assert x + layout.card.width - layout.card.ink <= layout.width - PRINTABLE + NEAR
        assert y + layout.card.height - layout.card.ink <= layout.height - PRINTABLE + NEAR
    assert layout.card.safe > layout.card.ink


def test_unknown_names_are_told_together_with_the_nearest_right_one() -> None:
    """One run names every wrong option."""
    with pytest.raises(InputError) as raised:
        lay_out("a77", "leter")
    assert "did you mean 'a7'?" in str(raised.value)
    assert "did you mean 'letter'?" in str(raised.value)


def test_a_card_larger_than_the_sheet_says_what_fits() -> None:
    """The message names the cards that the sheet does hold."""
    with pytest.raises(InputError, match=r"does not fit on a small sheet .*; it holds id1"):
        fit_grid(CARDS["a6"], SheetSize("small", 90, 100))


def test_a_sheet_without_margins_has_no_marks_and_says_so() -> None:
    """Eight A7 leave nothing of an A4 beside them."""
    layout = lay_out("a7", "a4")
    assert layout.marks == ()
    assert not layout.marks_columns
    assert not layout.marks_rows


def test_marks_stand_only_in_margins_with_room_for_them() -> None:
    """Ten ID-1 leave letter paper room at the sides and none above: rows are marked, columns are not.

    The outermost rows' edges lie where printers do not print.
    """
    layout = lay_out("id1", "letter")
    assert layout.marks_rows
    assert not layout.marks_columns
    assert len(layout.marks) == 2 * (layout.rows - 1)
    assert all(y1 == y2 for _, y1, _, y2 in layout.marks)


def test_empty_slots_have_no_marks() -> None:
    """A page with one card marks its two edges above it and its two edges to the left, and nothing else."""
    layout = lay_out("id1", "a4")
    left, top = layout.slots[0]
    for x1, y1, x2, y2 in marks(1, layout):
        assert (x1 == x2 and y1 < top) or (y1 == y2 and x1 < left)
        assert max(x1, x2) <= left + layout.card.width
        assert max(y1, y2) <= top + layout.card.height
    assert len(marks(1, layout)) == 4


def test_pages_hold_every_card_once_on_the_same_grid() -> None:
    """23 cards on sheets of ten are 10, 10 and 3."""
    layout = lay_out("id1", "a4")
    assert [(page.first, page.count) for page in pages(23, layout)] == [(0, 10), (10, 10), (20, 3)]
    assert pages(10, layout)[0].marks == layout.marks
    assert pages(0, layout) == ()


sizes = st.floats(20, 400, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any card on any sheet that holds it."""
    width, height = draw(sizes), draw(sizes)
    sheet = SheetSize("sheet", width + draw(sizes) - 20, height + draw(sizes) - 20)
    return fit_grid(CardSize("card", width, height, 2.5, 4.0), sheet)


@given(layouts())
def test_cards_never_overlap_and_never_leave_the_sheet(layout: Layout) -> None:
    """Whatever the sizes, every slot is inside the sheet and shares no area with another."""
    card = layout.card
    for i, (x, y) in enumerate(layout.slots):
        assert x >= -NEAR
        assert y >= -NEAR
        assert x + card.width <= layout.width + NEAR
        assert y + card.height <= layout.height + NEAR
        for other_x, other_y in layout.slots[:i]:
            assert abs(x - other_x) >= card.width - NEAR or abs(y - other_y) >= card.height - NEAR


@given(layouts(), st.data())
def test_marks_touch_neither_card_nor_unprintable_margin(layout: Layout, data: st.DataObject) -> None:
    """Whatever the sizes and however full the page, a mark keeps its distance from cards and from the sheet's edge."""
    filled = data.draw(st.integers(1, len(layout.slots)))
    left, top = layout.slots[0]
    right, bottom = left + layout.columns * layout.card.width, top + layout.rows * layout.card.height
    for x1, y1, x2, y2 in marks(filled, layout):
        assert min(x1, x2) >= PRINTABLE - NEAR
        assert max(x1, x2) <= layout.width - PRINTABLE + NEAR
        assert min(y1, y2) >= PRINTABLE - NEAR
        assert max(y1, y2) <= layout.height - PRINTABLE + NEAR
        gaps = (left - max(x1, x2), min(x1, x2) - right, top - max(y1, y2), min(y1, y2) - bottom)
        assert max(gaps) >= MARK_GAP - NEAR


@given(layouts())
def test_the_grid_is_in_the_middle_and_no_other_row_or_column_would_fit(layout: Layout) -> None:
    """Margins are alike on both sides and narrower than one more card."""
    left, top = layout.slots[0]
    right = layout.width - left - layout.columns * layout.card.width
    bottom = layout.height - top - layout.rows * layout.card.height
    assert abs(left - right) < NEAR
    assert abs(top - bottom) < NEAR
    assert left + right < layout.card.width
    assert top + bottom < layout.card.height
