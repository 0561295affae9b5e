"""The register of complaints: what it holds, what it survives, and what it refuses, in SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

import pytest
import sqlalchemy as sa
from conftest import ROOT
from postgresql import open_server, own_schema

from scripts_gen.complaint import REGISTER, Complaint, Count, Selection
from scripts_gen.errors import InputError
from scripts_gen.register import (
    add_complaints,
    close_complaints,
    count_complaints,
    find_ids,
    find_names,
    open_register,
    read_complaints,
)

FAULTS = ROOT / "tests" / "faults" / "complaints"
MARCH, APRIL, MAY = date(2026, 3, 14), date(2026, 4, 1), date(2026, 5, 2)
LATE = Complaint("00000000000a", MARCH, "late", "cashier", "Pier 4", "fi", "greeting.morning", "at the wrong desk")
RUDE = Complaint("00000000000b", APRIL, "rude", "courier", note="ёж, ‘ç’ and شكوى")
CLOSED = Complaint("0000000000a0", MARCH, "late", "courier", locale="ar", closed=APRIL)
ALL = Selection()
Place = Path | str

WRITER = """
import sys
from datetime import date
from pathlib import Path
from scripts_gen.complaint import Complaint
from scripts_gen.register import add_complaints, open_register
place, writer, count = sys.argv[1:]
with open_register(place if "://" in place else Path(place), writing=True) as register:
    for number in range(int(count)):
        key = f"{writer}{number:011x}"
        add_complaints(register, [Complaint(key, date(2026, 3, 14), "late", "cashier")])
        print(key, flush=True)
"""
"""A process of its own that records one complaint after the other, and tells each."""
READER = """
import os, sys
from pathlib import Path
from scripts_gen.register import find_ids, open_register
for user in (os.geteuid(), os.geteuid() or 65534):  # the superuser may write everywhere, and reads its modules first
    os.setuid(user)
    with open_register(Path(sys.argv[1])) as register:
        found = find_ids(register, "")
print(*found)
"""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server."""
    with open_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for a register that is not there yet."""
    if request.param == "sqlite":
        yield tmp_path
    else:
        with own_schema(request.getfixturevalue("server")) as url:
            yield url


def add(place: Place, *complaints: Complaint) -> int:
    """Write complaints to the register."""
    with open_register(place, writing=True) as register:
        return add_complaints(register, complaints)


def read(place: Place, selection: Selection = ALL) -> list[Complaint]:
    """What the register holds."""
    with open_register(place) as register:
        return list(read_complaints(register, selection))


def start_writer(place: Place, writer: str, count: int) -> subprocess.Popen[bytes]:
    """Begin to record ``count`` complaints in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(place), writer, str(count)], stdout=subprocess.PIPE)


def refusal(place: Place, *, writing: bool = False) -> str:
    """What the register at ``place`` is refused with."""
    with pytest.raises(InputError) as caught, open_register(place, writing=writing) as register:
        list(read_complaints(register, ALL))
    return str(caught.value)


# --- what it holds ---------------------------------------------------------------------------------------------------


def test_complaints_come_back_as_they_were(place: Place) -> None:
    """Every field of a complaint is read as it was written, the newest complaint first, those of a day by id."""
    assert add(place, CLOSED, RUDE, LATE) == 3
    assert read(place) == [RUDE, LATE, CLOSED]


def test_register_that_is_not_there_is_empty(place: Place, tmp_path: Path) -> None:
    """Reading a register before its first complaint finds nothing, and makes nothing."""
    for _ in range(2):
        assert read(place) == []
        with open_register(place) as register:
            assert (list(count_complaints(register, ALL)), find_names(register, "code")) == ([], ())
    assert list(tmp_path.iterdir()) == []


def test_complaint_counts_once(place: Place) -> None:
    """A complaint whose id the register has is not written again, nor changed; one that a call brings twice is one."""
    assert add(place, LATE, LATE) == 1
    assert add(place, replace(LATE, code="rude"), RUDE) == 1
    assert read(place) == [RUDE, LATE]


def test_selection_takes_one_of_each_kind(place: Place) -> None:
    """Each kind of name narrows what is read, several names of a kind widen it, and so do days and being open."""
    add(place, LATE, RUDE, CLOSED)
    found = {
        Selection(codes=("late",)): [LATE, CLOSED],
        Selection(codes=("late", "rude"), roles=("courier",)): [RUDE, CLOSED],
        Selection(sites=("Pier 4",)): [LATE],
        Selection(sites=("",), locales=("ar", "fi")): [CLOSED],
        Selection(since=APRIL): [RUDE],
        Selection(until=MARCH): [LATE, CLOSED],
        Selection(open=True): [RUDE, LATE],
        Selection(open=False): [CLOSED],
        Selection(codes=("late'; DROP TABLE scripts_gen_complaints; --",)): [],
    }
    assert {selection: read(place, selection) for selection in found} == found


def test_counts_are_those_of_the_complaints(place: Place) -> None:
    """Counted together are the complaints that are alike in day, code, role, site, language and being closed."""
    again = [replace(LATE, id=f"{number:012x}", note="", phrase="") for number in range(100, 103)]
    add(place, LATE, RUDE, CLOSED, *again)
    alike = Counter((c.on, c.code, c.role, c.site, c.locale, c.closed) for c in (LATE, RUDE, CLOSED, *again))
    with open_register(place) as register:
        counted = list(count_complaints(register, ALL))
    assert {count[:-1]: count.number for count in counted} == alike
    assert all(isinstance(count, Count) for count in counted)


def test_closing_takes_what_was_made_by_then(place: Place) -> None:
    """Closing takes the open complaints of the cause up to its day, tells how many, and changes no other."""
    add(place, LATE, RUDE, CLOSED)
    with open_register(place, writing=True) as register:
        assert close_complaints(register, Selection(codes=("late", "rude")), MARCH) == 1
        assert close_complaints(register, Selection(codes=("late", "rude")), MAY, [RUDE.id, "f" * 12]) == 1
        assert close_complaints(register, ALL, MAY) == 0
    assert read(place) == [replace(RUDE, closed=MAY), replace(LATE, closed=MARCH), CLOSED]


def test_ids_are_found_by_how_they_begin(place: Place) -> None:
    """The first characters find every id that begins so, and no sign in them stands for any character."""
    add(place, LATE, RUDE, CLOSED)
    with open_register(place) as register:
        assert find_ids(register, "00000000000") == (LATE.id, RUDE.id)
        assert find_ids(register, LATE.id) == (LATE.id,)
        assert find_ids(register, "%a") == find_ids(register, "_") == ()
        assert find_names(register, "role") == ("cashier", "courier")


def test_thousands_are_written_and_closed_at_once(place: Place) -> None:
    """More ids than a query of any database takes are no matter."""
    many = [replace(LATE, id=f"{number:012x}") for number in range(3_000)]
    assert add(place, *many) == 3_000
    assert add(place, *many, RUDE) == 0  # its id is among them
    with open_register(place, writing=True) as register:
        assert close_complaints(register, ALL, MAY, [complaint.id for complaint in many[:1_234]]) == 1_234


# --- what it survives ------------------------------------------------------------------------------------------------


def test_two_writers_lose_nothing(place: Place) -> None:
    """Of two processes that record two hundred complaints each at once in a new register, none is lost."""
    writers = [start_writer(place, writer, 200) for writer in "ab"]
    told = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    kept = {complaint.id for complaint in read(place)}
    assert len(kept) == 400
    assert kept == {key.decode() for keys in told for key in keys}


def test_killed_writer_loses_nothing_that_it_told(place: Place) -> None:
    """After a kill without warning every complaint that was told as recorded is there, and the next is taken."""
    writer = start_writer(place, "c", 100_000)
    assert writer.stdout
    told = [writer.stdout.readline().strip().decode() for _ in range(25)]
    writer.send_signal(signal.SIGKILL)
    told += writer.communicate()[0].decode().split()
    kept = {complaint.id for complaint in read(place)}
    assert kept >= set(told)
    assert len(kept) <= len(told) + 1  # one may have been written and not told
    assert add(place, LATE) == 1


def test_killed_batch_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    """A kill in the middle of a transaction leaves the register as it was before."""
    add(tmp_path, LATE)
    code = WRITER.partition("with open_register")[0] + (
        "import os, signal\n"
        "def complaints():\n"
        "    for number in range(5000):\n"
        "        yield Complaint(f'{number:012x}', date(2026, 3, 14), 'late', 'cashier')\n"
        "from scripts_gen import register as module\n"
        "from sqlalchemy import event\n"
        "with open_register(Path(place), writing=True) as register:\n"
        "    event.listen(register.engine, 'commit', lambda connection: os.kill(os.getpid(), signal.SIGKILL))\n"
        "    add_complaints(register, complaints())\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path), "d", "0"], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert read(tmp_path) == [LATE]
    assert add(tmp_path, RUDE) == 1


def test_many_may_make_the_register_at_once(place: Place) -> None:
    """Eight writers that find no register make one together, and each has its complaint in it."""
    start = Barrier(8)

    def write(number: int) -> int:
        start.wait()
        return add(place, replace(LATE, id=f"{number:012x}"))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write, range(8))) == [1] * 8
    assert len(read(place)) == 8


def test_register_is_read_where_nothing_may_be_written() -> None:
    """Who may only read folder and file reads them all the same, and makes nothing there."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        add(folder, LATE)
        folder.chmod(0o555)
        try:
            said = subprocess.run([sys.executable, "-c", READER, name], capture_output=True, text=True)
        finally:
            folder.chmod(0o755)
        assert (said.stdout, said.stderr) == (f"{LATE.id}\n", "")
        assert [path.name for path in folder.iterdir()] == [REGISTER]


def test_reader_is_not_held_up_by_a_writer(tmp_path: Path) -> None:
    """While a writer is in the middle of it, a reader of SQLite reads what was there before."""
    add(tmp_path, LATE)
    with closing(sqlite3.connect(tmp_path / REGISTER, isolation_level=None)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM scripts_gen_complaints")
        assert read(tmp_path) == [LATE]
        other.execute("ROLLBACK")


def test_writer_that_waits_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program holds the register, nothing is written, and that is told."""
    monkeypatch.setattr("scripts_gen.register.PATIENCE", 0.1)
    add(tmp_path, LATE)
    with closing(sqlite3.connect(tmp_path / REGISTER, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match=r"complaints\.sqlite: cannot be used: .*locked; nothing was written"):
            add(tmp_path, RUDE)
    assert read(tmp_path) == [LATE]


# --- what it refuses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
@pytest.mark.parametrize("fault", sorted(FAULTS.glob("*.sqlite")), ids=lambda path: path.stem)
def test_unsound_file_is_refused_and_stays(fault: Path, writing: bool, tmp_path: Path) -> None:
    """A file that is none of ours, or is damaged, is told by what is wrong with it, and keeps its bytes."""
    shutil.copyfile(fault, tmp_path / REGISTER)
    told = refusal(tmp_path, writing=writing)
    assert told.removesuffix("; nothing was written") == fault.with_suffix(".txt").read_text(encoding="utf-8").rstrip(
        "\n"
    )
    assert (tmp_path / REGISTER).read_bytes() == fault.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [REGISTER]


@pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
def test_newer_register_is_refused(place: Place, writing: bool) -> None:
    """A register that a later version made is neither read nor written by this one."""
    add(place, LATE)
    with open_register(place) as register, register.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO scripts_gen_register VALUES (2)"))
    assert "is a register of version 2; this scripts-gen knows up to 1" in refusal(place, writing=writing)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://staff:s3cret@127.0.0.1:1/complaints", "cannot be used: connection"),
        ("postgresql://staff@127.0.0.1:1/x?password=s3cret", "cannot be used: connection"),
        ("postgresql://staff:s3cret@s3cret@example.org/complaints", "%40"),
        ("staff:s3cret@example.org", "expected a URL such as"),
        ("postgresql://staff:s3cret@host:port/x", "expected a URL such as"),
        ("papyrus://staff:s3cret@host/x", "SQLAlchemy knows no database 'papyrus'"),
        ("mysql+pymysql://staff:s3cret@host/x", "pip install pymysql"),
        ("postgresql+asyncpg://staff:s3cret@host/x", "pip install asyncpg"),
        ("mysql://staff:s3cret@host/x", "pip install mysqlclient"),
        ("sqlite:////no/such/folder/s3cret", "unable to open database file"),
        ("sqlite:////no/such/folder/x?key=s3cret", "the URL does not suit its database"),
    ],
)
def test_unusable_url_is_told_without_its_password(url: str, told: str) -> None:
    """What is wrong with a URL, its server or its driver is one line that holds no password."""
    said = refusal(url, writing=True)
    assert told in said
    assert len(said.splitlines()) == 1
    assert "s3cret" not in said or url.startswith("sqlite")


def test_least_rights_do(server: str) -> None:
    """Once the tables are there, a reader needs to select, and a writer to insert and update."""
    with own_schema(server) as url:
        add(url, LATE)
        schema = sa.make_url(url).query["options"].removeprefix("-csearch_path=")  # type: ignore[union-attr]
        admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        rights = {"reader": "SELECT", "writer": "SELECT, INSERT, UPDATE"}
        with admin.connect() as connection:
            for name, given in rights.items():
                connection.exec_driver_sql(f"CREATE ROLE {schema}_{name} LOGIN")
                connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {schema}_{name}")
                connection.exec_driver_sql(f"GRANT {given} ON ALL TABLES IN SCHEMA {schema} TO {schema}_{name}")
        try:
            reader, writer = (
                sa.make_url(url).set(username=f"{schema}_{name}").render_as_string(hide_password=False)
                for name in rights
            )
            assert add(writer, RUDE) == 1
            assert read(reader) == [RUDE, LATE]
            with pytest.raises(InputError, match=r"permission denied.*; nothing was written"):
                add(reader, CLOSED)
        finally:
            with admin.connect() as connection:
                for name in rights:
                    connection.exec_driver_sql(f"DROP OWNED BY {schema}_{name}")
                    connection.exec_driver_sql(f"DROP ROLE {schema}_{name}")
            admin.dispose()


def test_refused_password_is_not_repeated(server: str) -> None:
    """A server that says no is quoted without the password that was given."""
    url = sa.make_url(server).set(database="s3cret")
    for given in (url.set(password="s3cret"), url.update_query_dict({"password": "s3cret"})):
        assert 'database "***" does not exist' in refusal(given.render_as_string(hide_password=False))
