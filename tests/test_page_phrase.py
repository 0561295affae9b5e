"""One phrase on the look-up page, in a real browser: all that stands there, and what staff do with it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from conftest import edit
from pages import ISOLATES, Device, ask, find, go, keys, meaning, open_page, speak, tap, until, wording, write_page
from playwright.sync_api import Browser, Locator, Page, expect

from scripts_gen import reading
from scripts_gen.deck import Wish, build_deck
from scripts_gen.drawer import EXAMPLE_CODE, Issued
from scripts_gen.issue import ledger_line
from scripts_gen.ledger import append_records
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebooks
from scripts_gen.seal import format_code
from scripts_gen.workspace import read_workspace

Books = Mapping[str, Phrasebook]


# --- a phrase ---------------------------------------------------------------------------------------------------------


def test_phrase_shows_all_that_staff_need(device: Device, whole_page: Path, books: Books) -> None:
    """Wording, sound, meaning, time, directions, what not to say, standards and replies, each in its language."""
    key, ru, fi = "waiting.feel-worse", books["ru"], books["fi"]
    page = device(whole_page, f"#/phrase/{key}", staff="fi", customer="ru")
    entry = ru.entries[key]
    situation, step = entry.situation, entry.step

    def labelled(word: str) -> Locator:
        return page.locator(".labelled").filter(has=page.get_by_role("heading", name=fi.word(word).text, exact=True))

    expect(page.locator("h1")).to_have_text(wording(ru, key))
    sound = labelled("pronunciation").locator("p")
    expect(sound).to_have_text("".join(piece.text for piece in ru.pronunciation_pieces(entry, entry.wording())))
    expect(sound).to_have_attribute("lang", "ru-Latn")
    expect(labelled("meaning").locator("p")).to_have_text(meaning(fi, key))
    expect(labelled("meaning").locator("p")).to_have_attribute("lang", "fi")
    expect(labelled("within").locator("p")).to_have_text(fi.formatter.duration(step.within))
    assert list(step.directions()) == ["gesture", "tone", "distance", "safety"]
    for direction in reading.directions(situation, step, fi):
        expect(labelled(direction.name).locator("p")).to_have_text(direction.text.text)
    expect(labelled("not_say").locator("li")).to_have_text([text.text for text in reading.instead_of(key, fi)])
    standards = [fi.guide(f"standard.{standard}#title").text for standard in (*step.standards, *entry.phrase.standards)]
    expect(labelled("page_standards").locator("li")).to_have_text(standards)
    shown, meant = (list(book.answers(entry.phrase.answers).values()) for book in (ru, fi))
    expect(labelled("answers").locator("li > :first-child")).to_have_text(shown)
    expect(labelled("answers").locator("li > :last-child")).to_have_text(meant)
    go(page, "#/phrase/apology.bumped")
    reply = labelled("reply").locator("a.entry")
    expect(reply.locator(".said")).to_have_text(wording(ru, "apology.accepted"))
    assert keys(reply) == ["apology.accepted"]


def test_approval_has_its_date_as_staff_write_it(device: Device, whole_page: Path, books: Books) -> None:
    """The date of the wording's approval is written the way of the language that staff read."""
    page = device(whole_page, "#/phrase/waiting.next", customer="fi")
    approved = books["fi"].entries["waiting.next"].wording().approved
    for code, book in books.items():
        page.evaluate("(code) => app.chooseStaff(code)", code)
        day = book.formatter.format(next(p for p in book.book.placeholders.values() if p.type == "date"), approved)
        told = book.word("page_approved").text.replace("{date}", day)
        assert ISOLATES.sub("", page.locator("#approval").inner_text()).split() == told.split()


def test_phrase_without_a_wording_says_so(device: Device, whole_page: Path, books: Books) -> None:
    """Where a language has no such phrase, nothing can be shown, copied or printed, and the meaning still stands."""
    page = device(whole_page, "#/phrase/greeting.noon")
    expect(page.locator("h1")).to_have_text("There is no approved wording in this language.")
    shown = page.locator(".actions").locator("a, button").all_inner_texts()
    assert shown == ["Add to favourites", "Note a complaint"]
    expect(page.locator(".meaning")).to_have_text(books["en"].book.phrases()["greeting.noon"].say)
    go(page, "#/show/greeting.noon")
    expect(page.locator("h1")).to_have_text("There is no approved wording in this language.")
    speak(page, "tl")
    expect(page.locator("h1.huge")).to_have_text(wording(books["tl"], "greeting.noon"))


VARIED = (
    ("ru", "ar", "introduction.read-notes", "speaker", "female"),
    ("ar", "ru", "expectations.not-sure", "speaker", "female"),
    ("tl", "ru", "name.come-back", "listener", "male"),
    ("tl", "ar", "writing.dear", "listener", "female"),
    ("fi", "ru", "name.come-back", "listener", "several"),
    ("ar", "tl", "writing.dear", "listener", "female"),
)


def test_wording_depends_on_who_speaks_and_to_whom(device: Device, whole_page: Path, books: Books) -> None:
    """A switch named in the language of staff changes the wording, and the meaning where that varies alike."""
    page = device(whole_page)
    for code, staff, key, axis, value in VARIED:
        reader, spoken = books[staff], books[code]
        page.evaluate("(codes) => (app.chooseStaff(codes[0]), app.chooseCustomer(codes[1]))", [staff, code])
        page.evaluate("() => app.choose('speaker', 'male')")
        go(page, f"#/phrase/{key}")
        switch = page.get_by_role("radio", name=reader.word(f"{axis}_{value}").text, exact=True)
        expect(switch).not_to_be_checked()
        switch.check()
        expect(page.locator("h1")).to_have_text(wording(spoken, key, {axis: value}, reader))
        expect(page.locator("h1")).not_to_have_text(wording(spoken, key, reader=reader))
        expect(page.locator(".meaning")).to_have_text(meaning(reader, key, {axis: value}))
        expect(switch).to_be_focused()


def test_speaker_is_remembered_and_the_customer_is_not(device: Device, whole_page: Path, books: Books) -> None:
    """Whoever carries the device stays a woman; the next customer may be anybody."""
    page, ru = device(whole_page, "#/settings", customer="ru"), books["ru"]
    page.get_by_role("radio", name="a woman speaks").check()
    go(page, "#/phrase/greeting.child")
    page.get_by_role("radio", name="to a woman").check()
    expect(page.locator("h1")).to_have_text(wording(ru, "greeting.child", {"listener": "female"}))
    page.reload()
    expect(page.locator("h1")).to_have_text(wording(ru, "greeting.child"))
    go(page, "#/phrase/introduction.read-notes")
    expect(page.locator("h1")).to_have_text(wording(ru, "introduction.read-notes", {"speaker": "female"}))
    expect(page.get_by_role("radio", name="a woman speaks")).to_be_checked()


# --- blanks -----------------------------------------------------------------------------------------------------------


def test_number_brings_its_plural(device: Device, short_page: Path, books: Books) -> None:
    """The wording and its meaning follow each number while it is typed, in the digits of any keyboard."""
    page = device(short_page, "#/phrase/waiting.how-long")
    numbers = {"ru": ("1", "2", "5", "21"), "ar": ("1", "2", "3", "11", "100"), "tl": ("1", "4"), "fi": ("1", "2")}
    blank = page.get_by_label("minutes")
    for code, typed in numbers.items():
        speak(page, code)
        for number in typed:
            blank.fill(number)
            expect(page.locator("h1")).to_have_text(wording(books[code], "waiting.how-long", minutes=number))
            expect(page.locator(".meaning")).to_have_text(wording(books["en"], "waiting.how-long", minutes=number))
    expect(blank).to_be_focused()
    for number in ("\u0661\u0661", "\u06f2\u06f1"):
        blank.fill(number)
        number = str(int(number))
        expect(page.locator("h1")).to_have_text(wording(books["fi"], "waiting.how-long", minutes=number))


FILLED = {
    "payment.in-parts": {"amount": ("12,50", "inputmode", "decimal"), "date": ("2026-03-14", "type", "date")},
    "follow-up.voice-message": {
        "staff": ("Maria", "dir", "auto"),
        "callback": ("+358 40 123 4567", "type", "tel"),
        "time": ("14:30", "type", "time"),
    },
    "waiting.how-long": {"minutes": ("5", "inputmode", "numeric")},
}


def test_blanks_are_typed_fields(device: Device, whole_page: Path, books: Books) -> None:
    """Each kind of value has the field and the keyboard for it, and is written the way of the customer's language."""
    page = device(whole_page)
    for code, (key, blanks) in zip(("ar", "fi", "ru"), FILLED.items(), strict=True):
        page.evaluate("(code) => app.chooseCustomer(code)", code)
        go(page, f"#/phrase/{key}")
        for name, (typed, attribute, kind) in blanks.items():
            blank = page.get_by_label(books["en"].label(name))
            expect(blank).to_have_attribute(attribute, kind)
            blank.fill(typed)
        values = {name: "12.50 EUR" if name == "amount" else typed for name, (typed, *_) in blanks.items()}
        expect(page.locator("h1")).to_have_text(wording(books[code], key, **values))
    tap(page, "Show")
    expect(page.locator("h1.huge")).to_have_text(wording(books["ru"], "waiting.how-long", minutes="5"))
    tap(page, "Close")
    expect(page.get_by_label("minutes")).to_have_value("5")


WRONG = {
    "waiting.how-long": ("minutes", ("five", "1.5"), "7", "7", "5"),
    "hold.read-back": ("callback", ("call me", "12"), "09 123 4567", "09 123 4567", "+358 40 123 4567"),
    "payment.change": ("amount", ("much", "1.2.3"), "3", "3 EUR", "12.50 EUR"),
}


def test_wrong_value_says_what_is_expected(device: Device, whole_page: Path, books: Books) -> None:
    """A field says what it wants in the language of staff, and the wording keeps its blank until it is right."""
    page = device(whole_page, staff="ru", customer="fi")
    ru, fi = books["ru"], books["fi"]
    expected = ru.word("page_expected").text
    for key, (name, wrong, right, value, example) in WRONG.items():
        go(page, f"#/phrase/{key}")
        blank = page.locator(f"#blank-{name}")
        for typed in wrong:
            blank.fill(right)
            expect(page.locator("h1")).to_have_text(wording(fi, key, **{name: value}))
            expect(blank).to_have_accessible_description("")
            blank.fill(typed)
            expect(blank).to_have_attribute("aria-invalid", "true")
            expect(blank).to_have_accessible_description(expected.replace("{example}", example))
            expect(page.locator("h1")).to_have_text(wording(fi, key, reader=ru))
    currency = page.get_by_label(ru.word("page_currency").text)
    expect(currency).to_have_value("EUR")
    page.locator("#blank-amount").fill("3")
    for coin, invalid in (("xxq", "true"), ("usd", "false")):
        currency.fill(coin)
        expect(page.locator("#blank-amount")).to_have_attribute("aria-invalid", invalid)
    expect(page.locator("h1")).to_have_text(wording(fi, "payment.change", amount="3 USD"))


def test_what_was_typed_is_forgotten_with_its_phrase(device: Device, short_page: Path) -> None:
    """A customer's name goes neither into the next phrase nor into the memory of the device."""
    page = device(short_page, "#/phrase/writing.dear")
    blank = page.get_by_label("customer's name")
    blank.fill("Virtanen")
    speak(page, "fi")
    expect(blank).to_have_value("Virtanen")
    go(page, "#/phrase/name.come-back")
    expect(blank).to_have_value("")
    blank.fill("Virtanen")
    find(page, "Virtanen")
    stored = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "name.come-back" in stored
    assert "Virtanen" not in stored


# --- say, copy, print -------------------------------------------------------------------------------------------------

VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const voices = [["far", "ru-RU"], ["far", "ar-SA"], ["near", "ru-RU"], ["near", "fil_PH"]];
const synthesis = Object.assign(new EventTarget(), {
  known: [], speaking: false,
  getVoices: () => synthesis.known,
  speak(speech) {
    Object.assign(synthesis, { now: speech, speaking: true });
    spoken.push([speech.text, speech.lang, speech.voice.name]);
    speech.onstart();
  },
  cancel() {
    if (synthesis.speaking) synthesis.now.onend();
    synthesis.speaking = false;
  },
});
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
window.arrive = () => {
  synthesis.known = voices.map(([name, lang]) => ({ name, lang, localService: name === "near" }));
  synthesis.dispatchEvent(new Event("voiceschanged"));
};
"""


def test_wording_is_said_by_a_voice_of_the_device(browser: Browser, short_page: Path, books: Books) -> None:
    """Listen is there only for languages with a voice that sends nothing away, says what stands there, and stops."""
    page = open_page(browser, short_page, "#/phrase/language.fetch", VOICES)
    speak(page, "ru")
    listen = page.get_by_role("button", name="Listen", exact=True)
    expect(listen).to_have_count(0)
    page.evaluate("arrive()")
    expect(listen).to_have_count(1)
    for place, codes in (("#/phrase/language.fetch", ("ar", "tl", "fi")), ("#/show/language.fetch", ("en", "ru"))):
        go(page, place)
        for code in codes:
            speak(page, code)
            tag = {"ru": "ru-RU", "tl": "fil_PH"}.get(code)
            expect(listen).to_have_count(1 if tag else 0)
            if tag:
                listen.click()
                tap(page, "Stop")
                expect(listen).to_have_count(1)
                assert page.evaluate("spoken.pop()") == [wording(books[code], "language.fetch"), tag, "near"]
    assert page.evaluate("spoken") == []
    page.context.close()


def test_wording_is_copied_as_it_is_filled(device: Device, short_page: Path, books: Books) -> None:
    """What lies on the clipboard is the wording with its values, ready to paste, and a blank as a line."""
    page, ar = device(short_page, "#/phrase/waiting.how-long"), books["ar"]
    tap(page, "Copy")
    expect(page.locator("#told")).to_have_text("Copied")
    blank = wording(ar, "waiting.how-long").replace("minutes", "____")
    assert page.evaluate("navigator.clipboard.readText()") == blank
    page.get_by_label("minutes").fill("11")
    tap(page, "Copy")
    filled = wording(ar, "waiting.how-long", minutes="11")
    until(page, f"await navigator.clipboard.readText() === {json.dumps(filled)}")


def test_wording_is_copied_where_the_clipboard_is_closed(device: Device, short_page: Path, books: Books) -> None:
    """A browser that gives pages no clipboard copies what is selected; where that fails, too, the page says so."""
    page = device(short_page, "#/phrase/greeting.busy")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tap(page, "Copy")
    expect(page.locator("#told")).to_have_text("Copied")
    page.locator("#search").press("Control+V")
    expect(page.locator("#search")).to_have_value(wording(books["ar"], "greeting.busy"))
    page.evaluate("document.execCommand = () => false")
    go(page, "#/phrase/greeting.busy")
    tap(page, "Copy")
    expect(page.locator("#told")).to_have_text("Could not copy")


CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
MILLIMETRE = 72 / 25.4


def print_card(page: Page) -> pdfplumber.page.Page:
    """Touch Print this card; return the one page that comes out of the printer, an A6."""
    page.evaluate("() => { window.printed = false; window.print = () => { window.printed = true; }; }")
    tap(page, page.evaluate("() => app.word('page_print').text"))
    assert page.evaluate("printed")
    (sheet,) = pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [round(side / MILLIMETRE) for side in (sheet.width, sheet.height)] == [105, 148]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".paper")).to_have_count(0)
    return sheet


def test_card_is_one_a6_page_with_a_current_code(device: Device, whole_page: Path, books: Books) -> None:
    """It has wording, sound, meaning and place in the book, and a code that the page calls current; not once filled."""
    page, ru, key = device(whole_page, "#/phrase/hold.driving", customer="ru"), books["ru"], "hold.driving"
    text = " ".join(print_card(page).extract_text().split())
    entry = ru.entries[key]
    sound = "".join(piece.text for piece in ru.pronunciation_pieces(entry, entry.wording()))
    number = f"{entry.situation.number}.{entry.phrase.number}"
    for said in (wording(ru, key), sound, wording(books["en"], key), "Northlight", number):
        assert said in text
    (code,) = CODE.findall(text)
    go(page, "#/phrase/waiting.how-long")
    page.get_by_label("minutes").fill("5")
    assert not CODE.search(print_card(page).extract_text())
    go(page, f"#{code}")
    expect(page.locator(".verdict")).to_have_text("This card is current.")


FULLEST = """(codes) => codes.flatMap((code) => codes.filter((other) => other !== code).flatMap((staff) => {
  app.customer = app.book.locales.get(code);
  app.staff = app.book.locales.get(staff);
  const texts = (phrase) => rowsOf(app.customer, phrase).flatMap(({ forms, sounds }) => [...forms, ...sounds]);
  const length = (phrase) => texts(phrase).join("").length;
  const longest = [...app.book.phrases.values()].sort((a, b) => length(b) - length(a)).slice(0, 5);
  return longest.map((phrase) => {
    const card = paperCard(app, phrase);
    document.body.append(card);
    fitPaper(card);
    const [box, ...boxes] = [card, ...card.querySelectorAll("*")].map((element) => element.getBoundingClientRect());
    const edges = boxes.map((its) => [box.left - its.left, its.right - box.right, its.bottom - box.bottom]);
    const over = Math.max(...edges.flat());
    const points = parseFloat(getComputedStyle(card.querySelector(".wording")).fontSize) * 0.75;
    card.remove();
    return { height: (box.height / 96) * 25.4, over, points, key: phrase.key, code, staff };
  });
}))"""


def test_longest_wordings_fit_their_card(device: Device, whole_page: Path, books: Books) -> None:
    """In each pair of languages nothing is over the edge, the type stays legible, and the fullest card is one page."""
    page = device(whole_page, "#/phrase/greeting.busy")
    cards = ask(page, FULLEST, list(books))
    assert len(cards) == 100
    assert [card for card in cards if card["height"] > 130 or card["over"] > 1 or card["points"] < 13] == []
    fullest = max(cards, key=lambda card: card["height"])
    page.evaluate("(card) => (app.chooseStaff(card.staff), app.chooseCustomer(card.code))", fullest)
    go(page, f"#/phrase/{fullest['key']}")
    sheet = print_card(page)
    assert "Northlight" in sheet.extract_text()
    assert max(char["bottom"] for char in sheet.chars) < sheet.height - 7 * MILLIMETRE


# --- the code of a card -----------------------------------------------------------------------------------------------

OLD = "greeting.busy"


@pytest.fixture(scope="module")
def issued(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The page of a book whose greeting was reworded since its cards were issued; the codes of its cards.

    The card with the code of the examples has the two other phrases.
    """
    folder = Path(shutil.copytree(brief, tmp_path_factory.mktemp("issued") / "workspace"))
    workspace = read_workspace(folder)
    known = read_phrasebooks(workspace, ("ar", "en"))
    wish = Wish(keys=(OLD, "language.fetch", "language.lift-out"))
    deck = build_deck(workspace.book.roles["cashier"], known["ar"], known["en"], wish=wish)
    cards = [(format_code(line.code), (ledger_line(line, deck),)) for line in deck.lines]
    cards.append((EXAMPLE_CODE, tuple(ledger_line(line, deck) for line in deck.lines if line.key != OLD)))
    printing = ("2026-11-01", "2026-11-01", 1, "", "run")
    append_records(
        folder, [Issued(code, "phrase", "id1", "cashier", "ar", "en", said, *printing) for code, said in cards]
    )
    catalog, said = folder / "locales/ar/LC_MESSAGES/phrases.po", known["ar"].entries[OLD].wording().forms[0]
    edit(catalog, f'msgctxt "{OLD}"', f'# approved: 2026-11-01 Somebody 00000000\nmsgctxt "{OLD}"')
    edit(catalog, f'msgstr "{said}"', f'msgstr "{said} شكرًا."')
    return write_page(folder, folder / "page.html"), {line.key: format_code(line.code) for line in deck.lines}


def test_code_tells_whether_a_card_is_current(device: Device, issued: tuple[Path, dict[str, str]]) -> None:
    """Typed in any spelling, or behind the page's address: current, out of date, or unknown, and which phrase it is."""
    file, codes = issued
    page = device(file, customer="fi")
    verdicts = (
        (codes[OLD], "This card is out of date.", [OLD]),
        (codes["language.fetch"], "This card is current.", ["language.fetch"]),
        (EXAMPLE_CODE, "This card is current.", ["language.fetch", "language.lift-out"]),
        ("0123-4567", "no card has this code", []),
    )
    for code, verdict, phrases in verdicts:
        find(page, code.replace("0", "O").replace("1", "l").replace("-", "").lower())
        for place in ("", f"#{code}", f"#{code.lower().replace('-', '')}"):
            if place:
                go(page, place)
            expect(page.locator(".card .code")).to_have_text(code)
            expect(page.locator(".verdict")).to_contain_text(verdict)
            assert keys(page.locator(".card a.entry")) == phrases
        go(page, "#")
    go(page, f"#{codes[OLD]}")
    page.locator(".card a.entry").click()
    expect(page.locator("h1")).to_have_attribute("lang", "ar")
    expect(page.locator("h1")).to_contain_text("شكرًا.")


def test_reworded_phrase_is_marked(device: Device, issued: tuple[Path, dict[str, str]]) -> None:
    """A wording that was changed after its approval says so, with the date, and is marked wherever it is shown."""
    page = device(issued[0], f"#/phrase/{OLD}", customer="ar")
    expect(page.locator("#approval")).to_have_text("Approved: November 1, 2026. Changed since.")
    expect(page.locator(".draft")).to_have_text("DRAFT")
    tap(page, "Show")
    expect(page.locator(".draft")).to_be_in_viewport()
