"""Running rules over subjects: selection, silencing, and findings in the order of file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from scripts_gen.check.rule import Finding, Rule, Scope, Spot
from scripts_gen.check.subject import BookSubject, CatalogSubject, FileSubject, Form
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.message import Message

_SILENCED = re.compile(r"scripts-gen:\s*ignore\s+([A-Z]\d{3}(?:[,\s]+[A-Z]\d{3})*)")


def select_rules(rules: Sequence[Rule], select: Collection[str], ignore: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules whose code begins with one of ``select`` (all where it is empty) and with none of ``ignore``.

    Raises InputError for a code that begins no rule's.
    """
    codes = [rule.code for rule in rules]
    faults = [
        Fault("", 0, "", f"no check {code!r}{did_you_mean(code, codes)}")
        for code in (*select, *ignore)
        if not any(known.startswith(code) for known in codes)
    ]
    if faults:
        raise InputError(faults)
    return tuple(
        rule
        for rule in rules
        if (not select or rule.code.startswith(tuple(select))) and not (ignore and rule.code.startswith(tuple(ignore)))
    )


def check_file(subject: FileSubject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what the rules find in the bytes of a file."""
    for rule in _wanted(rules, Scope.FILE, subject.language.is_source):
        if rule.code not in subject.language.locale.ignore:
            for spot in rule.find(subject):
                yield _finding(rule, spot, subject.file, subject.language.locale.code)


def check_catalog(subject: CatalogSubject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what the rules find in a catalog: in the whole, in each live message, in each of its texts."""
    rules = [rule for rule in rules if rule.code not in subject.language.locale.ignore]
    language, is_source = subject.language, subject.language.is_source
    quiet = {message.line: silenced(message) for message in subject.messages if message.comments}

    def told(rule: Rule, spot: Spot) -> Iterator[Finding]:
        if rule.code not in quiet.get(spot.line, ()):
            yield _finding(rule, spot, subject.file, language.locale.code)

    for rule in _wanted(rules, Scope.CATALOG, is_source):
        for spot in rule.find(subject):
            yield from told(rule, spot)
    by_form = _wanted(rules, Scope.FORM, is_source)
    by_message = _wanted(rules, Scope.MESSAGE, is_source)
    for message in subject.live():
        for rule in by_message:
            for spot in rule.find(message, language):
                yield from told(rule, _placed(spot, message, spot.form))
        for form in forms_of(message, subject):
            for rule in by_form:
                for spot in rule.find(form):
                    yield from told(rule, _placed(spot, message, form.index))


def check_book(subject: BookSubject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what the rules find in the book itself."""
    for rule in _wanted(rules, Scope.BOOK, is_source=True):
        for spot in rule.find(subject):
            yield _finding(rule, spot, spot.file or "locales/book", subject.book.source)


def forms_of(message: Message, subject: CatalogSubject) -> Iterator[Form]:
    """Yield the texts of a message that are worth looking at: translated, and waiting for nobody."""
    if message.fuzzy:
        return
    for index, text in enumerate(message.msgstr):
        one = subject.language.fixed_number(index) == 1
        source = message.msgid_plural if message.msgid_plural and not one else message.msgid
        if text:
            yield Form(message, index, text, source, subject.language, subject.domain)


def silenced(message: Message) -> frozenset[str]:
    """Return the codes that a translator silenced on ``message``: ``# scripts-gen: ignore T203, T204``."""
    found = (_SILENCED.search(comment) for comment in message.comments)
    return frozenset(code for match in found if match for code in re.findall(r"[A-Z]\d{3}", match[1]))


def mend(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with what has but one right answer put right; overlapping mends wait for the next run."""
    end = len(text) + 1
    for finding in sorted(findings, key=lambda finding: finding.start, reverse=True):
        stop = finding.start + len(finding.text)
        if finding.mended is not None and stop <= end and text[finding.start : stop] == finding.text:
            text = text[: finding.start] + finding.mended + text[stop:]
            end = finding.start
    return text


def _wanted(rules: Iterable[Rule], scope: Scope, is_source: bool) -> list[Rule]:
    return [rule for rule in rules if rule.scope is scope and (rule.on_source or not is_source)]


def _placed(spot: Spot, message: Message, form: int) -> Spot:
    return Spot(spot.text, spot.start, spot.detail, form, message.msgctxt, message.line, spot.file, spot.mended)


def _finding(rule: Rule, spot: Spot, file: str, locale: str) -> Finding:
    return Finding(
        file=file,
        line=spot.line,
        code=rule.code,
        severity=rule.severity,
        locale=locale,
        msgctxt=spot.msgctxt,
        form=spot.form,
        start=spot.start,
        text=spot.text,
        message=f"{rule.title}: {spot.detail}" if spot.detail else rule.title,
        why=rule.why,
        mend=rule.mend,
        mended=spot.mended,
    )
