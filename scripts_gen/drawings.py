"""Drawings of cards and scripts on disk, each named after everything that decides how it looks: none is made twice."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts_gen.check.fit import fit_finding
from scripts_gen.deck import Deck, build_deck
from scripts_gen.errors import ScriptsGenError
from scripts_gen.face import deck_document
from scripts_gen.files import write_file
from scripts_gen.message import SPOKEN, format_context
from scripts_gen.model import Role
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.render import script_document
from scripts_gen.resources import catalog_file
from scripts_gen.script import Script
from scripts_gen.sheet import CardSize, lone_card
from scripts_gen.typeset import Misfit, MissingCharactersError, draw, draw_deck, fingerprint

_NAME = re.compile(r"[0-9a-f]{24}(?:-\d+)?\.svg")


@dataclass(frozen=True, slots=True)
class Face:
    """A card as it prints, or why it does not."""

    file: str
    """Path of the drawing below the folder; empty where there is none."""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A script as it prints, or why it does not."""

    files: tuple[str, ...]
    trouble: str = ""


def digest(*parts: str) -> str:
    """Return 24 hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def draw_faces(
    spoken: Phrasebook, roles: Iterable[Role], card: CardSize, templates: Sequence[Path], folder: Path
) -> dict[str, Face]:
    """Return the cards of ``roles`` by msgctxt, each from the first role that has it; draw those that are not there.

    Raises ScriptsGenError where the template is wrong.
    """
    look = fingerprint(templates)
    faces: dict[str, Face] = {}
    seen: set[str] = set()
    for role in roles:
        new = tuple(key for key in role.situations() if key not in seen)
        seen.update(new)
        deck = build_deck(replace(role, encounter=new, at_hand=()), spoken)
        missing = []
        for one in deck.cards:
            context = format_context(one.key, one.variant)
            name = digest(look, _document(replace(deck, cards=(one,)), card))
            faces[context] = Face(f"cards/{name}.svg")
            if not _is_made(folder / faces[context].file):
                missing.append(one)
        for context, drawing in _drawn(replace(deck, cards=tuple(missing)), card, templates).items():
            if isinstance(drawing, bytes):
                write_file(folder / faces[context].file, drawing, synced=False)
            else:
                faces[context] = Face("", drawing)
    return faces


def _is_made(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0  # a power cut may leave nothing of a file but its name


def _document(deck: Deck, card: CardSize) -> str:
    return json.dumps(deck_document(deck, lone_card(card)), ensure_ascii=False)


def _drawn(deck: Deck, card: CardSize, templates: Sequence[Path]) -> dict[str, bytes | str]:
    """Return for each card of ``deck`` by msgctxt its drawing, or why it cannot be printed."""
    if not deck.cards:
        return {}
    contexts = [format_context(one.key, one.variant) for one in deck.cards]
    try:
        drawn = draw_deck(deck, card, templates)
    except MissingCharactersError as error:
        documents = [_document(replace(deck, cards=(one,)), card) for one in deck.cards]
        told = {c: lines for c, d in zip(contexts, documents, strict=True) if (lines := _lines(error, d))}
        if not told:
            raise  # it is the template's own
        sound = tuple(one for one, context in zip(deck.cards, contexts, strict=True) if context not in told)
        return {**told, **_drawn(replace(deck, cards=sound), card, templates)}
    return {
        context: _misfit(face, context) if isinstance(face, Misfit) else face
        for context, face in zip(contexts, drawn, strict=True)
    }


def _lines(error: MissingCharactersError, document: str) -> str:
    lines = zip(error.letters, str(error).splitlines(), strict=True)
    return "\n".join(line for letter, line in lines if letter in document)


def _misfit(misfit: Misfit, context: str) -> str:
    finding = fit_finding(misfit.locale, catalog_file(misfit.locale, SPOKEN), context, 0, misfit.over)
    return f"{finding.code} {finding.message}"


def draw_script(script: Script, templates: Sequence[Path], folder: Path) -> Pages:
    """Return the pages of ``script``; draw them where they are not there."""
    document = script_document(script)
    name = digest(fingerprint(templates), json.dumps(document, ensure_ascii=False))
    parts = (folder / "scripts").glob(f"{name}-*.svg")
    if not _is_made(folder / "scripts" / f"{name}-1.svg"):
        try:
            pages = draw("script.typ", document, templates)
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
