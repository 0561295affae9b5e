"""GNU gettext as the judge of what the tests write: skipped with a reason where it is missing, never on CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def run_gnu(folder: Path, *command: str, **files: bytes) -> bytes:
    """Write ``files`` into ``folder``, run a gettext tool there and return what it prints; fail where it complains."""
    if not shutil.which(command[0]):
        missing = f"{command[0]} is not installed (package gettext)"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
