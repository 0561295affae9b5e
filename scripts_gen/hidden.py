"""What one book hides of another, and who cannot do without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from scripts_gen.errors import Fault

Name = tuple[str, str]
"""The kind, as a reference to it is called in messages, and the word."""

_NAMED = {
    "placeholder": ("placeholder", "number placeholder"),
    "group": ("colour group",),
    "stock": ("stock",),
    "framework": ("framework",),
    "value": ("value",),
    "move": ("move", "standard or move"),
    "complaint": ("complaint code",),
    "point": ("point",),
}
"""The kinds of what stands in tables of these names."""
_PHRASE = ("phrase", "phrase of this role's situations")
_SHOWN = 3


@dataclass
class Hidden:
    """What is hidden, learnt while the files of a book are laid over one another, and what wants it all the same."""

    names: dict[Name, Fault] = field(default_factory=dict)
    """By what is hidden, the place that hides it, as a fault that is none yet."""
    wanted: dict[Fault, dict[str, Name]] = field(default_factory=dict)
    """By the place that hides, the places that cannot do without."""

    def want(self, kind: str, word: str, where: str) -> bool:
        """Tell whether ``word`` is hidden; if so, record that the text at ``where`` cannot do without it."""
        place = self.names.get((kind, word))
        if place:
            self.wanted.setdefault(place, {})[where] = (kind, word)
        return place is not None

    def faults(self) -> Iterator[Fault]:
        """Yield one fault for each place that hides what is wanted, naming who wants it."""
        for place, wanting in self.wanted.items():
            kinds = dict(sorted(((word, kind) for kind, word in wanting.values()), key=lambda name: -len(name[1])))
            names = [f"{kind} {word!r}" for word, kind in sorted(kinds.items())]
            where = list(wanting)
            more = f" and {len(where) - _SHOWN} more" if len(where) > _SHOWN else ""
            told = f"hides {_listed(names)}, wanted by {', '.join(where[:_SHOWN])}{more}"
            yield Fault(place.file, place.line, place.path, f"{told}; change these, or hide them, too")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def find_names(file: str, path: tuple[str, ...], value: Any) -> Iterator[Name]:
    """Yield what goes with ``value`` at ``path`` of ``file``, where items of arrays go by their keys."""
    folder, stem = PurePosixPath(file).parent.name, PurePosixPath(file).stem
    if folder == "situations":
        if not path:
            yield "situation", stem
        for key in _phrases(value):
            for kind in _PHRASE:
                yield kind, f"{stem}.{key}"
    elif len(path) == 1 and isinstance(value, dict):
        for key, inner in value.items():
            yield from find_names(file, (*path, key), inner)
    elif len(path) == 2 and path[0] == "standard":
        item = path[1].rpartition(".")[2]
        for word in (item, f"{value.get('framework', '')}.{item}") if isinstance(value, dict) else ():
            yield from (("standard", word), ("standard or move", word))
    elif len(path) == 2:
        for kind in _NAMED.get(path[0], ()):
            yield kind, path[1]


def _phrases(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _phrases(item)
    elif isinstance(value, Mapping):
        if isinstance(value.get("key"), str) and "say" in value:
            yield value["key"]
        for name in ("step", "phrase"):
            yield from _phrases(value.get(name, []))
