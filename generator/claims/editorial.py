"""How is a claim judged that no single number decides? By parts, by citation, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from generator.claims.evidence import Finding
from generator.claims.rules import Agreement, HitRate, Named, Share, Threshold
from generator.formatting import day
from generator.model import Word
from generator.record import Evidence, Frozen
from generator.values import Values

Part: TypeAlias = Annotated[Threshold | Agreement | HitRate | Share, Field(discriminator="kind")]


class Every(Frozen):
    """Several rules that must all say the same."""

    kind: Literal["every"]
    parts: tuple[Part, ...] = Field(min_length=2)

    def names(self) -> Named:
        """Give the live names of the parts, each with its key in the file."""
        return (
            (("parts", index, part.kind, *place), name)
            for index, part in enumerate(self.parts)
            for place, name in part.names()
        )

    def text(self, values: Values) -> str:
        """Return the tests in words."""
        parts = " ".join(part.text(values) for part in self.parts)
        return f"{parts} The claim gets the verdict that all tests share; otherwise it is mixed."

    def finding(self, values: Values) -> Finding:
        """Return the verdict that all parts share; mixed when they differ."""
        findings = [part.finding(values) for part in self.parts]
        words = {finding.word for finding in findings}
        return Finding(
            _shared(words),
            " ".join(finding.sentence for finding in findings),
            tuple(item for finding in findings for item in finding.evidence),
        )


class Citation(Frozen):
    """One piece of published evidence; `source` is one of the claim's sources by its title."""

    label: str
    text: str


class Cited(Frozen):
    """A verdict that an editor gave on published evidence, and when that was to be had."""

    kind: Literal["cited"]
    verdict: Literal["supported", "mixed", "contradicted"]
    because: str
    known_on: date
    evidence: tuple[Citation, ...] = Field(min_length=1)

    def names(self) -> Named:
        """Give no live names: the evidence is in the file."""
        return iter(())

    def text(self, _values: Values) -> str:
        """Return how the verdict came about."""
        return f"Judged by an editor on published evidence of {day(self.known_on)} or earlier."

    def finding(self, _values: Values) -> Finding:
        """Return the editor's verdict with its evidence."""
        evidence = tuple(
            Evidence(name="", label=item.label, value=None, text=item.text, test="")
            for item in self.evidence
        )
        return Finding(self.verdict, self.because, evidence)


class Untestable(Frozen):
    """No test: for good, or until something is had that is missing today."""

    kind: Literal["untestable"]
    because: str
    lasting: bool
    missing: str = ""

    @model_validator(mode="after")
    def _what_is_missing_is_named(self) -> Untestable:
        if self.lasting == bool(self.missing):
            raise ValueError("give `missing`, or else set `lasting: true`")
        return self

    def names(self) -> Named:
        """Give no live names."""
        return iter(())

    def text(self, _values: Values) -> str:
        """Return what would have to be there for a test."""
        return "No test is possible." if self.lasting else f"No test yet: it needs {self.missing}."

    def finding(self, _values: Values) -> Finding:
        """Return why there is no verdict."""
        needs = "" if self.lasting else f" A test needs {self.missing}."
        return Finding("not testable", f"{self.because}{needs}")


Rule: TypeAlias = Annotated[
    Threshold | Agreement | HitRate | Share | Every | Cited | Untestable,
    Field(discriminator="kind"),
]


def _shared(words: set[Word]) -> Word:
    if "not testable" in words:
        return "not testable"
    return words.pop() if len(words) == 1 else "mixed"
