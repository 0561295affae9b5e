"""A TOML file laid over the same file of a book below, and read as if the two were one.

Tables merge key by key, ``[[step]]`` and ``[[step.phrase]]`` by their ``key``, and whatever else is replaced. ``hide``
takes out what stands below. Each fault is told with the file, the line and the place that its text comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts_gen.document import Document, Table
from scripts_gen.errors import Fault, did_you_mean
from scripts_gen.hidden import Hidden, Name, find_names
from scripts_gen.positions import Place, format_place

HIDE, AFTER = "hide", "after"
KEYED = ("step", "phrase")
"""Arrays of tables whose items are told apart by their keys."""
_LOSABLE = ("situations", "roles", "pointing.toml", "glossary.toml")
"""Folders and files that a book can do without."""
Names = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Node:
    """A value and where it comes from. A table has its entries, a keyed array its items."""

    value: Any
    document: Document
    place: Place
    entries: dict[str, Node] | None = None
    items: list[Node] | None = None
    over: bool = False
    """Whether it is a table that lies over one of a book below."""

    def plain(self) -> Any:
        """Return the value as ``tomllib`` would have read it."""
        if self.entries is not None:
            return {key: node.plain() for key, node in self.entries.items()}
        return self.value if self.items is None else [node.plain() for node in self.items]

    def walk(self, place: Place = ()) -> Iterator[tuple[Place, Node]]:
        """Yield every node with its place in the whole."""
        yield place, self
        for key, node in (self.entries or {}).items():
            yield from node.walk((*place, key))
        for i, node in enumerate(self.items or ()):
            yield from node.walk((*place, i))

    @property
    def key(self) -> str:
        """What tells an item of an array from the others; empty where it has none."""
        return self.text("key")

    def text(self, name: str) -> str:
        """Return the text under ``name``; empty where there is none."""
        node = (self.entries or {}).get(name)
        return node.value if node and isinstance(node.value, str) else ""

    @property
    def hides(self) -> bool:
        """Whether it is there to take out what it lies over."""
        node = (self.entries or {}).get(HIDE)
        return node is not None and node.value is True


def build_node(value: Any, document: Document, place: Place = ()) -> Node:
    """Return a value of a document with all that it holds."""
    node = Node(value, document, place)
    if isinstance(value, dict):
        node.entries = {key: build_node(inner, document, (*place, key)) for key, inner in value.items()}
    elif place and place[-1] in KEYED and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        node.items = [build_node(item, document, (*place, i)) for i, item in enumerate(value)]
    return node


class Layered(Document):
    """A TOML file as several layers together have it."""

    def __init__(
        self, file: str, parts: Sequence[Document], own: Document | None, below: str, hidden: Hidden, *, rooted: bool
    ):
        """Lay ``parts`` over one another, the lowest first; ``hidden`` learns what they hide.

        ``own`` is the one that is not below, ``below`` names the nearest book that is, and ``rooted`` tells that the
        first of ``parts`` is of the lowest book, over which there is nothing to hide.
        """
        self.file, self.own, self.below, self.hidden = file, own, below, hidden
        self.faults = [fault for document in parts for fault in document.faults]
        self.is_whole_hidden = False
        self._hiding: list[tuple[Node, list[Name]]] = []
        node = Node({}, parts[0], (), {})
        for i, document in enumerate(parts):
            added = build_node(document.root.data, document)
            node = added if rooted and i == 0 else self._lay_file(node, added)
        self._nodes = dict(node.walk())
        self.root = Table(self, node.plain(), ())
        self._learn(set(_all_names(file, self.root.data)) if self._hiding else set())

    def _learn(self, present: set[Name]) -> None:
        for node, names in self._hiding:
            document, place = node.document, (*node.place, HIDE)
            spot = Fault(document.file, document.line(place), format_place(place), "")
            self.hidden.names |= {name: spot for name in names if name not in present}

    # --- laying over -------------------------------------------------------------------------------------------------

    def _lay_file(self, below: Node, own: Node) -> Node:
        """Return the whole file ``own`` over ``below``."""
        self.is_whole_hidden = False
        if not own.hides:
            return self._lay(below, own, ())
        losable = any(part in _LOSABLE for part in self.file.split("/"))
        if not losable or not below.entries:
            why = f"nothing to hide: {self.below} has no such file" if losable else _EXPECTED
            self._blame(own, HIDE, why)
            return below
        self.is_whole_hidden = True
        self._hide(own, (), below)
        return Node({}, own.document, (), {}, over=True)

    def _lay(self, below: Node, own: Node, path: Names) -> Node:
        """Return the table ``own`` over the table ``below``, an empty one where there is none."""
        entries = dict(below.entries or {})
        for name, node in self._hide_listed(entries, own, path):
            old = entries.get(name)
            if node.entries is not None:
                name = find_alias(path, name, node, entries)
                old = entries.get(name)
                if not node.hides:
                    inner = old if old and old.entries is not None else Node({}, node.document, node.place, {})
                    entries[name] = self._lay(inner, node, (*path, name))
                elif old:
                    self._hide(node, (*path, name), entries.pop(name))
                else:
                    self._nothing(node, HIDE, name, entries)
            elif node.items is not None:
                entries[name] = self._lay_items(old.items or [] if old else [], node, (*path, name))
            else:
                entries[name] = node
        return Node(own.value, own.document, own.place, entries, over=below.over or bool(below.entries))

    def _hide_listed(self, entries: dict[str, Node], own: Node, path: Names) -> Iterator[tuple[str, Node]]:
        """Take out of ``entries`` what ``own`` lists under ``hide``; yield what else it has to say."""
        hide = (own.entries or {}).get(HIDE)
        is_term = path == ("term",) and hide is not None and isinstance(hide.value, str)
        if hide and not is_term and not self._is_list(hide):
            self._blame(own, HIDE, _EXPECTED)
        elif hide and not is_term:
            for word in hide.value:
                name = find_alias(path, word, None, entries)
                if name in entries:
                    self._hide(own, (*path, name), entries.pop(name))
                else:
                    self._nothing(own, HIDE, word, entries)
        for name, node in (own.entries or {}).items():
            in_array = len(path) > 1 and path[-2] in KEYED
            if (name != HIDE or is_term) and (name != AFTER or not in_array):
                yield name, node

    @staticmethod
    def _is_list(hide: Node) -> bool:
        return isinstance(hide.value, list) and all(isinstance(word, str) for word in hide.value)

    def _lay_items(self, below: Iterable[Node], own: Node, path: Names) -> Node:
        """Return a keyed array ``own`` over the items ``below``: known keys merge, new ones are added."""
        items = list(below)
        gone: list[Node] = []
        seen: set[str] = set()
        last: dict[str, Node] = {}
        for node in own.items or ():
            key = node.key
            if key and key in seen:
                self._blame(node, "key", f"{path[-1]} {key!r} stands in this file twice")
                continue
            seen.add(key)
            old = next((item for item in items if key and item.key == key), None)
            if node.hides:
                if old:
                    self._hide(node, (*path, key), old)
                    gone.append(old)
                else:
                    self._nothing(node, HIDE, key, {item.key: item for item in items})
                continue
            laid = self._lay(old or Node({}, node.document, node.place, {}), node, (*path, key))
            if old:
                items[items.index(old)] = laid
            else:
                items.append(laid)
            if anchor := (node.entries or {}).get(AFTER):
                self._move(items, laid, str(anchor.value), last)
        left = [item for item in items if item not in gone]
        if gone and not left and path == KEYED[:1]:
            hiding = [node for node in own.items or () if node.hides]
            self._blame(hiding[-1], HIDE, "every step is hidden; 'hide = true' above all steps hides the situation")
        return Node(own.value, own.document, own.place, None, left)

    def _move(self, items: list[Node], node: Node, anchor: str, last: dict[str, Node]) -> None:
        """Put ``node`` behind the item ``anchor``, and behind those that were put there before."""
        behind = last.get(anchor) or next((item for item in items if item.key == anchor and item is not node), None)
        if behind is None:
            known = [item.key for item in items if item is not node]
            self._blame(node, AFTER, f"nothing here is called {anchor!r}{did_you_mean(anchor, known)}")
            return
        items.remove(node)
        items.insert(items.index(behind) + 1, node)
        last[anchor] = node

    def _hide(self, node: Node, path: Names, old: Node) -> None:
        self._hiding.append((node, list(find_names(self.file, path, old.plain()))))

    def _nothing(self, node: Node, key: str, word: str, known: Iterable[str]) -> None:
        self._blame(node, key, f"nothing to hide: {self.below} has no {word!r} here{did_you_mean(word, known)}")

    def _blame(self, node: Node, key: str, message: str) -> None:
        place = (*node.place, key)
        self.faults.append(Fault(node.document.file, node.document.line(place), format_place(place), message))

    # --- reading -----------------------------------------------------------------------------------------------------

    def fault(self, place: Place, message: str, shown: Place | None = None) -> None:
        """Record that what stands at ``place`` of the whole is wrong: with file, line and place of its layer."""
        nearest, node = self._find(place)
        inner = (*node.place, *place[len(nearest) :])
        path = (*node.place, *shown[len(nearest) :]) if shown else inner
        self.faults.append(Fault(node.document.file, node.document.line(inner), format_place(path), message))

    def line(self, place: Place) -> int:
        """Return the line of ``place`` in the layer that its text comes from."""
        _, node = self._find(place)
        return node.document.line(node.place)

    def source(self, place: Place) -> Document:
        """Return the file that the text at ``place`` comes from."""
        return self._find(place)[1].document

    def is_below(self, place: Place) -> bool:
        """Tell whether the text at ``place`` is that of a book below, which was sound there."""
        return self._find(place)[1].document is not self.own

    def is_hidden(self, kind: str, word: str) -> bool:
        """Tell whether ``word`` names something of a book below that is hidden."""
        return (kind, word) in self.hidden.names

    def want_hidden(self, place: Place, kind: str, word: str) -> bool:
        """Tell whether ``word`` is hidden; if so, record that ``place`` cannot do without it."""
        _, node = self._find(place)
        where = f"{node.document.file}:{node.document.line(node.place)}"
        return self.hidden.want(kind, word, where)

    def lacking(self, place: Place) -> str:
        """Return what to say where the table at ``place`` lacks a key that a book below might have had."""
        _, node = self._find(place)
        if node.over or node.document is not self.own:
            return ""
        return f"; {self.below} has no {node.key or format_place(node.place) or self.file!r} to take it from"

    def _find(self, place: Place) -> tuple[Place, Node]:
        while place not in self._nodes:
            place = place[:-1]
        return place, self._nodes[place]


_EXPECTED = "expected true where a book below has such a thing, or a list of the names to take out"


def find_alias(path: Names, name: str, own: Node | None, entries: dict[str, Node]) -> str:
    """Return what ``entries`` call the standard ``name``: an item alone, or after its framework; else ``name``."""
    if path != ("standard",) or name in entries:
        return name
    framework, _, item = name.rpartition(".")
    framework = framework or (own.text("framework") if own else "")
    same = [
        other
        for other, node in entries.items()
        if other.rpartition(".")[2] == item and framework in ("", node.text("framework"))
    ]
    return same[0] if len(same) == 1 else name


def _all_names(file: str, data: dict[str, Any]) -> Iterator[Name]:
    """Yield all that a file has and that can be hidden."""
    if data and "/situations/" in file:
        yield from find_names(file, (), data)
    for key, value in data.items():
        yield from find_names(file, (key,), value)
