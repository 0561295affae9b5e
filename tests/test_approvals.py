"""Approval where translators work: from another tool's export, and across a mended typo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Run, edit

from scripts_gen.catalog import read_catalog, rewrite_messages
from scripts_gen.message import Message
from scripts_gen.seal import approval_of, seal_holds

GREETING = "locales/book/situations/greeting.toml"


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


def spoken(workspace: Path, code: str) -> dict[str, Message]:
    """The live messages of a spoken catalog."""
    return read_catalog(workspace / f"locales/{code}/LC_MESSAGES/phrases.po", code).live()


def test_export_seals_exactly_what_is_equal(workspace: Path, run: Run, tmp_path: Path) -> None:
    """Of an export, messages that equal ours are sealed; one that differs in a letter, or is fuzzy, is not."""
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"

    def change(message: Message) -> Message:
        if message.msgctxt == "greeting.welcome":
            return replace(message, msgstr=(f"{message.msgstr[0]}!",))
        return replace(message, flags=("fuzzy",)) if message.msgctxt == "greeting.group" else message

    (tmp_path / "approved.po").write_bytes(rewrite_messages(path.read_bytes(), "fi", change))
    run("approve", "fi", "--from", str(tmp_path / "approved.po"), "--by", "Aino", "--date", "2026-11-21")
    unsealed = [context for context, message in spoken(workspace, "fi").items() if not seal_holds(message)]
    assert unsealed == ["greeting.welcome", "greeting.group"]


def test_export_with_nothing_of_ours_is_told(run: Run, workspace: Path, tmp_path: Path) -> None:
    """A file of another language seals nothing, and says so."""
    path = workspace / "locales/ru/LC_MESSAGES/phrases.po"
    result = run("approve", "fi", "--from", str(path), "--by", "Aino", exit_code=2)
    assert "holds no message that equals one of fi in msgctxt, msgid and msgstr" in result.stderr


@pytest.mark.parametrize("update_first", [False, True], ids=["at once", "after an update"])
def test_mended_typo_keeps_translations_and_seals(update_first: bool, workspace: Path, run: Run) -> None:
    """With --typo the translations of a key stay as they are, approved as they were, and who said so stands beside."""
    for code in ("fi", "ar"):
        run("approve", code, "greeting.come-in", "--by", "Aino", "--date", "2026-11-20")
    before = {code: spoken(workspace, code)["greeting.come-in"] for code in ("fi", "ar", "ru")}
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a free chair here for you.")
    if update_first:
        run("update")
        assert spoken(workspace, "fi")["greeting.come-in"].fuzzy
    run("update", "--typo", "greeting.come-in", "--by", "Ann Lee", "--date", "2026-11-21")
    for code, old in before.items():
        message = spoken(workspace, code)["greeting.come-in"]
        assert message.msgid == "Please come in. There is a free chair here for you."
        assert (message.msgstr, message.flags, message.previous_msgid) == (old.msgstr, (), "")
        assert seal_holds(message) == seal_holds(old) == (code != "ru")
        assert "typo in the source mended: 2026-11-21 Ann Lee" in message.comments
    approval = approval_of(spoken(workspace, "fi")["greeting.come-in"])
    assert approval
    assert (approval.date, approval.by) == ("2026-11-20", "Aino")
    assert run("update").output == "Everything is up to date.\n"


@pytest.mark.parametrize("name", ['Ann\nmsgid "x"', "Ann\u2028Lee", " ", ""])
def test_name_that_a_comment_cannot_hold_is_refused(name: str, workspace: Path, run: Run) -> None:
    """A line break in a name would end the comment that records it, and break the catalog."""
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a free chair here for you.")
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    before = path.read_bytes()
    for command in (["update", "--typo", "greeting.come-in"], ["approve", "fi", "greeting.group"]):
        assert "--by" in run(*command, "--by", name, exit_code=2).stderr
    assert path.read_bytes() == before


def test_date_that_is_none_approves_nothing(workspace: Path, run: Run) -> None:
    """An approval written by hand under an impossible date does not count, and stops nothing."""
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    run("approve", "fi", "greeting.group", "--by", "Aino", "--date", "2026-11-21")
    edit(path, "# approved: 2026-11-21 Aino", "# approved: 2026-99-99 Aino")
    assert not seal_holds(spoken(workspace, "fi")["greeting.group"])
    run("cards", "-r", "courier", "-l", "fi")


def test_typo_wants_a_name_and_a_key(run: Run) -> None:
    """Nobody says anonymously that a meaning did not change; an unknown key is told with the nearest."""
    assert "--typo wants --by" in run("update", "--typo", "greeting.come-in", exit_code=2).stderr
    result = run("update", "--typo", "greeting.comein", "--by", "Ann", exit_code=2)
    assert "no key 'greeting.comein'; did you mean 'greeting.come-in'?" in result.stderr


def test_whoever_takes_over_a_book_approves_in_the_own_name(workspace: Path, run: Run) -> None:
    """An approval that holds gives way to that of another name, and stays as it is under the same."""
    run("approve", "fi", "--all", "--by", "somebody before", "--date", "2026-11-20")
    run("approve", "fi", "greeting.come-in", "--by", "Aino Laine", "--date", "2026-11-21")
    approval = approval_of(spoken(workspace, "fi")["greeting.come-in"])
    assert approval
    assert (approval.by, approval.date) == ("Aino Laine", "2026-11-21")
    other = approval_of(spoken(workspace, "fi")["greeting.group"])
    assert other
    assert other.by == "somebody before"
    said = run("approve", "fi", "greeting.come-in", "--by", "Aino Laine", "--date", "2026-11-22").output
    assert said == "Everything asked for is approved already.\n"
