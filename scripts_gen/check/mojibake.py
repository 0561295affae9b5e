"""Text that was UTF-8 and was read as another encoding: found by reading it back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scripts_gen.check.rule import Spot
from scripts_gen.check.scripts import alphabet
from scripts_gen.check.subject import Form

_SIGNS = "’‘“”„–—…«»•·№°€£©®،؛؟\u00a0"
"""What is read wrong beside letters."""

_IN_TEXT = "«»„“”‘’–—…№§©®°،؛؟\u00a0ёіїє"
"""Characters that may well follow a letter, though they continue a sequence in one of the code pages."""


def _table(code_page: str) -> dict[str, int]:
    """Return the bytes that characters are read from; a byte without a character is read as a control."""
    bytes_of = {}
    for byte in range(0x80, 0x100):
        try:
            bytes_of[bytes([byte]).decode(code_page)] = byte
        except UnicodeDecodeError:
            bytes_of[chr(byte)] = byte
    # Latin-1 is Windows-1252 with controls in the place of its signs.
    controls = {chr(byte): byte for byte in range(0x80, 0xA0)} if code_page == "cp1252" else {}
    return controls | bytes_of


_TABLES = {code_page: _table(code_page) for code_page in ("cp1251", "cp1252", "cp1256")}


def _sequences(table: dict[str, int]) -> re.Pattern[str]:
    def span(first: int, last: int) -> str:
        return f"[{re.escape(''.join(char for char, byte in table.items() if first <= byte <= last))}]"

    more = span(0x80, 0xBF)
    return re.compile(f"(?:{span(0xC2, 0xDF)}{more}|{span(0xE0, 0xEF)}{more}{{2}}|{span(0xF0, 0xF4)}{more}{{3}})+")


_SEQUENCES = {code_page: _sequences(table) for code_page, table in _TABLES.items()}


def find_mojibake(form: Form) -> Iterator[Spot]:
    """Yield runs of characters that are the bytes of UTF-8, read as Windows-1251, Windows-1252, Latin-1 or 1256."""
    if form.text.isascii():
        return
    for code_page, sequences in _SEQUENCES.items():
        found = False
        for match in sequences.finditer(form.text):
            was = _read_back(match[0], code_page)
            if was and _meant(match[0], was, form):
                found = True
                yield Spot(match[0], match.start(), f"{match[0]} was {was}", mended=was)
        if found:
            return


def is_garbled(form: Form) -> bool:
    """Tell whether the text has mojibake, whose letters tell nothing more."""
    return any(True for _ in find_mojibake(form))


def _read_back(run: str, code_page: str) -> str:
    try:
        return bytes(_TABLES[code_page][char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _meant(run: str, was: str, form: Form) -> bool:
    """Tell whether what ``run`` was makes sense here, and what it is does not."""
    known = alphabet(form)
    for char in was:
        letter = known.match(char) if known else char.isalpha()
        if not letter and char not in _SIGNS and unicodedata.category(char) != "Mn":
            return False
    if len(was) > 1:
        return True
    # One alone may be a letter of the language, in capitals, before a quote or a dash: СССР», Ä”.
    own = known.match(run[0]) if known else run[0].isalpha()
    return not own or any(char not in _IN_TEXT for char in run[1:])
