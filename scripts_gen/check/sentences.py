"""Sentences beside those of the source: how they begin, how they end, how many they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scripts_gen.check.prose import CLOSING, OPENING, TAG, VALUE, is_house, is_sentence, prose
from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import Form

STOP, QUESTION, EXCLAMATION, ELLIPSIS, COLON, NOTHING, UNSURE = ".", "?", "!", "…", ":", "", "~"
_SENTENCE_ENDS = (STOP, QUESTION, EXCLAMATION)
_KINDS = {
    **dict.fromkeys(".。．۔।॥።။។", STOP),
    **dict.fromkeys("?؟？⁇፧", QUESTION),
    **dict.fromkeys("!！", EXCLAMATION),
    **dict.fromkeys("…⋯", ELLIPSIS),
    **dict.fromkeys(":：", COLON),
}
_GREEK_QUESTION = str.maketrans({";": "?", "\u037e": "?"})
_WITHOUT_STOP = frozenset({"th", "lo"})
"""Languages that part sentences by a space."""
_OTHER_MARKS = frozenset({"hy"})
"""Armenian asks within the word and ends with what looks like a colon."""
_ORDINAL_STOP = frozenset(
    {"bs", "cs", "da", "de", "et", "fi", "fo", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"}
)
"""Languages in which a full stop after digits makes an ordinal or a date."""
_ABBREVIATIONS = {
    "en": "etc approx inc ltd co corp nos vs min max hr hrs sec jr sr st dept est ext vol ed eg ie",
    "ru": "мин макс сек ч дн нед мес г гг в вв руб р коп тыс млн млрд шт чел тел факс доб ул пл пр просп пер д"
    " кв корп стр эт каб оф обл г-н г-жа др пр проч т п е англ рус нем напр ок см ср рис табл ред изд им проф экз кол"
    " янв февр мар апр авг сент окт нояб дек пн вт ср чт пт сб вс",
    "fi": "esim ym yms jne mm ks ko ns os n s v vrk vko kk t min sek h kpl puh nro huom klo eKr jKr oy ry tri prof alk"
    " enint väh vast ent toim su ma ti ke to pe la",
    "tl": "atbp hal blg gng g bb dr atty engr no sto sta min seg",
    "ar": "د ص ب م هـ ق إلخ الخ",
}
"""Shortened words whose full stop need not end the sentence; on either side of a missing stop they excuse."""
_SHORT = 6
"""A single word of so many letters with a full stop is taken for an abbreviation, such as a month's."""

_TRAIL = re.compile(rf"[{re.escape(CLOSING)}{TAG}\s*_\u200e\u200f\u202c\u2066-\u2069]+$")
_RUN = re.compile(rf"[{re.escape(''.join(_KINDS))};\u037e]+$")
_LAST_WORD = re.compile(rf"([\w.\-{VALUE}]+)$")
_SMILEY = re.compile(r"[:;]-?[()DP]\s*$")
_SENTENCE = re.compile(rf"[.!?…؟۔。！？]+[{re.escape(CLOSING)}{TAG}]*(?:\s+(?P<next>\S)|\s*$)")

_REQUEST = re.compile(r"\b(?:please|could you|would you|can you|will you|may i|could i)\b", re.IGNORECASE)
_POLITE = {
    "ar": re.compile(r"من فضلك|تفضل|رجاء|الرجاء|يرجى|يُرجى"),
    "fi": re.compile(r"\b(?:olkaa hyvä|ole hyvä|kiitos)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(?:пожалуйста|прошу|просьба|будьте добры|будьте любезны)\b", re.IGNORECASE),
    "tl": re.compile(r"\b(?:paki|maki|makiki|pa[a-z]+ naman|sana)", re.IGNORECASE),
}
"""Words that make a request without a question: Would you …? is Сделайте, пожалуйста, … in Russian."""

_LENGTH = {"ar": 0.81, "en": 1.0, "fi": 1.02, "ru": 0.96, "tl": 1.22}
"""Characters of a translation for each of an English source: the median of the shipped phrases."""
_LOST, _ADDED = 0.68, 1.55
"""Below or above such a part of the usual length a sentence is missing or added, not joined or split."""

_SENTENCE_CASE = frozenset({"en", "fi", "ru", "tl"})
_PROPER = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " christmas easter internet euro euros american arabic asian british chinese"
    " danish dutch english estonian european filipino finnish french german greek hebrew hindi indian italian"
    " japanese korean latin norwegian persian polish portuguese russian sami somali spanish swedish tagalog thai"
    " turkish ukrainian vietnamese"
)
"""First words that English writes with a capital wherever they stand, unlike Finnish or Russian."""
_WORD = re.compile(r"[^\W\d]+")


def _ending(text: str, code: str) -> tuple[str, str, int]:
    """Return how a text ends: one of the kinds above, the marks themselves and their offset."""
    text = prose(text)
    if _SMILEY.search(text) or code in _OTHER_MARKS:
        return UNSURE, "", len(text)
    bare = _TRAIL.sub("", text)
    run = _RUN.search(bare)
    if run is None:
        last = bare[-1:]
        known = bool(last) and (last.isalnum() or last in VALUE + "%°€$£₽₱" or unicodedata.category(last)[0] == "M")
        return (NOTHING if known and code not in _WITHOUT_STOP else UNSURE), "", len(bare)
    marks = run[0].translate(_GREEK_QUESTION) if code == "el" else run[0]
    kinds = {_KINDS.get(mark, UNSURE) for mark in marks}
    before = bare[: run.start()]
    # Marks that are spoken of, not set: the modifiers @ and :. – expected «:»
    odd = marks == "?." or (COLON in kinds and len(marks) > 1) or (before and before[-1] in OPENING)
    if UNSURE in kinds or odd or (kinds == {STOP} and _ends_quoted(before)):
        return UNSURE, run[0], run.start()
    kind = next(k for k in (QUESTION, EXCLAMATION, ELLIPSIS, COLON, STOP) if k in kinds)
    if kind == STOP and len(marks) > 1:
        kind = ELLIPSIS
    return kind, run[0], run.start()


def _ends_quoted(before: str) -> bool:
    """Tell whether a quotation with an end mark of its own comes last: ”Mitä nyt?”. has no counterpart in English."""
    inner = before.rstrip(CLOSING + TAG)
    return inner != before and _KINDS.get(inner[-1:]) is not None


def _is_abbreviated(text: str, start: int, code: str) -> bool:
    """Tell whether the full stop at ``start`` may belong to the word before it."""
    before = prose(text)[:start]
    word = _LAST_WORD.search(before)
    if word is None or VALUE in word[1]:
        return False
    last = word[1]
    if last[-1].isdigit():
        return code in _ORDINAL_STOP or len(before.strip()) <= 3
    return _is_shortened(before, code) or (len(before.split()) == 1 and len(last) <= _SHORT)


def find_end_punctuation(form: Form) -> Iterator[Spot]:
    """Find a sentence end, colon or ellipsis that only one of text and source has."""
    code = form.language.code
    (kind, marks, start), (wanted, wanted_marks, at) = _ending(form.text, code), _ending(form.source, "en")
    if not is_sentence(form) or kind == wanted or UNSURE in (kind, wanted) or not _WORD.search(prose(form.text)):
        return
    if kind in _SENTENCE_ENDS and wanted in _SENTENCE_ENDS:
        return
    if {kind, wanted} == {STOP, NOTHING}:
        side = (form.text, start, code) if kind == STOP else (form.source, at, "en")
        if _is_abbreviated(*side):
            return
    yield Spot(marks, start, f"the source ends {_told(wanted_marks)}, this {_told(marks)}")


def _told(marks: str) -> str:
    return f"in {marks}" if marks else "without a mark"


def find_end_mark_kind(form: Form) -> Iterator[Spot]:
    """Find a statement for a question or an exclamation, and the reverse; a request may be put either way."""
    code = form.language.code
    (kind, marks, start), (wanted, wanted_marks, _) = _ending(form.text, code), _ending(form.source, "en")
    if not is_sentence(form) or kind == wanted or {kind, wanted} - set(_SENTENCE_ENDS):
        return
    request = _REQUEST.search(_last_sentence(form.source)) is not None
    if request and kind == QUESTION:
        return
    polite = _POLITE.get(code)
    if request and wanted == QUESTION and polite and polite.search(_last_sentence(form.text)):
        return
    yield Spot(marks, start, f"the source has {wanted_marks}, this {marks}")


def _last_sentence(text: str) -> str:
    ends = [match.end() - len(match["next"]) for match in _SENTENCE.finditer(text) if match["next"]]
    return text[ends[-1] if ends else 0 :]


def find_sentence_count(form: Form) -> Iterator[Spot]:
    """Find sentences that are missing or added: their number differs, and so does the length.

    Idiomatic translations join and split sentences; what they say keeps its length.
    """
    usual = _LENGTH.get(form.language.code)
    if usual is None or not is_sentence(form):
        return
    here, there = _count_sentences(form.text, form.language.code), _count_sentences(form.source, "en")
    part = len(form.text) / (len(form.source) * usual)
    if min(here, there) and ((here < there and part < _LOST) or (here > there and part > _ADDED)):
        yield Spot(detail=f"{there} in the source, {here} here")


def _count_sentences(text: str, code: str) -> int:
    text = prose(text)
    return sum(
        not match["next"] or not (match["next"].islower() or _is_shortened(text[: match.start()], code))
        for match in _SENTENCE.finditer(text)
    )


def _is_shortened(before: str, code: str) -> bool:
    """Tell whether the last word is an initial or a known abbreviation."""
    word = _LAST_WORD.search(before)
    if word is None or VALUE in word[1]:
        return False
    known = word[1].casefold() in _ABBREVIATIONS.get(code, "").casefold().split()
    return known or "." in word[1] or (len(word[1]) == 1 and word[1].isalpha())


def find_lower_case_start(form: Form) -> Iterator[Spot]:
    """Find a small letter at the beginning where the source has a capital one.

    Programs have names of languages and lower-case messages; of their texts only sentences are looked at.
    """
    text, source = form.text, form.source
    if form.language.code not in _SENTENCE_CASE or not is_sentence(form):
        return
    first, wanted = _WORD.match(text), _WORD.match(source)
    if first is None or wanted is None or not first[0].islower() or not wanted[0][0].isupper():
        return
    # "PDF file" is pdf-tiedosto, Monday is понедельник, and a program keeps its name: git, pip.
    if (len(wanted[0]) > 1 and wanted[0].isupper()) or wanted[0].casefold() in _PROPER.split():
        return
    if re.search(rf"\b{first[0]}\b", source) or not (is_house(form) or _SENTENCE.search(source)):
        return
    yield Spot(text[0], 0)
