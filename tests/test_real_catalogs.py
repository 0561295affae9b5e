"""Catalogs that other people's tools wrote, as packages of the ``test`` extra install them.

Nothing here is about what they say: reading and writing must lose nothing, and an edit stay where it is made. Forms
that none of them has are made from those that are there.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from statistics import median

import polib
import pytest

from scripts_gen.blocks import CatalogFile
from scripts_gen.message import Message
from scripts_gen.split import split_catalog

PACKAGES = (
    "django",
    "django-countries",
    "django-filter",
    "django-taggit",
    "humanize",
    "sphinx",
    "sphinx-book-theme",
    "sphinxcontrib-applehelp",
    "sphinxcontrib-htmlhelp",
    "sphinxcontrib-qthelp",
    "sphinxcontrib-serializinghtml",
    "wtforms",
)
LEAST = {"ar": 20, "fi": 20, "ru": 20, "tl": 1}
"""How many catalogs of each of our languages there must be."""
CHARSETS = {"ar": "windows-1256", "fi": "iso-8859-15", "ru": "koi8-r", "tl": "us-ascii"}
EDITS = 8
"""Messages edited in each catalog."""


@cache
def catalogs() -> dict[Path, str]:
    """Every catalog that the packages install, with its language."""
    files = [file for name in PACKAGES for file in distribution(name).files or () if file.suffix == ".po"]
    return {Path(str(file.locate())): file.parts[-3].partition("_")[0].replace("fil", "tl") for file in sorted(files)}


def ours() -> Iterator[tuple[Path, str, bytes]]:
    """The catalogs of our languages."""
    for path, language in catalogs().items():
        if language in LEAST:
            yield path, language, path.read_bytes()


def rewritten(data: bytes) -> bytes:
    catalog = split_catalog(data, "x.po")
    return catalog.encode(catalog.blocks)


def said(messages: Iterable[Message | None]) -> list[Message]:
    """What a catalog says, wherever it says it."""
    return [replace(message, line=0) for message in messages if message]


def untouched(text: str, touched: str) -> list[str]:
    """The lines that an edit must leave alone, in their order: those before the translation, or all but a comment."""
    lines = text.partition("msgstr")[0] if touched == "msgstr" else text
    return [line for line in lines.split("\n") if not line.startswith(touched)]


def changed_lines(old: str, new: str) -> int:
    """How many lines ``diff`` shows, taken away and added."""
    before, after = old.split("\n"), new.split("\n")
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in steps if tag != "equal")


def test_there_are_enough_catalogs() -> None:
    """What follows is shown on twenty real catalogs of each language, and on a Filipino one."""
    found = Counter(catalogs().values())
    assert {language: found[language] for language in LEAST if found[language] < LEAST[language]} == {}


def test_writes_every_catalog_as_it_was_read() -> None:
    """No byte is lost, in any language that the packages have."""
    assert [path for path in catalogs() if rewritten(path.read_bytes()) != path.read_bytes()] == []


def test_reads_what_polib_reads() -> None:
    """Two parsers that know nothing of each other find the same texts, flags and comments."""
    for path, _, data in ours():
        theirs = [
            (e.msgctxt or "", e.msgid, e.msgid_plural, [*e.msgstr_plural.values()] or [e.msgstr], e.flags, e.tcomment)
            for e in polib.pofile(str(path))
            if not e.obsolete
        ]
        blocks = split_catalog(data, path.name).blocks
        messages = [b.message for b in blocks if b.message and not b.message.obsolete and not b.is_header]
        assert theirs == [
            (m.msgctxt, m.msgid, m.msgid_plural, list(m.msgstr), list(m.flags), "\n".join(m.comments)) for m in messages
        ], path


# --- forms that they do not have ------------------------------------------------------------------------------------


def in_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text)


def with_blanks_in_blank_lines(text: str) -> str:
    return text.replace("\n\n", "\n \t\n\n")


def with_reversed_comments(text: str) -> str:
    """Flags, files, notes and a translator's comments the other way round."""
    return re.sub(r"(?m)(?:^#[^~|\n]*\n)+", lambda found: "".join(reversed(found[0].splitlines(keepends=True))), text)


def with_another_header(text: str) -> str:
    """The header's fields the other way round, with one of nobody's knowing."""
    fields = re.search(r'(?<=msgstr ""\n)("[^"]*\\n"\n)+', text)
    assert fields
    lines = ['"X-Nobody-Knows: yes\\n"\n', *reversed(fields[0].splitlines(keepends=True))]
    return text[: fields.start()] + "".join(lines) + text[fields.end() :]


def with_workflow_and_double_flags(text: str) -> str:
    """Flags that stand twice, and the newest GNU's ``#=`` lines."""
    before_text = r"(?m)(?<=\n\n)((?:^#[^~|\n]*\n)*)(?=msg)"
    return re.sub(before_text, r"\1#, fuzzy, fuzzy\n#= reviewed, sticky\n#,fuzzy\n", text)


def all_obsolete(text: str) -> str:
    """Every message obsolete, with the source it was made from."""
    head, *rest = text.split("\n\n")
    blocks = []
    for block in rest:
        old = re.sub(r"(?m)^(?=msg|\")", "#~ ", re.sub(r"(?m)^#[^, ~\n].*\n", "", block))
        blocks.append(re.sub(r"(?m)^(?=#~ msg)", '#~| msgid ""\n#~| "Of old.\\\\n"\n', old, count=1))
    return "\n\n".join([head, *blocks])


FORMS = (
    in_crlf,
    without_blank_lines,
    with_blanks_in_blank_lines,
    with_reversed_comments,
    with_another_header,
    with_workflow_and_double_flags,
    all_obsolete,
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_keeps_a_form_that_another_tool_gave(form: Callable[[str], str]) -> None:
    """The same catalogs as yet other tools write them come back byte for byte."""
    shaped = {path: (data, form(data.decode()).encode()) for path, _, data in ours()}
    assert sum(old != new for old, new in shaped.values()) > len(shaped) / 2
    assert [path for path, (_, new) in shaped.items() if rewritten(new) != new] == []


@pytest.mark.parametrize("form", FORMS[:3], ids=lambda form: form.__name__)
def test_a_form_changes_nothing_that_is_said(form: Callable[[str], str]) -> None:
    """Line ends and blank lines are read past: the messages are those of the file as it was."""
    for path, _, data in ours():
        plain, shaped = (split_catalog(each.encode(), "x.po").blocks for each in (data.decode(), form(data.decode())))
        assert said(b.message for b in shaped) == said(b.message for b in plain), path


def test_keeps_another_charset() -> None:
    """A catalog in the charset its language had before UTF-8 stays in it, also after an edit."""
    for path, language, data in ours():
        charset = CHARSETS[language]
        text = re.sub(r"(?i)charset=utf-8", f"charset={charset}", data.decode())
        shaped = text.encode(charset, "replace")
        catalog = split_catalog(shaped, path.name)
        assert catalog.charset == charset
        assert catalog.encode(catalog.blocks) == shaped, path
        last = max(i for i, block in enumerate(catalog.blocks) if block.message)
        edited = edit(catalog, last, lambda message: replace(message, comments=(*message.comments, "seen")))
        assert edited.decode(charset).replace("# seen\n", "") == shaped.decode(charset), path


# --- edits ----------------------------------------------------------------------------------------------------------


def edit(catalog: CatalogFile, place: int, change: Callable[[Message], Message]) -> bytes:
    blocks = list(catalog.blocks)
    message = blocks[place].message
    assert message
    blocks[place] = catalog.rewrite(blocks[place], change(message))
    return catalog.encode(blocks)


def reworded(message: Message) -> Message:
    return replace(message, msgstr=(*message.msgstr[:-1], message.msgstr[-1] + "!"))


def made_fuzzy(message: Message) -> Message:
    return replace(message, flags=(*message.flags, "fuzzy"))


def commented(message: Message) -> Message:
    return replace(message, comments=(*message.comments, "approved: 2026-03-01 Anna Ek 01234567"))


EDITED = {reworded: ("msgstr", 2), made_fuzzy: ("#,", 1), commented: ("# approved: 2026-03-01 Anna Ek", 1)}
"""Each edit, what begins the lines that it may touch, and how many of them ``diff`` shows of most edits."""


@pytest.mark.parametrize("form", [str, with_reversed_comments, all_obsolete], ids=lambda form: form.__name__)
@pytest.mark.parametrize("change", EDITED, ids=lambda change: change.__name__)
def test_an_edit_changes_its_own_lines_only(change: Callable[[Message], Message], form: Callable[[str], str]) -> None:
    """Outside the edited message every byte stays, inside it every line that says something else."""
    touched, lines = EDITED[change]
    chance = random.Random(7)
    counts = []
    for path, _, data in ours():
        catalog = split_catalog(form(data.decode()).encode(), path.name)
        places = [i for i, block in enumerate(catalog.blocks) if block.message and not block.is_header]
        for place in chance.sample(places, min(EDITS, len(places))):
            new = edit(catalog, place, change)
            before = "".join(block.gap + block.text for block in catalog.blocks[:place]).encode()
            after = "".join(block.gap + block.text for block in catalog.blocks[place + 1 :]).encode()
            assert new.startswith(before), path
            assert new.endswith(after), path
            block = catalog.blocks[place]
            own = new[len(before) : len(new) - len(after)].decode()
            assert untouched(own, touched) == untouched(block.gap + block.text, touched), path
            assert said(each.message for each in split_catalog(own.encode(), path.name).blocks) == [
                change(message) for message in said([block.message])
            ]
            counts.append(changed_lines(block.gap + block.text, own))
    assert len(counts) > 500
    assert median(counts) == lines
