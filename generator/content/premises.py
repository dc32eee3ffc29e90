"""Premises: the comparisons of live numbers that a commentary rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.claims.bounds import Bound, read_bound
from generator.ledger.live_values import LiveValues

_COMPARISON = re.compile(r"\s*([a-z0-9_.]+)\s*([<>]=?)\s*([+\-−]?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Premise:
    """A live name and how its number must compare."""

    name: str
    bound: Bound


def parse_premise(text: str) -> Premise:
    """Return `relative_return.ytd > 0` in its parts; ValueError says what is allowed."""
    match = _COMPARISON.fullmatch(text)
    if not match:
        message = "write a premise as `live.name < number`, with one of < <= > >="
        raise ValueError(message)
    name, sign, number = match.groups()
    return Premise(name, read_bound(f"{sign} {number.replace('−', '-').removeprefix('+')}"))


def checked_premise(text: str) -> str:
    """Return a premise as written, once it is one: the check for front matter."""
    parse_premise(text)
    return text


def premise_holds(premise: str, values: LiveValues) -> bool | None:
    """Return whether the data agree with a premise; None when its number is missing."""
    parsed = parse_premise(premise)
    value = values.get(parsed.name)
    if value is None or value.number is None:
        return None
    return parsed.bound.holds(value.number)
