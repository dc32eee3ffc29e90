"""How do two cores share the proofs? Forked, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

T = TypeVar("T")
WORKERS = 2
# What a forked process works on: functions with a whole publication, which is never copied.
_TASKS: list[Callable[[], Any]] = []


def done(tasks: Sequence[Callable[[], T]], workers: int = WORKERS) -> Iterator[T]:
    """Give what the tasks return, in their order; in this process where it cannot fork.

    No task may draw if this process has drawn before: the renderer hangs in a fork of its own.
    """
    if workers == 1 or "fork" not in get_all_start_methods():
        yield from (task() for task in tasks)
        return
    with ProcessPoolExecutor(workers, get_context("fork"), _hold, (tasks,)) as pool:
        yield from pool.map(_run, range(len(tasks)))


def _hold(tasks: Sequence[Callable[[], Any]]) -> None:
    _TASKS[:] = tasks


def _run(number: int) -> Any:
    return _TASKS[number]()
