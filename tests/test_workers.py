"""Work shared out among processes: the order of the jobs, and errors as they were raised."""

from __future__ import annotations

import os
from functools import partial

import pytest

from scripts_gen.errors import Fault, InputError
from scripts_gen.typeset import MissingCharactersError
from scripts_gen.workers import FEW, share_out


def double_and_tell(number: int) -> tuple[int, int]:
    """Twice a number, and the process that says so."""
    return 2 * number, os.getpid()


def fail(number: int, error: Exception) -> int:
    """Fail at the fourth job."""
    if number == 3:
        raise error
    return number


def test_results_come_in_the_order_of_the_jobs() -> None:
    """Many jobs are done elsewhere, a few in each process, and their results stay in order."""
    done = list(share_out(double_and_tell, range(10), count=10, each=2))
    assert [result for result, _ in done] == [2 * number for number in range(10)]
    processes = [process for _, process in done]
    assert os.getpid() not in processes
    assert max(processes.count(process) for process in processes) <= 2


def test_few_jobs_stay_here() -> None:
    """What is done sooner than another process starts needs none."""
    count = FEW - 1
    assert {process for _, process in share_out(double_and_tell, range(count), count=count, each=1)} == {os.getpid()}


@pytest.mark.parametrize(
    "error",
    [
        InputError([Fault("a.toml", 3, "step[0]", "is wrong"), Fault("b.toml", 1, "", "is wrong too")]),
        MissingCharactersError("no font has the character '☎'", "☎"),
    ],
)
def test_error_arrives_whole_and_in_its_turn(error: Exception) -> None:
    """What was done before is not lost, and the error says as much as it did over there."""
    results = share_out(partial(fail, error=error), range(10), count=10, each=2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(type(error)) as caught:
        next(results)
    assert vars(caught.value) == vars(error)
    assert str(caught.value) == str(error)
