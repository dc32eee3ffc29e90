"""Why would it work? The path of the policy rate before and after the article."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd

from generator.charts.axes import (
    ARTICLE,
    Axes,
    Spread,
    TimePlot,
    article_label,
    article_rule,
    places,
    written,
)
from generator.charts.drawing import Drawing, Size, chart
from generator.charts.labels import Label
from generator.charts.theme import INK, LARGE
from generator.charts.weeks import dated, line, listing
from generator.charts.wording import count
from generator.formatting import number
from generator.model import ARTICLE_DATE, Missing

_PATH_FROM = pd.Timestamp(2024, 1, 1)  # the level before the first cut, and all that came after


@chart(
    "rates",
    "The policy rate",
    metrics=("policy_rate",),
    extras=("policy_decisions",),
    how="Effective federal funds rate as known at each week's end, from the Federal Reserve through "
    "FRED. Dots are decided cuts; the dotted line is the article's day.",
)
def policy_path(rate: pd.Series[float], decisions: pd.DataFrame | Missing) -> Drawing | Missing:
    """Return the policy rate as steps, with the decisions that moved it."""
    known = rate.loc[_PATH_FROM:]
    if known.empty:
        return Missing("the policy rate is not known since 2024")
    at_article = known.loc[: pd.Timestamp(ARTICLE)]
    start = float((at_article if len(at_article) else known).iloc[-1])
    now = float(known.iloc[-1])
    weeks = known.to_frame("rate")
    return Drawing(
        title=_path_title(decisions),
        numbers=(
            f"now {number(now, '%', 2)}",
            f"at the article {number(start, '%', 2)}",
            f"at the start of 2024 {number(float(known.iloc[0]), '%', 2)}",
        ),
        table=listing(weeks, {"rate": ("Policy rate", "%", 2)}),
        data=dated(weeks),
        draw=partial(_draw_path, known, _cuts(decisions)),
    )


def _path_title(decisions: pd.DataFrame | Missing) -> str:
    if isinstance(decisions, Missing):
        return "The Federal Reserve's policy rate since 2024"
    after = decisions["on"] > ARTICLE_DATE.isoformat()
    before, since = decisions.loc[~after, "value"].sum(), decisions.loc[after, "value"].sum()
    first = f"The Fed had cut by {number(-before / 100, 'index', 2)} points before the article"
    if not after.any():
        return f"{first}; it has not met since"
    if since == 0:
        return f"{first} and has not moved in {_meetings(int(after.sum()))} on record since"
    verb = "cut" if since < 0 else "raised its rate"
    return f"{first} and has {verb} by {number(abs(since) / 100, 'index', 2)} points since"


def _meetings(n: int) -> str:
    return f"{count(n)} meeting{'' if n == 1 else 's'}"


def _cuts(decisions: pd.DataFrame | Missing) -> list[str]:
    if isinstance(decisions, Missing):
        return []
    return [str(on) for on in decisions.loc[decisions["value"] < 0, "on"]]


def _draw_path(rate: pd.Series[float], cuts: list[str], size: Size) -> alt.LayerChart:
    plot = TimePlot(size, rate.index[0], rate.index[-1], 300, 60)
    axes = plot.axes(Spread(places(rate, 6), "%"), "Federal funds rate, effective")
    last = f"{rate.index[-1]:%Y-%m-%d}"
    end = Label(
        last, float(rate.iloc[-1]), number(float(rate.iloc[-1]), "%", 2), INK, dx=7, bold=True
    )
    steps = axes.panel.lines(line(rate, LARGE), 2.5, step=True)
    labels = [*axes.labels(), *plot.dates(axes), end, article_label(axes)]
    return plot.compose(
        [axes.grid(), article_rule(axes.panel), steps, *_cut_dots(rate, cuts, axes),
         written(axes.panel, labels)]
    )  # fmt: skip


def _cut_dots(rate: pd.Series[float], cuts: list[str], axes: Axes) -> list[alt.Chart]:
    """Return a dot on the line at each cut within it."""
    dates = pd.DatetimeIndex(cuts)
    seen = dates[(dates >= rate.index[0]) & (dates <= rate.index[-1])]
    if seen.empty:
        return []
    levels = rate.reindex(seen, method="bfill")
    return [axes.panel.dots(line(levels, LARGE)[["x", "y", "color"]], 9)]
