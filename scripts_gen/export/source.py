"""What every format is written from, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scripts_gen.model import Role
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.workspace import Workspace


@dataclass(frozen=True)
class Source:
    """What is exported: the same book in some of its languages, for some of its roles."""

    books: Mapping[str, Phrasebook]
    """By code, in the order of the book; never empty; every language of the book where none was asked for."""
    reader: Phrasebook
    """In the language that staff read: titles, labels and keywords come from it."""
    roles: tuple[Role, ...]
    """Whose phrases are exported, in the order of the book; all roles where none was asked for."""
    on: date
    """Date of the export: the newest of its catalogs unless it was given."""
    workspace: Workspace
    """What the books were read from, for translators' formats: these hold what may not reach staff yet, too."""

    def phrase_keys(self) -> tuple[str, ...]:
        """Return the full keys of the phrases that any of ``roles`` says, in the order of the book."""
        reached = {key for role in self.roles for key in role.situations()}
        return tuple(
            phrase.key for phrase in self.reader.book.phrases().values() if phrase.key.split(".")[0] in reached
        )

    def targets(self) -> dict[str, Phrasebook]:
        """Return the books that translate the source language, for formats that set one beside the other."""
        return {code: book for code, book in self.books.items() if code != book.book.source}


class Holds(Enum):
    """What of the phrases a format carries."""

    READY = "ready"
    """What may reach staff."""
    APPROVED = "approved"
    """What is approved, though the book may let others reach staff."""
    ALL = "all"
    """Everything, what is missing too: it is for translators."""


@dataclass(frozen=True, slots=True)
class Format:
    """One tool's format."""

    name: str
    """As the command line calls it, such as ``anki``."""
    file: str
    """Name of the file where the call gives none, such as ``phrases.apkg``."""
    about: str
    """One line of help: what reads it, and how it gets there."""
    write: Callable[[Source], bytes]
    """Returns the file. Raises ScriptsGenError for what the format cannot hold."""
    points: bool = False
    """Whether it also carries what customers point at."""
    holds: Holds = Holds.READY
    """How much of the book it carries."""
    one_locale: bool = False
    """Whether a file holds one language; several languages make an archive with a file of each."""

    def file_name(self, source: Source) -> str:
        """Return the name of the file where the call gives none, such as ``phrases.fi.xlf``."""
        codes = [*source.targets()]
        if not self.one_locale:
            return self.file
        if len(codes) > 1:
            return f"{self.file}.zip"
        stem, _, ending = self.file.rpartition(".")
        return ".".join([stem, *codes, ending])
