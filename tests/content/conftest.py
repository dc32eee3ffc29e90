from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.content.commentary import CommentaryFront
from generator.content.markdown.convert import Slot
from generator.content.text import lint, to_html
from generator.ledger.live_values import LiveValues
from generator.model.front_matter import Document
from generator.model.metric import Column, Metric, Missing, metric
from generator.model.record import MissingNumbers, Percentile, SeriesNumbers, TableNumbers

FRIDAY = date(2026, 8, 14)
FIGURES = {"since_article": "<figure>drawn</figure>"}


def _nothing() -> Missing:
    return Missing("only described")


def _metric(name: str, *columns: Column) -> Metric[[]]:
    _nothing.__name__ = name
    described = metric("rates", name, "%", inputs=(), formula="", pitfalls="", columns=columns)
    return described(_nothing)


METRICS = (
    _metric("policy_rate"),
    _metric("spread"),
    _metric("lead", Column("label", "", "text"), Column("value", "Lead", "pp")),
)
NUMBERS = {
    "policy_rate": SeriesNumbers(
        value=3.63,
        as_of=FRIDAY,
        change=-0.25,
        since=date(2000, 1, 7),
        n=1300,
        percentiles=(Percentile(since=date(2000, 1, 7), n=1300, percentile=62.0),),
    ),
    "spread": MissingNumbers(reason="FRED gave <nothing>"),
    "lead": TableNumbers(
        as_of=FRIDAY,
        columns=("label", "value"),
        rows={"ytd": ("<b>Year</b> to *date*", 4.2), "m12": ("12 months", None)},
    ),
}


@pytest.fixture
def values() -> LiveValues:
    return LiveValues(METRICS, NUMBERS)


@pytest.fixture
def html(values: LiveValues) -> Callable[[str], str]:
    """Convert a body as a page two folders down shows it; `slug` and `level` as given."""

    def convert(body: str, slug: str = "", level: int = 2) -> str:
        document = Document(Path("rates.md"), CommentaryFront(), body, 4)
        pieces = to_html(document, values, FIGURES, "../../", Slot(slug, level))
        return "".join(p if isinstance(p, str) else FIGURES[p.id] for p in pieces)

    return convert


@pytest.fixture
def found(values: LiveValues) -> Callable[[str], list[str]]:
    """List `line:column: message` for a body that starts in line 4 of rates.md."""

    def look(body: str) -> list[str]:
        document = Document(Path("rates.md"), CommentaryFront(), body, 4)
        problems = lint(document, values, FIGURES)
        return [str(problem).removeprefix("rates.md:") for problem in problems]

    return look
