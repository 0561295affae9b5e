"""Work shared out among processes, in order, with an end to what each may keep in memory.

The work is self-contained jobs given to an ``Executor``; only the executor knows how many processes or machines there
are, so a cluster's may take the place of the local one. The typesetter keeps what it has set for as long as its process
lives, about half a megabyte a card and ten a page: a process does a few jobs and makes room for a new one.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from threading import Lock, Thread
from traceback import format_exception
from typing import Generic, ParamSpec, TypeVar

from scripts_gen.errors import ScriptsGenError

Arguments = ParamSpec("Arguments")
Job = TypeVar("Job")
Result = TypeVar("Result")

FEW = 4
"""Fewer jobs than this are done at once: more processes would cost what they save."""
EACH = 8
"""So many jobs a process does before it makes room for a new one."""
WINDOW = max(16, 2 * (os.cpu_count() or 1))
"""So many jobs are taken ahead of the results: two a processor at least, so that none waits for the slowest job."""
KEEP = 128
"""So many results are kept for jobs that are alike."""


@dataclass(frozen=True, slots=True)
class Given(Generic[Result]):
    """In place of a job: a result that is there already, and takes its turn among the others."""

    result: Result


def share_out(
    work: Callable[[Job], Result],
    jobs: Iterable[Job | Given[Result]],
    *,
    count: int,
    each: int = EACH,
    executor: Executor | None = None,
    window: int = 0,
    alike: Callable[[Job], Hashable] | None = None,
    keep: int = KEEP,
) -> Generator[Result, None, None]:
    """Yield ``work(job)`` for every one of ``count`` jobs, in their order.

    ``work`` is a function of a module; jobs and results are values that can be pickled. ``executor`` does the jobs and
    is left open; without one a few are done here and many by a ``LocalExecutor`` of ``each``. At most ``window`` jobs
    are taken ahead of the result that is asked for; where it is 0, as many as the executor's own ``window``, if it has
    one. Jobs of which ``alike`` tells the same are done once, as long as the result is among the last ``keep``. What
    ``work`` or ``jobs`` raises is raised in its turn. Closing the generator cancels what has not begun, and ends the
    local processes.
    """
    asked: _Asked[Job, Result] = _Asked(work, jobs, alike, keep)
    if executor is not None:
        yield from _in_order(asked.submit_to(executor), window or getattr(executor, "window", WINDOW))
    elif count < FEW:
        yield from _in_order(asked.submit_to(_Here()), 1)
    else:
        local = LocalExecutor(min(os.cpu_count() or 1, count), each=each)
        try:
            yield from _in_order(asked.submit_to(local), window or WINDOW)
        finally:
            local.terminate_workers()


def _in_order(submitted: Iterator[Future[Result]], window: int) -> Iterator[Result]:
    ahead: deque[Future[Result]] = deque()
    try:
        ahead.extend(islice(submitted, window))
        while ahead:
            result = ahead[0].result()
            ahead.popleft()
            ahead.extend(islice(submitted, 1))
            yield result
    finally:
        for future in ahead:
            future.cancel()


@dataclass(frozen=True, slots=True)
class _Asked(Generic[Job, Result]):
    """What ``share_out`` is to do."""

    work: Callable[[Job], Result]
    jobs: Iterable[Job | Given[Result]]
    alike: Callable[[Job], Hashable] | None
    keep: int

    def submit_to(self, executor: Executor) -> Iterator[Future[Result]]:
        """Yield a future for each job in its order, as it is asked for."""
        known: dict[Hashable, Future[Result]] = {}  # the one asked for last stands last
        future: Future[Result]
        try:
            for job in self.jobs:
                if isinstance(job, Given):
                    future = Future()
                    future.set_result(job.result)
                elif self.alike is None:
                    future = executor.submit(self.work, job)
                else:
                    name = self.alike(job)
                    future = known.pop(name) if name in known else executor.submit(self.work, job)
                    known[name] = future
                    if len(known) > self.keep:
                        del known[next(iter(known))]
                yield future
        except Exception as error:  # of the job that comes next: those before it are fetched first
            future = Future()
            future.set_exception(error)
            yield future


class _Here(Executor):
    """Does each job when it is submitted."""

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class LocalExecutor(Executor):
    """Processes of this machine, as many as processors unless told; each makes room for a new one after ``each`` jobs.

    A job whose process is stopped, as the system does where memory runs out, fails with ScriptsGenError; others go on.
    Processes are spawned, because one forked after a document was set never ends. The standard library's pools would
    not do: ``ProcessPoolExecutor`` waits for ever with ``max_tasks_per_child`` on Python 3.11, and
    ``multiprocessing.Pool`` loses the job of a stopped process without a word.
    """

    def __init__(self, processes: int | None = None, *, each: int = EACH) -> None:
        self._each = each
        self._threads = ThreadPoolExecutor(processes or os.cpu_count() or 1, initializer=_block_interrupts)
        self._lock = Lock()
        self._idle: list[_Worker] = []
        self._living: set[_Worker] = set()
        self._terminated = False

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Return the future of ``fn(*args, **kwargs)``, done in another process; all of it can be pickled."""
        return self._threads.submit(self._do_elsewhere, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs, and end the processes when those taken are done; ``wait`` for that."""
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        if wait:
            self._end()
        else:
            Thread(target=self._end).start()

    def terminate_workers(self) -> None:
        """End every process now: jobs not begun are cancelled, those begun fail."""
        with self._lock:
            self._terminated = True
            for worker in self._living:
                worker.process.terminate()
        self.shutdown(cancel_futures=True)

    def _end(self) -> None:
        self._threads.shutdown()
        for worker in self._living:
            worker.pipe.close()
        for worker in self._living:
            worker.process.join()

    def _do_elsewhere(self, call: Callable[[], Result]) -> Result:
        data = pickle.dumps(call)
        worker = self._take()
        try:
            answer = worker.do(data)
        finally:
            self._put_back(worker)
        result: Result
        result, error, told = pickle.loads(answer)
        if error is not None:
            raise error from _RemoteError(told)
        return result

    def _take(self) -> _Worker:
        with self._lock:
            if self._terminated:
                raise ScriptsGenError("the processes that set type were ended")
            if self._idle:
                return self._idle.pop()
            worker = _Worker()
            self._living.add(worker)
            return worker

    def _put_back(self, worker: _Worker) -> None:
        if worker.done == self._each or worker.pipe.closed:
            worker.pipe.close()
            worker.process.join()  # what it kept is given back before another takes its place
            with self._lock:
                self._living.remove(worker)
        else:
            self._idle.append(worker)


class _RemoteError(Exception):
    """The traceback of another process, as the cause of what it raised."""


class _Worker:
    """A process that does one job after another, until its pipe is closed or the process that holds it ends."""

    _context = get_context("spawn")

    def __init__(self) -> None:
        self.done = 0
        self.pipe, theirs = self._context.Pipe()
        self.process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def do(self, call: bytes) -> bytes:
        """Return the answer to ``call``; raise ScriptsGenError where the process is stopped."""
        self.done += 1
        try:
            self.pipe.send_bytes(call)
            return self.pipe.recv_bytes()
        except (EOFError, OSError) as error:
            self.pipe.close()
            self.process.join()
            code = self.process.exitcode or 0
            how = signal.strsignal(-code) if code < 0 else f"code {code}"
            message = f"a process that set type was stopped ({how}); perhaps there is too little memory"
            raise ScriptsGenError(message) from error


def _block_interrupts() -> None:
    """Leave Ctrl-C to the main thread: this one does not see it, nor do processes started here, even as they begin."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # would let them through again if it were started with the first process
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection) -> None:
    """Answer each call that comes through ``pipe`` until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    os.environ["RAYON_NUM_THREADS"] = "1"  # threads of the typesetter gain less than a process for each processor
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _end_with_parent() -> None:
    """End this process, whatever it does, when the one that started it was killed."""
    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _answer(call: bytes) -> bytes:
    """Return the result of ``call``, or what it raised and the traceback, all pickled."""
    try:
        return pickle.dumps((pickle.loads(call)(), None, ""))
    except BaseException as error:
        told = "".join(format_exception(error))
        try:
            answer = pickle.dumps((None, error, told))
            pickle.loads(answer)  # some exceptions can be sent and not received
        except Exception:
            answer = pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}"), told))
        return answer
