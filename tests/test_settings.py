"""What book.toml sets for the organisation and its paper: each setting, its default, and how far it goes.

What is told of a wrong setting is in ``faults``, a folder each; see ``test_book.py``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts_gen.color import WHITE, contrast
from scripts_gen.errors import InputError
from scripts_gen.model import Book
from scripts_gen.organisation import Logo, Organisation, PrintDefaults
from scripts_gen.paper import STOCKS, Stock
from scripts_gen.resources import input_files
from scripts_gen.settings import LONGEST_PAGE
from scripts_gen.workspace import read_workspace

SOUND = Path(__file__).parent / "faults/_sound"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
BOOK = "locales/book/book.toml"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the sound book."""
    return Path(shutil.copytree(SOUND, tmp_path / "book"))


def read(workspace: Path, organisation: str = "", rest: str = "") -> Book:
    """Read the book with more under ``[organisation]``, and more at its end."""
    path = workspace / BOOK
    name = 'name = "Northlight"\n'
    text = (SOUND / BOOK).read_text()
    assert text.count(name) == 1
    path.write_text(text.replace(name, f"{name}{organisation}\n") + rest)
    return read_workspace(workspace).book


def told(workspace: Path, organisation: str = "", rest: str = "") -> str:
    """What the user is told of such a book, without its file and line."""
    with pytest.raises(InputError) as caught:
        read(workspace, organisation, rest)
    return "\n".join(f"{fault.path}: {fault.message}" for fault in caught.value.faults)


def test_nothing_need_be_set(sound: Path) -> None:
    """A book that says nothing of paper prints ID-1 cards of one phrase, on both sides of A4, in colour, unpunched."""
    book = read(sound)
    assert book.organisation == Organisation("Northlight")
    assert (book.organisation.page, book.organisation.logo) == ("", None)
    assert book.stocks == {}
    assert book.print == PrintDefaults(
        card="id1",
        sheet="a4",
        layout="phrase",
        stock="",
        duplex="long",
        ink="color",
        bleed=0.0,
        margin=5.0,
        marks=None,
        guides=None,
        punch="none",
        offset=(0.0, 0.0),
        qr=False,
        finished=False,
    )


def test_all_can_be_set(sound: Path) -> None:
    """Each setting reaches the field of its name, with whole numbers as good as others."""
    text = """
[print]
card = "90x60"
sheet = "card"
layout = "bilingual"
stock = "avery-c32011"
duplex = "short"
ink = "gray"
bleed = 3
margin = 4.2
marks = true
guides = false
punch = "slot"
offset = [-1, 0.35]
qr = true
finished = true
"""
    book = read(sound, 'page = "https://northlight.example/find"', text)
    assert book.organisation.page == "https://northlight.example/find"
    assert book.print == PrintDefaults(
        card="90x60",
        sheet="card",
        layout="bilingual",
        stock="avery-c32011",
        duplex="short",
        ink="gray",
        bleed=3.0,
        margin=4.2,
        marks=True,
        guides=False,
        punch="slot",
        offset=(-1.0, 0.35),
        qr=True,
        finished=True,
    )


@pytest.mark.parametrize(
    "page",
    [
        "http://a",
        "https://northlight.example:8443/~us/find.html?q=%C3%A4&l=fi#top",
        f"https://{'a' * (LONGEST_PAGE - 8)}",
    ],
)
def test_any_address_that_a_browser_shows_will_do(page: str, sound: Path) -> None:
    """An address in ASCII is taken as it is, with or without encryption, up to the longest that a QR code takes."""
    assert read(sound, f'page = "{page}"').organisation.page == page


@pytest.mark.parametrize(
    "page",
    [
        "https://",
        "https:///find",
        "ftp://northlight.example",
        "HTTPS://northlight.example",
        "javascript:alert(1)",
        "https://northlight.example/\\n",
        "https://northlight.example/<find>",
    ],
)
def test_what_no_telephone_opens_is_no_address(page: str, sound: Path) -> None:
    """Another scheme, no host, a line end, or a character that addresses cannot have: each is told."""
    assert told(sound, f'page = "{page}"').startswith("organisation.page: expected an address such as 'https://")


def test_qr_code_is_not_blamed_for_the_page(sound: Path) -> None:
    """Where the page is wrong, the QR code that needs it is not told as well."""
    assert "print.qr" not in told(sound, 'page = "northlight.example"', "[print]\nqr = true\n")


def test_logo_comes_with_the_book(sound: Path) -> None:
    """The logo beside book.toml is read with it: nobody below needs the disk."""
    (sound / "locales/book/Our logo.svg").write_bytes(DRAWING)
    logo = read(sound, 'logo = "Our logo.svg"').organisation.logo
    assert logo == Logo("locales/book/Our logo.svg", "svg", DRAWING)


def test_logo_counts_as_input(sound: Path) -> None:
    """A changed logo is noticed like a changed phrase: it is among the files that decide what is made."""
    before = input_files(sound)
    for name in ("logo.svg", "logo.png"):
        (sound / "locales/book" / name).write_bytes(DRAWING)
    assert set(input_files(sound)) - set(before) == {sound / "locales/book/logo.svg", sound / "locales/book/logo.png"}


def test_logo_may_be_a_link_within_the_workspace(sound: Path) -> None:
    """A link is followed, as long as the workspace can be copied as a whole."""
    (sound / "brand").mkdir()
    (sound / "brand/drawing").write_bytes(DRAWING)
    (sound / "locales/book/logo.svg").symlink_to("../../brand/drawing")
    logo = read(sound, 'logo = "logo.svg"').organisation.logo
    assert logo
    assert logo.data == DRAWING


def test_logo_is_not_fetched_from_elsewhere(sound: Path, tmp_path: Path) -> None:
    """A link out of the workspace is told, and its target not read."""
    (tmp_path / "secret").write_bytes(DRAWING)
    (sound / "locales/book/logo.svg").symlink_to(tmp_path / "secret")
    message = "organisation.logo: 'logo.svg' is a link that leads out of the workspace; copy the file"
    assert told(sound, 'logo = "logo.svg"') == message


@pytest.mark.parametrize(
    "name", ["/logo.svg", "art/logo.svg", "../book/logo.svg", "art\\\\logo.svg", "C:logo.svg", "./logo.svg"]
)
def test_logo_stands_beside_the_book(name: str, sound: Path) -> None:
    """A logo is named by its file alone: no folder, no drive, no way up."""
    (sound / "locales/book/logo.svg").write_bytes(DRAWING)
    expected = "organisation.logo: expected the name of a file beside book.toml"
    assert told(sound, f'logo = "{name}"').startswith(expected)


@pytest.mark.parametrize("name", ["logo", "svg", "logo.SVG", "logo.svgz", "logo.svg.jpg", ".."])
def test_logo_is_svg_or_png_by_its_name(name: str, sound: Path) -> None:
    """Another ending is told before the file is looked at."""
    assert told(sound, f'logo = "{name}"') == f"organisation.logo: expected .svg or .png, found {name!r}"


def test_logo_that_cannot_be_read_is_told(sound: Path) -> None:
    """A folder, a pipe, a link to itself, a name that no disk takes: a fault each, and nothing hangs."""
    folder = sound / "locales/book"
    (folder / "folder.svg").mkdir()
    (folder / "loop.svg").symlink_to("loop.svg")
    for name in ("folder.svg", "loop.svg"):
        assert told(sound, f'logo = "{name}"').startswith(f"organisation.logo: no file locales/book/{name}")
    assert told(sound, f'logo = "{"a" * 300}.svg"') == "organisation.logo: cannot be read: File name too long"


def test_logo_is_told_beside_the_other_faults(sound: Path) -> None:
    """A broken logo hides nothing else that is wrong with the book."""
    (sound / "locales/book/logo.png").write_bytes(DRAWING)
    assert told(sound, 'logo = "logo.png"\nlogos = 2').splitlines() == [
        "organisation.logos: unknown key; did you mean 'logo'?",
        ": does not begin as a PNG does; export the picture again",
    ]


STOCK = """
[stock.house]
sheet = "a4"
width = 105
height = 148.5
columns = 2
rows = 2
left = 0
top = 0
across = 105
down = 148.5
"""


def test_own_stock_may_fill_its_sheet(sound: Path) -> None:
    """Cards that touch one another and the sheet's edges are told of as they are, and can be the default."""
    book = read(sound, rest=f'{STOCK}\n[print]\nstock = "house"\n')
    assert book.stocks == {"house": Stock("house", "a4", 105.0, 148.5, 2, 2, 0.0, 0.0, 105.0, 148.5)}
    assert book.print.stock == "house"


def test_one_column_needs_no_distance(sound: Path) -> None:
    """Where nothing stands beside a card, or below, no distance to it need be told."""
    text = STOCK.replace("across = 105\ndown = 148.5\n", "").replace("= 2", "= 1")
    assert read(sound, rest=text).stocks["house"].across == 105.0
    assert read(sound, rest=f"{text}across = 5").stocks["house"].across == 5.0
    for key, pitch in (("columns", "across"), ("rows", "down")):
        expected = f"stock.house: missing key '{pitch}': expected a number"
        assert told(sound, rest=text.replace(f"{key} = 1", f"{key} = 2")) == expected


def test_cards_are_on_the_sheet_to_a_rounding(sound: Path) -> None:
    """Thirds of a sheet fit, a hundredth of a millimetre more does not."""
    third = STOCK.replace("columns = 2", "columns = 3").replace("width = 105", "width = 70").replace("= 105", "= 70")
    assert read(sound, rest=third).stocks["house"].columns == 3
    expected = "stock.house: cards run off the sheet across: the last one ends at 210.01 mm of 210"
    assert told(sound, rest=third.replace("left = 0", "left = 0.01")) == expected


def test_print_is_not_blamed_for_its_stock(sound: Path) -> None:
    """Where the stock is wrong, its name in [print] is known all the same."""
    faulty = STOCK.replace("width = 105", "width = 106")
    message = "stock.house.across: cards of 106 mm lie on one another 105 mm apart; expected at least 106"
    assert told(sound, rest=f'{faulty}\n[print]\nstock = "house"\n') == message


@pytest.mark.parametrize("name", STOCKS)
def test_shipped_stock_keeps_the_rules_of_own_stock(name: str, sound: Path) -> None:
    """What ships could stand in a book: nothing overlaps, nothing runs off its sheet."""
    stock = STOCKS[name]
    keys = ("width", "height", "columns", "rows", "left", "top", "across", "down")
    lines = [f'sheet = "{stock.sheet}"', *(f"{key} = {getattr(stock, key)}" for key in keys)]
    assert name == stock.name
    assert read(sound, rest="\n".join(["[stock.own]", *lines])).stocks["own"].sheet == stock.sheet


@pytest.mark.parametrize("number", ["1e300", "inf", "-inf", "nan", "-nan", f"1{'0' * 400}", f"-1{'0' * 400}", "true"])
def test_length_is_a_number_that_a_length_can_be(number: str, sound: Path) -> None:
    """What is no number, or beyond all paper, is told, whatever TOML thinks of it."""
    assert told(sound, rest=f"[print]\nmargin = {number}\n").startswith("print.margin: expected a number")
    assert told(sound, rest=f"[print]\noffset = [0, {number}]\n").startswith(
        "print.offset: expected a list of two numbers"
    )


def test_white_can_be_read_on_every_group(sound: Path, workspace: Path) -> None:
    """The lightest grey that is dark enough passes, the next one does not; those that ship all pass."""
    path = sound / "locales/book/book.toml"
    path.write_text((SOUND / BOOK).read_text().replace("#0b4f9e", "#595959"))
    assert contrast(read_workspace(sound).book.groups["arrival"].color, WHITE) >= 7
    path.write_text((SOUND / BOOK).read_text().replace("#0b4f9e", "#5a5a5a"))
    with pytest.raises(InputError, match=r"white text on #5a5a5a has a contrast of 6\.89:1"):
        read_workspace(sound)
    assert all(contrast(group.color, WHITE) >= 7 for group in read_workspace(workspace).book.groups.values())
