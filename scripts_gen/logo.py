"""Reading a logo: an SVG or PNG file, checked until it is sure that the typesetter can draw it, from nothing else.

Printing comes long after reading, and what fails there names no line. So what is broken, what moves, and what reaches
outside the file is told here.
"""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, repeat
from pathlib import Path
from typing import Literal, NoReturn
from xml.parsers import expat

from scripts_gen.errors import Fault, InputError
from scripts_gen.organisation import Logo

Kind = Literal["svg", "png"]
KINDS: tuple[Kind, ...] = ("svg", "png")
"""By the ending of the file's name."""
LARGEST = 1_000_000
"""Bytes."""
LARGEST_SIDE = 4000
"""Pixels. 170 mm at 600 dots an inch."""
DEEPEST = 100
"""Elements within elements of an SVG; the typesetter gives up at some thousand."""

_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_LENGTH = re.compile(rf"\+?({_NUMBER})(?:px|pt|pc|mm|cm|in|em|ex)?")
_SIZES = (1e-3, 1e6)
"""Of a drawing, in whatever unit; beyond them the typesetter's numbers end."""
_PICTURE = re.compile(r"data:image/(?:(png|jpe?g|gif|webp|svg\+xml);base64,(.*)|svg\+xml[;,].*)", re.DOTALL)
_SHOWN = 60

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Numbers a pixel by colour type."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits a number by colour type."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: first column, first row, step across, step down."""
_ANIMATION = {b"acTL", b"fcTL", b"fdAT"}
_ORDER = re.compile(rb"IHDR(?:[a-z]...)*(?:PLTE(?:[a-z]...)*)?(?:IDAT)+(?:[a-z]...)*IEND", re.DOTALL)
"""Names of a PNG's parts: those that a reader must know, and among them those that it need not."""


def read_logo(path: Path, file: str, kind: Kind) -> Logo:
    """Read the logo at ``path``, called ``file`` in messages.

    Raises InputError with its first fault, since one brings others about; OSError where it cannot be read.
    """
    with path.open("rb") as source:
        data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        _fail(file, 0, "", f"is {path.stat().st_size:,} bytes; at most {LARGEST:,} are read")
    if kind == "svg":
        _Svg(file).read(data)
    else:
        _check_png(data, partial(_fail, file, 0))
    return Logo(file, kind, data)


def _fail(file: str, line: int, path: str, message: str) -> NoReturn:
    raise InputError([Fault(file, line, path, message)])


class _Svg:
    """An SVG while it is read: where the parser is, and what the elements around it are."""

    def __init__(self, file: str):
        self.file = file
        self.depth = 0
        self.style: list[str] = []
        """What the style sheet says that is being read, after as many line ends as stand before it."""
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> None:
        """Read the whole file; raise InputError at its first fault."""
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._fail("", f"is not UTF-8: byte 0x{data[error.start]:02x}; save it as plain SVG in UTF-8", line)
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"is not XML: {expat.ErrorString(error.code)}; expected an SVG drawing"
            self._fail("", message, error.lineno)

    def _fail(self, path: str, message: str, line: int = 0) -> NoReturn:
        _fail(self.file, line or self.parser.CurrentLineNumber, path, message)

    def _doctype(self, *_: object) -> None:
        self._fail("", "has a document type; expected none, nor entities: take <!DOCTYPE …> out")

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._fail("", "asks for a style sheet outside the file; put the styles into a <style>")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if not self.depth:
            self._check_root(namespace, name, attributes)
        self.depth += 1
        if self.style:
            self._fail("style", f"expected a style sheet, found <{name}> in it")
        if self.depth > DEEPEST:
            self._fail(name, f"expected at most {DEEPEST} elements within one another")
        if name == "script":
            self._fail(name, "expected a drawing without scripts; take it out")
        if name == "text" and namespace == _SVG:
            self._fail(name, "its font may not be there when it is printed; convert text to paths")
        for attribute, value in attributes.items():
            self._check_attribute(name, attribute, value)
        if name == "style":
            self.style = ["\n" * self.parser.CurrentLineNumber]

    def _check_root(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        if (namespace, name) != (_SVG, "svg"):
            found = f"<{name}>" + (f" of {_shorten(namespace)}" if namespace else " without a namespace")
            self._fail("", f'expected <svg xmlns="{_SVG}">, found {found}')
        box = attributes.get("viewBox")
        if box is not None and not _is_box(box):
            self._fail("svg.viewBox", f"expected 'x y width height', both sizes above 0, found {_shorten(box)}")
        sides = {side: attributes.get(side, "auto").strip() for side in ("width", "height")}
        told = {side: text for side, text in sides.items() if text != "auto" and not text.endswith("%")}
        for side, text in told.items():
            if not _is_length(text):
                self._fail(f"svg.{side}", f"expected a length above 0 such as '40mm', found {_shorten(text)}")
        if box is None and len(told) < 2:
            self._fail("svg", "expected a size: width and height, or viewBox")

    def _check_attribute(self, element: str, qualified: str, value: str) -> None:
        namespace, _, name = qualified.rpartition(" ")
        path = f"{element}.{name}"
        if name in ("href", "src") or (name == "base" and namespace == _XML):
            if not _is_inside(value):
                self._fail(path, _outside(value))
            if element == "image" or (element == "feImage" and value[:1] != "#"):
                self._check_picture(path, value)
        elif name.startswith("on") and not namespace:
            self._fail(path, "expected a drawing without scripts; take it out")
        for _, found in _find_links(value):
            self._fail(path, _outside(found))

    def _check_picture(self, path: str, value: str) -> None:
        """Check a picture within; what cannot be decoded is taken for the name of a file when it is printed."""
        match = _PICTURE.fullmatch(value)
        try:
            data = b64decode("".join((match[2] or "").split()), validate=True) if match else b""
        except ValueError:
            match = None
        if not match:
            self._fail(path, f"expected a picture such as 'data:image/png;base64,…', found {_shorten(value)}")
        if match[1] == "png":
            _check_png(data, lambda part, message: self._fail(path, f"{part} {message}".strip()))

    def _text(self, text: str) -> None:
        if self.style:
            self.style.append(text)

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.style:
            sheet, self.style = "".join(self.style)[1:], []
            for line, found in _find_links(sheet):
                self._fail("style", _outside(found), line)


def _is_box(text: str) -> bool:
    numbers = re.split(r"\s*,\s*|\s+", text.strip())
    if len(numbers) != 4 or not all(re.fullmatch(f"[+-]?{_NUMBER}", number) for number in numbers):
        return False
    return all(_SIZES[0] <= float(number) <= _SIZES[1] for number in numbers[2:])


def _is_length(text: str) -> bool:
    match = _LENGTH.fullmatch(text)
    return match is not None and _SIZES[0] <= float(match[1]) <= _SIZES[1]


def _is_inside(target: str) -> bool:
    return target.startswith(("#", "data:"))


def _outside(target: str) -> str:
    return f"refers to {_shorten(target)}, outside the file; expected '#…' or 'data:…': embed what it needs"


def _shorten(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _find_links(styles: str) -> Iterator[tuple[int, str]]:
    """Yield line and target of whatever ``styles`` (a style sheet, or the value of an attribute) asks for elsewhere."""
    if "\\" in styles or "/*" in styles:  # either may hide a word
        styles = re.sub(r"/\*.*?(?:\*/|\Z)", lambda comment: "\n" * comment[0].count("\n"), styles, flags=re.DOTALL)
        styles = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda code: chr(min(int(code[1], 16), 0x10FFFF)), styles)
        styles = styles.replace("\\", "")
    for match in re.finditer(r"url\(\s*[\"']?([^\"')]*)|@import\s*([^;]*)", styles, re.IGNORECASE):
        target = match[0] if match[1] is None else match[1].strip()
        if not _is_inside(target):
            yield styles.count("\n", 0, match.start()) + 1, target


def _check_png(data: bytes, fail: Callable[[str, str], NoReturn]) -> None:
    """Call ``fail`` unless ``data`` is one still picture, whole, of which every pixel can be read."""

    def expect(sound: bool, part: str, message: str) -> None:
        if not sound:
            fail(part, f"{message}; export the picture again")

    expect(data.startswith(_SIGNATURE), "", "does not begin as a PNG does")
    names: list[bytes] = []
    parts: dict[bytes, bytes] = {}
    start = len(_SIGNATURE)
    while not names or names[-1] != b"IEND":
        end = start + 12 + int.from_bytes(data[start : start + 4])
        expect(end <= len(data), "", "is cut short: expected IEND as its last part")
        name, content = data[start + 4 : start + 8], data[start + 8 : end - 4]
        whole = zlib.crc32(name + content) == int.from_bytes(data[end - 4 : end])
        expect(whole, ascii(name)[2:-1], "is damaged: its checksum is another")
        names.append(name)
        parts[name] = parts.get(name, b"") + content
        start = end
    expect(not _ANIMATION.intersection(names), "", "is animated, expected a still picture")
    sound = _ORDER.fullmatch(b"".join(names)) is not None
    expect(sound, "", "expected the parts IHDR, PLTE (where it has a palette), IDAT and IEND, in this order")
    expect(len(parts[b"IHDR"]) == 13, "IHDR", "expected 13 bytes")
    width, height, depth, color, *methods, interlaced = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    size = f"expected 1 to {LARGEST_SIDE} pixels each way, found {width} × {height}"
    expect(1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE, "IHDR", size)
    form = depth in _DEPTHS.get(color, ()) and methods == [0, 0] and interlaced in (0, 1)
    expect(form, "IHDR", f"expected a form that PNG has, found type {color} of {depth} bits")
    palette = len(parts.get(b"PLTE", b"\0\0\0" if color != 3 else b""))
    expect(0 < palette <= 768 and palette % 3 == 0, "PLTE", "expected a palette of 1 to 256 colours")
    bits = depth * _SAMPLES[color]
    rows = list(_rows(width, height, bits, interlaced == 1))
    expect(_has_pixels(parts[b"IDAT"], rows), "IDAT", f"expected the pixels of {height} rows, found others or fewer")


def _rows(width: int, height: int, bits: int, interlaced: bool) -> Iterator[int]:
    """Yield the length in bytes of each row as it is stored, with the number of its filter."""
    for left, top, across, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0:
            yield from repeat(1 + (columns * bits + 7) // 8, max(0, rows))


def _has_pixels(packed: bytes, rows: Sequence[int]) -> bool:
    """Tell whether ``packed`` holds rows of these lengths, each with a filter that PNG has."""
    size = sum(rows)
    try:
        pixels = zlib.decompressobj().decompress(packed, size)
    except zlib.error:
        return False
    return len(pixels) == size and all(pixels[start] <= 4 for start in accumulate(rows[:-1], initial=0))
