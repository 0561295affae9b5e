"""Placeholders, and numbers and addresses beside them: what a translation must keep as the source has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from scripts_gen.check.figures import find_addresses, find_numbers
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.subject import Form
from scripts_gen.wording import PLACEHOLDER, placeholders, stray_braces

_MARK = re.compile(
    # A whole pair of brackets of one kind, or of two; one that lacks its partner; braces round nothing; a lone brace.
    r"(?P<open>\{+|[｛﹛\[(<])[ \u00a0]*(?P<name>[^\W\d]\w*(?:[ -]\w+)*)[ \u00a0]*(?P<close>\}+|[｝﹜\])>])"
    r"|[{｛﹛][ \u00a0]*(?P<unclosed>[^\W\d]\w*)"
    r"|(?<!\w)(?P<unopened>[^\W\d]\w*)[ \u00a0]*[}｝﹜]"
    r"|(?P<stray>\{[ \u00a0]*\d*[ \u00a0]*\}|[{}])"
)
_PAIRS = {"[": "]", "(": ")", "<": ">", "｛": "｝", "﹛": "﹜"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something in a text that is, or was meant as, a placeholder."""

    text: str
    start: int
    name: str
    """As it stands, for one that the source has not; else the source's name; empty where nobody can tell."""
    certain: bool = True
    """Whether ``{name}`` in its place is right beyond doubt."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The placeholders of a form beside those of its source, each fault told once."""

    missing: tuple[str, ...] = ()
    unknown: tuple[_Mark, ...] = ()
    renamed: tuple[tuple[_Mark, str], ...] = ()
    broken: tuple[_Mark, ...] = ()


def _read(form: Form) -> _Reading:
    message = form.message
    if stray_braces(message.msgid) or stray_braces(message.msgid_plural):
        return _Reading()  # another format's braces: ICU, a template, JSON
    known = tuple(dict.fromkeys(placeholders(message.msgid) + placeholders(message.msgid_plural)))
    right = {mark[1] for mark in PLACEHOLDER.finditer(form.text)}
    unknown, broken = [], []
    for match in _MARK.finditer(form.text):
        mark = _broken(match, known, right)
        if mark:
            broken.append(mark)
        elif (match["open"] or "").startswith("{") and match["name"] not in known:
            unknown.append(_Mark(match[0], match.start(), match["name"]))
    absent = [name for name in known if name not in right and name not in {mark.name for mark in broken}]
    missing = [name for name in absent if name in placeholders(form.source)]
    spare = _spare(form, absent)
    if len(missing) == 1 and any(not mark.name for mark in broken):
        missing = []  # the nameless brace is what is left of it
    renamed, unknown = _pair(unknown, missing, spare)
    told = {name for _, name in renamed}
    return _Reading(
        tuple(name for name in missing if name not in told and name != spare),
        tuple(unknown),
        tuple(renamed),
        tuple(broken),
    )


def _broken(match: re.Match[str], known: tuple[str, ...], right: set[str]) -> _Mark | None:
    """Return what ``match`` was meant as where its braces or its letter case are broken, else None."""
    whole = next((word for word in (match["name"], match["unclosed"], match["unopened"]) if word), "")
    name = re.sub(r"[ -]", "_", whole.casefold())
    opening, closing = match["open"], match["close"]
    if opening and closing:
        if name not in known or match[0] == f"{{{name}}}":
            return None if (opening[0] == "{" and closing[0] == "}") or opening[0] not in "{｛﹛" else _nameless(match)
        if "{" not in opening and "}" not in closing and opening not in "｛﹛":
            # "(time)" may be a word in brackets; it is the placeholder only where that is not there.
            return _Mark(match[0], match.start(), name) if name not in right and closing == _PAIRS[opening] else None
        paired = closing[0] == _PAIRS.get(opening, "}")
        return _Mark(match[0], match.start(), name, paired)
    if name in known:
        after, before = match.string[match.end() : match.end() + 1], match.string[: match.start()][-1:]
        return _Mark(match[0], match.start(), name, after not in set(")]>") and before not in set("([<"))
    return _nameless(match)


def _nameless(match: re.Match[str]) -> _Mark:
    return _Mark(match[0], match.start(), "", certain=False)


def _spare(form: Form, absent: list[str]) -> str:
    """Return the count that a form for one fixed number, such as the Arabic dual, leaves out; empty where none."""
    message = form.message
    if not message.msgid_plural or form.language.fixed_number(form.index) is None:
        return ""
    plural, single = placeholders(message.msgid_plural), placeholders(message.msgid)
    told = [name for name in plural if f"{{{name}}}: number" in "\n".join(message.notes)]
    counts = told or [name for name in plural if name not in single] or list(plural)
    return next((name for name in absent if name in counts), "")


def _pair(unknown: list[_Mark], missing: list[str], spare: str) -> tuple[list[tuple[_Mark, str]], list[_Mark]]:
    """Match unknown names with missing ones, the like with the like first; return the pairs and what is left."""
    names = [*(name for name in missing if name != spare), *([spare] if spare else [])]
    pairs: list[tuple[_Mark, str]] = []
    left: list[_Mark] = []
    for mark in unknown:
        near = get_close_matches(mark.name.casefold(), names, n=1, cutoff=0.6)
        if near:
            names.remove(near[0])
            pairs.append((mark, near[0]))
        else:
            left.append(mark)
    if left and len(left) == len(names):
        return [*pairs, *zip(left, names, strict=True)], []
    return pairs, left


def find_missing(form: Form) -> Iterator[Spot]:
    """Yield a spot for each placeholder of the source that the text lacks."""
    for name in _read(form).missing:
        yield Spot(detail=f"{{{name}}}")


def find_unknown(form: Form) -> Iterator[Spot]:
    """Yield each placeholder that the source has not, unless it stands for one that is missing."""
    for mark in _read(form).unknown:
        yield Spot(mark.text, mark.start, mark.text)


def find_renamed(form: Form) -> Iterator[Spot]:
    """Yield each placeholder under a name of its own: mended where it is a slip of the pen or no possible name."""
    for mark, name in _read(form).renamed:
        near = get_close_matches(mark.name.casefold(), [name], cutoff=0.75) or not mark.name.isascii()
        yield Spot(mark.text, mark.start, f"{mark.text} for {{{name}}}", mended=f"{{{name}}}" if near else None)


def find_broken(form: Form) -> Iterator[Spot]:
    """Yield each placeholder whose braces, blanks or letter case are not those of ``{name}``."""
    for mark in _read(form).broken:
        detail = f"{mark.text} for {{{mark.name}}}" if mark.name else mark.text
        yield Spot(mark.text, mark.start, detail, mended=f"{{{mark.name}}}" if mark.certain else None)


RULES = (
    Rule(
        "P301",
        "missing-placeholder",
        Severity.ERROR,
        "a placeholder of the source is missing",
        "Whoever speaks has nothing to put the value in, and leaves it unsaid.",
        "Put the placeholder, in braces and under its English name, where the value belongs.",
        Scope.FORM,
        find_missing,
    ),
    Rule(
        "P302",
        "unknown-placeholder",
        Severity.ERROR,
        "a placeholder that the source does not have",
        "Nothing fills it: the card shows an empty line that nobody can complete.",
        "Take it out, or use a placeholder of the source.",
        Scope.FORM,
        find_unknown,
    ),
    Rule(
        "P303",
        "renamed-placeholder",
        Severity.ERROR,
        "a placeholder under another name",
        "Placeholders are found by their English name; under another one nothing fills them.",
        "Keep the name as in the source, even in another script; readers see the value or a label in their language.",
        Scope.FORM,
        find_renamed,
    ),
    Rule(
        "P304",
        "broken-placeholder",
        Severity.ERROR,
        "a broken placeholder",
        "What is not exactly a name in braces is printed as it stands, braces and all.",
        "Write one opening brace, the name in small Latin letters, one closing brace, and nothing between them.",
        Scope.FORM,
        find_broken,
    ),
    Rule(
        "P305",
        "number-differs",
        Severity.WARNING,
        "a number differs from the source",
        "A customer who is told the wrong hour, price or date was told something untrue.",
        "Use the number of the source, in digits or in words.",
        Scope.FORM,
        find_numbers,
    ),
    Rule(
        "P306",
        "address-differs",
        Severity.ERROR,
        "an address or a telephone number differs from the source",
        "One wrong letter or digit sends the customer to somebody else, or to nobody.",
        "Copy the address or the number from the source.",
        Scope.FORM,
        find_addresses,
    ),
)
