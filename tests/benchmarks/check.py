"""``check`` on the default book: ``python tests/benchmarks/check.py``, against polib reading the same catalogs."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import polib

from scripts_gen.check import RULES
from scripts_gen.inspection import inspect_workspace
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Print seconds, with and without the typesetter, and what each family takes."""
    workspace = read_workspace(ROOT)
    codes = list(workspace.locales)
    started = time.perf_counter()
    for path in (ROOT / "locales").glob("*/LC_MESSAGES/*.po"):
        polib.pofile(str(path))
    peer = time.perf_counter() - started
    families = Counter(rule.code[0] for rule in RULES)
    for name, rules in {
        "everything": RULES,
        "without the typesetter (--ignore F)": tuple(rule for rule in RULES if rule.code[0] != "F"),
        **{
            f"  {letter}, {count} checks": tuple(r for r in RULES if r.code[0] == letter)
            for letter, count in families.items()
        },
    }.items():
        started = time.perf_counter()
        found = list(inspect_workspace(workspace, codes, rules))
        seconds = time.perf_counter() - started
        print(f"{name:<38}{seconds:7.2f} s {seconds / peer:6.1f}x polib reading, {len(found)} findings")


if __name__ == "__main__":
    main()
