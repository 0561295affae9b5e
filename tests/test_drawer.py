"""What is in the drawer: which cards still say what is to be said, which do not and why, and what to put in instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scripts_gen.drawer import (
    Change,
    Fresh,
    Held,
    Issued,
    Line,
    Now,
    Record,
    State,
    Swap,
    TakenOut,
    find_held,
    groups_of,
    judge,
    normalize_code,
    stale,
    swaps,
)

GLAD = Line("greeting.glad", "fi", "4F9ZK2M7", "Hauska tavata.", "Glad to meet you.", "HOWS-kah TAH-vah-tah")
ASK = Line("name.ask", "fi", "", "Mikä on nimenne?", "What is your name?")
OLD, NEW, OTHER = "7K3Q-M2X4", "9D4F-X8W1", "2B2B-2B2B"
GROUP = ("cashier", "fi", "en")
NOW: Now = {GROUP: {line.context: line for line in (GLAD, ASK)}}


def issued(code: str = OLD, *lines: Line, date: str = "2026-03-14", run: str = "r1", **more: Any) -> Issued:
    """Five cards for the cashier, with GLAD on them if nothing else."""
    first = Issued(code, "phrase", "id1", *GROUP, lines or (GLAD,), date, date, 5, "", run)
    return replace(first, **more)


def only(*records: Record, now: Now = NOW) -> Held:
    """The one kind of cards that there is."""
    (held,) = judge(records, now)
    return held


def lines_now(*lines: Line) -> Now:
    return {GROUP: {line.context: line for line in lines}}


# --- what is current -------------------------------------------------------------------------------------------------


def test_card_whose_texts_stand_is_current() -> None:
    """A card that says what it would say today is current."""
    assert only(issued(OLD, GLAD, ASK)) == Held(issued(OLD, GLAD, ASK), 5, State.CURRENT, (), ())


def test_new_seal_on_the_same_words_leaves_cards_current() -> None:
    """Words that are approved once more, or for the first time, are the same words."""
    assert only(issued(), now=lines_now(replace(GLAD, seal="00000000"))).state is State.CURRENT
    assert only(issued(OLD, ASK), now=lines_now(replace(ASK, seal="00000000"))).state is State.CURRENT


@pytest.mark.parametrize("what", ["wording", "meaning", "pronunciation"])
def test_text_that_reads_otherwise_supersedes_the_card(what: str) -> None:
    """A changed wording, meaning or pronunciation is named with the old and the new text; the others are not."""
    held = only(issued(OLD, ASK, GLAD), now=lines_now(ASK, replace(GLAD, **{what: "Otherwise."})))
    assert held.state is State.SUPERSEDED
    assert held.changes == (Change("greeting.glad", what, getattr(GLAD, what), "Otherwise."),)
    assert held.gone == ()


def test_text_that_comes_or_goes_is_a_change() -> None:
    """A pronunciation that is withheld today, and a meaning that there was none of, are told with an empty side."""
    held = only(issued(OLD, replace(GLAD, meaning="")), now=lines_now(replace(GLAD, pronunciation="")))
    assert held.changes == (
        Change("greeting.glad", "meaning", "", GLAD.meaning),
        Change("greeting.glad", "pronunciation", GLAD.pronunciation, ""),
    )


def test_wording_that_is_no_longer_there_withdraws_the_card() -> None:
    """One line withdrawn is enough; what else changed on the card is told, too."""
    held = only(issued(OLD, GLAD, ASK), now=lines_now(replace(ASK, wording="Nimenne?")))
    assert held.state is State.WITHDRAWN
    assert held.gone == ("greeting.glad",)
    assert held.changes == (Change("name.ask", "wording", ASK.wording, "Nimenne?"),)


def test_group_that_is_gone_withdraws_its_cards() -> None:
    """Where the role or the language has left the book, nothing on the card is to be said."""
    held = only(issued(OLD, GLAD, ASK), now={("courier", "fi", "en"): NOW[GROUP]})
    assert (held.state, held.gone) == (State.WITHDRAWN, ("greeting.glad", "name.ask"))


def test_variants_are_told_apart() -> None:
    """A card for a woman's wording is compared with the woman's wording."""
    female = replace(GLAD, context="greeting.glad|speaker=female", wording="Otherwise.")
    assert only(issued(OLD, female), now=lines_now(GLAD, female)).state is State.CURRENT
    assert only(issued(OLD, female)).gone == ("greeting.glad|speaker=female",)


# --- what is in the drawer -------------------------------------------------------------------------------------------


def test_copies_of_several_printings_add_up() -> None:
    """The same cards printed twice lie in the drawer together, told by the first printing."""
    held = only(issued(), issued(date="2026-03-20", run="r2", copies=7))
    assert (held.issued.run, held.copies) == ("r1", 12)


def test_what_can_be_told_apart_is_counted_apart() -> None:
    """Sizes, sites, roles and texts are told apart, even under one code."""
    courier = issued(role="courier")
    silent = issued(OLD, replace(GLAD, pronunciation=""))
    cards = [issued(), issued(card="a7"), issued(site="Pier 4"), courier, silent]
    assert len(judge(cards, NOW)) == 5
    assert [held.copies for held in judge(cards, NOW)] == [5] * 5


def test_drawer_is_in_order_whatever_the_order_of_the_ledger() -> None:
    """By role, locale, code and site."""
    cards = [
        issued(NEW), issued(OLD, site="Pier 4"), issued(OLD), issued(OLD, locale="ar"), issued(OLD, role="barista")
    ]  # fmt: skip
    held = judge(cards, NOW)
    assert held == judge(cards[::-1], NOW)
    assert [(h.issued.role, h.issued.locale, h.issued.code, h.issued.site) for h in held] == [
        ("barista", "fi", OLD, ""),
        ("cashier", "ar", OLD, ""),
        ("cashier", "fi", OLD, ""),
        ("cashier", "fi", OLD, "Pier 4"),
        ("cashier", "fi", NEW, ""),
    ]


def test_later_printing_replaces() -> None:
    """A card that a later one says it replaces has left the drawer, whatever is said today."""
    old, new = judge([issued(), issued(NEW, ASK, date="2026-04-01", run="r2", replaces=(OLD,))], lines_now(ASK))
    assert (old.state, old.replaced_by, old.replaced_on) == (State.REPLACED, (NEW,), "2026-04-01")
    assert old.gone == ("greeting.glad",)
    assert (new.state, new.replaced_by, new.replaced_on) == (State.CURRENT, (), "")


def test_several_cards_of_one_printing_may_replace_one() -> None:
    """All of them are named."""
    new = [issued(code, date="2026-04-01", run="r2", replaces=(OLD,)) for code in (NEW, OTHER)]
    assert judge([issued(), *new], NOW)[1].replaced_by == (NEW, OTHER)


def test_taken_out_has_left_the_drawer() -> None:
    """Cards that somebody took out are gone, whichever role had them, and nothing came instead."""
    held = judge([issued(), issued(role="courier"), TakenOut(OLD, "2026-04-01", "", "r2")], NOW)
    assert [(h.state, h.replaced_by, h.replaced_on) for h in held] == [(State.REPLACED, (), "2026-04-01")] * 2


@pytest.mark.parametrize("leave", [TakenOut(OLD, "2026-04-01", "", "r2"), issued(NEW, run="r2", replaces=(OLD,))])
def test_sites_have_drawers_of_their_own(leave: Record) -> None:
    """What one site replaced or took out is still in the drawer of the other."""
    for site, other in (("", "Pier 4"), ("Pier 4", "")):
        held = judge([issued(), issued(site="Pier 4"), replace(leave, site=site)], NOW)
        states = {h.issued.site: h.state for h in held if h.issued.code == OLD}
        assert states == {site: State.REPLACED, other: State.CURRENT}


def test_roles_have_drawers_of_their_own() -> None:
    """A card printed for the cashier replaces none of the courier's."""
    held = judge([issued(), issued(role="courier"), issued(NEW, date="2026-04-01", run="r2", replaces=(OLD,))], NOW)
    states = {h.issued.role: h.state for h in held if h.issued.code == OLD}
    assert states == {"cashier": State.REPLACED, "courier": State.WITHDRAWN}


def test_cards_printed_again_after_they_left_are_in_the_drawer() -> None:
    """What was replaced stays replaced; only the later copies are there."""
    back = issued(date="2026-05-01", run="r3", copies=2, replaces=(NEW,))
    records = [issued(), issued(NEW, date="2026-04-01", run="r2", replaces=(OLD,)), back]
    held = [(h.issued.code, h.copies, h.state) for h in judge(records, NOW)]
    assert held == [(OLD, 5, State.REPLACED), (OLD, 2, State.CURRENT), (NEW, 5, State.REPLACED)]


def test_days_order_what_a_merge_shuffled() -> None:
    """A printing of a later day is not taken out by a record of an earlier one that stands below it."""
    out = TakenOut(OLD, "2026-03-20", "", "r2")
    assert only(issued(date="2026-04-01"), out).state is State.CURRENT
    assert only(issued(date="2026-03-20"), out).state is State.REPLACED
    assert only(out, issued(date="2026-03-20")).state is State.CURRENT


def test_cards_of_one_printing_do_not_replace_each_other() -> None:
    """A card that is printed anew under its own code replaces the worn ones only."""
    new = [issued(code, date="2026-04-01", run="r2", replaces=(OLD,)) for code in (OLD, NEW)]
    held = judge([issued(copies=1), *new], NOW)
    assert [(h.issued.code, h.copies, h.state) for h in held] == [
        (OLD, 1, State.REPLACED),
        (OLD, 5, State.CURRENT),
        (NEW, 5, State.CURRENT),
    ]


def test_groups_are_those_of_the_cards() -> None:
    """Each group once; what was taken out adds none."""
    records = [issued(), issued(NEW), issued(second=""), TakenOut(OTHER, "2026-04-01", "", "r2")]
    assert groups_of(records) == (("cashier", "fi", ""), GROUP)


def test_card_in_the_hand_is_one_of_those_in_the_drawer() -> None:
    """Where some of its like are in a drawer, those that left tell nothing; else they tell what became of them."""
    out = TakenOut(OLD, "2026-04-01", "", "r2")
    (found,) = find_held(judge([issued(), issued(site="Pier 4"), out], NOW), OLD)
    assert found.issued.site == "Pier 4"
    (found,) = find_held(judge([issued(), out], NOW), OLD)
    assert found.state is State.REPLACED
    assert find_held(judge([issued()], NOW), NEW) == ()


# --- what replaces what ----------------------------------------------------------------------------------------------


def fresh(code: str, *contexts: str, **more: str) -> Fresh:
    return replace(Fresh(code, "phrase", *GROUP, contexts), **more)


CHANGED = lines_now(replace(GLAD, wording="Hei."), replace(ASK, wording="Nimi?"))


def test_stale_card_gives_way_to_the_one_with_its_wording() -> None:
    """The swap names what to take out, how many, and what to put in."""
    held = judge([issued(), issued(run="r2", copies=2)], CHANGED)
    assert swaps(held, [fresh(OTHER, "name.ask"), fresh(NEW, "greeting.glad")]) == (
        Swap("cashier", "", OLD, (NEW,), 7),
    )


def test_current_and_replaced_cards_stay() -> None:
    """Only what is stale is swapped."""
    assert swaps(judge([issued()], NOW), [fresh(NEW, "greeting.glad")]) == ()
    assert swaps(judge([issued(), TakenOut(OLD, "2026-04-01", "", "r2")], CHANGED), [fresh(NEW, "greeting.glad")]) == ()


def test_card_of_many_lines_gives_way_to_many_and_many_to_one() -> None:
    """A card is replaced by all that carry any of its wordings, each once."""
    single = [fresh(NEW, "greeting.glad", "name.spell"), fresh(OTHER, "name.ask")]
    (swap,) = swaps(judge([issued(OLD, GLAD, ASK)], CHANGED), single)
    assert swap.put_in == (NEW, OTHER)
    both = [fresh(NEW, "name.ask", "greeting.glad")]
    held = judge([issued(OLD, GLAD), issued(OTHER, ASK)], CHANGED)
    assert [(swap.take_out, swap.put_in) for swap in swaps(held, both)] == [(OTHER, (NEW,)), (OLD, (NEW,))]


@pytest.mark.parametrize("other", [{"role": "courier"}, {"locale": "ar"}, {"second": ""}, {"layout": "script"}])
def test_card_of_another_kind_replaces_nothing(other: dict[str, str]) -> None:
    """Another role, language or layout is no replacement; then a card is only taken out."""
    held = judge([issued()], CHANGED)
    assert swaps(held, [fresh(NEW, "greeting.glad", **other)]) == (Swap("cashier", "", OLD, (), 5),)


def test_withdrawn_card_is_taken_out() -> None:
    """With nothing in its place, but what carries the other wordings on it."""
    held = judge([issued(OLD, GLAD, ASK), issued(OTHER)], lines_now(ASK))
    assert swaps(held, [fresh(NEW, "name.ask")]) == (
        Swap("cashier", "", OTHER, (), 5),
        Swap("cashier", "", OLD, (NEW,), 5),
    )


def test_each_role_and_site_has_its_own_list() -> None:
    """Two sizes of one card are one line of the list, two roles or sites are two."""
    cards = [issued(), issued(card="a7"), issued(site="Pier 4"), issued(role="barista")]
    now = {**CHANGED, ("barista", "fi", "en"): CHANGED[GROUP]}
    found = swaps(judge(cards, now), [fresh(NEW, "greeting.glad"), fresh(OTHER, "greeting.glad", role="barista")])
    assert found == (
        Swap("barista", "", OLD, (OTHER,), 5),
        Swap("cashier", "", OLD, (NEW,), 10),
        Swap("cashier", "Pier 4", OLD, (NEW,), 5),
    )


def test_stale_are_the_superseded_and_the_withdrawn() -> None:
    """What is current, or has left the drawer, is not stale."""
    hello = replace(GLAD, wording="Hei.")
    left = (issued(site="Pier 4"), TakenOut(OLD, "2026-04-01", "Pier 4", "r2"))
    held = judge([issued(), issued(NEW, ASK), issued(OTHER, hello), *left], lines_now(hello))
    assert [(cards.issued.code, cards.state) for cards in stale(held)] == [
        (OLD, State.SUPERSEDED),
        (NEW, State.WITHDRAWN),
    ]


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["7K3Q-M2X4", "7k3q-m2x4", "7K3QM2X4", "7K3Q M2X4", " 7k3q\u2011m2x4\n", "7K3Q–M2X4", "7-K-3-Q-M-2-X-4"],
)
def test_code_is_known_however_it_is_typed(text: str) -> None:
    """Small letters, a missing hyphen, a blank or another dash make no difference."""
    assert normalize_code(text) == OLD


def test_letters_that_look_like_digits_are_digits() -> None:
    """The codes have no O, I and L: who reads one means 0 or 1."""
    assert normalize_code("oO0i-I1lL") == "0001-1111"


@pytest.mark.parametrize("text", ["", "7K3Q", "7K3Q-M2X", "7K3Q-M2X44", "7K3Q-M2XU", "7K3Q_M2X4", "７K3Q-M2X4"])
def test_what_is_no_code_is_none(text: str) -> None:
    """Too short, too long, or with a letter that codes do not have."""
    assert normalize_code(text) is None
