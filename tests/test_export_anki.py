"""Anki packages, as Anki's own collection reads them."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from exported import import_package, open_collection, read_html, saying, source_of

from scripts_gen.errors import InputError
from scripts_gen.export.anki import FIELDS, guid, write
from scripts_gen.export.source import Source
from scripts_gen.export.text import bracketed, build_items, join
from scripts_gen.workspace import Workspace


@pytest.fixture(scope="module")
def source(opened: Workspace) -> Source:
    """What two of the roles say, in two languages."""
    return source_of(opened, "ar", "fi", roles=("chat-agent", "courier"))


@pytest.fixture(scope="module")
def collection(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A collection of Anki that has imported it."""
    folder = tmp_path_factory.mktemp("anki")
    opened = open_collection(folder)
    log = import_package(opened, write(source), folder)
    assert len(log.new) == log.found_notes == sum(1 for code in source.books for _ in build_items(source, code))
    yield opened
    opened.close()


def notes(collection: Any, query: str) -> list[Any]:
    """What a search in Anki finds."""
    return [collection.get_note(note) for note in collection.find_notes(query)]


def test_note_has_what_a_learner_needs(source: Source, collection: Any) -> None:
    """Each wording is a note: meaning, wording, how it sounds, key, situation, notes; its tags say where it belongs."""
    for code in source.books:
        by_guid = {note.guid: note for note in notes(collection, f"tag:locale::{code}")}
        for item in build_items(source, code):
            note = by_guid.pop(guid(item))
            assert tuple(note.keys()) == FIELDS
            assert read_html(note["Wording"]) == join(item.pieces, bracketed)
            assert read_html(note["Meaning"]) == join(item.meaning, bracketed)
            assert read_html(note["Pronunciation"]) == join(item.sound, bracketed)
            assert read_html(note["Key"]) == f"{item.id} {code}"
            assert f"situation::{item.entry.situation.key}" in note.tags
        assert not by_guid


def test_card_asks_for_the_wording_by_its_meaning(source: Source, collection: Any) -> None:
    """The front has the meaning and not the wording; the back has the wording in its direction."""
    item = next(item for item in build_items(source, "ar") if item.key == "greeting.morning")
    note = next(note for note in notes(collection, "tag:locale::ar") if note.guid == guid(item))
    card = note.cards()[0]
    assert note["Meaning"] in card.question()
    assert note["Wording"] not in card.question()
    assert f'dir="rtl">{note["Wording"]}</div>' in card.answer()
    assert "Do not say: Next!" in card.answer()
    assert next(field for field in note.note_type()["flds"] if field["name"] == "Wording")["rtl"]


def test_deck_is_a_role_and_shared_phrases_have_every_tag(collection: Any) -> None:
    """A phrase of several roles is one note, in the deck of the first of them, and has a tag of each."""
    deck = "Northlight Phrasebook::Suomi::Chat agent"
    first = notes(collection, "tag:role::chat-agent tag:locale::fi")
    assert {collection.decks.name(card.did) for note in first for card in note.cards()} == {deck}
    shared = notes(collection, "tag:role::courier tag:role::chat-agent tag:locale::fi")
    assert shared
    assert len({note.guid for note in shared}) == len(shared) < len(first)


def test_later_package_updates_the_notes(opened: Workspace, tmp_path: Path) -> None:
    """A second import changes nothing; a later one with a new wording updates its note, and none is there twice."""
    source = source_of(opened, "fi", roles=("courier",))
    collection = open_collection(tmp_path)
    first = import_package(collection, write(source), tmp_path)
    again = import_package(collection, write(source), tmp_path)
    assert (len(again.new), len(again.updated)) == (0, 0)
    changed = saying(source.books["fi"], {"greeting.morning": "Huomenta & tervetuloa."})
    later = replace(source, books={"fi": changed}, on=date(2026, 12, 1))
    log = import_package(collection, write(later), tmp_path)
    assert (len(log.new), len(log.updated)) == (0, len(first.new))
    assert collection.note_count() == len(first.new)
    note = notes(collection, "tag:situation::greeting Key:greeting.morning*fi")[0]
    assert note["Wording"] == "Huomenta &amp; tervetuloa."
    assert "draft" not in note.tags
    collection.close()


def test_packages_of_one_day_stay_apart(opened: Workspace, tmp_path: Path) -> None:
    """Two languages, exported on the same day and imported one after the other, both stay whole."""
    collection = open_collection(tmp_path)
    for code in ("fi", "tl"):
        import_package(collection, write(source_of(opened, code, roles=("courier",))), tmp_path)
    for code in ("fi", "tl"):
        source = source_of(opened, code, roles=("courier",))
        assert {note.guid for note in notes(collection, f"tag:locale::{code}")} == {
            guid(item) for item in build_items(source, code)
        }
    collection.close()


def test_guid_depends_on_nothing_but_key_locale_and_variant(source: Source) -> None:
    """The identity of a note outlives its wording, its role and its place in the book, and is no other note's."""
    item = next(item for item in build_items(source, "fi") if item.key == "greeting.morning")
    assert guid(item) == "b3tqJgk&xM"
    every = [guid(item) for code in source.books for item in build_items(source, code)]
    assert len(set(every)) == len(every)


def test_package_tells_the_day_of_its_source(source: Source, tmp_path: Path) -> None:
    """The only time in a package is that of its source."""
    with zipfile.ZipFile(BytesIO(write(source))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as database:
        assert database.execute("select distinct date(mod, 'unixepoch') from notes").fetchall() == [("2026-11-22",)]


def test_sign_that_parts_fields_parts_none(opened: Workspace, tmp_path: Path) -> None:
    """A wording with the control character that Anki puts between fields stays in its own."""
    source = source_of(opened, "fi", roles=("courier",))
    hostile = saying(source.books["fi"], {"greeting.morning": "Huomenta.\x1fKey"})
    collection = open_collection(tmp_path)
    import_package(collection, write(replace(source, books={"fi": hostile})), tmp_path)
    note = notes(collection, "Key:greeting.morning*fi")[0]
    assert note["Wording"] == "Huomenta.\ufffdKey"
    collection.close()


def test_language_that_staff_read_is_nothing_to_learn(opened: Workspace) -> None:
    """A deck in the language of staff is left out; where nothing else is asked for, that is told."""
    assert write(source_of(opened, "en", "fi", roles=("courier",))) == write(
        source_of(opened, "fi", roles=("courier",))
    )
    with pytest.raises(InputError, match="staff read en already"):
        write(source_of(opened, "en"))
