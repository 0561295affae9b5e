"""What the documents say is what the program does: commands, options, files, checks."""

from __future__ import annotations

import re
import shlex
import textwrap
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import click
import pytest
from conftest import ROOT, Run

from scripts_gen.cli import COMMANDS, main
from scripts_gen.cli.cards import cards
from scripts_gen.errors import InputError
from scripts_gen.instructions import finished, pouch
from scripts_gen.interface import WORDS
from scripts_gen.organisation import LAYOUTS, PrintDefaults
from scripts_gen.paper import CARDS, STOCKS, Paper, Stock
from scripts_gen.sheet import lay_out

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
STAFF = (ROOT / "docs" / "staff.md").read_text(encoding="utf-8")
TRAINERS = (ROOT / "docs" / "trainers.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def shown_commands() -> list[tuple[str, list[str]]]:
    """Each ``scripts-gen …`` that a document shows, in blocks and in lines of prose."""
    found = []
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        lines = [line[2:] for block in blocks(text, "console") for line in block.splitlines() if line.startswith("$ ")]
        lines += re.findall(r"`(scripts-gen [a-z][^`]*)`", text)
        found += [(path.name, shlex.split(line)) for line in lines if line.startswith("scripts-gen ")]
    return found


@pytest.mark.parametrize(("name", "words"), shown_commands(), ids=lambda value: " ".join(value) if value else "")
def test_shown_command_is_understood(name: str, words: list[str]) -> None:
    """Each command in a document exists and takes the options and arguments shown."""
    arguments = [word for word in words[1:] if word != "WORDS…"]
    if arguments[0] == "-C":
        arguments = arguments[2:]
    command: click.Command | None = main
    while isinstance(command, click.Group):
        command = command.get_command(click.Context(command), arguments[0])
        assert command, f"{name}: no command {arguments[0]}"
        arguments = arguments[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in arguments if word.startswith("-") and word not in known] == []


def test_every_command_has_help_with_an_example(run: Run) -> None:
    """Each command says what it does, shows an example of itself, and fits into 80 columns."""
    assert all(name in run("--help").output for name in COMMANDS)
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        for inner in ("", *(command.commands if isinstance(command, click.Group) else ())):
            words = f"{name} {inner}".split()
            text = run(*words, "--help").output
            assert f"  scripts-gen {' '.join(words)}" in text
            assert max(map(len, text.splitlines())) <= 80


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    """The list of commands is written without loading them; each line is the first of the command's own help."""
    for name, (_, summary) in COMMANDS.items():
        command = main.get_command(click.Context(main), name)
        assert command
        assert command.get_short_help_str(80) == summary


def test_readme_lists_every_command() -> None:
    """The README's table has a row for each command."""
    for name in COMMANDS:
        assert re.search(rf"^\| `scripts-gen {name}[ `]", README, re.MULTILINE), name


def test_the_pre_commit_hook_calls_a_command() -> None:
    """What the hook of the repository runs is a command, on files of the kind that it takes."""
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"^  entry: scripts-gen (\S+)$", hook, re.MULTILINE)
    assert entry
    assert entry[1] in COMMANDS
    assert r"files: \.po$" in hook


def test_linked_files_and_pictures_exist() -> None:
    """Every link of a document that stays in the project leads somewhere."""
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"


def test_linked_headings_exist() -> None:
    """Every link to a heading of a document leads to one."""
    for path in DOCUMENTS:
        for target, place in re.findall(r"\]\(([\w/.-]+)#([^)]+)\)", path.read_text(encoding="utf-8")):
            headings = re.findall(r"^#+ (.+)$", (path.parent / target).read_text(encoding="utf-8"), re.MULTILINE)
            places = [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]
            assert place in places, f"{path.name}: {target}#{place}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_shown_toml_is_toml(path: Path) -> None:
    """What a document shows as TOML can be read as such."""
    for block in blocks(path.read_text(encoding="utf-8"), "toml"):
        assert tomllib.loads(block)


def test_readme_way_from_phrase_to_card_works(run: Run, tmp_path: Path) -> None:
    """The README's five minutes, done as written: a phrase, an update, a translation, a seal, a card."""
    run("init", "our-hotel", folder=tmp_path)
    hotel = tmp_path / "our-hotel"
    toml = next(block for block in blocks(README, "toml") if "umbrella" in block)
    greeting = hotel / "locales/book/situations/greeting.toml"
    text = greeting.read_text(encoding="utf-8")
    step = re.search(r"in[\s]+the step `(\S+)`", README)
    assert step
    end = text.find("[[step]]", text.index(f'key = "{step[1]}"'))
    greeting.write_text(f"{text[:end]}{toml}\n{text[end:]}" if end > 0 else f"{text}\n{toml}", encoding="utf-8")
    run("update", folder=hotel)
    catalog = hotel / "locales/fi/LC_MESSAGES/phrases.po"
    shown = next(block for block in blocks(README, "po") if "umbrella" in block)
    empty = shown.rsplit("msgstr", 1)[0] + 'msgstr ""\n'
    assert empty in catalog.read_text(encoding="utf-8")
    catalog.write_text(catalog.read_text(encoding="utf-8").replace(empty, shown), encoding="utf-8")
    run("approve", "fi", "greeting.umbrella", "--by", "Aino Laine", folder=hotel)
    only = next(words[1:] for name, words in shown_commands() if name == "README.md" and "--only" in words)
    assert only[-1] == "greeting.umbrella"
    assert "1 deck written to build/cards" in run(*only, folder=hotel).output
    assert (
        "1 deck written to build/cards" in run("cards", "--role", "receptionist", "--locale", "fi", folder=hotel).output
    )
    assert (hotel / "build/cards/receptionist.fi.pdf").stat().st_size > 10_000
    assert "· approved" in run("find", "umbrella", "-l", "fi", "-n", "1", folder=hotel).output
    made = next(words[1:] for name, words in shown_commands() if name == "README.md" and words[1] == "page")
    told = run(*made, folder=hotel)
    assert "the page in ar leaves out 1 missing: greeting.umbrella\n" in told.stderr
    assert re.fullmatch(r"build/page\.html: \d+ kB, 5 languages\n", told.stdout)
    assert "Saanko lainata teille sateenvarjon?" in (hotel / "build/page.html").read_text(encoding="utf-8")


def test_what_staff_pin_up_is_one_page() -> None:
    """What hangs beside a till is one sheet of A4, at 11 pt about 55 lines of 85 letters: nobody turns it over."""
    lines = 0
    for part in STAFF.strip().split("\n\n"):
        rows = part.splitlines() if part.startswith(("|", "```", "1.")) else [part]
        rows = [" ".join(row.split()) for row in rows if not row.startswith(("| ---", "```"))]
        lines += sum(max(1, len(textwrap.wrap(row, 85))) for row in rows) + 1  # and the space below
    assert lines <= 55
    assert len(STAFF.split()) <= 500


def test_staff_are_told_of_buttons_that_there_are() -> None:
    """Each word in bold to staff that is no sentence of its own is one that the page or a card has."""
    told = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", STAFF, re.DOTALL)}
    begins = {words for words in told if re.search(rf"(?m)^(?:\d\. )?\*\*{re.escape(words)}", STAFF)} - {"DRAFT"}
    assert len(told - begins) >= 15
    assert told - begins <= {*WORDS.values()}


def test_what_trainers_are_shown_as_urgent_is_what_ships() -> None:
    """The table that an older workspace takes from the trainers' document is that of the shipped book."""
    shown = next(block for block in blocks(TRAINERS, "toml") if block.startswith("[urgent]"))
    book = (ROOT / "locales/book/book.toml").read_text(encoding="utf-8")
    assert tomllib.loads(shown)["urgent"] == tomllib.loads(book)["urgent"]


def in_table(text: str, name: str) -> list[str]:
    """The rows of a document's tables that begin with a name as code."""
    return re.findall(rf"^\| `{re.escape(name)}`[ |].*$", text, re.MULTILINE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_shown(layout: str) -> None:
    """Each layout has a row for trainers with its picture, which the README shows, too."""
    picture = f"pictures/layout-{layout}.png"
    assert any(f"]({picture})" in row for row in in_table(TRAINERS, layout))
    assert f"](docs/{picture})" in README


def test_pictures_are_small_and_used() -> None:
    """Each picture is quickly loaded, and stands in a document."""
    shown = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for path in sorted((ROOT / "docs" / "pictures").glob("*")):
        assert f"pictures/{path.name})" in shown, path.name
        assert path.stat().st_size < 60_000, path.name


def test_trainers_are_told_every_default() -> None:
    """Each key of ``[print]`` has a row with what it takes and the option that overrides it."""
    options = {option for parameter in cards.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for key in (field.name for field in fields(PrintDefaults)):
        (row,) = (row for row in in_table(TRAINERS, key) if "--" in row)
        shown = set(re.findall(r"`(--[a-z-]+)`", row))
        assert shown, key
        assert shown <= options, key


@pytest.mark.parametrize("stock", STOCKS.values(), ids=lambda stock: stock.name)
def test_trainers_are_told_every_stock(stock: Stock) -> None:
    """Each perforated stock has a row with its sheet, its cards' size and how many there are."""
    size = f"{stock.width:g} × {stock.height:g} | {stock.columns} × {stock.rows} |"
    assert in_table(TRAINERS, stock.name) == [f"| `{stock.name}` | {stock.sheet} | {size}"]


@pytest.mark.parametrize("card", CARDS)
def test_trainers_are_told_every_card_size(card: str) -> None:
    """Each card size has a row with paper, finished piece, pouch, and how many a sheet of A4 holds."""
    (row,) = (row for row in in_table(TRAINERS, card) if "×" in row)
    size = CARDS[card]
    paper, piece, film = (re.findall(r"[\d.]+", cell) for cell in row.split("|")[2:5])
    assert [float(side) for side in paper] == pytest.approx([size.width, size.height], abs=0.05)
    assert [float(side) for side in piece] == pytest.approx(finished(size.width, size.height), abs=0.05)
    assert [float(side) for side in film] == pytest.approx(pouch(size.width, size.height), abs=0.05)
    papers = (Paper(card), Paper(card, bleed=3.0), Paper(card, fold=True))
    for cell, asked in zip(row.split("|")[5:8], papers, strict=True):
        if "A3" in cell:
            assert len(lay_out(replace(asked, sheet="a3")).slots) == 1
        elif cell.strip() == "none":
            with pytest.raises(InputError):
                lay_out(asked)
        else:
            assert len(lay_out(asked).slots) == int(cell)


def test_stock_shown_to_trainers_can_be_printed(run: Run, tmp_path: Path) -> None:
    """What trainers are shown of book.toml, put into a workspace, is sound and gives cards on that stock."""
    run("init", "ours", folder=tmp_path)
    book = tmp_path / "ours/locales/book/book.toml"
    stock = next(block for block in blocks(TRAINERS, "toml") if block.startswith("[stock."))
    defaults = next(block for block in blocks(TRAINERS, "toml") if block.startswith("[print]"))
    text = re.sub(r"^\[print\]\n(?:\w.*\n)*", defaults, book.read_text(encoding="utf-8"), flags=re.MULTILINE)
    book.write_text(f"{text}\n{stock}", encoding="utf-8")
    call = ("cards", "-r", "cashier", "-l", "fi", "--only", "greeting.welcome", "--stock", "our-badges")
    assert "1 deck written" in run(*call, folder=tmp_path / "ours").output


def test_designers_are_told_of_every_template_and_label() -> None:
    """Each template is named to designers, and each label that a deck is asked for."""
    told = (ROOT / "docs" / "designers.md").read_text(encoding="utf-8")
    for path in (ROOT / "templates").glob("*.*"):
        assert path.suffix == ".svg" or f"`{path.name}`" in told, path.name
    for label in re.findall(r'mark\("([a-z-]+)"\)|\)<([a-z-]+)>', (ROOT / "templates/faces.typ").read_text("utf-8")):
        assert f"`<{''.join(label)}>`" in told, label
