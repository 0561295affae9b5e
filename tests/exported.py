"""What exports are tried with, and how each is read back: by what reads it in the end, as far as that installs here.

A new format has its reader among ``READERS``: it returns every wording that it finds, as text.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File

from scripts_gen.catalog import approve_messages, rewrite_messages
from scripts_gen.export import chatwoot, freshdesk, zammad, zendesk
from scripts_gen.export.source import Source
from scripts_gen.message import SPOKEN, Status
from scripts_gen.phrasebook import Entry, Localized, Phrasebook, Wording
from scripts_gen.produce import read_phrasebook
from scripts_gen.resources import catalog_file
from scripts_gen.worksheet import read_worksheet
from scripts_gen.workspace import Workspace, read_workspace

HOSTILE = (
    "<script>alert(1)</script> & <b>bold</b> &amp; &#60;",
    "]]> <!-- comment --> <?php ?>",
    "{{ticket.id}} {{ x }} {% raw %} {{#if a}} #{ticket.customer} ${ x } %s %(a)s",
    "[[minutes]] [sound:a.mp3] [latex]x[/latex] \\(a\\) \\[b\\] {{cloze::c1}}",
    "'single' \"double\" `grave` \\ \\n \\u0041 \\{",
    "line one\nline two",
    "=1+1",
    "+358 40",
    "-1+1|cmd",
    "@SUM(A1)",
    "no",
    "key: value # none - !tag &anchor *alias",
    "~",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200bzero\u00adwidth",
    "comma, semicolon; tab\there",
    "🙂 👩\u200d👦 𝒳 Ελληνικά 漢字 עברית",
    "one two three four five. " * 200 + "end",
)
"""Wordings that some format might take for something else."""
_READ: dict[tuple[Path, str], Phrasebook] = {}
"""Phrasebooks are values: each is read once."""
_HOSTILE: dict[Path, tempfile.TemporaryDirectory[str]] = {}
"""Folders that go when the tests end."""


def source_of(workspace: Workspace, *codes: str, staff: str = "en", roles: tuple[str, ...] = ()) -> Source:
    """What is exported of ``workspace``."""
    for code in {*codes, staff}:
        if (workspace.root, code) not in _READ:
            _READ[workspace.root, code] = read_phrasebook(workspace, code)
    books = {code: _READ[workspace.root, code] for code in (*codes, staff)}
    known = workspace.book.roles
    return Source(
        books={code: books[code] for code in codes},
        reader=books[staff],
        roles=tuple(known[role] for role in roles or known),
        on=date(2026, 11, 22),
        workspace=workspace,
    )


def saying(book: Phrasebook, texts: dict[str, str]) -> Phrasebook:
    """``book`` with other wordings, by full key."""

    def entry(old: Entry) -> Entry:
        return replace(old, wordings=(Wording((), (texts[old.key],), Status.APPROVED),))

    entries = {key: entry(old) if key in texts else old for key, old in book.entries.items()}
    return replace(book, entries=entries)


def hostile_source(workspace: Workspace) -> Source:
    """A source whose first phrases say what is hostile, in Finnish and in the words of staff, and so do its titles."""
    source = source_of(workspace, "fi")
    said = source.books["fi"].entries
    keys = [key for key in source.phrase_keys() if key in said and not said[key].phrase.count]
    texts = dict(zip(keys, HOSTILE, strict=False))
    assert len(texts) == len(HOSTILE)
    reader = saying(source.reader, texts)
    told = {
        context: Localized(f"{text.text} {HOSTILE[i % len(HOSTILE)]}", text.locale)
        for i, (context, text) in enumerate(reader.guidance.items())
        if "#label" not in context
    }
    reader = replace(reader, guidance={**reader.guidance, **told})
    books = {"fi": saying(source.books["fi"], texts)}
    return replace(source, books=books, reader=reader, workspace=hostile_workspace(workspace, texts))


def hostile_workspace(workspace: Workspace, texts: dict[str, str]) -> Workspace:
    """A copy of ``workspace`` whose Finnish catalog says ``texts``, by full key, approved."""
    if workspace.root not in _HOSTILE:
        folder = tempfile.TemporaryDirectory(prefix="hostile-")
        _HOSTILE[workspace.root] = folder
        shutil.copytree(workspace.root / "locales", Path(folder.name) / "locales")
        path = Path(folder.name) / catalog_file("fi", SPOKEN)
        data = rewrite_messages(
            path.read_bytes(), path.name, lambda old: replace(old, msgstr=(texts.get(old.msgctxt, ""),))
        )
        data, _ = approve_messages(data, path.name, texts, date="2026-11-22", by="Aino Laine")
        path.write_bytes(data)
    return read_workspace(Path(_HOSTILE[workspace.root].name))


# --- readers ---------------------------------------------------------------------------------------------------------


def read_html(text: str) -> str:
    """What a browser shows of ``text``, ``<br>`` as a line break."""
    shown: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            shown.append(data)

        def handle_starttag(self, tag: str, attributes: Any) -> None:
            assert tag in ("br", "div", "p", "span"), f"unexpected <{tag}>"
            shown.extend(["\n"] if tag == "br" else [])

    reader = Reader(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return "".join(shown)


def expand(match: dict[str, Any]) -> str:
    """What espanso types for a match when every blank is left empty: variables filled, then braces unescaped twice."""
    body = re.sub(r"\{\{\s*\w+(\.\w+)?\s*\}\}", "", match["replace"])
    assert body == match["replace"] or match["vars"]
    for _ in range(2):
        body = body.replace(r"\{\{", "{{").replace(r"\}\}", "}}")
    return str(body.replace("$|$", ""))


def read_espanso(data: bytes) -> Iterator[str]:
    """By YAML, and the rules that espanso's renderer has for a body."""
    yield from (expand(match) for match in yaml.safe_load(data)["matches"])


def open_collection(folder: Path) -> Any:
    """A new collection of Anki in ``folder``; skips where Anki is missing."""
    if not os.environ.get("CI"):
        pytest.importorskip("anki.collection", reason="Anki is not installed")
    import anki.collection

    return anki.collection.Collection(str(folder / "collection.anki2"))


def import_package(collection: Any, data: bytes, folder: Path) -> Any:
    """Import a package; return what Anki logs of it."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "package.apkg"
    path.write_bytes(data)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def read_anki(data: bytes) -> Iterator[str]:
    """By Anki itself."""
    with tempfile.TemporaryDirectory() as name:
        collection = open_collection(Path(name))
        import_package(collection, data, Path(name))
        for note_id in collection.find_notes(""):
            note = collection.get_note(note_id)
            assert note["Wording"] in note.cards()[0].answer()
            yield read_html(note["Wording"])
        collection.close()


def read_boards(data: bytes) -> dict[str, dict[str, Any]]:
    """The boards of a package by their ids."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        return {key: json.loads(archive.read(path)) for key, path in manifest["paths"]["boards"].items()}


def read_obz(data: bytes) -> Iterator[str]:
    """What the buttons of all boards say."""
    for board in read_boards(data).values():
        yield from (button.get("vocalization", button["label"]) for button in board["buttons"])


def read_json(data: bytes) -> Iterator[str]:
    """Every form of every wording."""
    for locale in json.loads(data)["locales"]:
        for rows in locale["phrases"].values():
            yield from (form for row in rows for form in row["forms"])


def fill_template(text: str, values: dict[str, str]) -> str:
    """What Liquid makes of ``text``: it may have no other variable in it, and no tag."""
    assert "{%" not in text
    return re.sub(r"\{\{(.*?)\}\}", lambda found: values[found[0]], text, flags=re.DOTALL)


def empty(variables: dict[str, str]) -> dict[str, str]:
    """The variables of a help desk that knows none of them."""
    return dict.fromkeys(variables.values(), "")


def read_zendesk(data: bytes) -> Iterator[str]:
    """What customers of each language get from each macro."""
    document = json.loads(data)
    contents = {f"{{{{dc.{one['item']['name']}}}}}": one["item"]["variants"] for one in document["dynamic_content"]}
    for one in document["macros"]:
        for action in one["macro"]["actions"]:
            texts = [variant["content"] for variant in contents.get(action["value"], [])] or [action["value"]]
            yield from (read_html(fill_template(text, empty(zendesk.VARIABLES))) for text in texts)


def read_freshdesk(data: bytes) -> Iterator[str]:
    """What each canned response shows."""
    for folder in json.loads(data)["folders"]:
        for response in folder["canned_responses"]:
            yield read_html(fill_template(response["content_html"], empty(freshdesk.VARIABLES)))


def read_zammad_rows(data: bytes) -> list[dict[str, str]]:
    """The rows, as Zammad takes a table apart: UTF-8 without a mark, columns by their names, no cell of several."""
    header, *rows = csv.reader(StringIO(data.decode(), newline=""))
    assert not any("~~~" in cell for row in rows for cell in row)
    return [dict(zip(header, (cell.strip() for cell in row), strict=True)) for row in rows]


def read_zammad(data: bytes) -> Iterator[str]:
    """What each text module shows: Zammad leaves it as it is only if there is markup in it."""
    known = dict.fromkeys(re.findall(r"#\{.+?\}", " ".join(zammad.VARIABLES.values())), "")
    for row in read_zammad_rows(data):
        assert re.search("<.+?>", row["content"])
        yield read_html(re.sub(r"#\{\s*(.+?)\s*\}", lambda found: known[found[0]], row["content"]))


def read_markdown(text: str) -> str:
    """What Markdown of one paragraph shows, if there is nothing but text in it."""
    tokens = [
        part for block in MarkdownIt("commonmark").enable("strikethrough").parse(text) if (part := block.children)
    ]
    assert {part.type for parts in tokens for part in parts} <= {"text", "text_special", "hardbreak"}
    return "\n\n".join(
        "".join("\n" if part.type == "hardbreak" else part.content for part in parts) for parts in tokens
    )


def read_chatwoot(data: bytes) -> Iterator[str]:
    """What customers see: variables filled, Markdown read, Liquid rendered, Markdown read once more."""
    values = empty(chatwoot.VARIABLES)
    for response in json.loads(data):
        chosen = re.sub(r"\{\{(.*?)\}\}", lambda found: values[found[0]], response["content"])
        sent = read_markdown(chosen).replace("\n", "  \n")
        yield read_markdown(fill_template(sent.replace('{% echo "{" %}', "\0"), {}).replace("\0", "{"))


def read_cells(data: bytes) -> Iterator[str]:
    """As an import reads the table."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "phrases.csv"
        path.write_bytes(data)
        for row in read_worksheet(path, "phrases.csv").rows:
            yield from row.cells.values()


def units_of(store: type[Any], data: bytes) -> Iterator[Any]:
    """The units of a file, or of each file of an archive, by translate-toolkit."""
    documents = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            documents = [archive.read(name) for name in archive.namelist()]
    for document in documents:
        yield from store.parsestring(document).units


def read_xliff(data: bytes) -> Iterator[str]:
    """By translate-toolkit, as Weblate and Pootle do."""
    yield from (unit.target for unit in units_of(xlifffile, data) if unit.target)


def read_xliff2(data: bytes) -> Iterator[str]:
    """By translate-toolkit."""
    yield from (unit.target for unit in units_of(Xliff2File, data) if unit.target)


def read_tmx(data: bytes) -> Iterator[str]:
    """By translate-toolkit, the sources too."""
    for unit in units_of(tmxfile, data):
        yield from (unit.getNodeText(node, "preserve") for node in unit.getlanguageNodes())


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "espanso": read_espanso,
    "anki": read_anki,
    "obz": read_obz,
    "zendesk": read_zendesk,
    "chatwoot": read_chatwoot,
    "zammad": read_zammad,
    "freshdesk": read_freshdesk,
    "json": read_json,
    "csv": read_cells,
    "xliff": read_xliff,
    "xliff2": read_xliff2,
    "tmx": read_tmx,
}
