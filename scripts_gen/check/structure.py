"""Structure: what makes a file a catalog of its locale that every gettext tool reads the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts_gen.check import plural, rawfile
from scripts_gen.check.rule import Rule, Scope, Severity, Spot
from scripts_gen.check.subject import CatalogSubject
from scripts_gen.errors import did_you_mean
from scripts_gen.message import PRONUNCIATION, parse_context
from scripts_gen.seal import approval_of, hash_texts, pronounced_wording, seal_holds

_FIELDS = ("Language", "MIME-Version", "Content-Type", "PO-Revision-Date")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\b")
_LANGUAGE = re.compile(r"([a-z]{2}|fil)(?:[_-][A-Za-z]{2,4})*")
_OTHER_NAMES = {"fil": "tl", "iw": "he", "in": "id", "no": "nb"}
"""Codes that two tools give to one language."""
_ISO_639_1 = (
    " fil aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
    "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my "
    "na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
    "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""What may stand for a language in the name of a file, such as ``messages.ru.po``; ``ui.po`` names none."""


def find_header_faults(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield what the header lacks, and a language other than that of the folder or the file's name."""
    header = {name.casefold(): value for name, value in subject.header.items()}
    if not header:
        yield Spot(line=1, detail="there is none")
        return
    lacking = [name for name in _FIELDS if not header.get(name.casefold())]
    if lacking:
        yield Spot(line=1, detail=f"it lacks {' and '.join(lacking)}")
    content, date, code = (header.get(name, "") for name in ("content-type", "po-revision-date", "language"))
    if content and ("charset=" not in content or "charset=CHARSET" in content):
        yield Spot(content, line=1, detail="Content-Type names no charset; expected 'text/plain; charset=UTF-8'")
    if date and not _DATE.match(date):
        yield Spot(date, line=1, detail=f"PO-Revision-Date is no date: {date!r}")
    places = _languages_of_place(subject)
    if code and places and not any(_agree(code, place) for place in places):
        yield Spot(code, line=1, detail=f"Language is {code!r}, but the file is that of {places[0]!r}")


def _languages_of_place(subject: CatalogSubject) -> tuple[str, ...]:
    """Return the language that the folder is named after, else those that the file's name may mean."""
    if subject.folder:
        return (subject.folder,)
    parts = subject.file.rpartition("/")[2].removesuffix(".po").split(".")
    return tuple(part for part in parts if (found := _LANGUAGE.fullmatch(part)) and f" {found[1]} " in _ISO_639_1)


def _agree(one: str, other: str) -> bool:
    """Tell whether two codes can mean one language: a region or script that only one of them names is no matter."""
    (first, *here), (second, *there) = (re.split("[_@.-]", code.casefold()) for code in (one, other))
    if _OTHER_NAMES.get(first, first) != _OTHER_NAMES.get(second, second):
        return False
    return all(a == b for a in here for b in there if len(a) == len(b))


def find_missing_variants(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the rows without a text whose phrase has one; a pronunciation may be missing."""
    if subject.domain == PRONUNCIATION:
        return
    live = {message.msgctxt: message for message in subject.live()}
    for context in subject.rows or ():
        key, variant = parse_context(context)
        plain, message = live.get(key), live.get(context)
        if variant and plain and plain.translated and not (message and any(message.msgstr)):
            spoken = ", ".join(f"{axis}: {value}" for axis, value in variant)
            yield Spot(msgctxt=context, line=message.line if message else plain.line, detail=spoken)


def find_void_seals(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the approved messages that have changed since; a fuzzy one is on its way to somebody anyway."""
    for message in subject.live():
        approval = approval_of(message)
        if approval and not message.fuzzy and not seal_holds(message):
            detail = f"{approval.by} approved another text on {approval.date}"
            yield Spot(msgctxt=message.msgctxt, line=message.line, detail=detail)


def find_stale_pronunciations(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the pronunciations of wordings that read otherwise now, unless the wording itself is fuzzy."""
    if subject.domain != PRONUNCIATION:
        return
    for message in subject.live():
        wording, bound = subject.spoken.get(message.msgctxt), pronounced_wording(message)
        if not bound or not message.translated or message.fuzzy or not wording or wording.fuzzy:
            continue
        if wording.translated and bound != hash_texts(wording.msgstr):
            detail = f"the wording is now {wording.msgstr[0]!r}"
            yield Spot(message.msgstr[0], detail=detail, msgctxt=message.msgctxt, line=message.line)


def find_unknown_keys(subject: CatalogSubject) -> Iterator[Spot]:
    """Yield the messages that the book does not know."""
    if subject.rows is None:
        return
    for message in subject.live():
        context = message.msgctxt
        if context not in subject.rows:
            name = repr(context) if context else f"no msgctxt, msgid {message.msgid!r}"
            key, variant = parse_context(context)
            near = did_you_mean(context, subject.rows) if context else ""
            if variant and key in subject.rows:
                rows = [row for row in subject.rows if row == key or row.startswith(f"{key}|")]
                near = f"; the book wants {', '.join(map(repr, rows))}"
            yield Spot(msgctxt=context, line=message.line, detail=name + near)


RULES = (
    Rule(
        "S101",
        "syntax-error",
        Severity.ERROR,
        "A line is not gettext syntax",
        "No tool can read the file, so that none of its wordings reaches anybody.",
        "Mend the line; the rest of its message is looked at again afterwards.",
        Scope.FILE,
        rawfile.find_syntax_errors,
    ),
    Rule(
        "S102",
        "encoding",
        Severity.ERROR,
        "The file is not UTF-8",
        "Letters come out as question marks or as others wherever a tool expects UTF-8, as most do.",
        "Convert the file, for example with msgconv --to-code=UTF-8.",
        Scope.FILE,
        rawfile.find_other_encoding,
    ),
    Rule(
        "S103",
        "byte-order-mark",
        Severity.ERROR,
        "The file begins with a byte order mark",
        "GNU gettext takes the mark for text and refuses the file.",
        "Save the file as UTF-8 without a byte order mark (BOM).",
        Scope.FILE,
        rawfile.find_byte_order_mark,
    ),
    Rule(
        "S104",
        "crlf",
        Severity.WARNING,
        "Lines end in CR LF",
        "The next tool writes them as LF, and one edited word shows as a change of the whole file.",
        "Save the file with LF line ends, for example with dos2unix.",
        Scope.FILE,
        rawfile.find_crlf,
    ),
    Rule(
        "S105",
        "conflict-marker",
        Severity.ERROR,
        "A merge was left unfinished",
        "Of the two wordings between the markers somebody has to choose one; until then nothing can be read.",
        "Keep one side, and delete the other and the markers.",
        Scope.FILE,
        rawfile.find_conflict_markers,
    ),
    Rule(
        "S106",
        "duplicate-message",
        Severity.ERROR,
        "A message stands in the file twice",
        "Which of the two is spoken would be chance.",
        "Keep the right one and delete the other.",
        Scope.FILE,
        rawfile.find_duplicates,
    ),
    Rule(
        "S107",
        "header",
        Severity.WARNING,
        "The header is not complete",
        "Tools guess the language from it, and what is printed takes its date from it.",
        "Fill in Language, MIME-Version, Content-Type and PO-Revision-Date.",
        Scope.CATALOG,
        find_header_faults,
    ),
    Rule(
        "S108",
        "plural-header",
        Severity.ERROR,
        "The Plural-Forms header is not that of the language",
        "Numbers get the wrong form of the noun, as in “5 minute”.",
        "Put the expected value into the header, and look over the plurals.",
        Scope.CATALOG,
        plural.find_plural_header,
    ),
    Rule(
        "S109",
        "plural-forms",
        Severity.ERROR,
        "A plural has the wrong number of forms",
        "Some numbers have nothing to be said with, and msgfmt refuses the file.",
        "Give the message one msgstr for each form that the header counts.",
        Scope.CATALOG,
        plural.find_form_numbers,
    ),
    Rule(
        "S110",
        "empty-form",
        Severity.ERROR,
        "A plural form is empty",
        "For these numbers there is nothing to say, so that the whole phrase counts as missing.",
        "Write the form; where it reads like another one, repeat that.",
        Scope.CATALOG,
        plural.find_empty_forms,
    ),
    Rule(
        "S111",
        "same-forms",
        Severity.WARNING,
        "All plural forms are the same",
        "The noun after the number is wrong for some numbers, as in “5 minute”.",
        "Write each form for its numbers, or set the number apart: “Minutes: {minutes}”.",
        Scope.CATALOG,
        plural.find_same_forms,
    ),
    Rule(
        "S112",
        "missing-variant",
        Severity.ERROR,
        "A variant has no wording",
        "Whoever needs it says the plain wording, and with it speaks of the wrong person.",
        "Write the row; where it reads like the plain one, repeat that. 'scripts-gen update' brings back lost rows.",
        Scope.CATALOG,
        find_missing_variants,
    ),
    Rule(
        "S113",
        "void-seal",
        Severity.WARNING,
        "An approval no longer holds",
        "The text has changed since it was approved; it counts as a draft, and is printed as one.",
        "Read it again and approve it, or take the change back.",
        Scope.CATALOG,
        find_void_seals,
    ),
    Rule(
        "S114",
        "stale-pronunciation",
        Severity.WARNING,
        "A pronunciation is that of an older wording",
        "It is withheld, so that nobody reads out words that are no longer there.",
        "Write it anew and approve its key, which binds it to the wording as it is now.",
        Scope.CATALOG,
        find_stale_pronunciations,
    ),
    Rule(
        "S115",
        "unknown-key",
        Severity.WARNING,
        "A message is not in the book",
        "Nobody is ever shown it.",
        "Mend the key, or run 'scripts-gen update', which keeps the message as an obsolete one.",
        Scope.CATALOG,
        find_unknown_keys,
    ),
)
