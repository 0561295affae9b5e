"""``cards --site``: a folder a site, each with its own name, paper and words; what is the same is set and told once."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from conftest import Run, edit

from scripts_gen.drawer import Issued
from scripts_gen.ledger import read_ledger
from scripts_gen.manifest import MANIFEST
from scripts_gen.place import open_place
from scripts_gen.resources import find_resource

LONG = "Odottakaa hetki, olkaa hyvä. " * 25
"""What fits on no card of ID-1."""
FI = "locales/fi/LC_MESSAGES/phrases.po"
MORNING = "Hyvää huomenta. {organisation}, kuinka voin auttaa?"
LIST = """\
site,organisation,hotline,website,locales,roles,sheet,card
harbour,Hotel Harbour,+358 9 1,harbour.example,fi en,courier cashier,,
hill,Hotel Hill,+358 9 2,hill.example,fi,courier cashier,,
island,Hotel Island,+358 9 3,island.example,fi,courier,letter,a7
"""
CALL = ("cards", "--only", "greeting.morning")


@pytest.fixture(scope="module")
def abridged(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief book at three sites."""
    root = Path(shutil.copytree(brief, tmp_path_factory.mktemp("listed") / "workspace"))
    (root / "sites.csv").write_text(LIST)
    return root


def names(folder: Path) -> dict[str, set[str]]:
    """The documents of each folder."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*.pdf"):
        found.setdefault(path.parent.relative_to(folder).as_posix(), set()).add(path.name)
    return found


def text(path: Path) -> str:
    """What stands on the pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    return " ".join(word for page in document for word in page.get_textpage().get_text_bounded().split())


def size(path: Path) -> tuple[int, int]:
    """The first page in millimetres."""
    page = pypdfium2.PdfDocument(path)[0]
    return round(page.get_width() * 25.4 / 72), round(page.get_height() * 25.4 / 72)


def stamps(folder: Path) -> dict[str, int]:
    """When each document was written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}


# --- a folder a site -------------------------------------------------------------------------------------------------


def test_each_site_has_a_folder_with_its_own_cards(run: Run, workspace: Path) -> None:
    """In its name, in its languages, for its roles, on its paper, with the sheets that say how to print."""
    told = run(*CALL, "--site", "all").stdout.splitlines()
    folder = workspace / "build/cards"
    assert told == [
        "7 decks for 3 sites written to build/cards",
        "a7 on letter leaves no margin for crop marks: cut through the fine ticks at the corners.",
    ]
    assert names(folder) == {
        "harbour": {
            *(f"{role}.{code}.pdf" for role in ("cashier", "courier") for code in ("en", "fi")),
            "how-to-print.en.pdf",
            "how-to-print.fi.pdf",
        },
        "hill": {"cashier.fi.pdf", "courier.fi.pdf", "how-to-print.fi.pdf"},
        "island": {"courier.fi.pdf", "how-to-print.fi.pdf"},
    }
    assert "Hotel Hill" in text(folder / "hill/courier.fi.pdf")
    assert "Hotel Harbour" in text(folder / "harbour/courier.fi.pdf")
    assert size(folder / "hill/courier.fi.pdf") == (210, 297)
    assert size(folder / "island/courier.fi.pdf") == (279, 216)


def test_command_line_narrows_and_overrides(run: Run, workspace: Path) -> None:
    """A role or language is asked of the sites that have it; the paper that is asked for is every site's."""
    result = run(*CALL, "--site", "hill", "--site", "Island", "-r", "cashier", "--sheet", "a4")
    assert result.stdout.splitlines()[0] == "1 deck for 1 site written to build/cards"
    assert result.stderr.startswith("left out: island: has none of the roles")
    run(*CALL, "--site", "island", "--sheet", "a4", "--card", "id1")
    assert size(workspace / "build/cards/island/courier.fi.pdf") == (210, 297)
    staffed = run(*CALL, "--site", "hill", "-r", "courier", "--staff", "ru").stdout
    assert staffed == "1 deck for 1 site written to build/cards\n"  # staff may read what the site does not speak
    assert "courier.fi-ru.pdf" in names(workspace / "build/cards")["hill"]


def test_site_has_the_bytes_that_it_would_have_alone(run: Run, workspace: Path, tmp_path: Path) -> None:
    """A deck that is the same at several sites is set once, and none stands for another."""
    call = ("cards", "--situation", "greeting", "-r", "courier", "-l", "fi")
    run(*call, "--site", "all", "-o", "together")
    for key in ("harbour", "hill"):
        run(*call, "--site", key, "-o", f"alone-{key}")
        for name in names(workspace / f"alone-{key}")[key]:
            assert (workspace / "together" / key / name).read_bytes() == (
                workspace / f"alone-{key}" / key / name
            ).read_bytes()


def test_deck_that_does_not_name_the_organisation_is_the_same_everywhere(run: Run, workspace: Path) -> None:
    """Where paper and dates are the same; and it is that of a workspace of this one organisation."""
    call = ("cards", "--only", "greeting.busy", "-r", "courier", "-l", "fi")
    run(*call, "--site", "harbour", "--site", "hill")
    folder = workspace / "build/cards"
    edit(workspace / "locales/book/book.toml", 'name = "Northlight"', 'name = "Hotel Hill"')
    run(*call, "-o", "alone")
    alone = (workspace / "alone/courier.fi.pdf").read_bytes()
    assert [(folder / key / "courier.fi.pdf").read_bytes() for key in ("harbour", "hill")] == [alone, alone]


def test_template_of_ones_own_may_name_the_organisation(run: Run, workspace: Path) -> None:
    """Then no deck of one site stands for that of another."""
    (workspace / "templates").mkdir()
    faces = (find_resource("templates") / "faces.typ").read_text()
    (workspace / "templates/faces.typ").write_text(faces + "\n#let seen = organisation\n")
    run("cards", "--only", "greeting.busy", "-r", "courier", "-l", "fi", "--site", "harbour", "--site", "hill")
    keys = {
        json.loads((workspace / f"build/cards/{key}" / MANIFEST).read_text())["files"]["courier.fi.pdf"]["key"]
        for key in ("harbour", "hill")
    }
    assert len(keys) == 2


# --- what is wrong ---------------------------------------------------------------------------------------------------


def test_all_that_cannot_be_printed_is_told_by_row_before_anything_is(run: Run, workspace: Path) -> None:
    """A card too large for its sheet, perforated cards that cannot be folded: each with file, row, site and column."""
    (workspace / "sites.csv").write_text(
        LIST.replace("letter,a7", "a4,a3").replace("hill.example,fi,courier cashier,,", "hill.example,fi,courier,a4,a3")
    )
    errors = run(*CALL, "--site", "all", exit_code=2).stderr.splitlines()
    assert all("the a3 card (297 × 420 mm) does not fit on the a4 sheet" in line for line in errors)
    assert [line.partition(": the")[0] for line in errors] == ["sites.csv:3: hill card", "sites.csv:4: island card"]
    assert not (workspace / "build").exists()


def test_fault_of_the_call_is_told_once(run: Run) -> None:
    """It is not the rows' fault; and all unknown words are told together."""
    errors = run(*CALL, "--site", "all", "--card", "a3", exit_code=2).stderr.splitlines()
    assert [line.partition(": the")[0] for line in errors] == ["--card"] * len(errors)
    errors = run("cards", "--only", "greeting.mornin", "--site", "hil", exit_code=2).stderr.splitlines()
    assert errors == [
        "no phrase 'greeting.mornin'; did you mean 'greeting.morning'?",
        "no site 'hil'; did you mean 'hill'?",
    ]


def test_call_that_cannot_be_is_told(run: Run, workspace: Path) -> None:
    """Pictures are of the book; without a list there is one drawer."""
    assert "leave --site out" in run(*CALL, "--site", "hill", "--preview", "svg", exit_code=2).stderr
    (workspace / "sites.csv").unlink()
    told = run(*CALL, "--site", "a", "--site", "b", "--issue", exit_code=2).stderr
    assert "there is no sites.csv" in told
    assert "with a list of sites in sites.csv" in run(*CALL, "--site", "all", exit_code=2).stderr


def test_same_news_of_many_sites_is_told_once(run: Run, workspace: Path) -> None:
    """What does not fit is told with the sites where it does not, what is left out without them; exit code 1."""
    edit(workspace / FI, f'msgstr "{MORNING}"', f'msgstr "{LONG}"')
    result = run("cards", "--only", "greeting.morning", "--only", "greeting.busy", "--site", "all", exit_code=1)
    lines = [re.sub(r"card \S+ .* mm too high", "card … mm too high", line) for line in result.stderr.splitlines()]
    assert lines == [
        "card … mm too high for id1; it fits on a6 (harbour, hill)",  # of the courier
        "not written: courier.fi.pdf does not fit (harbour, hill, island)",
        "card … mm too high for id1; it fits on a6 (harbour, hill)",  # of the cashier, who has more to do
        "not written: cashier.fi.pdf does not fit (harbour, hill)",
        "card … mm too high for a7; it fits on a6 (island)",
    ]
    assert "courier.fi.pdf" not in names(workspace / "build/cards")["harbour"]
    assert "courier.en.pdf" in names(workspace / "build/cards")["harbour"]


# --- what did not change ---------------------------------------------------------------------------------------------


def test_unchanged_sites_are_not_set_again(run: Run, workspace: Path) -> None:
    """A row that changed sets its site's decks that show it; a row that is moved, or another site, sets none."""
    folder = workspace / "build/cards"
    call = ("cards", "--only", "greeting.morning", "--only", "greeting.busy", "-r", "courier", "--site", "all")
    run(*call)
    before = stamps(folder)
    told = run(*call).stdout.splitlines()[0]
    assert told == "4 decks for 3 sites in build/cards unchanged: nothing was set again"
    head, *rows = LIST.splitlines()
    renamed = [row.replace("Hotel Hill", "The Hill") for row in reversed(rows)]
    (workspace / "sites.csv").write_text("\n".join([head, *renamed, "new,New,1,new.example,fi,courier,,", ""]))
    told = run(*call).stdout.splitlines()[0]
    assert told == "2 decks for 4 sites written to build/cards, 3 unchanged"
    after = stamps(folder)
    assert {name for name in after if before.get(name) != after[name]} == {
        "hill/courier.fi.pdf",
        "new/courier.fi.pdf",
        "new/how-to-print.fi.pdf",
    }
    (folder / "harbour/courier.en.pdf").write_bytes(b"%PDF-1.7\n")
    assert run(*call).stdout.splitlines()[0] == "1 deck for 4 sites written to build/cards, 4 unchanged"


# --- the drawers -----------------------------------------------------------------------------------------------------


def test_each_site_has_a_drawer_of_its_own_words(run: Run, workspace: Path) -> None:
    """Its key is in the ledger; a card is stale where its site's words have changed, and only there replaced."""
    call = ("cards", "--only", "greeting.morning", "-r", "courier", "-l", "fi")
    run(*call, "--issue", "--site", "all")
    assert [(record.site, len(record.lines)) for record in issued(workspace)] == [
        ("harbour", 1),
        ("hill", 1),
        ("island", 1),
    ]
    assert run("drawer").stdout.startswith("3 current, 0 superseded")
    code = next(record.code for record in issued(workspace) if record.site == "hill")
    run("verify", code)
    edit(workspace / "sites.csv", "Hotel Hill", "The Hill")
    assert "1 superseded" in run("drawer", exit_code=1).stdout
    run("verify", code, exit_code=1)
    assert "no site 'hil'" in run("cards", "--changed", "--site", "hil", exit_code=2).stderr
    assert "current" in run("cards", "--changed", "--site", "harbour").stdout
    told = run("cards", "--changed", "--issue", "--site", "all").stdout
    assert "written  build/cards/hill/changed.id1.courier.fi.pdf" in told
    assert "The Hill" in text(workspace / "build/cards/hill/changed.id1.courier.fi.pdf")
    assert (workspace / "build/cards/hill/swap.courier.txt").is_file()
    assert run("drawer").stdout.startswith("3 current, 0 superseded, 0 withdrawn; 1 replaced")


def test_card_in_a_language_that_its_site_gave_up_is_withdrawn(run: Run, workspace: Path) -> None:
    """It is taken out there and not printed again; at other sites it stays."""
    call = ("cards", "--only", "greeting.busy", "-r", "courier")
    run(*call, "--issue", "--site", "harbour")
    edit(workspace / "sites.csv", "harbour.example,fi en,", "harbour.example,fi,")
    assert "1 withdrawn" in run("drawer", exit_code=1).stdout
    before = names(workspace / "build/cards")
    code = next(record.code for record in issued(workspace) if record.locale == "en")
    assert code in run("cards", "--changed", "--site", "harbour").stdout
    assert names(workspace / "build/cards") == before
    run(*call, "--issue", "--site", "hill")
    assert "1 withdrawn" in run("drawer", exit_code=1).stdout


def issued(workspace: Path) -> list[Issued]:
    """What the ledger holds of printed cards."""
    return [record for record in read_ledger(workspace).records if isinstance(record, Issued)]


# --- elsewhere -------------------------------------------------------------------------------------------------------


def test_cards_go_to_an_address_and_are_known_there(run: Run, workspace: Path) -> None:
    """The same bytes as in a folder; a second run sets nothing; what is gone is made again."""
    fsspec = pytest.importorskip("fsspec")
    run(*CALL, "--site", "all", "-o", "here")
    files = fsspec.filesystem("memory")
    call = (*CALL, "--site", "all", "-o", "memory://bucket/cards")
    assert run(*call).stdout.splitlines()[0] == "7 decks for 3 sites written to memory://bucket/cards"
    there = {name.removeprefix("/bucket/cards/"): files.cat_file(name) for name in files.find("/bucket/cards")}
    assert {f"{key}/{MANIFEST}" for key in ("harbour", "hill", "island")} <= there.keys()
    here = {
        path.relative_to(workspace / "here").as_posix(): path.read_bytes()
        for path in (workspace / "here").rglob("*.pdf")
    }
    assert {name: data for name, data in there.items() if name.endswith(".pdf")} == here
    assert "unchanged: nothing was set again" in run(*call).stdout
    files.rm_file("/bucket/cards/hill/courier.fi.pdf")
    files.pipe_file("/bucket/cards/island/courier.fi.pdf", b"%PDF")
    assert run(*call).stdout.splitlines()[0] == "2 decks for 3 sites written to memory://bucket/cards, 5 unchanged"
    assert files.cat_file("/bucket/cards/hill/courier.fi.pdf") == there["hill/courier.fi.pdf"]


def test_address_of_a_file_is_a_folder(run: Run, workspace: Path, tmp_path: Path) -> None:
    """It needs no library."""
    run(*CALL, "-r", "courier", "-l", "fi", "-o", (tmp_path / "out put").as_uri())
    assert names(tmp_path / "out put") == {".": {"courier.fi.pdf", "how-to-print.fi.pdf"}}
    run("scripts", "-r", "courier", "-l", "fi", "-f", "txt", "-o", "memory://scripts")
    assert open_place("memory://scripts").read("courier.fi.txt")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://bucket/cards", "s3://bucket/cards: Install s3fs to access S3"),
        ("pigeon://user:secret@loft/cards", "pigeon://loft/cards: Protocol not known: pigeon"),
    ],
)
def test_address_that_nothing_opens_is_told(address: str, told: str, run: Run) -> None:
    """In one line, without its password, with exit code 2."""
    pytest.importorskip("fsspec")
    assert run(*CALL, "--site", "hill", "-o", address, exit_code=2).stderr == f"{told}\n"
