"""What stands in an output folder and what it was made from: what did not change is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts_gen.files import write_file

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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was made in a folder."""

    files: Mapping[str, Made] = field(default_factory=dict)
    """By name."""
    run: str = ""
    """Stands for everything that the last run was made from; empty where it left something unmade."""
    names: tuple[str, ...] = ()
    """The files of the last run, in its order."""


def read_manifest(folder: Path) -> Manifest:
    """Return what is known of the files in ``folder``: of those alone that are as they were made."""
    try:
        shape = json.loads((folder / MANIFEST).read_bytes())
        files = {name: Made(its["key"], its["digest"], tuple(its["told"])) for name, its in shape["files"].items()}
        there = {name: made for name, made in files.items() if _digest_of(folder / name) == made.digest}
        run, names = str(shape["run"]), tuple(shape["names"])
        return Manifest(there, run if set(names) <= there.keys() else "", names)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()  # what is not known is made again


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Record what was made in ``folder``."""
    files = {
        name: {"key": made.key, "digest": made.digest, "told": list(made.told)} for name, made in manifest.files.items()
    }
    shape = {"run": manifest.run, "names": list(manifest.names), "files": files}
    write_file(folder / MANIFEST, json.dumps(shape, ensure_ascii=False, indent=0).encode(), synced=False)


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def run_key(files: Iterable[Path], *parts: str) -> str:
    """Return what stands for ``files``, as they are now, and ``parts``."""
    sums = [f"{'/'.join(path.parts[-3:])}\0{digest(path.read_bytes())}" for path in files]
    return digest("\0".join([*sums, *parts]).encode())


def _digest_of(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except OSError:
        return None
