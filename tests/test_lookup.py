"""find and say on the default book: whatever is typed, in whatever language, never stale, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, Run, edit

from scripts_gen.cli import main
from scripts_gen.cli.terminal import ISOLATES, RLI, count_columns
from scripts_gen.message import Status
from scripts_gen.model import Phrase
from scripts_gen.question import STATUSES
from scripts_gen.wording import LRI, PDI
from scripts_gen.workspace import read_workspace

COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()")


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
    found: list[dict[str, Any]] = json.loads(run("find", *arguments, "--json").stdout)["hits"]
    return found


def keys(run: Run, *arguments: str) -> list[str]:
    """The keys that find shows, best first."""
    return [hit["key"] for hit in hits(run, *arguments)]


def call(folder: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run([*COMMAND, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


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
    assert re.fullmatch(r" {3}emergency\.ambulance · en · Emergency · approved \d{4}-\d\d-\d\d", lines[-1])


# --- filters ---------------------------------------------------------------------------------------------------------


def said(book: Path, code: str) -> Iterator[tuple[Phrase, str, set[str]]]:
    """Each phrase that a language has, in its order, with its situation and the standards it and its step serve."""
    workspace = read_workspace(book)
    for situation in workspace.book.situations.values():
        for step in situation.steps:
            for phrase in step.phrases:
                if workspace.locales[code].has_part(phrase.when):
                    yield phrase, situation.key, {*phrase.standards, *step.standards}


def test_without_words_everything_that_passes_comes_in_the_order_of_the_book(book: Path, ask: Run) -> None:
    """A filter alone lists, numbered and without a score, in the language asked for."""
    listed = hits(ask, "--situation", "emergency", "-l", "ar")
    assert [hit["key"] for hit in listed] == [
        phrase.key for phrase, situation, _ in said(book, "ar") if situation == "emergency"
    ]
    assert [hit["number"] for hit in listed] == list(range(1, len(listed) + 1))
    assert {(hit["locale"], hit["score"]) for hit in listed} == {("ar", None)}


def test_list_is_in_the_language_of_staff(ask: Run) -> None:
    """A list that names no language is in the one that staff read, else in the source language."""
    listed = ("--situation", "emergency", "-n", "1")
    assert [hits(ask, *listed, *more)[0]["locale"] for more in ((), ("--staff", "fi"))] == ["en", "fi"]


def test_standard_reaches_the_phrases_of_a_step_that_has_it(book: Path, ask: Run) -> None:
    """--standard keeps what serves the standard itself or stands in a step that does; its bare name does as well."""
    wanted = [phrase.key for phrase, _, standards in said(book, "en") if "components.courtesy" in standards]
    assert keys(ask, "--standard", "components.courtesy") == wanted
    assert keys(ask, "--standard", "courtesy") == wanted
    assert any("components.courtesy" not in phrase.standards for phrase, *_ in said(book, "en") if phrase.key in wanted)


def test_role_keeps_what_the_role_says(book: Path, ask: Run) -> None:
    """--role keeps the situations of that role."""
    situations = read_workspace(book).book.roles["security-officer"].situations()
    assert {hit["situation"] for hit in hits(ask, "--role", "security-officer")} == set(situations)
    assert all("security-officer" in hit["roles"] for hit in hits(ask, "please", "--role", "security-officer"))


def test_status_keeps_what_has_come_so_far(workspace: Path, run: Run) -> None:
    """--status keeps wordings by how far they have come, in the language they are shown in."""
    run("approve", "fi", "greeting.come-in", "greeting.morning", "--by", "Aino", "--date", "2026-11-21")
    edit(workspace / "locales/book/situations/greeting.toml", "Please come in. There", "Please walk in. There")
    found = {status: keys(run, "--situation", "greeting", "-l", "fi", "--status", status) for status in STATUSES}
    assert found["approved"] == ["greeting.morning"]
    assert found["fuzzy"] == ["greeting.come-in"]
    assert found["translated"]
    assert {key for some in found.values() for key in some} == {*keys(run, "--situation", "greeting", "-l", "fi")}
    assert {*STATUSES} == {*Status} - {Status.MISSING}


def test_locale_goes_by_any_of_its_names(ask: Run) -> None:
    """--locale takes an alias, in any case."""
    assert [hits(ask, "ambulance", "-l", name, "-n", "1")[0]["locale"] for name in ("tl", "fil", "FIL")] == ["tl"] * 3


def test_filters_combine(ask: Run) -> None:
    """What is found passes all filters, and the limit counts what is left of the ranking."""
    narrow = ("--role", "cashier", "--situation", "payment", "--standard", "components.reliability", "-l", "ru")
    everything = hits(ask, "please pay by card", "-n", "1000", "-l", "ru")
    passing = [
        hit["key"]
        for hit in everything
        if hit["situation"] == "payment" and "cashier" in hit["roles"] and "components.reliability" in hit["standards"]
    ]
    assert 2 < len(passing) < len(everything)
    assert keys(ask, "please pay by card", *narrow, "-n", "1000") == passing
    assert keys(ask, "please pay by card", *narrow, "-n", "2") == passing[:2]


def test_limit_is_five_for_a_search_and_none_for_a_list(ask: Run) -> None:
    """-n says how many; five hits of a search, and the whole of a list, where it does not."""
    assert [len(hits(ask, "please", *more)) for more in ((), ("-n", "3"), ("-n", "12"))] == [5, 3, 12]
    assert [len(hits(ask, "--role", "cashier", *more)) > 100 for more in ((), ("-n", "7"))] == [True, False]


@pytest.mark.parametrize("arguments", [(), ("--staff", "fi"), ("--set", "minutes=5"), ("--speaker", "female")])
def test_neither_words_nor_filter_is_a_mistake(arguments: tuple[str, ...], ask: Run) -> None:
    """Without words and without a filter there is nothing to look for."""
    assert "expected WORDS, or a filter such as --situation" in ask("find", *arguments, exit_code=2).stderr


def test_filters_that_leave_nothing_say_what_they_hide(ask: Run) -> None:
    """Where only the filters are in the way, the message says so and names what they hide."""
    result = ask("find", "refund", "--situation", "emergency", "--status", "fuzzy", exit_code=1)
    best = keys(ask, "refund", "-n", "3")
    assert result.stderr == f"Nothing found for 'refund' with these filters. Without them: {', '.join(best)}.\n"
    assert ask("find", "--status", "fuzzy", exit_code=1).stderr == "Nothing passes all these filters.\n"
    told = json.loads(ask("find", "refund", "--status", "fuzzy", "--json", exit_code=1).stdout)
    assert told == {"query": "refund", "hits": [], "nearest": [], "elsewhere": best}


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "pair", "written"),
    [
        ("expectations.duration", "minutes=1", ["1 minute.", "دقيقة واحدة", "1 minuutin", "1 минуту", "1 minuto"]),
        ("expectations.duration", "minutes=3", ["3 minutes", "3 دقائق", "3 minuuttia", "3 минуты", "3 minuto"]),
        ("expectations.duration", "minutes=11", ["11 minutes", "11 دقيقة", "11 minuuttia", "11 минут.", "11 minuto"]),
        ("delay.fast-fee", "amount=12.50 EUR", ["€12.50", "\u200f12.50 €", "12,50 €", "12,50 €", "€12.50"]),
        (
            "expectations.first-date",
            "date=2026-03-14",
            ["March 14, 2026", "14 مارس 2026", "14. maaliskuuta 2026", "14 марта 2026 г.", "Marso 14, 2026"],
        ),
        ("delay.new-time", "time=14:30", ["2:30 PM", "2:30 م", "14.30", "14:30", "2:30 PM"]),
        ("follow-up.ring-you", "callback=+358 40 123 4567", ["+358 40 123 4567"] * 5),
        ("delay.call-ahead", "customer=Anna Virtanen", ["Anna Virtanen"] * 5),
    ],
)
def test_value_stands_in_the_wording_as_the_language_writes_it(
    key: str, pair: str, written: list[str], ask: Run
) -> None:
    """--set fills each type of blank in each language, in the plural form that the number asks for."""
    for code, text in zip(("en", "ar", "fi", "ru", "tl"), written, strict=True):
        wording = ask("say", key, "-l", code, "--set", pair).stdout
        assert text in " ".join(wording.translate(dict.fromkeys(map(ord, ISOLATES))).split()), code


def test_meaning_is_filled_too(ask: Run) -> None:
    """The meaning tells the values, as its own language writes them."""
    asked = ("expectations duration", "--situation", "expectations", "-l", "ar", "--set", "minutes=1", "-n", "50")
    told = {"en": "This usually takes 1 minute.", "ru": "Обычно это занимает 1 минуту."}
    for more, staff in (((), "en"), (("--staff", "ru"), "ru")):
        (hit,) = (hit for hit in hits(ask, *asked, *more) if hit["key"] == "expectations.duration")
        assert hit["meaning"].startswith(told[staff])
        assert hit["staff_locale"] == staff


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
            ("say", "waiting.how-long", "-l", "ru", "--set", "amount=5 EUR"),
            "no placeholder 'amount'; there are: minutes",
        ),
        (("say", "closing.goodbye", "-l", "ru", "--set", "minutes=5"), "no placeholder 'minutes'; there is none"),
        (
            ("find", "wait", "--set", "amount=12,50"),
            "amount: expected an amount with its currency such as '12.50 EUR', found '12,50'",
        ),
        (("find", "wait", "--set", "customer="), "customer: expected a text such as 'Anna Virtanen', found ''"),
        (("find", "wait", "--set", "minutes"), "--set: expected name=value, found 'minutes', such as minutes=5"),
        (("find", "refund", "--situation", "emergncy"), "no situation 'emergncy'; did you mean 'emergency'?"),
        (("find", "refund", "--standard", "curtesy"), "no standard 'curtesy'; did you mean 'courtesy'?"),
        (
            ("find", "refund", "--standard", "components.curtesy"),
            "no standard 'components.curtesy'; did you mean 'components.courtesy'?",
        ),
        (("find", "refund", "--status", "missing"), "no status 'missing'; there are: approved, translated, fuzzy"),
        (("find", "refund", "--staff", "xx"), "no locale 'xx'; there are: en, ar, fi, ru, tl"),
        (("find", "refund", "--speaker", "femal"), "no speaker 'femal'; did you mean 'female'?"),
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
    """Each wrong word is a line of one run."""
    assert len(ask("cards", "-r", "cashir", "-l", "xx", exit_code=2).stderr.splitlines()) == 2
    options = "-r cashir --situation emergncy --standard curtesy --status aproved -l xx --staff yy --speaker femal"
    values = ("--set", "minuts=5", "--set", "minutes=five", "--set", "amount", "--set", "date=tomorrow")
    assert len(ask("find", "refund", *options.split(), *values, exit_code=2).stderr.splitlines()) == 11
    told = ask("say", "waiting.how-lon", "-l", "xx", "--listener", "femal", *values, exit_code=2).stderr
    assert len(told.splitlines()) == 7


def test_unapproved_wording_is_said_with_a_warning(run: Run) -> None:
    """say gives nothing but the wording; that nobody approved it stands beside, on standard error."""
    result = run("say", "emergency.ambulance", "-l", "en")
    assert result.stdout == "I am calling an ambulance. Please stay beside this person and tell me of any change.\n"
    assert result.stderr == "not approved\n"


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
    run("find", "velociraptor", exit_code=1)
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


# --- how it is shown -------------------------------------------------------------------------------------------------


def test_json_has_what_a_program_needs(ask: Run) -> None:
    """Each hit says which it is, how well it fits, how far it has come, and what it belongs to."""
    found = hits(ask, "glad help", "-l", "ru", "--speaker", "female", "-n", "20")
    assert [hit["number"] for hit in found] == list(range(1, len(found) + 1))
    scores = [hit["score"] for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1
    assert {"speaker": "female"} in [hit["variant"] for hit in found]
    for hit in found:
        assert hit["key"].startswith(f"{hit['situation']}.")
        assert (hit["locale"], hit["status"]) == ("ru", "approved")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", hit["approved"])
        assert hit["roles"]
        assert all("." in standard for standard in hit["standards"])
    alone = json.loads(ask("say", found[0]["key"], "-l", "ru", "--speaker", "female", "--json").stdout)
    assert {**alone, "score": found[0]["score"], "number": 1} == found[0]


LONG = "customer=Maximilian Alexander Featherstonehaugh-Cholmondeley the Third"


@pytest.mark.parametrize(("columns", "width"), [("20", 40), ("40", 40), ("100", 100), (None, 80)])
def test_lines_keep_to_the_terminal(columns: str | None, width: int, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, forty columns at least, eighty where there is none; and none wraps early."""
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    else:
        monkeypatch.delenv("COLUMNS", raising=False)
    for asked in (("-l", "ar", "--staff", "ru"), ("-l", "tl", "--staff", "ar")):
        lines = ask("find", "appointment", "-n", "12", "--set", LONG, *asked).stdout.splitlines()
        assert width - 12 < max(map(count_columns, lines)) <= width


def test_numbers_line_up(ask: Run) -> None:
    """Every text of a list begins in one column, whatever its number."""
    lines = ask("find", "please", "-n", "12", "-l", "fi").stdout.splitlines()
    numbered = [line for line in lines if re.match(r" ?\d+  \S", line)]
    assert [int(line[:2]) for line in numbered] == list(range(1, 13))
    assert all(re.match(r"(?:[ \d]\d|  )  \S", line) for line in lines if line)


@pytest.mark.parametrize("columns", ["40", "80"])
def test_text_from_the_right_stays_as_it_is_written(columns: str, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arabic is never turned round: each line in its order, isolated by itself, and nothing is lost."""
    monkeypatch.setenv("COLUMNS", columns)
    asked = ("find", "--situation", "name", "-l", "ar", "--set", LONG)
    lines = ask(*asked).stdout.splitlines()
    shown = [line.lstrip(" 0123456789") for line in lines if re.match(rf"[ \d]+{RLI}", line)]
    assert len(shown) > 10
    for line in shown:
        assert line.endswith(PDI)
        depth = 0
        for character in line[:-1]:
            depth += {RLI: 1, LRI: 1, PDI: -1}.get(character, 0)
            assert depth > 0, "what is isolated within a line ends in it"
        assert depth == 1

    def plain(text: str) -> str:
        return re.sub(rf"[\s{ISOLATES}]", "", text)

    assert plain("".join(shown)) == plain("".join(hit["wording"] for hit in hits(ask, *asked[1:])))


def test_staff_read_the_meaning_in_their_language(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--staff, or SCRIPTS_GEN_STAFF, tells title and meaning in that language instead of the source's."""
    asked = ("find", "ambulance", "-l", "ar", "-n", "1")
    (finnish,) = hits(ask, "ambulance", "-l", "fi", "-n", "1")
    assert "I am calling an ambulance." in ask(*asked).stdout
    shown = " ".join(ask(*asked, "--staff", "fi").stdout.split())
    assert finnish["wording"] in shown
    assert "I am calling" not in shown
    assert "· Hätätilanne ·" in shown
    monkeypatch.setenv("SCRIPTS_GEN_STAFF", "fi")
    assert " ".join(ask(*asked).stdout.split()) == shown
    assert "I am calling" in ask(*asked, "--staff", "en").stdout


def test_meaning_falls_back_to_the_source(workspace: Path, run: Run) -> None:
    """What staff's language lacks is told in the source language."""
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    edit(
        path, next(line for line in path.read_text().splitlines() if line.startswith('msgstr "Soitan amb')), 'msgstr ""'
    )
    (hit,) = hits(run, "ambulance", "-l", "ru", "--staff", "fi", "-n", "1")
    assert (hit["staff_locale"], hit["title"]) == ("en", "Emergency")
    assert hit["meaning"].startswith("I am calling an ambulance.")


def test_no_approval_shows(run: Run) -> None:
    """Whoever looks up sees that nobody has approved the wording."""
    assert all(
        line.endswith("· not approved") for line in run("find", "ambulance").stdout.splitlines() if " · " in line
    )


def test_color_is_left_out_on_request(book: Path, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wording is bold on a terminal, unless NO_COLOR says otherwise."""
    monkeypatch.chdir(book)
    asked = ("find", "ambulance", "-l", "en", "-n", "1")
    assert "\x1b[1mI am calling an ambulance." in CliRunner().invoke(main, asked, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(main, asked, color=True).stdout


def test_one_hit_is_picked(ask: Run) -> None:
    """--pick shows the hit of that number alone, beyond the limit too; a number that none has is told."""
    found = hits(ask, "please", "-n", "8")
    assert hits(ask, "please", "--pick", "8") == [found[7]]
    assert ask("find", "ambulance", "--pick", "2").stdout.startswith("2  ")
    assert "expected at most" in ask("find", "ambulance", "--pick", "500", exit_code=2).stderr


# --- the clipboard ---------------------------------------------------------------------------------------------------

XCLIP = """#!/bin/sh
echo noise; echo noise >&2
if [ "$3" = -o ]; then /bin/cat "$CLIPBOARD"; else /bin/cat > "$CLIPBOARD"; fi
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="xclip stands for the clipboard of Linux only")


@pytest.fixture
def desktop(book: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a desktop, with a program in the place of its clipboard's."""
    (tmp_path / "bin").mkdir()
    xclip = tmp_path / "bin" / "xclip"
    xclip.write_text(XCLIP.replace("echo noise; ", '[ "$3" = -o ] || echo noise; '))
    xclip.chmod(0o755)
    cache = str(book.parent / "cache")
    return {
        "PATH": str(xclip.parent), "DISPLAY": ":1", "WAYLAND_DISPLAY": "", "CLIPBOARD": str(tmp_path / "clipboard"),
        "XDG_CACHE_HOME": cache,
    }  # fmt: skip


@on_linux
def test_wording_is_copied_as_it_is_pasted(book: Path, ask: Run, desktop: dict[str, str]) -> None:
    """--copy takes the first hit, or the one picked; marks of order stay where the text runs from the right only."""
    clipboard = Path(desktop["CLIPBOARD"])
    for code, mark in (("ar", LRI), ("fi", "")):
        asked = (
            "follow-up call",
            "--situation",
            "follow-up",
            "-l",
            code,
            "-n",
            "99",
            "--set",
            "callback=+358 40 123 4567",
        )
        found = hits(ask, *asked)
        number = next(hit["number"] for hit in found if hit["key"] == "follow-up.ring-you")
        for more, hit in (((), found[0]), (("--pick", str(number)), found[number - 1])):
            done = call(book, "find", *asked, "--copy", *more, **desktop)
            assert done.returncode == 0
            assert done.stderr == f"copied  {hit['key']}\n"
            assert "noise" not in done.stdout
            assert clipboard.read_text(encoding="utf-8") == hit["wording"]
        assert f"{mark}+358 40 123 4567" in clipboard.read_text(encoding="utf-8")
    done = call(book, "say", "delay.call-ahead", "-l", "fi", "--set", f"customer={LRI}Anna{PDI}", "--copy", **desktop)
    assert clipboard.read_text(encoding="utf-8").startswith("Anna, aikanne")
    assert done.stderr == "copied  delay.call-ahead\n"


@on_linux
@pytest.mark.parametrize("kind", ["headless", "no tool", "no screen"])
def test_missing_clipboard_is_told(kind: str, book: Path, desktop: dict[str, str]) -> None:
    """Where nothing can be copied, the hit is shown all the same, and one line says what to install."""
    if kind == "headless":
        desktop["DISPLAY"] = ""
    elif kind == "no tool":
        Path(desktop["PATH"], "xclip").unlink()
    else:
        Path(desktop["PATH"], "xclip").write_text("#!/bin/sh\necho 'cannot open display' >&2\nexit 1\n")
    done = call(book, "find", "ambulance", "-l", "en", "-n", "1", "--copy", **desktop)
    assert done.returncode == 2
    assert done.stdout.startswith("1  I am calling an ambulance.")
    assert done.stderr == "Nothing copied: no clipboard answers. On Linux, install xclip or wl-clipboard.\n"


# --- whatever comes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", b"\xff\xfe"),
        ("find", b"\xff", "--json"),
        ("find", "wait", "--set", b"customer=\xff", "-n", "1000"),
        ("find", "wait", "--role", b"\xff"),
        ("say", b"\xff", "-l", "ru"),
        ("say", "delay.call-ahead", "-l", b"\xff"),
        ("say", "delay.call-ahead", "-l", "ru", "--set", b"customer=\xff"),
        ("say", "delay.call-ahead", "-l", "ru", "--set", b"customer=\xff", "--json"),
        ("find", b"--\xff"),
    ],
    ids=repr,
)
def test_bytes_that_are_no_text_are_answered(arguments: tuple[str | bytes, ...], book: Path, ask: Run) -> None:
    """What a terminal of another encoding sends breaks nothing, and the answer is text."""
    ask("find", "ambulance")
    done = call(book, *arguments, XDG_CACHE_HOME=str(book.parent / "cache"))
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr
    if "--json" in arguments:
        assert json.loads(done.stdout)


def test_terminal_of_another_encoding_is_answered(book: Path, ask: Run) -> None:
    """Letters that the terminal does not have are replaced, not fatal."""
    ask("find", "ambulance")
    cache = str(book.parent / "cache")
    done = call(book, "say", "delay.new-time", "-l", "ru", XDG_CACHE_HOME=cache, PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "____" in done.stdout


def test_broken_book_is_told(workspace: Path, run: Run) -> None:
    """A fault of the book is named with file and line, and nothing else is said."""
    edit(workspace / "locales/book/situations/greeting.toml", 'group = "arrival"', "group = arrival")
    for arguments in (("find", "ambulance"), ("find", "--role", "cashier"), ("say", "greeting.morning", "-l", "fi")):
        result = run(*arguments, exit_code=2)
        assert re.fullmatch(r"locales/book/situations/greeting\.toml:\d+: .+\n", result.stderr)
        assert result.stdout == ""


def test_broken_index_is_made_anew(workspace: Path, run: Run, tmp_path: Path) -> None:
    """Whatever stands in the place of the index, the answer is the right one."""
    right = hits(run, "ambulance")
    (index,) = (tmp_path / "cache" / "scripts-gen").iterdir()
    for broken in (b"", b"\x00\xff" * 5000, index.read_bytes()[:5000]):
        index.write_bytes(broken)
        assert hits(run, "ambulance") == right


def test_light_look_up(brief: Path, tmp_path: Path) -> None:
    """A look-up in a ready index loads nothing that it has no use for."""
    code = "import sys; from scripts_gen.cli import main; main(standalone_mode=False); print(*sys.modules)"
    heavy = {"babel", "polib", "pyperclip", "tomllib", "scripts_gen.model", "scripts_gen.errors"}
    arguments = ("find", "morning", "-l", "ar", "--role", "courier", "--situation", "greeting")
    done = [
        subprocess.run([sys.executable, "-c", code, *arguments], cwd=brief, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert "babel" in done[0].stdout.splitlines()[-1].split(), "the first look-up makes the index"
    assert not heavy & set(done[1].stdout.splitlines()[-1].split())
