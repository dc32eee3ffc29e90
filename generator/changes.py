"""What changed from one edition to a later one? Told from their two records alone.

Thresholds that were crossed come first, then verdicts, then data that went missing or came back,
then the largest moves in their own history.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.formatting import day, number
from generator.model import Metric, Unit
from generator.record import Evidence, MissingNumbers, Numbers, Record, SeriesNumbers, Verdict
from generator.values import Values

Kind = Literal["threshold", "verdict", "missing", "back", "move"]
# Moves of fewer standard deviations than this are not told.
LARGE_MOVE = 2.0
# So many changes stand at the head of an edition.
MOST_TOLD = 3
# So many decimals more than a metric's own may be shown to tell two values apart.
MORE_DECIMALS = 3
NOTHING = (
    "No threshold was crossed, no verdict changed, no number went missing or came back, and no "
    "measure moved unusually far: by two standard deviations of its changes before, or more."
)
COUNTED: Mapping[Kind, tuple[str, str]] = {
    "threshold": ("1 threshold was crossed", "{} thresholds were crossed"),
    "verdict": ("1 verdict changed", "{} verdicts changed"),
    "missing": ("1 number went missing", "{} numbers went missing"),
    "back": ("1 number that was missing is there", "{} numbers that were missing are there"),
    "move": ("1 measure moved unusually far", "{} measures moved unusually far"),
}
# A claim with its verdicts in both records, and a metric likewise.
_Judged: TypeAlias = tuple[Verdict, Verdict]
_Measured: TypeAlias = tuple[Metric[...], Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Change:
    """One change in a sentence.

    Attributes:
        about: the claims and metrics that it is about.
        before: what a verdict had rested on, where the sentence does not say it.
    """

    kind: Kind
    about: tuple[str, ...]
    text: str
    before: str = ""


def changes(before: Record, after: Record, metrics: Iterable[Metric[...]]) -> tuple[Change, ...]:
    """Return all that changed, most telling first; what only one record has is no change."""
    old = {verdict.claim: verdict for verdict in before.verdicts}
    judged = [(old[new.claim], new) for new in after.verdicts if new.claim in old]
    measured = [
        (metric, before.numbers[metric.id], after.numbers[metric.id])
        for metric in metrics
        if metric.id in before.numbers and metric.id in after.numbers
    ]
    return (*_crossings(judged), *_turns(judged), *_gaps(measured, judged), *_moves(measured))


def telling(found: Iterable[Change]) -> tuple[Change, ...]:
    """Return the first three changes of which none is about what another one told already."""
    told: list[Change] = []
    for change in found:
        if not {name for other in told for name in other.about}.intersection(change.about):
            told.append(change)
    return tuple(told[:MOST_TOLD])


def count_line(found: Sequence[Change] | None) -> str:
    """Return how much changed in one sentence; None is a first edition's."""
    if found is None:
        return "This is the first edition: there is nothing to compare with."
    counts = Counter(change.kind for change in found)
    if not counts["threshold"] + counts["verdict"]:
        told = ["no threshold was crossed", "no verdict changed"]
    else:
        told = []
    told += [
        one if counts[kind] == 1 else many.format(counts[kind])
        for kind, (one, many) in COUNTED.items()
        if counts[kind]
    ]
    return f"Since the edition before, {listed(told)}."


def plain_lines(found: Sequence[Change]) -> list[str]:
    """Return all changes as lines for a terminal."""
    lines = [(f"- {c.text}", f"  Before: {c.before}" if c.before else "") for c in found]
    return [line for pair in lines for line in pair if line] or [NOTHING]


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `one, two and three`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in words: `pending (leaning mixed)`."""
    return f"{verdict.word} (leaning {verdict.leaning})" if verdict.leaning else verdict.word


def _crossings(judged: Iterable[_Judged]) -> Iterator[Change]:
    """Give each number that one and the same test now judges otherwise, with all its claims."""
    pairs: dict[tuple[str, str], tuple[Evidence, Evidence]] = {}
    claims: dict[tuple[str, str], list[_Judged]] = {}
    for old, new in judged:
        for key, (first, last) in _shared(old, new).items():
            if first.met and last.met and first.met != last.met:
                pairs[key] = first, last
                claims.setdefault(key, []).append((old, new))
    return (_crossing(*pairs[key], claims[key]) for key in pairs)


def _shared(old: Verdict, new: Verdict) -> dict[tuple[str, str], tuple[Evidence, Evidence]]:
    """Return the numbers that both verdicts look at with the same test."""
    known = {(item.name, item.test): item for item in old.evidence if item.name}
    return {
        key: (known[key], item)
        for item in new.evidence
        for key in [(item.name, item.test)]
        if key in known
    }


def _crossing(old: Evidence, new: Evidence, judged: Sequence[_Judged]) -> Change:
    names = [verdict.claim for _, verdict in judged]
    text = (
        f"{new.label}: from {old.text} to {new.text}. By the test of {listed(names)} "
        f"({new.test}) that is {new.met}, no longer {old.met}. {_turned(judged)}."
    )
    return Change("threshold", (_metric_of(new), *names), text)


def _turned(judged: Sequence[_Judged]) -> str:
    """Return where claims went: `C11 and C42 went from mixed to supported and C43 stays mixed`."""
    turns: dict[tuple[str, str], list[str]] = {}
    for old, new in judged:
        turns.setdefault((verdict_words(old), verdict_words(new)), []).append(new.claim)
    return listed([_turn(listed(claims), old, new) for (old, new), claims in turns.items()])


def _turn(claims: str, old: str, new: str) -> str:
    if old != new:
        return f"{claims} went from {old} to {new}"
    return f"{claims} {'stay' if ' and ' in claims else 'stays'} {new}"


def _turns(judged: Iterable[_Judged]) -> Iterator[Change]:
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


def _gaps(measured: Iterable[_Measured], judged: Iterable[_Judged]) -> Iterator[Change]:
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
        for key, pair in _shared(old, new).items()
        if _metric_of(pair[1]) not in told
    }
    yield from _evidence_gaps(seen.values())


def _went(metric: Metric[...], old: Numbers, reason: str) -> str:
    last = f" It was {_measure(metric, old)}." if isinstance(old, SeriesNumbers) else ""
    return f"{metric.label}: no number any more ({reason}).{last}"


def _came(metric: Metric[...], new: Numbers, reason: str) -> str:
    value = _measure(metric, new) if isinstance(new, SeriesNumbers) else "measured"
    return f"{metric.label}: {value}, where there was no number before ({reason})."


def _measure(metric: Metric[...], numbers: SeriesNumbers) -> str:
    return f"{number(numbers.value, metric.unit, metric.decimals)} on {day(numbers.as_of)}"


def _evidence_gaps(pairs: Iterable[tuple[Evidence, Evidence]]) -> Iterator[Change]:
    """Give the numbers within a table that went missing or came back, each once."""
    for old, new in {new.name: (old, new) for old, new in pairs}.values():
        if old.value is not None and new.value is None:
            text = f"{new.label}: no number any more. It was {old.text}."
            yield Change("missing", (_metric_of(new),), text)
        elif old.value is None and new.value is not None:
            text = f"{new.label}: {new.text}, where there was no number before."
            yield Change("back", (_metric_of(new),), text)


def _moves(measured: Sequence[_Measured]) -> list[Change]:
    """Return the large moves of series, largest first."""
    units = Values(tuple(metric for metric, _, _ in measured), {m.id: n for m, _, n in measured})
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


def _metric_of(evidence: Evidence) -> str:
    return evidence.name.split(".", maxsplit=1)[0]
