"""What a language needs beside its words: direction, plural rule, parts of the day, axes of variation, type."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache

_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*\d+\s*;\s*plural\s*=.+?;?", re.DOTALL)
AXES = ("speaker", "listener")

Variant = tuple[tuple[str, str], ...]
"""Axis and value, in the order of the locale's axes: ``(("speaker", "female"),)``. Empty for the plain row."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Something the wording depends on in this language, such as who speaks."""

    name: str
    """One of ``AXES``."""
    values: tuple[str, ...]
    plain: str = ""
    """The value that the plain row already speaks for; empty where the plain row suits everybody."""

    def marked(self) -> tuple[str, ...]:
        """Return the values that need a row of their own."""
        return tuple(value for value in self.values if value != self.plain)


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day as this language greets by it."""

    name: str
    start: time
    end: time
    """Exclusive; at or before ``start`` where the part runs over midnight."""

    def holds(self, moment: time) -> bool:
        """Tell whether ``moment`` lies in this part."""
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language needs, from its locale.toml, completed by CLDR through Babel."""

    code: str
    """The folder's name, which is the identity: ``tl``, never ``fil_PH``."""
    autonym: str
    direction: str
    """``ltr`` or ``rtl``."""
    plural_forms: str
    """The value of the Plural-Forms header."""
    day: tuple[PartOfDay, ...] = ()
    axes: tuple[Axis, ...] = ()
    address: str = ""
    """The form of address the organisation chose."""
    digits: str = "latn"
    """CLDR numbering system."""
    quotes: tuple[str, str] = ("“", "”")
    letters: str = ""
    """The letters a wording may use, as the inside of a character class."""
    pronunciation: str = ""
    """Name of the pronunciation scheme; empty where no pronunciation is wanted."""
    pronunciation_guide: tuple[str, ...] = ()
    """What the scheme's letters sound like, in lines for its readers."""
    aliases: tuple[str, ...] = ()
    """Other codes that the command line takes for this locale."""
    font: str = "Noto Sans"
    font_scale: float = 1.0
    """Factor on the nominal size that makes this font look even beside Noto Sans."""
    smallest: float = 10.0
    """Smallest size of a wording, in points."""
    leading: float = 1.2
    """Line distance as a multiple of the size."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply here."""
    avoid: tuple[str, ...] = ()
    """Words and phrases that no wording may use."""
    same: tuple[str, ...] = ()
    """Texts that are right although they equal their source."""
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Source terms, each with the stems of the words that may translate it."""

    def type(self) -> dict[str, str | float]:
        """Return how it is set, as templates know it."""
        return {"dir": self.direction, "font": self.font, "scale": self.font_scale, "leading": self.leading}

    def rows(self, varies: tuple[str, ...]) -> tuple[Variant, ...]:
        """Return the rows a phrase needs here: the plain one first, then one a combination of marked values."""
        rows: list[Variant] = [()]
        for axis in self.axes:
            if axis.name in varies:
                rows += [(*row, (axis.name, value)) for row in rows for value in axis.marked()]
        return tuple(sorted(rows, key=len))

    def has_part(self, when: str) -> bool:
        """Tell whether a phrase of this part of the day exists here; the empty name is all day."""
        return not when or any(part.name == when for part in self.day)


PLAIN = Locale("", "", "ltr", "", leading=1.25)
"""How Latin letters are set where no language of the book says."""


@lru_cache(maxsize=64)
def _plural_rule(plural_forms: str) -> Callable[[int], int]:
    if not _PLURAL_FORMS.fullmatch(plural_forms.strip()):
        raise ValueError("expected 'nplurals=…; plural=…;'")
    return gettext.c2py(plural_forms.partition("plural=")[2].rstrip("; "))


def plural_index(plural_forms: str, number: int) -> int:
    """Return the index of the plural form for ``number``; raise ValueError where the header holds no plural rule."""
    return int(_plural_rule(plural_forms)(number))


def is_plural_rule(plural_forms: str) -> bool:
    """Tell whether a Plural-Forms header holds a rule; that of a new catalog has words to be filled in."""
    try:
        plural_index(plural_forms, 1)
    except ValueError:
        return False
    return True
