"""Work shared out among processes: the order of the jobs, errors as they were raised, and no process left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from jobs import (
    Unreadable,
    be_stopped,
    double_and_tell,
    fail,
    fail_in_private,
    fail_unreadably,
    leave_slowly,
    linger,
    threads_of_typesetter,
)

from scripts_gen.errors import Fault, InputError, ScriptsGenError
from scripts_gen.workers import FEW, Given, LocalExecutor, share_out

SOON = 20
"""Seconds within which anything here is done; what takes longer waits for ever."""
INTERRUPTED = r"""
import os, signal, sys, time
from scripts_gen.workers import share_out

def work(job):
    if job:
        os.write(1, b"deaf\n" if signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []) else b"hears Ctrl-C\n")
        time.sleep(600)

if __name__ == "__main__":
    for _ in share_out(work, range(100), count=100):
        if "busy" in sys.argv:
            time.sleep(600)
"""


def wrong_input() -> InputError:
    """Two faults."""
    return InputError([Fault("a.toml", 3, "step[0]", "is wrong"), Fault("b.toml", 1, "", "is wrong too")])


def missing_character() -> ScriptsGenError:
    """An error with more than its message."""
    from scripts_gen.typeset import MissingCharactersError

    return MissingCharactersError("no font has the character '☎'", "☎")


@pytest.fixture
def local() -> Iterator[LocalExecutor]:
    """Two processes, ended after the test whatever they do."""
    executor = LocalExecutor(2)
    yield executor
    executor.terminate_workers()


def test_results_come_in_the_order_of_the_jobs() -> None:
    """Many jobs are done elsewhere, a few in each process, and their results stay in order."""
    done = list(share_out(double_and_tell, range(10), count=10, each=2))
    assert [result for result, _ in done] == [2 * number for number in range(10)]
    processes = [process for _, process in done]
    assert os.getpid() not in processes
    assert max(processes.count(process) for process in processes) <= 2
    assert multiprocessing.active_children() == []


def test_few_jobs_stay_here() -> None:
    """What is done sooner than another process starts needs none."""
    count = FEW - 1
    assert {process for _, process in share_out(double_and_tell, range(count), count=count)} == {os.getpid()}


def test_process_that_has_done_its_jobs_is_gone_before_the_next_begins() -> None:
    """There are never more processes than asked for, so that memory does not grow with the jobs."""
    with LocalExecutor(1, each=1) as executor:
        for _ in share_out(leave_slowly, range(3), count=3, executor=executor):
            assert len(multiprocessing.active_children()) <= 1


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize("make", [wrong_input, missing_character])
def test_error_arrives_whole_and_in_its_turn(make: Callable[[], Exception], few: bool) -> None:
    """What was done before is not lost, and the error says as much as it did over there."""
    error = make()
    count = FEW - 1 if few else FEW
    results = share_out(partial(fail, error=error), range(count), count=count)
    assert next(results) == 0
    with pytest.raises(type(error)) as caught:
        next(results)
    assert vars(caught.value) == vars(error)
    assert str(caught.value) == str(error)


@pytest.mark.parametrize("few", [True, False])
def test_job_that_cannot_be_made_fails_in_its_turn(few: bool) -> None:
    """An error of the iterable of jobs comes after the results of the jobs before it."""
    count = FEW - 1 if few else FEW
    results = share_out(abs, (fail(number, wrong_input()) for number in range(count)), count=count)
    assert next(results) == 0
    with pytest.raises(InputError):
        next(results)


def test_traceback_of_another_process_is_the_cause(local: LocalExecutor) -> None:
    """Where an error was raised is known though it was raised elsewhere."""
    with pytest.raises(InputError) as caught:
        local.submit(fail, 1, wrong_input()).result(SOON)
    assert "in fail" in str(caught.value.__cause__)


@pytest.mark.parametrize(
    ("work", "job", "told"),
    [
        (abs, memoryview(b""), "cannot pickle"),
        (abs, Unreadable(), "missing 1 required"),
        (memoryview, b"", "cannot pickle"),
        (fail_unreadably, None, "UnreadableError: ab"),
        (fail_in_private, None, "PrivateError: mine"),
    ],
    ids=["job not sent", "job not received", "result not sent", "error not received", "error not sent"],
)
def test_what_cannot_be_sent_is_an_error(
    work: Callable[[object], object], job: object, told: str, local: LocalExecutor
) -> None:
    """A job, a result or an error that no other process can read fails like any other, and the process goes on."""
    failing, sound = local.submit(work, job), local.submit(double_and_tell, 1)
    with pytest.raises(Exception, match=told):
        failing.result(SOON)
    assert sound.result(SOON)[0] == 2


def test_jobs_are_made_when_they_are_wanted() -> None:
    """Of many jobs only a window is taken ahead of the results, wherever they are done."""
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = share_out(abs, jobs(), count=1000, executor=executor, window=5)
        for done in range(1, 20):
            next(results)
            assert done < len(taken) <= done + 5
        results.close()
    assert len(taken) < 25


def test_any_executor_can_take_the_place_of_the_local_one() -> None:
    """An executor that is given does even a few jobs, and is left open for the next ones."""
    with ThreadPoolExecutor(1, "elsewhere") as executor:
        for _ in range(2):
            assert list(share_out(double_and_tell, range(3), count=3, executor=executor)) == [
                (2 * number, os.getpid()) for number in range(3)
            ]
    with pytest.raises(RuntimeError):
        list(share_out(abs, range(3), count=3, executor=executor))


@pytest.mark.parametrize("count", [FEW - 1, FEW])
def test_result_that_is_there_takes_its_turn(count: int) -> None:
    """It is no job, wherever the others are done."""
    jobs = [Given((-1, 0)), *range(count - 1), Given((-2, 0))]
    done = [result for result, _ in share_out(double_and_tell, jobs, count=count)]
    assert done == [-1, *range(0, 2 * (count - 1), 2), -2]


def test_jobs_that_are_alike_are_done_once() -> None:
    """As long as the result is among the last ones; each has its turn."""
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    with ThreadPoolExecutor(1) as executor:
        jobs = [0, 1, 10, 2, 20, 11, 3, 4, 5, 1]
        done = list(share_out(work, jobs, count=10, executor=executor, window=3, alike=lambda n: n % 10, keep=3))
    assert done == [0, 1, 0, 2, 0, 1, 3, 4, 5, 1]
    assert begun == [0, 1, 2, 3, 4, 5, 1]


def test_executor_may_say_how_many_jobs_it_wants() -> None:
    """One of many machines wants more jobs ahead than this machine's processes."""

    class Wide(ThreadPoolExecutor):
        window = 50

    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Wide(2) as executor:
        results = share_out(abs, jobs(), count=1000, executor=executor)
        next(results)
        results.close()
    assert 50 <= len(taken) <= 51


def test_early_stop_cancels_what_has_not_begun() -> None:
    """A caller that wants no more results leaves no jobs to an executor that goes on."""
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.05 if number else 0)
        return number

    with ThreadPoolExecutor(1) as executor:
        results = share_out(work, range(100), count=100, executor=executor, window=50)
        next(results)
        results.close()
    assert len(begun) <= 3


def test_early_stop_leaves_no_process() -> None:
    """A caller that wants no more results waits for no job, not even for those under way."""
    results = share_out(linger, range(FEW + 10), count=FEW + 10)
    assert next(results) == 0
    assert multiprocessing.active_children()
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < SOON
    assert multiprocessing.active_children() == []


def test_stopped_process_is_an_error_in_its_turn() -> None:
    """Where the system stops a process, what was done before is not lost, and the error says what to look for."""
    results = share_out(be_stopped, range(FEW + 3), count=FEW + 3)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ScriptsGenError, match=r"stopped \(Killed\).*memory"):
        next(results)
    assert multiprocessing.active_children() == []


def test_stopped_process_fails_its_own_job_only(local: LocalExecutor) -> None:
    """The jobs of other processes, and those to come, are done."""
    futures = [local.submit(be_stopped, number) for number in range(8)]
    assert isinstance(futures.pop(3).exception(SOON), ScriptsGenError)
    assert [future.result(SOON) for future in futures] == [0, 1, 2, 4, 5, 6, 7]
    assert [local.submit(abs, number).result(SOON) for number in range(4)] == [0, 1, 2, 3]


def test_typesetter_has_one_thread_in_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process keeps to one processor; how many this one uses is not touched."""
    monkeypatch.setenv("RAYON_NUM_THREADS", "3")
    assert set(share_out(threads_of_typesetter, range(FEW), count=FEW)) == {"1"}
    assert threads_of_typesetter(0) == "3"


def test_shutdown_does_what_was_taken(local: LocalExecutor) -> None:
    """Jobs that were submitted are done, no others are taken, and the processes end without being waited for."""
    futures = [local.submit(double_and_tell, number) for number in range(4)]
    local.shutdown(wait=False)
    with pytest.raises(RuntimeError):
        local.submit(double_and_tell, 4)
    assert [future.result(SOON)[0] for future in futures] == [0, 2, 4, 6]
    end = time.monotonic() + SOON
    while multiprocessing.active_children():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_shutdown_can_cancel() -> None:
    """Jobs under way are done and waited for, those not begun are cancelled."""
    with LocalExecutor(1) as executor:
        futures = [executor.submit(double_and_tell, number) for number in range(50)]
        futures[0].result(SOON)
        executor.shutdown(cancel_futures=True)
        assert all(future.done() for future in futures)
        assert futures[-1].cancelled()
    assert multiprocessing.active_children() == []
    assert isinstance(executor, Executor)


@pytest.mark.parametrize("busy", [True, False])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_whoever_shares_out(stop: signal.Signals, busy: bool, tmp_path: Path) -> None:
    """Ctrl-C, which all processes of a terminal get and only one may heed, and any other end stop every process."""
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    command = [sys.executable, str(script), *(["busy"] if busy else [])]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    try:
        assert [process.stdout.readline() for _ in range(2)] == ["deaf\n"] * 2
        if stop == signal.SIGINT:
            os.killpg(process.pid, stop)
        else:
            process.send_signal(stop)
        _, errors = process.communicate(timeout=SOON)  # until the last process that could write has ended
    finally:
        process.kill()
    assert process.returncode == -stop
    assert errors.count("Traceback") == (stop == signal.SIGINT)
