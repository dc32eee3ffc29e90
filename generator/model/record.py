"""Records: the frozen form of an edition's numbers, verdicts and headlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from generator.model.metric import AsStated, Word

FORMAT = 1
# Published files that have a schema, by its name.
SCHEMAS = ("record", "claims", "forecasts")


class Frozen(BaseModel):
    """A value that came from a file: complete, typed, unchangeable."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, use_attribute_docstrings=True
    )


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
    change_sd: float | None = None
    """standard deviation of the weekly changes, the newest included; None below FEWEST."""
    since: date
    n: int
    percentiles: tuple[Percentile, ...] = ()


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
    independent: int | None = None
    """how many of the n do not overlap, where they do."""
    met: Word | None = None
    """what this number alone says, where the test is on one number."""


class Verdict(Frozen):
    """The judgement of a claim as of an edition."""

    claim: str
    word: Word
    leaning: Word | None = None
    """for a pending claim, what its rule says today."""
    as_stated: AsStated
    sentence: str
    """the finding in one plain sentence, written from the evidence."""
    evidence: tuple[Evidence, ...] = ()
    resolves_on: date | None = None
    mechanism: Word | None = None
    """the judgement of the reason that the article gave, where it gave a testable one."""
    mechanism_sentence: str = ""
    test: str = ""
    """the rule in words as it stood then; likewise that of the mechanism."""
    mechanism_test: str = ""


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


class LedgerFile(Frozen):
    """What an edition knew of one file of the ledger."""

    header: str
    """its first line."""
    rows: int
    """so many rows after it were there."""
    sha256: str
    """of header and rows, as `head -n <rows + 1> <file> | sha256sum` gives it."""


class OpenForecast(Frozen):
    """A forecast that was open, with its newest probability and its base rate, 0 to 1."""

    id: str
    question: str
    p: float
    base_rate: float | None
    resolves_on: date


class ResolvedForecast(Frozen):
    """A forecast that was resolved in the making of an edition, with its last probability."""

    id: str
    question: str
    p: float
    base_rate: float | None
    outcome: Literal["yes", "no", "void"]
    how: Literal["rule", "fallback", "void"]
    value_used: float | None
    """the number that its rule looked at; `as_of` is its date."""
    as_of: date | None


class ForecastState(Frozen):
    """What an edition knew of content/forecasts.jsonl."""

    lines: int = 0
    """so many lines were there."""
    sha256: str = ""
    """of the last one, which holds that of the one before."""
    open: tuple[OpenForecast, ...] = ()
    """forecasts made before the edition and not resolved."""
    resolved: tuple[ResolvedForecast, ...] = ()
    """those resolved in its making."""


class Record(Frozen):
    """An edition as published."""

    format: Literal[1] = 1
    edition: str
    as_of: date
    published_at: datetime
    """when the record was written."""
    backfilled: bool
    """computed after the week, from `vintage`; otherwise published in its own week."""
    vintage: datetime
    """when the raw data were fetched."""
    generator: str
    headline: str
    """the finding of the week, written from the data; an editor's own stands in edition.md."""
    sources: tuple[SourceState, ...]
    numbers: dict[str, Numbers]
    """metric id -> what was measured."""
    verdicts: tuple[Verdict, ...]
    figures: dict[str, FigureText]
    summary: tuple[str, ...]
    """the verdict in a few lines, written from the data."""
    changes: tuple[str, ...] = ()
    """what changed since the edition before, most telling first, in at most three lines."""
    forecasts: ForecastState = ForecastState()
    """those that were open, and those that were resolved in this edition."""
    ledger: dict[str, LedgerFile]
    """path below content/data -> what the edition knew of that file."""
    previous: str
    """sha256 of the record.json of the edition before; "" for the first."""
    hashes: dict[str, str] = {}
    """part of the record -> sha256 of its canonical JSON."""
