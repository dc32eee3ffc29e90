from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from generator.sources.ask import Ask
from generator.sources.fred import fetch_fred
from generator.sources.snapshot import Snapshot
from generator.sources.web import Patience
from tests.sources.fake_fred import FakeFred
from tests.sources.fake_yahoo import Reply

GOOD = "observation_date,DGS2\n2024-01-02,4.3\n2024-01-03,.\n2024-01-04,\n2024-01-05,4.4\n"
HASTE = Patience(timeout=5, pause=0, attempts=3)

Make = Callable[..., Ask]


def read(fred: FakeFred, ask: Ask, patience: Patience = HASTE) -> Snapshot:
    return fetch_fred(ask, io.StringIO(), fred.address, patience)


def reason(fred: FakeFred, ask: Make, *replies: Reply | str) -> str:
    fred.says("DGS2", *replies)
    (failure,) = read(fred, ask(series=("fred:DGS2",))).failures
    assert (failure.source, failure.name) == ("fred", "DGS2")
    return failure.reason


def test_a_series_is_read_without_its_gaps(fred: FakeFred, ask: Make) -> None:
    fred.says("DGS2", GOOD)
    snapshot = read(fred, ask(series=("fred:DGS2",)))
    assert list(snapshot.macro_series("DGS2")) == [4.3, 4.4]
    assert snapshot.origins[0].url == "https://fred.stlouisfed.org/series/DGS2"
    assert snapshot.failures == ()


def test_the_old_name_of_the_day_is_known(fred: FakeFred, ask: Make) -> None:
    fred.says("DFF", "DATE,DFF\n2024-01-02,5.33\n")
    assert list(read(fred, ask(series=("fred:DFF",))).macro_series("DFF")) == [5.33]


def test_an_unknown_series_is_asked_once(fred: FakeFred, ask: Make) -> None:
    (failure,) = read(fred, ask(series=("fred:NONE",))).failures
    assert failure.reason == "FRED answered with status 404: no such series?"
    assert fred.asked["NONE"] == 1


def test_a_series_of_another_source_is_not_asked_for(fred: FakeFred, ask: Make) -> None:
    fred.says("DGS2", GOOD)
    snapshot = read(fred, ask(series=("cftc:239742_leveraged_net", "fred:DGS2", "futures:ZQ")))
    assert set(fred.asked) == {"DGS2"}
    assert snapshot.failures == ()


def test_trouble_that_passes_is_waited_for(fred: FakeFred, ask: Make) -> None:
    fred.says("DGS2", Reply(503, ""), Reply(429, ""), GOOD)
    assert len(read(fred, ask(series=("fred:DGS2",))).macro) == 2
    assert fred.asked["DGS2"] == 3


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("<!DOCTYPE html><html></html>", "a web page instead of a table"),
        ("\n", "an empty answer"),
        ("observation_date,DGS2\n", "an answer without a value"),
        ("observation_date,OTHER\n2024-01-02,1\n", "the answer:1: there is no column 'DGS2'."),
        ("observation_date,DGS2\n2024-01-02,high\n", "the answer:2: DGS2 'high' is not a number."),
        (Reply(500, "sorry"), "FRED answered with status 500"),
    ],
)
def test_an_answer_that_is_no_use_has_a_reason(
    fred: FakeFred, ask: Make, reply: Reply | str, words: str
) -> None:
    assert reason(fred, ask, reply) == words


def test_a_silent_server_is_not_waited_for_without_end(fred: FakeFred, ask: Make) -> None:
    fred.delay = 0.3
    fred.says("DGS2", GOOD)
    patience = Patience(timeout=0.1, pause=0, attempts=2)
    (failure,) = read(fred, ask(series=("fred:DGS2",)), patience).failures
    assert failure.reason.startswith("FRED could not be reached")


def test_one_bad_series_does_not_take_the_others_along(fred: FakeFred, ask: Make) -> None:
    fred.says("DGS2", GOOD)
    snapshot = read(fred, ask(series=("fred:NONE", "fred:DGS2", "fred:NOT")))
    assert [origin.name for origin in snapshot.origins] == ["DGS2"]
    assert [failure.name for failure in snapshot.failures] == ["NONE", "NOT"]


def test_after_two_series_without_an_answer_the_rest_is_not_asked_for(
    fred: FakeFred, ask: Make
) -> None:
    names = ("ONE", "TWO", "THREE", "FOUR")
    for name in names:
        fred.says(name, Reply(502, ""))
    asked = ask(series=tuple(f"fred:{name}" for name in names))
    failures = {failure.name: failure.reason for failure in read(fred, asked).failures}
    assert set(fred.asked) == {"ONE", "TWO"}
    assert failures["THREE"] == "not asked for: FRED gave no answer to 2 other series"


def test_progress_is_one_line(fred: FakeFred, ask: Make) -> None:
    fred.says("DGS2", GOOD)
    stream = io.StringIO()
    fetch_fred(ask(series=("fred:DGS2", "fred:NONE")), stream, fred.address, HASTE)
    assert stream.getvalue() == "fred   asking for 2 series\nfred   1 of 2\n"
