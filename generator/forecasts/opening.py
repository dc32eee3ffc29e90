"""Opening a forecast: its draft, which an editor sees before naming a probability, and its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from generator.forecasts.base_rates import FALLBACK_DAYS, Span
from generator.forecasts.lines import ARTICLE_P, BaseRate, Reference
from generator.forecasts.log import ForecastLog, line_of, with_line
from generator.forecasts.questions import ForecastQuestion
from generator.forecasts.rules import Compare, ForecastRule
from generator.ledger.ledger import Ledger
from generator.metrics.maths.scoring import clipped
from generator.model.formatting import day
from generator.model.metric import ARTICLE_DATE, Missing

STEP = 0.25  # of the Federal Reserve's decisions, in percentage points
VOID = (
    f"Where the value is missing {FALLBACK_DAYS} days after the day, the newest one of the "
    f"{FALLBACK_DAYS} days before it decides; where that is missing too, the forecast is void: it "
    "stays on record and is counted."
)
_NO_MARKET = "no free market price answers this question"


@dataclass(frozen=True, slots=True)
class Opening:
    """A forecast to which only the probability and a note are missing."""

    kind: ForecastQuestion
    question: str
    rule: ForecastRule
    span: Span
    moment: datetime
    benchmark: BaseRate
    persistence: Reference
    market: Reference

    @property
    def article(self) -> float | None:
        """Return what the article is taken to say: it speaks of its own year only."""
        speaks = self.kind.asserted and self.span.end.year == ARTICLE_DATE.year
        return ARTICLE_P if speaks else None

    @property
    def is_late(self) -> bool:
        """Return whether the span has begun already."""
        return self.moment.date() > self.span.start


def draft(
    kind: ForecastQuestion, span: Span, ledger: Ledger, as_of: date, moment: datetime
) -> Opening:
    """Return the draft of a forecast, by what the ledger of the newest edition knows."""
    rule = kind.rule(span.start.year)
    old = _too_old(max(span.start, moment.date()), as_of)
    places = {"start": day(span.start), "end": day(span.end), "year": span.start.year}
    return Opening(
        kind=kind,
        question=kind.question.format(**places),
        rule=rule,
        span=span,
        moment=moment,
        benchmark=_base_rate(rule, ledger, span, as_of),
        persistence=Reference(source=old) if old else _persistence(rule, ledger, span, as_of),
        market=_market(rule, ledger, span, as_of, old),
    )


def with_forecast(
    log: ForecastLog, opening: Opening, author: str, p: float, note: str
) -> ForecastLog:
    """Return the log with a new forecast; ContentError for a probability outside 0 to 1."""
    fields: dict[str, object] = {
        "kind": "forecast",
        "id": log.next_id,
        "question": opening.question,
        "created_at": opening.moment,
        "author": author,
        "horizon_start": opening.span.start,
        "resolves_on": opening.span.end,
        "rule": opening.rule,
        "benchmark": opening.benchmark,
        "persistence": opening.persistence,
        "market": opening.market,
        "article": opening.article,
        "p": _clamped(p),
        "note": note,
        "claims": opening.kind.claims,
        "mechanism": opening.kind.mechanism,
        "void": VOID,
        "late": opening.is_late,
    }
    return with_line(log, line_of(log, fields))


def with_update(log: ForecastLog, name: str, p: float, note: str, moment: datetime) -> ForecastLog:
    """Return the log with a new probability for an open forecast."""
    fields: dict[str, object] = {
        "kind": "update", "id": name, "at": moment, "p": _clamped(p), "note": note
    }  # fmt: skip
    return with_line(log, line_of(log, fields))


def _clamped(p: float) -> float:
    """Return a probability within 0.02 and 0.98; one that is none stays, to be refused."""
    return clipped(p) if 0 <= p <= 1 else p


def _base_rate(rule: ForecastRule, ledger: Ledger, span: Span, as_of: date) -> BaseRate:
    rate = rule.rate(ledger, span, as_of)
    if isinstance(rate, Missing):
        return BaseRate(as_of=as_of, missing=rate.reason)
    return BaseRate(
        p=float(f"{rate.p:.6g}"),
        n=rate.n,
        independent=rate.independent,
        computed_from=rate.computed_from,
        as_of=as_of,
    )


def _too_old(on: date, as_of: date) -> str:
    """Return why a day is not known, where the newest edition is from long before."""
    age = (on - as_of).days
    words = f"the newest edition ends on {day(as_of)}, {age} days before {day(on)}"
    return words if age > FALLBACK_DAYS else ""


def _persistence(rule: ForecastRule, ledger: Ledger, span: Span, as_of: date) -> Reference:
    last = rule.persistence(ledger, span, as_of)
    if isinstance(last, Missing):
        return Reference(source=last.reason)
    return Reference(p=last, source=f"as it last was, by {day(as_of)}")


def _market(rule: ForecastRule, ledger: Ledger, span: Span, as_of: date, old: str) -> Reference:
    if not isinstance(rule, Compare) or (rule.series, rule.than) != ("policy_rate", "below"):
        return Reference(source=_NO_MARKET)
    if old:
        return Reference(source=old)
    path = ledger.measurement("implied_path", as_of)
    return _implied(path, span) if isinstance(path, pd.DataFrame) else Reference(source=path.reason)


def _implied(path: pd.DataFrame, span: Span) -> Reference:
    """Return how much of one cut futures see until the end of a span, held between 0 and 1."""
    until = path.loc[path["on"] <= span.end.isoformat(), "target"].dropna()
    if until.empty:
        return Reference(source="futures give no rate for these meetings")
    cut = float(until.iloc[0] - until.iloc[-1]) / STEP
    p = float(f"{min(max(cut, 0.0), 1.0):.6g}")
    return Reference(p=p, source=f"federal funds futures, by {until.index[-1]} of implied_path")
