"""Pronunciation: right lines are left alone however they are written, and damage of any kind is told."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from scripts_gen.catalog import parse_catalog, rewrite_messages
from scripts_gen.check import check_catalog
from scripts_gen.check.consonants_arabic import strip_marks
from scripts_gen.check.pronunciation import RULES
from scripts_gen.check.rule import Finding
from scripts_gen.check.subject import CatalogSubject, Language
from scripts_gen.language import Locale
from scripts_gen.locales import PLURALS
from scripts_gen.message import Message
from scripts_gen.seal import format_for, hash_texts, pronounced_wording, vocalised_forms

KEY = "greeting.welcome"
CONSONANTS = {
    "ar": "b d f j k l m n q r s t z ṣ ḍ ṭ ẓ ḥ ʿ kh gh sh th dh",
    "ru": "b d f k l m n p r s t v z kh sh ch zh",
}
_LETTER = "shch|kh|gh|sh|th|dh|zh|ch|[bdfjklmnpqrstvzṣḍṭẓḥʿʾ]"
_CONSONANT = re.compile(rf"\{{\w+\}}|({_LETTER})(?:-?\1)?")
"""A consonant, doubled or not; placeholders are passed over."""


def locale_of(code: str, scheme: str | None = None) -> Language:
    """A language that has a scheme, its own unless another is named."""
    return Language(
        Locale(code, code, "ltr", PLURALS[code], pronunciation=f"latin-{code}" if scheme is None else scheme)
    )


def found(
    code: str, wording: Message, pronunciation: Message, *, scheme: str | None = None, domain: str = "pronunciation"
) -> list[Finding]:
    """What the checks find in a pronunciation."""
    spoken = {wording.msgctxt: wording}
    subject = CatalogSubject("x.po", domain, {}, (pronunciation,), locale_of(code, scheme), spoken=spoken)
    return list(check_catalog(subject, RULES))


def codes(code: str, wording: str, pronounced: str, *vocalised: str) -> list[str]:
    """The codes that a pronunciation of a wording sets off."""
    comments = (format_for((wording,)), *(f"vocalised: {text}" for text in vocalised))
    line = Message(KEY, "…", msgstr=(pronounced,), comments=comments)
    return [finding.code for finding in found(code, Message(KEY, "…", msgstr=(wording,)), line)]


def shipped(code: str) -> Iterator[tuple[Message, Message]]:
    """The shipped pronunciations that belong to their wording as it stands, each with it."""
    folder = ROOT / "locales" / code / "LC_MESSAGES"
    read = {
        name: parse_catalog((folder / f"{name}.po").read_bytes(), name).live() for name in ("phrases", "pronunciation")
    }
    for context, message in read["pronunciation"].items():
        wording = read["phrases"].get(context)
        if wording and message.translated and pronounced_wording(message) == hash_texts(wording.msgstr):
            yield wording, message


# --- the shipped pronunciations --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ar", "ru"])
def test_shipped_pronunciations_say_their_wordings(code: str) -> None:
    """Nothing is told of a pronunciation that is right."""
    lines = list(shipped(code))
    assert len(lines) > 190
    assert [(f.msgctxt, f.code, f.message) for pair in lines for f in found(code, *pair)] == []


def damaged(text: str, pick: Callable[[list[re.Match[str]]], re.Match[str]], consonant: str) -> str:
    """A text with one of its consonants replaced, or lost where ``consonant`` is empty."""
    match = pick([match for match in _CONSONANT.finditer(text) if match[1] and match[1] != consonant])
    return text[: match.start()] + consonant + text[match.end() :]


@pytest.mark.parametrize("code", ["ar", "ru"])
@pytest.mark.parametrize("damage", ["next phrase", "lost consonant", "changed consonant"])
def test_damage_is_found(code: str, damage: str) -> None:
    """Of the shipped pronunciations, each damaged in turn, at least 95 of a hundred are told."""
    chance = random.Random(7)
    lines = list(shipped(code))
    told = tried = 0
    for (wording, message), (_, other) in zip(lines, lines[1:] + lines[:1], strict=True):
        first, *others = message.msgstr
        if damage == "next phrase":
            spoiled = other.msgstr[0]
        else:
            letter = chance.choice(CONSONANTS[code].split()) if damage == "changed consonant" else ""
            spoiled = damaged(first, chance.choice, letter)
        if spoiled != first:
            tried += 1
            told += any(f.code == "L513" for f in found(code, wording, replace(message, msgstr=(spoiled, *others))))
    assert tried > 190
    assert told / tried >= 0.95, f"{told} of {tried}"


# --- L513 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wording", "pronounced"),
    [
        ("ar", "إلى الباب", "ila l-baab"),
        ("ar", "إلى الباب", "ilaa al-baab"),
        ("ar", "بالبطاقة وللموظفين", "bi-l-biṭaaqa wa-lil-muwaẓẓafiin"),
        ("ar", "للتأكد والشمس", "lit-taʾakkud wa-sh-shams"),
        ("ar", "والله، هؤلاء وأولئك", "wa-llaah, haaʾulaaʾ wa-ulaaʾik"),
        ("ar", "إعادة المنتج", "iʿaadat al-muntaj"),
        ("ar", "شكرًا لاتصالكم", "shukran li-ttiṣaalikum"),
        ("ar", "لكن الآن آخر هذه المائة", "laakin al-aan aakhir haadhihi l-miʾa"),
        ("ar", "تسهيل عضوا دعوا", "tashiil ʿuḍwan daʿaw"),
        ("ar", "سؤاله عن QR و 24/7 هنا", "suʾaaluhu ʿan kyuu aar wa- 24 saaʿa hunaa"),
        ("ar", "بعد ما", "baʿdamaa"),
        ("ru", "много его синего", "mnógo yevó sínevo"),
        ("ru", "Что-то ничто, что чтить.", "Shtó-to nichtó, shto chtit’."),
        ("ru", "Счёт, рассчитать, мужчина", "Shchyot, rasschitát’, muzhchína"),
        ("ru", "Все идёт: ещё семья", "Vsyo idyót: yeshchyó sem’yá"),
        ("ru", "объясню 5 минут", "obyasnyú pyat’ minút"),
        ("ru", "Конечно, мягкий", "Konéshno, myákhkiy"),
        ("ru", "не было", "né bylo"),
    ],
)
def test_right_spelling_is_left_alone(code: str, wording: str, pronounced: str) -> None:
    """What speech does to letters is known: articles, linking, silent letters, endings, numbers and names."""
    assert codes(code, wording, pronounced) == []


@pytest.mark.parametrize(
    ("code", "wording", "pronounced", "text", "detail"),
    [
        ("ar", "مساء الخير.", "masaaʾ al-kayr.", "al-kayr", "“الخير” is given as “al-kayr”"),
        ("ar", "الصباح هنا", "al-ṣabaaḥ hunaa", "al-ṣabaaḥ", "“الصباح” is given as “al-ṣabaaḥ”"),
        ("ar", "يوم آخر هنا", "yawm aakhar", "", "“هنا” is not in it"),
        ("ar", "شكرًا", "shukran lakum", "lakum", "the wording ends before “lakum”"),
        ("ar", "لدي {place}", "ladayya {time}", "{time}", "“{place}” is given as “{time}”"),
        ("ar", "أدوّن", "udawin", "udawin", "“أدوّن” is given as “udawin”"),
        ("ar", "خذ 5 دقائق", "khudh 5 daqaayiq", "daqaayiq", "“دقائق” is given as “daqaayiq”"),
        ("ru", "Он готов.", "On gotóva.", "gotóva", "“готов” is given as “gotóva”"),
        ("ru", "день", "den", "den", "“день” is given as “den”"),
        ("ru", "его", "yegó", "yegó", "“его” is given as “yegó”"),
    ],
)  # fmt: skip
def test_first_word_that_differs_is_marked(code: str, wording: str, pronounced: str, text: str, detail: str) -> None:
    """The finding names the word of the wording and marks that of the pronunciation."""
    message = Message(KEY, "…", msgstr=(pronounced,))
    [finding] = found(code, Message(KEY, "…", msgstr=(wording,)), message)
    assert (finding.code, finding.text) == ("L513", text)
    assert pronounced[finding.start :].startswith(text)
    assert finding.message.endswith(f": {detail}")


def test_only_what_belongs_to_the_wording_is_judged() -> None:
    """Stale, fuzzy and missing lines are left to others, and a scheme that is not known says nothing."""
    wording = Message(KEY, "…", msgstr=("صباح الخير",))
    wrong = Message(KEY, "…", msgstr=("Masaa",), comments=(format_for(wording.msgstr),))
    assert {finding.code for finding in found("ar", wording, wrong)} == {"L513", "L515"}
    for left in (
        replace(wrong, comments=(format_for(("مساء الخير",)),)),
        replace(wrong, flags=("fuzzy",)),
        replace(wrong, msgctxt="greeting.other"),
        replace(wrong, msgstr=("",)),
    ):
        assert found("ar", wording, left) == []
    assert found("ar", replace(wording, flags=("fuzzy",)), wrong) == []
    assert found("ar", wording, wrong, scheme="din-31635") == []
    assert found("ar", wording, wrong, domain="phrases") == []


def test_each_plural_form_is_compared_with_its_own() -> None:
    """A finding names the form that differs."""
    wording = Message(KEY, "…", "…", msgstr=("минута", "минуты", "минут"))
    line = Message(KEY, "…", "…", msgstr=("minúta", "minúta", "minút"))
    assert [(finding.form, finding.text) for finding in found("ru", wording, line)] == [(1, "minúta")]


# --- L514 and L516: vocalised wordings -------------------------------------------------------------------------------

VOCALISED = (Path(__file__).parent / "vectors/vocalised.txt").read_text(encoding="utf-8").splitlines()
"""Wordings with all their vowel signs, each with its pronunciation."""


@pytest.mark.parametrize("line", VOCALISED)
def test_vocalised_wording_agrees_with_its_pronunciation(line: str) -> None:
    """No case ending, no assimilated article and no dropped alif sets anything off."""
    vocalised, _, pronounced = line.partition("|")
    assert codes("ar", strip_marks(vocalised), pronounced, vocalised) == []


@pytest.mark.parametrize(
    ("pattern", "change"),
    [
        (r"([bdfjklmnqrtwyzḥṣḍṭẓ])\1", r"\1"),
        (r"(?<=[aiu])([bdfjklmnqrtzḥṣḍṭẓ])(?=[aiu])", r"\1\1"),
        (r"(?<=[b-df-hj-tv-zḥṣḍṭẓʿ])a(?=[b-df-hj-tv-zḥṣḍṭẓʿ])", "aa"),
        (r"(?<=[b-df-hj-tv-zḥṣḍṭẓʿ])u(?=[b-df-hj-tv-zḥṣḍṭẓʿ])", "i"),
    ],
    ids=["single", "doubled", "long", "other vowel"],
)
def test_other_vowels_than_the_vocalised_wording_are_told(pattern: str, change: str) -> None:
    """A doubled consonant, a long vowel and the kind of a vowel have to agree with the signs."""
    told = tried = 0
    for line in VOCALISED:
        vocalised, _, pronounced = line.partition("|")
        for match in re.finditer(pattern, re.sub(r"\{\w+\}", lambda name: "-" * len(name[0]), pronounced)):
            spoiled = pronounced[: match.start()] + match.expand(change) + pronounced[match.end() :]
            tried += 1
            told += codes("ar", vocalised, spoiled, vocalised) != []
    assert tried > 40
    assert told / tried >= 0.95, f"{told} of {tried}"


def test_vocalised_wording_is_that_of_each_form() -> None:
    """Signs, tatweel and punctuation are no matter; other letters and a missing form are."""
    assert codes("ar", "اسمكم هنا.", "ismukum hunaa.", "ٱسْمُكُمْ هُنـَا؟") == []
    assert codes("ar", "اسمكم هنا.", "ismukum hunaa.", "ٱسْمُكُمْ هُنَاكَ.") == ["L514"]
    assert codes("ar", "اسمكم هنا.", "ismukum hunaa.", "ٱسْمُكُمْ هُنَا.", "ٱسْمُكُمْ هُنَا.") == ["L514"]


def test_vocalised_forms_are_read_in_order_and_kept() -> None:
    """They are translator comments: whatever rewrites the message leaves them as they stand."""
    data = (
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        + '# for: FRWA10YM\n# vocalised: أَهْلًا\n# vocalised:  سَهْلًا \nmsgctxt "a.b"\nmsgid "x"\nmsgstr "ahlan"\n'.encode()
    )
    [message] = parse_catalog(data, "x.po").messages
    assert vocalised_forms(message) == ("أَهْلًا", "سَهْلًا")
    changed = rewrite_messages(data, "x.po", lambda message: replace(message, msgstr=("sahlan",)))
    assert changed == data.replace(b"ahlan", b"sahlan")


# --- L515 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wording", "pronounced", "text"),
    [
        ("ar", "صباح", "Ṣabaaḥ", "Ṣabaaḥ"),
        ("ar", "هل هنا؟", "hal hunaa؟", "؟"),
        ("ar", "سؤال", "su’aal", "su’aal"),
        ("ru", "товары", "tovary", "tovary"),
        ("ru", "что-нибудь", "shto-nibud’", "shto-nibud’"),
        ("ru", "новый", "novyy", "novyy"),
        ("ru", "день", "den'", "den'"),
        ("ru", "цена", "cená", "cená"),
    ],
)  # fmt: skip
def test_letter_outside_the_scheme_is_told(code: str, wording: str, pronounced: str, text: str) -> None:
    """A capital in Arabic, an apostrophe for another sign, a lost stress: the word is marked."""
    message = Message(KEY, "…", msgstr=(pronounced,))
    result = found(code, Message(KEY, "…", msgstr=(wording,)), message)
    assert [finding.text for finding in result if finding.code == "L515"] == [text]


@pytest.mark.parametrize(
    ("code", "wording", "pronounced"),
    [
        ("ar", "رمز PIN هنا", "ramz PIN hunaa"),
        ("ar", "صباح", "s\u0323abaah\u0323"),
        ("ru", "Мой счёт ещё у вас.", "Moy shchyot yeshchyó u vas."),
        ("ru", "по-другому", "po-drugómu"),
    ],
)
def test_names_and_words_without_stress_are_no_fault(code: str, wording: str, pronounced: str) -> None:
    """A Latin name of the wording, letters in parts, words of one vowel or with ё are right as they are."""
    assert codes(code, wording, pronounced) == []
