"""What stands in an output folder and what it was made from: what did not change is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts_gen.place import Place, Written

MANIFEST = ".made.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    key: str
    """Stands for everything it was made from."""
    digest: str
    """SHA-256 of its bytes."""
    told: tuple[str, ...] = ()
    """What was said of it when it was made."""
    size: int = 0
    """Bytes; 0 where an older version wrote it down."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was made in a folder."""

    files: Mapping[str, Made] = field(default_factory=dict)
    """By name."""
    run: str = ""
    """Stands for everything that the last run was made from; empty where it left something unmade."""
    names: tuple[str, ...] = ()
    """The files of the last run, in its order."""


def read_manifest(place: Place) -> Manifest:
    """Return what is known of the files at ``place``: of those alone that are as they were made."""
    try:
        shape = json.loads(place.read(MANIFEST) or b"")
        files = {
            name: Made(its["key"], its["digest"], tuple(its["told"]), int(its.get("size", 0)))
            for name, its in shape["files"].items()
        }
        unchanged = place.find_unchanged({name: Written(its.digest, its.size) for name, its in files.items()})
        there = {name: made for name, made in files.items() if name in unchanged}
        run, names = str(shape["run"]), tuple(shape["names"])
        return Manifest(there, run if set(names) <= there.keys() else "", names)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()  # what is not known is made again


def write_manifest(place: Place, manifest: Manifest) -> None:
    """Record what was made at ``place``."""
    files = {
        name: {"key": made.key, "digest": made.digest, "told": list(made.told), "size": made.size}
        for name, made in manifest.files.items()
    }
    shape = {"run": manifest.run, "names": list(manifest.names), "files": files}
    place.write(MANIFEST, json.dumps(shape, ensure_ascii=False, indent=0).encode(), synced=False)


def made_of(key: str, data: bytes, told: Iterable[str] = ()) -> Made:
    """Return what is written down of a file that holds ``data``."""
    return Made(key, digest(data), tuple(told), len(data))


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def run_key(files: Iterable[Path], *parts: str) -> str:
    """Return what stands for ``files``, as they are now, and ``parts``."""
    sums = [f"{'/'.join(path.parts[-3:])}\0{digest(path.read_bytes())}" for path in files]
    return digest("\0".join([*sums, *parts]).encode())
