"""Small measurements by hand for every chart, in the shapes that the metrics give."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.charts.kit.drawing import Chart, Drawing, Image
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.theme import Size
from generator.model.metric import Measured, Missing

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


def ways() -> pd.DataFrame:
    return table(
        "label y1 y3 y5 y10",
        {
            "full": ("returns to the usual premium", 22.2, 6.9, 4.1, 2.0),
            "half": ("goes half of the way", 11.1, 3.6, 2.1, 1.1),
            "none": ("stays where it is", 0.0, 0.0, 0.0, 0.0),
        },
    )


def growth() -> pd.DataFrame:
    return table(
        "label small large value small_n large_n small_coverage large_coverage note",
        {
            "all": ("all companies", 38.3, 14.2, 24.1, 1500, 490, 92.0, 99.0, ""),
            "ex_losers": ("without loss-makers", 12.1, 13.0, -0.9, 1000, 470, 70.0, 97.0, ""),
            "ex_losers_health": ("also without health care", 6.2, 12.4, -6.2, 900, 420, 61.0, 85.0, ""),
            "ex_health": ("all without health care", 20.0, 13.0, 7.0, 1300, 440, 80.0, 87.0, ""),
        },
    )  # fmt: skip


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


def expected() -> pd.DataFrame:
    return table(
        "label on value lo hi",
        {
            "now": ("now", "2026-03-02", 3.63, 3.63, 3.63),
            "m2026_03_18": ("Mar 2026", "2026-03-18", 3.6, 3.38, 3.63),
            "m2026_04_29": ("Apr 2026", "2026-04-29", 3.45, 3.38, 3.63),
            "m2026_06_17": ("Jun 2026", "2026-06-17", np.nan, np.nan, np.nan),
        },
    )


def cut_cases() -> pd.DataFrame:
    return table(
        "label on role basis m6 m12",
        {
            "c1987": ("1987", "1987-10-20", "side case", "price", 8.6, 3.4),
            "c1998": ("1998", "1998-09-29", "first cut", "price", -15.6, -5.7),
            "l1998": ("1998", "1998-11-17", "last cut", "price", -4.2, -6.5),
            "c2001": ("2001", "2001-01-03", "first cut", "total return", 10.9, 16.0),
            "l2003": ("2003", "2003-06-25", "last cut", "total return", 12.4, 15.2),
            "c2024": ("2024", "2024-09-18", "first cut", "total return", -7.2, -6.3),
            "c2025": ("2025", "2025-09-17", "restart", "total return", 2.9, np.nan),
        },
    )


def recession_cases() -> pd.DataFrame:
    nan = np.nan
    return table(
        "label announced_on library_during library_trough library_announced "
        "index_during index_trough index_announced",
        {
            "r1929": ("Aug 1929 to Mar 1933", "", -4.4, 144.5, nan, nan, nan, nan),
            "r1981": ("Jul 1981 to Nov 1982", "1983-07-08", 5.4, 10.2, -11.8, nan, nan, nan),
            "r2007": ("Dec 2007 to Jun 2009", "2010-09-20", 3.6, 9.3, -4.2, 3.3, 6.7, -2.9),
            "r2020": ("Feb 2020 to Apr 2020", "2021-07-19", -8.9, 39.2, 6.0, -9.2, 28.7, 8.3),
        },
    )


def january() -> pd.DataFrame:
    return table(
        "label maker on chance value outcome said_on",
        {
            "traders": ("By late April", "Traders", "2026-04-29", 61.0, 3.5975, 3.75, "2026-01-12"),
            "house": ("One cut", "Vanguard", "2026-12-31", np.nan, 3.5, np.nan, "2026-01-28"),
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


def century_recessions() -> pd.DataFrame:
    return table(
        "label peak trough basis during after_12m after_36m",
        {
            "r1929": (
                "Aug 1929 to Mar 1933", "1929-08-31", "1933-03-31", "size portfolios", -4.4, 144.5, 308.2,
            ),
            "r1945": (
                "Feb 1945 to Oct 1945", "1945-02-28", "1945-10-31", "size portfolios", 9.1, 2.8, -6.3,
            ),
            "r2020": (
                "Feb 2020 to Apr 2020", "2020-02-29", "2020-04-30", "size portfolios", -8.9, 39.2, np.nan,
            ),
        },
    )  # fmt: skip


def century_years() -> pd.DataFrame:
    rows = {
        f"y{year}": (str(year), float(n % 7) - 3, "", "size portfolios")
        for n, year in enumerate(range(1927, 2026))
    }
    rows["y2026"] = ("2026", 10.0, "to 14 Aug", "IWM and SPY")
    return table("label value partial basis", rows)


def months(values: list[float], first: str) -> pd.Series[float]:
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="BME"), dtype=float)


def standing() -> pd.DataFrame:
    columns = "label value month percentile median gap mean lowest low_month dearer n"
    row = (0.41, "May 2026", 6.0, 0.72, -43.0, 0.7, 0.36, "Aug 2000", 5.0)
    return table(
        columns,
        {"since_1926": ("since 1926", *row, 1199.0), "since_1979": ("since 1979", *row, 569.0)},
    )


def foretold() -> pd.DataFrame:
    return table(
        "label value century n independent",
        {
            "y1": ("1 year", -0.25, -0.2, 540.0, 45.0),
            "y10": ("10 years", -0.75, -0.6, 432.0, 3.0),
        },
    )


def years() -> pd.DataFrame:
    return table(
        "label value partial",
        {
            "y2023": ("2023", -9.4, ""),
            "y2024": ("2024", 2.5, ""),
            "y2025": ("2025", -5.1, ""),
            "y2026": ("2026", 10.0, "to 14 Aug"),
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
        "label peak_on trough_on value",
        {
            "small": ("Small caps", "2026-01-20", "2026-01-29", -11.0),
            "large": ("Large caps", "2026-01-20", "2026-01-29", -6.0),
        },
    )


def stated() -> pd.DataFrame:
    return table(
        "label forecast happened lo hi n",
        {
            "b1": ("20–40%", 29.0, 23.0, 17.0, 30.0, 101.0),
            "b2": ("40–60%", 50.0, 41.0, 37.0, 47.0, 263.0),
            "b4": ("80–100%", 88.0, 33.0, 14.0, 60.0, 9.0),
            "all": ("base-rate forecasts of the back-test", 45.6, 36.7, 33.0, 40.0, 373.0),
        },
    )


def rivals() -> pd.DataFrame:
    return table(
        "label value ours skill n",
        {
            "base_rate": ("base rate", 0.234, 0.234, 0.0, 373.0),
            "persistence": ("persistence", 0.547, 0.234, 57.0, 373.0),
            "even": ("always 50%", 0.25, 0.234, 6.0, 373.0),
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
        "implied_path": expected(),
        "january_path": january(),
        "cut_cases": cut_cases(),
        "recession_cases": recession_cases(),
        "relative_total_return": ratio,
        "relative_drawdown": below,
        "recession_excess": recessions(),
        "small_minus_mag7": windows(),
        "method_ladder": ladder(),
        "convergence": ways(),
        "first_cut_excess": cuts(),
        "policy_rate": weekly([5.33] * 38 + [4.83] * 64 + [3.64] * 12, "2024-01-05"),
        "rolling_excess_15y": weekly([3 - n / 80 for n in range(560)], "2015-06-05"),
        "calendar_excess": years(),
        "century_recession_excess": century_recessions(),
        "century_calendar_excess": century_years(),
        "century_rolling_15y": months([4 * np.sin(n / 90) for n in range(1022)], "1941-06-30"),
        "relative_price_to_book": months(
            [0.7 + 0.25 * np.sin(n / 60) for n in range(1199)], "1926-09-30"
        ),
        "price_to_book_standing": standing(),
        "decade_excess": months([5 * np.sin(n / 60) for n in range(1079)], "1936-09-30"),
        "valuation_map": foretold(),
        "drawdown_small": below * 1.2,
        "drawdown_large": below,
        "risk": pd.DataFrame(
            {"worst": [-58.64, -55.19], "worst_on": ["2009-03-09"] * 2}, ["small", "large"]
        ),
        "excess_base_rate": rates(),
        "backtest_calibration": stated(),
        "backtest_scores": rivals(),
        "fees": funds(),
        "expected_growth": growth(),
        "rvt_nav_discount": weekly([-9 + 3 * np.sin(n / 30) for n in range(620)], "2014-10-03"),
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
