"""What exactly does an edition say? The frozen form of its numbers, verdicts and headlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from generator.model import AsStated, Word

FORMAT = 1


class Frozen(BaseModel):
    """A value that came from a file: complete, typed, unchangeable."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Percentile(Frozen):
    """The share of history at or below the value, 0 to 100, over n weekly values since a date."""

    since: date
    n: int
    percentile: float


class SeriesNumbers(Frozen):
    """The last point of a weekly series with its place in its own history."""

    kind: Literal["series"] = "series"
    value: float
    as_of: date
    change: float | None = None
    since: date
    n: int
    percentiles: tuple[Percentile, ...] = ()
    sha256: str


Cell: TypeAlias = float | str | None


class TableNumbers(Frozen):
    """A table as it was measured: row key -> cells in the order of `columns`; None is no data."""

    kind: Literal["table"] = "table"
    as_of: date
    columns: tuple[str, ...]
    rows: dict[str, tuple[Cell, ...]]


class MissingNumbers(Frozen):
    """No number this week, why, and what was last published."""

    kind: Literal["missing"] = "missing"
    reason: str
    last_value: float | None = None
    last_date: date | None = None


Numbers: TypeAlias = Annotated[
    SeriesNumbers | TableNumbers | MissingNumbers, Field(discriminator="kind")
]


class Evidence(Frozen):
    """One number that decided a verdict: its live name, value, the threshold it met, its n."""

    name: str
    label: str
    value: float | None
    text: str
    test: str
    n: int | None = None
    # Left out where there is none, as in records from before it: their hashes hold.
    independent: int | None = Field(default=None, exclude_if=lambda n: n is None)


class Verdict(Frozen):
    """The judgement of a claim as of an edition.

    Attributes:
        leaning: for a pending claim, what its rule says today.
        sentence: the finding in one plain sentence, written from the evidence.
        mechanism: the judgement of the reason that the article gave, where it gave a testable one.
    """

    claim: str
    word: Word
    leaning: Word | None = None
    as_stated: AsStated
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    resolves_on: date | None = None
    mechanism: Word | None = None
    mechanism_sentence: str = ""


class FigureText(Frozen):
    """The words of a figure; `missing` says why there is no drawing."""

    title: str
    alt: str
    missing: str = ""


class SourceState(Frozen):
    """What one source had given when the edition was measured."""

    source: str
    fresh: bool
    fetched_at: datetime
    last: date
    tables: int
    sha256: str
    note: str = ""


class Record(Frozen):
    """An edition as published.

    Attributes:
        backfilled: computed after the week, from `vintage`; otherwise published in its own week.
        published_at: when the record was written.
        vintage: when the raw data were fetched.
        numbers: metric id -> what was measured.
        summary: the verdict in a few lines, written from the data.
        hashes: part of the record -> sha256 of its canonical JSON.
    """

    format: Literal[1] = 1
    edition: str
    as_of: date
    published_at: datetime
    backfilled: bool
    vintage: datetime
    generator: str
    sources: tuple[SourceState, ...]
    numbers: dict[str, Numbers]
    verdicts: tuple[Verdict, ...]
    figures: dict[str, FigureText]
    summary: tuple[str, ...]
    hashes: dict[str, str] = {}
