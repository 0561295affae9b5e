"""Resolving the book in one locale: fallbacks, plurals, status, what is left out, what goes stale. No disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from phrasebooks import BOOK, CODES, LOCALES, StubFormatter, phrasebook

from scripts_gen.language import plural_index
from scripts_gen.locales import PLURALS
from scripts_gen.message import GUIDANCE, INTERFACE, PRONUNCIATION, SPOKEN, Approval, Message, Status
from scripts_gen.model import Phrase
from scripts_gen.phrasebook import Phrasebook, build_phrasebook
from scripts_gen.seal import format_approval, format_for, seal_of
from scripts_gen.wording import LRI, PDI, format_pieces

MORNING = "greeting.morning"
GLAD = "greeting.glad"


def message(key: str, *msgstr: str, msgid: str = "", **fields: object) -> Message:
    """A catalog's message whose source is the book's unless ``msgid`` says otherwise."""
    phrase = BOOK.phrases().get(key.partition("|")[0], Phrase(key, 1, msgid))
    return Message(key, msgid or phrase.say, phrase.say_plural, msgstr, **fields)  # type: ignore[arg-type]


def approved(found: Message) -> Message:
    """The same message with a seal that holds."""
    return replace(found, comments=(format_approval(Approval("2026-11-21", "Aino", seal_of(found))),))


def resolve(code: str, *spoken: Message, approval: str = "preferred", **domains: Message) -> Phrasebook:
    """The test book in ``code`` with these spoken messages, and one message in any other domain."""
    catalogs = {SPOKEN: {m.msgctxt: m for m in spoken}} | {domain: {m.msgctxt: m} for domain, m in domains.items()}
    template = [Message("greeting#title", "Greeting"), Message(f"{MORNING}#keywords", "hello; welcome")]
    return build_phrasebook(replace(BOOK, approval=approval), LOCALES[code], template, catalogs, StubFormatter(code))


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "plain"),
        ({"speaker": "male"}, "plain"),
        ({"speaker": "female"}, "she"),
        ({"listener": "female"}, "to her"),
        ({"speaker": "female", "listener": "female"}, "she to her"),
        ({"speaker": "female", "listener": "male"}, "she"),
        ({"speaker": "unknown"}, "plain"),
    ],
)
def test_wording_falls_back_from_exact_to_plain(chosen: dict[str, str], said: str) -> None:
    """The wording is that of all chosen values, else of some of them, else the plain one."""
    book = phrasebook(
        "ru",
        {
            GLAD: "plain",
            f"{GLAD}|speaker=female": "she",
            f"{GLAD}|listener=female": "to her",
            f"{GLAD}|speaker=female,listener=female": "she to her",
        },
    )
    assert book.entries[GLAD].wording(chosen).forms == (said,)


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}),
        ("ru", {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 111: 2}),
        ("fi", {0: 1, 1: 0, 2: 1}),
        ("en", {0: 1, 1: 0, 2: 1}),
        ("tl", {0: 0, 1: 0, 2: 0, 3: 0, 4: 1, 5: 0, 6: 1, 9: 1, 10: 0, 14: 1}),
    ],
)
def test_plural_form_follows_the_header(code: str, forms: dict[int, int]) -> None:
    """Each number takes the form that CLDR's rule for the language names."""
    assert {number: plural_index(PLURALS[code], number) for number in forms} == forms


def test_blank_count_takes_the_form_of_the_example() -> None:
    """With nothing filled in, the plural form is that of the placeholder's example, and the number is a blank."""
    book = phrasebook("ru")
    entry = book.entries["waiting.minutes"]
    assert format_pieces(book.pieces(entry, entry.wording())) == "Это займёт примерно ____ (минуты) минут."
    assert format_pieces(book.pieces(entry, entry.wording(), {"minutes": "21"})) == "Это займёт примерно 21 минуту."


def test_organisation_is_always_filled_and_isolated_in_arabic() -> None:
    """The organisation's name is never a blank; inside Arabic its Latin letters keep their order."""
    book = phrasebook("ar")
    entry = book.entries[MORNING]
    assert f"{LRI}Northlight{PDI}" in format_pieces(book.pieces(entry, entry.wording()))


def test_phrase_of_a_part_of_day_that_the_locale_lacks_does_not_exist() -> None:
    """Such a phrase is neither offered nor named as left out."""
    locale = replace(LOCALES["fi"], day=())
    book = build_phrasebook(BOOK, locale, [], {SPOKEN: {MORNING: message(MORNING, "Huomenta")}}, StubFormatter("fi"))
    assert MORNING not in book.entries
    assert MORNING not in [gap.key for gap in book.left_out]


def test_missing_translation_is_left_out_by_name() -> None:
    """A phrase without a wording is not offered in the source language instead; it is named."""
    book = resolve("fi", message(MORNING, "Hyvää huomenta."))
    assert list(book.entries) == [MORNING]
    assert (GLAD, Status.MISSING) in [(gap.key, gap.status) for gap in book.left_out]


def test_required_approval_leaves_out_what_nobody_approved() -> None:
    """Under required, only sealed wordings reach staff; the others are named with their status."""
    book = resolve(
        "fi", approved(message(MORNING, "Huomenta.")), message(GLAD, "Autan mielelläni."), approval="required"
    )
    assert list(book.entries) == [MORNING]
    assert (GLAD, Status.TRANSLATED) in [(gap.key, gap.status) for gap in book.left_out]


def test_variant_that_is_left_out_falls_back_to_the_plain_wording() -> None:
    """Under required, an unapproved variant is named and the approved plain wording stands in."""
    book = resolve(
        "ru", approved(message(GLAD, "Рад.")), message(f"{GLAD}|speaker=female", "Рада."), approval="required"
    )
    assert book.entries[GLAD].wording({"speaker": "female"}).forms == ("Рад.",)
    assert (GLAD, (("speaker", "female"),)) in [(gap.key, gap.variant) for gap in book.left_out]


def test_edit_breaks_the_seal() -> None:
    """A wording changed after its approval is a draft again, and says when it was approved."""
    sealed = approved(message(MORNING, "Huomenta."))
    wording = resolve("fi", replace(sealed, msgstr=("Huomenta!",))).entries[MORNING].wording()
    assert (wording.status, wording.approved, wording.seal) == (Status.TRANSLATED, "2026-11-21", "")


def test_source_changed_since_makes_a_draft_even_before_update() -> None:
    """A wording made from another source is fuzzy as soon as the book has changed."""
    stale = approved(message(MORNING, "Huomenta.", msgid="Hello."))
    wording = resolve("fi", stale).entries[MORNING].wording()
    assert (wording.status, wording.draft, wording.approved) == (Status.FUZZY, True, "2026-11-21")


def test_source_locale_says_what_the_book_says() -> None:
    """In the source locale the wording is the book's own, whether its catalog is there, old or missing."""
    old = approved(message(MORNING, "Hello.", msgid="Hello."))
    for book in (resolve("en"), resolve("en", old)):
        wording = book.entries[MORNING].wording()
        assert wording.forms == (BOOK.phrases()[MORNING].say,)
        assert wording.status is Status.TRANSLATED


def test_pronunciation_of_another_wording_is_withheld() -> None:
    """A pronunciation shows only while the wording is the one it was written for."""
    wording = message(MORNING, "صباح الخير.")
    sound = replace(message(MORNING, "ṣabaaḥ al-khayr."), comments=(format_for(wording.msgstr),))
    shown = resolve("ar", wording, **{PRONUNCIATION: sound}).entries[MORNING].wording()
    assert shown.pronunciation == ("ṣabaaḥ al-khayr.",)
    edited = resolve("ar", replace(wording, msgstr=("أهلًا.",)), **{PRONUNCIATION: sound}).entries[MORNING].wording()
    assert edited.pronunciation == ()


def test_guidance_that_is_stale_stands_in_the_source_language() -> None:
    """A direction whose translation is missing, fuzzy or of another source is shown in the source language, as such."""
    title = Message("greeting#title", "Greeting", msgstr=("Tervehdys",))
    assert resolve("fi", **{GUIDANCE: title}).guide("greeting#title").locale == "fi"
    for stale in (replace(title, flags=("fuzzy",)), replace(title, msgid="Hello"), replace(title, msgstr=("",))):
        text = resolve("fi", **{GUIDANCE: stale}).guide("greeting#title")
        assert (text.text, text.locale) == ("Greeting", "en")


def test_list_is_split_at_its_separator() -> None:
    """Keywords are one message in the catalog and a list in the book."""
    keywords = Message(f"{MORNING}#keywords", "hello; welcome", msgstr=("moi; hei ; tervetuloa",))
    book = resolve("fi", message(MORNING, "Huomenta."), **{GUIDANCE: keywords})
    assert book.entries[MORNING].keywords == ("moi", "hei", "tervetuloa")


def test_furniture_is_there_in_every_locale() -> None:
    """Each word of the furniture has a text in each locale, the source's where it is not translated."""
    draft = Message("interface.draft", "DRAFT", msgstr=("LUONNOS",))
    assert resolve("fi", **{INTERFACE: draft}).word("draft").text == "LUONNOS"
    assert all(resolve(code).word("draft").text == "DRAFT" for code in CODES)
