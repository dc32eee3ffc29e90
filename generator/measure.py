"""What did the world look like on a date? Snapshot and facts, cut there, through every metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pandas.tseries.offsets import BDay

from generator.config import Config
from generator.facts import facts_at
from generator.formatting import day
from generator.model import Measured, Metric, Missing
from generator.snapshot import Snapshot

FRED = "fred:"
FACTS = "facts:"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that metrics may ask for, in full; `cut` gives it as of a date.

    Attributes:
        series: input name -> values by the day on which they were known.
        stale_days: input name -> how many business days old its last value may be.
        failures: ticker or FRED series -> why the source gave nothing.
    """

    series: Mapping[str, pd.Series[float]]
    stale_days: Mapping[str, int]
    facts: Mapping[str, pd.DataFrame]
    failures: Mapping[str, str]

    def cut(self, name: str, as_of: date) -> pd.Series[float] | pd.DataFrame | Missing:
        """Return an input as it was known on a date; Missing if absent or too old."""
        if name.startswith(FACTS):
            return facts_at(self.facts[name.removeprefix(FACTS)], as_of)
        if name not in self.series:
            reason = self.failures.get(name.removeprefix(FRED), "not in the snapshot")
            return Missing(f"{name}: {reason}")
        known = self.series[name].loc[: pd.Timestamp(as_of)]
        return self._fresh(name, known, as_of)

    def _fresh(self, name: str, known: pd.Series[float], as_of: date) -> pd.Series[float] | Missing:
        if not len(known):
            return Missing(f"{name}: no data up to {day(as_of)}")
        last = known.index[-1]
        if last + BDay(self.stale_days.get(name, 0)) < pd.Timestamp(as_of):
            return Missing(f"{name}: newest value is from {day(last.date())}")
        return known


def input_names(metrics: Iterable[Metric[...]]) -> tuple[list[str], list[str]]:
    """Return the tickers and the other series that a set of metrics needs, in order.

    A FRED series goes by its bare name (DGS2), those of other sources keep theirs (cftc:239742).
    """
    names = sorted({name for metric in metrics for name in metric.inputs})
    series = [name.removeprefix(FRED) for name in names if ":" in name]
    return [n for n in names if ":" not in n], [n for n in series if not n.startswith(FACTS)]


def gather_inputs(snapshot: Snapshot, facts: Mapping[str, pd.DataFrame], config: Config) -> Inputs:
    """Return a snapshot's tables in the form that metrics take.

    A fund is its total-return index (1.0 on its first day); an index (`^RUT`) is its level; any
    other series is moved from the day it describes to the day it was published.
    """
    names = {_input_name(name): name for name in snapshot.macro["series"].unique()}
    macro = {name: snapshot.macro_series(series) for name, series in names.items()}
    prices = {name: _prices(snapshot, name) for name in snapshot.prices["ticker"].unique()}
    known = {name: _known(values, config.lag(name).lag_days) for name, values in macro.items()}
    return Inputs(
        series={**prices, **known},
        stale_days={name: config.lag(name).stale_days for name in macro},
        facts=facts,
        failures={f.name: f.reason for f in snapshot.failures},
    )


def measure(inputs: Inputs, metrics: Iterable[Metric[...]], as_of: date) -> dict[str, Measured]:
    """Return metric id -> what it gives when nothing after the as-of date is known."""
    return {metric.id: _measured(metric, inputs, as_of) for metric in metrics}


def _measured(metric: Metric[...], inputs: Inputs, as_of: date) -> Measured:
    given = [inputs.cut(name, as_of) for name in metric.inputs]
    reasons = [value.reason for value in given if isinstance(value, Missing)]
    return Missing("; ".join(reasons)) if reasons else metric(*given)


def _prices(snapshot: Snapshot, name: str) -> pd.Series[float]:
    values = snapshot.price(name) if name.startswith("^") else snapshot.total_return(name)
    return values.dropna()


def _known(values: pd.Series[float], lag_days: int) -> pd.Series[float]:
    shifted = values.dropna().copy()
    shifted.index = pd.DatetimeIndex(shifted.index) + BDay(lag_days)
    # Weekend observations of a seven-day series become known on the same business day.
    return shifted.loc[~shifted.index.duplicated(keep="last")]


def _input_name(series: str) -> str:
    return series if ":" in series else f"{FRED}{series}"
