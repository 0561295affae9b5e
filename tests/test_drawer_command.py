"""``drawer`` and ``verify``: what a trainer is told of the cards that were issued."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Run, edit

from scripts_gen.cli import main
from scripts_gen.cli.terminal import count_columns
from scripts_gen.drawer import Issued, Line, TakenOut, groups_of
from scripts_gen.issue import read_lines
from scripts_gen.ledger import LEDGER, append_records, read_ledger
from scripts_gen.workspace import read_workspace

MORNING, BUSY, DOOR = "7K3Q-M2X4", "9D4F-X8W1", "2B2B-2B2B"
KEYS = {MORNING: "greeting.morning", BUSY: "greeting.busy", DOOR: "greeting.at-the-door|speaker=female"}
FI, AR = "locales/fi/LC_MESSAGES/phrases.po", "locales/ar/LC_MESSAGES/phrases.po"
OLD, NEW = "Hyvää huomenta. {organisation}, kuinka voin auttaa?", "Huomenta! {organisation}, kuinka voin auttaa?"
Issue = Callable[..., Issued]


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


@pytest.fixture
def issue(workspace: Path) -> Issue:
    """Record five cards with one wording as it is today."""

    def issue(code: str = MORNING, **more: Any) -> Issued:
        asked = {"role": "cashier", "locale": "fi", "second": "en"} | more
        group = (asked["role"], asked["locale"], asked["second"])
        line = read_lines(read_workspace(workspace), [group])[group][KEYS[code]]
        facts = {"layout": "phrase", "card": "id1", "date": "2026-03-14", "edition": "2026-03-01", "copies": 5}
        record = Issued(**{"code": code, "lines": (line,), "site": "", "run": "r1"} | facts | asked)
        append_records(workspace, [record])
        return record

    return issue


def reword(workspace: Path) -> None:
    """Change what the cashier says in the morning."""
    edit(workspace / FI, OLD, NEW)


def strike(workspace: Path) -> None:
    """Leave what the cashier says in the morning without a Finnish wording."""
    edit(workspace / FI, OLD, "")


# --- drawer ----------------------------------------------------------------------------------------------------------


def test_empty_ledger_says_how_to_begin(run: Run, workspace: Path) -> None:
    """Before anything was issued there is nothing to find, and nothing is made."""
    assert "scripts-gen cards --issue" in run("drawer").stdout
    assert json.loads(run("drawer", "--json").stdout)["cards"] == []
    assert not (workspace / LEDGER).exists()


def test_current_cards_are_counted_and_listed_on_demand(run: Run, issue: Issue) -> None:
    """As long as nothing changes all is well: exit code 0."""
    issue()
    assert run("drawer").stdout == "1 current, 0 superseded, 0 withdrawn; 0 replaced\n"
    assert run("drawer", "--all").stdout.splitlines() == [
        "Current",
        "7K3Q-M2X4  cashier · fi-en · id1 · 5 copies · 2026-03-14",
        "",
        "1 current, 0 superseded, 0 withdrawn; 0 replaced",
    ]


def test_superseded_card_is_told_with_the_old_and_the_new_wording(run: Run, issue: Issue, workspace: Path) -> None:
    """What changed stands below the card, each wording on a line of its own; exit code 1."""
    issue(site="Pier 4")
    issue(BUSY)
    reword(workspace)
    assert run("drawer", exit_code=1).stdout.splitlines() == [
        "Superseded",
        "7K3Q-M2X4  cashier · fi-en · id1 · 5 copies · Pier 4 · 2026-03-14",
        "    greeting.morning",
        "      old  Hyvää huomenta. Northlight, kuinka voin auttaa?",
        "      new  Huomenta! Northlight, kuinka voin auttaa?",
        "",
        "1 current, 1 superseded, 0 withdrawn; 0 replaced",
        "To print what replaces them: scripts-gen cards --changed",
    ]


def test_change_of_the_meaning_is_told_as_such(run: Run, issue: Issue, workspace: Path) -> None:
    """A card says what its wording means: where only that changes, the wording is not told as changed."""
    old = issue(BUSY).lines[0].meaning
    edit(workspace / "locales/book/situations/greeting.toml", f'say = "{old}"', 'say = "One moment."')
    told = run("drawer", exit_code=1).stdout.splitlines()
    assert told[2:5] == ["    greeting.busy · meaning", f"      old  {old}", "      new  One moment."]
    assert told[5] == ""


def test_withdrawn_card_is_told_with_what_it_holds(run: Run, issue: Issue, workspace: Path) -> None:
    """A wording that is no longer there, or no longer approved where it must be, takes its cards with it."""
    issue()
    strike(workspace)
    told = run("drawer", exit_code=1).stdout
    assert told.startswith("Withdrawn\n7K3Q-M2X4  cashier")
    assert "    greeting.morning · withdrawn\n      old  Hyvää huomenta. Northlight" in told


def test_wording_that_must_be_approved_and_is_not_is_withdrawn(run: Run, issue: Issue, workspace: Path) -> None:
    """Where the book comes to demand approval, cards with unapproved wordings are to be taken out."""
    issue()
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    assert "0 current, 0 superseded, 1 withdrawn; 0 replaced" in run("drawer", exit_code=1).stdout


def test_role_that_has_left_the_book_is_known_by_its_cards(run: Run, issue: Issue, workspace: Path) -> None:
    """Its cards are withdrawn, and can still be asked for by its name."""
    issue(role="courier")
    (workspace / "locales/book/roles/courier.toml").unlink()
    told = run("drawer", "--role", "courier", exit_code=1).stdout
    assert "7K3Q-M2X4  courier" in told
    assert "1 withdrawn" in told


def test_only_what_is_asked_for_is_told_and_counts(run: Run, issue: Issue, workspace: Path) -> None:
    """By role, language and site; what is stale elsewhere changes no exit code."""
    issue()
    issue(role="courier", site="Pier 4")
    issue(DOOR, locale="ar")
    reword(workspace)
    assert "0 current, 1 superseded" in run("drawer", "-r", "courier", exit_code=1).stdout
    assert "1 current, 0 superseded" in run("drawer", "-l", "ar").stdout
    assert "courier" in run("drawer", "--site", "Pier 4", exit_code=1).stdout
    assert "courier" not in run("drawer", "--site", "", exit_code=1).stdout
    told = run("drawer", "-r", "cashir", "-l", "fo", "--site", "Pier 5", exit_code=2).stderr
    assert "no role 'cashir'; did you mean 'cashier'?" in told
    assert "no locale 'fo'" in told
    assert "no site 'Pier 5'; did you mean 'Pier 4'?" in told


def test_long_texts_and_arabic_keep_to_80_columns_and_to_their_order(run: Run, issue: Issue, workspace: Path) -> None:
    """An Arabic wording stands in logical order, line by line isolated from what stands beside it."""
    old = issue(DOOR, locale="ar", site="the pier where the ferry from the islands comes in, " * 2).lines[0].wording
    path = workspace / AR
    text = path.read_text(encoding="utf-8")
    changed = re.sub(rf'(msgctxt "{re.escape(KEYS[DOOR])}"\nmsgid .*\nmsgstr) "(.*)"', r'\1 "\2 \2 \2"', text)
    path.write_text(changed, encoding="utf-8")
    told = run("drawer", exit_code=1).stdout
    assert max(map(count_columns, told.splitlines())) <= 80
    for label in ("old", "new"):
        assert f"      {label}  \u2067{old.split()[0]} " in told
    more = told[told.index("      new  ") :].splitlines()[1]
    assert re.fullmatch(" {11}\u2067[^\u2067]+\u2069", more)


def test_json_has_each_card_with_its_changes(run: Run, issue: Issue, workspace: Path) -> None:
    """A program gets what is stale, with --all what is current too, and the totals."""
    issue()
    issue(BUSY)
    reword(workspace)
    found = json.loads(run("drawer", "--json", exit_code=1).stdout)
    assert found["totals"] == {"current": 1, "superseded": 1, "withdrawn": 0, "replaced": 0}
    (card,) = found["cards"]
    assert {name: card[name] for name in ("code", "role", "locale", "second", "copies", "site", "state")} == {
        "code": MORNING, "role": "cashier", "locale": "fi", "second": "en", "copies": 5, "site": "",
        "state": "superseded",
    }  # fmt: skip
    (change,) = card["changes"]
    assert (change["context"], change["what"]) == ("greeting.morning", "wording")
    assert change["old"].startswith("Hyvää huomenta.")
    assert change["new"].startswith("Huomenta!")
    everything = json.loads(run("drawer", "--json", "--all", exit_code=1).stdout)
    assert [card["code"] for card in everything["cards"]] == [MORNING, BUSY]


def test_torn_last_line_is_told(run: Run, issue: Issue, workspace: Path) -> None:
    """What a kill left is named and left out; the rest is judged."""
    issue()
    with (workspace / LEDGER).open("a") as file:
        file.write('{"code": "9D4F')
    told = run("drawer")
    assert "issued.jsonl: the last line is cut off" in told.stderr
    assert told.stdout.startswith("1 current")


def test_faulty_ledger_is_refused(run: Run, issue: Issue, workspace: Path) -> None:
    """Nothing is judged by a ledger that cannot be trusted; each bad line is named, exit code 2."""
    issue()
    with (workspace / LEDGER).open("a") as file:
        file.write("<<<<<<< HEAD\n{}\n")
    for command in (("drawer",), ("verify", MORNING)):
        told = run(*command, exit_code=2)
        assert [line.partition(": ")[0] for line in told.stderr.splitlines()][:2] == [f"{LEDGER}:2", f"{LEDGER}:3"]
        assert told.stdout == ""


# --- drawer --taken-out ----------------------------------------------------------------------------------------------


def test_taking_out_is_recorded(run: Run, issue: Issue, workspace: Path) -> None:
    """What was taken out is no longer in the drawer; to say so twice changes nothing."""
    issue()
    reword(workspace)
    told = run("drawer", "--taken-out", "7k3q m2x4").stdout
    assert told == "taken out  7K3Q-M2X4  cashier · fi-en · id1 · 5 copies · 2026-03-14\n"
    assert run("drawer").stdout == "0 current, 0 superseded, 0 withdrawn; 1 replaced\n"
    before = (workspace / LEDGER).read_bytes()
    assert run("drawer", "--taken-out", MORNING).stdout == "out already  7K3Q-M2X4\n"
    assert (workspace / LEDGER).read_bytes() == before


def test_site_is_asked_for_where_there_are_several(run: Run, issue: Issue, workspace: Path) -> None:
    """A card that lies in one drawer needs no site; one that lies in several does."""
    issue(site="Pier 4")
    issue()
    issue(BUSY, site="Pier 4")
    run("drawer", "--taken-out", BUSY)
    assert "expected --site with one of '', 'Pier 4'" in run("drawer", "--taken-out", MORNING, exit_code=2).stderr
    assert "never issued to 'Pier 5'" in run("drawer", "--taken-out", BUSY, "--site", "Pier 5", exit_code=2).stderr
    run("drawer", "--taken-out", MORNING, "--site", "Pier 4")
    taken = [(r.code, r.site) for r in read_ledger(workspace).records if isinstance(r, TakenOut)]
    assert taken == [(BUSY, "Pier 4"), (MORNING, "Pier 4")]


def test_unknown_cards_are_told_together_and_none_is_recorded(run: Run, issue: Issue, workspace: Path) -> None:
    """The nearest code is named; what is no code is told with what one looks like."""
    issue()
    before = (workspace / LEDGER).read_bytes()
    told = run("drawer", "--taken-out", MORNING, "--taken-out", "7K3Q-M2X5", "--taken-out", "ZZZZZZZZ", exit_code=2)
    assert "no card '7K3Q-M2X5'; did you mean '7K3Q-M2X4'?" in told.stderr
    assert "no card 'ZZZZ-ZZZZ'" in told.stderr
    told = run("drawer", "--taken-out", "7K3Q", exit_code=2)
    assert told.stderr == "'7K3Q' is no code; a code has eight letters and digits, such as 7K3Q-M2X4\n"
    assert "goes with --site only" in run("drawer", "--taken-out", MORNING, "--all", exit_code=2).stderr
    assert (workspace / LEDGER).read_bytes() == before


def test_shipped_book_takes_no_records(run: Run, tmp_path: Path) -> None:
    """The installed book is read-only, and has no drawer."""
    assert "read-only" in run("drawer", "--taken-out", MORNING, exit_code=2, folder=tmp_path).stderr
    run("drawer", folder=tmp_path)


# --- verify ----------------------------------------------------------------------------------------------------------


def test_current_card_may_be_used(run: Run, issue: Issue) -> None:
    """However its code is typed: exit code 0."""
    issue()
    assert run("verify", "7k3qm2x4").stdout == "7K3Q-M2X4  current  cashier · fi-en · id1 · 5 copies · 2026-03-14\n"


def test_each_card_is_answered_for(run: Run, issue: Issue, workspace: Path) -> None:
    """Superseded with the old and the new wording, for each role that has it; unknown with the nearest; exit code 1."""
    issue()
    issue(BUSY)
    issue(role="courier", run="r2")
    reword(workspace)
    told = run("verify", MORNING, BUSY, "9D4F-X8W2", exit_code=1).stdout
    assert told.count("7K3Q-M2X4  superseded") == 2
    assert "      old  Hyvää huomenta. Northlight" in told
    assert "      new  Huomenta! Northlight" in told
    assert "9D4F-X8W1  current  cashier" in told
    assert "9D4F-X8W2  not in the ledger; did you mean '9D4F-X8W1'?" in told


def test_replaced_card_names_what_came_instead(run: Run, issue: Issue) -> None:
    """By which card and when; of what was taken out, when."""
    issue()
    issue(BUSY, date="2026-04-01", run="r2", replaces=(MORNING,))
    told = run("verify", MORNING, exit_code=1).stdout
    assert told.startswith("7K3Q-M2X4  replaced  cashier")
    assert "    replaced by 9D4F-X8W1 on 2026-04-01\n" in told
    run("drawer", "--taken-out", BUSY)
    told = run("verify", BUSY, exit_code=1).stdout
    assert re.search(r"9D4F-X8W1  replaced .*\n    taken out on \d{4}-\d\d-\d\d\n", told)


def test_withdrawn_card_must_not_be_used(run: Run, issue: Issue, workspace: Path) -> None:
    """It is told with the wording that it holds; exit code 1."""
    issue()
    strike(workspace)
    told = run("verify", MORNING, exit_code=1).stdout
    assert told.startswith("7K3Q-M2X4  withdrawn")
    assert "      old  Hyvää huomenta. Northlight" in told


def test_codes_that_are_none_are_told_together(run: Run, issue: Issue) -> None:
    """Each with what a code looks like; nothing else is answered, exit code 2."""
    issue()
    told = run("verify", MORNING, "7K3Q", "7K3Q-M2XU", exit_code=2)
    assert told.stderr.splitlines() == [
        f"{code!r} is no code; a code has eight letters and digits, such as 7K3Q-M2X4" for code in ("7K3Q", "7K3Q-M2XU")
    ]
    assert told.stdout == ""


def test_answers_for_a_program(run: Run, issue: Issue, workspace: Path) -> None:
    """One answer a code, in the order asked, with every card that has it."""
    issue()
    reword(workspace)
    superseded, unknown = json.loads(run("verify", "--json", MORNING, BUSY, exit_code=1).stdout)
    assert (superseded["code"], superseded["known"]) == (MORNING, True)
    assert superseded["cards"][0]["state"] == "superseded"
    assert superseded["cards"][0]["changes"][0]["new"].startswith("Huomenta!")
    assert unknown == {"code": BUSY, "known": False, "cards": []}


# --- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["drawer", "verify"])
def test_help_has_an_example_and_fits_80_columns(command: str, run: Run) -> None:
    """So that nobody has to look elsewhere."""
    told = run(command, "--help").stdout
    assert f"scripts-gen {command}" in told
    assert max(map(len, told.splitlines())) <= 80


def test_colours_are_left_out_where_nobody_wants_them(issue: Issue, workspace: Path) -> None:
    """NO_COLOR is respected; what the colours say is said in words as well."""
    issue()
    reword(workspace)
    arguments = ["-C", str(workspace), "drawer"]
    assert "\x1b[" in CliRunner().invoke(main, arguments, color=True, env={"NO_COLOR": None}).stdout
    plain = CliRunner().invoke(main, arguments, color=True, env={"NO_COLOR": "1"}).stdout
    assert "\x1b[" not in plain
    assert plain.startswith("Superseded\n")


def test_lines_of_today_are_those_of_the_cards(issue: Issue, workspace: Path) -> None:
    """Asked for the groups of the ledger, the book gives the lines that its cards were printed with."""
    record = issue(DOOR, locale="ar", second="fi")
    (group,) = groups_of(read_ledger(workspace).records)
    line: Line = read_lines(read_workspace(workspace), [group])[group][KEYS[DOOR]]
    assert (line,) == record.lines
