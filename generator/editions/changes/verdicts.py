"""Which numbers crossed a threshold, and which verdicts turned?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.editions.changes.change import Change, listed
from generator.ledger.live_values import LiveValues
from generator.model.formatting import number
from generator.model.record import Evidence, Verdict

_DECIMALS = re.compile(r"\d\.(\d+)")
# A claim with its verdicts in both records.
VerdictPair: TypeAlias = tuple[Verdict, Verdict]


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
    known = {(item.name, item.test): item for item in old.evidence if item.name}
    return {
        key: (known[key], item)
        for item in new.evidence
        for key in [(item.name, item.test)]
        if key in known
    }


def _crossing(old: Evidence, new: Evidence, judged: Sequence[VerdictPair]) -> Change:
    names = [verdict.claim for _, verdict in judged]
    text = (
        f"{new.label}: from {old.text} to {new.text}. By the test of {listed(names)} "
        f"({new.test}) that is {new.met}, no longer {old.met}. {_turned(judged)}."
    )
    return Change("threshold", (metric_of(new), *names), text)


def _alike(old: Evidence, new: Evidence, values: LiveValues) -> tuple[Evidence, Evidence]:
    """Return both numbers with as many decimals as the one that shows more of them."""
    pair, found = (old, new), values.get(new.name)
    shown = [_DECIMALS.search(item.text) for item in pair]
    if found is None or shown == [None, None]:
        return pair
    most = max(len(match[1]) if match else 0 for match in shown)
    first, last = (
        item.model_copy(update={"text": number(item.value, found.unit, most)}) for item in pair
    )
    return first, last


def _turned(judged: Sequence[VerdictPair]) -> str:
    """Return where claims went: `C11 and C42 went from mixed to supported and C43 stays mixed`."""
    turns: dict[tuple[str, str], list[str]] = {}
    for old, new in judged:
        turns.setdefault((verdict_words(old), verdict_words(new)), []).append(new.claim)
    return listed([_turn(listed(claims), old, new) for (old, new), claims in turns.items()])


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
