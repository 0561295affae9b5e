"""Where things are: the shipped ``locales/`` and ``templates/``, and the files of a workspace.

Shipped folders stand beside the package in a wheel and one level up in a checkout. This module is on the way of every
look-up, so it imports nothing that takes time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

BOOK_FILE = "locales/book/book.toml"
SHIPPED = "default"
"""What ``extends`` calls the shipped book."""
_LARGEST = 1_000_000
"""Bytes of a book.toml that is looked into; whoever reads the book says what is wrong with a larger one."""


def find_resource(name: str) -> Path:
    """Return the shipped folder ``name``; raise FileNotFoundError where the installation is incomplete."""
    package = Path(__file__).resolve().parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation lacks its {name!r} folder beside {package}")


def shipped_workspace() -> Path:
    """Return the root of the book that ships; what is installed is never written to."""
    return find_resource("locales").parent


def is_workspace(folder: Path) -> bool:
    """Tell whether ``folder`` holds a book."""
    try:
        return (folder / BOOK_FILE).is_file()
    except OSError:  # a name longer than any folder's
        return False


def find_workspace(named: Path | None, current: Path) -> Path:
    """Return the workspace to work on: the ``named`` folder, else ``current`` if it is one, else the shipped book.

    Raises InputError where ``named`` is no workspace.
    """
    if named is None:
        return current if is_workspace(current) else shipped_workspace()
    if is_workspace(named):
        return named.resolve()
    from scripts_gen.errors import Fault, InputError

    raise InputError([Fault(str(named), 0, "", f"is no workspace: it holds no {BOOK_FILE}")])


def catalog_file(code: str, domain: str) -> str:
    """Return the path of a catalog below a workspace, with forward slashes."""
    return f"locales/{code}/LC_MESSAGES/{domain}.po"


def read_templates(folders: Iterable[Path], kinds: tuple[str, ...] = (".typ", ".svg")) -> dict[str, bytes]:
    """Return what the typesetter reads, or templates of other ``kinds``, by file name.

    A file of the first folder hides one of the same name below.
    """
    return {
        path.name: path.read_bytes()
        for folder in reversed(list(folders))
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in kinds
    }


def find_extended(workspace: Path) -> str:
    """Return what ``extends`` names in the book of ``workspace``; empty where it names nothing or cannot be read."""
    try:
        with (workspace / BOOK_FILE).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError:
        return ""
    if b"extends" not in data or len(data) > _LARGEST:
        return ""
    import tomllib

    try:
        word = tomllib.loads(data.decode()).get("extends")
    except (ValueError, RecursionError):
        return ""
    return word if isinstance(word, str) else ""


def find_base(workspace: Path, word: str) -> Path:
    """Return the folder that ``extends = word`` means in ``workspace``, whether it is there or not."""
    if word == SHIPPED:
        return shipped_workspace()
    return Path(os.path.realpath(workspace / word.replace("\0", "?")))  # no folder has a NUL in its name


def find_roots(workspace: Path) -> list[Path]:
    """Return ``workspace`` and the workspaces that its book extends, the nearest first, as far as they can be found."""
    roots = [workspace]
    seen = {os.path.realpath(workspace)}
    while word := find_extended(roots[-1]):
        base = find_base(roots[-1], word)
        if os.path.realpath(base) in seen or not is_workspace(base):
            break
        seen.add(os.path.realpath(base))
        roots.append(base)
    return roots


def own_files(workspace: Path) -> list[Path]:
    """Return every file of ``workspace`` itself that decides what it says, sorted."""
    folder = workspace / "locales"
    book = ("book/*.toml", "book/*/*.toml", "book/*.svg", "book/*.png")
    patterns = (*book, "*/locale.toml", "*/glossary.toml", "*/LC_MESSAGES/*.po")
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def input_files(workspace: Path) -> list[Path]:
    """Return every file that decides what a workspace says: the book, its logo, the locales, the catalogs.

    Sorted; those of the books it extends come after its own, with their templates.
    """
    first, *below = find_roots(workspace)
    files = own_files(first)
    for root in below:
        files += own_files(root)
        if root != shipped_workspace():  # whose templates go with the program
            files += sorted(path for path in (root / "templates").glob("*") if path.is_file())
    return files
