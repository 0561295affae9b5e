"""One book over another: what it says otherwise holds, everything else stays, and nobody writes below.

Each folder of ``faults/layers`` is named after its fault, lies over the sound book as ``../base``, and has in
``expected.txt`` what the user is told.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click
import pytest
from abridged import write_abridged
from conftest import ROOT, Run, edit, run_command

from scripts_gen.catalog import parse_catalog, read_catalog
from scripts_gen.cli import main
from scripts_gen.errors import InputError
from scripts_gen.extract import extract_messages
from scripts_gen.message import SPOKEN, Status
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebook
from scripts_gen.resources import input_files, shipped_workspace
from scripts_gen.workspace import Workspace, read_workspace

FAULTS = Path(__file__).parent / "faults"
NAMES = sorted(path.parent.name for path in (FAULTS / "layers").glob("*/expected.txt"))
GREETING = "locales/book/situations/greeting.toml"
BUSY = "Welcome. I will help you as soon as I finish here."
OURS = "Welcome. One moment, please."
CODES = ("en", "ar", "fi", "ru", "tl")
Files = Mapping[str, str]


def write(folder: Path, files: Files) -> Path:
    """Write files below a folder."""
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def over(folder: Path, base: Path | str, files: Files = MappingProxyType({}), more: str = "") -> Path:
    """Write a workspace over ``base``."""
    return write(folder, {"locales/book/book.toml": f"extends = {json.dumps(str(base))}\n{more}", **files})


def phrase(key: str, lines: str, step: str = "notice") -> str:
    """A situation's file that says something of one phrase."""
    return f'[[step]]\nkey = "{step}"\n\n  [[step.phrase]]\n  key = "{key}"\n  {lines}\n'


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default book, abridged to what these rules need; not to be written to."""
    folder = tmp_path_factory.mktemp("small") / "workspace"
    write_abridged(ROOT, folder, ("cashier", "courier"), ("greeting", "name"))
    for path in folder.rglob("interface.po*"):
        path.unlink()
    return folder


@pytest.fixture(scope="session")
def known(small: Path) -> Workspace:
    """The small book, read."""
    return read_workspace(small)


@pytest.fixture
def run(small: Path) -> Run:
    """Run a command in the ``folder`` that is named; in the small book, if any, it only reads."""
    return partial(run_command, folder=small)


@pytest.fixture
def base(tmp_path: Path, small: Path) -> Path:
    """A book to lie over, and to change."""
    return Path(shutil.copytree(small, tmp_path / "base"))


@pytest.fixture
def branch(tmp_path: Path, small: Path) -> Path:
    """A workspace over the small book that says one phrase otherwise; the book below is not to be written to."""
    return over(tmp_path / "branch", small, {GREETING: phrase("busy", f'say = "{OURS}"')})


def states(root: Path) -> dict[Path, bytes]:
    """Every file of a workspace, and what it holds."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def differences(run: Run, folder: Path, exit_code: int = 0) -> dict[tuple[str, str, str], dict[str, str]]:
    """What ``diff --json`` tells, by locale, key and field."""
    told = json.loads(run("diff", "--json", folder=folder, exit_code=exit_code).output)
    return {(one["locale"], one["key"], one["field"]): one for one in told}


def said(book: Phrasebook) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Every wording of a phrasebook by key."""
    return {key: tuple(wording.forms for wording in entry.wordings) for key, entry in book.entries.items()}


# --- what holds ------------------------------------------------------------------------------------------------------


def test_one_phrase_is_said_otherwise_and_the_others_are_not(branch: Path, known: Workspace) -> None:
    """What the file says of one phrase holds; its other fields, and every other phrase, are those of the book below."""
    here = read_workspace(branch)
    assert here.book.phrases()["greeting.busy"].say == OURS
    assert here.base
    assert here.base.book == known.book
    for key, below in known.book.phrases().items():
        ours = here.book.phrases()[key]
        if key != "greeting.busy":
            assert ours == below
        else:
            assert (ours.number, ours.keywords, ours.note) == (below.number, below.keywords, below.note)
    assert here.book.roles == known.book.roles
    below, ours = (said(read_phrasebook(one, "fi")) for one in (known, here))
    assert below == ours


def test_translation_of_an_old_source_never_counts_as_right(branch: Path) -> None:
    """Where the source is another here, the translation below waits, and the English is a draft of one's own."""
    here = read_workspace(branch)
    statuses = {code: read_phrasebook(here, code).entries["greeting.busy"].wording().status for code in CODES}
    assert statuses == {code: Status.TRANSLATED if code == "en" else Status.FUZZY for code in CODES}


def test_one_wording_is_said_otherwise_in_one_language(run: Run, branch: Path, known: Workspace) -> None:
    """A wording taken over with --own and edited holds in its language; nothing else is copied, nothing else moves."""
    (branch / GREETING).unlink()
    run("update", "fi", "--own", "greeting.look-around", folder=branch)
    file = branch / "locales/fi/LC_MESSAGES/phrases.po"
    assert list(read_catalog(file, "fi").live()) == ["greeting.look-around"]
    old = read_phrasebook(known, "fi").entries["greeting.look-around"].wording().forms[0]
    edit(file, f'msgstr "{old}"', 'msgstr "Hei. Katselkaa rauhassa."')
    here = read_workspace(branch)
    for code in CODES:
        below, ours = (said(read_phrasebook(one, code)) for one in (known, here))
        assert [key for key in below if below[key] != ours[key]] == (["greeting.look-around"] if code == "fi" else [])
    assert run("update", folder=branch).output == "Everything is up to date.\n"
    told = differences(run, branch)["fi", "greeting.look-around", SPOKEN]
    assert (told["old"], told["new"]) == ([old], ["Hei. Katselkaa rauhassa."])


def test_seal_that_holds_below_holds_here(run: Run, base: Path, tmp_path: Path) -> None:
    """An approved wording below stays approved, read from there or taken over; an edit of it is a draft."""
    run("approve", "fi", "--all", "--by", "Aino Laine", folder=base)
    branch = over(tmp_path / "branch", "../base", {}, 'approval = "required"\n')
    assert not read_phrasebook(read_workspace(branch), "fi").left_out
    run("update", "fi", "--own", "greeting.look-around", folder=branch)
    entry = read_phrasebook(read_workspace(branch), "fi").entries["greeting.look-around"]
    assert entry.wording().status is Status.APPROVED
    edit(branch / "locales/fi/LC_MESSAGES/phrases.po", entry.wording().forms[0], "Hei.")
    assert [left.key for left in read_phrasebook(read_workspace(branch), "fi").left_out] == ["greeting.look-around"]


def test_phrases_are_added_where_they_are_wanted(tmp_path: Path, small: Path) -> None:
    """New phrases go behind the one they name, in their order, or last, with numbers that no card below carries."""
    text = phrase("rain", 'after = "busy"\n  say = "It is raining."')
    text += '\n  [[step.phrase]]\n  key = "snow"\n  after = "busy"\n  say = "It is snowing."\n'
    text += '\n  [[step.phrase]]\n  key = "sun"\n  say = "The sun is out."\n'
    situation = read_workspace(over(tmp_path / "a", small, {GREETING: text})).book.situations["greeting"]
    found = {found.key.partition(".")[2]: found.number for found in situation.steps[0].phrases}
    assert list(found) == ["busy", "rain", "snow", "on-phone", "look-around", "sun"]
    assert [found[key] for key in ("rain", "snow", "sun")] == [101, 102, 103]
    again = over(tmp_path / "b", tmp_path / "a", {GREETING: phrase("fog", 'say = "It is foggy."')})
    assert read_workspace(again).book.phrases()["greeting.fog"].number == 201


def test_new_situation_and_role_are_new_files(run: Run, tmp_path: Path, small: Path) -> None:
    """A file that the book below lacks is added, and a role of it may use both."""
    spa = 'title = "Spa"\npurpose = "The guest rests."\ngroup = "service"\n' + phrase("lie-down", 'say = "Lie down."')
    files = {
        "locales/book/situations/spa.toml": spa.replace('"notice"', '"rest"\ntitle = "Rest"'),
        "locales/book/roles/masseur.toml": (
            'title = "Masseur"\nchannel = ["face"]\nappearance = "White."\nencounter = ["greeting", "spa"]\n'
        ),
    }
    branch = over(tmp_path / "branch", small, files)
    here = read_workspace(branch)
    assert here.book.situations["spa"].number == 101
    assert "masseur" in here.book.roles
    run("scripts", "-r", "masseur", "-l", "en", "-f", "txt", folder=branch)
    assert "Lie down." in (branch / "build/scripts/masseur.en.txt").read_text()


def test_direction_role_and_standard_are_said_otherwise(tmp_path: Path, small: Path, known: Workspace) -> None:
    """A direction, the encounter of a role and the meaning of a standard are replaced; pockets lose what is gone."""
    files = {
        GREETING: '[[step]]\nkey = "notice"\ntone = "Very warm."\nhide = ["distance"]\n',
        "locales/book/roles/cashier.toml": 'title = "Till"\nencounter = ["name"]\n',
        "locales/book/standards.toml": '[standard."parameters.gesture"]\nmeaning = "Our own meaning."\n',
    }
    book = read_workspace(over(tmp_path / "branch", small, files)).book
    step, below = (one.situations["greeting"].steps[0] for one in (book, known.book))
    assert (step.tone, step.gesture, step.distance) == ("Very warm.", below.gesture, "")
    role = book.roles["cashier"]
    old = known.book.roles["cashier"]
    assert (role.title, role.encounter, role.at_hand) == ("Till", ("name",), old.at_hand)
    assert "greeting.busy" in old.pocket
    assert "greeting.busy" not in role.pocket
    assert book.standards.standards["parameters.gesture"].meaning == "Our own meaning."
    assert book.standards.standards.keys() == known.book.standards.standards.keys()


def test_what_refers_to_a_hidden_thing_loses_the_reference(tmp_path: Path, small: Path, known: Workspace) -> None:
    """A hidden phrase leaves pockets and replies, a situation leaves encounters, a point answers, a standard tags."""
    below = known.book
    files = {
        GREETING: phrase("morning-reply", "hide = true", "reply"),
        "locales/book/situations/name.toml": "hide = true\n",
        "locales/book/pointing.toml": "[point.yes]\nhide = true\n",
        "locales/book/standards.toml": '[standard]\nhide = ["gesture", "parameters.pace"]\n',
        "locales/book/glossary.toml": '[term]\nhide = ["refund"]\n',
        "locales/book/roles/courier.toml": "hide = true\n",
    }
    step = next(s.key for s in below.situations["greeting"].steps for p in s.phrases if p.key.endswith("morning-reply"))
    files[GREETING] = files[GREETING].replace('"reply"', f'"{step}"')
    here = read_workspace(over(tmp_path / "branch", small, files))
    book = here.book
    assert below.phrases()["greeting.morning"].reply == "greeting.morning-reply"
    assert book.phrases()["greeting.morning"].reply == ""
    assert not [role.key for role in book.roles.values() if "name" in role.situations()]
    assert not [found.key for found in book.phrases().values() if "yes" in found.answers]
    tags = {tag for situation in book.situations.values() for step in situation.steps for tag in step.standards}
    assert not {"parameters.gesture", "parameters.pace"} & (tags | book.standards.standards.keys())
    assert "courier" not in book.roles
    assert "refund" not in book.glossary
    assert "refund" in known.locales["fi"].glossary
    assert "refund" not in here.locales["fi"].glossary


def test_fewer_languages_and_one_more(run: Run, tmp_path: Path, small: Path) -> None:
    """A book may have some of the languages below; one it adds is begun whole, one from below is only listed."""
    branch = over(tmp_path / "branch", small, {}, 'locales = ["en", "fi"]\n')
    assert list(read_workspace(branch).locales) == ["en", "fi"]
    assert run("new-locale", "ru", folder=branch).output == "written  locales/book/book.toml\n"
    assert list(read_workspace(branch).locales) == ["en", "fi", "ru"]
    run("new-locale", "sv", folder=branch)
    rows = json.loads(run("status", "sv", "--json", folder=branch).output)
    assert next(row for row in rows if row["domain"] == SPOKEN)["missing"] > 50
    assert not (branch / "locales/ru").exists()


def test_language_settings_merge_key_by_key(tmp_path: Path, small: Path, known: Workspace) -> None:
    """One key of a locale.toml is said otherwise, the others are those below."""
    settings = 'address = "sinä"\n\n[glossary]\nreceipt = ["tosite"]\n'
    branch = over(tmp_path / "branch", small, {"locales/fi/locale.toml": settings})
    ours, below = read_workspace(branch).locales["fi"], known.locales["fi"]
    assert (below.address, ours.address) == ("te", "sinä")
    assert (ours.day, ours.plural_forms) == (below.day, below.plural_forms)
    assert {term for term in below.glossary if below.glossary[term] != ours.glossary[term]} == {"receipt"}
    assert ours.glossary["receipt"] == ("tosite",)


def test_logo_and_templates_come_from_whoever_has_them(tmp_path: Path, base: Path) -> None:
    """A logo that the book below names is found there, and its templates are used before those that ship."""
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    write(base, {"locales/book/logo.svg": logo, "templates/card.typ": "// ours\n"})
    book = base / "locales/book/book.toml"
    book.write_text(book.read_text().replace("[organisation]", '[organisation]\nlogo = "logo.svg"'))
    here = read_workspace(over(tmp_path / "branch", base, {}, '[organisation]\nname = "Branch"\n'))
    assert here.book.organisation.name == "Branch"
    assert here.book.organisation.logo
    assert here.template_folders()[:2] == (here.root / "templates", base / "templates")


def test_a_book_over_a_book_over_a_book(run: Run, tmp_path: Path, small: Path) -> None:
    """Each layer changes what all below it say; what the one between hides may come back above it."""
    hidden = '\n  [[step.phrase]]\n  key = "on-phone"\n  hide = true\n'
    region = over(tmp_path / "region", small, {GREETING: phrase("busy", 'say = "Region."') + hidden}, 'title = "R"\n')
    (region / "locales/fi/LC_MESSAGES").mkdir(parents=True)
    city = over(tmp_path / "city", "../region", {GREETING: phrase("busy", 'note = "City."')})
    phrases = read_workspace(city).book.phrases()
    assert (phrases["greeting.busy"].say, phrases["greeting.busy"].note) == ("Region.", "City.")
    assert "greeting.on-phone" not in phrases
    assert len(phrases) == len(read_workspace(small).book.phrases()) - 1
    assert read_workspace(city).book.title == "R"
    again = phrase("on-phone", 'say = "On the phone."')
    assert read_workspace(over(city, "../region", {GREETING: again})).book.phrases()["greeting.on-phone"].number == 201
    found = differences(run, city)
    assert {(key, one["kind"]) for (_, key, _), one in found.items()} == {("greeting.on-phone", "added")}
    write(region, {GREETING: phrase("busy", 'sya = "Region."')})
    told = run("find", "x", folder=city, exit_code=2).stderr
    assert told == (
        "../region/locales/book/situations/greeting.toml:6: step[0].phrase[0].sya: unknown key; did you mean 'say'?\n"
    )


def test_broken_catalog_below_is_told_with_its_place(run: Run, base: Path, tmp_path: Path) -> None:
    """A catalog of the base that cannot be read is named as one of the base."""
    branch = over(tmp_path / "branch", "../base")
    with (base / "locales/fi/LC_MESSAGES/phrases.po").open("ab") as file:
        file.write(b"\n<<<<<<< ours\n")
    told = run("status", "fi", folder=branch, exit_code=2).stderr
    assert told.startswith("../base/locales/fi/LC_MESSAGES/phrases.po:")


def test_pybabel_extracts_only_what_differs(branch: Path) -> None:
    """Babel's extractor gives the messages of one's own files that the book below does not say in the same words."""
    with (branch / GREETING).open("rb") as file:
        found = list(extract_messages(file, (), (), {"domain": SPOKEN}))
    assert [(function, texts) for _, function, texts, _ in found] == [("pgettext", ("greeting.busy", OURS))]


def test_a_book_without_extends_is_read_as_ever(known: Workspace) -> None:
    """Nothing lies below, and every message is one's own."""
    assert known.base is None
    assert known.read_catalogs("fi") == known.own_catalogs("fi")


# --- catalogs --------------------------------------------------------------------------------------------------------


def test_update_writes_only_what_differs_and_nothing_below(run: Run, branch: Path, small: Path) -> None:
    """The catalogs and templates hold the changed message alone, fuzzy, with the old source; the base is untouched."""
    before = states(small)
    run("update", folder=branch)
    assert states(small) == before
    for code in CODES:
        messages = read_catalog(branch / f"locales/{code}/LC_MESSAGES/phrases.po", code).messages
        assert [message.msgctxt for message in messages] == ["greeting.busy"]
        assert (messages[0].fuzzy, messages[0].previous_msgid) == ((False, "") if code == "en" else (True, BUSY))
    assert not list((branch / "locales").glob("*/LC_MESSAGES/guidance.po"))
    template = parse_catalog((branch / "locales/phrases.pot").read_bytes(), "pot")
    assert [message.msgctxt for message in template.messages] == ["greeting.busy"]
    assert run("update", folder=branch).output == "Everything is up to date.\n"
    assert run("extract", folder=branch).output == "The templates are up to date.\n"


def test_variants_of_an_own_wording_are_all_ones_own(run: Run, branch: Path, known: Workspace) -> None:
    """Who words a phrase that varies has every variant of it, so that no old one is said beside a new one."""
    varied = next(p.key for p in known.book.phrases().values() if len(known.locales["ar"].rows(p.varies)) > 1)
    (branch / GREETING).unlink()
    run("update", "ar", "--own", varied, folder=branch)
    live = read_catalog(branch / "locales/ar/LC_MESSAGES/phrases.po", "ar").live()
    rows = known.locales["ar"].rows(known.book.phrases()[varied].varies)
    assert len(live) == len(rows)
    assert all(message.translated and not message.fuzzy for message in live.values())
    pronounced = read_catalog(branch / "locales/ar/LC_MESSAGES/pronunciation.po", "ar").live()
    assert live.keys() == pronounced.keys()


def test_reverting_to_the_text_below_needs_nobody(run: Run, branch: Path) -> None:
    """Where a source is as below again, the next update takes the fuzzy flag off what was never touched."""
    run("update", folder=branch)
    (branch / GREETING).unlink()
    assert json.loads(run("check", "--format", "json", "--select", "S115", folder=branch).output) == []
    run("update", folder=branch)
    statuses = {code: read_phrasebook(read_workspace(branch), code).entries["greeting.busy"] for code in CODES}
    assert {entry.wording().status for entry in statuses.values()} == {Status.TRANSLATED}


def test_own_wording_comes_back_with_its_phrase(run: Run, accepted: Path) -> None:
    """A phrase that was hidden for a while, or gone below, is said again as it was said here, not as below."""
    text = (accepted / GREETING).read_text()
    write(accepted, {GREETING: f'{text}\n  [[step.phrase]]\n  key = "look-around"\n  hide = true\n'})
    run("update", folder=accepted)
    assert "look-around" in (accepted / "locales/fi/LC_MESSAGES/phrases.po").read_text()
    write(accepted, {GREETING: text})
    run("update", folder=accepted)
    wording = read_phrasebook(read_workspace(accepted), "fi").entries["greeting.look-around"].wording()
    assert wording.forms[0].startswith("Hyvää päivää")
    assert ("fi", "greeting.look-around", SPOKEN) in differences(run, accepted)


def test_language_that_nobody_lists_is_left_alone(run: Run, branch: Path) -> None:
    """A folder of catalogs in a language of neither book is nobody's, whatever it holds."""
    write(branch, {"locales/sv/LC_MESSAGES/phrases.po": "not begun yet"})
    assert list(differences(run, branch)) == [("", "greeting.busy", "say")]


def test_a_mended_typo_keeps_the_translations_below(run: Run, base: Path, tmp_path: Path) -> None:
    """--typo brings translation and seal of the book below along under the mended source."""
    run("approve", "fi", "greeting.busy", "--by", "Aino Laine", folder=base)
    branch = over(tmp_path / "branch", base, {GREETING: phrase("busy", f'say = "{BUSY[:-1]}!"')})
    run("update", "--typo", "greeting.busy", "--by", "Ann Lee", folder=branch)
    entries = {code: read_phrasebook(read_workspace(branch), code).entries["greeting.busy"] for code in CODES}
    assert entries["fi"].wording().status is Status.APPROVED
    assert entries["ru"].wording().status is Status.TRANSLATED


def test_approval_of_a_wording_below_names_the_way(run: Run, branch: Path) -> None:
    """What is worded below cannot be approved here; taken over, it can."""
    told = run("approve", "fi", "greeting.morning", "--by", "Aino", exit_code=2, folder=branch).stderr
    assert told == (
        f"greeting.morning: is worded in {read_workspace(branch).base_name}, not here; "
        "'scripts-gen update --own KEY' takes its wordings over first\n"
    )
    run("update", "fi", "--own", "greeting.morning", folder=branch)
    run("approve", "fi", "greeting.morning", "--by", "Aino", folder=branch)
    entry = read_phrasebook(read_workspace(branch), "fi").entries["greeting.morning"]
    assert entry.wording().status is Status.APPROVED
    told = run("update", "--own", "greeting.mornin", exit_code=2, folder=branch).stderr
    assert told == "no key 'greeting.mornin'; did you mean 'greeting.morning'?\n"


def test_commands_see_the_whole_book(run: Run, branch: Path, small: Path) -> None:
    """status counts every message, find finds what is said on either side, check looks over one's own files."""
    count = {row["locale"]: row for row in json.loads(run("status", "--json", folder=small).output)}
    ours = {row["locale"]: row for row in json.loads(run("status", "--json", folder=branch).output)}
    assert [row["words"] for row in ours.values()][1:] != []
    assert ours.keys() == count.keys()
    assert OURS in run("find", "one moment please", "-n", "1", folder=branch).output
    assert "look around" in run("find", "look around", "-n", "1", folder=branch).output
    run("approve", "en", "greeting.busy", "--by", "Ann Lee", folder=branch, exit_code=2)
    run("update", folder=branch)
    found = json.loads(run("check", "--format", "json", "--select", "S", "--select", "O", folder=branch).output)
    assert [(one["code"], one["file"], one["line"]) for one in found] == [("O803", GREETING, 6)]


def test_shell_offers_what_is_said_otherwise(branch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``diff`` completes the keys of what two books do not share, and no others."""
    monkeypatch.chdir(branch)
    command = main.get_command(click.Context(main), "diff")
    assert command
    keys = next(parameter for parameter in command.params if parameter.name == "keys")
    offered = [item.value for item in keys.shell_complete(click.Context(command), "greeting.")]
    assert offered == ["greeting.busy"]


def test_a_change_below_is_seen_at_once(run: Run, base: Path, tmp_path: Path) -> None:
    """The look-up and the cards are made anew when the book below changes."""
    branch = over(tmp_path / "branch", base)
    run("find", "look around", "-n", "1", folder=branch)
    cards = ("cards", "-r", "cashier", "-l", "en")
    run(*cards, folder=branch)
    assert "nothing was set again" in run(*cards, folder=branch).output
    edit(base / GREETING, f'say = "{BUSY}"', 'say = "Welcome. Zebra."')
    assert "Zebra" in run("find", "zebra", "-n", "1", folder=branch).output
    assert run(*cards, folder=branch).output == "1 deck written to build/cards\n"
    template = write(base, {"templates/own.typ": ""}) / "templates/own.typ"
    assert template in input_files(branch)


def test_only_the_card_of_an_own_phrase_changes(run: Run, base: Path, tmp_path: Path) -> None:
    """Over the same book, the script of a role differs in the phrase that is said otherwise, and nowhere else."""
    branch = over(tmp_path / "branch", base)
    run("scripts", "-r", "cashier", "-l", "en", "-f", "txt", folder=branch)
    file = branch / "build/scripts/cashier.en.txt"
    before = file.read_text().splitlines()
    write(branch, {GREETING: phrase("busy", f'say = "{OURS}"')})
    run("scripts", "-r", "cashier", "-l", "en", "-f", "txt", folder=branch)
    after = file.read_text().splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert all(BUSY in old and OURS in new for old, new in changed)
    assert changed


def test_a_copy_with_pseudo_languages_lies_over_the_same_book(run: Run, base: Path, tmp_path: Path) -> None:
    """The pseudo workspace finds the base from wherever it stands."""
    branch = over(tmp_path / "branch", "../base", {}, 'title = "Branch"\n')
    run("pseudo", folder=branch)
    here = read_workspace(branch / "build/pseudo")
    assert (here.book.title, here.book.approval, {"en_XA", "ar_XB"} <= here.locales.keys()) == (
        "Branch", "preferred", True,
    )  # fmt: skip


def test_init_makes_a_small_workspace(run: Run, tmp_path: Path, small: Path) -> None:
    """init --extends writes what is to be filled in, and no copy; it works at once, over what ships and over a path."""
    shutil.copytree(small, tmp_path / "group")
    run("init", "hotels/riga", "--extends", "group", folder=tmp_path)
    riga = tmp_path / "hotels/riga"
    assert [path.name for path in riga.rglob("*.*") if path.is_file() and not path.name.startswith(".")] == [
        "book.toml"
    ]
    assert 'extends = "../../group"' in (riga / "locales/book/book.toml").read_text()
    assert run("update", folder=riga).output == "Everything is up to date.\n"
    assert read_workspace(riga).book.organisation.name == "Our organisation"
    run("init", "oslo", "--extends", "default", folder=tmp_path)
    assert read_workspace(tmp_path / "oslo").base_name == "default"
    told = run("init", "bergen", "--extends", "nowhere", exit_code=2, folder=tmp_path).stderr
    assert told == "nowhere: is no workspace: it holds no locales/book/book.toml; 'default' ships\n"
    assert not (tmp_path / "bergen").exists()
    run("init", "bergen", "--extends", "", exit_code=2, folder=tmp_path)


# --- what changes below ----------------------------------------------------------------------------------------------


@pytest.fixture
def accepted(run: Run, base: Path, tmp_path: Path) -> Path:
    """A branch with a changed phrase, an own wording, an added and a hidden phrase, all accepted."""
    text = phrase("busy", f'say = "{OURS}"') + '\n  [[step.phrase]]\n  key = "rain"\n  say = "It is raining."\n'
    text += '\n  [[step.phrase]]\n  key = "on-phone"\n  hide = true\n'
    branch = over(tmp_path / "branch", "../base", {GREETING: text})
    run("update", "fi", "--own", "greeting.look-around", folder=branch)
    edit(branch / "locales/fi/LC_MESSAGES/phrases.po", 'msgstr "Hei', 'msgstr "Hyvää päivää')
    assert {one["state"] for one in differences(run, branch).values()} == {"new"}
    run("diff", "--accept", folder=branch)
    return branch


def test_accepted_differences_are_listed_quietly(run: Run, accepted: Path) -> None:
    """diff tells old and new by group, key and field, with their places, and has nothing more to say."""
    found = differences(run, accepted)
    assert {(*key, one["kind"], one["state"]) for key, one in found.items()} == {
        ("", "greeting.busy", "say", "changed", "accepted"),
        ("", "greeting.rain", "added", "added", "accepted"),
        ("", "greeting.on-phone", "hide", "hidden", "accepted"),
        ("fi", "greeting.look-around", SPOKEN, "changed", "accepted"),
    }
    busy = found["", "greeting.busy", "say"]
    assert (busy["old"], busy["new"], busy["file"], busy["line"]) == (BUSY, OURS, GREETING, 6)
    shown = run("diff", "greeting.busy", folder=accepted).output
    assert shown == (
        f"phrases\n  greeting.busy say\n    - {BUSY}\n    + {OURS}\n"
        "1 changed, 0 added, 0 hidden; 0 not accepted yet, 0 to look at again\n"
    )
    assert run("diff", "--accept", folder=accepted).output == "Everything asked for is accepted already.\n"
    assert json.loads(run("check", "--format", "json", "--select", "O", folder=accepted).output) == []


@pytest.mark.parametrize(
    ("key", "file", "old", "new"),
    [
        ("greeting.busy", GREETING, BUSY, "Welcome. I am with you shortly."),
        ("greeting.on-phone", GREETING, "Hello. I will help you after this call.", "Hello. I am on the phone."),
        ("greeting.look-around", "locales/fi/LC_MESSAGES/phrases.po", 'msgstr "Hei. Kat', 'msgstr "Tervetuloa. Kat'),
    ],
    ids=["phrase", "hidden", "wording"],
)
def test_change_below_is_reported_until_it_is_accepted(
    key: str, file: str, old: str, new: str, run: Run, accepted: Path, base: Path
) -> None:
    """What is said otherwise stays, and what the book below says now is told with what it said then."""
    ours = read_phrasebook(read_workspace(accepted), "fi").entries.get(key)
    text = (base / file).read_text()
    assert old in text
    (base / file).write_text(text.replace(old, new, 1))
    assert read_phrasebook(read_workspace(accepted), "fi").entries.get(key) == ours
    moved = [one for one in differences(run, accepted, exit_code=1).values() if one["state"] == "changed"]
    assert [one["key"] for one in moved] == [key]
    told = run("diff", key, folder=accepted, exit_code=1).output
    assert "base said: " in told
    assert "base says: " in told
    found = json.loads(run("check", "--format", "json", "--select", "O", folder=accepted).output)
    assert [(one["code"], one["msgctxt"], one["severity"]) for one in found] == [("O801", key, "warning")]
    run("diff", "--accept", key, folder=accepted)
    assert {one["state"] for one in differences(run, accepted).values()} == {"accepted"}


def test_field_that_is_not_overridden_follows_the_book_below(run: Run, accepted: Path, base: Path) -> None:
    """Fields that are not said otherwise here are those of the new edition, without a question."""
    text = (base / GREETING).read_text()
    (base / GREETING).write_text(text.replace('"another customer"', '"other guests"', 1))
    assert "other guests" in read_workspace(accepted).book.phrases()["greeting.busy"].keywords
    differences(run, accepted)


def test_gone_and_taken_names_are_reported(run: Run, accepted: Path, base: Path) -> None:
    """An override whose phrase is gone below, and an addition whose key is taken there by now, are told."""
    text = (base / GREETING).read_text()
    start = text.index('  [[step.phrase]]\n  key = "busy"')
    end = text.index("  [[step.phrase]]", start + 1)
    taken = '  [[step.phrase]]\n  key = "rain"\n  number = 99\n  say = "Rain, rain."\n\n'
    (base / GREETING).write_text(text[:start] + taken + text[end:])
    for path in (base / "locales/book/roles").iterdir():
        path.write_text(path.read_text().replace('"greeting.busy"', ""))
    found = differences(run, accepted, exit_code=1)
    gone, here = found["", "greeting.busy", "added"], found["", "greeting.rain", "say"]
    assert (gone["state"], gone["then"], gone["new"]) == ("gone", BUSY, OURS)
    assert (here["state"], here["then"], here["old"]) == ("changed", None, "Rain, rain.")
    assert read_workspace(accepted).book.phrases()["greeting.rain"].say == "It is raining."
    found_by_check = json.loads(run("check", "--format", "json", "--select", "O", folder=accepted).output)
    assert [one["code"] for one in found_by_check] == ["O802", "O801"]


def test_own_wording_that_waits_is_not_forgotten(run: Run, accepted: Path, base: Path) -> None:
    """Where the book below changes English and translation, the wording here stays, told even when it is fuzzy."""
    key = "greeting.look-around"
    edit(base / GREETING, "Please look around.", "Please have a look around.")
    edit(base / "locales/fi/LC_MESSAGES/phrases.po", 'msgstr "Hei. Kat', 'msgstr "Tervetuloa. Kat')
    for _ in range(2):
        told = differences(run, accepted, exit_code=1)["fi", key, SPOKEN]
        assert (told["state"], told["new"][0][:6]) == ("changed", "Hyvää ")
        entry = read_phrasebook(read_workspace(accepted), "fi").entries[key]
        assert (entry.wording().status, entry.wording().forms[0][:6]) == (Status.FUZZY, "Hyvää ")
        run("update", folder=accepted)


def test_order_of_ones_own_is_a_difference(run: Run, small: Path, tmp_path: Path) -> None:
    """A phrase that is put elsewhere in its step is told, and nothing is that merely lies beside the book."""
    files = {GREETING: phrase("busy", 'after = "look-around"'), "locales/book/notes.toml": "[[[ not of the book"}
    found = differences(run, over(tmp_path / "branch", small, files))
    assert {key: one["new"] for key, one in found.items()} == {("", "greeting.busy", "after"): "look-around"}


def test_diff_of_a_faulty_book_is_no_crash(run: Run, small: Path, tmp_path: Path) -> None:
    """What cannot be hidden is left to those who read the whole book; diff shows the rest."""
    text = phrase("busy", "hide = [3]") + '\n  [[step.phrase]]\n  key = "on-phone"\n  hide = true\n'
    found = differences(run, over(tmp_path / "branch", small, {GREETING: text}))
    assert list(found) == [("", "greeting.on-phone", "hide")]


def test_house_with_less_need_not_hide_every_phrase(run: Run, small: Path, tmp_path: Path) -> None:
    """Phrases below that no role or language here reaches are for others; an own one that nobody reaches is told."""
    own = '[[step]]\nkey = "own"\ntitle = "Own"\nphrase = [{key = "who", say = "Who is it?"}]\n'
    files = {
        "locales/book/roles/courier.toml": "hide = true\n",
        "locales/book/roles/cashier.toml": 'encounter = ["greeting"]\nat_hand = []\n',
        "locales/book/situations/name.toml": own,
    }
    branch = over(tmp_path / "branch", small, files, 'locales = ["en", "fi"]\n')
    found = json.loads(run("check", "--format", "json", "--select", "B704", folder=branch, exit_code=1).output)
    assert [one["msgctxt"] for one in found] == ["name.who"]


def test_new_override_is_named_until_it_is_accepted(run: Run, accepted: Path) -> None:
    """An override that was made since is named by diff and check, and accepted by its key alone."""
    with (accepted / GREETING).open("a") as file:
        file.write('\n[[step]]\nkey = "day-part"\ntone = "Calm."\n')
    states = {key: one["state"] for key, one in differences(run, accepted).items()}
    assert states.pop(("", "greeting.day-part", "tone")) == "new"
    assert set(states.values()) == {"accepted"}
    run("diff", "--accept", "greeting.day-part", folder=accepted)
    assert {one["state"] for one in differences(run, accepted).values()} == {"accepted"}


def test_what_is_recorded_survives_its_file(run: Run, base: Path, tmp_path: Path) -> None:
    """Quotes, backslashes, lists, Arabic and control characters come back from upstream.toml as they were."""
    hard = 'say = "A \\"b\\" \\\\ c: 100 %\\u007f\\tق"\n  keywords = ["a\\"", "ب"]'
    text = (base / GREETING).read_text().replace(f'say = "{BUSY}"', hard.partition("\n")[0], 1)
    (base / GREETING).write_text(text)
    branch = over(tmp_path / "branch", base, {GREETING: phrase("busy", 'say = "x"\n  keywords = []')})
    run("diff", "--accept", folder=branch)
    assert {one["state"] for one in differences(run, branch).values()} == {"accepted"}


def test_record_that_is_broken_is_told(run: Run, branch: Path) -> None:
    """What cannot be read of upstream.toml is told with its place, and never taken for nothing."""
    record = branch / "locales/upstream.toml"
    for data, told in (
        (b"[phrases\n", "locales/upstream.toml:1: is not TOML"),
        (b"\xff\n", "locales/upstream.toml:1: is not UTF-8"),
        (b'[phrases]\n"greeting.busy" = 3\n', "locales/upstream.toml:1: phrases: expected a table"),
        (b"[wordings]\nfi = 3\n", "locales/upstream.toml:1: wordings: expected a table"),
        (b"phrases = 3\n", "locales/upstream.toml:1: phrases: expected a table"),
        (b'[phrases."greeting.busy"]\nabsent = 3\n', "locales/upstream.toml:1: phrases: expected a table"),
    ):
        record.write_bytes(data)
        assert run("diff", folder=branch, exit_code=2).stderr.startswith(told)
        assert run("diff", "--accept", "greeting.busy", folder=branch, exit_code=2).stderr.startswith(told)
    record.unlink()
    assert run("diff", "--accept", "greeting.bus", folder=branch, exit_code=2).stderr == (
        "no difference 'greeting.bus'; did you mean 'greeting.busy'?\n"
    )
    assert not record.exists()


def test_diff_of_a_book_that_stands_alone_is_told(run: Run) -> None:
    """Without extends there is nothing to differ from."""
    told = run("diff", exit_code=2).stderr
    assert told == "locales/book/book.toml: extends no other book: there is nothing that it differs from\n"


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_fault_is_told_with_the_file_and_line_of_its_layer(name: str, tmp_path: Path) -> None:
    """Each fault is told where its text stands, mostly here; a hidden thing that is wanted, where it is hidden."""
    shutil.copytree(FAULTS / "_sound", tmp_path / "base")
    shutil.copytree(FAULTS / "layers" / name, tmp_path / "book")
    with pytest.raises(InputError) as caught:
        read_workspace(tmp_path / "book")
    assert str(caught.value) + "\n" == (FAULTS / "layers" / name / "expected.txt").read_text()


def test_base_is_no_workspace(run: Run, tmp_path: Path) -> None:
    """A file, a name too long, a loop of links and a book over itself are told at the line of extends."""
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    for word in ("../file", "../loop", "a" * 5000, "../nowhere", "\0", ".", "../branch"):
        branch = over(tmp_path / "branch", word)
        told = run("find", "x", exit_code=2, folder=branch).stderr
        assert told.startswith("locales/book/book.toml:1: extends: ")
        assert len(told.splitlines()) == 1


def test_base_is_broken(run: Run, tmp_path: Path) -> None:
    """Faults of a base are told as its own, with its name, and nothing of the book over it."""
    other = tmp_path / "other/locales/book/book.toml"
    other.parent.mkdir(parents=True)
    branch = over(tmp_path / "branch", "../other", {GREETING: "[[["})
    for data, told in (
        (b"\xff\xfe", "../other/locales/book/book.toml:1: is not UTF-8"),
        (b"#" * 2_000_000, "../other/locales/book/book.toml: is 2,000,000 bytes"),
        (b'extends = "../branch"', "../other/locales/book/book.toml:1: extends: '../branch' leads back to"),
        (b"a = " + b"[" * 100_000, "../other/locales/book/book.toml: is nested too deeply"),
    ):
        other.write_bytes(data)
        assert run("find", "x", exit_code=2, folder=branch).stderr.startswith(told)


def test_the_shipped_book_is_a_base_that_nobody_writes_to(run: Run, tmp_path: Path) -> None:
    """Over the default book everything works, and its folder is left alone."""
    text = phrase("busy", f'say = "{OURS}"')
    branch = over(tmp_path / "branch", "default", {GREETING: text}, 'approval = "preferred"\nlocales = ["en", "ar"]\n')
    before = {path: path.stat().st_mtime_ns for path in shipped_workspace().glob("locales/**/*")}
    run("update", folder=branch)
    run("diff", "--accept", folder=branch)
    assert read_workspace(branch).book.phrases()["greeting.busy"].say == OURS
    assert {path: path.stat().st_mtime_ns for path in shipped_workspace().glob("locales/**/*")} == before
