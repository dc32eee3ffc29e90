"""Proofs shared between processes, forked so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, zip_longest
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from generator.model.errors import OutlookError

T = TypeVar("T")
WORKERS = 2


def done(tasks: Sequence[Callable[[], T]], workers: int = WORKERS) -> Iterator[T]:
    """Give what the tasks return, in their order; in this process where it cannot fork.

    Each worker takes every so many-th task. No task may draw if this process has drawn before: the
    renderer hangs in a fork of its own.
    """
    if workers == 1 or "fork" not in get_all_start_methods():
        yield from (task() for task in tasks)
        return
    fork = get_context("fork")
    results: list[Connection] = []
    for number in range(workers):
        receiver, sender = fork.Pipe(duplex=False)
        fork.Process(target=_send, args=(tasks[number::workers], sender)).start()
        sender.close()
        results.append(receiver)
    shares: list[list[T]] = [_received(receiver) for receiver in results]
    yield from list(chain.from_iterable(zip_longest(*shares)))[: len(tasks)]


def _send(tasks: Sequence[Callable[[], object]], sender: Connection) -> None:
    try:
        sender.send([task() for task in tasks])
    except OutlookError as error:
        sender.send(error)


def _received(receiver: Connection) -> list[T]:
    with receiver:
        result: list[T] | OutlookError = receiver.recv()
    if isinstance(result, OutlookError):
        raise result
    return result
