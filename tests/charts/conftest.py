"""Measurements by hand for every chart: tables in measured/*.csv, long series as waves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.charts.kit.drawing import Drawing
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]
TABLES = Path(__file__).parent / "measured"


def series(values: list[float], first: str, step: str = "7D") -> pd.Series[float]:
    """Values from a day on, one a week or one each business month-end (BME)."""
    return pd.Series(values, pd.date_range(first, periods=len(values), freq=step), dtype=float)


def wave(count: int, length: float, middle: float = 0, height: float = 1) -> list[float]:
    return [middle + height * np.sin(n / length) for n in range(count)]


def tables() -> dict[str, pd.DataFrame]:
    return {
        path.stem: pd.read_csv(
            path, dtype={"label": str}, keep_default_na=False, na_values=["nan"]
        ).set_index("row")
        for path in TABLES.glob("*.csv")
    }


def a_century_of_years() -> pd.DataFrame:
    years = range(1927, 2026)
    rows = [(str(year), float(n % 7) - 3, "", "size portfolios") for n, year in enumerate(years)]
    rows.append(("2026", 10.0, "to 14 Aug", "IWM and SPY"))
    return pd.DataFrame(
        rows, [f"y{label}" for label, *_ in rows], ["label", "value", "partial", "basis"]
    )


@pytest.fixture(scope="session")
def by_hand() -> dict[str, Measured]:
    """All measurements; every test that changes one takes `measured` instead."""
    rising = [value + n / 40 for n, value in enumerate(wave(1340, 70, 100, 30))]
    ratio = series(rising, "2000-12-01")
    below = (ratio / ratio.cummax() - 1) * 100
    return {
        **tables(),
        "small_since_article": series([101, 99, 104, 108.24], "2026-01-16"),
        "large_since_article": series([100.5, 101, 102, 103.1], "2026-01-16"),
        "mag7_since_article": series([99, 98, 97, 96.5], "2026-01-16"),
        "relative_total_return": ratio,
        "relative_drawdown": below,
        "drawdown_small": below * 1.2,
        "drawdown_large": below,
        "policy_rate": series([5.33] * 38 + [4.83] * 64 + [3.64] * 12, "2024-01-05"),
        "rolling_excess_15y": series([3 - n / 80 for n in range(560)], "2015-06-05"),
        "century_rolling_15y": series(wave(1022, 90, 0, 4), "1941-06-30", "BME"),
        "century_calendar_excess": a_century_of_years(),
        "relative_price_to_book": series(wave(1199, 60, 0.7, 0.25), "1926-09-30", "BME"),
        "decade_excess": series(wave(1079, 60, 0, 5), "1936-09-30", "BME"),
        "rvt_nav_discount": series(wave(620, 30, -9, 3), "2014-10-03"),
    }


@pytest.fixture
def measured(by_hand: dict[str, Measured]) -> dict[str, Measured]:
    """All measurements, for a test to change as it likes."""
    return {
        name: value if isinstance(value, Missing) else value.copy()
        for name, value in by_hand.items()
    }


@pytest.fixture
def draw(by_hand: dict[str, Measured]) -> Draw:
    """Draw a chart by its id; measurements given by name take the place of the usual ones."""

    def drawn(chart_id: str, **changed: Measured) -> Drawing | Missing:
        chart = next(chart for chart in CHARTS if chart.id == chart_id)
        given = {**by_hand, **changed}
        return chart([given[name] for name in chart.metrics])

    return drawn
