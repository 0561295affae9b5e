"""Boards in the Open Board Format, by what its specification asks for and by a validator where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exported import read_boards, source_of

from scripts_gen.color import contrast
from scripts_gen.export.obz import write
from scripts_gen.export.source import Source
from scripts_gen.export.text import bracketed, build_items, join
from scripts_gen.workspace import Workspace

ID = {"type": "string", "minLength": 1}
COLOR = {"type": "string", "pattern": r"^rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)$"}
BUTTON = {
    "type": "object",
    "required": ["id", "label"],
    "additionalProperties": False,
    "patternProperties": {"^ext_scripts_gen_[a-z]+$": {"type": "string"}},
    "properties": {
        "id": ID,
        "label": {"type": "string", "minLength": 1},
        "vocalization": {"type": "string", "minLength": 1},
        "background_color": COLOR,
        "border_color": COLOR,
        "load_board": {
            "type": "object",
            "required": ["id", "path"],
            "additionalProperties": False,
            "properties": {"id": ID, "path": {"type": "string", "pattern": r"\.obf$"}},
        },
    },
}
BOARD = {
    "type": "object",
    "required": ["format", "id", "locale", "name", "description_html", "buttons", "grid", "images", "sounds"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": "open-board-0.1"},
        "id": ID,
        "locale": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "name": {"type": "string", "minLength": 1},
        "description_html": {"type": "string"},
        "buttons": {"type": "array", "items": BUTTON, "minItems": 1},
        "grid": {
            "type": "object",
            "required": ["rows", "columns", "order"],
            "additionalProperties": False,
            "properties": {
                "rows": {"type": "integer", "minimum": 1, "maximum": 20},
                "columns": {"type": "integer", "minimum": 1, "maximum": 20},
                "order": {"type": "array", "items": {"type": "array", "items": {"type": ["string", "null"]}}},
            },
        },
        "images": {"type": "array", "maxItems": 0},
        "sounds": {"type": "array", "maxItems": 0},
        "strings": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    },
}
"""What the specification of the format says of the names that are used here."""
VALIDATE = """
const { ObfValidator } = require("@willwade/aac-processors/validation");
ObfValidator.validateFile(process.argv[1]).then((told) => console.log(JSON.stringify(told)));
"""


@pytest.fixture(scope="module")
def source(opened: Workspace) -> Source:
    """Everything that two roles say, in two languages."""
    return source_of(opened, "ar", "fi", roles=("chat-agent", "courier"))


@pytest.fixture(scope="module")
def data(source: Source) -> bytes:
    """Its package."""
    return write(source)


@pytest.fixture(scope="module")
def boards(data: bytes) -> dict[str, dict[str, Any]]:
    """Its boards by their ids."""
    return read_boards(data)


def test_package_is_whole(data: bytes, boards: dict[str, Any]) -> None:
    """The manifest names the root and every other file, each by the id that it has."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
    assert set(manifest) == {"format", "root", "paths"}
    assert manifest["format"] == "open-board-0.1"
    assert manifest["root"] == "boards/root.obf"
    assert names == ["manifest.json", *manifest["paths"]["boards"].values()]
    assert [board["id"] for board in boards.values()] == list(manifest["paths"]["boards"])


def test_boards_keep_to_the_format(boards: dict[str, Any]) -> None:
    """Each board has what the format requires, and its grid holds each of its buttons once."""
    for board in boards.values():
        jsonschema.validate(board, BOARD)
        grid = board["grid"]
        assert [len(row) for row in grid["order"]] == [grid["columns"]] * grid["rows"]
        shown = [name for row in grid["order"] for name in row if name]
        assert shown == [button["id"] for button in board["buttons"]]
        assert len(set(shown)) == len(shown)


def test_every_board_is_reached_from_the_root(boards: dict[str, Any]) -> None:
    """Folders lead from the root to every board, and nowhere else."""
    reached, ahead = set(), ["root"]
    while ahead:
        key = ahead.pop()
        if key not in reached:
            reached.add(key)
            links = [button["load_board"] for button in boards[key]["buttons"] if "load_board" in button]
            assert all(link["path"] == f"boards/{link['id']}.obf" for link in links)
            ahead += [link["id"] for link in links]
    assert reached == set(boards)


def test_choice_of_one_is_left_out(opened: Workspace) -> None:
    """For one role in one language, the package opens on its situations."""
    data = write(source_of(opened, "fi", roles=("courier",)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert json.loads(archive.read("manifest.json"))["root"] == "boards/fi.role.courier.obf"
    assert not {"root", "fi.root"} & set(read_boards(data))


def test_buttons_say_the_wording(source: Source, boards: dict[str, Any]) -> None:
    """A button shows the wording with its blanks labelled, says it without, and tells staff what it means."""
    for code in source.books:
        for item in build_items(source, code):
            buttons = boards[f"{code}.{item.entry.situation.key}"]["buttons"]
            button = next(button for button in buttons if button["id"] == item.id)
            assert button["label"] == f"DRAFT: {join(item.pieces, bracketed)}"
            assert button["vocalization"] == join(item.pieces, lambda blank: "…")
            assert button["ext_scripts_gen_meaning"] == join(item.meaning, bracketed)


def test_boards_tell_their_language_and_the_meaning_in_that_of_staff(source: Source, boards: dict[str, Any]) -> None:
    """A board's locale is the one that a voice needs; its strings translate what it says for staff."""
    board = boards["ar.greeting"]
    item = next(item for item in build_items(source, "ar") if item.key == "greeting.morning")
    assert board["locale"] == "ar"
    assert board["name"] == "Greeting"
    assert board["strings"]["en"][join(item.pieces, bracketed)] == join(item.meaning, bracketed)


def test_customer_may_point_at_answers(source: Source, boards: dict[str, Any]) -> None:
    """Each role leads to a board of what customers point at, numbers among it."""
    said = {button.get("vocalization", button["label"]) for button in boards["fi.points"]["buttons"]}
    assert said == set(source.books["fi"].answers((*source.books["fi"].points, "numbers")).values())
    for role in source.roles:
        assert boards[f"fi.role.{role.key}"]["buttons"][-1]["load_board"]["id"] == "fi.points"


def test_labels_are_legible_on_the_colours(boards: dict[str, Any]) -> None:
    """Black text on a button's tint has the contrast that WCAG asks for at its strictest."""
    buttons = [button for board in boards.values() for button in board["buttons"]]
    colors = {button["background_color"] for button in buttons if "background_color" in button}
    for color in colors:
        levels = [int(level) for level in color[4:-1].split(",")]
        assert contrast("#000000", "#{:02x}{:02x}{:02x}".format(*levels)) >= 7
    assert len(colors) > 1


def test_validator_finds_nothing(data: bytes, tmp_path: Path) -> None:
    """A validator of the format (npm: @willwade/aac-processors) finds no error, and nothing to warn of."""
    known = shutil.which("node") and subprocess.run(
        ["node", "-e", 'require.resolve("@willwade/aac-processors/validation")'], capture_output=True
    )
    if not os.environ.get("CI") and (not known or known.returncode):
        pytest.skip("node finds no @willwade/aac-processors in NODE_PATH")
    (tmp_path / "phrases.obz").write_bytes(data)
    called = ["node", "-e", VALIDATE, str(tmp_path / "phrases.obz")]
    told = json.loads(subprocess.run(called, capture_output=True, check=True, text=True).stdout)
    assert (told["valid"], told["errors"], told["warnings"]) == (True, 0, 0)
