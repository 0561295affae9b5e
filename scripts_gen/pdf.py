"""What the typesetter leaves to be added to a PDF: right-to-left text in its logical order, and printing at 100 %."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Sequence

import pikepdf

from scripts_gen.errors import ScriptsGenError

_TEXTS = frozenset(("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"))


_DUPLEX = {"long": "/DuplexFlipLongEdge", "short": "/DuplexFlipShortEdge", "none": "/Simplex"}


def finish_pdf(data: bytes, logical: Sequence[str], languages: Collection[str], duplex: str = "") -> bytes:
    """Return the PDF ``data`` with ``logical`` as the text of its paragraphs in ``languages``, in the order of both.

    Printing is set to 100 %, and to one side or two as ``duplex`` says (``long``, ``short``, ``none``, or empty for
    whatever the printer does). The same input gives the same bytes. Raises ScriptsGenError where the template tells of
    more or fewer such paragraphs than it sets.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary()
        pdf.Root.ViewerPreferences.PrintScaling = pikepdf.Name("/None")
        if duplex:
            pdf.Root.ViewerPreferences.Duplex = pikepdf.Name(_DUPLEX[duplex])
        if logical:
            paragraphs = list(_paragraphs(pdf, languages))
            if len(paragraphs) != len(logical):
                raise ScriptsGenError(
                    f"the template sets {len(paragraphs)} paragraphs from right to left and labels {len(logical)} texts"
                    " <logical>: every such paragraph needs exactly one (see templates/common.typ)"
                )
            for paragraph, text in zip(paragraphs, logical, strict=True):
                paragraph["/ActualText"] = pikepdf.String(text)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return _end_streams_plainly(out.getvalue())


def _end_streams_plainly(data: bytes) -> bytes:
    """Return the PDF with no compressed stream whose last byte can be taken for a part of the line end after it.

    PDF/A wants a stream's length without that line end. Where the data end in CR and the line end is LF, a validator
    reads one line end of two bytes. So the line end becomes CR LF, and a blank in the stream's dictionary gives up its
    byte: nothing behind it moves.
    """
    changed = bytearray(data)
    for end in re.finditer(rb"\r\nendstream", data):
        blank = data.rfind(b"/Filter /FlateDecode", 0, end.start()) + len(b"/Filter")
        del changed[blank]
        changed.insert(end.start(), ord("\r"))
    return bytes(changed)


def _paragraphs(pdf: pikepdf.Pdf, languages: Collection[str]) -> Iterator[pikepdf.Object]:
    """Yield the paragraphs and headings in one of ``languages``, in reading order."""
    todo = [(pdf.Root.StructTreeRoot.K, str(pdf.Root.get("/Lang", "")))]
    while todo:
        element, language = todo.pop()
        if isinstance(element, pikepdf.Array):
            todo += [(child, language) for child in reversed(list(element))]
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            language = str(element.get("/Lang", language))
            if str(element.S) in _TEXTS and language.partition("-")[0] in languages:
                yield element
            elif "/K" in element:
                todo.append((element.K, language))
