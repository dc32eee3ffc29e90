"""Streaks, momentum and persistence of small caps' lead."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import PAIR, ratio
from generator.metrics.maths.observations import iso, together, too_short, weekly
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Missing, Series, Window, metric

SESSIONS_200 = 200
WEEKS_13 = 13
LONG, SHORT = 52, 4  # twelve months without the last one, in weeks
NEW_YEAR = pd.Timestamp(2026, 1, 1)


@metric(
    "working",
    "Winning streaks of small caps",
    "count",
    decimals=0,
    inputs=PAIR,
    columns=(
        Column("label", "Streak", "text"),
        Column("start", "First session", "date"),
        Column("end", "Last session", "date"),
        Column("sessions", "Sessions in a row", "count", 0),
        Column("n", "Streaks counted", "count", 0),
    ),
    formula="consecutive sessions on which IWM's total return was above SPY's",
    pitfalls="A coin thrown as often as there are sessions since 2000 gives a streak of a dozen by "
    "chance. A streak says nothing about how large the wins were.",
)
def win_streak(small: Series, large: Series) -> pd.DataFrame | Missing:
    """How many sessions in a row small caps have beaten large caps, now and at the longest."""
    streaks = _streaks(together(small, large))
    if streaks.empty:
        return Missing("small caps have won no session in this history")
    recent = streaks[streaks["end"] >= NEW_YEAR]
    current = streaks[streaks["end"] == together(small, large).index[-1]]
    rows = {
        "now": ("up to now", *_longest(current)),
        "longest": ("longest of all", *_longest(streaks)),
        "longest_2026": ("longest since the start of 2026", *_longest(recent)),
    }
    return table_of(rows, win_streak.columns)


def _streaks(both: pd.DataFrame) -> pd.DataFrame:
    """Return start, end and sessions of each run of wins, in order."""
    moves = both.pct_change().iloc[1:]
    is_win = moves[0] > moves[1]
    run = (is_win != is_win.shift()).cumsum()[is_win]
    days = run.index.to_series().groupby(run)
    return pd.DataFrame({"start": days.first(), "end": days.last(), "sessions": days.size()})


def _longest(streaks: pd.DataFrame) -> tuple[str, str, float, float]:
    if streaks.empty:
        return "", "", 0.0, 0.0
    best = streaks.iloc[int(streaks["sessions"].argmax())]
    return iso(best["start"]), iso(best["end"]), float(best["sessions"]), float(len(streaks))


@metric(
    "working",
    "Relative momentum",
    "pp",
    inputs=PAIR,
    window=Window(52, "weeks", averaged=False),
    formula="total return of IWM − total return of SPY from 52 weeks ago to 4 weeks ago",
    pitfalls="The usual measure of momentum leaves out the last month. It was found among single "
    "stocks; two indices are a sample of one.",
)
def relative_momentum(small: Series, large: Series) -> Series | Missing:
    """How far small caps ran ahead over the last year without its last month."""
    weeks = weekly(together(small, large))
    if len(weeks) <= LONG:
        return too_short(LONG + 1, len(weeks), "weeks")
    returns = (weeks.shift(SHORT) / weeks.shift(LONG) - 1) * 100
    return (returns[0] - returns[1]).dropna()


@metric(
    "working",
    "How long a relative trend lasts",
    "%",
    inputs=PAIR,
    columns=(
        Column("label", "State", "text"),
        Column("distance", "Distance from the average", "%"),
        Column("share", "Same side 13 weeks later", "%", 0),
        Column("n", "Weeks", "count", 0),
        Column("independent", "Spans that do not overlap", "count", 0),
    ),
    formula="daily IWM ÷ SPY total-return ratio against its mean of 200 sessions; the share of past "
    "weeks whose side of it was still the side 13 weeks later; distance: median, and now",
    pitfalls="An average of 200 sessions moves slowly, so some persistence is built in. Being on "
    "the same side does not mean that the lead grew.",
)
def trend_persistence(small: Series, large: Series) -> pd.DataFrame | Missing:
    """How often small caps were still on the same side of their relative trend a quarter later."""
    daily = ratio(small, large)
    distance = weekly((daily / daily.rolling(SESSIONS_200).mean() - 1) * 100)
    if len(distance) <= WEEKS_13:
        return too_short(SESSIONS_200 + 5 * WEEKS_13, len(daily), "sessions")
    above, below = _side(distance, above=True), _side(distance, above=False)
    now = float(distance.iloc[-1])
    word, share = ("above", above[1]) if now > 0 else ("below", below[1])
    nan = float("nan")
    rows = {
        "above": ("above the average", *above),
        "below": ("below the average", *below),
        "now": (f"now: {word}", now, share, nan, nan),
    }
    return table_of(rows, trend_persistence.columns)


def _side(distance: Series, *, above: bool) -> tuple[float, float, float, float]:
    """Return median distance, share that stayed (%), weeks and spans of one side."""
    past, later = distance.iloc[:-WEEKS_13], distance.shift(-WEEKS_13).iloc[:-WEEKS_13]
    here = (past > 0) == above
    stayed = ((later[here] > 0) == above).astype(float)
    return (
        float(past[here].median()),
        float(stayed.mean() * 100),
        float(len(stayed)),
        float(len(stayed) // WEEKS_13),
    )


MOMENTUM = (win_streak, relative_momentum, trend_persistence)
