"""Decks: which cards a role has, what stands on them, and the codes that tell them apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from decks import document_of, on_one_side
from phrasebooks import BOOK, CODES, one_phrase, phrasebook

from scripts_gen.deck import Deck, build_deck, check_codes
from scripts_gen.errors import ScriptsGenError
from scripts_gen.line import Line
from scripts_gen.paper import Paper
from scripts_gen.reading import Gap
from scripts_gen.sheet import lay_out

CASHIER = BOOK.roles["cashier"]
GOLDEN = Path(__file__).parent / "golden" / "cashier.ar-fi.json"


def deck(code: str, staff: str | None = None, **chosen: str) -> Deck:
    """The cashier's cards in ``code`` for readers of ``staff``."""
    return build_deck(CASHIER, phrasebook(code), phrasebook(staff) if staff else None, chosen)


def lines(made: Deck, key: str) -> list[Line]:
    """The cards of one phrase."""
    return [card for card in made.lines if card.key == key]


def test_a_deck_has_every_phrase_of_the_role_in_order() -> None:
    """Encounter first, then at hand, each phrase in the order of its situation."""
    keys = [phrase.key for name in ("greeting", "waiting", "emergency") for phrase in BOOK.situations[name].phrases()]
    assert [card.key for card in deck("en").lines] == keys
    courier = build_deck(BOOK.roles["courier"], phrasebook("en"))
    assert {card.key.partition(".")[0] for card in courier.lines} == {"greeting"}


def test_what_is_left_out_is_named() -> None:
    """A phrase that is not translated has no card, and the deck says which; it says nothing of other roles' phrases."""
    assert [left.key for left in deck("tl").left_out] == ["emergency.exit"]
    assert build_deck(BOOK.roles["courier"], phrasebook("tl")).left_out == ()


def test_each_distinct_wording_has_its_card_and_says_who_speaks() -> None:
    """Two Russian wordings make two cards, the plain one too labelled with the value it speaks for."""
    made = lines(deck("ru"), "greeting.glad")
    assert [card.wording.text for card in made] == ["Я рад вам помочь.", "Я рада вам помочь."]
    assert [[label.text for label in card.labels] for card in made] == [["a man speaks"], ["a woman speaks"]]
    assert len({card.code for card in made}) == 2


def test_variants_that_say_the_same_make_one_card() -> None:
    """A card is for a wording, not for a row of the catalog; it is a draft if any row of that wording is."""
    same = {"greeting.glad|speaker=female": "Я рад вам помочь."}
    (card,) = lines(build_deck(CASHIER, phrasebook("ru", same)), "greeting.glad")
    assert card.labels == ()


def test_a_choice_leaves_the_one_wording_that_fits() -> None:
    """The choice of speaker narrows Arabic to two cards, with the choice of listener to one."""
    assert len(lines(deck("ar"), "greeting.glad")) == 4
    assert len(lines(deck("ar", speaker="female"), "greeting.glad")) == 2
    (card,) = lines(deck("ar", speaker="female", listener="female"), "greeting.glad")
    assert card.wording.text == "أنا سعيدة بمساعدتكِ."
    (plain,) = lines(deck("ru", speaker="male"), "greeting.glad")
    assert plain.wording.text == "Я рад вам помочь."


def test_furniture_is_in_the_readers_language() -> None:
    """Titles, directions, the time standard and blanks' labels are for staff; what nobody translated stays English."""
    card = deck("ar", "fi").lines[0]
    assert card.scene.title.text == "Tervehdys"
    assert card.within is not None
    assert (card.within.text, card.within.locale) == ("10 sekuntia", "fi")
    assert (card.scene.group.text, card.scene.group.locale) == ("Arrival", "en")
    blank = next(
        piece for piece in lines(deck("ar", "fi"), "waiting.minutes")[0].wording.pieces if isinstance(piece, Gap)
    )
    assert (blank.label.text, blank.label.locale) == ("minuutit", "fi")


def test_meaning_and_pronunciation_are_for_readers_of_another_language() -> None:
    """Without staff, or with staff of the spoken language, the wording stands alone."""
    assert deck("ar").lines[0].meaning is None
    assert deck("ar", "ar").lines[0].meaning is None
    assert deck("ar", "ar").lines[0].pronunciation is None
    card = deck("ar", "fi").lines[0]
    assert card.meaning is not None
    assert card.meaning.text == "Hyvää huomenta. Northlight, miten voin auttaa?"
    assert card.pronunciation is not None
    assert card.pronunciation.direction == "ltr"
    assert deck("fi", "ar").lines[0].pronunciation is None


def test_a_meaning_that_staff_lack_is_given_in_the_source() -> None:
    """A card never leaves its reader without a meaning."""
    meaning = lines(deck("ar", "tl"), "emergency.exit")[0].meaning
    assert meaning is not None
    assert meaning.locale == "en"


def test_the_code_changes_with_what_the_card_says_and_with_nothing_else() -> None:
    """Eight characters bound to wording, locale and meaning; not to the role, not to a direction."""
    first = deck("fi").lines[0]
    reworded = phrasebook("fi", {"greeting.morning": "Huomenta. {organisation}, miten voin auttaa?"})
    directed = phrasebook("fi", guidance={"greeting.welcome#gesture": "Hymyile."})
    assert len(first.code) == 8
    assert build_deck(CASHIER, reworded).lines[0].code != first.code
    assert build_deck(CASHIER, directed).lines[0].code == first.code
    assert build_deck(BOOK.roles["courier"], phrasebook("fi")).lines[0].code == first.code
    assert deck("fi", "en").lines[0].code not in {first.code, deck("fi", "ru").lines[0].code}


def test_the_code_changes_with_the_meaning() -> None:
    """A card whose translation for staff was corrected is another card."""
    other = phrasebook("en", {"greeting.morning": "Good morning, {organisation}. What can I do for you?"})
    assert build_deck(CASHIER, phrasebook("fi"), other).lines[0].code != deck("fi", "en").lines[0].code


def test_codes_of_all_decks_are_distinct() -> None:
    """Nothing collides in the book as it is; the same card in two roles is no collision."""
    made = [
        build_deck(role, phrasebook(code), phrasebook(staff))
        for role in BOOK.roles.values()
        for code in CODES
        for staff in CODES
    ]
    check_codes(made)
    assert len({card.code for one in made for card in one.lines}) == len({c.content for one in made for c in one.lines})


def test_two_cards_with_one_code_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty bits may collide once in a great many cards: then nothing is printed and both cards are named."""
    monkeypatch.setattr("scripts_gen.line.hash_texts", lambda texts: "SAMESAME")
    with pytest.raises(ScriptsGenError, match=r"SAMESAME: 1\.1 greeting\.morning and 1\.2 greeting\.glad"):
        check_codes([deck("en")])


def test_the_document_is_the_contract() -> None:
    """What crosses to the template is pinned, so that a designer's template keeps working."""
    made = deck("ar", "fi")
    made = replace(made, lines=tuple(line for line in made.lines if line.key in {"greeting.morning", "waiting.called"}))
    document = document_of(made, lay_out(Paper(card="a7", duplex="long")))
    assert document == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_numbers_never_break_and_addresses_may() -> None:
    """The spaces of a phone number hold together; an address wider than most of a line may part at its signs."""
    text = "Call +358 40 123 4567 or write to customer.service.helsinki@northlight.example today, 3 / 17."
    (face,) = document_of(build_deck(CASHIER, one_phrase("en", text)), on_one_side("a7"))["faces"]
    (piece,) = face["parts"][0]["pieces"]
    assert "+358\u00a040\u00a0123\u00a04567" in piece["text"]
    assert "3\u00a0/\u00a017" in piece["text"]
    assert "helsinki\u200b@northlight\u200b.example" in piece["text"]


def test_every_text_names_its_language_and_direction() -> None:
    """A screen reader can pronounce every line of a card in the right language."""
    for code in CODES:
        for face in document_of(deck(code, "ar"), on_one_side("a7"))["faces"]:
            about = face["about"] or {"labels": [], "within": None, "gesture": None}
            texts = [*face["parts"], face["band"]["title"], face["band"]["group"], *about["labels"]]
            texts += [text for text in (about["within"], about["gesture"]) if text]
            assert all(text["lang"] in CODES and text["dir"] in {"ltr", "rtl"} for text in texts)
