"""The policy rate that futures imply after each coming meeting."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from generator.metrics.maths.observations import iso, last_day
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, metric

CHAIN = ("futures:ZQ", "fred:DFF", "facts:policy_decisions")
STEP = 0.25
HALF_RANGE = 0.125
# With fewer days than this left in the month, an error of price is multiplied too often.
FEWEST_DAYS_LEFT = 8
# A contract that did not trade for longer has no price.
STALE = pd.Timedelta(days=7)
AHEAD = {"m3": 3, "m6": 6, "m12": 12}
_NO_MOVE: Mapping[int, float] = {0: 1.0}
_FAN = (0.1, 0.9)
_NO_PRICES = Missing("no federal funds future has a price of the last week")


@dataclass(frozen=True, slots=True)
class _Chain:
    """The average rate of each month that futures imply, and the months with a meeting."""

    rates: Series
    meetings: frozenset[str]

    def average(self, month: pd.Period) -> float:
        return float(self.rates.get(str(month), float("nan")))

    def quiet(self, month: pd.Period) -> float:
        """Return the average rate of a month in which nothing is decided, otherwise NaN."""
        return float("nan") if str(month) in self.meetings else self.average(month)


@metric(
    "rates",
    "Policy rate that futures imply",
    "%",
    decimals=2,
    inputs=(*CHAIN, "facts:fomc_meetings"),
    columns=(
        Column("label", "Meeting", "text"),
        Column("on", "Decision on", "date"),
        Column("contract", "Contract used", "text"),
        Column("value", "Effective rate after it", "%", 2),
        Column("target", "Middle of the range after it", "%", 2),
        Column("change", "Change at it", "bp", 0),
        Column("cut", "Probability of a cut by 0.25", "%", 0),
        Column("hike", "Probability of a rise by 0.25", "%", 0),
        Column("lo", "Effective rate, 10th percentile", "%", 2),
        Column("hi", "Effective rate, 90th percentile", "%", 2),
    ),
    formula="a contract's average rate for its month is 100 − price; with d of the N days up to the "
    "decision, the rate after it is (N × average − d × rate before) ÷ (N − d), or the next month's "
    "average where fewer than 8 days remain; a cut's probability is (before − after) ÷ 0.25, held "
    "between 0 and 100%; percentiles: each meeting moves the rate by one of the two neighbouring "
    "multiples of 0.25, with the chances that give its expected move, and independently of the others",
    pitfalls="Futures settle on the effective rate, which trades a little off the middle of the "
    "range; today's distance (in the first row) is assumed to last. Prices hold a premium for risk "
    "as well as expectations, and far months hardly trade. A move of 0.50 counts as certain. The percentiles hold only what prices "
    "leave open meeting by meeting; what really happened has often been outside.",
)
def implied_path(
    chain: pd.DataFrame, rate: Series, decisions: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame | Missing:
    """What rate traders expect after each coming meeting, and how likely a cut or a rise is."""
    rates = _implied_rates(chain)
    if rates.empty:
        return _NO_PRICES
    now, basis = float(rate.iloc[-1]), _basis(rate, decisions)
    coming = meetings[meetings["on"] > last_day(chain)].sort_values("on")["on"]
    months = frozenset(coming.dt.strftime("%Y-%m"))
    nan = float("nan")
    today = ("now", iso(last_day(rate)), "", now, now - basis, nan, nan, nan, now, now)
    rows: dict[str, tuple[str | float, ...]] = {"now": today}
    before, moves = now, _NO_MOVE
    for on in coming[coming.dt.strftime("%Y-%m") <= rates.index[-1]]:
        contract, before, after = _after(_Chain(rates, months), on, before)
        moves = _spread(moves, (after - before) / STEP)
        fan = (now + STEP * _quantile(moves, share) for share in _FAN)
        move = _move(before, after, basis)
        rows[f"m{on:%Y_%m_%d}"] = (f"{on:%b %Y}", iso(on), contract, *move, *fan)
        before = after
    return table_of(rows, implied_path.columns)


@metric(
    "rates",
    "Change of the policy rate that futures imply",
    "bp",
    decimals=0,
    inputs=CHAIN[:2],
    columns=(
        Column("label", "Horizon", "text"),
        Column("contract", "Contract", "text"),
        Column("rate", "Implied average rate of that month", "%", 2),
        Column("value", "Change from now", "bp", 0),
    ),
    formula="(100 − price of the contract of the month 3, 6 and 12 months ahead) − latest known "
    "effective rate",
    pitfalls="An average over a month, so a decision in its middle counts half. What traders expect "
    "has often been wrong by more than a point within a year.",
)
def expected_change(chain: pd.DataFrame, rate: Series) -> pd.DataFrame | Missing:
    """By how much traders expect the policy rate to change over the coming months."""
    rates = _implied_rates(chain)
    if rates.empty:
        return _NO_PRICES
    now, this_month = float(rate.iloc[-1]), last_day(chain).to_period("M")
    ahead = {key: str(this_month + months) for key, months in AHEAD.items()}
    implied = {key: float(rates.get(month, float("nan"))) for key, month in ahead.items()}
    rows = {
        key: (f"{AHEAD[key]} months ahead", month, implied[key], (implied[key] - now) * 100)
        for key, month in ahead.items()
    }
    return table_of(rows, expected_change.columns)


FUTURES = (implied_path, expected_change)


def _implied_rates(chain: pd.DataFrame) -> Series:
    """Return 100 − the newest price of each contract that traded in the last week, by month."""
    if chain.empty:
        return pd.Series(dtype=float)
    recent = chain.loc[last_day(chain) - STALE :].sort_index(axis=1)
    newest = recent.ffill().iloc[-1].dropna()
    return 100 - newest


def _basis(rate: Series, decisions: pd.DataFrame) -> float:
    """Return the effective rate − the middle of the range that was in force on its last day."""
    decided = decisions[decisions["on"] < last_day(rate)].sort_values("on")
    if decided.empty:
        return float("nan")
    return float(rate.iloc[-1]) - (float(decided["upper"].iloc[-1]) - HALF_RANGE)


def _after(chain: _Chain, on: pd.Timestamp, rate_before: float) -> tuple[str, float, float]:
    """Return the contract used and the rates before and after a decision."""
    month = on.to_period("M")
    before = chain.quiet(month - 1) if pd.isna(rate_before) else rate_before
    left = on.days_in_month - on.day
    if left < FEWEST_DAYS_LEFT:
        return str(month + 1), before, chain.quiet(month + 1)
    average = chain.average(month)
    return str(month), before, (on.days_in_month * average - on.day * before) / left


def _move(before: float, after: float, basis: float) -> tuple[float, ...]:
    """Return rate, target, change in bp and the probabilities of a cut and a rise in percent."""
    steps = (after - before) / STEP
    cut, hike = (min(max(share, 0.0), 1.0) * 100 for share in (-steps, steps))
    unknown = pd.isna(steps)
    return (
        after,
        after - basis,
        (after - before) * 100,
        float("nan") if unknown else cut,
        float("nan") if unknown else hike,
    )


def _spread(moves: Mapping[int, float], steps: float) -> dict[int, float]:
    """Return the chances of all sums of moves after one more meeting, in quarter points.

    An unknown move leaves none: what came before it no longer tells where the rate is.
    """
    if pd.isna(steps):
        return {}
    low = math.floor(steps)
    sums: dict[int, float] = {}
    for move, chance in ((low, low + 1 - steps), (low + 1, steps - low)):
        for before, so_far in moves.items():
            sums[before + move] = sums.get(before + move, 0.0) + so_far * chance
    return sums


def _quantile(moves: Mapping[int, float], share: float) -> float:
    """Return the smallest sum of moves that is not exceeded with at least this chance."""
    total = 0.0
    for move in sorted(moves):
        total += moves[move]
        if total >= share - 1e-9:
            return move
    return float("nan")
