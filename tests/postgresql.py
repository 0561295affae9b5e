"""A PostgreSQL server for tests: the one that ``SCRIPTS_GEN_TEST_POSTGRESQL`` names, else one of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

NAMED = "SCRIPTS_GEN_TEST_POSTGRESQL"
BINARIES = Path("/usr/lib/postgresql")


@contextmanager
def open_server() -> Iterator[str]:
    """Yield the SQLAlchemy URL of a server; skip where there can be none, and fail on CI."""
    if url := os.environ.get(NAMED):
        yield url
        return
    found = sorted(BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        told = f"no PostgreSQL server: {NAMED} names none, and {BINARIES} has none to start"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    folder = Path(tempfile.mkdtemp(prefix="scripts-gen-postgresql-"))
    control = [*_as_server(folder), str(found[-1] / "pg_ctl"), "-D", str(folder / "data")]
    try:
        _call(folder, *control, "-o", "--no-sync -U register -A trust -E UTF8", "init")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=20"
        _call(folder, *control, "-w", "-l", str(folder / "log"), "-o", settings, "start")
        yield f"postgresql+psycopg://register@/postgres?host={folder}"
        _call(folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_server(folder: Path) -> list[str]:
    """Return what makes a command run as somebody else than root, which the server refuses to be."""
    if os.geteuid():
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "env", f"HOME={folder}"]


def _call(folder: Path, *words: str) -> None:
    done = subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()


@contextmanager
def own_schema(url: str) -> Iterator[str]:
    """Yield the URL of a schema of its own on the server at ``url``."""
    name = f"test_{uuid4().hex}"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(name))
    yield sa.make_url(url).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(sa.schema.DropSchema(name, cascade=True))
    engine.dispose()
