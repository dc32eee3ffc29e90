"""The path of the policy rate before and after the article."""

from __future__ import annotations

from functools import partial

import pandas as pd

from generator.charts.figures.rate_path import RatePath, draw_path
from generator.charts.kit.axes import ARTICLE
from generator.charts.kit.drawing import Drawing, chart
from generator.charts.kit.tables import Heads, dated, listing, times
from generator.charts.kit.weeks import month_ends, side_by_side
from generator.model.formatting import capital, day, number
from generator.model.metric import ARTICLE_DATE, Missing

_PATH_FROM = pd.Timestamp(2024, 1, 1)  # the level before the first cut, and all that came after
_LISTED_MONTHS = 20
_HEADS: Heads = {
    "rate": ("Rate paid", "%", 2),
    "upper": ("Target range, upper end", "%", 2),
    "implied": ("Futures imply", "%", 2),
    "low": ("10th percentile", "%", 2),
    "high": ("90th percentile", "%", 2),
    "january": ("Expected in January 2026, upper end", "%", 2),
}


@chart(
    "rates",
    "The policy rate",
    metrics=("policy_rate",),
    extras=("policy_decisions", "implied_path", "january_path"),
    summaries=("easing", "easing_timing"),
    how="The band is the Federal Reserve's target range as decided at its meetings; before the "
    "first decision in the table, the range that it changed. The line in it is the effective rate, "
    "from the Federal Reserve through FRED. Rings are what was expected in January 2026, as "
    "published and dated then, and stay where they are: the upper end on 12 January less 0.25 for "
    "each expected cut. The chance that traders gave to a cut by April is known from a rewrite of a "
    "column of 10 January, not from the column itself. Where federal funds futures have a price, small dots are the effective "
    "rate that they imply after each coming meeting, and the shade around them runs from the 10th "
    "to the 90th percentile of what they leave open.",
)
def policy_path(
    rate: pd.Series[float],
    decisions: pd.DataFrame | Missing,
    path: pd.DataFrame | Missing,
    january: pd.DataFrame | Missing,
) -> Drawing | Missing:
    """Return the target range as steps, what futures expect now, and what was expected then."""
    paid = rate.loc[_PATH_FROM:]
    if paid.empty:
        return Missing("the policy rate is not known since 2024")
    at_article = paid.loc[: pd.Timestamp(ARTICLE)]
    start = float((at_article if len(at_article) else paid).iloc[-1])
    rate_path = RatePath(paid, _upper(decisions, paid), _ahead(path, paid), _expected(january))
    return Drawing(
        title=_title(decisions, rate_path.january),
        numbers=(
            f"now {number(float(paid.iloc[-1]), '%', 2)}",
            f"at the article {number(start, '%', 2)}",
            _third_number(rate_path),
        ),
        table=partial(_table, rate_path),
        data=partial(dated, _lines(rate_path, rate_path.paid)),
        draw=partial(draw_path, rate_path),
    )


def _upper(decisions: pd.DataFrame | Missing, paid: pd.Series[float]) -> pd.Series[float]:
    """Return the upper end of the range: before the first decision, on its day, and so on."""
    if isinstance(decisions, Missing) or decisions.empty:
        return pd.Series(dtype=float)
    first = decisions.iloc[0]
    before = float(first["upper"]) - float(first["value"]) / 100
    days = pd.DatetimeIndex([paid.index[0], *pd.to_datetime(decisions["on"]), paid.index[-1]])
    ends = [before, *decisions["upper"].astype(float), float(decisions["upper"].iloc[-1])]
    upper = pd.Series(ends, days).sort_index(kind="stable").loc[paid.index[0] :]
    return upper.groupby(level=0).last()


def _ahead(path: pd.DataFrame | Missing, paid: pd.Series[float]) -> pd.DataFrame:
    """Return the present rate and those after coming meetings by day; nothing without futures."""
    nothing = pd.DataFrame({"implied": [], "low": [], "high": []}, dtype=float)
    if isinstance(path, Missing):
        return nothing
    columns = path[["value", "lo", "hi"]].astype(float).set_axis(list(nothing), axis=1)
    rates = columns.set_axis(pd.DatetimeIndex(path["on"])).dropna(subset="implied")
    later = rates[rates.index > paid.index[-1]]
    now = pd.DataFrame(dict.fromkeys(nothing, float(paid.iloc[-1])), index=paid.index[-1:])
    return pd.concat([now, later]) if len(later) else nothing


def _expected(january: pd.DataFrame | Missing) -> pd.DataFrame:
    """Return the expectations of January 2026 by the day that they were for, in order."""
    if isinstance(january, Missing):
        return pd.DataFrame({"maker": [], "chance": [], "value": []}, dtype=float)
    return january.set_axis(pd.DatetimeIndex(january["on"])).sort_index()


def _lines(rate_path: RatePath, paid: pd.Series[float]) -> pd.DataFrame:
    """Return the weeks of a rate with everything else on its own days; empty columns left out."""
    ahead = rate_path.ahead.iloc[1:]
    columns = {"rate": paid, "upper": rate_path.upper, **{str(name): ahead[name] for name in ahead}}
    columns["january"] = rate_path.january["value"].groupby(level=0).last()
    return side_by_side({name: values for name, values in columns.items() if len(values)})


def _table(rate_path: RatePath) -> pd.DataFrame:
    """Return the last months, the range at their ends, the meetings to come and the rings."""
    lines = _lines(rate_path, month_ends(rate_path.paid).tail(_LISTED_MONTHS))
    rows = lines.loc[lines.drop(columns="upper", errors="ignore").notna().any(axis=1)]
    if len(rate_path.upper):
        range_top = rate_path.upper.reindex(rows.index, method="ffill")
        rows = rows.assign(upper=range_top.where(rows.index <= rate_path.paid.index[-1]))
    heads = {name: head for name, head in _HEADS.items() if name in rows}
    return listing(rows, heads).rename(columns={"Week to": "Week to, or day"})


def _third_number(rate_path: RatePath) -> str:
    if len(rate_path.ahead):
        by, rate = rate_path.ahead.index[-1], float(rate_path.ahead["implied"].iloc[-1])
        return f"futures imply {number(rate, '%', 2)} by {_month(by)}"
    if len(rate_path.january):
        by, upper = rate_path.january.index[0], float(rate_path.january["value"].iloc[0])
        then = rate_path.upper.loc[: pd.Timestamp(ARTICLE)].tail(1)
        start = "".join(f"from {number(float(end), '%', 2)} " for end in then)
        return f"upper end expected in January {start}to {number(upper, '%', 2)} by {_month(by)}"
    return f"at the start of 2024 {number(float(rate_path.paid.iloc[0]), '%', 2)}"


def _month(when: pd.Timestamp) -> str:
    return day(when.date()).split(" ", 1)[1]


def _title(decisions: pd.DataFrame | Missing, january: pd.DataFrame) -> str:
    odds = _cut_odds(january)
    if isinstance(decisions, Missing):
        return f"{odds or 'The policy rate since 2024'}; what the Fed decided is not on record"
    did = f"the Fed {_decisions(decisions[decisions['on'] > ARTICLE_DATE.isoformat()])} since"
    return f"{odds}; {did}" if odds else f"{capital(did)} the article"


def _cut_odds(january: pd.DataFrame) -> str:
    """Return what chance of a cut markets gave, and by when; empty where none is on record."""
    chances = january.dropna(subset="chance")
    if chances.empty:
        return ""
    by = pd.Timestamp(chances.index[0])
    chance = number(float(chances["chance"].iloc[0]), "%", 0)
    return f"Markets gave {chance} to a cut by {by.month_name()}"


def _decisions(later: pd.DataFrame) -> str:
    """Return what the Fed has done at the meetings after the article."""
    if later.empty:
        return "has not met"
    if (later["value"] == 0).all():
        return f"has held {times(len(later))}{' running' if len(later) > 1 else ''}"
    net = float(later["value"].sum())
    if net == 0:
        return "has moved its rate and moved it back"
    verb = "cut its rate" if net < 0 else "raised its rate"
    return f"has {verb} by {number(abs(net) / 100, 'index', 2)} points"
