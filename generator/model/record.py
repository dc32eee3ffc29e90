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

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Percentile(Frozen):
    """The share of history at or below the value, 0 to 100, over n weekly values since a date."""

    since: date
    n: int
    percentile: float


class SeriesNumbers(Frozen):
    """The last point of a weekly series with its place in its own history.

    Attributes:
        change_sd: standard deviation of the weekly changes, the newest included; None below FEWEST.
    """

    kind: Literal["series"] = "series"
    value: float
    as_of: date
    change: float | None = None
    change_sd: float | None = None
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
    """One number that decided a verdict: its live name, value, the threshold it met, its n.

    Attributes:
        independent: how many of the n do not overlap, where they do.
        met: what this number alone says, where the test is on one number.
    """

    name: str
    label: str
    value: float | None
    text: str
    test: str
    n: int | None = None
    independent: int | None = None
    met: Word | None = None


class Verdict(Frozen):
    """The judgement of a claim as of an edition.

    Attributes:
        leaning: for a pending claim, what its rule says today.
        sentence: the finding in one plain sentence, written from the evidence.
        mechanism: the judgement of the reason that the article gave, where it gave a testable one.
        test: the rule in words as it stood then; likewise that of the mechanism.
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
    test: str = ""
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
    """What an edition knew of one file of the ledger.

    Attributes:
        header: its first line.
        rows: so many rows after it were there.
        sha256: of header and rows, as `head -n <rows + 1> <file> | sha256sum` gives it.
    """

    header: str
    rows: int
    sha256: str


class OpenForecast(Frozen):
    """A forecast that was open, with its newest probability and its base rate, 0 to 1."""

    id: str
    question: str
    p: float
    base_rate: float | None
    resolves_on: date


class ResolvedForecast(Frozen):
    """A forecast that was resolved in the making of an edition, with its last probability.

    Attributes:
        value_used: the number that its rule looked at; `as_of` is its date.
    """

    id: str
    question: str
    p: float
    base_rate: float | None
    outcome: Literal["yes", "no", "void"]
    how: Literal["rule", "fallback", "void"]
    value_used: float | None
    as_of: date | None


class ForecastState(Frozen):
    """What an edition knew of content/forecasts.jsonl.

    Attributes:
        lines: so many lines were there.
        sha256: of the last one, which holds that of the one before.
        open: forecasts made before the edition and not resolved.
        resolved: those resolved in its making.
    """

    lines: int = 0
    sha256: str = ""
    open: tuple[OpenForecast, ...] = ()
    resolved: tuple[ResolvedForecast, ...] = ()


class Record(Frozen):
    """An edition as published.

    Attributes:
        backfilled: computed after the week, from `vintage`; otherwise published in its own week.
        published_at: when the record was written.
        vintage: when the raw data were fetched.
        headline: the finding of the week, written from the data; an editor's own stands in edition.md.
        numbers: metric id -> what was measured.
        summary: the verdict in a few lines, written from the data.
        changes: what changed since the edition before, most telling first, in at most three lines.
        forecasts: those that were open, and those that were resolved in this edition.
        ledger: path below content/data -> what the edition knew of that file.
        previous: sha256 of the record.json of the edition before; "" for the first.
        hashes: part of the record -> sha256 of its canonical JSON.
    """

    format: Literal[1] = 1
    edition: str
    as_of: date
    published_at: datetime
    backfilled: bool
    vintage: datetime
    generator: str
    headline: str
    sources: tuple[SourceState, ...]
    numbers: dict[str, Numbers]
    verdicts: tuple[Verdict, ...]
    figures: dict[str, FigureText]
    summary: tuple[str, ...]
    changes: tuple[str, ...] = ()
    forecasts: ForecastState = ForecastState()
    ledger: dict[str, LedgerFile]
    previous: str
    hashes: dict[str, str] = {}
