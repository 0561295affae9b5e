"""The register of complaints: two tables in SQLite beside the book, or in any database that SQLAlchemy reaches.

Each call that writes is one transaction: it holds wholly or not at all, whoever is killed. The tables are made with the
first complaint; until then a register that is only read is an empty one, and nothing is made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import sqlalchemy as sa
from sqlalchemy import event, exc

from scripts_gen.complaint import REGISTER, Complaint, Count, Selection
from scripts_gen.errors import Fault, InputError

VERSION = 1
"""Of the tables; kept in them."""
PATIENCE = 30.0
"""Seconds that a writer of SQLite waits for another."""

_TABLES = sa.MetaData()
_VERSIONS = sa.Table("scripts_gen_register", _TABLES, sa.Column("version", sa.Integer, primary_key=True))
_ROWS = sa.Table(
    "scripts_gen_complaints",
    _TABLES,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    *(sa.Column(name, sa.Text, nullable=False) for name in ("code", "role", "site", "locale", "phrase", "note")),
    sa.Column("closed", sa.Date),
)
_COUNTED = (_ROWS.c.day, _ROWS.c.code, _ROWS.c.role, _ROWS.c.site, _ROWS.c.locale, _ROWS.c.closed)
_AT_ONCE = 500
"""So many ids are asked for in one query: within what every database takes."""
_PACKAGES = {"psycopg": "'scripts-gen[postgresql]'", "MySQLdb": "mysqlclient"}
"""What installs a driver, where its package has another name."""
_TRIES = 3
"""So often the same complaints may come from somebody else while they are written."""


@dataclass(frozen=True, slots=True)
class Register:
    """An open register."""

    name: str
    """What it is called in messages: a file, or an address without the password."""
    engine: sa.Engine


@contextmanager
def open_register(place: Path | str, *, writing: bool = False) -> Iterator[Register]:
    """Open the register at ``place``, a workspace or an SQLAlchemy URL, and close it in the end.

    For ``writing`` its tables are made where there are none. What goes wrong with the database, then or later, is an
    InputError that holds no password: an unreadable or foreign file, which stays as it was, a newer version of the
    tables, a driver that is not installed, a server that does not answer.
    """
    url = _parse_url(place)
    name = REGISTER if isinstance(place, Path) else url.set(query={}).render_as_string(hide_password=True)
    register = Register(name, _engine(url if writing else _as_it_is(url), name))
    try:
        if writing:
            _make(register)
        elif not _is_there(register):
            register.engine.dispose()
            register = Register(name, sa.create_engine("sqlite://"))
            _TABLES.create_all(register.engine)
        yield register
    except exc.SQLAlchemyError as error:
        raise _fault(
            name, f"cannot be used: {_reason(error, url)}{'; nothing was written' if writing else ''}"
        ) from None
    finally:
        register.engine.dispose()


def add_complaints(register: Register, complaints: Iterable[Complaint]) -> int:
    """Write those of ``complaints`` whose id the register does not have yet; return how many those were."""
    rows = {complaint.id: _row(complaint) for complaint in complaints}
    for last in (False,) * (_TRIES - 1) + (True,):
        try:
            with _writing(register) as connection:
                known = _known_ids(connection, list(rows))
                fresh = [row for key, row in rows.items() if key not in known]
                if fresh:
                    connection.execute(sa.insert(_ROWS), fresh)
                return len(fresh)
        except exc.IntegrityError:  # another writer had some of them, too, and was faster
            if last:
                raise
    raise AssertionError


def close_complaints(register: Register, selection: Selection, on: date, ids: Iterable[str] | None = None) -> int:
    """Close the open complaints of ``selection`` that were made by the day ``on``; return how many those were.

    Where ``ids`` are given, only complaints among them are meant.
    """
    meant = [*_where(selection), _ROWS.c.closed.is_(None), _ROWS.c.day <= on]
    chosen = [[]] if ids is None else [[_ROWS.c.id.in_(part)] for part in _parts(list(ids))]
    with _writing(register) as connection:
        return sum(
            connection.execute(sa.update(_ROWS).where(*meant, *part).values(closed=on)).rowcount for part in chosen
        )


def read_complaints(register: Register, selection: Selection) -> Iterator[Complaint]:
    """Yield the complaints of ``selection``, the newest first, those of a day by id."""
    query = sa.select(_ROWS).where(*_where(selection)).order_by(_ROWS.c.day.desc(), _ROWS.c.id)
    for key, on, code, role, site, locale, phrase, note, closed in _rows(register, query):
        yield Complaint(key, on, code, role, site, locale, phrase, note, closed)


def count_complaints(register: Register, selection: Selection) -> Iterator[Count]:
    """Yield how many complaints of ``selection`` are alike."""
    query = sa.select(*_COUNTED, sa.func.count()).where(*_where(selection)).group_by(*_COUNTED)
    return map(Count._make, _rows(register, query))


def find_ids(register: Register, prefix: str) -> tuple[str, ...]:
    """Return the ids that begin with ``prefix``, sorted."""
    query = sa.select(_ROWS.c.id).where(_ROWS.c.id.startswith(prefix, autoescape=True)).order_by(_ROWS.c.id)
    return tuple(key for (key,) in _rows(register, query))


def find_names(register: Register, kind: str) -> tuple[str, ...]:
    """Return the names of a ``kind`` (code, role, site, locale) that complaints have, sorted."""
    column = _ROWS.c[kind]
    return tuple(sorted(name for (name,) in _rows(register, sa.select(column).distinct())))


def _rows(register: Register, query: sa.Select[Any]) -> Iterator[Any]:
    with register.engine.connect().execution_options(yield_per=1000) as connection:
        yield from connection.execute(query)


def _writing(register: Register) -> AbstractContextManager[sa.Connection]:
    return register.engine.execution_options(writing=True).begin()


def _row(complaint: Complaint) -> dict[str, object]:
    names = ("id", "code", "role", "site", "locale", "phrase", "note", "closed")
    return {"day": complaint.on, **{name: getattr(complaint, name) for name in names}}


def _where(selection: Selection) -> Iterator[sa.ColumnElement[bool]]:
    named = (("code", selection.codes), ("role", selection.roles))
    for name, words in (*named, ("site", selection.sites), ("locale", selection.locales)):
        if words:
            yield _ROWS.c[name].in_(words)
    if selection.since:
        yield _ROWS.c.day >= selection.since
    if selection.until:
        yield _ROWS.c.day <= selection.until
    if selection.open is not None:
        yield _ROWS.c.closed.is_(None) if selection.open else _ROWS.c.closed.is_not(None)


def _parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))


def _known_ids(connection: sa.Connection, ids: list[str]) -> set[str]:
    queries = (sa.select(_ROWS.c.id).where(_ROWS.c.id.in_(part)) for part in _parts(ids))
    return {key for query in queries for (key,) in connection.execute(query)}


# --- the database ----------------------------------------------------------------------------------------------------


def _parse_url(place: Path | str) -> sa.URL:
    """Return where the register is; a word that is no URL is not repeated, since there may be a password in it."""
    if isinstance(place, Path):
        return sa.URL.create("sqlite", database=str(place / REGISTER))
    try:
        url = sa.make_url(place)
    except (exc.ArgumentError, ValueError):
        raise _fault("--register", "expected a URL such as 'postgresql+psycopg://user@host/database'") from None
    if "@" in (url.host or ""):
        raise _fault("--register", "expected one '@' in the URL; write that of a password as %40")
    # Named alone, PostgreSQL meant an older driver to SQLAlchemy 2.0.
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _as_it_is(url: sa.URL) -> sa.URL:
    """Return ``url``; for an SQLite file beside which nobody may write, and nobody does, as that of a file at rest.

    Without that SQLite would make a log beside a file to read it.
    """
    plain = url.get_backend_name() == "sqlite" and url.database and not url.query
    file = Path(url.database or "").absolute()
    if not plain or not file.is_file() or os.access(file.parent, os.W_OK) or Path(f"{file}-wal").exists():
        return url
    return url.set(database=file.as_uri(), query={"immutable": "1", "uri": "true"})


def _engine(url: sa.URL, name: str) -> sa.Engine:
    sqlite = url.get_backend_name() == "sqlite"
    try:
        with catch_warnings(action="error", category=exc.SAWarning):  # of what it would leave out of the URL
            engine = sa.create_engine(url, connect_args={"timeout": PATIENCE} if sqlite else {})
    except ModuleNotFoundError as error:
        package = _PACKAGES.get(error.name or "", error.name)
        raise _fault(name, f"needs a driver that is not installed: pip install {package}") from None
    except exc.NoSuchModuleError:
        raise _fault(name, f"SQLAlchemy knows no database {url.drivername!r}") from None
    except (exc.ArgumentError, exc.SAWarning, TypeError, ValueError) as error:
        raise _fault(name, f"the URL does not suit its database: {_reason(error, url)}") from None
    if engine.dialect.is_async:
        raise _fault(
            name, f"{url.drivername!r} is a driver for programs that do not wait; leave out the part from '+' on"
        )
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """Leave transactions to us, and see each of them on the disk, whatever this SQLite does by default."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: sa.Connection) -> None:
    """Begin so that a writer never finds, half way, that another was faster."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _is_there(register: Register) -> bool:
    """Tell whether the register has its tables; raise InputError where something else stands there. Nothing is made."""
    engine = register.engine
    file = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not engine.url.query and not Path(file).exists():
        return False
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names() if file else []
        if not sa.inspect(connection).has_table(_VERSIONS.name):
            if names:
                raise _fault(register.name, f"is not a register: a database with the table {names[0]!r}")
            return False
        version = connection.execute(sa.select(sa.func.max(_VERSIONS.c.version))).scalar()
    if version is None:
        raise _fault(register.name, "is a register that says no version; it is damaged, or another program made it")
    if version > VERSION:
        message = f"is a register of version {version}; this scripts-gen knows up to {VERSION}: install a newer one"
        raise _fault(register.name, message)
    return True


def _make(register: Register) -> None:
    """Make the tables where there are none, unless another writer is making them right now."""
    if not _is_there(register):
        try:
            with _writing(register) as connection:
                _TABLES.create_all(connection)
                if connection.execute(sa.select(_VERSIONS)).first() is None:
                    connection.execute(sa.insert(_VERSIONS), {"version": VERSION})
        except exc.DBAPIError:
            if not _is_there(register):
                raise
    if register.engine.dialect.name == "sqlite":
        _let_read_while_writing(register.engine)


def _let_read_while_writing(engine: sa.Engine) -> None:
    """Switch SQLite to a write-ahead log, which then holds for the file; where it is in use the next writer will."""
    connection = engine.raw_connection()
    with suppress(engine.dialect.loaded_dbapi.OperationalError):
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    connection.close()


def _reason(error: Exception, url: sa.URL) -> str:
    """Return what a database says is wrong, on one line and without what is secret in ``url``."""
    said = error.orig if isinstance(error, exc.StatementError) and error.orig else error
    text = " ".join(str(said).split()) or type(said).__name__
    secrets = [url.password, *(value for key, value in url.query.items() if "pass" in key)]
    for secret in secrets:
        if isinstance(secret, str) and secret:
            text = text.replace(secret, "***")
    return text


def _fault(name: str, message: str) -> InputError:
    return InputError([Fault(name, 0, "", message)])
