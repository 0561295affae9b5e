"""Language: what the corpus does not show: the locale's own lists, the lines that a rule leaves alone, catalogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts_gen.check import check_catalog
from scripts_gen.check.language import RULES
from scripts_gen.check.subject import CatalogSubject, Language
from scripts_gen.language import Axis, Locale
from scripts_gen.locales import PLURALS, read_locales
from scripts_gen.message import Message

CUSTOMER = ("Staff speak to a customer",)
COLLEAGUE = ("Staff speak to a colleague",)


def locale_of(code: str, **settings: Any) -> Locale:
    """A locale that has nothing but what the test is about."""
    return Locale(code, code, "ltr", PLURALS[code], **settings)


def found(locale: Locale, *messages: Message, domain: str = "phrases") -> list[tuple[str, str]]:
    """The code and the offending text of every finding."""
    subject = CatalogSubject("x.po", domain, {}, messages, Language(locale))
    return [(finding.code, finding.text) for finding in check_catalog(subject, RULES)]


def said(source: str, wording: str, context: str = "waiting.next", notes: tuple[str, ...] = CUSTOMER) -> Message:
    """A line that staff say."""
    return Message(context, source, msgstr=(wording,), notes=notes)


# --- L501 untranslated -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "fires"),
    [
        ("ru", "Tone", True),
        ("tl", "Privacy", False),
        ("tl", "Face to face", True),
        ("ru", "Northlight Desk", False),
        ("ru", "PIN", False),
        ("ar", "{staff}, {place}", False),
        ("ar", "Thank you.", True),
        ("fi", "mail@northlight.example", False),
    ],
)
def test_a_copy_of_the_source_is_told_unless_it_may_be_a_name_or_a_loan(code: str, text: str, fires: bool) -> None:
    """One Latin word is foreign in Cyrillic and Arabic only; names, acronyms and addresses nowhere."""
    message = Message("card#title", text, msgstr=(text,))
    assert found(locale_of(code), message, domain="guidance") == ([("L501", text)] if fires else [])


def test_names_fill_programs() -> None:
    """In a file of which nothing is known only what reads as a sentence is told."""
    for text, fires in (("Compaq Presario laptop", False), ("duplicate %s description of %s, other instance", True)):
        message = Message("", text, msgstr=(text,))
        assert bool(found(locale_of("fi"), message, domain="django")) is fires


def test_what_the_locale_lists_may_equal_its_source() -> None:
    """[check] same holds what is right as it stands."""
    message = Message("role.chat-agent#title", "Chat agent", msgstr=("Chat agent",))
    assert found(locale_of("tl"), message, domain="guidance")
    assert not found(locale_of("tl", same=("Chat agent",)), message, domain="guidance")


def test_words_to_search_by_may_equal_their_source() -> None:
    """Keywords and what should not be said are no wordings."""
    for field in ("keywords", "instead_of"):
        message = Message(f"greeting.busy#{field}", "call centre; wait there", msgstr=("call centre; wait there",))
        assert not found(locale_of("tl", avoid=("wait",)), message, domain="guidance")


# --- L502 to L507 address --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wording"),
    [
        ("ru", "Можно перейти на «ты»?"),
        ("ru", "Спасибо, что пришли. Скажите-ка, это лишь мышь?"),
        ("tl", "Kasama po ninyo si Ka Pedro, at nasa iyong mesa po siya."),
        ("fi", "{customer}, en odota. Otatteko latte-juoman?"),
        ("fi", "Anna Virtanen palvelee teitä."),
        ("ru", "У дамбы брешь, плешь и лишь."),
        ("ar", "أخبرني زميلي بما شرحتموه. انتظر العميل السابق طويلًا."),
        ("ar", "ذلك البنك ملك الشركة."),
    ],
)
def test_a_form_that_may_be_something_else_is_no_familiar_address(code: str, wording: str) -> None:
    """A word that is spoken of, a name, and a verb that tells what somebody did are left alone."""
    assert not found(locale_of(code, address="te" if code == "fi" else ""), said("x", wording))


def test_colleagues_may_be_familiar() -> None:
    """Only lines to a customer must be formal."""
    for code, wording in (("ru", "Ты можешь помочь?"), ("tl", "Kailangan mo ba ito?"), ("fi", "Voitko auttaa?")):
        assert not found(locale_of(code), said("Can you help?", wording, notes=COLLEAGUE))


def test_a_file_of_which_nothing_is_known_may_speak_to_its_reader_as_it_likes() -> None:
    """Software that says sinä, mo or ـك throughout has chosen so; mixing in one text is wrong everywhere."""

    def stray(code: str, wording: str) -> list[tuple[str, str]]:
        return found(locale_of(code, address="te"), Message("", "x", msgstr=(wording,)), domain="django")

    assert not stray("fi", "Voit kirjautua salasanallasi.")
    assert not stray("fi", "Voit tilata latte tai tee.")
    assert not stray("tl", "Ilagay ang pangalan mo.")
    assert stray("fi", "Voit kirjautua, kun teidän tilinne on valmis.") == [("L505", "Voit")]
    assert stray("tl", "Ilagay po ang pangalan mo.") == [("L503", "mo")]
    assert not found(locale_of("ar"), Message("", "x", msgstr=("أدخل اسمك من فضلك.",)), domain="django")


def test_the_plural_of_respect_is_asked_of_arabic_unless_the_locale_chose_otherwise() -> None:
    """Organisations that say حضرتك are not told to say كم."""
    line = said("Your name?", "ما اسم حضرتك؟")
    assert found(locale_of("ar"), line) == [("L507", "حضرتك")]
    assert found(locale_of("ar", address="plural of respect (-كم)"), line) == [("L507", "حضرتك")]
    assert not found(locale_of("ar", address="حضرتك"), line)


def test_vowel_signs_do_not_hide_a_singular() -> None:
    """Arabic is compared without its vowel signs and with what is joined before."""
    assert found(locale_of("ar"), said("x", "شكرًا لَكَ، وبطاقتُك هنا.")) == [("L507", "لَكَ"), ("L507", "وبطاقتُك")]


def test_a_participle_is_plural_only_where_the_row_is_for_several() -> None:
    """The plain row is for one person where the axis says so; a locale without the axis speaks to all in one row."""
    one = locale_of("fi", axes=(Axis("listener", ("one", "several"), "one"),))
    plural = "Oletteko ilmoittautuneet?"
    assert found(one, said("Have you registered?", plural)) == [("L506", "ilmoittautuneet")]
    assert found(one, said("Have you registered?", plural, "a.b|listener=one")) == [("L506", "ilmoittautuneet")]
    assert not found(one, said("Have you registered?", plural, "a.b|listener=several"))
    assert not found(one, said("Have you all registered?", plural))
    assert not found(locale_of("fi"), said("Have you registered?", plural))
    assert not found(one, said("x", "Olette varannut huoneet, ja kollegani ovat siivonneet ne."))
    assert not found(one, said("x", "Olette oikeassa, he ovat vaihtaneet sen."))
    assert found(one, said("x", "Ettekö saaneet viestiä?")) == [("L506", "saaneet")]


# --- L508 alternatives -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wording", "text"),
    [
        ("ru", "Я понял(а) ваш вопрос.", "понял(а)"),
        ("ru", "Я понял/а ваш вопрос.", "понял/а"),
        ("ru", "Картой/наличными?", "Картой/наличными"),
        ("ru", "Оплата картой и/или наличными, 5 руб/час, по TCP/IP.", ""),
        ("fi", "Oletteko tilannut(neet)?", "tilannut(neet)"),
        ("ar", "أنا سعيد(ة) بكم.", "سعيد(ة)"),
    ],
)
def test_what_nobody_can_say_is_told(code: str, wording: str, text: str) -> None:
    """Slashes and endings in brackets are alternatives; units, signs and and/or are not."""
    assert found(locale_of(code), said("x", wording)) == ([("L508", text)] if text else [])


# --- L509 avoid ------------------------------------------------------------------------------------------------------


def test_words_to_avoid_are_whole_words_in_any_case() -> None:
    """Case, ё, vowel signs and line breaks do not hide a word; a longer word does not hold it."""
    ru = locale_of("ru", avoid=("ещё раз вам", "пёс"))
    assert found(ru, said("x", "Еще\nраз вам скажу.")) == [("L509", "Еще\nраз вам")]
    assert not found(ru, said("x", "Песок, пёс-поводырь и «пёс»."))
    assert found(locale_of("ar", avoid=("مستحيل",)), said("x", "هذا مُسْتَحِيل هنا.")) == [("L509", "مُسْتَحِيل")]


def test_words_to_avoid_are_looked_for_in_what_is_said() -> None:
    """Guidance may name a word to warn of it; a word alone in a file of unknown domain is a label."""
    ru = locale_of("ru", avoid=("мужчина",))
    assert not found(ru, Message("a.b#tone", "x", msgstr=("Не говорить: мужчина.",)), domain="guidance")
    assert not found(ru, Message("", "Male", msgstr=("Мужчина",)), domain="django")
    assert found(ru, Message("", "x", msgstr=("Подождите, мужчина.",)), domain="django") == [("L509", "мужчина")]


@pytest.mark.parametrize(
    ("code", "wording", "text"),
    [
        ("ru", "Садитесь.", "Садитесь"),
        ("ru", "Садитесь, пожалуйста, вот сюда.", ""),
        ("ru", "Подождите, девушка.", "девушка"),
        ("ru", "Вам поможет девушка в синем.", ""),
        ("fi", "Olkaa hyvä ja odottakaa.", "Olkaa hyvä ja odottakaa"),
        ("fi", "Tässä on kuittinne, olkaa hyvä.", ""),
        ("tl", "Bahala na po ako rito.", ""),
        ("ar", "سأتصل بكم إنشاء الله.", "إنشاء الله"),
    ],
)
def test_what_the_standards_exclude_needs_no_list(code: str, wording: str, text: str) -> None:
    """A bare садитесь, an address by sex, a calque and a promise that is none are told in every workspace."""
    assert found(locale_of(code), said("x", wording)) == ([("L509", text)] if text else [])


# --- L510 glossary ---------------------------------------------------------------------------------------------------

GLOSSARY = {"receipt": ("чек", "приём"), "first aid": ("перв",), "queue": ("очеред",), "policy": ("правил",)}


@pytest.mark.parametrize(
    ("source", "wording", "misses"),
    [
        ("Here is your receipt.", "Вот ваша бумага.", 1),
        ("Receipts and policies", "Чеки и условия", 1),
        ("They are queuing.", "Они ждут.", 1),
        ("First\naid", "Аптечка", 1),
        ("Receipt", "Прием", 0),
        ("Here is your receipt.", "Вот ваш Чек.", 0),
        ("A receiptless return at {receipt}", "Возврат: {receipt}", 0),
    ],
)
def test_a_term_is_rendered_by_one_of_its_stems(source: str, wording: str, misses: int) -> None:
    """Terms are whole words with their simple inflections; stems are found anywhere, in any case, ё as е."""
    locale = locale_of("ru", glossary=GLOSSARY)
    assert [code for code, _ in found(locale, said(source, wording))] == ["L510"] * misses


def test_the_glossary_leaves_alone_what_may_leave_a_term_out() -> None:
    """A form for no pieces, words to search by, how a wording sounds, and files of which nothing is known."""
    locale = locale_of("ar", glossary={"queue": ("طابور",)})
    assert found(locale, said("Your place in the queue", "دوركم")) == [("L510", "")]
    forms = ("لا أحد أمامكم.", *("{count} في الطابور",) * 5)
    assert not found(locale, Message("a.b", "{count} in the queue", "{count} in the queue", forms, notes=CUSTOMER))
    assert not found(locale, Message("a.b#keywords", "queue", msgstr=("دور",)), domain="guidance")
    assert not found(locale, Message("a.b", "The queue", msgstr=("al-dawr",)), domain="pronunciation")
    assert not found(locale, Message("", "Print queue", msgstr=("دور الطباعة",)), domain="django")


# --- L511, L512 wordings against each other --------------------------------------------------------------------------


def test_two_wordings_are_told_within_one_audience() -> None:
    """A colleague may hear it otherwise than a customer; punctuation and labels of one word make no difference."""
    fi = locale_of("fi")
    line, other = said("Please wait.", "Odottakaa.", "a.b"), said("Please wait.", "Hetki vain.", "a.c")
    assert found(fi, line, other) == [("L511", "Hetki vain.")]
    assert not found(fi, line, said("Please wait.", "Odota.", "a.c", COLLEAGUE))
    assert not found(fi, line, said("Please wait.", "odottakaa", "a.c"))
    assert not found(fi, said("Please wait.", "", "a.a"), line)
    assert not found(fi, line, Message("a.c", "Please wait.", msgstr=("Hetki.",), notes=CUSTOMER, flags=("fuzzy",)))
    assert not found(fi, said("Wait", "Odotus", "a.b"), said("Wait", "Odottakaa", "a.c"))


def test_a_msgctxt_that_is_not_the_books_is_there_to_have_another_wording() -> None:
    """Elsewhere a context tells one source from the other."""
    messages = (Message("verb", "Sign in", msgstr=("Kirjaudu",)), Message("noun", "Sign in", msgstr=("Kirjautuminen",)))
    assert not found(locale_of("fi"), *messages, domain="django")


def test_one_wording_of_three_words_is_a_note_in_what_is_said() -> None:
    """Short courtesies answer many things, and titles may well agree."""
    fi = locale_of("fi")
    wording = "Kiitos, että tulitte."
    pair = (said("Thank you for coming.", wording, "a.b"), said("Thanks to you all.", wording, "a.c"))
    assert found(fi, *pair) == [("L512", wording)]
    assert not found(fi, said("Your receipt.", "Olkaa hyvä.", "a.b"), said("Your seat.", "Olkaa hyvä.", "a.c"))
    assert not found(fi, *pair, domain="guidance")
    assert not found(fi, pair[0], said("thank you for coming", wording, "a.c"))


def test_every_locale_has_a_glossary_of_stems_and_a_list_to_avoid() -> None:
    """The shipped locales say what their catalogs hold to."""
    root = Path(__file__).parent.parent
    locales = read_locales(root, ("ar", "en", "fi", "ru", "tl"))
    assert all(locale.avoid for locale in locales.values())
    assert all(len(locale.glossary) >= 60 for code, locale in locales.items() if code != "en")
