"""Pseudo locales: made-up languages that show a designer where a layout breaks before a translation does.

``en_XA`` is Latin with accents, 40 % longer, in brackets: what lacks its closing bracket was cut, what lacks accents
was never offered for translation. ``ar_XB`` runs from the right, in Arabic letters that sound like the English.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scripts_gen.blocks import flatten_notes, format_block
from scripts_gen.catalog import new_catalog
from scripts_gen.catalogs import list_locale
from scripts_gen.check import RULES
from scripts_gen.check.fit import MISFIT
from scripts_gen.extract import LIST_SEPARATOR
from scripts_gen.language import Locale
from scripts_gen.merge import rows_for
from scripts_gen.message import DOMAINS, PRONUNCIATION, Message
from scripts_gen.resources import BOOK_FILE, SHIPPED, catalog_file, own_files
from scripts_gen.wording import PLACEHOLDER
from scripts_gen.workspace import Workspace, revision_date

Files = Iterator[tuple[str, bytes]]
"""Paths below the workspace with what they should hold."""

LONGER = 0.4
"""By which share an accented text is longer: what German or Finnish may need for an English sentence."""

_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýž"
)
_VOWEL = re.compile("[AEIOUaeiou]")
_PADDING = " one two three four five six seven eight nine ten"
_LISTS = ("#keywords", "#instead_of")
_DIGRAPHS = {"th": "ث", "sh": "ش", "ch": "تش", "gh": "غ", "ph": "ف", "oo": "و", "ee": "ي", "ou": "و", "ck": "ك"}
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz?,;", "ابكديفجهيجكلمنوبقرستوفويز؟،؛", strict=True)) | {"x": "كس"}
_SOUND = re.compile("|".join(map(re.escape, (*_DIGRAPHS, *_LETTERS))) + "|['’]")


@dataclass(frozen=True, slots=True)
class _Pseudo:
    code: str
    direction: str
    like: str
    """The language whose type it is set in; the source where the workspace has no such locale."""
    write: Callable[[str], str]


def accent(text: str) -> str:
    """Return ``text`` with accents, 40 % longer and in brackets; its placeholders as they are."""
    parts = PLACEHOLDER.split(text)
    wanted = math.ceil(LONGER * sum(map(len, parts[::2])))
    for i in range(0, len(parts), 2):
        parts[i], doubled = _VOWEL.subn(r"\g<0>\g<0>", parts[i], count=wanted) if wanted else (parts[i], 0)
        wanted -= doubled
    padding = re.sub(" $", "~", (_PADDING * (1 + wanted // len(_PADDING)))[:wanted])
    return f"[{_with_names([*parts[:-1], parts[-1] + padding], lambda part: part.translate(_ACCENTS))}]"


def mirror(text: str) -> str:
    """Return ``text`` in Arabic letters, sound by sound; placeholders, digits and the rest as they are."""
    return _with_names(PLACEHOLDER.split(text), lambda part: _SOUND.sub(_sound, part.lower()))


def _sound(found: re.Match[str]) -> str:
    return _DIGRAPHS.get(found[0]) or _LETTERS.get(found[0], "")


def _with_names(parts: list[str], write: Callable[[str], str]) -> str:
    return "".join(f"{{{part}}}" if i % 2 else write(part) for i, part in enumerate(parts))


_PSEUDO = (_Pseudo("en_XA", "ltr", "", accent), _Pseudo("ar_XB", "rtl", "ar", mirror))
CODES = tuple(pseudo.code for pseudo in _PSEUDO)


def pseudo_files(workspace: Workspace) -> Files:
    """Yield a copy of ``workspace`` with the pseudo locales added: paths below its root, and what they hold.

    The same workspace gives the same bytes. Raises InputError where its source catalogs cannot be read.
    """
    folders = (*own_files(workspace.root), *sorted((workspace.root / "templates").glob("*.*")))
    copied = {path.relative_to(workspace.root).as_posix(): path.read_bytes() for path in folders}
    copied = {file: data for file, data in copied.items() if not file.startswith(tuple(f"locales/{c}/" for c in CODES))}
    book = copied[BOOK_FILE].decode()
    for code in CODES:
        book = book if code in workspace.locales else list_locale(book, code, workspace.locales)
    # Nobody approves a pseudo wording, so a book that prints only approved ones would print none.
    approval = r"(?m)^(approval\s*=\s*).*$"
    book = re.sub(approval, r'\1"preferred"', book) if re.search(approval, book) else f'approval = "preferred"\n{book}'
    if workspace.base and workspace.base_name != SHIPPED:  # wherever the copy stands
        where = json.dumps(str(workspace.base.root.resolve()))
        book = re.sub(r"(?m)^(extends\s*=\s*).*$", lambda found: found[1] + where, book)
    copied[BOOK_FILE] = book.encode()
    yield from copied.items()
    catalogs = workspace.read_catalogs(workspace.book.source).values()
    date = max(map(revision_date, catalogs), default="") or "2000-01-01"
    for pseudo in _PSEUDO:
        yield from _locale_files(workspace, pseudo, date=f"{date} 00:00+0000")


def _locale_files(workspace: Workspace, pseudo: _Pseudo, *, date: str) -> Files:
    source = workspace.locales[workspace.book.source]
    # Every part of the day that any language has, so that no phrase is left out.
    day = {part.name: part for locale in workspace.locales.values() for part in locale.day}
    autonym = pseudo.write(source.autonym)
    locale = replace(source, code=pseudo.code, autonym=autonym, day=tuple(day.values()), axes=(), pronunciation="")
    like = workspace.locales.get(pseudo.like, source)
    yield f"locales/{pseudo.code}/locale.toml", _format_locale(locale, pseudo.direction, like).encode()
    for domain in DOMAINS:
        if domain != PRONUNCIATION:
            head = new_catalog(locale, domain=domain, project=workspace.book.title, date=date)
            rows = rows_for(workspace.template(domain), locale)
            blocks = (format_block(flatten_notes(_translated(row, pseudo))) for row in rows)
            yield catalog_file(pseudo.code, domain), "\n".join((head.decode(), *blocks)).encode()


def _translated(row: Message, pseudo: _Pseudo) -> Message:
    def write(text: str) -> str:
        listed = text.split(LIST_SEPARATOR) if row.msgctxt.endswith(_LISTS) else [text]
        return LIST_SEPARATOR.join(map(pseudo.write, listed))

    texts = (row.msgid, row.msgid_plural) if row.msgid_plural else (row.msgid,)
    return replace(row, msgstr=tuple(map(write, texts)))


def _format_locale(locale: Locale, direction: str, like: Locale) -> str:
    ignored = ", ".join(f'"{rule.code}"' for rule in RULES if rule is not MISFIT)
    return "\n".join(
        (
            "# A made-up language, to see a design under strain. 'scripts-gen pseudo' writes it anew.",
            f'autonym = "{locale.autonym}"',
            f'direction = "{direction}"',
            f'plural_forms = "{locale.plural_forms}"',
            "\n[day]",
            *(f'{part.name} = ["{part.start:%H:%M}", "{part.end:%H:%M}"]' for part in locale.day),
            "\n[type]",
            f'font = "{like.font}"',
            f"font_scale = {like.font_scale}",
            f"smallest = {like.smallest}",
            f"leading = {like.leading}",
            "\n[check]  # it keeps the rules of no real language",
            f"ignore = [{ignored}]\n",
        )
    )
