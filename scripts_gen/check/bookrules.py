"""The book: whether its standards are carried, its phrases reached, and its words those of the house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scripts_gen.check.idioms import find_idioms
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.subject import BookSubject
from scripts_gen.coverage import count_coverage
from scripts_gen.model import Phrase
from scripts_gen.wording import placeholders

_STANDARDS_FILE = "locales/book/standards.toml"


def find_uncovered_standards(subject: BookSubject) -> Iterator[Spot]:
    """Yield the standards that no role carries, whether they must or may be kept, and whoever is excused."""
    standards = subject.book.standards.standards
    for row in count_coverage(subject.book).standards:
        if not row.carried():
            yield Spot(msgctxt=row.item, file=_STANDARDS_FILE, detail=f"{row.item} ({standards[row.item].title})")


def find_lacking_roles(subject: BookSubject) -> Iterator[Spot]:
    """Yield each role with the binding standards that others carry and it does not, nor excuses in its profile.

    What no role carries is told of the book, once.
    """
    book = subject.book
    coverage = count_coverage(book)
    binding = {
        row.item for row in coverage.standards if row.carried() and book.standards.standards[row.item].binding == "must"
    }
    for role in book.roles.values():
        lacking = [hole.item for hole in coverage.holes if hole.role == role.key and hole.item in binding]
        if lacking:
            yield Spot(msgctxt=f"role.{role.key}", file=role.file, detail=", ".join(lacking))


def find_empty_steps(subject: BookSubject) -> Iterator[Spot]:
    """Yield the steps with nothing to say and nothing to do; a silent step has directions."""
    for situation in subject.book.situations.values():
        for step in situation.steps:
            if not step.phrases and not step.directions():
                yield Spot(msgctxt=f"{situation.key}.{step.key}", file=situation.file, detail=repr(step.title))


def find_unreachable_phrases(subject: BookSubject) -> Iterator[Spot]:
    """Yield the phrases that no role has, or no language has the part of the day for.

    Those of a book below are for others, too: a house with fewer roles and languages need not hide each of them.
    """
    reached = {key for role in subject.book.roles.values() for key in role.situations()}
    below = subject.base.phrases() if subject.base else {}
    for situation in subject.book.situations.values():
        for phrase in (phrase for phrase in situation.phrases() if phrase.key not in below):
            locales = [phrasebook.locale for phrasebook in subject.phrasebooks]
            if situation.key not in reached:
                yield Spot(msgctxt=phrase.key, file=situation.file, detail=f"no role has {situation.key!r}")
            elif locales and not any(locale.has_part(phrase.when) for locale in locales):
                yield Spot(msgctxt=phrase.key, file=situation.file, detail=f"no language has a {phrase.when!r}")


def find_unsaid(subject: BookSubject) -> Iterator[Spot]:
    """Yield the phrases that say a number or an address of the organisation which book.toml leaves out."""
    empty = [name for name, value in subject.book.organisation.values().items() if not value]
    for situation in subject.book.situations.values():
        for phrase in situation.phrases():
            said = placeholders(f"{phrase.say} {phrase.say_plural}")
            for name in (name for name in empty if name in said):
                yield Spot(msgctxt=phrase.key, file=situation.file, detail=f"book.toml has no {name!r}")


def find_bad_style(subject: BookSubject) -> Iterator[Spot]:
    """Yield idioms and blame in the wordings of an English book, and words that its source locale avoids."""
    book = subject.book
    sources = [phrasebook.locale for phrasebook in subject.phrasebooks if phrasebook.locale.code == book.source]
    avoid = [word for locale in sources for word in locale.avoid]
    english = book.source.partition("_")[0] == "en"
    for situation in book.situations.values():
        for phrase in situation.phrases():
            told: set[str] = set()
            for form, text in enumerate((phrase.say, phrase.say_plural)):
                spots = [*_find_words(text, avoid), *(find_idioms(text) if english else ())]
                for start, found, why in spots:
                    if found not in told:
                        told.add(found)
                        yield Spot(found, start, f"{found!r}: {why}", form, phrase.key, file=situation.file)


def _find_words(text: str, words: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for word in words:
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            yield found.start(), found[0], "the locale avoids it"


def find_approved_bad_habits(subject: BookSubject) -> Iterator[Spot]:
    """Yield what must not be said although some phrase says it, in any locale; a draft counts like an approved one."""
    book = subject.book
    files = {phrase.key: situation.file for situation in book.situations.values() for phrase in situation.phrases()}
    for locale, habits, wordings in _sayings(subject):
        said: dict[str, str] = {}
        for key, text in wordings:
            said.setdefault(_plain(text), key)
        for key, text in habits:
            if other := said.get(_plain(text)):
                whose = "its own wording" if other == key else f"the wording of {other}"
                yield Spot(text, detail=f"{text!r} is {whose} in {locale}", msgctxt=key, file=files.get(key, ""))


def _sayings(subject: BookSubject) -> Iterator[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    """Yield for each locale its code, the bad habits, and the wordings, both with the key of their phrase."""
    book = subject.book
    phrases: Iterable[Phrase] = book.phrases().values()
    yield (
        book.source,
        [(phrase.key, text) for phrase in phrases for text in phrase.instead_of],
        [(phrase.key, text) for phrase in phrases for text in (phrase.say, phrase.say_plural) if text],
    )
    for phrasebook in subject.phrasebooks:
        if phrasebook.locale.code != book.source:
            entries = phrasebook.entries.values()
            yield (
                phrasebook.locale.code,
                [(entry.key, text) for entry in entries for text in entry.instead_of],
                [(entry.key, text) for entry in entries for wording in entry.wordings for text in wording.forms],
            )


def find_glossary_gaps(subject: BookSubject) -> Iterator[Spot]:
    """Yield each language that lacks a word for terms of the book's glossary, or has words for terms unknown to it."""
    terms = subject.book.glossary
    for phrasebook in subject.phrasebooks:
        code, glossary = phrasebook.locale.code, phrasebook.locale.glossary
        if not terms or code == subject.book.source:
            continue
        lacking = [term for term in terms if not glossary.get(term)]
        unknown = [term for term in glossary if term not in terms]
        for told, names in (("no word", lacking), ("words, but the book has no such term", unknown)):
            if names:
                yield Spot(detail=f"{told}: {', '.join(names)}", file=f"locales/{code}/glossary.toml")


def _plain(text: str) -> str:
    """Return a text by which two that sound alike are equal; a question sounds otherwise."""
    return " ".join(re.findall(r"\w+|[?؟]", text.casefold())).replace("؟", "?")


RULES = (
    Rule(
        "B701",
        "uncovered-standard",
        Severity.ERROR,
        "No role keeps a standard",
        "The organisation promises it, and no script says how it is kept.",
        "Tag a step, a phrase or a role with it, or take it out of the standards.",
        Scope.BOOK,
        find_uncovered_standards,
    ),
    Rule(
        "B702",
        "role-lacks-standard",
        Severity.WARNING,
        "A role meets some standards nowhere",
        "Whoever works in this role is never shown how to keep them.",
        "Add a situation that has them, or say why not, under [excused] in the role; 'scripts-gen coverage' has more.",
        Scope.BOOK,
        find_lacking_roles,
    ),
    Rule(
        "B703",
        "empty-step",
        Severity.WARNING,
        "A step has neither phrases nor directions",
        "The script shows a bare heading, and staff are left alone there.",
        "Add a phrase or a direction, or delete the step.",
        Scope.BOOK,
        find_empty_steps,
    ),
    Rule(
        "B704",
        "unreachable-phrase",
        Severity.ERROR,
        "Nobody is ever shown a phrase",
        "It is translated and approved for nothing, and missing where it was meant to be said.",
        "Give its situation to a role, under 'encounter' or 'at_hand'; give its part of the day to a language.",
        Scope.BOOK,
        find_unreachable_phrases,
    ),
    Rule(
        "B705",
        "style",
        Severity.WARNING,
        "A phrase has words that the house does not say",
        "Idioms cannot be translated, and blame or excuses make a customer angrier.",
        "Say it in plain words: what is, why, and what can be done.",
        Scope.BOOK,
        find_bad_style,
    ),
    Rule(
        "B706",
        "instead-of-approved",
        Severity.ERROR,
        "What must not be said is what a phrase says",
        "Staff are told to say it and not to say it.",
        "Take it out of 'instead_of', or change the wording.",
        Scope.BOOK,
        find_approved_bad_habits,
    ),
    Rule(
        "B707",
        "glossary-gap",
        Severity.NOTE,
        "A language and the book's glossary do not have the same terms",
        "A term without a word of its own is rendered by another one each time.",
        "Give the term its stems in the language's glossary.toml, or take it out of one of the two.",
        Scope.BOOK,
        find_glossary_gaps,
    ),
    Rule(
        "B708",
        "nothing-to-say",
        Severity.WARNING,
        "A phrase says a number or an address that the book does not give",
        "It reads 'Call .' on paper and on screen.",
        "Give it under [organisation] in book.toml; where the list of sites gives it, set nothing without --site.",
        Scope.BOOK,
        find_unsaid,
    ),
)
