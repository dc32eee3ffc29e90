"""Why would it work? The path of the policy rate before and after the article."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    iso,
    places,
    written,
)
from generator.charts.drawing import Drawing, Size, chart
from generator.charts.labels import Label, key_labels
from generator.charts.theme import AXIS, GRID, INK, LARGE, LARGE_TINT, MUTED
from generator.charts.weeks import dated, line, listing, month_ends, side_by_side
from generator.charts.wording import capital, times
from generator.formatting import day, number
from generator.model import ARTICLE_DATE, Missing, Unit

_PATH_FROM = pd.Timestamp(2024, 1, 1)  # the level before the first cut, and all that came after
_LISTED_MONTHS = 20
_ABOVE = 14  # pixels between a line and what is written over it
_WIDTH_OF_RANGE = 0.25
_KEY_ROW = 20
_ROOM = 0.2  # points under the lowest mark, for its words
_HEADS: dict[str, tuple[str, Unit, int]] = {
    "rate": ("Rate paid", "%", 2),
    "upper": ("Target range, upper end", "%", 2),
    "implied": ("Futures imply", "%", 2),
    "low": ("10th percentile", "%", 2),
    "high": ("90th percentile", "%", 2),
    "january": ("Expected in January 2026, upper end", "%", 2),
}


@dataclass(frozen=True, slots=True)
class _Path:
    """All that the figure shows, by day; what is not known is empty.

    Attributes:
        known: the rate paid, by week.
        upper: the upper end of the target range from the day of each decision on.
        ahead: implied, low and high after each coming meeting; the present rate first.
        january: the expectations of January 2026, by the day that they were for.
    """

    known: pd.Series[float]
    upper: pd.Series[float]
    ahead: pd.DataFrame
    january: pd.DataFrame

    @property
    def last(self) -> pd.Timestamp:
        """Return the last day that has a mark."""
        days = (self.known.index, self.ahead.index, self.january.index)
        return max(pd.Timestamp(index[-1]) for index in days if len(index))

    @property
    def values(self) -> list[float]:
        """Return everything that the scale must hold."""
        low = self.upper - _WIDTH_OF_RANGE
        expected = self.ahead.to_numpy(float).ravel()
        values = [*self.known, *self.upper, *low, *expected, *self.january["value"]]
        return [*values, float(pd.Series(values).min()) - _ROOM]


@chart(
    "rates",
    "The policy rate",
    metrics=("policy_rate",),
    extras=("policy_decisions", "implied_path", "january_path"),
    summaries=("easing", "easing_timing"),
    how="The band is the Federal Reserve's target range as decided at its meetings; before the "
    "first decision in the table, the range that it changed. The line in it is the effective rate, "
    "from the Federal Reserve through FRED. Rings are what was expected in January 2026, as "
    "published and dated then, and stay where they are: the upper end on 12 January less 0.25 for "
    "each expected cut. Where federal funds futures have a price, small dots are the effective "
    "rate that they imply after each coming meeting, and the shade around them runs from the 10th "
    "to the 90th percentile of what they leave open.",
)
def policy_path(
    rate: pd.Series[float],
    decisions: pd.DataFrame | Missing,
    path: pd.DataFrame | Missing,
    january: pd.DataFrame | Missing,
) -> Drawing | Missing:
    """Return the target range as steps, what futures expect now, and what was expected then."""
    known = rate.loc[_PATH_FROM:]
    if known.empty:
        return Missing("the policy rate is not known since 2024")
    at_article = known.loc[: pd.Timestamp(ARTICLE)]
    start = float((at_article if len(at_article) else known).iloc[-1])
    shown = _Path(known, _upper(decisions, known), _ahead(path, known), _expected(january))
    return Drawing(
        title=_title(decisions, shown.january),
        numbers=(
            f"now {number(float(known.iloc[-1]), '%', 2)}",
            f"at the article {number(start, '%', 2)}",
            _third_number(shown),
        ),
        table=_table(shown),
        data=dated(_lines(shown, known)),
        draw=partial(_draw, shown),
    )


def _upper(decisions: pd.DataFrame | Missing, known: pd.Series[float]) -> pd.Series[float]:
    """Return the upper end of the range: before the first decision, on its day, and so on."""
    if isinstance(decisions, Missing) or decisions.empty:
        return pd.Series(dtype=float)
    first = decisions.iloc[0]
    before = float(first["upper"]) - float(first["value"]) / 100
    days = pd.DatetimeIndex([known.index[0], *pd.to_datetime(decisions["on"]), known.index[-1]])
    ends = [before, *decisions["upper"].astype(float), float(decisions["upper"].iloc[-1])]
    upper = pd.Series(ends, days).sort_index(kind="stable").loc[known.index[0] :]
    return upper.groupby(level=0).last()


def _ahead(path: pd.DataFrame | Missing, known: pd.Series[float]) -> pd.DataFrame:
    """Return the present rate and those after coming meetings by day; nothing without futures."""
    nothing = pd.DataFrame({"implied": [], "low": [], "high": []}, dtype=float)
    if isinstance(path, Missing):
        return nothing
    columns = path[["value", "lo", "hi"]].astype(float).set_axis(list(nothing), axis=1)
    rates = columns.set_axis(pd.DatetimeIndex(path["on"])).dropna(subset="implied")
    later = rates[rates.index > known.index[-1]]
    now = pd.DataFrame(dict.fromkeys(nothing, float(known.iloc[-1])), index=known.index[-1:])
    return pd.concat([now, later]) if len(later) else nothing


def _expected(january: pd.DataFrame | Missing) -> pd.DataFrame:
    """Return the expectations of January 2026 by the day that they were for, in order."""
    if isinstance(january, Missing):
        return pd.DataFrame({"maker": [], "chance": [], "value": []}, dtype=float)
    return january.set_axis(pd.DatetimeIndex(january["on"])).sort_index()


def _lines(shown: _Path, known: pd.Series[float]) -> pd.DataFrame:
    """Return the weeks of a rate with everything else on its own days; empty columns left out."""
    ahead = shown.ahead.iloc[1:]
    columns = {"rate": known, "upper": shown.upper, **{str(name): ahead[name] for name in ahead}}
    columns["january"] = shown.january["value"].groupby(level=0).last()
    return side_by_side({name: values for name, values in columns.items() if len(values)})


def _table(shown: _Path) -> pd.DataFrame:
    """Return the last months, the range at their ends, the meetings to come and the rings."""
    lines = _lines(shown, month_ends(shown.known).tail(_LISTED_MONTHS))
    kept = lines.loc[lines.drop(columns="upper", errors="ignore").notna().any(axis=1)]
    if len(shown.upper):
        held = shown.upper.reindex(kept.index, method="ffill")
        kept = kept.assign(upper=held.where(kept.index <= shown.known.index[-1]))
    heads = {name: head for name, head in _HEADS.items() if name in kept}
    return listing(kept, heads).rename(columns={"Week to": "Week to, or day"})


def _third_number(shown: _Path) -> str:
    if len(shown.ahead):
        by, rate = shown.ahead.index[-1], float(shown.ahead["implied"].iloc[-1])
        return f"futures imply {number(rate, '%', 2)} by {_month(by)}"
    if len(shown.january):
        by, upper = shown.january.index[0], float(shown.january["value"].iloc[0])
        return f"upper end expected in January {number(upper, '%', 2)} by {_month(by)}"
    return f"at the start of 2024 {number(float(shown.known.iloc[0]), '%', 2)}"


def _month(when: pd.Timestamp) -> str:
    return day(when.date()).split(" ", 1)[1]


def _title(decisions: pd.DataFrame | Missing, january: pd.DataFrame) -> str:
    given = _given(january)
    if isinstance(decisions, Missing):
        return f"{given or 'The policy rate since 2024'}; what the Fed decided is not on record"
    did = f"the Fed {_done(decisions[decisions['on'] > ARTICLE_DATE.isoformat()])} since"
    return f"{given}; {did}" if given else f"{capital(did)} the article"


def _given(january: pd.DataFrame) -> str:
    """Return what chance of a cut markets gave, and by when; empty where none is on record."""
    chances = january.dropna(subset="chance")
    if chances.empty:
        return ""
    by = pd.Timestamp(chances.index[0])
    chance = number(float(chances["chance"].iloc[0]), "%", 0)
    return f"Markets gave {chance} to a cut by {by.month_name()}"


def _done(later: pd.DataFrame) -> str:
    """Return what the Fed has done at the meetings after the article."""
    if later.empty:
        return "has not met"
    if (later["value"] == 0).all():
        return f"has held {times(len(later))}{' running' if len(later) > 1 else ''}"
    net = float(later["value"].sum())
    if net == 0:
        return "has moved its rate and moved it back"
    verb = "cut its rate" if net < 0 else "raised its rate"
    return f"has {verb} by {number(abs(net) / 100, 'index', 2)} points"


def _draw(shown: _Path, size: Size) -> alt.LayerChart:
    key = _key(shown)
    below = _KEY_ROW * (1 if size == "wide" else len(key))
    plot = TimePlot(size, shown.known.index[0], shown.last, 310 + below, 66, below=below)
    axes = plot.axes(Spread(places(shown.values, 6), "%"), "Federal funds rate")
    labels = [
        *axes.labels(), *plot.dates(axes), *_end(shown), *_futures_label(shown),
        *_ring_labels(shown.january), article_label(axes), *_key_labels(key, axes, size),
    ]  # fmt: skip
    paid = axes.panel.lines(line(shown.known, LARGE), 1.5, step=True)
    return plot.compose(
        [*_range(shown.upper, axes), axes.grid(), article_rule(axes.panel),
         *_fan(shown.ahead, axes), paid, *_rings(shown, axes), written(axes.panel, labels)]
    )  # fmt: skip


def _range(upper: pd.Series[float], axes: Axes) -> list[alt.Chart]:
    """Return a block for each span in which the target range stayed the same."""
    if upper.empty:
        return []
    days = [f"{on:%Y-%m-%d}" for on in upper.index]
    blocks = {"x": days[:-1], "x2": days[1:], "y": upper.iloc[:-1], "color": LARGE_TINT}
    rows = pd.DataFrame(blocks)
    return [axes.panel.rects(rows.assign(y2=rows["y"] - _WIDTH_OF_RANGE))]


def _fan(ahead: pd.DataFrame, axes: Axes) -> list[alt.Chart]:
    """Return what futures imply as a step line with a dot at each meeting, and a shade around."""
    if ahead.empty:
        return []
    rows = line(ahead["implied"], AXIS)
    meetings = ahead.iloc[1:].dropna()
    days = [f"{on:%Y-%m-%d}" for on in meetings.index]
    ends = [*days[1:], f"{ahead.index[-1]:%Y-%m-%d}"]
    blocks = {"x": days, "x2": ends, "y": meetings["low"], "y2": meetings["high"], "color": GRID}
    shade = [axes.panel.rects(pd.DataFrame(blocks))] if days else []
    dots = axes.panel.dots(rows.iloc[1:][["x", "y", "color"]], 5)
    return [*shade, axes.panel.lines(rows, 1.5, step=True), dots]


def _rings(shown: _Path, axes: Axes) -> list[alt.Chart]:
    """Return the way from the article's day to each expectation, as a dashed line."""
    if shown.january.empty or shown.upper.empty:
        return []
    start = float(shown.upper.loc[: pd.Timestamp(ARTICLE)].iloc[-1])
    ends = {"x2": [f"{on:%Y-%m-%d}" for on in shown.january.index], "y2": shown.january["value"]}
    rows = pd.DataFrame({"x": ARTICLE_DATE.isoformat(), "y": start, **ends, "color": INK})
    return [axes.panel.rules(rows, 1.5, dash=(5, 3))]


def _ring_labels(january: pd.DataFrame) -> list[Label]:
    """Return a ring at each expectation, and its words below on the left."""
    labels: list[Label] = []
    for n, (on, row) in enumerate(january.iterrows()):
        at, value = f"{on:%Y-%m-%d}", float(row["value"])
        known = pd.notna(row["chance"])
        words = number(row["chance"], "%", 0) + " to a cut" if known else str(row["maker"])
        labels += [
            Label(at, value, "\u25c7", INK, "center", bold=True),
            Label(at, value, words, INK, "right", dx=-8, dy=_ABOVE + 10 * n),
        ]
    return labels


def _end(shown: _Path) -> list[Label]:
    """Return the latest rate, over its line where something follows, or at its end."""
    at, now = f"{shown.known.index[-1]:%Y-%m-%d}", float(shown.known.iloc[-1])
    text = number(now, "%", 2)
    if shown.last == shown.known.index[-1]:
        return [Label(at, now, text, INK, dx=7, bold=True)]
    return [Label(at, now, text, INK, "right", dy=-_ABOVE - 8, bold=True)]


def _futures_label(shown: _Path) -> list[Label]:
    """Return the last rate that futures imply, at the end of its line."""
    if shown.ahead.empty:
        return []
    at, value = f"{shown.ahead.index[-1]:%Y-%m-%d}", float(shown.ahead["implied"].iloc[-1])
    names = (number(value, "%", 2), "futures")
    return [
        Label(at, value, name, MUTED, dx=7, dy=-n * (_ABOVE + 2)) for n, name in enumerate(names)
    ]


def _key(shown: _Path) -> list[tuple[str, str]]:
    """Return what the marks are, and that futures have no price if so."""
    key = [("\u25a0 target range", LARGE)] if len(shown.upper) else []
    key += [("\u25c7 as expected in January 2026", INK)] if len(shown.january) else []
    return [*key, ("futures have no price", MUTED)] if shown.ahead.empty else key


def _key_labels(key: list[tuple[str, str]], axes: Axes, size: Size) -> list[Label]:
    """Return the key under the dates, on a phone one part under the other."""
    at = Label(iso(axes.panel.x.low), axes.panel.y.low, "", dx=-46, dy=38)
    if size == "wide":
        return key_labels(key, at, size)
    rows = (replace(at, dy=at.dy + n * _KEY_ROW) for n in range(len(key)))
    return [
        label
        for part, row in zip(key, rows, strict=True)
        for label in key_labels([part], row, size)
    ]
