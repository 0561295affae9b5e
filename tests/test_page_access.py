"""Whoever they are, whatever their device: the look-up page measured in five languages, two themes and three sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import axe_playwright_python
import pytest
from abridged import write_abridged
from conftest import ROOT, Path
from pages import go, open_page, walk
from playwright.sync_api import Browser, Page, expect

from scripts_gen.page import make_page
from scripts_gen.page_document import Opening
from scripts_gen.workspace import Workspace, read_workspace

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LANGUAGES = ("en", "ar", "fi", "ru", "tl")
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
ZOOMED = {"width": 640, "height": 360}
"""What is left of a screen of 1280 × 720 pixels at 200 % zoom."""
Device = Callable[..., Page]


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Opens a page on a device that never saw one; what it is called with goes to ``open_page``."""
    pages: list[Page] = []

    def open_on_device(*arguments: Any, **settings: Any) -> Page:
        pages.append(open_page(browser, *arguments, **settings))
        return pages[-1]

    yield open_on_device
    for page in pages:
        page.context.close()


# --- what is measured of a screen -------------------------------------------------------------------------------------

RUN_AXE = """async (only) => {
  const screen = { include: "html", exclude: ".entries > :nth-child(n + 5)" }; // all entries are of one make
  const { violations } = await axe.run(screen, { runOnly: only, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}: ${node.failureSummary}`));
}"""
STANDARD = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""The rule whose outcome depends on the theme."""

OUTSIDE = """() => {
  const elements = [...document.body.querySelectorAll(":not(.unseen, script, option, #told, #told *)")];
  const faults = elements.map((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const { overflowX, overflowY } = getComputedStyle(element);
    const over = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (width && (left < -0.5 || right > innerWidth + 0.5)) return ["outside", element];
    if (over && /hidden|clip/.test(overflowX + overflowY)) return ["cut off", element];
    return element.matches("select") && needed(element) > width + 0.5 && ["cut off", element];
  });
  function needed(select) {
    select.style.inlineSize = "max-content";
    const { width } = select.getBoundingClientRect();
    select.style.removeProperty("inline-size");
    return width;
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  const told = faults.filter(Boolean).map(([fault, element]) => `${fault}: ${element.outerHTML.slice(0, 80)}`);
  return scrollWidth > clientWidth ? ["the page is too wide", ...told] : told;
}"""

SMALL = """() => {
  const main = `#search, select, textarea, summary, label, .languages button, .urgent a, .entry, .action, .settings,
    .back, .call, .pointing *`;
  const all = "a, button, input:not([type=radio]), select, textarea, summary, .choice label";
  const targets = [...document.querySelectorAll(all)];
  const small = targets.filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width && (width < 24 || height < (element.matches(main) ? 43.99 : 24));
  });
  return small.map((element) => `small: ${element.outerHTML.slice(0, 80)}`);
}"""

HIDDEN = """() => {
  const buttons = [...document.querySelectorAll(".languages button, .urgent a, .strip .action")];
  const hidden = buttons.filter((element) => {
    const { left, right, top, bottom, width } = element.getBoundingClientRect();
    const corners = [left + 6, right - 6].flatMap((x) => [top + 6, bottom - 6].map((y) => [x, y]));
    return width && !corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  });
  return hidden.map((element) => `not in sight: ${element.textContent}`);
}"""

UNTOLD = r"""(() => {
  const scripts = { ar: /\p{Script=Arabic}/gu, ru: /\p{Script=Cyrillic}/gu };
  const latin = /\p{Script=Latin}/gu;
  return () => {
    const texts = new Map();
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement.closest("[lang]");
      if (node.parentElement.matches("script, style, noscript, title") || !node.data.trim()) continue;
      texts.set(owner, (texts.get(owner) ?? "") + node.data);
    }
    const wrong = [...texts].filter(([element, text]) => {
      const { lang } = element;
      const count = (script) => (text.match(script) ?? []).length;
      const own = scripts[lang] ?? latin;
      const foreign = Object.values(scripts).filter((script) => script !== own).some(count);
      const borrowed = !count(own) && count(latin); // a name in Latin letters, but never such a name alone
      const direction = getComputedStyle(element).direction !== (lang === "ar" ? "rtl" : "ltr");
      return /\{\w+\}/.test(text) || (lang && (foreign || borrowed || direction));
    });
    return wrong.map(([element, text]) => `lang="${element.lang}" dir="${element.dir}": ${text.slice(0, 60)}`);
  };
})()"""

FITTED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  if (document.querySelector(".huge")) await frame().then(frame);
  return [];
}"""
"""Until what is shown fits its room."""
UNSTUCK = ".languages, .urgent { position: static !important; }"
"""Nothing lies under the bars at the edges, where axe-core would find it to be too small."""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    "p { margin-block-end: 2em !important; }"
)
"""What WCAG 1.4.12 lets readers ask for."""


MOVING = """() => {
  const moving = [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    const lasting = transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
    return lasting || animationName !== "none" || scrollBehavior === "smooth";
  });
  return moving.map((element) => `moving: ${element.outerHTML.slice(0, 80)}`);
}"""

UNTURNED = """() => {
  const pairs = [
    [".languages button:first-child", ".languages button:last-child"],
    [".query label", "#search, .settings"],
    ["#role", "#situation"],
    [".emergency", ".fetch"],
    [".actions > :first-child", ".actions > :nth-child(2)"],
    [".money input:first-child", ".money input:last-child"],
  ];
  const start = document.dir === "rtl" ? (box) => -box.right : (box) => box.left;
  const wrong = pairs.map((pair) => pair.map((selector) => document.querySelector(selector))).filter((pair) => {
    const [first, second] = pair.map((element) => element?.getBoundingClientRect());
    const inOneRow = first?.width && second?.width && first.top < second.bottom && second.top < first.bottom;
    return inOneRow && start(first) >= start(second);
  });
  const bands = [...document.querySelectorAll(".entry")].filter((element) => {
    const { borderLeftWidth, borderRightWidth } = getComputedStyle(element);
    return (parseFloat(borderLeftWidth) > parseFloat(borderRightWidth)) === (document.dir === "rtl");
  });
  return [...wrong.map(([first]) => first), ...bands].map((element) => `unturned: ${element.outerHTML.slice(0, 80)}`);
}"""
"""What does not stand where the direction of the page has it."""


def measure(page: Page, *programs: str) -> list[str]:
    """Return what the programs find wrong with the screen."""
    return [fault for program in programs for fault in page.evaluate(f"({program})()")]


def add_style(page: Page, rules: str) -> None:
    """Lay a reader's own style over the page."""
    page.evaluate(
        """(rules) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets = rules ? [sheet] : [];
        }""",
        rules,
    )


# --- every screen, in every language ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def surveyed(browser: Browser, short_page: Path) -> Iterator[Page]:
    """The page on a device that prefers reduced motion, with axe-core at hand."""
    page = open_page(browser, short_page, viewport=PHONE, reduced_motion="reduce")
    page.evaluate(AXE)
    yield page
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen(surveyed: Page, language: str) -> None:
    """WCAG 2.2 AA and axe-core's best practices hold, light and dark, on a phone or a desktop; 320 pixels wide, there
    with text spaced as readers may, and at 200 % zoom nothing is outside, cut off, hidden or too small to touch; each
    text says its language, the frame is laid out in that direction, nothing moves for who prefers that, and the title
    says where one is."""
    size = PHONE if language in ("en", "ar", "tl") else DESKTOP
    page, themes = surveyed, ["light", "dark"]
    page.emulate_media(color_scheme=themes[0])
    found, titles = {}, {}
    for screen in walk(page, language):
        titles[screen] = page.title()
        faults = measure(page, UNTOLD, SMALL, OUTSIDE, HIDDEN, UNTURNED, MOVING)
        add_style(page, SPACED)
        faults += measure(page, FITTED, OUTSIDE)
        page.set_viewport_size(ZOOMED)
        add_style(page, "")
        faults += measure(page, FITTED, OUTSIDE, HIDDEN)
        page.set_viewport_size(size)
        add_style(page, UNSTUCK)
        faults += page.evaluate(RUN_AXE, STANDARD)
        themes.reverse()
        page.emulate_media(color_scheme=themes[0])
        faults += page.evaluate(RUN_AXE, CONTRAST)
        if size != PHONE:
            page.set_viewport_size(PHONE)
        add_style(page, "")
        found[screen] = faults
    assert len(found) == 14
    assert {screen: faults for screen, faults in found.items() if faults} == {}
    assert titles.pop("first") == titles.pop("home") == "Northlight Phrasebook"
    assert titles.pop("show, turned") == titles["show"]
    assert titles.pop("complaint refused") == titles.pop("complaint noted") == titles["complaint"]
    assert all(title.endswith(" · Northlight Phrasebook") for title in titles.values())
    assert len(set(titles.values())) == len(titles)


IN_EACH_PAIR = """(pairs) => {
  const longest = (phrases, locale, length) => {
    const most = (phrase) => Math.max(...rowsOf(locale, phrase).flatMap((row) => row.forms.map(length)));
    return phrases.toSorted((a, b) => most(b) - most(a)).slice(0, 2);
  };
  const whole = (text) => text.length, word = (text) => Math.max(...text.split(/\\s+/).map(whole));
  const show = (place) => {
    history.replaceState(null, "", place);
    renderAll();
  };
  return pairs.flatMap(([customer, staff]) => {
    app.chooseStaff(staff);
    app.chooseCustomer(customer);
    const phrases = [...app.book.phrases.values()].filter((phrase) => rowsOf(app.customer, phrase).length);
    const read = [app.customer, app.staff];
    const worst = read.flatMap((locale) => [whole, word].flatMap((length) => longest(phrases, locale, length)));
    const faults = worst.flatMap(({ key }) => {
      show(`#/phrase/${key}`);
      return outside().map((fault) => `${key}: ${fault}`);
    });
    app.memory.keep({ favourites: worst.map(({ key }) => key) });
    show("#");
    faults.push(...outside());
    const keys = [...app.pocket(), ...app.book.situations.get("emergency").keys];
    const atHand = keys.map((key) => app.book.phrases.get(key));
    for (const { key } of read.flatMap((locale) => longest(atHand, locale, whole))) {
      show(`#/show/${key}`);
      faults.push(...[...outside(), ...hidden()].map((fault) => `${key}: ${fault}`));
    }
    return faults.map((fault) => `${customer}, ${staff}: ${fault}`);
  });
}"""


def test_longest_wordings_fit(device: Device, whole_page: Path) -> None:
    """The longest texts and words of each language are neither outside nor cut off, on a phone and at 200 % zoom; the
    longest of what a role carries, and says in an emergency, can be shown and closed without scrolling."""
    page = device(whole_page, viewport=PHONE)
    page.evaluate(f"Object.assign(window, {{ outside: {OUTSIDE}, hidden: {HIDDEN} }})")
    pairs = [("en", "ar"), ("ar", "fi"), ("fi", "ru"), ("ru", "tl"), ("tl", "en")]
    assert page.evaluate(IN_EACH_PAIR, pairs) == []
    page.set_viewport_size(ZOOMED)
    assert page.evaluate(IN_EACH_PAIR, pairs) == []


# --- by keyboard, by ear, and as the reader's device has it -----------------------------------------------------------

FOCUSED = """() => {
  const element = document.activeElement, { left, right, top, bottom } = element.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const x = (left + right) / 2;
  const inSight = (y) => element.contains(document.elementFromPoint(x, y));
  const seen = [top + 4, (top + bottom) / 2, bottom - 4].every(inSight);
  return [element.outerHTML.slice(0, 60), seen, outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}"""


def test_focus_is_always_in_sight(device: Device, short_page: Path) -> None:
    """Tab goes through the whole phrase, down and up again, in the order of the page; what has the focus has a frame
    and is never under the bars at the edges of a small screen (WCAG 2.4.3, 2.4.7, 2.4.11)."""
    page = device(short_page, "#/phrase/payment.too-little", viewport=PHONE)
    for staff in ("ar", "en"):
        page.evaluate("(code) => { app.chooseStaff(code); app.chooseCustomer('ru'); }", staff)
        reached = page.locator("#frame :is(a, button, select, input:not([type=radio]), input:checked):visible")
        there = reached.evaluate_all("(all) => all.map((element) => element.outerHTML.slice(0, 60))")
        assert len(there) > 15
        page.locator(".languages button").first.focus()
        for key, order in (("Tab", there), ("Shift+Tab", there[-2::-1])):
            passed = [page.evaluate(FOCUSED)] if key == "Tab" else []
            while len(passed) < len(order):
                page.keyboard.press(key)
                passed.append(page.evaluate(FOCUSED))
            assert [where for where, _, _ in passed] == order
            assert [where for where, seen, framed in passed if not (seen and framed)] == []


def test_what_happens_is_told(device: Device, short_page: Path) -> None:
    """One element that is always there tells screen readers what was found, whether a card is current, and that a
    wording was copied; a wrong value is told by its field (WCAG 4.1.3)."""
    page = device(short_page, permissions=["clipboard-read", "clipboard-write"])
    told = page.get_by_role("status").and_(page.locator("#told"))
    page.evaluate("window.told = document.getElementById('told')")
    expect(told).to_have_text("")
    for words, heard in (("receipt", "Found:"), ("\u03a9\u03c8\u03c6", "Nothing found."), ("7K3Q-M2X4", "code")):
        page.locator("#search").fill(words)
        expect(told).to_contain_text(heard)
    go(page, "#/phrase/payment.too-little")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(told).to_have_text("Copied")
    page.locator("#blank-amount").fill("much")
    expect(page.get_by_role("status").filter(has_text="Expected")).to_have_id("help-amount")
    expect(page.locator("#blank-amount")).to_have_accessible_description("Expected: 12.50 EUR")
    assert page.evaluate("window.told === document.getElementById('told')")


FRAMES = """(elements) => elements.map((element) => {
  const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth } = getComputedStyle(element);
  const [framed, edged] = [[outlineStyle, outlineWidth], [borderTopStyle, borderTopWidth]].map(
    ([style, width]) => style !== "none" && parseFloat(width) > 1,
  );
  return [element.ariaPressed === "true", framed, edged || parseFloat(borderTopWidth) === 1];
})"""


def test_forced_colours_leave_what_is_chosen_to_be_seen(device: Device, short_page: Path) -> None:
    """Where the device takes all backgrounds away, what is pressed has a frame of its own, and each button an edge."""
    page = device(short_page, "#/show/payment.how-to-pay", forced_colors="active")
    page.locator(".pointing button").first.click()
    page.locator("#turn").click()
    page.locator(".pointing button").first.click()
    page.evaluate("document.activeElement.blur()")
    found = page.locator("button:visible, .urgent a, .action:visible").evaluate_all(FRAMES)
    assert sum(pressed for pressed, _, _ in found) == 3
    assert all(framed == pressed and edged for pressed, framed, edged in found)


# --- without a program ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The default book, abridged to one situation."""
    folder = tmp_path_factory.mktemp("little") / "workspace"
    write_abridged(ROOT, folder, ("cashier",), ("greeting",))
    return read_workspace(folder)


def test_plain_list(device: Device, little: Workspace, tmp_path: Path) -> None:
    """In each language nothing is outside, too small to touch or in no language, and axe-core finds nothing, light or
    dark: without a program, and where a browser too old for the program shows the same."""
    file = tmp_path / "plain.html"
    file.write_bytes(make_page(little, tuple(little.locales), Opening("", "ar")))
    assert measure(device(file, java_script_enabled=False, viewport=PHONE), OUTSIDE, SMALL, UNTOLD) == []
    old = device(file, script="delete window.DecompressionStream", viewport=PHONE)
    for place, language in enumerate(LANGUAGES):
        file.write_bytes(make_page(little, tuple(little.locales), Opening("", language)))
        old.emulate_media(color_scheme="dark" if place % 2 else "light")
        old.reload()
        old.locator("body > main").wait_for()
        expect(old.locator("html")).to_have_attribute("lang", language)
        old.evaluate(AXE)
        assert measure(old, OUTSIDE, SMALL, UNTOLD) + old.evaluate(RUN_AXE, STANDARD) == []
