"""What did small and large stocks return month by month, from 1926 to the as-of date?"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.tseries.offsets import BDay

from generator.metrics.maths.weekly import last_day, together

KnownSeries: TypeAlias = "pd.Series[float]"

LIBRARY = "size portfolios"
FUNDS = "IWM and SPY"
BLOCK = 12  # months that stay together in a draw: a year's momentum and seasons
DRAWS = 10_000
SEED = 20260112  # any fixed number: the interval must be the same on every run


def by_month(month: KnownSeries, *values: KnownSeries) -> pd.DataFrame:
    """Return series of the library, which come by the day they were known, by the month they describe.

    Columns are numbered from 0; a month between the first and the last that has none is empty.
    """
    rows = together(month, *values)
    months = pd.to_datetime(rows[0].astype(int).astype(str), format="%Y%m").array
    table = rows.iloc[:, 1:].set_axis(range(len(values)), axis=1)
    return _without_holes(table.set_axis(pd.DatetimeIndex(months).to_period("M")))


def fund_months(small: KnownSeries, large: KnownSeries) -> pd.DataFrame:
    """Return the monthly returns of the two funds, percent, for months that are over."""
    both = together(small, large)
    closes = both.groupby(pd.DatetimeIndex(both.index).to_period("M")).last()
    is_over = last_day(both) >= last_weekday(closes.index[-1])
    returns = closes.pct_change() * 100
    return returns.iloc[1 : None if is_over else -1]


def spliced(
    month: KnownSeries, halves: tuple[KnownSeries, KnownSeries], funds: pd.DataFrame
) -> pd.DataFrame:
    """Return the monthly returns of the halves of the market, then those of the funds.

    Columns are 0 for small, 1 for large, in percent. The funds begin after the library's last month.
    """
    library = by_month(month, *halves)
    return _without_holes(pd.concat([library, funds.loc[library.index[-1] + 1 :]]))


def last_weekday(month: pd.Period) -> pd.Timestamp:
    """Return the last weekday of a month."""
    day: pd.Timestamp = BDay().rollback(month.to_timestamp(how="end").normalize())
    return day


def growth_pct(returns: pd.DataFrame) -> tuple[float, float]:
    """Return the compound return of small and large over some months; NaN if one has no number."""
    growth = ((1 + returns / 100).prod(skipna=False) - 1) * 100
    return float(growth[0]), float(growth[1])


def excess_pp(returns: pd.DataFrame, first: pd.Period, last: pd.Period) -> float:
    """Return small minus large over the months first to last; NaN unless all of them are there."""
    if first < returns.index[0] or last > returns.index[-1]:
        return float("nan")
    small, large = growth_pct(returns.loc[first:last])
    return small - large


def rolling_excess(returns: pd.DataFrame, years: int) -> pd.Series[float]:
    """Return small's yearly compound return minus large's over the years to each month."""
    logs = pd.DataFrame(np.log1p(returns.to_numpy(float) / 100), returns.index)
    yearly = logs.rolling(12 * years).sum() / years
    excess = np.exp(yearly[0].to_numpy()) - np.exp(yearly[1].to_numpy())
    return pd.Series(excess * 100, returns.index).dropna()


def yearly_excess(returns: pd.DataFrame) -> float:
    """Return small's yearly compound return minus large's over all months."""
    growth = np.exp(np.log1p(returns.to_numpy(float) / 100).mean(axis=0) * 12)
    return float(growth[0] - growth[1]) * 100


def block_interval(returns: pd.DataFrame) -> tuple[float, float]:
    """Return the 90% interval of `yearly_excess` by a circular block bootstrap."""
    logs = np.log1p(returns.to_numpy(float) / 100)
    around = np.concatenate([logs, logs[: BLOCK - 1]])
    blocks = np.stack([_sums(around[:, n]) for n in (0, 1)], axis=1)
    count = -(-len(logs) // BLOCK)
    draws = np.random.default_rng(SEED).integers(0, len(logs), (DRAWS, count))
    growth = np.exp(blocks[draws].sum(axis=1) / count)
    low, high = np.percentile((growth[:, 0] - growth[:, 1]) * 100, [5, 95])
    return float(low), float(high)


def _sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of every block: one year's log growth from each month."""
    return np.convolve(values, np.ones(BLOCK), mode="valid")


def _without_holes(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reindex(pd.period_range(rows.index[0], rows.index[-1], freq="M"))
