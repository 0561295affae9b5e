"""The book as a table: the very file that ``scripts-gen spreadsheet export`` writes as .csv."""

from __future__ import annotations

from scripts_gen.export.source import Source
from scripts_gen.spreadsheet import format_spreadsheet


def write(source: Source) -> bytes:
    """Return the table with a column for each language; a row a phrase that the roles say."""
    everybody = len(source.roles) == len(source.workspace.book.roles)
    keys = None if everybody else frozenset(source.phrase_keys())
    return format_spreadsheet(source.workspace, [*source.books], ending=".csv", on=source.on, keys=keys)
