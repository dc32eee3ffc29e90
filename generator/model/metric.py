"""Metrics, measurements and origins: values that every room knows."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, ParamSpec, TypeAlias

import pandas as pd

SMALL = "IWM"
LARGE = "SPY"
ARTICLE_DATE = date(2026, 1, 12)
# The seven as the press named them on the article's date; later winners are not let in.
MAG7 = ("AAPL", "MSFT", "GOOGL", "AMZN", "META", "NVDA", "TSLA")

Section = Literal["working", "cheap", "rates", "earnings", "history", "buying", "risk", "vehicles"]
Unit = Literal[
    "%", "%/y", "pp", "pp/y", "bp", "x", "index", "ratio", "count", "weeks", "usd", "date", "text"
]
Word = Literal["supported", "mixed", "contradicted", "not testable", "pending"]
AsStated = Literal["ok", "inconsistent", "wrong", "misleading", "unsourced"]

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that is not there, and why."""

    reason: str


Series: TypeAlias = "pd.Series[float]"
Measured: TypeAlias = "pd.Series[float] | pd.DataFrame | Missing"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one raw table came from: a ticker of yahoo, a series of fred.

    Attributes:
        fetched_at: ISO 8601, UTC, of the fetch that gave these rows.
        sha256: of the table's canonical CSV.
        note: what went wrong this time, when the rows are those of an earlier fetch.
    """

    source: str
    name: str
    url: str
    fetched_at: str
    rows: int
    first: date
    last: date
    sha256: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table metric; a column called `value` is what a bare row name means.

    Attributes:
        n: how many cases a cell rests on: the name of the column that counts them in each row, or
            their fixed number; "" where a cell is a single figure.
        independent: the name of the column that counts those that do not overlap.
    """

    name: str
    label: str
    unit: Unit
    decimals: int = 1
    n: str | int = "n"
    independent: str = "independent"


@dataclass(frozen=True, slots=True)
class Window:
    """What each value of a series looks back over: 104 weeks, 60 sessions, 15 years.

    Attributes:
        averaged: whether all observations in it make the value, and are its n; a change from its
            first to its last one is a single observation.
    """

    length: int
    unit: Literal["sessions", "weeks", "months", "years"]
    averaged: bool = True


@dataclass(frozen=True, slots=True)
class Metric(Generic[P]):
    """A named pure function of the snapshot; call it to compute.

    Attributes:
        id: the function's name; the address of its page, file and live numbers.
        inputs: what the function is given, in order: "IWM" is a daily total-return index
            (1.0 on its first day), "^RUT" a daily price index, "fred:DGS2" a series by the day
            on which it was known, "facts:fees" a cited table. All end at the as-of date.
        definition: first paragraph of the docstring, shown to readers.
        columns: of a table; empty for a series.
        window: of a series whose values look back and so overlap.
        companies: how many are in each value of a series, or the live name of their number.
    """

    id: str
    section: Section
    label: str
    unit: Unit
    decimals: int
    inputs: tuple[str, ...]
    columns: tuple[Column, ...]
    formula: str
    pitfalls: str
    definition: str
    function: Callable[P, Measured]
    window: Window | None = None
    companies: str | int = ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Measured:
        """Compute the metric from its inputs."""
        return self.function(*args, **kwargs)


def metric(  # noqa: PLR0913  -- a description has as many fields as readers need
    section: Section,
    label: str,
    unit: Unit,
    *,
    inputs: tuple[str, ...],
    formula: str,
    pitfalls: str,
    columns: tuple[Column, ...] = (),
    decimals: int = 1,
    window: Window | None = None,
    companies: str | int = "",
) -> Callable[[Callable[P, Measured]], Metric[P]]:
    """Describe a function as a metric; it registers nothing and changes nothing."""

    def describe(function: Callable[P, Measured]) -> Metric[P]:
        definition = inspect.cleandoc(function.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        return Metric(
            function.__name__, section, label, unit, decimals, inputs,
            columns, formula, pitfalls, definition, function, window, companies,
        )  # fmt: skip

    return describe
