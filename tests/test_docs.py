"""What the documents say is what the program does: commands, options, files, checks."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from conftest import ROOT, Run

from scripts_gen.cli import COMMANDS, main

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


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
    command = main.get_command(click.Context(main), arguments[0])
    assert command, f"{name}: no command {arguments[0]}"
    known = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in arguments if word.startswith("-") and word not in known] == []


def test_every_command_has_help_with_an_example(run: Run) -> None:
    """Each command says what it does, shows an example of itself, and fits into 80 columns."""
    assert all(name in run("--help").output for name in COMMANDS)
    for name in COMMANDS:
        text = run(name, "--help").output
        assert f"  scripts-gen {name}" in text
        assert max(map(len, text.splitlines())) <= 80


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
    assert (
        "1 deck written to build/cards" in run("cards", "--role", "receptionist", "--locale", "fi", folder=hotel).output
    )
    assert (hotel / "build/cards/receptionist.fi.pdf").stat().st_size > 10_000
    assert "· approved" in run("find", "umbrella", "-l", "fi", "-n", "1", folder=hotel).output
