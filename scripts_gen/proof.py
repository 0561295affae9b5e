"""A language as its translator proofreads it: each wording with its status, its findings and its card as it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts_gen.catalogs import current_message
from scripts_gen.check import RULES, Finding
from scripts_gen.check.fit import MISFIT
from scripts_gen.check.subject import Language
from scripts_gen.drawings import Picture, draw_cards
from scripts_gen.errors import ScriptsGenError
from scripts_gen.files import read_bytes
from scripts_gen.inspection import inspect_catalog
from scripts_gen.language import Locale, Variant
from scripts_gen.merge import rows_for
from scripts_gen.message import SPOKEN, Message, Status, parse_context
from scripts_gen.model import Role
from scripts_gen.order import default_design
from scripts_gen.produce import read_phrasebook
from scripts_gen.resources import catalog_file
from scripts_gen.seal import parse_approval, status_of
from scripts_gen.wording import PLACEHOLDER
from scripts_gen.workspace import Workspace

_TOLD_ELSEWHERE = ("scripts-gen:", "for:")
_RULES = tuple(rule for rule in RULES if rule is not MISFIT)  # the cards themselves say what does not fit

Broken = tuple[str, ...]
"""A text split at its placeholders: every second part is a name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A wording as its translator sees it."""

    variant: Variant
    forms: tuple[Broken, ...]
    status: Status
    place: str
    """File and line."""
    remarks: tuple[str, ...]
    """The translator's own comments."""
    findings: tuple[Finding, ...]
    picture: Picture | None
    """None where the wording has no card of its own."""

    def unprinted(self) -> tuple[str, ...]:
        """Return why its card does not print; nothing where it does, or has none."""
        return (self.picture.trouble,) if self.picture and self.picture.trouble else ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One language, ready to be read over."""

    locale: Locale
    numbers: tuple[str, ...]
    """Which numbers take each plural form."""
    rows: Mapping[str, tuple[Row, ...]]
    """By the key of the phrase, the plain row first."""
    findings: tuple[Finding, ...]
    """Those that belong to no phrase of the book."""
    faults: tuple[str, ...]
    """Why it could not be read or drawn; ``rows`` are then those of before."""
    state: str
    """Stands for everything it was made from."""

    def all_rows(self) -> list[Row]:
        """Return every wording, phrase by phrase."""
        return [row for rows in self.rows.values() for row in rows]

    def count(self, status: Status) -> int:
        """Return how many wordings have come as far as ``status``."""
        return sum(row.status is status for row in self.all_rows())

    def needing(self) -> frozenset[str]:
        """Return the keys of the phrases with a wording that is missing, stale, faulty or does not print."""
        waits = (Status.MISSING, Status.FUZZY)
        return frozenset(
            key
            for key, rows in self.rows.items()
            if any(row.findings or row.status in waits or row.unprinted() for row in rows)
        )

    def troubles(self) -> dict[str, list[str]]:
        """Return what needs attention by the key of the phrase, each told in one line."""
        told = {
            key: [line for row in rows for line in (*(f"{f.code} {f.message}" for f in row.findings), *row.unprinted())]
            for key, rows in self.rows.items()
        }
        return {key: lines for key, lines in told.items() if lines}


def read_proof(
    workspace: Workspace, code: str, roles: Sequence[Role], folder: Path, state: str, before: Proof | None
) -> Proof:
    """Return a language as it is now; where it cannot be read or drawn, as it was before, with the faults."""
    locale = workspace.locales[code]
    language = Language(locale, workspace.book.source)
    try:
        spoken, (design, _) = read_phrasebook(workspace, code), default_design(workspace)
        pictures = draw_cards(spoken, roles, design, workspace.template_folders(), folder)
        rows, findings = _rows(workspace, code, roles, pictures)
    except ScriptsGenError as error:
        told = tuple(str(error).splitlines())
        return replace(before, faults=told, state=state) if before else Proof(locale, (), {}, (), told, state)
    numbers = (sorted(form) for form in language.forms)
    shown = tuple(", ".join(map(str, form[:3])) + ("…" if len(form) > 3 else "") for form in numbers)
    return Proof(locale, shown, rows, findings, (), state)


def _rows(
    workspace: Workspace, code: str, roles: Iterable[Role], pictures: Mapping[str, Picture]
) -> tuple[dict[str, tuple[Row, ...]], tuple[Finding, ...]]:
    """Return the wordings of ``roles`` by phrase, and the findings that belong to no phrase of the book."""
    file = catalog_file(code, SPOKEN)
    catalog = workspace.read_catalogs(code).get(SPOKEN)
    live = catalog.live() if catalog else {}
    findings: dict[str, list[Finding]] = {}
    if catalog and (data := read_bytes(workspace.root / file)) is not None:
        for finding in inspect_catalog(workspace, code, SPOKEN, data, _RULES):
            findings.setdefault(finding.msgctxt, []).append(finding)
    played = {
        phrase.key for r in roles for key in r.situations() for phrase in workspace.book.situations[key].phrases()
    }
    rows: dict[str, tuple[Row, ...]] = {}
    for wanted in rows_for(workspace.template(SPOKEN), workspace.locales[code]):
        context = wanted.msgctxt
        message = current_message(wanted, live.get(context))
        if code == workspace.book.source and not message.msgstr:
            message = replace(message, msgstr=source_texts(message))
        key, variant = parse_context(context)
        found = tuple(findings.pop(context, ()))
        if key in played:
            rows[key] = (*rows.get(key, ()), _row(message, variant, file, found, pictures.get(context)))
    return rows, tuple(finding for others in findings.values() for finding in others)


def _row(message: Message, variant: Variant, file: str, findings: tuple[Finding, ...], picture: Picture | None) -> Row:
    return Row(
        variant=variant,
        forms=tuple(tuple(PLACEHOLDER.split(form)) for form in message.msgstr if form),
        status=status_of(message),
        place=f"{file}:{message.line}" if message.line else file,
        remarks=tuple(c for c in message.comments if not (parse_approval(c) or c.startswith(_TOLD_ELSEWHERE))),
        findings=findings,
        picture=picture,
    )


def source_texts(message: Message) -> tuple[str, ...]:
    """Return the source of a message: one text, or that for one and that for many."""
    return (message.msgid, message.msgid_plural) if message.msgid_plural else (message.msgid,)
