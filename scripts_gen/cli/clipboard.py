"""The clipboard, by whatever tool the machine has for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pyperclip


def copy(text: str) -> bool:
    """Put ``text`` on the clipboard; return whether it is there."""
    try:
        with _silence():
            pyperclip.copy(text)
            # On Linux, a tool that cannot reach the screen ends like one that could.
            return sys.platform != "linux" or pyperclip.paste() == text
    except Exception:  # whatever the tool makes of it
        return False


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the standard output from the tools: xclip stays, and who reads what we print would wait for its end."""
    kept = {stream: os.dup(stream) for stream in (1, 2)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream in kept:
            os.dup2(nowhere, stream)
        yield
    finally:
        os.close(nowhere)
        for stream, ours in kept.items():
            os.dup2(ours, stream)
            os.close(ours)
