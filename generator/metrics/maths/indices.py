"""Total-return indices: their ratio, baskets, falls, and returns over the usual windows."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.observations import iso, last_day, since, together
from generator.model.metric import ARTICLE_DATE, LARGE, SMALL, Column, Series

PAIR = (SMALL, LARGE)

ARTICLE = pd.Timestamp(ARTICLE_DATE)
# The start of a window that has not begun: before all data, so that it has no values.
NOT_YET = pd.Timestamp(1800, 1, 1)
_WINDOW_LABEL = Column("label", "Window", "text")
_START = Column("start", "From the close of", "date")
WINDOW_COLUMNS = (
    _WINDOW_LABEL,
    _START,
    Column("small", "Small caps", "%"),
    Column("large", "Large caps", "%"),
    Column("value", "Small minus large", "pp"),
)
PAIR_COLUMNS = (
    _WINDOW_LABEL,
    _START,
    Column("first", "First", "%"),
    Column("second", "Second", "%"),
    Column("value", "Difference", "pp"),
)


def ratio(first: Series, second: Series) -> Series:
    """Return the daily ratio of two indices on the days that both have."""
    both = together(first, second)
    daily: Series = both[0] / both[1]
    return daily


def rebased(index: Series) -> Series:
    """Return the index with 100 as its first value."""
    return index / index.iloc[0] * 100


def held_basket(members: pd.DataFrame) -> Series:
    """Return equal amounts put into each column on the first day and held: 1.0 there."""
    return members.div(members.iloc[:1].to_numpy()).mean(axis=1)


def rebalanced_basket(*members: Series) -> Series:
    """Return a basket set back to equal weights each day, 1.0 on the members' first common day."""
    returns = together(*members).pct_change().mean(axis=1).fillna(0.0)
    return (1 + returns).cumprod()


def drawdown_pct(index: Series) -> Series:
    """Return the distance from the highest value so far, in percent: 0 or below."""
    return (index / index.cummax() - 1) * 100


def worst_fall(index: Series) -> tuple[pd.Timestamp, pd.Timestamp, float]:
    """Return the deepest fall from a high: day of the high, day of the low, percent."""
    fall = drawdown_pct(index)
    low = int(fall.argmin())
    high = int(index.iloc[: low + 1].argmax())
    return index.index[high], index.index[low], float(fall.iloc[low])


def pair_columns(first: str, second: str) -> tuple[Column, ...]:
    """Return PAIR_COLUMNS with the reader-facing names of the two funds."""
    return (
        _WINDOW_LABEL,
        _START,
        Column("first", first, "%"),
        Column("second", second, "%"),
        Column("value", f"{first} minus {second}", "pp"),
    )


def window_starts(as_of: pd.Timestamp) -> dict[str, tuple[str, pd.Timestamp]]:
    """Return row key -> label and calendar start of each window that ends at `as_of`.

    Until a session has closed after the article, its window starts at NOT_YET.
    """
    return {
        "w1": ("1 week", as_of - pd.Timedelta(days=7)),
        "m1": ("1 month", as_of - pd.DateOffset(months=1)),
        "m3": ("3 months", as_of - pd.DateOffset(months=3)),
        "m6": ("6 months", as_of - pd.DateOffset(months=6)),
        "ytd": ("year to date", pd.Timestamp(as_of.year - 1, 12, 31)),
        "m12": ("12 months", as_of - pd.DateOffset(months=12)),
        "since_article": ("since the article", ARTICLE if as_of > ARTICLE else NOT_YET),
    }


def window_table(
    first: Series, second: Series, names: tuple[str, str] = ("first", "second")
) -> pd.DataFrame:
    """Return both funds' returns and their difference over each window.

    Only days on which both funds have a value count; a window that starts before the first such
    day has empty cells.

    Args:
        first: daily total-return index.
        second: daily total-return index.
        names: the two columns' names: ("small", "large") goes with WINDOW_COLUMNS.
    """
    return basket_table(first, (second,), names)


def basket_table(
    first: Series, members: tuple[Series, ...], names: tuple[str, str] = ("first", "second")
) -> pd.DataFrame:
    """Return a fund against a basket of equal weights at each window's start, then held."""
    funds = together(first, *members)
    windows = window_starts(last_day(first))
    rows = {key: (label, *_window(funds, start)) for key, (label, start) in windows.items()}
    columns = ["label", "start", *names, "value"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def yearly_returns(
    funds: pd.DataFrame, start: pd.Timestamp, years: float
) -> tuple[float, float, float]:
    """Return two funds' compound yearly returns since a day, and the difference, in percent.

    NaN where the funds have no common close on or before that day.
    """
    span = since(funds, start)
    if span.empty:
        return float("nan"), float("nan"), float("nan")
    growth = (span.iloc[-1] / span.iloc[0]) ** (1 / years) - 1
    first, second = float(growth[0]) * 100, float(growth[1]) * 100
    return first, second, first - second


def years_label(years: int) -> str:
    """Return `1 year`, `10 years`."""
    return f"{years} year{'s' * (years > 1)}"


def _window(funds: pd.DataFrame, start: pd.Timestamp) -> tuple[str | None, float, float, float]:
    """Return the session that the window starts from, both returns and their difference."""
    span = since(funds, start)
    if span.empty:
        return None, float("nan"), float("nan"), float("nan")
    returns = (span.iloc[-1] / span.iloc[0] - 1) * 100
    first, second = float(returns.iloc[0]), float(returns.iloc[1:].mean())
    return iso(span.index[0]), first, second, first - second


def against_average_pct(values: Series, length: int) -> Series:
    """Return the distance of each value from the mean of the last `length`, itself included."""
    return ((values / values.rolling(length).mean() - 1) * 100).dropna()
