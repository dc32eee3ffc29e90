"""Forecasts by hand: a ledger of a few weeks, lines with their chain, and books of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from generator.forecasts.lines import BaseRate, Forecast, Reference, Resolution, Update
from generator.forecasts.log import EMPTY_LOG, ForecastLog, with_line
from generator.forecasts.rules import Compare, ForecastRule
from generator.ledger.ledger import ORIGINS, REVISIONS, WEEKS, Ledger
from generator.ledger.table import LedgerTable
from generator.model.metric import Column, Metric, Missing, metric

FIRST = date(2026, 1, 2)  # a Friday
ABOUT = {"inputs": ("IWM",), "formula": "none", "pitfalls": "None."}
RISES = Compare(series="ratio", than="above")


@metric("working", "Ratio", "index", **ABOUT)  # type: ignore[arg-type]
def ratio() -> Missing:
    """The ratio of small to large."""
    return Missing("")


@metric(
    "history", "Years", "pp",
    columns=(Column("label", "Year", "text"), Column("value", "Excess", "pp")),
    **ABOUT,  # type: ignore[arg-type]
)  # fmt: skip
def years() -> Missing:
    """The excess of each year."""
    return Missing("")


METRICS: tuple[Metric[...], ...] = (ratio, years)


def moment(day: date, hour: int = 6) -> datetime:
    """Return an hour of a day, UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def friday(week: int) -> date:
    """Return the Friday so many weeks after the first."""
    return FIRST + timedelta(weeks=week)


def weekly(values: list[float], first: date = FIRST) -> pd.Series[float]:
    """Return values on Fridays."""
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="7D"), dtype=float)


def table(columns: str, blocks: dict[date, dict[str, tuple[object, ...]]]) -> pd.DataFrame:
    """Return a table's blocks as they lie in the ledger."""
    rows = [
        (day.isoformat(), key, *cells)
        for day, block in blocks.items()
        for key, cells in block.items()
    ]
    return pd.DataFrame(rows, columns=["as_of", "row", *columns.split()])


def ledger(
    series: dict[str, pd.Series[float]] | None = None,
    tables: dict[str, pd.DataFrame] | None = None,
    missing: dict[tuple[str, str], str] | None = None,
    weeks: int = 40,
) -> Ledger:
    """Return a ledger of these measurements, with an edition each Friday."""
    editions = [
        (f"e{n}", friday(n).isoformat(), f"{friday(n)}T22:00:00+00:00") for n in range(weeks)
    ]
    return Ledger(
        series=series or {},
        tables={name: LedgerTable.of(rows) for name, rows in (tables or {}).items()},
        missing=missing or {},
        weeks=pd.DataFrame(editions, columns=list(WEEKS)),
        origins=pd.DataFrame(columns=list(ORIGINS), dtype=str),
        revisions=pd.DataFrame(columns=list(REVISIONS), dtype=str),
    )


def forecast(number: int = 1, **changed: object) -> Forecast:
    """Return a forecast at 70% from the first Friday to the fourth, its base rate being 50%."""
    fields: dict[str, object] = {
        "prev": "",
        "id": f"F{number:03d}",
        "question": "Will the ratio be higher?",
        "created_at": moment(FIRST),
        "author": "Editorial desk",
        "horizon_start": FIRST,
        "resolves_on": friday(3),
        "rule": RISES,
        "benchmark": BaseRate(p=0.5, n=30, independent=10, computed_from="spans", as_of=FIRST),
        "persistence": Reference(p=1.0, source="as it last was"),
        "market": Reference(source="no free market price"),
        "article": None,
        "p": 0.7,
        "note": "A first guess.",
        "claims": ("C01",),
        "mechanism": False,
        "void": "Void where the data are missing.",
        "late": False,
        **changed,
    }
    return Forecast.model_validate(fields)


def update(day: date, p: float, number: int = 1) -> Update:
    """Return a new probability."""
    return Update(prev="", id=f"F{number:03d}", at=moment(day), p=p, note="Something happened.")


def resolution(number: int = 1, *, outcome: str = "yes", day: date | None = None) -> Resolution:
    """Return an outcome by the rule, or a void one."""
    is_void = outcome == "void"
    return Resolution.model_validate(
        {
            "prev": "",
            "id": f"F{number:03d}",
            "at": moment(day or friday(3), 22),
            "edition": "2026-w04",
            "outcome": outcome,
            "value_used": None if is_void else 101.0,
            "as_of": None if is_void else friday(3),
            "vintage": moment(friday(3), 21),
            "how": "void" if is_void else "rule",
        }
    )


def log_of(*lines: Forecast | Update | Resolution, path: Path = EMPTY_LOG.path) -> ForecastLog:
    """Return the lines as a log, chained."""
    log = ForecastLog(path)
    for line in lines:
        log = with_line(log, line)
    return log


def resolved(outcomes: list[bool], p: float = 0.7, rule: ForecastRule = RISES) -> ForecastLog:
    """Return a log of forecasts that are resolved, their spans one after the other."""
    lines: list[Forecast | Update | Resolution] = []
    for n, came_true in enumerate(outcomes):
        start, end = friday(4 * n), friday(4 * n + 3)
        made = moment(start)
        lines += [
            forecast(n + 1, created_at=made, horizon_start=start, resolves_on=end, p=p, rule=rule),
            resolution(n + 1, outcome="yes" if came_true else "no", day=end),
        ]
    return log_of(*lines)
