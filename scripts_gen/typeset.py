"""Typesetting: templates and one JSON document in, PDF/UA-1 and PDF/A-2a out. What does not fit is told."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from scripts_gen.errors import ScriptsGenError
from scripts_gen.parts import ZERO_WIDTH_SPACE
from scripts_gen.pdf import finish_pdf
from scripts_gen.wording import LRI, PDI

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_almarai")
"""The only fonts in use: the same text looks the same on every machine."""

Files = Mapping[str, bytes]
"""The templates and drawings by file name."""

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_REMEMBERED = 10
"""So many documents later the typesetter still knows what it set."""
_UNSEEN = {ord(LRI): None, ord(PDI): None, ord(ZERO_WIDTH_SPACE): None, 0xA0: " "}
_QUESTION = """(
  "<logical>": query(<logical>).map(it => it.value),
  "<text-begin>": query(<text-begin>).map(it => it.location().position().y.mm()),
  "<part-end>": query(<part-end>).map(it => it.location().position().y.mm()),
  "<text-end>": query(<text-end>).map(it => it.location().position().y.mm()),
  "<foot-begin>": query(<foot-begin>).map(it => it.location().position().y.mm()),
  "<over-width>": query(<over-width>).map(it => it.value),
)"""
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_UNPRINTED = re.compile(r"(the text|disallowed codepoint) `(\"(?:[^\"\\]|\\.)*\")`")
_WHY = {"the text": "no font has the character", "disallowed codepoint": "no page can hold the character"}


class MissingCharactersError(ScriptsGenError):
    """Some characters are in no font; ``letters`` are they."""

    def __init__(self, message: str, letters: str):
        self.letters = letters
        super().__init__(message)

    def __reduce__(self) -> tuple[type[MissingCharactersError], tuple[str, str]]:
        return type(self), (str(self), self.letters)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts, read once a process; raise ScriptsGenError where a font package is not installed."""
    folders = []
    for package in FONT_PACKAGES:
        found = importlib.util.find_spec(package)
        if not found or not found.origin:
            raise ScriptsGenError(f"the fonts of {package.replace('_', '-')} are not installed")
        folders.append(str(Path(found.origin).parent / "files"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def typeset(template: str, document: Mapping[str, Any], files: Files, date: datetime.date, duplex: str = "") -> bytes:
    """Return the PDF that ``template`` (a file name) makes of ``document``, which it reads as ``document.json``.

    ``document["languages"]`` gives the direction (``dir``) of each language; ``duplex`` is what print dialogs open
    with. Raises ScriptsGenError with the typesetter's complaint.
    """
    job = open_job(template, document, files)
    return print_job(job, ask(job), date, duplex)


def draw(template: str, document: Mapping[str, Any], files: Files) -> list[bytes]:
    """Return each page of what ``typeset`` would print as SVG; arguments and errors are the same."""
    return draw_job(open_job(template, document, files))


def forget() -> None:
    """Let the typesetter drop what it keeps of the documents so far: all that its last ten ones did not need.

    A process that goes on for long, such as a worker of a cluster, then holds no more than its largest document wants.
    """
    sources: Any = {"main.typ": b""}
    compiler = typst.Compiler(sources, font_paths=fonts())
    for _ in range(_REMEMBERED + 1):
        compiler.compile(sources, format="pdf")


def fingerprint(files: Files) -> str:
    """Return what stands for all that decides how a page looks beside its document: templates, fonts, typesetter."""
    parts = [f"{package} {version(package)}".encode() for package in ("typst", *FONT_PACKAGES)]
    for name, data in sorted(files.items()):
        parts += [name.encode(), data]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    template: str
    document: Mapping[str, Any]
    sources: Any
    """File names to bytes, which the wheel takes for its input though its types do not say so."""
    compiler: typst.Compiler


def open_job(template: str, document: Mapping[str, Any], files: Files) -> Job:
    if template not in files:
        raise ScriptsGenError(f"no template {template} among {', '.join(sorted(files))}")
    sources: Any = {name: data for name, data in files.items() if name != template}
    sources["main.typ"] = files[template]
    sources["document.json"] = json.dumps(document, ensure_ascii=False).encode()
    return Job(template, document, sources, typst.Compiler(sources, font_paths=fonts()))


def ask(job: Job) -> dict[str, list[Any]]:
    """Return what the template tells by its labels; the layout is kept for one ``_print`` of the same job.

    The compiler forgets files held in memory after its first question: this is the only one. It asks for places from
    outside the document; a template that asked for them itself would be laid out twice.
    """
    try:
        told: dict[str, list[Any]] = json.loads(job.compiler.eval(_QUESTION))
    except RuntimeError as error:
        _compile(job, 0)  # complains of the same, and says where
        raise _explain(error, job) from error
    return told


def print_job(job: Job, told: Mapping[str, list[Any]], date: datetime.date, duplex: str = "") -> bytes:
    noon = datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
    data = _compile(job, int(noon.timestamp()))
    languages = {
        code.partition("_")[0] for code, its in job.document.get("languages", {}).items() if its["dir"] == "rtl"
    }
    return finish_pdf(data, [text.translate(_UNSEEN) for text in told.get("<logical>", ())], languages, duplex)


def _compile(job: Job, timestamp: int) -> bytes:
    try:
        data = job.compiler.compile(job.sources, format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
    except RuntimeError as error:
        raise _explain(error, job) from error
    assert isinstance(data, bytes)  # not pages, nor written to a file
    return data


def draw_job(job: Job, ppi: int = 0) -> list[bytes]:
    _compile(job, 0)  # complains of a missing character, for which a drawing only leaves room
    try:
        drawn = job.compiler.compile(job.sources, **({"format": "png", "ppi": ppi} if ppi else {"format": "svg"}))
    except RuntimeError as error:
        raise _explain(error, job) from error
    assert drawn is not None  # not written to a file
    return drawn if isinstance(drawn, list) else [drawn]


def _explain(error: RuntimeError, job: Job) -> ScriptsGenError:
    """Return what the typesetter complains of: each missing character with where it stands, else its own words."""
    told = str(getattr(error, "diagnostic", "") or error)
    found = {letter: _WHY[kind] for kind, text in _UNPRINTED.findall(told) for letter in _unquote(text)}
    if not found:
        return ScriptsGenError(f"{job.template}: {told.strip().replace('main.typ', job.template)}")
    faults = [f"{why} {_name(letter)}, {_place(letter, job)}" for letter, why in found.items()]
    return MissingCharactersError("\n".join(faults), "".join(found))


def _name(letter: str) -> str:
    return f"{letter!r} (U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')})"


def _unquote(text: str) -> str:
    """Return what the typesetter quotes, which it does the way Rust does."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _SHORT.get(found[2], found[2]), text[1:-1])


def _place(letter: str, job: Job) -> str:
    found = dict.fromkeys(
        f"{part.get('place', face['number'])} {part.get('key', face['key'])} ({lang}, {face['code']})".strip()
        for face in job.document.get("faces", ())
        for part in (*face["parts"], {**face, "parts": ()})
        for text, lang in _texts(part)
        if letter in text
    )
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        return f"wanted by card {', '.join(list(found)[:3])}{more}"
    return f"wanted by {job.template} or its document"


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text in a part of a document, with its language."""
    if isinstance(value, dict):
        lang = value.get("lang", "")
        if isinstance(value.get("text"), str):
            yield value["text"], lang
        for key, inner in value.items():
            runs = (piece["text"] for piece in inner if "text" in piece) if key == "pieces" else ()
            yield from ((text, lang) for text in runs)
            yield from _texts(inner) if key != "wide" else ()
    elif isinstance(value, list | tuple):
        for inner in value:
            if isinstance(inner, dict) and "lang" not in inner and "text" in inner:
                continue  # a run of a wording, told with its language
            yield from _texts(inner)
