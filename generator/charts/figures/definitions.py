"""Rival definitions of cuts and recoveries: a row of dots for each."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Plot
from generator.charts.kit.rows import LabelledRows, row_scale
from generator.charts.kit.tables import count_of
from generator.charts.kit.theme import INK, SMALL, Size
from generator.metrics.rates.first_cuts import CUT_DEFINITIONS, counted
from generator.model.formatting import number
from generator.model.metric import Missing

_HALF_STROKE = 0.28  # of a row, above and below its middle


@chart(
    "rates",
    "Rate cuts, by list",
    metrics=("cut_cases",),
    summaries=("cut_definitions",),
    how="One dot for each cut that a list counts: small caps minus large caps over the six months "
    "after it, in percentage points. The thick stroke is the median. Most cuts stand on several "
    "lists; a last cut is known as such only when rates rise again.",
)
def cut_lists(cases: pd.DataFrame) -> Drawing | Missing:
    """Return a row of dots for each list of rate cuts, over six months."""
    lists = {label: counted(cases, key)["m6"] for key, label in CUT_DEFINITIONS.items()}
    first, last = (_record(lists[CUT_DEFINITIONS[key]]) for key in ("main", "last_cut"))
    if not first:
        return Missing("no first cut is six months old")
    title = f"In the six months after first cuts small caps {first}"
    return _drawing(f"{title}; after last cuts they {last}" if last else title, _with_events(lists))


@chart(
    "rates",
    "Recoveries, by date",
    metrics=("recession_cases",),
    summaries=("recession_definitions",),
    how="One dot for each recession since 1980: small caps minus large caps over the 12 months "
    "after its last month, or after the day on which the National Bureau of Economic Research "
    "announced that it had ended, in percentage points. By the size portfolios of the French data "
    "library, and by the Russell 2000 and S&P 500 since they have daily prices. The thick stroke "
    "is the median.",
)
def recovery_dates(cases: pd.DataFrame) -> Drawing | Missing:
    """Return a row of dots for each way of dating a recovery and of measuring size."""
    dated = cases[cases["announced_on"] != ""]
    names = {
        "library_trough": "after the end, size portfolios",
        "library_announced": "after the announcement, size portfolios",
        "index_trough": "after the end, Russell 2000",
        "index_announced": "after the announcement, Russell 2000",
    }
    rows = _with_events({label: dated[key] for key, label in names.items()})
    end, announced = (_record(dated[key]) for key in ("library_trough", "library_announced"))
    if not end or not announced:
        return Missing("no announced recovery is a year old")
    title = (
        f"In the year after recessions ended small caps {end}; "
        f"in the year after that was announced, they {announced}"
    )
    return _drawing(title, rows)


def _with_events(rows: dict[str, pd.Series[float]]) -> dict[str, pd.Series[float]]:
    """Return the rows that have an event that is over, without those that are not."""
    return {name: values.dropna() for name, values in rows.items() if values.notna().any()}


def _record(excess: pd.Series[float]) -> str:
    """Return `led in two of six cases`, or lagged where that is more; empty for no case."""
    spans = excess.dropna()
    wins, of = int((spans > 0).sum()), len(spans)
    if not of:
        return ""
    verb, cases = ("lagged", of - wins) if of - wins > wins else ("led", wins)
    return f"{verb} in {count_of(cases, of)}"


def _drawing(title: str, rows: dict[str, pd.Series[float]]) -> Drawing:
    medians = [f"{name}: median {number(float(v.median()), 'pp')}" for name, v in rows.items()]
    return Drawing(
        title=title,
        numbers=tuple((medians * 3)[:3]),
        table=partial(_table, rows),
        data=partial(_data, rows),
        draw=partial(_draw, rows),
    )


def _data(rows: dict[str, pd.Series[float]]) -> pd.DataFrame:
    events = {
        name: values.rename("excess").rename_axis("event").reset_index()
        for name, values in rows.items()
    }
    return pd.concat([cases.assign(definition=name) for name, cases in events.items()])


def _table(rows: dict[str, pd.Series[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Definition": list(rows),
            "Events": [str(len(values)) for values in rows.values()],
            "Small caps ahead": [str(int((values > 0).sum())) for values in rows.values()],
            "Median": [number(float(values.median()), "pp") for values in rows.values()],
            "Mean": [number(float(values.mean()), "pp") for values in rows.values()],
        }
    )


def _draw(rows: dict[str, pd.Series[float]], size: Size) -> Plot:
    every = [value for values in rows.values() for value in values]
    span = row_scale(every, size, "index", "Small minus large, percentage points")
    key = (("\u25cf an event", SMALL), ("\u2503 median", INK))
    plot = LabelledRows(size, list(rows), span, key, right=92)
    places = [n for n, values in enumerate(rows.values()) for _ in values]
    dots = pd.DataFrame({"x": every, "y": places, "color": SMALL})
    medians = [float(values.median()) for values in rows.values()]
    heights = {"y": [n - _HALF_STROKE for n in range(len(rows))],
               "y2": [n + _HALF_STROKE for n in range(len(rows))]}  # fmt: skip
    strokes = plot.panel.rules(pd.DataFrame({"x": medians, **heights, "color": INK}), 3)
    ends = [
        plot.row_end(n, f"led {int((values > 0).sum())} of {len(values)}")
        for n, values in enumerate(rows.values())
    ]
    return plot.compose([plot.panel.dots(dots, 10), strokes], ends)
