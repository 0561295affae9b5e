"""What an XLIFF file that comes back wants: every edited target as an edit of a catalog.

A target counts as edited where it is neither what the file says it was at the export, nor what the catalog says now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scripts_gen.amend import WordingEdit
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.locales import find_locale
from scripts_gen.message import SPOKEN, Status
from scripts_gen.seal import hash_texts
from scripts_gen.spreadsheet_edits import Edits, counted
from scripts_gen.units import Unit, spoken_units
from scripts_gen.workspace import Workspace
from scripts_gen.xliff import XliffFile, XliffUnit

_REGION = re.compile("[-_](?:[A-Za-z]{2}|[0-9]{3})$")
_NAMED = 5
"""So many units are named in a note."""


def mark_units(units: Sequence[Unit]) -> dict[str, str]:
    """Return the hashes of what the targets of ``units`` are, for an import to tell what was edited."""
    return {unit.id: hash_texts((unit.target,)) for unit in units if unit.target}


def read_xliff_edits(workspace: Workspace, files: Mapping[str, Sequence[XliffFile]]) -> tuple[Edits, tuple[Fault, ...]]:
    """Return what the edited targets of ``files``, by what they are called in faults, mean, and what is wrong.

    An empty target means nothing. A translation that waited for its source, and comes back as finished and the same, is
    confirmed. Wrong is every unit that the book has not, or whose source or translation has changed in the book since.
    """
    edits, faults = Edits(), list[Fault]()
    known: dict[str, dict[str, Unit]] = {}
    for file, parts in files.items():
        for part in parts:
            try:
                code = _find_locale(workspace, part.language)
            except InputError as error:
                faults += (Fault(file, part.line, "", fault.message) for fault in error.faults)
                continue
            if code == workspace.book.source:
                told = f"translates into {code!r}, the language of the book; its texts are edited in the book itself"
                faults.append(Fault(file, part.line, "", told))
                continue
            if code not in known:
                known[code] = {unit.id: unit for unit in spoken_units(workspace, code)}
            reading = _Reading(file, code, part, known[code])
            edits.wordings.extend(reading.read())
            edits.notes.extend(reading.notes())
            faults += reading.faults
    return edits, tuple(faults)


def _find_locale(workspace: Workspace, language: str) -> str:
    """Return the locale that a file is in: many tools know languages with a region only, and make fi-FI of fi."""
    known = workspace.locales.values()
    return (
        find_locale(language, known)
        or find_locale(_REGION.sub("", language), known)
        or workspace.find_locale(language)  # which tells what there is
    )


@dataclass(slots=True)
class _Reading:
    """One file being read: what was found in it so far."""

    file: str
    code: str
    part: XliffFile
    known: Mapping[str, Unit]
    edited: dict[str, dict[int, XliffUnit]] = field(default_factory=dict)
    """By msgctxt and plural form."""
    waiting: dict[str, dict[int, XliffUnit]] = field(default_factory=dict)
    """Units that come back the same and waited for their source, in the same way."""
    faults: list[Fault] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)
    confirmed: int = 0
    unmarked: bool = False

    def read(self) -> Iterator[WordingEdit]:
        for found in self.part.units:
            if unit := self.known.get(found.id):
                self.read_unit(unit, found)
            else:
                self.fault(found, f"no phrase with this id in {self.code!r}{did_you_mean(found.id, self.known)}")
        by_context: dict[str, list[Unit]] = {}
        for unit in self.known.values():
            by_context.setdefault(unit.context, []).append(unit)
        for context, waiting in self.waiting.items():
            units = by_context[context]
            if context not in self.edited and len(waiting) == len(units):
                self.confirmed += 1
                self.edited[context] = waiting
        for context, edited in self.edited.items():
            yield self.edit(context, edited, by_context[context])

    def fault(self, found: XliffUnit, message: str) -> None:
        self.faults.append(Fault(self.file, found.line, found.id, message))

    def read_unit(self, unit: Unit, found: XliffUnit) -> None:
        if found.target == unit.target:
            if unit.status is Status.FUZZY and found.done and found.source == unit.source:
                self.waiting.setdefault(unit.context, {})[unit.form] = found
            return
        if not found.target.strip():
            self.emptied += [found.id] if unit.target else []
            return
        was = self.part.marks.get(found.id, hash_texts(("",)))
        if self.part.marks and was == hash_texts((found.target,)):
            return  # nobody edited it there, somebody did here
        if unit.source == unit.source.strip():  # what a tool indents or breaks is no part of the text
            found = replace(found, target=found.target.strip())
            if found.target == unit.target:
                return
        if found.source != unit.source:
            self.fault(found, f"translates {found.source!r}; the book says {unit.source!r} now")
        elif self.part.marks and was != hash_texts((unit.target,)):
            self.fault(found, f"was edited there and here since the export; the catalog says {unit.target!r} now")
        else:
            self.unmarked |= not self.part.marks and bool(unit.target)
            self.edited.setdefault(unit.context, {})[unit.form] = found

    def edit(self, context: str, edited: Mapping[int, XliffUnit], units: Sequence[Unit]) -> WordingEdit:
        """Return the edit of a message: the forms that came, and what the others are now."""
        first = edited[min(edited)]
        places = [edited.get(unit.form, first) for unit in units]
        return WordingEdit(
            code=self.code,
            context=context,
            domain=SPOKEN,
            forms=tuple(edited[unit.form].target if unit.form in edited else unit.target for unit in units),
            file=self.file,
            line=first.line,
            path=first.id,
            places=tuple((place.line, place.id) for place in places),
        )

    def notes(self) -> Iterator[str]:
        if self.emptied:
            named = ", ".join(self.emptied[:_NAMED]) + (", …" if len(self.emptied) > _NAMED else "")
            targets = counted(len(self.emptied), "empty target")
            yield f"{self.file}: {targets} left as the catalog has it: {named}"
        if self.confirmed:
            yield f"{self.file}: {counted(self.confirmed, 'fuzzy translation')} confirmed without a change."
        if self.unmarked:
            yield f"{self.file} has lost what the texts were at its export: look whether a newer one is replaced here."
