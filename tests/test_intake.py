"""What comes into the register: complaints in words, and the files of tills and phones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from scripts_gen.complaint import Complaint, personal_in
from scripts_gen.errors import InputError
from scripts_gen.intake import (
    FILE_LIMIT,
    FORMAT,
    Known,
    format_complaints,
    known_of,
    parse_complaint,
    parse_complaints,
)
from scripts_gen.workspace import Workspace

FAULTS = ROOT / "tests" / "faults" / "complaints"
TODAY = date(2026, 11, 22)
KNOWN = Known(("late", "rude"), ("cashier", "courier"), ("en", "fi"), ("greeting.morning",), None, TODAY)
LATE = Complaint("00000000000a", date(2026, 3, 14), "late", "cashier", "Pier 4", "fi", "greeting.morning", "no sign")
RUDE = Complaint("00000000000b", TODAY, "rude", "courier", site="سوق ёж", closed=TODAY)
WORDS = {"id": LATE.id, "on": "2026-03-14", "code": "late", "role": "cashier"}


def parse(*complaints: Complaint, known: Known = KNOWN) -> tuple[Complaint, ...]:
    """Write complaints to a file and read it."""
    return parse_complaints("\n".join(format_complaints(complaints)).encode(), "till.json", known)


def faults(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    """The places of the faults."""
    return [fault.path for fault in error.value.faults]


@pytest.mark.parametrize("complaints", [(), (LATE,), (RUDE, LATE)], ids=len)
def test_file_comes_back_as_it_was(complaints: tuple[Complaint, ...]) -> None:
    """What is written as a file is read as the same complaints, in their order."""
    assert parse(*complaints) == complaints


def test_file_of_the_page_is_read() -> None:
    """Empty fields, a byte order mark and the same complaint twice are no faults."""
    item = {**WORDS, "site": "", "locale": "", "phrase": "", "note": " two\n words "}
    data = json.dumps({"format": FORMAT, "complaints": [item, item]}).encode("utf-8-sig")
    assert parse_complaints(data, "till.json", KNOWN) == (
        Complaint(LATE.id, LATE.on, "late", "cashier", note="two words"),
    )


@pytest.mark.parametrize("fault", sorted(FAULTS.glob("*.json")), ids=lambda path: path.stem)
def test_faulty_file_is_refused(fault: Path) -> None:
    """Every fault of a file is told by its place, and no text of the file can disturb the terminal."""
    with pytest.raises(InputError) as error:
        parse_complaints(fault.read_bytes(), fault.name, KNOWN)
    assert str(error.value) + "\n" == fault.with_suffix(".txt").read_text(encoding="utf-8")
    assert str(error.value).replace("\n", "").isprintable()


def test_huge_file_is_not_parsed() -> None:
    """A file beyond the bound is refused by its size."""
    with pytest.raises(InputError, match="at most 100,000,000 bytes"):
        parse_complaints(b" " * (FILE_LIMIT + 1), "till.json", KNOWN)


def test_what_may_be_named_is_in_the_book(opened: Workspace) -> None:
    """Codes, roles, languages and phrases are those of the book, and all faults are told at once."""
    known = known_of(opened.book, None, TODAY)
    assert parse_complaint(WORDS | {"phrase": "greeting.morning"}, known).phrase == "greeting.morning"
    with pytest.raises(InputError) as error:
        parse_complaint({"id": "", "code": "x", "role": "x", "locale": "x", "phrase": "x", "note": "a@b.fi"}, known)
    assert faults(error) == ["code", "id", "locale", "note", "on", "phrase", "role"]


def test_listed_sites_are_the_only_ones() -> None:
    """Where there is a list of sites, a complaint names one of them or none."""
    known = replace(KNOWN, sites={"pier-4": "Pier-4", "pier-5": "Pier-5"})
    assert [c.site for c in parse(replace(LATE, site="pier-4"), replace(RUDE, site=""), known=known)] == ["Pier-4", ""]
    with pytest.raises(InputError, match="no site 'pier-44'; did you mean 'Pier-4'"):
        parse(replace(LATE, site="pier-44"), known=known)


@pytest.mark.parametrize(
    "note",
    [
        "call 0401234567",
        "+358 40 123 4567",
        "(040) 123-4567",
        "card 4111 1111 1111 1111",
        "٠٤٠١٢٣٤٥٦٧",
        "１２３４５６７",
        "anna.virtanen@example.org",
        "ａ@ｂ.ｃｏｍ",
        "customer 1234567",
        "01.23.45.67.89",
        "8 (4852) 12-34-56",
        "12-34-5678",
        "040\u2011123\u20134567",
        "040\u200b1234\u00ad567",
    ],
)
def test_note_that_leads_to_a_person_is_seen(note: str) -> None:
    """Addresses and long numbers, however they are written, have no place in a note."""
    assert personal_in(note)
    with pytest.raises(InputError, match="never whose complaint it was"):
        parse_complaint(WORDS | {"note": note}, KNOWN)


def test_site_is_a_place() -> None:
    """Where sites are not listed their names are typed, too: nothing in them leads to a person."""
    with pytest.raises(InputError, match=r"site: holds what looks like .*; a site is a place, never a person"):
        parse_complaint(WORDS | {"site": "Anna, 040 123 4567"}, KNOWN)


def test_book_without_codes_says_so() -> None:
    """Where there is nothing to choose from no empty choice is offered."""
    with pytest.raises(InputError, match="code: expected a complaint code, and the book has none"):
        parse_complaint(WORDS | {"code": ""}, replace(KNOWN, codes=()))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "2026-03-14 at 14:30",
        "on 14.3.2026",
        "14.3.2026 15/03/26 1-4-2026",
        "١٤/٠٣/٢٠٢٦",
        "5 pieces of 12.50 EUR",
        "order 4711",
        "between 10:00 and 12:00",
        "5 @ 2",
    ],
)
def test_days_and_amounts_lead_to_nobody(note: str) -> None:
    """A note may say when, how many and how much."""
    assert not personal_in(note)
