"""The whole default book in every format: ``python tests/benchmarks/exports.py``.

Each is told beside ``json.dumps`` of the same phrasebooks as one value, in the same run: the least that any needs.
The reading of the workspace, which all share, is told apart. Best of three, in seconds of this process.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from scripts_gen.export import FORMATS
from scripts_gen.export.json_document import build_document
from scripts_gen.exports import read_source
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
RUNS = 3


def best(work: Callable[[], object]) -> float:
    """The least seconds that ``work`` takes."""

    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(RUNS))


def main() -> None:
    started = time.process_time()
    workspace = read_workspace(ROOT)
    source = read_source(workspace, list(workspace.book.roles), list(workspace.locales), None, None)
    print(f"reading the workspace and {len(source.books)} languages  {time.process_time() - started:6.2f} s")
    document = build_document(source)
    peer = best(lambda: json.dumps(document, ensure_ascii=False))
    print(f"{'json.dumps':<12}{peer:7.2f} s   1.0 x")
    for name, known in FORMATS.items():
        size = len(known.write(source))
        spent = best(lambda known=known: known.write(source))  # type: ignore[misc]
        print(f"{name:<12}{spent:7.2f} s {spent / peer:5.1f} x {size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
