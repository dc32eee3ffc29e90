"""Derived quantities of real history, written from the folder of market data that is not in git.

    python -m tests.derived ../shared/market

data/real/README.md says what each file holds and why it may be published.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from pandas.tseries.offsets import BDay, DateOffset

HERE = Path(__file__).parent / "data" / "real"
FACTS = Path(__file__).parents[1] / "content" / "facts"
AS_OF = "2026-08-14"
MONTHS = (3, 6, 12, 24)
RELEASED = {"UNRATE": 5, "CPIAUCSL": 12}  # days after the month's end, about


def derived(market: Path) -> dict[str, pd.DataFrame]:
    """Return file name -> table of every derived quantity."""
    total = {ticker: _column(market, ticker, "adj_close") for ticker in ("IWM", "SPY")}
    return {
        "ratio.csv": _ratio(total),
        "weeks.csv": _weeks(total, market),
        "events.csv": _events(total, market),
        "macro.csv": _macro(market),
    }


def _column(market: Path, ticker: str, name: str) -> pd.Series[float]:
    prices = pd.read_csv(market / "prices" / f"{ticker}.csv", index_col="date", parse_dates=True)
    return prices[name].dropna()[:AS_OF]


def _fred(market: Path, name: str) -> pd.Series[float]:
    path = market / "macro" / f"{name}.csv"
    return pd.read_csv(path, index_col=0, parse_dates=True)["value"].dropna()


def _ratio(total: dict[str, pd.Series[float]]) -> pd.DataFrame:
    ratio = (total["IWM"] / total["SPY"]).dropna()
    return pd.DataFrame({"ratio": (ratio / ratio.iloc[0] * 100).round(3)})


def _weeks(total: dict[str, pd.Series[float]], market: Path) -> pd.DataFrame:
    """Return the lead over the week to each Thursday, and the two-year yield of that day.

    Rows are dated by the session after, on which the yield is known.
    """
    yields = _fred(market, "DGS2")
    known = yields.set_axis(yields.index + BDay(1))
    known = known[~known.index.duplicated(keep="last")]
    columns = [known, *(fund.shift(1) for fund in total.values())]
    days = pd.concat(columns, axis=1, join="inner").dropna()[:AS_OF]
    last = ~days.index.to_period("W-SUN").duplicated(keep="last")
    weeks = days[last].set_axis(["dgs2", "small", "large"], axis=1)
    lead = (weeks["small"].pct_change() - weeks["large"].pct_change()) * 100
    return pd.DataFrame({"lead_pp": lead.round(4), "dgs2": weeks["dgs2"]}).iloc[1:]


def _events(total: dict[str, pd.Series[float]], market: Path) -> pd.DataFrame:
    price = {t: _column(market, f"_{t}", "close") for t in ("RUT", "GSPC")}
    facts = {
        name: pd.read_csv(FACTS / f"{name}.csv")
        for name in ("first_cuts", "last_cuts", "recessions")
    }
    rows = []
    for kind in ("first_cuts", "last_cuts"):
        for event, on in zip(facts[kind]["id"], pd.to_datetime(facts[kind]["on"]), strict=True):
            rows += [(event, on, on + DateOffset(months=months)) for months in MONTHS]
    for event, *months in facts["recessions"][["id", "peak", "trough"]].itertuples(index=False):
        peak, trough = (pd.Period(month, "M").end_time.normalize() for month in months)
        later = (pd.Period(months[1], "M") + 12).end_time.normalize()
        rows += [(event, peak, trough), (event, trough, later)]
    cells = [(*row, _lead(total, price, *row[1:])) for row in rows]
    table = pd.DataFrame(cells, columns=["event", "start", "end", "lead_pp"]).dropna()
    return table.set_index("event")


def _lead(
    total: dict[str, pd.Series[float]],
    price: dict[str, pd.Series[float]],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> float:
    pair = total if total["IWM"].index[0] <= start else price
    small, large = pair.values()
    if small.index[0] > start or end > small.index[-1]:
        return float("nan")
    returns = [(fund[:end].iloc[-1] / fund[:start].iloc[-1] - 1) * 100 for fund in (small, large)]
    return round(returns[0] - returns[1], 3)


def _macro(market: Path) -> pd.DataFrame:
    tables = []
    for name, days in RELEASED.items():
        values = _fred(market, name)["1999":]
        ends = values.index.to_period("M").to_timestamp(how="end").normalize()
        known = ends + pd.Timedelta(days=days)
        tables.append(pd.DataFrame({"known": known, "series": name, "value": values.to_numpy()}))
    both = pd.concat(tables)
    return both[both["known"] <= AS_OF].set_index("known")


if __name__ == "__main__":
    for file, table in derived(Path(sys.argv[1])).items():
        table.to_csv(HERE / file, date_format="%Y-%m-%d")
