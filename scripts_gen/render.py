"""Text and web pages from templates: the only module that knows Jinja2.

A template may come from a workspace, so it runs in a sandbox and can change nothing. What it shows are texts from
catalogs: data, which the HTML escapes and the Markdown keeps from being read as Markdown.
"""

from __future__ import annotations

import dataclasses
import re
import textwrap
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scripts_gen.errors import Fault, InputError
from scripts_gen.fit import BLANK_WIDTHS
from scripts_gen.phrasebook import Localized
from scripts_gen.reading import Gap, Said
from scripts_gen.script import Script
from scripts_gen.wording import LRI, PDI

Templates = Sequence[Path] | Mapping[str, bytes]
"""The folders of templates, or the templates by file name."""

WIDTH = 80
"""Columns of a plain text."""

_INLINE = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)")
_BLOCK = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)](?:\s|$)))")
_ISOLATED = re.compile(f"{LRI}[^{PDI}]*{PDI}")
_KEPT_SPACE = "\ufdd0"  # a noncharacter: no text contains it


def render(template: str, script: Script, templates: Templates) -> str:
    """Return ``script`` as the template named ``template`` writes it.

    ``templates`` are the folders searched, first match wins: a workspace's own before the shipped ones; or what they
    hold, by name. Raises InputError, naming the template and the line, where the template is missing or wrong.
    """
    return render_template(template, {"script": script}, templates)


def render_template(template: str, context: Mapping[str, object], templates: Templates) -> str:
    """Return what the template named ``template`` makes of ``context``; searched and failing as ``render`` does."""
    environment = _environment(templates)
    try:
        return environment.get_template(template).render(context)
    except jinja2.TemplateSyntaxError as error:
        fault = Fault(error.name or template, error.lineno, "", error.message or "is no template")
    # A template is a program of somebody else's: whatever it raises is its own fault and told as such.
    except Exception as error:
        kind = "" if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: "
        fault = Fault(*_origin(error, template, templates), "", f"{kind}{error}")
    raise InputError([fault])


def script_document(script: Script) -> dict[str, Any]:
    """Return ``script`` as the document that ``script.typ`` prints: its fields by name, as plain values.

    A text is ``{text, lang, dir}``, a wording ``{pieces, lang, dir}``; a piece is ``{text}`` or ``{blank, width}``, in
    millimetres. ``languages`` says how each language is set, ``lang`` which one the reader reads.
    """
    spoken_and_read = (script.spoken, script.staff)
    languages = {locale.code: {**locale.type(), "smallest": locale.smallest} for locale in spoken_and_read}
    fields = {field.name: getattr(script, field.name) for field in dataclasses.fields(script)}
    del fields["staff"], fields["blanks"]
    fields["spoken"] = Localized(script.spoken.autonym, script.spoken.code, script.spoken.direction)
    return {**_plain(fields, script.blanks), "languages": languages, "lang": script.staff.code}


def _plain(value: Any, blanks: Mapping[str, str]) -> Any:
    """Return a value of a script, and whatever it holds, as ``script_document`` promises."""
    match value:
        case Localized():
            return {"text": value.text, "lang": value.locale, "dir": value.direction}
        case Said():
            return {"pieces": _plain(value.pieces, blanks), "lang": value.locale, "dir": value.direction}
        case Gap():
            return {"blank": _plain(value.label, blanks), "width": BLANK_WIDTHS[blanks.get(value.name, "text")]}
        case tuple():
            return [_plain(item, blanks) for item in value]
        case Mapping():
            return {name: _plain(item, blanks) for name, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), blanks) for field in dataclasses.fields(value)}
    return value


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were last compiled, which takes longer than to fill one in; another text is compiled again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if code and checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


def _environment(templates: Templates) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_named(templates) if isinstance(templates, Mapping) else jinja2.FileSystemLoader(templates),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_COMPILED,
    )
    environment.filters |= {"language_tag": format_language_tag, "markdown": escape_markdown, "fold": fold_text}
    return environment


def _named(templates: Mapping[str, bytes]) -> jinja2.BaseLoader:
    """Return what loads templates that are in memory; each is its own file in a traceback."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (templates[name].decode(), name, None) if name in templates else None

    return jinja2.FunctionLoader(load)


def _origin(error: Exception, template: str, templates: Templates) -> tuple[str, int]:
    """Return the name and line of the innermost template frame that ``error`` passed, else ``template`` as a whole."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if isinstance(templates, Mapping):
            if frame.filename in templates:
                return frame.filename, frame.lineno or 0
            continue
        for folder in templates:
            if Path(frame.filename).is_relative_to(folder):
                return Path(frame.filename).relative_to(folder).as_posix(), frame.lineno or 0
    return template, 0


def format_language_tag(locale: str) -> str:
    """Return a locale's code as a BCP 47 tag: ``pt-BR`` for ``pt_BR``."""
    return locale.replace("_", "-")


def escape_markdown(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it stands, on one line."""
    line = " ".join(text.split("\n"))
    line = _INLINE.sub(r"\\\g<0>", line)
    return _BLOCK.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", line)


def fold_text(text: str, first: str = "", rest: str = "") -> str:
    """Return ``text`` wrapped at ``WIDTH`` columns; its first line begins with ``first``, the others with ``rest``.

    A run isolated from a right-to-left line stays on one line: cut in two it would lose its order.
    """
    kept = _ISOLATED.sub(lambda run: run[0].replace(" ", _KEPT_SPACE), text)
    folded = textwrap.fill(
        kept, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return folded.replace(_KEPT_SPACE, " ")
