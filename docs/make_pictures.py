"""Make the pictures of the documents from the default book: ``python docs/make_pictures.py``.

Needs poppler (``pdftoppm``) and Chromium, and the package installed beside this Python.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = str(Path(sys.executable).parent / "scripts-gen")
SESSION = (
    ["find", "refund", "recipt", "-n", "2"],
    ["find", "odottaa kauan", "--locale", "ar", "-n", "1"],
    ["say", "expectations.duration", "--locale", "ru", "--set", "minutes=21"],
)
CHROMIUM = (
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1.5"),
)


def run(*command: str) -> str:
    """Run a command in the project and return what it prints."""
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def picture_of_page(pdf: Path, page: int, name: str, dpi: int) -> None:
    """Write one page of a PDF as a picture."""
    number = str(page)
    run("pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-f", number, "-l", number, str(pdf), str(PICTURES / name))


def picture_of_session(folder: Path) -> None:
    """Write a look-up as it stands in a terminal."""
    parts = []
    for arguments in SESSION:
        shown = " ".join(f"'{word}'" if " " in word else word for word in arguments)
        parts.append(f"<b>$ scripts-gen {html.escape(shown)}</b>\n{html.escape(run(PROGRAM, *arguments))}")
    page = folder / "session.html"
    style = (
        "body{margin:0;background:#1d2330;color:#e8ecf4}"
        "pre{font:15px/1.6 'DejaVu Sans Mono','Noto Sans Mono',monospace}"
        "pre{padding:20px 26px;margin:0;white-space:pre-wrap}"
        "b{color:#9fd0ff}"
    )
    page.write_text(f"<meta charset=utf-8><style>{style}</style><pre>{chr(10).join(parts)}</pre>", encoding="utf-8")
    target = PICTURES / "find.png"
    run(*CHROMIUM, f"--user-data-dir={folder}", "--window-size=860,470", f"--screenshot={target}", page.as_uri())


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(PROGRAM, "cards", "-r", "receptionist", "-l", "ar", "-o", temporary)
        run(PROGRAM, "scripts", "-r", "receptionist", "-l", "ar", "--staff", "fi", "-f", "pdf", "-o", temporary)
        picture_of_page(folder / "receptionist.ar.pdf", 1, "cards", 80)
        picture_of_page(folder / "receptionist.ar-fi.pdf", 2, "script", 80)
        picture_of_session(folder)
    print(f"pictures in {PICTURES.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
