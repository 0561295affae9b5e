"""The look-up page in a browser: it asks nobody for anything, runs nothing but its own program, and never breaks."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import edit
from pages import BRACED, HOSTILE, ITEM, with_region, without_points, write_hostile, write_page
from playwright.sync_api import Browser, Page, Route, expect

from scripts_gen.page import make_page, make_site
from scripts_gen.page_document import Opening
from scripts_gen.workspace import Workspace, read_workspace

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
window.print = () => {};
"""
ISOLATES = re.compile("[\u2066-\u2069]")


@contextmanager
def device(browser: Browser, **settings: object) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page on a device that never saw one, and the list of its errors and alerts as they come."""
    with browser.new_context(**settings) as context:
        context.add_init_script(WATCH)
        context.set_default_timeout(10_000)
        page, told = context.new_page(), list[str]()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
        yield page, told


def start(page: Page, address: str) -> None:
    """Open the page and wait until it can be used."""
    page.goto(address)
    page.locator("main > *").first.wait_for()


def go(page: Page, place: str) -> None:
    """Go to another place of an open page, and wait until it has shown what it can at once."""
    page.evaluate(
        """(place) => new Promise((resolve) => {
          window.addEventListener("hashchange", () => setTimeout(resolve), { once: true });
          location.hash = place;
        })""",
        place,
    )


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a book that means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    return write_page(write_hostile(folder / "workspace"), folder / "page.html", role="", staff="")


@pytest.fixture(scope="session")
def brief_page(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a book of four situations."""
    return write_page(brief, tmp_path_factory.mktemp("page") / "brief.html")


@pytest.fixture(scope="session")
def site(opened: Workspace) -> Mapping[str, bytes]:
    """The page of the brief book as the files of a host."""
    return make_site(opened, ("en", "ar"), Opening("cashier", "en"))


class Host(ThreadingHTTPServer):
    """A web host on this machine, and the paths that it was asked for."""

    def __init__(self, folder: Path, port: int = 0):
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", port), partial(_Answer, directory=str(folder)))
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def stop(self) -> None:
        """Be out of reach from now on."""
        self.shutdown()
        self.server_close()


class _Answer(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        self.server.asked.append(self.path)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Last-Modified":  # in whole seconds, it hides what changes in less
            super().send_header(keyword, value)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A host of the folder ``site``, which is empty at first."""
    (tmp_path / "site").mkdir()
    host = Host(tmp_path / "site")
    yield host
    host.stop()


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


# --- nothing leaves, nothing else runs --------------------------------------------------------------------------------


def click(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name, exact=True).first.click()


def use_everything(page: Page) -> None:
    """Do once whatever one can do on the page of the abridged book."""
    click(page, "button", "Suomi")
    page.locator("#search").fill("busy")
    page.locator("#results a").first.click()
    page.locator("#wording .wording").wait_for()
    for name in ("Copy", "Print this card", "Add to favourites"):
        click(page, "button", name)
    click(page, "link", "Show")
    click(page, "button", "Turn to the customer")
    click(page, "link", "Close")
    page.goto(f"{page.url.partition('#')[0]}#/phrase/waiting.how-long")
    page.locator(".blanks input").first.fill("5")
    click(page, "link", "Emergency")
    page.locator("main a.entry").first.click()
    click(page, "link", "Close")
    click(page, "link", "Settings")
    page.get_by_role("radio", name="a woman speaks").check()
    page.get_by_role("radio", name="العربية").check()
    page.get_by_role("radio", name="English").check()
    click(page, "button", "Clear favourites and history")
    page.locator("#counting").check()
    click(page, "link", "Note a complaint")
    page.get_by_role("radio", name="Late").check()
    for name in ("Add", "Save file", "Remove"):
        click(page, "button", name)
    click(page, "link", "Start")
    page.locator("#role").select_option("courier")
    page.locator("#situation").select_option("greeting")
    page.locator("#search").fill("7K3Q-M2X4")
    page.locator(".card .verdict").wait_for()


def test_no_request_leaves_the_page(browser: Browser, short_page: Path) -> None:
    """In a whole session without a network nothing is asked for but the file, and nothing is tried and prevented."""
    with device(browser, offline=True) as (page, told):
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        start(page, short_page.as_uri())
        use_everything(page)
        assert asked == [short_page.as_uri()]
        assert page.evaluate("violations") == []
        assert told == []


MARKUP = """
<script>window.hit = 1</script><script src="HOST/script"></script>
<p id="bait" onclick="window.hit = 1" style="color: #f00">x</p><a id="lure" href="javascript:window.hit = 1">x</a>
<img src="HOST/image" onerror="window.hit = 1"><video src="HOST/video"></video><object data="HOST/object"></object>
<style>body { background: url(HOST/style) }</style><link rel="stylesheet" href="HOST/sheet">
<iframe src="HOST/frame"></iframe><base href="HOST/base/"><form action="HOST/form"><button id="send">x</button></form>
"""
ATTEMPTS = """async ([host, barred]) => {
  const attempts = [
    () => fetch(`${host}/fetch`), () => new WebSocket(host.replace("http", "ws")), () => new Worker(`${host}/worker`),
    () => new EventSource(`${host}/e`), () => navigator.sendBeacon(`${host}/b`), () => import(`${host}/m`),
    () => setTimeout("window.hit = 1"), () => document.body.setAttribute("onclick", "window.hit = 1"),
    () => document.body.append(Object.assign(document.createElement("script"), { text: "window.hit = 1" })),
  ];
  for (const attempt of attempts) try { await attempt(); } catch {}
  for (const id of ["bait", "lure", "send"]) document.getElementById(id).click();
  const late = Date.now() + 5000;
  while (Date.now() < late && !barred.every((directive) => violations.includes(directive))) {
    await new Promise((resolve) => setTimeout(resolve));
  }
}"""
BARRED = {
    *("base-uri", "connect-src", "form-action", "frame-src", "img-src", "media-src", "object-src", "script-src-attr"),
    *("script-src-elem", "style-src-attr", "style-src-elem", "require-trusted-types-for"),
}


def test_policy_bars_what_is_not_the_page_itself(browser: Browser, hostile_page: Path, host: Host) -> None:
    """Markup that came into the file does not run, load, style or send, and no program gets anything out."""
    text = hostile_page.read_text(encoding="utf-8")
    bad = hostile_page.with_name("bad.html")
    bad.write_text(text.replace('<div id="told"', MARKUP.replace("HOST", host.address) + '<div id="told"'))
    with device(browser) as (page, _):
        start(page, bad.as_uri())
        page.evaluate(ATTEMPTS, [host.address, [*BARRED]])
        assert set(page.evaluate("violations")) >= BARRED
        assert page.evaluate("window.hit") is None
        assert host.asked == []


def test_no_text_becomes_markup(browser: Browser, hostile_page: Path) -> None:
    """A browser with trusted types refuses to make elements of a text, for the page's own program, too."""
    with device(browser) as (page, _):
        start(page, hostile_page.as_uri())
        attempt = "() => { try { document.body.innerHTML = '<b>'; } catch (error) { return error.name; } }"
        assert page.evaluate(attempt) == "TypeError"
        assert page.locator("main > *").count() > 0


# --- texts that mean harm ---------------------------------------------------------------------------------------------

OLD = "delete window.DecompressionStream"
STRANGE = """() => [...document.querySelectorAll("body *")].flatMap((element) => [
  ...(element.matches("img, svg, b, iframe, title, textarea:not(#note)") ? [element.localName] : []),
  ...[...element.attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => name),
  ...(element.localName === "a" && !element.getAttribute("href").startsWith("#") ? [element.getAttribute("href")] : []),
])"""
LISTED = ("label", "amount", "organisation", "hotline", "emergency", "website", "feedback")
SCREENS = {
    "#": ("english", "arabic", "role", "situation", "title", "fetch", *LISTED),
    "#/emergency": ("fetch", *LISTED),
    "#/settings": ("english", "arabic"),
    "#/complaint/danger.fetch": ("english", "arabic", "reason", "role", "fetch"),
    "#/phrase/danger.fetch": (
        *("situation", "fetch", "gesture", "tone", "distance", "safety", "item", "items", "standard", "yes", *LISTED),
    ),
    "#/phrase/danger.named": ("situation", *LISTED),
    "#/show/danger.fetch": ("fetch", "yes"),
    "#7K3Q-M2X4": ("fetch",),
}
"""The words that begin the texts of each screen."""
OF_STAFF = ("#", "#/settings", "#/complaint/danger.fetch")
"""The screens that show the language of staff alone."""


def check_texts(page: Page, shown: str, words: tuple[str, ...], scripts: int = 2) -> None:
    """Every text stands there whole, and nothing has come of it; ``scripts`` are what the page itself has."""
    shown = ISOLATES.sub("", shown)
    for word in words:
        assert f"{word} {ITEM if word.startswith('item') else HOSTILE}" in shown
    assert shown.count("window.hit=1>javascript:") == shown.count(HOSTILE) + shown.count(ITEM)
    assert page.evaluate(STRANGE) == []
    assert page.evaluate("[window.hit, document.scripts.length]") == [None, scripts]


@pytest.mark.parametrize("staff", ["en", "ar"])
def test_texts_show_as_they_are(browser: Browser, hostile_page: Path, staff: str) -> None:
    """On every screen, in a browser that would let anything run: markup, programs and addresses are texts."""
    with device(browser, bypass_csp=True, locale=staff) as (page, told):
        start(page, f"{hostile_page.as_uri()}#/settings")
        for place, words in SCREENS.items():
            go(page, place)
            shown = page.locator("#frame").text_content()
            check_texts(page, shown, words)
            assert (BRACED in ISOLATES.sub("", shown)) == (staff == "ar" or place not in OF_STAFF)
        assert told == []


def test_what_is_typed_shows_as_it_is(browser: Browser, hostile_page: Path) -> None:
    """A search, a filled-in blank, a printed card, an answer and the window's title are texts, too."""
    with device(browser, bypass_csp=True) as (page, told):
        start(page, hostile_page.as_uri())
        for query in (HOSTILE, "<img src=x onerror=window.hit=1>", "fetch"):
            page.locator("#search").fill(query)
            page.locator("#results > *").first.wait_for()
        check_texts(page, page.locator("#frame").text_content(), ("fetch",))
        start(page, f"{hostile_page.as_uri()}#/phrase/danger.named")
        page.locator("#blank-customer").fill(f"typed {HOSTILE}")
        typed = f"typed {HOSTILE}"
        page.locator("h1.wording .blank").nth(1).wait_for(state="detached")
        page.locator("#blank-amount").fill("none")
        page.get_by_role("button", name="Print this card").click()
        check_texts(page, page.locator(".paper").text_content(), ("situation", "organisation", "hotline"))
        shown = ISOLATES.sub("", page.locator("#frame").text_content())
        assert shown.count(typed) + shown.count(typed.replace("\u2028", " ")) == 3  # said, pronounced, meant
        assert f"Expected: sum {HOSTILE}" in shown
        go(page, "#/show/danger.fetch")
        page.locator(".pointing button").first.click()
        check_texts(page, page.locator(".strip").text_content(), ("yes",))
        assert " ".join(HOSTILE.split()) in " ".join(ISOLATES.sub("", page.title()).split())
        assert told == []


@pytest.mark.parametrize("modern", [True, False], ids=["without scripts", "too old"])
def test_plain_list_shows_texts_as_they_are(browser: Browser, hostile_page: Path, modern: bool) -> None:
    """Without a program they stand in the file's own markup, which is not left by any of them."""
    with device(browser, bypass_csp=True, java_script_enabled=not modern) as (page, _):
        page.add_init_script(OLD)
        page.goto(hostile_page.as_uri())
        page.locator("h2").wait_for()
        shown = page.locator("main").text_content()
        check_texts(page, shown, ("title", "situation", "fetch", *LISTED[2:]), scripts=2 if modern else 0)
        assert f"____ (label {HOSTILE})" in shown


# --- what comes from elsewhere ----------------------------------------------------------------------------------------

OPENED = ("#%E0%A4%A", "#/phrase/<img src=x onerror=window.hit=1>", "#javascript:window.hit=1")
FOLLOWED = (
    *("#/phrase/%", "#/phrase/", "#/show/__proto__", "#/phrase/constructor", "#/nowhere", "#//", "#%00"),
    *("#/phrase/%0A\u2028", "#</script>", "#" + "x" * 5000),
)


def test_place_that_there_is_not_is_the_start(browser: Browser, hostile_page: Path) -> None:
    """Whatever stands behind the # in a link that was followed or opened, the page can be used."""
    with device(browser) as (page, told):
        start(page, hostile_page.as_uri())
        for place in (*FOLLOWED, *OPENED):
            go(page, "#/settings")
            assert page.locator("body").get_attribute("data-screen") == "settings"
            go(page, place)
            assert page.locator("body").get_attribute("data-screen") == "home"
            if place in OPENED:
                page.reload()
                page.locator("main a.entry").first.wait_for()
            assert told == []
        assert page.evaluate("window.hit") is None


GARBAGE = (
    *("", "null", '"text"', "<img src=x onerror=window.hit=1>"),
    '{"staff": 5, "customer": {}, "role": ["cashier"], "favourites": "x", "used": {"a": 1}, "counts": [1]}',
    '{"favourites": ["<img>", 5, null, "danger.fetch"], "used": [[]], "counts": {"danger.fetch": {}, "__proto__": 9}}',
    '{"keep": 1, "use": null, "recent": 2, "mostUsed": 3, "turned": "<img>", "staff": "__proto__", "speaker": {}}',
)

SPOIL = "(garbage) => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, garbage))"


def test_memory_that_holds_anything(browser: Browser, hostile_page: Path) -> None:
    """Whatever another program left in its place in the browser's storage, the page starts and remembers anew."""
    with device(browser) as (page, told):
        start(page, hostile_page.as_uri())
        go(page, "#/phrase/danger.fetch")
        for garbage in GARBAGE:
            page.evaluate(SPOIL, garbage)
            go(page, "#")
            page.reload()
            page.locator("main a.entry").first.wait_for()
            go(page, "#/phrase/danger.fetch")
            (kept,) = page.evaluate("Object.values(localStorage).map((text) => JSON.parse(text))")
            assert kept["used"][0] == "danger.fetch"
            assert {*kept["favourites"]} <= {"danger.fetch"}
            assert told == []


def test_browser_that_keeps_nothing(browser: Browser, hostile_page: Path) -> None:
    """Where the storage is forbidden, what is chosen lasts as long as the page."""
    with device(browser) as (page, told):
        forbidden = 'throw new DOMException("forbidden", "SecurityError")'
        page.add_init_script(f'Object.defineProperty(window, "localStorage", {{ get() {{ {forbidden}; }} }})')
        start(page, f"{hostile_page.as_uri()}#/phrase/danger.fetch")
        page.get_by_role("button", name="Add to favourites").click()
        page.get_by_role("link", name="Start").click()
        expect(page.get_by_role("heading", name="Favourites")).to_be_visible()
        assert told == []


# --- without a program ------------------------------------------------------------------------------------------------


def test_page_without_a_script_is_a_list(browser: Browser, brief_page: Path) -> None:
    """Every wording stands under its situation, in its language and direction, and a list of situations leads there."""
    with device(browser, java_script_enabled=False) as (page, _):
        page.goto(brief_page.as_uri())
        assert page.locator("h1").inner_text() == "Northlight Phrasebook"
        headings = page.locator("h2")
        assert headings.all_inner_texts() == page.locator("nav a").all_inner_texts()
        assert headings.count() == 4
        for code, direction in (("en", "ltr"), ("ar", "rtl"), ("fi", "ltr"), ("ru", "ltr"), ("tl", "ltr")):
            wordings = page.locator(f"li > p:lang({code})")
            assert wordings.count() > 60
            assert wordings.first.evaluate("(element) => getComputedStyle(element).direction") == direction
        finnish = page.locator("p:lang(fi)", has_text="Tervetuloa. Autan teitä heti, kun vapaudun tästä.")
        expect(finnish).to_be_visible()
        expect(headings.last).not_to_be_in_viewport()
        page.locator("nav a").last.click()
        expect(headings.last).to_be_in_viewport()


def test_browser_too_old_shows_the_same_list(browser: Browser, brief_page: Path) -> None:
    """One that cannot unpack the book shows what it would show without a script."""
    with device(browser, java_script_enabled=False) as (page, _):
        page.goto(brief_page.as_uri())
        plain = page.locator("body").inner_text()
    with device(browser) as (page, _):
        page.add_init_script(OLD)
        page.goto(brief_page.as_uri())
        page.locator("h2").last.wait_for()
        assert page.locator("body").inner_text() == plain
        assert page.evaluate("violations") == []


# --- books of other kinds ---------------------------------------------------------------------------------------------


def require_approval(workspace: Path) -> None:
    """Let only what is approved be said, where nothing is."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')


EN_FI = ("en", "fi")
KINDS: Mapping[str, tuple[Callable[[Path], None], tuple[str, ...], Mapping[str, int]]] = {
    "drafts": (lambda _: None, EN_FI, {".draft": 1, ".urgent": 0, ".languages button": 2, ".answers li": 2}),
    "nothing approved": (require_approval, EN_FI, {".draft": 0, "h1.none": 1, ".answers li": 0, ".action.main": 0}),
    "no points": (without_points, EN_FI, {".draft": 1, ".answers": 0}),
    "one language": (lambda _: None, ("tl",), {".languages button": 1, "h1:lang(tl)": 1, ".meaning": 0}),
    "a region": (with_region, ("en", "pt_BR"), {".languages button": 2, "h1[lang=pt-BR]": 1, ".meaning:lang(en)": 1}),
}
"""What is done to the brief book, the languages of its page, and how often something stands on a phrase's screen."""


@pytest.mark.parametrize("kind", KINDS)
def test_book_of_another_kind(browser: Browser, brief: Path, tmp_path: Path, kind: str) -> None:
    """Start, phrase and show do, whatever the book has none of; what may not be said is told with its status."""
    change, codes, counts = KINDS[kind]
    folder = Path(shutil.copytree(brief, tmp_path / "workspace"))
    change(folder)
    workspace = read_workspace(folder)
    path = tmp_path / "page.html"
    path.write_bytes(make_page(workspace, codes, Opening()))
    with device(browser) as (page, told):
        start(page, path.as_uri())
        expect(page.locator("main a.entry").first).to_be_visible()
        go(page, "#/phrase/language.point")
        for selector, count in counts.items():
            expect(page.locator(selector)).to_have_count(count)
        if kind == "nothing approved":
            expect(page.locator("#wording")).to_contain_text("There is no approved wording in this language.")
            expect(page.locator("#wording")).to_contain_text("not approved yet")
        go(page, "#/show/language.point")
        expect(page.locator("h1")).to_be_visible()
        assert told == []


# --- on a web host ----------------------------------------------------------------------------------------------------

CONTROLLED = """() => new Promise((resolve) => {
  if (navigator.serviceWorker.controller) resolve();
  navigator.serviceWorker.addEventListener("controllerchange", resolve);
})"""

UPDATE = "navigator.serviceWorker.ready.then(async (registration) => { await registration.update(); })"
"""What a browser does some seconds after a page was opened."""


def test_installed_page_works_without_its_host(
    browser: Browser, site: Mapping[str, bytes], host: Host, tmp_path: Path
) -> None:
    """Once opened, the page starts, searches and shows under each of its addresses while the host is out of reach."""
    write_files(tmp_path / "site", site)
    with device(browser) as (page, told):
        start(page, host.address)
        page.evaluate(CONTROLLED)
        expect(page.locator("#news")).to_have_count(0)
        assert {path.rpartition("/")[2] for path in host.asked} == {"", *site} - {"index.html"}
        host.stop()
        for name in ("", "index.html", "?source=pwa", "index.html?x#/settings"):
            start(page, f"{host.address}/{name}")
        page.locator("#search").fill("busy")
        page.locator("#results a").first.click()
        expect(page.locator("h1.wording")).to_be_visible()
        assert page.evaluate("violations") == []
        assert told == []


def test_new_edition_is_told_and_shown(
    browser: Browser, site: Mapping[str, bytes], opened: Workspace, host: Host, tmp_path: Path
) -> None:
    """The page says so, shows it on demand, and clears its own old cache and nobody else's."""
    write_files(tmp_path / "site", site)
    others = ["other", f"scripts-gen {host.address}/others/ 0123456789abcdef"]
    second = replace(opened, book=replace(opened.book, title="Second edition"))
    with device(browser) as (page, _):
        start(page, host.address)
        page.evaluate(CONTROLLED)
        page.evaluate("(names) => Promise.all(names.map((name) => caches.open(name)))", others)
        (old,) = set(page.evaluate("caches.keys()")) - {*others}
        write_files(tmp_path / "site", make_site(second, ("en", "ar"), Opening("cashier", "en")))
        start(page, host.address)
        expect(page).to_have_title("Northlight Phrasebook")
        page.evaluate(UPDATE)
        expect(page.locator("#news")).to_contain_text("A new edition is here.")
        page.get_by_role("button", name="Show it").click()
        expect(page).to_have_title("Second edition")
        expect(page.locator("#news")).to_have_count(0)
        kept = page.evaluate("caches.keys()")
        assert len(kept) == 3
        assert set(kept) > {*others}
        assert old not in kept


def test_edition_that_comes_while_the_first_is_open_is_told(
    browser: Browser, site: Mapping[str, bytes], opened: Workspace, host: Host, tmp_path: Path
) -> None:
    """A till whose page was never closed since it was first opened hears of the next one, too."""
    write_files(tmp_path / "site", site)
    second = replace(opened, book=replace(opened.book, title="Second edition"))
    with device(browser) as (page, _):
        start(page, host.address)
        page.evaluate(CONTROLLED)
        write_files(tmp_path / "site", make_site(second, ("en", "ar"), Opening("cashier", "en")))
        page.evaluate(UPDATE)
        expect(page.locator("#news")).to_contain_text("A new edition is here.")


def test_host_that_lets_nothing_be_installed(
    browser: Browser, site: Mapping[str, bytes], host: Host, tmp_path: Path
) -> None:
    """Without TLS, or without its worker, the page is there while the host is."""
    write_files(tmp_path / "site", {name: data for name, data in site.items() if name != "worker.js"})

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2] or "index.html"
        route.fulfill(body=site[name], content_type="text/html" if name == "index.html" else "text/javascript")

    with device(browser) as (page, told):
        page.context.route("http://till.example/**", answer)
        for address in ("http://till.example/", host.address):
            start(page, address)
            page.locator("#search").fill("busy")
            page.locator("#results a").first.wait_for()
        assert "/worker.js" in host.asked
        assert told == []


def test_manifest_is_one_that_browsers_install(
    browser: Browser, site: Mapping[str, bytes], host: Host, tmp_path: Path
) -> None:
    """A browser finds no fault with it, and takes the pages of two folders of one host for two."""
    write_files(tmp_path / "site/a", site)
    write_files(tmp_path / "site/b", site)
    names = []
    with device(browser) as (page, _):
        session = page.context.new_cdp_session(page)
        for folder in ("a", "b"):
            start(page, f"{host.address}/{folder}/")
            known = session.send("Page.getAppManifest")
            assert known["errors"] == []
            assert known["manifest"]["startUrl"] == known["manifest"]["scope"] == f"{host.address}/{folder}/"
            faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
            assert {fault["errorId"] for fault in faults} <= {"in-incognito"}  # as every new device of these tests is
            names.append(session.send("Page.getAppId")["appId"])
    assert names[0] != names[1]
