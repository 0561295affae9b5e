"""What XLIFF and TMX share: which units are exported, placeholders as codes, files that are the same bytes again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from lxml import etree

from scripts_gen.errors import Fault, InputError
from scripts_gen.export.archive import zip_files
from scripts_gen.export.source import Source
from scripts_gen.units import Unit, spoken_units
from scripts_gen.wording import PLACEHOLDER
from scripts_gen.worksheet import CONTROLS

Code = Callable[[etree._Element, str, str], etree._Element]
"""Returns the last child of an element, which stands for a placeholder: by an id unique in its text, and ``{name}``."""


def exported_units(source: Source, code: str) -> list[Unit]:
    """Return the units of what the roles of ``source`` say in ``code``, and of what customers point at.

    Raises InputError with each one that XML cannot hold.
    """
    everybody = len(source.roles) == len(source.workspace.book.roles)
    said = {*source.phrase_keys(), *(point.context for point in source.workspace.book.points.values())}
    units = [unit for unit in spoken_units(source.workspace, code) if everybody or unit.key in said]
    faults = [Fault("", 0, f"{code} {unit.context}", told) for unit in units if (told := _refuse(unit))]
    if faults:
        raise InputError(faults)
    return units


def _refuse(unit: Unit) -> str:
    found = CONTROLS.search("".join((unit.source, unit.target, *unit.notes)).replace("\r", ""))
    return f"XML cannot hold the character U+{ord(found[0]):04X}" if found else ""


def write_each(source: Source, ending: str, write: Callable[[str], bytes]) -> bytes:
    """Return what ``write`` makes of the one language that ``source`` translates into, or an archive of several."""
    codes = [*source.targets()]
    if not codes:
        told = f"{source.workspace.book.source!r} is the language of the book; name one that it is translated into"
        raise InputError([Fault("", 0, "", told)])
    if len(codes) == 1:
        return write(codes[0])
    return zip_files({f"phrases.{code}.{ending}": write(code) for code in codes})


def format_document(root: etree._Element, texts: Iterable[tuple[etree._Element, str]], code: Code) -> bytes:
    """Return a document, a line an element; no white space is added to the elements that ``texts`` go into.

    ``code`` makes the elements that stand for placeholders.
    """
    etree.indent(root, " ")
    for element, text in texts:
        _fill(element, text, code)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _fill(element: etree._Element, text: str, code: Code) -> None:
    last: etree._Element | None = None
    seen: Counter[str] = Counter()
    for i, part in enumerate(PLACEHOLDER.split(text)):
        if i % 2:
            seen[part] += 1
            last = code(element, part if seen[part] == 1 else f"{part}-{seen[part]}", f"{{{part}}}")
        elif last is None:
            element.text = part or None
        else:
            last.tail = part


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Return a new child of ``parent``, in the same namespace; attributes without a value are left out."""
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    for key, value in attributes.items():
        if value:
            element.set(key.replace("_", "-"), value)
    element.text = text or None
    return element
