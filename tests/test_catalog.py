"""Catalogs: every fault at once, nothing lost on the way through, and only what changes is written.

``catalogs/faults`` holds catalogs named after their fault, with what the user is told beside each; ``catalogs/sound``
holds catalogs named after what is unusual in them and no fault.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from gnu import run_gnu
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.blocks import format_block, quote, unquote
from scripts_gen.catalog import (
    Catalog,
    Counts,
    approve_messages,
    bind_pronunciations,
    count_messages,
    format_template,
    new_catalog,
    parse_catalog,
    read_catalog,
    renew_template,
)
from scripts_gen.errors import InputError
from scripts_gen.language import Locale
from scripts_gen.message import Message, format_context
from scripts_gen.seal import format_for, parse_approval, seal_holds
from scripts_gen.split import split_catalog

CATALOGS = Path(__file__).parent / "catalogs"
FAULTS = sorted((CATALOGS / "faults").glob("*.po"))
SOUND = sorted((CATALOGS / "sound").glob("*.po"))
DATE = "2026-03-01 12:00+0000"
MADE = {"domain": "phrases", "project": "scripts-gen", "date": DATE}
FINNISH = Locale("fi", "suomi", "ltr", "nplurals=2; plural=n != 1;")
ARABIC = Locale(
    "ar",
    "العربية",
    "rtl",
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
)
TEMPLATE = (
    Message("greeting.morning", "Good morning.", notes=("Said first.\nWith a smile.", ""), files=("book/a.toml",)),
    Message("wait.minutes", "Wait {minutes} minute.", "Wait {minutes} minutes.", files=("book/b.toml",)),
    Message("farewell.address", "Visit us at\n{website}\n", files=("book/with space.toml",)),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def name(path: Path) -> str:
    return path.stem


def read(stem: str) -> bytes:
    return (CATALOGS / "sound" / f"{stem}.po").read_bytes()


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FAULTS, ids=name)
def test_names_every_fault_of_a_file_with_its_line(path: Path) -> None:
    """A faulty catalog is refused, and all its faults are told in one run."""
    with pytest.raises(InputError) as error:
        read_catalog(path, path.name)
    assert f"{error.value}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_names_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A catalog that is not there is the user's fault, not a traceback."""
    with pytest.raises(InputError, match=r"fi/phrases\.po: cannot be read"):
        read_catalog(tmp_path / "none.po", "fi/phrases.po")


@pytest.mark.parametrize("path", SOUND, ids=name)
def test_writes_what_it_read_byte_for_byte(path: Path) -> None:
    """Splitting a file into blocks loses no byte."""
    data = path.read_bytes()
    catalog = split_catalog(data, path.name)
    assert catalog.encode(catalog.blocks) == data


@pytest.mark.parametrize(
    "path", [p for p in SOUND if p.stem not in ("workflow-flags", "line-separator-in-a-text")], ids=name
)
def test_reads_texts_as_polib_does(path: Path) -> None:
    """Texts, flags and comments are those that a second, independent parser finds, where it can read the file."""
    charset = "koi8-r" if path.stem == "koi8-r" else "utf-8"
    theirs = polib.pofile(path.read_bytes().decode(charset))
    ours = read_catalog(path, path.name)
    assert [(m.msgctxt, m.msgid, "".join(m.msgstr), list(m.flags), bool(m.obsolete)) for m in ours.messages] == [
        (e.msgctxt, e.msgid, e.msgstr, e.flags, bool(e.obsolete)) for e in theirs
    ]
    assert ["\n".join(message.comments) for message in ours.messages] == [entry.tcomment for entry in theirs]
    assert ours.header == theirs.metadata


def test_reads_what_an_obsolete_message_was_made_from() -> None:
    """Previous sources, flags and comments of an obsolete message are read; it is not live."""
    catalog = parse_catalog(read("obsolete-with-everything"), "fi.po")
    zebra = catalog.messages[-1]
    assert zebra.obsolete
    assert zebra.previous_msgid == "Mind the zebra."
    assert zebra.comments == ("Anna: rare", "approved: 2026-01-02 Anna 01234567")
    assert list(catalog.live()) == ["greeting.morning"]


def test_keeps_workflow_flags_when_the_message_changes() -> None:
    """A ``#=`` line is not ours to drop."""
    block = split_catalog(read("workflow-flags"), "fi.po").blocks[-1]
    assert block.message is not None
    changed = format_block(replace(block.message, flags=()), "\n", block)
    assert "#= reviewed, sticky\n" in changed
    assert "#, fuzzy" not in changed


def test_keeps_the_wrapping_of_sections_that_do_not_change() -> None:
    """A changed flag leaves a translator's line breaks, comments and spacing alone."""
    block = split_catalog(read("wrapped-by-hand"), "fi.po").blocks[-1]
    assert block.message is not None
    changed = format_block(replace(block.message, flags=("rare",)), "\n", block)
    assert sorted(changed.replace("#, rare\n", "#, fuzzy,  rare\n").split("\n")) == sorted(block.text.split("\n"))


def test_says_which_character_a_charset_lacks() -> None:
    """A text that the file's own charset cannot hold is a fault, not a question mark."""
    catalog = split_catalog(read("koi8-r"), "ru.po")
    assert catalog.blocks[-1].message is not None
    changed = catalog.rewrite(catalog.blocks[-1], replace(catalog.blocks[-1].message, msgstr=("ё — ä",)))
    with pytest.raises(InputError, match="KOI8-R cannot write"):
        catalog.encode([changed])


@given(texts)
def test_any_text_survives_quoting(text: str) -> None:
    """Quotes, backslashes, tabs and line ends come back as they were."""
    assert unquote(quote(text)) == text


@given(msgid=texts.filter(bool), plural=texts, forms=st.lists(texts, min_size=2, max_size=6), previous=texts)
def test_any_message_survives_writing(msgid: str, plural: str, forms: list[str], previous: str) -> None:
    """What is written is read again, whatever the texts are."""
    message = Message(
        "a.b",
        msgid,
        plural,
        tuple(forms if plural else forms[:1]),
        flags=("fuzzy",),
        previous_msgid=previous,
        obsolete=len(forms) % 2 == 0,
        line=1,
    )
    assert parse_catalog(format_block(message).encode(), "fi.po").messages == (message,)


def test_reads_six_thousand_messages_well_under_a_second() -> None:
    """Reading a catalog of the largest book is quick."""
    rows = [replace(message, msgctxt=f"{message.msgctxt}{i}") for i in range(2000) for message in TEMPLATE]
    data = format_template(rows, **MADE)
    start = time.perf_counter()
    assert len(parse_catalog(data, "big.pot").messages) == 6000
    assert time.perf_counter() - start < 1


# --- templates and new catalogs -------------------------------------------------------------------------------------


def test_a_template_is_what_gnu_would_write(tmp_path: Path) -> None:
    """Our POT is canonical: msgcat, told not to wrap, has nothing to change in it."""
    data = format_template(TEMPLATE, **MADE)
    assert run_gnu(tmp_path, "msgcat", "--no-wrap", "t.pot", **{"t.pot": data}) == data


def test_a_template_holds_one_fact_a_line() -> None:
    """Notes stand one a line, files without line numbers, and nothing is translated."""
    text = format_template(TEMPLATE, **MADE).decode()
    assert "#. Said first.\n#. With a smile.\n#: book/a.toml\nmsgctxt" in text
    assert 'msgid ""\n"Visit us at\\n"\n"{website}\\n"\nmsgstr ""\n' in text
    assert 'msgstr[0] ""\nmsgstr[1] ""\n' in text
    assert f'"POT-Creation-Date: {DATE}\\n"\n' in text


def test_a_template_of_the_same_messages_keeps_its_date() -> None:
    """A run without a change leaves the POT as it is; one changed note gives it the new date."""
    old = format_template(TEMPLATE, **MADE)
    later = MADE | {"date": "2027-01-01 00:00+0000"}
    assert renew_template(old, TEMPLATE, **later) == old
    noted = (replace(TEMPLATE[0], notes=("Sung.",)), *TEMPLATE[1:])
    assert b"POT-Creation-Date: 2027" in renew_template(old, noted, **later)
    assert renew_template(None, TEMPLATE, **later) == renew_template(b"\xff\xfe", TEMPLATE, **later)


@pytest.mark.parametrize("locale", [FINNISH, ARABIC], ids=["fi", "ar"])
def test_msgfmt_accepts_a_new_catalog(locale: Locale, tmp_path: Path) -> None:
    """A catalog begins with a header that GNU's own checker takes, and says its language by the folder's name."""
    data = new_catalog(locale, **MADE)
    run_gnu(tmp_path, "msgfmt", "--check", "-o", "x.mo", "x.po", **{"x.po": data})
    header = parse_catalog(data, "x.po").header
    assert header["Language"] == locale.code
    assert header["Plural-Forms"] == locale.plural_forms
    assert list(header)[:3] == ["Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date"]


# --- approvals ------------------------------------------------------------------------------------------------------


def test_approving_seals_the_message_and_touches_no_other_line() -> None:
    """An approval is one comment line more."""
    data = read("crlf")
    approved, sealed = approve_messages(data, "fi.po", ["greeting.evening"], date="2026-03-01", by="Anna Ek")
    assert sealed == ("greeting.evening",)
    assert seal_holds(parse_catalog(approved, "fi.po").live()["greeting.evening"])
    line = re.search(rb"# approved: 2026-03-01 Anna Ek [0-9A-Z]{8}\r\n", approved)
    assert line is not None
    assert approved.replace(line[0], b"") == data


def test_a_seal_that_holds_is_left_alone_and_a_void_one_gives_way() -> None:
    """Approving again by the same name changes nothing; approving an edited message replaces its comment in place."""
    data, _ = approve_messages(read("no-blank-lines"), "fi.po", ["greeting.evening"], date="2026-03-01", by="Anna")
    assert approve_messages(data, "fi.po", ["greeting.evening"], date="2026-04-01", by="Anna") == (data, ())
    edited = data.replace(b'huomenta."', b'iltaa."')
    again, sealed = approve_messages(edited, "fi.po", ["greeting.evening"], date="2026-04-01", by="Olli")
    assert sealed == ("greeting.evening",)
    comments = parse_catalog(again, "fi.po").live()["greeting.evening"].comments
    assert comments[0] == "Anna: check"
    assert [approval.date for comment in comments if (approval := parse_approval(comment))] == ["2026-04-01"]


def test_only_a_finished_message_can_be_approved() -> None:
    """A fuzzy message is named, an unknown one with the nearest right word; the former can be passed over."""
    data = read("workflow-flags")
    with pytest.raises(InputError) as error:
        approve_messages(data, "fi.po", ["greeting.morning", "greeting.mornin"], date="2026-03-01", by="Anna")
    assert str(error.value).split("\n") == [
        "fi.po: no message 'greeting.mornin'; did you mean 'greeting.morning'?",
        "fi.po:9: greeting.morning: is fuzzy; nothing to approve yet",
    ]
    passed = approve_messages(data, "fi.po", ["greeting.morning"], date="2026-03-01", by="Anna", skip_unready=True)
    assert passed == (data, ())


@pytest.mark.parametrize(("date", "by"), [("yesterday", "Anna"), ("2026-03-01", " \n")])
def test_an_approval_needs_a_date_and_a_name(date: str, by: str) -> None:
    """An approval that could not be read again is refused."""
    with pytest.raises(InputError, match="an ISO date and a name"):
        approve_messages(read("crlf"), "fi.po", ["greeting.morning"], date=date, by=by)


def test_counts_every_live_message_once() -> None:
    """Approved, translated, fuzzy and missing add up to the live messages; a half plural is missing."""
    translated = Message("a.a", "One two", msgstr=("x",))
    messages = (
        translated,
        replace(translated, msgctxt="a.b", flags=("fuzzy",)),
        replace(translated, msgctxt="a.c", msgid_plural="p", msgstr=("x", "")),
        replace(translated, msgctxt="a.d", obsolete=True),
    )
    data, _ = approve_messages(format_block(translated).encode(), "fi.po", ["a.a"], date="2026-03-01", by="Anna")
    approved = replace(parse_catalog(data, "fi.po").messages[0])
    counts = count_messages(Catalog("fi.po", {}, (approved, replace(translated, msgctxt="a.e"), *messages[1:])))
    assert counts == Counts(approved=1, translated=1, fuzzy=1, missing=1, obsolete=1, words=8)


# --- pronunciations -------------------------------------------------------------------------------------------------


def test_a_pronunciation_is_bound_to_its_wording_once() -> None:
    """A pronunciation without a binding gets one; when the wording changes it keeps the old one until it is renewed."""
    spoken = parse_catalog(read("koi8-r"), "ru.po")
    data = format_block(Message("greeting.morning", "Good morning.", msgstr=("dobraye utra",))).encode()
    bound = bind_pronunciations(data, "p.po", spoken, None)
    message = parse_catalog(bound, "p.po").messages[0]
    assert message.comments == (format_for(["Доброе утро."]),)
    changed = replace(spoken, messages=(replace(spoken.messages[0], msgstr=("Привет.",)),))
    assert bind_pronunciations(bound, "p.po", changed, None) == bound
    renewed = bind_pronunciations(bound, "p.po", changed, ["greeting.morning"])
    assert parse_catalog(renewed, "p.po").messages[0].comments == (format_for(["Привет."]),)


def test_what_says_nothing_is_not_bound() -> None:
    """An empty or fuzzy pronunciation, and one without a wording, stays unbound; an unknown key is a fault."""
    spoken = parse_catalog(read("koi8-r"), "ru.po")
    messages = (
        Message("greeting.morning", "Good morning.", msgstr=("",)),
        Message("greeting.evening", "Good evening.", msgstr=("dobry vecher",)),
        Message(format_context("greeting.morning", (("speaker", "female"),)), "G", msgstr=("x",), flags=("fuzzy",)),
    )
    data = "\n".join(map(format_block, messages)).encode()
    assert bind_pronunciations(data, "p.po", spoken, None) == data
    with pytest.raises(InputError, match=r"no message 'greeting\.night'"):
        bind_pronunciations(data, "p.po", spoken, ["greeting.night"])
