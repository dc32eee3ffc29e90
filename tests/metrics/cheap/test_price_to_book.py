from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.metrics.cheap import price_to_book as book
from generator.metrics.cheap.price_to_book import BOOK
from generator.model.metric import Metric, Missing
from tests.metrics.library import known, month, walk


def given(n: int = 1196, first: str = "1926-07") -> dict[str, pd.Series[float]]:
    wave = [0.5 + 0.2 * np.sin(i / 50) for i in range(n)]
    return {
        "french:month": month(n, first),
        "french:small_book_to_market": known([1.0] * n, first),
        "french:large_book_to_market": known(wave, first),
        "french:small_return": known(walk(n, 1), first),
        "french:large_return": known(walk(n, 2), first),
    }


def inputs(metric: Metric[...], as_of: str = "2026-08-14", **changed: object) -> list[object]:
    found = {**given(), **changed}
    return [found[name][:as_of] for name in metric.inputs]


def test_the_ratio_is_of_prices_to_book_by_the_day_it_was_known() -> None:
    # Book-to-market 1.0 and 0.4: price-to-book 1.0 and 2.5, small over large 0.4.
    series = book.relative_price_to_book(known([1.0], "2026-02"), known([0.4], "2026-02"))
    assert series.to_dict() == {pd.Timestamp("2026-05-01"): pytest.approx(0.4)}


def test_the_standing_counts_months_at_or_below() -> None:
    ratios = [0.5, 0.8, 1.2, 0.6]
    table = book.price_to_book_standing(
        month(4, "1999-12"), known([1.0] * 4, "1999-12"), known(ratios, "1999-12")
    )
    row = table.loc["since_1926"]
    assert row[["value", "percentile", "median", "mean", "lowest"]].tolist() == pytest.approx(
        [0.6, 50, 0.7, 0.775, 0.5]
    )
    assert row["gap"] == pytest.approx((0.6 / 0.7 - 1) * 100)
    assert row[["month", "low_month", "label"]].tolist() == ["Mar 2000", "Dec 1999", "since 1999"]
    assert row[["dearer", "n"]].tolist() == [25, 4]
    # Since 2000: 0.8, 1.2 and 0.6, the lowest of three.
    assert table.loc["since_2000", "percentile"] == pytest.approx(100 / 3)


def test_a_span_without_months_has_no_row() -> None:
    old = (month(2, "1930-01"), known([1.0] * 2, "1930-01"), known([1.0] * 2, "1930-01"))
    assert book.price_to_book_standing(*old).index.tolist() == ["since_1926"]


def test_a_decade_is_120_months_dated_when_its_last_was_known() -> None:
    n = 121
    excess = book.decade_excess(
        month(n, "2000-01"), known([1.0] * n, "2000-01"), known([0.0] * n, "2000-01")
    )
    assert excess.to_numpy() == pytest.approx([(1.01**12 - 1) * 100] * 2)
    assert excess.index.equals(known([0.0] * n, "2000-01").index[-2:])
    short = [series.iloc[:60] for series in inputs(book.decade_excess)]
    assert isinstance(book.decade_excess(*short), Missing)


def test_a_ratio_that_foretells_the_year_has_correlation_minus_one() -> None:
    # Twelve months after a start with log ratio x, small has returned -x a month more than large.
    starts = [0.1 * (n % 5) for n in range(30)]
    small = [0.0] + [(np.exp(-x / 12) - 1) * 100 for x in starts for _ in range(12)]
    ratios = [np.exp(starts[min(n // 12, 29)]) for n in range(len(small))]
    ratios = [ratios[0], *ratios[:-1]]
    every = len(small)
    frames = (
        month(every, "1979-01"), known([1.0] * every, "1979-01"), known(ratios, "1979-01"),
        known(small, "1979-01"), known([0.0] * every, "1979-01"),
    )  # fmt: skip
    table = book.valuation_map(*frames)
    assert table.loc["y1", ["n", "century_n"]].tolist() == [every - 12, every - 12]
    assert table.loc["y1", "independent"] == (every - 12) // 12
    assert table.loc["y1", "label"] == "1 year"
    assert -1 <= table.loc["y1", "value"] < 0


def test_the_correlation_is_that_of_the_later_years() -> None:
    found = given(36, "1990-01")
    table = book.valuation_map(*[found[name] for name in book.valuation_map.inputs])
    small, large = (
        1 + found[f"french:{side}_return"].to_numpy() / 100 for side in ("small", "large")
    )
    later = [np.prod(small[n : n + 12]) - np.prod(large[n : n + 12]) for n in range(1, 25)]
    start = np.log(found["french:large_book_to_market"].to_numpy()[:24])
    assert table.loc["y1", "value"] == pytest.approx(np.corrcoef(start, later)[0, 1])
    assert table.loc["y1", ["n", "independent"]].tolist() == [24, 2]
    assert table.index.tolist() == ["y1"]


def test_before_1979_the_map_is_missing() -> None:
    found = given(60, "1930-01")
    result = book.valuation_map(*[found[name] for name in book.valuation_map.inputs])
    assert isinstance(result, Missing)


@pytest.mark.parametrize("metric", BOOK, ids=lambda metric: metric.id)
def test_every_table_has_the_declared_columns(metric: Metric[...]) -> None:
    result = metric(*inputs(metric))
    if metric.columns:
        assert list(result) == [column.name for column in metric.columns]


@pytest.mark.parametrize("metric", [book.relative_price_to_book, book.decade_excess])
def test_later_days_change_no_earlier_point(metric: Metric[...]) -> None:
    full, cut = metric(*inputs(metric)), metric(*inputs(metric, "2019-05-15"))
    pd.testing.assert_series_equal(full[:"2019-05-15"], cut, check_freq=False)
