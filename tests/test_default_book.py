"""The default book through the real command line, read back from the PDFs that it prints."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from ctypes import c_double
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from conftest import ROOT, Run, edit
from decks import on_one_side, sheets_of

from scripts_gen.catalogs import counts
from scripts_gen.deck import Deck, build_deck
from scripts_gen.line import Line
from scripts_gen.model import DIRECTIONS, NUMBERS, Book
from scripts_gen.paper import Paper
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebook, read_phrasebooks
from scripts_gen.seal import format_code
from scripts_gen.sheet import Layout, lay_out
from scripts_gen.wording import LRI, PDI, Text, placeholders
from scripts_gen.workspace import Workspace, read_workspace

LOCALES = ("en", "ar", "fi", "ru", "tl")
MM = 72 / 25.4
COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()")
EVERYONE = """\
title = "Everyone"
channel = ["face", "phone", "writing"]
appearance = "Neat."
encounter = [{situations}]
"""


def call(folder: Path, *arguments: str, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run scripts-gen as a process of its own."""
    done = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == exit_code, done.stderr
    return done


@dataclass(frozen=True, slots=True)
class Letter:
    """A character as it is drawn, in points from the upper left of its page."""

    text: str
    x: float
    """Where it begins."""
    end: float
    """Where the next one begins, or its ink ends, whichever is farther."""
    baseline: float
    size: float


@dataclass(frozen=True)
class Sheet:
    """A page as it is in the PDF."""

    width: int
    height: int
    """In millimetres."""
    letters: tuple[Letter, ...]
    """In the order in which they are searched and copied."""

    def seen(self) -> str:
        """All letters, line by line from the left."""
        return "".join(letter.text for letter in sorted(self.letters, key=lambda it: (round(it.baseline), it.x)))


def read_sheet(page: Any) -> Sheet:
    """Read a page back."""
    drawn, x, y = page.get_textpage(), c_double(), c_double()
    letters = []
    for i in range(drawn.count_chars()):
        hyphen = pdfium.FPDFText_IsHyphen(drawn, i)  # at the end of a line has a number of its own
        text = "-" if hyphen else chr(pdfium.FPDFText_GetUnicode(drawn, i))
        if text.strip() and not pdfium.FPDFText_IsGenerated(drawn, i):
            pdfium.FPDFText_GetCharOrigin(drawn, i, x, y)
            end, size = drawn.get_charbox(i, loose=True)[2], pdfium.FPDFText_GetFontSize(drawn, i)
            letters.append(Letter(text, x.value, end, page.get_height() - y.value, size))
    width, height = (round(side / MM) for side in page.get_size())
    return Sheet(width, height, tuple(letters))


@dataclass(frozen=True)
class Printed:
    """All cards of the book in one language, printed, and what should stand on them."""

    book: Book
    deck: Deck
    path: Path

    @cached_property
    def pages(self) -> list[Sheet]:
        """The pages; what is read from them is read once."""
        return [read_sheet(page) for page in pypdfium2.PdfDocument(self.path)]


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The default book with two more roles: everyone, who says everything, and many, who say half of it."""
    folder = tmp_path_factory.mktemp("everyone")
    shutil.copytree(ROOT / "locales", folder / "locales")
    names = [f'"{path.stem}"' for path in sorted((folder / "locales/book/situations").glob("*.toml"))]
    for role, said in (("everyone", names), ("many", names[::2])):
        (folder / f"locales/book/roles/{role}.toml").write_text(EVERYONE.format(situations=", ".join(said)))
    return read_workspace(folder)


@pytest.fixture(scope="module")
def their_books(everyone: Workspace) -> Mapping[str, Phrasebook]:
    """What everyone says, by language."""
    return read_phrasebooks(everyone, LOCALES)


@pytest.fixture(scope="module", params=LOCALES)
def printed(request: pytest.FixtureRequest, everyone: Workspace, their_books: Mapping[str, Phrasebook]) -> Printed:
    """What everyone says in Arabic, and many in the other languages; reading it back takes its time."""
    code = request.param
    role = "everyone" if code == "ar" else "many"
    call(everyone.root, "cards", "--all", "--role", role, "--locale", code, "--duplex", "none", "--output", "build")
    deck = build_deck(everyone.book.roles[role], their_books[code])
    return Printed(everyone.book, deck, everyone.root / f"build/{role}.{code}.pdf")


def test_deck_has_every_card_once_on_true_pages(printed: Printed) -> None:
    """Each phrase of the book has its card, ten to an A4 page, in the order of the deck."""
    deck, pages = printed.deck, printed.pages
    assert {(page.width, page.height) for page in pages} == {(210, 297)}
    assert len(pages) == -(-len(deck.lines) // 10)
    text = "\n".join(page.seen() for page in pages)
    codes = [format_code(line.code) for line in deck.lines]
    assert len(set(codes)) == len(codes)
    assert sorted(
        found for found in re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", text) if found in codes
    ) == sorted(codes)
    said = {key for scene in printed.book.roles[deck.role].situations() for key in phrases_of(printed.book, scene)}
    assert {card.key for card in deck.lines} | {"greeting.noon", "greeting.afternoon"} >= said


def test_every_wording_can_be_read_back(printed: Printed) -> None:
    """The text of each paragraph is the wording, in logical order, for search, copy and screen readers."""
    if printed.deck.locale.code == "ar":
        with pikepdf.open(printed.path) as pdf:
            text = "\n".join(paragraphs(pdf.Root.StructTreeRoot.K))
    else:
        text = "".join(letter.text for page in printed.pages for letter in page.letters if letter.size >= 9.5)
    squeezed = squeeze(text)
    missing = [card.context for card in printed.deck.lines if not all(part in squeezed for part in parts(card))]
    assert missing == []


def phrases_of(book: Book, situation: str) -> list[str]:
    """The keys of a situation's phrases."""
    return [phrase.key for phrase in book.situations[situation].phrases()]


def squeeze(text: str) -> str:
    """Text without what spaces, line breaks and isolates add."""
    return re.sub(rf"[\s\u200b{LRI}{PDI}]", "", text)


def parts(card: Line) -> list[str]:
    """The runs of a wording between its blanks."""
    return [squeeze(piece.text) for piece in card.wording.pieces if isinstance(piece, Text)]


def paragraphs(element: pikepdf.Object) -> Iterator[str]:
    """The replacement texts of a structure tree in reading order."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from paragraphs(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/ActualText" in element:
            yield str(element.ActualText)
        if "/K" in element:
            yield from paragraphs(element.K)


def slots(layout: Layout) -> list[tuple[float, float, float, float]]:
    """The boxes of the cards on a page, in points from the upper left."""
    card = layout.card
    return [(x * MM, y * MM, (x + card.width) * MM, (y + card.height) * MM) for x, y in layout.slots]


def test_no_letter_stands_outside_the_safe_area(printed: Printed) -> None:
    """Every letter of every page lies inside one card, by its insets or more from the cut."""
    layout = on_one_side()
    side, edge = layout.card.safe * MM, layout.card.ink * MM
    # An Arabic letter may reach over its end, as its neighbours would join it there.
    over = 0.3 * MM if printed.deck.locale.code == "ar" else 0.0
    boxes = [(x0 + side, y0 + edge, x1 - side + over, y1 - edge) for x0, y0, x1, y1 in slots(layout)]
    outside = [
        (number, letter)
        for number, page in enumerate(printed.pages, 1)
        for letter in page.letters
        if not any(holds(box, ink_box(letter)) for box in boxes)
    ]
    assert outside == []


def ink_box(letter: Letter) -> tuple[float, float, float, float]:
    """The box of a letter's ink: from the height of a capital to the depth of a descender about its baseline."""
    return letter.x, letter.baseline - 0.72 * letter.size, letter.end, letter.baseline + 0.24 * letter.size


def holds(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    """Whether a box lies in another, by a hundredth of a millimetre."""
    slack = 0.01 * MM
    return all(a <= b + slack for a, b in zip(outer[:2], inner[:2], strict=True)) and all(
        a >= b - slack for a, b in zip(outer[2:], inner[2:], strict=True)
    )


def test_fonts_are_embedded_and_no_glyph_is_missing(printed: Printed) -> None:
    """Only our fonts are used, each embedded, and glyph 0, the empty box, is never shown."""
    names = set()
    with pikepdf.open(printed.path) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descendant = font.DescendantFonts[0]
                names.add(str(descendant.BaseFont).partition("+")[2].partition("-")[0])
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
            for operands, operator in pikepdf.parse_content_stream(page, "Tj TJ"):
                strings = operands[0] if str(operator) == "TJ" else operands
                shown = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
                assert b"\0\0" not in {shown[i : i + 2] for i in range(0, len(shown), 2)}
    assert names <= {"NotoSans", "Almarai"}


@pytest.mark.parametrize("staff", LOCALES)
def test_cards_with_meaning_fit_a7(staff: str, everyone: Workspace, their_books: Mapping[str, Phrasebook]) -> None:
    """With the meaning in any staff language and the pronunciation, each second card of the next language fits A7."""
    spoken = LOCALES[LOCALES.index(staff) - 1]
    deck = build_deck(everyone.book.roles["many"], their_books[spoken], their_books[staff])
    assert len(deck.lines) > 250
    sheets = sheets_of(deck, lay_out(Paper(card="a7")))
    assert sheets.misfits == ()
    assert sheets.pdf


def test_second_run_gives_the_same_bytes(brief: Path, run: Run, tmp_path: Path) -> None:
    """The same book gives the same cards and scripts, byte for byte, wherever it stands."""
    folders = (tmp_path / "here", tmp_path / "elsewhere" / "under another name")
    for folder in folders:
        shutil.copytree(brief, folder)
        run("cards", "-r", "courier", "-l", "ar", "--staff", "ru", "--card", "a6", folder=folder)
        run("scripts", "-r", "courier", "-l", "ar", "--staff", "ru", folder=folder)
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("build/*/*")} for folder in folders
    )
    assert len(first) == 7
    assert first == second


def test_header_without_a_date_yet_prints_all_the_same(workspace: Path, run: Run) -> None:
    """A catalog that an editor has just made has a date to be filled in; documents then take the other dates."""
    path = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    path.write_text(
        re.sub(r"PO-Revision-Date: [^\\]*", "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE", path.read_text(), count=1)
    )
    run("cards", "-r", "courier", "-l", "fi")
    with pikepdf.open(workspace / "build/cards/courier.fi.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")


def test_header_without_a_plural_rule_yet_prints_all_the_same(workspace: Path, run: Run) -> None:
    """Words to be filled in are no plural rule: the language's own stands in, and the check says what is wrong."""
    path = workspace / "locales/ru/LC_MESSAGES/phrases.po"
    path.write_text(
        re.sub(r"Plural-Forms: [^\\]*", "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;", path.read_text())
    )
    run("cards", "-r", "courier", "-l", "ru")
    assert "21 минуту" in run("say", "expectations.duration", "-l", "ru", "--set", "minutes=21").stdout
    assert "S108" in run("check", "-l", "ru", "--select", "S", exit_code=1).output


def test_script_names_what_it_leaves_out_of_its_own_role_once(workspace: Path, run: Run) -> None:
    """What a role never says is not missing from its script, and four formats are not four times the news."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    told = run("scripts", "-r", "chat-agent", "-l", "fi").stderr.splitlines()
    assert len(told) == 1
    assert "writing.chat-hello" in told[0]
    assert "payment.change" not in told[0]


def test_edited_source_marks_exactly_its_cards(workspace: Path, run: Run) -> None:
    """After one English phrase changed, its cards are DRAFT in the other languages, and no other PDF is another."""
    book = workspace / "locales/book/book.toml"
    for code in LOCALES:
        run("approve", code, "--all", "--by", "Maria", "--date", "2026-11-21")

    def printed() -> dict[str, bytes]:
        for code in LOCALES:
            call = ("cards", "-r", "security-officer", "-r", "chat-agent", "-l", code, "--duplex", "none")
            run(*call, "--situation", "greeting", "--situation", "writing")
        return {path.name: path.read_bytes() for path in (workspace / "build/cards").glob("*.pdf")}

    before = printed()
    assert drafts(workspace) == {}
    edit(workspace / "locales/book/situations/writing.toml", "Hello, this is {staff}.", "Welcome, this is {staff}.")
    run("update")
    after = printed()
    assert {name for name in after if after[name] != before[name]} == {f"chat-agent.{code}.pdf" for code in LOCALES}
    assert drafts(workspace) == {code: ["writing.chat-hello"] for code in LOCALES}
    edit(book, 'approval = "preferred"', 'approval = "required"')
    result = run("cards", "-r", "chat-agent", "-l", "fi", "--situation", "writing")
    assert "chat-agent.fi.pdf leaves out 1 fuzzy: writing.chat-hello" in result.stderr
    assert "writing.chat-hello" not in [card.key for card in deck_in(workspace, "chat-agent", "fi").lines]


def deck_in(workspace: Path, role: str, code: str) -> Deck:
    """The deck of a role as it would be printed now."""
    opened = read_workspace(workspace)
    return build_deck(opened.book.roles[role], read_phrasebook(opened, code))


def drafts(workspace: Path) -> dict[str, list[str]]:
    """The draft cards of the chat agent by locale."""
    found = {code: [c.key for c in deck_in(workspace, "chat-agent", code).lines if c.draft] for code in LOCALES}
    return {code: keys for code, keys in found.items() if keys}


def test_edited_wording_changes_its_card_code_and_look_up(workspace: Path, run: Run) -> None:
    """An edited Arabic wording shows in the look-up and on its card, with a new code, and no old pronunciation."""

    def card() -> Line:
        opened = read_workspace(workspace)
        deck = build_deck(opened.book.roles["courier"], read_phrasebook(opened, "ar"), read_phrasebook(opened, "fi"))
        return next(card for card in deck.lines if card.key == "emergency.may-help")

    before = card()
    path = workspace / "locales/ar/LC_MESSAGES/phrases.po"
    edit(path, f'msgstr "{before.wording.text}"', f'msgstr "{before.wording.text} شكرًا لكم."')
    after = card()
    assert before.pronunciation
    assert after.pronunciation is None
    assert after.code != before.code
    assert after.wording.text.endswith("شكرًا لكم.")
    hit = json.loads(run("say", "emergency.may-help", "-l", "ar", "--json").output)
    assert (hit["wording"], hit["pronunciation"]) == (after.wording.text, "")


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize("kind", ["word of 60 letters", "sentence of 90 words"])
def test_what_cannot_fit_is_told_and_not_printed(code: str, kind: str, workspace: Path, run: Run) -> None:
    """Such a deck is not written, the others are; the card is named with its excess, and the command ends with 1."""
    letters = {"ar": "ب", "ru": "ы"}.get(code, "w")
    text = letters * 60 if kind.startswith("word") else " ".join([letters * 4] * 90)
    if code == "en":
        path = workspace / "locales/book/situations/emergency.toml"
        edit(path, "I know first aid. May I help you? I will say what I do before I do it.", text)
        run("update", "en")
    else:
        catalog = workspace / f"locales/{code}/LC_MESSAGES/phrases.po"
        block = next(b for b in catalog.read_text().split("\n\n") if 'msgctxt "emergency.may-help"' in b)
        edit(catalog, block, re.sub(r'msgstr ".*"', f'msgstr "{text}"', block))
    other = "fi" if code != "fi" else "ru"
    result = run("cards", "-r", "security-officer", "-l", code, "-l", other, "--situation", "emergency", exit_code=1)
    side = "wide" if kind.startswith("word") else "high"
    found = re.findall(
        rf"card [\w-]{{9}} \(27\.7 emergency\.may-help, {code}\) does not fit:"
        rf" ([\d.]+) mm too {side} for id1; it fits on (\w+)",
        result.stderr,
    )
    assert len(found) == 1, result.stderr
    decks = [path.name for path in (workspace / "build/cards").glob("security-officer.*")]
    assert decks == [f"security-officer.{other}.pdf"]


def test_all_six_parameters_reach_each_role(shipped: Workspace) -> None:
    """Every role's script says something of gesture, tone, distance, safety, pace and appearance."""
    book = shipped.book
    for role in book.roles.values():
        steps = [step for key in role.situations() for step in book.situations[key].steps]
        assert role.appearance
        assert any(step.within for step in steps)
        assert all(any(name in step.directions() for step in steps) for name in DIRECTIONS)


def test_book_carries_every_standard(shipped: Workspace) -> None:
    """Every item of every framework, every move and every complaint code is used by a step, a phrase or a role."""
    book = shipped.book
    steps = [step for situation in book.situations.values() for step in situation.steps]
    phrases = book.phrases().values()
    used = {s for tagged in (*steps, *phrases, *book.roles.values()) for s in tagged.standards}
    standards = book.standards
    counts = [sum(s.framework == key for s in standards.standards.values()) for key in standards.frameworks]
    assert counts == [6, 4, 3, 10]
    assert used == standards.standards.keys()
    assert {move for step in steps for move in step.moves} == standards.moves.keys()
    assert {phrase.complaint for phrase in phrases} - {""} == standards.complaints.keys()
    assert {phrase.customer for phrase in phrases} - {""} == {"upset", "unsure", "hurried"}
    assert {value.value for value in standards.standards.values()} == standards.values.keys()
    assert len(standards.models) == len(standards.dimensions) == 5


def test_book_is_as_large_as_it_says(shipped: Workspace) -> None:
    """The README's numbers are those of the book; every placeholder type and part of day is there."""
    book = shipped.book
    assert (len(book.roles), len(book.situations), len(book.phrases())) == (13, 34, 625)
    assert {p.type for p in book.placeholders.values()} == {"text", "number", "money", "date", "time", "phone"}
    assert {p.when for p in book.phrases().values()} >= {"morning", "noon", "afternoon", "evening"}
    reached = {key for role in book.roles.values() for key in role.situations()}
    assert reached == book.situations.keys()


def test_every_role_can_call_for_help_and_for_a_language(shipped: Workspace) -> None:
    """A beginner's pocket holds at most twelve phrases, among them one for an emergency and the one for a language."""
    for role in shipped.book.roles.values():
        assert {"emergency", "language"} <= set(role.situations())
        assert len(role.pocket) <= 12
        assert "language.fetch" in role.pocket
        assert any(key.startswith("emergency.") for key in role.pocket)


def test_situations_are_of_a_size_that_is_learnt(shipped: Workspace) -> None:
    """A situation has two to six steps, and a step two to five phrases; one only where no speaker wants another."""
    for situation in shipped.book.situations.values():
        assert 2 <= len(situation.steps) <= 6, situation.key
        for step in situation.steps:
            assert 1 <= len(step.phrases) <= 5, f"{situation.key}.{step.key}"
            assert len(step.directions()) >= 2, f"{situation.key}.{step.key}"


def test_sources_are_written_for_the_ear(shipped: Workspace) -> None:
    """No sentence has over fourteen words, a number has its plural; a note is there, and keywords of their own."""
    for phrase in shipped.book.phrases().values():
        for text in filter(None, (phrase.say, phrase.say_plural)):
            assert max(len(sentence.split()) for sentence in re.split(r"[.?:]\s", text)) <= 14, text
        assert phrase.note, phrase.key
        assert bool(phrase.count) == bool({"minutes", "items"} & set(placeholders(phrase.say))), phrase.key
        said = set(re.findall(r"\w+", phrase.say.casefold()))
        assert len(phrase.keywords) >= 3, phrase.key
        assert not said & {word.casefold() for word in phrase.keywords}, phrase.key


@pytest.mark.parametrize("code", LOCALES)
def test_staff_find_each_phrase_by_words_of_their_own(code: str, books: Mapping[str, Phrasebook]) -> None:
    """Each phrase has at least three keywords in each language."""
    entries = books[code].entries.values()
    assert [entry.key for entry in entries if len(set(entry.keywords)) < 3] == []


def test_plan_covers_each_common_complaint(shipped: Workspace) -> None:
    """Each complaint code has its first sentence, its question and its promise; the promise says by when."""
    book = shipped.book
    phrases = book.phrases()
    assert len(book.standards.complaints) == 12
    for code, complaint in book.standards.complaints.items():
        assert [phrases[key].complaint for key in (complaint.first, complaint.question, complaint.promise)] == [
            code
        ] * 3
        assert "?" in phrases[complaint.question].say or "tell me" in phrases[complaint.question].say
        assert re.search(r"\{(?:date|time|minutes)\}", phrases[complaint.promise].say), code


def test_complaint_is_a_full_scene(shipped: Workspace) -> None:
    """The complaint makes every neutral move, so that each model is an order over what is there."""
    book = shipped.book
    made = {move for step in book.situations["complaint"].steps for move in step.moves}
    assert made == book.standards.moves.keys()


def test_customer_can_answer_without_a_word(shipped: Workspace, books: Mapping[str, Phrasebook]) -> None:
    """The customer names the own language in that language, answers by pointing, and every point is an answer."""
    book = shipped.book
    named = {books[code].points["i-speak"].forms for code in LOCALES}
    assert len(named) == len(LOCALES)
    assert book.numbers[:3] == (0, 1, 2)
    assert {"yes", "no", "do-not-know", "write-it", "wait"} <= book.points.keys()
    used = {answer for phrase in book.phrases().values() for answer in phrase.answers}
    assert NUMBERS in used
    assert len(used) > 20


def test_greetings_have_their_replies(shipped: Workspace, books: Mapping[str, Phrasebook]) -> None:
    """A greeting at a time of day is answered with a phrase of its own; in Arabic the two are a pair."""
    phrases = shipped.book.phrases()
    for part in ("morning", "noon", "afternoon", "evening"):
        assert phrases[f"greeting.{part}"].reply in phrases
    arabic = books["ar"].entries
    assert "صباح النور" in arabic[phrases["greeting.morning"].reply].wording().forms[0]
    assert "مساء النور" in arabic[phrases["greeting.evening"].reply].wording().forms[0]


@pytest.mark.parametrize("code", LOCALES[1:])
def test_each_term_has_its_word(code: str, shipped: Workspace) -> None:
    """The book's sixty terms and more are all used in it, and each language says how it renders each of them."""
    terms = shipped.book.glossary
    assert len(terms) >= 60
    assert shipped.locales[code].glossary.keys() == terms.keys()
    assert all(shipped.locales[code].glossary.values())
    sources = " ".join(m.msgid for domain in ("phrases", "guidance") for m in shipped.template(domain)).casefold()
    assert [term for term in terms if term[:-1] not in sources] == []


def test_shipped_book_is_approved_whole(shipped: Workspace, books: Mapping[str, Phrasebook]) -> None:
    """Only approved wordings reach staff, and none is left out: every message is sealed as it stands."""
    assert shipped.book.approval == "required"
    for code in LOCALES:
        book = books[code]
        assert book.left_out == ()
        assert not any(wording.draft for entry in book.entries.values() for wording in entry.wordings)
    assert [row for row in counts(shipped, LOCALES) if row[2].translated + row[2].fuzzy + row[2].missing] == []


def test_phrases_are_distinct(shipped: Workspace) -> None:
    """No two phrases say nearly the same: none shares 0.9 of its character trigrams with another."""

    def grams(text: str) -> frozenset[str]:
        folded = re.sub(r"\W+", " ", text.casefold())
        return frozenset(folded[i : i + 3] for i in range(len(folded) - 2))

    sources = [(key, grams(phrase.say)) for key, phrase in shipped.book.phrases().items()]
    near = [
        (a, b)
        for i, (a, left) in enumerate(sources)
        for b, right in sources[i + 1 :]
        if 2 * len(left & right) / (len(left) + len(right)) > 0.9
    ]
    assert near == []
