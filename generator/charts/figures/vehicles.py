"""Figures on the vehicles: what the funds cost, and the closed-end fund's discount."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.axes import TimePlot, ValueTicks, iso, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.rows import LabelledRows, RowScale, marks
from generator.charts.kit.tables import (
    dated,
    keyed,
    keys,
    listing,
    month,
    number_at,
    numbers_of,
    percent,
    record_at,
    rounded,
)
from generator.charts.kit.theme import AXIS, LARGE, MUTED, SHADE, SMALL, Size
from generator.charts.kit.weeks import line
from generator.model.formatting import cell, number
from generator.model.metric import Missing

# The two funds that the article recommends.
PICKS = ("iwm", "rvt")
_TICKS: dict[Size, tuple[float, ...]] = {
    "wide": (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0),
    "narrow": (0.02, 0.1, 0.5, 2.0),
}
_CROWDED_PCT = 0.5  # above this there is more room to the left of a dot


@chart(
    "vehicles",
    "What the funds cost",
    metrics=("fees",),
    how="Yearly expense ratio as published, on a logarithmic scale: equal steps are equal ratios. "
    "Grey: funds on large caps, for comparison. Sources and dates are on the metric's page.",
)
def fees(funds: pd.DataFrame) -> Drawing | Missing:
    """Return a dot for each fund, cheapest first, on a logarithmic scale."""
    priced = funds.loc[funds["ratio"] > 0].sort_values("ratio", kind="stable")
    if priced.empty:
        return Missing("no expense ratio is known")
    picks = [row for row in PICKS if row in priced.index]
    order = [*picks, *(row for row in keys(priced) if row not in picks)]
    costs = [f"{row.upper()} {number(number_at(priced, row, 'ratio'), '%', 2)}" for row in order]
    return Drawing(
        title=_title(priced),
        numbers=tuple((costs * 3)[:3]),
        table=partial(_table, priced),
        data=partial(keyed, priced, "fund"),
        draw=partial(_draw, priced),
    )


def _title(priced: pd.DataFrame) -> str:
    if not set(PICKS) <= set(priced.index):
        low, high = (number(float(priced["ratio"].iloc[n]), "%", 2) for n in (0, -1))
        return f"Funds cost between {low} and {high} a year"
    index_fund, trust = (number(number_at(priced, row, "ratio"), "%", 2) for row in PICKS)
    cheapest = keys(_same_index(priced))[0]
    if cheapest == PICKS[0]:
        return f"IWM costs {index_fund} a year, RVT {trust}"
    fee = number(number_at(priced, cheapest, "ratio"), "%", 2)
    return (
        f"{cheapest.upper()} follows IWM's index for {fee} a year instead of {index_fund}; "
        f"RVT costs {trust}"
    )


def _same_index(priced: pd.DataFrame) -> pd.DataFrame:
    """Return the exchange-traded funds on IWM's index, cheapest first."""
    pick = record_at(priced, PICKS[0])
    same: pd.DataFrame = priced[
        (priced["index"] == pick["index"]) & (priced["kind"] == pick["kind"])
    ]
    return same


def _names(priced: pd.DataFrame) -> list[str]:
    return [
        f"{row.upper()}, {name}" for row, name in zip(keys(priced), priced["label"], strict=True)
    ]


def _table(priced: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Fund": _names(priced),
            "Fee a year": [number(value, "%", 2) for value in priced["ratio"]],
            "Kind": list(priced["kind"]),
            "Index": list(priced["index"]),
            "As of": [cell(on, "date") for on in priced["on"]],
        }
    )


def _draw(priced: pd.DataFrame, size: Size) -> Plot:
    ticks = [(tick, number(tick, "%", 2)) for tick in _TICKS[size]]
    span = RowScale(0.018, 2.6, ticks, "Expense ratio, percent a year, log scale", "log")
    names = _names(priced) if size == "wide" else [row.upper() for row in keys(priced)]
    rows = LabelledRows(size, names, span, right=24, row=26)
    colors = [LARGE if str(kind).startswith("Large") else SMALL for kind in priced["category"]]
    dots = marks(numbers_of(priced, "ratio"), "").assign(color=colors)
    return rows.compose([rows.panel.dots(dots, 11)], _fee_labels(priced, colors))


def _fee_labels(priced: pd.DataFrame, colors: list[str]) -> list[Label]:
    """Return each fee beside its dot; the article's picks say so, on the side with more room."""
    labels = []
    for n, (row, value) in enumerate(zip(keys(priced), numbers_of(priced, "ratio"), strict=True)):
        pick = row in PICKS
        words = number(value, "%", 2) + (", the article's pick" if pick else "")
        if value > _CROWDED_PCT:
            labels.append(Label(value, n, words, colors[n], "right", dx=-10, bold=pick))
        else:
            labels.append(Label(value, n, words, colors[n], "left", dx=10, bold=pick))
    return labels


YEARS = 10
FEWEST = 26  # half a year of weeks: less has no usual range


@chart(
    "vehicles",
    "Price of the Royce trust against what it holds",
    metrics=("rvt_nav_discount",),
    how="Closing price of RVT divided by its net asset value a share, minus 1, at each week's end of "
    "the last ten years, as far as they are known; below zero is a discount. The band holds the middle "
    "80% of the weeks shown, the dashed line is their mean.",
)
def discount_history(discount: pd.Series[float]) -> Drawing | Missing:
    """Return the weekly discount over the band in which it usually lies."""
    start = discount.index[-1] - pd.DateOffset(years=YEARS)
    weeks = discount[discount.index > start].rename("discount")
    if len(weeks) < FEWEST:
        return Missing(f"needs {FEWEST} weeks of net asset values, has {len(weeks)}")
    now, low, high = (float(v) for v in (weeks.iloc[-1], *weeks.quantile([0.1, 0.9])))
    mean = float(weeks.mean())
    return Drawing(
        title=_discount_title(weeks),
        numbers=(
            f"now {number(now, '%', signed=True)}",
            f"mean {number(mean, '%', signed=True)} since {month(weeks.index[0].date())}",
            f"usual range {number(low, '%', signed=True)} to {number(high, '%', signed=True)}",
        ),
        table=partial(listing, weeks.to_frame(), {"discount": ("Price against value", "%", 1)}),
        data=partial(dated, weeks.to_frame()),
        draw=partial(_discount_draw, weeks, (low, mean, high)),
    )


def _discount_title(weeks: pd.Series[float]) -> str:
    now = float(weeks.iloc[-1])
    since, mean = month(weeks.index[0].date()), number(float(weeks.mean()), "%", signed=True)
    if rounded(now) == 0:
        return f"RVT is priced at the value of its holdings; its mean since {since} is {mean}"
    below = float((weeks > now).mean() * 100)
    rank = f"dearer in {percent(below, 0)} of weeks since {since}"
    distance = f"{percent(now)} {'above' if now > 0 else 'below'}"
    return f"RVT is priced {distance} the value of its holdings; it was {rank}"


def _discount_draw(weeks: pd.Series[float], band: tuple[float, float, float], size: Size) -> Plot:
    low, mean, high = band
    plot = TimePlot(size, weeks.index[0], weeks.index[-1], 340, 64)
    ticks = ValueTicks(round_values([*weeks, 0.0], 8), "%", signed=True)
    axes = plot.axes(ticks, "Price of RVT against net asset value")
    first, last = (iso(end) for end in (axes.panel.x.low, axes.panel.x.high))
    usual = pd.DataFrame({"x": [first], "x2": [last], "y": [low], "y2": [high], "color": SHADE})
    middle = pd.DataFrame({"y": [mean], "color": [AXIS]})
    now = float(weeks.iloc[-1])
    labels = [
        Label(last, now, number(now, "%", signed=True), SMALL, dx=7, bold=True),
        Label(first, high, "middle 80% of weeks", MUTED, dx=4, dy=-9),
    ]
    return plot.compose(
        [
            axes.panel.rects(usual),
            axes.grid(),
            axes.panel.rules(middle, dash=(4, 3)),
            axes.panel.lines(line(weeks, SMALL)),
            axes.panel.texts([*axes.labels(), *plot.dates(axes), *labels]),
        ]
    )
