"""Measuring: snapshot and facts, cut at a date, through every metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
from pandas.tseries.offsets import BDay

from generator.model.config import Config, Lag
from generator.model.fed_funds import FUTURES, contract_month
from generator.model.formatting import day, joined_reasons
from generator.model.metric import Measured, Metric, Missing
from generator.sources.facts.read import facts_at
from generator.sources.snapshot import FILED, FILINGS, SCREENED, UNIVERSE, Snapshot

FRED = "fred:"
FACTS = "facts:"
CLOSE = "close:"
# A net asset value may be struck a day or more after the close.
CLOSE_STALE_DAYS = 5
# How old a table of many companies may be, in days, and what it is called. In spring reports come
# by the hundred each week.
STALE_DAYS = {UNIVERSE: 10, FILINGS: 14}
WHAT = {UNIVERSE: "stocks: the newest cross-section is", FILINGS: "filings: the newest answer is"}
ASKED_AS = {UNIVERSE: SCREENED, FILINGS: FILED}
# What a vendor shows today has no past to ask for.
SHOWN = ("funds:", "short:")
FIRST_RUN = "needs a weekly run that reaches its source; weeks without one are never filled in"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that metrics may ask for, in full; `cut` gives it as of a date.

    Attributes:
        series: input name -> values by the day on which they were known; the futures chain
            has a column for each contract's month.
        stale_days: input name -> how many business days old its last value may be.
        failures: ticker or FRED series -> why the source gave nothing.
        cross_sections: tables of many companies, by the session that they show.
    """

    series: Mapping[str, pd.Series[float] | pd.DataFrame]
    stale_days: Mapping[str, int]
    facts: Mapping[str, pd.DataFrame]
    failures: Mapping[str, str]
    cross_sections: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def cut(self, name: str, as_of: date) -> pd.Series[float] | pd.DataFrame | Missing:
        """Return an input as it was known on a date; Missing if absent or too old."""
        if name.startswith(FACTS):
            return facts_at(self.facts[name.removeprefix(FACTS)], as_of)
        if name in STALE_DAYS:
            return self._cross_sections(name, as_of)
        if name not in self.series:
            return self._absent(name)
        known = self.series[name].loc[: pd.Timestamp(as_of)]
        return self._fresh(name, known, as_of)

    def _absent(self, name: str) -> Missing:
        reason = self.failures.get(name.removeprefix(FRED).removeprefix(CLOSE))
        if name.startswith(SHOWN) and not reason:
            return Missing(FIRST_RUN)
        return Missing(f"{name.removeprefix(CLOSE)}: {reason or 'not in the snapshot'}")

    def _cross_sections(self, name: str, as_of: date) -> pd.DataFrame | Missing:
        table = self.cross_sections[name]
        known = table[table["date"] <= pd.Timestamp(as_of)]
        if known.empty:
            return Missing(self.failures.get(name, FIRST_RUN))
        newest = known["date"].iloc[-1].date()
        if newest + timedelta(days=STALE_DAYS[name]) < as_of:
            return Missing(f"{WHAT[name]} from {day(newest)}")
        return known

    def _fresh(
        self, name: str, known: pd.Series[float] | pd.DataFrame, as_of: date
    ) -> pd.Series[float] | pd.DataFrame | Missing:
        if not len(known):
            early = FIRST_RUN if name.startswith(SHOWN) else f"{name}: no data up to {day(as_of)}"
            return Missing(early)
        last = known.index[-1]
        if last + BDay(self.stale_days.get(name, 0)) < pd.Timestamp(as_of):
            bare = name.removeprefix(CLOSE)
            shown = name if bare == name else f"price of {bare}"
            return Missing(f"{shown}: newest value is from {day(last.date())}")
        return known


def input_names(metrics: Iterable[Metric[...]]) -> tuple[list[str], list[str]]:
    """Return the tickers and the other series that a set of metrics needs, in order.

    A FRED series goes by its bare name (DGS2), those of other sources keep theirs (cftc:239742).
    """
    inputs = {name for metric in metrics for name in metric.inputs}
    asked = {ASKED_AS.get(name, name.removeprefix(CLOSE)) for name in inputs}
    names = sorted(asked)
    series = [name.removeprefix(FRED) for name in names if ":" in name]
    return [n for n in names if ":" not in n], [n for n in series if not n.startswith(FACTS)]


def gather_inputs(snapshot: Snapshot, facts: Mapping[str, pd.DataFrame], config: Config) -> Inputs:
    """Return a snapshot's tables in the form that metrics take.

    A fund is its total-return index (1.0 on its first day), or its price (`close:RVT`); an index
    (`^RUT`) is its level; any other series is moved from the day it describes to the day it was published.
    """
    names = {_input_name(name): name for name in snapshot.macro["series"].unique()}
    macro = {name: snapshot.macro_series(series) for name, series in names.items()}
    tickers = snapshot.prices["ticker"].unique()
    prices = {name: _prices(snapshot, name) for name in tickers}
    closes = {f"{CLOSE}{name}": snapshot.price(name) for name in tickers}
    session = snapshot.prices["date"].max()
    known = {name: _known(values, config.lag(name), session) for name, values in macro.items()}
    chain = futures_chain(snapshot)
    return Inputs(
        series={**prices, **closes, **known, **chain},
        stale_days={
            **{name: config.lag(name).stale_days for name in (*macro, *chain)},
            **dict.fromkeys(closes, CLOSE_STALE_DAYS),
        },
        facts=facts,
        failures={f.name: f.reason for f in snapshot.failures},
        cross_sections=snapshot.cross_sections,
    )


def measure(inputs: Inputs, metrics: Iterable[Metric[...]], as_of: date) -> dict[str, Measured]:
    """Return metric id -> what it gives when nothing after the as-of date is known."""
    return {metric.id: _measured(metric, inputs, as_of) for metric in metrics}


def _measured(metric: Metric[...], inputs: Inputs, as_of: date) -> Measured:
    given = [inputs.cut(name, as_of) for name in metric.inputs]
    reasons = [value.reason for value in given if isinstance(value, Missing)]
    return Missing(joined_reasons(reasons)) if reasons else metric(*given)


def futures_chain(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Return the closes of all federal funds futures by day and contract month; {} for none."""
    tickers = snapshot.prices["ticker"].unique()
    months = {month: ticker for ticker in tickers if (month := contract_month(str(ticker)))}
    closes = {month: snapshot.price(str(months[month])) for month in sorted(months)}
    return {FUTURES: pd.DataFrame(closes)} if closes else {}


def _prices(snapshot: Snapshot, name: str) -> pd.Series[float]:
    values = snapshot.price(name) if name.startswith("^") else snapshot.total_return(name)
    return values.dropna()


def _known(values: pd.Series[float], lag: Lag, session: pd.Timestamp) -> pd.Series[float]:
    """Return values by the business day on which each was published; `session` is the newest."""
    observed = values.dropna()
    dates = pd.DatetimeIndex(observed.index)
    usual = dates + BDay(lag.lag_days)
    released = {pd.Timestamp(day): pd.Timestamp(known) for day, known in lag.late.items()}
    known = [released.get(day, on) for day, on in zip(dates, usual, strict=True)]
    days = [max(on, session) for on in known] if lag.as_fetched else known
    shifted = observed.set_axis(pd.DatetimeIndex(days)).sort_index(kind="stable")
    # Of observations that became known on the same day, as those of a weekend, the last counts.
    return shifted.loc[~shifted.index.duplicated(keep="last")]


def _input_name(series: str) -> str:
    return series if ":" in series else f"{FRED}{series}"
