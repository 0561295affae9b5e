"""Zip archives that are the same bytes for the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can tell."""


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of ``files``, contents by path, in their order."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            info = zipfile.ZipInfo(path, _NEVER)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # whatever system this is
            archive.writestr(info, content)
    return data.getvalue()
