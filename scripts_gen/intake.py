"""What comes into the register: complaints in words, checked against the book, and the files that tills hand in.

A file is JSON: ``{"format": "scripts-gen complaints 1", "complaints": [{"id", "on", "code", "role", "site", "locale",
"phrase", "note", "closed"}]}``. The first four are required; ``on`` and ``closed`` are dates such as 2026-03-14.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scripts_gen.complaint import NOTE_LIMIT, Complaint, personal_in
from scripts_gen.device_file import load_json, show_json
from scripts_gen.errors import Fault, InputError, did_you_mean, no_such
from scripts_gen.folder_names import fold_name
from scripts_gen.model import Book

FORMAT = "scripts-gen complaints 1"
FILE_LIMIT = 100_000_000
"""Bytes of a file: many times what a till can fill, and room for a register that moves."""
SITE_LIMIT = 100
"""Characters of a site's name."""
EARLIEST = date(2000, 1, 1)
"""A complaint of an earlier day is a mistyped one."""

REQUIRED = ("id", "on", "code", "role")
OPTIONAL = ("site", "locale", "phrase", "note", "closed")
_ID = re.compile("[0-9a-f]{12}")
_UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_Faults = Iterator[tuple[str, str]]
"""Fields, each with what is wrong there."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a complaint may name."""

    codes: Collection[str]
    roles: Collection[str]
    locales: Collection[str]
    phrases: Collection[str]
    sites: Mapping[str, str] | None
    """Keys of the sites by how ``folder_names.fold_name`` compares them; None where any name does."""
    latest: date
    """The last day on which a complaint can have been made."""


def known_of(book: Book, sites: Collection[str] | None, latest: date) -> Known:
    """Return what a complaint may name where ``book`` and ``sites`` hold."""
    listed = None if sites is None else {fold_name(site): site for site in sites}
    return Known(book.standards.complaints, book.roles, book.locales, book.phrases(), listed, latest)


def parse_complaint(words: Mapping[str, str], known: Known) -> Complaint:
    """Return the complaint that ``words`` tell, by the names of the fields of a file; those left out are empty.

    Raises InputError with everything that is wrong with it, each at the name of its field.
    """
    tidy = tidy_words(words, known)
    if faults := [Fault("", 0, name, message) for name, message in check_complaint(tidy, known)]:
        raise InputError(faults)
    on, closed = (date.fromisoformat(text) if (text := tidy.get(name)) else None for name in ("on", "closed"))
    assert on
    site, locale, phrase, note = (tidy.get(name, "") for name in ("site", "locale", "phrase", "note"))
    return Complaint(tidy["id"], on, tidy["code"], tidy["role"], site, locale, phrase, note, closed)


def tidy_words(words: Mapping[str, str], known: Known) -> dict[str, str]:
    """Return ``words`` with what is typed freely on one line, and a listed site as the list has it."""
    tidy = {name: " ".join(text.split()) if name in ("site", "note") else text for name, text in words.items()}
    if known.sites and (site := known.sites.get(fold_name(tidy.get("site", "")))):
        tidy["site"] = site
    return tidy


def check_complaint(words: Mapping[str, str], known: Known) -> _Faults:
    """Yield what is wrong with a complaint in words: the name of the field, and what was expected there."""
    if not _ID.fullmatch(words.get("id", "")):
        yield "id", f"expected twelve characters of 0-9 and a-f, found {show_json(words.get('id', ''))}"
    yield from _check_day("on", words.get("on", ""), EARLIEST, known.latest)
    if closed := words.get("closed"):
        yield from _check_day("closed", closed, EARLIEST, known.latest)
        if closed < words.get("on", ""):
            yield "closed", f"expected no day before that of the complaint, found {show_json(closed)}"
    named = (("code", "complaint code", known.codes), ("role", "role", known.roles))
    for name, kind, there in (*named, ("locale", "locale", known.locales), ("phrase", "phrase", known.phrases)):
        word = words.get(name, "")
        if word and word not in there:
            yield name, no_such(kind, word, there).faults[0].message
        elif not word and name in REQUIRED:
            yield name, f"expected a {kind}, " + (f"one of: {', '.join(there)}" if there else "and the book has none")
    yield from _check_site(words.get("site", ""), known.sites)
    yield from check_note(words.get("note", ""))


def check_note(note: str) -> _Faults:
    """Yield what is wrong with a note."""
    yield from _check_text("note", note, NOTE_LIMIT, "a note says what went wrong, never whose complaint it was")


def _check_site(site: str, sites: Mapping[str, str] | None) -> _Faults:
    if sites is None:
        yield from _check_text("site", site, SITE_LIMIT, "a site is a place, never a person")
    elif site and site not in sites.values():
        yield "site", no_such("site", site, sites.values()).faults[0].message


def _check_text(name: str, text: str, limit: int, rule: str) -> _Faults:
    if len(text) > limit:
        yield name, f"expected at most {limit} characters, found {len(text)}"
    wrong = (c for c in text if unicodedata.category(c) in _UNPRINTABLE or c in _BIDI_CONTROLS)
    if character := next(wrong, ""):
        yield name, f"holds the control character U+{ord(character):04X}"
    if found := personal_in(text):
        yield name, f"holds what looks like {found}; {rule}"


def _check_day(name: str, text: str, earliest: date, latest: date) -> _Faults:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        yield name, f"expected a date such as 2026-03-14, found {show_json(text)}"
    elif not earliest <= day <= latest:
        yield name, f"expected a day from {earliest} to {latest}, found {text}"


# --- files -----------------------------------------------------------------------------------------------------------


def parse_complaints(data: bytes, file: str, known: Known) -> tuple[Complaint, ...]:
    """Return the complaints in the bytes of a file, each once; raise InputError with every fault in it."""
    shape = load_json(data, file, FILE_LIMIT)
    if not isinstance(shape, dict) or shape.get("format") != FORMAT:
        found = shape.get("format", shape) if isinstance(shape, dict) else shape
        raise InputError([Fault(file, 0, "format", f'expected "{FORMAT}", found {show_json(found)}')])
    listed = shape.get("complaints")
    if not isinstance(listed, list):
        raise InputError([Fault(file, 0, "complaints", f"expected a list, found {show_json(listed)}")])
    unknown = (key for key in shape if key not in ("format", "complaints"))
    faults = [Fault(file, 0, "", f"unknown key {show_json(key)}") for key in unknown]
    found_by_id: dict[str, Complaint] = {}
    for place, item in enumerate(listed):
        at = f"complaints[{place}]"
        if told := list(_check_item(item)):
            faults += [Fault(file, 0, f"{at}.{name}" if name else at, message) for name, message in told]
            continue
        try:
            complaint = parse_complaint(item, known)
        except InputError as error:
            faults += [Fault(file, 0, f"{at}.{fault.path}", fault.message) for fault in error.faults]
            continue
        if found_by_id.setdefault(complaint.id, complaint) != complaint:
            faults.append(Fault(file, 0, f"{at}.id", f"{complaint.id!r} is the id of another complaint above"))
    if faults:
        raise InputError(faults)
    return tuple(found_by_id.values())


def format_complaints(complaints: Iterable[Complaint]) -> Iterator[str]:
    """Yield the lines of the file that holds ``complaints``; what they leave empty is left out."""
    yield f'{{"format": "{FORMAT}", "complaints": ['
    before = ""
    for complaint in complaints:
        if before:
            yield f"{before},"
        before = json.dumps(complaint_shape(complaint), ensure_ascii=False)
    if before:
        yield before
    yield "]}"


def complaint_shape(complaint: Complaint) -> dict[str, str]:
    """Return a complaint as the object of a file."""
    fields = ((name, getattr(complaint, name)) for name in (*REQUIRED, *OPTIONAL))
    return {name: str(value) for name, value in fields if value}


def _check_item(item: Any) -> _Faults:
    """Yield what is wrong with the shape of a complaint in a file; the empty name is that of the whole."""
    if not isinstance(item, dict):
        yield "", f"expected a complaint in braces, found {show_json(item)}"
        return
    for name in REQUIRED:
        if name not in item:
            yield "", f"missing key {name!r}"
    for name, value in item.items():
        if name not in (*REQUIRED, *OPTIONAL):
            yield "", f"unknown key {show_json(name)}{did_you_mean(name, (*REQUIRED, *OPTIONAL))}"
        elif not isinstance(value, str):
            yield name, f"expected a text, found {show_json(value)}"
