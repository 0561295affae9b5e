"""The index answers exactly like the scorer, is never stale, and is written again where anything is wrong with it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from phrasebooks import CODES, phrasebook
from test_search import DOCUMENTS, VECTORS

from scripts_gen.index import (
    Found,
    Index,
    build_index,
    find_hits,
    find_nearest,
    fingerprint_files,
    index_rows,
    known_phrases,
    list_records,
    open_index,
    use_index,
    write_index,
)
from scripts_gen.search import build_postings, nearest, rank

ROWS = [row for code in CODES for row in index_rows(phrasebook(code))]
HOSTILE = ["", " ", "'; DROP TABLE document; --", '"', "%", "x" * 10_000, "👍", "\u202e", "\0", "\ud800", "ة", "[]"]
ABOUT = {"source": "en"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for an index, in a folder that does not exist yet."""
    return tmp_path / "cache % #?" / "index.sqlite"


def written(path: Path, fingerprint: str = "f") -> Path:
    with closing(build_index(ROWS, fingerprint, ABOUT)) as index:
        write_index(path, index)
    return path


def opened(path: Path, fingerprint: str = "f") -> Index:
    index = open_index(path, fingerprint)
    assert index
    return index


def ask_stairs(index: Index) -> list[Found]:
    return find_hits(index, "stairs")


def build(fingerprint: str) -> Index:
    """The index that a look-up makes when it has none."""
    return build_index(ROWS, fingerprint, ABOUT)


STAIRS = ask_stairs(build_index(ROWS, "f", ABOUT))


@pytest.mark.parametrize(
    "query", [*(vector["query"] for vector in VECTORS["rank"]), *HOSTILE], ids=lambda q: ascii(q[:20])
)
def test_same_as_the_scorer(query: str, path: Path) -> None:
    """A written index gives the ranking, the scores and the nearest words that the pure functions give."""
    postings = build_postings(DOCUMENTS)
    with closing(build_index(((document, {"roles": []}) for document in DOCUMENTS), "f", ABOUT)) as built:
        write_index(path, built)
    with closing(opened(path)) as index:
        assert [found.hit for found in find_hits(index, query, limit=1000)] == rank(query, postings)
        assert find_nearest(index, query) == nearest(query, [word.plain for word in postings.words])
        assert index.connection.execute("SELECT count(*) FROM document").fetchone() == (len(DOCUMENTS),)


def test_same_rows_same_bytes(tmp_path: Path) -> None:
    """The same rows make the same file."""
    assert written(tmp_path / "a").read_bytes() == written(tmp_path / "b").read_bytes()


def test_shown_in_locale() -> None:
    """With a locale, hits rank as ever, by whatever language was typed, and show that locale's wording."""
    with closing(build_index(ROWS, "f", ABOUT)) as index:
        (found, *_) = find_hits(index, "доброе утро", locale="fi")
        assert (found.hit.locale, found.record["locale"]) == ("ru", "fi")
        assert found.record["wordings"][0]["text"] == "Hyvää huomenta. Northlight, miten voin auttaa?"


def test_missing_in_locale() -> None:
    """What a locale lacks is left out of its hits."""
    assert STAIRS[0].hit.key == "emergency.exit"
    with closing(build_index(ROWS, "f", ABOUT)) as index:
        assert "emergency.exit" not in {found.hit.key for found in find_hits(index, "stairs", locale="tl")}


def test_what_is_kept() -> None:
    """Only what one wants to keep is found, and the limit counts what is left."""
    with closing(build_index(ROWS, "f", ABOUT)) as index:
        everybody = find_hits(index, "please help you", limit=100)
        courier = find_hits(index, "please help you", keep=lambda record: "courier" in record["roles"], limit=None)
        assert courier == [found for found in everybody if found.hit.key.startswith("greeting.")]
        assert len(courier) < len(everybody)
        two = find_hits(index, "please help you", keep=lambda record: "courier" in record["roles"], limit=2)
        assert two == courier[:2]
        assert find_hits(index, "please help you", keep=lambda record: False) == []


def test_order_of_the_book() -> None:
    """Without a query, a locale's phrases come in the order of the book, each with its meaning."""
    with closing(build_index(ROWS, "f", ABOUT)) as index:
        assert [record["key"] for record in list_records(index, "ar")] == list(phrasebook("ar").entries)
        assert list(list_records(index, "xx")) == []
        meanings = known_phrases(index)
        assert list(meanings) == list(phrasebook("en").entries)
        assert meanings["greeting.glad"] == "I am glad to help you."


def test_record() -> None:
    """A record holds what is shown and what fills its placeholders, blanks where nothing is known."""
    records = {(row["locale"], row["key"]): row for _, row in ROWS}
    minutes = records["fi", "waiting.minutes"]
    assert minutes["title"] == "Odottaminen"
    assert minutes["roles"] == ["cashier"]
    assert minutes["meaning"] == "It will take about ____ (minutes) minutes."
    assert minutes["wordings"][0]["text"] == "Tämä kestää noin ____ (minuutit) minuuttia."
    assert minutes["wordings"][0]["forms"] == [
        "Tämä kestää noin {minutes} minuutin.",
        "Tämä kestää noin {minutes} minuuttia.",
    ]
    assert minutes["placeholders"] == {"minutes": {"type": "number", "label": "minuutit", "example": "5"}}
    assert (minutes["count"], minutes["plural_forms"]) == ("minutes", "nplurals=2; plural=n != 1;")
    morning = records["ar", "greeting.morning"]
    assert (morning["direction"], morning["organisation"]) == ("rtl", {"organisation": "Northlight"})
    assert morning["wordings"][0]["pronunciation_text"].startswith("sabah al-khayr. Northlight,")
    variants = [row["variant"] for row in records["ar", "greeting.glad"]["wordings"]]
    assert variants[0] == {}
    assert {"speaker": "female"} in variants
    called = records["ru", "waiting.called"]["wordings"][0]
    assert (called["status"], called["approved"]) == ("translated", "")
    assert (morning["wordings"][0]["status"], morning["wordings"][0]["approved"]) == ("approved", "2026-11-21")
    assert all(json.loads(json.dumps(record)) == record for record in records.values())


def test_other_fingerprint(path: Path) -> None:
    """An index of other files, or of another schema, is not opened."""
    written(path, "old")
    assert open_index(path, "new") is None
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE made SET schema = '0'")
    assert open_index(path, "old") is None


def test_missing_file(path: Path) -> None:
    """A missing index is not opened, and looking for it makes no file."""
    assert open_index(path, "f") is None
    assert not path.exists()


def break_index(path: Path, way: str) -> None:
    whole = path.read_bytes()
    if way == "record":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE document SET record = '{'")
    elif way == "weights":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE word SET weights = x'00'")
    elif way == "table":
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TABLE word")
    else:
        middle = len(whole) // 2
        damage = {
            "empty": b"",
            "no database": b"no database at all, only text" * 100,
            "half": whole[:middle],
            "header only": whole[:100],
            "damaged pages": whole[:8192] + b"\xff" * (len(whole) - 8192),
        }
        path.write_bytes(damage[way])


@pytest.mark.parametrize(
    "way", ["empty", "no database", "half", "header only", "damaged pages", "record", "weights", "table"]
)
def test_broken_index(way: str, path: Path) -> None:
    """A broken index is written again and the answer is the right one."""
    break_index(written(path), way)
    assert use_index(path, "f", build, ask_stairs) == STAIRS
    with closing(opened(path)) as index:
        assert ask_stairs(index) == STAIRS


def test_ready_index(path: Path) -> None:
    """A ready index is asked as it is: rows are not even made."""
    written(path)
    before = path.stat()
    assert use_index(path, "f", lambda _: pytest.fail("built anew"), ask_stairs) == STAIRS
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_stale_index(path: Path) -> None:
    """An index of other files is replaced."""
    written(path, "old")
    assert use_index(path, "new", build, ask_stairs) == STAIRS
    opened(path, "new").close()


def test_locked_index(path: Path) -> None:
    """An index that another program holds is replaced without waiting for it."""
    with closing(sqlite3.connect(written(path))) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = monotonic()
        assert use_index(path, "f", build, ask_stairs) == STAIRS
        assert monotonic() - start < 3


@pytest.mark.parametrize("kind", ["folder", "below a file"])
def test_no_place_for_an_index(kind: str, tmp_path: Path) -> None:
    """Where an index cannot be written, the answer comes all the same."""
    path = tmp_path / "place"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_text("a file")
        path /= "index.sqlite"
    assert use_index(path, "f", build, ask_stairs) == STAIRS


def test_two_at_once(path: Path) -> None:
    """Many who find no index at the same moment all answer right, and leave one whole file."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: use_index(path, "f", build, ask_stairs), range(16)))
    assert answers == [STAIRS] * 16
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with closing(opened(path)) as index:
        assert index.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_mistake_of_the_asker(path: Path) -> None:
    """What is wrong with the question is not hidden."""

    def ask(index: Index) -> None:
        raise ValueError("no such number")

    with pytest.raises(ValueError, match="no such number"):
        use_index(written(path), "f", build, ask)


def test_fingerprint(tmp_path: Path) -> None:
    """A fingerprint follows names and contents, and neither order, date nor the folder around them."""
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        (folder / "sub").mkdir(parents=True)
        (folder / "a.po").write_text("a")
        (folder / "sub" / "b.po").write_text("b")
    files = [first / "a.po", first / "sub" / "b.po"]
    print_of = fingerprint_files(files)
    assert fingerprint_files(files[::-1]) == print_of
    assert fingerprint_files([second / "sub" / "b.po", second / "a.po"]) == print_of
    others = {print_of, fingerprint_files([]), fingerprint_files(files[:1])}
    files[0].write_text("ab")
    files[1].write_text("")
    others.add(fingerprint_files(files))
    files[0].rename(first / "c.po")
    others.add(fingerprint_files([first / "c.po", files[1]]))
    others.add(fingerprint_files(files))
    assert len(others) == 6


def test_light_imports() -> None:
    """A look-up in a ready index loads nothing that only writing, reading catalogs or drawing needs."""
    code = "import sys, scripts_gen.index; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"scripts_gen.model", "scripts_gen.files", "babel", "polib", "tomllib", "hashlib", "tempfile"} & set(
        loaded
    )
