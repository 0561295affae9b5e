"""Boards in the Open Board Format 0.1: staff or customers press a button, and the device says the wording.

Boards open from the language to the role, the situation and the phrase; a choice of one is left out. A board is known
by its language and what it shows, so a later export has the same ones.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scripts_gen.export.archive import zip_files
from scripts_gen.export.source import Source
from scripts_gen.export.text import Item, bracketed, build_items, html_text, join
from scripts_gen.model import NUMBERS, Role, Situation
from scripts_gen.phrasebook import Phrasebook

FORMAT = "open-board-0.1"
POINTS, ROOT = "points", "root"
_TINT = 0.2
"""How much of a group's colour its buttons have: black text on them stays legible."""
Board = dict[str, Any]
Button = dict[str, Any]


def write(source: Source) -> bytes:
    """Return the package: ``manifest.json`` and a file for each board."""
    boards: dict[str, Board] = {}
    tops = [_open_locale(source, code, boards) for code in source.books]
    root = tops[0] if len(tops) == 1 else _open_all(source, tops, boards)
    paths = {key: f"boards/{key}.obf" for key in boards}
    manifest = {"format": FORMAT, "root": paths[root], "paths": {"boards": paths, "images": {}, "sounds": {}}}
    files = {"manifest.json": manifest, **{paths[key]: board for key, board in boards.items()}}
    return zip_files({path: _json(document) for path, document in files.items()})


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


# --- boards that lead to boards --------------------------------------------------------------------------------------


def _open_all(source: Source, tops: Iterable[str], boards: dict[str, Board]) -> str:
    buttons = [
        _folder(f"locale.{code}", book.locale.autonym, top)
        for (code, book), top in zip(source.books.items(), tops, strict=True)
    ]
    return _add(boards, ROOT, source.reader.book.title, source.reader, buttons)


def _open_locale(source: Source, code: str, boards: dict[str, Board]) -> str:
    """Add the boards of a language; return the one that leads to the others."""
    book = source.books[code]
    said: dict[str, list[Item]] = {}
    for item in build_items(source, code):
        said.setdefault(item.entry.situation.key, []).append(item)
    for items in said.values():
        _add_situation(boards, items, source, book)
    answers = _add_points(boards, book, source)
    tops = [_add_role(boards, role, said, answers, source, book) for role in source.roles]
    if len(tops) == 1:
        return tops[0]
    buttons = [
        _folder(f"role.{role.key}", source.reader.guide(f"role.{role.key}#title").text, top)
        for role, top in zip(source.roles, tops, strict=True)
    ]
    return _add(boards, f"{code}.{ROOT}", f"{book.book.title}: {book.locale.autonym}", book, buttons)


def _add_role(
    boards: dict[str, Board],
    role: Role,
    said: Mapping[str, list[Item]],
    answers: Sequence[Button],
    source: Source,
    book: Phrasebook,
) -> str:
    reader = source.reader
    buttons = [
        _folder(
            key,
            reader.guide(f"{key}#title").text,
            f"{book.locale.code}.{key}",
            _color(said[key][0].entry.situation, book),
        )
        for key in role.situations()
        if key in said
    ]
    name = f"{reader.guide(f'role.{role.key}#title').text}: {book.locale.autonym}"
    return _add(boards, f"{book.locale.code}.role.{role.key}", name, book, [*buttons, *answers])


def _folder(key: str, label: str, board: str, color: str = "") -> Button:
    button = {"id": key, "label": label, "load_board": {"id": board, "path": f"boards/{board}.obf"}}
    return button | _colored(color)


# --- boards that speak -----------------------------------------------------------------------------------------------


def _add_situation(boards: dict[str, Board], items: Sequence[Item], source: Source, book: Phrasebook) -> None:
    situation, reader = items[0].entry.situation, source.reader
    color = _color(situation, book)
    meanings = {join(item.pieces, bracketed): join(item.meaning, bracketed) for item in items}
    _add(
        boards,
        f"{book.locale.code}.{situation.key}",
        reader.guide(f"{situation.key}#title").text,
        book,
        [_say(item, reader, color) for item in items],
        about=reader.guide(f"{situation.key}#purpose").text,
        strings={} if reader.locale.code == book.locale.code else {_tag(reader.locale.code): meanings},
    )


def _say(item: Item, reader: Phrasebook, color: str) -> Button:
    """Return the button of a wording: what it shows has labels in its blanks, what it says leaves them out."""
    label, spoken = join(item.pieces, bracketed), join(item.pieces, lambda blank: "…")
    if item.wording.draft:
        label = f"{reader.word('draft').text}: {label}"
    button: Button = {"id": item.id, "label": label}
    if spoken != label:
        button["vocalization"] = spoken
    facts = {
        "meaning": join(item.meaning, bracketed),
        "pronunciation": join(item.sound, bracketed),
        "for": ", ".join(item.labels),
        "key": item.key,
    }
    return button | _colored(color) | {f"ext_scripts_gen_{name}": text for name, text in facts.items() if text}


def _add_points(boards: dict[str, Board], book: Phrasebook, source: Source) -> list[Button]:
    """Add the board that customers point at; return the button that leads there, none where there is nothing."""
    shown = book.answers((*book.points, NUMBERS))
    if not shown:
        return []
    key, label = f"{book.locale.code}.{POINTS}", source.reader.word("answers").text
    draft = f"{source.reader.word('draft').text}: "
    buttons = [
        {"id": f"point.{name}", "label": f"{draft}{text}", "vocalization": text}
        if name in book.points and book.points[name].draft
        else {"id": f"point.{name}", "label": text}
        for name, text in shown.items()
    ]
    _add(boards, key, label, book, buttons)
    return [_folder(POINTS, label, key)]


def _add(
    boards: dict[str, Board],
    key: str,
    name: str,
    book: Phrasebook,
    buttons: Sequence[Button],
    *,
    about: str = "",
    strings: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Add the board ``key``, its buttons in rows as near to a square as they come; return the key."""
    columns = max(1, math.ceil(math.sqrt(len(buttons))))
    rows = max(1, math.ceil(len(buttons) / columns))
    ids: list[str | None] = [button["id"] for button in buttons]
    ids += [None] * (rows * columns - len(ids))
    boards[key] = {
        "format": FORMAT,
        "id": key,
        "locale": _tag(book.locale.code),
        "name": name,
        "description_html": html_text(about or name),
        "buttons": list(buttons),
        "grid": {
            "rows": rows,
            "columns": columns,
            "order": [ids[first : first + columns] for first in range(0, len(ids), columns)],
        },
        "images": [],
        "sounds": [],
    } | ({"strings": strings} if strings else {})
    return key


def _tag(code: str) -> str:
    return code.replace("_", "-")


def _color(situation: Situation, book: Phrasebook) -> str:
    return book.book.groups[situation.group].color


def _colored(color: str) -> dict[str, str]:
    """Return the colours of a button: a tint of ``#rrggbb`` inside it."""
    if not color:
        return {}
    levels = bytes.fromhex(color.removeprefix("#"))
    tint = (round(255 - _TINT * (255 - level)) for level in levels)
    return {
        "background_color": "rgb({}, {}, {})".format(*tint),
        "border_color": "rgb({}, {}, {})".format(*levels),
    }
