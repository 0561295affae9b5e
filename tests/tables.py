"""Editing an exported table as a translator would, without a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from scripts_gen.worksheet import Row, Worksheet, format_csv, read_worksheet

Edits = Mapping[tuple[str, str], Mapping[str, str]]
"""By key and form: new texts by column title."""


def find_row(sheet: Worksheet, key: str, form: str = "") -> Row:
    """Return the row of a phrase's form."""
    return next(row for row in sheet.rows if (row.cells["key"], row.cells["form"]) == (key, form))


def edit_table(
    path: Path,
    edits: Edits | None = None,
    *,
    more: Iterable[Mapping[str, str]] = (),
    without: Collection[str] = (),
    columns: Iterable[str] = (),
) -> None:
    """Change cells of the .csv at ``path``, add rows, take out phrases by key; ``columns`` chooses what stays."""
    sheet = read_worksheet(path, path.name)
    titles = tuple(columns) or sheet.columns
    rows = [dict(row.cells) for row in sheet.rows if row.cells["key"] not in without]
    for (key, form), texts in (edits or {}).items():
        found = [row for row in rows if (row["key"], row["form"]) == (key, form)]
        assert found, (key, form)
        found[0].update(texts)
    rows += [dict(row) for row in more]
    path.write_bytes(format_csv(titles, [[row.get(title, "") for title in titles] for row in rows]))


def changed_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return by file the lines that one of two trees has and the other has not: ``-`` gone, ``+`` new."""
    from difflib import ndiff

    changed = {}
    for file in sorted({*before, *after}):
        old, new = (tree.get(file, b"").decode().splitlines() for tree in (before, after))
        if old != new:
            changed[file] = [line for line in ndiff(old, new) if line[0] in "+-"]
    return changed


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a workspace's locales by its path."""
    files = sorted(path for path in (root / "locales").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
