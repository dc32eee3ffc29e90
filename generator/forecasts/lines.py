"""Lines of content/forecasts.jsonl: a forecast, a change of its probability, or its resolution."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter, model_validator

from generator.forecasts.rules import ForecastRule
from generator.metrics.maths.scoring import CEILING, FLOOR
from generator.model.record import Frozen

# What the article is taken to have said of an event that it asserts without a number: it calls
# small caps "poised", and hedges nowhere. One number for all its claims, set before any resolved.
ARTICLE_P = 0.85

Probability: TypeAlias = Annotated[float, Field(ge=0, le=1)]
StatedProbability: TypeAlias = Annotated[float, Field(ge=FLOOR, le=CEILING)]
ForecastId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^F\d{3}$")]
ClaimId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^C\d{2}$")]
Digest: TypeAlias = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
Words: TypeAlias = Annotated[str, StringConstraints(min_length=1)]


class BaseRate(Frozen):
    """How often it came true before, as computed when the forecast was made."""

    p: Probability | None = None
    n: int = 0
    """past spans counted, which overlap."""
    independent: int = 0
    """how many of them fit without overlapping."""
    computed_from: str = ""
    """what was counted, in words."""
    as_of: date | None = None
    """the newest date that it knew."""
    missing: str = ""
    """why there is none."""


class Reference(Frozen):
    """A probability that somebody else gives: from where, or why there is none."""

    p: Probability | None = None
    source: Words


class Forecast(Frozen):
    """A dated probability with the rule that will resolve it."""

    kind: Literal["forecast"] = "forecast"
    prev: Digest
    """sha256 of the line before; "" on the first line."""
    id: ForecastId
    question: Words
    created_at: AwareDatetime
    author: Words
    horizon_start: date
    """the span begins with the value of this day."""
    resolves_on: date
    rule: ForecastRule
    benchmark: BaseRate
    """the base rate, shown before p was asked for."""
    persistence: Reference
    market: Reference
    article: Probability | None
    """what the article is taken to say, where it asserts the event."""
    p: StatedProbability
    note: Words
    claims: tuple[ClaimId, ...]
    """the claims that the question bears on."""
    mechanism: bool
    """whether it asks for the article's reason and not for its outcome."""
    void: Words
    """what happens when the data are missing."""
    late: bool
    """made after its span had begun."""

    @property
    def moment(self) -> datetime:
        """Return when the line was written."""
        return self.created_at

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Forecast:
        if self.resolves_on <= max(self.created_at.date(), self.horizon_start):
            raise ValueError(f"the resolution date {self.resolves_on} is in the past")
        if self.late != (self.created_at.date() > self.horizon_start):
            raise ValueError("`late` says that it was made after `horizon_start`, and only that")
        return self


class Update(Frozen):
    """A new probability for an open forecast; the old ones stay and count for their days."""

    kind: Literal["update"] = "update"
    prev: Digest
    id: ForecastId
    at: AwareDatetime
    p: StatedProbability
    note: Words

    @property
    def moment(self) -> datetime:
        """Return when the line was written."""
        return self.at


class Resolution(Frozen):
    """What became of a forecast, resolved by code."""

    kind: Literal["resolution"] = "resolution"
    prev: Digest
    id: ForecastId
    at: AwareDatetime
    edition: Annotated[str, StringConstraints(pattern=r"^\d{4}-w\d{2}$")]
    """the one in whose making it was resolved."""
    outcome: Literal["yes", "no", "void"]
    value_used: float | None
    """the number that the rule looked at, in the unit of the rule."""
    as_of: date | None
    """the date of that number."""
    vintage: AwareDatetime
    """when the raw data behind it were fetched."""
    how: Literal["rule", "fallback", "void"]
    """by the rule, by the fallback for missing data, or not at all."""

    @property
    def moment(self) -> datetime:
        """Return when the line was written."""
        return self.at

    @model_validator(mode="after")
    def _void_has_no_value(self) -> Resolution:
        if (self.outcome == "void") != (self.how == "void"):
            raise ValueError("a void forecast has no outcome, and any other has one")
        if (self.outcome == "void") == (self.value_used is not None):
            raise ValueError("`value_used` goes with an outcome")
        return self


LogLine: TypeAlias = Annotated[Forecast | Update | Resolution, Field(discriminator="kind")]
LINE: TypeAdapter[LogLine] = TypeAdapter(LogLine)
