"""extract, update, status and approve on the default book, as its trainers and translators use them."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from conftest import ROOT, Run, edit
from gnu import run_gnu

from scripts_gen.catalog import parse_catalog, read_catalog
from scripts_gen.message import DOMAINS, SPOKEN
from scripts_gen.seal import seal_holds
from scripts_gen.workspace import read_workspace

LOCALES = ("en", "ar", "fi", "ru", "tl")
CATALOGS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
GREETING = "locales/book/situations/greeting.toml"
INSERTED = """\
  [[step.phrase]]
  key = "umbrella"
  say = "It is raining. May I lend you an umbrella?"
  note = "At the door."

"""


def catalogs(workspace: Path) -> dict[str, bytes]:
    """The bytes of every catalog and template."""
    return {p.relative_to(workspace).as_posix(): p.read_bytes() for p in (workspace / "locales").rglob("*.po*")}


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """The lines of a diff that are not context."""
    diff = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), lineterm="", n=0)
    return [line for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_shipped_catalogs_are_up_to_date(whole: Path, run: Run) -> None:
    """Extracting and updating the default book as it ships changes nothing."""
    before = catalogs(whole)
    run("extract", folder=whole)
    assert run("update", folder=whole).output == "Everything is up to date.\n"
    assert catalogs(whole) == before


def test_every_message_is_translated(run: Run) -> None:
    """The default book has no message that is missing, fuzzy or obsolete, in any language."""
    rows = json.loads(run("status", "--json", folder=ROOT).output)
    assert {(row["locale"], row["domain"]) for row in rows} == {tuple(Path(c).parts[1::2]) for c in ()} | {
        (code, domain) for code in LOCALES for domain in DOMAINS if domain != "pronunciation" or code in ("ar", "ru")
    }
    assert [row for row in rows if row["percent"] != 100 or row["missing"] or row["fuzzy"] or row["obsolete"]] == []


@pytest.mark.parametrize("file", CATALOGS)
def test_gnu_accepts_every_shipped_catalog(file: str, tmp_path: Path) -> None:
    """msgfmt --check has nothing to say about a shipped catalog."""
    run_gnu(tmp_path, "msgfmt", "--check", "-o", "/dev/null", str(ROOT / file))


def test_inserted_phrase_shows_as_its_own_lines_only(workspace: Path, run: Run) -> None:
    """A phrase put on top of a situation adds its block to each catalog, and touches nothing but one header date."""
    before = catalogs(workspace)
    path = workspace / GREETING
    path.write_text(path.read_text().replace("  [[step.phrase]]", f"{INSERTED}  [[step.phrase]]", 1))
    run("update")
    after = catalogs(workspace)
    for code in LOCALES:
        lines = changed_lines(
            before[f"locales/{code}/LC_MESSAGES/phrases.po"], after[f"locales/{code}/LC_MESSAGES/phrases.po"]
        )
        body = [line for line in lines if "POT-Creation-Date" not in line]
        assert len(lines) - len(body) <= 2
        assert all(line.startswith("+") for line in body), body
        assert '+msgctxt "greeting.umbrella"' in body
        assert len(body) <= 10
    assert run("update").output == "Everything is up to date.\n"


def test_changed_source_is_fuzzy_in_the_other_languages_only(workspace: Path, run: Run) -> None:
    """A changed source keeps each translation, fuzzy, with the old source; English follows by itself."""
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a chair for you here.")
    run("update")
    found = {code: read_catalog(workspace / f"locales/{code}/LC_MESSAGES/phrases.po", code).live() for code in LOCALES}
    english = found["en"]["greeting.come-in"]
    assert (english.msgstr, english.fuzzy) == ((english.msgid,), False)
    for code in LOCALES[1:]:
        message = found[code]["greeting.come-in"]
        assert message.fuzzy
        assert message.msgstr[0]
        assert message.previous_msgid == "Please come in. There is a free chair for you here."
        assert [m.msgctxt for m in found[code].values() if m.fuzzy] == ["greeting.come-in"]


def test_removed_phrase_is_kept_and_comes_back_intact(workspace: Path, run: Run) -> None:
    """A phrase that leaves the book is obsolete, whole; when its key returns, the catalog is as it was."""
    run("approve", "fi", "greeting.reply", "--by", "Aino Laine", "--date", "2026-11-21")
    before = read_catalog(workspace / "locales/fi/LC_MESSAGES/phrases.po", "fi").live()["greeting.reply"]
    path = workspace / GREETING
    whole = path.read_text()
    start = whole.index('  [[step.phrase]]\n  key = "reply"')
    end = whole.index("  [[step.phrase]]", start + 1)
    path.write_text(whole[:start] + whole[end:])
    run("update")
    gone = read_catalog(workspace / "locales/fi/LC_MESSAGES/phrases.po", "fi")
    assert "greeting.reply" not in gone.live()
    assert [m.msgstr for m in gone.messages if m.obsolete] == [before.msgstr]
    path.write_text(whole)
    run("update")
    back = read_catalog(workspace / "locales/fi/LC_MESSAGES/phrases.po", "fi").live()["greeting.reply"]
    assert (back.msgstr, back.comments, back.flags, back.notes) == (
        before.msgstr, before.comments, before.flags, before.notes,
    )  # fmt: skip
    assert seal_holds(back)


@pytest.mark.parametrize("code", ["ar", "fi", "ru", "tl"])
@pytest.mark.parametrize(
    "command",
    [("msgmerge", "--quiet", "cat.po", "pot.pot"), ("msgcat", "cat.po"), ("msgcat", "--no-wrap", "cat.po")],
    ids=lambda command: " ".join(command[:2]),
)
def test_one_update_repairs_what_gnu_tools_did(
    code: str, command: tuple[str, ...], workspace: Path, run: Run, tmp_path: Path
) -> None:
    """After msgmerge or msgcat one update gives the same messages, notes, variant rows and holding seals again."""
    path = workspace / f"locales/{code}/LC_MESSAGES/phrases.po"
    run("approve", code, "--all", "--by", "Aino Laine", "--date", "2026-11-21")
    before = state(path.read_bytes())
    pot = (workspace / "locales/phrases.pot").read_bytes()
    path.write_bytes(run_gnu(tmp_path, *command, **{"cat.po": path.read_bytes(), "pot.pot": pot}))
    run("update", code)
    assert state(path.read_bytes()) == before


def state(data: bytes) -> dict[str, tuple[object, ...]]:
    """What a catalog says, message by message, whatever its wrapping."""
    return {
        m.msgctxt: (m.msgid, m.msgid_plural, m.msgstr, m.flags, m.comments, m.notes, m.files, seal_holds(m))
        for m in parse_catalog(data, "catalog").messages
        if not m.obsolete
    }


def test_guess_of_msgmerge_is_removed(workspace: Path, run: Run, tmp_path: Path) -> None:
    """A new phrase that msgmerge filled with a look-alike's translation and seal is empty again after one update."""
    run("approve", "fi", "--all", "--by", "Aino Laine", "--date", "2026-11-21")
    path = workspace / GREETING
    twin = INSERTED.replace(
        "It is raining. May I lend you an umbrella?", "Please come in. There is a free seat for you here."
    )
    path.write_text(path.read_text().replace("  [[step.phrase]]", f"{twin}  [[step.phrase]]", 1))
    run("extract")
    catalog = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    pot = (workspace / "locales/phrases.pot").read_bytes()
    merged = run_gnu(
        tmp_path, "msgmerge", "--quiet", "cat.po", "pot.pot", **{"cat.po": catalog.read_bytes(), "pot.pot": pot}
    )
    assert parse_catalog(merged, "merged").live()["greeting.umbrella"].msgstr[0], "msgmerge guessed nothing"
    catalog.write_bytes(merged)
    run("update", "fi")
    message = read_catalog(catalog, "fi").live()["greeting.umbrella"]
    assert (message.msgstr, message.comments, message.flags, message.previous_msgid) == (("",), (), (), "")


@pytest.mark.parametrize("domain", DOMAINS)
def test_pybabel_extracts_the_same_messages(
    domain: str, workspace: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Babel extractor gives the messages of each template: equal in msgctxt, msgid and plural."""
    if domain == "interface":
        mapping, folder = "[python: interface.py]\n", ROOT / "scripts_gen"
    else:
        mapping, folder = f"[scripts_gen: book/**.toml]\ndomain = {domain}\n", workspace / "locales"
    (tmp_path / "babel.cfg").write_text(mapping)
    out = tmp_path / "babel.pot"
    config = str(tmp_path / "babel.cfg")
    monkeypatch.chdir(folder)
    CommandLineInterface().run(["pybabel", "-q", "extract", "-F", config, "-k", "pgettext:1c,2", "-o", str(out), "."])

    def texts(data: bytes) -> set[tuple[str, str, str]]:
        return {(m.msgctxt, m.msgid, m.msgid_plural) for m in parse_catalog(data, "pot").messages}

    run("extract")
    assert texts(out.read_bytes()) == texts((workspace / f"locales/{domain}.pot").read_bytes())


def test_dates_change_with_content_only(workspace: Path, run: Run) -> None:
    """Neither templates nor catalogs take a new date where nothing else in them is new."""
    before = catalogs(workspace)
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a chair for you here.")
    run("update")
    changed = {file for file, data in catalogs(workspace).items() if data != before[file]}
    spoken = {f"locales/{code}/LC_MESSAGES/{domain}.po" for code in LOCALES for domain in (SPOKEN,)}
    assert changed == spoken | {
        "locales/phrases.pot", "locales/pronunciation.pot", "locales/ar/LC_MESSAGES/pronunciation.po",
        "locales/ru/LC_MESSAGES/pronunciation.po",
    } | {f"locales/{code}/LC_MESSAGES/guidance.po" for code in LOCALES} | {"locales/guidance.pot"}  # fmt: skip


def test_approval_seals_and_any_edit_breaks_it(workspace: Path, run: Run) -> None:
    """approve seals what it is given; an edit of one letter makes the message merely translated."""
    run("approve", "fi", "greeting.come-in", "--by", "Aino Laine", "--date", "2026-11-21")
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    assert "# approved: 2026-11-21 Aino Laine " in path.read_text()
    assert counts(run, "fi")["approved"] == 1
    message = read_catalog(path, "fi").live()["greeting.come-in"]
    edit(path, f'msgstr "{message.msgstr[0]}"', f'msgstr "{message.msgstr[0]}!"')
    assert counts(run, "fi")["approved"] == 0


def counts(run: Run, code: str) -> dict[str, int]:
    """The status of a locale's spoken catalog."""
    return next(row for row in json.loads(run("status", code, "--json").output) if row["domain"] == SPOKEN)


def test_approving_all_leaves_the_fuzzy_alone(workspace: Path, run: Run) -> None:
    """--all seals what is ready, and says nothing of what is not."""
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a chair for you here.")
    run("update")
    run("approve", "ru", "--all", "--by", "Anna")
    row = counts(run, "ru")
    assert (row["translated"], row["fuzzy"], row["missing"]) == (0, 1, 0)


def test_unknown_key_to_approve_is_told_with_the_nearest(run: Run) -> None:
    """A key that no message has changes nothing, and the nearest one is named."""
    result = run("approve", "fi", "greeting.comein", "--by", "Aino", exit_code=2)
    assert result.stderr == "no key 'greeting.comein'; did you mean 'greeting.come-in'?\n"


def test_edited_wording_withholds_its_pronunciation_until_it_is_read_again(workspace: Path, run: Run) -> None:
    """update never binds an old pronunciation to a new wording; taking its line out, or approving it, does."""
    path = workspace / "locales/ar/LC_MESSAGES/phrases.po"
    old = read_catalog(path, "ar").live()["emergency.may-help"].msgstr[0]
    edit(path, f'msgstr "{old}"', f'msgstr "{old} شكرًا."')
    run("update", "ar")
    assert not json.loads(run("say", "emergency.may-help", "-l", "ar", "--json").output)["pronunciation"]
    run("approve", "ar", "emergency.may-help", "--by", "Layla")
    assert json.loads(run("say", "emergency.may-help", "-l", "ar", "--json").output)["pronunciation"]


def test_broken_catalogs_are_told_at_once_and_left_alone(workspace: Path, run: Run) -> None:
    """Every catalog that cannot be read is named in one run, and none of the others is written."""
    edit(workspace / GREETING, "There is a free chair for you here.", "There is a chair for you here.")
    for code in ("fi", "ru"):
        with (workspace / f"locales/{code}/LC_MESSAGES/phrases.po").open("ab") as file:
            file.write(b'\n<<<<<<< ours\nmsgid "x"\n')
    before = catalogs(workspace)
    result = run("update", exit_code=2)
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "locales/fi/LC_MESSAGES/phrases.po", "locales/ru/LC_MESSAGES/phrases.po",
    ]  # fmt: skip
    assert catalogs(workspace) == before


def test_new_locale_begins_empty_and_listed(workspace: Path, run: Run) -> None:
    """A new language has its settings and catalogs, is listed in book.toml, and has everything to translate."""
    run("new-locale", "sv")
    assert "sv" in read_workspace(workspace).locales
    assert counts(run, "sv")["missing"] > 190
    assert run("update").output == "Everything is up to date.\n"
    assert "is a locale of this book already" in run("new-locale", "sv", exit_code=2).stderr


def test_shipped_book_is_never_written_to(run: Run, tmp_path: Path) -> None:
    """Outside a workspace the shipped book can be rendered and looked up, not changed."""
    for command in (["extract"], ["update"], ["new-locale", "sv"], ["approve", "fi", "--all", "--by", "A"]):
        assert "the shipped book is read-only" in run(*command, exit_code=2, folder=tmp_path).output


def test_init_makes_a_workspace_that_works(run: Run, tmp_path: Path) -> None:
    """init copies the shipped book; what is there already is never overwritten."""
    run("init", "hotel", folder=tmp_path)
    assert run("-C", "hotel", "update", folder=tmp_path).output == "Everything is up to date.\n"
    assert read_workspace(tmp_path / "hotel").book.approval == "preferred"
    assert "is there already and not empty" in run("init", "hotel", exit_code=2, folder=tmp_path).output


def test_translator_knows_answers_and_pairs(run: Run, workspace: Path) -> None:
    """Notes name what the customer may point at and which phrase replies; a point says what it is printed for."""
    notes = {message.msgctxt: message.notes for message in read_workspace(workspace).template(SPOKEN)}
    assert "The customer may point at: By card; In cash; With my phone" in notes["payment.how-to-pay"]
    assert any("is answered with greeting.morning-reply" in note for note in notes["greeting.morning"])
    assert any("points at it" in note for note in notes["point.yes"])


@pytest.mark.parametrize("kind", ["html", "md", "txt"])
def test_script_shows_answers_and_replies(kind: str, workspace: Path, run: Run) -> None:
    """A script says in the customer's language what may be pointed at and what is replied, and what both mean."""
    run("scripts", "-r", "cashier", "-l", "ru", "--staff", "fi", "-f", kind)
    text = (workspace / f"build/scripts/cashier.ru-fi.{kind}").read_text()
    for part in ("Наличными", "Käteisellä", "Jos asiakas sanoo tämän ensin, vastaa", "Доброе утро"):
        assert part in text


def test_answer_that_is_left_out_is_named(workspace: Path, run: Run) -> None:
    """Where only approved wordings print, a script names the points it leaves out, and shows those it does not."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    run("approve", "fi", "payment.how-to-pay", "point.cash", "--by", "Aino", "--date", "2026-11-22")
    told = run("scripts", "-r", "cashier", "-l", "fi", "-f", "txt").stderr
    text = (workspace / "build/scripts/cashier.fi.txt").read_text()
    assert "point.card" in told
    assert "point.cash" not in told
    assert "- point.card: " in text
    assert "By card" in text
    assert ": Käteisellä\n" in text
