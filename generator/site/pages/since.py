"""What happened after an edition? Returns, headline figures and verdicts, then and now."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from generator.claims.evidence import label_of, value_of
from generator.editions.publication import Edition
from generator.forecasts.recorded import resolved_since
from generator.ledger.ledger import Ledger
from generator.model.formatting import day, number
from generator.model.metric import LARGE, SMALL
from generator.site.pages.context import PageContext
from generator.site.pages.forecast import EditionForecast, resolved_forecasts
from generator.site.pages.page import Link
from generator.site.pages.verdicts import Mark, changes, mark

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
class Headline:
    """A headline figure then and now."""

    label: str
    href: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim whose verdict, or that of its reason, is another now; both lead to their evidence."""

    claim: Link
    statement: str
    then: Mark
    then_href: str
    now: Mark
    now_href: str


@dataclass(frozen=True, slots=True)
class SinceView:
    """What happened between an edition and the newest one."""

    newest: Link
    then: str
    now: str
    returns: str
    headlines: tuple[Headline, ...]
    turned: tuple[Turned, ...]
    resolved: tuple[EditionForecast, ...]


def since_view(context: PageContext, edition: Edition) -> SinceView | None:
    """Return what happened since an edition, as the newest one knows it; None for the newest."""
    newest = context.newest
    if edition.id == newest.id:
        return None
    return SinceView(
        newest=context.frame.newest,
        then=day(edition.record.as_of),
        now=context.frame.as_of,
        returns=_returns(context.ledger, edition, newest),
        headlines=_headlines(context, edition),
        turned=(*_turned(context, edition), *_reasons(context, edition)),
        resolved=resolved_forecasts(
            resolved_since(context.publication.forecasts, edition.record.forecasts)
        ),
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
        found = "small caps were level with large caps"
    else:
        points = number(abs(lead), "count")
        found = f"small caps {'led' if lead > 0 else 'trailed'} by {points} percentage points"
    return (
        f"{span}, small caps ({SMALL}) returned {number(small, '%', signed=True)} and large caps "
        f"({LARGE}) {number(large, '%', signed=True)}, dividends included: {found}."
    )


def _headlines(context: PageContext, edition: Edition) -> tuple[Headline, ...]:
    values = context.publication.values(edition)
    return tuple(
        Headline(
            label=label_of(context.values, name),
            href=context.labels[metric].href,
            then=value_of(values, name).text(),
            now=value_of(context.values, name).text(),
        )
        for name in HEADLINES
        for metric in [name.split(".", maxsplit=1)[0]]
        if metric in context.labels
    )


def _turned(context: PageContext, edition: Edition) -> tuple[Turned, ...]:
    then, now = context.verdicts[edition.id], context.verdicts[context.newest.id]
    return tuple(
        Turned(
            claim=change.claim,
            statement=change.statement,
            then=change.before,
            then_href=f"editions/{edition.id}/claims/#{change.claim.text}",
            now=change.after,
            now_href=f"editions/{context.newest.id}/claims/#{change.claim.text}",
        )
        for change in changes(context.publication.claims, then, now)
    )


def _reasons(context: PageContext, edition: Edition) -> tuple[Turned, ...]:
    """Return the claims of which the reason given is judged otherwise now."""
    then, now = context.verdicts[edition.id], context.verdicts[context.newest.id]
    return tuple(
        Turned(
            claim=Link(claim.id, f"claims/{claim.id}/"),
            statement=f"{claim.statement} The reason given:",
            then=mark(old),
            then_href=f"editions/{edition.id}/claims/#{claim.id}",
            now=mark(new),
            now_href=f"editions/{context.newest.id}/claims/#{claim.id}",
        )
        for claim in context.publication.claims
        if claim.id in then and claim.id in now
        for old, new in [(then[claim.id].mechanism, now[claim.id].mechanism)]
        if old and new and old != new
    )
