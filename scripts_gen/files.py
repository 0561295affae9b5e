"""Writing files so that nobody's work is lost.

A kill at any moment leaves either the old file or the new one, never half of one; a file that somebody else saved
meanwhile stays.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts_gen.errors import Fault, InputError


class Change(NamedTuple):
    """What a file should hold, and what that was made from."""

    old: bytes | None
    """None where there was no such file."""
    new: bytes


Changes = Iterator[tuple[str, Change]]
"""Paths below a folder with what should become of the files there."""


def check_unchanged(root: Path, changes: Mapping[str, Change]) -> None:
    """Raise InputError naming each file below ``root`` that no longer is what its change was made from."""
    told = "has changed since it was read; nothing was written over it, run the command again"
    faults = [Fault(file, 0, "", told) for file, change in changes.items() if read_bytes(root / file) != change.old]
    if faults:
        raise InputError(faults)


def read_bytes(path: Path) -> bytes | None:
    """Return what ``path`` holds; None where there is no such file."""
    return path.read_bytes() if path.exists() else None


def write_file(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Replace ``path`` by ``data`` in one step, making its folder where needed; keep the permissions of an old file.

    Without ``synced`` it is left to the system when the bytes reach the disk: for the many that are easily made anew.
    What is no file, such as ``/dev/stdout``, is written to and stays what it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if synced:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
