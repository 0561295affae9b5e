"""Colours: whether white text can be read on them, and what becomes of them in grey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.color import WHITE, contrast, gray, luminance

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("color", "ratio"),
    [
        ("#000000", 21.0),
        ("#ffffff", 1.0),
        ("#0a0a0a", 19.8),
        ("#767676", 4.54),
        ("#595959", 7.0),
        ("#ff0000", 4.0),
        ("#0000ff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(color: str, ratio: float) -> None:
    """The contrast with white is the one that other tools compute."""
    assert contrast(color, WHITE) == pytest.approx(ratio, abs=0.005)


@given(COLORS, COLORS)
def test_contrast_has_no_direction(one: str, other: str) -> None:
    """Text on ground is as easy to tell apart as ground on text."""
    assert contrast(one, other) == contrast(other, one) >= 1


@given(COLORS)
def test_gray_is_the_next_darker_one(color: str) -> None:
    """The grey of a colour has its three levels alike and is no lighter, and the next grey up would be."""
    level = int(gray(color)[1:3], 16)
    assert gray(color) == f"#{level:02x}{level:02x}{level:02x}"
    above = f"#{level + 1:02x}{level + 1:02x}{level + 1:02x}" if level < 255 else WHITE
    assert luminance(gray(color)) <= luminance(color) + 1e-9
    assert luminance(color) < luminance(above) or color == WHITE


@given(COLORS)
def test_white_reads_no_worse_on_gray_than_on_the_color(color: str) -> None:
    """Printed in grey, white text keeps the contrast that its colour had, rounding or not."""
    assert contrast(gray(color), WHITE) >= contrast(color, WHITE) - 1e-6


def test_a_grey_stays_what_it_is() -> None:
    """Each of the 256 greys is its own grey."""
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]
    assert [gray(color) for color in greys] == greys
