"""find and say on the default book: whatever is typed, in whatever language, never stale, never a traceback."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, edit

from scripts_gen.wording import LRI, PDI


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the default book that no test edits, with an index of its own."""
    folder = tmp_path_factory.mktemp("lookup")
    shutil.copytree(ROOT / "locales", folder / "book" / "locales")
    return folder / "book"


@pytest.fixture
def ask(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a look-up in the book that no test edits."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(book.parent / "cache"))
    return partial(run, folder=book)


def hits(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """What find shows, best first."""
    found: list[dict[str, Any]] = json.loads(run("find", *arguments, "--json").output)["hits"]
    return found


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("refund without recipt", "returns.no-receipt"),
        ("spell surname", "name.spell"),
        ("ambulanse", "emergency.ambulance"),
        ("doors and stairs blind", "language.arm"),
        ("повторю как понял", "listening.understood"),
        ("скорая помощь", "emergency.ambulance"),
        ("hyvaa huomenta", "greeting.morning"),
        ("صباح الخير", "greeting.morning"),
        ("magandang tanghali", "greeting.noon"),
        ("dobroye utro", "greeting.morning"),
    ],
)
def test_half_remembered_words_find_the_phrase(words: str, key: str, ask: Run) -> None:
    """Keywords, misspellings, other languages and spellings in Latin letters find the phrase among the first five."""
    assert key in [hit["key"] for hit in hits(ask, words)]


def test_hit_shows_wording_meaning_status_and_key(ask: Run) -> None:
    """Everything a member of staff needs stands in one hit."""
    hit = hits(ask, "ambulance", "--locale", "ar", "-n", "1")[0]
    assert hit["key"] == "emergency.ambulance"
    assert hit["locale"] == "ar"
    assert hit["direction"] == "rtl"
    assert hit["meaning"].startswith("I am calling an ambulance.")
    assert hit["pronunciation"]
    assert hit["status"] in ("translated", "approved")


def test_text_for_people_stays_in_logical_order_within_80_columns(ask: Run) -> None:
    """The terminal gets the wording as it is written, on a line of its own, with key and status below."""
    lines = ask("find", "ambulance", "--locale", "en", "-n", "1").output.splitlines()
    assert lines[0].startswith("1  I am calling an ambulance.")
    assert "emergency.ambulance" in lines[-1]


def test_role_and_limit_narrow_the_hits(ask: Run) -> None:
    """--role shows only what that role says, -n how many."""
    assert len(hits(ask, "please", "-n", "3")) == 3
    assert all(
        hit["situation"] != "returns" for hit in hits(ask, "refund receipt", "--role", "security-officer", "-n", "50")
    )


def test_blanks_are_filled_with_the_right_plural(ask: Run) -> None:
    """--set fills a blank the way the language writes and counts."""
    said = [ask("say", "expectations.duration", "-l", "ru", "--set", f"minutes={n}").stdout.strip() for n in (21, 3, 5)]
    assert [word for text in said for word in text.replace(".", "").split() if word.startswith("минут")] == [
        "минуту", "минуты", "минут",
    ]  # fmt: skip
    assert f"{LRI}14{PDI}" in ask("say", "returns.too-late", "-l", "ar", "--set", "date=2026-03-14").output


def test_speaker_chooses_the_wording(ask: Run) -> None:
    """--speaker gives the wording that this speaker uses."""
    said = {who: ask("say", "name.said-right", "-l", "ru", "--speaker", who).output for who in ("male", "female")}
    assert said["male"] != said["female"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("say", "waiting.how-lon", "-l", "ru"), "no phrase 'waiting.how-lon'; did you mean 'waiting.how-long'?"),
        (("say", "waiting.how-long", "-l", "rru"), "no locale 'rru'; did you mean 'ru'?"),
        (
            ("say", "waiting.how-long", "-l", "ru", "--set", "minuts=5"),
            "no placeholder 'minuts'; did you mean 'minutes'?",
        ),
        (
            ("say", "waiting.how-long", "-l", "ru", "--set", "minutes=five"),
            "minutes: expected a number such as '5', found 'five'",
        ),
        (("say", "greeting.noon", "-l", "fi"), "greeting.noon has no wording in fi yet, or none that is approved"),
        (("find", "refund", "--role", "cashir"), "no role 'cashir'; did you mean 'cashier'?"),
        (("find", "refund", "--locale", "xx"), "no locale 'xx'; there are: en, ar, fi, ru, tl"),
        (("find", "refund", "--set", "amont=5"), "no placeholder 'amont'; did you mean 'amount'?"),
        (("cards", "--role", "cashir"), "no role 'cashir'; did you mean 'cashier'?"),
        (("scripts", "--staff", "sv"), "no locale 'sv'; there are: en, ar, fi, ru, tl"),
        (
            ("cards", "--card", "a8"),
            "--card: no card size 'a8'; expected one of id1, a7, a6, a5, a4, a3, or width and height in mm,"
            " such as 90x60",
        ),
    ],
)
def test_wrong_word_is_told_with_the_right_one(arguments: tuple[str, ...], message: str, ask: Run) -> None:
    """Whatever is misspelt on the command line is told in one line, with exit code 2."""
    assert ask(*arguments, exit_code=2).stderr.strip() == message


def test_every_wrong_word_is_told_at_once(ask: Run) -> None:
    """Two wrong words are two lines of one run."""
    assert len(ask("cards", "-r", "cashir", "-l", "xx", exit_code=2).stderr.splitlines()) == 2


def test_unapproved_wording_is_said_with_a_warning(run: Run) -> None:
    """say gives nothing but the wording; that nobody approved it stands beside, on standard error."""
    result = run("say", "emergency.ambulance", "-l", "en")
    assert result.stdout == "I am calling an ambulance. Please stay beside this person and tell me of any change.\n"
    assert result.stderr == "not approved\n"


def test_mistyped_value_pair_is_told(ask: Run) -> None:
    """--set wants name=value."""
    assert "expected name=value, found 'minutes'" in ask("find", "wait", "--set", "minutes", exit_code=2).stderr


def test_wording_with_an_unknown_placeholder_is_said_with_a_blank(workspace: Path, run: Run) -> None:
    """A translator's slip in a placeholder's name is the check's affair; the look-up leaves a blank there."""
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    path.write_text(path.read_text().replace("{minutes} minuutti", "{minute} minuutti"))
    assert "____ (minute)" in run("say", "expectations.duration", "-l", "fi", "--set", "minutes=3").stdout


def test_nothing_found_says_what_is_nearest(ask: Run) -> None:
    """Where nothing is found, the command says so, names near words, and ends with exit code 1."""
    result = ask("find", "zzzqqxx", exit_code=1)
    assert result.stdout == ""
    assert "Nothing found for 'zzzqqxx'" in result.stderr


@pytest.mark.parametrize("words", ["", "   ", "%", "'; DROP TABLE document", "\u202e\u2066", "👍", "x" * 10_000])
def test_hostile_query_is_answered(words: str, ask: Run) -> None:
    """No query breaks the look-up."""
    found = json.loads(run_any(ask, "find", words, "--json"))
    assert found["query"] == words


def run_any(ask: Run, *arguments: str) -> str:
    """Run a look-up that may find nothing."""
    try:
        return ask(*arguments).stdout
    except AssertionError:
        return ask(*arguments, exit_code=1).stdout


def test_edited_wording_is_found_at_once(workspace: Path, run: Run) -> None:
    """An edit of a catalog or of the book shows in the very next look-up."""
    assert not any("velociraptor" in hit["wording"] for hit in hits(run, "velociraptor", "-n", "1") if hit)
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    old = next(line for line in path.read_text().splitlines() if line.startswith('msgstr "Hyvää huomenta'))
    edit(path, old, 'msgstr "Velociraptor, hyvää huomenta."')
    assert hits(run, "velociraptor")[0]["key"] == "greeting.morning"
    edit(workspace / "locales/book/situations/greeting.toml", "Please come in. There", "Triceratops, come in. There")
    assert hits(run, "triceratops")[0]["key"] == "greeting.come-in"


def test_unwritable_cache_does_not_matter(run: Run, tmp_path: Path) -> None:
    """Where the index cannot be kept, the answer comes all the same."""
    (tmp_path / "cache").write_text("a file in the way")
    assert hits(run, "ambulance")


def test_look_up_works_outside_a_workspace(run: Run, tmp_path: Path) -> None:
    """Without a workspace the shipped book answers."""
    assert "ambulance" in run("find", "ambulance", folder=tmp_path).output


def test_status_says_when_the_source_changed_since(workspace: Path, run: Run) -> None:
    """An approved wording whose source changed shows its date and that fact."""
    run("approve", "fi", "greeting.come-in", "--by", "Aino", "--date", "2026-11-21")
    assert "· approved 2026-11-21" in run("find", "come in", "-l", "fi", "-n", "1").output
    edit(workspace / "locales/book/situations/greeting.toml", "Please come in. There", "Please walk in. There")
    shown = run("find", "walk in", "-l", "fi", "-n", "1").output
    assert "approved 2026-11-21, source changed since" in " ".join(shown.split())


def test_answers_and_reply_come_with_the_phrase(run: Run) -> None:
    """A phrase brings what the customer may point at and what is said back, in the language it is said in."""
    said = json.loads(run("say", "greeting.morning", "-l", "ar", "--json").stdout)
    assert said["reply"]["key"] == "greeting.morning-reply"
    assert said["reply"]["text"].startswith("صباح النور")
    assert said["answers"] == []
    asked = json.loads(run("say", "payment.how-to-pay", "-l", "fi", "--json").stdout)
    assert asked["answers"] == ["Kortilla", "Käteisellä", "Puhelimella"]
    assert asked["reply"] is None
