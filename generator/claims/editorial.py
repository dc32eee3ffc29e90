"""Verdict rules that no single number decides: by parts, by citation, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from generator.claims.evidence import RuleResult, evidence_of, value_of
from generator.claims.rules import NumberRule, RuleNames
from generator.ledger.live_values import LiveValues
from generator.model.formatting import day
from generator.model.metric import Word
from generator.model.record import Evidence, Frozen

ILLUSTRATIVE = "illustration only, decides nothing"


class Every(Frozen):
    """Several rules that must all say the same."""

    kind: Literal["every"]
    parts: tuple[Annotated[NumberRule, Field(discriminator="kind")], ...] = Field(min_length=2)

    def names(self) -> RuleNames:
        """Give the live names of the parts, each with its key in the file."""
        return (
            (("parts", index, part.kind, *place), name)
            for index, part in enumerate(self.parts)
            for place, name in part.names()
        )

    def text(self, values: LiveValues) -> str:
        """Return the tests in words."""
        parts = " ".join(part.text(values) for part in self.parts)
        return f"{parts} The claim gets the verdict that all tests share; otherwise it is mixed."

    def finding(self, values: LiveValues) -> RuleResult:
        """Return the verdict that all parts share; mixed when they differ."""
        findings = [part.finding(values) for part in self.parts]
        words = {finding.word for finding in findings}
        return RuleResult(
            _shared(words),
            " ".join(finding.sentence for finding in findings),
            tuple(item for finding in findings for item in finding.evidence),
            next((finding.gap for finding in findings if finding.gap), ""),
        )


class Citation(Frozen):
    """One piece of published evidence, and the day on which it was public if later than the rest."""

    label: str
    text: str
    known_on: date | None = None


class Judgement(Frozen):
    """A verdict that an editor gave on published evidence, and when that was to be had."""

    verdict: Literal["supported", "mixed", "contradicted"]
    because: str
    known_on: date
    evidence: tuple[Citation, ...] = Field(min_length=1)

    def finding_at(self, as_of: date) -> RuleResult:
        """Return the editor's verdict with the evidence that was public on a day."""
        if as_of < self.known_on:
            return RuleResult(
                "not testable", f"The evidence was published on {day(self.known_on)}."
            )
        evidence = tuple(
            Evidence(name="", label=item.label, value=None, text=item.text, test="")
            for item in self.evidence
            if not item.known_on or item.known_on <= as_of
        )
        return RuleResult(self.verdict, self.because, evidence)


class Cited(Judgement):
    """An editor's verdict where no number could decide."""

    kind: Literal["cited"]

    def names(self) -> RuleNames:
        """Give no live names: the evidence is in the file."""
        return iter(())

    def text(self, _values: LiveValues) -> str:
        """Return how the verdict came about."""
        return f"Judged by an editor on published evidence of {day(self.known_on)} or earlier."


class MeasuredOrCited(Frozen):
    """A test by numbers and, as long as they are missing, an editor's verdict in its place."""

    kind: Literal["measured_or_cited"]
    measured: Annotated[NumberRule | Every, Field(discriminator="kind")]
    cited: Judgement

    def names(self) -> RuleNames:
        """Give the live names of the test, each with its key in the file."""
        kind = self.measured.kind
        return ((("measured", kind, *place), name) for place, name in self.measured.names())

    def text(self, values: LiveValues) -> str:
        """Return the test in words, and what stands in for it."""
        return (
            f"{self.measured.text(values)} While the numbers are missing, an editor judges on "
            f"published evidence of {day(self.cited.known_on)} or earlier."
        )

    def finding_at(self, values: LiveValues, as_of: date) -> RuleResult:
        """Return what the numbers say or, without them, the editor's verdict and the gap."""
        measured = self.measured.finding(values)
        if measured.word != "not testable":
            return measured
        cited = self.cited.finding_at(as_of)
        if cited.word == "not testable":
            sentence = f"{measured.sentence} {cited.sentence}"
        else:
            why = f"since there is no number for {measured.gap}"
            what = "This is an editor's judgement on published evidence"
            sentence = f"{cited.sentence} {what}, {why}."
        return RuleResult(cited.word, sentence, cited.evidence + measured.evidence)


class Untestable(Frozen):
    """No test, for a reason that will last; `illustration` names the nearest numbers there are."""

    kind: Literal["untestable"]
    because: Annotated[str, StringConstraints(pattern=r"[.]$")]
    illustration: tuple[str, ...] = ()

    def names(self) -> RuleNames:
        """Give the live names that illustrate the claim."""
        return ((("illustration", index), name) for index, name in enumerate(self.illustration))

    def text(self, _values: LiveValues) -> str:
        """Return that there is no test."""
        note = " The numbers shown with it illustrate it only." if self.illustration else ""
        return f"No test is possible.{note}"

    def finding(self, values: LiveValues) -> RuleResult:
        """Return why there is no verdict, with numbers that illustrate the claim."""
        numbers = [value_of(values, name) for name in self.illustration]
        evidence = tuple(evidence_of(values, value, ILLUSTRATIVE) for value in numbers)
        return RuleResult("not testable", self.because, evidence)


VerdictRule: TypeAlias = Annotated[
    NumberRule | Every | Cited | MeasuredOrCited | Untestable,
    Field(discriminator="kind"),
]


def apply_rule(rule: VerdictRule, values: LiveValues, as_of: date) -> RuleResult:
    """Return what a rule says of an edition's numbers and of what was published by its date."""
    if isinstance(rule, Cited):
        return rule.finding_at(as_of)
    if isinstance(rule, MeasuredOrCited):
        return rule.finding_at(values, as_of)
    return rule.finding(values)


def _shared(words: set[Word]) -> Word:
    if "not testable" in words:
        return "not testable"
    return words.pop() if len(words) == 1 else "mixed"
