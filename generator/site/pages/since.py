"""What happened after an edition: returns, headline figures and verdicts, then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from generator.claims.claim import Claim
from generator.claims.evidence import label_of, value_of
from generator.editions.publication import Edition
from generator.forecasts.resolve import resolved_since
from generator.ledger.ledger import Ledger
from generator.ledger.live_values import Value
from generator.model.formatting import day, number
from generator.model.metric import LARGE, SMALL
from generator.model.record import ResolvedForecast, Verdict
from generator.site.pages.context import PageContext
from generator.site.pages.verdicts import Mark, mark

# The figures that the summary and the title of an edition are written from.
HEADLINES = (
    "relative_return.since_article",
    "relative_return.ytd",
    "method_spread.all.lowest",
    "method_spread.all.highest",
    "easing.since_article",
    "drawdown_since_article.small",
)
# Indices of what 100 has become with dividends: the ratio of two values is a return.
INDEX_SMALL, INDEX_LARGE = "small_since_article", "large_since_article"


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim of which the verdict, or that on the reason given for it, is another now."""

    claim: Claim
    then: Mark
    now: Mark
    is_reason: bool = False


@dataclass(frozen=True, slots=True)
class SinceView:
    """What happened between an edition and the newest one.

    Attributes:
        headlines: label of each headline figure, its value then, and its value now.
    """

    edition: Edition
    newest: Edition
    returns: str
    headlines: tuple[tuple[str, Value, Value], ...]
    turned: tuple[Turned, ...]
    resolved: tuple[ResolvedForecast, ...]


def since_view(context: PageContext, edition: Edition) -> SinceView | None:
    """Return what happened since an edition, as the newest one knows it; None for the newest."""
    newest = context.newest
    if edition.id == newest.id:
        return None
    then, now = context.verdicts[edition.id], context.verdicts[newest.id]
    judged = [c for c in context.publication.claims if c.id in then and c.id in now]
    return SinceView(
        edition=edition,
        newest=newest,
        returns=_returns(context.ledger, edition, newest),
        headlines=_headlines(context, edition),
        turned=(*_turned(judged, then, now), *_reasons(judged, then, now)),
        resolved=resolved_since(context.publication.forecasts, edition.record.forecasts),
    )


def growth(ledger: Ledger, metric: str, edition: Edition, newest: Edition) -> float | None:
    """Return by how many percent an index grew between two editions; None without both values."""
    measured = ledger.last(metric, newest.record.as_of)
    if not isinstance(measured, pd.Series):
        return None
    then, now = (measured.get(pd.Timestamp(e.record.as_of)) for e in (edition, newest))
    return None if then is None or now is None else float((now / then - 1) * 100)


def _returns(ledger: Ledger, edition: Edition, newest: Edition) -> str:
    small = growth(ledger, INDEX_SMALL, edition, newest)
    large = growth(ledger, INDEX_LARGE, edition, newest)
    span = f"From {day(edition.record.as_of)} to {day(newest.record.as_of)}"
    if small is None or large is None:
        return f"{span}, there are no returns of both {SMALL} and {LARGE} to compare."
    lead = small - large
    if round(lead, 1) == 0:
        standing = "small caps were level with large caps"
    else:
        points = number(abs(lead), "count")
        standing = f"small caps {'led' if lead > 0 else 'trailed'} by {points} percentage points"
    return (
        f"{span}, small caps ({SMALL}) returned {number(small, '%', signed=True)} and large caps "
        f"({LARGE}) {number(large, '%', signed=True)}, dividends included: {standing}."
    )


def _headlines(context: PageContext, edition: Edition) -> tuple[tuple[str, Value, Value], ...]:
    values = context.publication.values(edition)
    return tuple(
        (label_of(context.live, name), value_of(values, name), value_of(context.live, name))
        for name in HEADLINES
        if context.frame.metric(name)
    )


def _turned(
    judged: list[Claim], then: Mapping[str, Verdict], now: Mapping[str, Verdict]
) -> Iterator[Turned]:
    """Give the claims whose word or leaning is another now."""
    for claim in judged:
        old, new = mark(then[claim.id]), mark(now[claim.id])
        if old != new:
            yield Turned(claim, old, new)


def _reasons(
    judged: list[Claim], then: Mapping[str, Verdict], now: Mapping[str, Verdict]
) -> Iterator[Turned]:
    """Give the claims of which the reason given is judged otherwise now."""
    for claim in judged:
        old, new = then[claim.id].mechanism, now[claim.id].mechanism
        if old and new and old != new:
            yield Turned(claim, mark(old), mark(new), is_reason=True)
