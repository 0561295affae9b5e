"""The book as a table for trainers and translators: a line a phrase, and below it one for each further form.

What a line says of its cells is what an import goes by: which may be edited, and what they were at the export.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scripts_gen.catalogs import current_message
from scripts_gen.language import Variant, is_plural_rule, plural_index
from scripts_gen.message import SPOKEN, Message, format_context
from scripts_gen.model import Book, Phrase, Situation, Step
from scripts_gen.seal import hash_texts, status_of
from scripts_gen.standards import standard_references
from scripts_gen.workbook import Column, Line, format_worksheet
from scripts_gen.worksheet import format_csv
from scripts_gen.workspace import Workspace

SEPARATOR = "; "
MARK = "exported"
"""Title of the last column: hashes of what the cells of a line held, for an import to tell what was edited."""
STATUS = " status"
ENDINGS = (".xlsx", ".csv")

_BOOK = {"note": "note", "keywords": "keywords", "instead_of": "instead of", "standards": "standards"}
_WIDTHS = {"key": 24, "form": 15, "situation": 17, "step": 20, "note": 46, "keywords": 24, "instead_of": 28}
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
_SHOWN = 8
"""So many numbers are named that a plural form is for."""


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """A line of the table: a phrase, or one of its further forms."""

    phrase: Phrase
    variant: Variant
    index: int
    """Of the plural form."""
    form: str
    """What the column of this name says: empty for the one form of most phrases."""
    cells: Mapping[str, str]
    """By the id of the column."""
    open: frozenset[str]
    """Ids of the cells that may be edited."""

    @property
    def context(self) -> str:
        """The msgctxt of its wordings."""
        return format_context(self.phrase.key, self.variant)

    @property
    def source_field(self) -> str:
        """The field of the phrase that the source's column shows."""
        return "say_plural" if self.index else "say"


def column_titles(workspace: Workspace, codes: Sequence[str]) -> dict[str, str]:
    """Return the titles of the columns by id: a field of the phrase, ``say`` for the source, a locale's code."""
    titles = {"key": "key", "form": "form", "situation": "situation", "step": "step"}
    titles |= {"say": _language(workspace, workspace.book.source), **_BOOK}
    titles |= {"step_standards": "standards of the step", "roles": "roles"}
    for code in (workspace.book.source, *_targets(workspace, codes)):
        titles |= {code: _language(workspace, code)} if code != workspace.book.source else {}
        titles[code + STATUS] = code + STATUS
    return titles


def _language(workspace: Workspace, code: str) -> str:
    return f"{workspace.locales[code].autonym} ({code})"


def _targets(workspace: Workspace, codes: Sequence[str]) -> list[str]:
    return [code for code in codes if code != workspace.book.source]


def digest(text: str) -> str:
    """Return the hash of what a cell held; how its lines end does not count."""
    return hash_texts((plain(text),))


def plain(text: str) -> str:
    """Return ``text`` with its lines ended as here, whatever program they went through."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def source_digest(phrase: Phrase) -> str:
    """Return the hash of what a phrase's translations are made from."""
    return hash_texts((phrase.say, phrase.say_plural))


def format_mark(line: PhraseLine) -> str:
    """Return what the last column says of a line; an empty cell has no hash."""
    parts = {"key": digest(line.phrase.key), "source": source_digest(line.phrase)}
    parts |= {name: digest(text) for name, text in line.cells.items() if text and name not in ("key", "form")}
    return " ".join(f"{name}:{value}" for name, value in parts.items() if not name.endswith(STATUS))


def parse_mark(text: str) -> dict[str, str]:
    """Return the hashes by column id; none where ``text`` is not what ``format_mark`` writes."""
    return {name: value for name, _, value in (part.partition(":") for part in text.split()) if value}


# --- lines ----------------------------------------------------------------------------------------------------------


def phrase_lines(workspace: Workspace, codes: Sequence[str]) -> Iterator[PhraseLine]:
    """Yield the table of the whole book with the locales ``codes``, in the order of the book.

    Raises InputError where a catalog cannot be read.
    """
    book = workspace.book
    wordings = {code: _spoken(workspace, code) for code in (book.source, *_targets(workspace, codes))}
    forms = {code: count_forms(_plural_forms(workspace, code)) for code in wordings}
    references = {full: word for word, full in standard_references(book.standards.standards).items()}
    for situation in book.situations.values():
        for step in situation.steps:
            about = {
                "step_standards": SEPARATOR.join(_shortest(key, references) for key in step.standards),
                "roles": _roles(book, situation),
            }
            for phrase in step.phrases:
                own = {"note": phrase.note, "keywords": SEPARATOR.join(phrase.keywords)}
                own |= {"instead_of": SEPARATOR.join(phrase.instead_of)}
                own |= {"standards": SEPARATOR.join(_shortest(key, references) for key in phrase.standards)}
                yield from _lines(workspace, situation, step, phrase, own | about, wordings, forms)


def _roles(book: Book, situation: Situation) -> str:
    """Return who says what a situation holds, in few words."""
    reached = [role.title for role in book.roles.values() if situation.key in role.situations()]
    others = [role.title for role in book.roles.values() if role.title not in reached]
    if others and len(reached) <= 2 * len(others):
        return SEPARATOR.join(reached)
    return f"all but {SEPARATOR.join(others)}" if others else "all"


def _spoken(workspace: Workspace, code: str) -> dict[str, Message]:
    catalog = workspace.read_catalogs(code).get(SPOKEN)
    return catalog.live() if catalog else {}


def _plural_forms(workspace: Workspace, code: str) -> str:
    catalog = workspace.read_catalogs(code).get(SPOKEN)
    header = catalog.header.get("Plural-Forms", "") if catalog else ""
    return header if is_plural_rule(header) else workspace.locales[code].plural_forms


def count_forms(plural_forms: str) -> int:
    """Return how many plural forms a header asks for."""
    found = _FORMS.search(plural_forms)
    return int(found[1]) if found else 2


def _shortest(key: str, references: Mapping[str, str]) -> str:
    return min((key, references.get(key, key)), key=len)


def _lines(
    workspace: Workspace,
    situation: Situation,
    step: Step,
    phrase: Phrase,
    first: Mapping[str, str],
    wordings: Mapping[str, Mapping[str, Message]],
    forms: Mapping[str, int],
) -> Iterator[PhraseLine]:
    locales = {code: workspace.locales[code] for code in wordings if workspace.locales[code].has_part(phrase.when)}
    source = workspace.book.source
    rows = {code: locale.rows(phrase.varies if code != source else ()) for code, locale in locales.items()}
    count = max(forms.values()) if phrase.say_plural else 1
    variants = dict.fromkeys(variant for code in rows for variant in rows[code]) or {(): None}
    for variant in sorted(variants, key=len):
        for index in range(count):
            whole = not variant and not index
            form = [
                *(f"{axis}: {value}" for axis, value in variant),
                *([f"form {index + 1}"] if phrase.say_plural else []),
            ]
            cells = {"key": phrase.key, "form": SEPARATOR.join(form)}
            cells |= {"situation": situation.title, "step": step.title}
            cells["say"] = phrase.say_plural if index else phrase.say
            cells |= first if whole else {}
            editable = {"say", *_BOOK} if whole else {"say"} if index == 1 and not variant else set[str]()
            for code in locales:
                if variant in rows[code] and index < (forms[code] if phrase.say_plural else 1):
                    message = _message(phrase, format_context(phrase.key, variant), wordings[code])
                    if code != source:
                        cells[code] = plain(message.msgstr[index]) if index < len(message.msgstr) else ""
                        editable.add(code)
                    if not index:
                        cells[code + STATUS] = status_of(message).value
            yield PhraseLine(phrase, variant, index, cells["form"], cells, frozenset(editable))


def _message(phrase: Phrase, context: str, wordings: Mapping[str, Message]) -> Message:
    return current_message(Message(context, phrase.say, phrase.say_plural), wordings.get(context))


# --- the file -------------------------------------------------------------------------------------------------------


def format_spreadsheet(
    workspace: Workspace, codes: Sequence[str], *, ending: str, on: date, keys: Collection[str] | None = None
) -> bytes:
    """Return the table as a file; ``ending`` is one of ``ENDINGS``, and ``on`` the date that a workbook carries.

    ``codes`` are the locales that get a column each, beside the language of the book. ``keys`` are the phrases that get
    a row, all of them by default. Same input, same bytes.
    """
    titles = column_titles(workspace, codes)
    lines = (line for line in phrase_lines(workspace, codes) if keys is None or line.phrase.key in keys)
    if ending == ".csv":
        rows = ([*(line.cells.get(name, "") for name in titles), format_mark(line)] for line in lines)
        return format_csv([*titles.values(), MARK], rows)
    columns = [*_columns(workspace, titles), Column(MARK, 10, fixed=True, hidden=True)]
    notes = {code: _numbers(_plural_forms(workspace, code)) for code in _targets(workspace, codes)}
    return format_worksheet("Phrases", columns, (_line(line, [*titles], notes) for line in lines), on=on)


def _columns(workspace: Workspace, titles: Mapping[str, str]) -> Iterator[Column]:
    book = workspace.book
    steps = {situation.title: [step.title for step in situation.steps] for situation in book.situations.values()}
    references = {full: word for word, full in standard_references(book.standards.standards).items()}
    for name, title in titles.items():
        locale = workspace.locales.get(book.source if name == "say" else name)
        if locale:
            yield Column(title, 44, locale.direction)
        elif name == "situation":
            yield Column(title, _WIDTHS[name], settled=True, choices=[*steps])
        elif name == "step":
            yield Column(title, _WIDTHS[name], settled=True, chosen_by=titles["situation"], choices_by=steps)
        elif name == "standards":
            yield Column(title, 18, choices=[_shortest(key, references) for key in book.standards.standards])
        elif name in ("step_standards", "roles") or name.endswith(STATUS):
            yield Column(title, 11 if name.endswith(STATUS) else 26, fixed=True)
        else:
            yield Column(title, _WIDTHS[name], settled=name in ("key", "form"))


def _line(line: PhraseLine, names: Sequence[str], notes: Mapping[str, Sequence[str]]) -> Line:
    fixed = frozenset(i for i, name in enumerate(names) if name not in line.open)
    counts = bool(line.phrase.say_plural)
    told = {
        i: notes[name][line.index] for i, name in enumerate(names) if counts and name in notes and name in line.open
    }
    cells = [*(line.cells.get(name, "") for name in names), format_mark(line)]
    return Line(cells, fixed, first=not line.form or (not line.variant and not line.index), notes=told)


def _numbers(plural_forms: str) -> list[str]:
    """Return for each plural form which numbers it is for."""
    numbers: list[list[int]] = [[] for _ in range(count_forms(plural_forms))]
    for number in range(1000):
        numbers[plural_index(plural_forms, number)].append(number)
    named = (", ".join(map(str, form[:_SHOWN])) + (" …" if len(form) > _SHOWN else "") for form in numbers)
    return [f"The wording for {text}" for text in named]
