"""Small measurements by hand for every chart, in the shapes that the metrics give."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts import CHARTS, Chart, Drawing, Image, Size
from generator.charts.svg import draw_svg
from generator.model import Measured, Missing

Draw = Callable[..., Drawing | Missing]


def weekly(values: list[float], first: str) -> pd.Series[float]:
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="7D"), dtype=float)


def table(columns: str, rows: dict[str, tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns.split())


def windows() -> pd.DataFrame:
    return table(
        "label start first second value",
        {
            "w1": ("1 week", "2026-08-07", 1.0, 2.0, -1.0),
            "m1": ("1 month", "2026-07-14", 3.0, 1.0, 2.0),
            "m3": ("3 months", "2026-05-14", -2.0, 4.0, -6.0),
            "m6": ("6 months", "2026-02-13", 9.0, 5.0, 4.0),
            "ytd": ("year to date", "2025-12-31", 14.5, 4.0, 10.5),
            "m12": ("12 months", "2025-08-14", 20.0, 12.0, 8.0),
            "since_article": ("since the article", "2026-01-12", 11.0, 3.0, 8.0),
        },
    )


def ladder() -> pd.DataFrame:
    return table(
        "label on method value norm",
        {
            "dear": ("Index, losers counted", "2025-12-05", "losers counted", 12.4, np.nan),
            "cheap": ("Index, losers left out", "2025-12-31", "losers left out", -33.3, -18.8),
        },
    )


def cuts() -> pd.DataFrame:
    return table(
        "label on basis m3 m6 m12 m24",
        {
            "c1998": ("1998", "1998-09-29", "price", -6.2, -15.6, -5.7, 5.6),
            "c2001": ("2001", "2001-01-03", "total return", 6.0, 10.9, 16.0, 13.1),
            "c2007": ("2007", "2007-09-18", "total return", -2.6, -3.5, 9.8, 5.4),
            "c2024": ("2024", "2024-09-18", "total return", -3.5, -7.2, -6.3, np.nan),
        },
    )


def recessions() -> pd.DataFrame:
    return table(
        "label peak trough basis during after_12m",
        {
            "r2007": ("Dec 2007 to Jun 2009", "2007-12-31", "2009-06-30", "total return", 3.4, 6.8),
            "r2020": (
                "Feb 2020 to Apr 2020",
                "2020-02-29",
                "2020-04-30",
                "total return",
                -9.2,
                28.6,
            ),
        },
    )


def years() -> pd.DataFrame:
    return table(
        "label small large value partial",
        {
            "y2023": ("2023", 16.9, 26.3, -9.4, ""),
            "y2024": ("2024", 27.5, 25.0, 2.5, ""),
            "y2025": ("2025", 12.8, 17.9, -5.1, ""),
            "y2026": ("2026", 24.5, 14.5, 10.0, "to 14 Aug"),
        },
    )


def rates() -> pd.DataFrame:
    return table(
        "label wins p10 p50 p90 now now_percentile n independent",
        {
            "w13": ("13 weeks", 50.0, -5.6, 0.1, 6.0, 4.9, 85.0, 1354.0, 105.0),
            "w52": ("52 weeks", 48.6, -11.8, -0.2, 13.0, 13.6, 91.0, 1315.0, 26.0),
            "w156": ("3 years", np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, 0.0, 0.0),
        },
    )


def funds() -> pd.DataFrame:
    return table(
        "label ratio rank of cheaper kind index category on",
        {
            "iwm": (
                "iShares Russell 2000",
                0.19,
                2,
                3,
                50,
                "ETF",
                "R2000",
                "Small Blend",
                "2026-01-05",
            ),
            "vtwo": (
                "Vanguard Russell 2000",
                0.07,
                1,
                3,
                0,
                "ETF",
                "R2000",
                "Small Blend",
                "2026-01-05",
            ),
            "rvt": (
                "Royce Trust",
                1.27,
                3,
                3,
                100,
                "closed-end",
                "none",
                "Small Blend",
                "2025-05-23",
            ),
            "spy": (
                "SPDR S&P 500",
                0.0945,
                np.nan,
                0,
                np.nan,
                "ETF",
                "S&P",
                "Large Blend",
                "2025-12-31",
            ),
        },
    )


def decisions() -> pd.DataFrame:
    return table(
        "label on value upper vote",
        {
            "d2024_09_18": ("cut", "2024-09-18", -50.0, 5.0, "11\u20131"),
            "d2025_12_10": ("cut", "2025-12-10", -25.0, 3.75, "9\u20133"),
            "d2026_01_28": ("hold", "2026-01-28", 0.0, 3.75, "10\u20132"),
        },
    )


def falls() -> pd.DataFrame:
    return table(
        "label high low value",
        {
            "small": ("Small caps", "2026-01-20", "2026-01-29", -11.0),
            "large": ("Large caps", "2026-01-20", "2026-01-29", -6.0),
        },
    )


def measurements() -> dict[str, Measured]:
    wave = [100 + 30 * np.sin(n / 70) + n / 40 for n in range(1340)]
    ratio = weekly(wave, "2000-12-01")
    below = (ratio / ratio.cummax() - 1) * 100
    return {
        "small_since_article": weekly([101, 99, 104, 108.24], "2026-01-16"),
        "large_since_article": weekly([100.5, 101, 102, 103.1], "2026-01-16"),
        "mag7_since_article": weekly([99, 98, 97, 96.5], "2026-01-16"),
        "drawdown_since_article": falls(),
        "policy_decisions": decisions(),
        "relative_total_return": ratio,
        "relative_drawdown": below,
        "recession_excess": recessions(),
        "small_minus_mag7": windows(),
        "method_ladder": ladder(),
        "first_cut_excess": cuts(),
        "policy_rate": weekly([5.33] * 38 + [4.83] * 64 + [3.64] * 12, "2024-01-05"),
        "rolling_excess_15y": weekly([3 - n / 80 for n in range(560)], "2015-06-05"),
        "calendar_excess": years(),
        "drawdown_small": below * 1.2,
        "drawdown_large": below,
        "excess_base_rate": rates(),
        "fees": funds(),
    }


@pytest.fixture
def measured() -> dict[str, Measured]:
    """All measurements, for a test to change as it likes."""
    return measurements()


@pytest.fixture(scope="session")
def images() -> dict[tuple[str, Size], Image]:
    """Every chart in both sizes, drawn once."""
    given = measurements()
    sizes: tuple[Size, Size] = ("wide", "narrow")
    drawings = {chart.id: chart([given[name] for name in chart.metrics]) for chart in CHARTS}
    return {
        (chart_id, size): draw_svg(drawing, size, "Costs <fell> & rose")
        for chart_id, drawing in drawings.items()
        if isinstance(drawing, Drawing)
        for size in sizes
    }


@pytest.fixture
def draw(measured: dict[str, Measured]) -> Draw:
    """Draw a chart by its id; measurements given by name take the place of the usual ones."""

    def drawn(chart_id: str, **changed: Measured) -> Drawing | Missing:
        chart = next(chart for chart in CHARTS if chart.id == chart_id)
        given = {**measured, **changed}
        return chart([given[name] for name in chart.metrics])

    return drawn


@pytest.fixture(params=CHARTS, ids=lambda chart: chart.id)
def chart(request: pytest.FixtureRequest) -> Chart:
    found: Chart = request.param
    return found


@pytest.fixture
def drawing(chart: Chart, draw: Draw) -> Drawing:
    found = draw(chart.id)
    assert isinstance(found, Drawing)
    return found
