"""The look-up page as staff use it, in a real browser: every screen and every button, by finger and by key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import polib
import pytest
from conftest import ROOT
from pages import (
    DESKTOP,
    ISOLATES,
    PHONE,
    Device,
    ask,
    find,
    go,
    keys,
    open_page,
    speak,
    tap,
    until,
    wording,
    write_page,
)
from playwright.sync_api import Browser, expect

from scripts_gen.drawer import EXAMPLE_CODE
from scripts_gen.phrasebook import Phrasebook

Books = Mapping[str, Phrasebook]


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
      const wanted = [...document.querySelectorAll(".languages button, .urgent a")];
      screens[`${place} at ${depth}`] = wanted.filter((element) => {
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
  for (const words of ["Ωψφ", "receipt"]) {
    await put("#search", words, "input");
    look();
  }
  document.getElementById("results").append(cardPanel(app, "7K3QM2X4", null)); // to find out takes its time
  look();
  await put("#role", "chat-agent", "change");
  look();
  await put("#role", "cashier", "change");
  await put("#search", "", "input");
  return told;
}"""
)
PLACES = (
    *("#/settings", "#", "#/phrase/greeting.morning", "#/show/waiting.slower", "#/emergency"),
    *("#/complaint/payment.too-little", "#/phrase/payment.too-little"),
)
SEEN = {
    *("page_add_favourite", "page_all_roles", "page_all_situations", "page_card_unknown", "page_close", "page_copied"),
    *("page_copy", "page_currency", "page_customer", "page_device", "page_emergency", "page_expected", "page_fetch"),
    *("page_favourites", "page_fill", "page_forget", "page_found", "page_home", "page_most_used", "page_nothing"),
    *("page_only_role", "page_pocket", "page_print", "page_reads", "page_recent", "page_remove_favourite", "page_role"),
    *("page_search", "page_search_hint", "page_settings", "page_show", "page_situation", "page_speaker"),
    *("page_complaint", "page_complaint_add", "page_complaint_any", "page_complaint_date", "page_complaint_more"),
    *("page_complaint_note", "page_complaint_phrase", "page_complaint_reason", "page_complaint_remove"),
    *("page_complaint_site", "page_complaint_warning", "page_missed_about", "page_missed_count"),
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
        told = {(ISOLATES.sub("", text).strip(), lang) for text, lang in ask(page, TEXTS, PLACES)}
        assert staff == "en" or {text for text, lang in told if lang == "en"} == {"English", "Northlight Phrasebook"}
        catalog = polib.pofile(str(ROOT / f"locales/{staff}/LC_MESSAGES/interface.po"))
        words = {entry.msgctxt.partition(".")[2]: (entry.msgid, entry.msgstr) for entry in catalog}
        own = {text for text, lang in told if lang == staff}
        assert {word for word in SEEN if not _said(own, words[word][1])} == set(), staff
        english = {source for source, translation in words.values() if translation != source}
        assert {source for source in english if _said(own, source)} == set(), staff


def _said(texts: set[str], word: str) -> bool:
    """Tell whether a word is among texts, whatever stands for its placeholder."""
    before, brace, _ = word.partition("{")
    return any(text.startswith(before) for text in texts) if brace and before else word in texts


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
  const forms = (phrase) => rowsOf(app.customer, phrase).flatMap(({ forms }) => forms);
  const length = (phrase) => Math.max(...forms(phrase).map((form) => form.length));
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


# --- what the device keeps --------------------------------------------------------------------------------------------


def test_favourites_and_history_stay_on_the_device(device: Device, short_page: Path) -> None:
    """Favourites, recent and most used are there after a reload, in the browser's storage alone, until cleared."""
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
