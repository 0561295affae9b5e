"""One book over another: the workspaces that a book ``extends``, and its files as all of them together have them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts_gen.document import Document
from scripts_gen.errors import Fault, InputError
from scripts_gen.hidden import Hidden
from scripts_gen.overlay import Layered
from scripts_gen.positions import Place
from scripts_gen.resources import BOOK_FILE, SHIPPED, find_base, find_extended, is_workspace


@dataclass(frozen=True, slots=True)
class Layer:
    """A workspace among those that make up a book."""

    root: Path
    name: str
    """What its files are called by in messages: as ``extends`` has it; empty for the workspace itself."""

    def show(self, file: str) -> str:
        """Return what a file of this layer is called."""
        return f"{self.name}/{file}" if self.name else file


def find_layers(workspace: Path) -> tuple[Layer, ...]:
    """Return the layers of ``workspace``, the lowest first and the workspace itself last.

    Raises InputError where ``extends`` names no workspace, or one that extends this one.
    """
    layers = [Layer(workspace, "")]
    seen = {os.path.realpath(workspace): BOOK_FILE}
    while word := find_extended(layers[0].root):
        above = layers[0]
        base = find_base(above.root, word)
        name = SHIPPED if word == SHIPPED else Path(os.path.normpath(Path(above.name) / word)).as_posix()
        wrong = ""
        if os.path.realpath(base) in seen:
            wrong = f"{word!r} leads back to {seen[os.path.realpath(base)]}; a book cannot lie over itself"
        elif not is_workspace(base):
            wrong = f"no workspace {word!r}: it holds no {BOOK_FILE}; expected a folder that does, or {SHIPPED!r}"
        if wrong:
            file = above.show(BOOK_FILE)
            line = Document(above.root / BOOK_FILE, file).line(("extends",))
            raise InputError([Fault(file, line, "extends", wrong)])
        layers.insert(0, Layer(base, name))
        seen[os.path.realpath(base)] = layers[0].show(BOOK_FILE)
    return tuple(layers)


def prefixed(error: InputError, layer: Layer) -> InputError:
    """Return the error of a book below with its files named as the book above names them."""

    def show(file: str) -> str:
        inner = file.startswith(f"{SHIPPED}/") or not file
        return file if inner or Path(file).is_absolute() else Path(os.path.normpath(layer.show(file))).as_posix()

    return InputError(
        Fault(show(fault.file), fault.line, fault.path, fault.message, fault.kind) for fault in error.faults
    )


def list_files(layers: Sequence[Layer], pattern: str) -> list[str]:
    """Return the paths below a workspace that match ``pattern`` in any layer, sorted."""
    found = {path.relative_to(layer.root).as_posix() for layer in layers for path in layer.root.glob(pattern)}
    return sorted(found)


def has_file(layers: Sequence[Layer], file: str) -> bool:
    """Tell whether any layer has ``file``."""
    return any(os.path.lexists(layer.root / file) for layer in layers)


def read_document(layers: Sequence[Layer], file: str, hidden: Hidden | None = None) -> Document:
    """Read ``file`` as the layers together have it; ``hidden`` learns what it hides."""
    if len(layers) == 1:
        return Document(layers[0].root / file, layers[0].show(file))
    there = [layer for layer in layers if os.path.lexists(layer.root / file)] or [layers[-1]]
    parts = [Document(layer.root / file, layer.show(file)) for layer in there]
    own = parts[-1] if there[-1] is layers[-1] else None
    below = next((layer.name for layer in reversed(there) if layer is not layers[-1]), layers[-2].name)
    return Layered(file, parts, own, below, hidden or Hidden(), rooted=there[0] is layers[0])


def root_of(layers: Sequence[Layer], document: Document, place: Place) -> Path:
    """Return the workspace that the text at ``place`` of ``document`` comes from."""
    source = document.source(place)
    return next(layer.root for layer in layers if layer.show(document.file) == source.file)
