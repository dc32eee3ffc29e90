from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from generator.editions.change import Change
from generator.editions.headline import LINES, edition_title, record_lines, summary_lines
from generator.ledger.live_values import LiveValues
from generator.metrics.catalogue import METRICS
from generator.model.metric import Word
from generator.model.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Record,
    TableNumbers,
    Verdict,
)

AS_OF = date(2026, 8, 14)
BY_ID = {metric.id: metric for metric in METRICS}


def table(metric_id: str, **rows: dict[str, Cell]) -> dict[str, Numbers]:
    names = tuple(column.name for column in BY_ID[metric_id].columns)
    cells = {row: tuple(cells.get(name) for name in names) for row, cells in rows.items()}
    return {metric_id: TableNumbers(as_of=AS_OF, columns=names, rows=cells)}


def lines(
    numbers: dict[str, Numbers], *verdicts: Verdict, changed: Sequence[Change] | None = None
) -> dict[str, str]:
    return summary_lines(LiveValues(METRICS, numbers), verdicts, changed)


def test_a_records_lines_are_those_that_its_edition_was_told_in() -> None:
    told = lines({})
    assert list(told) == list(LINES)
    record = Record.model_construct(summary=tuple(told.values()))
    assert record_lines(record) == told


def leads(since: float | None, ytd: float | None) -> dict[str, Numbers]:
    return table("relative_return", since_article={"value": since}, ytd={"value": ytd})


def verdict(claim: str, word: Word, leaning: Word | None = None) -> Verdict:
    return Verdict(claim=claim, word=word, leaning=leaning, as_stated="ok", sentence="")


@pytest.mark.parametrize(
    ("since", "ytd", "sentence"),
    [
        (4.94, 10.0, "Since the article, small caps lead large caps by 4.9 percentage points; since the turn of the year, they lead by 10.0 percentage points."),
        (-3.0, 2.0, "Since the article, small caps trail large caps by 3.0 percentage points; since the turn of the year, they lead by 2.0 percentage points."),
        (0.04, -0.04, "Since the article, small caps are level with large caps; since the turn of the year, they are level with them."),
        (1.0, None, "Since the article, small caps lead large caps by 1.0 percentage points."),
        (None, 1.0, "There is no number this week for the lead of small caps since the article: not known yet."),
    ],
)  # fmt: skip
def test_the_first_line_tells_who_leads(
    since: float | None, ytd: float | None, sentence: str
) -> None:
    assert lines(leads(since, ytd))["relative_return"] == sentence


@pytest.mark.parametrize(
    ("since", "title"),
    [
        (5.06, "Small caps lead by 5.1 points since the article"),
        (-0.05001, "Small caps trail by 0.1 points since the article"),
        (0.04, "Small caps are level with large caps since the article"),
        (-0.04, "Small caps are level with large caps since the article"),
        (None, "Small caps against large caps: no comparison this week"),
    ],
)
def test_the_title_is_the_finding_of_the_week(since: float | None, title: str) -> None:
    assert edition_title(LiveValues(METRICS, leads(since, None)), ()) == title


def thesis(word: Word, mechanism: Word | None, leaning: Word | None = None) -> Verdict:
    return verdict("C42", word, leaning).model_copy(update={"mechanism": mechanism})


@pytest.mark.parametrize(
    ("since", "outcome", "mechanism", "turn"),
    [
        (5.0, "supported", "contradicted", ", but not for the reason given"),
        (-5.0, "contradicted", "supported", ", although the reason given came about"),
        (5.0, "supported", "supported", ""),
        (-5.0, "contradicted", "contradicted", ""),
        (1.0, "mixed", "contradicted", ""),
        (5.0, "supported", "pending", ""),
        (5.0, "supported", None, ""),
        # decided in favour, and the lead has turned since
        (-5.0, "supported", "contradicted", ""),
        (5.0, "contradicted", "supported", ""),
    ],
)
@pytest.mark.parametrize("decided", [True, False])
def test_the_title_tells_the_lead_from_its_reason(
    since: float, outcome: Word, mechanism: Word | None, turn: str, *, decided: bool
) -> None:
    stands = (
        thesis(outcome, mechanism) if decided else thesis("pending", mechanism, leaning=outcome)
    )
    start = edition_title(LiveValues(METRICS, leads(since, None)), ())
    assert edition_title(LiveValues(METRICS, leads(since, None)), [stands]) == start + turn


@pytest.mark.parametrize(
    ("since", "outcome", "mechanism", "conclusion"),
    [
        (5.0, "supported", "contradicted", " So small caps are ahead, but not for the reason given."),
        (-5.0, "contradicted", "supported", " So the reason given came about, and small caps are behind all the same."),
        (5.0, "supported", "supported", " Small caps are ahead and the reason given came about; that does not show that one caused the other."),
        (-5.0, "contradicted", "contradicted", " So neither the lead nor the reason given for it came about."),
        (1.0, "mixed", "contradicted", ""),
        (-5.0, "supported", "contradicted", ""),
    ],
)  # fmt: skip
def test_the_third_line_draws_the_conclusion(
    since: float, outcome: Word, mechanism: Word, conclusion: str
) -> None:
    fed = "The Fed has not changed its rate since the article, which expected easing potentially as early as late April."
    numbers = leads(since, None) | table("easing", since_article={"value": 0})
    assert lines(numbers, thesis("pending", mechanism, outcome))["easing"] == fed + conclusion


@pytest.mark.parametrize(
    ("low", "high", "span"),
    [
        (-30.8, 26.1, "between 31% cheaper and 26% dearer than"),
        (-30.8, -5.2, "between 5% and 31% cheaper than"),
        (-10.2, -9.8, "10% cheaper than"),
        (5.2, 26.1, "between 5% and 26% dearer than"),
        (5.2, 5.4, "5% dearer than"),
        (0.1, 5.2, "between 0% and 5% dearer than"),
        (-0.2, 0.2, "level with"),
    ],
)
def test_the_second_line_tells_the_span_of_the_methods(low: float, high: float, span: str) -> None:
    spread: dict[str, Cell] = {"n": 7, "negative": 3, "lowest": low, "highest": high}
    end = f"small caps were {span} large caps, depending on the method; 3 of 7 methods had them cheaper."
    assert (
        lines(table("method_spread", all=spread))["method_spread"]
        == f"On multiples published, {end}"
    )
    dated = spread | {"first_on": "2025-07-31", "last_on": "2026-02-16"}
    assert lines(table("method_spread", all=dated))["method_spread"] == (
        f"On multiples published for Jul 2025 to Feb 2026, {end}"
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (-50, "The Fed has lowered its rate by 50 basis points since the article."),
        (25, "The Fed has raised its rate by 25 basis points since the article."),
        (-1, "The Fed has lowered its rate by 1 basis point since the article."),
        (0, "The Fed has not changed its rate since the article, which expected easing potentially as early as late April."),
        (None, "No decision of the Fed since the article is on record yet."),
    ],
)  # fmt: skip
def test_the_third_line_tells_what_the_fed_did(change: float | None, sentence: str) -> None:
    assert lines(table("easing", since_article={"value": change}))["easing"] == sentence


@pytest.mark.parametrize(
    ("small", "large", "sentence"),
    [
        (-11.0, -8.9, "Since the article, small caps have fallen by up to 11.0% from a high; large caps have fallen by up to 8.9% from a high."),
        (0.0, -0.04, "Since the article, small caps have not closed below a high; large caps have not closed below a high."),
        (-11.0, None, "Since the article, small caps have fallen by up to 11.0% from a high."),
        (None, -8.9, "There is no number this week for the fall of small caps since the article: not known yet."),
    ],
)  # fmt: skip
def test_the_fourth_line_tells_the_falls(
    small: float | None, large: float | None, sentence: str
) -> None:
    falls = table("drawdown_since_article", small={"value": small}, large={"value": large})
    assert lines(falls)["drawdown_since_article"] == sentence


def test_a_missing_metric_is_told_with_its_first_reason() -> None:
    missing = MissingNumbers(reason="IWM: too old; SPY: too old")
    numbers: dict[str, Numbers] = dict.fromkeys(("easing", "method_spread"), missing)
    told = lines(numbers)
    assert told["method_spread"] == (
        "There is no number this week for small caps' price against large caps: IWM: too old."
    )
    assert told["easing"] == (
        "There is no number this week for the Fed's moves since the article: IWM: too old."
    )


def test_the_last_line_counts_what_changed() -> None:
    changed = [Change("verdict", ("C01",), ""), Change("move", ("beta",), "")]
    assert lines({}, changed=changed)["changes"] == (
        "Since the edition before, 1 verdict changed and 1 measure moved unusually far."
    )


def test_the_last_line_of_a_first_edition_has_nothing_to_compare() -> None:
    assert lines({}, verdict("C01", "mixed"))["changes"] == (
        "This is the first edition: there is nothing to compare with."
    )
