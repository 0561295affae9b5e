"""What the book below said when a difference was accepted: ``locales/upstream.toml``.

A later edition of that book which says something else where this one does is noticed by it: neither lost nor taken
unread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scripts_gen.catalog import read_catalog
from scripts_gen.differences import GROUPS, Difference, State, book_differences
from scripts_gen.document import Document
from scripts_gen.errors import Fault, InputError, no_such
from scripts_gen.files import Change, read_bytes
from scripts_gen.message import DOMAINS, Message
from scripts_gen.resources import catalog_file
from scripts_gen.workspace import Workspace, read_base

UPSTREAM = "locales/upstream.toml"
LARGEST = 30_000_000
"""Bytes: every wording of a large book in many languages."""
WORDINGS = GROUPS[-1]
_OF_LANGUAGES = GROUPS[-2:]
_ABSENT = "absent"
"""Fields that the book below did not have; ``added`` among them stands for the whole thing."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = """\
# What the book below said where this one says otherwise, when that was last accepted.
# 'scripts-gen diff --accept' writes it; keep it with the book.
"""

Thing = tuple[str, str, str]
"""Group, locale and key of a difference."""


@dataclass(slots=True)
class Record:
    """What was accepted of one thing."""

    values: dict[str, Any] = field(default_factory=dict)
    """By field, what the book below said."""
    absent: list[str] = field(default_factory=list)

    def knows(self, name: str) -> bool:
        """Tell whether the field ``name`` was accepted."""
        return name in self.values or name in self.absent


def read_differences(root: Path) -> tuple[Difference, ...]:
    """Return what the workspace at ``root`` says otherwise than the books below, in the order of ``GROUPS``.

    It need not be sound as a whole: what is gone below may be why it is not. Raises InputError where the book extends
    none, where the base is faulty, and where a file here cannot be read.
    """
    differences = list(book_differences(root))
    base = read_base(root)
    assert base
    records = read_records(root)
    differences += _wordings(root, base, records)
    return tuple(_judge(difference, records.get(difference.thing)) for difference in differences)


def _judge(difference: Difference, record: Record | None) -> Difference:
    """Return ``difference`` with what became of the book below since it was accepted."""
    name, old = difference.field, difference.old
    if record is None:
        return difference
    if difference.kind == "added":
        then = next(iter(record.values.values()), None)
        return replace(difference, state=State.ACCEPTED if "added" in record.absent else State.GONE, then=then)
    if "added" in record.absent:  # the book below has by now what was new here
        return replace(difference, state=State.CHANGED)
    if not record.knows(name):
        return difference
    then = record.values.get(name)
    if then == old:
        return replace(difference, state=State.ACCEPTED, then=then)
    return replace(difference, state=State.CHANGED if old is not None else State.GONE, then=then)


def _wordings(root: Path, base: Workspace, records: Mapping[Thing, Record]) -> Iterator[Difference]:
    """Yield the wordings that stand here otherwise, and those accepted once whose message is gone below."""
    faults: list[Fault] = []
    for code in sorted({path.parts[-3] for path in root.glob("locales/*/LC_MESSAGES/*.po")}):
        spoken = base.read_catalogs(code) if code in base.locales else base.base_catalogs(code)
        if not spoken and not any((group, locale) == (WORDINGS, code) for group, locale, _ in records):
            continue
        for domain in DOMAINS:
            file = catalog_file(code, domain)
            if code == base.book.source or not (root / file).exists():
                continue
            try:
                own = read_catalog(root / file, file)
            except InputError as error:
                faults += error.faults
                continue
            there = spoken[domain].live() if domain in spoken else {}
            for message in own.messages:
                record = records.get((WORDINGS, code, message.msgctxt))
                yield from _wording(code, domain, file, message, there.get(message.msgctxt), record)
    if faults:
        raise InputError(faults)


def _wording(
    code: str, domain: str, file: str, own: Message, below: Message | None, record: Record | None
) -> Iterator[Difference]:
    at = (WORDINGS, code, own.msgctxt, domain)
    new, line = list(own.msgstr), own.line
    known = record is not None and record.knows(domain)
    if below is not None and not own.obsolete and own.translated and own.msgstr != below.msgstr:
        if own.fuzzy and not known:  # what came along from below, and waits
            return
        old = list(below.msgstr) if below.translated else None
        yield Difference(*at, "changed", old, new, file, line)
    elif below is None and known and any(own.msgstr):
        yield Difference(*at, "changed", None, new, file, line)


# --- the file --------------------------------------------------------------------------------------------------------


def read_records(root: Path) -> dict[Thing, Record]:
    """Return what was accepted so far, by thing; raise InputError where the file cannot be read."""
    records: dict[Thing, Record] = {}
    if not (root / UPSTREAM).exists():
        return records
    document = Document(root / UPSTREAM, UPSTREAM, LARGEST)
    for group in () if document.faults else GROUPS:
        table = document.root.data.get(group, {})
        try:
            for code, things in _entries(table if group in _OF_LANGUAGES else {"": table}):
                for key, values in _entries(things):
                    said = dict(_entries(values))
                    absent = _names(said.pop(_ABSENT, []))
                    records[group, code, key] = Record(said, absent)
        except ValueError:
            document.fault((group,), "expected a table of what was accepted; 'diff --accept' writes it")
    if document.faults:
        raise InputError(document.faults)
    return records


def _entries(value: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise ValueError
    return value.items()


def _names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError
    return value


def accept(root: Path, differences: Sequence[Difference], keys: Collection[str]) -> dict[str, Change]:
    """Return the change that records what the book below says now where ``differences`` say otherwise.

    ``keys`` are those of the things to record; none is for all, and forgets what differs no longer. Raises InputError
    for a key that no difference has.
    """
    chosen = pick(differences, keys)
    records = read_records(root) if keys else {}
    for thing in {difference.thing: None for difference in chosen}:
        records[thing] = Record()
    for difference in chosen:
        record = records[difference.thing]
        if difference.kind == "added":
            record.absent.append("added")
        elif difference.old is None:
            record.absent.append(difference.field)
        else:
            record.values[difference.field] = difference.old
    old = read_bytes(root / UPSTREAM)
    new = format_records(records).encode()
    return {} if new == old or (old is None and not records) else {UPSTREAM: Change(old, new)}


def format_records(records: Mapping[Thing, Record]) -> str:
    """Return the text of ``locales/upstream.toml``."""
    parts = [_HEAD]
    for (group, code, key), record in sorted(records.items(), key=lambda item: (GROUPS.index(item[0][0]), item[0])):
        path = (group, code, key) if group in _OF_LANGUAGES else (group, key)
        parts.append(f"\n[{'.'.join(map(_name, path))}]\n")
        values = {**record.values, **({_ABSENT: record.absent} if record.absent else {})}
        parts += [f"{_name(name)} = {_value(value)}\n" for name, value in values.items()]
    return "".join(parts)


def _name(word: str) -> str:
    return word if _BARE.fullmatch(word) else _value(word)


def _value(value: Any) -> str:
    """Return a value as TOML, whose texts are those of JSON but for one character."""
    return json.dumps(value, ensure_ascii=False, default=str).replace("\x7f", "\\u007f")


def pick(differences: Iterable[Difference], keys: Collection[str]) -> tuple[Difference, ...]:
    """Return the differences of ``keys``, all where there are none; raise InputError for a key that none has."""
    differences = tuple(differences)
    known = list(dict.fromkeys(difference.key for difference in differences))
    faults = [fault for key in keys if key not in known for fault in no_such("difference", key, known).faults]
    if faults:
        raise InputError(faults)
    return tuple(difference for difference in differences if not keys or difference.key in keys)


def needs_a_look(difference: Difference) -> bool:
    """Tell whether the book below moved on from what was accepted."""
    return difference.state in (State.CHANGED, State.GONE)
