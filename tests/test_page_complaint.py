"""What staff note on the look-up page: complaints for the register, and searches that found nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, edit
from pages import PHONE, Device, ask, find, go, open_page, speak, tap, until, wording, write_page
from playwright.sync_api import Browser, Page, expect

from scripts_gen.complaint import Complaint, Missed, personal_in
from scripts_gen.intake import known_of, parse_complaints
from scripts_gen.missed import MOST, read_missed_file
from scripts_gen.phrasebook import Phrasebook

Books = Mapping[str, Phrasebook]
COMPLAINT = "#/complaint"


def note(page: Page, reason: str = "Late", **fields: str) -> None:
    """Note a complaint on its screen; ``fields`` are what is typed, by the ids of the fields."""
    page.get_by_role("radio", name=reason, exact=True).check()
    if fields and not page.locator("#note").is_visible():
        page.locator("#more").click()
    for name, text in fields.items():
        page.locator(f"#{name}").fill(text)
    page.locator("#add").click()


def noted(page: Page) -> list[dict[str, Any]]:
    """Return what the device keeps."""
    kept: list[dict[str, Any]] = ask(page, "() => app.complaints.read()")
    return kept


def save(page: Page, name: str = "Save file") -> Path:
    """Touch the button; return the file, under the name that it was offered under."""
    with page.expect_download() as download:
        tap(page, name)
    path = download.value.path()
    return path.rename(path.with_name(download.value.suggested_filename))


# --- complaints -------------------------------------------------------------------------------------------------------


def test_two_taps_note_a_complaint(device: Device, whole_page: Path, books: Books) -> None:
    """From the foot of the first screen: the reason, Add. Role and day are there, nothing else is, and it stays."""
    page = device(whole_page, size=PHONE)
    tap(page, "Note a complaint")
    reasons = page.get_by_role("radio")
    codes = books["en"].book.standards.complaints
    assert page.locator(".reasons label").all_inner_texts() == [code.title for code in codes.values()]
    for box in page.locator(".reasons label").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect())"):
        assert box["height"] >= 48
        assert box["width"] >= 120
    note(page, "Price differs")
    expect(page.locator("#told")).to_have_text("Added")
    expect(page.locator("#add")).to_be_focused()
    expect(reasons.and_(page.locator(":checked"))).to_have_count(0)
    (kept,) = noted(page)
    assert re.fullmatch("[0-9a-f]{12}", kept.pop("id"))
    assert kept.pop("on") == page.evaluate("new Date().toLocaleDateString('sv')")
    empty = dict.fromkeys(("site", "locale", "phrase", "note"), "")
    assert kept == {"code": "price", "role": "cashier", **empty}
    page.reload()
    expect(page.locator(".noted li")).to_contain_text("Price differs · Cashier")
    note(page, "Late")
    assert [complaint["code"] for complaint in noted(page)] == ["price", "late"]
    assert len({complaint["id"] for complaint in noted(page)}) == 2


REACHED = """(button) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


def test_second_tap_needs_no_scrolling(browser: Browser, short_page: Path) -> None:
    """On a telephone the button Add comes into sight, above what sticks to the edge, when a reason is tapped."""
    page = open_page(browser, short_page, COMPLAINT, viewport=PHONE, is_mobile=True, has_touch=True)
    add = page.locator("#add")
    assert not add.evaluate(REACHED)
    page.locator(".reasons label").nth(1).tap()
    assert add.evaluate(REACHED)
    add.tap()
    assert noted(page)[0]["code"] == "wrong-item"
    page.context.close()


def test_complaint_about_a_phrase(device: Device, short_page: Path) -> None:
    """From a phrase's screen its key and the language it is said in are there already; one tap takes the phrase out."""
    page = device(short_page, "#/phrase/waiting.next", customer="ru")
    tap(page, "Note a complaint")
    expect(page.locator("#about")).to_have_text("You are the next one. Please stay near the desk.")
    expect(page.locator("#more")).to_have_text("More, if you know it · Русский")
    note(page)
    tap(page, "Start")
    go(page, "#/phrase/waiting.next")
    tap(page, "Note a complaint")
    page.locator("#complaint").get_by_role("link", name="Remove").click()
    expect(page.locator("#about")).to_have_count(0)
    note(page)
    assert [complaint["phrase"] for complaint in noted(page)] == ["waiting.next", ""]
    assert noted(page)[0]["locale"] == "ru"


def test_what_is_typed_lasts_until_it_is_added(device: Device, short_page: Path) -> None:
    """Another customer's language, a look elsewhere: the draft stays. Role and site stay after it was added, too."""
    page = device(short_page, COMPLAINT)
    page.locator("#receiver").select_option("courier")
    page.locator("#more").click()
    page.locator("#site").fill("  Harbour\tmarket ")
    page.locator("#spoken").select_option("fi")
    page.locator("#note").fill("Box\nwas   open")
    page.get_by_role("radio", name="Damaged").check()
    speak(page, "ar")
    go(page, "#/settings")
    go(page, COMPLAINT)
    page.locator("#add").click()
    (kept,) = noted(page)
    del kept["id"], kept["on"]
    told = {"code": "damaged", "role": "courier", "site": "Harbour market", "locale": "fi", "phrase": ""}
    assert kept == {**told, "note": "Box was open"}
    page.reload()
    assert page.locator("#receiver").input_value() == "courier"
    assert page.locator("#site").input_value() == "Harbour market"
    assert page.locator("#spoken").input_value() == page.locator("#note").input_value() == ""
    page.locator("#role").evaluate(
        "(select) => { select.value = 'cashier'; select.dispatchEvent(new Event('change')); }"
    )
    go(page, COMPLAINT)
    expect(page.locator("#receiver")).to_have_value("cashier")


def test_site_of_the_page_is_there_at_first(device: Device, short_page: Path) -> None:
    """A page made for a site notes complaints there until somebody names another place."""
    page = device(short_page)
    page.evaluate("app.book.opening.site = 'harbour'")
    go(page, COMPLAINT)
    note(page)
    assert noted(page)[0]["site"] == "harbour"


def test_what_lacks_is_told(device: Device, short_page: Path) -> None:
    """Without a reason or a role nothing is kept: it is told, and the focus goes where it lacks."""
    page = device(short_page, COMPLAINT, role="")
    told = page.locator("#help-reason")
    page.locator("#add").click()
    expect(told).to_have_text("Choose a reason and a role first.")
    expect(told).to_have_attribute("role", "status")
    expect(page.get_by_role("radio", name="Late")).to_be_focused()
    note(page)
    expect(page.locator("#receiver")).to_be_focused()
    assert noted(page) == []
    page.locator("#receiver").select_option("courier")
    page.locator("#add").click()
    expect(told).to_have_text("")
    assert noted(page)[0]["role"] == "courier"


def test_day_can_be_no_other_than_a_past_one(device: Device, short_page: Path) -> None:
    """Yesterday is kept; tomorrow, and a year of long ago, are told and not kept."""
    page = device(short_page, COMPLAINT)
    for day in ("2099-01-01", "1026-11-22"):
        note(page, day=day)
        expect(page.locator("#day")).to_be_focused()
        expect(page.locator("#day")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#help-day")).to_contain_text("Expected: ")
    assert noted(page) == []
    note(page, day="2026-03-14")
    assert noted(page)[0]["on"] == "2026-03-14"
    expect(page.locator("#day")).to_have_value(ask(page, "() => today()"))


NOTES = (
    *("Wrong colour", "Waited 45 minutes, twice", "Since 2026-03-14", "14.3.2026 and 15.3.2026", "@ the desk", "a@b"),
    *("Call 040 123 4567", "+358 (40) 123-4567", "4929 1234 5678 9012", "order 12345678", "٠٤٠١٢٣٤٥٦٧", "123456"),
    *("anna@example.com", "mail: ANNA.V@EXAMPLE.CO.UK", "анна@пример.рф", "040/123.4567", "12_34_56_7", ""),
    *("01.23.45.67.89", "8 (4852) 12-34-56", "12-34-5678", "040\u2011123\u20134567", "040\u200b1234\u00ad567"),
    *("14.3.2026 15/03/26 1-4-2026", "١٤/٠٣/٢٠٢٦", "14.3.26 12:30"),
)


def test_note_is_no_place_for_personal_data(device: Device, short_page: Path) -> None:
    """The note warns; what looks like a number or an address is refused, by the page as by the register."""
    page = device(short_page, COMPLAINT)
    seen = ask(page, "(notes) => notes.map(isPersonal)", NOTES)
    assert dict(zip(NOTES, seen, strict=True)) == {text: bool(personal_in(text)) for text in NOTES}
    assert sum(seen) == 15
    page.locator("#more").click()
    field = page.locator("#note")
    expect(field).to_have_accessible_description(re.compile("^No names, numbers or addresses."))
    field.fill("anna@example.com")
    expect(page.locator("#help-note")).to_have_text("This looks like a customer's number or address. Take it out.")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.get_by_role("radio", name="Late").check()
    page.locator("#more").click()
    page.locator("#add").click()
    expect(field).to_be_focused()
    assert noted(page) == []
    page.locator("#site").fill("Anna, 040 123 4567")
    expect(page.locator("#help-site")).to_have_text("This looks like a customer's number or address. Take it out.")
    page.locator("#site").fill("")
    expect(page.locator("#help-site")).to_have_text("")
    field.fill("late again")
    expect(page.locator("#help-note")).to_have_text("")
    page.locator("#add").click()
    assert noted(page)[0]["note"] == "late again"


def test_register_reads_the_file(device: Device, short_page: Path, books: Books) -> None:
    """The file is what the register imports, whatever was typed, and twice saved are the same complaints."""
    page = device(short_page, "#/complaint/greeting.busy", customer="fi")
    note(page, "Rude service", site="Satama\u202e 2", note="“Next!” \u2028 he said\u0007", day="2026-03-14")
    go(page, COMPLAINT)
    note(page)
    path = save(page)
    today = date.fromisoformat(ask(page, "() => today()"))
    assert path.name == f"complaints-{today}.json"
    expect(page.locator("#told")).to_have_text("The file is among this device's downloads.")
    expect(page.locator("#save")).to_be_focused()
    shape = json.loads(path.read_text(encoding="utf-8"))
    assert shape["format"] == "scripts-gen complaints 1"
    assert [*shape["complaints"][0]] == ["id", "on", "code", "role", "site", "locale", "phrase", "note"]
    known = known_of(books["en"].book, None, today)
    first, second = parse_complaints(path.read_bytes(), path.name, known)
    day = date(2026, 3, 14)
    wanted = Complaint(first.id, day, "rude", "cashier", "Satama 2", "fi", "greeting.busy", "“Next!” he said")
    assert first == wanted
    assert (second.on, second.phrase, second.site) == (today, "", "Satama 2")
    assert parse_complaints(save(page).read_bytes(), path.name, known) == (first, second)


def test_only_what_was_saved_is_cleared(device: Device, short_page: Path) -> None:
    """Clearing is offered after saving, asks first, and leaves what was noted since; each entry can be removed."""
    page = device(short_page, COMPLAINT)
    offered = page.locator("summary", has_text="Clear what is in the file")
    note(page, "Late")
    expect(offered).to_have_count(0)
    save(page)
    note(page, "Privacy")
    clear = page.get_by_role("button", name="Clear", exact=True)
    expect(clear).to_be_hidden()
    offered.click()
    expect(page.get_by_text("Has the file arrived?")).to_be_visible()
    clear.click()
    expect(page.locator("#told")).to_have_text("Cleared")
    assert [complaint["code"] for complaint in noted(page)] == ["privacy"]
    note(page, "Billing")
    remove = page.get_by_role("button", name="Remove")
    expect(remove.last).to_have_accessible_description(re.compile("^Privacy"))
    remove.last.click()
    expect(page.locator("#told")).to_have_text("Removed")
    expect(page.locator("#noted")).to_be_focused()
    expect(page.locator("#noted")).to_have_text("Noted on this device: 1")
    remove.click()
    expect(page.locator("#add")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage)") == ["scripts-gen Northlight Phrasebook"]


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("", "SecurityError"); } });'


@pytest.mark.parametrize("script", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_device_that_keeps_nothing_is_told(browser: Browser, short_page: Path, script: str) -> None:
    """Where the storage is full or forbidden staff are told at once, and the file can still be saved."""
    page = open_page(browser, short_page, COMPLAINT, script)
    told = "This device keeps nothing: save the file before you close the page."
    for reason in ("Late", "Price differs"):
        note(page, reason)
        expect(page.locator("#told")).to_have_text(told)
    expect(page.locator("section .draft")).to_have_text(told)
    shape = json.loads(save(page).read_text(encoding="utf-8"))
    assert [complaint["code"] for complaint in shape["complaints"]] == ["late", "price"]
    page.context.close()


def test_two_windows_keep_one_list(device: Device, short_page: Path) -> None:
    """What is noted in one window is not lost when something is noted in another."""
    page = device(short_page, COMPLAINT)
    other = page.context.new_page()
    other.goto(page.url)
    note(page, "Late")
    note(other, "Privacy")
    note(page, "Billing")
    assert [complaint["code"] for complaint in noted(page)] == ["late", "privacy", "billing"]
    other.close()


ODD = ("null", "{}", '"x"', "[[", '[null, 5, {"id": "<img>"}, [1, 2, 3], ["x", "<img>"], ["x", -1]]')


def test_lists_that_hold_anything(device: Device, short_page: Path) -> None:
    """Whatever another program left in their place, both lists begin anew."""
    page = device(short_page)
    for text in ODD:
        keys = [f"scripts-gen Northlight Phrasebook {name}" for name in ("complaints", "missed")]
        page.evaluate("([keys, text]) => keys.forEach((key) => localStorage.setItem(key, text))", [keys, text])
        assert ask(page, "() => [app.complaints.read(), app.missed.read()]") == [[], []]
        for place in (COMPLAINT, "#/settings"):
            go(page, place)
            expect(page.locator("main h1")).to_be_visible()
    go(page, COMPLAINT)
    note(page)
    assert len(noted(page)) == 1


def test_complaint_by_keyboard(device: Device, short_page: Path) -> None:
    """Space chooses a reason, arrows another, Tab leads on to Add, Enter adds."""
    page = device(short_page, COMPLAINT)
    page.get_by_role("radio", name="Late").focus()
    for key in ("Space", "ArrowDown", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    expect(page.locator("#add")).to_be_focused()
    page.keyboard.press("Enter")
    assert noted(page)[0]["code"] == "wrong-item"


def test_book_without_codes_has_no_form(device: Device, short_page: Path) -> None:
    """Where the book has no complaint codes, nothing leads to the form, and its address is the first screen."""
    page = device(short_page)
    page.evaluate("app.book.complaints = []")
    for place in ("#/settings", "#/phrase/waiting.next", COMPLAINT):
        go(page, place)
        expect(page.get_by_role("link", name="Note a complaint")).to_have_count(0)
    expect(page.get_by_role("heading", name="Pocket phrases")).to_be_visible()


# --- searches that found nothing --------------------------------------------------------------------------------------


def missed(page: Page) -> dict[str, int]:
    """Return what the device has counted."""
    return dict(ask(page, "() => app.missed.read()"))


def test_search_is_counted_as_the_terminal_counts(device: Device, short_page: Path) -> None:
    """The same words are kept of what is typed, and the same number of searches."""
    page = device(short_page)
    vectors = json.loads((ROOT / "tests/vectors/missed.json").read_text(encoding="utf-8"))
    assert ask(page, "(texts) => texts.map(normalWords)", [typed for typed, _ in vectors]) == [
        kept for _, kept in vectors
    ]
    page.evaluate(
        """(most) => {
          const words = Array.from({ length: most - 2 }, (_, number) => [`word ${number}`, 2]);
          app.memory.keep({ counting: true });
          app.missed.write([...words, ["older", 1], ["newer", 1]]);
          awaitMissed("lift");
          countMissed();
        }""",
        MOST,
    )
    counted = missed(page)
    assert len(counted) == MOST
    assert "older" not in counted
    assert (counted["newer"], counted["lift"]) == (1, 1)


def test_nothing_is_counted_unasked(device: Device, short_page: Path) -> None:
    """The switch is off at first and says what is kept; off again, what was counted stays until it is cleared."""
    page = device(short_page)
    find(page, "velociraptor")
    page.locator("#search").blur()
    assert missed(page) == {}
    go(page, "#/settings")
    switch = page.get_by_role("checkbox", name="Count searches that find nothing")
    expect(switch).not_to_be_checked()
    expect(switch).to_have_accessible_description(re.compile("kept on this device.*no time, no name, no long number"))
    switch.check()
    find(page, "velociraptor")
    page.locator("#search").blur()
    assert missed(page) == {"velociraptor": 1}
    page.reload()
    go(page, "#/settings")
    expect(switch).to_be_checked()
    switch.uncheck()
    find(page, "tyrannosaur")
    page.locator("#search").blur()
    assert missed(page) == {"velociraptor": 1}
    go(page, "#/settings")
    tap(page, "Clear")
    expect(page.locator("#told")).to_have_text("Cleared")
    expect(switch).to_be_focused()
    assert missed(page) == {}


def test_search_counts_when_it_has_ended(device: Device, short_page: Path) -> None:
    """After a pause, or when the field is left, once: not each letter, nor what goes on, nor what finds something."""
    page = device(short_page, counting=True)
    search = page.locator("#search")
    search.press_sequentially("velocir")
    until(page, "lately.counted")
    assert missed(page) == {"velocir": 1}
    search.press_sequentially("aptor")
    until(page, "lately.counted === 'velociraptor'")
    assert missed(page) == {"velociraptor": 1}
    search.blur()
    search.focus()
    for words in ("ambulance", "7KQQ-MXXY"):
        find(page, words)
        search.blur()
    expect(page.locator("#told")).to_contain_text("code")
    search.blur()
    assert missed(page) == {"velociraptor": 1}
    search.fill("")
    find(page, "Velociraptor 040 123 4567")
    page.reload()
    assert missed(page) == {"velociraptor": 2}


def test_report_reads_the_file_of_searches(device: Device, short_page: Path) -> None:
    """The file is what the report joins: the words and how often, and nothing else."""
    page = device(short_page, counting=True)
    page.evaluate("app.missed.write([['lift', 1], ['موقف السيارات', 3]])")
    go(page, "#/settings")
    expect(page.get_by_text("Kept: 2")).to_be_visible()
    path = save(page)
    assert path.name == f"missed-{ask(page, '() => today()')}.json"
    assert read_missed_file(path, path.name) == (Missed("موقف السيارات", 3), Missed("lift", 1))


# --- beside -----------------------------------------------------------------------------------------------------------


CALLS = """(numbers) => numbers.map((emergency) => {
  const book = { ...app.book, organisation: { emergency } };
  return callLink({ ...app, book }).getAttribute("href");
})"""


def test_emergency_number_is_called_by_one_touch(device: Device, workspace: Path, tmp_path: Path) -> None:
    """Where the organisation has one, it stands on top of the Emergency screen, its digits in order in any language."""
    edit(workspace / "locales/book/book.toml", "[organisation]\n", '[organisation]\nemergency = "+358 (0)9 112-5"\n')
    page = device(write_page(workspace, tmp_path / "page.html"), "#/emergency", staff="ar")
    link = page.locator("main a").nth(1)
    expect(link).to_have_class("call")
    expect(link).to_have_attribute("href", "tel:+35891125")
    expect(link.locator("bdi[dir=ltr]")).to_have_text("+358 (0)9 112-5")
    numbers = {"112": "tel:112", "*100#": "tel:*100%23", "٩٩٩": "tel:999", "112 or 999": None, "javascript:1": None}
    assert ask(page, CALLS, [*numbers]) == [*numbers.values()]
    page.evaluate("app.book.organisation.emergency = ''; renderAll()")
    expect(page.locator(".call")).to_have_count(0)


def test_clearing_the_history_is_told(device: Device, short_page: Path) -> None:
    """The button answers, for there is nothing else to be seen on its screen."""
    page = device(short_page, "#/settings")
    tap(page, "Clear favourites and history")
    expect(page.locator("#told")).to_have_text("Cleared")


def test_neutral_wording_can_be_chosen_again(device: Device, whole_page: Path, books: Books) -> None:
    """Where a wording suits everybody, it is a choice beside those for a woman and a man."""
    book, woman = books["tl"], {"listener": "female"}
    key = next(key for key in book.entries if wording(book, key, woman) != wording(book, key))
    page = device(whole_page, f"#/phrase/{key}", customer="tl")
    expect(page.get_by_role("radio", name="to anyone")).to_be_checked()
    for name, chosen in (("to a woman", woman), ("to anyone", {})):
        page.get_by_role("radio", name=name).check()
        expect(page.locator("h1.wording")).to_have_text(wording(book, key, chosen))
