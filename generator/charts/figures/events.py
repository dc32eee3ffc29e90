"""Figures on first cuts and recessions, and the time after them: few events, each of them shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from generator.charts.kit.axes import ValueTicks, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.labels import separated
from generator.charts.kit.plot import Label, Panel, Plot
from generator.charts.kit.rows import Columns, LabelledRows, marks, row_scale
from generator.charts.kit.tables import Heads, cells, count, count_of, keyed
from generator.charts.kit.theme import AXIS, INK, LARGE, MUTED, SMALL, Size
from generator.model.formatting import cell, number
from generator.model.metric import Missing

HORIZONS = {"m3": "3 months", "m6": "6 months", "m12": "12 months", "m24": "24 months"}
_BEYOND_PP = 60  # one recovery, that of 1933, would leave the others no room
_YEAR_GAP = 15  # pixels between year labels
_LEADER = 14  # pixels from a dot to its year


@chart(
    "rates",
    "After first rate cuts",
    metrics=("first_cut_excess",),
    summaries=("first_cut_summary",),
    how="One dot for each first cut after a rise or a long pause, with its year: small caps minus "
    "large caps from the day of the cut, in percentage points. Price indices before May 2000, "
    "total return after. The thick stroke is the median.",
)
def first_cuts(events: pd.DataFrame) -> Drawing | Missing:
    """Return a strip of year-labelled dots for each horizon."""
    cases = events.dropna(subset=list(HORIZONS), how="all")
    if cases.empty:
        return Missing("no first cut lies in the price history")
    wins = {name: int((cases[name] > 0).sum()) for name in HORIZONS}
    of = {name: int(cases[name].notna().sum()) for name in HORIZONS}
    medians = {name: number(float(cases[name].median()), "pp") for name in HORIZONS}
    return Drawing(
        title=_cut_title(wins["m6"], of["m6"]),
        numbers=tuple(
            f"{HORIZONS[name]}: won {wins[name]} of {of[name]}, median {medians[name]}"
            for name in ("m3", "m6", "m12")
        ),
        table=partial(_cut_table, cases),
        data=partial(keyed, cases, "event"),
        draw=partial(_draw_cuts, cases),
    )


def _cut_title(wins: int, of: int) -> str:
    losses = of - wins
    verb, cases = ("lagged", losses) if losses > wins else ("led", wins)
    return f"After first cuts small caps {verb} over the next six months in {count_of(cases, of)}"


def _cut_table(cases: pd.DataFrame) -> pd.DataFrame:
    heads: Heads = {name: (head, "pp", 1) for name, head in HORIZONS.items()}
    dates = [cell(on, "date") for on in cases["on"]]
    names = {"First cut": dates, "Measured by": list(cases["basis"])}
    return pd.DataFrame({**names, **cells(cases, heads)})


def _draw_cuts(cases: pd.DataFrame, size: Size) -> Plot:
    values = ValueTicks(
        round_values([*cases[list(HORIZONS)].to_numpy().ravel(), 0.0], 8), "index", signed=True
    )
    caption = "Small minus large, percentage points"
    key = (("\u25cf a first cut", SMALL), ("\u2501 median", SMALL))
    columns = Columns(size, 400, -0.35, 3.75, values, caption, 52, key)
    strips = [_strip(cases, name, n, columns.panel) for n, name in enumerate(HORIZONS)]
    dots = pd.concat([dots for dots, _ in strips])
    leaders = dots.assign(x2=dots["x"] + columns.panel.x.value(_LEADER) - columns.first)
    medians = cases[list(HORIZONS)].median().to_numpy()
    strokes = pd.DataFrame({"x": range(len(medians)), "y": medians, "color": SMALL}).dropna()
    marks = [
        columns.panel.rules(leaders.assign(color=AXIS)),
        columns.panel.rules(strokes.assign(x=strokes["x"] - 0.2, x2=strokes["x"] - 0.06), 4),
        columns.panel.dots(dots[["x", "y", "color"]], 9),
    ]
    years = [label for _, labels in strips for label in labels]
    return columns.compose(marks, [*years, *_horizon_labels(cases, columns)])


def _strip(
    cases: pd.DataFrame, name: str, place: int, panel: Panel
) -> tuple[pd.DataFrame, list[Label]]:
    """Return the dots of one horizon, and their years, which keep clear of each other.

    A dot's `y2` is the height of its year.
    """
    events = cases.dropna(subset=name)
    pixels = [panel.y.pixel(value) for value in events[name]]
    moved = separated(pixels, _YEAR_GAP, 0, panel.y.start)
    heights = [panel.y.value(pixel) for pixel in moved]
    dots = pd.DataFrame({"x": place, "y": events[name], "color": SMALL, "y2": heights})
    years = [str(on)[:4] for on in events["on"]]
    labels = [
        Label(place, height, year, INK, dx=_LEADER + 2)
        for height, year in zip(heights, years, strict=True)
    ]
    return dots, labels


def _horizon_labels(cases: pd.DataFrame, columns: Columns) -> list[Label]:
    labels, bottom = [], columns.ticks.levels[0]
    for place, (name, horizon) in enumerate(HORIZONS.items()):
        wins, of = int((cases[name] > 0).sum()), int(cases[name].notna().sum())
        middle = place + 0.15
        labels += [
            Label(middle, bottom, horizon, INK, "center", dy=16),
            Label(middle, bottom, f"won {wins} of {of}", MUTED, "center", dy=34),
        ]
    return labels


@chart(
    "rates",
    "Recessions and recoveries",
    metrics=("recession_excess",),
    extras=("century_recession_excess",),
    summaries=("recession_summary", "century_recession_summary"),
    how="Small caps minus large caps from the month-end of the peak to that of the trough, and over "
    "the 12 months after it. Dates are those of the National Bureau of Economic Research. Since "
    "1929: the five smallest and the five largest tenths of US stocks (French data library). Where "
    "the library is missing: price indices before May 2000, IWM and SPY after. A value beyond the "
    "scale is written at the end of its row.",
)
def recessions(daily: pd.DataFrame, century: pd.DataFrame | Missing) -> Drawing | Missing:
    """Return a pair of dots for each recession: during it, and in the year after."""
    events = daily if isinstance(century, Missing) else century
    cases = events.dropna(subset=["during", "after_12m"], how="all")
    if cases.empty:
        return Missing("no recession lies in the price history")
    during, after = (_wins(cases[name]) for name in ("during", "after_12m"))
    newest = cases.iloc[-1]
    return Drawing(
        title=f"Small caps led in {during} and in {after}",
        numbers=(
            f"median during {number(float(cases['during'].median()), 'pp')}",
            f"median over the year after {number(float(cases['after_12m'].median()), 'pp')}",
            f"newest recession {number(float(newest['during']), 'pp')}",
        ),
        table=partial(_recession_table, cases),
        data=partial(keyed, cases, "recession"),
        draw=partial(_draw_recessions, cases),
    )


def _wins(excess: pd.Series[float]) -> str:
    wins, of = int((excess > 0).sum()), int(excess.notna().sum())
    what = "recession" if excess.name == "during" else "recovery"
    many = f"{what}s" if what == "recession" else "recoveries"
    return f"{count(wins)} of {count(of)} {what if of == 1 else many}"


def _recession_table(cases: pd.DataFrame) -> pd.DataFrame:
    heads: Heads = {"during": ("During", "pp", 1), "after_12m": ("12 months after", "pp", 1)}
    names = {"Recession": list(cases["label"]), "Measured by": list(cases["basis"])}
    return pd.DataFrame({**names, **cells(cases, heads)})


def _draw_recessions(cases: pd.DataFrame, size: Size) -> Plot:
    drawn = cases[["during", "after_12m"]].clip(-_BEYOND_PP, _BEYOND_PP)
    during, after = list(drawn["during"]), list(drawn["after_12m"])
    caption = "Small minus large, percentage points"
    span = row_scale([*during, *after], size, "index", caption)
    key = (("\u25cf during", LARGE), ("\u25cf 12 months after", SMALL))
    rows = LabelledRows(size, list(cases["label"]), span, key, right=24)
    links = pd.DataFrame({"x": during, "x2": after, "y": range(len(cases)), "color": AXIS})
    layers = [
        rows.panel.rules(links.dropna(), 2),
        rows.panel.dots(marks(during, LARGE), 11),
        rows.panel.dots(marks(after, SMALL), 11),
    ]
    ends = [
        _beyond(rows.row_end(n, f"{number(value, 'pp')} \u25b8", SMALL))
        for n, value in enumerate(cases["after_12m"])
        if value > _BEYOND_PP
    ]
    return rows.compose(layers, ends)


def _beyond(end: Label) -> Label:
    """Return a label at the end of a row, lifted off the row's marks."""
    return end if end.dy else replace(end, dy=-13)
