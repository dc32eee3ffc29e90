from __future__ import annotations

import io
from collections.abc import Callable

from generator.sources.ask import Ask, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_line_that_is_rewritten() -> None:
    terminal = Terminal()
    progress = Progress(terminal, "yahoo").tell("asking for 45")
    progress.update("10 of 45")
    progress.done("45 of 45")
    start, first, second = terminal.getvalue().split("\r")[1:]
    assert start == f"{'yahoo  asking for 45':<78}"
    assert first == f"{'yahoo  10 of 45':<78}"
    assert second == f"{'yahoo  45 of 45':<78}\n"


def test_a_log_gets_the_start_and_the_outcome() -> None:
    log = io.StringIO()
    progress = Progress(log, "fred").tell("asking for 12")
    progress.update("1 of 12")
    progress.done("12 of 12")
    assert log.getvalue() == "fred   asking for 12\nfred   12 of 12\n"


def test_an_origin_carries_the_moment_in_utc(ask: Callable[..., Ask]) -> None:
    origin = ask().origin("fred", "DGS2", "https://example.org/")
    assert origin.fetched_at == "2024-08-18T12:00:00+00:00"
