"""Work shared between processes, forked, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from generator.model.errors import OutlookError

T = TypeVar("T")
WORKERS = 2


def in_forks(tasks: Sequence[Callable[[], T]], workers: int = WORKERS) -> list[T]:
    """Return what the tasks return, in their order; in this process where it cannot fork.

    No task may draw if this process has drawn before: the renderer hangs in a fork of its own.
    What a forked process keeps in memory is lost.
    """
    if workers == 1 or len(tasks) < workers or "fork" not in get_all_start_methods():
        return [task() for task in tasks]
    shares = [tasks[at::workers] for at in range(workers)]
    forked = [_start(share) for share in shares[1:]]
    results = [[task() for task in shares[0]], *map(_received, forked)]
    return [results[at % workers][at // workers] for at in range(len(tasks))]


def _start(share: Sequence[Callable[[], T]]) -> Connection:
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(share, sender), daemon=True)
    process.start()
    sender.close()
    return receiver


def _work(share: Sequence[Callable[[], Any]], sender: Connection) -> None:
    try:
        sender.send([task() for task in share])
    except OutlookError as error:
        sender.send(error)


def _received(receiver: Connection) -> list[Any]:
    """Return what a forked process sent; EOFError where it ended without a word."""
    results: list[Any] | OutlookError = receiver.recv()
    if isinstance(results, OutlookError):
        raise results
    return results
