"""A register of 100,000 complaints against bare SQLite: ``python tests/benchmarks/register.py [COUNT] [URL]``.

Peers in the same run: the ``sqlite3`` module inserting the same rows into the same table with the same index in one
transaction, and one GROUP BY query of it for each table of the report (code, role, site, language, by month). URL is
that of a PostgreSQL server to measure, too; its tables must not be there yet. Also told: one complaint added to the
full register, the ids of a second import, and the memory that a report needs.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from scripts_gen.complaint import Complaint, Report, Selection
from scripts_gen.complaint_report import build_report
from scripts_gen.produce import read_phrasebook
from scripts_gen.register import add_complaints, count_complaints, open_register
from scripts_gen.workspace import read_workspace

ROOT = Path(__file__).parent.parent.parent
COUNT = 100_000
SITES = 60
UNTIL = date(2026, 11, 22)
TURNS = 3
Made = TypeVar("Made")


def make_complaints(count: int) -> list[Complaint]:
    """Complaints of two years at sixty sites, the same ones each time."""
    book = read_workspace(ROOT).book
    chance = random.Random(1)
    codes, roles, locales = [*book.standards.complaints], [*book.roles], ["", *book.locales]
    return [
        Complaint(
            f"{number:012x}",
            UNTIL - timedelta(days=chance.randrange(730)),
            chance.choice(codes),
            chance.choice(roles),
            f"Site {chance.randrange(SITES)}",
            chance.choice(locales),
            note="nobody knew which desk takes it back",
            closed=UNTIL - timedelta(days=200) if chance.random() < 0.1 else None,
        )
        for number in range(count)
    ]


def insert_bare(path: Path, complaints: list[Complaint]) -> None:
    """Insert the same rows with nothing between."""
    rows = [
        (c.id, c.on.isoformat(), c.code, c.role, c.site, c.locale, c.phrase, c.note, c.closed and c.closed.isoformat())
        for c in complaints
    ]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE c (id VARCHAR(12) PRIMARY KEY, day DATE, code, role, site, locale, phrase, note, closed DATE)"
        )
        connection.execute("CREATE INDEX i ON c (day)")
        with connection:
            connection.executemany("INSERT INTO c VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def group_bare(path: Path) -> None:
    """Ask what the tables of the report show, one query a table."""
    with closing(sqlite3.connect(path)) as connection:
        for name in ("code", "role", "site", "locale"):
            connection.execute(f"SELECT {name}, strftime('%Y-%m', day), count(*) FROM c GROUP BY 1, 2").fetchall()


def fastest(do: Callable[[], Made]) -> tuple[float, Made]:
    """The shortest of a few turns, and what it made."""
    best, made = float("inf"), None
    for _ in range(TURNS):
        started = time.perf_counter()
        made = do()
        best = min(best, time.perf_counter() - started)
    assert made is not None
    return best, made


def measure(place: Path | str, complaints: list[Complaint], bare: tuple[float, float]) -> None:
    """Print what the register at ``place`` takes, beside what bare SQLite took to insert and to group."""
    reader = read_phrasebook(read_workspace(ROOT), "en")

    def add(some: list[Complaint]) -> int:
        with open_register(place, writing=True) as register:
            return add_complaints(register, some)

    def report() -> Report:
        with open_register(place) as register:
            return build_report(count_complaints(register, Selection()), reader, date(2025, 12, 1), UNTIL)

    started = time.perf_counter()
    add(complaints)
    added = time.perf_counter() - started
    again, _ = fastest(lambda: add(complaints) + 1)
    one = Complaint("f" * 12, UNTIL, "late", "cashier")
    started = time.perf_counter()
    add([one])
    single = time.perf_counter() - started
    built, made = fastest(report)
    tracemalloc.start()
    report()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    count = len(complaints)
    print(
        f"  added in bulk        {added:6.2f} s  {count / added:9,.0f} a second  {added / bare[0]:5.1f}× bare inserts"
    )
    print(f"  the same once more   {again:6.2f} s")
    print(f"  one more complaint   {single * 1000:6.1f} ms")
    print(f"  report of {made.total:>9,}  {built:6.2f} s  {built / bare[1]:5.1f}× bare GROUP BYs  {peak / 1e6:.0f} MB")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    complaints = make_complaints(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        insert_bare(folder / "bare.sqlite", complaints)
        inserted = time.perf_counter() - started
        grouped, _ = fastest(lambda: group_bare(folder / "bare.sqlite") or True)
        print(f"{count:,} complaints; bare SQLite inserts them in {inserted:.2f} s and groups them in {grouped:.2f} s")
        for title, place in [("SQLite", folder), *(("PostgreSQL", url) for url in sys.argv[2:])]:
            print(title)
            measure(place, complaints, (inserted, grouped))


if __name__ == "__main__":
    main()
