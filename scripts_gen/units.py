"""What is said, in units of translation: one text each, as translators' tools count them.

A message that counts is a unit for each plural form of the language; a variant is a unit of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts_gen.catalogs import current_message
from scripts_gen.language import is_plural_rule, plural_index
from scripts_gen.merge import rows_for
from scripts_gen.message import SPOKEN, Message, Status, parse_context
from scripts_gen.seal import approval_of, status_of
from scripts_gen.spreadsheet import count_forms
from scripts_gen.workspace import Workspace

_NUMBERS = range(200)
"""Where the numbers are looked for that a plural form stands for."""
_SHOWN = 8
"""So many of them are named."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate, and its translation as the catalog has it."""

    id: str
    """Unique in its catalog, and a name token of XML: ``greeting.morning.speaker-female``, ``waiting.how-long.1``."""
    context: str
    """The msgctxt of its message."""
    form: int
    """Index of the plural form; 0 where there is but one."""
    singular: bool
    """Whether the source is what is said of one."""
    source: str
    target: str
    """Empty where it is missing."""
    status: Status
    notes: tuple[str, ...]
    """For the translator, one fact a line."""
    approved: str = ""
    """Date of the approval that holds; empty where there is none."""

    counts: bool = False
    """Whether its message has plural forms."""

    @property
    def key(self) -> str:
        """Full key of the phrase or point."""
        return Message(self.context, "").key


def spoken_units(workspace: Workspace, code: str) -> Iterator[Unit]:
    """Yield the units of what is said in the locale ``code``, missing ones too, in the order of the book.

    Raises InputError where the catalogs of the locale cannot be read.
    """
    locale = workspace.locales[code]
    catalog = workspace.read_catalogs(code).get(SPOKEN)
    live = catalog.live() if catalog else {}
    rule = catalog.header.get("Plural-Forms", "") if catalog else ""
    rule = rule if is_plural_rule(rule) else locale.plural_forms
    for row in rows_for(workspace.template(SPOKEN), locale):
        yield from _units(row, current_message(row, live.get(row.msgctxt)), rule)


def _units(row: Message, message: Message, rule: str) -> Iterator[Unit]:
    status = status_of(message)
    approval = approval_of(message) if status is Status.APPROVED else None
    old = message.previous_msgid or (message.msgid if message.msgid != row.msgid else "")
    changed = (f"The source was: {old}",) if status is Status.FUZZY and old else ()
    numbers = _numbers(rule) if row.msgid_plural else [()]
    for form, told in enumerate(numbers):
        singular = not row.msgid_plural or 1 in told
        text = message.msgstr[form] if form < len(message.msgstr) else ""
        yield Unit(
            id=_unit_id(row.msgctxt, form if row.msgid_plural else None),
            context=row.msgctxt,
            form=form,
            singular=singular,
            source=row.msgid if singular else row.msgid_plural,
            target=text,
            status=status if status is not Status.MISSING else _alone(message, text),
            notes=(*row.notes, *_counted(told), *changed),
            approved=approval.date if approval else "",
            counts=bool(row.msgid_plural),
        )


def _alone(message: Message, text: str) -> Status:
    """Return how far one form has come of a message of which others are missing."""
    if not text:
        return Status.MISSING
    return Status.FUZZY if message.fuzzy else Status.TRANSLATED


def _unit_id(context: str, form: int | None) -> str:
    key, variant = parse_context(context)
    rows = "".join(f".{axis}-{value}" for axis, value in variant)
    return key + rows + (f".{form}" if form is not None else "")


def _numbers(rule: str) -> list[tuple[int, ...]]:
    """Return for each plural form the numbers that it is for."""
    found: list[list[int]] = [[] for _ in range(count_forms(rule))]
    for number in _NUMBERS:
        found[plural_index(rule, number)].append(number)
    return [tuple(numbers) for numbers in found]


def _counted(numbers: tuple[int, ...]) -> Iterator[str]:
    if numbers:
        shown = ", ".join(map(str, numbers[:_SHOWN]))
        yield f"The wording for the numbers {shown}{' …' if len(numbers) > _SHOWN else ''}"
