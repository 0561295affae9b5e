"""Looking a phrase up in a workspace: from the index where it is current, from the book where it is not.

A look-up is a process of its own and has to be quick, so what only some look-ups need is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from scripts_gen.index import (
    Index,
    Record,
    ask_index,
    build_index,
    find_hits,
    find_nearest,
    fingerprint_files,
    index_rows,
    known_keys,
    known_phrases,
    list_records,
    read_record,
    use_index,
)
from scripts_gen.question import Question, find_name, raise_faults, read_values, use_names
from scripts_gen.resources import input_files
from scripts_gen.wording import choose_row

if TYPE_CHECKING:
    from scripts_gen.errors import Fault
    from scripts_gen.language import Locale
    from scripts_gen.model import Book

Answer = TypeVar("Answer")

_SHOWN = (
    *("key", "locale", "direction", "situation", "roles", "standards"),
    *("instead_of", "answers", "reply"),
)
"""What a look-up shows of a record as it is."""


class Lookup(NamedTuple):
    """What a look-up found."""

    hits: list[dict[str, Any]]
    """The best first, as ``_show`` makes them."""
    nearest: list[str]
    """The nearest known words, where nothing was found."""
    elsewhere: list[str]
    """Keys that the words would find without the filters, where these left nothing."""


def use_lookup(workspace: Path, cache: Path, ask: Callable[[Index], Answer]) -> Answer:
    """Return ``ask(index)`` for the index of ``workspace``, kept in the folder ``cache`` and never stale.

    The index is bound to the contents of every file of the book, so the next look-up sees every edit.
    """
    return use_index(*_kept(workspace, cache), lambda mark: _build(workspace, mark), ask)


def known_names(workspace: Path, cache: Path, kind: str) -> dict[str, str]:
    """Return the names that the command line takes, and what each stands for, in the order of the book.

    ``kind`` is ``phrase``, or one of the ``names`` of ``about_book``. They come from the index where that is current,
    else from the book, for whoever is typing cannot wait for an index.
    """

    def ask(index: Index) -> dict[str, str]:
        return known_phrases(index) if kind == "phrase" else dict(index.about["names"][kind])

    names = ask_index(*_kept(workspace, cache), ask)
    if names is None:
        from scripts_gen.workspace import read_workspace

        read = read_workspace(workspace)
        if kind == "phrase":
            return {key: phrase.say for key, phrase in read.book.phrases().items()}
        names = dict(about_book(read.book, read.locales.values())["names"][kind])
    return names


def _kept(workspace: Path, cache: Path) -> tuple[Path, str]:
    """Return where the index of ``workspace`` is kept, and the fingerprint that it must have."""
    import hashlib

    name = hashlib.sha256(str(workspace.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]
    return cache / f"{name}.sqlite3", fingerprint_files(input_files(workspace))


def _build(root: Path, fingerprint: str) -> Index:
    from scripts_gen.produce import read_phrasebook
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    rows = (row for code in workspace.locales for row in index_rows(read_phrasebook(workspace, code)))
    return build_index(rows, fingerprint, about_book(workspace.book, workspace.locales.values()))


def about_book(book: Book, locales: Iterable[Locale]) -> dict[str, Any]:
    """Return what a look-up wants to know of the book beside its phrases, for JSON.

    ``names`` has the names of each kind and what they stand for: roles, situations and standards with their titles,
    locales with their autonyms; ``aliases`` other names of locales; ``axes`` every value that any locale knows.
    """
    from scripts_gen.language import AXES

    locales = list(locales)
    axes = [axis for locale in locales for axis in locale.axes]
    return {
        "source": book.source,
        "names": {
            "locale": {locale.code: locale.autonym for locale in locales},
            "role": {role.key: role.title for role in book.roles.values()},
            "situation": {situation.key: situation.title for situation in book.situations.values()},
            "standard": {standard.key: standard.title for standard in book.standards.standards.values()},
        },
        "aliases": {locale.code: list(locale.aliases) for locale in locales},
        "axes": {name: sorted({v for axis in axes if axis.name == name for v in axis.values}) for name in AXES},
        "placeholders": {
            name: {"type": known.type, "label": known.label, "example": known.example}
            for name, known in book.placeholders.items()
        },
    }


def find_phrases(index: Index, asked: Question) -> Lookup:
    """Return what is found for the words of ``asked``; where it has none, every phrase that passes its filters.

    Raises InputError with every name that the book does not know and every value that is not of its type.
    """
    faults: list[Fault] = []
    asked = use_names(asked, index.about, faults)
    values = read_values(asked.pairs, index.about["placeholders"], faults)
    raise_faults(faults)

    def fits(record: Record) -> bool:
        return (
            (not asked.role or asked.role in record["roles"])
            and asked.situation in ("", record["situation"])
            and (not asked.standard or asked.standard in record["standards"])
            and asked.status in ("", _row(record, asked)["status"])
        )

    if asked.words is None:
        records = filter(fits, list_records(index, asked.locale or asked.staff or index.about["source"]))
        found = [(record, None) for record in records][: asked.limit]
        return Lookup([_show(index, *one, asked, values) for one in found], [], [])
    hits = find_hits(index, asked.words, locale=asked.locale, first=asked.staff, keep=fits, limit=asked.limit)
    shown = [_show(index, found.record, found.hit.score, asked, values) for found in hits]
    elsewhere = [] if shown else [found.hit.key for found in find_hits(index, asked.words, first=asked.staff, limit=3)]
    return Lookup(shown, [] if shown or elsewhere else find_nearest(index, asked.words), elsewhere)


def find_phrase(index: Index, key: str, asked: Question) -> dict[str, Any]:
    """Return the phrase ``key`` in the locale of ``asked``, as ``find_phrases`` shows it.

    Raises InputError where the phrase or another name is unknown, where the phrase is left out in this locale, lacks
    a placeholder, or a value is not of its type: all of them at once.
    """
    faults: list[Fault] = []
    asked = use_names(asked, index.about, faults)
    key = find_name("phrase", key, known_keys(index), faults)
    record = read_record(index, key, asked.locale) if key and asked.locale else None
    if key and asked.locale and record is None:
        from scripts_gen.errors import Fault

        faults.append(Fault("", 0, "", f"{key} has no wording in {asked.locale} yet, or none that is approved"))
    values = read_values(asked.pairs, (record or index.about)["placeholders"], faults)
    raise_faults(faults)
    assert record
    return _show(index, record, None, asked, values)


# --- what was found, for staff ---------------------------------------------------------------------------------------


def _show(
    index: Index, record: Record, score: float | None, asked: Question, values: Mapping[str, str]
) -> dict[str, Any]:
    """Return what to show of ``record``: its wording filled with ``values``, what it means, how far it has come."""
    row = _row(record, asked)
    wording, pronunciation = _filled(record, row, values)
    return (
        {"score": score, "wording": wording, "pronunciation": pronunciation}
        | _explained(index, record, asked, values)
        | {key: row[key] for key in ("variant", "status", "approved", "approved_by")}
        | {key: record[key] for key in _SHOWN}
    )


def _row(record: Record, asked: Question) -> Mapping[str, Any]:
    """Return the wording that is shown of ``record``."""
    row: Mapping[str, Any] = choose_row(record["wordings"], asked.chosen, lambda row: row["variant"].items())
    return row


def _explained(index: Index, record: Record, asked: Question, values: Mapping[str, str]) -> dict[str, Any]:
    """Return title and meaning, with their language: that of staff, or the source where that has no such wording."""
    about = index.about
    for code in dict.fromkeys((asked.staff, about["source"])):
        read = read_record(index, record["key"], code) if code else None
        if read:
            meaning, _ = _filled(read, _row(read, asked), values)
            break
    else:
        read = {
            "locale": about["source"],
            "direction": "ltr",
            "title": about["names"]["situation"][record["situation"]],
        }
        meaning = record["meaning"]
    language = {"staff_locale": read["locale"], "staff_direction": read["direction"]}
    return {"meaning": meaning, "title": read["title"], **language}


def _filled(record: Record, row: Mapping[str, Any], values: Mapping[str, str]) -> tuple[str, str]:
    """Return wording and pronunciation of ``row``, its placeholders filled where ``values`` has them."""
    known = record["placeholders"]
    used = {name: value for name, value in values.items() if name in known}
    if not used:
        return row["text"], row["pronunciation_text"]
    from scripts_gen import wording as wordings
    from scripts_gen.language import plural_index
    from scripts_gen.locales import LocaleFormatter
    from scripts_gen.model import Placeholder

    formatter = LocaleFormatter(record["locale"], record["digits"])
    texts = {name: formatter.format(Placeholder(name, **known[name]), value) for name, value in used.items()}
    texts |= record["organisation"]
    number = used.get(record["count"]) or known.get(record["count"], {}).get("example", "0")
    index = plural_index(record["plural_forms"], int(number)) if record["count"] else 0

    def fill(forms: list[str], rtl: bool) -> str:
        form = forms[min(index, len(forms) - 1)] if forms else ""
        return wordings.format_pieces(
            wordings.fill(form, texts, lambda name: str(known[name]["label"]) if name in known else name, rtl=rtl)
        )

    return fill(row["forms"], record["direction"] == "rtl"), fill(row["pronunciation"], False)
