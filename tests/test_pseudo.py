"""Pseudo locales: longer, accented, mirrored; the same every time; and they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Run, edit
from hypothesis import given
from hypothesis import strategies as st

from scripts_gen.catalog import parse_catalog
from scripts_gen.message import DOMAINS, PRONUNCIATION
from scripts_gen.pseudo import CODES, accent, mirror, pseudo_files
from scripts_gen.wording import placeholders, stray_braces
from scripts_gen.workspace import read_workspace

PARTS = ["Good morning", "{minutes}", "{place}", "?", " ", "x", "Rhythm. ", "3 m"]
TEXTS = st.lists(st.sampled_from(PARTS)).map("".join)


@given(TEXTS)
def test_placeholders_are_kept(text: str) -> None:
    """Every placeholder stands in both, in its order, and nothing else in braces."""
    for written in (accent(text), mirror(text)):
        assert placeholders(written) == placeholders(text)
        assert not stray_braces(written)


@given(TEXTS)
def test_accented_text_is_forty_percent_longer_and_bracketed(text: str) -> None:
    """Without its placeholders and brackets a text has grown by 40 %, to the letter, and no plain vowel is left."""
    plain, written = (re.sub(r"\{\w+\}", "", one) for one in (text, accent(text)))
    assert (written[0], written[-1]) == ("[", "]")
    assert len(plain) * 1.4 <= len(written) - 2 < len(plain) * 1.4 + 1
    assert not re.search("[A-Za-z]", written)


def test_mirrored_text_has_the_letters_and_marks_of_arabic() -> None:
    """It runs from the right: no Latin letter and no Latin comma or question mark is left; digits stay."""
    assert mirror("The room's number, please? 12; {place}.") == "ثي رومس نومبير، بلياسي؟ 12؛ {place}."


def test_the_same_workspace_gives_the_same_bytes() -> None:
    """Nothing of the hour gets in; the copy has everything, and the pseudo locales every message of every domain."""
    workspace = read_workspace(ROOT)
    files = dict(pseudo_files(workspace))
    assert files == dict(pseudo_files(workspace))
    assert files["locales/fi/LC_MESSAGES/phrases.po"] == (ROOT / "locales/fi/LC_MESSAGES/phrases.po").read_bytes()
    for code in CODES:
        for domain in DOMAINS:
            if domain != PRONUNCIATION:
                file = f"locales/{code}/LC_MESSAGES/{domain}.po"
                messages = parse_catalog(files[file], file).live().values()
                assert all(message.translated for message in messages)
                assert {message.msgctxt for message in messages} == {m.msgctxt for m in workspace.template(domain)}


@pytest.mark.parametrize("code", CODES)
def test_pseudo_locales_print(run: Run, workspace: Path, code: str) -> None:
    """Cards and scripts come out in glyphs that the shipped fonts have, even where only approved wordings print."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    assert "build/pseudo has the languages en_XA and ar_XB" in run("pseudo").output
    made = workspace / "build/pseudo"
    assert "1 deck written" in run("-C", str(made), "cards", "-l", code, "-r", "courier").output
    assert "1 script written" in run("-C", str(made), "scripts", "-l", code, "-r", "courier", "-f", "pdf").output


def test_it_is_made_anew_and_harms_nothing(run: Run, workspace: Path, tmp_path: Path) -> None:
    """A second run clears what the first left; a folder that holds something else is not touched."""
    run("pseudo", str(tmp_path / "made"))
    (tmp_path / "made/locales/book/situations/old.toml").write_text("", encoding="utf-8")
    run("pseudo", str(tmp_path / "made"))
    assert not (tmp_path / "made/locales/book/situations/old.toml").exists()
    assert "holds something else" in run("pseudo", str(workspace), exit_code=2).stderr
