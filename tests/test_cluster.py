"""A Dask cluster: the same bytes as here, whatever becomes of a worker, and in a sentence what is wrong with it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from jobs import be_stopped, double_and_tell, fail, linger

from scripts_gen import cluster
from scripts_gen.cli import main
from scripts_gen.cluster import PACKAGES, open_cluster
from scripts_gen.errors import Fault, InputError, ScriptsGenError
from scripts_gen.workers import share_out

SOON = 60
"""Seconds within which anything here is done; what takes longer waits for ever."""
COMMAND = (sys.executable, "-c", "from scripts_gen.cli import main; main()")
SITES = ("aalto", "birch", "cedar", "dune")
ROLES, LOCALES = ("courier", "cashier"), ("en", "fi", "ar")
CHOICE = (*(f"--role={role}" for role in ROLES), *(f"--locale={code}" for code in LOCALES))
CALL = ("--site", "all", "--situation", "greeting", *CHOICE)
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts a part of a cluster in a folder of its own, and ends it with the tests."""
    pytest.importorskip("distributed")
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, path: Path | None = None) -> subprocess.Popen[bytes]:
        folder = tmp_path_factory.mktemp("dask")
        tests = Path(__file__).parent
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [path] if path else [tests]))}
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], cwd=folder, env=environment, stderr=subprocess.DEVNULL
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(SOON)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_scheduler(start: Start) -> tuple[str, subprocess.Popen[bytes]]:
    """A scheduler, and where it is."""
    port = free_port()
    return f"tcp://127.0.0.1:{port}", start(
        "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"
    )


def start_worker(start: Start, address: str, path: Path | None = None) -> subprocess.Popen[bytes]:
    """A worker of one thread that nobody starts again."""
    return start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", path=path)


def wait_for(there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


def count_workers(address: str) -> int:
    """So many workers has the cluster."""
    import distributed

    with distributed.Client(address, timeout=SOON, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"])


@pytest.fixture(scope="module")
def address(start: Start) -> str:
    """A cluster of two workers."""
    address, _ = start_scheduler(start)
    for _ in range(2):
        start_worker(start, address)
    wait_for(lambda: count_workers(address) == 2)
    return address


@pytest.fixture(scope="module")
def listed(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief book with a list of sites; not to be written to."""
    root = Path(shutil.copytree(brief, tmp_path_factory.mktemp("sites") / "workspace"))
    rows = [f"{key},Hotel {key.title()},+358 9 {number},{key}.example" for number, key in enumerate(SITES)]
    (root / "sites.csv").write_text("\n".join(["site,organisation,hotline,website", *rows, ""]))
    return root


@pytest.fixture(scope="module")
def local(listed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this machine makes for each site."""
    folder = tmp_path_factory.mktemp("local")
    subprocess.run([*COMMAND, "-C", str(listed), "cards", *CALL, "-o", str(folder)], check=True, capture_output=True)
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every document below ``folder``."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pdf")}


# --- the same bytes --------------------------------------------------------------------------------------------------


def test_cluster_makes_the_same_bytes(address: str, listed: Path, local: dict[str, bytes], tmp_path: Path) -> None:
    """Cards of every site, set by two workers that know nothing of the workspace."""
    call = ["-C", str(listed), "cards", *CALL, "-o", str(tmp_path), "--cluster", address]
    result = CliRunner().invoke(main, call, catch_exceptions=False)
    assert (
        result.stdout
        == f"{len(SITES) * len(ROLES) * len(LOCALES)} decks for {len(SITES)} sites written to {tmp_path}\n"
    )
    assert files(tmp_path) == local


def test_scripts_are_made_by_the_same_templates(address: str, listed: Path, tmp_path: Path) -> None:
    """Those of the workspace, of which a worker knows nothing, travel with the jobs."""
    root = Path(shutil.copytree(listed, tmp_path / "workspace"))
    (root / "templates").mkdir()
    (root / "templates/script.txt.j2").write_text("Ours: {{ script.title.text }}\n")
    call = ["-C", str(root), "scripts", "--site", "birch", "-r", "courier", "-l", "fi", "-f", "txt", "-f", "html", "-o"]
    for folder, more in ((tmp_path / "here", []), (tmp_path / "there", ["--cluster", address])):
        result = CliRunner().invoke(main, [*call, str(folder), *more], catch_exceptions=False)
        assert result.stdout == f"2 scripts for 1 site written to {folder}\n"
    assert (tmp_path / "there/birch/courier.fi.txt").read_text().startswith("Ours: ")
    for name in ("courier.fi.txt", "courier.fi.html"):
        assert (tmp_path / "there/birch" / name).read_bytes() == (tmp_path / "here/birch" / name).read_bytes()


def test_jobs_of_a_lost_worker_are_done_by_others(
    address: str, start: Start, listed: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    """A worker that is killed in the middle costs its time and nothing else."""
    third = start_worker(start, address)
    wait_for(lambda: count_workers(address) == 3)
    call = [*COMMAND, "-C", str(listed), "cards", *CALL, "-o", str(tmp_path), "--cluster", address]
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wait_for(lambda: any(tmp_path.rglob("*.pdf")))
    third.kill()
    _, errors = process.communicate(timeout=SOON)
    assert (process.returncode, errors) == (0, b"")
    assert files(tmp_path) == local


@pytest.mark.parametrize("on", ["cluster", "this machine"])
def test_interrupted_run_goes_on_where_it_was(
    on: str, address: str, listed: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    """Ctrl-C leaves whole files and the truth about them; the next run sets the others alone."""
    more = ["--cluster", address] if on == "cluster" else []
    call = [*COMMAND, "-C", str(listed), "cards", *CALL, "-o", str(tmp_path), *more]
    process = subprocess.Popen(
        call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(lambda: any(tmp_path.rglob("*.pdf")))
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=SOON)
    assert process.returncode == 1
    assert errors.splitlines()[0] == "stopped: what is written is whole, and the next run goes on from there"
    there = files(tmp_path)
    assert there.items() <= local.items()
    assert len(there) < len(local)
    assert [path.name for path in tmp_path.rglob("*.tmp")] == []
    stamps = {name: (tmp_path / name).stat().st_mtime_ns for name in there}
    subprocess.run(call, check=True, capture_output=True)
    assert files(tmp_path) == local
    again = [name for name, stamp in stamps.items() if (tmp_path / name).stat().st_mtime_ns != stamp]
    assert len(again) <= 1  # the one that was written in this very moment


def test_results_and_errors_come_in_turn(address: str) -> None:
    """As from processes of this machine: in the order of the jobs, each error as whole as it was raised."""
    with open_cluster(address) as executor:
        assert [number for number, _ in share_out(double_and_tell, range(9), count=9, executor=executor)] == [
            *range(0, 18, 2)
        ]
        error = InputError([Fault("a.toml", 3, "step[0]", "is wrong")])
        jobs = [executor.submit(fail, number, error) for number in (0, 1)]
        assert jobs[0].result(SOON) == 0
        with pytest.raises(InputError) as caught:
            jobs[1].result(SOON)
    assert caught.value.faults == error.faults


# --- what is wrong with it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("nowhere", "no cluster at 'nowhere': missing port number"),
        ("", "no cluster at '': missing port number"),
        ("carrier-pigeon://10.0.0.1:80", "no cluster at 'carrier-pigeon://10.0.0.1:80': unknown address scheme"),
        ("tls://127.0.0.1:8786", "no cluster at 'tls://127.0.0.1:8786': its certificates are missing"),
        ("tcp://127.0.0.1:1", "no cluster at 'tcp://127.0.0.1:1': Timed out"),
    ],
)
def test_wrong_address_is_told_in_a_sentence(
    wrong: str, told: str, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exit code 2, before anything is set."""
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    call = ["-C", str(listed), "cards", *CALL, "-o", str(tmp_path / "out"), "--cluster", wrong]
    result = CliRunner().invoke(main, call, catch_exceptions=False)
    assert result.exit_code == 2
    assert result.stderr.startswith(told)
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_cluster_without_workers_is_told(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that starts one."""
    address, scheduler = start_scheduler(start)
    wait_for(lambda: count_workers(address) == 0)
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with (
        pytest.raises(ScriptsGenError, match=f"has no workers; start one: dask worker {address}"),
        open_cluster(address),
    ):
        pass
    scheduler.kill()


def test_worker_of_another_version_is_told_before_anything_is_set(start: Start, tmp_path: Path) -> None:
    """It would make other bytes; so would one without the package."""
    other = tmp_path / "scripts_gen-0.0.1.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: scripts-gen\nVersion: 0.0.1\n")
    address, scheduler = start_scheduler(start)
    worker = start_worker(start, address, tmp_path)
    told = r"tcp://\S+: has scripts-gen 0\.0\.1, and this machine has \d.*\nnothing was set"
    with pytest.raises(ScriptsGenError, match=told), open_cluster(address):
        pass
    worker.kill()
    scheduler.kill()


def test_worker_that_comes_later_is_checked_with_its_first_job() -> None:
    """Its job fails, and says why."""
    with pytest.raises(
        ScriptsGenError, match=r"a worker has scripts-gen \d.*, and this machine has scripts-gen 0\.0\.1"
    ):
        cluster._do(("0.0.1", *["1"] * (len(PACKAGES) - 1)), abs, 1)


def test_lost_scheduler_is_told(start: Start) -> None:
    """Rather than waited for without end."""
    address, scheduler = start_scheduler(start)
    start_worker(start, address)

    def lose() -> None:
        with open_cluster(address) as executor:
            future = executor.submit(linger, 2)
            scheduler.kill()
            future.result(SOON)

    with pytest.raises(ScriptsGenError, match="was lost; what is written is whole"):
        lose()


def test_deck_that_kills_its_workers_is_told(start: Start) -> None:
    """It is given up when it has stopped as many workers as the scheduler allows."""
    address, scheduler = start_scheduler(start)
    start("worker", address, "--nthreads", "1", "--nanny", "--no-dashboard")
    with pytest.raises(ScriptsGenError, match="too little memory"), open_cluster(address) as executor:
        executor.submit(be_stopped, 3).result(SOON)
    scheduler.kill()
