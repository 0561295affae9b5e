"""Files that come back from translators, of any kind that can be read here, as edits of the book and its catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scripts_gen.amend import amendments
from scripts_gen.errors import Fault, InputError
from scripts_gen.spreadsheet import ENDINGS as SPREADSHEETS
from scripts_gen.spreadsheet_edits import Edits, read_edits
from scripts_gen.worksheet import read_worksheet
from scripts_gen.workspace import Workspace
from scripts_gen.xliff import ENDINGS as XLIFF
from scripts_gen.xliff import LARGEST, XliffFile, parse_xliff, unpack
from scripts_gen.xliff_edits import read_xliff_edits

ARCHIVE = ".zip"
ENDINGS = (*SPREADSHEETS, *XLIFF, ARCHIVE)
"""What a file may end in: it says how the file is read."""


def read_files(workspace: Workspace, paths: Iterable[Path]) -> Edits:
    """Return what the files at ``paths`` want changed: nothing where a cell or a target is empty.

    Raises InputError with the faults of all of them, those of the texts that could not be taken over among them.
    """
    edits, faults = Edits(), list[Fault]()
    for path in paths:
        try:
            found, wrong = _read_file(workspace, path)
        except InputError as error:
            faults += error.faults
        else:
            edits.wordings.extend(found.wordings)
            edits.texts.extend(found.texts)
            edits.additions.extend(found.additions)
            edits.notes.extend(found.notes)
            faults += wrong
    if faults:
        try:
            list(amendments(workspace, edits.wordings, edits.texts, edits.additions, date=""))
        except InputError as error:
            faults += error.faults
        raise InputError(faults)
    return edits


def has_edits(workspace: Workspace, path: Path) -> bool:
    """Tell whether the file at ``path`` holds what the book does not, or cannot be read."""
    try:
        edits, wrong = _read_file(workspace, path)
    except InputError:
        return True
    return bool(edits.wordings or edits.texts or edits.additions or wrong)


def _read_file(workspace: Workspace, path: Path) -> tuple[Edits, tuple[Fault, ...]]:
    file, ending = str(path), path.suffix.lower()
    if ending in SPREADSHEETS:
        return read_edits(workspace, read_worksheet(path, file), clear=False), ()
    if ending not in ENDINGS:
        raise InputError([Fault(file, 0, "", f"expected a file that ends in {', '.join(ENDINGS)}")])
    data = _read_bytes(path, file)
    documents = unpack(data, file) if ending == ARCHIVE else {file: data}
    return read_xliff_edits(workspace, _parse(documents.items()))


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError([Fault(file, 0, "", f"is {size:,} bytes; at most {LARGEST:,} are read")])
        return path.read_bytes()
    except OSError as error:
        raise InputError([Fault(file, 0, "", f"cannot be read: {error.strerror}")]) from error


def _parse(documents: Iterable[tuple[str, bytes]]) -> dict[str, Sequence[XliffFile]]:
    read: dict[str, Sequence[XliffFile]] = {}
    faults: list[Fault] = []
    for file, data in documents:
        try:
            read[file] = parse_xliff(data, file)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return read
