"""Verdict rules on numbers: a small closed set, with their parameters in the claim's file.

Each rule gives the live names that it looks at, its test in words, and its finding: a pure
function of an edition's numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from pydantic import Field

from generator.claims.bounds import Bounds
from generator.claims.evidence import RuleResult, case_count, evidence_of, no_data, value_of
from generator.ledger.live_values import LiveValues, Value
from generator.model.formatting import capital
from generator.model.metric import Word
from generator.model.record import Evidence, Frozen

# What a hit rate is judged by: wins among n cases, their mean lead and its 90% interval.
HIT_RATE_COLUMNS = ("wins", "n", "value", "lo", "hi")
# Where a live name stands in a rule, and the name.
RuleNames: TypeAlias = Iterator[tuple[tuple[int | str, ...], str]]


class Otherwise(Frozen):
    """What is measured where a number cannot be, such as growth from a loss."""

    measure: str
    value: str


class Threshold(Bounds):
    """One number against two thresholds, or another one against the same where it is missing."""

    kind: Literal["threshold"]
    measure: str
    value: str
    otherwise: Otherwise | None = None

    def names(self) -> RuleNames:
        """Give the live names of the rule, each with its key in the file."""
        yield ("value",), self.value
        if self.otherwise:
            yield ("otherwise", "value"), self.otherwise.value

    def text(self, values: LiveValues) -> str:
        """Return the test in words."""
        unit = value_of(values, self.value).unit
        first = f"For {self.measure}: {self.test(unit)}{self.middle}."
        if self.otherwise is None:
            return first
        unit = value_of(values, self.otherwise.value).unit
        return f"{first} Where that has no number, for {self.otherwise.measure}: {self.test(unit)}."

    def finding(self, values: LiveValues) -> RuleResult:
        """Return the verdict on the number that is there."""
        value, measure = value_of(values, self.value), self.measure
        if value.number is None and self.otherwise:
            other = value_of(values, self.otherwise.value)
            if other.number is not None:
                value, measure = other, self.otherwise.measure
        test = self.test(value.unit)
        if value.number is None:
            return no_data(values, measure, (value,), test)
        sentence = f"{capital(measure)} comes to {self.outcome_text(value)}."
        word = self.word(value.number)
        evidence = evidence_of(values, value, test, self.text_of(value), word)
        return RuleResult(word, sentence, (evidence,))


class Agreement(Bounds):
    """Many numbers against the same thresholds: how many agree?"""

    kind: Literal["agreement"]
    measure: str
    values: tuple[str, ...] = Field(min_length=2)
    supported_at: int = Field(ge=1)
    contradicted_at: int = Field(ge=1)

    def names(self) -> RuleNames:
        """Give the live names of the rule, each with its key in the file."""
        return ((("values", index), name) for index, name in enumerate(self.values))

    def text(self, values: LiveValues) -> str:
        """Return the test in words."""
        unit = value_of(values, self.values[0]).unit
        return (
            f"Of {len(self.values)} {self.measure}: supported if {_are(self.supported_at)} "
            f"{self.supported.text(unit)}, contradicted if {_are(self.contradicted_at)} "
            f"{self.contradicted.text(unit)}, mixed otherwise."
        )

    def finding(self, values: LiveValues) -> RuleResult:
        """Return the verdict on the numbers; one that is missing counts for neither side."""
        numbers = tuple(value_of(values, name) for name in self.values)
        unit = numbers[0].unit
        test = self.test(unit)
        evidence = tuple(
            evidence_of(values, v, test, self.text_of(v), self._met(v)) for v in numbers
        )
        words = [self.word(value.number) for value in numbers if value.number is not None]
        word = self._word(words)
        if word == "mixed" and len(words) < len(numbers):
            gap = f"{len(numbers) - len(words)} of {len(numbers)} {self.measure}"
            finding = no_data(values, gap, numbers, test)
            sentence = f"{finding.sentence}{self._alone(numbers)}"
            return replace(finding, sentence=sentence, evidence=evidence)
        verb = "contradicts" if self.contradicted_at == 1 else "contradict"
        sentence = (
            f"Of {len(numbers)} {self.measure}, {_are(words.count('supported'))} "
            f"{self.supported.text(unit)} and {_are(words.count('contradicted'))} "
            f"{self.contradicted.text(unit)}; the claim needs {self.supported_at} of the first "
            f"kind, and {self.contradicted_at} of the second {verb} it.{self._alone(numbers)}"
        )
        return RuleResult(word, sentence, evidence)

    def _alone(self, numbers: Iterable[Value]) -> str:
        """Return what rests on one number, where all others are missing, and that on few cases."""
        present = [value for value in numbers if value.number is not None]
        if len(present) != 1 or present[0].cases.n is None:
            return ""
        return f" The only number there is {self.text_of(present[0])} ({present[0].cases.text})."

    def _met(self, value: Value) -> Word | None:
        return None if value.number is None else self.word(value.number)

    def _word(self, words: list[Word]) -> Word:
        if words.count("supported") >= self.supported_at:
            return "supported"
        return "contradicted" if words.count("contradicted") >= self.contradicted_at else "mixed"


class HitRate(Frozen):
    """How often small caps won, and whether their mean lead is clear of zero.

    `row` is a row of a summary table with the columns wins, n, value (the mean), lo and hi.
    """

    kind: Literal["hit_rate"]
    measure: str
    row: str
    supported_share: float = 75.0
    contradicted_share: float = 40.0

    def names(self) -> RuleNames:
        """Give the live names of the rule, each with its key in the file."""
        return ((("row",), f"{self.row}.{column}") for column in HIT_RATE_COLUMNS)

    def text(self, _values: LiveValues) -> str:
        """Return the test in words."""
        return (
            f"Of {self.measure}: supported if small caps won at least {self.supported_share:g}% "
            "and the 90% interval of their mean lead lies above zero, contradicted if they won "
            f"{self.contradicted_share:g}% or less, mixed otherwise."
        )

    def finding(self, values: LiveValues) -> RuleResult:
        """Return the verdict on the counts and the interval."""
        row = {name: value_of(values, f"{self.row}.{name}") for name in HIT_RATE_COLUMNS}
        row["n"] = case_count(row["n"])
        if any(value.number is None for value in row.values()):
            return no_data(values, self.measure, tuple(row.values()), "")
        return RuleResult(self._word(row), self._sentence(row), self._evidence(values, row))

    def _word(self, row: Mapping[str, Value]) -> Word:
        number = {column: value.number or 0.0 for column, value in row.items()}
        share = number["wins"] / number["n"]
        if share >= self.supported_share / 100 and number["lo"] > 0:
            return "supported"
        return "contradicted" if share <= self.contradicted_share / 100 else "mixed"

    def _sentence(self, row: Mapping[str, Value]) -> str:
        text = {column: value.text() for column, value in row.items()}
        needs = f"the claim needs {self.supported_share:g}% of wins and an interval above zero"
        fails = f"{self.contradicted_share:g}% of wins or less contradict the claim"
        return (
            f"Small caps won {text['wins']} of {text['n']} {self.measure}, with a mean lead of "
            f"{text['value']} (90% interval {text['lo']} to {text['hi']}); "
            f"{fails if self._word(row) == 'contradicted' else needs}."
        )

    def _evidence(self, values: LiveValues, row: Mapping[str, Value]) -> tuple[Evidence, ...]:
        share = f"at least {self.supported_share:g}% wins"
        counts = evidence_of(
            values, row["wins"], share, f"{row['wins'].text()} of {row['n'].text()}"
        )
        interval = f"{row['value'].text()} ({row['lo'].text()} to {row['hi'].text()})"
        return (
            counts,
            evidence_of(values, row["value"], "90% interval above zero", interval),
        )


class Share(Bounds):
    """A count as a share of another, in percent."""

    kind: Literal["share"]
    measure: str
    part: str
    of: str

    def names(self) -> RuleNames:
        """Give the live names of the rule, each with its key in the file."""
        yield ("part",), self.part
        yield ("of",), self.of

    def text(self, _values: LiveValues) -> str:
        """Return the test in words."""
        return f"For {self.measure}, as a share: {self.test('%')}{self.middle}."

    def finding(self, values: LiveValues) -> RuleResult:
        """Return the verdict on the share."""
        part, whole = value_of(values, self.part), case_count(value_of(values, self.of))
        if part.number is None or whole.number is None:
            return no_data(values, self.measure, (part, whole), self.test("%"))
        percent = part.number / whole.number * 100
        share = Value(part.name, part.metric, "%", 0, percent, part.as_of)
        counts = f"{part.text()} of {whole.text()}"
        sentence = f"{capital(self.measure)} comes to {counts}, or {self.outcome_text(share)}."
        word, text = self.word(percent), f"{counts} ({self.text_of(share)})"
        evidence = evidence_of(values, part, self.test("%"), text, word)
        n = {"n": int(whole.number)}
        return RuleResult(word, sentence, (evidence.model_copy(update=n),))


def _are(count: int) -> str:
    """Return a count with its verb: `none is`, `1 is`, `5 are`."""
    return f"{count} are" if count > 1 else ["none is", "1 is"][count]


NumberRule: TypeAlias = Threshold | Agreement | HitRate | Share
