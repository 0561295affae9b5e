"""Fit: what cannot stand on the cards that the book prints, as the typesetter measured it."""

from __future__ import annotations

from collections.abc import Iterator

from scripts_gen.check.rule import Finding, Rule, Scope, Severity, Spot


def _nothing(_: object) -> Iterator[Spot]:
    yield from ()


MISFIT = Rule(
    "F601",
    "misfit",
    Severity.ERROR,
    "does not fit the card that the book prints",
    "A wording that does not fit is not printed: the whole deck waits for it.",
    "Shorten the wording, or print a larger card.",
    Scope.FORM,
    _nothing,
)
RULES = (MISFIT,)


def fit_finding(locale: str, file: str, msgctxt: str, line: int, over: str) -> Finding:
    """Return what the typesetter told of a wording: ``over`` says by how much, and what would hold it."""
    rule = MISFIT
    message = f"{rule.title}: {over}"
    return Finding(file, line, rule.code, rule.severity, locale, msgctxt, 0, 0, "", message, rule.why, rule.mend)
