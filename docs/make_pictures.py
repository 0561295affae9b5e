"""Make the pictures of the documents from the default book: ``python docs/make_pictures.py``.

Needs poppler (``pdftoppm``) and Chromium, and the package installed beside this Python with its ``test`` extra, which
brings Pillow and Playwright. The look-up page is opened as its tests open it.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from browser import open_browser
from complaint_reports import report
from pages import open_page, write_page

from scripts_gen.complaint_pages import print_tally, report_pdf
from scripts_gen.produce import read_phrasebook
from scripts_gen.resources import read_templates
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = str(Path(sys.executable).parent / "scripts-gen")
SESSION = (
    ["find", "refund", "recipt", "-n", "2"],
    ["find", "odottaa kauan", "--locale", "ar", "-n", "1"],
    ["say", "expectations.duration", "--locale", "ru", "--set", "minutes=21"],
)
LAYOUTS = {
    "phrase": (
        ["--card", "a7", "-l", "ar", "--staff", "en", "--only", "greeting.morning"],
        ["001-*-front", "001-*-back"],
    ),
    "role": (["--card", "a7", "-l", "ru", "--staff", "en"], ["001-*-front", "001-*-back"]),
    "bilingual": (["--card", "148x105", "-l", "tl", "--staff", "en", "--only", "greeting.morning"], ["001-*-front"]),
    "point": (["--card", "a6", "-l", "ar", "--staff", "en"], ["001-*-front", "001-*-back"]),
    "fold": (["--card", "a7", "-l", "fi", "--staff", "en", "--only", "greeting.morning"], []),
    "wall": (["-l", "ru", "--staff", "en", "--situation", "greeting"], ["001-*-front"]),
}
"""What is asked of each layout of the receptionist's cards, which faces are shown; where none, the whole piece."""
BEHIND, GAP = "#d5dae1", 12
"""What lies behind the cards, and pixels of it around each of them."""
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True, "reduced_motion": "reduce"}


def run(*command: str) -> str:
    """Run a command in the project and return what it prints."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def save(picture: Image.Image, name: str) -> None:
    """Write a picture in few colours, of every hue one: so its file is small."""
    few = picture.convert("RGB").quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def put_together(pictures: Iterable[Path], name: str, height: int) -> None:
    """Write pictures of one height beside one another."""
    parts = [Image.open(path).convert("RGB") for path in pictures]
    parts = [
        part.resize((round(part.width * height / part.height), height), Image.Resampling.LANCZOS) for part in parts
    ]
    whole = Image.new("RGB", (sum(part.width + GAP for part in parts) + GAP, height + 2 * GAP), BEHIND)
    x = GAP
    for part in parts:
        whole.paste(part, (x, GAP))
        x += part.width + GAP
    save(whole, name)


def picture_of_pages(pdf: Path, name: str, height: int, pages: tuple[int, ...]) -> None:
    """Write pages of a PDF beside one another."""
    drawn = []
    for page in pages:
        drawn.append(pdf.with_suffix(f".{page}.png"))
        target = str(drawn[-1].with_suffix(""))
        run("pdftoppm", "-r", "150", "-png", "-singlefile", "-f", str(page), "-l", str(page), str(pdf), target)
    put_together(drawn, name, height)


def picture_of_layout(layout: str, folder: Path) -> None:
    """Write what the cards of a layout look like."""
    arguments, faces = LAYOUTS[layout]
    command = (PROGRAM, "cards", "-r", "receptionist", "--layout", layout, *arguments, "-o", str(folder))
    name = f"layout-{layout}"
    if faces:
        run(*command, "--preview", "png")
        put_together([next(folder.rglob(f"{face}.png")) for face in faces], name, 300)
    else:
        run(*command, "--sheet", "card")
        picture_of_pages(next(folder.glob(f"receptionist.*.{layout}.pdf")), name, 300, (1,))


def picture_of_page(browser: Browser, folder: Path) -> None:
    """Write the look-up page as a cashier who reads English sees it: the pocket, a search, a phrase shown in Arabic."""
    page = open_page(browser, write_page(ROOT, folder / "page.html"), **PHONE)
    drawn = []

    def take() -> None:
        page.wait_for_timeout(500)  # full screen comes late, and the words are set anew to its size
        drawn.append(folder / f"page.{len(drawn)}.png")
        page.screenshot(path=drawn[-1])

    page.locator(".panel").get_by_role("button", name="English").click()
    page.locator(".languages").get_by_role("button", name="العربية").click()
    take()
    page.get_by_role("searchbox").fill("card or csh")
    first = page.locator("#results a").first
    expect(first).to_contain_text("card, cash or mobile payment")
    take()
    first.click()
    page.get_by_role("link", name="Show").click()
    expect(page.locator(".pointing")).to_be_visible()
    page.get_by_role("button", name="نقدًا").click()
    take()
    put_together(drawn, "page", 560)


def picture_of_report(folder: Path) -> None:
    """Write a made-up report on complaints, and the sheet on which a cashier counts them."""
    workspace = read_workspace(ROOT)
    made = report("en", title=workspace.book.title)
    reader, files = read_phrasebook(workspace, "en"), read_templates(workspace.template_folders())
    (folder / "report.pdf").write_bytes(report_pdf(made, reader, files, made.until))
    for name, data in print_tally(workspace, ["cashier"], ["en"], made.until):
        (folder / name).write_bytes(data)
    drawn = [folder / "report.png", folder / "tally.png"]
    for picture, pdf in zip(drawn, ("report.pdf", "tally.cashier.en.pdf"), strict=True):
        run("pdftoppm", "-r", "150", "-png", "-singlefile", "-l", "1", str(folder / pdf), str(picture.with_suffix("")))
    put_together(drawn, "report", 560)


def picture_of_session(browser: Browser, folder: Path) -> None:
    """Write a look-up as it stands in a terminal."""
    parts = []
    for arguments in SESSION:
        shown = " ".join(f"'{word}'" if " " in word else word for word in arguments)
        parts.append(f"<b>$ scripts-gen {html.escape(shown)}</b>\n{html.escape(run(PROGRAM, *arguments))}")
    style = (
        "body{margin:0;background:#1d2330;color:#e8ecf4}"
        "pre{font:15px/1.6 'DejaVu Sans Mono','Noto Sans Mono',monospace}"
        "pre{padding:20px 26px;margin:0;white-space:pre-wrap}"
        "b{color:#9fd0ff}"
    )
    page = browser.new_page(viewport={"width": 860, "height": 100}, device_scale_factor=1.5)
    page.set_content(f"<style>{style}</style><pre>{chr(10).join(parts)}</pre>")
    target = folder / "find.png"
    page.screenshot(path=target, full_page=True)
    save(Image.open(target), "find")


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for layout in LAYOUTS:
            picture_of_layout(layout, folder / layout)
        run(PROGRAM, "cards", "-r", "receptionist", "-l", "fi", "-o", temporary)
        picture_of_pages(folder / "receptionist.fi.pdf", "duplex", 560, (1, 2))
        run(PROGRAM, "cards", "-r", "receptionist", "-l", "fi", "--staff", "en", "--card", "a7", "-o", temporary)
        picture_of_pages(folder / "how-to-print.en.pdf", "how-to-print", 560, (1, 2))
        run(PROGRAM, "scripts", "-r", "receptionist", "-l", "ar", "--staff", "fi", "-f", "pdf", "-o", temporary)
        picture_of_pages(folder / "receptionist.ar-fi.pdf", "script", 900, (2,))
        picture_of_report(folder)
        with contextmanager(open_browser)() as browser:
            picture_of_page(browser, folder)
            picture_of_session(browser, folder)
    print(f"pictures in {PICTURES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
