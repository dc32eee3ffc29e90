"""A made-up vendor: price and macro CSV files for every input that some metrics name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from generator.ledger.measure import input_names
from generator.model.metric import Metric
from generator.model.series import FAMILIES, FRED
from generator.model.sessions import sessions

# The others are taken as monthly, dated by the first of their month, as FRED has them.
DAILY = ("DFF", "DG", "DFEDTAR", "DPRIME", "DFII", "T10Y", "BAA", "BAML", "SOFR")
FIRST, LAST = pd.Timestamp("1993-01-29").date(), pd.Timestamp("2026-02-13").date()


def write_vendor(folder: Path, metrics: Iterable[Metric[...]]) -> Path:
    """Write smooth random walks, the same on every machine, in the layout of --source csv."""
    tickers, series = input_names(metrics, FAMILIES)
    days = sessions(FIRST, LAST)
    random = np.random.default_rng(20260112)
    for kind in ("prices", "macro"):
        (folder / kind).mkdir(parents=True)
    for ticker in tickers:
        close = 100 * np.exp(np.cumsum(random.normal(3e-4, 0.008, len(days))))
        frame = pd.DataFrame({"date": days, "close": close, "adj_close": close})
        path = folder / "prices" / f"{ticker.replace('^', '_')}.csv"
        frame.to_csv(path, index=False, float_format="%.4f")
    months = pd.date_range(FIRST, LAST, freq="MS")
    for name in (FRED.table(name) for name in series if FRED.holds(name)):
        dates = days if name.startswith(DAILY) else months
        level = 4 + np.cumsum(random.normal(0, 0.01, len(dates)))
        frame = pd.DataFrame({"date": dates, "value": level})
        frame.to_csv(folder / "macro" / f"{name}.csv", index=False, float_format="%.2f")
    _write_library(folder / "reference")
    return folder


def _write_library(folder: Path) -> None:
    """Write returns by size since 1926, as copies of the French data library have them."""
    folder.mkdir()
    months = pd.period_range("1926-07", "2025-11", freq="M")
    columns = ["hi30", "d1_small", *(f"d{n}" for n in range(2, 10))]
    returns = np.random.default_rng(1926).normal(0.9, 4.0, (len(months), len(columns)))
    frame = pd.DataFrame(returns, months, columns)
    name = folder / "ff_size_portfolios_vw_monthly.csv"
    frame.to_csv(name, index_label="date", float_format="%.2f")
    factor = frame[["hi30"]].rename(columns={"hi30": "smb"})
    factor.to_csv(folder / "ff3_monthly.csv", index_label="date", float_format="%.2f")
