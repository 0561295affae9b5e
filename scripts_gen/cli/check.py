"""``check``: faults in the book and its catalogs, or in any .po file, before a customer hears them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scripts_gen.cli import options
from scripts_gen.cli.setup import writable

if TYPE_CHECKING:
    from scripts_gen.check import Finding, Rule


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@options.locales
@click.option("--select", metavar="CODE", multiple=True, help="Only this check, or family (T); may be repeated.")
@click.option("--ignore", metavar="CODE", multiple=True, help="Not this check, or family; may be repeated.")
@click.option(
    "--format", "-f", "form", type=click.Choice(("text", "json", "github")), default="text", help="How to tell it."
)
@click.option("--strict", is_flag=True, help="End with exit code 1 on warnings, too.")
@click.option("--fix", is_flag=True, help="Mend what has but one right answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--explain", metavar="CODE", help="Say what a check finds, why it matters, how to mend it.")
@click.pass_obj
def check(
    root: Path,
    paths: tuple[Path, ...],
    locales: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    strict: bool,
    fix: bool,
    diff: bool,
    explain: str | None,
) -> None:
    """Look over the book and its catalogs, or the .po files PATH.

    Exit code 1 where there are errors. A translator silences a check on one
    message with a comment, "# scripts-gen: ignore T203"; a language in its
    locale.toml, under [check].

    \b
    Example:
      scripts-gen check
      scripts-gen check --locale fi --select T --diff
      scripts-gen check translations/ru.po --format github
    """
    from scripts_gen.check import RULES, select_rules

    if explain:
        click.echo("\n\n".join(_explained(rule) for rule in select_rules(RULES, [explain], [])))
        return
    rules = select_rules(RULES, select, ignore)
    findings = sorted(_loose(paths, rules) if paths else _whole(root, locales, rules))
    if fix or diff:
        findings = _mend(root, paths, findings, rules, locales, only_show=diff)
    _tell(findings, form)
    worst = {"error", "warning"} if strict else {"error"}
    if any(finding.severity in worst for finding in findings):
        raise click.exceptions.Exit(1)


def _whole(root: Path, locales: tuple[str, ...], rules: Sequence[Rule]) -> Iterator[Finding]:
    from scripts_gen.inspection import inspect_workspace
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    codes = [workspace.find_locale(word) for word in locales] or list(workspace.locales)
    yield from inspect_workspace(workspace, codes, rules, options.each("check"))


def _loose(paths: Iterable[Path], rules: Sequence[Rule]) -> Iterator[Finding]:
    from scripts_gen.inspection import inspect_path

    for path in paths:
        files = sorted(path.rglob("*.po")) if path.is_dir() else [path]
        for file in files:
            yield from inspect_path(file, options.show_path(file.resolve()), rules)


def _mend(
    root: Path,
    paths: tuple[Path, ...],
    findings: list[Finding],
    rules: Sequence[Rule],
    locales: tuple[str, ...],
    *,
    only_show: bool,
) -> list[Finding]:
    """Mend what can be mended, or show it as a diff; return what is still to be said."""
    from scripts_gen.files import Change, check_unchanged, write_file
    from scripts_gen.inspection import mend_catalog

    base = Path.cwd() if paths else root
    if not paths and not only_show:
        writable(root)
    changes = {}
    for file in dict.fromkeys(finding.file for finding in findings if finding.mended is not None):
        old = (base / file).read_bytes()
        new = mend_catalog(old, file, [finding for finding in findings if finding.file == file])
        if new != old:
            changes[file] = Change(old, new)
    if only_show:
        for file, change in changes.items():
            click.echo(_diff(file, *change), nl=False)
        return findings
    check_unchanged(base, changes)
    for file, change in changes.items():
        write_file(base / file, change.new)
        click.echo(f"mended  {file}", err=True)
    return sorted(_loose(paths, rules) if paths else _whole(root, locales, rules))


def _diff(file: str, old: bytes | None, new: bytes) -> str:
    import difflib

    before, after = (data.decode(errors="replace").splitlines(keepends=True) for data in (old or b"", new))
    return "".join(difflib.unified_diff(before, after, f"a/{file}", f"b/{file}"))


def _tell(findings: Sequence[Finding], form: str) -> None:
    tellers: dict[str, Callable[[Sequence[Finding]], str]] = {"json": _json, "github": _github, "text": _text}
    click.echo(tellers[form](findings), nl=False)


def _json(findings: Sequence[Finding]) -> str:
    import json
    from dataclasses import asdict

    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def _github(findings: Sequence[Finding]) -> str:
    """Return workflow commands; a message keeps to its line by the escapes that they define."""
    kinds = {"error": "error", "warning": "warning", "note": "notice"}

    def escaped(text: str, more: str = "") -> str:
        for character in "%\r\n" + more:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    return "".join(
        f"::{kinds[f.severity]} file={escaped(f.file, ':,')},line={max(f.line, 1)},title={f.code}::"
        f"{escaped(f'{f.msgctxt}: {f.message}' if f.msgctxt else f.message)}\n"
        for f in findings
    )


def _text(findings: Sequence[Finding]) -> str:
    lines = []
    for f in findings:
        place = f"{f.file}:{f.line}" if f.line else f.file
        shown = f" {f.text!r}" if f.text else ""
        color = {"error": "red", "warning": "yellow", "note": "cyan"}[f.severity]
        key = f"{f.msgctxt}: " if f.msgctxt else ""
        lines.append(f"{place}: {click.style(f'{f.code} {f.severity}', fg=color)} {key}{f.message}{shown}\n")
    counts = [(sum(f.severity == kind for f in findings), kind) for kind in ("error", "warning", "note")]
    total = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counts)
    return "".join(lines) + (f"{total}\n" if findings else "Nothing found.\n")


def _explained(rule: Rule) -> str:
    head = click.style(f"{rule.code} {rule.name}", bold=True)
    return f"{head} ({rule.severity})\n{rule.title[:1].upper()}{rule.title[1:]}.\n\nWhy: {rule.why}\nMend: {rule.mend}"
