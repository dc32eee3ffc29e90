"""The drawing of `policy_path`: range, rate, futures, and what was expected."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from generator.charts.kit.axes import (
    ARTICLE,
    Axes,
    TimePlot,
    ValueTicks,
    article_label,
    article_rule,
    iso,
    round_values,
)
from generator.charts.kit.labels import key_labels
from generator.charts.kit.plot import Label, Marks, Plot
from generator.charts.kit.theme import AXIS, GRID, INK, LARGE, LARGE_TINT, MUTED, Size
from generator.charts.kit.weeks import line
from generator.model.formatting import number
from generator.model.metric import ARTICLE_DATE

_ABOVE = 14  # pixels between a line and what is written over it
_WIDTH_OF_RANGE = 0.25
_KEY_ROW = 20
_ROOM = 0.2  # points under the lowest mark, for its words


@dataclass(frozen=True, slots=True)
class RatePath:
    """All that the figure shows, by day; what is not known is empty.

    Attributes:
        paid: the rate paid, by week.
        upper: the upper end of the target range from the day of each decision on.
        ahead: implied, low and high after each coming meeting; the present rate first.
        january: the expectations of January 2026, by the day that they were for.
    """

    paid: pd.Series[float]
    upper: pd.Series[float]
    ahead: pd.DataFrame
    january: pd.DataFrame

    @property
    def last(self) -> pd.Timestamp:
        """Return the last day that has a mark."""
        days = (self.paid.index, self.ahead.index, self.january.index)
        return max(pd.Timestamp(index[-1]) for index in days if len(index))

    @property
    def values(self) -> list[float]:
        """Return everything that the scale must hold."""
        low = self.upper - _WIDTH_OF_RANGE
        expected = self.ahead.to_numpy(float).ravel()
        values = [*self.paid, *self.upper, *low, *expected, *self.january["value"]]
        return [*values, float(pd.Series(values).min()) - _ROOM]


def draw_path(rates: RatePath, size: Size) -> Plot:
    """Return range, rate, futures and expectations over one another, with their words."""
    key = _key(rates)
    below = _KEY_ROW * (1 if size == "wide" else len(key))
    plot = TimePlot(size, rates.paid.index[0], rates.last, 310 + below, 66, below=below)
    axes = plot.axes(ValueTicks(round_values(rates.values, 6), "%"), "Federal funds rate")
    labels = [
        *axes.labels(), *plot.dates(axes), *_end(rates), *_futures_label(rates),
        *_ring_labels(rates.january), article_label(axes), *_key_labels(key, axes, size),
    ]  # fmt: skip
    rate = axes.panel.lines(line(rates.paid, LARGE), 1.5, step=True)
    return plot.compose(
        [*_range(rates.upper, axes), axes.grid(), article_rule(axes.panel),
         *_fan(rates.ahead, axes), rate, *_rings(rates, axes), axes.panel.texts(labels)]
    )  # fmt: skip


def _range(upper: pd.Series[float], axes: Axes) -> list[Marks]:
    """Return a block for each span in which the target range stayed the same."""
    if upper.empty:
        return []
    days = [f"{on:%Y-%m-%d}" for on in upper.index]
    blocks = {"x": days[:-1], "x2": days[1:], "y": upper.iloc[:-1], "color": LARGE_TINT}
    rows = pd.DataFrame(blocks)
    return [axes.panel.rects(rows.assign(y2=rows["y"] - _WIDTH_OF_RANGE))]


def _fan(ahead: pd.DataFrame, axes: Axes) -> list[Marks]:
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


def _rings(rates: RatePath, axes: Axes) -> list[Marks]:
    """Return the way from the article's day to each expectation, as a dashed line."""
    if rates.january.empty or rates.upper.empty:
        return []
    start = float(rates.upper.loc[: pd.Timestamp(ARTICLE)].iloc[-1])
    ends = {"x2": [f"{on:%Y-%m-%d}" for on in rates.january.index], "y2": rates.january["value"]}
    rows = pd.DataFrame({"x": ARTICLE_DATE.isoformat(), "y": start, **ends, "color": INK})
    return [axes.panel.rules(rows, 1.5, dash=(5, 3))]


def _ring_labels(january: pd.DataFrame) -> list[Label]:
    """Return a ring at each expectation, and its words below on the left."""
    labels: list[Label] = []
    for n, (on, row) in enumerate(january.iterrows()):
        at, value = f"{on:%Y-%m-%d}", float(row["value"])
        has_chance = pd.notna(row["chance"])
        words = number(row["chance"], "%", 0) + " to a cut" if has_chance else str(row["maker"])
        labels += [
            Label(at, value, "\u25c7", INK, "center", bold=True),
            Label(at, value, words, INK, "right", dx=-8, dy=_ABOVE + 10 * n),
        ]
    return labels


def _end(rates: RatePath) -> list[Label]:
    """Return the latest rate, over its line where something follows, or at its end."""
    at, now = f"{rates.paid.index[-1]:%Y-%m-%d}", float(rates.paid.iloc[-1])
    text = number(now, "%", 2)
    if rates.last == rates.paid.index[-1]:
        return [Label(at, now, text, INK, dx=7, bold=True)]
    return [Label(at, now, text, INK, "right", dy=-_ABOVE - 8, bold=True)]


def _futures_label(rates: RatePath) -> list[Label]:
    """Return the last rate that futures imply, at the end of its line."""
    if rates.ahead.empty:
        return []
    at, value = f"{rates.ahead.index[-1]:%Y-%m-%d}", float(rates.ahead["implied"].iloc[-1])
    names = (number(value, "%", 2), "futures")
    return [
        Label(at, value, name, MUTED, dx=7, dy=-n * (_ABOVE + 2)) for n, name in enumerate(names)
    ]


def _key(rates: RatePath) -> list[tuple[str, str]]:
    """Return what the marks are, and that futures have no price if so."""
    key = [("\u25a0 target range", LARGE)] if len(rates.upper) else []
    key += [("\u25c7 as expected in January 2026", INK)] if len(rates.january) else []
    return [*key, ("futures have no price", MUTED)] if rates.ahead.empty else key


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
