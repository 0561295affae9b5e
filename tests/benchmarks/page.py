"""The look-up page in a browser, on the whole book and on made-up ones: ``python tests/benchmarks/page.py [SIZE…]``.

Start is the time from the navigation to the first picture with the page's buttons, at the processor's own speed and
slowed down four and six times (Chromium's mid-range and slow phone); a page that is empty but for one line starts in
turn, as the peer. After that: until the search is ready, one search, and one unknown code, which is the longest way.
The factor behind a size compares with the size before it: 1 where the cost grows with the book.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(Path(__file__).parent)]

from browser import open_browser  # noqa: E402
from growth import write_book  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from scripts_gen.page import make_page  # noqa: E402
from scripts_gen.page_document import Opening  # noqa: E402
from scripts_gen.workspace import read_workspace  # noqa: E402

RUNS = 7
SPEEDS = (1, 4, 6)
SIZES = (625, 2_500, 5_000, 10_000, 20_000)
BARE = "<!DOCTYPE html><title>Bare</title><main><p class=entries>Nothing</main>"
SEEN = """
new MutationObserver((_, observer) => {
  if (!document.querySelector("main .entries")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.seen = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
WORK = """async (query) => {
  const spent = {};
  const clock = async (name, work) => {
    const start = performance.now();
    await work();
    spent[name] = performance.now() - start;
  };
  await clock("index, in slices", async () => { startIndex(); await app.ready; });
  await clock("search", () => rank(query, app.index, { first: app.staff.code }));
  await clock("unknown code", () => askCode(app.book, "00000000", app.staff.code));
  return spent;
}"""


def start(browser: Browser, file: Path, speed: int) -> float:
    """Milliseconds until the buttons are seen, in a browser that has never seen the page."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(SEEN)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": speed})
    page.goto(file.as_uri())
    while not (seen := page.evaluate("window.seen")):
        page.wait_for_timeout(50)
    context.close()
    return float(seen)


def work(browser: Browser, file: Path, query: str) -> dict[str, float]:
    """Milliseconds of what the page does after its start."""
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator("main .entries").first.wait_for()
    page.wait_for_timeout(1_000)
    spent: dict[str, float] = page.evaluate(WORK, query)
    page.close()
    return spent


def measure(browser: Browser, workspace: Path, folder: Path, query: str) -> dict[str, float]:
    """Kilobytes and milliseconds of the page of a workspace."""
    file, bare = folder / "page.html", folder / "bare.html"
    bare.write_text(BARE)
    began = time.perf_counter()
    book = read_workspace(workspace)
    data = make_page(book, tuple(book.locales), Opening())
    spent = {"kB": len(data) / 1000, "making it": (time.perf_counter() - began) * 1000}
    file.write_bytes(data)
    for speed in SPEEDS:
        times = [(start(browser, bare, speed), start(browser, file, speed)) for _ in range(RUNS)]
        spent[f"start of the peer, {speed}x slower"] = statistics.median(peer for peer, _ in times)
        spent[f"start, {speed}x slower"] = statistics.median(own for _, own in times)
    return spent | work(browser, file, query)


def main(sizes: Iterable[int]) -> None:
    """Print the figures of the whole book, then of made-up ones in five languages."""
    browser = next(browsers := open_browser())
    with tempfile.TemporaryDirectory() as temporary:
        for name, value in measure(browser, ROOT, Path(temporary), "refund no recipt").items():
            print(f"  {name:<30}{value:10.1f}")
    before: tuple[int, dict[str, float]] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            write_book(Path(temporary), size, ("ar", "fi", "ru", "tl"))
            spent = measure(browser, Path(temporary), Path(temporary), "bada gofu")
        print(f"{size} phrases, 5 languages")
        for name, value in spent.items():
            growth = f"{value / before[1][name] / (size / before[0]):6.2f}" if before else ""
            print(f"  {name:<30}{value:10.1f}{growth}")
        before = size, spent
    next(browsers, None)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
