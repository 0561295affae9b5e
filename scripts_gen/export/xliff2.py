"""XLIFF 2.0, for translators' tools that read no older one: the same units as in 1.2."""

from __future__ import annotations

from lxml import etree

from scripts_gen.export.source import Source
from scripts_gen.export.translation import add, exported_units, format_document, write_each
from scripts_gen.export.xliff import SPACE
from scripts_gen.message import SPOKEN, Status
from scripts_gen.resources import catalog_file
from scripts_gen.xliff import format_marks
from scripts_gen.xliff_edits import mark_units

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_STATES = {
    Status.APPROVED: "final",
    Status.TRANSLATED: "translated",
    Status.FUZZY: "initial",
    Status.MISSING: "initial",
}


def write(source: Source) -> bytes:
    """Return the file of the language asked for, or an archive with a file for each of several.

    Raises InputError with what XML cannot hold, and where no language was asked for but the book's own.
    """
    return write_each(source, "xliff", lambda code: _write(source, code))


def _write(source: Source, code: str) -> bytes:
    units = exported_units(source, code)
    root = etree.Element(f"{{{NAMESPACE}}}xliff", version="2.0", nsmap={None: NAMESPACE})
    root.set("srcLang", source.workspace.book.source)
    root.set("trgLang", code)
    rtl = "rtl" if source.workspace.locales[code].direction == "rtl" else ""
    file = add(root, "file", id=SPOKEN, original=catalog_file(code, SPOKEN), trgDir=rtl)
    add(file, "skeleton", format_marks(mark_units(units)))
    add(add(file, "notes"), "note", f"{source.workspace.book.title}, {source.on}")
    texts = []
    for unit in units:
        element = add(file, "unit", id=unit.id, name=unit.context)
        element.set(SPACE, "preserve")
        add(add(element, "notes"), "note", "\n".join(unit.notes))
        segment = add(element, "segment", state=_STATES[unit.status])
        texts.append((add(segment, "source"), unit.source))
        if unit.target:
            texts.append((add(segment, "target"), unit.target))
    return format_document(root, texts, _code)


def _code(parent: etree._Element, name: str, text: str) -> etree._Element:
    return add(parent, "ph", id=name, equiv=text, disp=text)
