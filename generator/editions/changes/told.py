"""What changed from one edition to a later one? Told from their two records alone.

Thresholds that were crossed come first, then verdicts, then data that went missing or came back,
then the largest moves in their own history, then metrics and claims that are new or gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.editions.changes.change import (
    NOTHING,
    Change,
    count_line,
    listed,
    plain_lines,
    telling,
)
from generator.editions.changes.numbers import gaps, move_size, moves
from generator.editions.changes.parts import parts
from generator.editions.changes.verdicts import crossings, turns
from generator.ledger.live_values import LiveValues
from generator.model.metric import Metric
from generator.model.record import Record

__all__ = [
    "NOTHING",
    "Change",
    "changes",
    "count_line",
    "listed",
    "move_size",
    "plain_lines",
    "telling",
]


def changes(before: Record, after: Record, metrics: Iterable[Metric[...]]) -> tuple[Change, ...]:
    """Return all that changed, most telling first."""
    known = {metric.id: metric for metric in metrics}
    old = {verdict.claim: verdict for verdict in before.verdicts}
    judged = [(old[new.claim], new) for new in after.verdicts if new.claim in old]
    measured = [
        (metric, before.numbers[metric.id], after.numbers[metric.id])
        for metric in known.values()
        if metric.id in before.numbers and metric.id in after.numbers
    ]
    return (
        *crossings(judged, LiveValues(tuple(known.values()), after.numbers)),
        *turns(judged),
        *gaps(measured, judged),
        *moves(measured),
        *parts(before, after, known),
    )
