"""Workspaces to work on, and the command line to work with."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from abridged import write_abridged
from browser import open_browser
from click.testing import CliRunner, Result
from hypothesis import settings
from pages import DESKTOP, Device, open_page, write_page
from playwright.sync_api import Browser, Page

from scripts_gen.cli import main
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebooks
from scripts_gen.workspace import Workspace, read_workspace

# How long an example takes is the machine's affair; on CI the same examples are tried every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
Run = Callable[..., Result]
_VISITS = count()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the look-up's index of each test to itself, and what is counted there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def pytest_collection_finish() -> None:
    """Go less often through what stays until the end: the tests themselves, and what they share."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def shipped() -> Workspace:
    """The default book as it ships, read; not to be written to."""
    return read_workspace(ROOT)


@pytest.fixture(scope="session")
def abridged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default book, abridged; not to be written to."""
    folder = tmp_path_factory.mktemp("abridged") / "workspace"
    write_abridged(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default book, abridged to three roles and four situations; not to be written to."""
    folder = tmp_path_factory.mktemp("brief") / "workspace"
    roles, situations = ("cashier", "chat-agent", "courier"), ("greeting", "language", "name", "writing")
    write_abridged(ROOT, folder, roles, situations)
    return folder


@pytest.fixture(scope="session")
def opened(brief: Path) -> Workspace:
    """The brief book, read."""
    return read_workspace(brief)


@pytest.fixture(scope="session")
def books(shipped: Workspace) -> dict[str, Phrasebook]:
    """The whole default book in each of its languages."""
    return read_phrasebooks(shipped, shipped.locales)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser that shows pages as staff see them."""
    yield from open_browser()


@pytest.fixture(scope="session")
def whole_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The look-up page of the whole default book, opening on the cashier's pocket for readers of English."""
    return write_page(ROOT, tmp_path_factory.mktemp("page") / "phrases.html")


@pytest.fixture(scope="session")
def short_page(abridged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The look-up page of the abridged book, nothing of which is approved."""
    return write_page(abridged, tmp_path_factory.mktemp("page") / "short.html")


@pytest.fixture(scope="session")
def screen(browser: Browser, short_page: Path) -> Iterator[Page]:
    """The screen of one device: a new one for each test would take four times as long."""
    page = open_page(browser, short_page, permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


@pytest.fixture
def device(screen: Page) -> Device:
    """Opens a page at a place, as a device that never saw one but remembers what it is told to."""

    def device(file: Path, place: str = "", size: Mapping[str, int] = DESKTOP, **kept: object) -> Page:
        memory = {"scripts-gen Northlight Phrasebook": json.dumps(kept)} if kept else {}
        screen.evaluate("(memory) => { localStorage.clear(); Object.assign(localStorage, memory); }", memory)
        screen.set_viewport_size(dict(size))
        screen.goto(f"{file.as_uri()}?{next(_VISITS)}{place}")
        screen.locator("main > *").first.wait_for()
        return screen

    return device


@pytest.fixture
def workspace(tmp_path: Path, abridged: Path) -> Path:
    """A workspace of one's own: the default book, abridged and unsealed."""
    return Path(shutil.copytree(abridged, tmp_path / "workspace"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the whole default book as it ships."""
    shutil.copytree(ROOT / "locales", tmp_path / "whole" / "locales")
    return tmp_path / "whole"


def run_command(*arguments: str, folder: Path, exit_code: int = 0) -> Result:
    """Run a command in ``folder``; ``exit_code`` is what is expected of it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    finally:
        os.chdir(before)
    assert result.exit_code == exit_code, result.output
    return result


@pytest.fixture
def run(workspace: Path) -> Run:
    """Run a command in the workspace, unless another ``folder`` is named."""
    return partial(run_command, folder=workspace)


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place in ``path`` that says ``old``."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
