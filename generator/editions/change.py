"""Changes between two editions: their words, their count, and the few that are told first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["threshold", "verdict", "missing", "back", "move", "new", "gone"]
# So many changes stand at the head of an edition.
MOST_TOLD = 3
NOTHING = (
    "No threshold was crossed, no verdict changed, no number went missing or came back, no "
    "measure moved unusually far (by two standard deviations of its changes before, or more), and "
    "no metric or claim is new or gone."
)
COUNTED: Mapping[ChangeKind, tuple[str, str]] = {
    "threshold": ("1 threshold was crossed", "{} thresholds were crossed"),
    "verdict": ("1 verdict changed", "{} verdicts changed"),
    "missing": ("1 number went missing", "{} numbers went missing"),
    "back": ("1 number is no longer missing", "{} numbers are no longer missing"),
    "move": ("1 measure moved unusually far", "{} measures moved unusually far"),
    "new": ("1 metric or claim is new", "{} metrics or claims are new"),
    "gone": ("1 metric or claim is gone", "{} metrics or claims are gone"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change in a sentence.

    Attributes:
        about: the claims and metrics that it is about.
        before: what a verdict had rested on, where the sentence does not say it.
    """

    kind: ChangeKind
    about: tuple[str, ...]
    text: str
    before: str = ""


def most_telling(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the first three changes of which none is about what another one told already."""
    chosen: list[Change] = []
    for change in changes:
        if not {name for other in chosen for name in other.about}.intersection(change.about):
            chosen.append(change)
    return tuple(chosen[:MOST_TOLD])


def count_line(changes: Sequence[Change] | None) -> str:
    """Return how much changed in one sentence; None is a first edition's."""
    if changes is None:
        return "This is the first edition: there is nothing to compare with."
    counts = Counter(change.kind for change in changes)
    if not counts["threshold"] + counts["verdict"]:
        parts = ["no threshold was crossed", "no verdict changed"]
    else:
        parts = []
    parts += [
        singular if counts[kind] == 1 else plural.format(counts[kind])
        for kind, (singular, plural) in COUNTED.items()
        if counts[kind]
    ]
    return f"Since the edition before, {enumeration(parts)}."


def plain_lines(changes: Sequence[Change]) -> list[str]:
    """Return all changes as lines for a terminal."""
    lines = [(f"- {c.text}", f"  Before: {c.before}" if c.before else "") for c in changes]
    return [line for pair in lines for line in pair if line] or [NOTHING]


def enumeration(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `one, two and three`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
