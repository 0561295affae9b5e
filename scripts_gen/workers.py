"""Work shared out among processes of this machine, in order and with an end to what each may keep in memory.

The typesetter keeps what it has set for as long as its process lives, about half a megabyte a card and ten a page. So a
process sets a few documents and makes room for the next one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 6
"""Fewer jobs than this are done at once: two more processes would cost what they save."""


def share_out(work: Callable[[Job], Result], jobs: Iterable[Job], *, count: int, each: int) -> Iterator[Result]:
    """Yield ``work(job)`` for every one of ``count`` jobs, in their order.

    ``work`` is a function of a module; jobs and results are values that can be sent to another process, which does at
    most ``each`` of them. What ``work`` raises is raised here, in its turn. A caller that stops early stops the work.
    """
    if count < FEW:
        yield from map(work, jobs)
        return
    context = get_context("spawn")  # the same on every platform, and no threads are copied halfway
    processes = min(os.cpu_count() or 1, count)
    with context.Pool(processes, _leave_interrupts, maxtasksperchild=each) as pool:
        yield from pool.imap(work, jobs)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that shares out, which stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
