"""What a misfit says is over, measured again in the picture of the page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from decks import DAY, fit_deck, on_one_side, sheets_of
from phrasebooks import BOOK, CODES, one_phrase
from PIL import Image, ImageChops

from scripts_gen.deck import Deck, build_deck
from scripts_gen.fitting import Misfit, _Fitting
from scripts_gen.sheet import pages
from scripts_gen.typeset import print_job

LAYOUT = on_one_side()
DPI = 400
PIXEL = 25.4 / DPI
POINT = 25.4 / 72
LETTERS = {"ar": "د", "ru": "н"}
"""Letters that stand on the line and reach neither below it nor beside their width."""
CAPITAL = 0.714
"""Height of a capital of Noto Sans in ems; a line is 0.8 em above the baseline and 0.2 em below it."""


def saying(code: str, text: str) -> Deck:
    """The one card that says ``text``."""
    return build_deck(BOOK.roles["cashier"], one_phrase(code, text))


def misfit(code: str, text: str) -> tuple[Misfit, _Fitting]:
    """What is told of the one card that says ``text``, and its layout at the smallest size."""
    deck = saying(code, text)
    (found,) = sheets_of(deck, LAYOUT).misfits
    return found, fit_deck(deck, LAYOUT)


def ink(fitting: _Fitting, folder: Path, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The box of the ink within ``box`` on the page that would have been printed, in millimetres."""
    if not shutil.which("pdftoppm"):
        missing = "pdftoppm is not installed (package poppler-utils)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    pdf = folder / "page.pdf"
    pdf.write_bytes(print_job(fitting.job, fitting.told, DAY))
    left, top, right, bottom = (round(value / PIXEL) for value in box)
    part = ["-x", left, "-y", top, "-W", right - left, "-H", bottom - top]
    command = ["pdftoppm", "-r", DPI, "-gray", "-singlefile", "-l", "1", *part, pdf, folder / "page"]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    with Image.open(folder / "page.pgm") as page:
        # Half-covered pixels at an edge count for half a pixel, so the threshold is in the middle.
        found = ImageChops.invert(page).point(lambda value: 255 if value > 127 else 0).getbbox()
    assert found
    return tuple(value * PIXEL + box[i % 2] for i, value in enumerate(found))


@pytest.mark.parametrize("code", CODES)
def test_over_wide_word_is_over_by_what_is_told(code: str, tmp_path: Path) -> None:
    """A word of 60 letters runs past the safe area by the millimetres of the finding, to 0.3 mm."""
    # Letters without room beside them; the Arabic word is narrow enough to end on the paper.
    found, fitting = misfit(code, {"ar": "اااد", "ru": "хххх"}.get(code, "xxxx") * 15)
    assert found.side == "width"
    place = pages(1, LAYOUT, rtl=code == "ar")[0].places[0]
    x, y = place.x, place.y
    card = LAYOUT.card
    left, _, right, _ = ink(fitting, tmp_path, (0, y + 12, LAYOUT.width, y + 22))
    over = x + card.safe - left if code == "ar" else right - (x + card.width - card.safe)
    assert found.excess == pytest.approx(over, abs=0.3)


@pytest.mark.parametrize("code", CODES)
def test_overlong_sentence_is_over_by_what_is_told(code: str, tmp_path: Path) -> None:
    """90 words end below the beginning of the card's foot by the millimetres of the finding, to 0.3 mm."""
    letter = LETTERS.get(code, "n")
    found, fitting = misfit(code, " ".join([letter * 4] * 90))
    assert found.side == "height"
    place = pages(1, LAYOUT, rtl=code == "ar")[0].places[0]
    x, y = place.x, place.y
    card = LAYOUT.card
    locale = fitting.job.document["languages"][code]
    voice, small = fitting.job.document["faces"][0]["sizes"][0]
    size = voice * POINT
    below = (0, y + card.height + 1, LAYOUT.width, LAYOUT.height)
    text_end = ink(fitting, tmp_path, below)[3] + 0.2 * size * locale["scale"]
    short = fit_deck(saying(code, letter * 60), LAYOUT)
    foot = (x + card.safe, y + card.height / 2, x + card.width - card.safe, y + card.height)
    gap = min(2.2, 0.5 * size)
    foot_begin = ink(short, tmp_path, foot)[1] - (0.8 - CAPITAL) * small * POINT - gap
    assert found.excess == pytest.approx(text_end - foot_begin, abs=0.3)
