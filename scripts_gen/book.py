"""Reading ``locales/book/``: TOML in, one checked and cross-referenced Book out, or every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from math import floor
from pathlib import Path
from typing import TypeVar

from scripts_gen import model
from scripts_gen.color import LEAST_CONTRAST, WHITE, contrast
from scripts_gen.document import Document, Table
from scripts_gen.errors import Fault, InputError
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.settings import parse_organisation, parse_print, parse_stocks
from scripts_gen.situation import Known, parse_situation
from scripts_gen.standards import parse_standards, standard_references
from scripts_gen.wording import placeholders

Parsed = TypeVar("Parsed")
BOOK = "locales/book"
POINTING = f"{BOOK}/pointing.toml"
GLOSSARY = f"{BOOK}/glossary.toml"
GROUPS = 8
POCKET = 12
_COLOR = re.compile(r"#[0-9a-f]{6}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?")


def read_book(workspace: Path, parts_of_day: Iterable[str] | None) -> model.Book:
    """Read the book of ``workspace``; ``parts_of_day`` are the names that any of its locales defines.

    None stands for unknown: then every name passes.
    Raises InputError with every fault of every file.
    """
    known = Known(day=None if parts_of_day is None else dict.fromkeys(parts_of_day, ""))
    faults: list[Fault] = []
    documents: list[Document] = []

    def read(file: str, parse: Callable[[Table, Known, str], Parsed]) -> tuple[Document, Parsed | None]:
        document = Document(workspace / file, file)
        documents.append(document)
        parsed = parse(document.root, known, file) if document.readable else None
        faults.extend(document.faults)
        document.faults.clear()
        return document, parsed

    def optional(file: str, parse: Callable[[Table, Known, str], Parsed]) -> Parsed | None:
        return read(file, parse)[1] if (workspace / file).exists() else None

    head, book = read(f"{BOOK}/book.toml", partial(_parse_book, workspace))
    _, standards = read(f"{BOOK}/standards.toml", _learn_standards)
    pointing = optional(POINTING, _parse_pointing)
    if pointing is None and (workspace / POINTING).exists():
        known.points = None  # its points would only be blamed for what is wrong with the file
    pointing = pointing or model.Pointing()
    glossary = optional(GLOSSARY, _parse_glossary) or {}
    scenes = {Path(file).stem: read(file, parse_situation)[1] for file in _files(workspace, "situations")}
    situations = _number_situations([scene for scene in scenes.values() if scene], faults)
    known.phrases = {key: tuple(p.key for p in scene.phrases()) if scene else None for key, scene in scenes.items()}
    roles = [role for file in _files(workspace, "roles") if (role := read(file, _parse_role)[1])]
    if all(scenes.values()):
        phrases = {phrase.key: phrase for situation in situations for phrase in situation.phrases()}
        for check in known.later:
            check(phrases)
        for name in known.placeholders.keys() - known.used:
            head.fault(("placeholder", name), "declared, but no phrase uses it")
    for kind, values in (("situations", situations), ("roles", roles)):
        if not values and not faults:
            faults.append(Fault(f"{BOOK}/{kind}", 0, "", f"holds no {kind}; expected one .toml file each"))
    faults.extend(fault for document in documents for fault in document.faults)
    if faults or book is None or standards is None:
        raise InputError(faults)
    return replace(
        book,
        standards=standards,
        situations={situation.key: situation for situation in situations},
        roles={role.key: role for role in roles},
        points=pointing.points,
        numbers=pointing.numbers,
        opening=pointing.opening,
        own_language=pointing.own_language,
        glossary=glossary,
    )


def _files(workspace: Path, kind: str) -> list[str]:
    return [f"{BOOK}/{kind}/{path.name}" for path in sorted((workspace / BOOK / kind).glob("*.toml"))]


def _parse_book(workspace: Path, table: Table, known: Known, file: str) -> model.Book:
    """Return the book as book.toml alone gives it, without standards, situations and roles."""
    organisation, stocks = table.table("organisation"), table.named("stock")
    for name, inner in table.named("placeholder").items():
        known.placeholders[name] = _parse_placeholder(name, inner)
    groups = {
        key: _parse_group(key, number, inner) for number, (key, inner) in enumerate(table.named("group").items(), 1)
    }
    known.groups |= dict.fromkeys(groups, "")
    if len(groups) > GROUPS:
        table.fault("group", f"{len(groups)} colour groups; at most {GROUPS} can be told apart")
    book = model.Book(
        title=table.text("title"),
        source=table.text("source"),
        locales=table.texts("locales", required=True),
        approval=table.choice("approval", model.APPROVALS, default="preferred"),
        organisation=parse_organisation(organisation, workspace, BOOK),
        print=parse_print(table.table("print", required=False), stocks, page="page" in organisation.data),
        placeholders=known.placeholders,
        groups=groups,
        standards=model.Standards(),
        roles={},
        situations={},
        stocks=parse_stocks(stocks),
        urgent=_parse_urgent(table.table("urgent", required=False), known),
    )
    for i, code in enumerate(book.locales):
        if not _LOCALE.fullmatch(code):
            table.fault("locales", f"{code!r} is no locale: expected a code such as 'fi' or 'pt_BR'", i)
    if book.source and book.locales and book.source not in book.locales:
        table.fault("source", f"{book.source!r} is not among the locales")
    table.done()
    return book


def _parse_urgent(table: Table, known: Known) -> model.Urgent:
    urgent = model.Urgent(known.refer_situation(table, "emergency"), known.refer_phrase(table, "fetch"))
    table.done()
    return urgent


def _parse_placeholder(name: str, table: Table) -> model.Placeholder:
    if name in ORGANISATION_PLACEHOLDERS:
        table.fault(None, "is filled from [organisation] and is never declared")
    elif placeholders(f"{{{name}}}") != (name,):
        table.fault(None, f"{name!r} is no placeholder: expected a lower-case word")
    kind = table.choice("type", model.PLACEHOLDER_TYPES)
    placeholder = model.Placeholder(name, kind, table.text("label"), table.text("example"))
    if kind == "number" and not placeholder.example.isdecimal():
        table.fault("example", f"expected a whole number, found {placeholder.example!r}")
    table.done()
    return placeholder


def _parse_group(key: str, number: int, table: Table) -> model.Group:
    group = model.Group(table.key(key, key), table.text("title"), table.text("color"), number)
    if group.color and not _COLOR.fullmatch(group.color):
        table.fault("color", f"expected a colour such as '#1f4e79', found {group.color!r}")
    elif group.color and (found := contrast(group.color, WHITE)) < LEAST_CONTRAST:
        shown = f"{floor(found * 100) / 100:.2f}:1"  # never rounded up to what is enough
        least = f"at least {LEAST_CONTRAST:g}:1; take a darker colour"
        table.fault("color", f"white text on {group.color} has a contrast of {shown}, expected {least}")
    table.done()
    return group


def _learn_standards(table: Table, known: Known, file: str) -> model.Standards:
    standards = parse_standards(table, known.refer_phrase)
    known.standards |= standard_references(standards.standards)
    known.moves |= dict.fromkeys(standards.moves, "")
    known.complaints |= dict.fromkeys(standards.complaints, "")
    return standards


def _number_situations(situations: list[model.Situation], faults: list[Fault]) -> list[model.Situation]:
    taken: dict[int, model.Situation] = {}
    for situation in situations:
        if situation.number in taken and situation.number:
            message = f"number {situation.number} is that of {taken[situation.number].file}"
            faults.append(Fault(situation.file, 0, "number", message))
        taken[situation.number] = situation
    free = (number for number in range(1, 10**6) if number not in taken)
    numbered = [s if s.number else replace(s, number=next(free)) for s in situations]
    return sorted(numbered, key=lambda situation: situation.number)


def _parse_role(table: Table, known: Known, file: str) -> model.Role:
    names = dict.fromkeys(known.phrases, "")
    encounter = table.refer_all("encounter", names, "situation", required=True)
    at_hand = table.refer_all("at_hand", names, "situation")
    reached = [known.phrases[key] for key in encounter + at_hand]
    certain = not table.document.faults and None not in reached
    phrases = {key: "" for keys in reached for key in keys or ()}
    role = model.Role(
        key=table.key("", Path(file).stem),
        title=table.text("title"),
        channel=table.refer_all("channel", dict.fromkeys(model.CHANNELS, ""), "channel", required=True),
        appearance=table.text("appearance"),
        encounter=encounter,
        at_hand=at_hand,
        # Where a situation is unknown or unreadable, its phrases would only be blamed for that.
        pocket=table.refer_all("pocket", phrases, "phrase of this role's situations")
        if certain
        else table.texts("pocket"),
        standards=table.refer_all("standards", known.standards, "standard"),
        excused=_parse_excused(table.table("excused", required=False), known),
        file=file,
    )
    if len(role.pocket) > POCKET:
        table.fault("pocket", f"{len(role.pocket)} phrases; a pocket holds at most {POCKET}")
    table.done()
    return role


def _parse_excused(table: Table, known: Known) -> dict[str, str]:
    """Return the reason by the full key of what a role need not carry: a standard, or ``move.<key>``."""
    items = known.standards | {move: f"move.{move}" for move in known.moves}
    excused = {}
    for word in table.data:
        if key := table.reference(word, None, word, items, "standard or move"):
            excused[key] = table.text(word)
        table.known.append(word)
    table.done()
    return excused


def _parse_pointing(table: Table, known: Known, file: str) -> model.Pointing:
    points = {}
    for key, inner in table.named("point").items():
        points[key] = model.Point(inner.key(key, key), inner.text("show"), inner.text("note", required=False))
        inner.done()
    numbers = table.numbers("numbers")
    known.points = dict.fromkeys((*points, model.NUMBERS) if numbers else points, "")
    if model.NUMBERS in points:
        table.fault("point", f"{model.NUMBERS!r} is the row of numbers, and no point can be called so")
    names = dict.fromkeys(points, "")
    pointing = model.Pointing(
        points, numbers, table.refer_all("opening", names, "point"), table.refer("language", names, "point")
    )
    table.done()
    return pointing


def _parse_glossary(table: Table, known: Known, file: str) -> dict[str, str]:
    terms = table.table("term")
    glossary = {term: terms.text(term) for term in terms.data}
    table.done()
    return glossary
