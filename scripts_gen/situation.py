"""Reading one file of ``situations/``: steps, directions and phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts_gen import model
from scripts_gen.document import Table
from scripts_gen.language import AXES
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.wording import placeholders, stray_braces

RESERVED = (
    *("role", "group", "placeholder", "interface", "framework", "standard", "value", "dimension", "move", "model"),
    *("complaint-code", "measure", "point"),
)
"""Words that begin the msgctxt of something else, and so cannot name a situation."""


@dataclass
class Known:
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
    points: dict[str, str] | None = field(default_factory=dict)
    """Keys of what a customer may point at; None where they could not be read."""
    later: list[Callable[[dict[str, model.Phrase]], None]] = field(default_factory=list)
    """What can be checked only when every phrase is known."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Numbers that a book below gave: by full key of a phrase, by key of a situation. They stay, hidden or not."""
    first: int = 1
    """From here on new phrases and situations are numbered."""

    def free_numbers(self, taken: Iterable[int], held: Iterable[int]) -> Iterator[int]:
        """Yield the numbers that new ones may have: neither ``taken`` nor ``held`` below."""
        used = {*taken, *held}
        return (number for number in range(self.first, 10**6) if number not in used)

    def refer_phrase(self, table: Table, key: str, complaint: str = "") -> str:
        """Return the phrase that ``table`` names under ``key``.

        Once all phrases are known, it has to be one of them, and the one for that ``complaint`` where it names a code.
        """
        word = table.text(key, required=False)
        if key == "reply" and table.loses(key, word, "phrase"):
            return ""

        def check(phrases: dict[str, model.Phrase]) -> None:
            found = table.reference(key, None, word, dict.fromkeys(phrases, ""), "phrase")
            if found and complaint and phrases[found].complaint != complaint:
                table.fault(key, f'{found!r} is no phrase for this complaint; it wants complaint = "{complaint}"')

        if word:
            self.later.append(check)
        return word

    def refer_situation(self, table: Table, key: str) -> str:
        """Return the situation that ``table`` names under ``key``; once all are known, it has to be one of them."""
        word = table.text(key, required=False)

        def check(_: dict[str, model.Phrase]) -> None:
            table.reference(key, None, word, dict.fromkeys(self.phrases, ""), "situation")

        if word:
            self.later.append(check)
        return word


def parse_situation(table: Table, known: Known, file: str) -> model.Situation:
    """Return the situation that a file holds; ``known`` learns which placeholders it uses."""
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
        steps=_number_phrases(table, steps, known),
        file=file,
    )
    table.done()
    return situation


def _once(table: Table, key: str, seen: set[str], kind: str) -> None:
    if key in seen:
        table.fault("key", f"{kind} {key!r} stands in this file twice; a key is unique in its situation")
    seen.add(key)


def _parse_step(table: Table, known: Known, situation: str, seen: set[str]) -> model.Step:
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


def _parse_phrase(table: Table, known: Known, situation: str) -> model.Phrase:
    numbers = {name: "" for name, placeholder in known.placeholders.items() if placeholder.type in ("number", "")}
    phrase = model.Phrase(
        key=f"{situation}.{table.key('key')}",
        number=table.number("number", required=False, least=1),
        say=table.text("say"),
        say_plural=table.text("say_plural", required=False),
        count=table.refer("count", numbers, "number placeholder"),
        when=table.text("when", required=False)
        if known.day is None
        else table.refer("when", known.day, "part of the day"),
        note=table.text("note", required=False),
        instead_of=table.texts("instead_of"),
        keywords=table.texts("keywords"),
        varies=table.refer_all("varies", dict.fromkeys(AXES, ""), "axis"),
        to=table.choice("to", model.AUDIENCES, default="customer"),
        standards=table.refer_all("standards", known.standards, "standard"),
        complaint=table.refer("complaint", known.complaints, "complaint code"),
        customer=table.choice("customer", model.MOODS, default="") if "customer" in table.data else "",
        answers=table.texts("answers") if known.points is None else table.refer_all("answers", known.points, "point"),
        reply=known.refer_phrase(table, "reply"),
    )
    table.known.append("customer")
    _check_wording(table, phrase, known)
    for key in ("instead_of", "keywords"):
        for i, item in enumerate(getattr(phrase, key)):
            if ";" in item:
                table.fault(key, f"{item!r} holds ';', which separates the items of a list", i)
    table.done()
    return phrase


def _check_wording(table: Table, phrase: model.Phrase, known: Known) -> None:
    declared = [*known.placeholders, *ORGANISATION_PLACEHOLDERS]
    for key in ("say", "say_plural"):
        text = getattr(phrase, key)
        if stray_braces(text):
            table.fault(key, "a brace that belongs to no placeholder; expected {name} in lower-case letters")
        for name in placeholders(text):
            table.reference(key, None, name, dict.fromkeys(declared, ""), "placeholder")
            known.used.add(name)
    if phrase.say_plural and "count" not in table.data:
        table.fault("say_plural", 'a plural wants count = "…", the number placeholder that decides the form')
    if phrase.count and not phrase.say_plural:
        table.fault("count", "a phrase that counts wants say_plural beside say")
    elif phrase.count and phrase.count not in placeholders(phrase.say_plural):
        table.fault("count", f"the plural wording does not use {{{phrase.count}}}")


def _number_phrases(table: Table, steps: list[model.Step], known: Known) -> tuple[model.Step, ...]:
    """Give phrases without a number the free ones in order, so that a new phrase never renumbers a printed card."""
    numbers = {p.key: p.number or known.numbers.get(p.key, 0) for step in steps for p in step.phrases}
    taken: dict[int, str] = {}
    for key, number in numbers.items():
        if number in taken:
            table.fault(None, f"phrases {taken[number]!r} and {key!r} both have number {number}")
        if number:
            taken[number] = key
    here = next(iter(numbers), "").partition(".")[0]
    free = known.free_numbers(taken, (n for key, n in known.numbers.items() if key.startswith(f"{here}.")))
    return tuple(
        replace(step, phrases=tuple(replace(p, number=numbers[p.key] or next(free)) for p in step.phrases))
        for step in steps
    )
