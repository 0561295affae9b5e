"""What the files of a book say otherwise than the book below them: each difference a value, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from scripts_gen.document import Document
from scripts_gen.errors import Fault, InputError
from scripts_gen.layers import find_layers, has_file, list_files, read_document
from scripts_gen.overlay import HIDE, KEYED, build_node, find_alias
from scripts_gen.positions import Place
from scripts_gen.resources import BOOK_FILE

GROUPS = (
    *("phrases", "directions", "situations", "roles", "standards", "points", "glossary", "settings"),
    *("languages", "wordings"),
)
"""In the order in which differences are told."""
_MAIN = ("say", "title", "show", "label", "meaning", "name", "plural_forms")
"""What stands for a whole thing: the first of these that it has."""
_NAMED = ("placeholder", "group", "stock")
_FILES = (
    *(f"book/{name}.toml" for name in ("book", "standards", "pointing", "glossary", "situations/*", "roles/*")),
    *("*/locale.toml", "*/glossary.toml"),
)
"""What is read of a workspace's locales, beside its catalogs."""
Names = tuple[str, ...]


class State(StrEnum):
    """What became of the book below since a difference was accepted."""

    ACCEPTED = "accepted"
    """Nothing: it says what it said then."""
    NEW = "new"
    """The difference was never accepted."""
    CHANGED = "changed"
    """It says something else by now."""
    GONE = "gone"
    """What was overridden is not there any more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is said otherwise here."""

    group: str
    """One of ``GROUPS``."""
    locale: str
    """Empty where it is of no language."""
    key: str
    field: str
    """``hide`` or ``added`` where the thing as a whole is meant; the domain of a wording."""
    kind: str
    """``changed``, ``added`` or ``hidden``."""
    old: Any
    """What stands below: text, number, truth value or list; None for nothing."""
    new: Any
    file: str
    line: int
    state: State = State.NEW
    then: Any = None
    """What stood below when this was accepted."""

    @property
    def thing(self) -> tuple[str, str, str]:
        """What it is a difference of."""
        return self.group, self.locale, self.key


class _Thing(NamedTuple):
    """Where a value belongs."""

    group: str
    locale: str
    key: str
    field: str
    depth: int
    """So many names make up the path of the thing in its file; 0 for the file."""


def book_differences(root: Path) -> Iterator[Difference]:
    """Yield what the TOML files of the workspace at ``root`` say otherwise than the books below, as they stand now.

    Raises InputError with every fault of files that cannot be read, and where the book extends none.
    """
    layers = find_layers(root)
    if len(layers) == 1:
        raise InputError([Fault(BOOK_FILE, 0, "", "extends no other book: there is nothing that it differs from")])
    faults: list[Fault] = []
    found: list[Difference] = []
    for file in dict.fromkeys(file for pattern in _FILES for file in list_files(layers[-1:], f"locales/{pattern}")):
        own = Document(root / file, file)
        below = read_document(layers[:-1], file).root.data if has_file(layers[:-1], file) else None
        faults += own.faults
        found += _file_differences(own, below)
    if faults:
        raise InputError(faults)
    yield from sorted(found, key=lambda difference: GROUPS.index(difference.group))


def _file_differences(own: Document, below: dict[str, Any] | None) -> Iterator[Difference]:
    there = {names: value for names, _, value in _leaves(below or {})}
    items = {names[:depth] for names in there for depth in (2, 4)}
    data = _called_as_below(own, below or {})
    mine = {names: value for names, _, value in data}
    added: set[Names] = set()
    for names, place, value in data:
        thing = name_thing(own.file, names)
        item, line = names[: thing.depth], own.line(place)
        exists = item in items if item else below is not None
        at = (thing.group, thing.locale, thing.key)
        if names[-1] == HIDE and value is True:
            yield Difference(*at, HIDE, "hidden", find_main(there, names[:-1]), None, own.file, line)
        elif names[-1] == HIDE and isinstance(value, list):
            yield from _listed(own, there, names, value, line)
        elif exists and there.get(names) != value:
            yield Difference(*at, thing.field, "changed", there.get(names), value, own.file, line)
        elif not exists and item not in added:
            added.add(item)
            yield Difference(*at, "added", "added", None, find_main(mine, item), own.file, line)


def _called_as_below(own: Document, below: Mapping[str, Any]) -> list[tuple[Names, Place, Any]]:
    """Return the values of ``own``, its standards called as the book below calls them."""
    nodes = (build_node(data, own).entries or {} for data in (below, own.root.data))
    theirs, ours = (node.get("standard") for node in nodes)
    entries = (theirs.entries if theirs else None) or {}

    def called(name: str) -> str:
        return find_alias(("standard",), name, (ours.entries or {}).get(name) if ours else None, entries)

    found = []
    for names, place, value in _leaves(own.root.data):
        if names[0] == "standard" and names[-1] == HIDE and isinstance(value, list):
            value = [called(word) if isinstance(word, str) else word for word in value]
        elif names[0] == "standard" and len(names) > 1:
            names = ("standard", called(names[1]), *names[2:])
        found.append((names, place, value))
    return found


def _listed(
    own: Document, there: Mapping[Names, Any], names: Names, words: list[Any], line: int
) -> Iterator[Difference]:
    """Yield what ``hide`` lists: fields of a thing, or things."""
    for word in (word for word in words if isinstance(word, str)):
        path = (*names[:-1], word)
        whole = path not in there and any(other[: len(path)] == path for other in there)
        thing = name_thing(own.file, (*path, HIDE) if whole else path)
        old = find_main(there, path) if whole else there.get(path)
        at = (thing.group, thing.locale, thing.key)
        yield Difference(*at, HIDE if whole else thing.field, "hidden", old, None, own.file, line)


def find_main(leaves: Mapping[Names, Any], item: Names) -> Any:
    """Return what stands for the whole ``item``: its wording, its title; None where there is no such item."""
    inner = {names[len(item) :]: value for names, value in leaves.items() if names[: len(item)] == item}
    if () in inner:
        return inner[()]
    return next((inner[name,] for name in _MAIN if (name,) in inner), "" if inner else None)


def _leaves(value: Any, place: Place = (), names: Names = ()) -> Iterator[tuple[Names, Place, Any]]:
    """Yield every value that is no table, by the keys that lead to it, and by its place in the file."""
    for key, inner in value.items():
        if key == "key" and names[-2:-1] and names[-2] in KEYED:
            continue
        if names == () and key == "extends":
            continue
        if isinstance(inner, dict):
            yield from _leaves(inner, (*place, key), (*names, key))
        elif key in KEYED and isinstance(inner, list) and all(isinstance(item, dict) for item in inner):
            for i, item in enumerate(inner):
                yield from _leaves(item, (*place, key, i), (*names, key, str(item.get("key", ""))))
        else:
            yield (*names, key), (*place, key), inner


def name_thing(file: str, names: Names) -> _Thing:
    """Return what the value at ``names`` of ``file`` belongs to."""
    path = PurePosixPath(file)
    stem, folder = path.stem, path.parent.name
    if folder == "situations":
        if len(names) > 4:
            return _Thing("phrases", "", f"{stem}.{names[3]}", ".".join(names[4:]), 4)
        if len(names) > 2:
            return _Thing("directions", "", f"{stem}.{names[1]}", ".".join(names[2:]), 2)
        return _Thing("situations", "", stem, ".".join(names), 0)
    if folder == "roles":
        return _Thing("roles", "", f"role.{stem}", ".".join(names), 0)
    if folder != "book":
        return _Thing("languages", folder, stem, ".".join(names), 0)
    if stem == "glossary" and len(names) > 1:
        return _Thing("glossary", "", ".".join(names[:2]), "meaning", 2)
    group = {"standards": "standards", "pointing": "points", "glossary": "glossary"}.get(stem, "settings")
    if len(names) > 2 and (group != "settings" or names[0] in _NAMED):
        return _Thing(group, "", ".".join(names[:2]), ".".join(names[2:]), 2)
    if len(names) > 1:
        return _Thing(group, "", names[0], ".".join(names[1:]), 0)
    return _Thing(group, "", stem, ".".join(names), 0)
