"""Price-to-book: a century of the ratio, and what followed it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from generator.charts.kit.axes import TimePlot, ValueTicks, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.labels import key_labels
from generator.charts.kit.plot import Label, Layer, Margins, Panel, Plot, Scale
from generator.charts.kit.tables import Heads, cells, count, dated, listing, number_at, record_at
from generator.charts.kit.theme import LARGE_TINT, MUTED, SHADE, SMALL, WIDTH, Size
from generator.charts.kit.weeks import line, month_ends, spaced
from generator.model.formatting import number
from generator.model.metric import Missing

_FROM = pd.Timestamp("1979-01-01")
_DECADE = pd.DateOffset(years=10)
# The same month ten years on became known within so many days of the same date.
_SAME_MONTH = pd.Timedelta(days=12)
_MARGINS = Margins(46, 14, 52, 50)
_HEIGHT = 380
_MUCH, _SOMETHING = 0.5, 0.3


@chart(
    "cheap",
    "Price-to-book since 1926",
    metrics=("relative_price_to_book", "price_to_book_standing"),
    how="Price-to-book of small stocks divided by that of large ones (six portfolios by size and "
    "book value, French data library), each month on the day on which it is taken as published, "
    "nine weeks after its end. The band holds the middle half of the months since 1979. Drawn from "
    "June and December.",
)
def relative_pb(ratio: pd.Series[float], histories: pd.DataFrame) -> Drawing | Missing:
    """Return the ratio as a line, over the band of its middle half."""
    if "since_1979" not in histories.index:
        return Missing("the history of price-to-book does not reach past 1979")
    history = record_at(histories, "since_1979")
    weeks = ratio.to_frame("ratio")
    low = pd.Timestamp(str(ratio.loc[_FROM:].idxmin()))
    return Drawing(
        title=_ratio_title(history),
        numbers=(
            f"newest {number(history['value'], 'ratio', 2)}",
            f"median since 1979 {number(history['median'], 'ratio', 2)}",
            f"lowest {number(history['lowest'], 'ratio', 2)} in {history['low_month']}",
        ),
        table=partial(listing, weeks, {"ratio": ("Small \u00f7 large", "ratio", 2)}),
        data=partial(dated, month_ends(weeks)),
        draw=partial(_draw_ratio, spaced(ratio, low), history),
    )


def _ratio_title(history: dict[str, Any]) -> str:
    share = round(float(history["percentile"]))
    when = f"since 1979 ({history['month']})"
    if share > 50:  # noqa: PLR2004  -- above the middle
        return f"On book value small caps were dearer only {100 - share}% of the time {when}"
    return f"On book value small caps were this cheap or cheaper {share}% of the time {when}"


def _draw_ratio(ratio: pd.Series[float], history: dict[str, Any], size: Size) -> Plot:
    plot = TimePlot(size, ratio.index[0], ratio.index[-1], 320, 48)
    recent = ratio.loc[_FROM:]
    first, last = (f"{day:%Y-%m-%d}" for day in (recent.index[0], recent.index[-1]))
    # Room below the lowest point for its label.
    bottom = float(recent.min() - (ratio.max() - ratio.min()) / 9)
    ticks = ValueTicks(round_values([*ratio, bottom], 7), "ratio")
    axes = plot.axes(ticks, "Price-to-book, small \u00f7 large")
    quarters = recent.quantile([0.25, 0.75]).to_list()
    band = {"x": [first], "x2": [last], "y": quarters[:1], "y2": quarters[1:], "color": [SHADE]}
    now = pd.DataFrame({"x": [last], "y": [float(ratio.iloc[-1])], "color": [SMALL]})
    return plot.compose(
        [
            axes.panel.rects(pd.DataFrame(band)),
            axes.grid(),
            axes.panel.lines(line(ratio, SMALL), 1.5),
            axes.panel.dots(now, 10),
            axes.panel.texts([*axes.labels(), *plot.dates(axes), *_marks(recent, history)]),
        ]
    )


def _marks(recent: pd.Series[float], history: dict[str, Any]) -> list[Label]:
    """Return the newest value and, unless it is the newest, the lowest with its month."""
    value, low = float(recent.iloc[-1]), int(recent.argmin())
    text = number(value, "ratio", 2)
    end = Label(f"{recent.index[-1]:%Y-%m-%d}", value, text, SMALL, dx=10, bold=True)
    if low == len(recent) - 1:
        return [end]
    depth, name = float(recent.iloc[low]), f"{history['low_month']}: "
    name += number(float(history["lowest"]), "ratio", 2)
    day = f"{recent.index[low]:%Y-%m-%d}"
    return [end, Label(day, depth, name, SMALL, "center", dy=14, bold=True)]


@chart(
    "cheap",
    "Cheapness and the ten years after",
    metrics=("relative_price_to_book", "decade_excess", "valuation_map"),
    how="Each dot is a starting month since 1979, one a year: small stocks' price-to-book over "
    "large stocks' then, and their yearly return minus that of large stocks over the next ten "
    "years. Dark dots are ten years apart, so that their spans do not overlap. Six portfolios by "
    "size and book value, French data library.",
)
def valuation_map(
    ratio: pd.Series[float], decade: pd.Series[float], table: pd.DataFrame
) -> Drawing | Missing:
    """Return a scatter of starting ratios and what followed."""
    pairs = _pairs(ratio, decade)
    if pairs.empty or not {"y1", "y10"} <= set(table.index):
        return Missing("fewer than ten years followed any month since 1979")
    return Drawing(
        title=_map_title(table),
        numbers=(
            f"correlation over one year {number(number_at(table, 'y1', 'value'), 'ratio', 2)}",
            f"over ten years {number(number_at(table, 'y10', 'value'), 'ratio', 2)}",
            f"spans of ten years that do not overlap {number(number_at(table, 'y10', 'independent'), 'count', 0)}",
        ),
        table=partial(_map_table, table),
        data=partial(dated, pairs),
        draw=partial(_draw_map, pairs),
    )


def _pairs(ratio: pd.Series[float], decade: pd.Series[float]) -> pd.DataFrame:
    """Return one start a year, counted back from the newest: ratio, excess, and whether bold."""
    ends = pd.DatetimeIndex(ratio.index) + _DECADE
    later = decade.reindex(ends, method="nearest", tolerance=_SAME_MONTH)
    columns = {"ratio": ratio.to_numpy(), "excess": later.to_numpy()}
    pairs = pd.DataFrame(columns, ratio.index).dropna().loc[_FROM:].iloc[::-12]
    return pairs.assign(apart=[n % 10 == 0 for n in range(len(pairs))]).iloc[::-1]


def _map_title(table: pd.DataFrame) -> str:
    year, ten = (number_at(table, row, "value") for row in ("y1", "y10"))
    spans = int(number_at(table, "y10", "independent"))
    apart = f"{count(spans)} separate span{'' if spans == 1 else 's'}"
    return (
        f"Cheapness by book value has said {_strength(ten)} about the next ten years "
        f"(r = {number(ten, 'ratio', 2)}, {apart}) and {_strength(year)} about the next one "
        f"(r = {number(year, 'ratio', 2)})"
    )


def _strength(correlation: float) -> str:
    """Return how much a correlation says; below zero, cheap starts were followed by leads."""
    if correlation >= _SOMETHING:
        return "the wrong thing"
    return (
        "much" if correlation <= -_MUCH else "something" if correlation <= -_SOMETHING else "little"
    )


def _map_table(table: pd.DataFrame) -> pd.DataFrame:
    heads: Heads = {
        "value": ("Correlation since 1979", "ratio", 2),
        "century": ("Since 1926", "ratio", 2),
        "n": ("Starting months", "count", 0),
        "independent": ("Not overlapping", "count", 0),
    }
    return pd.DataFrame({"Years ahead": list(table["label"]), **cells(table, heads)})


def _draw_map(pairs: pd.DataFrame, size: Size) -> Plot:
    across, up = round_values(pairs["ratio"], 6, log=True), round_values([*pairs["excess"], 0.0], 7)
    width = WIDTH[size] - _MARGINS.left - _MARGINS.right
    bottom = _HEIGHT - _MARGINS.top - _MARGINS.bottom
    panel = Panel(Scale(across[0], across[-1], 0, width, "log"), Scale(up[0], up[-1], bottom, 0))
    dots = pairs.assign(
        x=pairs["ratio"], y=pairs["excess"], color=np.where(pairs["apart"], SMALL, LARGE_TINT)
    )
    columns = ["x", "y", "color"]
    layers: list[Layer] = [
        panel.grid(up, "y"),
        panel.dots(dots.loc[~dots["apart"], columns], 9),
        panel.dots(dots.loc[dots["apart"], columns], 13),
        panel.texts([*_frame(panel, across, up, size), *_years(pairs)]),
    ]
    return Plot(size, _HEIGHT, _MARGINS, layers)


def _frame(panel: Panel, across: list[float], up: list[float], size: Size) -> list[Label]:
    left, low, high = across[0], panel.y.low, panel.y.high
    key = (("\u25cf ten years apart", SMALL), ("\u25cf other years", MUTED))
    start = -_MARGINS.left
    below = "Price-to-book at the start, small \u00f7 large, log scale"
    return [
        *key_labels(key, Label(left, high, "", dx=start, dy=-40), size),
        Label(left, high, "Next ten years, small minus large, points a year", MUTED, dx=start, dy=-18),
        *(Label(left, v, t, MUTED, "right", dx=-7) for v, t in ValueTicks(up, "index", signed=True).labels()),
        *(Label(v, low, t, MUTED, "center", dy=16) for v, t in ValueTicks(across, "ratio").labels()),
        Label(left, low, below, MUTED, dx=start, dy=36),
    ]  # fmt: skip


def _years(pairs: pd.DataFrame) -> list[Label]:
    """Return the starting year at each dark dot; below it, since dots crowd upwards."""
    apart = pairs.loc[pairs["apart"]]
    starts = [start - pd.Timedelta(days=70) for start in apart.index]
    return [
        Label(ratio, excess, f"{start:%Y}", SMALL, "center", dy=16, bold=True)
        for start, ratio, excess in zip(starts, apart["ratio"], apart["excess"], strict=True)
    ]
