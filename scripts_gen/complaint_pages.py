"""The complaint report as a web page and as PDF, and the tally sheets. Whoever calls writes the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scripts_gen.complaint import Report
from scripts_gen.complaint_document import drawn_report
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import document_date, read_phrasebooks
from scripts_gen.render import render_template
from scripts_gen.resources import read_templates
from scripts_gen.tally import build_tally, tally_document
from scripts_gen.typeset import Files, MissingCharactersError, typeset
from scripts_gen.wording import LRI, PDI
from scripts_gen.workspace import Workspace


def report_html(report: Report, reader: Phrasebook, folders: Sequence[Path]) -> bytes:
    """Return ``report`` as one web page that needs nothing else; ``folders`` are searched as ``render.render`` does."""
    return render_template("complaint-report.html.j2", {"report": drawn_report(report, reader)}, folders).encode()


def report_pdf(report: Report, reader: Phrasebook, files: Files, on: date) -> bytes:
    """Return ``report`` as PDF/UA-1 and PDF/A-2a, dated ``on``.

    Staff and customers write in more scripts than the fonts have: what a font lacks is printed as ``[U+6B22]``.
    """
    document = drawn_report(report, reader)
    while True:
        try:
            return typeset("complaint-report.typ", document, files, on)
        except MissingCharactersError as error:
            named = _named(document, error.letters)
            if named == document:
                raise
            document = named


def _named(value: Any, letters: str) -> Any:
    """Return a part of a document with each of ``letters`` named by its code point."""
    if isinstance(value, str):
        return "".join(f"{LRI}[U+{ord(c):04X}]{PDI}" if c in letters else c for c in value)
    if isinstance(value, dict):
        return {key: _named(inner, letters) for key, inner in value.items()}
    return [_named(inner, letters) for inner in value] if isinstance(value, list) else value


def print_tally(
    workspace: Workspace, roles: Iterable[str], codes: Sequence[str], on: date | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the PDF of each role's tally sheet in each of the languages ``codes``.

    Without ``on`` a sheet is dated by the catalogs. Raises ScriptsGenError where a template fails, or a character is in
    no font.
    """
    files = read_templates(workspace.template_folders())
    books = read_phrasebooks(workspace, codes)
    for role in roles:
        for code, reader in books.items():
            sheet = tally_document(build_tally(workspace.book.roles[role], reader))
            yield f"tally.{role}.{code}.pdf", typeset("tally.typ", sheet, files, on or document_date(reader))
