"""The look-up page says what everything else says: values, wordings, codes and what is searched, for the whole book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from pages import ask, open_page
from playwright.sync_api import Browser, Page

from scripts_gen.drawer import normalize_code
from scripts_gen.line import Made, build_lines
from scripts_gen.model import Placeholder
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.search import documents
from scripts_gen.wording import Piece, Text

Books = Mapping[str, Phrasebook]


@pytest.fixture(scope="module")
def page(browser: Browser, whole_page: Path) -> Iterator[Page]:
    """The page of the whole default book; tests only ask its program."""
    page = open_page(browser, whole_page)
    yield page
    page.context.close()


SUMS = ("0", "0.5", "12.50", "12.345", "12.355", "1234567.8", "-3.20")
COINS = ("EUR", "USD", "GBP", "JPY", "PHP", "RUB", "SAR", "SEK")
VALUES = {
    "number": (
        "0",
        "1",
        "5",
        "12",
        "999",
        "1000",
        "12345",
        "1234567",
        "999999999999999",
        "007",
        "-1",
        "1.5",
        "1e3",
        "",
    ),
    "money": (*(f"{sum_} {coin}" for sum_ in SUMS for coin in COINS), "12.50", "EUR", "a EUR", "EUR 12", "nan EUR", ""),
    "date": (
        *(f"{year}-{month:02}-{month * 2:02}" for year in (1999, 2026) for month in range(1, 13)),
        *("2024-02-29", "2026-02-29", "2026-13-01", "14.3.2026", "tomorrow", ""),
    ),
    "time": (*(f"{hour:02}:{hour * 2:02}" for hour in range(24)), "24:00", "12:60", "2pm", ""),
    "phone": ("+358 40 123 4567", "(02) 123-45", "112", "12", "call me", ""),
    "text": ("A-1047", " x ", "{place}", "  ", ""),
}


def test_values_are_written_as_everywhere_else(page: Page, books: Books) -> None:
    """Numbers, money, dates, times and the rest read as in the terminal; what is none of its type is none in both."""
    program = """(values) => Object.fromEntries([...app.book.locales.values()].map((locale) => [locale.code,
      Object.entries(values).flatMap(([type, typed]) => typed.map((value) => formatValue(locale, type, value)))]))"""
    written = ask(page, program, VALUES)
    typed = [(kind, value) for kind, values in VALUES.items() for value in values]
    for code, book in books.items():
        pairs = {
            value: (format_value(book, kind, value), there)
            for (kind, value), there in zip(typed, written[code], strict=True)
        }
        assert {value: pair for value, pair in pairs.items() if bare(pair[0]) != bare(pair[1])} == {}, code


def format_value(book: Phrasebook, kind: str, value: str) -> str | None:
    """Return a value as everything but the page writes it, None where it is none of its type."""
    try:
        return book.formatter.format(Placeholder("x", kind, "x", "x"), value)
    except ValueError:
        return None


def bare(text: str | None) -> str | None:
    """Return a value without its spaces and with a plain minus, which no two editions of CLDR write alike."""
    return None if text is None else re.sub(r"\s|\u200e(?=-)", "", text.replace("\u2212", "-"))


def test_wordings_are_filled_as_everywhere_else(page: Page, books: Books) -> None:
    """Plural, values, isolation and blanks of every wording and its sound, in every language, are those of cards."""
    examples = {name: placeholder.example for name, placeholder in books["en"].book.placeholders.items()}
    tries = [{}, examples, *({"minutes": n, "items": n} for n in ("0", "1", "2", "3", "11", "21", "100"))]
    program = r"""(tries) => {
      const { book } = app, filled = [];
      const plain = (piece) => (typeof piece === "string" ? piece.replace(/\s+/g, " ") : [piece.blank]);
      for (const locale of book.locales.values()) for (const phrase of book.phrases.values())
        for (const row of rowsOf(locale, phrase)) for (const values of phrase.count ? tries : tries.slice(0, 2)) {
          const used = Object.entries(values).filter(([name]) => row.forms.some((form) => form.includes(`{${name}}`)));
          const fill = (pieces) => pieces(book, locale, phrase, row, Object.fromEntries(used), locale).map(plain);
          filled.push([phrase.key, fill(wordingPieces), fill(soundPieces)]);
        }
      return filled;
    }"""
    there = iter(ask(page, program, tries))
    for book in books.values():
        for entry in book.entries.values():
            for row, values in product(entry.wordings, tries if entry.phrase.count else tries[:2]):
                used = {
                    name: value for name, value in values.items() if any(f"{{{name}}}" in form for form in row.forms)
                }
                said, sound = book.pieces(entry, row, used), book.pronunciation_pieces(entry, row, used)
                assert next(there) == [entry.key, listed(said), listed(sound)]
    assert next(there, None) is None


def listed(pieces: tuple[Piece, ...]) -> list[str | list[str]]:
    """Return texts with simple spaces, and the names of blanks in lists."""
    return [re.sub(r"\s+", " ", piece.text) if isinstance(piece, Text) else [piece.name] for piece in pieces]


def test_search_searches_in_the_same_texts(page: Page, books: Books) -> None:
    """What the page's search is given of each phrase in each language is what the terminal's is."""
    there = iter(ask(page, "() => searchDocuments(app.book)"))
    for book in books.values():
        for document in documents(book):
            names = {name: re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in document.__slots__}
            here = {name: getattr(document, name) for name in names}
            other = next(there)
            assert {name: [*v] if isinstance(v, tuple) else v for name, v in here.items()} == {
                name: other[its] for name, its in names.items()
            }
    assert next(there, None) is None


def test_page_knows_the_code_of_every_card(page: Page, books: Books) -> None:
    """The code of each phrase's card, in each pair of languages, is among those that the page works out."""
    program = """() => {
      const codes = new Set();
      for (const reader of app.book.locales.values()) for (const locale of app.book.locales.values())
        for (const phrase of app.book.phrases.values()) for (const row of rowsOf(locale, phrase))
          for (const chosen of distinctChoices(reader, locale, phrase, row))
            codes.add(hashTexts(cardContent(app.book, locale, phrase, row, reader, chosen)));
      return [...codes];
    }"""
    known = set(ask(page, program))
    women = {"speaker": "female", "listener": "female"}
    decks = [(spoken, staff, {}) for spoken, staff in product(books.values(), books.values())]
    decks += [(books["ar"], books["ru"], women), (books["ru"], books["tl"], women)]
    codes = {}
    for spoken, staff, chosen in decks:
        made: Made = {}
        for situation in spoken.book.situations.values():
            said = {phrase.key for phrase in situation.phrases()}
            lines = build_lines(situation, said, spoken, None if spoken is staff else staff, chosen, made)
            codes |= {line.code: line.content for line in lines}
    assert len(codes) > 15_000
    assert {code: content for code, content in codes.items() if code not in known} == {}


def test_code_is_read_in_the_same_spellings(page: Page) -> None:
    """Whatever the terminal takes for a code, the page does, and nothing else."""
    typed = [
        "7K3Q-M2X4",
        "7k3qm2x4",
        " 7K3Q M2X4 ",
        "7K3Q\u2013M2X4",
        "7K-3QM-2X4",
        "OIL0-oil1",
        "7K3Q-M2X",
        "7K3Q-M2X4A",
    ]
    typed += ["7K3U-M2X4", "receipts", "", "----", "kuitteja", "٧K3Q-M2X4", "ſK3Q-M2X4"]
    there = ask(page, "(typed) => typed.map((code) => normalCode(code) && showCode(normalCode(code)))", typed)
    assert there == [normalize_code(code) or "" for code in typed]
