"""Small and large stocks month by month from 1926: the data library, then the funds."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.tseries.offsets import BDay

from generator.metrics.maths.observations import last_day, together
from generator.model.metric import LARGE, SMALL, Series

HALVES = ("french:month", "french:small_half", "french:large_half")
SPLICED = (*HALVES, SMALL, LARGE)
YEAR = 12
HALVES_FORMULA = (
    "small: the five smallest tenths of US stocks by the sizes of New York listings, weighted "
    "1:2:3:4:5, about as their market values; large: the five largest tenths (5% for each of the "
    "sixth and seventh, 90% for the largest three, value-weighted)"
)
HALVES_PITFALL = (
    "Not the Russell 2000: the small half is about 4% of the market's value and has smaller "
    "companies. The library revises its history a little with every edition. Its returns have no "
    "costs; those of the funds have."
)
LIBRARY = "size portfolios"
FUNDS = "IWM and SPY"


def by_month(month: Series, *values: Series) -> pd.DataFrame:
    """Return series of the library, which come by the day they were known, by the month they describe.

    Columns are numbered from 0; a month between the first and the last that has none is empty.
    """
    rows = together(month, *values)
    months = pd.to_datetime(rows[0].astype(int).astype(str), format="%Y%m").array
    table = rows.iloc[:, 1:].set_axis(range(len(values)), axis=1)
    return _without_holes(table.set_axis(pd.DatetimeIndex(months).to_period("M")))


def fund_months(small: Series, large: Series) -> pd.DataFrame:
    """Return the monthly returns of the two funds, percent, for months that are over."""
    both = together(small, large)
    closes = both.groupby(pd.DatetimeIndex(both.index).to_period("M")).last()
    is_over = last_day(both) >= last_weekday(closes.index[-1])
    returns = closes.pct_change() * 100
    return returns.iloc[1 : None if is_over else -1]


def spliced(month: Series, halves: tuple[Series, Series], funds: pd.DataFrame) -> pd.DataFrame:
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


def rolling_excess(returns: pd.DataFrame, years: int) -> Series:
    """Return small's yearly compound return minus large's over the years to each month."""
    logs = pd.DataFrame(np.log1p(returns.to_numpy(float) / 100), returns.index)
    yearly = logs.rolling(12 * years).sum() / years
    excess = np.exp(yearly[0].to_numpy()) - np.exp(yearly[1].to_numpy())
    return pd.Series(excess * 100, returns.index).dropna()


def yearly_excess(returns: pd.DataFrame) -> float:
    """Return small's yearly compound return minus large's over all months."""
    growth = np.exp(np.log1p(returns.to_numpy(float) / 100).mean(axis=0) * 12)
    return float(growth[0] - growth[1]) * 100


def _without_holes(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reindex(pd.period_range(rows.index[0], rows.index[-1], freq="M"))
