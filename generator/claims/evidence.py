"""Evidence of verdicts: the numbers that rules look at, with their labels and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.ledger.live_values import LiveValues, Value
from generator.model.formatting import NO_DATA, capital
from generator.model.metric import LARGE, SMALL, Word
from generator.model.record import Evidence


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What a rule says of an edition's numbers.

    Attributes:
        gap: what there is no number for and why, where that is why there is no verdict.
    """

    word: Word
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    gap: str = ""


def value_of(values: LiveValues, name: str) -> Value:
    """Return the value of a live name; one that this edition does not have is missing."""
    value = values.get(name)
    if value:
        return value
    metric = name.split(".", maxsplit=1)[0]
    return Value(name, metric, "count", 0, None, None, "not part of this edition")


def case_count(value: Value) -> Value:
    """Return a number of cases; where it is zero, a missing value."""
    return replace(value, raw=None, missing="no case yet") if value.number == 0 else value


def evidence_of(
    values: LiveValues, value: Value, test: str, text: str = "", met: Word | None = None
) -> Evidence:
    """Return a value as evidence, labelled as its metric's table is."""
    return Evidence(
        name=value.name,
        label=label_of(values, value.name),
        value=value.number,
        text=NO_DATA if value.number is None else text or value.text(),
        test=test,
        n=value.cases.n,
        independent=value.cases.independent,
        met=met,
    )


def no_data(
    values: LiveValues, measure: str, looked_at: tuple[Value, ...], test: str
) -> RuleResult:
    """Return the finding where at least one number is missing, with the first reason."""
    missing = next(value for value in looked_at if value.number is None)
    gap = f"{measure}: {_first_reason(missing) or 'not known yet'}"
    evidence = tuple(evidence_of(values, value, test) for value in looked_at)
    return RuleResult("not testable", f"There is no number for {gap}.", evidence, gap)


def _first_reason(value: Value) -> str:
    """Return why a value is missing, without the inputs' names: `IWM: too old; SPY: gone`."""
    return value.missing.split("; ")[0].rpartition(": ")[2]


# Keys of rows that say a year, a span or a fund, for tables that are missing with all their labels.
_KEYS = (
    (r"y(\d{4})", r"\1"),
    (r"y1", "1 year"),
    (r"y(\d+)", r"\1 years"),
    (r"m(\d+)", r"\1 months"),
)


def _row_words(row: str) -> str:
    """Return a row's key as readers may know it: `y2026` is 2026, `y10` is 10 years, `iwm` is IWM."""
    if row.upper() in {SMALL, LARGE}:
        return row.upper()
    words_of_key = (re.sub(key, words, row) for key, words in _KEYS if re.fullmatch(key, row))
    return next(words_of_key, row.replace("_", " "))


def label_of(values: LiveValues, name: str) -> str:
    """Return a live name as readers know it: the labels of its metric, row and column."""
    metric_id, _, rest = name.partition(".")
    metric = values.metrics.get(metric_id)
    if metric is None:
        return name
    if not metric.columns:
        return ", ".join([metric.label, *filter(None, [rest.replace("_", " ")])])
    row, _, column = rest.partition(".")
    row_label = values.get(f"{metric_id}.{row}.label")
    labels = {c.name: c.label for c in metric.columns if c.name != "value"}
    row_words = row_label.text() if row_label and row_label.raw else _row_words(row)
    rest = ", ".join([row_words, *filter(None, [labels.get(column, "")])])
    return (
        f"{metric.label} {capital(rest)}"
        if metric.label.endswith("?")
        else f"{metric.label}, {rest}"
    )
