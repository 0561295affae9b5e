"""The look-up page as staff use it, in a real browser: every screen and every button, by finger and by key."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import count
from pathlib import Path

import pdfplumber
import polib
import pytest
from conftest import ROOT, edit
from pages import ask, go, open_page, write_page
from playwright.sync_api import Browser, Locator, Page, expect

from scripts_gen import reading
from scripts_gen.deck import Wish, build_deck
from scripts_gen.drawer import EXAMPLE_CODE, Issued
from scripts_gen.issue import ledger_line
from scripts_gen.ledger import append_records
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.produce import read_phrasebooks
from scripts_gen.seal import format_code
from scripts_gen.wording import Text
from scripts_gen.workspace import read_workspace

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 720}
ISOLATES = re.compile("[\u2066-\u2069]")
VISITS = count()
Books = Mapping[str, Phrasebook]
Device = Callable[..., Page]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def screen(browser: Browser, short_page: Path) -> Iterator[Page]:
    """The screen of a device; a new one for each test would take most of the time."""
    page = open_page(browser, short_page, permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


@pytest.fixture
def device(screen: Page) -> Device:
    """Opens a page at a place, as a device that never saw one but remembers what it is told to."""

    def device(file: Path, place: str = "", size: Mapping[str, int] = DESKTOP, **kept: object) -> Page:
        memory = {"scripts-gen Northlight Phrasebook": json.dumps(kept)} if kept else {}
        screen.evaluate("(memory) => { localStorage.clear(); Object.assign(localStorage, memory); }", memory)
        screen.set_viewport_size(dict(size))
        screen.goto(f"{file.as_uri()}?{next(VISITS)}{place}")
        screen.locator("main > *").first.wait_for()
        return screen

    return device


def tap(page: Page, name: str) -> None:
    """Touch the button or the link of this name."""
    kinds = (page.get_by_role("button", name=name, exact=True), page.get_by_role("link", name=name, exact=True))
    kinds[0].or_(kinds[1]).click()


def speak(page: Page, code: str) -> Locator:
    """Touch the customer's language; return its button."""
    button = page.locator(f".languages [lang={code}]")
    button.click()
    return button


def keys(links: Locator) -> list[str]:
    """Return the phrases of a list in the order they stand in."""
    hrefs = links.evaluate_all('(links) => links.map((link) => link.getAttribute("href"))')
    return [href.rpartition("/")[2] for href in hrefs]


def find(page: Page, words: str) -> list[str]:
    """Type into the search; return what it finds."""
    page.locator("#search").fill(words)
    page.locator("#results > *").first.wait_for()
    return keys(page.locator("#results a.entry"))


def until(page: Page, condition: str) -> None:
    """Wait until a condition of the page's program holds."""
    page.evaluate(f"""async () => {{
      for (const end = performance.now() + 15_000; !({condition}); await new Promise((done) => setTimeout(done, 10)))
        if (performance.now() > end) throw new Error("never came true");
    }}""")


def wording(
    book: Phrasebook,
    key: str,
    chosen: Mapping[str, str] | None = None,
    reader: Phrasebook | None = None,
    **values: str,
) -> str:
    """Return a wording as it stands on the page, blanks by their labels for ``reader``: of the source where None."""
    entry = book.entries[key]
    pieces = book.pieces(entry, entry.wording(chosen), values)
    labels = {name: reader.label(name) if reader else known.label for name, known in book.book.placeholders.items()}
    return "".join(piece.text if isinstance(piece, Text) else labels[piece.name] for piece in pieces)


def meaning(book: Phrasebook, key: str, chosen: Mapping[str, str] | None = None) -> str:
    """Return what a phrase means to readers of ``book``, as it stands on the page."""
    said = reading.meaning(book.entries[key].phrase, book, chosen)
    return "".join(piece.text if isinstance(piece, Text) else piece.label.text for piece in said.pieces)


# --- the first screen -------------------------------------------------------------------------------------------------

CHOOSE_ROLES = """(roles) => roles.map((role) => {
  const select = document.getElementById("role");
  select.value = role;
  select.dispatchEvent(new Event("change"));
  return [...document.querySelectorAll("main a.entry")].map((link) => link.hash.split("/")[2]);
})"""


def test_page_opens_on_the_pocket_of_the_role(device: Device, whole_page: Path, books: Books) -> None:
    """Each role has its own phrases as big buttons, twelve at most; with no role it is what most roles carry."""
    page, book = device(whole_page, size=PHONE), books["en"].book
    pocket = page.locator("main a.entry")
    assert keys(pocket) == list(book.roles["cashier"].pocket)
    assert pocket.count() == 12
    for box in pocket.evaluate_all("(links) => links.map((link) => link.getBoundingClientRect().toJSON())"):
        assert box["width"] > 250
        assert box["height"] >= 56
    assert ask(page, CHOOSE_ROLES, list(book.roles)) == [list(role.pocket) for role in book.roles.values()]
    page.locator("#role").select_option("")
    order = list(book.phrases())
    carried = Counter(key for role in book.roles.values() for key in role.pocket)
    most = sorted(carried, key=lambda key: (-carried[key], order.index(key)))[:12]
    assert keys(pocket) == most
    page.reload()
    pocket.first.wait_for()
    assert keys(pocket) == most


VISIT = """const visit = (place) => (location.hash || "#") !== place && new Promise((done) => {
  addEventListener("hashchange", done, { once: true });
  location.hash = place;
});"""
IN_SIGHT = (
    f"""async (places) => {{
  {VISIT}"""
    + """
  const screens = {};
  for (const place of places) {
    if (place.startsWith("#")) {
      await visit(place);
    } else {
      const search = document.getElementById("search");
      search.value = place;
      search.dispatchEvent(new Event("input"));
    }
    for (const depth of [0, 100_000]) {
      scrollTo(0, depth);
      screens[`${place} at ${depth}`] = [...document.querySelectorAll(".languages button, .urgent a")].filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && element.contains(there);
      }).map((element) => element.innerText);
    }
  }
  return screens;
}"""
)
SCREENS = (
    "#/phrase/emergency.hurt",
    "#/show/emergency.hurt",
    "#/emergency",
    "#/settings",
    f"#{EXAMPLE_CODE}",
    "#",
    "receipt",
)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_languages_and_help_are_in_sight_on_every_screen(
    device: Device, short_page: Path, books: Books, size: dict[str, int]
) -> None:
    """Wherever one is and however far down: five languages in their own names, Emergency, somebody who speaks."""
    page = device(short_page, size=size)
    wanted = [*(book.locale.autonym for book in books.values()), "Emergency", "Fetch someone who speaks العربية"]
    seen = page.evaluate(IN_SIGHT, list(SCREENS))
    assert len(seen) == 2 * len(SCREENS)
    assert {place: texts for place, texts in seen.items() if texts != wanted} == {}


def test_one_tap_changes_the_language_of_the_wording(device: Device, short_page: Path, books: Books) -> None:
    """Text, ``lang`` and ``dir`` follow the customer: on a phrase, when it is shown, and in lists."""
    page = device(short_page, "#/phrase/waiting.next")
    for code, book in books.items():
        button = speak(page, code)
        expect(button).to_have_text(book.locale.autonym)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
        text = page.locator("h1.wording")
        expect(text).to_have_text(wording(book, "waiting.next"))
        expect(text).to_have_attribute("lang", code)
        expect(text).to_have_attribute("dir", book.locale.direction)
    for place, where, key in (
        ("#/show/waiting.next", "h1.huge", "waiting.next"),
        ("#/emergency", "li:first-child .said", "emergency.leave-now"),
    ):
        go(page, place)
        for code in ("ar", "ru"):
            speak(page, code)
            expect(page.locator(where)).to_have_text(wording(books[code], key))
            expect(page.locator(where)).to_have_attribute("lang", code)
            expect(page.locator(where)).to_have_attribute("dir", books[code].locale.direction)


def test_help_is_there_whatever_is_searched_and_filtered(device: Device, short_page: Path, books: Books) -> None:
    """Emergency lists all its phrases, each shown by one more tap; Fetch shows the customer's language at once."""
    page = device(short_page)
    page.locator("#role").select_option("chat-agent")
    page.locator("#situation").select_option("writing")
    find(page, "qqqq")
    tap(page, "Emergency")
    listed = page.locator("main a.entry")
    assert keys(listed) == [phrase.key for phrase in books["en"].book.situations["emergency"].phrases()]
    listed.first.click()
    expect(page.locator("h1.huge")).to_have_text(wording(books["ar"], "emergency.leave-now"))
    speak(page, "ru")
    tap(page, "Fetch someone who speaks Русский")
    expect(page.locator("h1.huge")).to_have_text(wording(books["ru"], "language.fetch"))


# --- the language of staff --------------------------------------------------------------------------------------------


def test_language_of_staff_is_chosen_once(device: Device, short_page: Path) -> None:
    """The page asks until it is answered, keeps the answer over a reload, and turns round for Arabic."""
    page = device(short_page)
    root, question = page.locator("html"), page.get_by_role("heading", name="I read", exact=True)
    expect(question).to_be_visible()
    page.locator(".panel").get_by_role("button", name="العربية").click()
    for _ in range(2):
        expect(root).to_have_attribute("lang", "ar")
        expect(root).to_have_attribute("dir", "rtl")
        expect(page.locator(".panel")).to_have_count(0)
        page.reload()
        page.locator("main a.entry").first.wait_for()
    go(page, "#/settings")
    page.get_by_role("radio", name="Русский").check()
    expect(root).to_have_attribute("lang", "ru")
    expect(root).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("radio", name="Русский")).to_be_focused()


def test_page_opens_in_the_language_of_the_device(
    browser: Browser, brief: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where nobody has said what staff read, the browser's first known language decides, else the book's own."""
    file = write_page(brief, tmp_path_factory.mktemp("page") / "all.html", "", "")
    page = open_page(browser, file, locale="fil-PH")
    expect(page.locator("html")).to_have_attribute("lang", "tl")
    for languages, code in ((["sv-SE", "ar-EG", "ru"], "ar"), (["sv-SE"], "en"), ([], "en")):
        page.evaluate(
            "(value) => Object.defineProperty(navigator, 'languages', { value, configurable: true })", languages
        )
        assert ask(page, "() => preferredLocale('', app.book.source).code") == code
    page.context.close()


TEXTS = (
    f"""async (places) => {{
  {VISIT}"""
    + """
  const told = [];
  document.getElementById("told").replaceChildren(); // told in another language a moment ago
  const look = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element.closest("script, noscript, .languages")) told.push([node.data, element.closest("[lang]").lang]);
    }
    const named = document.querySelectorAll("[aria-label]");
    told.push(...[...named].map((element) => [element.ariaLabel, document.documentElement.lang]));
  };
  const put = async (selector, value, kind) => {
    const field = document.querySelector(selector);
    field.value = value;
    field.dispatchEvent(new Event(kind));
    await app.ready;
    await pause();
  };
  for (const place of places) {
    await visit(place);
    look();
  }
  await put("input[inputmode=decimal]", "much", "input");
  document.getElementById("favourite").click();
  await app.copy(app.book.phrases.get("payment.too-little"));
  look();
  document.getElementById("favourite").click();
  for (const words of ["7K3Q-M2X4", "Ωψφ", "receipt"]) {
    await put("#search", words, "input");
    for (let i = 0; i < 1000 && words.includes("-") && !document.querySelector(".card"); i++) await pause();
    look();
  }
  await put("#role", "chat-agent", "change");
  look();
  await put("#role", "cashier", "change");
  await put("#search", "", "input");
  return told;
}"""
)
PLACES = (
    *("#/settings", "#", "#/phrase/greeting.morning", "#/show/waiting.slower", "#/emergency"),
    "#/phrase/payment.too-little",
)
SEEN = {
    *("page_add_favourite", "page_all_roles", "page_all_situations", "page_card_unknown", "page_close", "page_copied"),
    *("page_copy", "page_currency", "page_customer", "page_device", "page_emergency", "page_expected", "page_fetch"),
    *("page_favourites", "page_fill", "page_forget", "page_found", "page_home", "page_most_used", "page_nothing"),
    *("page_only_role", "page_pocket", "page_print", "page_reads", "page_recent", "page_remove_favourite", "page_role"),
    *("page_search", "page_search_hint", "page_settings", "page_show", "page_situation", "page_speaker"),
    *("page_standards", "page_turn", "answers", "draft", "gesture", "meaning", "not_say", "part_morning", "reply"),
    *("revised", "speaker_female", "speaker_male", "status_translated", "tone", "within"),
}
"""The words that one comes across on the page of the abridged book, whatever the two languages are."""


def test_every_word_is_in_the_language_of_staff(device: Device, short_page: Path) -> None:
    """What the page itself says stands in the interface catalog of that language; no English is left over."""
    kept = {"favourites": ["greeting.busy"], "used": ["greeting.busy"], "counts": {"greeting.busy": 2}}
    page = device(short_page, "#/settings", staff="en", **kept)
    for staff, customer in (("en", "fi"), ("ar", "ru"), ("fi", "ar"), ("ru", "tl"), ("tl", "ar")):
        page.evaluate(
            "([staff, customer]) => (app.chooseStaff(staff), app.chooseCustomer(customer))", [staff, customer]
        )
        told = {(ISOLATES.sub("", text).strip(), lang) for text, lang in page.evaluate(TEXTS, list(PLACES))}
        assert staff == "en" or {text for text, lang in told if lang == "en"} == {"English", "Northlight Phrasebook"}
        catalog = polib.pofile(str(ROOT / f"locales/{staff}/LC_MESSAGES/interface.po"))
        words = {entry.msgctxt.partition(".")[2]: (entry.msgid, entry.msgstr) for entry in catalog}
        own = {text for text, lang in told if lang == staff}
        missed = {word for word in SEEN if not any(re.fullmatch(_pattern(words[word][1]), text) for text in own)}
        assert missed == set(), staff
        english = [_pattern(source) for source, translation in words.values() if translation != source]
        assert {text for text in own for source in english if re.fullmatch(source, text)} == set(), staff


def _pattern(word: str) -> str:
    return re.sub(r"\\{\w+\\}", ".+", re.escape(word))


# --- shown to the customer --------------------------------------------------------------------------------------------


def test_wording_is_shown_in_two_taps_and_turned(device: Device, short_page: Path) -> None:
    """A pocket button, then Show: the whole screen, upright or turned to the customer, which the device keeps."""
    page = device(short_page)
    page.locator("main a.entry").first.click()
    tap(page, "Show")
    stage, turn = page.locator("#stage"), page.get_by_role("button", name="Turn to the customer")
    expect(page.locator("h1.huge")).to_be_in_viewport()
    expect(page.locator("h1.huge")).to_be_focused()
    until(page, "document.fullscreenElement")
    expect(stage).to_have_css("transform", "none")
    turn.click()
    expect(turn).to_have_attribute("aria-pressed", "true")
    expect(turn).to_be_focused()
    page.reload()
    matrix = stage.evaluate("(stage) => getComputedStyle(stage).transform")
    assert [round(float(number)) for number in re.findall(r"[-\d.]+(?:e-\d+)?", matrix)] == [-1, 0, 0, -1, 0, 0]
    turn.click()
    expect(stage).to_have_css("transform", "none")
    tap(page, "Close")
    expect(page.locator("h1.wording")).to_be_focused()
    until(page, "!document.fullscreenElement")


MEASURED = """(codes) => codes.flatMap((code) => {
  app.customer = app.book.locales.get(code);
  const sayable = [...app.book.phrases.values()].filter((phrase) => rowsOf(app.customer, phrase).length);
  const length = (phrase) => Math.max(...rowsOf(app.customer, phrase).flatMap(({ forms }) => forms).map((form) => form.length));
  const longest = sayable.sort((a, b) => length(b) - length(a)).slice(0, 8);
  const asking = sayable.sort((a, b) => (b.answers?.length ?? 0) - (a.answers?.length ?? 0)).slice(0, 4);
  return [...longest, ...asking].map((phrase) => {
    document.getElementById("main").replaceChildren(...showScreen(app, phrase).flat().filter(Boolean));
    fitStage();
    const text = document.querySelector(".huge"), room = text.parentElement;
    const [inner, outer] = [text, room].map((element) => element.getBoundingClientRect());
    const over = Math.max(
      outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom,
      text.scrollWidth - text.clientWidth, document.documentElement.scrollWidth - innerWidth,
    );
    return { code, key: phrase.key, size: parseFloat(getComputedStyle(text).fontSize), over };
  });
})"""


def test_huge_type_never_overflows(device: Device, whole_page: Path, books: Books) -> None:
    """The longest wordings of each language, and those with most answers, fill their room and stay within it."""
    page = device(whole_page, "#/show/language.fetch")
    for size, least, usual in ((PHONE, 20, 24), (DESKTOP, 50, 60)):
        page.set_viewport_size(size)
        measured = ask(page, MEASURED, list(books))
        assert len(measured) == 60
        assert [row for row in measured if row["over"] > 1 or row["size"] < least] == []
        assert sorted(row["size"] for row in measured)[30] >= usual
    go(page, "#/show/greeting.busy")
    font_size = "() => parseFloat(getComputedStyle(document.querySelector('.huge')).fontSize)"
    large = page.evaluate(font_size)
    page.set_viewport_size(PHONE)
    expect(page.locator(".huge")).not_to_have_css("font-size", f"{large:g}px")
    assert page.evaluate(font_size) < large / 2


def test_customer_points_at_an_answer(device: Device, short_page: Path, books: Books) -> None:
    """The answer that is touched stays lit alone, and staff read what it means in their own language."""
    page = device(short_page, "#/show/waiting.short-of-time", staff="fi", customer="ar")
    answers, meant = page.locator(".pointing button"), page.locator(".strip .meant")
    expect(meant).to_have_text(wording(books["fi"], "waiting.short-of-time"))
    points, numbers = (books["ar"].answers((key,)) for key in ("do-not-know", "numbers"))
    shown = [*numbers.values(), *points.values()]
    expect(answers).to_have_text(shown)
    told = [*numbers.values(), *books["fi"].answers(points).values()]
    for place in (0, 3, len(shown) - 1):
        answers.nth(place).click()
        expect(answers.nth(place)).to_have_attribute("lang", "ar")
        expect(page.locator(".pointing [aria-pressed=true]")).to_have_count(1)
        expect(answers.nth(place)).to_have_attribute("aria-pressed", "true")
        expect(meant).to_have_text(told[place])


# --- search -----------------------------------------------------------------------------------------------------------


def test_search_finds_in_every_language_while_one_types(device: Device, whole_page: Path) -> None:
    """Words of any of the five languages find the phrase, whoever the customer is, before the word is whole."""
    page = device(whole_page)
    for words in ("receipt", "إيصال", "kuitti", "чек", "resibo", "recei", "kuit", "resib"):
        assert "payment.receipt" in find(page, words)[:5], words
        expect(page.locator("#count")).to_have_text(re.compile(r"^Found: \d+$"))
    page.locator("#search").fill("")
    expect(page.get_by_role("heading", name="Pocket phrases")).to_be_visible()


def test_filters_keep_to_a_role_and_a_situation(device: Device, whole_page: Path, books: Books) -> None:
    """A role finds what it may say, a situation what belongs to it, and one tap lifts both."""
    page, book = device(whole_page), books["en"].book
    receipt, found = page.locator('#results [href="#/phrase/payment.receipt"]'), page.locator("#results a.entry")
    assert "payment.receipt" in find(page, "receipt")
    page.locator("#role").select_option("chat-agent")
    expect(receipt).to_have_count(0)
    assert {key.partition(".")[0] for key in keys(found)} <= {*book.roles["chat-agent"].situations()}
    page.locator("#situation").select_option("privacy")
    expect(page.locator(".lift")).to_contain_text("Only what this role says is searched.")
    assert {key.partition(".")[0] for key in keys(found)} <= {"privacy"}
    tap(page, "All roles")
    expect(receipt).to_be_visible()
    expect(page.locator("#search")).to_be_focused()
    assert page.locator("#role").input_value() == page.locator("#situation").input_value() == ""
    page.locator("#situation").select_option("privacy")
    expect(page.locator(".lift")).to_have_text("All situations")
    page.locator("#search").fill("")
    expect(page.get_by_role("heading", name=books["en"].guide("privacy#title").text, exact=True)).to_be_visible()
    assert keys(page.locator("main a.entry")) == [phrase.key for phrase in book.situations["privacy"].phrases()]


def test_what_finds_nothing_shows_the_nearest_words(device: Device, short_page: Path) -> None:
    """One tap on a near word searches for that."""
    page = device(short_page)
    assert find(page, "recziptzz") == []
    expect(page.locator("#count")).to_have_text("Nothing found.")
    page.locator(".near").get_by_role("button", name="receipt", exact=True).click()
    expect(page.locator("#search")).to_have_value("receipt")
    expect(page.locator("#search")).to_be_focused()
    assert "payment.receipt" in keys(page.locator("#results a.entry"))


# --- a phrase ---------------------------------------------------------------------------------------------------------


def test_phrase_shows_all_that_staff_need(device: Device, whole_page: Path, books: Books) -> None:
    """Wording, sound, meaning, time, directions, what not to say, standards and likely replies, each in its language."""
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
    assert page.locator(".actions").locator("a, button").all_inner_texts() == ["Add to favourites"]
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
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.locator(".actions button", has_text=re.compile("Print|Tulosta|اطبع|Распеч|Напеч|I-print|طباعة")).click()
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
  const length = (phrase) => rowsOf(app.customer, phrase).flatMap(({ forms, sounds }) => [...forms, ...sounds]).join("").length;
  const longest = [...app.book.phrases.values()].sort((a, b) => length(b) - length(a)).slice(0, 5);
  return longest.map((phrase) => {
    const card = paperCard(app, phrase);
    document.body.append(card);
    fitPaper(card);
    const [box, ...boxes] = [card, ...card.querySelectorAll("*")].map((element) => element.getBoundingClientRect());
    const over = Math.max(...boxes.map(({ left, right, bottom }) => Math.max(box.left - left, right - box.right, bottom - box.bottom)));
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


# --- what the device keeps --------------------------------------------------------------------------------------------


def test_favourites_and_history_stay_on_the_device(device: Device, short_page: Path) -> None:
    """Favourites, recent and most used are there after a reload, in the browser's storage alone, until they are cleared."""
    page = device(short_page, staff="en")

    def listed() -> list[list[str]]:
        headings = ("Favourites", "Recently used", "Most used")
        named = [page.get_by_role("heading", name=heading, exact=True) for heading in headings]
        return [keys(page.locator("section").filter(has=heading).locator("a.entry")) for heading in named]

    assert listed() == [[], [], []]
    for key in ("greeting.busy", "waiting.next", "greeting.busy", "payment.change"):
        go(page, f"#/phrase/{key}")
    tap(page, "Add to favourites")
    expect(page.get_by_role("button", name="Remove from favourites")).to_be_focused()
    tap(page, "Start")
    page.reload()
    page.locator("main a.entry").first.wait_for()
    recent = ["payment.change", "greeting.busy", "waiting.next"]
    assert listed() == [["payment.change"], recent, ["greeting.busy"]]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [1, 0, ""]
    go(page, "#/phrase/payment.change")
    tap(page, "Remove from favourites")
    tap(page, "Start")
    assert listed() == [[], recent, ["greeting.busy", "payment.change"]]
    tap(page, "Settings")
    tap(page, "Clear favourites and history")
    page.reload()
    tap(page, "Start")
    assert listed() == [[], [], []]


# --- keys -------------------------------------------------------------------------------------------------------------


def test_keyboard_alone_does(device: Device, short_page: Path) -> None:
    """Type, arrow down, Enter, Show with Enter, Escape all the way back: focus is always where one goes on."""
    page = device(short_page)
    search, press = page.locator("#search"), page.keyboard.press
    expect(search).to_be_focused()
    page.keyboard.type("receipt")
    links = page.locator("#results a.entry")
    links.nth(1).wait_for()
    first, second = keys(links)[:2]
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        press(key)
        expect(links.nth(place)).to_be_focused()
    press("ArrowUp")
    expect(search).to_be_focused()
    press("Enter")
    expect(page.locator("h1.wording")).to_be_focused()
    assert page.url.endswith(f"#/phrase/{first}")
    show = page.get_by_role("link", name="Show", exact=True)
    for _ in range(12):
        press("Tab")
        if show.evaluate("(link) => link === document.activeElement"):
            break
    press("Enter")
    expect(page.locator("h1.huge")).to_be_focused()
    press("Escape")
    expect(page.locator("h1.wording")).to_be_focused()
    press("Escape")
    expect(search).to_be_focused()
    expect(search).to_have_value("receipt")
    press("ArrowDown")
    press("ArrowDown")
    press("Enter")
    expect(page.locator("h1.wording")).to_be_focused()
    assert page.url.endswith(f"#/phrase/{second}")
    press("Escape")
    expect(search).to_be_focused()
    press("Escape")
    expect(search).to_have_value("")
    expect(page.get_by_role("heading", name="Pocket phrases")).to_be_visible()


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
