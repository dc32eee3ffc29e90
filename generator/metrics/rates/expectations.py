"""Expectations of the policy rate: those of January 2026, and the Fed's own against futures."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ARTICLE
from generator.metrics.maths.observations import last_day
from generator.metrics.maths.tables import cited_table, table_of
from generator.metrics.rates.futures import CHAIN, STEP, implied_path
from generator.model.metric import Column, Missing, Series, metric


@metric(
    "rates",
    "The policy rate as it was expected in January 2026",
    "%",
    decimals=2,
    inputs=("facts:rate_forecasts", "facts:policy_decisions"),
    columns=(
        Column("label", "Expectation", "text"),
        Column("maker", "Whose", "text"),
        Column("on", "By", "date"),
        Column("chance", "Chance of a cut", "%", 0),
        Column("value", "Expected upper end of the range", "%", 2),
        Column("outcome", "Upper end on that day", "%", 2),
        Column("said_on", "Known since", "date"),
    ),
    formula="upper end of the target range on 12 January 2026 − 0.25 × the expected number of cuts "
    "by the day; a chance of a cut counts as that part of one",
    pitfalls="The path of futures of that week is not free to have; these are the two expectations "
    "that were published and dated. They are frozen: nothing said later enters. The traders' chance "
    "stands in a rewrite of a column of 10 January; the column itself could not be read. A chance of "
    "61% is an expected 0.15 points, which no single outcome can match.",
)
def january_path(forecasts: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame | Missing:
    """Where the policy rate was expected to be, by those who said so in January 2026."""
    ordered = decisions.sort_values("on")
    start = _upper_on(ordered, ARTICLE)
    if forecasts.empty or pd.isna(start):
        return Missing("no dated forecast of January 2026, or no range to start from, is on record")
    return cited_table(
        forecasts,
        january_path.columns,
        chance=forecasts["chance_pct"],
        value=start - STEP * forecasts["cuts"],
        outcome=[_outcome(ordered, on) for on in forecasts["on"]],
        said_on=forecasts["known_on"],
    )


@metric(
    "rates",
    "The Fed's own projection against futures",
    "pp",
    decimals=2,
    inputs=("fred:FEDTARMD", "fred:FEDTARRL", "fred:FEDTARRH", *CHAIN, "facts:fomc_meetings"),
    columns=(
        Column("label", "Middle of the range", "text"),
        Column("median", "Members' median", "%", 2),
        Column("low", "Lowest member", "%", 2),
        Column("high", "Highest member", "%", 2),
        Column("futures", "Futures imply", "%", 2),
        Column("value", "Median minus futures", "pp", 2),
    ),
    formula="median, lowest and highest projection of the Fed's members for the middle of the range "
    "at the end of the year, from their quarterly summary − the middle of the range that futures "
    "imply after the year's last meeting",
    pitfalls="A median hides a split: in June 2026 nine of eighteen members saw a rise. Members say "
    "what they hold to be right, not what they expect of each other. Only the newest summary is to "
    "be had, so there is no number before the first run with a network.",
)
def dots_against_futures(  # noqa: PLR0913, PLR0917  -- one for each input
    median: Series,
    low: Series,
    high: Series,
    chain: pd.DataFrame,
    rate: Series,
    decisions: pd.DataFrame,
    meetings: pd.DataFrame,
) -> pd.DataFrame | Missing:
    """Whether traders and the Fed's own members expect the same rate at the end of the year."""
    path = implied_path(chain, rate, decisions, meetings)
    if isinstance(path, Missing):
        return path
    year = last_day(chain).year
    coming = pd.DataFrame(path).drop(index="now").dropna(subset="target")
    targets = coming[coming["on"] <= f"{year}-12-31"]["target"]
    if targets.empty:
        return Missing(f"no future reaches a meeting of {year} that is still to come")
    dots = [float(values.iloc[-1]) for values in (median, low, high)]
    futures = float(targets.iloc[-1])
    row = (f"end of {year}", *dots, futures, dots[0] - futures)
    return table_of({"year_end": row}, dots_against_futures.columns)


EXPECTATIONS = (january_path, dots_against_futures)


def _upper_on(decisions: pd.DataFrame, day: pd.Timestamp) -> float:
    """Return the upper end of the range decided by the end of a day, NaN before the table."""
    decided = decisions.loc[decisions["on"] <= day, "upper"]
    return float(decided.iloc[-1]) if len(decided) else float("nan")


def _outcome(decisions: pd.DataFrame, day: pd.Timestamp) -> float:
    """Return the upper end on a day that has come: one on or after which a decision is known."""
    is_over = (decisions["on"] >= day).any()
    return _upper_on(decisions, day) if is_over else float("nan")
