"""The preview: every phrase beside its source, status, findings and the card as it prints, in a folder for a browser.

What did not change is neither read nor set again: a drawing is named after everything that decides how it looks, and a
language is kept with the state of the files it came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts_gen.drawings import digest, draw_script, sweep
from scripts_gen.errors import InputError
from scripts_gen.files import write_file
from scripts_gen.message import SPOKEN, Status
from scripts_gen.model import Phrase, Role, Situation
from scripts_gen.order import default_design
from scripts_gen.produce import read_phrasebook
from scripts_gen.proof import Broken, Proof, read_proof, source_texts
from scripts_gen.render import render_template
from scripts_gen.resources import find_roots, own_files, read_templates
from scripts_gen.script import build_script
from scripts_gen.typeset import fingerprint
from scripts_gen.wording import PLACEHOLDER
from scripts_gen.workspace import Workspace, read_workspace

TEMPLATE = "preview.html.j2"
SIGNAL = "version.js"
"""Beside the page; its content changes whenever the page should be read anew."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a preview shows; no codes and no roles stand for all of them, but no scripts."""

    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    watched: bool = False
    """Whether the pages look for their own renewal."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the folder shows."""

    workspace: Workspace
    codes: tuple[str, ...]
    roles: tuple[Role, ...]
    locales: Mapping[str, Proof]
    faults: tuple[str, ...] = ()
    """Why the workspace could not be read; everything else is then as before."""

    def all_faults(self) -> tuple[str, ...]:
        """Return every fault of the workspace and its languages, each once."""
        return tuple(dict.fromkeys((*self.faults, *(f for view in self.locales.values() for f in view.faults))))


def renew_preview(
    root: Path,
    asked: Asked,
    folder: Path,
    before: Preview | None = None,
    each: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Preview:
    """Bring the pages and cards in ``folder`` up to date with the workspace at ``root``; return what they show.

    ``before`` is what they showed; then a fault of the workspace is shown, too, above what was there. Without it,
    raises InputError. ``each`` goes through the languages, and may show how far it has come.
    """
    try:
        workspace = read_workspace(root)
    except InputError as error:
        if before is None:
            raise
        preview = replace(before, faults=tuple(map(str, error.faults)))
    else:
        codes = tuple(dict.fromkeys(map(workspace.find_locale, asked.codes))) or tuple(workspace.locales)
        names = tuple(dict.fromkeys(map(workspace.find_role, asked.roles))) or tuple(workspace.book.roles)
        roles = tuple(workspace.book.roles[name] for name in names)
        known = before.locales if before else {}
        states = _states(workspace, codes)
        locales = {
            code: view
            if (view := known.get(code)) and view.state == states[code]
            else read_proof(workspace, code, roles, folder, states[code], known.get(code))
            for code in each(codes)
        }
        preview = Preview(workspace, codes, roles, locales)
    _write_index(preview, asked, folder)
    return preview


def _states(workspace: Workspace, codes: Iterable[str]) -> dict[str, str]:
    """Return for each language what stands for its own files, those of the book, and how pages look."""
    files = [
        (path.relative_to(root / "locales").parts[0], path.read_bytes())
        for root in find_roots(workspace.root)
        for path in own_files(root)
    ]
    look = fingerprint(read_templates(workspace.template_folders()))

    def state(code: str) -> str:
        own = [data for folder, data in files if folder in ("book", code)]
        return digest(look, *(hashlib.sha256(data).hexdigest() for data in own))

    return {code: state(code) for code in codes}


# --- pages -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """A phrase, the same for every language."""

    phrase: Phrase
    sources: tuple[Broken, ...]
    notes: tuple[str, ...]


def _write_index(preview: Preview, asked: Asked, folder: Path) -> None:
    """Write the page of all phrases, and clear away what no page shows any more."""
    workspace = preview.workspace
    scripts = [
        (role, preview.locales[code].locale, _script_page(role, code))
        for role in (preview.roles if asked.roles else ())
        for code in preview.codes
    ]
    needing = {code: view.needing() for code, view in preview.locales.items()}
    context = {
        "preview": preview,
        "card": default_design(workspace)[0].size,
        "situations": _situations(preview),
        "needing": needing,
        "attention": frozenset[str]().union(*needing.values()),
        "scripts": scripts,
    }
    _write_page(folder, "index.html", context, preview, asked)
    views = preview.locales.values()
    pictures = [row.picture for view in views for row in view.all_rows() if row.picture]
    sweep(folder / "cards", {file for picture in pictures for file in picture.files})


def _situations(preview: Preview) -> list[tuple[Situation, list[_Shown]]]:
    """Return the situations of the roles in the order of the book, with their phrases."""
    book = preview.workspace.book
    wanted = {key for role in preview.roles for key in role.situations()}
    templates = {message.msgctxt: message for message in preview.workspace.template(SPOKEN)}

    def shown(phrase: Phrase) -> _Shown:
        message = templates[phrase.key]
        return _Shown(phrase, tuple(tuple(PLACEHOLDER.split(text)) for text in source_texts(message)), message.notes)

    return [(s, [shown(phrase) for phrase in s.phrases()]) for key, s in book.situations.items() if key in wanted]


def renew_scripts(
    preview: Preview, asked: Asked, folder: Path, each: Callable[[Sequence[str]], Iterable[str]] = iter
) -> tuple[str, ...]:
    """Bring the script pages of the roles asked for up to date; return what keeps some from being drawn."""
    faults: list[str] = []
    used: set[str] = set()
    for code in each(preview.codes) if asked.roles else ():
        if preview.locales[code].faults:
            continue
        spoken = read_phrasebook(preview.workspace, code)
        for role in preview.roles:
            script = build_script(role, spoken, spoken)
            drawn = draw_script(script, preview.workspace.template_folders(), folder)
            context = {"script": script, "role": role, "files": drawn.files, "trouble": drawn.trouble}
            _write_page(folder, _script_page(role, code), context, preview, asked)
            faults += drawn.trouble.splitlines()
            used.update(drawn.files)
    if not preview.all_faults():
        sweep(folder / "scripts", used)
    return tuple(dict.fromkeys(faults))


def _script_page(role: Role, code: str) -> str:
    return f"{role.key}.{code}.html"


def _write_page(folder: Path, name: str, context: Mapping[str, object], preview: Preview, asked: Asked) -> None:
    """Write a page where it is not so already, then the signal that something is new."""
    known = {"workspace": preview.workspace, "watched": asked.watched, "signal": SIGNAL, "Status": Status}
    text = render_template(TEMPLATE, {**known, **context}, preview.workspace.template_folders())
    path = folder / name
    if path.exists() and path.read_bytes() == text.encode():
        return
    write_file(path, text.encode(), synced=False)
    write_file(folder / SIGNAL, f'renewed("{digest(name, text)}");\n'.encode(), synced=False)
