"""Jobs for other processes, apart from the tests: a process that reads this file reads no more than it says."""

from __future__ import annotations

import atexit
import os
import signal
import time

LONG = 600
"""Seconds of a job that nobody waits for."""


def double_and_tell(number: int) -> tuple[int, int]:
    """Twice a number, and the process that says so."""
    return 2 * number, os.getpid()


def fail(number: int, error: Exception) -> int:
    """Fail at the second job."""
    if number == 1:
        raise error
    return number


def be_stopped(number: int) -> int:
    """Stop the process at the fourth job, as the system does where memory runs out."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def leave_slowly(_: int) -> None:
    """Let the process need its time to end, as one that has much to give back does."""
    atexit.register(time.sleep, 0.3)


def threads_of_typesetter(_: int) -> str | None:
    """So many threads may the typesetter start here."""
    return os.environ.get("RAYON_NUM_THREADS")


def linger(number: int) -> int:
    """Do the first jobs, and never end another."""
    if number > 1:
        time.sleep(LONG)
    return number


class UnreadableError(Exception):
    """Can be sent, but not made anew from what was sent."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


class Unreadable:
    """A job that can be sent and not received, even where Dask was imported, which mends how errors travel."""

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str]]:
        return UnreadableError, ("ab",)


def fail_unreadably(_: object) -> None:
    """Fail with what cannot be received."""
    raise UnreadableError("a", "b")


def fail_in_private(_: object) -> None:
    """Fail with what cannot be sent."""

    class PrivateError(Exception):
        pass

    raise PrivateError("mine")
