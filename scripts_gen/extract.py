"""From the book to templates: every text that wants a translation, as messages, by domain.

``book_messages`` is what ``scripts-gen extract`` writes. ``extract_messages`` gives the same to ``pybabel extract``: a
mapping file names one TOML file pattern or Python file, and the option ``domain`` chooses what comes out of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from scripts_gen import interface
from scripts_gen.book import POINTING, read_book
from scripts_gen.layers import find_layers
from scripts_gen.locales import find_locales, read_locales
from scripts_gen.message import GUIDANCE, INTERFACE, SPOKEN, Message, format_context
from scripts_gen.model import Book, Phrase, Placeholder, Point, Role, Situation, Standards, Step
from scripts_gen.wording import placeholders

INTERFACE_FILE = "scripts_gen/interface.py"
LIST_SEPARATOR = "; "
CARD_LINES = {"id1": 5, "a7": 10, "a6": 14}
"""Lines of a wording that a card holds at its smallest size, below two lines of directions; the preview is exact."""


def book_messages(book: Book, domain: str) -> tuple[Message, ...]:
    """Return the template of ``domain``: messages without msgstr, in the order of the book."""
    if domain == INTERFACE:
        return interface_messages()
    if domain == GUIDANCE:
        return tuple(_guidance(book))
    spoken = _spoken if domain == SPOKEN else _pronounced
    messages = (
        message
        for situation in book.situations.values()
        for step in situation.steps
        for phrase in step.phrases
        for message in spoken(book, situation, step, phrase)
    )
    return (*messages, *map(_point_message, book.points.values())) if domain == SPOKEN else tuple(messages)


def _spoken(book: Book, situation: Situation, step: Step, phrase: Phrase) -> Iterator[Message]:
    yield _phrase_message(phrase, situation, tuple(_phrase_notes(book, situation, step, phrase)))


def _point_message(point: Point) -> Message:
    notes = ("Printed for the customer, who points at it to answer without a word",)
    return Message(
        msgctxt=point.context,
        msgid=point.show,
        notes=(*notes, point.note) if point.note else notes,
        files=(POINTING,),
    )


def _pronounced(book: Book, situation: Situation, step: Step, phrase: Phrase) -> Iterator[Message]:
    notes = ("How the translated wording is pronounced, for readers of Latin letters.",)
    yield _phrase_message(phrase, situation, notes)


def _phrase_message(phrase: Phrase, situation: Situation, notes: tuple[str, ...]) -> Message:
    return Message(
        msgctxt=phrase.key,
        msgid=phrase.say,
        msgid_plural=phrase.say_plural,
        notes=notes,
        files=(situation.file,),
        # From declared placeholders, never guessed: "20% discount" is no format.
        flags=("python-brace-format",) if placeholders(f"{phrase.say} {phrase.say_plural}") else (),
        when=phrase.when,
        varies=phrase.varies,
    )


def _phrase_notes(book: Book, situation: Situation, step: Step, phrase: Phrase) -> Iterator[str]:
    """Yield what a translator wants to know, one fact a line, the most telling first."""
    yield f"Situation: {situation.title}, {step.title}"
    yield f"Staff speak to a {phrase.to}" + (f" who is {phrase.customer}" if phrase.customer else "")
    if phrase.note:
        yield phrase.note
    if phrase.when:
        yield f"Part of the day: {phrase.when}"
    if step.tone:
        yield f"Tone: {step.tone}"
    if lines := CARD_LINES.get(book.print.card):
        yield f"Limit: at most {lines} lines on the {book.print.card} card that the book prints"
    if phrase.answers:
        shown = (book.points[key].show if key in book.points else key for key in phrase.answers)
        yield f"The customer may point at: {LIST_SEPARATOR.join(shown)}"
    if phrase.reply:
        yield f"Greeting and reply are a pair: a customer who says this is answered with {phrase.reply}"
    for name in placeholders(f"{phrase.say} {phrase.say_plural}"):
        if name in book.placeholders:
            placeholder = book.placeholders[name]
            counts = ", decides the plural form" if name == phrase.count else ""
            yield f"{{{name}}}: {placeholder.type}, such as {placeholder.example}{counts}"
        else:
            yield f"{{{name}}}: {book.organisation.values()[name]}"
    if phrase.instead_of:
        yield f"Never: {LIST_SEPARATOR.join(phrase.instead_of)}"


def _guidance(book: Book) -> Iterator[Message]:
    for group in book.groups.values():
        yield _guide(f"group.{group.key}", "title", group.title, "locales/book/book.toml", "Name of a colour group")
    for placeholder in book.placeholders.values():
        yield _label(placeholder)
    for situation in book.situations.values():
        yield from _situation_guidance(situation)
    for role in book.roles.values():
        yield from _role_guidance(role)
    yield from _standards_guidance(book.standards)


def _guide(key: str, field: str, text: str, file: str, *notes: str) -> Message:
    return Message(msgctxt=format_context(key, field_name=field), msgid=text, notes=notes, files=(file,))


def _label(placeholder: Placeholder) -> Message:
    note = f"Stands small under a blank to write on: a {placeholder.type} such as {placeholder.example}"
    return _guide(f"placeholder.{placeholder.name}", "label", placeholder.label, "locales/book/book.toml", note)


def _situation_guidance(situation: Situation) -> Iterator[Message]:
    file = situation.file
    yield _guide(situation.key, "title", situation.title, file, "Name of a situation; at most 24 characters fit a card")
    yield _guide(situation.key, "purpose", situation.purpose, file, "What the situation is for")
    for step in situation.steps:
        key = f"{situation.key}.{step.key}"
        yield _guide(key, "title", step.title, file, "Name of a step")
        for name, text in step.directions().items():
            yield _guide(key, name, text, file, f"Direction to staff: {name}")
        for phrase in step.phrases:
            if phrase.keywords:
                note = f"What staff would type to find: {phrase.say}"
                yield _guide(phrase.key, "keywords", LIST_SEPARATOR.join(phrase.keywords), file, note, _LIST)
            if phrase.instead_of:
                note = f"What staff must not say; they say: {phrase.say}"
                yield _guide(phrase.key, "instead_of", LIST_SEPARATOR.join(phrase.instead_of), file, note, _LIST)


_LIST = 'Items are separated by "; "; the number of items may differ'


def _role_guidance(role: Role) -> Iterator[Message]:
    yield _guide(f"role.{role.key}", "title", role.title, role.file, "Name of a role")
    yield _guide(f"role.{role.key}", "appearance", role.appearance, role.file, "Direction to staff: appearance")


def _standards_guidance(standards: Standards) -> Iterator[Message]:
    file = "locales/book/standards.toml"
    kinds: tuple[tuple[str, Mapping[str, Any], tuple[str, ...]], ...] = (
        ("framework", standards.frameworks, ("title",)),
        ("standard", standards.standards, ("title", "meaning", "law")),
        ("value", standards.values, ("title", "meaning")),
        ("dimension", standards.dimensions, ("title",)),
        ("move", standards.moves, ("title", "meaning")),
        ("model", standards.models, ("title",)),
        ("complaint-code", standards.complaints, ("title",)),
        ("measure", standards.measures, ("title",)),
    )
    for kind, items, fields in kinds:
        for key, item in items.items():
            for field in fields:
                if text := getattr(item, field):
                    yield _guide(f"{kind}.{key}", field, text, file, f"The {field} of a {kind}")


@cache
def interface_messages() -> tuple[Message, ...]:
    """Return the printed furniture as Babel's own extractor reads it out of its one source."""
    from babel.messages.extract import extract

    source = Path(interface.__file__).read_bytes()
    found = extract("python", BytesIO(source), keywords={"pgettext": ((1, "c"), 2)}, comment_tags=("Translators:",))
    messages = []
    for _, message, comments, context in found:
        text = message if isinstance(message, str) else message[-1]
        notes = tuple(comment.removeprefix("Translators:").strip() for comment in comments)
        messages.append(Message(str(context), text, notes=notes, files=(INTERFACE_FILE,)))
    return tuple(messages)


def extract_messages(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterable[tuple[int, str, Any, list[str]]]:
    """Yield the messages of one file of the book, for ``pybabel extract`` (Babel's extractor interface).

    The option ``domain`` is the domain wanted. Messages carry their msgctxt the way ``pgettext`` and ``npgettext`` do.
    Of a book that extends another, only what that one does not say in the same words.
    """
    file = Path(fileobj.name).resolve()
    root = next(folder for folder in file.parents if (folder / "locales" / "book").is_dir())
    relative = file.relative_to(root).as_posix()
    domain = options.get("domain", SPOKEN)
    books = list[Book]()
    for layer in find_layers(root):
        parts = {
            part.name for known in read_locales(layer.root, find_locales(layer.root)).values() for part in known.day
        }
        books.append(read_book(layer.root, parts, books[-1] if books else None))
    below = {(m.msgctxt, m.msgid, m.msgid_plural) for book in books[-2:-1] for m in book_messages(book, domain)}
    for message in book_messages(books[-1], domain):
        if relative in message.files and (message.msgctxt, message.msgid, message.msgid_plural) not in below:
            if message.msgid_plural:
                yield 1, "npgettext", (message.msgctxt, message.msgid, message.msgid_plural), list(message.notes)
            else:
                yield 1, "pgettext", (message.msgctxt, message.msgid), list(message.notes)
