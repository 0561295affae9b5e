"""XLIFF read strictly: 1.2 and 2.0, as any translator's tool writes it.

Nothing in a file is resolved, fetched or unpacked beyond the bounds below. An inline code comes back as the placeholder
that it stands for.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from scripts_gen.errors import Fault, InputError
from scripts_gen.wording import PLACEHOLDER

LARGEST = 16_000_000
"""Bytes of a file; a book of ten thousand phrases takes about as much."""
FILES = 100
"""Files that an archive may hold."""
ENDINGS = (".xlf", ".xliff")

_MARK = re.compile(r"(\S+) ([0-9A-HJKMNP-TV-Z]{8})")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError
)  # fmt: skip
"""What archives raise that are none, or broken, each kind of compression in its own way."""
_POSITION = re.compile(r", line \d+, column \d+$")
_ORDER = re.compile("[1-9][0-9]{0,8}")
_DONE = {"translated", "signed-off", "reviewed", "final"}
"""States in which whoever translated has finished."""
_TRANSPARENT = {"mrk"}
"""Inline elements that only say something about the text in them."""
_EMPTY = {"sm", "em"}
"""Inline elements that do so by their place."""


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """One text and its translation, with ``{placeholders}``."""

    id: str
    source: str
    target: str
    """Empty where there is none."""
    done: bool
    """Whether the file says that the translation is finished."""
    line: int


@dataclass(frozen=True, slots=True)
class XliffFile:
    """What one element ``file`` holds."""

    language: str
    """The target's, as the file calls it."""
    line: int
    marks: Mapping[str, str]
    """Hashes of what the targets were at the export, by unit; empty where the file does not say."""
    units: tuple[XliffUnit, ...]


def format_marks(hashes: Mapping[str, str]) -> str:
    """Return hashes by unit as the text that a file's skeleton holds: a line each."""
    return "".join(f"{name} {value}\n" for name, value in hashes.items())


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """Return the XLIFF files of an archive by name. Raises InputError where it is none, or exceeds the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part for part in archive.infolist() if _is_document(part.filename)}
            if len(parts) > FILES or sum(part.file_size for part in parts.values()) > 4 * LARGEST:
                raise _whole(file, f"unpacks to more than {FILES} files or {4 * LARGEST:,} bytes")
            found = {f"{file}/{name}": archive.read(part) for name, part in parts.items()}
            twice = sum(_is_document(name) for name in archive.namelist()) - len(parts)
    except _DAMAGED:
        raise _whole(file, "is no archive, a damaged one, or one with a password") from None
    if twice:
        raise _whole(file, "holds two files of the same name")
    if not found:
        raise _whole(file, f"holds no file that ends in {' or '.join(ENDINGS)}")
    return found


def _is_document(name: str) -> bool:
    """Tell whether a part of an archive is XLIFF; macOS puts a shadow beside each file."""
    return name.lower().endswith(ENDINGS) and not name.startswith("__MACOSX/")


def parse_xliff(data: bytes, file: str) -> tuple[XliffFile, ...]:
    """Return what ``data``, called ``file`` in faults, holds. Raises InputError with every fault."""
    if len(data) > LARGEST:
        raise _whole(file, f"is {len(data):,} bytes; at most {LARGEST:,} are read")
    _refuse_doctype(data, file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        told = _POSITION.sub("", error.msg or "")
        raise InputError([Fault(file, line, "", f"is no XML: {told}")]) from None
    name = etree.QName(root)
    version = root.get("version", "")
    if name.localname != "xliff" or version[:2] not in ("1.", "2."):
        told = f"XLIFF {version!r}" if name.localname == "xliff" else f"<{name.localname}>"
        raise InputError([Fault(file, root.sourceline, "", f"is {told}; XLIFF 1.2 and 2.0 are read")])
    reading = _Reading(file, f"{{{name.namespace}}}" if name.namespace else "", version[0])
    files = tuple(reading.read_file(root, element) for element in root.iterchildren(reading.tag("file")))
    if not files:
        reading.fault(root, "", "holds no <file>")
    if reading.faults:
        raise InputError(reading.faults)
    return files


def _whole(file: str, message: str) -> InputError:
    return InputError([Fault(file, 0, "", message)])


class _FoundError(Exception):
    """What was looked for is found; nothing after it matters."""


def _refuse_doctype(data: bytes, file: str) -> None:
    """A document type brings entities, and no XLIFF needs one; it stands before the first element."""
    parser = expat.ParserCreate()
    doctype: list[int] = []

    def tell(*_: object) -> None:
        doctype.append(parser.CurrentLineNumber)
        raise _FoundError

    def stop(*_: object) -> None:
        raise _FoundError

    parser.StartDoctypeDeclHandler = tell
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)
    except _FoundError:
        pass
    except expat.ExpatError as error:
        raise InputError([Fault(file, error.lineno, "", f"is no XML: {expat.ErrorString(error.code)}")]) from None
    except (ValueError, LookupError):
        raise InputError([Fault(file, 1, "", "is in an encoding that is not read here; save it as UTF-8")]) from None
    if doctype:
        raise InputError([Fault(file, doctype[0], "", "has a document type, which no XLIFF needs; take it out")])


class _Reading:
    """One document being read: what was found wrong so far."""

    def __init__(self, file: str, namespace: str, version: str):
        self.file, self.namespace, self.version = file, namespace, version
        self.faults: list[Fault] = []

    def tag(self, name: str) -> str:
        return self.namespace + name

    def fault(self, element: etree._Element, path: str, message: str) -> None:
        self.faults.append(Fault(self.file, element.sourceline or 0, path, message))

    def read_file(self, root: etree._Element, element: etree._Element) -> XliffFile:
        old = self.version == "1"
        language = element.get("target-language", "") if old else root.get("trgLang", "")
        if not language:
            named = "target-language" if old else "trgLang"
            self.fault(element if old else root, "", f"does not say which language it is in ({named})")
        skeleton = f".//{self.tag('internal-file')}" if old else self.tag("skeleton")
        marks = "".join(found.text or "" for found in element.iterfind(skeleton))
        units: dict[str, XliffUnit] = {}
        for one in element.iter(self.tag("trans-unit" if old else "unit")):
            unit = self.read_old_unit(one) if old else self.read_unit(one)
            if first := units.get(unit.id):
                self.fault(one, unit.id, f"stands in line {first.line} already")
            units.setdefault(unit.id, unit)
        line = element.sourceline or 0
        return XliffFile(language, line, dict(_MARK.findall(marks)), tuple(units.values()))

    def read_old_unit(self, element: etree._Element) -> XliffUnit:
        """Read a ``trans-unit`` of 1.2."""
        name = self.name_of(element)
        source, target = element.find(self.tag("source")), element.find(self.tag("target"))
        if source is None:
            self.fault(element, name, "has no <source>")
        codes: dict[str, str] = {}
        said = self.text(source, name, codes) if source is not None else ""
        wanted = self.text(target, name, codes) if target is not None else ""
        self.check_segments(element, name)
        state = target.get("state", "") if target is not None else ""
        done = element.get("approved") == "yes" or state in _DONE
        line = (element if target is None else target).sourceline or 0
        return XliffUnit(name, said, wanted, done, line)

    def check_segments(self, element: etree._Element, name: str) -> None:
        """Tell of a unit that a tool has cut into segments, and some of whose have no translation."""
        parts = [element.find(self.tag(part)) for part in ("seg-source", "target")]
        cut, made = ([] if part is None else self.segments(part) for part in parts)
        translated = {mark.get("mid") for mark in made if "".join(mark.itertext()).strip()}
        lacking = len({mark.get("mid") for mark in cut or made} - translated)
        if translated and lacking:
            self.half(element, name, lacking, lacking + len(translated))

    def segments(self, element: etree._Element) -> list[etree._Element]:
        return [mark for mark in element.iter(self.tag("mrk")) if mark.get("mtype") == "seg"]

    def half(self, element: etree._Element, name: str, lacking: int, count: int) -> None:
        self.fault(element, name, f"is translated in part: {lacking} of its {count} segments have no target")

    def read_unit(self, element: etree._Element) -> XliffUnit:
        """Read a ``unit`` of 2.0; a tool may have cut it into segments, with what stands between them ignorable."""
        name = self.name_of(element)
        codes: dict[str, str] = {}
        said: list[str] = []
        wanted: list[tuple[int, str]] = []
        lacking = done = 0
        segments = [*element.iterchildren(self.tag("segment"), self.tag("ignorable"))]
        for number, segment in enumerate(segments, 1):
            source, target = segment.find(self.tag("source")), segment.find(self.tag("target"))
            if source is None:
                self.fault(segment, name, "has no <source>")
                continue
            said.append(self.text(source, name, codes))
            text = self.text(target, name, codes) if target is not None else ""
            if segment.tag == self.tag("ignorable"):
                text = text if target is not None else said[-1]
            else:
                lacking += not text
                done += segment.get("state", "initial") in _DONE
            order = target.get("order", "") if target is not None else ""
            wanted.append((int(order) if _ORDER.fullmatch(order) else number, text))
        count = sum(segment.tag == self.tag("segment") for segment in segments)
        if not count:
            self.fault(element, name, "has no <segment>")
        if 0 < lacking < count:
            self.half(element, name, lacking, count)
        text = "" if lacking == count else "".join(text for _, text in sorted(wanted))
        first = element.find(f".//{self.tag('target')}")
        line = (element if first is None else first).sourceline or 0
        return XliffUnit(name, "".join(said), text, done == count, line)

    def name_of(self, element: etree._Element) -> str:
        name: str = element.get("id", "")
        if not name:
            self.fault(element, "", "a unit without id")
        return name

    def text(self, element: etree._Element, unit: str, codes: dict[str, str]) -> str:
        """Return the text of ``element``; ``codes`` holds what the codes of the source stand for, by their ids."""
        return "".join(self.pieces(element, unit, codes))

    def pieces(self, element: etree._Element, unit: str, codes: dict[str, str]) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = etree.QName(child).localname
            if name in _TRANSPARENT:
                yield from self.pieces(child, unit, codes)
            elif name not in _EMPTY:
                yield self.code(child, unit, codes)
            yield child.tail or ""

    def code(self, element: etree._Element, unit: str, codes: dict[str, str]) -> str:
        name = element.get("id", "")
        told = (element.get("equiv-text"), element.get("equiv"), element.get("disp"), "".join(element.itertext()))
        found = next((text for text in told if text and PLACEHOLDER.fullmatch(text)), None) or codes.get(name)
        if found is None:
            kind = etree.QName(element).localname
            self.fault(element, unit, f"holds the code <{kind}>, which stands for no placeholder of the source")
            return ""
        if name:
            codes.setdefault(name, found)
        return found
