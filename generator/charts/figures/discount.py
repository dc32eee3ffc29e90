"""The closed-end fund's price against what it holds, with the usual range."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.axes import TimePlot, ValueTicks, iso, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.tables import dated, listing
from generator.charts.kit.theme import AXIS, MUTED, SHADE, SMALL, Size
from generator.charts.kit.weeks import line
from generator.charts.kit.wording import month, percent, rounded
from generator.model.formatting import number
from generator.model.metric import Missing

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
        title=_title(weeks),
        numbers=(
            f"now {number(now, '%', signed=True)}",
            f"mean {number(mean, '%', signed=True)} since {month(weeks.index[0].date())}",
            f"usual range {number(low, '%', signed=True)} to {number(high, '%', signed=True)}",
        ),
        table=partial(listing, weeks.to_frame(), {"discount": ("Price against value", "%", 1)}),
        data=partial(dated, weeks.to_frame()),
        draw=partial(_draw, weeks, (low, mean, high)),
    )


def _title(weeks: pd.Series[float]) -> str:
    now = float(weeks.iloc[-1])
    since, mean = month(weeks.index[0].date()), number(float(weeks.mean()), "%", signed=True)
    if rounded(now) == 0:
        return f"RVT is priced at the value of its holdings; its mean since {since} is {mean}"
    below = float((weeks > now).mean() * 100)
    rank = f"dearer in {percent(below, 0)} of weeks since {since}"
    return f"RVT is priced {_against(now)} the value of its holdings; it was {rank}"


def _against(value: float) -> str:
    return f"{percent(value)} {'above' if value > 0 else 'below'}"


def _draw(weeks: pd.Series[float], band: tuple[float, float, float], size: Size) -> Plot:
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
