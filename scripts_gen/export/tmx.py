"""TMX 1.4: a translation memory of what is approved, for translators who work on other texts of the same house."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from scripts_gen.errors import Fault, InputError
from scripts_gen.export.source import Source
from scripts_gen.export.translation import Code, add, exported_units, format_document
from scripts_gen.message import Status
from scripts_gen.units import Unit

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_VERSION = "1"
"""Of this writer, which the header has to tell."""


def write(source: Source) -> bytes:
    """Return the memory: a unit a message, with what each language has approved of it.

    Of what counts, the wordings for one are a unit, and so is each further plural form, with its place as in gettext.
    Raises InputError with what XML cannot hold, and where no language was asked for but the book's own.
    """
    if not source.targets():
        told = f"{source.workspace.book.source!r} is the language of the book; name one that it is translated into"
        raise InputError([Fault("", 0, "", told)])
    language = source.workspace.book.source
    root = etree.Element("tmx", version="1.4")
    add(
        root,
        "header",
        creationtool="scripts-gen",
        creationtoolversion=_VERSION,
        segtype="block",
        o_tmf="gettext",
        adminlang="en",
        srclang=language,
        datatype="plaintext",
        creationdate=_stamp(source.on.isoformat()),
    )
    body = add(root, "body")
    texts = []
    for name, found in _gather(source).items():
        element = add(body, "tu", tuid=name, creationdate=_stamp(source.on.isoformat()))
        first = next(iter(found.values()))
        texts.append((_segment(element, language), first.source))
        for code, unit in found.items():
            texts.append((_segment(element, code, unit.approved), unit.target))
    return format_document(root, texts, _numbered())


def _gather(source: Source) -> dict[str, Mapping[str, Unit]]:
    """Return the units by the name of the memory's unit and by language, in the order of the book."""
    known: dict[str, dict[str, Unit]] = {}
    for code in source.targets():
        later: dict[str, int] = {}
        for unit in exported_units(source, code):
            place = 0
            if not unit.singular:
                place = later[unit.context] = later.get(unit.context, 0) + 1
            name = f"{unit.context}[{place}]" if unit.counts else unit.context
            found = known.setdefault(name, {})
            if unit.status is Status.APPROVED:
                found[code] = unit
    return {name: found for name, found in known.items() if found}


def _segment(parent: etree._Element, code: str, approved: str = "") -> etree._Element:
    element = add(parent, "tuv", changedate=_stamp(approved) if approved else "")
    element.set(_LANGUAGE, code)
    return add(element, "seg")


def _stamp(day: str) -> str:
    return f"{day.replace('-', '')}T000000Z"


def _numbered() -> Code:
    """Return what makes codes; the same placeholder has the same number in every language."""
    numbers: dict[str, int] = {}

    def code(parent: etree._Element, name: str, text: str) -> etree._Element:
        return add(parent, "ph", text, x=str(numbers.setdefault(name, len(numbers) + 1)), type="x-placeholder")

    return code
