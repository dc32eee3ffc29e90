from __future__ import annotations

from functools import partial
from os import _exit, getpid
from pathlib import Path
from typing import NoReturn

import pytest

from generator.model.errors import ContentError, LedgerError, OutlookError, Problem
from generator.model.forks import in_forks

# Python warns of forks from 3.12 on; these tasks start no thread.
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


def numbered(number: int) -> tuple[int, int]:
    return number, getpid()


def failing(error: OutlookError) -> NoReturn:
    raise error


def test_processes_share_tasks_and_results_keep_their_order() -> None:
    results = in_forks([partial(numbered, number) for number in range(5)])
    assert [number for number, _ in results] == [0, 1, 2, 3, 4]
    processes = [process for _, process in results]
    assert processes[::2] == [getpid()] * 3
    assert getpid() not in processes[1::2]


@pytest.mark.parametrize(("count", "workers"), [(3, 1), (1, 2), (0, 2)])
def test_few_tasks_and_one_worker_stay_in_this_process(count: int, workers: int) -> None:
    results = in_forks([partial(numbered, number) for number in range(count)], workers)
    assert results == [(number, getpid()) for number in range(count)]


@pytest.mark.parametrize(
    "error", [LedgerError("It changed."), ContentError([Problem(Path("a.md"), "It is wrong.")])]
)
def test_an_expected_error_is_the_same_in_a_fork(error: OutlookError) -> None:
    with pytest.raises(type(error)) as raised:
        in_forks([partial(numbered, 0), partial(failing, error)])
    assert str(raised.value) == str(error)


def test_a_fork_that_ends_without_a_word_is_noticed() -> None:
    with pytest.raises(EOFError):
        in_forks([partial(numbered, 0), partial(_exit, 1)])
