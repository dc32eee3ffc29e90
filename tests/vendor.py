"""A made-up vendor: price and macro CSV files for every input that the metrics name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from generator.measure import input_names
from generator.metrics import METRICS
from generator.sessions import sessions

FIRST, LAST = pd.Timestamp("1993-01-29").date(), pd.Timestamp("2026-02-13").date()


def write_vendor(folder: Path) -> Path:
    """Write smooth random walks, the same on every machine, in the layout of --source csv."""
    tickers, series = input_names(METRICS)
    days = sessions(FIRST, LAST)
    random = np.random.default_rng(20260112)
    for kind in ("prices", "macro"):
        (folder / kind).mkdir(parents=True)
    for ticker in tickers:
        close = 100 * np.exp(np.cumsum(random.normal(3e-4, 0.008, len(days))))
        frame = pd.DataFrame({"date": days, "close": close, "adj_close": close})
        path = folder / "prices" / f"{ticker.replace('^', '_')}.csv"
        frame.to_csv(path, index=False, float_format="%.4f")
    for name in series:
        level = 4 + np.cumsum(random.normal(0, 0.01, len(days)))
        frame = pd.DataFrame({"date": days, "value": level})
        frame.to_csv(folder / "macro" / f"{name}.csv", index=False, float_format="%.2f")
    return folder
