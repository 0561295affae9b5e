"""Cards of many sites: ``python tests/benchmarks/sites.py [SITES] [shared] [apart] [dask] [peer]``.

Each site has three roles in five languages: fifteen pocket decks, and five sheets that say how to print. ``shared`` is
the list as most have it, where the decks that do not name the organisation are the same at every site; ``apart`` has a
QR code on every back, of a look-up page of its own for each site, so that no deck is like another. Both are printed by
the local processes, then run again unchanged. ``dask`` prints both on two workers of one thread each, too, and compares
the bytes; ``peer`` is what the same takes without a list: one run of ``cards`` for each site, told for all of them by
its first five. The seconds are of an otherwise idle machine; CPU seconds and ratios hold on a busy one, too.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cards import family, resident

ROOT = Path(__file__).parent.parent.parent
COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()")
DASK = (sys.executable, "-m", "dask")
ROLES = ("receptionist", "cashier", "security-officer")
PEERS = 5


def write_workspace(root: Path, sites: int, *, apart: bool) -> Path:
    """A workspace of the default book with a list of sites."""
    shutil.copytree(ROOT / "locales", root / "locales")
    columns = ["site", "organisation", "hotline", "website", "feedback", "roles", *(["page", "qr"] if apart else [])]
    rows = [",".join(columns)]
    for number in range(1, sites + 1):
        host = f"house{number}.example"
        row = [f"site-{number:05}", f"House {number}", f"+358 9 {number:06}", host, f"help@{host}", " ".join(ROLES)]
        rows.append(",".join([*row, *([f"https://{host}/cards", "yes"] if apart else [])]))
    (root / "sites.csv").write_text("\n".join([*rows, ""]))
    return root


def run(*arguments: str, cwd: Path, others: tuple[int, ...] = ()) -> tuple[float, float, float]:
    """The seconds of a command, its CPU seconds, and the most megabytes that it and ``others`` hold."""
    before, started, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0.0
    process = subprocess.Popen([*COMMAND, *arguments], cwd=cwd, stdout=subprocess.DEVNULL)
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.25):
            peak = max(peak, sum(resident(pid) for root in (process.pid, *others) for pid in family(root)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    assert process.returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, used, peak


def tell(name: str, sites: int, seconds: float, used: float, peak: float, base: float = 0.0) -> None:
    """Print a row: the whole, each site, and against the base."""
    ratio = f"{seconds / base:7.2f}x" if base else ""
    each = (
        f"{1000 * seconds / sites:7.1f} ms a site, {used:7.1f} s CPU" if used else f"{1000 * seconds / sites:7.1f} ms"
    )
    print(f"{name:<44}{seconds:8.1f} s {each}, {peak:6.0f} MB {ratio}", flush=True)


def fingerprint(folder: Path) -> str:
    """What stands for every document below ``folder``."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.pdf")):
        total.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


@contextmanager
def cluster() -> Iterator[tuple[str, tuple[int, ...]]]:
    """A scheduler and two workers, and the processes that they are."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    calls = [["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-show", "--no-dashboard"]]
    calls += [["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * 2
    environment = os.environ | {"RAYON_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *call], cwd=folder, env=environment, stderr=subprocess.DEVNULL
            )
            for call in calls
        ]
        try:
            wait_for_workers(address)
            yield address, tuple(part.pid for part in parts)
        finally:
            for part in reversed(parts):
                part.kill()
                part.wait()


def wait_for_workers(address: str) -> None:
    """Wait until both are there."""
    import distributed

    with distributed.Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


def measure(sites: int, mode: str, *, dask: bool) -> float:
    """Print the local run of a list, its repetition, and Dask's; return the seconds of the first."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_workspace(Path(folder) / mode, sites, apart=mode == "apart")
        call = ("cards", "--site", "all")
        base, used, peak = run(*call, "-o", "local", cwd=root)
        tell(f"{mode}: local processes", sites, base, used, peak, base)
        documents = [path.stat().st_size for path in (root / "local").rglob("*.pdf")]
        print(f"{'':<10}{len(documents)} documents, {sum(documents) / 1e6:.1f} MB", flush=True)
        tell(f"{mode}: again, unchanged", sites, *run(*call, "-o", "local", cwd=root), base)
        if dask:
            with cluster() as (address, parts):
                row = run(*call, "-o", "dask", "--cluster", address, cwd=root, others=parts)
                tell(f"{mode}: two Dask workers (CPU of the client)", sites, *row, base)
            assert fingerprint(root / "dask") == fingerprint(root / "local")
            print(f"{'':<10}the same bytes", flush=True)
        return base


def measure_peer(sites: int, base: float) -> None:
    """Print what one run for each site takes, by its first few."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_workspace(Path(folder) / "peer", 1, apart=False)
        (root / "sites.csv").unlink()
        book, call = root / "locales/book/book.toml", ("cards", *(f"--role={role}" for role in ROLES))
        text, total, cpu, most = book.read_text(), 0.0, 0.0, 0.0
        for number in range(1, PEERS + 1):
            book.write_text(text.replace('name = "Northlight"', f'name = "House {number}"'))
            seconds, used, peak = run(*call, "-o", f"site-{number:05}", cwd=root)
            total, cpu, most = total + seconds, cpu + used, max(most, peak)
        name = f"one run for each site, by {PEERS} of them"
        tell(name, sites, total / PEERS * sites, cpu / PEERS * sites, most, base)


if __name__ == "__main__":
    words = sys.argv[1:]
    sites = int(words.pop(0)) if words and words[0].isdigit() else 20
    parts = words or ["shared", "apart", "dask", "peer"]
    print(f"{sites} sites x {len(ROLES)} roles x 5 locales, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    seconds = {mode: measure(sites, mode, dask="dask" in parts) for mode in ("shared", "apart") if mode in parts}
    if "peer" in parts:
        measure_peer(sites, seconds.get("shared", 0.0))
