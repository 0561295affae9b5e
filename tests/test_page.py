"""The look-up page as a file: what it tells of the book, that it needs nothing but itself, and how one asks for it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path
from struct import unpack
from typing import Any

import pytest
from conftest import Run, edit
from pages import HOSTILE, with_region, without_points, write_hostile
from phrasebooks import BOOK, CODES, DRAFTS, LOCALES, phrasebook

from scripts_gen.drawer import Issued
from scripts_gen.errors import InputError
from scripts_gen.interface import WORDS
from scripts_gen.issue import read_lines
from scripts_gen.language import plural_index
from scripts_gen.ledger import LEDGER, append_records
from scripts_gen.locales import PLURALS as PLURAL_RULES
from scripts_gen.page import ICONS, SCRIPTS, make_page, make_site
from scripts_gen.page_document import PLURALS, KnownCard, Opening, page_document
from scripts_gen.produce import read_phrasebooks
from scripts_gen.resources import find_resource
from scripts_gen.wording import format_pieces
from scripts_gen.workspace import Workspace, read_workspace

BUSY, MORNING = "greeting.busy", "greeting.morning"


class Parsed(HTMLParser):
    """What a browser without a program reads in a page."""

    ADDRESSES = frozenset({"src", "href", "action", "formaction", "data", "poster", "srcset", "background", "ping"})

    def __init__(self, data: bytes):
        super().__init__()
        self.dir = self.policy = ""
        self.addresses: list[tuple[str, str]] = []
        self.texts: dict[str, list[str]] = {"style": [], "script": [], "data": []}
        """Contents of the elements that are no text: styles, programs, what else is in script elements."""
        self.paragraphs: list[list[str]] = []
        """Language, direction and text."""
        self._into: list[str] | None = None
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.addresses += [(tag, value) for name, value in known.items() if name in self.ADDRESSES]
        if tag == "html":
            self.dir, self.lang = known["dir"], known["lang"]
        elif known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"]
        elif tag in ("style", "script"):
            self._into = self.texts["data" if "type" in known else tag]
            self._into.append("")
        elif tag == "p":
            self.paragraphs.append([known.get("lang", self.lang), known.get("dir", self.dir), ""])
            self._into = self.paragraphs[-1]
        else:
            self._into = None

    def handle_endtag(self, tag: str) -> None:
        self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data

    def wordings(self) -> list[list[str]]:
        """The paragraphs of the list, without the break before the next element."""
        return [[lang, direction, text.removesuffix("\n")] for lang, direction, text in self.paragraphs[1:]]

    def directives(self) -> dict[str, list[str]]:
        """What the policy allows, by directive."""
        return {name: values for name, *values in (part.split() for part in self.policy.split(";"))}


def unpack_book(page: bytes) -> dict[str, Any]:
    """Return the document that a page reads."""
    (packed,) = Parsed(page).texts["data"]
    document: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return document


@pytest.fixture(scope="module")
def made(opened: Workspace) -> bytes:
    """The page of the brief book."""
    return make_page(opened, tuple(opened.locales), Opening())


@pytest.fixture
def workspace(tmp_path: Path, brief: Path) -> Path:
    """A workspace of one's own: the brief book."""
    return Path(shutil.copytree(brief, tmp_path / "workspace"))


def by_code(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {locale["code"]: locale for locale in document["locales"]}


# --- the document -----------------------------------------------------------------------------------------------------

BOOKS = {code: phrasebook(code) for code in CODES}
DOCUMENT = page_document(BOOKS, Opening("courier", "fi"))


def test_keys_phrases_and_wordings_are_in_one_order() -> None:
    """That of the book; each phrase has a place in every list, and situations cut the list by the counts of steps."""
    assert DOCUMENT["keys"] == list(BOOK.phrases())
    assert [phrase["number"] for phrase in DOCUMENT["phrases"]] == [phrase.number for phrase in BOOK.phrases().values()]
    counts = [step["count"] for situation in DOCUMENT["situations"] for step in situation["steps"]]
    assert sum(counts) == len(DOCUMENT["keys"])
    for code, locale in by_code(DOCUMENT).items():
        for key, rows in zip(DOCUMENT["keys"], locale["wordings"], strict=True):
            if key in BOOKS[code].entries:
                wordings = BOOKS[code].entries[key].wordings
                sounds = locale["sounds"][DOCUMENT["keys"].index(key)]
                assert [(row[0], row[1], sound) for row, sound in zip(rows, sounds, strict=True)] == [
                    (dict(wording.variant), list(wording.forms), list(wording.pronunciation)) for wording in wordings
                ]


def test_wording_carries_its_approval() -> None:
    """Status, day of the approval and seal, but not who approved it: the page may be public."""
    assert "Maria Santos" not in json.dumps(DOCUMENT)
    place = DOCUMENT["keys"].index
    for code, locale in by_code(DOCUMENT).items():
        approved, draft = locale["wordings"][place("greeting.name")], locale["wordings"][place("waiting.called")]
        assert approved[0][2:] == ["", "2026-11-21"]
        assert locale["seals"][place("greeting.name")][0] == BOOKS[code].entries["greeting.name"].wordings[0].seal != ""
        assert (draft[0][2:] == ["translated", ""]) == (code != "en"), DRAFTS


def test_phrase_that_may_not_be_said_has_its_status() -> None:
    """Where a language has no wording to be said, the reason stands in its place."""
    assert by_code(DOCUMENT)["tl"]["wordings"][DOCUMENT["keys"].index("emergency.exit")] == "missing"


def test_texts_for_staff_are_in_the_order_of_contexts() -> None:
    """A text stands there once a language; one that is lent from another language says from which."""
    contexts = DOCUMENT["contexts"]
    assert len(contexts) == len({*contexts})
    for code, locale in by_code(DOCUMENT).items():
        for context, stored in zip(contexts, locale["guide"], strict=True):
            text = BOOKS[code].guide(context)
            assert stored == (text.text if text.locale == code else [text.text, text.locale])
    assert by_code(DOCUMENT)["fi"]["guide"][contexts.index("greeting#purpose")] == [
        "The customer feels seen and welcome.",
        "en",
    ]


def test_source_stands_where_nobody_may_say_it() -> None:
    """The English text is told once: as a wording, or beside the phrase where it is none."""
    assert all("say" not in phrase for phrase in DOCUMENT["phrases"])
    foreign = page_document({"fi": BOOKS["fi"]}, Opening())
    said = {key: phrase["say"] for key, phrase in zip(foreign["keys"], foreign["phrases"], strict=True)}
    assert said["greeting.glad"] == ["I am glad to help you."]
    assert said["waiting.minutes"] == ["It will take about {minutes} minute.", "It will take about {minutes} minutes."]


@pytest.mark.parametrize("code", PLURAL_RULES)
def test_plural_forms_are_listed_and_go_on_by_the_last_digits(code: str) -> None:
    """Each number up to the end of the list has its form, and any other that of the number with its last digits."""
    digits = by_code(page_document({code: phrasebook(code)}, Opening()))[code]["plurals"]
    assert len(digits) == PLURALS
    for number in [*range(3_000), 10_011, 99_999, 1_000_000, 1_000_103, 10**15]:
        place = number if number < len(digits) else 100 + number % 1000
        assert int(digits[place]) == plural_index(LOCALES[code].plural_forms, number), number


def test_opening_edition_and_cards_are_as_given() -> None:
    """The page opens as asked, tells its newest date, and knows the cards by their codes."""
    assert DOCUMENT["opening"] == {"role": "courier", "staff": "fi", "site": ""}
    assert DOCUMENT["edition"] == "2026-11-21"
    assert DOCUMENT["cards"] == {}
    cards = {"7K3Q-M2X4": KnownCard(False, ("greeting.name",), "fi", "2026-03-14")}
    assert page_document(BOOKS, Opening(), cards)["cards"] == {"7K3Q-M2X4": [0, ["greeting.name"], "fi", "2026-03-14"]}


def test_page_has_every_word_that_it_says() -> None:
    """Whatever word the programs ask for travels in the document, and no word of the page is asked for by nobody."""
    folder = find_resource("templates")
    programs = "".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)
    asked = set(re.findall(r'"(page_\w+)"', programs)) | set(re.findall(r'app\.word\("(\w+)"', programs))
    words = set(by_code(DOCUMENT)["en"]["words"])
    assert asked <= words
    composed = {f"page_{axis}" for axis in ("speaker", "listener")}
    plain = (folder / "page.html.j2").read_text(encoding="utf-8")
    assert {word for word in WORDS if word.startswith("page_") and f"words.{word}." not in plain} <= asked | composed


def test_page_holds_the_document(opened: Workspace, made: bytes) -> None:
    """What the page unpacks is what the book says."""
    assert unpack_book(made) == page_document(read_phrasebooks(opened, opened.locales), Opening())


# --- the file ---------------------------------------------------------------------------------------------------------


def test_whole_book_is_less_than_a_megabyte(whole_page: Path) -> None:
    """The full default book in five languages, as the page of one file."""
    assert whole_page.stat().st_size < 1_000_000


def test_page_needs_nothing_but_itself(whole_page: Path) -> None:
    """No address in it leads out of it, nor does its style."""
    parsed = Parsed(whole_page.read_bytes())
    outside = [(tag, address) for tag, address in parsed.addresses if not address.startswith("#")]
    assert [tag for tag, _ in outside] == ["link"]
    assert outside[0][1].startswith("data:image/svg+xml,")
    assert not re.search(r"url\(|@import|image-set\(", parsed.texts["style"][0])


@pytest.mark.parametrize("kind", ["page", "site"])
def test_policy_names_the_style_and_the_program_and_nothing_else(opened: Workspace, kind: str) -> None:
    """By the hashes of what stands in the file; everything that is not named is forbidden."""
    site = kind == "site"
    make = make_site if site else make_page
    made = make(opened, ("en", "ar"), Opening())
    parsed = Parsed(made["index.html"] if isinstance(made, dict) else made)
    (style,), (program,) = parsed.texts["style"], parsed.texts["script"]
    own = {"manifest-src": ["'self'"], "worker-src": ["'self'"], "connect-src": ["'self'"]} if site else {}
    assert parsed.directives() == {
        "default-src": ["'none'"],
        "script-src": [f"'{sha256(program)}'"],
        "style-src": [f"'{sha256(style)}'"],
        "img-src": ["'self'" if site else "data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["page"],
        **own,
    }


def sha256(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@pytest.mark.parametrize("staff", ["en", "ar"])
def test_every_wording_stands_in_the_plain_list(opened: Workspace, staff: str) -> None:
    """In the order of the book, in every language, with its language and direction, whatever its reader reads."""
    parsed = Parsed(make_page(opened, tuple(opened.locales), Opening(staff=staff)))
    books = read_phrasebooks(opened, opened.locales)
    assert (parsed.lang, parsed.dir) == (staff, opened.locales[staff].direction)
    assert parsed.wordings() == [
        [code, book.locale.direction, format_pieces(book.pieces(entry, entry.wording()))]
        for key in opened.book.phrases()
        for code, book in books.items()
        if (entry := book.entries.get(key))
    ]


def test_plain_list_is_escaped(tmp_path: Path) -> None:
    """Whatever a wording holds stands there as it is, and the elements are those of any other page."""
    workspace = read_workspace(write_hostile(tmp_path / "hostile"))
    parsed = Parsed(make_page(workspace, ("en", "ar"), Opening()))
    assert ["en", "ltr", f"fetch {HOSTILE}"] in parsed.wordings()
    assert len(parsed.wordings()) == 2 * 2
    assert {tag for tag, _ in parsed.addresses} == {"link", "a"}
    assert [len(texts) for texts in parsed.texts.values()] == [1, 1, 1]


KEYS = {
    "placeholder": ("book.toml", "[placeholder.customer]", '[placeholder."{}"]', "is no placeholder"),
    "blank": ("situations/danger.toml", "{customer}", "{{{}}}", "a brace that belongs to no placeholder"),
    "group": ("book.toml", "[group.all]", '[group."{}"]', "is no key"),
    "colour": ("book.toml", "#0b4f9e", "{}", "expected a colour"),
    "locale": ("book.toml", '"ar"]', '"{}"]', "is no locale"),
    "point": ("pointing.toml", "[point.yes]", '[point."{}"]', "is no key"),
    "step": ("situations/danger.toml", '"first"', '"{}"', "is no key"),
    "phrase": ("situations/danger.toml", 'key = "fetch"', 'key = "{}"', "is no key"),
}


@pytest.mark.parametrize("kind", [*KEYS, "situation", "role"])
def test_key_cannot_hold_markup(kind: str, tmp_path: Path) -> None:
    """What the page makes links, identifiers and colours of is refused by the reader, where it stands."""
    bad, book = "<img src=x onerror=window.hit=1>", write_hostile(tmp_path) / "locales/book"
    if kind in KEYS:
        file, old, new, told = KEYS[kind]
        edit(book / file, old, new.replace("{}", bad))
    else:
        folder, told = book / f"{kind}s", "is no key"
        (path,) = folder.iterdir()
        path.rename(folder / f"{bad}.toml")
    with pytest.raises(InputError, match=told):
        read_workspace(tmp_path)


def test_same_book_makes_the_same_bytes(opened: Workspace, made: bytes, brief: Path, tmp_path: Path) -> None:
    """In this process and in another one, whatever order its sets have: the page, and each file of the folder."""
    assert make_page(opened, tuple(opened.locales), Opening()) == made
    site = make_site(opened, tuple(opened.locales), Opening())
    call = "import sys; from scripts_gen.cli import main\nfor place in ('-o', 'page.html'), ('--pwa', 'site'):\n"
    call += f" main(['-C', {str(brief)!r}, 'page', *place], standalone_mode=False)"
    subprocess.run(
        [sys.executable, "-c", call], cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "7"}, check=True, timeout=60
    )
    assert (tmp_path / "page.html").read_bytes() == made
    assert {path.name: path.read_bytes() for path in (tmp_path / "site").iterdir()} == site


# --- the folder for a host --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(opened: Workspace) -> dict[str, bytes]:
    return make_site(opened, ("en", "ar"), Opening(staff="ar"))


def test_folder_has_what_its_page_names(site: dict[str, bytes]) -> None:
    """The page, its manifest, its worker and its icons; every address in page and manifest is one of them."""
    parsed, manifest = Parsed(site["index.html"]), json.loads(site["manifest.webmanifest"])
    named = {address for tag, address in parsed.addresses if tag == "link"}
    icons = {icon["src"] for icon in manifest["icons"]}
    assert named | icons | {"index.html", "worker.js"} == set(site)
    assert b'data-worker="worker.js"' in site["index.html"]


def test_manifest_makes_it_an_app(site: dict[str, bytes]) -> None:
    """Name, start, display, language and direction of its readers; it is told from others by where it starts."""
    manifest = json.loads(site["manifest.webmanifest"])
    assert (manifest["name"], manifest["short_name"]) == ("Northlight Phrasebook", "Northlight")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("./", "./", "standalone")
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")
    assert "id" not in manifest  # one is taken from the root of the host, whatever the folder


def test_icons_are_of_the_sizes_they_state(site: dict[str, bytes]) -> None:
    """Square PNGs; those of the manifest for the platforms that cut a shape out of them, too."""
    manifest = json.loads(site["manifest.webmanifest"])
    sizes = {f"icon-{size}.png": size for size in ICONS}
    for name, size in sizes.items():
        assert site[name].startswith(b"\x89PNG\r\n\x1a\n")
        assert unpack(">II", site[name][16:24]) == (size, size)
    assert {(icon["src"], icon["sizes"], icon["type"], icon["purpose"]) for icon in manifest["icons"]} == {
        (f"icon-{size}.png", f"{size}x{size}", "image/png", purpose)
        for size in (192, 512)
        for purpose in ("any", "maskable")
    }


@pytest.mark.parametrize("change", ["wording", "style", "nothing"])
def test_worker_changes_with_any_file(change: str, workspace: Path) -> None:
    """So that devices fetch the new edition, and only then."""

    def worker() -> bytes:
        return make_site(read_workspace(workspace), ("fi",), Opening())["worker.js"]

    before = worker()
    if change == "wording":
        edit(workspace / "locales/fi/LC_MESSAGES/phrases.po", "Tervetuloa. Autan teitä", "Tervetuloa! Autan teitä")
    elif change == "style":
        own_template(workspace, "page.css", b"body { color: red }")
    assert (worker() != before) == (change != "nothing")


# --- templates of one's own -------------------------------------------------------------------------------------------


def own_template(workspace: Path, name: str, data: bytes) -> Path:
    """Put a template into a workspace; return its path."""
    path = workspace / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("text", ["h1 { color: red }\n", "\ufeffh1 { color: red }\r\nh2 {}\r\n", '/* > & < " é */'])
def test_own_style_is_used(run: Run, workspace: Path, text: str) -> None:
    """It stands in the page as it is, whoever saved it, and the policy allows it."""
    own_template(workspace, "page.css", text.encode())
    run("page", "-l", "en", "-o", "own.html")
    parsed = Parsed((workspace / "own.html").read_bytes())
    assert parsed.texts["style"] == [text.lstrip("\ufeff").replace("\r\n", "\n")]
    assert parsed.directives()["style-src"] == [f"'{sha256(parsed.texts['style'][0])}'"]


def test_own_template_is_used(run: Run, workspace: Path) -> None:
    """The page is what the workspace's own page.html.j2 makes of the same values."""
    own_template(workspace, "page.html.j2", b"{{ book.title }}: {{ situations|length }}, {{ packed|length > 1000 }}")
    run("page", "-l", "en", "-o", "own.html")
    assert (workspace / "own.html").read_text() == "Northlight Phrasebook: 4, True"


FAULTY = {
    "style of another encoding": ("page.css", b"a {}\nb {}\n/* \xe9 */", "templates/page.css:3: is not UTF-8"),
    "program of another encoding": ("page.js", b'"\xff"', "templates/page.js:1: is not UTF-8"),
    "end of script": ("page.js", b'// 1\nx = "</SCRIPT>";', "templates/page.js:2: '</SCRIPT' would end the element"),
    "end of style": ("page.css", b"\n\n/* </style> */", "templates/page.css:3: '</style' would end the element"),
    "comment": ("page-views.js", b"x = '<!--'", "templates/page-views.js:1: '<!--' would end the element"),
    "syntax": ("page.html.j2", b"<p>\n{% if %}", "page.html.j2:2: "),
    "name": ("page.html.j2", b"<p>\n\n{{ nothing }}", "page.html.j2:3: 'nothing' is undefined"),
    "template of another encoding": ("page.html.j2", b"\xe9", "page.html.j2: "),
    "drawing": ("icon.typ", b"#panic(", "icon.typ"),
    "worker of another encoding": ("worker.js", b"\n\xe9", "templates/worker.js:2: is not UTF-8"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_fault_of_a_template_is_told_with_its_line(run: Run, workspace: Path, fault: str) -> None:
    """In one clear line, exit code 2; the pages that were there stay as they were."""
    name, data, told = FAULTY[fault]
    for path in (workspace / "old.html", workspace / "site/index.html"):
        path.parent.mkdir(exist_ok=True)
        path.write_text("old")
    own_template(workspace, name, data)
    place = ("--pwa", "site") if name in ("icon.typ", "worker.js", "page-views.js") else ("-o", "old.html")
    stderr = run("page", "-l", "fi", *place, exit_code=2).stderr
    assert told in stderr
    assert "Traceback" not in stderr
    assert (workspace / "old.html").read_text() == (workspace / "site/index.html").read_text() == "old"
    assert [path.name for path in (workspace / "site").iterdir()] == ["index.html"]


def test_faults_of_all_templates_are_told_at_once(run: Run, workspace: Path) -> None:
    """One run names every program that cannot be used."""
    own_template(workspace, "page.js", b"</script>")
    own_template(workspace, "search.js", b"\xff")
    stderr = run("page", "-l", "en", exit_code=2).stderr
    assert "templates/page.js:1" in stderr
    assert "templates/search.js:1" in stderr


# --- the command ------------------------------------------------------------------------------------------------------


def test_page_goes_to_the_build_folder(run: Run, workspace: Path) -> None:
    """Unless told otherwise the file is build/page.html; its size and its languages are told."""
    stdout = run("page").stdout
    path = workspace / "build/page.html"
    assert stdout == f"build/page.html: {path.stat().st_size / 1000:,.0f} kB, 5 languages\n"
    assert unpack_book(path.read_bytes())["opening"] == {"role": "", "staff": "", "site": ""}


def test_role_and_languages_are_those_asked_for(run: Run, workspace: Path) -> None:
    """--role and --staff say how it opens, --locale what is in it, in the order given."""
    run("page", "--role", "courier", "-l", "fi", "-l", "ar", "--staff", "fi", "-o", "sub/own.html")
    data = (workspace / "sub/own.html").read_bytes()
    document = unpack_book(data)
    assert document["opening"] == {"role": "courier", "staff": "fi", "site": ""}
    assert [locale["code"] for locale in document["locales"]] == ["fi", "ar"]
    parsed = Parsed(data)
    assert parsed.lang == "fi"
    assert {code for code, *_ in parsed.wordings()} == {"fi", "ar"}


def test_folder_is_written_whole(run: Run, workspace: Path) -> None:
    """--pwa writes every file of the folder, and says where."""
    assert run("page", "--pwa", "public", "-r", "cashier").stdout == "page for a web host written to public\n"
    book = read_workspace(workspace)
    wanted = make_site(book, tuple(book.locales), Opening("cashier"))
    assert {path.name: path.read_bytes() for path in (workspace / "public").iterdir()} == wanted


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-r", "cashir"), "no role 'cashir'; did you mean 'cashier'?"),
        (("-l", "fii"), "no locale 'fii'; did you mean 'fi'?"),
        (("--staff", "aa"), "no locale 'aa'"),
        (("-l", "fi", "-l", "ru", "--staff", "ar"), "--staff ar is not among the page's languages"),
        (("-o", "x.html", "--pwa", "x"), "give one of them"),
        (("-o", "locales"), "is a directory"),
        (("--pwa", "locales/book/book.toml"), "is a file"),
        (("-o", "locales/book/book.toml/x.html"), "locales/book/book.toml"),
        (("--pwa", "locales/book/book.toml/x"), "locales/book/book.toml"),
    ],
)
def test_call_at_fault_is_told(run: Run, workspace: Path, arguments: tuple[str, ...], told: str) -> None:
    """With the nearest right word, exit code 2, no traceback and no file."""
    before = sorted(workspace.rglob("*"))
    stderr = run("page", *arguments, exit_code=2).stderr
    assert told in stderr
    assert "Traceback" not in stderr
    assert sorted(workspace.rglob("*")) == before


def test_all_unknown_words_are_told_at_once(run: Run) -> None:
    """A wrong role and a wrong language cost one run."""
    stderr = run("page", "-r", "couriers", "-l", "xx", exit_code=2).stderr
    assert "'courier'?" in stderr
    assert "no locale 'xx'" in stderr


# --- books of other kinds ---------------------------------------------------------------------------------------------


def document_of(run: Run, workspace: Path, *arguments: str) -> dict[str, Any]:
    run("page", "-o", "made.html", *arguments)
    return unpack_book((workspace / "made.html").read_bytes())


@pytest.mark.parametrize("approval", ["preferred", "required"])
def test_drafts_are_marked_or_left_out(run: Run, workspace: Path, approval: str) -> None:
    """As the book has it: what nobody approved is a draft, or is not there and its status is told in its place."""
    edit(workspace / "locales/book/book.toml", 'approval = "preferred"', f'approval = "{approval}"')
    run("approve", "fi", BUSY, "--by", "Aino", "--date", "2026-11-20")
    document = document_of(run, workspace)
    busy, spell = (document["keys"].index(key) for key in (BUSY, "name.spell"))
    approved = by_code(document)["fi"]["wordings"][busy][0]
    assert approved[2:] == ["", "2026-11-20"]
    for locale in document["locales"]:
        found = locale["wordings"][spell]
        assert found == "translated" if approval == "required" else found[0][2] == "translated"
    listed = [code for code, _, _ in Parsed((workspace / "made.html").read_bytes()).wordings()]
    assert listed == ["fi"] if approval == "required" else len(listed) > 250


def issue(workspace: Path, *cards: tuple[str, dict[str, Any]]) -> None:
    """Record cards with one Finnish wording each as it is today: its key, and what else is said of the card."""
    group = ("cashier", "fi", "")
    lines = read_lines(read_workspace(workspace), [group])[group]
    facts = {"layout": "phrase", "card": "id1", "role": "cashier", "locale": "fi", "second": "", "copies": 1}
    facts |= {"date": "2026-03-14", "edition": "2026-03-14", "site": "", "run": "r1"}
    append_records(workspace, [Issued(**{**facts, "lines": (lines[key],), **card}) for key, card in cards])


def test_page_knows_the_cards_that_were_issued(run: Run, workspace: Path) -> None:
    """Each code with its phrases, language and newest printing, and whether the card still says what is to be said."""
    issue(
        workspace,
        (BUSY, {"code": "7K3Q-M2X4"}),
        (BUSY, {"code": "7K3Q-M2X4", "date": "2026-05-01", "site": "Pier 4"}),
        (BUSY, {"code": "5E5E-5E5E", "date": "2026-05-03", "run": "r3", "site": "Pier 4", "replaces": ("7K3Q-M2X4",)}),
        (MORNING, {"code": "9D4F-X8W1"}),
        ("greeting.welcome", {"code": "2B2B-2B2B"}),
        ("greeting.group", {"code": "3C3C-3C3C"}),
        ("greeting.group", {"code": "4D4D-4D4D", "date": "2026-05-02", "run": "r2", "replaces": ("3C3C-3C3C",)}),
    )
    finnish = workspace / "locales/fi/LC_MESSAGES/phrases.po"
    edit(finnish, "Hyvää huomenta. {organisation}, kuinka", "Huomenta. {organisation}, kuinka")
    edit(finnish, "Tervetuloa meille. Kertoisitteko, miten voin olla avuksi?", "")
    assert document_of(run, workspace, "-l", "en")["cards"] == {
        "2B2B-2B2B": [0, ["greeting.welcome"], "fi", "2026-03-14"],  # withdrawn
        "3C3C-3C3C": [0, ["greeting.group"], "fi", "2026-03-14"],  # replaced
        "4D4D-4D4D": [1, ["greeting.group"], "fi", "2026-05-02"],
        "5E5E-5E5E": [1, [BUSY], "fi", "2026-05-03"],
        "7K3Q-M2X4": [1, [BUSY], "fi", "2026-05-01"],  # replaced at Pier 4 only
        "9D4F-X8W1": [0, [MORNING], "fi", "2026-03-14"],  # superseded
    }


def test_card_of_a_phrase_that_is_gone_is_known(run: Run, workspace: Path) -> None:
    """It is out of date, and there is no phrase to show."""
    issue(workspace, (BUSY, {"code": "7K3Q-M2X4"}))
    ledger = workspace / LEDGER
    ledger.write_text(ledger.read_text().replace(BUSY, "greeting.gone").replace("cashier", "clerk"))
    assert document_of(run, workspace, "-l", "fi")["cards"] == {"7K3Q-M2X4": [0, [], "fi", "2026-03-14"]}


@pytest.mark.parametrize(
    ("file", "data"),
    [
        (LEDGER, '{"code": 1}\n'),
        (LEDGER, "<<<<<<< ours\n"),
        ("locales/fi/LC_MESSAGES/phrases.po", 'msgid "x\nmsgstr'),
        ("locales/fi/LC_MESSAGES/interface.po", "<<<<<<< ours\n"),
        ("locales/book/book.toml", "title = "),
        ("locales/fi/locale.toml", "x"),
    ],
)
def test_fault_of_the_input_is_told(run: Run, workspace: Path, file: str, data: str) -> None:
    """With file and line, exit code 2, no traceback; the old page stays, and no folder is begun."""
    (workspace / "old.html").write_text("old")
    (workspace / file).write_text(data)
    for place in (("-o", "old.html"), ("--pwa", "site")):
        stderr = run("page", "-l", "fi", *place, exit_code=2).stderr
        assert stderr.startswith(f"{file}:1: ")
        assert "Traceback" not in stderr
    assert (workspace / "old.html").read_text() == "old"
    assert not (workspace / "site").exists()


def test_book_with_nothing_urgent(opened: Workspace, made: bytes) -> None:
    """Where the book names no emergency and nobody to fetch, neither does the page."""
    assert opened.book.urgent.emergency == ""
    assert unpack_book(made)["urgent"] == {"emergency": "", "fetch": ""}


def test_book_without_points(run: Run, workspace: Path) -> None:
    """Without pointing.toml nobody is asked to point."""
    without_points(workspace)
    document = document_of(run, workspace)
    assert document["points"] == document["answers"] == []
    assert [(locale["points"], locale["numbers"]) for locale in document["locales"]] == [([], [])] * 5


def test_book_in_one_language_that_is_not_its_source(run: Run, workspace: Path) -> None:
    """Everything stands in that one; what it lacks is told in the source."""
    document = document_of(run, workspace, "-l", "tl")
    assert list(by_code(document)) == ["tl"]
    assert document["source"] == "en"
    assert "say" in document["phrases"][0]


def test_language_of_a_region(run: Run, workspace: Path) -> None:
    """Its code stands in the document, its BCP 47 tag in the markup and in the manifest."""
    with_region(workspace)
    document = document_of(run, workspace, "--staff", "pt_BR")
    assert [locale["code"] for locale in document["locales"]] == ["en", "ar", "pt_BR", "ru", "tl"]
    parsed = Parsed((workspace / "made.html").read_bytes())
    assert parsed.lang == "pt-BR"
    assert ["pt-BR", "ltr", "Tervetuloa. Autan teitä heti, kun vapaudun tästä."] in parsed.wordings()
    run("page", "--pwa", "site", "--staff", "pt_BR")
    assert json.loads((workspace / "site/manifest.webmanifest").read_bytes())["lang"] == "pt-BR"
