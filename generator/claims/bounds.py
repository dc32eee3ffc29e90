"""Bounds: tests such as `> 2`, what they ask of a number, and how they are worded."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from generator.ledger.live_values import Value
from generator.model.formatting import number
from generator.model.metric import Unit, Word
from generator.model.record import Frozen

_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
_WORDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}
_COMPLEMENT = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_FORM = re.compile(r"(>=|<=|>|<) ?(-?\d+(?:\.\d+)?)")
# So many decimals more than a metric's own may be shown to tell a value from its threshold.
MORE_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a threshold."""

    sign: str
    number: float

    def holds(self, value: float) -> bool:
        """Return whether a value passes."""
        return _HOLDS[self.sign](value, self.number)

    def text(self, unit: Unit) -> str:
        """Return the bound in words: `more than +2 pp`."""
        decimals = len(f"{self.number:g}".partition(".")[2])
        return f"{_WORDS[self.sign]} {number(self.number, unit, decimals)}"


def read_bound(text: object) -> Bound:
    """Return the bound that an editor wrote; ValueError shows the form."""
    form = _FORM.fullmatch(text) if isinstance(text, str) else None
    if not form:
        raise ValueError("write a test in quotes, like '> 2' or '<= -0.5'")
    return Bound(form[1], float(form[2]))


BoundText = Annotated[Bound, BeforeValidator(read_bound)]


class Bounds(Frozen):
    """The two sides of a rule; what lies between them is mixed."""

    supported: BoundText
    contradicted: BoundText

    @model_validator(mode="after")
    def _no_value_passes_both(self) -> Bounds:
        down, up = sorted((self.supported, self.contradicted), key=lambda bound: bound.sign)
        shared = down.number == up.number and {down.sign, up.sign} == {"<=", ">="}
        if down.sign[0] == up.sign[0] or down.number > up.number or shared:
            raise ValueError("no number may pass both `supported` and `contradicted`")
        return self

    def word(self, value: float) -> Word:
        """Return the verdict on a number."""
        if self.supported.holds(value):
            return "supported"
        return "contradicted" if self.contradicted.holds(value) else "mixed"

    @property
    def middle(self) -> str:
        """Return what is said of numbers that are neither, where there can be any."""
        opposite = Bound(_COMPLEMENT[self.supported.sign], self.supported.number)
        return "" if self.contradicted == opposite else ", mixed in between"

    def test(self, unit: Unit) -> str:
        """Return both sides in words, as an evidence table shows them."""
        supported, contradicted = self.supported.text(unit), self.contradicted.text(unit)
        return f"supported if {supported}, contradicted if {contradicted}"

    def outcome_text(self, value: Value) -> str:
        """Return a number in words and how it met the test: `+5.1 pp; the claim needs ...`."""
        text = self.text_of(value)
        supported = self.supported.text(value.unit)
        contradicted = self.contradicted.text(value.unit)
        word = self.word(value.number or 0.0)
        if word == "contradicted":
            return f"{text}; {contradicted} contradicts the claim"
        if word == "supported":
            return f"{text}; the claim needs {supported}"
        return f"{text}; the claim needs {supported}, and {contradicted} would contradict it"

    def text_of(self, value: Value) -> str:
        """Return a number with as many decimals as it takes to tell it from the thresholds."""
        raw, decimals = value.number or 0.0, value.decimals
        thresholds = {self.supported.number, self.contradicted.number} - {raw}
        most = value.decimals + MORE_DECIMALS
        while round(raw, decimals) in thresholds and decimals < most:
            decimals += 1
        return value.text(decimals)
