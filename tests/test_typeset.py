"""Printed cards: valid, searchable, the same twice, and never with a word cut off."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from pathlib import Path

import page
import pdfplumber
import pikepdf
import pytest
from decks import DAY, TEMPLATES, document_of, fit_deck, on_one_side, sheets_of
from phrasebooks import BOOK, CODES, one_phrase, phrasebook

from scripts_gen import pdf
from scripts_gen.deck import Deck, build_deck
from scripts_gen.errors import ScriptsGenError
from scripts_gen.resources import read_templates
from scripts_gen.typeset import ask, open_job, print_job, typeset

CASHIER = BOOK.roles["cashier"]
POINT = 25.4 / 72
LONG = "Please tell me in your own words what happened, where it happened and who was there with you. "


def deck(code: str, staff: str | None = None) -> Deck:
    """The cashier's cards."""
    return build_deck(CASHIER, phrasebook(code), phrasebook(staff) if staff else None)


def print_deck(made: Deck, card: str = "id1", sheet: str = "a4") -> bytes:
    """The PDF of a deck that fits."""
    sheets = sheets_of(made, on_one_side(card, sheet))
    assert sheets.misfits == ()
    assert sheets.pdf is not None
    return sheets.pdf


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("card", "staff"), [("id1", None), ("a7", "en"), ("a7", "ar"), ("a6", "ru")])
def test_cards_are_valid_pdf_ua_and_pdf_a(code: str, card: str, staff: str | None, tmp_path: Path) -> None:
    """Every language on every card size passes both validators' profiles and qpdf."""
    data = print_deck(deck(code, staff), card)
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    if shutil.which("qpdf"):
        file = tmp_path / "cards.pdf"
        file.write_bytes(data)
        subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_the_same_deck_is_the_same_bytes() -> None:
    """Nothing of the machine or the hour gets into the file; another date does."""
    made = deck("ar", "fi")
    assert print_deck(made, "a7") == print_deck(made, "a7")
    fitting = fit_deck(made, on_one_side("a7"))
    assert print_job(fitting.job, fitting.told, datetime.date(2026, 11, 22)) != print_deck(made, "a7")


def test_printing_is_set_to_full_size_and_fonts_are_ours() -> None:
    """A print dialog does not scale the cards; no font comes from the machine."""
    with pikepdf.open(io.BytesIO(print_deck(deck("ar", "ru"), "a7"))) as made:
        assert made.Root.ViewerPreferences.PrintScaling == "/None"
        assert made.Root.Lang == "ru"
        names = {str(font.BaseFont) for sheet in made.pages for font in sheet.Resources.Font.values()}
    assert all("NotoSans" in name or "Almarai" in name for name in names)


def actual_texts(data: bytes) -> list[str]:
    """The texts that a reader of the structure is given instead of what is drawn."""
    with pikepdf.open(io.BytesIO(data)) as read:
        elements = [item for item in read.objects if isinstance(item, pikepdf.Dictionary)]
        return [str(element.ActualText) for element in elements if "/ActualText" in element]


def test_arabic_is_stored_in_logical_order() -> None:
    """The paragraph reads as it is spoken, numbers in place, without the marks that ordered the drawing."""
    texts = actual_texts(print_deck(deck("ar")))
    assert "المساعدة في الطريق. يمكنك أيضًا الاتصال على +358 40 123 4567 في أي وقت." in texts
    assert "من فضلك انتظر. رقمك هو 3 / 17. سأناديك." in texts
    assert "سيستغرق ذلك حوالي ____ (دقائق) دقائق." in texts
    assert actual_texts(print_deck(deck("fi"))) == []


def test_no_stream_ends_in_half_a_line_end() -> None:
    """Data that end in CR are not taken for one byte shorter, and every object stays where the table says it is."""
    stream = b"1 0 obj\n<< /Length 4 /Filter /FlateDecode >>\nstream\nabc\r\nendstream\nendobj\n"
    parted = pdf._end_streams_plainly(stream + b"2 0 obj\n")
    assert parted == stream.replace(b"/Filter /", b"/Filter/").replace(b"c\r\n", b"c\r\r\n") + b"2 0 obj\n"
    assert len(parted) == len(stream) + 8


def words(data: bytes, number: int = 0) -> list[dict[str, float]]:
    """The words on a page, with their boxes in millimetres."""
    with pdfplumber.open(io.BytesIO(data)) as read:
        found = read.pages[number].extract_words(extra_attrs=["size"])
    return [
        {"text": word["text"], "size": word["size"]}
        | {side: word[side] * POINT for side in ("x0", "x1", "top", "bottom")}
        for word in found
    ]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("card", ["id1", "a7", "a6"])
def test_type_is_legible_and_inside_the_safe_area(code: str, card: str) -> None:
    """Nothing is smaller than 7 points, no wording smaller than its language allows, and no word leaves its card."""
    made, layout = deck(code, None if card == "id1" else "en"), on_one_side(card)
    fitting = fit_deck(made, layout)
    assert min(one["sizes"][0][0] for one in fitting.job.document["faces"]) >= made.locale.smallest
    for word in words(print_deck(made, card)):
        assert word["size"] >= 6.99
        assert any(
            x + layout.card.ink <= word["x0"]
            and word["x1"] <= x + layout.card.width - layout.card.ink
            and y + layout.card.ink <= word["top"] + 0.5
            and word["bottom"] <= y + layout.card.height - layout.card.ink + 0.5
            for x, y in layout.slots
        ), word


def test_the_wording_is_the_largest_thing_on_its_card() -> None:
    """A face has one voice."""
    sizes = {word["text"]: word["size"] for word in words(print_deck(deck("en", "fi"), "a7"))}
    assert sizes["morning."] >= 16
    assert sizes["morning."] == max(sizes.values())


@pytest.mark.parametrize("times", [4, 5, 8])
def test_a_card_that_cannot_fit_is_told_and_not_printed(times: int) -> None:
    """The finding names card, size and excess; the excess is what the typeset text really is over, within 0.3 mm."""
    made, layout = build_deck(CASHIER, one_phrase("en", LONG * times)), on_one_side()
    sheets = sheets_of(made, layout)
    assert sheets.pdf is None
    (misfit,) = sheets.misfits
    assert (misfit.context, misfit.size, misfit.side) == ("greeting.morning", "id1", "height")
    fitting = fit_deck(made, layout)
    drawn = words(print_job(fitting.job, fitting.told, DAY))
    size = fitting.job.document["faces"][0]["sizes"][0][0]
    last = max(word["bottom"] for word in drawn if abs(word["size"] - size) < 0.01)
    foot = min(word["top"] for word in drawn if word["text"] == "10")
    # pdfplumber's boxes reach from ascender to descender; the same two distances stand on a card that fits.
    plain = build_deck(CASHIER, one_phrase("en", LONG))
    document = document_of(plain, layout)
    document["faces"][0]["sizes"] = [[size, document["faces"][0]["sizes"][0][1]]]
    job = open_job("cards.typ", document, read_templates([TEMPLATES]))
    told = ask(job)
    fits = words(print_job(job, told, DAY))
    slack = min(word["top"] for word in fits if word["text"] == "10") - max(
        word["bottom"] for word in fits if abs(word["size"] - size) < 0.01
    )
    assert told["<text-end>"][0] - told["<foot-begin>"][0] < 0
    margin = slack - (told["<foot-begin>"][0] - told["<text-end>"][0])
    assert misfit.excess == pytest.approx(last - foot + margin, abs=0.3)


def test_a_misfit_names_the_smallest_card_that_would_do() -> None:
    """From ID-1 to A7, A6 or larger; none where even A3 is too small."""
    would_do = []
    for times in (4, 8, 400):
        made = build_deck(CASHIER, one_phrase("en", LONG * times))
        (misfit,) = sheets_of(made, on_one_side()).misfits
        would_do.append(misfit.would_do)
        assert (f"it fits on {misfit.would_do}" if misfit.would_do else "fits on no card") in str(misfit)
    assert would_do == ["a7", "a6", None]


def test_a_word_wider_than_the_line_is_a_misfit() -> None:
    """A single word that cannot be broken is measured, though it takes but one line."""
    word = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilaskokelas"
    (misfit,) = sheets_of(build_deck(CASHIER, one_phrase("fi", word)), on_one_side()).misfits
    assert misfit.side == "width"
    assert misfit.excess > 1


def test_a_long_word_makes_the_wording_smaller_before_it_is_a_misfit() -> None:
    """A word that fits the line at some legible size is set at that size."""
    made = build_deck(CASHIER, one_phrase("fi", "Henkilökohtaisuusvakuutuslomake, kiitos."))
    fitting = fit_deck(made, on_one_side("a7"))
    assert fitting.over == {}
    assert fitting.job.document["faces"][0]["sizes"][0][0] < 24


def test_a_missing_character_names_itself_and_its_card() -> None:
    """No empty boxes: a sign that no font has stops the run."""
    made = build_deck(CASHIER, one_phrase("fi", "Soittakaa ☎ heti."))
    with pytest.raises(ScriptsGenError, match=r"'☎' \(U\+260E BLACK TELEPHONE\), .*1\.1 greeting\.morning \(fi, "):
        sheets_of(made, on_one_side())


def test_wording_is_data_and_never_markup() -> None:
    """What would be code in a template is printed as it stands."""
    text = "#import *bold* $x$ <label> @ref \\ `raw` // -- ~ 'a'"
    printed = " ".join(word["text"] for word in words(print_deck(build_deck(CASHIER, one_phrase("en", text)))))
    assert text in printed


def test_a_workspaces_template_hides_the_shipped_one(tmp_path: Path) -> None:
    """A designer replaces one file and inherits the others."""
    (tmp_path / "common.typ").write_text(
        (TEMPLATES / "common.typ").read_text(encoding="utf-8").replace("0.6pt + luma(60)", "2pt + luma(60)"),
        encoding="utf-8",
    )
    own = sheets_of(deck("en"), on_one_side(), folders=(tmp_path, TEMPLATES))
    assert own.pdf != print_deck(deck("en"))


def test_a_broken_template_is_told_by_its_name(tmp_path: Path) -> None:
    """The typesetter's complaint names the designer's file and line."""
    (tmp_path / "cards.typ").write_text("#set page(width: nonsense)", encoding="utf-8")
    with pytest.raises(ScriptsGenError, match=r"cards\.typ:1:17"):
        sheets_of(deck("en"), on_one_side(), folders=(tmp_path, TEMPLATES))


def test_a_template_that_tells_no_fit_is_an_error(tmp_path: Path) -> None:
    """A deck is not printed unseen."""
    (tmp_path / "cards.typ").write_text('#set document(title: "x")\n#set text(font: "Noto Sans")\nx', encoding="utf-8")
    with pytest.raises(ScriptsGenError, match="<text-end>"):
        sheets_of(deck("en"), on_one_side(), folders=(tmp_path, TEMPLATES))


def test_any_template_is_typeset_from_its_document(tmp_path: Path) -> None:
    """``typeset`` knows nothing of cards."""
    (tmp_path / "page.typ").write_text(
        '#let it = json("document.json")\n#set document(title: it.title)\n#set text(font: "Noto Sans")\n#it.title',
        encoding="utf-8",
    )
    data = typeset("page.typ", {"title": "Hyvää päivää"}, read_templates([tmp_path]), DAY)
    assert [word["text"] for word in words(data)] == ["Hyvää", "päivää"]
    with pytest.raises(ScriptsGenError, match=r"no template other\.typ"):
        typeset("other.typ", {}, read_templates([tmp_path]), DAY)
