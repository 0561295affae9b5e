"""Rules of role scripts as values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from phrasebooks import BOOK, phrasebook

from scripts_gen.interface import WORDS
from scripts_gen.language import Axis
from scripts_gen.locales import read_locales
from scripts_gen.message import Status
from scripts_gen.model import Role
from scripts_gen.phrasebook import LeftOut, Localized, Phrasebook
from scripts_gen.reading import Gap
from scripts_gen.resources import find_resource
from scripts_gen.script import Scene, Script, ScriptPhrase, build_script

CASHIER = BOOK.roles["cashier"]


def script(spoken: str, staff: str = "", role: Role = CASHIER) -> Script:
    return build_script(role, phrasebook(spoken), phrasebook(staff or spoken))


def scenes(built: Script) -> dict[str, Scene]:
    return {scene.key: scene for scene in built.encounter + built.at_hand}


def phrases(built: Script) -> dict[str, ScriptPhrase]:
    return {phrase.key: phrase for scene in scenes(built).values() for step in scene.steps for phrase in step.phrases}


def with_entry(book: Phrasebook, key: str, **changes: object) -> Phrasebook:
    """Return a phrasebook whose phrase ``key`` has other fields."""
    entry = book.entries[key]
    changed = replace(entry, phrase=replace(entry.phrase, **changes))  # type: ignore[arg-type]
    return replace(book, entries={**book.entries, key: changed})


def test_scenes_follow_the_role() -> None:
    """The encounter comes in the role's order, and what is at hand never repeats a scene of it."""
    role = replace(CASHIER, encounter=("waiting", "greeting"), at_hand=("greeting", "emergency"))
    built = script("en", role=role)
    assert [scene.key for scene in built.encounter] == ["waiting", "greeting"]
    assert [scene.key for scene in built.at_hand] == ["emergency"]


def test_a_scene_has_number_name_and_group() -> None:
    """Colour never stands alone: a scene carries its number, its title and the name of its group."""
    waiting = scenes(script("fi"))["waiting"]
    assert (waiting.number, waiting.title.text, waiting.group.text) == (6, "Odottaminen", "Waiting")
    assert waiting.color == BOOK.groups["waiting"].color


def test_the_six_parameters_reach_the_script() -> None:
    """Appearance stands once for the role; the other directions and the time standard stand in their step."""
    built = script("en")
    assert built.appearance.text == "A clean uniform."
    welcome = scenes(built)["greeting"].steps[0]
    assert [(its.name, its.text.text) for its in welcome.directions] == [
        ("gesture", "Stand up, look at the customer, smile."),
        ("tone", "Warm and unhurried."),
        ("distance", "An arm's length or more."),
    ]
    assert welcome.within is not None
    assert welcome.within.text == "10 seconds"
    assert [its.name for its in scenes(built)["emergency"].steps[0].directions] == ["gesture", "safety"]


def test_a_step_without_time_standard_has_none() -> None:
    """No time standard is no ``0 seconds``."""
    assert scenes(script("en"))["greeting"].steps[1].within is None


def test_one_language_needs_no_meaning() -> None:
    """A reader of the spoken language is told no meaning."""
    assert all(phrase.meaning is None for phrase in phrases(script("ar")).values())


def test_two_languages_keep_apart() -> None:
    """The line is in the spoken language with its pronunciation; meaning, directions and blanks are in the reader's."""
    built = script("ar", "fi")
    name = phrases(built)["greeting.name"]
    assert (name.lines[0].wording.locale, name.lines[0].wording.direction) == ("ar", "rtl")
    assert name.meaning is not None
    assert name.meaning.text == "Nimeni on ____ (etunimeni). Mikä teidän nimenne on?"
    gaps = [piece for piece in name.lines[0].wording.pieces if isinstance(piece, Gap)]
    assert [gap.label for gap in gaps] == [Localized("etunimeni", "fi")]
    assert scenes(built)["greeting"].title == Localized("Tervehdys", "fi")
    morning = phrases(built)["greeting.morning"].lines[0]
    assert morning.pronunciation is not None
    assert morning.pronunciation.direction == "ltr"
    assert morning.pronunciation.text.startswith("sabah al-khayr. Northlight")


def test_a_meaning_nobody_translated_is_the_source() -> None:
    """Where the reader's phrasebook lacks a phrase, its meaning is the source wording, marked as such."""
    leave = phrases(script("ar", "tl"))["emergency.exit"].meaning
    assert leave is not None
    assert (leave.locale, leave.direction) == ("en", "ltr")
    assert leave.text == "Please leave the building now. Take the stairs, not the lift."


def test_untranslated_guidance_says_that_it_is_english() -> None:
    """A text shown in the source language carries that language, not the reader's."""
    assert scenes(script("ar"))["greeting"].purpose == Localized("The customer feels seen and welcome.", "en")


def test_variants_say_who_speaks() -> None:
    """Each row of a phrase that varies is labelled, the plain one by the value that it speaks for."""
    lines = phrases(script("ru"))["greeting.glad"].lines
    assert [(line.wording.text, [label.text for label in line.labels]) for line in lines] == [
        ("Я рад вам помочь.", ["a man speaks"]),
        ("Я рада вам помочь.", ["a woman speaks"]),
    ]


def test_variants_that_agree_are_one_line() -> None:
    """Rows of the same words are one line for everybody."""
    book = phrasebook("ru", {"greeting.glad|speaker=female": "Я рад вам помочь."})
    lines = phrases(build_script(CASHIER, book, book))["greeting.glad"].lines
    assert [line.labels for line in lines] == [()]


def test_the_shipped_locales_need_no_other_words() -> None:
    """Every axis value and every part of the day of a shipped locale has a word of the interface."""
    shipped = read_locales(find_resource("locales").parent, BOOK.locales).values()
    used = {f"{axis.name}_{value}" for locale in shipped for axis in locale.axes for value in axis.values}
    used |= {f"part_{part.name}" for locale in shipped for part in locale.day}
    assert used <= set(WORDS)


def test_an_axis_value_of_a_workspace_names_itself() -> None:
    """A value the interface has no word for is shown as it stands, in the source language."""
    book = phrasebook("fi", {"greeting.glad|listener=child": "Autan sinua mielelläni."})
    book = replace(book, locale=replace(book.locale, axes=(Axis("listener", ("adult", "child"), plain="adult"),)))
    lines = phrases(build_script(CASHIER, book, book))["greeting.glad"].lines
    assert [line.labels for line in lines] == [
        (Localized("listener: adult", "en"),),
        (Localized("listener: child", "en"),),
    ]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"when": "evening"}, "in the evening"),
        ({"when": "", "to": "colleague"}, "to a colleague"),
        ({"when": "", "customer": "upset"}, "the customer is upset"),
    ],
)
def test_a_phrase_says_when_it_fits(changes: dict[str, str], label: str) -> None:
    """The part of the day, a colleague as listener and the customer's mood label a phrase."""
    book = with_entry(phrasebook("en"), "greeting.morning", **changes)
    found = phrases(build_script(CASHIER, book, book))["greeting.morning"]
    assert [its.text for its in found.labels] == [label]


def test_what_is_not_said_is_listed_once_in_the_readers_language() -> None:
    """The items of instead_of are split at semicolons, and an item that two phrases share stands once in its step."""
    told = {"greeting.morning#instead_of": "Seuraava!; Niin?", "greeting.glad#instead_of": "Niin?; "}
    built = build_script(CASHIER, phrasebook("ar"), phrasebook("fi", guidance=told))
    assert scenes(built)["greeting"].steps[0].instead_of == (Localized("Seuraava!", "fi"), Localized("Niin?", "fi"))


def test_drafts_are_marked_and_only_they() -> None:
    """A line that nobody approved is a draft."""
    found = phrases(script("ru"))
    assert {key for key, phrase in found.items() for line in phrase.lines if line.draft} == {"waiting.called"}


def test_what_is_left_out_is_named_for_this_role_only() -> None:
    """What the role's own situations lack is named with its meaning and the reason; what others lack is not."""
    book = replace(
        phrasebook("tl"), left_out=(LeftOut("emergency.exit", Status.FUZZY), LeftOut("waiting.called", Status.MISSING))
    )
    omissions = build_script(replace(CASHIER, encounter=("greeting",)), book, phrasebook("fi")).omissions
    assert [(its.key, its.meaning.text, its.reason.text) for its in omissions] == [
        (
            "emergency.exit",
            "Poistukaa rakennuksesta heti. Käyttäkää portaita, älkää hissiä.",
            "the source has changed since",
        )
    ]


def test_a_step_nobody_translated_keeps_its_directions() -> None:
    """Where no phrase of a step is there, what to do still is."""
    book = phrasebook("fi")
    book = replace(book, entries={key: entry for key, entry in book.entries.items() if not key.startswith("emergency")})
    step = scenes(build_script(CASHIER, book, book))["emergency"].steps[0]
    assert not step.phrases
    assert len(step.directions) == 2


def test_numbers_keep_their_order_in_arabic_guidance() -> None:
    """Latin letters and digits in a right-to-left direction are isolated."""
    book = phrasebook("ar", guidance={"greeting.welcome#gesture": "قف على بعد 1.5 m من العميل."})
    gesture = scenes(build_script(CASHIER, book, book))["greeting"].steps[0].directions[0]
    assert "\u20661.5 m\u2069" in gesture.text.text


def test_the_words_are_sorted() -> None:
    """The interface's words stand in alphabetical order of their keys."""
    assert list(WORDS) == sorted(WORDS)


def test_the_newer_catalog_dates_the_script() -> None:
    """The date is that of the newer of both phrasebooks."""
    spoken = replace(phrasebook("ar"), revised="2026-01-02")
    assert build_script(CASHIER, spoken, replace(phrasebook("fi"), revised="2026-03-04")).revised == "2026-03-04"
