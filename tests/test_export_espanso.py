"""espanso match files: what espanso's published schema and its renderer ask for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
import yaml
from exported import expand, hostile_source, saying, source_of

from scripts_gen.errors import InputError
from scripts_gen.export import espanso
from scripts_gen.export.espanso import trigger, write
from scripts_gen.export.source import Source
from scripts_gen.export.text import build_items
from scripts_gen.phrasebook import Localized
from scripts_gen.workspace import Workspace

FORM = {
    "type": "object",
    "required": ["name", "type", "params"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "type": {"const": "form"},
        "params": {
            "type": "object",
            "required": ["layout"],
            "additionalProperties": False,
            "properties": {"layout": {"type": "string"}},
        },
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "matches": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["trigger", "replace"],
                "properties": {
                    "trigger": {"type": "string", "minLength": 1},
                    "replace": {"type": "string"},
                    "label": {"type": "string"},
                    "search_terms": {"type": "array", "items": {"type": "string"}},
                    "force_clipboard": {"type": "boolean"},
                    "vars": {"type": "array", "items": FORM},
                },
            },
        }
    },
}
"""What espanso's schema for match files says of the names that are used here."""


@pytest.fixture(scope="module")
def source(opened: Workspace) -> Source:
    """Everything, in every language."""
    return source_of(opened, *opened.locales)


@pytest.fixture(scope="module")
def text(source: Source) -> str:
    """The match file of everything."""
    return write(source).decode()


@pytest.fixture(scope="module")
def matches(text: str) -> dict[str, dict[str, Any]]:
    """The matches of everything by their triggers."""
    loaded = yaml.safe_load(text)
    jsonschema.validate(loaded, SCHEMA)
    found = {match["trigger"]: match for match in loaded["matches"]}
    assert len(found) == len(loaded["matches"])
    return found


def match_of(source: Source, key: str, text: str) -> dict[str, Any]:
    """The match of one Finnish phrase with another wording."""
    hostile = replace(source, books={"fi": saying(source.books["fi"], {key: text})})
    found = yaml.safe_load(write(hostile))["matches"]
    return next(match for match in found if match["trigger"] == f":{key}.fi:")


def test_each_wording_is_a_match(source: Source, matches: dict[str, Any]) -> None:
    """Every text of every language has its trigger, which names it."""
    assert list(matches) == [trigger(item) for code in source.books for item in build_items(source, code)]


def test_no_trigger_begins_another(matches: dict[str, Any]) -> None:
    """espanso acts as soon as a trigger is typed: none may be part of the way to another."""
    ordered = sorted(matches)
    assert not [(a, b) for a, b in pairwise(ordered) if b.startswith(a)]
    assert all(re.fullmatch(r":[^:\s]+:", trigger) for trigger in matches)


def test_blanks_are_asked_for_in_a_form(matches: dict[str, Any]) -> None:
    """What staff fill in is a field of a form under its label, and a variable of it in the text."""
    match = matches[":writing.dear.en:"]
    assert match["replace"] == "Dear {{blanks.customer}}, thank you for your message."
    assert match["vars"] == [{"name": "blanks", "type": "form", "params": {"layout": "customer's name: [[customer]]"}}]
    for match in matches.values():
        asked = set(re.findall(r"\{\{blanks\.(\w+)\}\}", match["replace"]))
        layout = match["vars"][0]["params"]["layout"] if "vars" in match else ""
        assert set(re.findall(r"\[\[(\w+)\]\]", layout)) == asked


def test_other_scripts_go_by_the_clipboard(matches: dict[str, Any]) -> None:
    """Keys cannot be relied on to type Arabic or Russian; Finnish and Tagalog they can type."""
    assert matches[":greeting.morning.ar:"]["force_clipboard"]
    assert matches[":greeting.morning.ru:"]["force_clipboard"]
    assert not [key for key, match in matches.items() if key[-3:-1] in ("fi", "tl") and "force_clipboard" in match]


def test_line_break_goes_by_the_clipboard(source: Source) -> None:
    """A line break that is typed would send half a chat message."""
    assert match_of(source, "greeting.morning", "One.\nTwo.")["force_clipboard"]


def test_phrase_is_found_by_what_staff_remember(matches: dict[str, Any]) -> None:
    """A search finds a phrase by its meaning, keywords, what it replaces, and by how it sounds, in plain letters."""
    match = matches[":greeting.morning.ar:"]
    meaning = "Good morning. Northlight, how may I help you?"
    assert match["label"] == f"DRAFT · {meaning} · Greeting › Greet by the time of day · ar"
    assert {"welcome", "Next!"} <= set(match["search_terms"])
    assert any(re.fullmatch(r"[a-z ,.?]+", term) and "al" in term for term in match["search_terms"])
    assert all(len(set(match["search_terms"])) == len(match["search_terms"]) for match in matches.values())


def test_draft_says_so(matches: dict[str, Any], source: Source) -> None:
    """A wording that nobody approved is marked where staff choose, not in what the customer reads."""
    assert matches[":greeting.morning.fi:"]["label"].startswith("DRAFT · ")
    assert not match_of(source, "greeting.morning", "Hei.")["label"].startswith("DRAFT")


def test_texts_are_quoted_and_controls_are_seen(text: str) -> None:
    """No text can be taken for a number, a date or a word of YAML; what has no shape stands as an escape."""
    values = re.findall(r"^ *(?:- )?(?:\w+: )?(?!\w+:)(\S.*)$", text, re.MULTILINE)
    plain = {value for value in values if value[0] != '"'}
    assert plain <= {"true", "blanks", "form"} | {line for line in plain if line.startswith("#")}
    assert not re.search("[\u2066-\u2069\u200e\u200f]", text)
    assert r"\u2066" in text


def test_file_is_the_same_without_libyaml(opened: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What PyYAML writes by itself and with libyaml is the same, whatever the texts."""

    class Plain(yaml.SafeDumper):
        pass

    Plain.add_representer(espanso._Quoted, espanso._represent)
    sources = hostile_source(opened), source_of(opened, "ar", roles=("courier",))
    fast = [write(source) for source in sources]
    monkeypatch.setattr(espanso, "_Dumper", Plain)
    assert [write(source) for source in sources] == fast


@pytest.mark.parametrize("text", [r"\{\{ x \}\}", "before $|$ after"])
def test_what_espanso_cannot_hold_is_refused(text: str, source: Source) -> None:
    """What espanso would always take for its own is named with its phrase, and nothing is written."""
    with pytest.raises(InputError, match=r"fi greeting\.morning: espanso would take"):
        match_of(source, "greeting.morning", text)


@pytest.mark.parametrize("text", ["{{blanks.customer}}", "{{{ x }}}", r"\{{ x }}", "{{", r"{\{x", "[[customer]]"])
def test_braces_are_text(text: str, source: Source) -> None:
    """Braces and brackets of a wording come out as they are, once or twice unescaped, and ask for nothing."""
    match = match_of(source, "greeting.morning", text)
    assert "vars" not in match
    assert expand(match) == text


def test_label_of_a_blank_cannot_break_the_form(opened: Workspace) -> None:
    """A label with brackets or a line break is a label in one line of the form."""
    source = source_of(opened, "fi")
    label = Localized("name]] {{x}}\n[[other", "en")
    reader = replace(source.reader, guidance={**source.reader.guidance, "placeholder.customer#label": label})
    found = yaml.safe_load(write(replace(source, reader=reader)))["matches"]
    layout = next(match for match in found if match["trigger"] == ":writing.dear.fi:")["vars"][0]["params"]["layout"]
    assert layout == "name x other: [[customer]]"
