"""Typesetting: templates and one JSON document in, PDF/UA-1 and PDF/A-2a out. What does not fit is told."""

from __future__ import annotations

import ast
import datetime
import hashlib
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from scripts_gen.deck import Card, Deck
from scripts_gen.errors import ScriptsGenError
from scripts_gen.face import ZERO_WIDTH_SPACE, deck_document
from scripts_gen.pdf import finish_pdf
from scripts_gen.sheet import CARDS, CardSize, Layout, lone_card
from scripts_gen.wording import LRI, PDI

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_almarai")
"""The only fonts in use: the same text looks the same on every machine."""

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
_UNSEEN = {ord(LRI): None, ord(PDI): None, ord(ZERO_WIDTH_SPACE): None, 0xA0: " "}
_QUESTION = """(
  "<logical>": query(<logical>).map(it => it.value),
  "<text-end>": query(<text-end>).map(it => it.location().position().y.mm()),
  "<foot-begin>": query(<foot-begin>).map(it => it.location().position().y.mm()),
  "<over-width>": query(<over-width>).map(it => it.value),
)"""
_MISSING_GLYPH = re.compile(r"the text `(\"(?:[^\"\\]|\\.)*\")` could not be displayed")


@dataclass(frozen=True, slots=True)
class Misfit:
    """A card whose text cannot be set at the smallest legible size."""

    card: Card
    locale: str
    size: str
    """The card size it was tried on."""
    excess: float
    """In millimetres."""
    side: str
    """``height`` or ``width``."""
    would_do: str | None
    """The smallest card size that holds it; None where none does."""

    @property
    def over(self) -> str:
        """What is over, and what would hold it."""
        advice = f"it fits on {self.would_do}" if self.would_do else "it fits on no card; shorten the wording"
        return f"{self.excess:.1f} mm too {'high' if self.side == 'height' else 'wide'} for {self.size}; {advice}"

    def __str__(self) -> str:
        return f"card {self.card.code} ({self.card.name}, {self.locale}) does not fit: {self.over}"


class MissingCharactersError(ScriptsGenError):
    """Some characters are in no font; ``letters`` are they."""

    def __init__(self, message: str, letters: str):
        self.letters = letters
        super().__init__(message)

    def __reduce__(self) -> tuple[type[MissingCharactersError], tuple[str, str]]:
        return type(self), (str(self), self.letters)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A deck, printed or not: the PDF where every card fits, else the cards that do not."""

    pdf: bytes | None
    misfits: tuple[Misfit, ...]


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


def typeset(template: str, document: Mapping[str, Any], templates: Sequence[Path], date: datetime.date) -> bytes:
    """Return the PDF that ``template`` (a file name) makes of ``document``, which it reads as ``document.json``.

    ``templates`` are folders; a file of the first hides one of the same name in the next. ``document["languages"]``
    gives the direction (``dir``) of each language. Raises ScriptsGenError with the typesetter's complaint.
    """
    job = _open(template, document, templates)
    return _print(job, _told(job), date)


def typeset_deck(deck: Deck, layout: Layout, templates: Sequence[Path], date: datetime.date) -> Sheets:
    """Return the sheets of ``deck``, or every card that does not fit with the card size that would hold it."""
    fitting = _fit(deck, layout, templates)
    if not fitting.over:
        return Sheets(_print(fitting.job, fitting.told, date), ())
    return Sheets(None, _misfits(deck, layout, templates, fitting))


def find_misfits(deck: Deck, layout: Layout, templates: Sequence[Path]) -> tuple[Misfit, ...]:
    """Return every card of ``deck`` that does not fit, as ``typeset_deck`` would; nothing is printed."""
    fitting = _fit(deck, layout, templates)
    return _misfits(deck, layout, templates, fitting) if fitting.over else ()


def draw_deck(deck: Deck, card: CardSize, templates: Sequence[Path]) -> list[bytes | Misfit]:
    """Return for each card of ``deck`` its face as SVG, as large as the trim, or by how much it does not fit.

    Raises MissingCharactersError, as printing does, and ScriptsGenError where the template is wrong.
    """
    layout = lone_card(card)
    fitting = _fit(deck, layout, templates)
    faces: list[bytes | Misfit] = list(_draw(fitting.job))
    if fitting.over:
        for i, misfit in zip(fitting.over, _misfits(deck, layout, templates, fitting), strict=True):
            faces[i] = misfit
    return faces


def draw(template: str, document: Mapping[str, Any], templates: Sequence[Path]) -> list[bytes]:
    """Return each page of what ``typeset`` would print as SVG; arguments and errors are the same."""
    return _draw(_open(template, document, templates))


def fingerprint(templates: Sequence[Path]) -> str:
    """Return what stands for all that decides how a page looks beside its document: templates, fonts, typesetter."""
    parts = [f"{package} {version(package)}".encode() for package in ("typst", *FONT_PACKAGES)]
    for name, path in sorted(_template_files(templates).items()):
        parts += [name.encode(), path.read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _misfits(deck: Deck, layout: Layout, templates: Sequence[Path], fitting: _Fitting) -> tuple[Misfit, ...]:
    over = replace(deck, cards=tuple(deck.cards[i] for i in fitting.over))
    holds = _sizes_that_hold(over, layout, templates)
    return tuple(
        Misfit(card, deck.locale.code, layout.card.name, *excess, holds.get(card.code))
        for card, excess in zip(over.cards, fitting.over.values(), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Fitting:
    job: _Job
    told: Mapping[str, list[Any]]
    over: Mapping[int, tuple[float, str]]
    """The cards that fit at none of their sizes: by how many millimetres, and on which side."""


def _fit(deck: Deck, layout: Layout, templates: Sequence[Path]) -> _Fitting:
    """Set every card at the largest of its sizes at which it fits; nothing is printed yet.

    The sizes begin with an estimate that is nearly always right, and what did not change is not set anew.
    """
    document = deck_document(deck, layout)
    while True:
        job = _open("cards.typ", document, templates)
        told = _told(job)
        over = {i: excess for i, excess in enumerate(_excesses(told, len(deck.cards))) if excess[0]}
        cards = document["cards"]
        if not any(cards[i]["sizes"][1:] for i in over):
            return _Fitting(job, told, over)
        smaller = [{**card, "sizes": card["sizes"][1:] or card["sizes"]} for card in cards]
        document = {**document, "cards": [smaller[i] if i in over else card for i, card in enumerate(cards)]}


def _excesses(told: Mapping[str, list[Any]], count: int) -> Iterator[tuple[float, str]]:
    """Yield for each card by how many millimetres it is over, 0 where it fits, and on which side."""
    labels = ("<text-end>", "<foot-begin>", "<over-width>")
    ends, begins, widths = (told.get(label, []) for label in labels)
    if not len(ends) == len(begins) == len(widths) == count:
        raise ScriptsGenError(f"cards.typ must tell {', '.join(labels)} once for each card, as the shipped one does")
    for end, begin, width in zip(ends, begins, widths, strict=True):
        height = end - begin
        excess, side = max((height, "height"), (width, "width"))
        yield (round(excess, 2) if excess > 0.005 else 0.0), side


def _sizes_that_hold(deck: Deck, layout: Layout, templates: Sequence[Path]) -> dict[str, str]:
    """Return the smallest larger card size that holds each card of ``deck``, by the card's code."""
    holds: dict[str, str] = {}
    for size in CARDS.values():
        if size.height > layout.card.height:  # sizes grow in height and width alike, or not at all
            fitting = _fit(deck, lone_card(size), templates)
            for i, card in enumerate(deck.cards):
                if i not in fitting.over:
                    holds.setdefault(card.code, size.name)
    return holds


# --- one run of the typesetter ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Job:
    template: str
    document: Mapping[str, Any]
    sources: Any
    """File names to bytes, which the wheel takes for its input though its types do not say so."""
    compiler: typst.Compiler


def _template_files(templates: Sequence[Path]) -> dict[str, Path]:
    return {
        path.name: path
        for folder in reversed(templates)
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in (".typ", ".svg")
    }


def _open(template: str, document: Mapping[str, Any], templates: Sequence[Path]) -> _Job:
    files = _template_files(templates)
    if template not in files:
        raise ScriptsGenError(f"no template {template} in {', '.join(map(str, templates))}")
    sources: Any = {name: path.read_bytes() for name, path in files.items() if name != template}
    sources["main.typ"] = files[template].read_bytes()
    sources["document.json"] = json.dumps(document, ensure_ascii=False).encode()
    return _Job(template, document, sources, typst.Compiler(sources, font_paths=fonts()))


def _told(job: _Job) -> dict[str, list[Any]]:
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


def _print(job: _Job, told: Mapping[str, list[Any]], date: datetime.date) -> bytes:
    noon = datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
    data = _compile(job, int(noon.timestamp()))
    languages = {
        code.partition("_")[0] for code, its in job.document.get("languages", {}).items() if its["dir"] == "rtl"
    }
    return finish_pdf(data, [text.translate(_UNSEEN) for text in told.get("<logical>", ())], languages)


def _compile(job: _Job, timestamp: int) -> bytes:
    try:
        data = job.compiler.compile(job.sources, format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
    except RuntimeError as error:
        raise _explain(error, job) from error
    assert isinstance(data, bytes)  # not pages, nor written to a file
    return data


def _draw(job: _Job) -> list[bytes]:
    _compile(job, 0)  # complains of a missing character, for which a drawing only leaves room
    try:
        drawn = job.compiler.compile(job.sources, format="svg")
    except RuntimeError as error:
        raise _explain(error, job) from error
    assert drawn is not None  # not written to a file
    return drawn if isinstance(drawn, list) else [drawn]


def _explain(error: RuntimeError, job: _Job) -> ScriptsGenError:
    """Return what the typesetter complains of: each missing character with where it stands, else its own words."""
    told = str(getattr(error, "diagnostic", "") or error)
    runs = dict.fromkeys(ast.literal_eval(text) for text in _MISSING_GLYPH.findall(told))
    if not runs:
        return ScriptsGenError(f"{job.template}: {told.strip().replace('main.typ', job.template)}")
    letters = "".join(dict.fromkeys("".join(runs)))
    faults = [f"no font has the character {_name(letter)}, {_place(letter, job)}" for letter in letters]
    return MissingCharactersError("\n".join(faults), letters)


def _name(letter: str) -> str:
    return f"{letter!r} (U+{ord(letter):04X} {unicodedata.name(letter, 'unnamed')})"


def _place(letter: str, job: _Job) -> str:
    found = [
        f"{card['number']} {card['key']} ({card['wording']['lang']}, {card['code']})"
        for card in job.document.get("cards", ())
        if letter in json.dumps(card, ensure_ascii=False)
    ]
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        return f"wanted by card {', '.join(found[:3])}{more}"
    return f"wanted by {job.template} or its document"
