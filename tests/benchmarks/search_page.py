"""The page's search in Chromium: ``python tests/benchmarks/search_page.py``.

Times the index of the whole default book and of books grown from it, and a query of the hard ones, at full speed and
six times slowed down. A grown book has copies of every phrase, with a third of its longer words turned into new ones.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from browser import CHROMIUM
from hard_queries import read_documents, read_queries
from test_search_page import SEARCH, as_given

from scripts_gen.search import Document, build_postings, rank

TEXTS = ("wording", "source", "keywords", "instead_of", "pronunciation")
BUILD = """() => {
  const started = performance.now();
  window.index = newIndex(window.documents);
  let longest = 0, before = performance.now();
  while (!growIndex(index, 8)) {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }
  return [performance.now() - started, longest, index.words.size];
}"""
ASK = """queries => {
  const times = queries.map((query) => {
    const started = performance.now();
    rank(query, index);
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return [times.reduce((sum, time) => sum + time) / times.length, times[Math.floor(times.length * 0.95)], times.at(-1)];
}"""


def grown(documents: Sequence[Document], phrases: int) -> list[Document]:
    """As many documents as a book of so many phrases has in five languages."""
    found: list[Document] = []
    copy = 0
    while len(found) < phrases * 5:
        found += [document if not copy else _copied(document, copy) for document in documents]
        copy += 1
    return found[: phrases * 5]


def _copied(document: Document, copy: int) -> Document:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        return word if (len(word) + copy) % 3 else word + word[copy % len(word)] + word[copy // 7 % len(word)]

    texts = {name: tuple(re.sub(r"[^\W\d_]{5,}", other, text) for text in getattr(document, name)) for name in TEXTS}
    return replace(document, key=f"{document.key}-{copy}", **texts)


def measure(page: Page, documents: Sequence[Document], queries: Sequence[str]) -> None:
    """Print a row for each speed: the best of three builds, the longest slice of eight milliseconds, and queries."""
    page.evaluate("documents => { window.documents = documents }", [as_given(document) for document in documents])
    session = page.context.new_cdp_session(page)
    for slowed in (1, 6):
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        built, longest, words = min(page.evaluate(BUILD) for _ in range(3))
        mean, most, worst = page.evaluate(ASK, queries)
        print(
            f"{len(documents):>9}{words:>9}{slowed:>7}x{built:>9.0f} ms{longest:>9.1f} ms"
            f"{mean:>9.2f} ms{most:>9.2f} ms{worst:>9.2f} ms"
        )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


def main() -> None:
    """Print the table."""
    documents = read_documents()
    queries = [query.text for query in read_queries()]
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print(
        f"{'documents':>9}{'words':>9}{'slowed':>8}{'index':>12}{'slice':>12}{'a query':>12}{'95 %':>12}{'worst':>12}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for size in (0, 2_000, 20_000):
            page = browser.new_page()
            page.add_script_tag(path=SEARCH)
            measure(page, grown(documents, size) if size else documents, queries)
            page.close()
        browser.close()
    print(f"\n{'documents':>9}{'in Python: postings':>24}{'a query':>12}")
    for size in (0, 2_000, 20_000):
        book = grown(documents, size) if size else documents
        started = time.perf_counter()
        postings = build_postings(book)
        built = time.perf_counter() - started
        started = time.perf_counter()
        for query in queries[::5]:
            rank(query, postings)
        print(f"{len(book):>9}{built:>22.2f} s{(time.perf_counter() - started) / len(queries[::5]) * 1000:>9.1f} ms")


if __name__ == "__main__":
    main()
