"""Help desks: the wordings as Zendesk, Chatwoot, Zammad and Freshdesk take them, by what their interfaces ask for.

What is relied on: the API references of Zendesk, Freshdesk and Chatwoot; the source of Zammad's import of tables
(``can_csv_import.rb``) and of Chatwoot's message editor (``@chatwoot/utils``, ``@chatwoot/prosemirror-schema``).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from exported import HOSTILE, READERS, hostile_source, read_zammad_rows, source_of

from scripts_gen.errors import InputError
from scripts_gen.export import FORMATS, chatwoot, freshdesk, zammad, zendesk
from scripts_gen.export.helpdesk import cut
from scripts_gen.export.source import Source
from scripts_gen.export.text import bracketed, build_items, join
from scripts_gen.message import Status
from scripts_gen.phrasebook import Localized, Wording
from scripts_gen.workspace import Workspace

KNOWN = {
    "zendesk": zendesk.VARIABLES,
    "chatwoot": chatwoot.VARIABLES,
    "zammad": zammad.VARIABLES,
    "freshdesk": freshdesk.VARIABLES,
}
"""What each help desk fills in itself, by placeholder."""
TEXT = {"type": "string", "minLength": 1}


def of(required: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object that has these names, and no other."""
    return {"type": "object", "required": [*required], "additionalProperties": False, "properties": required}


def many(one: dict[str, Any]) -> dict[str, Any]:
    """The schema of a list with something in it."""
    return {"type": "array", "minItems": 1, "items": one}


VARIANT = of({"locale": {"type": "string", "pattern": "^[a-z]{2,3}(-[a-z]+)?$"}, "default": {}, "content": TEXT})
ITEM = of(
    {
        "name": {"type": "string", "pattern": "^[a-z0-9]+(_[a-z0-9]+)*$"},
        "default_locale": TEXT,
        "variants": many(VARIANT),
    }
)
MACRO = of(
    {
        "title": {**TEXT, "maxLength": 255},
        "active": {"const": True},
        "description": TEXT,
        "actions": many(of({"field": {"const": "comment_value_html"}, "value": TEXT})),
    }
)
RESPONSE = of({"title": {**TEXT, "maxLength": 255}, "content_html": TEXT, "visibility": {"enum": [0, 1, 2]}})
SCHEMAS = {
    "zendesk": of({"dynamic_content": many(of({"item": ITEM})), "macros": many(of({"macro": MACRO}))}),
    "chatwoot": many(of({"short_code": {**TEXT, "maxLength": 255}, "content": TEXT})),
    "freshdesk": of({"folders": many(of({"name": TEXT, "canned_responses": many(RESPONSE)}))}),
}
"""What the references of the APIs say of the names that are used here."""
CHATWOOT = """
const { replaceVariablesInMessage } = require("@chatwoot/utils");
const editor = require("@chatwoot/prosemirror-schema");
const { Liquid } = require("liquidjs");
const read = (text) => new editor.MessageMarkdownTransformer(editor.messageSchema).parse(text);
const told = JSON.parse(require("fs").readFileSync(process.argv[1])).map(({ content }) => {
  const chosen = replaceVariablesInMessage({ message: content, variables: {} });
  const sent = editor.MessageMarkdownSerializer.serialize(read(chosen));
  const shown = read(new Liquid().parseAndRenderSync(sent.replace(/`([^]*?)`/g, "{% raw %}`$1`{% endraw %}")));
  const lines = [];
  shown.forEach((block) => lines.push(block.textBetween(0, block.content.size, "\\n", () => "\\n")));
  return lines.join("\\n\\n");
});
console.log(JSON.stringify(told));
"""


@pytest.fixture(scope="module")
def source(opened: Workspace) -> Source:
    """Everything that is said, in all languages."""
    return source_of(opened, "en", "ar", "fi", "ru", "tl")


@pytest.fixture(scope="module")
def exported(source: Source) -> dict[str, Any]:
    """Each help desk's file, read."""
    made = {name: FORMATS[name].write(source) for name in KNOWN}
    return {name: read_zammad_rows(data) if name == "zammad" else json.loads(data) for name, data in made.items()}


def contents(source: Source, name: str) -> str:
    """All that a help desk gets of ``source``, in one text, table or document undone."""
    data = FORMATS[name].write(source)
    return str(read_zammad_rows(data) if name == "zammad" else json.loads(data))


def with_wording(source: Source, key: str, wording: str, *, draft: bool = False) -> Source:
    """``source`` in Finnish alone, where one phrase says something else, and every other is approved."""
    said = {}
    for other, entry in source.books["fi"].entries.items():
        rows = tuple(replace(row, status=Status.APPROVED) for row in entry.wordings)
        changed = Wording((), (wording,), Status.TRANSLATED if draft else Status.APPROVED)
        said[other] = replace(entry, wordings=(changed,) if other == key else rows)
    return replace(source, books={"fi": replace(source.books["fi"], entries=said)})


@pytest.mark.parametrize("name", SCHEMAS)
def test_document_is_what_the_interface_asks_for(name: str, exported: dict[str, Any]) -> None:
    """Each name that the API knows is there, with a value that it takes, and no other."""
    jsonschema.validate(exported[name], SCHEMAS[name])


@pytest.mark.parametrize("name", KNOWN)
def test_every_wording_is_there_in_every_language(name: str, source: Source) -> None:
    """What staff may say is in the file of each help desk, what it cannot fill in in brackets."""
    found = {text.replace(" ", "") for text in READERS[name](FORMATS[name].write(source))}
    for code in source.books:
        for item in build_items(source, code):
            text = join(item.pieces, lambda blank: "" if blank.name in KNOWN[name] else bracketed(blank))
            assert text.replace(" ", "") in found, f"{code} {item.id}"


@pytest.mark.parametrize("name", KNOWN)
def test_placeholders_become_variables(name: str, source: Source) -> None:
    """Customer, staff and reference are what the help desk fills in; the rest is a blank in the words of staff."""
    known = KNOWN[name]
    said = with_wording(source, "greeting.morning", "{customer} {staff} {reference} {minutes}")
    filled = f"{known['customer']} {known['staff']} {known['reference']}"
    assert f"{filled} [{source.reader.label('minutes')}]" in contents(said, name)


@pytest.mark.parametrize("name", KNOWN)
def test_no_template_begins_where_a_wording_meets_a_variable(name: str, source: Source) -> None:
    """A brace right before a variable stays a brace, and the variable a variable."""
    said = with_wording(source, "greeting.morning", "one {{staff} # {staff}}% two")
    shown = list(READERS[name](FORMATS[name].write(said)))
    assert "one { # }% two" in shown


@pytest.mark.parametrize("name", KNOWN)
def test_labels_of_blanks_are_text(name: str, source: Source) -> None:
    """A label in the words of staff is not taken for markup or a template either."""
    label = Localized("<b>{{ticket.id}}</b>", "en")
    reader = replace(source.reader, guidance={**source.reader.guidance, "placeholder.minutes#label": label})
    said = with_wording(replace(source, reader=reader), "greeting.morning", "in {minutes}")
    assert f"in [{label.text}]" in set(READERS[name](FORMATS[name].write(said)))


@pytest.mark.parametrize("name", KNOWN)
def test_draft_is_told_from_what_is_approved(name: str, source: Source) -> None:
    """What is not approved is marked where staff choose it, and nowhere in what customers get."""
    mark = chatwoot.DRAFT if name == "chatwoot" else "DRAFT"
    for draft in (False, True):
        said = with_wording(source, "greeting.morning", "Huomenta.", draft=draft)
        assert (mark in contents(said, name)) is draft
        assert "Huomenta." in set(READERS[name](FORMATS[name].write(said)))


# --- Zendesk ---------------------------------------------------------------------------------------------------------


def test_zendesk_has_one_macro_for_all_languages_where_nothing_is_to_choose(
    source: Source, exported: dict[str, Any]
) -> None:
    """A phrase that does not count is one macro on an item with a text a language, the first of them the default."""
    items = {one["item"]["name"]: one["item"] for one in exported["zendesk"]["dynamic_content"]}
    used = [one["macro"]["actions"][0]["value"] for one in exported["zendesk"]["macros"]]
    assert [value for value in used if value.startswith("{{")] == [f"{{{{dc.{name}}}}}" for name in items]
    assert [variant["locale"] for variant in items["greeting_morning"]["variants"]] == ["en", "ar", "fi", "ru", "fil"]
    for item in items.values():
        assert [variant["locale"] for variant in item["variants"] if variant["default"]] == [item["default_locale"]]
    plain = [key for key in source.phrase_keys() if not source.reader.book.phrases()[key].count]
    assert {zendesk.dynamic_name(key) for key in plain} <= set(items)


def test_zendesk_has_a_macro_of_its_own_for_what_staff_choose(source: Source, exported: dict[str, Any]) -> None:
    """What depends on a number or on who speaks is never chosen by the customer's language alone."""
    items = {one["item"]["name"] for one in exported["zendesk"]["dynamic_content"]}
    macros = {one["macro"]["description"].split("\n")[0]: one["macro"] for one in exported["zendesk"]["macros"]}
    assert len(macros) == len(exported["zendesk"]["macros"])
    assert "writing_still_checking" not in items
    for code in source.books:
        for item in build_items(source, code):
            if item.numbers or item.wording.variant:
                macro = macros[f"{item.id}.{code}"]
                assert macro["title"].endswith(f" ({', '.join((*item.labels, source.books[code].locale.autonym))})")
                assert f'<div dir="{item.direction}" lang="{code}">' in macro["actions"][0]["value"]


def test_zendesk_opens_menus_by_situation_and_step(exported: dict[str, Any]) -> None:
    """A title is situation, step and meaning, and each ``::`` in it opens a menu."""
    titles = [one["macro"]["title"] for one in exported["zendesk"]["macros"]]
    assert all(title.count("::") == 2 and len(title) <= zendesk.TITLE for title in titles)
    assert any(title.startswith("Greeting::") for title in titles)


def test_zendesk_titles_are_no_templates(opened: Workspace) -> None:
    """Nothing in a title of staff's words is read as a variable or a menu."""
    document = json.loads(zendesk.write(hostile_source(opened)))
    titles = [one["macro"]["title"] for one in document["macros"]]
    assert not [title for title in titles if "{" in title or title.count("::") != 2]


def test_two_keys_of_one_name_are_refused(source: Source) -> None:
    """Dynamic content is known by a name without dots and hyphens; two phrases never share one."""
    with pytest.raises(InputError, match=r"Zendesk would call it a_b_c, as it calls a\.b-c"):
        raise InputError(list(zendesk._faults(["a.b-c", "x.y", "a-b.c"])))


# --- Zammad ----------------------------------------------------------------------------------------------------------


def test_zammad_reads_the_table(source: Source, exported: dict[str, Any]) -> None:
    """The first column is the one that Zammad finds an older text module by; nothing is longer than fits there."""
    data = zammad.write(source)
    assert data.startswith(b"name,keywords,content,note,active\r\n")
    rows = exported["zammad"]
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert len(row["name"]) <= 250
        assert len(row["keywords"]) <= zammad.KEYWORDS
        assert len(row["note"]) <= zammad.NOTE
        assert row["active"] == "true"


def test_zammad_finds_by_what_staff_remember(source: Source, exported: dict[str, Any]) -> None:
    """Keywords have the place, the meaning, and what the book is looked up by."""
    row = next(row for row in exported["zammad"] if row["name"] == "greeting.morning.ar")
    entry = source.reader.entries["greeting.morning"]
    assert row["keywords"].startswith("DRAFT: Greeting › ")
    assert all(word in row["keywords"] for word in (*entry.keywords, *entry.instead_of))


def test_zammad_gets_no_list_by_accident(source: Source) -> None:
    """Three tildes, by which Zammad parts a cell, stay in the wording, side by side for who reads it."""
    said = with_wording(source, "greeting.morning", "a ~~~~~~~ b")
    assert "~~~" not in zammad.write(said).decode()
    assert "a ~~~~~~~ b" in set(READERS["zammad"](zammad.write(said)))


# --- Chatwoot --------------------------------------------------------------------------------------------------------


def test_chatwoot_short_codes_are_unique(source: Source, exported: dict[str, Any]) -> None:
    """Chatwoot refuses a second response of the same short code."""
    codes = [response["short_code"] for response in exported["chatwoot"]]
    assert len(set(codes)) == len(codes)
    assert "greeting.morning.fi.draft" in codes


def test_chatwoot_shows_plain_wordings_as_they_are(source: Source, exported: dict[str, Any]) -> None:
    """Where nothing is Markdown, staff see the wording and no sign of escaping."""
    assert not [response for response in exported["chatwoot"] if "\\" in response["content"]]
    said = with_wording(source, "greeting.morning", "We close in {minutes}: please hurry.")
    assert b"We close in [minutes]: please hurry." in chatwoot.write(said)


@pytest.mark.parametrize(
    "wording",
    ["1. first", "a\n2) b", "# a", "> a", "a\n---", "|a|b|\n|-|-|", "[a](b)", "[{minutes}]({place})", "a&lt;b",
     "{minutes}: {place}"],
)  # fmt: skip
def test_chatwoot_takes_nothing_for_markdown(wording: str, source: Source) -> None:
    """What begins a list, a heading, a quotation, a table or a link is text."""
    said = with_wording(source, "greeting.morning", wording)
    shown = wording.replace("{minutes}", "[minutes]").replace("{place}", "[place]")
    assert shown in set(READERS["chatwoot"](chatwoot.write(said)))


def test_chatwoot_is_not_given_what_it_cannot_hold(source: Source) -> None:
    """Code is kept from Liquid, so what stands in for a brace there would be seen: refused, and named."""
    with pytest.raises(InputError, match=r"fi greeting\.morning: Chatwoot cannot hold backticks"):
        chatwoot.write(with_wording(source, "greeting.morning", "`{{ a }}`"))


def test_chatwoots_own_programs_show_the_wording(opened: Workspace, tmp_path: Path) -> None:
    """Its editor and its way with variables (npm), and Liquid, make of the responses what customers are to see."""
    packages = ("@chatwoot/utils", "@chatwoot/prosemirror-schema", "liquidjs")
    resolve = "".join(f"require.resolve('{name}');" for name in packages)
    known = shutil.which("node") and subprocess.run(["node", "-e", resolve], capture_output=True)
    if not os.environ.get("CI") and (not known or known.returncode):
        pytest.skip(f"node finds no {', '.join(packages)} in NODE_PATH")
    (tmp_path / "chatwoot.json").write_bytes(chatwoot.write(hostile_source(opened)))
    called = ["node", "-e", CHATWOOT, str(tmp_path / "chatwoot.json")]
    shown = json.loads(subprocess.run(called, capture_output=True, check=True, text=True).stdout)
    assert [text for text in HOSTILE if text not in shown] == []


# --- Freshdesk -------------------------------------------------------------------------------------------------------


def test_freshdesk_has_a_folder_a_language(source: Source, exported: dict[str, Any]) -> None:
    """Each language is a folder of its own, each response in it has a title of its own and its direction."""
    folders = exported["freshdesk"]["folders"]
    assert [folder["name"] for folder in folders] == [
        f"{book.book.title}: {book.locale.autonym}" for book in source.books.values()
    ]
    for folder, book in zip(folders, source.books.values(), strict=True):
        titles = [response["title"] for response in folder["canned_responses"]]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= freshdesk.TITLE for title in titles)
        block = f'<div dir="{book.locale.direction}" lang="{book.locale.code}">'
        assert all(response["content_html"].startswith(block) for response in folder["canned_responses"])


def test_line_is_cut_to_its_length() -> None:
    """A line that is too long ends in an ellipsis and has the length asked for at most."""
    assert [cut(text, 5) for text in ("12345", "123456", "1\n 2", "123 567")] == ["12345", "1234…", "1 2", "123…"]


# --- the way there ---------------------------------------------------------------------------------------------------


class _Desk(BaseHTTPRequestHandler):
    """A help desk that keeps what it gets: calls by method and path, with what was sent."""

    calls: list[tuple[str, str, Any]]
    has: dict[str, Any]

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = json.loads(self.rfile.read(length)) if length else None
        self.calls.append((self.command, self.path, sent))
        body = json.dumps(self.has.get(f"{self.command} {self.path}", {"id": 7})).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def bring(name: str, document: Any, has: dict[str, Any], folder: Path) -> list[tuple[str, str, Any]]:
    """Run what docs/exports.md says of a help desk, with ``document`` exported; return the calls."""
    if missing := [tool for tool in ("bash", "curl", "jq") if not shutil.which(tool)]:
        assert not os.environ.get("CI"), f"missing: {missing}"
        pytest.skip(f"missing: {', '.join(missing)}")
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8").partition(f"### {name}\n")[2].partition("\n#")[0]
    commands = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(commands) == 1
    (folder / f"{name.lower()}.json").write_text(json.dumps(document), encoding="utf-8")
    calls: list[tuple[str, str, Any]] = []
    desk = type("Desk", (_Desk,), {"calls": calls, "has": has})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known = {"SITE": f"http://127.0.0.1:{server.server_port}", "LOGIN": "a:b", "TOKEN": "c", "KEY": "d", "ACCOUNT": "3"}
    script = "set -euo pipefail\n" + commands[0]
    subprocess.run(["bash", "-c", script], cwd=folder, env={**os.environ, **known}, check=True, capture_output=True)
    server.shutdown()
    server.server_close()
    return calls


def test_way_to_zendesk(exported: dict[str, Any], tmp_path: Path) -> None:
    """Items get the numbers of the languages that Zendesk has, and lose the others; then come the macros."""
    document = {name: entries[:2] for name, entries in exported["zendesk"].items()}
    locales = {"locales": [{"id": 84, "locale": "fi"}, {"id": 1, "locale": "en-US"}, {"id": 47, "locale": "fil"}]}
    calls = bring("Zendesk", document, {"GET /api/v2/locales.json": locales}, tmp_path)
    items = [sent["item"] for method, path, sent in calls if path == "/api/v2/dynamic_content/items.json"]
    assert [item["name"] for item in items] == [one["item"]["name"] for one in document["dynamic_content"]]
    for item, one in zip(items, document["dynamic_content"], strict=True):
        texts = {variant["locale"]: variant["content"] for variant in one["item"]["variants"]}
        assert item == {
            "name": one["item"]["name"],
            "default_locale_id": 1,
            "variants": [
                {"locale_id": number, "default": number == 1, "content": texts[code]}
                for number, code in ((1, "en"), (84, "fi"), (47, "fil"))
            ],
        }
    assert [sent for _, path, sent in calls if path == "/api/v2/macros.json"] == document["macros"]


def test_way_to_chatwoot(exported: dict[str, Any], tmp_path: Path) -> None:
    """What has the short code of a new response goes first; what others wrote stays."""
    new = exported["chatwoot"][:3]
    old = [{"id": 5, "short_code": new[1]["short_code"].removesuffix(".draft")}, {"id": 6, "short_code": "others"}]
    url = "/api/v1/accounts/3/canned_responses"
    calls = bring("Chatwoot", new, {f"GET {url}": old}, tmp_path)
    assert calls == [("GET", url, None), ("DELETE", f"{url}/5", None), *(("POST", url, sent) for sent in new)]


def test_way_to_freshdesk(exported: dict[str, Any], tmp_path: Path) -> None:
    """Each folder is made, and what lies in it gets its number."""
    folders = [
        {**folder, "canned_responses": folder["canned_responses"][:2]}
        for folder in exported["freshdesk"]["folders"][:2]
    ]
    calls = bring("Freshdesk", {"folders": folders}, {}, tmp_path)
    expected: list[tuple[str, Any]] = []
    for folder in folders:
        expected.append(("/api/v2/canned_response_folders", {"name": folder["name"]}))
        expected += [("/api/v2/canned_responses", {**one, "folder_id": 7}) for one in folder["canned_responses"]]
    assert [(path, sent) for _, path, sent in calls] == expected
