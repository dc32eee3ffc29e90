"""Falls of both sizes, and how often small caps win at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.charts.kit.axes import TimePlot, ValueTicks, recession_bands, round_values, shading
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.rows import LabelledRows, marks, row_scale
from generator.charts.kit.tables import (
    COIN_TOSS_PP,
    Heads,
    cells,
    dated,
    keyed,
    keys,
    listing,
    month,
    number_at,
    percent,
    record_at,
    rounded,
)
from generator.charts.kit.theme import INK, LARGE, LARGE_TINT, SMALL, SMALL_TINT, Size
from generator.charts.kit.weeks import line, month_lows, side_by_side
from generator.model.formatting import number
from generator.model.metric import Missing


@chart(
    "risk",
    "Falls from the peak",
    metrics=("drawdown_small", "drawdown_large"),
    extras=("recession_excess", "risk"),
    summaries=("episode_excess", "worst_drawdowns"),
    how="How far each stood below its highest value so far, dividends included: small caps (IWM) "
    "above the middle line, large caps (SPY) mirrored below it. Drawn from the lowest week of each "
    "month; the worst falls in the title are of daily closes; grey bands are recessions (NBER).",
)
def drawdowns(
    small: pd.Series[float],
    large: pd.Series[float],
    recessions: pd.DataFrame | Missing,
    risk: pd.DataFrame | Missing,
) -> Drawing | Missing:
    """Return both drawdowns as areas on the two sides of one line."""
    weeks = side_by_side({"small": small, "large": large}).dropna()
    if weeks.empty:
        return Missing("small and large caps have no week in common")
    lows = {name: month_lows(weeks[name]) for name in ("small", "large")}
    worst = {name: _worst(risk, name, weeks[name]) for name in lows}
    now = weeks.iloc[-1]
    return Drawing(
        title=f"At worst since {weeks.index[0].year} small caps fell {percent(worst['small'], 0)} and "
        f"large caps {percent(worst['large'], 0)}; small caps now {_below(float(now['small']))}",
        numbers=(
            f"small caps {number(now['small'], '%')} from their peak",
            f"large caps {number(now['large'], '%')}",
            f"worst of small caps {number(worst['small'], '%')}",
        ),
        table=partial(
            listing, weeks, {"small": ("Small caps", "%", 1), "large": ("Large caps", "%", 1)}
        ),
        data=partial(dated, side_by_side(lows)),
        draw=partial(_draw_falls, lows, recession_bands(recessions)),
    )


def _worst(risk: pd.DataFrame | Missing, name: str, weeks: pd.Series[float]) -> float:
    """Return the deepest fall of daily closes in the span of these weeks, else of the weeks."""
    if isinstance(risk, Missing) or str(risk.loc[name, "worst_on"]) < f"{weeks.index[0]:%Y-%m-%d}":
        return float(weeks.min())
    return number_at(risk, name, "worst")


def _below(value: float) -> str:
    return (
        "stand at their peak" if rounded(value) == 0 else f"stand {percent(value)} below their peak"
    )


def _draw_falls(lows: dict[str, pd.Series[float]], recessions: pd.DataFrame, size: Size) -> Plot:
    first, last = lows["small"].index[0], lows["small"].index[-1]
    plot = TimePlot(size, first, last, 400, 14)
    ticks = round_values([*lows["small"], *lows["large"], 0.0], 5)
    middle = plot.bottom / 2
    up = plot.axes(
        ValueTicks(ticks[::-1], "%"), "Below the peak so far, dividends included", (middle, 0)
    )
    down = plot.axes(ValueTicks(ticks, "%"), "", (plot.bottom, middle))
    layers = [*shading(up.panel, recessions), *shading(down.panel, recessions)]
    for axes, name, tint, color in (
        (up, "small", SMALL_TINT, SMALL), (down, "large", LARGE_TINT, LARGE),
    ):  # fmt: skip
        rows = line(lows[name], color)
        layers += [
            axes.panel.areas(rows.assign(y2=0, color=tint)),
            axes.grid(),
            axes.panel.lines(rows, 1.5),
        ]
    labels = [*up.labels(), _deepest(lows["small"], "Small caps", SMALL, 8)]
    others = [
        *down.labels()[1:-1],
        *plot.dates(down),
        _deepest(lows["large"], "Large caps", LARGE, -8),
    ]
    return plot.compose([*layers, up.panel.texts(labels), down.panel.texts(others)])


def _deepest(lows: pd.Series[float], name: str, color: str, dy: float) -> Label:
    """Return the deepest fall with whose it was, when and how deep, on the side with more room."""
    low, depth = pd.Timestamp(str(lows.idxmin())), float(lows.min())
    text = f"{name}, {month(low.date())}: {number(depth, '%', 0)}"
    place = f"{low:%Y-%m-%d}"
    if low < lows.index[len(lows) // 2]:
        return Label(place, depth, text, color, "left", 9, dy, bold=True)
    return Label(place, depth, text, color, "right", -9, dy, bold=True)


@chart(
    "risk",
    "How often small caps win",
    metrics=("excess_base_rate",),
    how="All spans of each length since 2000: the bar holds the middle four fifths of small caps' "
    "total return minus large caps', the stroke is the median, the dot the newest span. Spans "
    "overlap; the table counts those that do not.",
)
def base_rates(rates: pd.DataFrame) -> Drawing | Missing:
    """Return a quantile bar for each span with the newest value as a dot."""
    spans = rates.dropna(subset=["p10", "p50", "p90"])
    if spans.empty:
        return Missing("the history is shorter than the shortest span")
    year = record_at(spans, "w52" if "w52" in spans.index else keys(spans)[0])
    wins = [
        f"small caps won {number(share, '%', 0)} of spans of {label}"
        for label, share in zip(spans["label"], spans["wins"], strict=True)
    ]
    newest = f"newest {number(year['now'], 'pp')}"
    numbers = (*wins, newest, f"median {number(year['p50'], 'pp')}")[:3]
    return Drawing(
        title=_rates_title(year),
        numbers=numbers,
        table=partial(_rates_table, spans),
        data=partial(keyed, spans, "row"),
        draw=partial(_draw_rates, spans),
    )


def _rates_title(row: Mapping[str, Any]) -> str:
    wins = float(row["wins"])
    first = f"Over {row['label']}, small caps beat large caps {number(wins, '%', 0)} of the time"
    if abs(rounded(wins, 0) - 50) <= COIN_TOSS_PP:
        return f"{first}: a coin toss"
    return f"{first}; the newest span is {number(row['now'], 'pp')}"


def _rates_table(spans: pd.DataFrame) -> pd.DataFrame:
    heads: Heads = {
        "wins": ("Won by small caps", "%", 0),
        "p10": ("10th percentile", "pp", 1),
        "p50": ("Median", "pp", 1),
        "p90": ("90th percentile", "pp", 1),
        "now": ("Newest", "pp", 1),
        "n": ("Spans", "count", 0),
        "independent": ("Not overlapping", "count", 0),
    }
    return pd.DataFrame({"Span": list(spans["label"]), **cells(spans, heads)})


def _draw_rates(spans: pd.DataFrame, size: Size) -> Plot:
    values = [*spans["p10"], *spans["p90"], *spans["now"]]
    span = row_scale(values, size, "index", "Small minus large, points; bar: middle 80%")
    names = [
        f"{label}: won {number(wins, '%', 0)}"
        for label, wins in spans[["label", "wins"]].to_numpy()
    ]
    rows = LabelledRows(size, names, span, (("\u25cf newest span", INK),), right=104, row=46)
    number_of = range(len(spans))
    bars = {"x": spans["p10"], "x2": spans["p90"], "color": SMALL_TINT}
    medians = {"x": spans["p50"], "color": SMALL}
    heights = {"y": [n - 0.22 for n in number_of], "y2": [n + 0.22 for n in number_of]}
    return rows.compose(
        [
            rows.panel.rects(pd.DataFrame({**bars, **heights})),
            rows.panel.rules(pd.DataFrame({**medians, **heights}), 3),
            rows.panel.dots(marks(list(spans["now"]), INK), 12),
        ],
        [rows.row_end(n, number(value, "pp")) for n, value in enumerate(spans["now"])],
    )
