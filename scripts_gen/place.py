"""Where outputs go: a folder, or anything that fsspec opens by its address; nothing else here knows fsspec."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scripts_gen.errors import ScriptsGenError
from scripts_gen.files import write_file

PLAIN = frozenset({"abfs", "abfss", "adl", "az", "gcs", "gs", "oci", "oss", "s3", "s3a"})
"""Object stores: they have no folders to be made, and hold a file whole or not at all."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into a file."""

    digest: str
    """SHA-256."""
    size: int
    """Bytes; 0 where it is not known."""


class Place(Protocol):
    """Holds files by their names, which have forward slashes."""

    @property
    def shown(self) -> str:
        """Return what messages call it."""

    def below(self, folder: str) -> Place:
        """Return the place of a folder in this one."""

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None where there is none."""

    def write(self, name: str, data: bytes, *, synced: bool = True) -> None:
        """Replace a file by ``data``, in one step where the place can."""

    def find_unchanged(self, files: Mapping[str, Written]) -> set[str]:
        """Return the names of those that are there as they were written."""


def open_place(output: str | Path) -> Place:
    """Return the place that ``output`` names: with ``://`` in it an address, else a folder.

    Raises ScriptsGenError where nothing here opens such an address.
    """
    scheme, there, _ = str(output).partition("://")
    if not there:
        return Folder(Path(output))
    return _open_local(str(output)) if scheme == "file" else _open_remote(str(output))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    path: Path

    @property
    def shown(self) -> str:
        """The path, as short as it can be said from here."""
        here = Path.cwd()
        return str(self.path.relative_to(here)) if self.path.is_relative_to(here) else str(self.path)

    def below(self, folder: str) -> Folder:
        """Return the folder of this name."""
        return Folder(self.path / folder)

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None where it cannot be read."""
        with suppress(OSError):
            return (self.path / name).read_bytes()
        return None

    def write(self, name: str, data: bytes, *, synced: bool = True) -> None:
        """Replace a file in one step; without ``synced`` the system decides when it reaches the disk."""
        write_file(self.path / name, data, synced=synced)

    def find_unchanged(self, files: Mapping[str, Written]) -> set[str]:
        """Return the names of those that hold, byte for byte, what was written."""
        return {
            name for name, its in files.items() if (data := self.read(name)) is not None and _sum(data) == its.digest
        }


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder behind an address."""

    url: str
    """As messages show it: without a password."""
    files: Any
    """The file system of fsspec."""
    path: str
    """As that knows it."""

    @property
    def shown(self) -> str:
        """The address."""
        return self.url

    def below(self, folder: str) -> Remote:
        """Return the folder of this name."""
        return Remote(f"{self.url.rstrip('/')}/{folder}", self.files, f"{self.path.rstrip('/')}/{folder}")

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; None where there is none."""
        with _told(self.url):
            try:
                data: bytes = self.files.cat_file(f"{self.path}/{name}")
            except FileNotFoundError:
                return None
        return data

    def write(self, name: str, data: bytes, *, synced: bool = True) -> None:
        """Replace a file; an object store does so in one step. What another leaves half done has another size."""
        path = f"{self.path}/{name}"
        with _told(self.url):
            if PLAIN.isdisjoint([self.files.protocol] if isinstance(self.files.protocol, str) else self.files.protocol):
                self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(path, data)

    def find_unchanged(self, files: Mapping[str, Written]) -> set[str]:
        """Return the names of those that have the size of what was written; nothing is fetched."""
        with _told(self.url):
            try:
                there = {its["name"].rpartition("/")[2]: its["size"] for its in self.files.ls(self.path, detail=True)}
            except FileNotFoundError:
                return set()
        return {name for name, its in files.items() if its.size and there.get(name) == its.size}


def _open_local(url: str) -> Folder:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Folder(Path(url2pathname(urlsplit(url).path)))


def _open_remote(url: str) -> Remote:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ScriptsGenError(f"{_bare(url)}: addresses need fsspec: pip install 'scripts-gen[cluster]'") from None
    with _told(_bare(url)):
        files, path = url_to_fs(url, use_listings_cache=False)
    return Remote(_bare(url), files, path)


def _bare(url: str) -> str:
    """Return an address without the password that may stand in it."""
    return re.sub(r"://[^/@]*@", "://", url)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tell what goes wrong with a place in one sentence, whatever the library behind it raises."""
    try:
        yield
    except Exception as error:
        raise ScriptsGenError(f"{url}: {' '.join(str(error).split()) or type(error).__name__}") from error


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
