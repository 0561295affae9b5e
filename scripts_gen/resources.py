"""Where things are: the shipped ``locales/`` and ``templates/``, and the files of a workspace.

Shipped folders stand beside the package in a wheel and one level up in a checkout. This module is on the way of every
look-up, so it imports nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

BOOK_FILE = "locales/book/book.toml"


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
    return (folder / BOOK_FILE).is_file()


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


def read_templates(folders: Iterable[Path]) -> dict[str, bytes]:
    """Return what the typesetter reads, by file name; a file of the first folder hides one of the same name below."""
    return {
        path.name: path.read_bytes()
        for folder in reversed(list(folders))
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in (".typ", ".svg")
    }


def input_files(workspace: Path) -> list[Path]:
    """Return every file that decides what a workspace says, sorted: the book, its logo, the locales, the catalogs."""
    folder = workspace / "locales"
    book = ("book/*.toml", "book/*/*.toml", "book/*.svg", "book/*.png")
    patterns = (*book, "*/locale.toml", "*/glossary.toml", "*/LC_MESSAGES/*.po")
    return sorted(path for pattern in patterns for path in folder.glob(pattern))
