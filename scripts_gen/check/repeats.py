"""Words written twice by mistake, told from reduplication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts_gen.check.prose import VALUE, prose, source_prose
from scripts_gen.check.rule import Spot
from scripts_gen.check.subject import Form

_MARKS = "\u064b-\u0652\u0670"
_TWICE = re.compile(
    rf"(?<![\w{_MARKS}{VALUE}'’.-])([^\W\d_][^\W\d_{_MARKS}]*[{_MARKS}\w'’]*)[ \u00a0](\1)(?![\w{_MARKS}{VALUE}'’-])",
    re.IGNORECASE,
)

_RIGHT_TWICE = {
    "en": "ah aha blah bye ha had hey ho knock no now oh so that there very well yes",
    "fi": "ei hei hyvin ja joo jo juu kyllä moi ne niin no noin oi oli se tosi voi",
    "ru": "ах все всё да давно его её их ему ей много не нет ну ой он она они очень так то тут что",
    "tl": "iyon ito iyan siya sila oo hindi opo",
}
"""Words that a sentence may well have twice in a row: "that that", "onko se se, jonka", "очень очень", "iyon iyon"."""
_ONE_LETTER = {"en": "a", "ru": "авикосуя"}
"""Words of one letter; other single letters are names and variables."""
_ARABIC_ONCE = (
    "في على إلى عن من أن أنّ إن أو ثم هذا هذه ذلك تلك التي الذي الذين مع هل إذا لكن لن لم قد كي حتى عند بعد قبل بين كل"
)
"""Arabic words that are never doubled. Nouns are, for «one by one», «step by step»: خطوة خطوة, حرفًا حرفًا."""
_TAGALOG_LINKED = 6
"""Letters from which a Tagalog word in -ng, twice, is linked reduplication: maraming maraming; never ang ang."""


def find_repeated_word(form: Form) -> Iterator[Spot]:
    """Find the same word twice in a row; only languages whose doublings are known are looked at."""
    text, source = prose(form.text), source_prose(form)
    if any(not _is_right(match, source, "en") for match in _TWICE.finditer(source)):
        return
    for match in _TWICE.finditer(text):
        if not _is_right(match, text, form.language.code):
            yield Spot(form.text[match.start() : match.end()], match.start(), match[2])


def _is_right(match: re.Match[str], text: str, code: str) -> bool:
    first, word = match[1], match[2].casefold()
    if code == "ar":
        return _is_right_arabic(word, text)
    if code not in _RIGHT_TWICE or word in _RIGHT_TWICE[code].split():
        return True
    # A name may be doubled (Baden Baden), and a capital may begin something new.
    if match[2] != match[2].lower() and not first.isupper():
        return True
    if len(word) > 1 and first.isupper() and match[2].islower():  # --port=PORT port
        return True
    if len(word) == 1:
        return word not in _ONE_LETTER.get(code, "")
    return code == "tl" and word.endswith("ng") and len(word) >= _TAGALOG_LINKED


def _is_right_arabic(word: str, text: str) -> bool:
    if word == "من":  # who of …?
        return "؟" in text or "?" in text
    return word not in _ARABIC_ONCE.split()
