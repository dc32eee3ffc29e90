from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.metrics.history.spans import HISTORY, calendar_excess
from generator.metrics.rates.sensitivity import COMOVEMENT
from generator.metrics.risk.downside import DOWNSIDE
from generator.metrics.risk.swings import RISK
from generator.metrics.working.momentum import MOMENTUM
from generator.metrics.working.relative import RELATIVE
from generator.metrics.working.rotation import ROTATION
from generator.model.metric import Metric

AS_OF = pd.Timestamp("2026-05-15")  # a Friday
OURS = (*RELATIVE, *MOMENTUM, *ROTATION, *HISTORY, *RISK, *DOWNSIDE, *COMOVEMENT)
SERIES = [metric for metric in OURS if not metric.columns]
TABLES = [metric for metric in OURS if metric.columns]


def index(ticker: str) -> pd.Series[float]:
    """Return a random walk that is the same for a ticker on every run."""
    days = pd.bdate_range("2008-01-02", "2026-08-14")
    moves = np.random.default_rng(list(ticker.encode())).normal(0.0003, 0.012, len(days))
    return pd.Series(np.cumprod(1 + moves), index=days)


@pytest.mark.parametrize("metric", SERIES, ids=lambda metric: metric.id)
def test_later_days_change_no_earlier_point_of_a_series(metric: Metric[...]) -> None:
    full = metric(*[index(ticker) for ticker in metric.inputs])
    cut = metric(*[index(ticker)[:AS_OF] for ticker in metric.inputs])
    pd.testing.assert_series_equal(full[:AS_OF], cut, rtol=1e-9, check_freq=False)
    assert len(full) > len(cut) > 0


@pytest.mark.parametrize("metric", TABLES, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    table = metric(*[index(ticker)[:AS_OF] for ticker in metric.inputs])
    assert list(table) == [column.name for column in metric.columns]
    assert table.index.str.fullmatch("[a-z0-9_]+").all()


def test_later_days_change_no_finished_calendar_year() -> None:
    small, large = index("IWM"), index("SPY")
    full, cut = calendar_excess(small, large), calendar_excess(small[:AS_OF], large[:AS_OF])
    pd.testing.assert_frame_equal(full.iloc[:-1], cut.iloc[:-1])
