"""Shells complete the names of the workspace that the command line is about, in silence where they cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from conftest import ROOT, Run, edit

from scripts_gen.cli import COMMANDS, main

COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main(prog_name='scripts-gen')")
KEYS = ["greeting.morning", "greeting.morning-reply"]
SHELLS = ("bash", "zsh", "fish")


def ask(shell: str, line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask for what may stand in place of the last word of ``line``, as a shell does."""
    *_, last = line.split(" ")
    place = last if shell == "fish" else str(line.count(" "))
    env = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        "_SCRIPTS_GEN_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": place,
        **environment,
    }
    return subprocess.run(COMMAND, cwd=folder, env=env, capture_output=True, text=True, check=False)


def offered(shell: str, line: str, folder: Path, **environment: str) -> dict[str, str]:
    """What a shell is offered, each name with what is told of it."""
    done = ask(shell, line, folder, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.rstrip("\n").split("\n")
    if shell == "zsh":
        return {} if lines == [""] else dict(zip(lines[1::3], lines[2::3], strict=True))
    items = (line.removeprefix("plain,").partition("\t") for line in lines if line)
    return {name: meaning for name, _, meaning in items}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("scripts-gen say greeting.morning", KEYS),
        ("scripts-gen say greeting.morning -l ", ["en", "ar", "fi", "ru", "tl"]),
        ("scripts-gen find wait --role c", ["cashier", "chat-agent", "courier"]),
        ("scripts-gen find --situation wr", ["writing"]),
        ("scripts-gen find --standard components.c", None),
        ("scripts-gen find --status ", ["approved", "translated", "fuzzy"]),
        ("scripts-gen find --staff f", ["fi"]),
        ("scripts-gen cards --only greeting.morning", KEYS),
        ("scripts-gen cards -r cou", ["courier"]),
        ("scripts-gen scripts -r cashier -l en -l a", ["ar"]),
        ("scripts-gen coverage --locale=r", ["ru"]),
        ("scripts-gen approve fi greeting.morning", KEYS),
        ("scripts-gen find wai", []),
        ("scripts-gen find --role nobody", []),
    ],
)
def test_name_is_completed(line: str, names: list[str] | None, brief: Path) -> None:
    """Whatever takes a name of the book offers those that begin as typed, in the order of the book."""
    found = list(offered("bash", line, brief))
    if names is None:
        names = [f"components.{item}" for item in ("competence", "courtesy", "credibility", "communication")]
        assert sorted(found) == sorted(names)
    else:
        assert found == names


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_told_what_a_name_stands_for(shell: str, brief: Path) -> None:
    """Each shell gets the same names; those that can show it get the wording, the title or the autonym, too."""
    meanings = {
        "scripts-gen say greeting.morning": "Good morning.",
        "scripts-gen find -l a": "العربية",
        "scripts-gen find --situation wr": "E-mail and chat",
    }
    for line, meaning in meanings.items():
        names = offered(shell, line, brief)
        assert list(names) == list(offered("bash", line, brief))
        told = next(iter(names.values()))
        assert told.startswith(meaning) or (shell, told) == ("bash", "")
        assert "," not in told, "fish would end there"


def test_index_answers_where_it_is_current(workspace: Path, run: Run) -> None:
    """Names come from the index that a look-up left, and from the book where that has changed; none is written."""
    cache = Path(os.environ["XDG_CACHE_HOME"])
    line = "scripts-gen say greeting.morning"
    before = offered("fish", line, workspace)
    assert list(before) == KEYS
    assert not cache.exists(), "whoever types does not wait for an index"
    run("find", "morning")
    (index,) = (cache / "scripts-gen").iterdir()
    stamp = index.stat().st_mtime_ns
    ready = offered("fish", line, workspace)
    assert list(ready) == KEYS
    assert "{organisation}" in before[KEYS[0]]
    assert "Northlight" in ready[KEYS[0]], "the index knows the name"
    edit(workspace / "locales/book/situations/greeting.toml", 'key = "come-in"', 'key = "morning-too"')
    assert list(offered("fish", line, workspace)) == [*KEYS, "greeting.morning-too"]
    assert index.stat().st_mtime_ns == stamp


def test_another_workspace_is_asked(brief: Path, tmp_path: Path) -> None:
    """-C names the workspace, from home too, as a shell hands it over."""
    roles = ["cashier", "chat-agent", "courier"]
    assert list(offered("bash", f"scripts-gen -C {brief} find -r c", tmp_path)) == roles
    assert list(offered("bash", "scripts-gen -C ~/brief find -r c", tmp_path, HOME=str(brief.parent))) == []
    (tmp_path / "brief").symlink_to(brief)
    assert list(offered("bash", "scripts-gen -C ~/brief find -r c", ROOT, HOME=str(tmp_path))) == roles


@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_is_said_where_nothing_is_known(shell: str, workspace: Path, tmp_path: Path) -> None:
    """A broken book, a missing folder, a mistyped command, an open quote: nothing is offered, and nothing is told."""
    edit(workspace / "locales/book/situations/greeting.toml", 'group = "arrival"', "group = arrival")
    for line in ("scripts-gen say greet", "scripts-gen find --role c", "scripts-gen cards --situation gr"):
        assert offered(shell, line, workspace) == {}
    assert offered(shell, f"scripts-gen -C {tmp_path}/none find -r c", tmp_path) == {}
    for line in ("scripts-gen fnd -r c", "scripts-gen say 'greet", "scripts-gen find \udcff -r \udcff"):
        done = ask(shell, line, workspace)
        assert (done.returncode, done.stderr) == (0, "")


def takes_names() -> list[tuple[str, click.Parameter]]:
    """Every option and argument that takes the name of a language, a role, a situation, a standard or a phrase.

    Those of ``new-locale`` are not in the book yet, and those of ``diff`` are what two books do not share.
    """
    found = []
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command
        for parameter in command.params:
            shown = (parameter.metavar or (parameter.name or "").upper()).strip("[].")
            if shown in ("LOCALE", "ROLE", "KEY") and name not in ("new-locale", "diff"):
                found.append((name, parameter))
    return found


@pytest.mark.parametrize(("name", "parameter"), takes_names(), ids=lambda value: getattr(value, "name", value))
def test_no_option_that_takes_a_name_is_forgotten(
    name: str, parameter: click.Parameter, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each option and argument that takes a name offers some."""
    monkeypatch.chdir(brief)
    assert parameter.shell_complete(click.Context(click.Command(name)), "")


@pytest.mark.parametrize("shell", SHELLS)
def test_shell_takes_what_the_readme_says(shell: str, brief: Path, tmp_path: Path) -> None:
    """The README's line makes a shell complete names."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = (line for line in readme.splitlines() if f"_SCRIPTS_GEN_COMPLETE={shell}_source" in line)
    program = tmp_path / "scripts-gen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{COMMAND[2]}" "$@"\n')
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    tries = {
        "bash": "\nCOMP_WORDS=(scripts-gen say greeting.morning) COMP_CWORD=2\n_scripts_gen_completion scripts-gen"
        '\nprintf "%s\\n" "${COMPREPLY[@]}"',
        "zsh": '\nprint -l $(COMP_WORDS="scripts-gen say greeting.morning" COMP_CWORD=2'
        " _SCRIPTS_GEN_COMPLETE=zsh_complete scripts-gen) | grep ^greeting",
        "fish": '\ncomplete -C "scripts-gen say greeting.morning" | cut -f 1',
    }
    begin = "autoload -U compinit; compinit -u -D\n" if shell == "zsh" else ""
    command = begin + line.partition("#")[0] + tries[shell]
    done = subprocess.run([shell, "-c", command], cwd=brief, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == KEYS, done.stderr
