"""Whole processes of the look-up against ``python -c "import click"``: ``python tests/benchmarks/lookup.py [RUNS]``."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SCRIPT = Path(sys.executable).parent / "scripts-gen"


COMPLETION = {"_SCRIPTS_GEN_COMPLETE": "bash_complete", "COMP_WORDS": "scripts-gen say gree", "COMP_CWORD": "2"}
"""What bash tells the program when somebody presses the tabulator key behind a key that has begun."""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long a process takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(runs: int) -> None:
    """Print medians and ratios; the commands take turns, so that all see the same machine."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        find = [str(SCRIPT), "find", "refund", "no", "recipt"]
        cold = seconds(find, environment)
        completing = {**environment, **COMPLETION}
        commands = {
            'python -c "import click"': ([sys.executable, "-c", "import click"], environment),
            "scripts-gen --help": ([str(SCRIPT), "--help"], environment),
            "scripts-gen find, warm": (find, environment),
            "completion of a key, warm": ([str(SCRIPT)], completing),
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(seconds(*command))
    peer = statistics.median(times['python -c "import click"'])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:<28}{median * 1000:8.1f} ms {median / peer:6.2f}x")
    print(f"{'scripts-gen find, cold':<28}{cold * 1000:8.1f} ms {cold / peer:6.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
