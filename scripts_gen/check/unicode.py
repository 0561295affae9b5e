"""Unicode: characters that nobody sees, that were broken on the way, or that only look right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scripts_gen.check.alphabets import find_foreign_letters, find_foreign_words, find_look_alikes, find_persian
from scripts_gen.check.contacts import words_only
from scripts_gen.check.mojibake import find_mojibake
from scripts_gen.check.prose import VALUE
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.scripts import SCRIPTS, script_of
from scripts_gen.check.subject import Form

# --- what nobody sees -----------------------------------------------------------------------------------------------

_INVISIBLE = re.compile(
    # Controls but tab and newline; soft hyphen, fillers, zero widths, byte order mark, separators, tags. The word
    # joiner U+2060 stays: it is how a typesetter forbids a break.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2028\u2029\u2061-\u2064\u3164"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff\u180e\u034f"
_ZWNJ, _ZWJ, _LRM, _RLM = "\u200c", "\u200d", "\u200e", "\u200f"


def find_invisible(form: Form) -> Iterator[Spot]:
    """Yield controls and characters without width, unless the source has them or the script needs them there."""
    text = form.text
    for match in _INVISIBLE.finditer(text):
        char, at = match[0], match.start()
        if (char in form.source and not form.language.is_source) or _needed(char, text, at, form):
            continue
        name = unicodedata.name(char, "control character").lower()
        yield Spot(char, at, f"U+{ord(char):04X} ({name})", mended="" if char in _ZERO_WIDTH else None)


def _needed(char: str, text: str, at: int, form: Form) -> bool:
    """Tell whether a joiner has letters or emoji to join, or a mark of direction a direction to set."""
    before, after = text[:at][-1:], text[at + 1 : at + 2]
    if char == _ZWNJ:
        return _joins(before) and _joins(after)
    if char == _ZWJ:
        emoji = unicodedata.category(after or " ") == "So"
        return emoji or _joins(before) or _joins(after)
    if char in (_LRM, _RLM):
        return form.language.locale.direction == "rtl" or any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    return False


def _joins(char: str) -> bool:
    """Tell whether ``char`` belongs to a script whose letters take joiners: none of Europe's."""
    letter = bool(char) and unicodedata.category(char)[0] in "LM"
    return letter and (script_of(char) == "ARABIC" or script_of(char) not in SCRIPTS)


def find_replacement(form: Form) -> Iterator[Spot]:
    """Yield each replacement character."""
    for match in re.finditer("\ufffd", form.text):
        yield Spot(match[0], match.start())


_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_CLOSING = frozenset(_OPENING.values())
_OVERRIDES = "\u202d\u202e"


def find_bidi(form: Form) -> Iterator[Spot]:
    """Yield overrides, and isolates and embeddings that are opened or closed alone within a paragraph."""
    expected: list[tuple[str, int]] = []
    overridden = False
    for at, char in enumerate(f"{form.text}\n"):
        if char in _OVERRIDES:
            overridden = True
            yield Spot(char, at, f"U+{ord(char):04X} turns letters round")
        elif char in _OPENING:
            expected.append((_OPENING[char], at))
        elif char in _CLOSING:
            if expected and expected[-1][0] == char:
                expected.pop()
            elif not (char == "\u202c" and overridden):  # it closes the override, which is told already
                yield Spot(char, at, f"U+{ord(char):04X} closes nothing")
        elif char == "\n":
            for _, start in expected:
                opened = form.text[start]
                yield Spot(opened, start, f"U+{ord(opened):04X} is never closed")
            expected, overridden = [], False


# --- one letter, several codes --------------------------------------------------------------------------------------

_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]*")


def find_decomposed(form: Form) -> Iterator[Spot]:
    """Yield European letters that have a code of their own and are written otherwise; stress marks have none."""
    if form.text.isascii():
        return
    for match in _CLUSTER.finditer(form.text):
        whole = unicodedata.normalize("NFC", match[0])
        if whole != match[0] and script_of(match[0][0]) in ("LATIN", "CYRILLIC", "GREEK"):
            yield Spot(match[0], match.start(), f"{whole} in {len(match[0])} parts", mended=whole)


_HARAKAT = re.compile("[\u064b-\u0652]{2,}")
_SHADDA = "\u0651"


def find_doubled_harakat(form: Form) -> Iterator[Spot]:
    """Yield Arabic letters with two vowel signs or with the same sign twice; shadda takes a vowel beside it."""
    for match in _HARAKAT.finditer(form.text):
        signs = match[0]
        vowels = [sign for sign in signs if sign != _SHADDA]
        if len(vowels) > 1 or signs.count(_SHADDA) > 1:
            once = "".join(dict.fromkeys(signs))
            certain = len(set(vowels)) <= 1
            yield Spot(
                signs, match.start(), f"after {form.text[: match.start()][-1:]}", mended=once if certain else None
            )


_TATWEEL = re.compile("(?<=[\u0621-\u063a\u0641-\u065f])\u0640+(?=[\u0621-\u063a\u0641-\u065f])")


def find_tatweel(form: Form) -> Iterator[Spot]:
    """Yield strokes within an Arabic word; at its end one joins a prefix to a name (لـ{name}) or abbreviates (هـ)."""
    text = words_only(form.text)
    for match in _TATWEEL.finditer(text):
        yield Spot(match[0], match.start(), mended="")


_DIGITS = re.compile(r"(?<![^\W\d_])\d+(?![^\W\d_])")
_CODE = re.compile(r"[A-Za-z][-./_]?\d+")
_ZEROS = {"latn": 0x30, "arab": 0x660, "arabext": 0x6F0}


def find_mixed_digits(form: Form) -> Iterator[Spot]:
    """Yield numbers in another digit system than the locale's, in a text that has two; codes such as A4 are none."""
    if form.text.isascii():
        return
    wanted = _ZEROS.get(form.language.locale.digits, 0)
    text = words_only(form.text)
    if wanted != _ZEROS["latn"]:
        text = _CODE.sub(lambda code: VALUE * len(code[0]), text)
    runs = [(match, _system(match[0])) for match in _DIGITS.finditer(text)]
    systems = {system for _, system in runs}
    if len(systems) < 2 or (not form.language.is_source and len(set(map(_system, _DIGITS.findall(form.source)))) > 1):
        return
    for match, system in runs:
        if system != wanted:
            digits = "".join(chr(wanted + unicodedata.decimal(digit)) for digit in match[0])
            yield Spot(match[0], match.start(), match[0], mended=digits if wanted in systems else None)


def _system(digits: str) -> int:
    """Return the code of the zero of the first digit's system."""
    return ord(digits[0]) - unicodedata.decimal(digits[0])


RULES = (
    Rule(
        "U401",
        "invisible",
        Severity.ERROR,
        "an invisible character",
        "Nobody sees it, but it breaks words, searches and line ends.",
        "Delete it; retype the words around it if need be.",
        Scope.FORM,
        find_invisible,
    ),
    Rule(
        "U402",
        "replacement-character",
        Severity.ERROR,
        "a letter was lost on the way",
        "The mark � stands where some program could not read a letter: the word cannot be spoken as it stands.",
        "Type the letter again, and save the file as UTF-8.",
        Scope.FORM,
        find_replacement,
    ),
    Rule(
        "U403",
        "mojibake",
        Severity.ERROR,
        "text read in the wrong encoding",
        "What was a word is a row of signs that nobody can read aloud.",
        "Type the text again, or open the original as UTF-8.",
        Scope.FORM,
        find_mojibake,
    ),
    Rule(
        "U404",
        "bidi-controls",
        Severity.ERROR,
        "a control of writing direction stands alone or overrides",
        "The rest of the line may run the wrong way round: numbers and names are read backwards.",
        "Pair U+2066, U+2067 or U+2068 with U+2069, or take it out; never use overrides.",
        Scope.FORM,
        find_bidi,
    ),
    Rule(
        "U405",
        "not-nfc",
        Severity.WARNING,
        "a letter written as a letter and a mark apart",
        "It looks the same, but searches do not find it and some fonts set the mark beside the letter.",
        "Type the letter as one: ä, ё, ñ.",
        Scope.FORM,
        find_decomposed,
    ),
    Rule(
        "U406",
        "look-alike",
        Severity.ERROR,
        "a letter of another script in a word",
        "It looks right in print, but searches miss the word and a screen reader stumbles over it.",
        "Type the word again in one keyboard layout.",
        Scope.FORM,
        find_look_alikes,
    ),
    Rule(
        "U407",
        "persian-letters",
        Severity.ERROR,
        "a letter that Arabic does not have",
        "A letter of a Persian or Urdu keyboard, or a presentation form, makes the word wrong and searches miss it.",
        "Type the word again with an Arabic keyboard.",
        Scope.FORM,
        find_persian,
    ),
    Rule(
        "U408",
        "doubled-harakat",
        Severity.WARNING,
        "two vowel signs on one letter",
        "A letter has one vowel: readers cannot tell which, and the signs print on top of each other.",
        "Leave the one that is right.",
        Scope.FORM,
        find_doubled_harakat,
    ),
    Rule(
        "U409",
        "tatweel",
        Severity.WARNING,
        "a word stretched by strokes",
        "Searches do not find a stretched word, and the typesetter does the stretching itself where it is wanted.",
        "Delete the strokes (U+0640) within the word.",
        Scope.FORM,
        find_tatweel,
    ),
    Rule(
        "U410",
        "mixed-digits",
        Severity.WARNING,
        "two kinds of digits in one text",
        "Whoever reads aloud has to switch within a sentence, and misreads numbers.",
        "Use the digits of the locale throughout.",
        Scope.FORM,
        find_mixed_digits,
    ),
    Rule(
        "U411",
        "foreign-letter",
        Severity.WARNING,
        "a letter outside the alphabet of the language",
        "It is most likely a slip of the keyboard, and the reader stumbles over it.",
        "Type the letter that belongs there; names keep theirs.",
        Scope.FORM,
        find_foreign_letters,
    ),
    Rule(
        "U412",
        "unfinished-script",
        Severity.WARNING,
        "a word left in another script",
        "Staff who cannot read it cannot say it.",
        "Translate the word; a name takes a capital letter.",
        Scope.FORM,
        find_foreign_words,
    ),
)
