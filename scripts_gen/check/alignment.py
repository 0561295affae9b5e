"""A wording and its pronunciation side by side, word by word, up to the first word where they part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\{[a-z][a-z0-9_]*\}|[^\s{}/–—…:،؛؟,;!?«»“”\"()\[\]]+")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a placeholder, with its place in the text."""

    text: str
    start: int

    @property
    def is_placeholder(self) -> bool:
        """Whether it stays as it is in every language."""
        return self.text.startswith("{")

    @property
    def is_number(self) -> bool:
        """Whether it holds a digit."""
        return any(char.isdigit() for char in self.text)

    @property
    def is_free(self) -> bool:
        """In a wording that is not in Latin letters: whether anything may stand for it, as for 24 and Wi-Fi."""
        return not self.is_placeholder and (self.is_number or bool(_LATIN.search(self.text)))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words, numbers and placeholders of a text, without the punctuation between them."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match[0].rstrip(".")
        inner = word.lstrip("-’'.")
        if inner.rstrip("-’'"):
            yield Token(inner, match.start() + len(word) - len(inner))


@dataclass(frozen=True, slots=True)
class Parting:
    """The first words that disagree; None at the end of the one that is too short."""

    written: Token | None
    spoken: Token | None


def find_parting(
    written: tuple[Token, ...], spoken: tuple[Token, ...], agree: Callable[[str, str], bool]
) -> Parting | None:
    """Return where a wording and its pronunciation part, or None where they agree to the end.

    Two words of the one may be one word of the other. Anything may stand for a number or a Latin name of the wording.
    """
    i = j = 0
    while i < len(written) and (j < len(spoken) or written[i].is_free):
        if written[i].is_free:
            i += 1
            j = _after_free(written, i, spoken, j, agree)
        elif _agree(written[i], spoken[j], agree):
            i, j = i + 1, j + 1
        elif _agree(written[i], _joined(spoken, j), agree):
            i, j = i + 1, j + 2
        elif _agree(_joined(written, i), spoken[j], agree):
            i, j = i + 2, j + 1
        else:
            break
    if i == len(written) and j == len(spoken):
        return None
    return Parting(written[i] if i < len(written) else None, spoken[j] if j < len(spoken) else None)


def _agree(written: Token | None, spoken: Token | None, agree: Callable[[str, str], bool]) -> bool:
    if written is None or spoken is None:
        return False
    if written.is_placeholder or spoken.is_placeholder:
        return written.text == spoken.text
    return written.is_free or agree(written.text, spoken.text)


def _joined(found: tuple[Token, ...], at: int) -> Token | None:
    pair = found[at : at + 2]
    if len(pair) < 2 or any(token.is_placeholder or token.is_number for token in pair):
        return None
    return Token(pair[0].text + pair[1].text, pair[0].start)


def _after_free(
    written: tuple[Token, ...], i: int, spoken: tuple[Token, ...], j: int, agree: Callable[[str, str], bool]
) -> int:
    """Return where the pronunciation goes on after what stands for a number or a name: at the next word that agrees."""
    end = next((k for k in range(j, len(spoken)) if spoken[k].is_placeholder), len(spoken))
    if i == len(written):
        return end
    following = (k for k in range(j, min(end + 1, len(spoken))) if _agree(written[i], spoken[k], agree))
    return next(following, min(j + 1, end))
