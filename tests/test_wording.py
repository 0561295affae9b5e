"""Placeholders: found, filled, left blank, and kept in order where the text runs from the right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.wording import LRI, PDI, Blank, Text, fill, format_pieces, isolate, placeholders, stray_braces


def plain(text: str, values: dict[str, str], rtl: bool = False) -> str:
    """A filled wording as one text; labels are names."""
    return format_pieces(fill(text, values, str, rtl=rtl))


def test_placeholder_is_filled_or_left_blank() -> None:
    """What has a value is filled; what has none stays a blank under its label."""
    pieces = fill("It is {time}, {customer}.", {"time": "14:30"}, {"customer": "name"}.__getitem__, rtl=False)
    assert pieces == (Text("It is 14:30, "), Blank("customer", "name"), Text("."))


@pytest.mark.parametrize("value", ["{amount}", "{0.__class__}", "%s", "$x", "</b>", "{"])
def test_value_is_data(value: str) -> None:
    """A value is never looked at for placeholders, formats or markup."""
    assert plain("Your name is: {customer}", {"customer": value, "amount": "9"}) == f"Your name is: {value}"


@pytest.mark.parametrize(
    "text", ["{", "}", "{Name}", "{ name }", "{na-me}", "{{name}}", "{1}", "{}", "{name", "｛name}"]
)
def test_malformed_placeholder_is_told(text: str) -> None:
    """A brace that is no part of a lower-case name in braces is stray."""
    assert stray_braces(text)


@given(st.text(st.characters(exclude_characters="{}.\u2066\u2069")), st.text(st.characters(exclude_characters="{}.")))
def test_text_without_placeholders_comes_back_as_it_was(before: str, after: str) -> None:
    """Only placeholders change."""
    assert plain(f"{before}{{name}}{after}", {"name": "x"}) == f"{before}x{after}"


def test_each_placeholder_is_named_once_in_order() -> None:
    """Names come in the order of the text."""
    assert placeholders("{b} {a} {b}") == ("b", "a")


@pytest.mark.parametrize(
    "run",
    ["+358 40 123 4567", "3 / 17", "Northlight", "www.northlight.example", "Wi-Fi", "9:00–17:30", "(09) 123 45", "20%"],
)
def test_foreign_run_stays_in_one_piece_inside_arabic(run: str) -> None:
    """A phone number, range, ratio or Latin name inside Arabic is isolated whole, so that it cannot be reordered."""
    assert isolate(f"رقمنا {run}، شكرًا") == f"رقمنا {LRI}{run}{PDI}، شكرًا"


def test_isolated_run_is_not_isolated_again() -> None:
    """Isolating twice changes nothing."""
    once = isolate("اتصلوا على +44 20 7946 0123.")
    assert isolate(once) == once


def test_value_inside_arabic_is_isolated() -> None:
    """A filled-in name in Latin script is isolated; the sentence's own stop stays outside."""
    assert plain("معكم {staff}.", {"staff": "Anna Virtanen"}, rtl=True) == f"معكم {LRI}Anna Virtanen{PDI}."


def test_value_that_ends_in_a_stop_brings_the_sentence_its_own() -> None:
    """A Russian date ends in an abbreviation's stop; the sentence does not add a second one."""
    assert plain("Ответ будет {date}.", {"date": "14 марта 2026 г."}) == "Ответ будет 14 марта 2026 г."
