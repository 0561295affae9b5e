"""Wordings that nobody should write: printed as they stand, or told as too large or unprintable, and never clipped."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from decks import sheets_of
from phrasebooks import BOOK, one_phrase, phrasebook

from scripts_gen.deck import Deck, Wish, build_deck
from scripts_gen.errors import ScriptsGenError
from scripts_gen.fitting import Sheets
from scripts_gen.paper import CARDS, OWN_PAGE, Paper
from scripts_gen.seal import format_code
from scripts_gen.sheet import Layout, lay_out

POINT = 25.4 / 72
PAPERS = {
    "phrase": Paper(),
    "role": Paper(duplex="none"),
    "bilingual": Paper(card="a6"),
    "fold": Paper(fold=True),
    "wall": Paper(card="a4", sheet=OWN_PAGE, duplex="none"),
}
LONG_WORD = "Kolmivaihekilowattituntimittarinlukijankoulutusohjelmavastaava"
SENTENCE = "Please wait here for me until I call your name. "

PRINTED = {
    "typst": '#let x = 1 #import "y": * #panic() #x',
    "math": "It costs $5, not $x^2_3$ or $$",
    "backslashes": "C:\\new\\temp \\u{41} \\n \\\\ \\",
    "html": "</script><script>alert(1)</script> &amp; <!-- x -->",
    "template": '"}],"faces":[{{ 7 * 7 }} {% raw %} %s {0} ${HOME} `id`',
    "markup": "*bold* _thin_ = Head <label> @ref // no /* no */ -- ... ~ 'a'",
    "override": "Please \u202ewait here\u202c now.",
    "open override": "Please \u202ewait here now.",
    "open isolate": "Please \u2067wait here 3 / 17 now.",
    "direction marks": "Please \u200fwait\u200e here.",
    "arabic": "Please say مرحبا بك to +358 40 123 4567.",
    "devanagari": "नमस्ते",
    "spaces": "     ",
    "wide spaces": "\u00a0\u2003\u00a0",
    "two spaces": "  Please   wait  here ",
    "lines": "Please\nwait\r\nhere\u2028now",
    "tabs": "Please\twait\there",
    "joined": "Pl\u200bea\u200dse wa\u00adit",
}
"""What is set as it stands."""

TURNED = ("override", "open override", "open isolate", "direction marks", "arabic")

TOLD = {
    "emoji": ("Hello 😀", "😀"),
    "family": ("Hello 👩‍👩‍👧", "👩"),
    "flag": ("Hello 🇫🇮", "🇫"),
    "chinese": ("你好", "你"),
    "hebrew": ("שלום לך", "ש"),
    "dingbat": ("Call ☎ now", "☎"),
    "thai": ("สวัสดี ครับ", "ส"),
    "thai vowel": ("\u0e31", "\u0e31"),
    "control": ("Please\x01wait", "\x01"),
    "private": ("Please \ue000 wait", "\ue000"),
    "no character": ("Please \uffff wait", "\uffff"),
    "null": ("Please\x00wait", "\x00"),
    "byte order mark": ("\ufeffPlease", "\ufeff"),
}
"""What no font has, and the character that is named."""

LARGE = {
    "ten thousand letters": (SENTENCE * 209)[:10_000],
    "a word of sixty letters": "W" * 60,
    "an address": "www." + "northlight" * 12 + ".example",
    "two hundred lines": "Wait\n" * 200,
}
"""What is larger than any card that is asked for here."""


def layout_of(name: str) -> Layout:
    return lay_out(PAPERS[name])


@cache
def deck_of(name: str, code: str, text: str) -> Deck:
    """A deck of one card that says ``text``."""
    staff = phrasebook("fi" if code != "fi" else "en") if name == "bilingual" else None
    return build_deck(BOOK.roles["cashier"], one_phrase(code, text), staff)


def print_text(name: str, code: str, text: str) -> Sheets:
    return sheets_of(deck_of(name, code, text), layout_of(name), name)


@cache
def printed(name: str, code: str, text: str) -> str:
    """All that stands on a card."""
    sheets = print_text(name, code, text)
    assert sheets.misfits == ()
    assert sheets.pdf
    return read(sheets.pdf, layout_of(name))


def letters(text: str) -> Counter[str]:
    """The letters of a text that leave ink, in whatever order they are drawn; brackets are turned round in Arabic."""
    seen = text.translate(str.maketrans(")]}>", "([{<"))
    return Counter(
        letter for letter in seen if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc")
    )


def deck_code(name: str, code: str, text: str) -> Counter[str]:
    """The letters of a card's code, as often as they stand on it."""
    (line,), faces = deck_of(name, code, text).lines, 1 + layout_of(name).backs
    return Counter({letter: count * faces for letter, count in letters(format_code(line.code)).items()})


def read(data: bytes, layout: Layout) -> str:
    """All text of a PDF, each letter of which is inside the trim of the one card."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text, high = page.get_textpage(), page.get_height()
        for i in range(text.count_chars()):
            left, low, right, up = (at * POINT for at in text.get_charbox(i))
            x, y = max(slot for slot in layout.slots if slot[0] <= left + 1 and slot[1] <= high * POINT - up + 1)
            if text.get_text_range(i, 1).strip():
                assert x < left < right < x + layout.piece_width
                assert y < high * POINT - up < high * POINT - low < y + layout.piece_height
        found.append(text.get_text_range())
    return "".join(found)


@pytest.mark.parametrize(
    ("kind", "layout", "code"),
    [
        *((kind, layout, "en") for kind in PRINTED for layout in PAPERS),
        *((kind, "phrase", "ar") for kind in ("typst", "html", *TURNED)),
    ],
)
def test_hostile_wording_is_printed_as_it_stands(kind: str, layout: str, code: str) -> None:
    """Every letter and sign of it is on the card, once, and nothing but the card's own furniture beside."""
    text = PRINTED[kind]
    codes = [deck_code(layout, code, its) for its in (text, " ")]
    own, empty = (letters(printed(layout, code, its)) for its in (text, " "))
    assert own + codes[1] == letters(text) + empty + codes[0]


@pytest.mark.parametrize("layout", PAPERS)
@pytest.mark.parametrize("kind", ["two spaces", "lines", "tabs"])
def test_words_stay_words(kind: str, layout: str) -> None:
    """Whatever blank stands between them, it neither vanishes nor joins them."""
    assert "Please wait here" in " ".join(printed(layout, "en", PRINTED[kind]).split())


@pytest.mark.parametrize(
    ("kind", "layout"), [(kind, layout) for i, kind in enumerate(LARGE) for layout in [*PAPERS][: 5 if i < 2 else 1]]
)
def test_what_is_too_large_is_told_and_not_clipped(kind: str, layout: str) -> None:
    """Nothing is printed; what is told names the card, the wording, its language and by how much it is over."""
    sheets = print_text(layout, "en", LARGE[kind])
    assert sheets.pdf is None
    misfit = sheets.misfits[0]
    assert {(found.context, found.locale) for found in sheets.misfits} == {("greeting.morning", "en")}
    assert misfit.excess > 0
    assert misfit.side == ("width" if kind in ("a word of sixty letters", "an address") else "height")
    assert re.fullmatch(
        r"card \w{4}-\w{4} \(1\.1 greeting\.morning, en\) does not fit: \d+\.\d mm too (high|wide) for .*", str(misfit)
    )


@pytest.mark.parametrize(
    ("layout", "code", "text"),
    [
        ("phrase", "fi", LONG_WORD),
        ("fold", "ar", LONG_WORD),
        ("role", "ru", LONG_WORD),
        ("phrase", "ar", SENTENCE * 12),
        ("bilingual", "tl", SENTENCE * 12),
        ("role", "en", SENTENCE * 18),
    ],
)
def test_card_that_would_do_does(layout: str, code: str, text: str) -> None:
    """On the size that is named for it, each card holds every letter of what is too large for a small one."""
    paper = replace(PAPERS[layout], card="id1")
    deck = deck_of(layout, code, text)
    sizes = [misfit.would_do for misfit in sheets_of(deck, lay_out(paper), layout).misfits]
    assert sizes
    card = max((size for size in sizes if size), key=[*CARDS].index)
    larger = lay_out(replace(paper, card=card, sheet=OWN_PAGE))
    sheets = sheets_of(deck, larger, layout)
    assert sheets.misfits == ()
    assert letters(text) <= letters(read(sheets.pdf or b"", larger))


@pytest.mark.parametrize(
    ("kind", "layout"),
    [(kind, layout) for kind in TOLD for layout in [*PAPERS][: 5 if kind in ("emoji", "thai") else 1]],
)
def test_character_without_a_picture_is_named(kind: str, layout: str) -> None:
    """By its number, its name, and the wording and language that want it; nothing is printed."""
    text, letter = TOLD[kind]
    with pytest.raises(ScriptsGenError) as raised:
        print_text(layout, "en", text)
    named = f"U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')}"
    assert re.search(rf"{re.escape(named)}.*greeting\.morning \(en, ", str(raised.value))


KEYS = ("greeting.glad", "greeting.name", "waiting.called")


def deck_with(text: str, staff: str = "") -> Deck:
    """Three wordings, the second of which is ``text``; with ``staff`` it is its meaning in that language."""
    bad = phrasebook(staff or "en", {"greeting.name": text})
    spoken, reader = (phrasebook("en"), bad) if staff else (bad, None)
    return build_deck(BOOK.roles["cashier"], spoken, reader, wish=Wish(keys=KEYS))


@pytest.mark.parametrize("layout", ["phrase", "role", "fold", "wall"])
def test_only_what_is_too_large_is_told(layout: str) -> None:
    """Among others that fit one is told, by its own name: a whole line of a script, too."""
    (misfit,) = sheets_of(deck_with("W" * 60), layout_of(layout), layout).misfits
    assert misfit.side == "width"
    assert "greeting.name" in str(misfit)


@pytest.mark.parametrize(
    ("layout", "staff"),
    [
        ("phrase", ""),
        ("fold", ""),
        ("role", ""),
        ("wall", ""),
        ("bilingual", "fi"),
    ],
)
def test_wording_with_the_character_is_named_among_others(layout: str, staff: str) -> None:
    """On a card of many lines it is the line that wants the character, and the language that it is written in."""
    with pytest.raises(ScriptsGenError, match=rf"U\+260E BLACK TELEPHONE.*greeting\.name \({staff or 'en'}, "):
        sheets_of(deck_with("Call ☎ now", staff), layout_of(layout), layout)
