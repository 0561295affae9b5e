"""``complaint``: what staff, trainers and managers are asked, told and shown."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import pdfplumber
import pytest
from conftest import ROOT, Run

from scripts_gen.cli.completion import complaint_codes
from scripts_gen.cli.missed import state_folder
from scripts_gen.cli.terminal import count_columns
from scripts_gen.complaint import REGISTER, Complaint, Missed, Selection
from scripts_gen.drawer import Issued, Line
from scripts_gen.intake import format_complaints
from scripts_gen.ledger import append_records
from scripts_gen.missed import DATABASE, format_missed
from scripts_gen.register import add_complaints, open_register, read_complaints

FAULTS = ROOT / "tests" / "faults" / "complaints"
LATE = ("--code", "late", "--role", "cashier")
NOTE = "the sign to the desk had fallen"
SITES = (
    *("", "Pier 4", "=cmd|' /C calc'!A0", "سوق البلدة القديمة"),
    "A site whose name is a good deal longer than those of the others are",
)
MANY = [
    Complaint(
        f"{number:012x}",
        date(2025, 1 + number % 11, 1 + number % 28),
        ("late", "rude", "price")[number % 3],
        ("cashier", "courier", "chat-agent")[number % 5 % 3],
        SITES[number % 5],
        ("", "fi", "ar")[number % 3],
        note=NOTE if number % 7 == 0 else "",
        closed=date(2025, 6, 1) if number % 11 == 1 else None,
    )
    for number in range(300)
]


@pytest.fixture(scope="module")
def abridged(brief: Path) -> Path:
    """A smaller book than elsewhere, for many calls."""
    return brief


@pytest.fixture(autouse=True)
def _no_other_register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep away the register and the state of whoever runs the tests."""
    monkeypatch.delenv("SCRIPTS_GEN_REGISTER", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def filled(workspace: Path) -> Path:
    """A workspace with a register."""
    with open_register(workspace, writing=True) as register:
        add_complaints(register, MANY)
    return workspace


def listed(run: Run, *options: str, **more: Any) -> list[dict[str, str]]:
    """What ``complaint list --json`` shows."""
    found: list[dict[str, str]] = json.loads(run("complaint", "list", "--json", *options, **more).stdout)["complaints"]
    return found


# --- add -------------------------------------------------------------------------------------------------------------


def test_complaint_is_recorded_with_what_was_said(run: Run) -> None:
    """Every option lands in its field, a language by any of its names; the answer shows what was recorded."""
    told = run(
        *("complaint", "add", *LATE, "--site", "Pier 4", "--locale", "fil", "--phrase", "greeting.morning"),
        *("--note", NOTE, "--date", "2025-03-14"),
    ).stdout
    (found,) = listed(run)
    assert re.fullmatch("[0-9a-f]{12}", found["id"])
    assert {**found, "id": ""} == {
        "id": "",
        "on": "2025-03-14",
        "code": "late",
        "role": "cashier",
        "site": "Pier 4",
        "locale": "tl",
        "phrase": "greeting.morning",
        "note": NOTE,
    }
    assert told.startswith(f"recorded  {found['id']}  2025-03-14  late · cashier · Pier 4 · tl")


def test_nothing_of_who_recorded_it_is_kept(run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The register holds the day and no time, and no name of a user or a machine."""
    monkeypatch.setenv("USER", "maria-the-cashier")
    run("complaint", "add", *LATE, "--date", "2025-03-14")
    data = (workspace / REGISTER).read_bytes()
    assert b"maria-the-cashier" not in data
    assert os.uname().nodename.encode() not in data
    assert not re.search(rb"\d\d:\d\d", data)


def test_counted_strokes_are_so_many_complaints(run: Run) -> None:
    """What a tally sheet counts is recorded at once, each with an id of its own."""
    ids = json.loads(run("complaint", "add", *LATE, "--count", "14", "--json").stdout)["ids"]
    assert len({*ids}) == 14
    assert {found["id"] for found in listed(run)} == {*ids}


def test_all_faults_of_a_complaint_are_told_at_once(run: Run, workspace: Path) -> None:
    """Each wrong word is told by its option with the nearest right one, and nothing is made."""
    wrong = ("--code", "lat", "--role", "cashir", "--locale", "x", "--phrase", "greeting.mornin")
    told = run(
        "complaint", "add", *wrong, "--note", "call 040 123 4567", "--date", "2999-01-01", exit_code=2
    ).stderr.splitlines()
    assert [line.partition(":")[0] for line in told] == [
        "--code", "--date", "--locale", "--note", "--phrase", "--role",
    ]  # fmt: skip
    assert "did you mean 'late'?" in told[0]
    assert "one of: " in run("complaint", "add", exit_code=2).stderr
    assert not (workspace / REGISTER).exists()


def test_site_is_one_of_the_list(run: Run, workspace: Path) -> None:
    """Where the workspace lists its sites, a complaint names one of them."""
    (workspace / "sites.csv").write_text("site\nPier-4\nPier-5\n", encoding="utf-8")
    run("complaint", "add", *LATE, "--site", "pier-4")
    assert [one["site"] for one in listed(run)] == ["Pier-4"]
    told = run("complaint", "add", *LATE, "--site", "pier-44", exit_code=2).stderr
    assert "--site: no site 'pier-44'; did you mean 'Pier-4'?" in told


def test_listed_site_is_known_without_a_complaint(run: Run, workspace: Path) -> None:
    """A site of the list is found by its name in any spelling, also where nobody has complained yet."""
    (workspace / "sites.csv").write_text("site\nPier-4\nPier-5\n", encoding="utf-8")
    run("complaint", "add", *LATE, "--site", "Pier-4")
    assert [one["site"] for one in listed(run, "--site", "pier-4")] == ["Pier-4"]
    assert listed(run, "--site", "pier-5") == []
    assert "no site 'pier-6'" in run("complaint", "list", "--site", "pier-6", exit_code=2).stderr


def test_shipped_book_has_no_register(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the shipped book nothing is written; a register elsewhere does, by option or environment."""
    assert "read-only" in run("complaint", "add", *LATE, folder=tmp_path, exit_code=2).stderr
    url = f"sqlite:///{tmp_path / 'ours.sqlite'}"
    run("complaint", "add", *LATE, "--register", url, folder=tmp_path)
    monkeypatch.setenv("SCRIPTS_GEN_REGISTER", url)
    assert len(listed(run, folder=tmp_path)) == 1


def test_what_is_missing_is_asked_for(workspace: Path) -> None:
    """At a terminal codes and roles are chosen by number or name, what is optional by Enter; notes are watched."""
    answers = ["lat", "99", "1", "courier", "Pier 4", "", "greeting.busy", "a@b.fi", NOTE]
    controller, terminal = pty.openpty()
    command = [sys.executable, "-c", "from scripts_gen.cli import main; main()", "complaint", "add", "--json"]
    with subprocess.Popen(command, cwd=workspace, stdin=terminal, stderr=terminal, stdout=subprocess.PIPE) as process:
        os.close(terminal)
        os.write(controller, "".join(f"{answer}\n" for answer in answers).encode())
        assert process.stdout
        made = json.loads(process.stdout.read())
        asked = read_all(controller)
    assert process.returncode == 0, asked
    assert "  1  late · Late" in asked
    assert "there is no 'lat'; did you mean 'late'?" in asked
    assert "No names, numbers or addresses" in asked
    assert "looks like an e-mail address" in asked
    with open_register(workspace) as register:
        (found,) = read_complaints(register, Selection())
    assert [found.id] == made["ids"]
    assert (found.code, found.role, found.site, found.locale) == ("late", "courier", "Pier 4", "")
    assert (found.phrase, found.note) == ("greeting.busy", NOTE)


def test_nothing_is_asked_in_vain(run: Run, workspace: Path) -> None:
    """What is wrong with what was said is told before anything is asked; a book without codes has no sheet, either."""
    assert asked(workspace, "--code", "lat") == "--code: no complaint code 'lat'; did you mean 'late'?\n"
    standards = workspace / "locales" / "book" / "standards.toml"
    tables = re.split(r"(?m)^(?=\[)", standards.read_text(encoding="utf-8"))
    standards.write_text("".join(table for table in tables if not table.startswith("[complaint.")), encoding="utf-8")
    for place in (workspace / "locales" / "book" / "situations").iterdir():
        place.write_text(re.sub(r"(?m)^ *complaint = .*\n", "", place.read_text(encoding="utf-8")), encoding="utf-8")
    assert "--code: expected a complaint code, and the book has none\n" in asked(workspace, "--role", "cashier")
    assert "the book has no complaint codes" in run("complaint", "tally", exit_code=2).stderr


def asked(workspace: Path, *options: str) -> str:
    """What ``add`` says at a terminal before it ends with a fault, unless it asks something."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-c", "from scripts_gen.cli import main; main()", "complaint", "add", *options]
    os.write(controller, b"\x04")  # who asks is told that nobody answers
    with subprocess.Popen(command, cwd=workspace, stdin=terminal, stderr=terminal) as process:
        os.close(terminal)
        process.wait(timeout=30)
        said = read_all(controller)
    assert process.returncode == 2, said
    return said.replace("^D\b\b", "")


def read_all(controller: int) -> str:
    """What was written to a terminal whose program has ended."""
    parts = []
    try:
        while part := os.read(controller, 4096):
            parts.append(part)
    except OSError:  # nobody is left at the other end
        pass
    os.close(controller)
    return b"".join(parts).decode().replace("\r\n", "\n")


# --- list and close --------------------------------------------------------------------------------------------------


def test_list_fits_the_terminal_and_shows_notes(run: Run, filled: Path) -> None:
    """Every complaint is shown with its note, the newest first, in 80 columns."""
    lines = run("complaint", "list").stdout.splitlines()
    assert max(map(count_columns, lines)) <= 80
    days = [line[14:24] for line in lines if re.match("[0-9a-f]{12}  ", line)]
    assert len(days) == len(MANY)
    assert days == sorted(days, reverse=True)
    assert sum(NOTE in line for line in lines) == sum(complaint.note == NOTE for complaint in MANY)


def test_list_is_narrowed(run: Run, filled: Path) -> None:
    """Options name what is listed, and an unknown word is told; what has left the book is known by its complaints."""
    found = listed(
        run, "--code", "late", "--site", "Pier 4", "--since", "2025-05-01", "--until", "2025-08-31", "--open"
    )
    meant = [c for c in MANY if (c.code, c.site, c.closed) == ("late", "Pier 4", None) and 5 <= c.on.month <= 8]
    assert {one["id"] for one in found} == {complaint.id for complaint in meant}
    told = run("complaint", "list", "--code", "lat", "--role", "x", "--site", "Pier", exit_code=2).stderr
    assert "did you mean 'late'?" in told
    assert len(told.splitlines()) == 3
    told = run("complaint", "list", "--locale", "klingon", exit_code=2).stderr
    assert told == "no locale 'klingon'; there are: en, ar, fi, ru, tl\n"
    gone = Complaint("f" * 12, date(2025, 3, 14), "gone", "cashier")
    with open_register(filled, writing=True) as register:
        add_complaints(register, [gone])
    assert [one["id"] for one in listed(run, "--code", "gone")] == [gone.id]


def test_sheet_of_complaints_computes_nothing(run: Run, filled: Path) -> None:
    """Comma-separated values have every field, and nothing in them that a spreadsheet would run."""
    text = run("complaint", "list", "--csv").stdout_bytes.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["id", "on", "code", "role", "site", "locale", "phrase", "note", "closed"]
    assert len(rows) == len(MANY)
    assert {row[4] for row in rows if "calc" in row[4]} == {"'=cmd|' /C calc'!A0"}


def test_empty_register_is_said(run: Run, workspace: Path) -> None:
    """Without complaints a list is empty in every form, a report says so, and nothing is made."""
    assert run("complaint", "list").stderr == "No complaints.\n"
    assert listed(run) == []
    assert "No complaints in these days." in run("complaint", "report").stdout
    assert "0 complaints closed" in run("complaint", "close", "--code", "late").stdout
    assert not (workspace / REGISTER).exists()


def test_cause_is_closed(run: Run, filled: Path) -> None:
    """What a cause names is closed by its day and counted; closing it again finds nothing."""
    cause = ("--code", "late", "--site", "Pier 4")
    meant = [c for c in MANY if (c.code, c.site, c.closed) == ("late", "Pier 4", None) and c.on <= date(2025, 8, 1)]
    assert run("complaint", "close", *cause, "--date", "2025-08-01").stdout == f"{len(meant)} complaints closed\n"
    assert "0 complaints closed; none" in run("complaint", "close", *cause, "--date", "2025-08-01").stdout
    closed = {one["id"] for one in listed(run, "--closed") if one["closed"] == "2025-08-01"}
    assert closed == {complaint.id for complaint in meant}


def test_complaint_is_closed_by_how_its_id_begins(run: Run, filled: Path) -> None:
    """The first characters of an id do where no other begins so; otherwise nothing is closed."""
    assert run("complaint", "close", MANY[4].id).stdout == "1 complaint closed\n"
    told = run("complaint", "close", MANY[5].id, "00000", "fff", exit_code=2).stderr
    assert "'00000' begins 300 ids, such as 000000000000, 000000000001" in told
    assert "'fff' begins no id" in told
    assert MANY[5].id in {one["id"] for one in listed(run, "--open")}
    assert "name complaints by ID" in run("complaint", "close", exit_code=2).stderr
    assert "a day to come" in run("complaint", "close", "0", "--date", "2999-01-01", exit_code=2).stderr


# --- import ----------------------------------------------------------------------------------------------------------


def test_file_counts_once(run: Run, tmp_path: Path) -> None:
    """Files of tills are taken in together, and again without counting twice."""
    first, second = tmp_path / "till-1.json", tmp_path / "till-2.json"
    known = [c for c in MANY if "=" not in c.site]
    first.write_text("\n".join(format_complaints(known[:100])), encoding="utf-8")
    second.write_text("\n".join(format_complaints(known[50:120])), encoding="utf-8")
    told = run("complaint", "import", str(first), str(second)).stdout
    assert told == "120 complaints recorded\n"
    first.write_text("\n".join(format_complaints(known[:1])), encoding="utf-8")
    assert run("complaint", "import", str(first)).stdout == "0 complaints recorded, 1 was there already\n"
    assert run("complaint", "import", str(second)).stdout == "0 complaints recorded, 70 were there already\n"
    assert len(listed(run)) == 120


def test_nothing_is_taken_beside_a_fault(run: Run, workspace: Path, tmp_path: Path) -> None:
    """Where one file has faults all are told, by file and place, and no file is taken."""
    sound = tmp_path / "till.json"
    sound.write_text("\n".join(format_complaints(MANY[:2])), encoding="utf-8")
    faulty = [FAULTS / f"{name}.json" for name in ("unknown-words", "bad-id", "not-json")]
    told = run("complaint", "import", str(sound), *map(str, faulty), exit_code=2).stderr
    assert all(f"{file}: " in told or f"{file}:1: " in told for file in faulty)
    assert "complaints[1].id" in told
    assert not (workspace / REGISTER).exists()


def test_register_moves_by_list_and_import(run: Run, filled: Path, tmp_path: Path) -> None:
    """What ``list --json`` writes makes the same register elsewhere, closed complaints included."""
    copy = tmp_path / "copy.json"
    copy.write_bytes(run("complaint", "list", "--json").stdout_bytes)
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    run("complaint", "import", str(copy), "--register", url)
    assert listed(run, "--register", url) == listed(run)


# --- report ----------------------------------------------------------------------------------------------------------

YEAR = ("--since", "2025-01-01", "--until", "2025-11-30")


def issue(workspace: Path, on: str) -> None:
    """Issue a card for a phrase of the plan for coming late, which the book then has."""
    standards = workspace / "locales/book/standards.toml"
    keys = ("greeting.morning", "greeting.busy", "greeting.look-around")
    plan = "".join(f'{word} = "{key}"\n' for word, key in zip(("first", "question", "promise"), keys, strict=True))
    text = standards.read_text(encoding="utf-8")
    standards.write_text(text.replace('title = "Late"\n', f'title = "Late"\n{plan}'), encoding="utf-8")
    for file in sorted((workspace / "locales/book/situations").glob("greeting.toml")):
        text = file.read_text(encoding="utf-8")
        for key in keys:
            short = key.partition(".")[2]
            text = text.replace(f'key = "{short}"\n', f'key = "{short}"\n  complaint = "late"\n')
        file.write_text(text, encoding="utf-8")
    line = Line("greeting.busy", "fi", "", "…")
    append_records(workspace, [Issued("7K3Q-M2X4", "phrase", "id1", "cashier", "fi", "", (line,), on, on, 1, "", "r1")])


@pytest.mark.parametrize("locale", ["en", "ar", "ru"])
def test_report_fits_the_terminal(locale: str, run: Run, filled: Path) -> None:
    """In every language the report has 80 columns and names codes as its reader does."""
    text = run("complaint", "report", *YEAR, "--locale", locale).stdout
    lines = click.unstyle(text).splitlines()
    assert max(map(count_columns, lines)) <= 80
    assert lines[1].startswith("300 in all, ")
    assert {"en": "Late", "ar": "تأخير", "ru": "Задержка"}[locale] in text
    assert sum("█" in line for line in lines) >= 11 + 3 + 3 + 5 + 3


def test_report_counts_what_it_is_asked_for(run: Run, filled: Path) -> None:
    """Roles, sites and days narrow the report."""
    asked = ("--role", "cashier", "--site", "Pier 4", "--site", "", "--since", "2025-02-10", "--until", "2025-04-20")
    document = json.loads(run("complaint", "report", *asked, "-f", "json").stdout)
    first, last = date(2025, 2, 10), date(2025, 4, 20)
    meant = [c for c in MANY if c.role == "cashier" and c.site in ("", "Pier 4") and first <= c.on <= last]
    assert document["total"] == len(meant) > 0
    assert document["months"] == ["2025-02", "2025-03", "2025-04"]
    assert [tally["key"] for tally in document["by_role"]] == ["cashier"]


@pytest.mark.parametrize("kind", ["txt", "html", "json", "csv", "pdf"])
def test_report_never_shows_a_note(kind: str, run: Run, filled: Path, tmp_path: Path) -> None:
    """No form of the report holds what a note says, and the file's name decides on the form."""
    file = tmp_path / f"report.{kind}"
    run("complaint", "report", *YEAR, "-o", str(file))
    if kind == "pdf":
        with pdfplumber.open(file) as pages:
            text = "\n".join(page.extract_text() for page in pages.pages)
    else:
        text = file.read_text(encoding="utf-8")
    assert "Pier" in text
    assert NOTE not in " ".join(text.split())


def test_same_register_gives_the_same_bytes(run: Run, filled: Path, tmp_path: Path) -> None:
    """A report made twice is the same file."""
    for kind in ("html", "pdf"):
        made = []
        for file in (tmp_path / f"{number}.{kind}" for number in range(2)):
            run("complaint", "report", *YEAR, "-o", str(file))
            made.append(file.read_bytes())
        assert made[0] == made[1]


def test_report_warns(run: Run, filled: Path) -> None:
    """It says which codes have no plan, what grew after a card was issued, and what is back."""
    issue(filled, "2025-06-10")
    many = [Complaint(f"{n:012x}", date(2025, 6, 11), "late", "cashier") for n in range(1_000, 1_200)]
    with open_register(filled, writing=True) as register:
        add_complaints(register, many)
    document = json.loads(run("complaint", "report", *YEAR, "-f", "json").stdout)
    told = {kind: [w for w in document["warnings"] if w["kind"] == kind] for kind in ("no-plan", "grew", "back")}
    assert {warned["code"] for warned in told["no-plan"]} == {"rude", "price"}
    assert [(w["code"], w["role"], w["on"]) for w in told["grew"]] == [("late", "cashier", "2025-06-10")]
    assert all(warned["on"] == "2025-06-01" for warned in told["back"])
    text = " ".join(click.unstyle(run("complaint", "report", *YEAR).stdout).split())
    assert "What wants doing" in text
    assert re.search(r"Late · Cashier more after a card was issued on 2025-06-10: \d+ before, 2\d\d since", text)
    assert "no phrase of its plan may be said: 100" in text
    assert "back after it was closed on 2025-06-01" in text


def test_missed_look_ups_join_the_report(run: Run, filled: Path, tmp_path: Path) -> None:
    """Counts of devices are added up; a file that is none is told with its faults."""
    for number in range(2):
        (tmp_path / f"{number}.json").write_text(format_missed([Missed("umbrella", 4), Missed("موقف", 1)]))
    files = ("--missed", str(tmp_path / "0.json"), "--missed", str(tmp_path / "1.json"))
    document = json.loads(run("complaint", "report", *YEAR, *files, "-f", "json").stdout)
    assert document["missed"] == [{"words": "umbrella", "count": 8}, {"words": "موقف", "count": 2}]
    assert "What staff looked for and we lack" in run("complaint", "report", *YEAR, *files).stdout
    told = run("complaint", "report", "--missed", str(FAULTS / "bad-id.json"), exit_code=2).stderr
    assert "missed look-ups" in told


def test_what_this_device_missed_joins_the_report(run: Run, filled: Path) -> None:
    """Where look-ups that find nothing are counted on this device, the report has them without a file."""
    run("missed", "on")
    run("find", "zzyzx qwrtplk", exit_code=1)
    document = json.loads(run("complaint", "report", *YEAR, "-f", "json").stdout)
    assert [missed["count"] for missed in document["missed"]] == [1]


def test_broken_count_of_this_device_is_no_hindrance(run: Run, filled: Path) -> None:
    """What this device counted is an extra: where it cannot be read that is said, and the report is made."""
    state_folder().mkdir(parents=True)
    (state_folder() / DATABASE).write_bytes(b"no database")
    told = run("complaint", "report", *YEAR)
    assert "300 in all" in told.stdout
    assert told.stderr.endswith("missed.sqlite3: cannot be used: file is not a database\n")


def test_report_as_a_sheet_computes_nothing(run: Run, filled: Path) -> None:
    """The rows are those of the report, and no site's name is a formula."""
    head, *rows = csv.reader(
        io.StringIO(run("complaint", "report", *YEAR, "-f", "csv").stdout_bytes.decode("utf-8-sig"))
    )
    assert head[:3] == ["kind", "key", "title"]
    cells = [cell for row in rows for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_period_ends_today(run: Run, filled: Path) -> None:
    """Days to come are no part of a report, nor are those before any register."""
    asked = ("--since", "0001-01-01", "--until", "9999-12-31")
    document = json.loads(run("complaint", "report", *asked, "-f", "json").stdout)
    assert (document["since"], document["total"]) == ("2000-01-01", len(MANY))
    assert document["until"] == json.loads(run("complaint", "report", "-f", "json").stdout)["until"] < "9999"
    assert len(document["months"]) < 12 * 200


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--until", "0001-05-01"), "later day"),
        (("--since", "2025-03-01", "--until", "2025-02-01"), "later day"),
        (("--format", "pdf"), "-o names a file"),
        (("-o", "report.doc"), "one of txt, html, pdf, json, csv"),
        (("--locale", "xx"), "no locale 'xx'"),
        (("--role", "cashir"), "did you mean 'cashier'?"),
        (("--since", "yesterday"), "yesterday"),
    ],
)
def test_call_that_makes_no_report_is_told(options: tuple[str, ...], told: str, run: Run) -> None:
    """A period that ends before it begins, a form without a file and unknown words are told."""
    assert told in run("complaint", "report", *options, exit_code=2).stderr


# --- tally and the rest ----------------------------------------------------------------------------------------------


def test_tally_sheets_are_written(run: Run, workspace: Path) -> None:
    """There is a sheet for each role in each language that is asked for."""
    told = run("complaint", "tally", "--role", "cashier", "--role", "courier", "--locale", "fi").stdout
    assert told == "2 sheets written to build/tally\n"
    names = {path.name for path in (workspace / "build/tally").iterdir()}
    assert names == {"tally.cashier.fi.pdf", "tally.courier.fi.pdf"}


def test_new_workspace_keeps_its_register_out_of_git(run: Run, tmp_path: Path) -> None:
    """The register and its companions are among what git ignores."""
    run("init", "ours", folder=tmp_path)
    assert f"{REGISTER}*" in (tmp_path / "ours/.gitignore").read_text(encoding="utf-8").splitlines()


def test_codes_are_completed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell offers the codes of the book with their titles, and is not disturbed by a broken book."""
    monkeypatch.chdir(workspace)
    found = complaint_codes(click.Context(click.Command("add")), click.Option(["--code"]), "la")
    assert [(item.value, item.help) for item in found] == [("late", "Late")]
    (workspace / "locales/book/book.toml").write_text("=")
    assert complaint_codes(click.Context(click.Command("add")), click.Option(["--code"]), "la") == []


@pytest.mark.parametrize("name", ["add", "list", "close", "import", "report", "tally"])
def test_every_part_has_help_with_an_example(name: str, run: Run) -> None:
    """Each part of the command says what it does, shows an example of itself, and fits into 80 columns."""
    text = run("complaint", name, "--help").output
    assert f"  scripts-gen complaint {name}" in text
    assert max(map(len, text.splitlines())) <= 80
