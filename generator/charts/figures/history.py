"""The long run: the difference over fifteen years, and calendar years."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from generator.charts.kit.axes import TimePlot, ValueTicks, round_values
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.plot import Label, Plot
from generator.charts.kit.rows import Columns
from generator.charts.kit.tables import dated, keys, listing, month, points, record_at, rounded
from generator.charts.kit.theme import LARGE, MUTED, SMALL, SMALL_TINT, Size
from generator.charts.kit.weeks import LISTED, line, month_ends, spaced
from generator.model.formatting import number, plural
from generator.model.metric import Missing

_BAR = 0.4  # half a bar, in years
_YEARS_SPAN = 25
_LABEL_YEARS = 30  # so many bars of a century lie beneath the newest year's label


@chart(
    "history",
    "Fifteen years of lag",
    metrics=("rolling_excess_15y",),
    extras=("century_rolling_15y",),
    how="Compound yearly return of small minus that of large over the fifteen years that end at "
    "each point, dividends included. Since 1941: the five smallest and the five largest tenths of "
    "US stocks (French data library), and IWM and SPY in the months after its last; drawn from "
    "June and December. Where the library is missing: IWM and SPY alone, whose history holds only "
    "one such span that does not overlap another.",
)
def rolling_15y(funds: pd.Series[float], century: pd.Series[float] | Missing) -> Drawing:
    """Return the rolling fifteen-year difference as an area."""
    excess = funds if isinstance(century, Missing) else century
    low = pd.Timestamp(str(excess.idxmin()))
    weeks = excess.to_frame("excess")
    return Drawing(
        title=_rolling_title(excess, low),
        numbers=(
            f"now {number(float(excess.iloc[-1]), 'pp/y')}",
            f"lowest {number(float(excess.min()), 'pp/y')} in {month(low.date())}",
            f"highest {number(float(excess.max()), 'pp/y')}",
        ),
        table=partial(listing, weeks, {"excess": ("Small minus large, 15 years", "pp/y", 1)}),
        data=partial(dated, month_ends(weeks, low)),
        draw=partial(_draw_rolling, spaced(excess, low)),
    )


def _rolling_title(excess: pd.Series[float], low: pd.Timestamp) -> str:
    now = rounded(float(excess.iloc[-1]))
    if now == 0:
        return "Over the past fifteen years small and large caps were level"
    verb = "lagged" if now < 0 else "led"
    first = f"Over the past fifteen years small caps {verb} by {points(now)} a year"
    if now > 0:
        return first
    if rounded(float(excess.min())) == now:
        return f"{first}, as far as ever in this record"
    return f"{first}; the deepest lag was {points(float(excess.min()))}, in {month(low.date())}"


def _draw_rolling(excess: pd.Series[float], size: Size) -> Plot:
    plot = TimePlot(size, excess.index[0], excess.index[-1], 300, 58)
    # Room below the lowest point for its label.
    bottom = float(excess.min() - (excess.max() - excess.min()) / 9)
    ticks = ValueTicks(round_values([*excess, 0.0, bottom], 7), "index", signed=True)
    axes = plot.axes(ticks, "Small minus large, points a year over 15 years")
    rows = line(excess, SMALL)
    labels = [*axes.labels(), *plot.dates(axes), *_rolling_labels(excess)]
    return plot.compose(
        [
            axes.panel.areas(rows.assign(y2=0, color=SMALL_TINT)),
            axes.grid(),
            axes.panel.lines(rows),
            axes.panel.texts(labels),
        ]
    )


def _rolling_labels(excess: pd.Series[float]) -> list[Label]:
    """Return today's value at the line's end, and the lowest where it has room."""
    value, low = float(excess.iloc[-1]), int(excess.argmin())
    text = number(value, "index", signed=True)
    end = Label(f"{excess.index[-1]:%Y-%m-%d}", value, text, SMALL, dx=7, bold=True)
    deepest = float(excess.iloc[low])
    if not len(excess) / 4 < low < len(excess) * 3 / 4:
        return [end]
    day = excess.index[low]
    name = f"{month(day.date())}: {number(deepest, 'index', signed=True)}"
    return [end, Label(f"{day:%Y-%m-%d}", deepest, name, SMALL, "center", dy=12, bold=True)]


@chart(
    "history",
    "Calendar years",
    metrics=("calendar_excess",),
    extras=("century_calendar_excess",),
    summaries=("calendar_wins",),
    how="Total return of small minus that of large in each calendar year, in percentage points; "
    "the newest year as far as it has come. Since 1927: the five smallest and the five largest "
    "tenths of US stocks (French data library), and IWM and SPY in the years after its last full "
    "one. Where the library is missing: IWM and SPY since 2001.",
)
def calendar_years(funds: pd.DataFrame, century: pd.DataFrame | Missing) -> Drawing | Missing:
    """Return a bar for each year, up when small caps won, down when large caps did."""
    years = funds if isinstance(century, Missing) else century
    measured_years = years.dropna(subset="value")
    full = measured_years.loc[measured_years["partial"] == ""].tail(_YEARS_SPAN)
    if full.empty:
        return Missing("no calendar year is complete")
    wins = int((full["value"] > 0).sum())
    best, worst = (
        record_at(measured_years, str(full["value"].agg(end))) for end in ("idxmax", "idxmin")
    )
    newest = record_at(measured_years, keys(measured_years)[-1])
    return Drawing(
        title=_years_title(wins, len(full), newest),
        numbers=(
            f"best year {best['label']} {number(best['value'], 'pp')}",
            f"worst year {worst['label']} {number(worst['value'], 'pp')}",
            f"{_year_name(newest)} {number(newest['value'], 'pp')}",
        ),
        table=partial(_years_table, measured_years.tail(LISTED)),
        data=measured_years.copy,
        draw=partial(_draw_years, measured_years),
    )


def _years_title(wins: int, of: int, newest: Mapping[str, Any]) -> str:
    first = f"Small caps won {wins} of the past {plural(of, 'calendar year')}"
    if not newest["partial"]:
        return first
    value = rounded(float(newest["value"]))
    state = (
        "are level with large caps" if value == 0 else "are ahead" if value > 0 else "are behind"
    )
    return f"{first} and {state} in {newest['label']} so far"


def _year_name(year: Mapping[str, Any]) -> str:
    return f"{year['label']} {year['partial']}".strip()


def _years_table(measured_years: pd.DataFrame) -> pd.DataFrame:
    names = [
        f"{year} {part}".strip() for year, part in measured_years[["label", "partial"]].to_numpy()
    ]
    return pd.DataFrame(
        {
            "Year": names,
            "Small minus large": [number(value, "pp") for value in measured_years["value"]],
        }
    )


def _draw_years(measured_years: pd.DataFrame, size: Size) -> Plot:
    numbers = measured_years["label"].astype(int)
    ticks = ValueTicks(round_values([*measured_years["value"], 0.0], 8), "index", signed=True)
    caption = "Small minus large, percentage points"
    first, last = int(numbers.min()), int(numbers.max())
    key = (("\u25b2 small caps won", SMALL), ("\u25bc large caps won", LARGE))
    columns = Columns(size, 360, first - 0.7, last + 0.7, ticks, caption, 30, key)
    bars = pd.DataFrame(
        {
            "x": numbers - _BAR,
            "x2": numbers + _BAR,
            "y": measured_years["value"],
            "y2": 0,
            "color": measured_years["value"].map(_color),
        }
    )
    return columns.compose([columns.panel.rects(bars)], _bar_labels(measured_years, columns))


def _bar_labels(measured_years: pd.DataFrame, columns: Columns) -> list[Label]:
    """Return every fifth year (of a century every twentieth) and the newest bar's value."""
    low, newest = columns.ticks.levels[0], measured_years.iloc[-1]
    year, value = int(newest["label"]), float(newest["value"])
    step = 5 if len(measured_years) <= LISTED else 20
    years = [int(label) for label in measured_years["label"] if int(label) % step == 0]
    # Among the thin bars of a century the label needs a place clear of its neighbours.
    near = measured_years["value"].tail(1 if len(measured_years) <= LISTED else _LABEL_YEARS)
    height = float(near.max() if value > 0 else near.min())
    return [
        *(Label(n, low, str(n), MUTED, "center", dy=16) for n in years),
        Label(
            columns.last, height, f"{year}: {number(value, 'index', signed=True)}", _color(value), "right",
            dy=-10 if value > 0 else 10, bold=True,
        ),
    ]  # fmt: skip


def _color(value: float) -> str:
    return SMALL if value > 0 else LARGE
