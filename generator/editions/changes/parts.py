"""Which metrics and claims has only one of two records?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.editions.changes.change import Change
from generator.editions.changes.numbers import measure
from generator.editions.changes.verdicts import verdict_words
from generator.model.metric import Metric
from generator.model.record import MissingNumbers, Numbers, Record, SeriesNumbers, Verdict


def parts(before: Record, after: Record, metrics: Mapping[str, Metric[...]]) -> Iterator[Change]:
    """Give the claims and metrics that are new, then those that are gone."""
    for new in _claims_of(after, before):
        text = f"{new.claim} is new: {verdict_words(new)}. {new.sentence}"
        yield Change("new", (new.claim,), text)
    for name, numbers in _numbers_of(after, before):
        if name in metrics:
            yield Change("new", (name,), _new(metrics[name], numbers))
    for old in _claims_of(before, after):
        yield Change("gone", (old.claim,), f"{old.claim} is gone. It was {verdict_words(old)}.")
    for name, numbers in _numbers_of(before, after):
        yield Change("gone", (name,), _gone(metrics.get(name), name, numbers))


def _claims_of(one: Record, other: Record) -> list[Verdict]:
    """Return the verdicts on claims that only the first record has."""
    known = {verdict.claim for verdict in other.verdicts}
    return [verdict for verdict in one.verdicts if verdict.claim not in known]


def _numbers_of(one: Record, other: Record) -> list[tuple[str, Numbers]]:
    return [(name, found) for name, found in one.numbers.items() if name not in other.numbers]


def _new(metric: Metric[...], numbers: Numbers) -> str:
    if isinstance(numbers, MissingNumbers):
        return f"{metric.label} is a new metric, without a number yet ({numbers.reason})."
    first = f": {measure(metric, numbers)}" if isinstance(numbers, SeriesNumbers) else ""
    return f"{metric.label} is a new metric{first}."


def _gone(metric: Metric[...] | None, name: str, numbers: Numbers) -> str:
    """Return that a metric is gone; one that the generator forgot has no label, only its id."""
    if metric is None:
        return f"The metric `{name}` is gone."
    last = f" It was {measure(metric, numbers)}." if isinstance(numbers, SeriesNumbers) else ""
    return f"{metric.label}: measured no more.{last}"
