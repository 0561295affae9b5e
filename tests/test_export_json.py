"""The whole phrasebook as JSON, and the schema that tells its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from exported import saying, source_of

from scripts_gen.export.json_document import SCHEMA, build_document, write
from scripts_gen.message import Status
from scripts_gen.phrasebook import LeftOut, Phrasebook
from scripts_gen.workspace import Workspace

PUBLISHED = json.loads((ROOT / "docs/phrasebook.schema.json").read_bytes())


def places(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, by its path."""
    yield path, schema
    for name in ("properties", "$defs"):
        for key, inner in schema.get(name, {}).items():
            yield from places(inner, f"{path}/{name}/{key}")
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            yield from places(schema[name], f"{path}/{name}")


def test_schema_is_sound_and_names_itself() -> None:
    """The published schema is one of draft 2020-12, and has the name that documents give."""
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert PUBLISHED["$id"] == PUBLISHED["properties"]["$schema"]["const"] == SCHEMA


def test_schema_describes_every_field() -> None:
    """Whoever reads the schema is told what each field is, that it is always there, and that there is no other."""
    for path, schema in places(PUBLISHED):
        if path.rpartition("/")[0].endswith(("/properties", "/$defs")):
            assert schema.get("description"), path
        if "properties" in schema:
            assert schema["additionalProperties"] is False, path
            optional = path.endswith(("/directions", "/$defs/variant"))
            assert optional or schema["required"] == list(schema["properties"]), path


def test_whole_book_keeps_to_the_schema(shipped: Workspace, books: dict[str, Phrasebook]) -> None:
    """The default book in all its languages validates, and has every phrase."""
    source = replace(source_of(shipped, "en"), books=books)
    document = json.loads(write(source))
    jsonschema.Draft202012Validator(PUBLISHED, format_checker=jsonschema.FormatChecker()).validate(document)
    said = [
        phrase["key"]
        for situation in document["situations"]
        for step in situation["steps"]
        for phrase in step["phrases"]
    ]
    assert said == list(shipped.book.phrases())
    assert [locale["code"] for locale in document["locales"]] == list(shipped.locales)


def test_wordings_are_told_whole(opened: Workspace) -> None:
    """Variants, plural forms, status, pronunciation and date of approval of each wording are those of the book."""
    source = source_of(opened, "ar", "ru", "tl")
    for locale in build_document(source)["locales"]:
        book = source.books[locale["code"]]
        assert list(locale["phrases"]) == list(book.entries)
        for key, rows in locale["phrases"].items():
            assert [
                (row["variant"], row["forms"], row["pronunciation"], row["status"], row["approved"], row["seal"])
                for row in rows
            ] == [
                (dict(w.variant), list(w.forms), list(w.pronunciation), w.status, w.approved, w.seal)
                for w in book.entries[key].wordings
            ]
        assert set(locale["points"]) == set(book.points)


def test_document_has_what_was_asked_for(opened: Workspace) -> None:
    """Of one role there are its situations and what staff read about them, and of others nothing."""
    document = build_document(source_of(opened, "fi", roles=("courier",)))
    reached = set(opened.book.roles["courier"].situations())
    assert [role["key"] for role in document["roles"]] == ["courier"]
    assert {situation["key"] for situation in document["situations"]} == reached
    told = {context.partition("#")[0].partition(".")[0] for context in document["locales"][0]["guidance"]}
    assert not told & (opened.book.situations.keys() - reached)
    assert "role.courier#title" in document["locales"][0]["guidance"]
    assert "role.cashier#title" not in document["locales"][0]["guidance"]


def test_guidance_is_only_what_is_translated(opened: Workspace) -> None:
    """What staff read in a language is there; what is not translated is left to the book's own text."""
    document = build_document(source_of(opened, "en", "fi"))
    english, finnish = (locale["guidance"] for locale in document["locales"])
    assert english["greeting#title"] == "Greeting"
    assert finnish["greeting#title"] not in ("", "Greeting")


def test_left_out_phrases_are_told(opened: Workspace) -> None:
    """A phrase that does not reach staff is named with its status, as on the terminal."""
    source = source_of(opened, "ru", roles=("courier",))
    gaps = (
        LeftOut("greeting.morning", Status.FUZZY, (("speaker", "female"),)),
        LeftOut("writing.dear", Status.MISSING),  # which a courier never says
        LeftOut("point.yes", Status.MISSING),
    )
    known = replace(source, books={"ru": replace(source.books["ru"], left_out=gaps)})
    assert build_document(known)["locales"][0]["left_out"] == [
        {"key": "greeting.morning", "variant": {"speaker": "female"}, "status": "fuzzy"},
        {"key": "point.yes", "variant": {}, "status": "missing"},
    ]


def test_nobody_is_named(opened: Workspace) -> None:
    """Who approved a wording stays in the catalogs."""
    source = source_of(opened, "fi")
    book = saying(source.books["fi"], {"greeting.morning": "Huomenta."})
    entry = book.entries["greeting.morning"]
    rows = (replace(entry.wordings[0], approved="2026-11-22", approved_by="Aino Laine"),)
    known = replace(book, entries={**book.entries, entry.key: replace(entry, wordings=rows)})
    data = write(replace(source, books={"fi": known})).decode()
    assert '"approved": "2026-11-22"' in data
    assert "Aino Laine" not in data


@pytest.mark.parametrize("code", ["en", "ar"])
def test_document_is_readable(code: str, opened: Workspace) -> None:
    """Letters stand as they are, a value a line, with a line break at the end."""
    text = write(source_of(opened, code)).decode()
    assert "\\u" not in text.replace("\\u2066", "").replace("\\u2069", "")
    assert text.endswith("}\n")
