"""What is asked of a look-up, told in the names of the book; what the book does not know, all in one error."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a look-up that is told nothing wrong needs none of it
    from scripts_gen.errors import Fault

About = Mapping[str, Any]
"""What a look-up knows of the book beside its phrases, as ``lookup.about_book`` tells it."""

STATUSES = ("approved", "translated", "fuzzy")
"""How far a wording has come that staff may see."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a look-up; what is empty asks for nothing."""

    words: str | None = None
    """Whatever one remembers of a phrase; None for every phrase in the order of the book."""
    locale: str = ""
    """The customer's language, by code or alias; else a hit is shown in the language whose words were hit."""
    staff: str = ""
    """The language of title and meaning; else the source language."""
    role: str = ""
    situation: str = ""
    standard: str = ""
    """Full key, or its item where no other shares it; a phrase has those of its step, too."""
    status: str = ""
    """One of ``STATUSES``."""
    pairs: tuple[str, ...] = ()
    """``name=value``, for the placeholders."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Who speaks and who listens: value by axis."""
    limit: int | None = None
    """So many hits at most."""


def use_names(asked: Question, about: About, faults: list[Fault]) -> Question:
    """Return ``asked`` with every name as the book has it; append to ``faults`` each that it has not."""
    names = about["names"]
    for axis, value in asked.chosen.items():
        find_name(axis, value, about["axes"][axis], faults)
    return replace(
        asked,
        locale=_find_locale(asked.locale, about["aliases"], faults),
        staff=_find_locale(asked.staff, about["aliases"], faults),
        role=find_name("role", asked.role, names["role"], faults),
        situation=find_name("situation", asked.situation, names["situation"], faults),
        standard=_find_standard(asked.standard, names["standard"], faults),
        status=find_name("status", asked.status, STATUSES, faults),
    )


def find_name(kind: str, word: str, known: Collection[str], faults: list[Fault]) -> str:
    """Return ``word`` where it is known; else append the fault, with the nearest name, and return nothing."""
    if not word or word in known:
        return word
    from scripts_gen.errors import no_such

    faults += no_such(kind, word, known).faults
    return ""


def _find_locale(word: str, aliases: Mapping[str, Collection[str]], faults: list[Fault]) -> str:
    folded = word.casefold().replace("-", "_")
    for code, others in aliases.items():
        if folded in map(str.casefold, (code, *others)):
            return code
    return find_name("locale", word, aliases, faults)


def _find_standard(word: str, known: Mapping[str, str], faults: list[Fault]) -> str:
    if not word or word in known:
        return word
    from scripts_gen.standards import standard_references

    references = standard_references(known)
    name = find_name("standard", word, references, faults)
    return references.get(name) or name


def read_values(pairs: Iterable[str], known: Mapping[str, Mapping[str, str]], faults: list[Fault]) -> dict[str, str]:
    """Return value by placeholder; append to ``faults`` what is no pair, no placeholder or not of its type.

    ``known`` has type, label and example of each placeholder. A value means the same in every locale.
    """
    values: dict[str, str] = {}
    if not pairs:
        return values
    from scripts_gen.errors import Fault
    from scripts_gen.locales import LocaleFormatter
    from scripts_gen.model import Placeholder

    formatter = LocaleFormatter("en")
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            example = name if name in known else next(iter(known), "")
            told = f", such as {example}={known[example]['example']}" if example else ""
            faults.append(Fault("", 0, "--set", f"expected name=value, found {pair!r}{told}"))
        elif find_name("placeholder", name, known, faults):
            try:
                formatter.format(Placeholder(name, **known[name]), value)
            except ValueError as error:
                faults.append(Fault("", 0, "", str(error)))
            values[name] = value
    return values


def raise_faults(faults: Collection[Fault]) -> None:
    """Raise InputError with all of ``faults``, where there are any."""
    if faults:
        from scripts_gen.errors import InputError

        raise InputError(faults)
