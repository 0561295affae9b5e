"""Cards on a sheet: every card whole, every back behind its front, every mark in the margin."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts_gen.errors import InputError
from scripts_gen.paper import CARDS, OWN_PAGE, SHEETS, STOCKS, Paper, Stock
from scripts_gen.sheet import Layout, Line, Page, card_size, lay_out, lone_card, pages

NEAR = 1e-3  # coordinates are rounded to 0.0001 mm
Box = tuple[float, float, float, float]

few = settings(max_examples=50)

lengths = st.integers(50, 200).map(str) | st.integers(500, 1500).map(lambda tenths: f"{tenths / 10:g}")
measures = st.tuples(lengths, lengths).map("x".join)
named = st.sampled_from(["id1", "a7", "a6", "a5"])
own_stock = Stock("own", "a4", 60.0, 50.0, 2, 3, 11.0, 23.0, 70.0, 61.5)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Anything that can be asked of plain paper, but for where to start."""
    bleed = draw(st.sampled_from([0.0, 0.0, 2.5, 3.0]))
    return Paper(
        card=draw(named | measures),
        sheet=draw(st.sampled_from([*SHEETS])),
        finished=draw(st.booleans()),
        fold=draw(st.booleans()),
        duplex=draw(st.sampled_from(["long", "short", "none"])),
        bleed=bleed,
        gutter=draw(st.none() | st.integers(0, 12).map(lambda more: 2 * bleed + more)),
        margin=draw(st.sampled_from([0.0, 4.2, 5.0, 8.0])),
        marks=draw(st.sampled_from([None, True, False])),
        guides=draw(st.sampled_from([None, False] if bleed else [None, True, False])),
    )


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Any grid, on plain paper or perforated, started at any of its slots."""
    paper = draw(papers())
    if draw(st.integers(0, 5)) == 0:
        paper = Paper(stock=draw(st.sampled_from([*STOCKS, "own"])), duplex=paper.duplex)
    try:
        layout = lay_out(paper, {**STOCKS, "own": own_stock})
    except InputError:
        assume(False)
    start_at = draw(st.integers(1, len(layout.slots)))
    return replace(layout, paper=replace(paper, start_at=start_at))


@st.composite
def jobs(draw: st.DrawFn) -> tuple[Layout, int, bool, tuple[Page, ...]]:
    """Any number of cards on any grid, in either direction: layout, count, rtl, pages."""
    layout, rtl = draw(layouts()), draw(st.booleans())
    count = draw(st.integers(1, 2 * len(layout.slots) + 2))
    return layout, count, rtl, pages(count, layout, rtl=rtl)


def taken(layout: Layout, page: Page) -> list[Box]:
    """The trims of the pieces on a front, in the order of the cards."""
    step = 2 if layout.paper.fold else 1
    corners = (min((place.x, place.y) for place in page.places[i : i + step]) for i in range(0, len(page.places), step))
    return [(x, y, x + layout.piece_width, y + layout.piece_height) for x, y in corners]


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def is_inside(inner: Box, outer: Box) -> bool:
    """Whether no part of ``inner`` is outside of ``outer``; a Line is a thin box."""
    lows = all(a >= b - NEAR for a, b in zip(inner[:2], outer[:2], strict=True))
    return lows and all(a <= b + NEAR for a, b in zip(inner[2:], outer[2:], strict=True))


def is_apart(one: Box, other: Box) -> bool:
    """Whether two boxes share no area, and a line none of a box's inside."""
    return any(one[i + 2] <= other[i] + NEAR or other[i + 2] <= one[i] + NEAR for i in (0, 1))


def sheet_of(layout: Layout) -> Box:
    return 0.0, 0.0, layout.width, layout.height


def printable(layout: Layout) -> Box:
    return grown(sheet_of(layout), -layout.paper.margin)


def faults(paper: Paper) -> dict[str, str]:
    """What is wrong with ``paper``, by option."""
    with pytest.raises(InputError) as raised:
        lay_out(paper)
    return {fault.path: fault.message for fault in raised.value.faults}


# Grids


@pytest.mark.parametrize(
    ("card", "sheet", "columns", "rows", "turned"),
    [
        ("id1", "a4", 2, 5, False),
        ("id1", "letter", 2, 5, False),
        ("a7", "a4", 4, 2, True),
        ("a7", "letter", 3, 2, True),
        ("a6", "a4", 2, 2, False),
        ("a6", "letter", 2, 1, False),
        ("a5", "a4", 2, 1, True),
        ("a4", "a4", 1, 1, False),
        ("a4", "a3", 2, 1, True),
        ("90x60", "a4", 3, 3, True),
        ("60x90", "a4", 3, 3, False),
    ],
)
def test_the_grid_holds_the_most_cards(card: str, sheet: str, columns: int, rows: int, turned: bool) -> None:
    """The sheet lies on its side where more cards fit on it so, and stands otherwise."""
    layout = lay_out(Paper(card=card, sheet=sheet))
    assert (layout.columns, layout.rows, layout.turned) == (columns, rows, turned)
    assert (layout.width > layout.height) == turned


@given(papers())
def test_no_other_row_or_column_would_fit(paper: Paper) -> None:
    """The margins are alike on both sides, and one more row or column would put ink where printers print none."""
    try:
        layout = lay_out(paper)
    except InputError:
        assume(False)
    (left, top), (x, y) = layout.slots[0], layout.slots[-1]
    width, height = x + layout.piece_width - left, y + layout.piece_height - top
    assert abs(2 * left + width - layout.width) < NEAR
    assert abs(2 * top + height - layout.height) < NEAR
    blank = paper.margin + (paper.bleed or -min(layout.card.ink, paper.margin))
    if paper.marks:
        blank = paper.margin + 5 + max(2, paper.bleed)
    assert width + layout.gutter + layout.piece_width + 2 * blank > layout.width
    assert height + layout.gutter + layout.piece_height + 2 * blank > layout.height


@few
@given(jobs())
def test_cards_never_overlap_and_their_ink_is_printable(
    job: tuple[Layout, int, bool, tuple[Page, ...]],
) -> None:
    """Neither cards nor bleeds share any area; all ink of fronts and backs keeps to what printers print."""
    layout, _, _, found = job
    card, bleed = layout.card, layout.bleed
    for page in found:
        trims = [(place.x, place.y, place.x + card.width, place.y + card.height) for place in page.places]
        assert all(is_inside(trim, sheet_of(layout)) for trim in trims)
        for (place, trim), (other, second) in combinations(zip(page.places, trims, strict=True), 2):
            own = bleed if place.card != other.card else 0  # two halves touch
            assert is_apart(grown(trim, own), grown(second, own))
        by = bleed or -card.ink
        assert all(is_inside(grown(trim, by), printable(layout)) for trim in trims)


@few
@given(jobs())
def test_the_grid_is_the_same_on_every_page(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """Every piece on a front is in one of the slots, however full the page."""
    layout, _, _, found = job
    for page in found:
        if page.side == "front":
            assert {box[:2] for box in taken(layout, page)} <= set(layout.slots)


def test_gutters_lie_between_the_cards() -> None:
    """Without a bleed cards touch; a bleed makes room for two; a gutter is kept as asked."""

    def gaps(paper: Paper) -> set[float]:
        layout = lay_out(paper)
        return {round(layout.slots[1][0] - layout.slots[0][0] - layout.card.width, 3), layout.gutter}

    assert gaps(Paper()) == {0.0}
    assert gaps(Paper(bleed=3.0)) == {6.0}
    assert gaps(Paper(bleed=2.0, gutter=9.0)) == {9.0}


# Pages


@few
@given(jobs())
def test_every_card_is_printed_once_on_each_side(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """Cards are in order, none twice, none left out; every front page is followed by its back where there are backs."""
    layout, count, _, found = job
    sides = Counter((place.card, place.side) for page in found for place in page.places)
    expected = {(card, side) for card in range(count) for side in ("front", *(["back"] if layout.backs else []))}
    assert sides == Counter(dict.fromkeys(expected, 1))
    for page in found:
        cards = [place.card for place in page.places]
        assert cards == sorted(cards)
    turns = ["front", "back"] if layout.flip else ["front"]
    assert [page.side for page in found] == turns * (len(found) // len(turns))


@few
@given(jobs())
def test_slots_are_filled_as_the_reader_reads(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """Row by row, from left to right or from right to left; the first sheet begins at the slot named, others at one."""
    layout, _, rtl, found = job
    order = sorted(layout.slots, key=lambda slot: (slot[1], -slot[0] if rtl else slot[0]))
    fronts = [page for page in found if page.side == "front"]
    used = layout.paper.start_at - 1
    for page in fronts:
        boxes = taken(layout, page)
        assert [box[:2] for box in boxes] == order[used : used + len(boxes)]
        assert page is fronts[-1] or used + len(boxes) == len(order)
        used = 0


@given(jobs())
def test_each_back_is_behind_its_front_and_upright(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """Seen through the paper a back covers its front, and its head is where the front's head is.

    The printer turns the sheet about an axis along its long or its short edge, as asked.
    """
    layout, _, _, found = job
    if not layout.flip:
        assert all(page.side == "front" for page in found)
        return
    width, height, card = layout.width, layout.height, layout.card
    along = {"vertical": height, "horizontal": width}[layout.flip]
    assert along == (max if layout.paper.duplex == "long" else min)(width, height)

    def through(x: float, y: float) -> tuple[float, float]:
        return (width - x, y) if layout.flip == "vertical" else (x, height - y)

    for front, back in zip(found[::2], found[1::2], strict=True):
        for face, behind in zip(front.places, back.places, strict=True):
            assert (face.card, face.turned) == (behind.card, False)
            corners = (through(behind.x, behind.y), through(behind.x + card.width, behind.y + card.height))
            (x1, x2), (y1, y2) = (sorted(ends) for ends in zip(*corners, strict=True))
            assert (x1, y1) == pytest.approx((face.x, face.y), abs=NEAR)
            assert (x2, y2) == pytest.approx((face.x + card.width, face.y + card.height), abs=NEAR)
            middle = behind.x + card.width / 2, behind.y + card.height / 2
            head = middle[1] + (1 if behind.turned else -1)
            assert through(middle[0], head)[1] < through(*middle)[1]


def test_pages_of_no_cards_are_none() -> None:
    """Nothing is printed of nothing."""
    assert pages(0, lay_out(Paper(start_at=4))) == ()


def test_backs_are_moved_by_the_offset_and_fronts_are_not() -> None:
    """The offset goes to the right and down on the back page, with either flip."""
    for duplex in ("long", "short"):
        plain = pages(3, lay_out(Paper(duplex=duplex)))
        moved = pages(3, lay_out(Paper(duplex=duplex, offset=(1.5, -0.75))))
        assert moved[0] == plain[0]
        for before, after in zip(plain[1].places, moved[1].places, strict=True):
            assert (after.x - before.x, after.y - before.y) == pytest.approx((1.5, -0.75))
            assert after.turned == before.turned


@few
@given(jobs())
def test_halves_touch_at_the_fold_and_mirror_in_arabic(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """The front is the half that is read first; the fold is drawn between, as far as ink may go; nothing is duplex."""
    layout, _, rtl, found = job
    if not layout.paper.fold:
        assert all(page.folds == () for page in found)
        return
    assert layout.flip == ""
    assert layout.backs
    for page in found:
        for front, back in zip(page.places[::2], page.places[1::2], strict=True):
            left, right = (back, front) if rtl else (front, back)
            assert (front.card, front.side, back.side) == (back.card, "front", "back")
            assert right.x == pytest.approx(left.x + layout.card.width)
            assert left.y == right.y
        joints = {(round(box[0] + layout.card.width, 3), round(box[1], 3)) for box in taken(layout, page)}
        assert len(page.folds) == len(joints)
        for x1, y1, x2, y2 in page.folds:
            assert x1 == x2
            y = max(y for x, y in joints if abs(x - x1) < NEAR and y <= y1 + NEAR)
            assert y1 == pytest.approx(max(y, layout.paper.margin), abs=NEAR)
            assert y2 == pytest.approx(min(y + layout.card.height, layout.height - layout.paper.margin), abs=NEAR)


# Marks and guides


def expected_marks(layout: Layout, boxes: list[Box]) -> set[Line]:
    """Marks for ``boxes``, told apart from the code by their rows and columns among all slots."""
    gap, tops, lefts = max(2, layout.bleed), {y for _, y in layout.slots}, {x for x, _ in layout.slots}
    lines = set()
    for left, top, right, bottom in boxes:
        for x in (left, right):
            if layout.marks_columns and top == min(tops):
                lines.add((x, top - gap - 5, x, top - gap))
            if layout.marks_columns and top == max(tops):
                lines.add((x, bottom + gap, x, bottom + gap + 5))
        for y in (top, bottom):
            if layout.marks_rows and left == min(lefts):
                lines.add((left - gap - 5, y, left - gap, y))
            if layout.marks_rows and left == max(lefts):
                lines.add((right + gap, y, right + gap + 5, y))
    return {tuple(round(at, 3) for at in line) for line in lines if is_inside(line, printable(layout))}  # type: ignore[misc]


@given(jobs())
def test_marks_are_beside_each_trim_and_nowhere_else(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """Whatever is asked: in the margin, where printers print, off cards and bleeds, none at empty slots, on fronts."""
    layout, _, _, found = job
    for page in found:
        if page.side == "back":
            assert (page.marks, page.guides, page.folds) == ((), (), ())
            continue
        boxes = taken(layout, page)
        assert {tuple(round(at, 3) for at in line) for line in page.marks} == expected_marks(layout, boxes)
        assert len(set(page.marks)) == len(page.marks)
        grid = (*layout.slots[0], layout.slots[-1][0] + layout.piece_width, layout.slots[-1][1] + layout.piece_height)
        for line in page.marks:
            assert is_inside(line, printable(layout))
            assert is_apart(line, grown(grid, max(2, layout.bleed)))


@given(jobs())
def test_guides_run_along_the_trim_at_its_corners(job: tuple[Layout, int, bool, tuple[Page, ...]]) -> None:
    """They are on an edge of a card that is printed, at most 2 mm from its corner, and where printers print."""
    layout, _, _, found = job
    for page in found[::2] if layout.flip else found:
        boxes = taken(layout, page)
        assert bool(page.guides) <= layout.guided
        assert len(set(page.guides)) == len(page.guides)
        for line in page.guides:
            assert is_inside(line, printable(layout))
            assert all(is_apart(line, box) for box in boxes)
            x1, y1, x2, y2 = line
            assert 0 < x2 - x1 + y2 - y1 <= 2 + NEAR
            (box, *_) = [box for box in boxes if is_inside(line, box)]
            assert any(is_inside(line, grown((x, y, x, y), 2)) for x in box[::2] for y in box[1::2])


def test_guides_are_at_every_corner_once() -> None:
    """Four cards that share edges have a tick to both sides of every corner, and shared ones only once."""
    layout = lay_out(Paper(card="60x90", marks=False, guides=True))
    (page,) = pages(1, replace(layout, paper=replace(layout.paper, duplex="none")))
    x, y = layout.slots[0]
    right, bottom = x + 60, y + 90
    assert set(page.guides) == {
        *((x, edge, x + 2, edge) for edge in (y, bottom)),
        *((right - 2, edge, right, edge) for edge in (y, bottom)),
        *((edge, y, edge, y + 2) for edge in (x, right)),
        *((edge, bottom - 2, edge, bottom) for edge in (x, right)),
    }
    full = pages(9, layout)[0]
    assert len(full.guides) == 2 * (4 * 2 * 3)  # each of four lines has two ticks on three cards, in both directions


@pytest.mark.parametrize(
    ("paper", "columns", "rows", "guided"),
    [
        (Paper(), True, True, False),
        (Paper(sheet="letter"), False, True, True),
        (Paper(card="a7"), False, False, True),
        (Paper(card="a7", guides=False), False, False, False),
        (Paper(card="a7", bleed=3.0), True, True, False),
        (Paper(marks=False), False, False, False),
        (Paper(guides=True), True, True, True),
        (Paper(margin=8.0), False, True, True),
        (Paper(stock="avery-32015"), False, False, False),
        (Paper(sheet=OWN_PAGE), False, False, False),
    ],
)
def test_guides_stand_in_where_marks_have_no_room(paper: Paper, columns: bool, rows: bool, guided: bool) -> None:
    """Unless asked otherwise, a sheet has marks in margins with room for them, and guides where one has none."""
    layout = lay_out(paper)
    assert (layout.marks_columns, layout.marks_rows, layout.guided) == (columns, rows, guided)


def test_empty_slots_have_no_marks() -> None:
    """A page with one card marks its two edges above it and its two edges to the left, and nothing else."""
    layout = lay_out(Paper())
    left, top = layout.slots[0]
    page = pages(1, layout)[0]
    assert len(page.marks) == 4
    for x1, y1, x2, y2 in page.marks:
        assert (x1 == x2 and y2 <= top - 2) or (y1 == y2 and x2 <= left - 2)
        assert x2 <= left + layout.card.width
        assert y2 <= top + layout.card.height
    assert len(pages(10, layout)[0].marks) == 2 * 3 + 2 * 6


def test_marks_that_would_lie_in_the_unprintable_margin_are_left_out() -> None:
    """Ten ID-1 leave letter paper room at the sides, but the outermost rows' edges lie where printers do not print."""
    layout = lay_out(Paper(sheet="letter"))
    found = pages(10, layout)[0].marks
    assert len(found) == 2 * (layout.rows - 1)
    assert all(y1 == y2 for _, y1, _, y2 in found)


def test_gutters_have_marks_on_both_trims() -> None:
    """Neighbours with a gutter share no edge: each has its own marks."""
    layout = lay_out(Paper(bleed=3.0))
    vertical = {x1 for x1, _, x2, _ in pages(8, layout)[0].marks if x1 == x2}
    assert len(vertical) == 2 * layout.columns


@pytest.mark.parametrize(("card", "per_sheet"), [("id1", 10), ("a7", 4), ("a6", 2), ("a5", 1)])
def test_asking_for_marks_makes_the_grid_smaller(card: str, per_sheet: int) -> None:
    """There is room on all four sides, and a mark at both ends of every edge."""
    layout = lay_out(Paper(card=card, marks=True))
    assert len(layout.slots) == per_sheet
    assert layout.marks_columns
    assert layout.marks_rows
    assert not layout.guided
    assert len(pages(per_sheet, layout)[0].marks) == 2 * (layout.columns + 1) + 2 * (layout.rows + 1)


def test_a_card_without_room_for_marks_says_what_can_be_had() -> None:
    """The message tells that the card fits without, and the largest size and the named cards that fit with them."""
    told = faults(Paper(card="a4", marks=True))
    assert "leaves no margin for crop marks on the a4 sheet" in told["--marks"]
    assert told["--marks"].endswith(
        "without marks it fits; with them the sheet holds up to 186 × 273 mm: id1, a7, a6, a5"
    )


# Sizes


def test_a_measured_card_takes_the_design_of_the_named_card_it_holds() -> None:
    """Width and height in either order, with × or x; what is smaller than an ID-1 is designed like one."""
    size = card_size("105 × 74.5")
    assert (size.name, size.width, size.height) == ("105x74.5", 105.0, 74.5)
    assert (size.design, size.ink, size.safe) == ("a7", CARDS["a7"].ink, CARDS["a7"].safe)
    assert card_size("104x74").design == "id1"
    assert card_size("30x420").design == "id1"
    assert card_size("80x50").design == "id1"
    assert (card_size("80x50").ink, card_size("80x50").safe) == (2.5, 4.0)
    assert card_size("420x420").design == "a3"
    for name, card in CARDS.items():
        assert card_size(name) == card
        assert card_size(f"{card.width:g}x{card.height:g}").design == name


def test_a_finished_card_is_smaller_by_its_film() -> None:
    """An ID-1 with 3 mm of film around it is paper of 79.6 × 47.98 mm, of the same name and design."""
    size = card_size("id1", finished=True)
    assert (size.name, size.width, size.height, size.design) == ("id1", 79.6, 47.98, "id1")
    assert lay_out(Paper(card="a7", finished=True)).card.width == 68.0


@pytest.mark.parametrize("card", ["29x90", "90x421", "0x50", "1000x50"])
def test_sides_have_limits(card: str) -> None:
    """A card has sides of 30 to 420 mm."""
    assert "sides are 30 to 420 mm" in faults(Paper(card=card))["--card"]


@pytest.mark.parametrize("card", ["", "x", "90x", "85,6x54", "90x60x20", "-90x60", "nanxnan", "1e2x60", "９０x６０"])
def test_what_is_no_size_is_told_with_what_would_be(card: str) -> None:
    """The message names the cards there are and the form of others."""
    message = faults(Paper(card=card))["--card"]
    assert f"no card size {card!r}; expected one of id1, a7, a6, a5, a4, a3, or width and height in mm" in message


@given(st.sampled_from([*CARDS]), st.sampled_from([*SHEETS]), st.booleans(), st.sampled_from([0.0, 3.0]))
def test_a_card_too_large_says_which_are_not(card: str, sheet: str, fold: bool, bleed: float) -> None:
    """Each card that the message names does fit, and no other."""
    paper = Paper(card=card, sheet=sheet, fold=fold, bleed=bleed)
    try:
        lay_out(paper)
    except InputError as error:
        message = str(error)
        assert "does not fit on the" in message
        held = message.partition("; it holds ")[2].split(", ")
        for name in CARDS:
            if name in held:
                lay_out(replace(paper, card=name))
            else:
                assert "does not fit" in faults(replace(paper, card=name))["--card"]


# Perforated stock


@pytest.mark.parametrize("name", STOCKS)
def test_stock_lies_inside_its_sheet_and_its_cards_do_not_overlap(name: str) -> None:
    """Every slot is where the stock has a card, which is inside the sheet and in no other's way."""
    stock = STOCKS[name]
    layout = lay_out(Paper(stock=name))
    assert name == stock.name
    assert (layout.card.width, layout.card.height) == (stock.width, stock.height)
    assert (layout.card.ink, layout.card.safe, layout.turned) == (2.5, 4.0, False)
    assert len(layout.slots) == stock.columns * stock.rows
    assert layout.slots[0] == (stock.left, stock.top)
    boxes = [(x, y, x + stock.width, y + stock.height) for x, y in layout.slots]
    assert all(is_inside(box, sheet_of(layout)) for box in boxes)
    assert all(is_apart(one, other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("name", STOCKS)
def test_stock_lies_in_the_middle_of_its_sheet(name: str) -> None:
    """Stock is cut in the middle of the sheet, so that it can be fed either way round."""
    layout = lay_out(Paper(stock=name))
    (left, top), (x, y) = layout.slots[0], layout.slots[-1]
    assert left == pytest.approx(layout.width - x - layout.card.width)
    assert top == pytest.approx(layout.height - y - layout.card.height)


def test_stock_of_an_organisation_is_printed_where_it_is() -> None:
    """Cards that lie out of the sheet's middle keep their places, and their backs mirror them."""
    layout = lay_out(Paper(stock="own", card="nonsense", sheet="nonsense"), {"own": own_stock})
    assert layout.slots[3] == (81.0, 84.5)
    front, back = pages(1, layout)
    assert (front.places[0].x, back.places[0].x) == (11.0, 210.0 - 11.0 - 60.0)


def test_stock_says_what_it_cannot_have() -> None:
    """Perforated cards are neither cut nor folded: all that is asked in vain is told at once."""
    asked = Paper(stock="avery-32015", bleed=3.0, finished=True, fold=True, guides=True, gutter=8.0, marks=True)
    assert set(faults(asked)) == {"--bleed", "--finished", "--layout", "--guides", "--gutter", "--marks"}
    assert "did you mean 'avery-32015'?" in faults(Paper(stock="avery-32051"))["--stock"]


# A page of its own


@pytest.mark.parametrize(
    ("card", "duplex", "flip"),
    [
        ("id1", "long", "horizontal"),
        ("id1", "short", "vertical"),
        ("a7", "long", "vertical"),
        ("a7", "short", "horizontal"),
        ("a7", "none", ""),
    ],
)
def test_a_card_on_its_own_page_is_the_page(card: str, duplex: str, flip: str) -> None:
    """It has one slot, no marks, no margin and no limit but a card's own; it is turned by its own edges."""
    layout = lay_out(Paper(card=card, sheet=OWN_PAGE, duplex=duplex, bleed=3.0, margin=30.0))
    assert layout.own_page
    assert (layout.width, layout.height) == (layout.card.width, layout.card.height)
    assert (layout.slots, layout.flip) == (((0.0, 0.0),), flip)
    found = pages(2, layout)
    assert len(found) == (4 if flip else 2)
    assert all((page.marks, page.guides) == ((), ()) for page in found)
    assert all((place.x, place.y) == (0, 0) for page in found for place in page.places)


def test_a_folded_card_on_its_own_page_is_two_wide() -> None:
    """The page is both halves, with the fold drawn from edge to edge."""
    layout = lay_out(Paper(card="a3", sheet=OWN_PAGE, fold=True))
    assert (layout.width, layout.height) == (594.0, 420.0)
    assert pages(1, layout)[0].folds == ((297.0, 0.0, 297.0, 420.0),)


def test_a_page_of_its_own_has_no_second_slot_and_nothing_to_cut() -> None:
    """What cannot be had is told at once."""
    asked = Paper(sheet=OWN_PAGE, start_at=2, marks=True, guides=True)
    assert set(faults(asked)) == {"--start-at", "--marks", "--guides"}


def test_a_lone_card_is_one_page() -> None:
    """Drawings have no backs."""
    layout = lone_card(CARDS["id1"], 3.0)
    assert (layout.width, layout.height, layout.bleed, layout.backs) == (85.6, 53.98, 3.0, False)
    assert [page.side for page in pages(1, layout)] == ["front"]


# What is asked in vain


def test_faults_are_told_together() -> None:
    """One run names every wrong option, with the nearest right word where there is one."""
    told = faults(
        Paper(
            card="a77",
            sheet="leter",
            duplex="lang",
            bleed=-1.0,
            gutter=51.0,
            margin=31.0,
            start_at=0,
            offset=(0.0, 5.1),
        )
    )
    assert set(told) == {
        "--card",
        "--sheet",
        "--duplex",
        "--bleed",
        "--gutter",
        "--margin",
        "--start-at",
        "--offset",
    }
    assert "did you mean 'a7'?" in told["--card"]
    assert "did you mean 'letter'?" in told["--sheet"]
    assert "did you mean 'long'?" in told["--duplex"]
    assert "did you mean 'a4'?" in faults(Paper(sheet="A4"))["--sheet"]


@pytest.mark.parametrize(
    ("paper", "option"),
    [
        (Paper(bleed=10.5), "--bleed"),
        (Paper(bleed=float("nan")), "--bleed"),
        (Paper(margin=-0.1), "--margin"),
        (Paper(gutter=-1.0), "--gutter"),
        (Paper(bleed=3.0, gutter=5.9), "--gutter"),
        (Paper(bleed=3.0, guides=True), "--guides"),
        (Paper(offset=(-5.1, 0.0)), "--offset"),
        (Paper(offset=(0.0, float("nan"))), "--offset"),
        (Paper(start_at=11), "--start-at"),
        (Paper(stock="avery-32015", start_at=9), "--start-at"),
        (Paper(card="a4", margin=10.0), "--card"),
        (Paper(card="a4", bleed=3.0), "--card"),
        (Paper(card="a4", fold=True), "--card"),
    ],
)
def test_what_cannot_be_printed_is_told(paper: Paper, option: str) -> None:
    """Each fault stands alone under its option."""
    assert set(faults(paper)) == {option}


def test_a_slot_beyond_the_sheet_says_how_many_there_are() -> None:
    """The last slot can be started at, the next one not."""
    assert lay_out(Paper(start_at=10)).paper.start_at == 10
    assert faults(Paper(start_at=11))["--start-at"] == "no slot 11 to start at: a sheet has 10"


def test_offsets_up_to_five_millimetres_are_allowed() -> None:
    """Printers are 3 or 4 mm off; more has another cause, which the message names."""
    lay_out(Paper(offset=(5.0, -5.0)))
    assert "(--duplex)" in faults(Paper(offset=(6.0, 0.0)))["--offset"]
