"""XLIFF 1.2, for nearly every translator's tool: what is said, with what the translator has to know of it.

The skeleton holds what the translations were at the export, so that what comes back tells what was edited.
"""

from __future__ import annotations

from lxml import etree

from scripts_gen.export.source import Source
from scripts_gen.export.translation import add, exported_units, format_document, write_each
from scripts_gen.message import SPOKEN, Status
from scripts_gen.resources import catalog_file
from scripts_gen.xliff import format_marks
from scripts_gen.xliff_edits import mark_units

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    Status.APPROVED: "final",
    Status.TRANSLATED: "translated",
    Status.FUZZY: "needs-review-translation",
    Status.MISSING: "new",
}


def write(source: Source) -> bytes:
    """Return the file of the language asked for, or an archive with a file for each of several.

    Raises InputError with what XML cannot hold, and where no language was asked for but the book's own.
    """
    return write_each(source, "xlf", lambda code: _write(source, code))


def _write(source: Source, code: str) -> bytes:
    units = exported_units(source, code)
    root = etree.Element(f"{{{NAMESPACE}}}xliff", version="1.2", nsmap={None: NAMESPACE})
    file = add(
        root,
        "file",
        original=catalog_file(code, SPOKEN),
        source_language=source.workspace.book.source,
        target_language=code,
        datatype="plaintext",
        date=f"{source.on}T00:00:00Z",
    )
    header = add(file, "header")
    add(add(header, "skl"), "internal-file", format_marks(mark_units(units)), form="text")
    add(header, "note", source.workspace.book.title)
    body = add(file, "body")
    texts = []
    for unit in units:
        approved = "yes" if unit.status is Status.APPROVED else ""
        element = add(body, "trans-unit", id=unit.id, resname=unit.context, approved=approved)
        element.set(SPACE, "preserve")
        texts.append((add(element, "source"), unit.source))
        texts.append((add(element, "target", state=_STATES[unit.status]), unit.target))
        add(element, "note", "\n".join(unit.notes))
    return format_document(root, texts, _code)


def _code(parent: etree._Element, name: str, text: str) -> etree._Element:
    return add(parent, "ph", text, id=name, ctype="x-placeholder", equiv_text=text)
