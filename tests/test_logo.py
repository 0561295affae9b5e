"""Reading a logo: what the typesetter could not draw, or would look for elsewhere, is told before anything is printed.

``faults/logos`` holds drawings named after their fault, with what the user is told beside each.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
import typst

from scripts_gen.errors import InputError
from scripts_gen.logo import LARGEST, LARGEST_SIDE, read_logo
from scripts_gen.organisation import Logo

FAULTS = sorted((Path(__file__).parent / "faults/logos").glob("*.svg"))
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def chunk(name: bytes, content: bytes = b"") -> bytes:
    """One part of a PNG, with its length and its checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def header(width: int = 3, height: int = 2, depth: int = 8, color: int = 2, *methods: int) -> bytes:
    """The first part of a PNG; ``methods`` are those of compression, filter and interlacing."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, *(methods or (0, 0, 0))))


def png(*parts: bytes) -> bytes:
    """A PNG of these parts, with the end that it needs."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND")


def pixels(rows: int = 2, length: int = 9, filtered: int = 0) -> bytes:
    """The part with the pixels: rows of so many bytes."""
    return chunk(b"IDAT", zlib.compress((bytes([filtered]) + b"\x40" * length) * rows))


SOUND = png(header(), pixels())
PALETTE = chunk(b"PLTE", b"\x10\x20\x30" * 2)


def read(tmp_path: Path, name: str, data: bytes) -> Logo:
    """Read ``data`` as the logo ``name``."""
    (tmp_path / name).write_bytes(data)
    return read_logo(tmp_path / name, name, "svg" if name.endswith("svg") else "png")


def told(tmp_path: Path, name: str, data: bytes) -> str:
    """What the user is told about a logo of these bytes."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, name, data)
    assert len(caught.value.faults) == 1
    return str(caught.value)


def draw(logo: Logo) -> bytes:
    """Draw a logo as the cards do: handed over in memory, to the standards of what is printed."""
    main = f'#set document(title: "x")\n#image("{logo.name}", width: 20mm, alt: "x")'
    sources: Any = {"main.typ": main.encode(), logo.name: logo.drawing()}
    drawn = typst.Compiler(sources).compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
    assert isinstance(drawn, bytes)
    return drawn


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_fault_of_a_drawing_is_told_with_line_and_mend(path: Path) -> None:
    """Each fault of a drawing is told once: line, element, what was expected."""
    with pytest.raises(InputError) as caught:
        read_logo(path, path.name, "svg")
    assert str(caught.value) + "\n" == path.with_suffix(".txt").read_text()


def svg(body: str = "", head: str = 'viewBox="0 0 4 4"') -> str:
    """An SVG with a shape, a paint and ``body`` in it."""
    defs = '<defs><path id="a" d="M0 0h4v4z"/><linearGradient id="b"><stop stop-color="red"/></linearGradient></defs>'
    return f"<svg {NAMESPACES} {head}>{defs}{body}</svg>"


DRAWINGS = {
    "size in a view box": svg(head='viewBox="0,0 40 , 20"'),
    "size in millimetres": svg(head='width="40mm" height="2e1mm"'),
    "all the room there is": svg(head='width="100%" height="auto" viewBox="-4 -4 40 20"'),
    "own shapes and paints": svg('<use xlink:href="#a" fill="url(#b)"/>'),
    "own styles": svg('<style>.a {fill: url("#b")} /* url(no) */</style>'),
    "picture within": svg(f'<image width="4" href="data:image/png;base64,\n{b64encode(SOUND).decode()}"/>'),
    "drawing within": svg(
        "<image width='4' href='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E'/>"
    ),
    "words of an editor": '<?xml version="1.0" standalone="no"?>\n<?editor?><!-- no <!DOCTYPE svg> -->\n'
    + svg(
        '<metadata><c:Work xmlns:c="http://creativecommons.org/ns#" c:resource="https://example.org/"/></metadata>\n'
    ),
    "byte order mark": "\ufeff" + svg(),
    "as deep as may be": svg("<g>" * 99 + "</g>" * 99),
}


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_sound_drawing_is_read_and_drawn(drawing: str, tmp_path: Path) -> None:
    """What drawing programs write is taken as it is, and the typesetter draws it."""
    logo = read(tmp_path, "logo.svg", drawing.encode())
    assert (logo.file, logo.kind, logo.data) == ("logo.svg", "svg", drawing.encode())
    assert draw(logo).startswith(b"%PDF")


def interlaced_rows() -> bytes:
    """The rows of 6 × 5 grey pixels, in the seven passes of PNG."""
    passes = [(1, 1), (1, 1), (2, 1), (1, 2), (3, 1), (3, 3), (6, 2)]
    return chunk(b"IDAT", zlib.compress(b"".join((b"\0" + b"\x40" * width) * rows for width, rows in passes)))


PICTURES = {
    "colours": SOUND,
    "black and white": png(header(3, 2, 1, 0), pixels(length=1)),
    "grey with transparency": png(header(3, 2, 8, 4), pixels(length=6)),
    "palette": png(header(3, 2, 2, 3), PALETTE, pixels(length=1)),
    "transparency": png(header(3, 2, 16, 6), pixels(length=24, filtered=4)),
    "interlaced": png(header(6, 5, 8, 0, 0, 0, 1), interlaced_rows()),
    "pixels in many parts": png(header(), *(chunk(b"IDAT", bytes([b])) for b in zlib.compress(b"\0" * 20))),
    "parts that need not be known": png(header(), chunk(b"tEXt", b"by\0me"), pixels(), chunk(b"tIME", b"1234567")),
    "one pixel": png(header(1, 1), pixels(1, 3)),
    "something behind": SOUND + b"behind",
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES.keys())
def test_sound_picture_is_read_and_drawn(data: bytes, tmp_path: Path) -> None:
    """PNG of every form is taken as it is, and the typesetter draws it."""
    logo = read(tmp_path, "logo.png", data)
    assert (logo.file, logo.kind, logo.data) == ("logo.png", "png", data)
    assert b"/Subtype/Image" in draw(logo).replace(b" ", b"")


ORDER = "expected the parts IHDR, PLTE (where it has a palette), IDAT and IEND, in this order"
ROWS = "IDAT: expected the pixels of 2 rows, found others or fewer"
BROKEN: dict[str, tuple[bytes, str]] = {
    "another kind of picture": (b"GIF89a" + SOUND, "does not begin as a PNG does"),
    "nothing": (b"", "does not begin as a PNG does"),
    "changed on the way": (SOUND.replace(b"\x08\x02", b"\x08\x06", 1), "IHDR: is damaged: its checksum is another"),
    "cut short": (SOUND[:-3], "is cut short: expected IEND as its last part"),
    "no end": (SOUND[:-12], "is cut short: expected IEND as its last part"),
    "no header": (png(pixels()), ORDER),
    "no pixels": (png(header()), ORDER),
    "two headers": (png(header(), header(), pixels()), ORDER),
    "two palettes": (png(header(3, 2, 2, 3), PALETTE, PALETTE, pixels(length=1)), ORDER),
    "palette behind its pixels": (png(header(3, 2, 2, 3), pixels(length=1), PALETTE), ORDER),
    "pixels apart": (png(header(), pixels(), chunk(b"tIME"), pixels()), ORDER),
    "part that must be known": (png(header(), chunk(b"ABCD"), pixels()), ORDER),
    "animation": (png(header(), chunk(b"acTL", b"\0" * 8), pixels()), "is animated, expected a still picture"),
    "short header": (png(chunk(b"IHDR", b"\0" * 12), pixels()), "IHDR: expected 13 bytes"),
    "no width": (png(header(0), pixels()), f"IHDR: expected 1 to {LARGEST_SIDE} pixels each way, found 0 × 2"),
    "too high": (png(header(3, 4001), pixels()), "IHDR: expected 1 to 4000 pixels each way, found 3 × 4001"),
    "odd depth": (png(header(3, 2, 4), pixels()), "IHDR: expected a form that PNG has, found type 2 of 4 bits"),
    "odd colours": (png(header(3, 2, 8, 5), pixels()), "IHDR: expected a form that PNG has, found type 5 of 8 bits"),
    "odd filter": (png(header(3, 2, 8, 2, 0, 1, 0), pixels()), "IHDR: expected a form that PNG has, found type 2"),
    "no palette": (png(header(3, 2, 2, 3), pixels(length=1)), "PLTE: expected a palette of 1 to 256 colours"),
    "palette of a colour and a third": (
        png(header(3, 2, 2, 3), chunk(b"PLTE", b"\0" * 4), pixels(length=1)),
        "PLTE: expected a palette of 1 to 256 colours",
    ),
    "palette of 257 colours": (png(header(), chunk(b"PLTE", b"\0" * 771), pixels()), "PLTE: expected a palette"),
    "too few rows": (png(header(), pixels(1)), ROWS),
    "too short rows": (png(header(), pixels(length=8)), ROWS),
    "row of no filter": (png(header(), pixels(filtered=5)), ROWS),
    "not packed": (png(header(), chunk(b"IDAT", b"\0" * 20)), ROWS),
    "packed and cut": (png(header(), chunk(b"IDAT", zlib.compress(bytes(range(20)))[:9])), ROWS),
}


@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_picture_is_told(data: bytes, message: str, tmp_path: Path) -> None:
    """Whatever a PNG can lack is told with its part, and how it is mended."""
    assert told(tmp_path, "logo.png", data).startswith(f"logo.png: {message}")
    assert told(tmp_path, "logo.png", data).endswith("; export the picture again")


def test_picture_within_a_drawing_is_checked_like_one_alone(tmp_path: Path) -> None:
    """A broken PNG inside an SVG is told, with the line of the SVG."""
    data = b64encode(png(header(), pixels(1))).decode()
    drawing = f'<svg {NAMESPACES} viewBox="0 0 4 4">\n<image href="data:image/png;base64,{data}"/></svg>'
    expected = (
        "logo.svg:2: image.href: IDAT expected the pixels of 2 rows, found others or fewer; export the picture again"
    )
    assert told(tmp_path, "logo.svg", drawing.encode()) == expected


def test_no_more_is_read_than_a_logo_needs(tmp_path: Path) -> None:
    """A file of more than a million bytes is refused; what unpacks to more than its header says is not unpacked."""
    assert told(tmp_path, "logo.png", b" " * 1_000_001) == "logo.png: is 1,000,001 bytes; at most 1,000,000 are read"
    bomb = png(header(), chunk(b"IDAT", zlib.compress(b"\0" * 20_000_000)))
    assert len(read(tmp_path, "bomb.png", bomb).data) < LARGEST


def test_data_stays_out_of_messages(tmp_path: Path) -> None:
    """A logo that is shown in an error or a log does not spill its bytes."""
    assert repr(read(tmp_path, "logo.png", SOUND)) == "Logo(file='logo.png', kind='png')"
