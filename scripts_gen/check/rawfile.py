"""What is wrong with the bytes of a catalog: encoding, line ends, conflict markers, syntax, messages that stand twice.

The reader of catalogs names nearly all of it. Here each cause is told once, under its own check.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import FileSubject
from scripts_gen.errors import Fault, InputError
from scripts_gen.split import split_catalog

_BOM = codecs.BOM_UTF8
_SUITABLE = ("utf-8", "ascii")
"""ASCII is a part of UTF-8: read either way, the text is the same."""


@lru_cache(maxsize=4)
def _read(data: bytes, file: str) -> tuple[str, tuple[Fault, ...]]:
    """Return the charset of a catalog that can be read, and what is wrong beside a byte order mark."""
    try:
        return split_catalog(data.removeprefix(_BOM), file).charset, ()
    except InputError as error:
        return "", error.faults


def _faults(subject: FileSubject, kind: str) -> list[Fault]:
    return [fault for fault in _read(subject.data, subject.file)[1] if fault.kind == kind]


def find_syntax_errors(subject: FileSubject) -> Iterator[Spot]:
    """Yield the first error of each message: what follows in the same lines follows from it."""
    lines = subject.data.split(b"\n")
    messages = list(accumulate(_parts_messages(line.strip()) for line in lines))
    seen: set[int] = set()
    for fault in _faults(subject, ""):
        message = messages[fault.line - 1]
        if message not in seen:
            seen.add(message)
            yield Spot(line=fault.line, detail=fault.message)


def _parts_messages(line: bytes) -> bool:
    """Tell whether ``line`` is blank or a comment: what stands before it belongs to another message."""
    return not line or (line.startswith(b"#") and not line.startswith((b"#~", b"#|")))


def find_other_encoding(subject: FileSubject) -> Iterator[Spot]:
    """Yield one spot for a file that is not UTF-8, or does not say so, however many lines of it show that."""
    faults = _faults(subject, "encoding")
    if faults:
        more = f", and {len(faults) - 1} more lines" if len(faults) > 1 else ""
        yield Spot(line=faults[0].line, detail=faults[0].message + more)
        return
    charset = _read(subject.data, subject.file)[0]
    if charset and codecs.lookup(charset).name not in _SUITABLE:
        yield Spot(charset, detail=f"the header says charset={charset}")


def find_byte_order_mark(subject: FileSubject) -> Iterator[Spot]:
    """Yield the mark that UTF-8 does without."""
    if subject.data.startswith(_BOM):
        yield Spot(line=1, detail="the bytes ef bb bf")


def find_crlf(subject: FileSubject) -> Iterator[Spot]:
    """Yield one spot for a file whose lines end in CR LF, or some of them."""
    lines = subject.data.split(b"\n")
    ended, total = [number for number, line in enumerate(lines, 1) if line.endswith(b"\r")], len(lines) - 1
    if ended:
        share = "all lines" if len(ended) >= total else f"{len(ended)} of {total} lines, the others in LF"
        yield Spot(line=ended[0], detail=share)


def find_conflict_markers(subject: FileSubject) -> Iterator[Spot]:
    """Yield the first marker of each conflict."""
    lines = subject.data.removeprefix(_BOM).split(b"\n")
    inside = False
    for fault in _faults(subject, "conflict-marker"):
        mark = lines[fault.line - 1][:7].decode("ascii", "replace")
        if mark == "<<<<<<<" or not inside:
            yield Spot(mark, line=fault.line, detail=mark)
        inside = mark != ">>>>>>>"


def find_duplicates(subject: FileSubject) -> Iterator[Spot]:
    """Yield each live message that stands in the file before."""
    for fault in _faults(subject, "duplicate-message"):
        yield Spot(line=fault.line, detail=fault.message)
