"""Reading standards.toml: frameworks, standards, values, and the data of complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from scripts_gen import model
from scripts_gen.document import Table

Parsed = TypeVar("Parsed")


ReferPlan = Callable[[Table, str, str], str]
"""What resolves a phrase of a complaint's plan, later: table, key and complaint code."""


def parse_standards(table: Table, refer_plan: ReferPlan) -> model.Standards:
    """Return the standards that a standards.toml holds, its references resolved; faults stay with the document."""

    def each(name: str, make: Callable[[str, Table], Parsed]) -> dict[str, Parsed]:
        made = {}
        for key, inner in table.named(name).items():
            value = make(key, inner)
            made[getattr(value, "key", key)] = value
            inner.done()
        return made

    def words(values: Mapping[str, object]) -> dict[str, str]:
        return dict.fromkeys(values, "")

    frameworks = each(
        "framework", lambda key, t: model.Framework(key, t.text("title"), t.text("source", required=False))
    )
    values = each("value", lambda key, t: model.Value(key, t.text("title"), t.text("meaning")))
    moves = each("move", lambda key, t: model.Move(key, t.text("title"), t.text("meaning")))
    standards = each("standard", lambda key, t: _parse_standard(key, t, words(frameworks), words(values)))
    known = standard_references(standards)
    dimensions = each(
        "dimension",
        lambda key, t: model.Dimension(key, t.text("title"), t.refer_all("from", known, "standard")),
    )
    models = each(
        "model",
        lambda key, t: model.ComplaintModel(key, t.text("title"), t.refer_all("moves", words(moves), "move")),
    )
    complaints = each("complaint", lambda key, t: _parse_complaint(key, t, refer_plan))
    measures = each("measure", _parse_measure)
    table.done()
    return model.Standards(frameworks, standards, values, dimensions, moves, models, complaints, measures)


def _parse_standard(key: str, table: Table, frameworks: Mapping[str, str], values: Mapping[str, str]) -> model.Standard:
    framework = table.refer("framework", frameworks, "framework", required=True)
    prefix, _, item = key.rpartition(".")
    lost = not framework and table.document.is_hidden("framework", table.text("framework", required=False))
    if prefix and prefix != framework and not lost:
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


def standard_references(standards: Iterable[str]) -> dict[str, str]:
    """Return the words that may name a standard: its full key always, its bare item where no other shares it."""
    bare: dict[str, str] = {}
    for key in standards:
        item = key.partition(".")[2]
        bare[item] = "" if item in bare else key
    return {word: key for word, key in bare.items() if key} | dict.fromkeys(standards, "")


def _parse_complaint(key: str, table: Table, refer_plan: ReferPlan) -> model.ComplaintCode:
    plan = [word for word in model.PLAN if word in table.data]
    if plan and len(plan) < len(model.PLAN):
        missing = ", ".join(word for word in model.PLAN if word not in plan)
        table.fault(None, f"a plan has a first sentence, a question and a promise; missing: {missing}")
    if all(table.loses(word, table.text(word, required=False), "phrase") for word in model.PLAN):
        return model.ComplaintCode(table.key(key, key), table.text("title"))
    return model.ComplaintCode(
        table.key(key, key), table.text("title"), *(refer_plan(table, word, key) for word in model.PLAN)
    )


def _parse_measure(key: str, table: Table) -> model.Measure:
    return model.Measure(
        key,
        table.text("title"),
        table.quantity("value"),
        table.text("unit"),
        table.choice("operator", ("at", "within"), default="within"),
    )
