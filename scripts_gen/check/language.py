"""Language: whether a wording is translated, can be said aloud, and speaks to a customer as the language asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts_gen.check import address, pronunciation, usage
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.speech import LISTS, MARKS, Word, blank, field_name, fold, is_spoken, is_stray, words
from scripts_gen.check.subject import Form
from scripts_gen.message import DOMAINS, PRONUNCIATION

_OTHER_SCRIPTS = frozenset({"ru", "ar"})
_IN_NAMES = frozenset({"and", "of", "the", "for", "de", "la", "van", "von", "der", "y", "e"})
_SENTENCE = re.compile(r"[.!?…:]\s*$")
_CODE = re.compile(r"\S*[_\\=<>|/*#$]\S*|(?<!\w)--?\w[\w-]*|\b[\w-]+\.[\w.-]*\w")
"""Runs that are no language: identifiers, options, paths, file names."""


def find_untranslated(form: Form) -> Iterator[Spot]:
    """Yield a text that equals its source and is neither a name, nor a sign, nor right as it is."""
    text = form.text.strip()
    listed = form.language.locale.same
    if (
        form.domain == PRONUNCIATION
        or field_name(form.message) in LISTS
        or text.casefold() != form.source.strip().casefold()
    ):
        return
    if text in listed or text.rstrip(".!?:") in listed:
        return
    found = tuple(word for word in words(_CODE.sub(lambda run: " " * len(run[0]), blank(text))) if len(word.text) > 1)
    common = sum(word.text[0].islower() and word.folded not in _IN_NAMES for word in found)
    if is_stray(form):  # "Compaq Presario laptop", "fuser (PSmisc)": programs are full of names and signs
        told = len(found) > 2 and common > 1
    else:  # in Latin letters a word alone may be a loan
        other_script = form.language.code in _OTHER_SCRIPTS
        enough = len(found) >= (1 if other_script else 2)
        told = enough and (common > 0 or not _is_name(found, bool(_SENTENCE.search(text)), other_script))
    if told:
        yield Spot(text, form.text.find(text))


def _is_name(found: tuple[Word, ...], sentence: bool, alone_is_word: bool) -> bool:
    """Tell whether words, none of which begins as a common word does, are a name or an acronym."""
    plain = [word for word in found if word.text[1:].islower()]  # neither API nor Wi-Fi nor GitHub
    return not plain or (not sentence and not (alone_is_word and len(found) == 1))


# --- alternatives ----------------------------------------------------------------------------------------------------

_LETTERS = rf"[^\W\d_][^\W\d_{MARKS}'’]*(?:[{MARKS}'’]+[^\W\d_]*)*"
_SLASH = re.compile(rf"(?<![\w/.{MARKS}-])({_LETTERS})\s?/\s?({_LETTERS})(?![\w/{MARKS}-])")
_ENDING = re.compile(
    r"[а-яё]+/-?(?:а|я|о|ла|ая|яя|ся|сь|лась|на|ой|ей)(?!\w)|[а-яё]+\((?:а|я|ла|ая|яя|на|лась)\)"
    rf"|[\u0621-\u064a{MARKS}]+[({{/](?:ة|ي|ين)[)}}]|[a-zåäö]+(?:nut|nyt|lut|lyt|rut|sut)\((?:n|l|r|s)?eet\)",
    re.IGNORECASE,
)
"""An ending beside or in brackets: понял/а, уважаемый(ая), tilannut(neet)."""
_PAIRS = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        *("ma'am/sir", "maam/sir", "mr/ms", "mr/mrs", "he/she", "his/her", "him/her", "herra/rouva", "po/opo"),
        *("он/она", "его/ее", "ему/ей", "один/одна", "г-н/г-жа", "сэр/мадам", "هو/هي"),
    )
)


def find_alternatives(form: Form) -> Iterator[Spot]:
    """Yield two words of which the speaker is to choose one: рад/рада, Ma'am/Sir, понял(а)."""
    spoken = is_spoken(form)
    if form.domain in DOMAINS and not spoken:
        return
    if not spoken and ("/" in form.source or "(s)" in form.source):  # a program may well show alternatives
        return
    text = blank(form.text)
    for match in _SLASH.finditer(text):
        left, right = fold(match[1]), fold(match[2])
        if match[0] in form.source or _ENDING.match(match[0]):
            continue
        # Short words are units and "and/or", in every language.
        unit = len(left) < 3 or len(right) < 3 or re.search(r"[\d}]\s?$", form.text[: match.start()])
        sign = match[1].isupper() or match[2].isupper()
        if _are_forms(left, right) or (spoken and not unit and not sign):
            yield Spot(form.text[match.start() : match.end()], match.start(), f"“{match[0]}”")
    for match in _ENDING.finditer(text):
        if spoken and match[0] not in form.source:
            yield Spot(match[0], match.start(), f"“{match[0]}”")


def _are_forms(left: str, right: str) -> bool:
    """Tell whether two words are forms of one, or a known pair."""
    if frozenset((left, right)) in _PAIRS:
        return True
    common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return left != right and common >= 3 and 2 * common >= max(len(left), len(right))


UNTRANSLATED = Rule(
    "L501",
    "untranslated",
    Severity.WARNING,
    "is the source, not translated",
    "Whoever speaks or reads it meets a foreign language in the middle of their own.",
    "Translate it; where it is right as it stands, add it to the locale's [check] same.",
    Scope.FORM,
    find_untranslated,
    on_source=False,
)
ALTERNATIVES = Rule(
    "L508",
    "slash-alternatives",
    Severity.ERROR,
    "gives two words where one can be said",
    "Nobody can say a slash: the speaker stumbles, and the customer hears both words or neither.",
    "Write a row for each speaker or listener, or find a wording that suits all.",
    Scope.FORM,
    find_alternatives,
)
RULES: tuple[Rule, ...] = (UNTRANSLATED, *address.RULES, ALTERNATIVES, *usage.RULES, *pronunciation.RULES)
