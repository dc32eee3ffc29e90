"""Comparison of two editions, from their two records alone.

Thresholds that were crossed come first, then verdicts, then data that went missing or came back,
then the largest moves in their own history, then metrics and claims that are new or gone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from generator.editions.change import Change, enumeration
from generator.ledger.live_values import LiveValues
from generator.model.formatting import day, number
from generator.model.metric import Metric, Unit
from generator.model.record import (
    Evidence,
    MissingNumbers,
    Numbers,
    Record,
    SeriesNumbers,
    Verdict,
)

_DECIMALS = re.compile(r"\d\.(\d+)")
# Moves of fewer standard deviations than this are not told.
LARGE_MOVE = 2.0
# So many decimals more than a metric's own may be shown to tell two values apart.
MORE_DECIMALS = 3
# A claim with its verdicts in both records.
VerdictPair: TypeAlias = tuple[Verdict, Verdict]
# A metric with its numbers in both records.
NumbersPair: TypeAlias = tuple[Metric[...], Numbers, Numbers]


def changes(before: Record, after: Record, metrics: Iterable[Metric[...]]) -> tuple[Change, ...]:
    """Return all that changed, most telling first."""
    metrics_by_id = {metric.id: metric for metric in metrics}
    old = {verdict.claim: verdict for verdict in before.verdicts}
    judged = [(old[new.claim], new) for new in after.verdicts if new.claim in old]
    measured = [
        (metric, before.numbers[metric.id], after.numbers[metric.id])
        for metric in metrics_by_id.values()
        if metric.id in before.numbers and metric.id in after.numbers
    ]
    return (
        *crossings(judged, LiveValues(tuple(metrics_by_id.values()), after.numbers)),
        *turns(judged),
        *gaps(measured, judged),
        *moves(measured),
        *parts(before, after, metrics_by_id),
    )


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in words: `pending (leaning mixed)`."""
    return f"{verdict.word} (leaning {verdict.leaning})" if verdict.leaning else verdict.word


def crossings(judged: Iterable[VerdictPair], values: LiveValues) -> Iterator[Change]:
    """Give each number that one and the same test now judges otherwise, with all its claims."""
    pairs: dict[tuple[str, str], tuple[Evidence, Evidence]] = {}
    claims: dict[tuple[str, str], list[VerdictPair]] = {}
    for old, new in judged:
        for key, (first, last) in shared(old, new).items():
            if first.met and last.met and first.met != last.met:
                pairs[key] = first, last
                claims.setdefault(key, []).append((old, new))
    return (_crossing(*_alike(*pairs[key], values), claims[key]) for key in pairs)


def shared(old: Verdict, new: Verdict) -> dict[tuple[str, str], tuple[Evidence, Evidence]]:
    """Return the numbers that both verdicts look at with the same test."""
    before = {(item.name, item.test): item for item in old.evidence if item.name}
    return {
        key: (before[key], item)
        for item in new.evidence
        for key in [(item.name, item.test)]
        if key in before
    }


def _crossing(old: Evidence, new: Evidence, judged: Sequence[VerdictPair]) -> Change:
    names = [verdict.claim for _, verdict in judged]
    text = (
        f"{new.label}: from {old.text} to {new.text}. By the test of {enumeration(names)} "
        f"({new.test}) that is {new.met}, no longer {old.met}. {_turned(judged)}."
    )
    return Change("threshold", (metric_of(new), *names), text)


def _alike(old: Evidence, new: Evidence, values: LiveValues) -> tuple[Evidence, Evidence]:
    """Return both numbers with as many decimals as the one that shows more of them."""
    pair, value = (old, new), values.get(new.name)
    decimals = [_DECIMALS.search(item.text) for item in pair]
    if value is None or decimals == [None, None]:
        return pair
    most = max(len(match[1]) if match else 0 for match in decimals)
    first, last = (
        item.model_copy(update={"text": number(item.value, value.unit, most)}) for item in pair
    )
    return first, last


def _turned(judged: Sequence[VerdictPair]) -> str:
    """Return where claims went: `C11 and C42 went from mixed to supported and C43 stays mixed`."""
    turns: dict[tuple[str, str], list[str]] = {}
    for old, new in judged:
        turns.setdefault((verdict_words(old), verdict_words(new)), []).append(new.claim)
    return enumeration(
        [_turn(enumeration(claims), old, new) for (old, new), claims in turns.items()]
    )


def _turn(claims: str, old: str, new: str) -> str:
    if old != new:
        return f"{claims} went from {old} to {new}"
    return f"{claims} {'stay' if ' and ' in claims else 'stays'} {new}"


def turns(judged: Iterable[VerdictPair]) -> Iterator[Change]:
    """Give each claim whose verdict or leaning changed, then each whose reason's verdict did."""
    for old, new in judged:
        about = (new.claim,)
        if verdict_words(old) != verdict_words(new):
            turn = _turn(new.claim, verdict_words(old), verdict_words(new))
            yield Change("verdict", about, f"{turn}. {new.sentence}", old.sentence)
        if old.mechanism and new.mechanism and old.mechanism != new.mechanism:
            turn = _turn(f"The reason given in {new.claim}", old.mechanism, new.mechanism)
            text = f"{turn}. {new.mechanism_sentence}"
            yield Change("verdict", about, text, old.mechanism_sentence)


def metric_of(evidence: Evidence) -> str:
    """Return the id of the metric whose number this is."""
    return evidence.name.split(".", maxsplit=1)[0]


def gaps(measured: Iterable[NumbersPair], judged: Iterable[VerdictPair]) -> Iterator[Change]:
    """Give each metric, and each number behind a verdict, that went missing or came back."""
    metrics = set()
    for metric, old, new in measured:
        if isinstance(old, MissingNumbers) or isinstance(new, MissingNumbers):
            metrics.add(metric.id)
        if isinstance(new, MissingNumbers) and not isinstance(old, MissingNumbers):
            yield Change("missing", (metric.id,), _went(metric, old, new.reason))
        if isinstance(old, MissingNumbers) and not isinstance(new, MissingNumbers):
            yield Change("back", (metric.id,), _came(metric, new, old.reason))
    pairs = {
        key: pair
        for old, new in judged
        for key, pair in shared(old, new).items()
        if metric_of(pair[1]) not in metrics
    }
    yield from _evidence_gaps(pairs.values())


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
    sized = [
        (abs(size), Change("move", (metric.id,), _move(metric, (old, new), size, unit.unit)))
        for metric, old, new in measured
        if isinstance(old, SeriesNumbers) and isinstance(new, SeriesNumbers)
        for size, unit in [(move_size(old, new), units.get(f"{metric.id}.change"))]
        if unit and abs(size) >= LARGE_MOVE
    ]
    return [change for _, change in sorted(sized, key=lambda item: -item[0])]


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
        difference = round(last, decimals) - round(first, decimals)
        return round(difference, decimals) == round(last - first, decimals) != 0

    most = metric.decimals + MORE_DECIMALS
    return next(filter(is_exact, range(metric.decimals, most)), most)


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


def _claims_of(record: Record, other: Record) -> list[Verdict]:
    """Return the verdicts on claims that only the first record has."""
    claims = {verdict.claim for verdict in other.verdicts}
    return [verdict for verdict in record.verdicts if verdict.claim not in claims]


def _numbers_of(record: Record, other: Record) -> list[tuple[str, Numbers]]:
    return [
        (name, numbers) for name, numbers in record.numbers.items() if name not in other.numbers
    ]


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
