"""The shipped book, abridged: some of its roles and situations in all its languages, unsealed, and quick to work on.

What holds of the whole book is tested on the whole book, in ``test_default_book.py``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from scripts_gen.message import Message
from scripts_gen.split import split_catalog

ROLES = ("cashier", "chat-agent", "courier", "receptionist", "security-officer")
SITUATIONS = ("greeting", "name", "expectations", "waiting", "payment", "emergency", "language", "writing")


def write_abridged(
    source: Path, target: Path, roles: Collection[str] = ROLES, situations: Collection[str] = SITUATIONS
) -> None:
    """Write the workspace ``source``, abridged to ``roles`` and ``situations``, into the new folder ``target``."""
    shutil.copytree(source / "locales", target / "locales")
    book = target / "locales/book"
    for kind, kept in (("situations", situations), ("roles", roles)):
        for path in (book / kind).iterdir():
            if path.stem not in kept:
                path.unlink()
    for path in (book / "roles").iterdir():
        _change(path, lambda text: _reaching(text, situations))
    said = "".join(path.read_text() for path in (book / "situations").iterdir())
    urgent = {"emergency", "language"} <= {*situations}
    _change(book / "book.toml", lambda text: _used(_unsealed(text), said, urgent=urgent))
    _change(book / "standards.toml", lambda text: re.sub(r"(?m)^(?:first|question|promise) = .*\n", "", text))
    placeholders = re.findall(r"(?m)^\[placeholder\.(\w+)\]", (book / "book.toml").read_text())
    kept = {f"{kind}.{key}" for kind, keys in (("role", roles), ("placeholder", placeholders)) for key in keys}
    for path in [*(target / "locales").glob("*.pot"), *(target / "locales").glob("*/LC_MESSAGES/*.po")]:
        path.write_bytes(_catalog(path.read_bytes(), path.name, kept | {*situations}))


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text()))


def _unsealed(text: str) -> str:
    return text.replace('approval = "required"', 'approval = "preferred"')


def _used(text: str, said: str, *, urgent: bool) -> str:
    """Return book.toml without the placeholders that no kept phrase uses, and with what is ``urgent`` or without."""
    tables = re.split(r"(?m)^(?=\[)", text)
    tables = [table for table in tables if not table.startswith("[urgent]") or urgent]
    names = [re.match(r"\[placeholder\.(\w+)\]", table) for table in tables]
    return "".join(t for t, name in zip(tables, names, strict=True) if not name or f"{{{name[1]}}}" in said)


def _reaching(text: str, situations: Collection[str]) -> str:
    """Return a role's file with the kept situations only, and the phrases of its pocket that they have."""

    def kept(match: re.Match[str]) -> str:
        words = [word for word in re.findall(r'"[^"]+"', match[2]) if word[1:-1].partition(".")[0] in situations]
        return f"{match[1]} = [{', '.join(words)}]"

    return re.sub(r"(?m)^(encounter|at_hand|pocket) = \[([^\]]*)\]", kept, text)


def _catalog(data: bytes, name: str, kept: Collection[str]) -> bytes:
    """Return a catalog with the messages of the kept situations, roles and placeholders, and without approvals."""
    catalog = split_catalog(data, name)
    blocks = [block for block in catalog.blocks if not block.message or _stays(block.message, kept)]
    return re.sub(rb"(?m)^# approved: .*\n", b"", catalog.encode(blocks))


def _stays(message: Message, kept: Collection[str]) -> bool:
    kind, _, rest = message.msgctxt.partition("#")[0].partition("|")[0].partition(".")
    if kind in ("role", "placeholder"):
        return f"{kind}.{rest}" in kept
    return kind in kept or kind not in _ALL_SITUATIONS


_ALL_SITUATIONS = {path.stem for path in (Path(__file__).parent.parent / "locales/book/situations").iterdir()}
