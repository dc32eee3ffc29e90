"""Figures on whether it works: the long run of the ratio, and the weeks since the article."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.axes import (
    ARTICLE,
    Axes,
    TimePlot,
    ValueTicks,
    article_label,
    article_rule,
    recession_bands,
    round_values,
    shading,
)
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.labels import LineEnd, end_labels
from generator.charts.kit.plot import Label, Marks, Plot
from generator.charts.kit.tables import (
    Heads,
    dated,
    listing,
    month,
    move_words,
    number_at,
    percent,
    points,
    rounded,
    times,
)
from generator.charts.kit.theme import AXIS, INK, LARGE, MAG7, MUTED, SMALL, SMALL_TINT, Size
from generator.charts.kit.weeks import line, long, month_ends, side_by_side
from generator.model.formatting import day, number
from generator.model.metric import ARTICLE_DATE, Missing

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


BASE = 100.0
NAMES = {"small": "Small caps", "large": "S&P 500", "mag7": "Mag-7"}
COLORS = {"small": SMALL, "large": LARGE, "mag7": MAG7}
# The meeting by which the article expected a cut.
FORECAST = "2026-04-29"
# A fall shallower than this is weather, not worth a mark.
_NOTABLE_FALL_PCT = 5.0
_DECISIONS = {0: "\u25cb Fed held", -1: "\u25bc cut", 1: "\u25b2 raised"}


@chart(
    "working",
    "Since the article",
    metrics=("small_since_article", "large_since_article"),
    extras=("mag7_since_article", "drawdown_since_article", "policy_decisions"),
    summaries=("relative_return",),
    how="Each line is what 100 put in at the close of 12 January 2026 has become, dividends "
    "included, week by week. The scale is logarithmic: equal steps are equal percentages. Marks "
    "at the foot are decisions of the Federal Reserve.",
)
def since_article(
    small: pd.Series[float],
    large: pd.Series[float],
    mag7: pd.Series[float] | Missing,
    falls: pd.DataFrame | Missing,
    decisions: pd.DataFrame | Missing,
) -> Drawing:
    """Return the indexed lines since the article's day."""
    series = {"small": small, "large": large, "mag7": mag7}
    lines = side_by_side({k: v for k, v in series.items() if not isinstance(v, Missing)})
    weeks = pd.concat([pd.DataFrame(BASE, index=[ARTICLE], columns=lines.columns), lines])
    gains = {name: float(weeks[name].dropna().iloc[-1]) - BASE for name in NAMES if name in weeks}
    meetings = _meetings(decisions)
    heads: Heads = {name: (NAMES[name], "index", 1) for name in gains}
    return Drawing(
        title=_since_title(gains, meetings),
        numbers=_numbers(gains),
        table=partial(listing, weeks, heads),
        data=partial(dated, weeks),
        draw=partial(_since_draw, weeks, _low(falls), meetings),
    )


def _since_title(gains: dict[str, float], meetings: pd.DataFrame) -> str:
    small, large = gains["small"], gains["large"]
    both = (
        f"Since the article small caps {move_words(rounded(small))} "
        f"and the S&P 500 {move_words(rounded(large))}"
    )
    return f"{both}, {_lead(small - large)}" if meetings.empty else f"{both}; {_fed(meetings)}"


def _fed(meetings: pd.DataFrame) -> str:
    """Return what the Fed did; the article expected one potentially as early as late April."""
    cuts = int((meetings["value"] < 0).sum())
    if cuts:
        return f"the Fed has cut {times(cuts)}"
    if meetings["on"].max() < FORECAST:
        return "the Fed has held so far"
    return "the rate cuts have not come"


def _lead(gap: float) -> str:
    if rounded(gap) == 0:
        return "neither is ahead"
    return f"{'a lead' if gap > 0 else 'a lag'} of {points(gap)}"


def _numbers(gains: dict[str, float]) -> tuple[str, ...]:
    gap = f"difference {number(gains['small'] - gains['large'], 'pp')}"
    texts = [f"{NAMES[name]} {number(gain, '%', signed=True)}" for name, gain in gains.items()]
    return (*texts, gap)[:3]


def _meetings(decisions: pd.DataFrame | Missing) -> pd.DataFrame:
    if isinstance(decisions, Missing):
        return pd.DataFrame({"on": [], "value": []})
    return decisions.loc[decisions["on"] > ARTICLE_DATE.isoformat(), ["on", "value"]]


def _low(falls: pd.DataFrame | Missing) -> tuple[str, str] | None:
    """Return the day of small caps' worst fall since the article, and words for it."""
    fall = 0.0 if isinstance(falls, Missing) else number_at(falls, "small", "value")
    if isinstance(falls, Missing) or not fall < -_NOTABLE_FALL_PCT:
        return None
    low, depth = pd.Timestamp(str(falls.loc["small", "trough_on"])), percent(fall)
    when = day(low.date()).rsplit(" ", 1)[0]
    return f"{low:%Y-%m-%d}", f"{when}: small caps {depth} below their high"


def _since_draw(
    weeks: pd.DataFrame, low: tuple[str, str] | None, meetings: pd.DataFrame, size: Size
) -> Plot:
    foot, below = (20, 20) if len(meetings) else (0, 0)
    right = 144 if size == "wide" else 78
    plot = TimePlot(size, ARTICLE, weeks.index[-1], 380, right, foot, below)
    ticks = ValueTicks(round_values(weeks.to_numpy().ravel(), 8, log=True), "index", kind="log")
    axes = plot.axes(ticks, "12 January 2026 = 100, dividends included")
    ends = [
        LineEnd(
            value=float(line.iloc[-1]),
            name=NAMES[name],
            figure=number(line.iloc[-1] - BASE, "%", signed=True),
            color=color,
        )
        for name, color in COLORS.items()
        if name in weeks
        for line in [weeks[name].dropna()]
    ]
    last = f"{weeks.index[-1]:%Y-%m-%d}"
    labels = [*axes.labels(), *plot.dates(axes), *end_labels(axes.panel.y, last, ends, size),
              *_low_label(low, axes, size), *_fed_labels(meetings, axes)]  # fmt: skip
    lines = axes.panel.lines(long(weeks, COLORS), 2.5)
    return plot.compose([axes.grid(), *_low_rule(low, axes), lines, axes.panel.texts(labels)])


def _low_rule(low: tuple[str, str] | None, axes: Axes) -> list[Marks]:
    if low is None:
        return []
    return [axes.panel.rules(pd.DataFrame({"x": [low[0]], "color": [AXIS]}), dash=(2, 3))]


def _low_label(low: tuple[str, str] | None, axes: Axes, size: Size) -> list[Label]:
    """Return the words beside the low's line, on the side that has more room."""
    if low is None:
        return []
    on, text = low
    words = text if size == "wide" else text.split(":")[0] + " low"
    middle = (axes.panel.x.low + axes.panel.x.high) / 2
    early = pd.Timestamp(on).timestamp() * 1000 < middle
    side, dx = ("left", 5) if early else ("right", -5)
    return [Label(on, axes.panel.y.low, words, MUTED, side, dx, dy=-10)]  # type: ignore[arg-type]  # a literal


def _fed_labels(meetings: pd.DataFrame, axes: Axes) -> list[Label]:
    """Return a mark under the plot for each decision, and a key of those that occur."""
    if meetings.empty:
        return []
    signs = [int(value > 0) - int(value < 0) for value in meetings["value"]]
    foot = axes.panel.y.low
    marks = [
        Label(str(on), foot, _DECISIONS[sign][0], INK, "center", dy=12)
        for on, sign in zip(meetings["on"], signs, strict=True)
    ]
    words = ", ".join(text for sign, text in _DECISIONS.items() if sign in signs)
    left = f"{ARTICLE_DATE}"
    return [*marks, Label(left, foot, words, MUTED, dx=-46, dy=56)]
