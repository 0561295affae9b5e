"""What can go wrong, as values: one fault is data, one error carries every fault found in a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

USER_MISTAKE = 2
"""Exit code where the input is at fault."""

SHOWN = 20
"""So many names are listed where none is near."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with the input, told so that its writer can mend it."""

    file: str
    """The file as the user would name it, or the empty string where no file is at fault."""
    line: int
    """First line is 1; 0 where the whole file is meant."""
    path: str
    """The place inside the file, such as ``step[0].phrase[2].standards``; empty where the file itself is meant."""
    message: str
    """What is wrong and what was expected, with the nearest right word where there is one."""
    kind: str = field(default="", compare=False)
    """In a catalog, the check that tells the same, by name; empty where it is the one of syntax."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


class ScriptsGenError(Exception):
    """Anything the user can mend. ``exit_code`` is what a command ends with."""

    exit_code = USER_MISTAKE


class InputError(ScriptsGenError):
    """The input holds faults; all of them, in the order of file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest of ``known``, or an empty string where none is near."""
    nearest = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""


def no_such(kind: str, word: str, known: Iterable[str]) -> InputError:
    """Return the error for a word that names nothing: with the nearest one that does, else with those there are."""
    names = list(known)
    shown = f"; there are: {', '.join(names[:SHOWN])}{', …' if len(names) > SHOWN else ''}"
    hint = did_you_mean(word, names) or (shown if names else "; there is none")
    return InputError([Fault("", 0, "", f"no {kind} {word!r}{hint}")])
