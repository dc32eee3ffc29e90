"""Small sites that each show one case: what happened week by week, beside what editors wrote."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from pathlib import Path
from typing import TypeAlias

from generator.editions.publication import Publication
from generator.forecasts.base_rates import Span
from generator.forecasts.opening import draft, with_forecast, with_update
from generator.forecasts.questions import ForecastQuestion
from generator.forecasts.rules import Compare
from generator.ledger.files import write_ledger
from generator.ledger.ledger import empty_ledger
from generator.model.metric import Measured, Missing
from tests.sites.publication import CHARTS, read_small
from tests.sites.weeks import measured, with_week, write_weeks

SITES = Path(__file__).parent
Step: TypeAlias = Callable[[Publication], Publication]
RISE = ForecastQuestion(
    "rise", "Will the ratio be higher on {end} than on {start}?",
    lambda _: Compare(series="ratio", than="above"), 14, ("C01",), asserted=True,
)  # fmt: skip


def week(edition: str, *, last: str = "", note: str = "", **changed: Measured) -> Step:
    """Record a week; `changed` is what was measured otherwise than usual."""
    measurements = {**measured(edition), **changed}
    return lambda before: with_week(before, edition, measurements, last=last, note=note)


def forecast(day: str, start: str, end: str, p: float) -> Step:
    """Make a forecast for the span from one day to another."""

    def step(before: Publication) -> Publication:
        newest, span = before.editions[-1], Span(*map(date.fromisoformat, (start, end)))
        opening = draft(RISE, span, before.ledger_of(newest), newest.record.as_of, _noon(day))
        log = with_forecast(before.forecasts, opening, before.config.byline, p, "A guess & a hope.")
        return replace(before, forecasts=log)

    return step


def update(day: str, name: str, p: float) -> Step:
    """Give a forecast a new probability."""

    def step(before: Publication) -> Publication:
        log = with_update(before.forecasts, name, p, "The ratio fell < 100.", _noon(day))
        return replace(before, forecasts=log)

    return step


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)


_SILENT = Missing("Yahoo gave no prices")
CASES: dict[str, tuple[Step, ...]] = {
    "first": (week("2026-w32"),),
    "missing": (
        week("2026-w32"),
        week("2026-w33", ratio=_SILENT, windows=_SILENT, last="2026-08-07", note="of the week before"),
    ),
    "draft": (week("2026-w32"),),
    "correction": (week("2026-w32"), week("2026-w33")),
    "forecast": (
        week("2026-w32"),
        forecast("2026-08-11", "2026-08-14", "2026-08-21", 0.6),
        forecast("2026-08-11", "2026-08-14", "2026-12-31", 0.7),
        week("2026-w33"),
        update("2026-08-18", "F002", 0.65),
        week("2026-w34"),
    ),
    "404": (week("2026-w32"),),
}  # fmt: skip


def lay_out(case: str, content: Path) -> None:
    """Write a case's content: the texts of all cases, its own, and what was recorded week by week."""
    recorded = shutil.ignore_patterns("data", "editions")
    shutil.copytree(SITES / "small" / "content", content, ignore=recorded)
    own, made = SITES / case / "content", shutil.ignore_patterns("data", "*.json", "*.jsonl")
    if own.is_dir():
        shutil.copytree(own, content, ignore=made, dirs_exist_ok=True)
    write_ledger(empty_ledger(), content / "data")
    start = replace(read_small(content), charts=CHARTS)
    write_weeks(reduce(lambda before, step: step(before), CASES[case], start), content)
