"""The ledger of issued cards: nothing that was recorded is ever lost, and nothing is taken for a record that is none.

``faults/ledger`` holds ledgers named after their fault, with what the user is told beside each.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from scripts_gen.drawer import Issued, Line, Record, TakenOut
from scripts_gen.errors import InputError
from scripts_gen.ledger import LEDGER, LOCK, TORN, Ledger, append_records, format_record, read_ledger

FAULTS = sorted((Path(__file__).parent / "faults/ledger").glob("*.jsonl"))
GLAD = Line(
    context="greeting.glad|speaker=female",
    locale="ar",
    seal="4F9ZK2M7",
    wording="أهلا بكم\u2028سعيدة",
    meaning="Tervetuloa",
    pronunciation="ahlan bikum",
)
ISSUED = Issued(
    code="7K3Q-M2X4",
    layout="phrase",
    card="id1",
    role="cashier",
    locale="ar",
    second="fi",
    lines=(GLAD, Line("point.yes", "ar", "", "نعم")),
    date="2026-03-14",
    edition="2026-03-01",
    copies=5,
    site="Pier 4",
    run="1f0c9a2b",
    replaces=("9D4F-X8W1",),
)
PLAIN = Issued(
    "0000-0001", "script", "a6", "courier", "en", "", (Line("name.ask", "en", "", "Name?"),), "2026-03-14",
    "2026-03-14", 1, "", "2a",
)  # fmt: skip
OUT = TakenOut("7K3Q-M2X4", "2026-03-15", "", "77aa0b1c")
RECORDS: tuple[Record, ...] = (ISSUED, PLAIN, OUT)
WRITER = """
import sys
from pathlib import Path
from scripts_gen.drawer import TakenOut
from scripts_gen.ledger import append_records

root, name, count, each = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
for i in range(count):
    records = [TakenOut("7K3Q-M2X4", "2026-03-15", "x" * 2000, f"{name}-{i}-{j}") for j in range(each)]
    append_records(root, records)
    print(i, flush=True)
"""

BATCH = tuple(TakenOut("7K3Q-M2X4", "2026-03-15", "", f"run-{i}") for i in range(3))
BATCH_WRITER = """
import resource, signal, sys
from pathlib import Path
from scripts_gen.drawer import TakenOut
from scripts_gen.ledger import append_records

signal.signal(signal.SIGXFSZ, getattr(signal, sys.argv[3]))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
append_records(Path(sys.argv[1]), [TakenOut("7K3Q-M2X4", "2026-03-15", "", f"run-{i}") for i in range(3)])
"""


def append_batch_to(root: Path, largest: int, action: str) -> subprocess.CompletedProcess[str]:
    """Record ``BATCH`` in a process whose files may have at most ``largest`` bytes: there it dies, or gets an error."""
    command = (sys.executable, "-c", BATCH_WRITER, str(root), str(largest), action)
    return subprocess.run(command, check=False, capture_output=True, text=True)


def start_writer(root: Path, name: str, count: int, each: int) -> subprocess.Popen[str]:
    """Start a process that records ``count`` times ``each`` takings-out, and wait until it waits for a line."""
    command = (sys.executable, "-c", WRITER, str(root), name, str(count), str(each))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def write(root: Path, data: bytes) -> None:
    (root / LEDGER).write_bytes(data)


def data_of(*records: Record) -> bytes:
    return "".join(f"{format_record(record)}\n" for record in records).encode()


# --- the format -----------------------------------------------------------------------------------------------------


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Records come back as they were, in their order; what is recorded later comes after them."""
    append_records(tmp_path, [ISSUED, PLAIN])
    append_records(tmp_path, [OUT])
    assert read_ledger(tmp_path) == Ledger(RECORDS, torn=False)


def test_workspace_without_a_ledger_has_no_records(tmp_path: Path) -> None:
    """Before anything is issued there is no file, and reading makes none."""
    assert read_ledger(tmp_path) == Ledger((), torn=False)
    append_records(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_one_line_with_its_keys_in_order(tmp_path: Path) -> None:
    """UTF-8 that can be read in a diff, one record a line, keys in a fixed order, nothing said of what is empty."""
    append_records(tmp_path, [ISSUED, PLAIN, OUT])
    issued, plain, out = (tmp_path / LEDGER).read_bytes().decode().removesuffix("\n").split("\n")
    assert '"wording": "أهلا بكم' in issued
    assert list(json.loads(issued)) == [
        "code", "layout", "card", "role", "locales", "lines", "date", "edition", "copies", "site", "run", "replaces",
    ]  # fmt: skip
    assert list(json.loads(issued)["lines"][0]) == ["key", "locale", "seal", "wording", "meaning", "pronunciation"]
    assert json.loads(issued)["locales"] == ["ar", "fi"]
    assert plain == (
        '{"code": "0000-0001", "layout": "script", "card": "a6", "role": "courier", "locales": ["en"], "lines": '
        '[{"key": "name.ask", "locale": "en", "wording": "Name?"}], "date": "2026-03-14", "edition": "2026-03-14", '
        '"copies": 1, "run": "2a"}'
    )
    assert out == '{"taken_out": "7K3Q-M2X4", "date": "2026-03-15", "run": "77aa0b1c"}'


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_every_fault_is_told_with_its_line(path: Path, tmp_path: Path) -> None:
    """A ledger with lines that are no records is refused; all of them are told, each with what was expected."""
    shutil.copy(path, tmp_path / LEDGER)
    with pytest.raises(InputError) as error:
        read_ledger(tmp_path)
    assert f"{error.value}\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_line_that_a_merge_brought_twice_counts_once(tmp_path: Path) -> None:
    """Equal lines are one record; two printings of the same cards differ by their run."""
    again = Issued(**{name: getattr(ISSUED, name) for name in ISSUED.__slots__} | {"run": "other"})
    write(tmp_path, data_of(ISSUED, OUT, ISSUED, again))
    assert read_ledger(tmp_path).records == (ISSUED, OUT, again)


def test_line_ends_of_windows_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    """What an editor or a checkout does to a text file changes no record."""
    write(tmp_path, data_of(*RECORDS, OUT).replace(b"\n", b"\r\n") + b"\r\n\n")
    assert read_ledger(tmp_path) == Ledger(RECORDS, torn=False)


@pytest.mark.skipif(not (shutil.which("git") or os.environ.get("CI")), reason="git is not installed")
def test_git_merges_what_two_branches_recorded(tmp_path: Path) -> None:
    """With git's union merge, two sites that each add records get those of both."""

    def git(*arguments: str) -> None:
        names = ("-c", "user.name=x", "-c", "user.email=x@x.example")
        subprocess.run(["git", *names, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-b", "main")
    (tmp_path / ".gitattributes").write_text(f"{LEDGER} merge=union\n")
    append_records(tmp_path, [PLAIN])
    git("add", ".gitattributes", LEDGER)
    git("commit", "-m", "first")
    git("switch", "-c", "pier")
    append_records(tmp_path, [ISSUED])
    git("commit", "-am", "pier")
    git("switch", "main")
    append_records(tmp_path, [OUT])
    git("commit", "-am", "main")
    git("merge", "pier")
    found = read_ledger(tmp_path).records
    assert found[0] == PLAIN
    assert set(found) == set(RECORDS)


# --- an unended last line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(2, 40, 5))
def test_torn_last_line_is_reported_and_set_aside(cut: int, tmp_path: Path) -> None:
    """A last line that was cut off is no record; the next writer keeps it in a file of its own."""
    torn = data_of(ISSUED)[: -cut * 3]
    write(tmp_path, data_of(PLAIN) + torn)
    assert read_ledger(tmp_path) == Ledger((PLAIN,), torn=True)
    append_records(tmp_path, [OUT])
    assert read_ledger(tmp_path) == Ledger((PLAIN, OUT), torn=False)
    assert (tmp_path / TORN).read_bytes() == torn + b"\n"
    write(tmp_path, (tmp_path / LEDGER).read_bytes() + b'{"code')
    append_records(tmp_path, [ISSUED])
    assert read_ledger(tmp_path) == Ledger((PLAIN, OUT, ISSUED), torn=False)
    assert (tmp_path / TORN).read_bytes() == torn + b'\n{"code\n'


def test_record_torn_in_the_midst_of_a_letter_is_set_aside(tmp_path: Path) -> None:
    """Half a letter at the end is as torn as half a record."""
    data = data_of(ISSUED)
    torn = data[: data.index("أ".encode()) + 1]
    write(tmp_path, torn)
    assert read_ledger(tmp_path) == Ledger((), torn=True)
    append_records(tmp_path, [OUT])
    assert (tmp_path / LEDGER).read_bytes() == data_of(OUT)


def test_whole_last_line_without_an_end_counts_and_gets_its_end(tmp_path: Path) -> None:
    """A record that lacks but its line end is a record, and the next one does not run into it."""
    write(tmp_path, data_of(PLAIN, ISSUED).removesuffix(b"\n"))
    assert read_ledger(tmp_path) == Ledger((PLAIN, ISSUED), torn=False)
    append_records(tmp_path, [OUT])
    assert (tmp_path / LEDGER).read_bytes() == data_of(PLAIN, ISSUED, OUT)
    assert not (tmp_path / TORN).exists()


@pytest.mark.parametrize("last", [b">>>>>>> pier-4", b"7", b'{"code": "7K3Q-M2X4"}'])
def test_whole_last_line_that_is_no_record_is_a_fault(last: bytes, tmp_path: Path) -> None:
    """What is whole and wrong was not left by a kill: it is told, and no writer moves it."""
    write(tmp_path, data_of(PLAIN) + last)
    with pytest.raises(InputError, match=r"^issued\.jsonl:2: "):
        read_ledger(tmp_path)
    append_records(tmp_path, [OUT])
    assert (tmp_path / LEDGER).read_bytes() == data_of(PLAIN) + last + b"\n" + data_of(OUT)


# --- several writers, kills and full disks ---------------------------------------------------------------------------


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Processes that record at once wait for each other: every record is there, none torn, each batch in one piece."""
    count, each = 100, 4
    writers = [start_writer(tmp_path, name, count, each) for name in ("one", "two", "three")]
    for writer in writers:
        go(writer)
    assert [(writer.communicate(), writer.returncode)[1] for writer in writers] == [0, 0, 0]
    ledger = read_ledger(tmp_path)
    runs = [record.run for record in ledger.records]
    assert not ledger.torn
    assert not (tmp_path / TORN).exists()
    for name in ("one", "two", "three"):
        assert [r for r in runs if r.startswith(name)] == [f"{name}-{i}-{j}" for i in range(count) for j in range(each)]
    assert [run.rpartition("-")[0] for run in runs[::each]] == [run.rpartition("-")[0] for run in runs[3::each]]


def test_killed_writers_lose_nothing(tmp_path: Path) -> None:
    """Whenever a writer is killed, all that it had recorded can be read, and the next one goes on."""
    recorded: list[str] = []
    for attempt in range(12):
        writer = start_writer(tmp_path, str(attempt), 100_000, 3)
        go(writer)
        time.sleep(0.01 + attempt * 0.003)
        writer.send_signal(signal.SIGKILL)
        told, _ = writer.communicate()
        recorded += [f"{attempt}-{i}-{j}" for i in re.findall(r"(\d+)\n", told) for j in range(3)]
        assert set(recorded) <= {record.run for record in read_ledger(tmp_path).records}
    append_records(tmp_path, [OUT])
    ledger = read_ledger(tmp_path)
    assert len(recorded) > 12
    assert set(recorded) <= {record.run for record in ledger.records}
    assert ledger.records[-1] == OUT
    assert not ledger.torn


@pytest.mark.parametrize("moment", range(0, 60, 7))
def test_kill_in_mid_write_leaves_what_was_there(moment: int, tmp_path: Path) -> None:
    """A process that dies after any number of bytes leaves whole records and at most one torn, which the next heals."""
    append_records(tmp_path, [PLAIN])
    largest = len(data_of(PLAIN)) + len(data_of(*BATCH)) * moment // 60
    killed = append_batch_to(tmp_path, largest, "SIG_DFL")
    assert killed.returncode == -signal.SIGXFSZ
    assert (tmp_path / LEDGER).stat().st_size == largest
    ledger = read_ledger(tmp_path)
    assert ledger.records == (PLAIN, *BATCH)[: len(ledger.records)]
    append_records(tmp_path, [OUT], patience=1)
    assert read_ledger(tmp_path) == Ledger((*ledger.records, OUT), torn=False)


def test_killed_while_a_torn_line_is_moved(tmp_path: Path) -> None:
    """A torn line that was set aside and not yet cut off is set aside again: rather twice than not at all."""
    write(tmp_path, data_of(PLAIN) + b'{"code')
    (tmp_path / TORN).write_bytes(b'{"code\n')
    append_records(tmp_path, [OUT])
    assert read_ledger(tmp_path).records == (PLAIN, OUT)
    assert (tmp_path / TORN).read_bytes() == b'{"code\n' * 2


def test_full_disk_records_all_or_nothing(tmp_path: Path) -> None:
    """Where the records do not fit, the ledger stays as it was, and the error says so."""
    append_records(tmp_path, [PLAIN])
    failed = append_batch_to(tmp_path, len(data_of(PLAIN, *BATCH)) - 30, "SIG_IGN")
    assert "File too large" in failed.stderr
    assert (tmp_path / LEDGER).read_bytes() == data_of(PLAIN)


def test_writer_that_waits_too_long_gives_up(tmp_path: Path) -> None:
    """A ledger that another run holds on to is told, and nothing is written."""
    with FileLock(tmp_path / LOCK), pytest.raises(InputError, match="another run is writing; nothing was recorded"):
        append_records(tmp_path, [OUT], patience=0.05)
    assert not (tmp_path / LEDGER).exists()


def test_reading_asks_for_no_lock(tmp_path: Path) -> None:
    """Whoever may only look can: reading leaves nothing behind."""
    append_records(tmp_path, [ISSUED])
    (tmp_path / LOCK).unlink()
    assert read_ledger(tmp_path).records == (ISSUED,)
    assert [path.name for path in tmp_path.iterdir()] == [LEDGER]
