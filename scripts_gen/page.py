"""The look-up page: one HTML file that holds the whole book and asks nobody for anything, or a folder for a web host.

Style and script are named in the page's own policy by their hashes, so nothing else can run in it, whatever the book
says. The book travels deflated; without a script, the page is a plain list of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import escape

from scripts_gen import reading
from scripts_gen.drawer import Held, Issued, State
from scripts_gen.errors import Fault, InputError
from scripts_gen.issue import judge_today
from scripts_gen.ledger import read_ledger
from scripts_gen.message import parse_context
from scripts_gen.page_document import KnownCard, Opening, page_document
from scripts_gen.phrasebook import Localized, Phrasebook
from scripts_gen.produce import read_phrasebooks
from scripts_gen.render import render_template
from scripts_gen.resources import read_templates
from scripts_gen.sites import Site, at_site, find_sites_file, phrasebook_at, read_sites
from scripts_gen.typeset import MissingCharactersError, draw_job, open_job
from scripts_gen.wording import format_pieces
from scripts_gen.workspace import Workspace

TEMPLATE, STYLE, WORKER = "page.html.j2", "page.css", "worker.js"
SCRIPTS = (
    "search.js",
    "page-book.js",
    "page-codes.js",
    "page-views.js",
    "page-show.js",
    "page.js",
    "page-device.js",
    "page-complaint.js",
    "page-missed.js",
)
"""In the order they are read; together they are the page's program."""
ICONS = (180, 192, 512)
"""Sizes in pixels: the first is Apple's."""
_COLOR = "#0b3d91"
_END = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)
_POLICY = (
    "default-src 'none'; script-src 'SCRIPT'; style-src 'STYLE'; img-src {images}; base-uri 'none'; form-action 'none'"
    "; require-trusted-types-for 'script'; trusted-types page{more}"
)


@dataclass(frozen=True, slots=True)
class PlainSituation:
    """A situation for readers without a script."""

    key: str
    number: int
    title: Localized
    phrases: tuple[tuple[Localized, ...], ...]
    """The wordings of each phrase, one a language."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something that stands beside the page."""

    rel: str
    href: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a page is about, read."""

    books: Mapping[str, Phrasebook]
    """By locale; of more languages than the page has, perhaps."""
    cards: Mapping[str, KnownCard]
    """By code."""


def read_content(workspace: Workspace, codes: Iterable[str]) -> Content:
    """Return what a page of ``workspace`` in the languages ``codes`` is about: the book, and the cards issued."""
    records = read_ledger(workspace.root).records
    sites = read_sites(workspace) if records and find_sites_file(workspace.root) else ()
    held = judge_today(workspace, records, sites) if records else ()
    return Content(read_phrasebooks(workspace, codes), _cards(workspace, held))


def read_contents(workspace: Workspace, sites: Sequence[Site]) -> Iterator[tuple[Workspace, Content]]:
    """Yield the workspace as each of ``sites`` has it, and what its page is about: the cards issued there, too.

    Catalogs and ledger are read once for all of them.
    """
    shared = read_phrasebooks(workspace, (code for site in sites for code in site.locales))
    keys = {site.key for site in sites}
    records = [record for record in read_ledger(workspace.root).records if record.site in keys]
    held: dict[str, list[Held]] = defaultdict(list)
    for one in judge_today(workspace, records, sites) if records else ():
        held[one.issued.site].append(one)
    for site in sites:
        at = at_site(workspace, site)
        yield at, Content({code: phrasebook_at(shared[code], at) for code in site.locales}, _cards(at, held[site.key]))


def _cards(workspace: Workspace, held: Iterable[Held]) -> dict[str, KnownCard]:
    """Return what is known of the cards in the drawer, by code."""
    cards: dict[str, KnownCard] = {}
    for one in sorted(held, key=lambda held: held.issued.date):
        issued, before = one.issued, cards.get(one.issued.code)
        current = one.state is State.CURRENT or (before is not None and before.current)
        cards[issued.code] = KnownCard(current, _keys(issued, workspace), issued.locale, issued.date)
    return dict(sorted(cards.items()))


def _keys(issued: Issued, workspace: Workspace) -> tuple[str, ...]:
    known = workspace.book.phrases()
    keys = (parse_context(line.context)[0] for line in issued.lines)
    return tuple(dict.fromkeys(key for key in keys if key in known))


def make_page(workspace: Workspace, codes: Sequence[str], opening: Opening, content: Content | None = None) -> bytes:
    """Return the page in the languages ``codes`` as one file; ``content`` is read unless it is given.

    Raises ScriptsGenError where a catalog, the ledger or a template is at fault.
    """
    icon = Link("icon", f"data:image/svg+xml,{quote(_icon(workspace))}", "image/svg+xml")
    return _render(workspace, codes, opening, (icon,), _POLICY.format(images="data:", more=""), content)


def make_site(
    workspace: Workspace, codes: Sequence[str], opening: Opening, content: Content | None = None
) -> dict[str, bytes]:
    """Return the page as the files of a folder by name: it can be installed, and then needs no connection.

    The arguments are those of ``make_page``. Raises ScriptsGenError as ``make_page`` does.
    """
    files = {f"icon-{size}.png": _draw_icon(workspace, size) for size in ICONS}
    files["manifest.webmanifest"] = _manifest(workspace, opening)
    links = (
        Link("icon", "icon-192.png", "image/png"),
        Link("apple-touch-icon", "icon-180.png"),
        Link("manifest", "manifest.webmanifest"),
    )
    policy = _POLICY.format(images="'self'", more="; manifest-src 'self'; worker-src 'self'; connect-src 'self'")
    files["index.html"] = _render(workspace, codes, opening, links, policy, content, worker=WORKER)
    files[WORKER] = _worker(workspace, files)
    return dict(sorted(files.items()))


def _render(
    workspace: Workspace,
    codes: Sequence[str],
    opening: Opening,
    links: Iterable[Link],
    policy: str,
    content: Content | None,
    worker: str = "",
) -> bytes:
    content = content or read_content(workspace, codes)
    books = {code: content.books[code] for code in codes}
    reader = books.get(opening.staff) or books.get(workspace.book.source) or next(iter(books.values()))
    style, script = _read(workspace, (STYLE,)), '"use strict";\n' + _read(workspace, SCRIPTS)
    document = page_document(books, opening, content.cards)
    packed = zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    context = {
        "book": workspace.book,
        "reader": reader.locale,
        "words": reader.interface,
        "situations": plain_situations(books, reader),
        "links": links,
        "worker": worker,
        "style": style,
        "script": script,
        "policy": policy.replace("SCRIPT", _hash(script)).replace("STYLE", _hash(style)),
        "packed": b64encode(packed).decode(),
    }
    return render_template(TEMPLATE, context, workspace.template_folders()).encode()


def _read(workspace: Workspace, names: Iterable[str]) -> str:
    """Return files of the page as one text, each from the first template folder that has it."""
    texts, faults = [], []
    for name in names:
        path = next(path for folder in workspace.template_folders() if (path := folder / name).is_file())
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            faults.append(Fault(f"templates/{name}", line, "", "is not UTF-8"))
            continue
        if end := _END.search(text):
            line = text.count("\n", 0, end.start()) + 1
            faults.append(
                Fault(f"templates/{name}", line, "", f"{end[0]!r} would end the element that holds this file")
            )
        texts.append(text)
    if faults:
        raise InputError(faults)
    return "".join(texts)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def plain_situations(books: Mapping[str, Phrasebook], reader: Phrasebook) -> tuple[PlainSituation, ...]:
    """Return the whole of ``books`` as a list: the wordings of everybody, blanks with their labels."""
    return tuple(
        PlainSituation(
            situation.key,
            situation.number,
            reading.guide(reader, f"{situation.key}#title"),
            tuple(wordings for phrase in situation.phrases() if (wordings := tuple(_wordings(phrase.key, books)))),
        )
        for situation in reader.book.situations.values()
    )


def _wordings(key: str, books: Mapping[str, Phrasebook]) -> Iterable[Localized]:
    for phrasebook in books.values():
        if entry := phrasebook.entries.get(key):
            text = format_pieces(phrasebook.pieces(entry, entry.wording()))
            yield reading.own(phrasebook, text)


# --- what stands beside the page on a host ---------------------------------------------------------------------------


def _initial(workspace: Workspace) -> str:
    name = workspace.book.organisation.name.strip()
    return name[:1].upper()


def _icon(workspace: Workspace) -> str:
    """Return a card with the organisation's initial as an SVG, in whatever font the device has."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" font-family="sans-serif" font-size="12">'
        f'<rect width="32" height="32" rx="7" fill="{_COLOR}"/>'
        '<rect x="5" y="8" width="22" height="16" rx="2" fill="#fff"/>'
        f'<text x="16" y="20.5" text-anchor="middle" fill="{_COLOR}">{escape(_initial(workspace))}</text>'
        "</svg>"
    )


def _draw_icon(workspace: Workspace, size: int) -> bytes:
    """Return the same as a square PNG, ``size`` pixels a side, inside the circle that platforms leave of it."""
    document = {"size": size, "color": _COLOR, "initial": _initial(workspace), "title": workspace.book.title}
    files = read_templates(workspace.template_folders())
    try:
        return draw_job(open_job("icon.typ", document, files), ppi=72)[0]
    except MissingCharactersError:  # a letter that our fonts lack: the card stays blank
        return draw_job(open_job("icon.typ", {**document, "initial": ""}, files), ppi=72)[0]


def _manifest(workspace: Workspace, opening: Opening) -> bytes:
    book = workspace.book
    reader = workspace.locales.get(opening.staff or book.source) or next(iter(workspace.locales.values()))
    manifest = {
        "name": book.title,
        "short_name": book.organisation.name,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "lang": reader.code.replace("_", "-"),
        "dir": reader.direction,
        "background_color": "#ffffff",
        "theme_color": _COLOR,
        "icons": [
            {"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in ICONS[1:]
            for purpose in ("any", "maskable")
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def _worker(workspace: Workspace, files: Mapping[str, bytes]) -> bytes:
    """Return the service worker; its first lines change whenever one of ``files`` does."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + data)
    names = ["./", *(name for name in sorted(files) if name != "index.html")]
    head = f"const EDITION = {json.dumps(digest.hexdigest()[:16])};\nconst FILES = {json.dumps(names)};\n"
    return (head + _read(workspace, (WORKER,))).encode()
