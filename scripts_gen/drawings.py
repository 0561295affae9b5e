"""Drawings of cards and scripts on disk, each named after everything that decides how it looks: none is made twice."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts_gen.card import Card, pair_faces
from scripts_gen.check.fit import fit_finding
from scripts_gen.deck import Deck, build_deck, limit_deck
from scripts_gen.design import Design
from scripts_gen.errors import ScriptsGenError
from scripts_gen.face import deck_document, face_document
from scripts_gen.files import write_file
from scripts_gen.fitting import Misfit, draw_deck
from scripts_gen.layouts import build_faces
from scripts_gen.message import SPOKEN
from scripts_gen.model import Role
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.render import script_document
from scripts_gen.resources import catalog_file, read_templates
from scripts_gen.script import Script
from scripts_gen.sheet import lone_card
from scripts_gen.typeset import Files, MissingCharactersError, draw, fingerprint

_NAME = re.compile(r"[0-9a-f]{24}(?:-\d+)?\.svg")


@dataclass(frozen=True, slots=True)
class Picture:
    """A card as it prints, or why it does not."""

    files: tuple[str, ...]
    """Paths of its faces below the folder, front first; none where it does not print."""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A script as it prints, or why it does not."""

    files: tuple[str, ...]
    trouble: str = ""


def digest(*parts: str) -> str:
    """Return 24 hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def draw_cards(
    spoken: Phrasebook, roles: Iterable[Role], design: Design, templates: Sequence[Path], folder: Path
) -> dict[str, Picture]:
    """Return the cards of ``roles`` by msgctxt, each from the first role that has it; draw those that are not there.

    Raises ScriptsGenError where the template is wrong.
    """
    files = read_templates(templates)
    look = fingerprint(files)
    pictures: dict[str, Picture] = {}
    seen: set[str] = set()
    for role in roles:
        new = tuple(key for key in role.situations() if key not in seen)
        seen.update(new)
        deck = build_deck(replace(role, encounter=new, at_hand=()), spoken)
        documents = _documents(deck, design)
        for context, document in documents.items():
            name = digest(look, document)
            pictures[context] = Picture(tuple(f"cards/{name}-{side}.svg" for side in (1, 2)[: 1 + design.backs]))
        missing = frozenset(c for c in documents if not all(_is_made(folder / file) for file in pictures[c].files))
        for context, drawn in _drawn(limit_deck(deck, missing), design, files).items():
            if isinstance(drawn, str):
                pictures[context] = Picture((), drawn)
            else:
                for file, data in zip(pictures[context].files, drawn, strict=True):
                    write_file(folder / file, data, synced=False)
    return pictures


def _is_made(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0  # a power cut may leave nothing of a file but its name


def _documents(deck: Deck, design: Design) -> dict[str, str]:
    """Return what decides how each card looks, by msgctxt."""
    page = lone_card(design.size)
    documents = {}
    for card in pair_faces(build_faces(deck, design), design):
        faces = [face_document(face, deck, design) for face in (card.front, card.back) if face]
        document = deck_document(deck, [card], faces, (), design, page)
        documents[card.lines[0].context] = json.dumps(document, ensure_ascii=False)
    return documents


def _drawn(deck: Deck, design: Design, files: Files) -> dict[str, list[bytes] | str]:
    """Return the faces of each card of ``deck`` by msgctxt, or why they cannot be printed."""
    if not deck.lines:
        return {}
    try:
        cards = draw_deck(deck, design, files)
    except MissingCharactersError as error:
        documents = _documents(deck, design)
        told = {context: lines for context, text in documents.items() if (lines := _lines(error, text))}
        if not told:
            raise  # it is the template's own
        return {**told, **_drawn(limit_deck(deck, frozenset(documents.keys() - told.keys())), design, files)}
    return {card.lines[0].context: _faces(card, faces) for card, faces in cards}


def _faces(card: Card, faces: Iterable[bytes | Misfit]) -> list[bytes] | str:
    drawn = []
    for face in faces:
        if isinstance(face, Misfit):
            return _misfit(face, card.lines[0].context)
        drawn.append(face)
    return drawn


def _lines(error: MissingCharactersError, document: str) -> str:
    lines = zip(error.letters, str(error).splitlines(), strict=True)
    return "\n".join(line for letter, line in lines if json.dumps(letter, ensure_ascii=False)[1:-1] in document)


def _misfit(misfit: Misfit, context: str) -> str:
    finding = fit_finding(misfit.locale, catalog_file(misfit.locale, SPOKEN), context, 0, misfit.over)
    return f"{finding.code} {finding.message}"


def draw_script(script: Script, templates: Sequence[Path], folder: Path) -> Pages:
    """Return the pages of ``script``; draw them where they are not there."""
    document = script_document(script)
    files = read_templates(templates)
    name = digest(fingerprint(files), json.dumps(document, ensure_ascii=False))
    parts = (folder / "scripts").glob(f"{name}-*.svg")
    if not _is_made(folder / "scripts" / f"{name}-1.svg"):
        try:
            pages = draw("script.typ", document, files)
        except ScriptsGenError as error:
            return Pages((), str(error))
        for number, page in reversed(list(enumerate(pages, 1))):  # the first comes last: where it is, all are
            write_file(folder / "scripts" / f"{name}-{number}.svg", page, synced=False)
    numbers = sorted(int(path.stem.rpartition("-")[2]) for path in parts)
    return Pages(tuple(f"scripts/{name}-{number}.svg" for number in numbers))


def sweep(folder: Path, used: Collection[str]) -> None:
    """Remove the drawings in ``folder`` whose paths below its parent are not in ``used``; other files stay."""
    for path in folder.glob("*.svg"):
        if _NAME.fullmatch(path.name) and f"{folder.name}/{path.name}" not in used:
            path.unlink()
