"""Rules of the house that no linter here states."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Run

import scripts_gen

PACKAGE = ROOT / "scripts_gen"
MODULES = sorted(PACKAGE.rglob("*.py"))
DOORS = {
    "babel": {"extract", "locales"},
    "click": {"cli"},
    "distributed": {"cluster"},
    "filelock": {"ledger"},
    "fsspec": {"place"},
    "genanki": {"export"},
    "jinja2": {"render"},
    "lxml": {"export", "xliff"},
    "openpyxl": {"workbook", "worksheet"},
    "pikepdf": {"pdf"},
    "platformdirs": {"cli"},
    "polib": {"blocks"},
    "pyperclip": {"cli"},
    "segno": {"qr"},
    "sqlalchemy": {"register"},
    "sqlite3": {"index", "missed"},
    "tomlkit": {"bookfile"},
    "tomllib": {"catalogs", "document", "positions", "resources"},
    "typst": {"typeset"},
    "watchfiles": {"cli"},
    "yaml": {"export"},
}
"""The modules that may open each library."""


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_library_is_opened_by_its_own_module(path: Path) -> None:
    """One third-party library, one door."""
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert {name: room for name in imported(path) if room not in DOORS.get(name, {room})} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_door_knows_what_time_it_is(path: Path) -> None:
    """No clock is read, nothing is printed and nothing exits, but at the door."""
    if "cli" not in path.parts:
        found = re.findall(r"\b(?:now|today|utcnow|time)\(\)|sys\.exit|\bprint\(", path.read_text(encoding="utf-8"))
        assert found == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_rooms_stay_small(path: Path) -> None:
    """A module has about 300 lines at most, a function about 40."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 320 or path.stem == "interface"  # a table of words, in no need of a wall
    long = {
        node.name: node.end_lineno - node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > 55
    }
    assert long == {}


def test_public_names_can_be_used_from_python() -> None:
    """What the package offers is there, and loads on first use."""
    assert all(getattr(scripts_gen, name) for name in scripts_gen.__all__)
    workspace = scripts_gen.read_workspace(ROOT)
    assert scripts_gen.read_phrasebook(workspace, "fi").entries["greeting.morning"].wording().forms[0]


def test_nothing_here_points_outside() -> None:
    """The shipped templates and data ask for nothing from a network."""
    for path in [*(ROOT / "templates").iterdir(), *(ROOT / "locales").rglob("*.toml")]:
        links = re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text(encoding="utf-8"))
        assert [link for link in links if "w3.org" not in link and "example" not in link] == []


def test_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """A full disk or a folder that is a file is one line and exit code 2."""
    (tmp_path / "file").write_text("in the way")
    result = run(
        "scripts", "-r", "courier", "-l", "en", "-f", "txt", "-o", str(tmp_path / "file" / "below"), exit_code=2
    )
    assert "Not a directory" in result.stderr
    assert len(result.stderr.splitlines()) == 1
