"""The ratio of small to large caps, and how far it has fallen."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.axes import (
    TimePlot,
    ValueTicks,
    article_label,
    article_rule,
    recession_bands,
    round_values,
    shading,
)
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.tables import dated, listing
from generator.charts.kit.theme import SMALL, SMALL_TINT, Size
from generator.charts.kit.weeks import line, month_ends, side_by_side
from generator.charts.kit.wording import month, percent, rounded
from generator.model.formatting import number
from generator.model.metric import Missing

_UPPER = 0.6  # share of the height for the ratio
_BETWEEN = 44  # pixels between the two panels, for the lower one's caption


@chart(
    "working",
    "Small against large since 2000",
    metrics=("relative_total_return", "relative_drawdown"),
    extras=("recession_excess",),
    how="Upper part: the IWM total-return index divided by SPY's, first week = 100, logarithmic "
    "scale; a rising line means that small caps win. Lower part: its distance from its highest "
    "daily value so far. Drawn from the last week of each month; grey bands are recessions (NBER), "
    "the dotted line is the article's day.",
)
def relative_ratio(
    ratio: pd.Series[float], below: pd.Series[float], recessions: pd.DataFrame | Missing
) -> Drawing:
    """Return the ratio with its drawdown underneath."""
    peak = pd.Timestamp(str(ratio.idxmax()))
    weeks = side_by_side({"ratio": ratio, "below_peak": below})
    drawn = month_ends(weeks, peak)
    gap = float(below.iloc[-1])
    return Drawing(
        title=_title(peak, gap),
        numbers=(
            f"ratio {number(float(ratio.iloc[-1]), 'index')}",
            f"peak {number(float(ratio.max()), 'index')} in {month(peak.date())}",
            f"distance from the peak {number(gap, '%')}",
        ),
        table=partial(
            listing,
            weeks,
            {"ratio": ("Small \u00f7 large", "index", 1), "below_peak": ("Below the peak", "%", 1)},
        ),
        data=partial(dated, drawn),
        draw=partial(_draw, drawn, recession_bands(recessions)),
    )


def _title(peak: pd.Timestamp, gap: float) -> str:
    if rounded(gap) == 0:
        return "Small caps have never stood higher against large caps since 2000"
    when = month(peak.date())
    return f"Against large caps, small caps stand {percent(gap)} below their peak of {when}"


def _draw(weeks: pd.DataFrame, recessions: pd.DataFrame, size: Size) -> Plot:
    plot = TimePlot(size, weeks.index[0], weeks.index[-1], 430, 58)
    cut = plot.bottom * _UPPER
    # Room above the peak for its label.
    tops = [*weeks["ratio"], weeks["ratio"].max() * 1.08]
    ratio = ValueTicks(round_values(tops, 8, log=True), "index", kind="log")
    fall = ValueTicks(round_values([*weeks["below_peak"], 0.0], 4), "%")
    upper = plot.axes(ratio, "Small caps \u00f7 large caps, 2000 = 100, log scale", (cut, 0))
    lower = plot.axes(fall, "Below the peak so far", (plot.bottom, cut + _BETWEEN))
    ends = line(weeks["below_peak"], SMALL)
    return plot.compose(
        [
            *shading(upper.panel, recessions),
            *shading(lower.panel, recessions),
            upper.grid(),
            lower.panel.areas(ends.assign(y2=0, color=SMALL_TINT)),
            lower.grid(),
            *(article_rule(axes.panel) for axes in (upper, lower)),
            upper.panel.lines(line(weeks["ratio"], SMALL)),
            lower.panel.lines(ends, 1.5),
            upper.panel.texts(
                [*upper.labels(), *_ratio_labels(weeks["ratio"]), article_label(upper, "bottom")],
            ),
            lower.panel.texts([*lower.labels(), *plot.dates(lower), _end(weeks["below_peak"], 0)]),
        ]
    )


def _end(series: pd.Series[float], decimals: int) -> Label:
    """Return the newest value at the line's end; a drawdown is in percent, a ratio is not."""
    last = series.dropna().iloc[[-1]]
    text = number(float(last.iloc[0]), "%" if float(last.iloc[0]) <= 0 else "index", decimals)
    return Label(f"{last.index[0]:%Y-%m-%d}", float(last.iloc[0]), text, SMALL, dx=7, bold=True)


def _ratio_labels(ratio: pd.Series[float]) -> list[Label]:
    """Return the peak, unless it is now, and the newest value."""
    peak = pd.Timestamp(str(ratio.idxmax()))
    top = float(ratio.max())
    text = f"{month(peak.date())}: {number(top, 'index', 0)}"
    mark = Label(f"{peak:%Y-%m-%d}", top, text, SMALL, "center", dy=-12, bold=True)
    return [_end(ratio, 0)] if peak == ratio.index[-1] else [mark, _end(ratio, 0)]
