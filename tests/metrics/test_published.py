from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.buying.published import (
    PUBLISHED_FLOWS,
    published_etf_flows,
    published_foreign_revenue,
    published_fund_flows,
    published_takeovers,
)
from generator.metrics.cheap.valuation import relative_book_marks
from generator.metrics.earnings.published import (
    PUBLISHED_EARNINGS,
    published_growth_2026,
    published_loss_makers,
    published_productivity,
)
from generator.metrics.rates.debt import (
    PUBLISHED_DEBT,
    published_floating_debt,
    published_leverage,
    published_loan_rates,
)
from generator.model.metric import Missing

NONE = float("nan")
PUBLISHED = (
    *PUBLISHED_DEBT,
    published_foreign_revenue,
    *PUBLISHED_EARNINGS,
    relative_book_marks,
    *PUBLISHED_FLOWS,
)


def comparisons(topic: str, *pairs: tuple[str, float, float]) -> pd.DataFrame:
    """Return rows called after their day, in any order, with both sides."""
    return pd.DataFrame(
        [
            {
                "id": f"r{on.replace('-', '_')}", "topic": topic, "on": pd.Timestamp(on),
                "label": "A page", "small": small, "large": large, "method": "by number",
            }
            for on, small, large in pairs
        ]
    )  # fmt: skip


DEBT = comparisons(
    "floating_debt", ("2025-12-31", 45, 9), ("2023-12-31", 30, 8), ("2024-06-30", 41, NONE)
)
FLOWS = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "group": ["domestic equity mutual funds"] * 3 + ["S&P 500 funds"],
        "label": ["2023", "2024", "October 2025", "VOO, 2024"],
        "on": pd.to_datetime(["2023-12-31", "2024-11-30", "2025-10-31", "2024-12-31"]),
        "billions": [-418.2, 10.0, -104.2, 116.0],
        "method": "net flow",
    }
)
TAKEOVERS = pd.DataFrame(
    {
        "id": ["first", "second"],
        "label": ["One count", "Another"],
        "on": pd.to_datetime(["2025-12-31", "2025-12-31"]),
        "billions": [133.0, 240.0],
        "growth_pct": [133.0, 81.0],
        "deals": [50.0, NONE],
        "method": "all",
    }
)
MARKS = pd.DataFrame(
    {
        "id": ["low_2000"],
        "label": ["Lowest"],
        "on": pd.to_datetime(["2000-08-31"]),
        "ratio": [0.355],
        "percentile": [NONE],
        "method": "six portfolios",
    }
)


def test_pairs_come_by_date_with_their_difference_and_its_extremes() -> None:
    table = published_floating_debt(DEBT)
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == [
        "r2023_12_31", "r2024_06_30", "r2025_12_31", "newest", "lowest", "highest",
    ]  # fmt: skip
    # 30 - 8 = 22 and 45 - 9 = 36; without the large side there is no difference
    assert table["value"].tolist()[0::2] == [22, 36, 22]
    assert (table.loc["newest", "value"], table.loc["highest", "on"]) == (36, "2025-12-31")


def test_a_row_that_repeats_another_says_why() -> None:
    table = published_floating_debt(DEBT)
    assert isinstance(table, pd.DataFrame)
    assert table["label"].tolist()[3:] == [
        "newest with both sides: A page", "smallest difference: A page", "largest difference: A page",
    ]  # fmt: skip
    assert table["label"].tolist()[:3] == ["A page"] * 3


def test_a_single_pair_is_not_repeated_as_its_own_extremes() -> None:
    table = published_foreign_revenue(comparisons("foreign_revenue", ("2023-09-29", 19.8, 39.4)))
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == ["r2023_09_29", "newest"]


def test_pairs_without_any_difference_have_no_extremes() -> None:
    table = published_floating_debt(comparisons("floating_debt", ("2024-06-30", 41, NONE)))
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == ["r2024_06_30"]


@pytest.mark.parametrize(
    ("metric", "topic"),
    [
        (published_foreign_revenue, "foreign_revenue"),
        (published_productivity, "productivity"),
        (published_growth_2026, "growth_2026"),
    ],
)
def test_each_topic_takes_its_own_rows(metric, topic: str) -> None:  # noqa: ANN001  -- a metric
    rows = pd.concat([DEBT, comparisons(topic, ("2025-12-31", 19.8, 39.4))])
    assert metric(rows).loc["newest", "value"] == pytest.approx(-19.6)
    assert metric(DEBT) == Missing("no cited figure was public on that day")


@pytest.mark.parametrize(
    ("metric", "topic"),
    [(published_loss_makers, "loss_makers"), (published_loan_rates, "loan_rate")],
)
def test_some_numbers_are_given_for_small_companies_alone(metric, topic: str) -> None:  # noqa: ANN001  -- a metric
    table = metric(comparisons(topic, ("2024-09-30", 43, NONE)))
    assert list(table.index) == ["r2024_09_30"]
    assert list(table.loc["r2024_09_30"]) == ["A page", "2024-09-30", 43, "by number"]
    assert isinstance(metric(DEBT), Missing)


def test_outflows_before_the_article_are_counted_by_year() -> None:
    table = published_fund_flows(FLOWS)
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == ["a", "b", "c", "before"]
    # 2023 and 2024: one outflow of two, together -418.2 + 10
    assert table.loc["before", ["outflows", "n"]].tolist() == [1, 2]
    assert table.loc["before", "value"] == pytest.approx(-408.2)


def test_flows_of_single_funds_stand_apart() -> None:
    table = published_etf_flows(FLOWS)
    assert isinstance(table, pd.DataFrame)
    assert table["value"].to_dict() == {"d": 116.0}


def test_the_smallest_rise_of_takeovers_is_marked() -> None:
    table = published_takeovers(TAKEOVERS)
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == ["first", "second", "lowest"]
    assert (table.loc["lowest", "value"], table.loc["lowest", "label"]) == (
        81,
        "smallest rise: Another",
    )


def test_marks_of_the_century_keep_their_day() -> None:
    table = relative_book_marks(MARKS)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["low_2000", ["on", "value"]].tolist() == ["2000-08-31", 0.355]


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda metric: metric.id)
def test_before_anything_was_public_there_is_nothing(metric) -> None:  # noqa: ANN001  -- a metric
    frames = {"facts:flows": FLOWS, "facts:takeovers": TAKEOVERS, "facts:relative_book": MARKS}
    empty = frames.get(metric.inputs[0], DEBT).iloc[:0]
    assert metric(empty) == Missing("no cited figure was public on that day")


@pytest.mark.parametrize("metric", PUBLISHED, ids=lambda metric: metric.id)
def test_tables_have_the_columns_that_they_declare(metric) -> None:  # noqa: ANN001  -- a metric
    topic = {"published_loan_rates": "loan_rate"}.get(metric.id, metric.id[10:])
    frames = {"facts:flows": FLOWS, "facts:takeovers": TAKEOVERS, "facts:relative_book": MARKS}
    rows = comparisons(topic, ("2025-12-31", 45, 9))
    table = metric(frames.get(metric.inputs[0], rows))
    assert list(table.columns) == [column.name for column in metric.columns]


def test_debt_against_earnings_keeps_a_row_without_large_companies() -> None:
    rows = comparisons("leverage", ("2018-10-15", 3.5, 1.8), ("2024-06-18", 4.0, NONE))
    table = published_leverage(rows)
    assert isinstance(table, pd.DataFrame)
    assert table.loc["newest", "value"] == pytest.approx(1.7)
    assert pd.isna(table.loc["r2024_06_18", "value"])
    assert isinstance(published_leverage(rows[:0]), Missing)
