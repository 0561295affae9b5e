"""Workspaces to work on, and the command line to work with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from abridged import write_abridged
from click.testing import CliRunner, Result
from hypothesis import settings

from scripts_gen.cli import main
from scripts_gen.workspace import Workspace, read_workspace

# How long an example takes is the machine's affair; on CI the same examples are tried every time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the look-up's index of each test to itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


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


@pytest.fixture
def workspace(tmp_path: Path, abridged: Path) -> Path:
    """A workspace of one's own: the default book, abridged and unsealed."""
    return Path(shutil.copytree(abridged, tmp_path / "workspace"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the whole default book as it ships."""
    shutil.copytree(ROOT / "locales", tmp_path / "whole" / "locales")
    return tmp_path / "whole"


@pytest.fixture
def run(workspace: Path) -> Run:
    """Run a command in the workspace; ``exit_code`` is what is expected of it."""

    def run(*arguments: str, exit_code: int = 0, folder: Path = workspace) -> Result:
        before = Path.cwd()
        os.chdir(folder)
        try:
            result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        finally:
            os.chdir(before)
        assert result.exit_code == exit_code, result.output
        return result

    return run


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place in ``path`` that says ``old``."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
