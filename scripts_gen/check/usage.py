"""Words that no wording should use, terms of the glossary, and wordings against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.speech import (
    LISTS,
    blank,
    field_name,
    fold,
    from_book,
    is_spoken,
    is_stray,
    phrase_pattern,
    words,
)
from scripts_gen.check.subject import CatalogSubject, Form
from scripts_gen.message import DOMAINS, PRONUNCIATION, SPOKEN, Message, parse_context

_AVOID = {
    # Садитесь with a word of courtesy is right; to call somebody by sex is wrong, to speak of a woman is not.
    "ru": r"садитесь(?=\s*[.!]|\s*$)(?<!пожалуйста, садитесь)|присаживайтесь"
    r"|(?:(?<=^)|(?<=[.!?…,] ))(?:девушка|мужчина|женщина|молодой человек)(?=\s*[,!.?]|$)",
    # After a promise it says that nothing is promised; إنشاء الله is the same, misspelt.
    "ar": r"(?:إن\s+شاء|ان\s+شاء|إنشاء)\s+الله",
    # "Olkaa hyvä" offers; it does not request.
    "fi": r"ol(?:kaa|e) hyvä ja \w+",
    "tl": r"bahala na(?!\s+(?:po\s+)?(?:ako|kami|siya|si)\b)",
    "en": r"calm down",
}
"""What the standards of each language exclude, whatever the locale's own list says; in spoken lines only."""

_MIN_WORDS = 2  # L511: shorter sources are labels, whose wording may hang on the place
_MIN_WORDING = 3
"""L512: a shorter courtesy, such as "Olkaa hyvä.", answers many things, unless both sources say twice as much."""


def find_avoided(form: Form) -> Iterator[Spot]:
    """Yield words and phrases that the locale or the standards of its language exclude."""
    spoken = is_spoken(form)
    text = blank(form.text)
    if not spoken and not (is_stray(form) and len(words(text)) > 1):  # a word alone is a label: "Мужчина"
        return
    patterns = [phrase_pattern(form.language.locale.avoid)]
    if spoken and form.language.code in _AVOID:
        patterns.append(_builtin(form.language.code))
    told: list[range] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not any(match.start() in span for span in told):
                told.append(range(*match.span()))
                yield Spot(form.text[match.start() : match.end()], match.start(), f"“{match[0]}”")


@cache
def _builtin(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_AVOID[code]})(?![\w-])", re.IGNORECASE)


# --- glossary --------------------------------------------------------------------------------------------------------


def find_missed_terms(form: Form) -> Iterator[Spot]:
    """Yield each glossary term of the source that the wording renders by none of its stems."""
    glossary = form.language.locale.glossary
    skipped = form.domain == PRONUNCIATION or field_name(form.message) in LISTS or is_stray(form)
    # A form for no pieces at all may well leave the term out: "nothing to wait for".
    nothing = form.message.msgid_plural and form.language.fixed_number(form.index) == 0
    if not glossary or skipped or nothing or form.text == form.source:
        return
    source, wording = blank(form.source), fold(form.text)
    for term, stems in glossary.items():
        if _term_pattern(term).search(source) and not any(fold(stem) in wording for stem in stems):
            yield Spot(detail=f"“{term}”: expected {' or '.join(stems)}")


@cache
def _term_pattern(term: str) -> re.Pattern[str]:
    """Return a pattern for an English term and its simple inflections."""
    stem = re.sub(r"\s+", r"\\s+", re.escape(" ".join(term.split())).replace(r"\ ", " "))
    if term.endswith("e"):
        stem = rf"{stem[:-1]}(?:e|es|ed|ing|eing)"
    elif re.search(r"[^aeiou]y$", term):
        stem = rf"{stem[:-1]}(?:y|ies|ied|ying)"
    else:
        stem = rf"{stem}(?:s|es|ed|ing)?"
    return re.compile(rf"(?<![\w-]){stem}(?![\w-])", re.IGNORECASE)


# --- wordings against each other -------------------------------------------------------------------------------------


def find_two_wordings(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield every message whose source has another wording under another key, to the same audience."""
    first: dict[tuple[str, str, str, bool], Message] = {}
    for message in _comparable(subject):
        colleague = any(note.startswith("Staff speak to a colleague") for note in message.notes)
        place = (message.msgid, message.msgid_plural, field_name(message), colleague)
        other = first.setdefault(place, message)
        if len(words(message.msgid)) >= _MIN_WORDS and _plain(message.msgstr[0]) != _plain(other.msgstr[0]):
            detail = f"“{other.msgstr[0]}” in {other.msgctxt}"
            yield Spot(message.msgstr[0], 0, detail, msgctxt=message.msgctxt, line=message.line)


def find_one_wording(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield every spoken wording that another source has already."""
    first: dict[str, Message] = {}
    for message in _comparable(subject):
        if subject.domain in DOMAINS and subject.domain != SPOKEN:
            return
        wording = message.msgstr[0]
        other = first.setdefault(_plain(wording), message)
        said = len(words(wording))
        telling = said >= _MIN_WORDING or 1 < said * 2 <= min(len(words(m.msgid)) for m in (message, other))
        if telling and _plain(message.msgid) != _plain(other.msgid):
            detail = f"“{other.msgid}” in {other.msgctxt}"
            yield Spot(wording, 0, detail, msgctxt=message.msgctxt, line=message.line)


def _comparable(subject: CatalogSubject) -> Iterator[Message]:
    """Yield one translated message of the book a key: the plain row, or the first where there is none.

    Elsewhere a msgctxt is there precisely because one source wants two wordings.
    """
    rows: dict[str, Message] = {}
    for message in subject.live():
        known = from_book(message) or subject.domain in DOMAINS
        if subject.domain == PRONUNCIATION or not known or message.fuzzy or not message.translated:
            continue
        key, variant = parse_context(message.msgctxt)
        if field_name(message) not in LISTS and (key not in rows or not variant):
            rows[key] = message
    yield from rows.values()


def _plain(text: str) -> str:
    """Return what distinguishes a wording: its words and placeholders, without case and punctuation."""
    return " ".join(re.findall(r"[\w{}]+", fold(text)))


RULES: tuple[Rule, ...] = (
    Rule(
        "L509",
        "avoid-word",
        Severity.WARNING,
        "uses what no wording should say",
        "These words hurt, promise nothing or sound like an order to whoever hears them.",
        "Say it without the word; the locale's [check] avoid holds the list.",
        Scope.FORM,
        find_avoided,
    ),
    Rule(
        "L510",
        "glossary",
        Severity.WARNING,
        "renders a term otherwise than the glossary",
        "One thing with two names makes customers and colleagues think of two things.",
        "Use the glossary's word, or add the stem of this one to [glossary] if it is right too.",
        Scope.FORM,
        find_missed_terms,
        on_source=False,
    ),
    Rule(
        "L511",
        "two-wordings",
        Severity.WARNING,
        "has another wording elsewhere for the same source",
        "Whoever learns the phrase in one place should meet it in the other.",
        "Choose the better wording for both, or silence the check where the place asks for another.",
        Scope.CATALOG,
        find_two_wordings,
        on_source=False,
    ),
    Rule(
        "L512",
        "one-wording",
        Severity.NOTE,
        "has the same wording as another source",
        "Two sources were written because they say two things; one wording may have lost the difference.",
        "Look at both sources; where the language says both alike, leave it.",
        Scope.CATALOG,
        find_one_wording,
        on_source=False,
    ),
)
