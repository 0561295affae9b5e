"""Reading a catalog file into blocks, without loss, and naming everything that is wrong with it in one run.

polib's own parser does not serve here: it loses ``#~|`` lines and the lines themselves, stops at ``#=`` and at a line
separator inside a text, reads ``"abc`` as ``ab`` in silence and names one fault a run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypedDict

from scripts_gen.blocks import KEYWORDS, Block, CatalogFile, unescape, unquote
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.message import Message

_CHARSET = re.compile(rb'^[ \t]*"Content-Type:[^"\n]*charset=([-\w.:]+)', re.M | re.I)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: .*)?\r?")
_BLANKS = " \t\r\n"
_MARKS = (".", ":", ",", "=")
_TEXT_LINE = re.compile(
    r"(?P<mark>#~\||#~|#\|)?[ \t]*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>\d+)\])?(?![\w\[]))?"
    r"[ \t]*(?P<text>.*)",
    re.S,
)
_KEY = re.compile(r"[a-z][\w-]*[.#]\S+")
_FILE = re.compile(r"\u2068[^\u2069]*\u2069|\S+")
_LINE = re.compile(r".*\n|.+")  # not splitlines: U+2028 may stand in a text
_LITERALS = r'(?:"[^"\\\n]*+(?:\\[\\ntrvbf"][^"\\\n]*+)*+"\n)++'
_PLAIN = re.compile(
    rf"""(\n*+)((?:\#(?:[^~|\n].*)?\n)*+)  # the gap, then comments, notes, files and flags
    (?:msgctxt[ ]({_LITERALS}))?msgid[ ]({_LITERALS})
    (?:msgstr[ ]({_LITERALS})|msgid_plural[ ]({_LITERALS})((?:msgstr\[\d\][ ]{_LITERALS})++))
    (?=\n*+(?:\#(?:[^~]|~\||~[ ]msgctxt[ ]|~[ ]msgid[ ])|msgctxt[ ]|msgid[ ]|\Z))  # the next block, or the end""",
    re.VERBOSE,
)
_FORM = re.compile(rf"msgstr\[(\d)\] ({_LITERALS})")
KEPT = 32
"""So many catalogs stay read for whoever asks again, as checks and previews do: those of a book in seven languages."""


@lru_cache(maxsize=KEPT)
def split_catalog(data: bytes, file: str) -> CatalogFile:
    """Split a catalog into blocks; ``file`` is its name in faults. Raises InputError with every fault of the file."""
    charset, faults = _find_charset(data, file)
    if not faults:
        text, faults = _decode(data, charset, file)
        conflicts = _find_conflicts(text, file)
        blocks, more = ([], conflicts) if conflicts else _split(text, file)
        faults += more
    if not faults:
        faults = _find_duplicates(blocks, file)
    if faults:
        raise InputError(faults)
    return CatalogFile(file, charset, "\r\n" if text.partition("\n")[0].endswith("\r") else "\n", tuple(blocks))


def _find_charset(data: bytes, file: str) -> tuple[str, list[Fault]]:
    if not data.strip():
        return "", [Fault(file, 0, "", "is empty; a catalog begins with its header")]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [Fault(file, 1, "", "is UTF-16; save it as UTF-8 without a byte order mark", "encoding")]
    found = _CHARSET.search(data)
    charset = found[1].decode("ascii", "replace") if found else "UTF-8"
    if charset == "CHARSET":  # what xgettext leaves in a template
        charset = "UTF-8"
    try:
        b" ".decode(charset)
    except (LookupError, UnicodeError):
        message = f"charset {charset!r} is unknown; UTF-8 suits every language"
        return charset, [Fault(file, 0, "Content-Type", message, "encoding")]
    return charset, []


def _decode(data: bytes, charset: str, file: str) -> tuple[str, list[Fault]]:
    faults = []
    if data.startswith(codecs.BOM_UTF8):
        message = "begins with a byte order mark (BOM); save it as UTF-8 without one"
        faults.append(Fault(file, 1, "", message, "byte-order-mark"))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(charset), faults
    except UnicodeDecodeError:
        for number, line in enumerate(data.split(b"\n"), 1):
            try:
                line.decode(charset)
            except UnicodeDecodeError as error:
                bad = " ".join(f"{byte:02x}" for byte in line[error.start : error.end])
                message = f"is not {charset}: byte {bad} at column {error.start + 1}"
                faults.append(Fault(file, number, "", message, "encoding"))
        return data.decode(charset, "replace"), faults


def _find_conflicts(text: str, file: str) -> list[Fault]:
    if not any(mark * 7 in text for mark in "<=>|"):
        return []
    return [
        Fault(file, number, "", f"conflict marker {found[1]}; resolve the merge first", "conflict-marker")
        for number, line in enumerate(text.split("\n"), 1)
        if (found := _CONFLICT.fullmatch(line))
    ]


def _find_duplicates(blocks: Iterable[Block], file: str) -> list[Fault]:
    first: dict[tuple[str, str], int] = {}
    faults = []
    for message in (block.message for block in blocks if block.message and not block.message.obsolete):
        # Without a key for a context (the header, or a message that is not ours) the source tells messages apart.
        source = "" if _KEY.fullmatch(message.msgctxt) else message.msgid
        line = first.setdefault((message.msgctxt, source), message.line)
        if line != message.line:
            name = repr(message.msgctxt or message.msgid) if message.msgctxt or message.msgid else "the header"
            told = f"{name} stands twice; the first is in line {line}"
            faults.append(Fault(file, message.line, "", told, "duplicate-message"))
    return faults


@dataclass(slots=True)
class _Draft:
    """A block that is being read."""

    gap: str = ""
    text: str = ""
    line: int = 0
    obsolete: bool = False
    last: str = ""
    """Key of the text that a continuation line belongs to."""
    texts: dict[str, str] = field(default_factory=dict)
    """By keyword; a plural form under ``msgstr[0]``, a previous text under ``#|msgid``."""
    remarks: dict[str, list[str]] = field(default_factory=dict)

    def begun(self) -> bool:
        return "msgid" in self.texts or "msgctxt" in self.texts

    def forms(self) -> tuple[str, ...]:
        return tuple(text for key, text in self.texts.items() if key.startswith("msgstr"))

    def block(self) -> Block:
        if not self.begun():
            return Block(self.gap, self.text, None)
        texts = self.texts
        message = Message(
            texts.get("msgctxt", ""),
            texts.get("msgid", ""),
            texts.get("msgid_plural", ""),
            self.forms(),
            **_read_remarks(self.remarks),
            previous_msgctxt=texts.get("#|msgctxt", ""),
            previous_msgid=texts.get("#|msgid", ""),
            previous_msgid_plural=texts.get("#|msgid_plural", ""),
            obsolete=self.obsolete,
            line=self.line,
        )
        return Block(self.gap, self.text, message)


class _Remarks(TypedDict):
    notes: tuple[str, ...]
    files: tuple[str, ...]
    flags: tuple[str, ...]
    comments: tuple[str, ...]


def _read_remarks(remarks: Mapping[str, Sequence[str]]) -> _Remarks:
    """Return the fields of a message that stand in comments, from these by mark."""
    notes = [note for line in remarks.get("#.", ()) if (note := line.strip())]
    names = [name.strip("\u2068\u2069") for line in remarks.get("#:", ()) for name in _FILE.findall(line)]
    flags = [flag for line in remarks.get("#,", ()) for part in line.split(",") if (flag := part.strip())]
    comments = [line.removeprefix(" ") for line in remarks.get("#", ())]
    return {"notes": tuple(notes), "files": tuple(names), "flags": tuple(flags), "comments": tuple(comments)}


def _split(text: str, file: str) -> tuple[list[Block], list[Fault]]:
    blocks: list[Block] = []
    faults: list[Fault] = []
    position, line = 0, 1
    while position < len(text):
        block = _read_plain(text, position, line) or _read_block(text, position, line, file, faults)
        blocks.append(block)
        line += (block.gap + block.text).count("\n")
        position += len(block.gap) + len(block.text)
    return blocks, faults


def _read_plain(text: str, position: int, line: int) -> Block | None:
    """Return the block at ``position`` if it is written as nearly all are; for speed, ``_read_block`` reads any."""
    found = _PLAIN.match(text, position)
    if not found:
        return None
    gap, lines, context, source, single, plural, several = found.groups()
    forms = _FORM.findall(several) if plural else [("0", single)]
    if "".join(number for number, _ in forms) != "0123456789"[: len(forms)]:
        return None
    remarks: dict[str, list[str]] = {}
    for remark in lines.split("\n")[:-1]:
        mark = remark[:2] if remark[1:2] in _MARKS else "#"
        remarks.setdefault(mark, []).append(remark[len(mark) :].rstrip(_BLANKS))
    message = Message(
        _join(context) if context else "",
        _join(source),
        _join(plural) if plural else "",
        tuple(_join(literals) for _, literals in forms),
        **_read_remarks(remarks),
        line=line + len(gap),
    )
    return Block(gap, text[position + len(gap) : found.end()], message)


def _join(literals: str) -> str:
    """Return the text of literals that are sound, a line each."""
    return unescape(literals[1:-2].replace('"\n"', ""))


def _read_block(text: str, position: int, number: int, file: str, faults: list[Fault]) -> Block:
    """Return the block at ``position``, in line ``number``, however it is written, and add what is wrong with it."""
    draft, blank = _Draft(), ""
    for at, found in enumerate(_LINE.finditer(text, position), number):
        raw = found[0]
        line = raw.strip(_BLANKS)
        if not line:
            blank += raw
            continue
        if _begins_block(draft, line):
            break
        if not draft.text:
            draft.gap, draft.line, blank = blank, at, ""
        fault = _take_line(draft, line, blank + raw)
        blank = ""
        if fault:
            faults.append(Fault(file, at, "", fault))
    if draft.begun() and not draft.forms():
        faults.append(Fault(file, draft.line, "", f"message {draft.texts.get('msgctxt', '')!r} has no msgstr"))
    return draft.block() if draft.text else Block(blank, "", None)


def _begins_block(draft: _Draft, line: str) -> bool:
    """Tell whether ``line`` belongs to the next message rather than to the one in ``draft``."""
    if line.startswith("#") and (not line.startswith("#~") or line.startswith("#~|") or line[2:].lstrip()[:1] == "#"):
        return draft.begun()
    line = line.removeprefix("#~").lstrip()
    if line.startswith("msgctxt"):
        return draft.begun()
    return line.startswith("msgid") and not line.startswith("msgid_plural") and "msgid" in draft.texts


def _take_line(draft: _Draft, line: str, raw: str) -> str:
    """Add a line to ``draft``; return what is wrong with it, or the empty string."""
    draft.text += raw
    remark = line.removeprefix("#~").lstrip() if line.startswith("#~") else line
    if remark.startswith("#") and not remark.startswith(("#|", "#~")):
        mark = remark[:2] if remark[1:2] in _MARKS else "#"
        draft.remarks.setdefault(mark, []).append(remark[len(mark) :])
        return ""
    if not remark:  # a bare "#~" says nothing
        return ""
    return _take_text(draft, line, raw)


def _take_text(draft: _Draft, line: str, raw: str) -> str:
    found = _TEXT_LINE.match(line)
    assert found is not None  # every part of the pattern is optional
    mark, keyword, form, rest = found.groups()
    previous = mark in ("#|", "#~|")
    key = ("#|" if previous else "") + keyword + (f"[{form}]" if form else "") if keyword else draft.last
    if not keyword and not rest.startswith('"'):
        word = (line.split() or [line])[0]  # a lone control character is a blank to split()
        return f"{word!r} begins no line of a catalog{did_you_mean(word, KEYWORDS)}"
    fault = _misplaced(draft, key, previous, new=bool(keyword))
    draft.last = key
    if not previous:
        if not fault and draft.begun() and draft.obsolete != (mark == "#~"):
            fault = "message is in part obsolete (#~) and in part not"
        draft.obsolete = mark == "#~"
    text = unquote(rest)
    draft.texts[key] = draft.texts.get(key, "") + (text or "")
    if fault or text is not None:
        return fault
    return 'expected one text in double quotes, with no escapes but \\" \\\\ \\n \\t \\r \\v \\b \\f'


def _misplaced(draft: _Draft, key: str, previous: bool, *, new: bool) -> str:
    """Return why a text may not stand here, or the empty string."""
    texts = draft.texts
    if not new:
        return "" if key and previous == key.startswith("#|") else "text belongs to no keyword"
    if key in texts:
        return f"{key} stands twice in one message"
    if key == "msgid_plural":
        fits = "msgid" in texts and not draft.forms()
    elif key == "msgstr":
        fits = "msgid" in texts and "msgid_plural" not in texts
    elif key.startswith("msgstr"):
        fits = "msgid_plural" in texts and key == f"msgstr[{len(draft.forms())}]"
    else:
        fits = key in ("msgctxt", "msgid", "#|msgctxt", "#|msgid", "#|msgid_plural")
    order = "msgctxt, msgid, then msgstr or msgid_plural, msgstr[0], msgstr[1] and so on"
    return "" if fits else f"{key} does not fit here; a message is {order}"
