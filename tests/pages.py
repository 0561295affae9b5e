"""The look-up page as staff open it: made once, opened in a browser of its own for each test."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from scripts_gen import reading
from scripts_gen.message import Message
from scripts_gen.page import make_page
from scripts_gen.page_document import Opening
from scripts_gen.phrasebook import Phrasebook
from scripts_gen.seal import hash_texts, seal_of
from scripts_gen.wording import Text
from scripts_gen.workspace import read_workspace

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 720}
ISOLATES = re.compile("[\u2066-\u2069]")
Device = Callable[..., Page]
"""Opens a page: the fixture ``device``."""

expect.set_options(timeout=15_000)


def write_page(workspace: Path, target: Path, role: str = "cashier", staff: str = "en") -> Path:
    """Write the page of a workspace in all its languages to the file ``target``; return that."""
    book = read_workspace(workspace)
    target.write_bytes(make_page(book, tuple(book.locales), Opening(role, staff)))
    return target


def open_page(browser: Browser, file: Path, place: str = "", script: str = "", **context: object) -> Page:
    """Open a page at a hash such as ``#/phrase/greeting.busy``, as a device that has never seen it; wait for its start.

    ``script`` runs before it, whenever it is loaded.
    """
    page = browser.new_context(**context).new_page()
    page.add_init_script(script)
    page.goto(f"{file.as_uri()}{place}")
    page.locator("main > *").first.wait_for()
    return page


def ask(page: Page, program: str, argument: object = None) -> Any:
    """Return what a function of the page's program returns: as one text, which is quicker than value by value."""
    return json.loads(page.evaluate(f"async (argument) => JSON.stringify(await ({program})(argument))", argument))


def go(page: Page, place: str) -> None:
    """Go to a place such as ``#/settings`` and wait until it stands."""
    page.evaluate(
        """(place) => new Promise((done) => {
          if ((location.hash || "#") === place) return done();
          addEventListener("hashchange", () => done(), { once: true });
          location.hash = place;
        })""",
        place,
    )


def walk(page: Page, language: str) -> Iterator[str]:
    """Show every screen of a page to a reader of ``language`` whose device never saw it; yield the name of each."""
    go(page, "#")
    page.evaluate(_NEW, language)
    yield "first"
    page.locator(f".panel button[lang={language}]").click()
    page.locator(f".languages [lang={'ru' if language == 'ar' else 'ar'}]").click()
    go(page, "#/phrase/payment.too-little")
    page.locator("#favourite").click()
    page.locator("#blank-amount").fill("much")
    yield "phrase"
    go(page, "#/show/payment.how-to-pay")
    yield "show"
    page.locator("#turn").click()
    page.locator(".pointing button").first.click()
    yield "show, turned"
    page.evaluate("app.book.organisation.emergency = '+358 9 112'")
    go(page, "#/emergency")
    yield "emergency"
    go(page, "#/complaint/payment.too-little")
    yield "complaint"
    page.locator("#more").click()
    page.locator("#note").fill("anna@example.com")
    page.locator("[name=reason]").first.check()
    page.locator("#add").click()
    yield "complaint refused"
    page.locator("#note").fill("The second one this week")
    page.locator("#add").click()
    page.locator("#save").click()
    page.locator("summary").last.click()
    yield "complaint noted"
    page.evaluate("app.missed.write([['tax free', 3]])")
    go(page, "#/settings")
    yield "settings"
    go(page, "#/phrase/payment.too-little")  # so that it is among those most used
    go(page, "#")
    yield "home"
    for name, words in (("results", "receipt"), ("nothing found", "\u03a9\u03c8\u03c6")):
        page.locator("#search").fill(words)
        page.locator("#count").wait_for()
        yield name
    for name, code in (("current card", page.evaluate(_CURRENT)), ("unknown card", "7K3Q-M2X4")):
        go(page, f"#{code}")
        page.locator(".card").wait_for()
        yield name


_NEW = """(code) => {
  const none = { query: "", turned: false, unfolded: false, draft: null };
  Object.assign(app, { ...none, isNew: true, staff: app.book.locales.get(code) });
  app.memory.keep({ favourites: [], used: [], counts: {} });
  for (const list of [app.complaints, app.missed]) list.write([]);
  renderAll();
}"""
_CURRENT = """() => {
  const phrase = app.book.phrases.get("greeting.busy");
  const [row] = rowsOf(app.customer, phrase);
  return showCode(hashTexts(cardContent(app.book, app.customer, phrase, row, app.staff, {})));
}"""


def without_points(workspace: Path) -> None:
    """Take out of a workspace whatever a customer may point at."""
    (workspace / "locales/book/pointing.toml").unlink()
    for path in (workspace / "locales/book/situations").iterdir():
        path.write_text(re.sub(r"(?m)^ *answers = .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def with_region(workspace: Path) -> None:
    """Let the Finnish of a workspace be the Portuguese of Brazil."""
    (workspace / "locales/fi").rename(workspace / "locales/pt_BR")
    path = workspace / "locales/book/book.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"fi"', '"pt_BR"'), encoding="utf-8")


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


HOSTILE = (
    "</script><script>window.hit=1</script></style><img src=x onerror=window.hit=1></noscript><svg onload=window.hit=1>"
    "</title></textarea></option></select><a href=javascript:window.hit=1>javascript:window.hit=1</a> --> <!-- ]]> "
    "&lt;b&gt; &#60; \" ' ` \\ \u2028 |"
)
"""What would be markup or program wherever a text is taken for either."""
BRACED = "${window.hit=1} {{ 7*7 }} {% raw %} |"
"""What only a translation may hold."""
ITEM = HOSTILE.replace(";", ",")
"""For the items of a list."""


def write_hostile(target: Path) -> Path:
    """Write a small workspace in English and Arabic all of whose texts hold ``HOSTILE``, each after a word of its own.

    Arabic texts hold ``BRACED``, too. Of all keys only a standard's can hold such things, and does. Return ``target``.
    """
    for name, text in _HOSTILE_BOOK.items():
        path = target / "locales/book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"<(\w+)>", _hostile, text), encoding="utf-8")
    shipped = Path(__file__).parent.parent / "locales"
    for code, name in (("en", "english"), ("ar", "arabic")):
        text = (shipped / code / "locale.toml").read_text(encoding="utf-8")
        head = f"autonym = {_quote(f'{name} {HOSTILE}')}\naliases = [{_quote(HOSTILE)}]\n"
        (target / "locales" / code).mkdir()
        (target / "locales" / code / "locale.toml").write_text(head + text, encoding="utf-8")
    workspace = read_workspace(target)
    folder = target / "locales/ar/LC_MESSAGES"
    folder.mkdir()
    wordings = {message.msgctxt: f"ع {message.msgid} {BRACED}" for message in workspace.template("phrases")}
    for domain in workspace.domains("ar"):
        entries = [_hostile_entry(domain, message, wordings) for message in workspace.template(domain)]
        (folder / f"{domain}.po").write_text("\n".join([_PO_HEADER, *entries]), encoding="utf-8")
    line = {"key": "danger.fetch", "locale": "ar", "wording": HOSTILE}
    card = {"code": "7K3Q-M2X4", "layout": "phrase", "card": "id1", "role": HOSTILE, "locales": [HOSTILE]}
    card |= {"lines": [line], "date": "2026-03-14", "edition": "2026-03-14", "copies": 1, "site": "", "run": "r"}
    (target / "issued.jsonl").write_text(json.dumps(card) + "\n")
    return target


def _quote(text: str) -> str:
    """Return a text as TOML and gettext write it."""
    return json.dumps(text, ensure_ascii=False)


def _hostile(word: re.Match[str]) -> str:
    return _quote(f"{word[1]} {ITEM if word[1].startswith('item') else HOSTILE}")


def _hostile_entry(domain: str, message: Message, wordings: Mapping[str, str]) -> str:
    said = wordings.get(message.msgctxt, "")
    text, comment = f"ع {message.msgid} {BRACED}", ""
    if domain == "interface":
        text = f"ع {message.msgid} {HOSTILE} {BRACED}"
    elif domain == "pronunciation":
        text, comment = f"sound {message.msgid} {BRACED}", f"# for: {hash_texts((said,))}\n"
    elif domain == "phrases":
        seal = seal_of(replace(message, msgstr=(said,)))
        comment = f"# approved: 2026-11-21 {ITEM.replace(chr(0x2028), ' ')} {seal}\n"
    return f"{comment}msgctxt {_quote(message.msgctxt)}\nmsgid {_quote(message.msgid)}\nmsgstr {_quote(text)}\n"


_PO_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPO-Revision-Date: 2026-11-21 10:00+0000\\n"\n'
_HOSTILE_BOOK = {
    "book.toml": """
title = <title>
source = "en"
locales = ["en", "ar"]
[organisation]
name = <organisation>
hotline = <hotline>
emergency = <emergency>
website = <website>
feedback = <feedback>
[print]
card = "id1"
[urgent]
emergency = "danger"
fetch = "danger.fetch"
[placeholder.customer]
type = "text"
label = <label>
example = <example>
[placeholder.amount]
type = "money"
label = <amount>
example = <sum>
[group.all]
title = <group>
color = "#0b4f9e"
""",
    "standards.toml": """
[framework.f]
title = <framework>
[value.v]
title = <value>
meaning = <worth>
[standard."f.<svg onload=alert(1)>"]
title = <standard>
meaning = <duty>
framework = "f"
value = "v"
binding = "must"
[complaint.bad]
title = <reason>
""",
    "pointing.toml": """
numbers = [1]
opening = ["yes"]
[point.yes]
show = <yes>
""",
    "roles/keeper.toml": """
title = <role>
channel = ["face"]
appearance = <appearance>
encounter = ["danger"]
pocket = ["danger.fetch", "danger.named"]
""",
    "situations/danger.toml": """
title = <situation>
purpose = <purpose>
group = "all"
number = 1
[[step]]
key = "first"
title = <step>
standards = ["f.<svg onload=alert(1)>"]
within = 60
gesture = <gesture>
tone = <tone>
distance = <distance>
safety = <safety>
[[step.phrase]]
key = "fetch"
say = <fetch>
instead_of = [<item>, <items>]
keywords = [<itemised>]
answers = ["yes", "numbers"]
reply = "danger.named"
[[step.phrase]]
key = "named"
say = "{customer} {amount} {organisation} {hotline} {emergency} {website} {feedback}"
varies = ["speaker"]
""",
}
