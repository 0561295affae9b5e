"""Reading a catalog file into blocks, without loss, and naming everything that is wrong with it in one run.

polib's own parser does not serve here: it loses ``#~|`` lines and the lines themselves, stops at ``#=`` and at a line
separator inside a text, reads ``"abc`` as ``ab`` in silence and names one fault a run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts_gen.blocks import KEYWORDS, Block, CatalogFile, unquote
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.message import Message

_CHARSET = re.compile(rb'^[ \t]*"Content-Type:[^"\n]*charset=([-\w.:]+)', re.M | re.I)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: .*)?\r?")
_TEXT_LINE = re.compile(
    r"(?P<mark>#~\||#~|#\|)?[ \t]*(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>\d+)\])?(?![\w\[]))?"
    r"[ \t]*(?P<text>.*)",
    re.S,
)
_FILE = re.compile(r"\u2068[^\u2069]*\u2069|\S+")


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
        return "", [Fault(file, 1, "", "is UTF-16; save it as UTF-8 without a byte order mark")]
    found = _CHARSET.search(data)
    charset = found[1].decode("ascii", "replace") if found else "UTF-8"
    if charset == "CHARSET":  # what xgettext leaves in a template
        charset = "UTF-8"
    try:
        b" ".decode(charset)
    except (LookupError, UnicodeError):
        return charset, [Fault(file, 0, "Content-Type", f"charset {charset!r} is unknown; UTF-8 suits every language")]
    return charset, []


def _decode(data: bytes, charset: str, file: str) -> tuple[str, list[Fault]]:
    faults = []
    if data.startswith(codecs.BOM_UTF8):
        faults.append(Fault(file, 1, "", "begins with a byte order mark (BOM); save it as UTF-8 without one"))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(charset), faults
    except UnicodeDecodeError:
        for number, line in enumerate(data.split(b"\n"), 1):
            try:
                line.decode(charset)
            except UnicodeDecodeError as error:
                bad = " ".join(f"{byte:02x}" for byte in line[error.start : error.end])
                faults.append(Fault(file, number, "", f"is not {charset}: byte {bad} at column {error.start + 1}"))
        return data.decode(charset, "replace"), faults


def _find_conflicts(text: str, file: str) -> list[Fault]:
    return [
        Fault(file, number, "", f"conflict marker {found[1]}; resolve the merge first")
        for number, line in enumerate(text.split("\n"), 1)
        if (found := _CONFLICT.fullmatch(line))
    ]


def _find_duplicates(blocks: Iterable[Block], file: str) -> list[Fault]:
    first: dict[tuple[str, str], int] = {}
    faults = []
    for message in (block.message for block in blocks if block.message and not block.message.obsolete):
        # Without a context (the header, or a message that is not ours) the source tells messages apart.
        line = first.setdefault((message.msgctxt, "" if message.msgctxt else message.msgid), message.line)
        if line != message.line:
            name = repr(message.msgctxt or message.msgid) if message.msgctxt or message.msgid else "the header"
            faults.append(Fault(file, message.line, "", f"{name} stands twice; the first is in line {line}"))
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
    section: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """By keyword; a plural form under ``msgstr[0]``, a previous text under ``#|msgid``."""
    remarks: dict[str, list[str]] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)

    def begun(self) -> bool:
        return "msgid" in self.texts or "msgctxt" in self.texts

    def forms(self) -> tuple[str, ...]:
        return tuple(text for key, text in self.texts.items() if key.startswith("msgstr"))

    def block(self) -> Block:
        if not self.begun():
            return Block(self.gap, self.text, None)
        texts, remarks = self.texts, self.remarks
        flags = (flag.strip() for line in remarks.get("#,", ()) for flag in line.split(","))
        message = Message(
            texts.get("msgctxt", ""),
            texts.get("msgid", ""),
            texts.get("msgid_plural", ""),
            self.forms(),
            notes=tuple(line.strip() for line in remarks.get("#.", ()) if line.strip()),
            files=tuple(name.strip("\u2068\u2069") for line in remarks.get("#:", ()) for name in _FILE.findall(line)),
            flags=tuple(flag for flag in flags if flag),
            comments=tuple(line.removeprefix(" ") for line in remarks.get("#", ())),
            previous_msgctxt=texts.get("#|msgctxt", ""),
            previous_msgid=texts.get("#|msgid", ""),
            previous_msgid_plural=texts.get("#|msgid_plural", ""),
            obsolete=self.obsolete,
            line=self.line,
        )
        return Block(self.gap, self.text, message, self.sections)


def _split(text: str, file: str) -> tuple[list[Block], list[Fault]]:
    blocks: list[Block] = []
    faults: list[Fault] = []
    draft, blank = _Draft(), ""
    lines = [line + "\n" for line in text.split("\n")]  # not splitlines: U+2028 may stand in a text
    lines[-1] = lines[-1][:-1]

    def close() -> None:
        if draft.begun() and not draft.forms():
            faults.append(Fault(file, draft.line, "", f"message {draft.texts.get('msgctxt', '')!r} has no msgstr"))
        if draft.gap or draft.text:
            blocks.append(draft.block())

    for number, raw in enumerate(lines, 1):
        line = raw.strip(" \t\r\n")
        if not line:
            blank += raw
            continue
        if _begins_block(draft, line):
            close()
            draft, blank = _Draft(gap=blank), ""
        elif not draft.text:
            draft.gap, blank = draft.gap + blank, ""
        draft.line = draft.line or number
        fault = _take_line(draft, line, blank + raw)
        blank = ""
        if fault:
            faults.append(Fault(file, number, "", fault))
    close()
    if blank:
        blocks.append(Block(blank, "", None))
    return blocks, faults


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
        mark = remark[:2] if remark[1:2] in (".", ":", ",", "=") and len(remark) > 1 else "#"
        draft.remarks.setdefault(mark, []).append(remark[len(mark) :])
        draft.sections[mark] = draft.sections.get(mark, "") + raw
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
        word = line.split()[0]
        return f"{word!r} begins no line of a catalog{did_you_mean(word, KEYWORDS)}"
    if keyword:
        draft.section = "#|" if previous else "msgid" if keyword == "msgid_plural" else keyword
    draft.sections[draft.section] = draft.sections.get(draft.section, "") + raw
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
