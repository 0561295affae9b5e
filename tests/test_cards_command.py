"""``cards``: what a trainer gets on paper, is told, and finds again in the drawer."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from conftest import ROOT, Run, edit

from scripts_gen.cli import main
from scripts_gen.drawer import Issued
from scripts_gen.ledger import LEDGER, read_ledger
from scripts_gen.manifest import MANIFEST
from scripts_gen.produce import read_phrasebook
from scripts_gen.workspace import read_workspace

MM = 72 / 25.4
CODE = "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
FI, RU = "locales/fi/LC_MESSAGES/phrases.po", "locales/ru/LC_MESSAGES/phrases.po"
PORTER = """\
title = "Porter"
channel = ["face"]
appearance = "Neat."
encounter = ["language"]
at_hand = ["name"]
pocket = ["name.ask", "language.fetch"]
"""
DOORMAN = """\
title = "Doorman"
channel = ["face"]
appearance = "Neat."
encounter = ["name"]
"""
COURIER = ("-r", "courier", "-l", "fi", "--staff", "en")
BUSY = (*COURIER, "--only", "greeting.busy")
OLD, NEW = "Tervetuloa. Autan teitä heti, kun vapaudun tästä.", "Hetki vain, olkaa hyvä."
MORNING = "Hyvää huomenta. {organisation}, kuinka voin auttaa?"
LONG = "Odottakaa hetki, olkaa hyvä. " * 25
"""What fits on no card of ID-1."""


@dataclass(frozen=True)
class Made:
    """What one call made and said."""

    folder: Path
    stdout: str
    stderr: str

    def pages(self, name: str) -> list[str]:
        """The text of each page of a PDF."""
        return read_pages(self.folder / name)

    def sizes(self, name: str) -> list[tuple[int, int]]:
        """The width and height of each page in millimetres."""
        document = pypdfium2.PdfDocument(self.folder / name)
        return [(round(page.get_width() / MM), round(page.get_height() / MM)) for page in document]


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


Make = Callable[..., Made]


def read_pages(path: Path) -> list[str]:
    """The text of each page of a PDF, however it is broken into lines."""
    document = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.fixture(scope="module")
def make(abridged: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Call the command on a book that nobody edits, each call once; two more roles are a porter and a doorman."""
    root = Path(shutil.copytree(abridged, tmp_path_factory.mktemp("cards") / "workspace"))
    (root / "locales/book/roles/porter.toml").write_text(PORTER)
    (root / "locales/book/roles/doorman.toml").write_text(DOORMAN)
    known: dict[tuple[str, ...], Made] = {}

    def make(*arguments: str, exit_code: int = 0) -> Made:
        if arguments not in known:
            folder = root / f"out{len(known)}"
            call = ["-C", str(root), "cards", *arguments, "-o", str(folder)]
            result = CliRunner().invoke(main, call, catch_exceptions=False)
            assert result.exit_code == exit_code, result.output
            known[arguments] = Made(folder, result.stdout, result.stderr)
        return known[arguments]

    return make


def feet(pages: list[str]) -> list[tuple[str, str]]:
    """Number and code at the foot of each face, page by page."""
    return re.findall(rf"(\d+\.\d+) · ({CODE}) · \d{{4}}-\d\d-\d\d", " ".join(pages))


def places(made: Made, name: str) -> list[str]:
    """The numbers of the phrases on the fronts, in order."""
    return [place for place, _ in feet(made.pages(name)[::2])]


def states(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each file was written, and what it holds."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def reword(workspace: Path, old: str = OLD, new: str = NEW, file: str = FI) -> None:
    """Change what a courier says."""
    edit(workspace / file, f'msgstr "{old}"', f'msgstr "{new}"')


# --- which phrases ---------------------------------------------------------------------------------------------------


def test_deck_is_the_pocket_in_the_order_of_the_role(make: Make) -> None:
    """Situations as the role meets them, not as the book counts them or the pocket lists them."""
    made = make("-r", "porter", "-l", "fi")
    assert places(made, "porter.fi.pdf") == ["28.1", "3.1"]


def test_all_is_everything_and_so_is_a_role_without_a_pocket(make: Make) -> None:
    """Each phrase of the role that the language has, in order."""
    everything = make("-r", "porter", "-l", "en", "--all", "--card", "a6")
    own = make("-r", "doorman", "-l", "en", "--card", "a6")
    numbers = list(dict.fromkeys(places(everything, "porter.en.pdf")))
    assert len(numbers) == 24 + 17
    assert [number.partition(".")[0] for number in numbers] == ["28"] * 24 + ["3"] * 17
    assert list(dict.fromkeys(places(own, "doorman.en.pdf"))) == numbers[24:]


def test_situations_and_single_phrases_can_be_asked_for(make: Make) -> None:
    """Together they are all that is printed, in the order of the role and not of the call."""
    made = make("-r", "porter", "-l", "en", "--only", "language.point", "--situation", "name", "--card", "a6")
    numbers = list(dict.fromkeys(places(made, "porter.en.pdf")))
    assert numbers[0] == "28.2"
    assert [number.partition(".")[0] for number in numbers[1:]] == ["3"] * 17


def test_role_without_the_phrase_is_left_alone(make: Make) -> None:
    """Where one role has it, the others get no deck and are not spoken of."""
    for layout in ("phrase", "point"):
        made = make("-r", "courier", "-r", "chat-agent", "-l", "fi", "--only", "writing.late", "--layout", layout)
        name = "chat-agent.fi.pdf" if layout == "phrase" else "chat-agent.fi.point.pdf"
        assert {path.name for path in made.folder.iterdir()} == {name, "how-to-print.fi.pdf", MANIFEST}
        assert made.stdout.startswith("1 deck written")
        assert made.stderr == ""


def test_what_is_left_out_is_told(run: Run, workspace: Path) -> None:
    """A phrase that staff must not get is named with why; on a run that has nothing to set, too."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    told = "cashier.fi.pdf leaves out 2 translated: greeting.busy, language.fetch\n"
    for _ in range(2):
        result = run("cards", "-r", "cashier", "-l", "fi", exit_code=1)
        assert result.stderr == f"{told}not written: cashier.fi.pdf has no card to print\n"
    run("approve", "fi", "language.fetch", "--by", "Maria Santos")
    for _ in range(2):
        result = run("cards", "-r", "cashier", "-l", "fi")
        assert result.stderr == "cashier.fi.pdf leaves out 1 translated: greeting.busy\n"
    assert "unchanged" in result.stdout


# --- what cannot be --------------------------------------------------------------------------------------------------


def test_all_unknown_words_are_told_at_once(make: Make) -> None:
    """Each with the nearest right one, and with what the sheet cannot be; nothing is written."""
    words = ("-r", "portr", "-l", "fo", "--staff", "finnish-", "--only", "name.aks", "--situation", "langage")
    made = make(*words, "--card", "nonsense", "--start-at", "0", exit_code=2)
    told = made.stderr.splitlines()
    assert "no role 'portr'; did you mean 'porter'?" in told
    assert "no phrase 'name.aks'; did you mean 'name.ask'?" in told
    assert "no situation 'langage'; did you mean 'language'?" in told
    assert [line.partition(";")[0] for line in told if line.startswith("no locale")] == [
        "no locale 'finnish-'", "no locale 'fo'",
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in told if line.startswith("--")] == ["--card", "--start-at"]
    assert len(told) == 7
    assert not made.folder.exists()


def test_phrase_that_none_of_the_roles_says_is_told(make: Make) -> None:
    """It is in the book, but nobody who was asked for says it."""
    made = make("-r", "porter", "-l", "fi", "--only", "writing.late", "--situation", "writing", exit_code=2)
    assert made.stderr.splitlines() == [
        "--only: none of these roles has the phrase 'writing.late'",
        "--situation: none of these roles has the situation 'writing'",
    ]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("--all --only name.ask", "--all prints everything; leave --situation and --only out"),
        ("--all --situation name", "--all prints everything; leave --situation and --only out"),
        ("--offset left", "expected millimetres to the right and down, such as 0.8,-1.5"),
        ("--offset 1", "expected millimetres to the right and down"),
        ("--offset nan,0 --bleed nan", "--bleed: expected 0 to 10 mm, not nan\n--offset: backs are moved by 5 mm"),
        ("--copies 0", "0 is not in the range"),
        ("--layout poster", "'poster' is not one of 'phrase', 'role'"),
        ("--layout bilingual", "--layout: bilingual cards need a second language: add --staff LOCALE"),
        ("--layout fold --stock avery-32015", "perforated cards cannot be folded"),
        ("--stock avery-32051", "--stock: no stock 'avery-32051'; did you mean 'avery-32015'?"),
        ("--stock avery-32015 --start-at 9", "--start-at: no slot 9 to start at: a sheet has 8"),
        ("--start-at 11", "--start-at: no slot 11 to start at: a sheet has 10"),
        ("--card 90", "--card: no card size '90'; expected one of id1, a7, a6, a5, a4, a3, or width and height"),
        ("--card 9x500", "--card: a card's sides are 30 to 420 mm, not 9 × 500"),
        ("--card 210x297 --marks", "without marks it fits"),
        ("--duplex left", "--duplex: no edge to turn the sheet over 'left'"),
        ("--qr", "--qr: needs an address: set organisation.page in locales/book/book.toml"),
        ("--qr --duplex none", "--qr: goes on a back"),
        ("--layout wall --sheet card", "--sheet: a wall sheet is a whole one"),
        ("--speaker robot", "expected one of none"),
        ("--site Pier", "--site goes with --issue or --changed"),
        ("--preview png --issue", "leave --issue and --changed out"),
    ],
)
def test_call_that_cannot_be_is_told_and_makes_nothing(call: str, told: str, make: Make) -> None:
    """Exit code 2, each line of it says what would do; no file, no folder."""
    made = make("-r", "porter", "-l", "fi", *call.split(), exit_code=2)
    assert told in made.stderr
    assert not made.folder.exists()


def test_call_that_failed_is_not_remembered_as_done(run: Run, workspace: Path) -> None:
    """A wording that no font can show stops the run each time, and nothing is said to be there."""
    reword(workspace, new="Hetki ☎ vain.")
    for _ in range(2):
        assert "'☎' (U+260E BLACK TELEPHONE)" in run("cards", *BUSY, exit_code=2).stderr


def test_help_has_examples_and_fits_80_columns(run: Run) -> None:
    """So that nobody has to look elsewhere."""
    told = run("cards", "--help").stdout
    assert "scripts-gen cards --only payment.change --copies 10 --issue" in told
    assert max(map(len, told.splitlines())) <= 80


# --- what stands where -----------------------------------------------------------------------------------------------


CHILD = ("-r", "courier", "-l", "ru", "--staff", "fi", "--speaker", "male", "--listener", "male")


def child(make: Make, layout: str, *more: str) -> list[str]:
    """The pages that speak to a child, in one layout."""
    made = make(*CHILD, "--only", "greeting.child", "--layout", layout, *more)
    return made.pages(f"courier.ru-fi{'' if layout == 'phrase' else f'.{layout}'}.pdf")


def spoken(make: Make) -> tuple[str, str, str]:
    """The beginnings of wording, meaning and pronunciation of what is said to a child."""
    root = make(*CHILD, "--only", "greeting.child", "--layout", "phrase").folder.parent
    opened = read_workspace(root)
    entry = read_phrasebook(opened, "ru").entries["greeting.child"]
    meaning = read_phrasebook(opened, "fi").entries["greeting.child"].wording()
    texts = (entry.wording().forms[0], meaning.forms[0], entry.wording().pronunciation[0])
    first, second, third = (" ".join(text.split()[:2]) for text in texts)
    return first, second, third


def test_front_is_to_speak_from_and_back_to_understand(make: Make) -> None:
    """The wording in front; behind it meaning, sound, what to do and what not to say, in the language of staff."""
    wording, meaning, sound = spoken(make)
    front, back = child(make, "phrase")
    assert [text in front for text in (wording, meaning, sound)] == [True, False, False]
    assert [text in back for text in (wording, meaning, sound)] == [False, True, True]
    for word in ("Tervehtiminen", "Kuriiri"):
        assert word in front
        assert word in back
    opened = read_phrasebook(read_workspace(ROOT), "fi")
    for key in ("gesture", "not_say"):
        assert opened.word(key).text in back
        assert opened.word(key).text not in front


def test_one_side_has_it_all(make: Make) -> None:
    """Without duplex, meaning and sound stand below the wording."""
    (page,) = child(make, "phrase", "--duplex", "none", "--card", "a7")
    assert all(text in page for text in spoken(make))


def test_fold_has_both_faces_on_one_page(make: Make) -> None:
    """For a printer that prints one side: front and back side by side."""
    (page,) = child(make, "fold")
    assert all(text in page for text in spoken(make))
    assert len(feet([page])) == 2


def test_bilingual_front_has_both_languages(make: Make) -> None:
    """Each under its own name; the sound is behind."""
    wording, meaning, sound = spoken(make)
    front, back = child(make, "bilingual", "--card", "a6")
    assert [text in front for text in (wording, meaning, "Русский", "Suomi", sound)] == [True] * 4 + [False]
    assert sound in back


def test_script_is_told_to_go_on(make: Make) -> None:
    """Where a situation takes more faces than one, each says which of how many it is, and no line is on two."""
    made = make("-r", "porter", "-l", "en", "--situation", "name", "--layout", "role", "--card", "a7")
    text = " ".join(made.pages("porter.en.role.pdf"))
    shares = re.findall(r"· (\d)/(\d) ", text)
    count = len(shares)
    assert count > 1
    assert sorted(shares) == [(str(n), str(count)) for n in range(1, count + 1)]
    numbers = re.findall(r"(?<!·) (3\.\d+) (?!·)", text)
    assert len(numbers) == len(set(numbers)) == 17


def test_customer_points_at_the_own_language_numbers_and_answers(make: Make) -> None:
    """The finder has every language's own name of itself; answers stand below their question."""
    pages = child(make, "point", "--duplex", "none", "--card", "a6")
    text = " ".join(pages)
    finder = ["I speak English. englanti", "Puhun suomea. suomi", "Я говорю по-русски. venäjä", "Nagsasalita po ako ng"]
    assert [text.count(line) for line in finder] == [1] * 4
    assert sorted(finder, key=text.index) == finder
    assert " ".join(map(str, (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100))) in text
    wording, _, _ = spoken(make)
    _, _, asked = text.partition(wording)
    assert 0 < asked.index(" Да Kyllä") < asked.index(" Нет Ei")


def test_wall_has_a_situation_a_sheet(make: Make) -> None:
    """On whole sheets of the size asked for, printed on one side."""
    call = ("-r", "porter", "-l", "fi", "--layout", "wall", "--only", "name.ask", "--only", "language.fetch")
    made = make(*call, "--sheet", "letter")
    assert made.sizes("porter.fi.wall.pdf") == [(216, 279), (216, 279)]
    assert [place for place, _ in feet(made.pages("porter.fi.wall.pdf"))] == ["28.1", "3.1"]


def test_each_face_bears_its_code_and_the_date(make: Make) -> None:
    """Front and back alike; the same line has the same code in every layout."""
    found = set()
    for layout, more in (("phrase", ()), ("fold", ()), ("bilingual", ("--card", "a6")), ("wall", ()), ("role", ())):
        pages = child(make, layout, *more)
        codes = re.findall(rf" · ({CODE}) · (\d{{4}}-\d\d-\d\d)", " ".join(pages))
        assert len(codes) == (2 if layout in ("phrase", "fold", "bilingual") else 1)
        found |= set(codes)
    assert len(found) == 1


def test_code_is_of_the_words(run: Run, workspace: Path) -> None:
    """Another wording, meaning or pronunciation is another card; a better described gesture is the same."""
    ru = ("cards", "-r", "courier", "-l", "ru", "--staff", "fi", "--only", "greeting.busy", "--date", "2026-11-22")

    def code() -> str:
        run(*ru)
        ((_, code),) = set(feet(read_pages(workspace / "build/cards/courier.ru-fi.pdf")))
        return code

    codes = [code()]
    edit(
        workspace / "locales/fi/LC_MESSAGES/guidance.po",
        "Nosta katse, katso silmiin 3 metrin",
        "Katso silmiin 3 metrin",
    )
    assert code() == codes[0]
    reword(workspace)
    codes.append(code())
    edit(
        workspace / "locales/ru/LC_MESSAGES/pronunciation.po", "Zdrávstvuyte. Ya pomogú vam, kak", "Ya pomogú vam, kak"
    )
    codes.append(code())
    edit(workspace / RU, "Здравствуйте. Я помогу вам, как", "Я помогу вам, как")
    codes.append(code())
    assert len(set(codes)) == len(codes)


# --- on which paper --------------------------------------------------------------------------------------------------


def test_copies_begin_where_the_sheet_is_unused(make: Make) -> None:
    """The whole deck as often as asked for; the first sheet leaves out the slots that are gone."""
    made = make("-r", "porter", "-l", "fi", "--copies", "6", "--start-at", "9", "--duplex", "none")
    pages = made.pages("porter.fi.pdf")
    assert [[place for place, _ in feet([page])] for page in pages] == [["28.1", "3.1"], ["28.1", "3.1"] * 5]


def test_finished_piece_has_smaller_paper(make: Make) -> None:
    """For a holder of ID-1 cards are cut to 79.6 × 48 mm, and lie so on the sheet."""
    call = ("-r", "porter", "-l", "fi", "--only", "name.ask", "--copies", "4", "--duplex", "none")
    pitches = []
    for size in ("--paper", "--finished"):
        page = pypdfium2.PdfDocument(make(*call, size).folder / "porter.fi.pdf")[0].get_textpage()
        searcher = page.search("Porter")
        found = [page.get_charbox(at) for at, _ in iter(searcher.get_next, None)]
        (left, _, _, first), (right, *_), (_, _, _, second), _ = found
        pitches.append((round((right - left) / MM, 1), round((first - second) / MM, 1)))
    assert pitches == [(85.6, 54.0), (79.6, 48.0)]


def test_card_may_have_any_size(make: Make) -> None:
    """By width and height in millimetres; where no crop mark has room, what to cut along is told."""
    call = ("-r", "porter", "-l", "fi", "--card", "200x150")
    plain, marked = make(*call), make(*call, "--marks")
    assert plain.stdout.splitlines()[1:] == [
        "200x150 on a4 leaves no margin for crop marks: cut through the fine ticks at the corners."
    ]
    assert len(marked.stdout.splitlines()) == 1
    assert plain.sizes("porter.fi.pdf")[0] == (210, 297)
    assert marked.sizes("porter.fi.pdf")[0] == (297, 210)


def test_perforated_stock_brings_its_own_sheet(make: Make) -> None:
    """No card, sheet or mark has to be asked for."""
    made = make("-r", "porter", "-l", "fi", "--stock", "avery-5371", "--copies", "6")
    assert made.sizes("porter.fi.pdf") == [(216, 279)] * 4
    assert [len(feet([page])) for page in made.pages("porter.fi.pdf")] == [10, 10, 2, 2]


def test_print_shop_gets_pages_with_a_bleed(make: Make) -> None:
    """Each side a page of its own, the ink 3 mm over the trim."""
    made = make("-r", "porter", "-l", "fi", "--only", "name.ask", "--card", "a6", "--sheet", "card", "--bleed", "3")
    document = pypdfium2.PdfDocument(made.folder / "porter.fi.pdf")
    boxes = [[round(side / MM, 1) for side in (*page.get_trimbox(), *page.get_size())] for page in document]
    assert boxes == [[3.0, 3.0, 108.0, 151.0, 111.0, 154.0]] * 2


def test_look_of_a_card_may_be_chosen(make: Make) -> None:
    """Room for a lanyard, grey ink and turned answers each make another file of the same words."""
    call = ("-r", "porter", "-l", "ru", "--staff", "en", "--only", "name.ask", "--layout", "bilingual", "--card", "a6")
    looks = [make(*call, *more) for more in ((), ("--punch", "hole"), ("--ink", "gray"), ("--turn",))]
    files = {(made.folder / "porter.ru-en.bilingual.pdf").read_bytes() for made in looks}
    assert len(files) == len(looks)


def test_sheet_that_says_how_to_print_stands_beside_the_decks(make: Make) -> None:
    """In the language that staff read; one for each language where they read what they speak."""
    both = make("-r", "porter", "-l", "fi", "-l", "ru", "--staff", "en", "--only", "name.ask")
    assert {path.name for path in both.folder.iterdir()} == {
        "porter.fi-en.pdf", "porter.ru-en.pdf", "how-to-print.en.pdf", MANIFEST,
    }  # fmt: skip
    own = make("-r", "porter", "-l", "fi", "-l", "ru", "--only", "name.ask")
    assert {path.name for path in own.folder.iterdir() if path.name.startswith("how")} == {
        "how-to-print.fi.pdf", "how-to-print.ru.pdf",
    }  # fmt: skip


def test_book_says_what_the_call_does_not(run: Run, workspace: Path) -> None:
    """A QR code that the book wants is left out where it has no place, without a word."""
    edit(workspace / "locales/book/book.toml", 'name = "Northlight"', 'name = "Northlight"\npage = "https://n.example"')
    edit(workspace / "locales/book/book.toml", 'card = "id1"', 'card = "a7"\nqr = true\nlayout = "fold"')
    assert "a7 on a4" in run("cards", *BUSY).stdout
    with_qr = (workspace / "build/cards/courier.fi-en.fold.pdf").read_bytes()
    run("cards", *BUSY, "--no-qr")
    assert (workspace / "build/cards/courier.fi-en.fold.pdf").read_bytes() != with_qr
    run("cards", *BUSY, "--layout", "phrase", "--duplex", "none")
    run("cards", *BUSY, "--layout", "wall")
    assert "--qr: goes on a back" in run("cards", *BUSY, "--layout", "wall", "--qr", exit_code=2).stderr


# --- what did not change is not set again ----------------------------------------------------------------------------


def test_second_run_sets_nothing(run: Run, workspace: Path) -> None:
    """No file is touched, and it says so."""
    call = ("cards", "-r", "courier", "-r", "cashier", "-l", "fi", "--only", "greeting.busy")
    assert run(*call).stdout == "2 decks written to build/cards\n"
    before = states(workspace / "build/cards")
    assert run(*call).stdout == "2 decks in build/cards unchanged: nothing was set again\n"
    assert states(workspace / "build/cards") == before


def test_edited_wording_sets_its_decks_alone(run: Run, workspace: Path) -> None:
    """Another language's deck keeps its file; another size or a template of one's own sets both again."""
    call = ("cards", "-r", "courier", "-l", "fi", "-l", "ru", "--only", "greeting.busy")
    folder = workspace / "build/cards"

    def touched(*more: str) -> tuple[str, set[str]]:
        before = states(folder) if folder.exists() else {}
        told = run(*call, *more).stdout.splitlines()[0]
        return told, {
            name for name, state in states(folder).items() if name.startswith("cou") and state != before.get(name)
        }

    fi, ru = "courier.fi.pdf", "courier.ru.pdf"
    assert touched() == ("2 decks written to build/cards", {fi, ru})
    reword(workspace)
    assert touched() == ("1 deck written to build/cards, 1 unchanged", {fi})
    assert touched("--role", "cashier")[1] == set()
    assert touched("--card", "a7") == ("2 decks written to build/cards", {fi, ru})
    (workspace / "templates").mkdir()
    shutil.copy(ROOT / "templates/common.typ", workspace / "templates/common.typ")
    assert touched("--card", "a7") == ("0 decks written to build/cards, 2 unchanged", set())
    with (workspace / "templates/common.typ").open("a") as template:
        template.write("// ours\n")
    assert touched("--card", "a7") == ("2 decks written to build/cards", {fi, ru})


def test_deck_that_is_gone_or_damaged_is_made_again(run: Run, workspace: Path) -> None:
    """As it was, byte for byte, and the others are left; a damaged memory of it all does no harm."""
    call = ("cards", "-r", "courier", "-r", "cashier", "-l", "fi", "--only", "greeting.busy")
    folder = workspace / "build/cards"
    run(*call)
    before = states(folder)
    (folder / "courier.fi.pdf").unlink()
    assert run(*call).stdout == "1 deck written to build/cards, 1 unchanged\n"
    (folder / "cashier.fi.pdf").write_bytes(b"%PDF-1.7\n")
    assert run(*call).stdout == "1 deck written to build/cards, 1 unchanged\n"
    (folder / MANIFEST).write_text('{"files": {}, "run": "", "names": [[]]}')
    assert run(*call).stdout == "2 decks written to build/cards\n"
    assert {name: data for name, (_, data) in states(folder).items()} == {
        name: data for name, (_, data) in before.items()
    }
    assert "nothing was set again" in run(*call).stdout


def test_deck_that_does_not_fit_is_told_each_time(run: Run, workspace: Path) -> None:
    """It is not remembered as done, the others are; each card is named with what is over and what would do."""
    reword(workspace, new=LONG)
    call = ("cards", "-r", "courier", "-l", "fi", "-l", "ru", "--only", "greeting.busy")
    written = ["1 deck written to build/cards\n", "0 decks written to build/cards, 1 unchanged\n"]
    for stdout in written:
        result = run(*call, exit_code=1)
        assert result.stdout == stdout
        misfit, not_written = result.stderr.splitlines()
        assert re.fullmatch(
            rf"card {CODE} \(1\.1 greeting\.busy, fi\) does not fit: \d+\.\d mm too high for id1; it fits on a\d",
            misfit,
        )
        assert not_written == "not written: courier.fi.pdf does not fit"
    assert not (workspace / "build/cards/courier.fi.pdf").exists()


# --- pictures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "magic"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_preview_draws_a_picture_a_face(kind: str, magic: bytes, make: Make) -> None:
    """Numbered in the order of the deck, under the code of the card; nothing is printed."""
    made = make("-r", "porter", "-l", "fi", "--preview", kind)
    assert re.match(r"4 pictures written to ", made.stdout)
    pictures = sorted(path for path in made.folder.rglob("*") if path.is_file())
    assert [re.sub("-.{8}-", "-", path.name) for path in pictures] == [
        f"00{number}-{side}.{kind}" for number in (1, 2) for side in ("back", "front")
    ]
    assert all(magic in path.read_bytes()[:100] for path in pictures)
    assert {path.parent.name for path in pictures} == {"porter.fi"}


def test_preview_tells_what_does_not_fit(run: Run, workspace: Path) -> None:
    """The other faces are drawn; exit code 1."""
    reword(workspace, new=LONG)
    result = run("cards", *BUSY, "--preview", "svg", exit_code=1)
    assert "(1.1 greeting.busy, fi) does not fit" in result.stderr
    assert [path.name[-8:] for path in (workspace / "build/cards").rglob("*.svg")] == ["back.svg"]


# --- the drawer ------------------------------------------------------------------------------------------------------


def test_issued_cards_are_recorded(run: Run, workspace: Path) -> None:
    """One line a card with all that was on it, where it went and how many; without the option nothing is."""
    run("cards", *BUSY)
    assert not (workspace / LEDGER).exists()
    run("cards", *BUSY, "--issue", "--copies", "5", "--site", "Pier 4")
    (line,) = (workspace / LEDGER).read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    ((_, code),) = set(feet(read_pages(workspace / "build/cards/courier.fi-en.pdf")))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", record.pop("date"))
    assert re.fullmatch("[0-9a-f]{8}", record.pop("run"))
    assert record == {
        "code": code,
        "layout": "phrase",
        "card": "id1",
        "role": "courier",
        "locales": ["fi", "en"],
        "lines": [
            {
                "key": "greeting.busy",
                "locale": "fi",
                "wording": OLD,
                "meaning": "Welcome. I will help you as soon as I finish here.",
            }
        ],
        "edition": "2026-11-22",
        "copies": 5,
        "site": "Pier 4",
    }


def test_each_issue_is_a_printing(run: Run, workspace: Path) -> None:
    """What is there is set once more and handed out once more; a deck that does not fit went to nobody."""
    for _ in range(2):
        assert run("cards", *BUSY, "--issue").stdout == "1 deck written to build/cards\n"
    assert [record.copies for record in read_ledger(workspace).records if isinstance(record, Issued)] == [1, 1]
    reword(workspace, new=LONG)
    run("cards", *BUSY, "--issue", exit_code=1)
    assert len(read_ledger(workspace).records) == 2


def test_shipped_book_issues_nothing(run: Run, tmp_path: Path) -> None:
    """The installed book has no drawer; nothing is printed either."""
    result = run("cards", *BUSY, "--issue", folder=tmp_path, exit_code=2)
    assert "the shipped book is read-only" in result.stderr
    assert not (tmp_path / "build").exists()


def test_edited_wording_is_found_replaced_and_closed_in_every_layout(run: Run, workspace: Path) -> None:
    """From the edit over the drawer and the card in the hand to new cards, as many as there were, and back to order."""
    edit(workspace / "locales/book/book.toml", 'locales = ["en", "ar", "fi", "ru", "tl"]', 'locales = ["en", "fi"]')
    layouts = {"phrase": 3, "role": 2, "bilingual": 1, "point": 1, "wall": 2, "fold": 4}
    for layout, copies in layouts.items():
        call = (*COURIER, "--only", "greeting.busy", "--only", "greeting.group", "--card", "a6", "--layout", layout)
        run("cards", *call, "--issue", "--copies", str(copies))
    assert run("drawer").stdout.endswith("0 superseded, 0 withdrawn; 0 replaced\n")
    assert run("cards", "--changed").stdout == "Every card that was issued is current.\n"
    old = "Lämpimästi tervetuloa kaikille. Oletteko samaa seuruetta?"
    reword(workspace, old, NEW)

    found = json.loads(run("drawer", "--json", exit_code=1).stdout)["cards"]
    assert {card["layout"]: card["copies"] for card in found} == layouts
    assert {card["state"] for card in found} == {"superseded"}
    assert {(change["old"], change["new"]) for card in found for change in card["changes"]} == {(old, NEW)}
    codes = sorted({card["code"] for card in found})
    (answer, *_) = json.loads(run("verify", codes[0].lower(), "--json", exit_code=1).stdout)
    assert (answer["code"], answer["cards"][0]["state"]) == (codes[0], "superseded")

    folder = workspace / "build/cards"
    result = run("cards", "--changed", "--issue", "--staff", "fi")
    assert result.stderr == ""
    written = {path.name.removeprefix("changed."): path for path in folder.glob("changed.*")}
    assert sorted(written) == [
        "a4.courier.fi-en.wall.pdf",
        "a6.courier.fi-en.bilingual.pdf",
        "a6.courier.fi-en.fold.pdf",
        "a6.courier.fi-en.pdf",
        "a6.courier.fi-en.point.pdf",
        "a6.courier.fi-en.role.pdf",
    ]
    fronts = {name: _front_codes(path) for name, path in written.items()}
    assert {name.split(".")[-2]: len(found) for name, found in fronts.items()} == {
        "wall": 2, "bilingual": 1, "fold": 4, "fi-en": 3, "point": 1, "role": 2,
    }  # fmt: skip
    alone = [path for name, path in written.items() if not name.endswith((".role.pdf", ".wall.pdf"))]
    assert not any(OLD[:15] in page for path in alone for page in read_pages(path))

    swap = (folder / "swap.courier.txt").read_text(encoding="utf-8")
    assert swap in result.stdout
    assert swap.startswith(f"{read_phrasebook(read_workspace(workspace), 'fi').word('swap').text} – Kuriiri\n")
    put_in = {code for found in fronts.values() for code in found}
    assert set(re.findall(CODE, swap)) == {*codes, *put_in}

    assert run("drawer").stdout.endswith(f"0 superseded, 0 withdrawn; {len(found)} replaced\n")
    assert "replaced by" in run("verify", codes[0], exit_code=1).stdout
    assert run("verify", *put_in).stdout.count("current") >= len(put_in)


def _front_codes(path: Path) -> list[str]:
    """The code of each piece in a PDF: of the fronts, or of one of two faces that lie side by side."""
    pages = read_pages(path)
    one_sided = path.name.endswith((".wall.pdf", ".fold.pdf"))
    texts = pages if one_sided else pages[::2]
    found = re.findall(rf" · ({CODE}) · ", " ".join(texts))
    return found[::2] if path.name.endswith(".fold.pdf") else found


def test_withdrawn_phrase_is_only_taken_out(run: Run, workspace: Path) -> None:
    """Nothing is printed in its place, and nothing is amiss; what was taken out is to be said."""
    run("cards", *BUSY, "--only", "greeting.morning", "--issue", "--copies", "2")
    reword(workspace, new="")
    result = run("cards", "--changed", "--issue")
    assert result.stderr == ""
    assert not list((workspace / "build/cards").glob("changed.*"))
    swap = (workspace / "build/cards/swap.courier.txt").read_text()
    (code,) = re.findall(CODE, swap)
    assert f"2 × {code}" in swap
    assert "1 current, 0 superseded, 1 withdrawn; 0 replaced" in run("drawer", exit_code=1).stdout
    run("drawer", "--taken-out", code)
    assert "1 current, 0 superseded, 0 withdrawn; 1 replaced" in run("drawer").stdout


def test_each_site_has_its_own_drawer(run: Run, workspace: Path) -> None:
    """What is asked for one is printed and closed for that one, in as many copies as lie there."""
    run("cards", *BUSY, "--issue", "--site", "Pier 4", "--copies", "3")
    run("cards", *BUSY, "--issue", "--site", "Gate", "--copies", "2")
    reword(workspace)
    folder = workspace / "build/cards"
    run("cards", "--changed", "--issue", "--site", "Pier 4")
    assert len(_front_codes(folder / "changed.id1.courier.fi-en.pdf")) == 3
    assert (folder / "swap.courier.txt").read_text().splitlines()[1] == "Pier 4:"
    assert "Gate" not in (folder / "swap.courier.txt").read_text()
    assert "1 replaced" in run("drawer", "--site", "Pier 4").stdout
    assert "1 superseded" in run("drawer", "--site", "Gate", exit_code=1).stdout
    told = run("cards", "--changed", "--site", "Gat", "--role", "courir", exit_code=2).stderr
    assert "no role 'courir'; did you mean 'courier'?" in told
    assert "no site 'Gat'; did you mean 'Gate'?" in run("cards", "--changed", "--site", "Gat", exit_code=2).stderr


def test_card_that_has_no_room_for_its_new_wording_stays_in_the_drawer(run: Run, workspace: Path) -> None:
    """Nobody is told to put in what was not printed; the others are replaced, exit code 1."""
    run("cards", *BUSY, "--issue")
    run("cards", *COURIER, "--only", "greeting.morning", "--issue", "--card", "a7")
    reword(workspace, new=LONG)
    reword(workspace, MORNING, NEW)
    result = run("cards", "--changed", "--issue", exit_code=1)
    assert "not written: changed.id1.courier.fi-en.pdf does not fit" in result.stderr
    assert [path.name for path in (workspace / "build/cards").glob("changed.*")] == ["changed.a7.courier.fi-en.pdf"]
    (swap,) = re.findall(f"{CODE}.*{CODE}", (workspace / "build/cards/swap.courier.txt").read_text())
    told = run("drawer", exit_code=1).stdout
    assert "1 current, 1 superseded, 0 withdrawn; 1 replaced" in told
    assert not set(re.findall(CODE, told)) & set(re.findall(CODE, swap))


def test_nothing_is_replaced_by_halves(run: Run, workspace: Path) -> None:
    """Where one of the sheets cannot be, none is printed and recorded."""
    run("cards", *BUSY, "--issue", "--layout", "bilingual")
    run("cards", *BUSY, "--issue", "--card", "a7")
    reword(workspace)
    before = (workspace / LEDGER).read_bytes()
    result = run("cards", "--changed", "--issue", "--start-at", "9", exit_code=2)
    assert result.stderr == "--start-at: no slot 9 to start at: a sheet has 8\n"
    assert (workspace / LEDGER).read_bytes() == before
    assert not list((workspace / "build/cards").glob("changed.*"))
