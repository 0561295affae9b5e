"""Reading ``locales/book/``: TOML in, one checked and cross-referenced Book out, or every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as _replace
from pathlib import Path
from typing import TypeVar

from scripts_gen import model
from scripts_gen.document import Document, Table
from scripts_gen.errors import Fault, InputError
from scripts_gen.wording import placeholders, stray_braces

Parsed = TypeVar("Parsed")
BOOK = "locales/book"
GROUPS = 8
POCKET = 12
RESERVED = (
    *("role", "group", "placeholder", "interface", "framework", "standard", "value", "dimension", "move", "model"),
    *("complaint-code", "measure"),
)
"""Words that begin the msgctxt of something else, and so cannot name a situation."""

_COLOR = re.compile(r"#[0-9a-f]{6}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?")


@dataclass
class _Known:
    """What references may point at, filled in the order of reading: word → full key."""

    placeholders: dict[str, model.Placeholder] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    standards: dict[str, str] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)
    day: dict[str, str] | None = None
    used: set[str] = field(default_factory=set)
    """Placeholders that some wording uses."""
    phrases: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    """Full keys of phrases by situation; None for a situation whose file could not be read."""


def read_book(workspace: Path, parts_of_day: Iterable[str] | None) -> model.Book:
    """Read the book of ``workspace``; ``parts_of_day`` are the names that any of its locales defines.

    None stands for unknown: then every name passes.
    Raises InputError with every fault of every file.
    """
    known = _Known(day=None if parts_of_day is None else dict.fromkeys(parts_of_day, ""))
    faults: list[Fault] = []

    def read(file: str, parse: Callable[[Table, _Known, str], Parsed]) -> tuple[Document, Parsed | None]:
        document = Document(workspace / file, file)
        parsed = parse(document.root, known, file) if document.readable else None
        faults.extend(document.faults)
        document.faults.clear()
        return document, parsed

    head, book = read(f"{BOOK}/book.toml", _parse_book)
    _, standards = read(f"{BOOK}/standards.toml", _parse_standards)
    scenes = {Path(file).stem: read(file, _parse_situation)[1] for file in _files(workspace, "situations")}
    situations = _number_situations([scene for scene in scenes.values() if scene], faults)
    known.phrases = {key: tuple(p.key for p in scene.phrases()) if scene else None for key, scene in scenes.items()}
    roles = [role for file in _files(workspace, "roles") if (role := read(file, _parse_role)[1])]
    if all(scenes.values()):
        for name in known.placeholders.keys() - known.used:
            head.fault(("placeholder", name), "declared, but no phrase uses it")
    for kind, values in (("situations", situations), ("roles", roles)):
        if not values and not faults:
            faults.append(Fault(f"{BOOK}/{kind}", 0, "", f"holds no {kind}; expected one .toml file each"))
    faults.extend(head.faults)
    if faults or book is None or standards is None:
        raise InputError(faults)
    return _replace(
        book,
        standards=standards,
        situations={situation.key: situation for situation in situations},
        roles={role.key: role for role in roles},
    )


def _files(workspace: Path, kind: str) -> list[str]:
    return [f"{BOOK}/{kind}/{path.name}" for path in sorted((workspace / BOOK / kind).glob("*.toml"))]


def _parse_book(table: Table, known: _Known, file: str) -> model.Book:
    """Return the book as book.toml alone gives it, without standards, situations and roles."""
    organisation, defaults = table.table("organisation"), table.table("print", required=False)
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
        organisation=model.Organisation(
            organisation.text("name"),
            *(organisation.text(name, required=False) for name in ("hotline", "website", "feedback")),
        ),
        print=model.PrintDefaults(
            defaults.text("card", required=False) or "id1", defaults.text("sheet", required=False) or "a4"
        ),
        placeholders=known.placeholders,
        groups=groups,
        standards=model.Standards(),
        roles={},
        situations={},
    )
    for i, code in enumerate(book.locales):
        if not _LOCALE.fullmatch(code):
            table.fault("locales", f"{code!r} is no locale: expected a code such as 'fi' or 'pt_BR'", i)
    if book.source and book.locales and book.source not in book.locales:
        table.fault("source", f"{book.source!r} is not among the locales")
    for inner in (table, organisation, defaults):
        inner.done()
    return book


def _parse_placeholder(name: str, table: Table) -> model.Placeholder:
    if name in model.ORGANISATION_PLACEHOLDERS:
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
    table.done()
    return group


def _parse_standards(table: Table, known: _Known, file: str) -> model.Standards:
    def each(name: str, make: Callable[[str, Table], Parsed]) -> dict[str, Parsed]:
        made = {}
        for key, inner in table.named(name).items():
            value = make(key, inner)
            made[getattr(value, "key", key)] = value
            inner.done()
        return made

    def words(values: Mapping[str, object]) -> dict[str, str]:
        return dict.fromkeys(values, "")

    frameworks = each("framework", lambda key, t: model.Framework(key, t.text("title"), t.text("source", required=False)))
    values = each("value", lambda key, t: model.Value(key, t.text("title"), t.text("meaning")))
    moves = each("move", lambda key, t: model.Move(key, t.text("title"), t.text("meaning")))
    standards = each("standard", lambda key, t: _parse_standard(key, t, words(frameworks), words(values)))
    known.standards |= _references(standards)
    known.moves |= words(moves)
    dimensions = each(
        "dimension",
        lambda key, t: model.Dimension(key, t.text("title"), t.refer_all("from", known.standards, "standard")),
    )
    models = each(
        "model",
        lambda key, t: model.ComplaintModel(key, t.text("title"), t.refer_all("moves", known.moves, "move")),
    )
    complaints = each("complaint", lambda key, t: model.ComplaintCode(t.key(key, key), t.text("title")))
    known.complaints |= words(complaints)
    measures = each("measure", _parse_measure)
    table.done()
    return model.Standards(frameworks, standards, values, dimensions, moves, models, complaints, measures)


def _parse_standard(key: str, table: Table, frameworks: Mapping[str, str], values: Mapping[str, str]) -> model.Standard:
    framework = table.refer("framework", frameworks, "framework", required=True)
    prefix, _, item = key.rpartition(".")
    if prefix and prefix != framework:
        table.fault("framework", f"{key!r} belongs to {prefix!r}, found {framework!r}")
    return model.Standard(
        key=f"{framework}.{item}",
        framework=framework,
        title=table.text("title"),
        meaning=table.text("meaning"),
        value=table.refer("value", values, "value", required=True),
        binding=table.choice("binding", model.BINDINGS),
        law=table.text("law", required=False),
    )


def _references(standards: Iterable[str]) -> dict[str, str]:
    """Return the words that may name a standard: its full key always, its bare item where no other shares it."""
    bare: dict[str, str] = {}
    for key in standards:
        item = key.partition(".")[2]
        bare[item] = "" if item in bare else key
    return {word: key for word, key in bare.items() if key} | dict.fromkeys(standards, "")


def _parse_measure(key: str, table: Table) -> model.Measure:
    return model.Measure(
        key,
        table.text("title"),
        table.quantity("value"),
        table.text("unit"),
        table.choice("operator", ("at", "within"), default="within"),
    )


def _parse_situation(table: Table, known: _Known, file: str) -> model.Situation:
    key = table.key("", Path(file).stem)
    if key in RESERVED:
        table.fault(None, f"a situation cannot be called {key!r}: the word begins other keys")
    seen_steps: set[str] = set()
    seen_phrases: set[str] = set()
    steps = []
    for inner in table.tables("step", required=True):
        steps.append(_parse_step(inner, known, key, seen_phrases))
        _once(inner, steps[-1].key, seen_steps, "step")
    situation = model.Situation(
        key=key,
        number=table.number("number", required=False, least=1),
        title=table.text("title"),
        purpose=table.text("purpose"),
        group=table.refer("group", known.groups, "colour group", required=True),
        steps=_number_phrases(table, steps),
        file=file,
    )
    table.done()
    return situation


def _once(table: Table, key: str, seen: set[str], kind: str) -> None:
    if key in seen:
        table.fault("key", f"{kind} {key!r} stands in this file twice; a key is unique in its situation")
    seen.add(key)


def _parse_step(table: Table, known: _Known, situation: str, seen: set[str]) -> model.Step:
    phrases = []
    for inner in table.tables("phrase"):
        phrases.append(_parse_phrase(inner, known, situation))
        _once(inner, phrases[-1].key.partition(".")[2], seen, "phrase")
    step = model.Step(
        key=table.key("key"),
        title=table.text("title"),
        standards=table.refer_all("standards", known.standards, "standard"),
        moves=table.refer_all("moves", known.moves, "move"),
        within=table.number("within", required=False, least=1),
        **{name: table.text(name, required=False) for name in model.DIRECTIONS},
        phrases=tuple(phrases),
    )
    table.done()
    return step


def _parse_phrase(table: Table, known: _Known, situation: str) -> model.Phrase:
    numbers = {name: "" for name, placeholder in known.placeholders.items() if placeholder.type in ("number", "")}
    phrase = model.Phrase(
        key=f"{situation}.{table.key('key')}",
        number=table.number("number", required=False, least=1),
        say=table.text("say"),
        say_plural=table.text("say_plural", required=False),
        count=table.refer("count", numbers, "number placeholder"),
        when=table.text("when", required=False) if known.day is None else table.refer("when", known.day, "part of the day"),
        note=table.text("note", required=False),
        instead_of=table.texts("instead_of"),
        keywords=table.texts("keywords"),
        varies=table.refer_all("varies", dict.fromkeys(model.AXES, ""), "axis"),
        to=table.choice("to", model.AUDIENCES, default="customer"),
        standards=table.refer_all("standards", known.standards, "standard"),
        complaint=table.refer("complaint", known.complaints, "complaint code"),
        customer=table.choice("customer", model.MOODS, default="") if "customer" in table.data else "",
    )
    table.known.append("customer")
    _check_wording(table, phrase, known)
    for key in ("instead_of", "keywords"):
        for i, item in enumerate(getattr(phrase, key)):
            if ";" in item:
                table.fault(key, f"{item!r} holds ';', which separates the items of a list", i)
    table.done()
    return phrase


def _check_wording(table: Table, phrase: model.Phrase, known: _Known) -> None:
    declared = [*known.placeholders, *model.ORGANISATION_PLACEHOLDERS]
    for key in ("say", "say_plural"):
        text = getattr(phrase, key)
        if stray_braces(text):
            table.fault(key, "a brace that belongs to no placeholder; expected {name} in lower-case letters")
        for name in placeholders(text):
            table.reference(key, None, name, dict.fromkeys(declared, ""), "placeholder")
            known.used.add(name)
    if phrase.say_plural and "count" not in table.data:
        table.fault("say_plural", "a plural wants count = \"…\", the number placeholder that decides the form")
    if phrase.count and not phrase.say_plural:
        table.fault("count", "a phrase that counts wants say_plural beside say")
    elif phrase.count and phrase.count not in placeholders(phrase.say_plural):
        table.fault("count", f"the plural wording does not use {{{phrase.count}}}")


def _number_phrases(table: Table, steps: list[model.Step]) -> tuple[model.Step, ...]:
    """Give phrases without a number the free ones in order, so that a new phrase never renumbers a printed card."""
    taken: dict[int, str] = {}
    for phrase in (phrase for step in steps for phrase in step.phrases if phrase.number):
        if phrase.number in taken:
            table.fault(None, f"phrases {taken[phrase.number]!r} and {phrase.key!r} both have number {phrase.number}")
        taken[phrase.number] = phrase.key
    free = (number for number in range(1, 10**6) if number not in taken)
    return tuple(
        _replace(step, phrases=tuple(p if p.number else _replace(p, number=next(free)) for p in step.phrases))
        for step in steps
    )


def _number_situations(situations: list[model.Situation], faults: list[Fault]) -> list[model.Situation]:
    taken: dict[int, model.Situation] = {}
    for situation in situations:
        if situation.number in taken and situation.number:
            message = f"number {situation.number} is that of {taken[situation.number].file}"
            faults.append(Fault(situation.file, 0, "number", message))
        taken[situation.number] = situation
    free = (number for number in range(1, 10**6) if number not in taken)
    numbered = [s if s.number else _replace(s, number=next(free)) for s in situations]
    return sorted(numbered, key=lambda situation: situation.number)


def _parse_role(table: Table, known: _Known, file: str) -> model.Role:
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
        file=file,
    )
    if len(role.pocket) > POCKET:
        table.fault("pocket", f"{len(role.pocket)} phrases; a pocket holds at most {POCKET}")
    table.done()
    return role
