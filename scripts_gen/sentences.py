"""A first book made from a plain list of sentences: one a line of text, or one a row with whatever else is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts_gen.amend import WordingEdit, amendments
from scripts_gen.bookfile import format_value
from scripts_gen.catalogs import templates, updates
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.files import write_file
from scripts_gen.message import INTERFACE, SPOKEN
from scripts_gen.model import PLAN, Book, Placeholder
from scripts_gen.organisation import ORGANISATION_PLACEHOLDERS
from scripts_gen.rephrase import LISTS, SITUATIONS, make_key, split_items
from scripts_gen.resources import BOOK_FILE, catalog_file
from scripts_gen.situation import RESERVED
from scripts_gen.standards import standard_references
from scripts_gen.wording import placeholders, stray_braces
from scripts_gen.worksheet import LARGEST, Row, Worksheet, read_worksheet
from scripts_gen.workspace import Workspace, read_workspace

LONGEST_LIST = 5_000
"""Sentences; a list that is longer was not written for one book."""
POCKET = 12
_ORGANISATION = "Our organisation"
_STANDARDS = "locales/book/standards.toml"
_SITUATION, _STEP = "Phrases", "Say it"
_TEXTS = ("sentence", "sentences", "phrase", "phrases", "say", "text", "wording")
_FIELDS = ("situation", "step", "note", "keywords", "instead_of", "standards")
_HEADER = re.compile(r'\[(\w+)\."?([\w.-]+)"?\]')


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the list."""

    say: str
    situation: str
    step: str
    fields: Mapping[str, str]
    """``note`` and lists, as they were written."""
    translations: Mapping[str, str]
    """By locale."""
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class SentenceList:
    """A list of sentences, read."""

    file: str
    source: str
    """The locale they are written in."""
    locales: tuple[str, ...]
    """The source and what the list translates into."""
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = field(default=())
    """What was not read."""


def read_sentences(path: Path, file: str, shipped: Workspace) -> SentenceList:
    """Read the list at ``path``: .txt with a sentence a line, or .xlsx or .csv with a row each.

    A column is known by its title: a locale of ``shipped`` (code or name), ``situation``, ``step``, ``note``,
    ``keywords``, ``instead of``, ``standards``. In a list with one column the first row may be a sentence already.
    Raises InputError with every fault.
    """
    sheet = _read_lines(path, file) if path.suffix.lower() == ".txt" else read_worksheet(path, file)
    names, notes = _columns(sheet, shipped)
    if not any(name in shipped.locales for name in names.values()):
        if len(sheet.columns) > 1:
            known = f"'{shipped.locales['en'].autonym}', 'en' or 'sentence'"
            raise InputError([Fault(file, 1, "A1", f"no column holds the sentences; expected one called {known}")])
        names = {sheet.columns[0]: shipped.book.source}
        first = Row(1, {sheet.columns[0]: sheet.columns[0]})
        sheet = Worksheet(file, sheet.columns, (first, *sheet.rows))
    codes = [name for name in names.values() if name in shipped.locales]
    source = shipped.book.source if shipped.book.source in codes else codes[0]
    sentences = tuple(_sentences(sheet, names, source))
    return SentenceList(file, source, (source, *(c for c in codes if c != source)), sentences, tuple(notes))


def _read_lines(path: Path, file: str) -> Worksheet:
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else None
        text = None if data is None else data.decode("utf-8-sig")
    except OSError as error:
        raise InputError([Fault(file, 0, "", f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise InputError([Fault(file, 0, "", f"is not UTF-8 at byte {error.start + 1}; save it as UTF-8")]) from None
    if text is None:
        raise InputError([Fault(file, 0, "", f"is larger than {LARGEST:,} bytes")])
    lines = enumerate(text.splitlines(), 1)
    return Worksheet(
        file, ("sentence",), tuple(Row(n, {"sentence": line.strip()}) for n, line in lines if line.strip())
    )


def _columns(sheet: Worksheet, shipped: Workspace) -> tuple[dict[str, str], list[str]]:
    """Return what each known column holds, by title: a field or a locale; and what of the others to tell."""
    known = dict.fromkeys(_TEXTS, shipped.book.source) | {name.replace("_", " "): name for name in _FIELDS}
    for code, locale in shipped.locales.items():
        known |= dict.fromkeys((code, locale.autonym.casefold(), f"{locale.autonym} ({code})".casefold()), code)
    names: dict[str, str] = {}
    notes, faults = [], []
    for title in sheet.columns:
        name = known.get(title.casefold())
        if name in names.values():
            faults.append(Fault(sheet.file, 1, title, f"a second column holds {name!r}"))
        elif name:
            names[title] = name
        elif len(sheet.columns) > 1:
            notes.append(f"Column {title!r} was not read{did_you_mean(title.casefold(), known)}")
    if faults:
        raise InputError(faults)
    return names, notes


def _sentences(sheet: Worksheet, names: Mapping[str, str], source: str) -> Iterator[Sentence]:
    titles = {name: title for title, name in names.items()}
    faults: list[Fault] = []
    if not sheet.rows or len(sheet.rows) > LONGEST_LIST:
        told = (
            f"holds {len(sheet.rows):,} sentences; at most {LONGEST_LIST:,} make a book" if sheet.rows else "is empty"
        )
        raise InputError([Fault(sheet.file, 0, "", told)])
    for row in sheet.rows:
        cells = {name: row.cells.get(title, "").strip() for name, title in titles.items()}
        place = sheet.place(row, titles[source]) if Path(sheet.file).suffix.lower() != ".txt" else ""
        say = cells.pop(source)
        if not say:
            faults.append(Fault(sheet.file, row.number, place, "is empty; every row wants its sentence"))
        elif stray_braces(say):
            told = "a brace that belongs to no placeholder; expected {name} in lower-case letters"
            faults.append(Fault(sheet.file, row.number, place, told))
        situation, step = cells.pop("situation", "") or _SITUATION, cells.pop("step", "") or _STEP
        fields = {name: text for name, text in cells.items() if name in LISTS or name == "note"}
        translations = {name: text for name, text in cells.items() if name not in fields and text}
        yield Sentence(say, situation, step, fields, translations, row.number, place)
    if faults:
        raise InputError(faults)


# --- the book -------------------------------------------------------------------------------------------------------


def book_files(
    listed: SentenceList, shipped: Book, *, title: str, organisation: str
) -> tuple[dict[str, str], dict[str, Sentence]]:
    """Return the TOML files of a book that says the sentences, and each sentence by the full key it got.

    Situations and steps come in the order of the list. Raises InputError with every fault of the list.
    """
    known = standard_references(shipped.standards.standards)
    scenes: dict[str, dict[str, list[Sentence]]] = {}
    for sentence in listed.sentences:
        scenes.setdefault(sentence.situation, {}).setdefault(sentence.step, []).append(sentence)
    files: dict[str, str] = {}
    keys: dict[str, Sentence] = {}
    taken: list[str] = []
    faults: list[Fault] = []
    for number, (name, steps) in enumerate(scenes.items(), 1):
        key = make_key(name, [*taken, *RESERVED])
        taken.append(key)
        files[f"{SITUATIONS}/{key}.toml"] = _situation(listed, key, name, number, steps, known, keys, faults)
    if faults:
        raise InputError(faults)
    files["locales/book/roles/staff.toml"] = _table(
        title="Staff",
        channel=("face",),
        appearance="Neat and clean, with a name badge.",
        encounter=tuple(taken),
        pocket=tuple(keys)[:POCKET],
    )
    files[BOOK_FILE] = _head(listed, shipped, title, organisation)
    return files, keys


def _situation(
    listed: SentenceList,
    key: str,
    title: str,
    number: int,
    steps: Mapping[str, Sequence[Sentence]],
    known: Mapping[str, str],
    keys: dict[str, Sentence],
    faults: list[Fault],
) -> str:
    """Return the file of one situation; note each sentence's full key in ``keys``."""
    parts = [_table(title=title, purpose=f"What to say: {title}.", group="all", number=number)]
    words: list[str] = []
    places: list[str] = []
    for name, sentences in steps.items():
        places.append(make_key(name, places))
        parts.append("[[step]]\n" + _table(key=places[-1], title=name))
        for sentence in sentences:
            words.append(make_key(sentence.say, words))
            keys[f"{key}.{words[-1]}"] = sentence
            fields: dict[str, object] = {"key": words[-1], "number": len(words), "say": sentence.say}
            for field_name, text in sentence.fields.items():
                fields[field_name] = split_items(field_name, text) if field_name in LISTS else text
            for word in split_items("standards", sentence.fields.get("standards", "")):
                if word not in known:
                    told = f"no standard {word!r}{did_you_mean(word, sorted(known))}"
                    faults.append(Fault(listed.file, sentence.line, sentence.path, told))
            parts.append("  [[step.phrase]]\n" + "".join(f"  {line}\n" for line in _table(**fields).splitlines()))
    return "\n".join(parts)


def _head(listed: SentenceList, shipped: Book, title: str, organisation: str) -> str:
    used = dict.fromkeys(name for sentence in listed.sentences for name in placeholders(sentence.say))
    examples = {name: text for name, text in shipped.organisation.values().items() if name in used}
    parts = [
        _table(title=title, source=listed.source, locales=listed.locales, approval="preferred"),
        "[organisation]  # fill in: hotline, website, feedback\n" + _table(**{**examples, "name": organisation}),
        "[group.all]\n" + _table(title=_SITUATION, color="#0b4f9e"),
    ]
    for name in used:
        if name not in ORGANISATION_PLACEHOLDERS:
            found = shipped.placeholders.get(name) or Placeholder(name, "text", name.replace("_", " "), name)
            parts.append(f"[placeholder.{name}]\n" + _table(type=found.type, label=found.label, example=found.example))
    return "\n".join(parts)


def _standards(text: str, listed: SentenceList, shipped: Book) -> str:
    """Return the shipped standards.toml without what no sentence of the list keeps: a book keeps what it states."""
    references = standard_references(shipped.standards.standards)
    words = {
        word for sentence in listed.sentences for word in split_items("standards", sentence.fields.get("standards", ""))
    }
    kept = [shipped.standards.standards[references[word]] for word in sorted(words)]
    named = {"standard": {s.key for s in kept}, "framework": {s.framework for s in kept}, "dimension": set[str]()}
    named["value"] = {s.value for s in kept}
    tables = []
    for table in re.split(r"(?m)^(?=\[)", text):
        found = _HEADER.match(table)
        kind, name = (found[1], found[2]) if found else ("", "")
        if kind not in named or (references.get(name, name) if kind == "standard" else name) in named[kind]:
            tables.append(re.sub(rf"(?m)^(?:{'|'.join(PLAN)}) = .*\n", "", table))  # they name shipped phrases
    return "".join(tables)


def _table(**fields: object) -> str:
    return "".join(f"{name} = {format_value(value)}\n" for name, value in fields.items() if value not in ("", ()))


def begin_book(
    root: Path, listed: SentenceList, shipped: Workspace, *, title: str, organisation: str | None, date: str
) -> None:
    """Write a workspace that says the sentences into the new folder ``root``; standards and languages are as shipped.

    ``date`` is ``YYYY-MM-DD HH:MM+0000``. Raises InputError with every fault of the list.
    """
    named = organisation or _ORGANISATION
    files, keys = book_files(listed, shipped.book, title=title, organisation=named)
    files[_STANDARDS] = _standards((shipped.root / _STANDARDS).read_text(encoding="utf-8"), listed, shipped.book)
    for name, text in files.items():
        write_file(root / name, text.encode(), synced=False)
    for code in listed.locales:
        for name in (f"locales/{code}/locale.toml", catalog_file(code, INTERFACE)):
            write_file(root / name, (shipped.root / name).read_bytes(), synced=False)
    workspace = read_workspace(root)
    made = [*updates(workspace, workspace.locales, date=date), *templates(workspace, date=date)]
    for name, change in made:
        write_file(root / name, change.new, synced=False)
    edits = [
        WordingEdit(code, key, SPOKEN, (text,), listed.file, sentence.line, sentence.path)
        for key, sentence in keys.items()
        for code, text in sentence.translations.items()
    ]
    for name, change in amendments(workspace, edits, (), date=date):
        write_file(root / name, change.new, synced=False)
