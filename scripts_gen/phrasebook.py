"""A phrasebook: the book resolved in one locale. Everything below it reads this one value and opens no file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scripts_gen import wording as wordings
from scripts_gen.interface import WORDS
from scripts_gen.language import Locale, Variant, is_plural_rule, plural_index
from scripts_gen.message import GUIDANCE, INTERFACE, PRONUNCIATION, SPOKEN, Message, Status, format_context
from scripts_gen.model import NUMBERS, Book, Phrase, Placeholder, Role, Situation, Step
from scripts_gen.seal import approval_of, hash_texts, pronounced_wording, seal_of, status_of

_NUMBER = Placeholder(NUMBERS, "number", "", "0")


class Formatter(Protocol):
    """Writes typed values the way a locale does; ``locales.LocaleFormatter`` is the one that Babel backs."""

    def format(self, placeholder: Placeholder, value: str) -> str:
        """Return ``value``, as typed on the command line, as the locale writes it; raise ValueError if it is none."""

    def duration(self, seconds: int) -> str:
        """Return a time span in words, such as ``10 seconds``."""

    def language(self, code: str) -> str:
        """Return what speakers of this locale call the language ``code``."""


@dataclass(frozen=True, slots=True)
class Localized:
    """A text and the language it really is in: the source where a translation is missing or stale."""

    text: str
    locale: str
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a phrase is said: one row of the catalog."""

    variant: Variant
    """Empty for the plain row."""
    forms: tuple[str, ...]
    """The raw wording with ``{placeholders}``: one text, or one a plural form."""
    status: Status
    """Never missing."""
    approved: str = ""
    """Date of the newest approval, holding or not; empty where there never was one."""
    approved_by: str = ""
    seal: str = ""
    """The seal where it holds; empty otherwise."""
    pronunciation: tuple[str, ...] = ()
    """One for each of ``forms``; empty where there is none, or it was written for another wording."""

    @property
    def draft(self) -> bool:
        """Whether this wording must be marked wherever it shows."""
        return self.status is not Status.APPROVED


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase with its wordings in this locale."""

    phrase: Phrase
    situation: Situation
    step: Step
    wordings: tuple[Wording, ...]
    """The plain row first."""
    keywords: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Full key of the phrase."""
        return self.phrase.key

    def wording(self, chosen: Mapping[str, str] | None = None) -> Wording:
        """Return the wording for the chosen axis values: exact, then with fewer axes, then plain."""
        return wordings.choose_row(self.wordings, chosen or {}, lambda wording: wording.variant)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A phrase that this phrasebook does not offer, and why. Named wherever something is rendered, never silent."""

    key: str
    """Full key of the phrase."""
    status: Status
    variant: Variant = ()
    """The row that is left out; a phrase whose plain row is left out is left out whole."""


@dataclass(frozen=True)
class Phrasebook:
    """The book in one locale, with everything a script, a card, the index or an export needs."""

    book: Book
    locale: Locale
    entries: Mapping[str, Entry]
    """By full key, in the order of the book."""
    left_out: tuple[LeftOut, ...]
    """Also points, under ``point.<key>``."""
    guidance: Mapping[str, Localized]
    """By msgctxt without variant: ``greeting#title``, ``greeting.welcome#gesture``, ``role.cashier#title``."""
    interface: Mapping[str, Localized]
    """Printed furniture by its word key, such as ``draft``."""
    formatter: Formatter = field(compare=False)
    plural_forms: str = "nplurals=2; plural=n != 1;"
    """The header of the spoken catalog."""
    revised: str = ""
    """ISO 8601 date of the catalogs' last revision or approval; empty where they carry none."""
    points: Mapping[str, Wording] = field(default_factory=dict)
    """What a customer may point at, by its key, in the order of the book."""

    def guide(self, context: str) -> Localized:
        """Return what staff read under ``context``; the empty text where the book has none."""
        return self.guidance.get(context, Localized("", self.locale.code, self.locale.direction))

    def word(self, key: str) -> Localized:
        """Return a word of the printed furniture."""
        return self.interface[key]

    def label(self, placeholder: str) -> str:
        """Return the label of a placeholder's blank."""
        return self.guide(f"placeholder.{placeholder}#label").text or placeholder

    def left_out_of(self, role: Role) -> tuple[LeftOut, ...]:
        """Return what is left out of the phrases that ``role`` reaches."""
        situations = (self.book.situations[key] for key in role.situations())
        keys = {phrase.key for situation in situations for phrase in situation.phrases()}
        return tuple(left for left in self.left_out if left.key in keys)

    def answers(self, keys: Collection[str]) -> dict[str, str]:
        """Return the points ``keys`` in this language, ready for print; ``NUMBERS`` stands for all numbers."""
        shown = {key: self.points[key].forms[0] for key in keys if key in self.points}
        numbers = self.book.numbers if NUMBERS in keys else ()
        shown |= {str(number): self.formatter.format(_NUMBER, str(number)) for number in numbers}
        rtl = self.locale.direction == "rtl"
        return {key: wordings.isolate(text) for key, text in shown.items()} if rtl else shown

    def answers_left_out_of(self, role: Role) -> tuple[LeftOut, ...]:
        """Return the points that are left out of the answers to the phrases that ``role`` may say."""
        said = (entry.phrase for entry in self.entries.values() if entry.situation.key in role.situations())
        asked = {self.book.points[key].context for phrase in said for key in phrase.answers if key != NUMBERS}
        return tuple(left for left in self.left_out if left.key in asked)

    def form_index(self, entry: Entry, values: Mapping[str, str]) -> int:
        """Return which plural form ``values`` ask for, by the example's number where the count is left blank."""
        count = entry.phrase.count
        if not count:
            return 0
        return plural_index(self.plural_forms, int(values.get(count) or self.book.placeholders[count].example))

    def pieces(
        self, entry: Entry, wording: Wording, values: Mapping[str, str] | None = None
    ) -> tuple[wordings.Piece, ...]:
        """Return a wording in pieces, ready to print.

        ``values`` are as typed (``--set name=value``); the organisation's own are always filled. Raises ValueError
        where a value does not fit its placeholder's type.
        """
        return self._fill(entry, wording.forms, values or {}, rtl=self.locale.direction == "rtl")

    def pronunciation_pieces(
        self, entry: Entry, wording: Wording, values: Mapping[str, str] | None = None
    ) -> tuple[wordings.Piece, ...]:
        """Return the pronunciation of a wording in pieces, always left to right; empty where there is none."""
        return self._fill(entry, wording.pronunciation, values or {}, rtl=False) if wording.pronunciation else ()

    def _fill(
        self, entry: Entry, forms: tuple[str, ...], values: Mapping[str, str], *, rtl: bool
    ) -> tuple[wordings.Piece, ...]:
        known = self.book.placeholders
        shown = {name: self.formatter.format(known[name], value) for name, value in values.items() if name in known}
        shown |= self.book.organisation.values()
        return wordings.fill(forms[min(self.form_index(entry, values), len(forms) - 1)], shown, self.label, rtl=rtl)


def build_phrasebook(
    book: Book,
    locale: Locale,
    guidance: Iterable[Message],
    catalogs: Mapping[str, Mapping[str, Message]],
    formatter: Formatter,
    *,
    plural_forms: str = "",
    revised: str = "",
) -> Phrasebook:
    """Resolve ``book`` in ``locale``.

    ``guidance`` is the template of that domain; ``catalogs`` are live messages by domain and msgctxt, a missing one
    counting as empty; ``plural_forms`` and ``revised`` come from the header of the spoken catalog, and the locale's own
    rule stands in for a header that holds none.
    """
    entries: dict[str, Entry] = {}
    left_out: list[LeftOut] = []
    guides = _guides(book, locale, guidance, catalogs.get(GUIDANCE, {}))
    for situation in book.situations.values():
        for step in situation.steps:
            for phrase in step.phrases:
                if not locale.has_part(phrase.when):
                    continue
                wordings, gaps = _wordings(book, locale, phrase, catalogs)
                left_out += gaps
                if wordings:
                    lists = [_items(guides.get(f"{phrase.key}#{name}")) for name in ("keywords", "instead_of")]
                    entries[phrase.key] = Entry(phrase, situation, step, wordings, *lists)
    points, gaps = _points(book, locale, catalogs.get(SPOKEN, {}))
    left_out += gaps
    words = catalogs.get(INTERFACE, {})
    return Phrasebook(
        book=book,
        locale=locale,
        entries=entries,
        left_out=tuple(left_out),
        points=points,
        guidance=guides,
        interface={
            key: _localized(book, locale, source, words.get(f"interface.{key}")) for key, source in WORDS.items()
        },
        formatter=formatter,
        plural_forms=plural_forms if is_plural_rule(plural_forms) else locale.plural_forms,
        revised=revised,
    )


def _guides(
    book: Book, locale: Locale, guidance: Iterable[Message], messages: Mapping[str, Message]
) -> dict[str, Localized]:
    return {t.msgctxt: _localized(book, locale, t.msgid, messages.get(t.msgctxt)) for t in guidance}


def _localized(book: Book, locale: Locale, source: str, message: Message | None) -> Localized:
    """Return the translation of ``source``, or the source itself where the translation is missing or stale."""
    if locale.code != book.source and message and message.translated and not message.fuzzy and message.msgid == source:
        return Localized(message.msgstr[0], locale.code, locale.direction)
    return Localized(source, book.source, locale.direction if locale.code == book.source else "ltr")


def _items(text: Localized | None) -> tuple[str, ...]:
    return tuple(item for part in text.text.split(";") if (item := part.strip())) if text else ()


def _wordings(
    book: Book, locale: Locale, phrase: Phrase, catalogs: Mapping[str, Mapping[str, Message]]
) -> tuple[tuple[Wording, ...], list[LeftOut]]:
    """Return the usable wordings, the plain one first, and what is left out of them; nothing without a plain one."""
    spoken, pronounced = catalogs.get(SPOKEN, {}), catalogs.get(PRONUNCIATION, {})
    usable: list[Wording] = []
    gaps: list[LeftOut] = []
    for variant in locale.rows(phrase.varies):
        context = format_context(phrase.key, variant)
        source = (phrase.say, phrase.say_plural) if phrase.say_plural else (phrase.say,)
        wording = _wording(book, locale, source, variant, spoken.get(context), pronounced.get(context))
        if wording and _may_be_said(wording, book):
            usable.append(wording)
        else:
            gaps.append(LeftOut(phrase.key, wording.status if wording else Status.MISSING, variant))
    return (tuple(usable) if usable and not usable[0].variant else ()), gaps


def _points(book: Book, locale: Locale, spoken: Mapping[str, Message]) -> tuple[dict[str, Wording], list[LeftOut]]:
    """Return what a customer may point at in this language, and what of it is left out."""
    points: dict[str, Wording] = {}
    gaps: list[LeftOut] = []
    for key, point in book.points.items():
        wording = _wording(book, locale, (point.show,), (), spoken.get(point.context), None)
        if wording and _may_be_said(wording, book):
            points[key] = wording
        else:
            gaps.append(LeftOut(point.context, wording.status if wording else Status.MISSING))
    return points, gaps


def _may_be_said(wording: Wording, book: Book) -> bool:
    return wording.status is Status.APPROVED or book.approval == "preferred"


def _wording(
    book: Book,
    locale: Locale,
    source: tuple[str, ...],
    variant: Variant,
    message: Message | None,
    pronounced: Message | None,
) -> Wording | None:
    if message is None and locale.code == book.source and not variant:
        return Wording(variant, source, Status.TRANSLATED)
    if message is None or not message.translated:
        return None
    status, forms = status_of(message), message.msgstr
    current = (message.msgid, message.msgid_plural) == (*source, "")[:2]
    if locale.code == book.source and not variant:
        forms = source
        status = status if current else Status.TRANSLATED
    elif not current:
        status = Status.FUZZY
    approval = approval_of(message)
    return Wording(
        variant=variant,
        forms=forms,
        status=status,
        approved=approval.date if approval else "",
        approved_by=approval.by if approval else "",
        seal=seal_of(message) if status is Status.APPROVED else "",
        pronunciation=_pronunciation(pronounced, forms),
    )


def _pronunciation(message: Message | None, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the pronunciation where it was written for exactly these forms."""
    if message and message.translated and not message.fuzzy and pronounced_wording(message) == hash_texts(forms):
        return message.msgstr
    return ()
