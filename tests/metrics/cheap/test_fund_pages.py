from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.cheap.fund_pages import (
    fund_pages,
    fund_pe,
    fund_pe_gap,
    fund_yield_gap,
    larger_small_fund_pe_gap,
    profitable_fund_pe_gap,
    value_fund_pe_gap,
)
from generator.model.metric import Measured, Metric, Missing

GAPS = (fund_pe_gap, profitable_fund_pe_gap, value_fund_pe_gap, larger_small_fund_pe_gap)


def weeks(*values: float, last: str = "2026-11-20") -> pd.Series[float]:
    days = pd.date_range(end=last, periods=len(values), freq="7D")
    return pd.Series(values, days, dtype=float)


def listed(measured: Measured) -> list[float]:
    assert isinstance(measured, pd.Series)
    return [float(value) for value in measured]


def test_fund_pages_are_shown_with_their_day() -> None:
    table = fund_pe(weeks(17.0, 18.0), weeks(27.0, last="2026-11-13"))
    assert isinstance(table, pd.DataFrame)
    assert table["value"].tolist() == [18.0, 27.0]
    assert table["on"].tolist() == ["2026-11-20", "2026-11-13"]


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_measured_on_common_days(gap: Metric[...]) -> None:
    # 18 / 24 - 1; the earlier week has no number for the large fund.
    assert listed(gap(weeks(17.0, 18.0), weeks(24.0))) == pytest.approx([-25.0])


def test_a_yield_gap_is_a_difference() -> None:
    assert listed(fund_yield_gap(weeks(1.1, 1.2), weeks(1.2, 1.1))) == pytest.approx([-0.1, 0.1])


@pytest.mark.parametrize("metric", [fund_pe_gap, fund_yield_gap])
def test_no_common_day_is_no_number(metric: Metric[...]) -> None:
    measured = metric(weeks(1.0), weeks(1.0, last="2026-11-13"))
    assert measured == Missing("no day has both numbers")


def test_assets_are_in_billions() -> None:
    table = fund_pages(weeks(7.1e10), weeks(0.19), weeks(1.2e10), weeks(0.07))
    assert isinstance(table, pd.DataFrame)
    assert table["assets"].tolist() == [71.0, 12.0]
    assert table["ratio"].tolist() == [0.19, 0.07]
