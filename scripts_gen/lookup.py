"""Looking a phrase up in a workspace: from the index where it is current, from the book where it is not.

A look-up is a process of its own and has to be quick, so what only some look-ups need is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from scripts_gen.index import (
    Index,
    Record,
    about_book,
    build_index,
    find_hits,
    find_nearest,
    fingerprint_files,
    index_rows,
    known_keys,
    read_record,
    use_index,
)
from scripts_gen.resources import input_files
from scripts_gen.wording import choose_row

Answer = TypeVar("Answer")


_SHOWN = ("key", "locale", "direction", "situation", "title", "meaning", "instead_of", "answers", "reply")
"""What a look-up shows of a record as it is."""


class Lookup(NamedTuple):
    """What a look-up found."""

    records: list[Record]
    nearest: list[str]
    """The nearest known words, where nothing was found."""


def use_lookup(workspace: Path, cache: Path, ask: Callable[[Index], Answer]) -> Answer:
    """Return ``ask(index)`` for the index of ``workspace``, kept in the folder ``cache`` and never stale.

    The index is bound to the contents of every file of the book, so the next look-up sees every edit.
    """
    import hashlib

    name = hashlib.sha256(str(workspace.resolve()).encode()).hexdigest()[:16]
    fingerprint = fingerprint_files(input_files(workspace))
    return use_index(cache / f"{name}.sqlite3", fingerprint, lambda mark: _build(workspace, mark), ask)


def _build(root: Path, fingerprint: str) -> Index:
    from scripts_gen.produce import read_phrasebook
    from scripts_gen.workspace import read_workspace

    workspace = read_workspace(root)
    rows = (row for code in workspace.locales for row in index_rows(read_phrasebook(workspace, code)))
    return build_index(rows, fingerprint, about_book(workspace.book, workspace.locales.values()))


def find_phrases(
    index: Index, query: str, *, locale: str | None, role: str | None, limit: int, values: Iterable[str] = ()
) -> Lookup:
    """Return what is found for ``query``, shown in ``locale`` or in the language that was hit.

    Raises InputError for a locale, a role or a placeholder among ``values`` that the book does not know.
    """
    code = _locale(index, locale) if locale else None
    for kind, words, known in (
        ("role", [role] if role else [], index.about["roles"]),
        ("placeholder", values, index.about["placeholders"]),
    ):
        for word in words:
            if word not in known:
                raise _unknown(kind, word, known)
    records = [found.record for found in find_hits(index, query, locale=code, role=role, limit=limit)]
    return Lookup(records, [] if records else find_nearest(index, query))


def read_phrase(index: Index, key: str, locale: str) -> Record:
    """Return what is known of the phrase ``key`` in ``locale``; raise InputError where it is unknown or left out."""
    code = _locale(index, locale)
    record = read_record(index, key, code)
    if record is None:
        known = known_keys(index)
        if key not in known:
            raise _unknown("phrase", key, known)
        raise _fault(f"{key} has no wording in {code} yet, or none that is approved")
    return record


def _locale(index: Index, word: str) -> str:
    for code, names in index.about["locales"].items():
        if word.casefold().replace("-", "_") in map(str.casefold, names):
            return str(code)
    raise _unknown("locale", word, index.about["locales"])


def _unknown(kind: str, word: str, known: Iterable[str]) -> Exception:
    from scripts_gen.errors import no_such

    return no_such(kind, word, known)


def _fault(message: str) -> Exception:
    from scripts_gen.errors import Fault, InputError

    return InputError([Fault("", 0, "", message)])


def fill_record(
    record: Record, values: Mapping[str, str], chosen: Mapping[str, str], *, strict: bool = False
) -> dict[str, Any]:
    """Return what to show of ``record``: wording and pronunciation filled with ``values``, for the ``chosen`` speaker.

    Raises InputError where a value is not of its placeholder's type, and with ``strict`` where the phrase has no such
    placeholder.
    """
    row = choose_row(record["wordings"], chosen, lambda row: row["variant"].items())
    used = {name: value for name, value in values.items() if name in record["placeholders"]}
    if strict and len(used) < len(values):
        raise _unknown("placeholder", next(iter(values.keys() - used.keys())), record["placeholders"])
    shown = {key: record[key] for key in _SHOWN}
    shown |= {key: row[key] for key in ("variant", "status", "approved", "approved_by")}
    wording, pronunciation = row["text"], row["pronunciation_text"]
    if used:
        wording, pronunciation = _filled(record, row, used)
    return shown | {"wording": wording, "pronunciation": pronunciation}


def _filled(record: Record, row: Mapping[str, Any], values: Mapping[str, str]) -> tuple[str, str]:
    from scripts_gen import wording as wordings
    from scripts_gen.language import plural_index
    from scripts_gen.locales import LocaleFormatter
    from scripts_gen.model import Placeholder

    formatter = LocaleFormatter(record["locale"], record["digits"])
    known = record["placeholders"]
    try:
        texts = {n: formatter.format(Placeholder(n, **known[n]), value) for n, value in values.items()}
    except ValueError as error:
        raise _fault(str(error)) from None
    texts |= record["organisation"]
    number = values.get(record["count"]) or known.get(record["count"], {}).get("example", "0")
    index = plural_index(record["plural_forms"], int(number)) if record["count"] else 0

    def fill(forms: list[str], rtl: bool) -> str:
        form = forms[min(index, len(forms) - 1)] if forms else ""
        return wordings.format_pieces(
            wordings.fill(form, texts, lambda name: str(known[name]["label"]) if name in known else name, rtl=rtl)
        )

    return fill(row["forms"], record["direction"] == "rtl"), fill(row["pronunciation"], False)
