"""Spreadsheets of a large book: export and import beside a bare openpyxl that writes and reads the same cells.

    python tests/benchmarks/spreadsheet.py [phrases]

Each part runs in a process of its own; the peak is that of its memory above what importing took.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PHRASES = 5_000
DATE = "2026-11-22 00:00+0000"


def grow(folder: Path, count: int) -> None:
    """Write the shipped book with so many more phrases that it has ``count``, translated into its languages."""
    from scripts_gen.catalog import rewrite_messages
    from scripts_gen.catalogs import updates
    from scripts_gen.message import Message
    from scripts_gen.resources import catalog_file
    from scripts_gen.workspace import read_workspace

    shutil.copytree(ROOT / "locales", folder / "locales")
    there = len(read_workspace(folder).book.phrases())
    lines = ['title = "Many"', 'purpose = "Many."', 'group = "arrival"', "number = 900"]
    for i in range(count - there):
        if i % 20 == 0:
            lines += ["", "[[step]]", f'key = "step-{i}"', f'title = "Step {i}"']
        lines += ["", "  [[step.phrase]]", f'  key = "phrase-{i}"', f'  say = "This is sentence {i} of a large book."']
        lines += [
            f'  keywords = ["word {i}", "other {i}"]',
            f'  note = "Said on occasion {i}, to nobody in particular."',
        ]
    (folder / "locales/book/situations/many.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    opened = read_workspace(folder)
    for file, change in updates(opened, opened.locales, date=DATE):
        data = change.new
        if file.endswith("/phrases.po") and not file.startswith("locales/en"):

            def fill(message: Message) -> Message:
                from dataclasses import replace

                return message if message.translated else replace(message, msgstr=(f"{message.msgid} –",))

            data = rewrite_messages(data, catalog_file("x", "phrases"), fill)
        (folder / file).write_bytes(data)


def read_book(folder: Path) -> object:
    from scripts_gen.workspace import read_workspace

    opened = read_workspace(folder)
    return [opened.read_catalogs(code) for code in opened.locales]


def export(folder: Path) -> object:
    from scripts_gen.spreadsheet import format_spreadsheet
    from scripts_gen.workspace import read_workspace

    opened = read_workspace(folder)
    data = format_spreadsheet(opened, list(opened.locales), ending=".xlsx", on=date(2026, 11, 22))
    return (folder / "book.xlsx").write_bytes(data)


def take(folder: Path) -> object:
    from scripts_gen.amend import amendments
    from scripts_gen.spreadsheet_edits import read_edits
    from scripts_gen.worksheet import read_worksheet
    from scripts_gen.workspace import read_workspace

    opened = read_workspace(folder)
    edits = read_edits(opened, read_worksheet(folder / "book.xlsx", "book.xlsx"), clear=False)
    return list(amendments(opened, edits.wordings, edits.texts, edits.additions, date=DATE))


def bare_write(folder: Path) -> object:
    from openpyxl import Workbook, load_workbook

    cells = list(load_workbook(folder / "book.xlsx", read_only=True)["Phrases"].iter_rows(values_only=True))
    started = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in cells:
        sheet.append(row)
    book.save(folder / "bare.xlsx")
    return time.perf_counter() - started


def bare_read(folder: Path) -> object:
    from openpyxl import load_workbook

    book = load_workbook(folder / "book.xlsx", read_only=True)
    return sum(1 for row in book["Phrases"].iter_rows() for cell in row if cell.value)


PARTS: dict[str, Callable[[Path], object]] = {
    "read book": read_book,
    "export": export,
    "bare write": bare_write,
    "import": take,
    "bare read": bare_read,
}


def measure(part: str, folder: Path) -> tuple[float, float]:
    """Return seconds and megabytes of a part in a new process."""
    done = subprocess.run([sys.executable, __file__, part, str(folder)], check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def peak() -> float:
    """Return the most memory that this process took so far, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def run_part(part: str, folder: Path) -> None:
    import openpyxl  # noqa: F401  what everybody pays is not counted

    before = peak()
    started = time.perf_counter()
    result = PARTS[part](folder)
    seconds = result if part == "bare write" and isinstance(result, float) else time.perf_counter() - started
    print(f"{seconds:.3f} {peak() - before:.1f}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "book"
        grow(folder, count)
        found = {part: measure(part, folder) for part in PARTS}
        size = (folder / "book.xlsx").stat().st_size / 1e6
    print(f"{count} phrases, {size:.1f} MB")
    for part, (seconds, megabytes) in found.items():
        print(f"{part:<12}{seconds:8.2f} s{megabytes:8.0f} MB")
    for part, peer in (("export", "bare write"), ("import", "bare read")):
        times, memory = (found[part][i] / (found[peer][i] + found["read book"][i]) for i in (0, 1))
        alone = found[part][0] / found[peer][0]
        print(f"{part} beside {peer} and the book: {times:.2f} times the time, {memory:.2f} times the memory")
        print(f"{part} beside {peer} alone: {alone:.2f} times the time")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        run_part(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else PHRASES)
