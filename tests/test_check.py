"""The check: every fault of the corpus is found, its good twin is left alone, and translators have the last word.

``corpus/<family>/<code>-<fault>.<locale>.bad.po`` has one fault, ``….good.po`` is its twin without it. Where there is a
``….phrases.po`` beside them, they are pronunciations, and it holds the wordings.
"""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest
from conftest import ROOT, Run, edit

from scripts_gen.catalog import parse_catalog
from scripts_gen.check import RULES, check_catalog, check_file
from scripts_gen.check.subject import CatalogSubject, FileSubject, Language
from scripts_gen.inspection import guess_locale, inspect_file

CORPUS = Path(__file__).parent / "corpus"
BAD = sorted(CORPUS.glob("*/*.bad.po"))
GOOD = sorted(CORPUS.glob("*/*.good.po"))
SPOKEN = "locales/fi/LC_MESSAGES/phrases.po"
IDS = [path.name.removesuffix(".po") for path in BAD]


def codes(path: Path) -> list[str]:
    """The codes that a file sets off."""
    wordings = path.with_name(f"{path.name.rsplit('.', 2)[0]}.phrases.po")
    if wordings.exists():
        data, spoken = path.read_bytes(), parse_catalog(wordings.read_bytes(), wordings.name).live()
        read, language = parse_catalog(data, path.name), Language(guess_locale(path.name.split(".")[1]))
        subject = CatalogSubject(path.name, "pronunciation", read.header, read.messages, language, spoken=spoken)
        found = (*check_file(FileSubject(path.name, data, language), RULES), *check_catalog(subject, RULES))
        return [finding.code for finding in found]
    return [finding.code for finding in inspect_file(path.read_bytes(), path.name, RULES)]


@pytest.mark.parametrize("path", BAD, ids=IDS)
def test_fault_is_found(path: Path) -> None:
    """The fault that a file is named after is found in it."""
    assert path.name.partition("-")[0] in codes(path)


@pytest.mark.parametrize("path", GOOD, ids=[path.name.removesuffix(".po") for path in GOOD])
def test_good_twin_is_left_alone(path: Path) -> None:
    """The twin without the fault sets nothing off, tempting as it looks."""
    assert codes(path) == []


def test_every_fault_has_its_twin_and_every_check_its_fault() -> None:
    """No file of the corpus stands alone, and each check that needs no book is judged by it."""
    assert {path.name.replace(".bad.", ".") for path in BAD} == {path.name.replace(".good.", ".") for path in GOOD}
    judged = {path.name.partition("-")[0] for path in BAD}
    by_book = {"S112", "S114", "S115", "L510", "F601", *(rule.code for rule in RULES if rule.scope == "book")}
    assert {rule.code for rule in RULES} - by_book == judged


def test_codes_are_unique_and_in_order() -> None:
    """A code names one check, for ever."""
    found = [rule.code for rule in RULES]
    assert len(set(found)) == len(found)
    assert len({rule.name for rule in RULES}) == len(found)


@pytest.mark.parametrize("code", ["en", "ar", "fi", "ru", "tl"])
def test_shipped_book_is_clean(code: str, run: Run) -> None:
    """The default book sets off nothing, not even a warning, in any language."""
    result = json.loads(run("check", "--strict", "--locale", code, "--format", "json", folder=ROOT).output)
    assert [finding for finding in result if finding["severity"] != "note"] == []


def test_shipped_book_is_clean_in_itself(run: Run) -> None:
    """Nor do its situations, roles and settings, for which all its languages are looked at."""
    of_book = [word for rule in RULES if rule.scope == "book" for word in ("--select", rule.code)]
    result = json.loads(run("check", "--strict", *of_book, "--format", "json", folder=ROOT).output)
    assert of_book
    assert [finding for finding in result if finding["severity"] != "note"] == []


def test_fault_is_told_with_place_key_and_text(workspace: Path, run: Run) -> None:
    """A finding names file, line, code, key and the offending text; errors end with exit code 1."""
    spoil(workspace, " ?")
    shown = run("check", "--locale", "fi", "--select", "T203").output
    assert re.search(rf"^{SPOKEN}:\d+: T203 warning name\.ask: [^\n]+$", shown, re.MULTILINE)
    assert "0 errors, 1 warning, 0 notes" in shown
    run("check", "--locale", "fi", "--select", "T203", "--strict", exit_code=1)


def spoil(workspace: Path, mark: str, key: str = "name.ask") -> None:
    """Give a question of the Finnish catalog another end."""
    path = workspace / SPOKEN
    block = next(b for b in path.read_text().split("\n\n") if f'msgctxt "{key}"\n' in b)
    assert '?"' in block.rsplit("msgstr", 1)[1]
    edit(path, block, re.sub(r'\?"(\n?)$', rf'{mark}"\1', block))


def test_translator_silences_one_check_on_one_message(workspace: Path, run: Run) -> None:
    """A translator comment silences the check that it names, there and nowhere else."""
    spoil(workspace, " ?")
    path = workspace / SPOKEN
    context = 'msgctxt "name.ask"\n'
    notes = path.read_text().split(context)[0].rsplit("\n\n", 1)[1]
    edit(path, notes + context, f"# scripts-gen: ignore T203\n{notes}{context}")
    assert run("check", "--locale", "fi", "--select", "T203").output == "Nothing found.\n"


def test_language_silences_a_check(workspace: Path, run: Run) -> None:
    """locale.toml silences a check for the whole language."""
    spoil(workspace, " ?")
    settings = workspace / "locales/fi/locale.toml"
    text = settings.read_text()
    table = "[check]\n" if "[check]\n" in text else ""
    settings.write_text(
        text.replace(table, '[check]\nignore = ["T203"]\n', 1) if table else text + '\n[check]\nignore = ["T203"]\n'
    )
    assert run("check", "--locale", "fi", "--select", "T203").output == "Nothing found.\n"


def test_fix_mends_what_has_one_answer_and_breaks_the_seal(workspace: Path, run: Run) -> None:
    """--diff shows it and changes nothing; --fix changes that line alone, and the seal no longer holds."""
    spoil(workspace, " ?")
    run("approve", "fi", "name.ask", "--by", "Aino")
    path = workspace / SPOKEN
    before = path.read_text()
    shown = run("check", "--locale", "fi", "--select", "T203", "--diff").output
    assert path.read_text() == before
    run("check", "--locale", "fi", "--select", "T203", "--fix")
    after = path.read_text()
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1] == changed[0][0].replace(" ?", "?")
    assert f"-{changed[0][0]}\n+{changed[0][1]}\n" in shown
    found = json.loads(run("check", "--locale", "fi", "--select", "S113", "--format", "json").output)
    assert [finding["msgctxt"] for finding in found] == ["name.ask"]


def test_github_gets_annotations(workspace: Path, run: Run) -> None:
    """--format github prints one workflow command a finding."""
    spoil(workspace, " ?")
    shown = run("check", "--locale", "fi", "--select", "T203", "--format", "github").output
    assert re.fullmatch(rf"::warning file={SPOKEN},line=\d+,title=T203::name\.ask: [^\n]+\n", shown)


def test_any_file_is_checked_by_its_path(run: Run, tmp_path: Path) -> None:
    """A .po file needs no workspace; a folder is looked through."""
    folder = tmp_path / "lost"
    folder.mkdir()
    lost = [path for path in BAD if path.name.startswith("P301")]
    for path in lost:
        (folder / path.name).write_bytes(path.read_bytes())
    found = json.loads(run("check", str(folder), "--format", "json", exit_code=1).output)
    assert {Path(finding["file"]).name for finding in found} == {path.name for path in lost}


def test_misfit_is_told_before_there_is_a_catalog(workspace: Path, run: Run) -> None:
    """A source that fits no card is found although no catalog of its language was made yet."""
    for path in (workspace / "locales/en/LC_MESSAGES").iterdir():
        path.unlink()
    edit(
        workspace / "locales/book/situations/greeting.toml",
        "Please come in. There is",
        f"Please come {'i' * 90}n. There is",
    )
    found = json.loads(run("check", "-l", "en", "--select", "F", "--format", "json", exit_code=1).output)
    assert [(finding["code"], finding["msgctxt"]) for finding in found] == [("F601", "greeting.come-in")]


def test_check_is_explained(run: Run) -> None:
    """--explain says what, why and how to mend."""
    text = run("check", "--explain", "T203").output
    assert text.startswith("T203 space-before-punctuation (warning)\n")
    assert "Why: " in text
    assert "Mend: " in text
    assert "no check 'T999'" in run("check", "--explain", "T999", exit_code=2).stderr


def test_page_of_checks_is_that_of_the_registry() -> None:
    """docs/checks.md is what the registry says."""
    page = runpy.run_path(str(ROOT / "docs/make_checks.py"))["document"]()
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == page
