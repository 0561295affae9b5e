"""The preview: everything a translator wants beside each other, self-contained, and never older than the files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Run, edit

from scripts_gen.cli import preview as door
from scripts_gen.preview import Asked, Preview, renew_preview, renew_scripts

PHRASES = "locales/{}/LC_MESSAGES/phrases.po"
BUSY = 'msgstr "أهلًا بكم. سأخدمكم حالما أنتهي هنا."'


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, abridged: Path) -> Path:
    """A workspace with Arabic and Russian previewed, which no test edits."""
    root = Path(shutil.copytree(abridged, tmp_path_factory.mktemp("preview") / "workspace"))
    renew_preview(root, Asked(("ar", "ru")), root / "build")
    return root


@pytest.fixture
def copy(drawn: Path, tmp_path: Path) -> Path:
    """The same, to edit."""
    shutil.copytree(drawn, tmp_path / "copy")
    return tmp_path / "copy"


def page(root: Path, name: str = "index.html") -> str:
    return (root / "build" / name).read_text(encoding="utf-8")


def phrase(root: Path, key: str) -> str:
    """What the page says of one phrase."""
    found = re.search(rf'<section class="phrase[^"]*" id="{re.escape(key)}">.*?</section>', page(root), re.DOTALL)
    assert found
    return found[0]


def renewed(root: Path, before: Preview | None = None, *codes: str) -> Preview:
    return renew_preview(root, Asked(codes or ("ar", "ru")), root / "build", before)


def times(root: Path) -> dict[str, int]:
    """When each drawing was written."""
    return {path.name: path.stat().st_mtime_ns for path in (root / "build" / "cards").iterdir()}


class Attributes(HTMLParser):
    """Collects what elements refer to, and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_phrase_stands_beside_everything_about_it(drawn: Path) -> None:
    """Source, notes, status, place, wording in its language and direction, and a card for each variant."""
    text = phrase(drawn, "greeting.at-the-door")
    assert "hello. I have come as we agreed." in text
    assert "may show the speaker&#39;s gender" in text
    assert '<span class="status translated">translated</span>' in text
    assert "locales/ru/LC_MESSAGES/phrases.po:" in text
    assert '<p class="wording" lang="ar" dir="rtl">' in text
    assert '<p class="wording" lang="ru" dir="ltr"><bdi class="name" dir="ltr">{organisation}</bdi>, ' in text
    russian = text[text.index('class="locale locale-ru') :]
    assert "speaker: female" in russian
    assert russian.count("<img ") == 2 * 2  # two wordings, front and back


def test_the_folder_needs_nothing_else(drawn: Path) -> None:
    """Every link leads into the folder, every drawing is there and shown, no script runs, and every element closes."""
    parser = Attributes()
    parser.feed(page(drawn))
    assert parser.open == []
    files = {link for link in parser.links if not link.startswith("#")}
    assert files
    assert all((drawn / "build" / file).is_file() for file in files)
    assert {file.removeprefix("cards/") for file in files} == set(times(drawn))
    anchors = {link[1:] for link in parser.links if link.startswith("#")}
    assert anchors <= set(re.findall(r'\bid="([^"]+)"', page(drawn)))
    assert "<script" not in page(drawn)
    for file in files:
        drawing = (drawn / "build" / file).read_text(encoding="utf-8")
        assert re.findall(r'(?:href|src)="(?!#|data:)|<script|<foreignObject', drawing) == []
        assert drawing.startswith('<svg viewBox="0 0 242.645669291 153.014173228"')  # 85.60 × 53.98 mm


def test_what_is_there_is_not_set_again(copy: Path) -> None:
    """Another run writes nothing; an edited wording has its two faces drawn anew, and the old ones are cleared away."""
    before = times(copy)
    first = renewed(copy)
    assert times(copy) == before
    edit(copy / PHRASES.format("ar"), BUSY, BUSY.replace("هنا", "الآن"))
    second = renewed(copy, first)
    assert len(set(times(copy)) - set(before)) == len(set(before) - set(times(copy))) == 2
    assert second.locales["ru"] is first.locales["ru"]
    assert "حالما أنتهي الآن." in phrase(copy, "greeting.busy")


def test_a_catalog_that_cannot_be_read_is_told_above_what_was_there(copy: Path) -> None:
    """The fault is on the page, the other languages and the last good state of this one stay; mended, it goes."""
    first = renewed(copy)
    edit(copy / PHRASES.format("ar"), BUSY, BUSY[:-1])
    second = renewed(copy, first)
    assert re.search(r"locales/ar/LC_MESSAGES/phrases\.po:\d+: expected one text", page(copy))
    assert second.all_faults()
    assert "سأخدمكم حالما أنتهي هنا" in phrase(copy, "greeting.busy")
    edit(copy / PHRASES.format("ar"), BUSY[:-1], BUSY)
    assert renewed(copy, second).all_faults() == ()
    assert "Cannot be read" not in page(copy)


def test_a_book_that_cannot_be_read_is_told_above_what_was_there(copy: Path) -> None:
    """Once there is a page, a trainer's slip does not take it away."""
    first = renewed(copy)
    edit(copy / "locales/book/situations/greeting.toml", 'title = "Greeting"', 'titel = "Greeting"')
    renewed(copy, first)
    assert "titel: unknown key; did you mean &#39;title&#39;?" in page(copy)
    assert "<img " in phrase(copy, "greeting.busy")


def test_what_cannot_be_printed_says_why_in_place_of_its_card(copy: Path) -> None:
    """A misfit and a character that no font has take no other card with them."""
    edit(copy / PHRASES.format("ar"), BUSY, BUSY.replace("هنا", "هنا ☎"))
    russian = 'msgstr "Проходите, пожалуйста. Вот свободное кресло."'
    edit(copy / PHRASES.format("ru"), russian, russian.replace("Вот", "Проходите, пожалуйста. " * 12 + "Вот"))
    renewed(copy)
    assert "no font has the character &#39;☎&#39;" in phrase(copy, "greeting.busy")
    told = phrase(copy, "greeting.come-in")
    assert re.search(r"F601 does not fit .* mm too high for id1; it fits on a\d", told)
    assert told.count("<img ") == 2
    assert 'class="phrase attention" id="greeting.come-in"' in page(copy)


def test_findings_stand_beside_the_wording(copy: Path) -> None:
    """What the check finds in a phrase is told with how to mend it."""
    edit(copy / PHRASES.format("ar"), BUSY, BUSY.replace("هنا.", "هنا?"))
    renewed(copy)
    text = phrase(copy, "greeting.busy")
    assert re.search(r'<li class="error"><b>T\d+ error</b>.*<span class="mend">', text)


def test_texts_are_data(copy: Path) -> None:
    """What looks like markup in a catalog or a book is shown as it stands."""
    edit(copy / PHRASES.format("ar"), BUSY, BUSY.replace("هنا", "<script>alert(1)</script>"))
    edit(copy / "locales/book/book.toml", 'title = "Northlight Phrasebook"', 'title = "<b>&"')
    renewed(copy)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in phrase(copy, "greeting.busy")
    assert "<script" not in page(copy)
    assert "<h1>&lt;b&gt;&amp;</h1>" in page(copy)


def test_missing_and_unapproved_wordings_are_shown_as_such(copy: Path) -> None:
    """A phrase without wording has no card; where only approved ones print, the others say so."""
    edit(copy / PHRASES.format("ar"), BUSY, 'msgstr ""')
    edit(copy / "locales/book/book.toml", 'approval = "preferred"', 'approval = "required"')
    renewed(copy, None, "ar")
    assert "Not translated yet." in phrase(copy, "greeting.busy")
    assert "only approved wordings are printed" in phrase(copy, "greeting.welcome")


def test_a_roles_script_is_drawn_page_by_page(copy: Path) -> None:
    """With a role, the page links its script, whose pages are the printed ones; a second run draws none anew."""
    asked = Asked(("ru",), ("courier",))
    made = renew_preview(copy, asked, copy / "build")
    assert renew_scripts(made, asked, copy / "build") == ()
    assert '<a href="courier.ru.html">' in page(copy)
    assert 'id="greeting.busy"' in page(copy)
    assert 'id="chat.' not in page(copy)
    files = re.findall(r'<img src="(scripts/[^"]+)"', page(copy, "courier.ru.html"))
    drawings = [copy / "build" / file for file in files]
    assert len(drawings) > 5
    assert all('width="595.27' in path.read_text(encoding="utf-8")[:200] for path in drawings)
    written = [path.stat().st_mtime_ns for path in drawings]
    assert renew_scripts(made, asked, copy / "build") == ()
    assert [path.stat().st_mtime_ns for path in drawings] == written


def test_a_broken_template_is_told_on_the_page(copy: Path) -> None:
    """A designer's slip is told by file and line; the cards of before stay."""
    first = renewed(copy)
    (copy / "templates").mkdir()
    (copy / "templates" / "cards.typ").write_text("#set page(width: nonsense)", encoding="utf-8")
    renewed(copy, first)
    assert "cards.typ:1:17" in page(copy)
    assert "<img " in phrase(copy, "greeting.busy")


def test_command_writes_the_folder_and_tells_faults(run: Run, workspace: Path) -> None:
    """The default folder is build/preview; what cannot be read is exit code 2, and the page is made nevertheless."""
    result = run("preview", "-l", "fil")
    assert "build/preview/index.html" in result.output
    edit(workspace / PHRASES.format("tl"), 'msgctxt "greeting.busy"', 'msgctxt "greeting.busy')
    result = run("preview", "-l", "tl", exit_code=2)
    assert "locales/tl/LC_MESSAGES/phrases.po:" in result.stderr
    assert "Cannot be read" in (workspace / "build/preview/index.html").read_text(encoding="utf-8")
    assert "did you mean 'courier'" in run("preview", "-r", "couriers", exit_code=2).stderr


def test_watching_without_its_library_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that is missing is named."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert "pip install 'scripts-gen[watch]'" in run("preview", "--watch", exit_code=2).stderr


@pytest.fixture
def watching(copy: Path) -> Iterator[subprocess.Popen[str]]:
    """``preview --watch`` at work on the copy."""
    command = [sys.executable, "-c", "from scripts_gen.cli import main; main()", "-C", str(copy)]
    command += ["preview", "--watch", "-l", "ar", "-o", str(copy / "build")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert "index.html" in process.stdout.readline()
    assert "Ctrl+C" in process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def wait_for(condition: str, path: Path, seconds: float = 20) -> None:
    """Wait until ``path`` says ``condition``."""
    end = time.monotonic() + seconds
    while condition not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"{path.name} never said {condition!r}"
        time.sleep(0.02)


def test_watching_follows_a_saved_catalog_through_a_fault(watching: subprocess.Popen[str], copy: Path) -> None:
    """A broken catalog shows its fault and the watch goes on; mended, the page shows the new wording and signals it."""
    catalog, index, signal = copy / PHRASES.format("ar"), copy / "build/index.html", copy / "build/version.js"
    assert '"version.js?"' in index.read_text(encoding="utf-8")
    before = signal.read_text(encoding="utf-8")
    edit(catalog, BUSY, BUSY[:-1])
    wait_for("Cannot be read", index)
    assert watching.stderr
    assert "locales/ar/LC_MESSAGES/phrases.po:" in watching.stderr.readline()
    edit(catalog, BUSY[:-1], BUSY.replace("هنا", "الآن"))
    wait_for("حالما أنتهي الآن.", index)
    time.sleep(0.2)
    assert re.fullmatch(r'renewed\("[0-9a-f]{24}"\);\n', signal.read_text(encoding="utf-8"))
    assert signal.read_text(encoding="utf-8") != before
    assert watching.poll() is None


def test_only_the_workspace_is_watched(copy: Path) -> None:
    """What the preview itself writes below the workspace does not wake it."""
    assert door._folders(copy) == [copy / "locales"]
