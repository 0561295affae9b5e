"""Checks of structure and of the book: what a file alone cannot show. The corpus judges the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from phrasebooks import BOOK, LOCALES, phrasebook

from scripts_gen.check import bookrules, check_book, check_catalog, check_file, structure
from scripts_gen.check.rule import Finding
from scripts_gen.check.subject import BookSubject, CatalogSubject, FileSubject, Language
from scripts_gen.extract import book_messages
from scripts_gen.inspection import inspect_file
from scripts_gen.merge import rows_for
from scripts_gen.message import PRONUNCIATION, SPOKEN, Message
from scripts_gen.model import Book, Framework, Phrase, Situation, Standard, Standards, Step
from scripts_gen.seal import format_for

FAULTS = Path(__file__).parent / "catalogs" / "faults"
CAUSES = {
    "byte-order-mark": ["S103"],
    "conflict-markers": ["S105"],
    "duplicate-context": ["S106"],
    "duplicate-header": ["S106"],
    "not-utf8": ["S102"],
    "unknown-charset": ["S102"],
    "utf-16": ["S102"],
    "many-faults": ["S101"] * 3,
}
"""What a file of ``FAULTS`` sets off among the checks of its bytes; those that are not named, one error of syntax."""
GLAD = "greeting.glad"
FORMAL = "principles.respect"


# --- bytes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FAULTS.glob("*.po")), ids=lambda path: path.stem)
def test_each_cause_is_told_once_under_its_own_code(path: Path) -> None:
    """Whatever makes a catalog unreadable is a finding, and what follows from it is none."""
    subject = FileSubject(path.name, path.read_bytes(), Language(LOCALES["fi"]))
    assert [finding.code for finding in check_file(subject, structure.RULES)] == CAUSES.get(path.stem, ["S101"])


def test_byte_order_mark_hides_nothing() -> None:
    """With a byte order mark the other faults of the file are told as well."""
    data = b"\xef\xbb\xbf" + (FAULTS / "duplicate-context.po").read_bytes()
    found = check_file(FileSubject("x.po", data, Language(LOCALES["fi"])), structure.RULES)
    assert [finding.code for finding in found] == ["S103", "S106"]


def header(**fields: str) -> bytes:
    """A catalog with a header only; an empty field is left out, ``_`` stands for ``-`` in a name."""
    known = {
        "Language": "pt_BR",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "PO-Revision-Date": "2026-11-21 20:00+0000",
    }
    known |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in known.items() if value)
    return f'msgid ""\nmsgstr ""\n{lines}'.encode()


@pytest.mark.parametrize(
    ("file", "language", "told"),
    [
        ("pt_BR/LC_MESSAGES/x.po", "pt_BR", False),
        ("pt_BR/LC_MESSAGES/x.po", "pt", False),
        ("pt_BR/LC_MESSAGES/x.po", "pt-br", False),
        ("pt_BR/LC_MESSAGES/x.po", "pt_PT", True),
        ("sr_Latn/LC_MESSAGES/x.po", "sr_RS@latin", False),
        ("iw/LC_MESSAGES/x.po", "he", False),
        ("tl/LC_MESSAGES/x.po", "fil_PH", False),
        ("x.ru.po", "uk", True),
        ("ui.po", "uk", False),
        ("app.po", "uk", False),
    ],
)
def test_header_names_the_language_of_its_place(file: str, language: str, told: bool) -> None:
    """The language is that of the folder, else of the file's name; what only one of them says is no matter."""
    found = [finding.message for finding in inspect_file(header(Language=language), file, structure.RULES)]
    assert bool(found) is told
    assert all(f"Language is {language!r}" in message for message in found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("PO_Revision_Date", "YEAR-MO-DA HO:MI+ZONE"),
        ("Content_Type", "text/plain"),
        ("Content_Type", ""),
        ("MIME_Version", ""),
    ],
)
def test_header_says_what_tools_ask_for(field: str, value: str) -> None:
    """A field that is missing, or as the template left it, is told."""
    found = [finding.message for finding in inspect_file(header(**{field: value}), "x.po", structure.RULES)]
    assert len(found) == 1
    assert field.replace("_", "-") in found[0]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        # With a form for fractions, as Transifex writes it.
        ("nplurals=4; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;", False),
        ("nplurals=3; plural=n%10==1 && n%100!=11 ? 1 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 0 : 2;", True),
        ("nplurals=2; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;", True),
        ("nplurals=3; plural=n%0;", True),
        ("nplurals=3; plural=n ? exit();", True),
        ("nplurals=INTEGER; plural=EXPRESSION;", True),
    ],
)
def test_plural_headers_are_compared_by_what_they_do(rule: str, told: bool) -> None:
    """A header that gives every number its form is right however it is written; one that cannot be read is wrong."""
    found = inspect_file(header(Language="ru", Plural_Forms=rule), "ru.po", structure.RULES)
    assert [finding.code for finding in found] == ["S108"] * told


def test_plural_rule_of_a_language_without_a_book_is_not_doubted() -> None:
    """CLDR and gettext differ on many languages; what a locale.toml says is law only for its own workspace."""
    rule = "nplurals=4; plural=(n == 1) ? 0 : (n >= 2 && n <= 4) ? 1 : (n > 1000) ? 2 : 3;"
    data = header(Language="cs", Plural_Forms=rule)
    assert list(inspect_file(data, "cs.po", structure.RULES)) == []
    head = {"Plural-Forms": rule.replace("n > 1000", "n > 100")}
    language = Language(replace(LOCALES["ru"], code="cs", plural_forms="nplurals=2; plural=n != 1;"))
    subject = CatalogSubject("cs.po", SPOKEN, head, (), language, rows={})
    assert "S108" in [finding.code for finding in check_catalog(subject, structure.RULES)]


# --- a catalog against its book -------------------------------------------------------------------------------------


def check(
    code: str, *messages: Message, domain: str = SPOKEN, spoken: Mapping[str, Message] | None = None
) -> list[str]:
    """The checks that ``messages`` set off in a catalog of ``BOOK``, each with the msgctxt."""
    locale = LOCALES[code]
    rows = {row.msgctxt: row for row in rows_for(book_messages(BOOK, domain), locale)}
    head = {"Language": code, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
    head |= {"PO-Revision-Date": "2026-11-21", "Plural-Forms": locale.plural_forms}
    subject = CatalogSubject(
        "x.po", domain, head, messages, Language(locale), folder=code, rows=rows, spoken=spoken or {}
    )
    return [f"{finding.code} {finding.msgctxt}" for finding in check_catalog(subject, structure.RULES)]


def said(context: str, *forms: str, **fields: Any) -> Message:
    """A message of a catalog."""
    return Message(context, "source", "", forms, **fields)


def test_variant_without_a_wording_is_missing() -> None:
    """A row for her is missing where the plain one stands, whether its message is empty or not there at all."""
    he, she = said(GLAD, "Я рад."), said(f"{GLAD}|speaker=female", "Я рада.")
    others = [f"S112 {GLAD}|listener=female", f"S112 {GLAD}|speaker=female,listener=female"]
    assert check("ru", he) == [f"S112 {GLAD}|speaker=female", *others]
    assert check("ru", he, replace(she, msgstr=("",))) == [f"S112 {GLAD}|speaker=female", *others]
    assert check("ru", he, she) == others


def test_variant_may_wait_with_its_phrase() -> None:
    """Nothing is missing where the phrase has no wording yet, where a language has no variants, nor in a fuzzy one."""
    rows = [said(f"{GLAD}|{row}", "…", flags=("fuzzy",)) for row in ("speaker=female", "listener=female")]
    both = said(f"{GLAD}|speaker=female,listener=female", "…")
    assert check("ru", said(GLAD, "")) == []
    assert check("fi", said(GLAD, "Autan mielelläni.")) == []
    assert check("ru", said(GLAD, "Я рад."), *rows, both) == []


def test_pronunciation_may_lack_variants() -> None:
    """A pronunciation is a help, and none is missing."""
    assert check("ar", said(GLAD, "ana sa'eed"), domain=PRONUNCIATION) == []


def test_pronunciation_goes_stale_with_its_wording() -> None:
    """A pronunciation that was written for another wording is told; one that names none, or waits with it, is not."""
    wording = said(GLAD, "أنا سعيد.")
    bound = said(GLAD, "ana sa'eed", comments=(format_for(wording.msgstr),))
    now = replace(wording, msgstr=("يسعدني ذلك.",))

    def stale(message: Message, spoken: Message) -> bool:
        return check("ar", message, domain=PRONUNCIATION, spoken={GLAD: spoken}) == [f"S114 {GLAD}"]

    assert stale(bound, now)
    assert not stale(bound, wording)
    assert not stale(replace(bound, comments=()), now)
    assert not stale(replace(bound, flags=("fuzzy",)), now)
    assert not stale(bound, replace(now, flags=("fuzzy",)))


def test_key_that_the_book_lacks_is_unknown() -> None:
    """A key, or a variant of one, that the book does not want is told; an obsolete message is where it belongs."""
    assert check("fi", said("greeting.name", "…"), said("greeting.nam", "…")) == ["S115 greeting.nam"]
    assert check("fi", said(f"{GLAD}|speaker=female", "…")) == [f"S115 {GLAD}|speaker=female"]
    assert check("fi", said("greeting.old", "…", obsolete=True)) == []


# --- the book -------------------------------------------------------------------------------------------------------


def look(book: Book, *codes: str) -> Iterator[Finding]:
    """What the checks find in ``book``, with its phrasebooks in ``codes``."""
    return check_book(BookSubject(book, tuple(phrasebook(code, book=book) for code in codes)), bookrules.RULES)


def found(book: Book, *codes: str) -> list[str]:
    """The same, each as code and key."""
    return [f"{finding.code} {finding.msgctxt}" for finding in look(book, *codes)]


def with_standards(*tagged: str, binding: str = "must") -> Book:
    """The book with one standard, which the situations ``tagged`` carry."""
    standards = Standards(
        {"principles": Framework("principles", "Principles")},
        {FORMAL: Standard(FORMAL, "principles", "Respect", "", "", binding)},
    )
    situations = {
        key: replace(
            scene,
            steps=tuple(replace(step, standards=(FORMAL,) if key in tagged else ()) for step in scene.steps),
        )
        for key, scene in BOOK.situations.items()
    }
    return replace(BOOK, standards=standards, situations=situations)


def test_book_of_the_tests_is_clean() -> None:
    """A sound book sets off nothing, in whatever languages."""
    assert found(BOOK, "en", "ar", "fi", "ru", "tl") == []


def test_what_a_phrase_says_of_the_organisation_is_there() -> None:
    """A number that book.toml leaves out is told of the phrase that says it, and of no other."""
    book = say("Call {emergency} or {organisation}.")
    assert found(book) == ["B708 extra.words"]
    assert found(replace(book, organisation=replace(book.organisation, emergency="112"))) == []


def test_standard_must_be_kept_by_somebody() -> None:
    """A standard that no role carries is an error, even one that may be left; a step, a phrase or a role carries it."""
    assert found(with_standards()) == [f"B701 {FORMAL}"]
    assert found(with_standards(binding="may")) == [f"B701 {FORMAL}"]
    roles = {key: replace(role, standards=(FORMAL,)) for key, role in BOOK.roles.items()}
    assert found(replace(with_standards(), roles=roles)) == []


def test_role_should_meet_every_binding_standard() -> None:
    """A role in none of whose situations a binding standard is kept is told; one that may be left is not missed."""
    assert found(with_standards("greeting")) == []
    assert found(with_standards("waiting")) == ["B702 role.courier"]
    assert found(with_standards("waiting", binding="may")) == []


def test_role_is_excused_by_its_profile_only() -> None:
    """What a role does without is told until its profile says why; that nobody sees it is no excuse by itself."""
    book = with_standards()
    gesture = "parameters.gesture"
    standards = {gesture: replace(book.standards.standards[FORMAL], key=gesture)}
    book = replace(book, standards=replace(book.standards, standards=standards))
    assert found(book) == []  # the directions of the greeting have it
    courier = replace(book.roles["courier"], channel=("phone",))
    assert found(replace(book, roles={**book.roles, "courier": courier})) == ["B702 role.courier"]
    courier = replace(courier, excused={gesture: "Nobody sees the courier."})
    assert found(replace(book, roles={**book.roles, "courier": courier})) == []


def test_standard_that_everybody_is_excused_from_is_kept_by_nobody() -> None:
    """Excuses heal roles, not the book: a standard that no role carries stays an error."""
    book = with_standards()
    roles = {key: replace(role, excused={FORMAL: "Not here."}) for key, role in book.roles.items()}
    assert found(replace(book, roles=roles)) == [f"B701 {FORMAL}"]


def with_step(step: Step, roles: bool = True) -> Book:
    """The book with one more situation of one step."""
    scene = Situation("extra", 20, "Extra", "", "arrival", (step,), "locales/book/situations/extra.toml")
    everybody = {key: replace(role, at_hand=(*role.at_hand, "extra")) for key, role in BOOK.roles.items()}
    return replace(BOOK, situations={**BOOK.situations, "extra": scene}, roles=everybody if roles else dict(BOOK.roles))


def say(text: str, plural: str = "", **fields: Any) -> Book:
    """The book with one more phrase."""
    phrase = Phrase("extra.words", 1, text, plural, "minutes" if plural else "", **fields)
    return with_step(Step("step", "Step", phrases=(phrase,)))


def test_step_says_or_does_something() -> None:
    """A step without phrases wants directions."""
    assert found(with_step(Step("wait", "Wait"))) == ["B703 extra.wait"]
    assert found(with_step(Step("wait", "Wait", gesture="Look at the customer."))) == []


def test_phrase_is_within_reach() -> None:
    """A phrase that no role has, or that no language has the part of the day for, is told."""
    step = Step("step", "Step", phrases=(Phrase("extra.words", 1, "Welcome."),))
    assert found(with_step(step, roles=False)) == ["B704 extra.words"]
    assert found(say("Welcome.", when="night"), "en", "fi") == ["B704 extra.words"]
    assert found(say("Welcome.", when="morning"), "en", "fi") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please calm down.", "calm down"),
        ("Unfortunately, it is sold out.", "Unfortunately"),
        ("That is against our policy.", "against our policy"),
        ("No problem.", "No problem"),
        ("I see. You have to wait.", "You have to"),
        ("You must sign here.", "You must"),
        ("It’s not my department.", "not my department"),
        ("Bear with me, please.", "Bear with me"),
        ("That’s how it is.", "That’s how it is"),
        ("Welcome!!", "!!"),
    ],
)
def test_words_of_the_house(text: str, words: str) -> None:
    """Idioms, excuses, orders and blame are told, with the words as they stand."""
    (finding,) = look(say(text))
    assert (finding.code, finding.text, finding.start) == ("B705", words, text.index(words))
    assert finding.file == "locales/book/situations/extra.toml"


@pytest.mark.parametrize(
    "text",
    [
        "Your insurance policy covers this. The number of the policy is here.",
        "If you have to leave, please tell me what you have to finish.",
        "Do you have to go? You do not have to wait.",
        "Please hold on to the rail, and hang on to this ticket.",
        "There is no problem with your card.",
        "Would you like a piece of cake at the end of the day?",
        "Go on until you get to the bottom of the stairs.",
        "Can you relax in this chair? I can tell you when I am ready.",
    ],
)
def test_plain_meaning_is_left_alone(text: str) -> None:
    """The same words in their plain meaning are no fault."""
    assert found(say(text)) == []


def test_words_are_told_once_a_phrase() -> None:
    """What stands in the singular and in the plural is one fault."""
    book = say("Hang on for {minutes} minute.", "Hang on for {minutes} minutes.")
    assert found(book) == ["B705 extra.words"]


def test_words_that_the_source_locale_avoids() -> None:
    """The source locale's own list counts too, whole words in any case."""
    book = phrasebook("en", book=say("Dear guest, the guests are here. GUEST!"))
    book = replace(book, locale=replace(LOCALES["en"], avoid=("guest",)))
    spots = list(check_book(BookSubject(book.book, (book,)), bookrules.RULES))
    assert [finding.text for finding in spots] == ["guest", "GUEST"]


def test_book_in_another_language_has_its_own_idioms() -> None:
    """English idioms are looked for in an English book only."""
    assert found(replace(say("Calm down."), source="fi")) == []


def test_bad_habit_is_no_wording() -> None:
    """What must not be said is no wording of any phrase, whatever its marks; a question is another thing."""
    assert found(say("What now?", instead_of=("Next!", "i am glad to help you"))) == ["B706 extra.words"]
    assert found(say("Take a seat.", instead_of=("Take a seat?",))) == []


def test_bad_habit_is_no_wording_in_any_language() -> None:
    """The translated bad habits are held against the wordings of their own language."""
    book = phrasebook("fi")
    entry = book.entries["greeting.name"]
    entries = {**book.entries, entry.key: replace(entry, instead_of=("Autan teitä mielelläni!",))}
    (finding,) = check_book(BookSubject(BOOK, (replace(book, entries=entries),)), bookrules.RULES)
    assert (finding.code, finding.msgctxt) == ("B706", "greeting.name")
    assert "the wording of greeting.glad in fi" in finding.message


def test_language_has_a_word_for_each_term_of_the_book() -> None:
    """A term without a word, and words for what is no term, are told once a language; a book may have no glossary."""
    finnish = phrasebook("fi")
    locale = replace(finnish.locale, glossary={"queue": ("jono",), "reciept": ("kuit",)})
    book = replace(BOOK, glossary={"queue": "people who wait", "receipt": "what proves a payment"})
    told = list(check_book(BookSubject(book, (phrasebook("en"), replace(finnish, locale=locale))), bookrules.RULES))
    assert [(f.code, f.file, f.message.partition(": ")[2]) for f in told if f.code == "B707"] == [
        ("B707", "locales/fi/glossary.toml", "no word: receipt"),
        ("B707", "locales/fi/glossary.toml", "words, but the book has no such term: reciept"),
    ]
    assert [finding for finding in look(BOOK, "fi") if finding.code == "B707"] == []
