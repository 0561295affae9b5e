"""What a spreadsheet that comes back wants: every edited cell as an edit of the book or of a catalog.

A cell counts as edited where it is neither what the row says it was at the export, nor what the book says now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts_gen.amend import WordingEdit
from scripts_gen.bookfile import Value
from scripts_gen.errors import Fault, InputError, did_you_mean
from scripts_gen.message import SPOKEN
from scripts_gen.model import Situation, Step
from scripts_gen.rephrase import LISTS, BookEdit, PhraseAddition, make_key, split_items
from scripts_gen.spreadsheet import (
    MARK,
    STATUS,
    PhraseLine,
    column_titles,
    digest,
    parse_mark,
    phrase_lines,
    plain,
    source_digest,
)
from scripts_gen.worksheet import Row, Worksheet
from scripts_gen.workspace import Workspace

_CODE = re.compile(r".*\((\w+)\)")
_FIELDS = ("say", "note", "keywords", "instead_of", "standards")
_NAMED = 5
"""So many keys are named in a note."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What the edited cells of a spreadsheet mean, and what else its sender should know."""

    wordings: list[WordingEdit] = field(default_factory=list)
    texts: list[BookEdit] = field(default_factory=list)
    additions: list[PhraseAddition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences about what was left as it is."""


def read_edits(workspace: Workspace, sheet: Worksheet, *, clear: bool) -> Edits:
    """Return what the edited cells of ``sheet`` mean; an emptied cell means nothing unless ``clear`` says so.

    Raises InputError with the fault of every bad row, by its cell: a key that the book has not, a cell that is there to
    be read only, a cell that was edited here and in the book since the export.
    """
    reading = _Reading(workspace, sheet, clear)
    reading.find_columns()
    if not reading.faults:
        for row in sheet.rows:
            reading.read_row(row)
        reading.gather_wordings()
        reading.tell_what_stays()
    if reading.faults:
        raise InputError(reading.faults)
    return reading.edits


class _Reading:
    """One spreadsheet being read: what was found in it so far."""

    def __init__(self, workspace: Workspace, sheet: Worksheet, clear: bool):
        self.workspace, self.sheet, self.clear = workspace, sheet, clear
        self.columns: dict[str, str] = {}
        """Titles by column id."""
        self.lines: dict[tuple[str, str], PhraseLine] = {}
        self.phrases = workspace.book.phrases()
        self.keys = {digest(key): key for key in self.phrases}
        self.given = {row.cells.get("key", "").strip() for row in sheet.rows}
        self.seen: dict[tuple[str, str], Row] = {}
        self.forms: dict[tuple[str, str], dict[int, tuple[Row, str]]] = {}
        """Edited wordings by locale and msgctxt: by plural form, where and what."""
        self.emptied = self.statuses = self.marked = self.present = 0
        self.edits, self.faults = Edits(), list[Fault]()

    def fault(self, row: Row, name: str, message: str) -> None:
        title = self.columns.get(name) or self.columns.get("key") or next(iter(self.columns.values()))
        self.faults.append(Fault(self.sheet.file, row.number, self.sheet.place(row, title), message))

    def cell(self, row: Row, name: str) -> str:
        return plain(row.cells[self.columns[name]]) if name in self.columns else ""

    def find_columns(self) -> None:
        workspace, source = self.workspace, self.workspace.book.source
        titles = column_titles(workspace, list(workspace.locales))
        names = {title.casefold(): name for name, title in titles.items()} | {MARK: MARK}
        for code, locale in workspace.locales.items():
            name = "say" if code == source else code
            names |= {code.casefold(): name, locale.autonym.casefold(): name}
        header = Row(1, {})
        for title in self.sheet.columns:
            code = found[1] if (found := _CODE.fullmatch(title)) else ""
            name = names.get(title.casefold()) or names.get(code.casefold(), "")
            place = self.sheet.place(header, title)
            near = did_you_mean(title, titles.values())
            if name in self.columns:
                told = f"{title!r} and {self.columns[name]!r} are the same column"
            elif name:
                self.columns[name] = title
                continue
            elif code or near:
                known = f"no locale {code!r}{did_you_mean(code, workspace.locales)}"
                told = known if code else f"no column {title!r}{near}"
            else:
                self.edits.notes.append(f"Column {place[:-1]} ({title}) is no column of the export and was not read.")
                continue
            self.faults.append(Fault(self.sheet.file, 1, place, told))
        if "key" not in self.columns:
            self.faults.append(Fault(self.sheet.file, 1, "", "no column 'key': it tells which phrase a row is about"))
        self.lines = {(line.phrase.key, line.form): line for line in phrase_lines(workspace, list(workspace.locales))}

    # --- rows of the book -------------------------------------------------------------------------------------------

    def read_row(self, row: Row) -> None:
        key, form = self.cell(row, "key").strip(), self.cell(row, "form").strip()
        mark = parse_mark(self.cell(row, MARK))
        self.marked += bool(mark)
        if key not in self.phrases:
            self.read_new(row, key, mark)
            return
        hint = "" if "form" in self.columns else "; the column 'form' tells the rows of a phrase apart"
        line = self.lines.get((key, form))
        if line is None:
            forms = [known for other, known in self.lines if other == key]
            self.fault(row, "form", f"no form {form!r} of {key!r}{hint or did_you_mean(form, forms)}")
        elif first := self.seen.get((key, form)):
            self.fault(row, "key", f"{' '.join([key, form]).strip()!r} stands in row {first.number} already{hint}")
        elif mark.get("key", digest(key)) != digest(key):
            origin = self.keys.get(mark["key"], "another phrase")
            self.fault(row, "key", f"a key stays for ever; this row was {origin!r} when it was exported")
        else:
            self.seen[key, form] = row
            for name in self.columns:
                if name.endswith(STATUS):
                    self.statuses += self.cell(row, name).strip() != line.cells.get(name, "")
                elif name in line.open:
                    self.read_cell(row, line, name, mark)
                elif name not in ("key", "form", MARK):
                    self.read_fixed(row, line, name, mark)

    def read_fixed(self, row: Row, line: PhraseLine, name: str, mark: Mapping[str, str]) -> None:
        text, now = self.cell(row, name), line.cells.get(name, "")
        if text.strip() and text != now and digest(text) != mark.get(name):
            told = f"cannot be changed in a spreadsheet; the book says {now!r}"
            if name in _FIELDS:
                told = "is edited in the first row of its phrase, and nowhere else"
            elif name in self.workspace.locales:
                told = f"takes no text: {name!r} has no {line.form or 'wording'!r} of {line.phrase.key!r}"
            self.fault(row, name, told)

    def read_cell(self, row: Row, line: PhraseLine, name: str, mark: Mapping[str, str]) -> None:
        text, now = self.cell(row, name), line.cells.get(name, "")
        text = text.strip() if now == now.strip() else text
        was = mark.get(name, digest("")) if mark else digest(now) if not now else ""
        same = split_items(name, text) == split_items(name, now) if name in LISTS else text == now
        if same or digest(text) == was:
            return
        if not text.strip() and not self.clear:
            self.emptied += bool(now)
            return
        if not was:
            told = f"differs from the book ({now!r}), and the row does not say what was exported (column {MARK!r})"
            self.fault(row, name, f"{told}; export again and edit there")
        elif was != digest(now):
            self.fault(row, name, f"was edited here and in the book since the export; the book says {now!r} now")
        elif name in self.workspace.locales:
            if mark and mark.get("source") != source_digest(line.phrase):
                told = f"translates a text that has changed since the export; the book says {line.phrase.say!r} now"
                self.fault(row, name, told)
            self.forms.setdefault((name, line.context), {})[line.index] = row, text
        else:
            wanted = line.source_field if name == "say" else name
            value = split_items(name, text) if name in LISTS else text
            place = self.sheet.place(row, self.columns[name])
            self.edits.texts.append(BookEdit(line.phrase.key, wanted, value, self.sheet.file, row.number, place))

    def gather_wordings(self) -> None:
        """Make one edit of the edited forms of a message and those that stay."""
        by_context: dict[str, list[PhraseLine]] = {}
        for line in self.lines.values():
            by_context.setdefault(line.context, []).append(line)
        for (code, context), edited in self.forms.items():
            place = {i: (row.number, self.sheet.place(row, self.columns[code])) for i, (row, _) in edited.items()}
            first = place[min(place)]
            lines = [line for line in by_context.get(context, []) if code in line.open]
            forms = [edited[i][1] if i in edited else line.cells.get(code, "") for i, line in enumerate(lines)]
            forms = forms or [text for _, text in edited.values()]  # of a new phrase
            if any(forms) and not all(forms):
                missing = lines[forms.index("")].form
                self.fault(edited[min(edited)][0], code, f"wants all its forms: {missing!r} is empty")
            places = tuple(place.get(i, first) for i in range(len(forms)))
            edit = WordingEdit(code, context, SPOKEN, tuple(forms), self.sheet.file, *first, places=places)
            self.edits.wordings.append(edit)

    # --- new rows ---------------------------------------------------------------------------------------------------

    def read_new(self, row: Row, key: str, mark: Mapping[str, str]) -> None:
        texts = {name: self.cell(row, name).strip() for name in self.columns if name != MARK}
        origin = self.keys.get(mark.get("key", ""), "")
        if not any(text for name, text in texts.items() if not name.endswith(STATUS)):
            return
        if origin and origin not in self.given:
            self.fault(row, "key", f"a key stays for ever; this row was {origin!r} when it was exported")
        elif mark and not origin:
            self.fault(row, "key", f"no phrase {key!r}; the book has taken it out since the export")
        elif not texts.get("say"):
            told = f"no phrase {key!r}{did_you_mean(key, self.phrases)}" if key else "names no phrase"
            self.fault(row, "key", f"{told}; a new one wants its text in the column {self.source_title()!r}")
        elif texts.get("form"):
            self.fault(row, "form", "a new phrase has one form; what counts or varies is added in its TOML file")
        else:
            self.add(row, key, texts)

    def add(self, row: Row, key: str, texts: Mapping[str, str]) -> None:
        prefix, _, word = key.rpartition(".")
        if not texts.get("step") and (near := did_you_mean(key, self.phrases)):
            self.fault(row, "key", f"no phrase {key!r}{near}")
            return
        situation = self.find_situation(row, texts.get("situation", "") or prefix)
        step = self.find_step(row, situation, texts.get("step", "")) if situation else None
        if situation is None or step is None:
            return
        if not prefix and any(
            phrase.say == texts["say"] and word in ("", phrase.key.partition(".")[2]) for phrase in step.phrases
        ):
            self.present += 1  # this file was imported before
            return
        if prefix and prefix != situation.key:
            self.fault(row, "key", f"{key!r} does not begin with its situation: expected '{situation.key}.{word}'")
            return
        taken = {
            known.partition(".")[2] for known in (*self.phrases, *(addition.key for addition in self.edits.additions))
        }
        full = f"{situation.key}.{word or make_key(texts['say'], taken)}"
        fields: dict[str, Value] = {
            name: split_items(name, texts[name]) if name in LISTS else texts[name]
            for name in _FIELDS
            if texts.get(name)
        }
        paths = {name: self.sheet.place(row, title) for name, title in self.columns.items()}
        self.edits.additions.append(PhraseAddition(full, step.key, fields, self.sheet.file, row.number, paths))
        for code in self.workspace.locales:
            if texts.get(code):
                self.forms[code, full] = {0: (row, texts[code])}

    def source_title(self) -> str:
        return self.columns.get("say") or self.workspace.locales[self.workspace.book.source].autonym

    def find_situation(self, row: Row, word: str) -> Situation | None:
        situations = self.workspace.book.situations
        for situation in situations.values():
            if word.casefold() in (situation.key, situation.title.casefold()):
                return situation
        known = [*situations, *(situation.title for situation in situations.values())]
        told = f"no situation {word!r}{did_you_mean(word, known)}" if word else "a new phrase wants its situation"
        self.fault(row, "situation", told)
        return None

    def find_step(self, row: Row, situation: Situation, word: str) -> Step | None:
        found = [step for step in situation.steps if word.casefold() in (step.key, step.title.casefold())]
        if len(found) == 1:
            return found[0]
        known = [word for step in situation.steps for word in (step.title, step.key)]
        there = f"; there are: {', '.join(step.title for step in situation.steps)}"
        told = f"no step {word!r} in {situation.title!r}" if word else "a new phrase wants its step"
        several = f"{word!r} is the title of several steps; give the key"
        self.fault(row, "step", several if found else told + (did_you_mean(word, known) or there))
        return None

    def tell_what_stays(self) -> None:
        notes = self.edits.notes
        if self.emptied:
            notes.append(f"{counted(self.emptied, 'emptied cell')} left as the book has it; --clear empties that too.")
        if self.present:
            notes.append(f"{counted(self.present, 'new row')} in the book already.")
        if self.statuses:
            cells = counted(self.statuses, "cell")
            notes.append(f"{cells} of status not read: status is only shown; 'scripts-gen approve' approves.")
        told = {key for key, _ in self.seen}
        absent = [key for key in self.phrases if key not in told]
        if absent and self.marked:
            named = ", ".join(absent[:_NAMED]) + (", …" if len(absent) > _NAMED else "")
            notes.append(f"{counted(len(absent), 'phrase')} of the book without a row here, left as it is: {named}")


def counted(number: int, noun: str) -> str:
    """Return ``1 cell`` or ``2 cells``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
