from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from generator.ledger.measure import Inputs, gather_inputs, input_names
from generator.metrics.catalogue import METRICS
from generator.model.config import read_config
from generator.model.metric import Missing
from generator.model.series import FAMILIES, FRED
from generator.sources.snapshot import Failure, Snapshot, macro_table, price_table

CONFIG = read_config(Path(__file__).parents[2] / "content")
CHAIN = "futures:ZQ"


def closes(ticker: str, **prices: float) -> pd.DataFrame:
    days = pd.to_datetime([f"2026-08-{key[1:]}" for key in prices])
    rows = {"close": list(prices.values()), "adj_close": list(prices.values())}
    return pd.DataFrame({"date": days, **rows, "dividends": 0.0, "splits": 0.0, "ticker": ticker})


def inputs(*frames: pd.DataFrame) -> Inputs:
    failures = (Failure("yahoo", CHAIN, "no contract has a price"),)
    snapshot = Snapshot(price_table(frames), macro_table([]), failures=failures)
    return gather_inputs(snapshot, {}, CONFIG, FAMILIES)


def test_contracts_become_columns_by_month() -> None:
    given = inputs(closes("ZQZ26.CBT", d13=96.4, d14=96.5), closes("ZQF27.CBT", d14=96.6))
    chain = given.cut(CHAIN, date(2026, 8, 14))
    assert isinstance(chain, pd.DataFrame)
    assert list(chain) == ["2026-12", "2027-01"]
    assert chain["2026-12"].tolist() == [96.4, 96.5]
    assert chain["2027-01"].isna().tolist() == [True, False]


def test_later_prices_are_not_known_yet() -> None:
    chain = inputs(closes("ZQZ26.CBT", d13=96.4, d14=96.5)).cut(CHAIN, date(2026, 8, 13))
    assert isinstance(chain, pd.DataFrame)
    assert chain["2026-12"].tolist() == [96.4]


def test_an_old_chain_and_no_chain_are_missing_with_a_reason() -> None:
    old = inputs(closes("ZQZ26.CBT", d03=96.4)).cut(CHAIN, date(2026, 8, 14))
    assert old == Missing("futures:ZQ: newest value is from 3 Aug 2026")
    none = inputs(closes("IWM", d14=100.0)).cut(CHAIN, date(2026, 8, 14))
    assert none == Missing("futures:ZQ: no contract has a price")


def test_the_chain_is_asked_for_by_name() -> None:
    assert CHAIN in input_names(METRICS, FAMILIES)[1]


# The publishers' usual day for the figures of June 2026, of the quarter, of the week.
@pytest.mark.parametrize(
    ("series", "described", "published"),
    [
        ("CPIAUCSL", "2026-06-01", "2026-07-14"),
        ("UNRATE", "2026-06-01", "2026-07-02"),
        ("INDPRO", "2026-06-01", "2026-07-16"),
        ("NEWORDER", "2026-06-01", "2026-07-27"),
        ("TLMFGCONS", "2026-06-01", "2026-08-03"),
        ("DRTSCIS", "2026-07-01", "2026-08-03"),
        ("ICSA", "2026-08-08", "2026-08-13"),
        ("NFCI", "2026-08-07", "2026-08-12"),
        ("STLFSI4", "2026-08-07", "2026-08-12"),
    ],
)
def test_no_figure_is_known_before_it_was_published(
    series: str, described: str, published: str
) -> None:
    lag = CONFIG.lag(f"fred:{series}", FRED)
    known = pd.Timestamp(described) + pd.offsets.BDay(lag.lag_days)
    assert pd.Timestamp(published) <= known <= pd.Timestamp(published) + pd.Timedelta(days=10)
