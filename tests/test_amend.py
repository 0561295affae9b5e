"""Edits that come from outside: what they make of the files, and what is told of those that cannot be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT, edit

from scripts_gen.amend import WordingEdit, amendments
from scripts_gen.bookfile import append_phrase, rewrite_phrases
from scripts_gen.catalog import parse_catalog
from scripts_gen.errors import InputError
from scripts_gen.files import Change
from scripts_gen.message import GUIDANCE, PRONUNCIATION, SPOKEN
from scripts_gen.rephrase import BookEdit, PhraseAddition, make_key
from scripts_gen.seal import format_for
from scripts_gen.workspace import Workspace, read_workspace

DATE = "2026-11-22 09:00+0000"
GREETING = "locales/book/situations/greeting.toml"


def wording(
    context: str, *forms: str, code: str = "fi", domain: str = SPOKEN, source: Sequence[str] = ()
) -> WordingEdit:
    return WordingEdit(code, context, domain, forms, "in.xlf", 7, "unit", tuple(source))


def text(key: str, field: str, value: str | tuple[str, ...]) -> BookEdit:
    return BookEdit(key, field, value, "in.xlsx", 3, "C3")


def made(workspace: Workspace, *edits: WordingEdit | BookEdit | PhraseAddition) -> dict[str, Change]:
    wordings = [edit for edit in edits if isinstance(edit, WordingEdit)]
    texts = [edit for edit in edits if isinstance(edit, BookEdit)]
    additions = [edit for edit in edits if isinstance(edit, PhraseAddition)]
    return dict(amendments(workspace, wordings, texts, additions, date=DATE))


def told(workspace: Workspace, *edits: WordingEdit | BookEdit | PhraseAddition) -> list[str]:
    with pytest.raises(InputError) as caught:
        made(workspace, *edits)
    return str(caught.value).splitlines()


def test_nothing_wanted_nothing_changed(opened: Workspace) -> None:
    """No edit is no change, and neither is one that wants what is there."""
    assert made(opened) == {}
    same = opened.read_catalogs("fi")[SPOKEN].live()["greeting.busy"].msgstr
    assert made(opened, wording("greeting.busy", *same)) == {}


def test_guidance_is_edited_too(opened: Workspace) -> None:
    """Any message of any domain is reached by its msgctxt."""
    changes = made(opened, wording("greeting.busy#keywords", "varattu; hetki", domain=GUIDANCE))
    assert list(changes) == ["locales/fi/LC_MESSAGES/guidance.po"]


def test_pronunciation_is_bound_to_the_wording_of_now(opened: Workspace) -> None:
    """A pronunciation that comes in is one of the wording as it then is, also where both come together."""
    edits = (
        wording("greeting.busy", "Привет.", code="ru"),
        wording("greeting.busy", "Privét.", code="ru", domain=PRONUNCIATION),
    )
    changes = made(opened, *reversed(edits))
    message = parse_catalog(changes["locales/ru/LC_MESSAGES/pronunciation.po"].new, "").live()["greeting.busy"]
    assert message.msgstr == ("Privét.",)
    assert format_for(["Привет."]) in message.comments


def test_edit_that_cannot_be_made_is_told_with_its_place(opened: Workspace) -> None:
    """Unknown names with the nearest right one, wrong forms, lost and alien placeholders: all at once."""
    assert told(
        opened,
        wording("greeting.busi", "Hei."),
        wording("greeting.busy", "Hei.", code="fj"),
        wording("greeting.reply", "Hei.", code="en"),
        wording("greeting.thanks", "Hei.", domain="phrase"),
        wording("greeting.welcome", "Hei.", "Hei."),
        wording("greeting.group", "Hei.", source=["A warm welcome."]),
        wording("greeting.morning", "{organisatio}."),
        text("greeting.busy", "sya", "Hello."),
    ) == [
        "in.xlf:7: unit: 'en' is the language of the book; its texts are edited in the book itself",
        "in.xlf:7: unit: 'fi' has no catalog 'phrase'; did you mean 'phrases'?",
        "in.xlf:7: unit: expected one text for 'greeting.welcome', found 2",
        "in.xlf:7: unit: lacks the placeholder {organisation} of 'Good morning. {organisation}, how may I help you?'",
        "in.xlf:7: unit: no locale 'fj'",
        "in.xlf:7: unit: no message 'greeting.busi' in locales/fi/LC_MESSAGES/phrases.po; "
        "did you mean 'greeting.busy'?",
        "in.xlf:7: unit: was made from 'A warm welcome.'; the book says "
        "'A warm welcome to everyone. Are you here together?' now",
        "in.xlf:7: unit: {organisatio} is no placeholder of 'Good morning. {organisation}, how may I help you?'; "
        "did you mean 'organisation'?",
        "in.xlsx:3: C3: no field 'sya'; did you mean 'say'?",
    ]


def test_two_edits_of_one_message_are_told(opened: Workspace) -> None:
    """Neither of two wishes for one wording wins in silence."""
    assert (
        "is to read otherwise by unit" in told(opened, wording("greeting.busy", "A"), wording("greeting.busy", "B"))[0]
    )


def test_wording_of_a_phrase_that_no_update_saw(workspace: Path) -> None:
    """A translation finds its place although the catalog has not heard of the phrase, and touches no other message."""
    edit(
        workspace / GREETING,
        '  key = "busy"\n',
        '  key = "hurry"\n  say = "Run."\n\n  [[step.phrase]]\n  key = "busy"\n',
    )
    opened = read_workspace(workspace)
    changes = made(opened, wording("greeting.hurry", "Juoskaa."))
    old, new = (data.decode() for data in changes["locales/fi/LC_MESSAGES/phrases.po"])  # type: ignore[union-attr]
    block = new[new.index("#. Situation: Greeting, Notice") : new.index('msgstr "Juoskaa."\n') + 19]
    assert new.replace(block, "", 1) == old


def test_catalog_that_is_not_there_is_made(workspace: Path) -> None:
    """The first translation of a language begins its catalog; a text of the book alone leaves that to ``update``."""
    file = "locales/fi/LC_MESSAGES/phrases.po"
    (workspace / file).unlink()
    opened = read_workspace(workspace)
    found = parse_catalog(made(opened, wording("greeting.busy", "Hei."))[file].new, file).live()
    assert found["greeting.busy"].msgstr == ("Hei.",)
    assert set(found) >= {"greeting.reply", "point.yes"}
    assert file not in made(opened, text("greeting.busy", "say", "Hello."))


def test_text_that_is_taken_out(opened: Workspace) -> None:
    """An emptied list leaves the book, and its translations turn obsolete."""
    changes = made(opened, text("greeting.busy", "keywords", ()))
    assert b'["occupied"' not in changes[GREETING].new
    assert b'#~ msgctxt "greeting.busy#keywords"' in changes["locales/fi/LC_MESSAGES/guidance.po"].new


def test_source_cannot_be_taken_out(opened: Workspace) -> None:
    """A phrase has a text."""
    assert told(opened, text("greeting.busy", "say", " ")) == [
        "in.xlsx:3: C3: the source of a phrase cannot be empty",
    ]


def test_new_phrases_never_renumber_a_card(workspace: Path) -> None:
    """A new phrase takes the number after the last, beside another one, and not that of a phrase without a number."""
    edit(workspace / GREETING, "  number = 1\n", "")
    edit(workspace / GREETING, "  number = 12\n", "")
    opened = read_workspace(workspace)
    before = {phrase.key: phrase.number for phrase in opened.book.phrases().values()}
    additions = [PhraseAddition(f"greeting.{key}", "notice", {"say": key}, "in.xlsx", 3, {}) for key in ("one", "two")]
    for file, change in made(opened, *additions).items():
        (workspace / file).write_bytes(change.new)
    after = {phrase.key: phrase.number for phrase in read_workspace(workspace).book.phrases().values()}
    assert after == before | {"greeting.one": 23, "greeting.two": 24}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Good morning. {organisation}, how may I help?", "good-morning-how-may"),
        ("Don't worry, it’s here.", "dont-worry-its-here"),
        ("20 minutes, please", "minutes-please"),
        ("Ça va?", "ca-va"),
        ("Здравствуйте", "phrase"),
        ("Taken", "taken-3"),
    ],
)
def test_key_is_made_from_words(words: str, key: str) -> None:
    """A key is lower-case words, begins with a letter and is nobody else's."""
    assert make_key(words, ["taken", "taken-2"]) == key


HAND_WRITTEN = """\
title = "A"  # of course

[[step]]
key = "one"

  [[step.phrase]]
  key = "first"   # never changes
  say = '''Two
lines'''  # for now
  keywords = [
    "a",  # why
    "b",

    # only here
    "c"
  ]
  # said slowly

# the second step
[[step]]
key = "two"

[[step.phrase]]
key = "last"
say = "Bye."
"""


def test_only_the_line_of_a_field_changes() -> None:
    """Comments, blank lines, indentation and order stay as they were written."""
    edits = [("first", "say", "One."), ("first", "keywords", ("b", "c", "d")), ("last", "note", "Short.")]
    new, missing = rewrite_phrases(HAND_WRITTEN, edits)
    wanted = HAND_WRITTEN.replace("'''Two\nlines'''", '"One."').replace('    "a",  # why\n', "")
    wanted = wanted.replace('    "c"\n', '    "c",\n    "d"\n').replace('"Bye."\n', '"Bye."\nnote = "Short."\n')
    assert (new, missing) == (wanted, set())
    assert rewrite_phrases(HAND_WRITTEN, [("other", "say", "x")]) == (HAND_WRITTEN, {"other"})


def test_shipped_files_are_not_reformatted() -> None:
    """Reading a situation and writing it is the same text, of every situation that ships."""
    for path in sorted((ROOT / "locales/book/situations").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert rewrite_phrases(text, []) == (text, set())


@pytest.mark.parametrize(
    ("step", "after"),
    [("one", "  # said slowly\n"), ("two", 'say = "Bye."\n')],
    ids=["before another step", "at the end"],
)
def test_new_phrase_stands_at_the_end_of_its_step(step: str, after: str) -> None:
    """The comments of the step after it stay with that."""
    block = '\n  [[step.phrase]]\n  key = "new"\n  say = "\\"Hi\\""\n  keywords = ["x", "y"]\n'
    new = append_phrase(HAND_WRITTEN, step, {"key": "new", "say": '"Hi"', "keywords": ("x", "y")})
    assert new == HAND_WRITTEN.replace(after, after + block)


def test_phrase_is_not_added_where_it_cannot_stand() -> None:
    """A step that is not there, or is written on one line, is left to its writer."""
    assert append_phrase(HAND_WRITTEN, "three", {"key": "x"}) is None
    assert append_phrase('step = [{key = "one", phrase = []}]\n', "one", {"key": "x"}) is None
    assert append_phrase('[[step]]\nkey = "one"\nphrase = [{key = "a"}]\n', "one", {"key": "x"}) is None
