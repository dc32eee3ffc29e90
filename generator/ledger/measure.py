"""Measurement: a snapshot and the facts, cut at a date, through every metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
from pandas.tseries.offsets import BDay

from generator.model.config import Config, Lag
from generator.model.formatting import day, joined_reasons
from generator.model.metric import Measured, Metric, Missing, Series
from generator.model.series import CHAIN, Families, Family, contract_month, family_of
from generator.sources.facts.read import facts_at
from generator.sources.snapshot import Snapshot

FIRST_RUN = "needs a weekly run that reaches its source; weeks without one are never filled in"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that metrics may ask for, in full; `cut` gives it as of a date.

    Attributes:
        families: of the names by which metrics ask.
        series: input name -> values by the day on which they were known; the futures chain
            has a column for each contract's month.
        stale_days: input name -> how many business days old its last value may be.
        failures: raw table -> why the source gave nothing.
        cross_sections: tables of many companies, by the session that they show.
    """

    families: Families
    series: Mapping[str, Series | pd.DataFrame]
    stale_days: Mapping[str, int]
    facts: Mapping[str, pd.DataFrame]
    failures: Mapping[str, str]
    cross_sections: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def cut(self, name: str, as_of: date) -> Series | pd.DataFrame | Missing:
        """Return an input as it was known on a date; Missing if absent or too old."""
        family = family_of(name, self.families)
        if family.form == "facts":
            return facts_at(self.facts[family.bare(name)], as_of)
        if family.form == "companies":
            return self._cross_sections(family, name, as_of)
        if name not in self.series:
            return self._absent(family, name)
        return self._fresh(family, name, as_of)

    def _absent(self, family: Family, name: str) -> Missing:
        reason = self.failures.get(family.table(name))
        if not (family.has_past or reason):
            return Missing(FIRST_RUN)
        return Missing(f"{_reason_name(family, name)}: {reason or 'not in the snapshot'}")

    def _cross_sections(self, family: Family, name: str, as_of: date) -> pd.DataFrame | Missing:
        table = self.cross_sections[name]
        past = table[table["date"] <= pd.Timestamp(as_of)]
        if past.empty:
            return Missing(self.failures.get(name, FIRST_RUN))
        newest = past["date"].iloc[-1].date()
        if newest + timedelta(days=family.stale_days) < as_of:
            return Missing(_age_reason(family, name, newest))
        return past

    def _fresh(self, family: Family, name: str, as_of: date) -> Series | pd.DataFrame | Missing:
        past = self.series[name].loc[: pd.Timestamp(as_of)]
        if not len(past):
            early = f"{_reason_name(family, name)}: no data up to {day(as_of)}"
            return Missing(early if family.has_past else FIRST_RUN)
        last = past.index[-1]
        if last + BDay(self.stale_days[name]) < pd.Timestamp(as_of):
            return Missing(_age_reason(family, name, last.date()))
        return past


def _reason_name(family: Family, name: str) -> str:
    return family.display.format(name=name, bare=family.bare(name))


def _age_reason(family: Family, name: str, newest: date) -> str:
    return f"{family.age_phrase.format(name=name, bare=family.bare(name))} from {day(newest)}"


def input_names(
    metrics: Iterable[Metric[...]], families: Families
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tickers and the other inputs that a set of metrics asks of sources, in order."""
    names = sorted({name for metric in metrics for name in metric.inputs})
    of = {name: family_of(name, families) for name in names}
    tickers = {of[name].bare(name) for name in names if of[name].form in ("index", "close")}
    others = [name for name in names if of[name].form not in ("index", "close", "facts")]
    return tuple(sorted(tickers)), tuple(others)


def gather_inputs(
    snapshot: Snapshot, facts: Mapping[str, pd.DataFrame], config: Config, families: Families
) -> Inputs:
    """Return a snapshot's tables in the form that metrics take.

    A fund is its total-return index (1.0 on its first day), or its price (`close:RVT`); an index
    (`^RUT`) is its level; any other series is moved from the day it describes to the day it was published.
    """
    inputs = [
        (family, name, values)
        for family in families
        for name, values in _values(snapshot, family, config).items()
    ]
    return Inputs(
        families=families,
        series={name: values for _, name, values in inputs},
        stale_days={name: _stale_days(family, name, config) for family, name, _ in inputs},
        facts=facts,
        failures={f.name: f.reason for f in snapshot.failures},
        cross_sections=snapshot.cross_sections,
    )


def _values(
    snapshot: Snapshot, family: Family, config: Config
) -> Mapping[str, Series | pd.DataFrame]:
    """Return the inputs of a family that a snapshot holds as series, by name."""
    tickers = snapshot.prices["ticker"].unique()
    if family.form == "index":
        return {name: _index(snapshot, name) for name in tickers}
    if family.form == "close":
        return {family.name(ticker): snapshot.price(ticker) for ticker in tickers}
    if family.form == "chain":
        return futures_chain(snapshot)
    return _published(snapshot, family, config) if family.form == "series" else {}


def _stale_days(family: Family, name: str, config: Config) -> int:
    by_day = family.form in ("index", "close")
    return family.stale_days if by_day else config.lag(name, family).stale_days


def measure(inputs: Inputs, metrics: Iterable[Metric[...]], as_of: date) -> dict[str, Measured]:
    """Return metric id -> what it gives when nothing after the as-of date is known."""
    return {metric.id: _measured(metric, inputs, as_of) for metric in metrics}


def _measured(metric: Metric[...], inputs: Inputs, as_of: date) -> Measured:
    values = [inputs.cut(name, as_of) for name in metric.inputs]
    reasons = [value.reason for value in values if isinstance(value, Missing)]
    return Missing(joined_reasons(reasons)) if reasons else metric(*values)


def futures_chain(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Return the closes of all federal funds futures by day and contract month; {} for none."""
    tickers = snapshot.prices["ticker"].unique()
    months = {month: ticker for ticker in tickers if (month := contract_month(str(ticker)))}
    closes = {month: snapshot.price(str(months[month])) for month in sorted(months)}
    return {CHAIN: pd.DataFrame(closes)} if closes else {}


def _index(snapshot: Snapshot, name: str) -> Series:
    values = snapshot.price(name) if name.startswith("^") else snapshot.total_return(name)
    return values.dropna()


def _published(snapshot: Snapshot, family: Family, config: Config) -> dict[str, Series]:
    session = snapshot.prices["date"].max()
    tables = [table for table in snapshot.macro["series"].unique() if family.stores(table)]
    names = {family.name(table): table for table in tables}
    return {
        name: _by_release(snapshot.macro_series(table), config.lag(name, family), session)
        for name, table in names.items()
    }


def _by_release(values: Series, lag: Lag, session: pd.Timestamp) -> Series:
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
