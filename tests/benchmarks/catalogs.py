"""Reading the default book and its catalogs against polib: ``python tests/benchmarks/catalogs.py``."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import polib

from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(runs: int = 9) -> None:
    """Print medians and ratios."""
    workspace = read_workspace(ROOT)
    messages = sum(len(polib.pofile(str(file))) for file in FILES)
    jobs = {
        "polib.pofile": lambda: [polib.pofile(str(file)) for file in FILES],
        "read_catalogs": lambda: [workspace.read_catalogs(code) for code in workspace.locales],
        "read_workspace (the book)": lambda: read_workspace(ROOT),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, job in jobs.items():
            times[name].append(seconds(job))
    peer = statistics.median(times["polib.pofile"])
    print(f"{len(FILES)} catalogs, {messages} messages")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:<28}{median * 1000:8.1f} ms {median / peer:6.2f}x")


if __name__ == "__main__":
    main()
