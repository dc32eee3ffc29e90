"""The Federal Reserve's decisions, and what borrowing costs."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import ARTICLE
from generator.metrics.maths.observations import (
    at_sessions,
    iso,
    last_day,
    together,
    value_on,
)
from generator.metrics.maths.tables import cited_table, table_of
from generator.model.metric import LARGE, Column, Missing, Series, metric

FORECAST = pd.Timestamp(2026, 4, 29)  # the meeting by which the article expected a cut
MONTH_DAYS = 365.25 / 12
_NO_CUT = Missing("no cut is in the table of decisions yet")
# Half of the smallest move: a rate this far from the middle of the range is in another range.
OFF_RANGE = 0.125
HALF_RANGE = 0.125
# The rate follows a decision after a day, and is known a day later.
SETTLING = pd.Timedelta(days=5)


@metric(
    "rates",
    "Policy rate",
    "%",
    inputs=("fred:DFF", LARGE),
    decimals=2,
    formula="effective federal funds rate as known at the week's last session",
    pitfalls="The rate paid overnight, a little off the middle of the target range. What firms pay "
    "also depends on credit spreads and on when their loans reset.",
)
def policy_rate(rate: Series, large: Series) -> Series:
    """The interest rate that the Federal Reserve steers, paid between banks overnight."""
    return at_sessions(rate, large)


@metric(
    "rates",
    "Decisions on the policy rate",
    "bp",
    inputs=("facts:policy_decisions", "fred:DFF"),
    decimals=0,
    columns=(
        Column("label", "Decision", "text"),
        Column("on", "On", "date"),
        Column("value", "Change", "bp", 0),
        Column("upper", "Upper end of the range after it", "%", 2),
        Column("vote", "Vote", "text"),
    ),
    formula="change of the target range decided at each meeting since the first cut of the cycle",
    pitfalls="Between the first cut and the article the table holds the cuts only; since the "
    "article it holds every meeting. Editors keep it; where the overnight rate has left the range of "
    "the newest row, a row is missing and nothing is shown.",
)
def policy_decisions(decisions: pd.DataFrame, rate: Series) -> pd.DataFrame | Missing:
    """What the Federal Reserve has decided on its policy rate in this cycle, day by day."""
    if doubt := _doubt(decisions, rate):
        return doubt
    ordered = decisions.sort_values("on")
    return cited_table(
        ordered.assign(id=ordered["on"].dt.strftime("d%Y_%m_%d")),
        policy_decisions.columns,
        label=ordered["change_bp"].map(_verb),
        value=ordered["change_bp"],
        vote=ordered["vote"].fillna("").str.replace("-", "\u2013"),
    )


@metric(
    "rates",
    "Change of the policy rate",
    "bp",
    inputs=("facts:policy_decisions", "fred:DFF"),
    decimals=0,
    columns=(
        Column("label", "Span", "text"),
        Column("on", "Last decision counted", "date"),
        Column("value", "Change", "bp", 0),
    ),
    formula="sum of the decided changes of the target range, in basis points: at the first cut of "
    "the cycle, since then, after 12 January 2026, and from there to 29 April 2026",
    pitfalls="Decided changes only; what markets expected is another matter. Empty until the "
    "meeting in question has taken place and is in the table of decisions.",
)
def easing(decisions: pd.DataFrame, rate: Series) -> pd.DataFrame | Missing:
    """By how much the Federal Reserve has changed its policy rate over spans that matter here."""
    if doubt := _doubt(decisions, rate):
        return doubt
    ordered = decisions.sort_values("on")
    cuts = ordered[ordered["change_bp"] < 0]
    if cuts.empty:
        return _NO_CUT
    cycle = ordered[ordered["on"] >= cuts["on"].iloc[0]]
    later = ordered[ordered["on"] > ARTICLE]
    over = later["on"].ge(FORECAST).any()
    rows = {
        "first_cut": ("first cut of the cycle", *_total(cuts.iloc[:1])),
        "since_first_cut": ("since the first cut", *_total(cycle)),
        "since_article": ("since the article", *_total(later)),
        "by_late_april": (
            "from the article to late April 2026",
            *_total(later[later["on"] <= FORECAST] if over else later.iloc[:0]),
        ),
    }
    return table_of(rows, easing.columns)


@metric(
    "rates",
    "Age of the easing cycle at the article",
    "count",
    inputs=("facts:policy_decisions",),
    decimals=0,
    columns=(
        Column("label", "Event", "text"),
        Column("on", "On", "date"),
        Column("months_before_article", "Months before the article", "count", 0),
    ),
    formula="days from the first cut of the cycle to 12 January 2026 ÷ 30.44, shown to the month",
    pitfalls="The first cut is the first one in the table of decisions, which begins with this "
    "cycle; a pause of nine months in 2025 is not counted as a new beginning.",
)
def easing_timing(decisions: pd.DataFrame) -> pd.DataFrame | Missing:
    """How long the Federal Reserve had been cutting when the article expected it to begin."""
    cuts = decisions.loc[decisions["change_bp"] < 0, "on"]
    if cuts.empty:
        return _NO_CUT
    months = (ARTICLE - cuts.min()).days / MONTH_DAYS
    rows = {"first_cut": ("first cut of the cycle", iso(cuts.min()), months)}
    return table_of(rows, easing_timing.columns)


@metric(
    "rates",
    "Borrowing costs since the article",
    "pp",
    inputs=("fred:DFF", "fred:DGS10", "fred:BAA10Y"),
    decimals=2,
    columns=(
        Column("label", "Rate", "text"),
        Column("start", "At the article", "%", 2),
        Column("now", "Now", "%", 2),
        Column("value", "Change", "pp", 2),
    ),
    formula="latest known rate − the rate known on 12 January 2026; the Baa yield is the 10-year "
    "Treasury yield + the Baa spread over it",
    pitfalls="Market rates for large borrowers. What a small company pays changes when its loan "
    "resets, months or years later.",
)
def borrowing_cost(policy: Series, yield_10y: Series, spread: Series) -> pd.DataFrame:
    """Whether borrowing has become cheaper since the article said that it would."""
    bonds = together(yield_10y, spread)
    rows = {
        "policy": ("overnight policy rate", *_since_article(policy)),
        "baa": ("Baa corporate yield", *_since_article(bonds[0] + bonds[1])),
    }
    return table_of(rows, borrowing_cost.columns)


def _doubt(decisions: pd.DataFrame, rate: Series) -> Missing | None:
    """Return why the table cannot be the whole story: the overnight rate has left its range."""
    if decisions.empty:
        return _NO_CUT
    newest = decisions.sort_values("on").iloc[-1]
    is_off = abs(rate.iloc[-1] - (newest["upper"] - HALF_RANGE)) > OFF_RANGE
    if not is_off or last_day(rate) - newest["on"] <= SETTLING:
        return None
    return Missing(
        f"the table of decisions ends on {iso(newest['on'])} with a range up to "
        f"{newest['upper']:.2f}%, but the overnight rate is {rate.iloc[-1]:.2f}%: a decision is "
        "missing from content/facts/policy_decisions.csv"
    )


def _verb(change_bp: float) -> str:
    if change_bp == 0:
        return "hold"
    return "cut" if change_bp < 0 else "rise"


def _total(decisions: pd.DataFrame) -> tuple[str, float]:
    """Return the day of the last decision and the summed change; empty for no decision."""
    if decisions.empty:
        return "", float("nan")
    return iso(decisions["on"].iloc[-1]), float(decisions["change_bp"].sum())


def _since_article(rate: Series) -> tuple[float, float, float]:
    now = float(rate.iloc[-1])
    start = value_on(rate, ARTICLE) if last_day(rate) >= ARTICLE else float("nan")
    return start, now, now - start


POLICY = (policy_rate, policy_decisions, easing, easing_timing, borrowing_cost)
