"""Merging a template into catalogs: exact, without a guess or a loss, and nothing touched that need not change."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from difflib import unified_diff
from pathlib import Path

import pytest
from gnu import run_gnu
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.blocks import format_block
from scripts_gen.catalog import approve_messages, format_template, new_catalog, parse_catalog
from scripts_gen.errors import InputError
from scripts_gen.language import Axis, Locale, PartOfDay
from scripts_gen.merge import merge_catalog, rows_for
from scripts_gen.message import Message
from scripts_gen.seal import seal_holds

CATALOGS = Path(__file__).parent / "catalogs"
MADE = {"domain": "phrases", "project": "scripts-gen", "date": "2026-03-01 12:00+0000"}
LATER = "2026-04-01 12:00+0000"
RUSSIAN = Locale(
    "ru",
    "русский",
    "ltr",
    "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
    day=(PartOfDay("morning", time(5), time(12)),),
    axes=(Axis("speaker", ("male", "female"), plain="male"),),
)
ENGLISH = Locale("en", "English", "ltr", "nplurals=2; plural=n != 1;", day=RUSSIAN.day)


def said(key: str, text: str, plural: str = "", *, varies: bool = False, when: str = "") -> Message:
    """A template message as the book gives it."""
    return Message(
        key,
        text,
        plural,
        notes=("Greeting › Welcome",),
        files=(f"locales/book/situations/{key.split('.', 1)[0]}.toml",),
        varies=("speaker",) if varies else (),
        when=when,
    )


TEMPLATE = (
    said("greeting.morning", "Good morning, how may I help you today?", varies=True, when="morning"),
    said("greeting.afternoon", "Good afternoon, how may I help you today?", varies=True, when="afternoon"),
    said("greeting.glad", "I am glad to see you again, welcome back to our office.", varies=True),
    said("wait.minutes", "Please wait {minutes} minute, I am sorry.", "Please wait {minutes} minutes, I am sorry."),
    said("wait.checked", "I have checked it for {items} item.", "I have checked it for {items} items.", varies=True),
    said("complaint.sorry", "I am sorry that this has happened to you."),
    said("farewell.thanks", "Thank you for your visit, and good-bye."),
    said("farewell.address", "Visit us again at\n{website}\nor call {hotline}."),
)
ROWS = rows_for(TEMPLATE, RUSSIAN)


def merge(data: bytes, template: tuple[Message, ...] = TEMPLATE, locale: Locale = RUSSIAN, date: str = LATER) -> bytes:
    """One run of the merge; a second one must have nothing to do."""
    rows, source = rows_for(template, locale), locale is ENGLISH
    once = merge_catalog(data, "x.po", rows, locale, source=source, template_date=date)
    twice = merge_catalog(once, "x.po", rows, locale, source=source, template_date="2030-01-01 00:00+0000")
    assert twice == once
    return once


def read(data: bytes) -> dict[str, Message]:
    return parse_catalog(data, "x.po").live()


def obsolete(data: bytes) -> list[Message]:
    return [message for message in parse_catalog(data, "x.po").messages if message.obsolete]


def state(data: bytes) -> dict[tuple[str, str, bool], Message]:
    """What a catalog holds, whatever its form: every message without its line and its previous source."""
    return {
        (message.msgctxt, message.msgid, message.obsolete): replace(
            message, line=0, previous_msgctxt="", previous_msgid="", previous_msgid_plural=""
        )
        for message in parse_catalog(data, "x.po").messages
    }


def changed_lines(old: bytes, new: bytes) -> list[str]:
    """The lines that ``git diff`` would show, without the template's date."""
    lines = unified_diff(old.decode().split("\n"), new.decode().split("\n"), n=0, lineterm="")
    return [line for line in lines if line[:2] not in ("--", "++", "@@") and "POT-Creation-Date" not in line]


def with_source(key: str, text: str, plural: str = "") -> tuple[Message, ...]:
    """The template with another source for one message."""
    return tuple(
        replace(message, msgid=text, msgid_plural=plural) if message.msgctxt == key else message for message in TEMPLATE
    )


def without(key: str) -> tuple[Message, ...]:
    return tuple(message for message in TEMPLATE if message.msgctxt != key)


def translate(data: bytes, texts: dict[str, tuple[str, ...]]) -> bytes:
    """What a translator does in an editor, with an untranslated message of each of ``texts``."""
    lines = data.decode().split("\n")
    for context, forms in texts.items():
        start = lines.index(f'msgctxt "{context}"')
        at = next(i for i in range(start, len(lines)) if lines[i].startswith("msgstr"))
        lines[at : at + len(forms)] = [lines[at + i].removesuffix('""') + f'"{form}"' for i, form in enumerate(forms)]
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def empty() -> bytes:
    """A catalog that the merge filled and nobody translated."""
    return merge(new_catalog(RUSSIAN, **MADE), date=MADE["date"])


@pytest.fixture(scope="module")
def full(empty: bytes) -> bytes:
    """A catalog as it is after a while: approved, commented, one message fuzzy, one left to translate."""
    data = translate(
        merge(empty, with_source("complaint.sorry", "I am sorry that this did happen to you.")),
        {
            "greeting.morning": ("Доброе утро, чем могу помочь?",),
            "greeting.morning|speaker=female": ("Доброе утро, чем могла бы помочь?",),
            "greeting.glad": ("Рад видеть вас снова.",),
            "greeting.glad|speaker=female": ("Рада видеть вас снова.",),
            "wait.minutes": (
                "Подождите {minutes} минуту.",
                "Подождите {minutes} минуты.",
                "Подождите {minutes} минут.",
            ),
            "wait.checked": ("Я проверил {items} товар.", "Я проверил {items} товара.", "Я проверил {items} товаров."),
            "wait.checked|speaker=female": ("Я проверила.", "Я проверила {items}.", "Я проверила всё."),
            "complaint.sorry": ("Мне жаль, что так вышло.",),
            "farewell.thanks": ("Спасибо за визит и до свидания.",),
        },
    )
    sealed = ["greeting.morning", "greeting.glad|speaker=female", "wait.minutes", "farewell.thanks"]
    data, _ = approve_messages(data, "x.po", sealed, date="2026-03-02", by="Анна Ek")
    data = data.replace(b"# approved", "# Анна: проверить\n# approved".encode(), 1)
    return merge(data)


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_locale_gets_the_rows_it_needs_and_no_others() -> None:
    """No row for a part of the day it lacks; its variants right after the plain row, each saying what it is for."""
    assert [row.msgctxt for row in ROWS] == [
        "greeting.morning",
        "greeting.morning|speaker=female",
        "greeting.glad",
        "greeting.glad|speaker=female",
        "wait.minutes",
        "wait.checked",
        "wait.checked|speaker=female",
        "complaint.sorry",
        "farewell.thanks",
        "farewell.address",
    ]
    assert ROWS[1].notes == ("Greeting › Welcome", "speaker: female")
    assert [row.msgctxt for row in rows_for(TEMPLATE, ENGLISH)] == [
        message.msgctxt for message in TEMPLATE if message.when != "afternoon"
    ]


# --- new, changed, removed ------------------------------------------------------------------------------------------


def test_msgfmt_accepts_what_the_merge_writes(empty: bytes, full: bytes, tmp_path: Path) -> None:
    """An empty, a filled and a source catalog pass GNU's checker, and msgcat has nothing to change in them."""
    english = merge(new_catalog(ENGLISH, **MADE), locale=ENGLISH)
    for data in (empty, full, merge(full, TEMPLATE[:2]), english):
        run_gnu(tmp_path, "msgfmt", "--check", "-o", "x.mo", "x.po", **{"x.po": data})
        assert run_gnu(tmp_path, "msgcat", "--no-wrap", "x.po") == data


def test_a_new_phrase_is_its_own_lines_in_the_diff(full: bytes) -> None:
    """A phrase inserted in the middle adds its lines after the row before it, and changes no other."""
    template = (*TEMPLATE[:4], said("wait.hold", "Please hold the line."), *TEMPLATE[4:])
    merged = merge(full, template)
    assert sorted(changed_lines(full, merged)) == [
        "+",
        "+#. Greeting › Welcome",
        "+#: locales/book/situations/wait.toml",
        '+msgctxt "wait.hold"',
        '+msgid "Please hold the line."',
        '+msgstr ""',
    ]
    contexts = list(read(merged))
    assert contexts.index("wait.hold") == contexts.index("wait.minutes") + 1


def test_the_date_changes_with_the_messages_only(empty: bytes) -> None:
    """POT-Creation-Date is the one header field that a merge sets, and only where it changed something."""
    assert merge(empty) == empty
    merged = merge(empty, TEMPLATE[1:])
    before, after = parse_catalog(empty, "x.po").header, parse_catalog(merged, "x.po").header
    assert after == {**before, "POT-Creation-Date": LATER}


def test_a_changed_source_makes_the_translation_fuzzy_and_back_again(full: bytes) -> None:
    """The old source is kept beside it, comments stay, the seal is void; the old source back gives the old bytes."""
    merged = merge(full, with_source("farewell.thanks", "Thank you for your call, and good-bye."))
    assert changed_lines(full, merged) == [
        "+#, fuzzy",
        '+#| msgctxt "farewell.thanks"',
        '+#| msgid "Thank you for your visit, and good-bye."',
        '-msgid "Thank you for your visit, and good-bye."',
        '+msgid "Thank you for your call, and good-bye."',
    ]
    message = read(merged)["farewell.thanks"]
    assert message.comments[0].startswith("approved: 2026-03-02 Анна Ek ")
    assert not seal_holds(message)
    again = merge(merged, with_source("farewell.thanks", "Thank you all, and good-bye."))
    assert read(again)["farewell.thanks"].previous_msgid == "Thank you for your visit, and good-bye."
    assert changed_lines(full, merge(again)) == []
    assert seal_holds(read(merge(again))["farewell.thanks"])


def test_a_fuzzy_flag_of_a_translator_outlives_changes_of_the_source(full: bytes) -> None:
    """A message that a translator flagged is not cleared by a source that comes and goes."""
    flagged = full.replace(b'msgctxt "farewell.thanks"', b'#, fuzzy, rare\nmsgctxt "farewell.thanks"')
    changed = merge(flagged, with_source("farewell.thanks", "Thanks."))
    assert read(changed)["farewell.thanks"].flags == ("fuzzy", "rare")
    assert changed_lines(flagged, merge(changed)) == []


def test_an_untranslated_message_gets_the_new_source_without_ado(empty: bytes) -> None:
    """Nothing is fuzzy where nothing was translated."""
    merged = merge(empty, with_source("complaint.sorry", "I apologise."))
    assert changed_lines(empty, merged) == [
        '-msgid "I am sorry that this has happened to you."',
        '+msgid "I apologise."',
    ]


def test_a_removed_message_waits_whole_at_the_end_and_returns_intact(full: bytes) -> None:
    """Comments, approval, flags and text of a removed message are kept; its return gives the same messages again."""
    gone = merge(full, without("greeting.morning"))
    assert [message.msgctxt for message in obsolete(gone)] == ["greeting.morning", "greeting.morning|speaker=female"]
    assert obsolete(gone)[0].comments == read(full)["greeting.morning"].comments
    assert changed_lines(full, merge(gone)) == []
    changed = merge(gone, with_source("greeting.morning", "Good morning."))
    assert read(changed)["greeting.morning"].fuzzy
    assert read(changed)["greeting.morning"].previous_msgid == TEMPLATE[0].msgid


def test_a_removed_message_without_work_in_it_goes(full: bytes) -> None:
    """An untranslated message leaves nothing behind, unless a translator commented on it."""
    assert obsolete(merge(full, without("farewell.address"))) == []
    noted = full.replace(b"#. Greeting", b"# Anna: how?\n#. Greeting")
    assert [m.comments for m in obsolete(merge(noted, without("farewell.address")))] == [("Anna: how?",)]


def test_a_row_the_locale_no_longer_needs_is_kept_as_removed(full: bytes) -> None:
    """A language that drops an axis keeps the variants' texts, and has them back with the axis."""
    plain = replace(RUSSIAN, axes=())
    merged = merge(full, locale=plain)
    assert all("|" not in context for context in read(merged))
    assert len(obsolete(merged)) == 3
    assert state(merge(merged)) == state(full)


def test_a_message_that_stops_counting_keeps_every_form(full: bytes) -> None:
    """Plural to singular and back gives the same lines; singular to plural fills every form, fuzzy."""
    singular = merge(full, with_source("wait.minutes", "Please wait {minutes} min."))
    message = read(singular)["wait.minutes"]
    assert message.fuzzy
    assert message.msgstr == ("Подождите {minutes} минуту.",)
    assert 'msgstr[2] "Подождите {minutes} минут."' in message.comments
    assert changed_lines(full, merge(singular)) == []
    plural = merge(full, with_source("farewell.thanks", "Thank you.", "Thank you all."))
    assert read(plural)["farewell.thanks"].msgstr == ("Спасибо за визит и до свидания.",) * 3
    assert changed_lines(full, merge(plural)) == []


def test_the_forms_of_a_new_plural_are_those_of_the_files_header() -> None:
    """A file with another plural rule stays consistent in itself, and half a plural is filled up."""
    data = new_catalog(replace(RUSSIAN, plural_forms="nplurals=4; plural=n%4;"), **MADE)
    merged = merge(data)
    assert read(merged)["wait.minutes"].msgstr == ("",) * 4
    assert merge(merged.replace(b'msgstr[3] ""\n', b"")) == merged


# --- form of the file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem", ["wrapped-by-hand", "crlf", "no-blank-lines", "blank-lines-inside", "comments-at-the-end"]
)
def test_blocks_that_need_no_change_keep_their_bytes(stem: str) -> None:
    """Wrapping, CRLF, missing blank lines, comment order and what stands at the end are the file's own affair."""
    data = (CATALOGS / "sound" / f"{stem}.po").read_bytes()
    catalog = parse_catalog(data, stem)
    rows = [message for message in catalog.messages if not message.obsolete]
    added = Message("greeting.new", "New.", notes=("Here.",))
    kept = merge_catalog(data, stem, rows, ENGLISH, source=False, template_date=LATER)
    assert kept == data
    merged = merge_catalog(data, stem, [*rows[:1], added, *rows[1:]], ENGLISH, source=False, template_date=LATER)
    newline = b"\r\n" if stem == "crlf" else b"\n"
    lines = [b"", b"#. Here.", b'msgctxt "greeting.new"', b'msgid "New."', b'msgstr ""', b""]
    assert merged.replace(newline.join(lines), b"", 1) == data


def test_a_file_without_a_last_line_end_gets_one_before_more_follows() -> None:
    """The line end that is missing is added, and nothing else."""
    data = (CATALOGS / "sound" / "no-blank-lines.po").read_bytes()
    merged = merge_catalog(data, "x.po", [], ENGLISH, source=False, template_date=LATER)
    assert [message.msgctxt for message in parse_catalog(merged, "x.po").messages] == [
        "old",
        "greeting.morning",
        "greeting.evening",
    ]
    assert b'"Vanha"\n\n#~ msgctxt' in merged


def test_a_faulty_catalog_is_not_merged() -> None:
    """A merge over a duplicate or a conflict would lose something; it is refused."""
    data = (CATALOGS / "faults" / "duplicate-context.po").read_bytes()
    with pytest.raises(InputError, match=r"x\.po:13: 'greeting\.morning' stands twice"):
        merge(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), st.text(max_size=5))
def test_any_source_can_come_and_go(text: str, note: str) -> None:
    """Whatever trainers write, merging twice changes nothing, and removal and return give the same message."""
    row = Message("a.b", text, notes=(note,))
    start = b'msgctxt "a.b"\nmsgid "old"\nmsgstr "vanha"\n'

    def run(data: bytes, *rows: Message) -> bytes:
        return merge_catalog(data, "x.po", rows, ENGLISH, source=False, template_date=LATER)

    merged = run(start, row)
    assert run(merged, row) == merged
    assert read(merged)["a.b"].msgid == text
    assert state(run(run(merged), row)) == state(merged)
    assert read(run(merged, Message("a.b", "old")))["a.b"].msgstr == ("vanha",)
    assert not read(run(merged, Message("a.b", "old")))["a.b"].fuzzy


SOURCES = [("One", ""), ("One", "Many"), ("Two", ""), ("Two", "Many")]
BOOKS = st.dictionaries(st.sampled_from(["a.a", "a.b", "b.a"]), st.sampled_from(SOURCES))


@given(st.lists(BOOKS, min_size=2, max_size=7))
def test_no_history_of_the_book_loses_a_translation(history: list[dict[str, tuple[str, str]]]) -> None:
    """Whatever comes, changes, goes and returns, every text ever written is in the file, and no two are one message."""
    data = new_catalog(RUSSIAN, **MADE)
    written: set[str] = set()
    for number, book in enumerate(history):
        rows = [Message(context, *source) for context, source in book.items()]
        data = merge_catalog(data, "x.po", rows, RUSSIAN, source=False, template_date=LATER)
        assert merge_catalog(data, "x.po", rows, RUSSIAN, source=False, template_date=LATER) == data
        catalog = parse_catalog(data, "x.po")
        assert {(m.msgctxt, m.msgid, m.msgid_plural) for m in catalog.live().values()} == {
            (row.msgctxt, row.msgid, row.msgid_plural) for row in rows
        }
        identities = [(message.msgctxt, message.msgid) for message in catalog.messages]
        assert len(set(identities)) == len(identities)
        todo = [message for message in catalog.live().values() if not any(message.msgstr)]
        texts = {m.msgctxt: tuple(f"<{number} {m.msgctxt} {i}>" for i in range(len(m.msgstr))) for m in todo}
        data = translate(data, texts)
        written.update(text for forms in texts.values() for text in forms)
        assert all(text in data.decode() for text in written)


# --- the source locale ----------------------------------------------------------------------------------------------


def test_the_source_locale_says_what_the_book_says() -> None:
    """msgstr is msgid, never fuzzy; an approval stays as a comment whose seal is void once the source changed."""
    data = merge(new_catalog(ENGLISH, **MADE), locale=ENGLISH)
    data, _ = approve_messages(data, "x.po", ["complaint.sorry"], date="2026-03-02", by="Anna")
    edited = data.replace(b'msgstr "Thank you for your visit', b'msgstr "Thanks for your visit')
    assert merge(edited, locale=ENGLISH) == data
    changed = merge(data, with_source("complaint.sorry", "I apologise."), ENGLISH)
    message = read(changed)["complaint.sorry"]
    assert message.msgstr == ("I apologise.",)
    assert message.flags == ()
    assert message.previous_msgid == ""
    assert len(message.comments) == 1
    assert not seal_holds(message)
    assert read(data)["wait.minutes"].msgstr == (TEMPLATE[3].msgid, TEMPLATE[3].msgid_plural)
    assert [message.msgctxt for message in obsolete(merge(data, TEMPLATE[:1], ENGLISH))] == ["complaint.sorry"]


# --- after GNU's tools ----------------------------------------------------------------------------------------------

GROWN = (
    *TEMPLATE[:3],
    said("call.glad", "I am glad to hear you again, welcome back to our office."),
    said("call.morning", "Good morning, how may I help you today!"),
    *TEMPLATE[3:],
    said("call.thanks", "Thank you for your call, and good-bye."),
    said("call.checked", "I have checked it for {items} items"),
    said("call.wait", "Please wait {items} minute, I am so sorry.", "Please wait {items} minutes, I am so sorry."),
)


@pytest.mark.parametrize(
    "option", [(), ("--previous",), ("--no-fuzzy-matching",), ("--previous", "--no-wrap")], ids=" ".join
)
@pytest.mark.parametrize("template", [TEMPLATE, GROWN], ids=["same", "grown"])
def test_one_merge_undoes_what_msgmerge_did(
    full: bytes, template: tuple[Message, ...], option: tuple[str, ...], tmp_path: Path
) -> None:
    """Variants are live again and guesses are gone: the state is that of a merge without msgmerge in between."""
    pot = format_template(template, **MADE)
    theirs = run_gnu(tmp_path, "msgmerge", "-q", *option, "x.po", "t.pot", **{"x.po": full, "t.pot": pot})
    assert any("|" in message.msgctxt for message in obsolete(theirs))
    assert state(merge(theirs, template)) == state(merge(full, template))


@pytest.mark.parametrize("option", [("--previous",), ("--no-fuzzy-matching",)], ids=" ".join)
def test_a_source_that_changed_before_msgmerge_ran_keeps_its_translation(
    full: bytes, option: tuple[str, ...], tmp_path: Path
) -> None:
    """Fuzzy or obsolete by msgmerge's choice, the translation stands fuzzy under its own key, with its old source."""
    template = with_source("farewell.thanks", "Thank you for your call, and good-bye.")
    pot = format_template(template, **MADE)
    theirs = run_gnu(tmp_path, "msgmerge", "-q", *option, "x.po", "t.pot", **{"x.po": full, "t.pot": pot})
    mended, ours = merge(theirs, template), merge(full, template)
    assert state(mended) == state(ours)
    assert read(mended)["farewell.thanks"].previous_msgid == read(ours)["farewell.thanks"].previous_msgid


def test_a_fuzzy_variant_survives_as_the_source_of_a_guess(full: bytes, tmp_path: Path) -> None:
    """A variant that lives on only in msgmerge's guess for another message comes back from there."""
    changed = with_source(
        "wait.checked", "I have looked it up for {items} item.", "I have looked it up for {items} items."
    )
    plain = ('0] "Я проверил {items} товар."', '1] "Я проверил {items} товара."', '2] "Я проверил {items} товаров."')
    for form in plain:
        full = full.replace(form.encode(), form[:3].encode() + b'""')
    ours = merge(full, changed)
    assert read(ours)["wait.checked|speaker=female"].fuzzy
    assert not read(ours)["wait.checked"].translated
    new = said("call.checked", "I have looked it up for {items} item!", "I have looked it up for {items} items!")
    pot = format_template((*changed, new), **MADE)
    theirs = run_gnu(tmp_path, "msgmerge", "-q", "--previous", "x.po", "t.pot", **{"x.po": ours, "t.pot": pot})
    assert b'\nmsgctxt "wait.checked|' not in theirs
    assert b'~ msgctxt "wait.checked|' not in theirs
    mended = merge(theirs, (*changed, new))
    assert state(mended) == state(merge(ours, (*changed, new)))
    assert read(mended)["wait.checked|speaker=female"].previous_msgid == TEMPLATE[4].msgid


def test_a_guess_from_a_fuzzy_message_goes_if_it_can_be_told(full: bytes, tmp_path: Path) -> None:
    """Of two fuzzy messages with one text, only ``#|`` lines tell which is the guess; without them both stay fuzzy."""
    template = (*TEMPLATE, said("call.sorry", "I am sorry that this has happened to you both."))
    pot = format_template(template, **MADE)
    assert read(full)["complaint.sorry"].fuzzy
    for option, text in (("--previous", ""), ("--quiet", "Мне жаль, что так вышло.")):
        theirs = run_gnu(tmp_path, "msgmerge", "-q", option, "x.po", "t.pot", **{"x.po": full, "t.pot": pot})
        assert read(theirs)["call.sorry"].fuzzy
        mended = read(merge(theirs, template))
        assert mended["call.sorry"].msgstr == (text,)
        assert mended["call.sorry"].fuzzy is bool(text)
        assert mended["complaint.sorry"].msgstr == ("Мне жаль, что так вышло.",)
        assert mended["complaint.sorry"].fuzzy


@pytest.mark.parametrize("option", [(), ("--no-wrap",), ("--width=40",), ("--sort-output",)], ids=" ".join)
def test_one_merge_after_msgcat_gives_the_same_state(full: bytes, option: tuple[str, ...], tmp_path: Path) -> None:
    """Rewrapping and sorting change no message, and what they wrote is taken as it stands."""
    theirs = run_gnu(tmp_path, "msgcat", *option, "x.po", **{"x.po": full})
    assert merge(theirs) == theirs
    assert state(theirs) == state(full)


GUESS = """
# approved: 2026-03-02 Anna {seal}
#, fuzzy
{previous}msgctxt "call.thanks"
msgid "Thank you for your call, and good-bye."
msgstr "{text}"
"""


def taken(full: bytes, previous: str, text: str = "Спасибо за визит и до свидания.") -> Message:
    """The message that the merge makes of a fuzzy one with ``previous`` lines and ``text``."""
    data = full + GUESS.format(seal="01234567", previous=previous, text=text).encode()
    return read(merge(data, GROWN))["call.thanks"]


def test_a_guess_that_names_its_origin_is_emptied_with_its_approval(full: bytes) -> None:
    """A foreign ``#| msgctxt`` over the other message's own text is a guess."""
    message = taken(full, '#| msgctxt "farewell.thanks"\n#| msgid "Thank you for your visit, and good-bye."\n')
    assert (message.msgstr, message.flags, message.comments, message.previous_msgid) == (("",), (), (), "")


@pytest.mark.parametrize(
    ("previous", "text"),
    [
        ('#| msgid "Thank you for your letter."\n', "Спасибо за визит и до свидания."),
        ('#| msgctxt "call.thanks"\n#| msgid "Thanks."\n', "Спасибо за визит и до свидания."),
        ("", "Спасибо за звонок."),
        ("", "Спасибо за визит и до свидания."),
        ('#| msgctxt "farewell.thanks"\n#| msgid "Thank you for your visit, and good-bye."\n', "Спасибо за звонок."),
    ],
    ids=["own-source", "own-context", "own-text", "own-approval", "guess-that-a-translator-mended"],
)
def test_a_fuzzy_message_of_a_translator_is_no_guess(full: bytes, previous: str, text: str) -> None:
    """Own previous source, own text, own approval: each shows that a person was here, and nothing is emptied."""
    message = taken(full, previous, text)
    assert message.fuzzy
    assert message.msgstr == (text,)
    assert len(message.comments) == 1


def test_an_approved_variant_is_known_by_its_seal(full: bytes, tmp_path: Path) -> None:
    """Without ``#|`` lines, the seal that msgmerge copied says whose the translation was, and that one comes back."""
    variant = read(full)["greeting.glad|speaker=female"]
    ours = full.replace('msgstr "Рад видеть вас снова."'.encode(), b'msgstr ""')
    pot = format_template(GROWN, **MADE)
    theirs = run_gnu(tmp_path, "msgmerge", "-q", "x.po", "t.pot", **{"x.po": ours, "t.pot": pot})
    assert variant.msgctxt not in theirs.decode()
    mended = read(merge(theirs, GROWN))
    assert replace(mended[variant.msgctxt], line=0) == replace(variant, line=0)
    assert seal_holds(mended[variant.msgctxt])
    assert mended["call.glad"].msgstr == ("",)
    assert mended["call.glad"].comments == ()


THANKS, CALL = "Thank you for your visit.", "Thank you for your call."


def mend(*messages: Message, rows: tuple[Message, ...]) -> dict[str, Message]:
    """What ``messages`` in a file become under ``rows``; a second merge must have nothing to do."""
    data = b"\n".join([new_catalog(RUSSIAN, **MADE), *(format_block(message).encode() for message in messages)])
    once = merge_catalog(data, "x.po", rows, RUSSIAN, source=False, template_date=LATER)
    assert merge_catalog(once, "x.po", rows, RUSSIAN, source=False, template_date=LATER) == once
    assert once.count(b"\n\n") == len(parse_catalog(once, "x.po").messages)  # a blank line before each
    return {message.msgctxt + "~" * message.obsolete: message for message in parse_catalog(once, "x.po").messages}


def test_the_text_for_the_present_source_wins_and_the_other_is_kept() -> None:
    """Where an old text waits obsolete and its source returns, that text is live again and the newer one waits."""
    old = Message("a.a", THANKS, msgstr=("визит",), obsolete=True)
    new = Message("a.a", CALL, msgstr=("звонок",))
    mended = mend(new, old, rows=(Message("a.a", THANKS),))
    assert mended["a.a"].msgstr == ("визит",)
    assert not mended["a.a"].fuzzy
    assert mended["a.a~"].msgstr == ("звонок",)


def test_a_message_without_a_text_takes_the_one_that_waits_obsolete() -> None:
    """As after ``msgmerge --no-fuzzy-matching``: an empty message with its text obsolete under the old source."""
    old = Message("a.a", THANKS, msgstr=("визит",), comments=("Anna: good",), obsolete=True)
    mended = mend(Message("a.a", CALL, msgstr=("",), comments=("new",)), old, rows=(Message("a.a", CALL),))
    assert mended == {"a.a": mended["a.a"]}
    assert (mended["a.a"].msgstr, mended["a.a"].previous_msgid) == (("визит",), THANKS)
    assert mended["a.a"].comments == ("Anna: good", "new")


def guess(context: str, source: str, *forms: str, of: str = "", plural: str = "") -> Message:
    """A fuzzy message, from ``of`` where it says so."""
    message = Message(context, source, plural, forms, flags=("fuzzy",))
    if not of:
        return message
    return replace(message, previous_msgctxt=of, previous_msgid=THANKS, previous_msgid_plural=plural)


def test_the_fullest_guess_gives_a_lost_message_back() -> None:
    """Of several guesses from one message that is gone, the one that has all plural forms restores it."""
    variant = Message("a.a|speaker=female", THANKS, "Thank you all.")
    one = replace(guess("b.a", CALL, "раз", of=variant.msgctxt), previous_msgid_plural="Thank you all.")
    many = guess("b.b", CALL, "раз", "два", "три", of=variant.msgctxt, plural="Thank you all.")
    rows = (variant, Message("b.a", CALL), Message("b.b", CALL, "Thank you all."))
    mended = mend(one, many, rows=rows)
    assert mended[variant.msgctxt].msgstr == ("раз", "два", "три")
    assert not mended[variant.msgctxt].fuzzy
    assert not any(mended["b.a"].msgstr + mended["b.b"].msgstr)


def test_a_guess_behind_a_guess_is_found_in_the_same_merge() -> None:
    """Where a message was itself overwritten by a guess, the guess that has its text gives it back."""
    rows = (Message("a.a", CALL), Message("b.a", CALL), Message("c.a", THANKS))
    held = (guess("a.a", CALL, "своё", of="b.a"), guess("b.a", CALL, "чужое"), replace(rows[2], msgstr=("чужое",)))
    mended = mend(*held, rows=rows)
    assert (mended["a.a"].msgstr, mended["b.a"].msgstr, mended["c.a"].msgstr) == (("",), ("своё",), ("чужое",))


@pytest.mark.parametrize(
    "other",
    [
        Message("b.a", "Your change, please.", msgstr=("текст",)),
        Message("a.a|speaker=female", THANKS, msgstr=("текст",)),
        Message("b.a", THANKS, msgstr=("текст",), obsolete=True),
        Message("b.a", THANKS, msgstr=("текст",), comments=("Anna: mine",)),
    ],
    ids=["unlike-source", "variant-of-it", "obsolete-already", "other-comments"],
)
def test_the_same_text_elsewhere_is_not_enough_for_a_guess(other: Message) -> None:
    """A flagged message that msgmerge cannot have filled from the other one stays as its translator left it."""
    rows = (Message("a.a", CALL), *([] if other.obsolete else [replace(other, msgstr=(), comments=())]))
    assert mend(guess("a.a", CALL, "текст"), other, rows=rows)["a.a"].msgstr == ("текст",)


def test_forms_that_exist_nowhere_else_make_no_guess() -> None:
    """A guess whose plural forms its origin lost is not emptied, also once its own source has stopped counting."""
    origin = Message("b.a", THANKS, msgstr=("раз",))
    taken_from = guess("a.a", CALL, "раз", "два", "три", of="b.a", plural="Thank you all.")
    mended = mend(taken_from, origin, rows=(Message("a.a", CALL), Message("b.a", THANKS)))
    assert mended["a.a"].msgstr == ("раз",)
    assert 'msgstr[1] "два"' in mended["a.a"].comments
