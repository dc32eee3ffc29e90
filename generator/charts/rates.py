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
from generator.charts.theme import AXIS, INK, LARGE, MUTED
from generator.charts.weeks import dated, line, listing, month_ends, side_by_side
from generator.charts.wording import count
from generator.formatting import day, number
from generator.model import ARTICLE_DATE, Missing, Unit

_PATH_FROM = pd.Timestamp(2024, 1, 1)  # the level before the first cut, and all that came after
_LISTED_MONTHS = 24
_ABOVE = 14  # pixels between a line and what is written over it


@chart(
    "rates",
    "The policy rate",
    metrics=("policy_rate",),
    extras=("policy_decisions", "implied_path"),
    summaries=("easing", "easing_timing"),
    how="Effective federal funds rate as known at each week's end, from the Federal Reserve through "
    "FRED. Dots are decided cuts; the dotted line is the article's day. The thin line with small "
    "dots is the rate after each coming meeting that federal funds futures imply, where they have a "
    "price.",
)
def policy_path(
    rate: pd.Series[float], decisions: pd.DataFrame | Missing, path: pd.DataFrame | Missing
) -> Drawing | Missing:
    """Return the policy rate as steps, the decisions that moved it, and what futures expect."""
    known = rate.loc[_PATH_FROM:]
    if known.empty:
        return Missing("the policy rate is not known since 2024")
    at_article = known.loc[: pd.Timestamp(ARTICLE)]
    start = float((at_article if len(at_article) else known).iloc[-1])
    now = float(known.iloc[-1])
    ahead = _ahead(path, known)
    return Drawing(
        title=_path_title(decisions),
        numbers=(
            f"now {number(now, '%', 2)}",
            f"at the article {number(start, '%', 2)}",
            _third_number(known, ahead),
        ),
        table=_path_table(known, ahead),
        data=dated(_lines(known, ahead)),
        draw=partial(_draw_path, known, ahead, _cuts(decisions)),
    )


def _lines(known: pd.Series[float], ahead: pd.Series[float]) -> pd.DataFrame:
    return side_by_side({"rate": known, **({"implied": ahead.iloc[1:]} if len(ahead) else {})})


def _path_table(known: pd.Series[float], ahead: pd.Series[float]) -> pd.DataFrame:
    """Return the weeks of the rate; with futures the last months and the meetings to come."""
    if ahead.empty:
        return listing(_lines(known, ahead), {"rate": ("Policy rate", "%", 2)})
    heads: dict[str, tuple[str, Unit, int]] = {
        "rate": ("Policy rate", "%", 2),
        "implied": ("Futures imply", "%", 2),
    }
    table = listing(_lines(month_ends(known).tail(_LISTED_MONTHS), ahead), heads)
    return table.rename(columns={"Week to": "Week to, or meeting on"})


def _ahead(path: pd.DataFrame | Missing, known: pd.Series[float]) -> pd.Series[float]:
    """Return the present rate and those after coming meetings by day; nothing without futures."""
    if isinstance(path, Missing):
        return pd.Series(dtype=float)
    rates = pd.Series(path["value"].to_numpy(float), pd.DatetimeIndex(path["on"])).dropna()
    later: pd.Series[float] = rates[rates.index > known.index[-1]]
    return pd.concat([known.tail(1), later]) if len(later) else later


def _third_number(known: pd.Series[float], ahead: pd.Series[float]) -> str:
    if ahead.empty:
        return f"at the start of 2024 {number(float(known.iloc[0]), '%', 2)}"
    by = day(ahead.index[-1].date()).split(" ", 1)[1]
    return f"futures imply {number(float(ahead.iloc[-1]), '%', 2)} by {by}"


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


def _draw_path(
    rate: pd.Series[float], ahead: pd.Series[float], cuts: list[str], size: Size
) -> alt.LayerChart:
    shown = pd.concat([rate, ahead]) if len(ahead) else rate
    plot = TimePlot(size, rate.index[0], shown.index[-1], 300, 60)
    axes = plot.axes(Spread(places(shown, 6), "%"), "Federal funds rate, effective")
    steps = axes.panel.lines(line(rate, LARGE), 2.5, step=True)
    labels = [*axes.labels(), *plot.dates(axes), *_ends(rate, ahead), article_label(axes)]
    return plot.compose(
        [axes.grid(), article_rule(axes.panel), *_expected(ahead, axes), steps,
         *_cut_dots(rate, cuts, axes), written(axes.panel, labels)]
    )  # fmt: skip


def _ends(rate: pd.Series[float], ahead: pd.Series[float]) -> list[Label]:
    """Return the latest rate at the end of its line, and the last expected one at its own."""
    now = number(float(rate.iloc[-1]), "%", 2)
    here = f"{rate.index[-1]:%Y-%m-%d}"
    if ahead.empty:
        return [Label(here, float(rate.iloc[-1]), now, INK, dx=7, bold=True)]
    last = f"{ahead.index[-1]:%Y-%m-%d}"
    expected = number(float(ahead.iloc[-1]), "%", 2)
    return [
        Label(here, float(rate.iloc[-1]), now, INK, "right", dy=-_ABOVE, bold=True),
        Label(last, float(ahead.iloc[-1]), expected, MUTED, dx=7),
        Label(last, float(ahead.iloc[-1]), "futures", MUTED, dx=7, dy=_ABOVE + 2),
    ]


def _expected(ahead: pd.Series[float], axes: Axes) -> list[alt.Chart]:
    """Return the path that futures imply as a thin line with a dot at each meeting."""
    if ahead.empty:
        return []
    rows = line(ahead, AXIS)
    dots = axes.panel.dots(rows.iloc[1:][["x", "y", "color"]], 5)
    return [axes.panel.lines(rows, 1.5, step=True), dots]


def _cut_dots(rate: pd.Series[float], cuts: list[str], axes: Axes) -> list[alt.Chart]:
    """Return a dot on the line at each cut within it."""
    dates = pd.DatetimeIndex(cuts)
    seen = dates[(dates >= rate.index[0]) & (dates <= rate.index[-1])]
    if seen.empty:
        return []
    levels = rate.reindex(seen, method="bfill")
    return [axes.panel.dots(line(levels, LARGE)[["x", "y", "color"]], 9)]
