"""Reading ``locales/book/``: TOML in, one checked and cross-referenced Book out, or every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import floor
from pathlib import Path
from typing import TypeVar

from scripts_gen import model
from scripts_gen.color import LEAST_CONTRAST, WHITE, contrast
from scripts_gen.document import Document, Table
from scripts_gen.errors import Fault, InputError
from scripts_gen.hidden import Hidden
from scripts_gen.layers import Layer, find_layers, has_file, list_files, read_document, root_of
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.resources import BOOK_FILE
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
OWN_NUMBERS = 100
"""Above so many, and above as many more for each book between, new phrases are numbered that lie over another book."""
_COLOR = re.compile(r"#[0-9a-f]{6}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?")


@dataclass
class _Files:
    """The files of a book while they are read, and what is wrong with them."""

    layers: Sequence[Layer]
    known: Known
    hidden: Hidden = field(default_factory=Hidden)
    faults: list[Fault] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def read(self, file: str) -> Document:
        """Read a file, to be parsed when all are read: what one hides may be named in another."""
        self.documents.append(read_document(self.layers, file, self.hidden))
        return self.documents[-1]

    def read_folder(self, kind: str) -> list[Document]:
        """Read the files of ``situations`` or ``roles`` that are not hidden altogether."""
        documents = [self.read(file) for file in list_files(self.layers, f"{BOOK}/{kind}/*.toml")]
        return [document for document in documents if not document.is_whole_hidden or document.faults]

    def parse(self, document: Document, how: Callable[[Table, Known, str], Parsed]) -> Parsed | None:
        """Return what ``how`` makes of a file; None where there is nothing to look at."""
        parsed = how(document.root, self.known, document.file) if document.readable else None
        self.faults.extend(document.faults)
        document.faults.clear()
        return parsed


def read_book(workspace: Path, parts_of_day: Iterable[str] | None, below: model.Book | None = None) -> model.Book:
    """Read the book of ``workspace``; ``parts_of_day`` are the names that any of its locales defines.

    None stands for unknown: then every name passes. ``below`` is the book that it extends, read.
    Raises InputError with every fault of every file.
    """
    layers = find_layers(workspace)
    known = _known(parts_of_day, below, len(layers))
    files = _Files(layers, known)
    faults, read, parse = files.faults, files.read, files.parse
    head, standards_file = read(BOOK_FILE), read(f"{BOOK}/standards.toml")
    if len(layers) == 1 and "extends" in head.root.data and not head.root.text("extends"):
        raise InputError(head.faults)  # whatever else is missing may be in the book that it does not name
    optional = {file: read(file) for file in (POINTING, GLOSSARY) if has_file(layers, file)}
    situation_files, role_files = (files.read_folder(kind) for kind in ("situations", "roles"))
    book, standards = parse(head, partial(_parse_book, layers)), parse(standards_file, _learn_standards)
    if below and book and book.source != below.source:
        head.fault(("source",), f"the book below is written in {below.source!r}, and so is this one")
    pointing = parse(optional[POINTING], _parse_pointing) if POINTING in optional else None
    if pointing is None and POINTING in optional and not optional[POINTING].is_whole_hidden:
        known.points = None  # its points would only be blamed for what is wrong with the file
    pointing = pointing or model.Pointing()
    glossary = (parse(optional[GLOSSARY], _parse_glossary) if GLOSSARY in optional else None) or {}
    scenes = {Path(document.file).stem: parse(document, parse_situation) for document in situation_files}
    situations = _number_situations([scene for scene in scenes.values() if scene], faults, known)
    known.phrases = {key: tuple(p.key for p in scene.phrases()) if scene else None for key, scene in scenes.items()}
    roles = [role for document in role_files if (role := parse(document, _parse_role))]
    if all(scenes.values()):
        _check_references(known, situations, head)
    for kind, values in (("situations", situations), ("roles", roles)):
        if not values and not faults:
            faults.append(Fault(f"{BOOK}/{kind}", 0, "", f"holds no {kind}; expected one .toml file each"))
    faults.extend(fault for document in files.documents for fault in document.faults)
    faults.extend(files.hidden.faults())
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


def _check_references(known: Known, situations: Iterable[model.Situation], head: Document) -> None:
    """Check what can be checked only when every phrase is known; faults stay with the documents."""
    phrases = {phrase.key: phrase for situation in situations for phrase in situation.phrases()}
    for check in known.later:
        check(phrases)
    for name in known.placeholders.keys() - known.used:
        if not head.is_below(("placeholder", name)):  # those below may serve phrases that are hidden
            head.fault(("placeholder", name), "declared, but no phrase uses it")


def _known(parts_of_day: Iterable[str] | None, below: model.Book | None, layers: int) -> Known:
    """Return what is known before anything is read: parts of the day, and the numbers that cards below carry."""
    known = Known(day=None if parts_of_day is None else dict.fromkeys(parts_of_day, ""))
    if below:
        known.first = OWN_NUMBERS * (layers - 1) + 1
        known.numbers |= {situation.key: situation.number for situation in below.situations.values()}
        known.numbers |= {key: phrase.number for key, phrase in below.phrases().items()}
        if known.day is not None:
            known.day |= {phrase.when: "" for phrase in below.phrases().values() if phrase.when}
    return known


def _parse_book(layers: Sequence[Layer], table: Table, known: Known, file: str) -> model.Book:
    """Return the book as book.toml alone gives it, without standards, situations and roles."""
    table.text("extends", required=False)
    logo_root = root_of(layers, table.document, ("organisation", "logo"))
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
        organisation=parse_organisation(organisation, logo_root, BOOK),
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
        below = table.document.is_below(("source",))
        table.fault("locales" if below else "source", f"{book.source!r} is not among the locales")
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


def _number_situations(situations: list[model.Situation], faults: list[Fault], known: Known) -> list[model.Situation]:
    numbered = [replace(s, number=s.number or known.numbers.get(s.key, 0)) for s in situations]
    taken: dict[int, model.Situation] = {}
    for situation in numbered:
        if situation.number in taken and situation.number:
            message = f"number {situation.number} is that of {taken[situation.number].file}"
            faults.append(Fault(situation.file, 0, "number", message))
        taken[situation.number] = situation
    free = known.free_numbers(taken, (number for key, number in known.numbers.items() if "." not in key))
    numbered = [s if s.number else replace(s, number=next(free)) for s in numbered]
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
    gone = [word for word in table.texts("encounter") if table.document.is_hidden("situation", word)]
    if gone and not role.encounter:
        table.document.want_hidden((*table.place, "encounter"), "situation", gone[0])
    if len(role.pocket) > POCKET:
        table.fault("pocket", f"{len(role.pocket)} phrases; a pocket holds at most {POCKET}")
    table.done()
    return role


def _parse_excused(table: Table, known: Known) -> dict[str, str]:
    """Return the reason by the full key of what a role need not carry: a standard, or ``move.<key>``."""
    items = known.standards | {move: f"move.{move}" for move in known.moves}
    excused = {}
    for word in table.data:
        table.known.append(word)
        if word not in items and table.document.is_below((*table.place, word)):
            continue
        if key := table.reference(word, None, word, items, "standard or move"):
            excused[key] = table.text(word)
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
