"""Which numbers went missing or came back, and which moved unusually far?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.editions.changes.change import Change
from generator.editions.changes.verdicts import VerdictPair, metric_of, shared
from generator.ledger.live_values import LiveValues
from generator.model.formatting import day, number
from generator.model.metric import Metric, Unit
from generator.model.record import Evidence, MissingNumbers, Numbers, SeriesNumbers

# Moves of fewer standard deviations than this are not told.
LARGE_MOVE = 2.0
# So many decimals more than a metric's own may be shown to tell two values apart.
MORE_DECIMALS = 3
# A metric with its numbers in both records.
NumbersPair: TypeAlias = tuple[Metric[...], Numbers, Numbers]


def gaps(measured: Iterable[NumbersPair], judged: Iterable[VerdictPair]) -> Iterator[Change]:
    """Give each metric, and each number behind a verdict, that went missing or came back."""
    told = set()
    for metric, old, new in measured:
        if isinstance(old, MissingNumbers) or isinstance(new, MissingNumbers):
            told.add(metric.id)
        if isinstance(new, MissingNumbers) and not isinstance(old, MissingNumbers):
            yield Change("missing", (metric.id,), _went(metric, old, new.reason))
        if isinstance(old, MissingNumbers) and not isinstance(new, MissingNumbers):
            yield Change("back", (metric.id,), _came(metric, new, old.reason))
    seen = {
        key: pair
        for old, new in judged
        for key, pair in shared(old, new).items()
        if metric_of(pair[1]) not in told
    }
    yield from _evidence_gaps(seen.values())


def _went(metric: Metric[...], old: Numbers, reason: str) -> str:
    last = f" It was {measure(metric, old)}." if isinstance(old, SeriesNumbers) else ""
    return f"{metric.label}: no number any more ({reason}).{last}"


def _came(metric: Metric[...], new: Numbers, reason: str) -> str:
    value = measure(metric, new) if isinstance(new, SeriesNumbers) else "measured"
    return f"{metric.label}: {value}, where there was no number before ({reason})."


def measure(metric: Metric[...], numbers: SeriesNumbers) -> str:
    """Return a series' newest value with its day."""
    return f"{number(numbers.value, metric.unit, metric.decimals)} on {day(numbers.as_of)}"


def _evidence_gaps(pairs: Iterable[tuple[Evidence, Evidence]]) -> Iterator[Change]:
    """Give the numbers within a table that went missing or came back, each once."""
    for old, new in {new.name: (old, new) for old, new in pairs}.values():
        if old.value is not None and new.value is None:
            text = f"{new.label}: no number any more. It was {old.text}."
            yield Change("missing", (metric_of(new),), text)
        elif old.value is None and new.value is not None:
            text = f"{new.label}: {new.text}, where there was no number before."
            yield Change("back", (metric_of(new),), text)


def moves(measured: Sequence[NumbersPair]) -> list[Change]:
    """Return the large moves of series, largest first."""
    units = LiveValues(
        tuple(metric for metric, _, _ in measured), {m.id: n for m, _, n in measured}
    )
    found = [
        (abs(size), Change("move", (metric.id,), _move(metric, (old, new), size, unit.unit)))
        for metric, old, new in measured
        if isinstance(old, SeriesNumbers) and isinstance(new, SeriesNumbers)
        for size, unit in [(move_size(old, new), units.get(f"{metric.id}.change"))]
        if unit and abs(size) >= LARGE_MOVE
    ]
    return [change for _, change in sorted(found, key=lambda item: -item[0])]


def move_size(old: SeriesNumbers, new: SeriesNumbers) -> float:
    """Return a move in standard deviations of the changes up to the old value; 0.0 if unknown.

    A value that is n values later may have moved by the square root of n times as much: n is the
    weeks between for a weekly series, and months for one that has a value a month.
    """
    steps = new.n - old.n
    if steps < 1 or not old.change_sd:
        return 0.0
    return (new.value - old.value) / (old.change_sd * math.sqrt(steps))


def _move(
    metric: Metric[...], pair: tuple[SeriesNumbers, SeriesNumbers], size: float, unit: Unit
) -> str:
    old, new = pair
    decimals = _decimals(metric, old.value, new.value)
    first, last = (number(numbers.value, metric.unit, decimals) for numbers in pair)
    moved = number(new.value - old.value, unit, decimals, signed=True)
    steps = new.n - old.n
    span = f" over {steps} new values" if steps > 1 else ""
    return (
        f"{metric.label}: from {first} to {last} ({moved}){span}, "
        f"{number(abs(size), 'count')} standard deviations of its changes since {day(old.since)}."
    )


def _decimals(metric: Metric[...], first: float, last: float) -> int:
    """Return as many decimals as it takes to tell two values apart and to get their difference."""

    def is_exact(decimals: int) -> bool:
        shown = round(last, decimals) - round(first, decimals)
        return round(shown, decimals) == round(last - first, decimals) != 0

    most = metric.decimals + MORE_DECIMALS
    return next(filter(is_exact, range(metric.decimals, most)), most)
