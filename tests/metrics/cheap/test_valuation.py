from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.cheap.valuation import (
    method_gap,
    method_ladder,
    method_spread,
    published_multiples,
)
from generator.model.metric import Missing

MULTIPLES = pd.DataFrame(
    [
        ("a", "2024-01-06", "WSJ", "trailing P/E", "counted", 27.0, "p1"),
        ("b", "2024-01-06", "iShares", "trailing P/E", "left out", 12.0, "p1"),
        ("c", "2025-01-01", "Siblis", "forward P/E", "counted", 25.0, None),
        ("d", "2025-02-01", "Siblis", "trailing P/E", "counted", None, "p2"),
        ("e", "2025-02-01", "iShares", "trailing P/E", "left out", 14.0, "p2"),
    ],
    columns=["id", "on", "publisher", "measure", "losers", "value", "pair"],
).astype({"on": "datetime64[s]"})
FIGURES = pd.DataFrame(
    {
        "key": ["trailing_pe", "current_pe"],
        "value": [30.0, 20.0],
        "on": pd.to_datetime(["2025-12-31"] * 2),
    }
)
RELATIVES = pd.DataFrame(
    [
        ("old", "2025-07-31", "Old forward", "forward", 28, 24, None, None),
        ("new", "2025-12-05", "New forward", "forward", 18, 24, None, None),
        ("pages", "2025-12-31", "Fund pages", "trailing", 18, 27, None, -10),
        ("press", "2025-12-31", "Press", "unknown", None, None, 5, 15),
    ],
    columns=["id", "on", "label", "method", "small", "large", "relative_pct", "norm_pct"],
).astype({"on": "datetime64[s]", "small": float, "large": float, "relative_pct": float})


def test_published_multiples_name_their_method() -> None:
    row = published_multiples(MULTIPLES).loc["b"]
    assert row.tolist() == ["iShares", "2024-01-06", "trailing P/E, losers left out", 12.0]


def test_a_multiple_without_a_ratio_stays_empty_and_says_why() -> None:
    row = published_multiples(MULTIPLES).loc["d"]
    assert pd.isna(row["value"])
    assert row["method"] == "trailing P/E, losers counted; no ratio in a year of loss"


def test_the_ladder_divides_small_by_large() -> None:
    table = method_ladder(RELATIVES)
    # 28 / 24 = 1.1667, 18 / 24 = 0.75, 18 / 27 = 0.6667, and 5 as published.
    assert table["value"].tolist() == pytest.approx([16.6667, -25, -33.3333, 5], abs=1e-4)
    assert table["norm"].tolist()[2:] == [-10, 15]


def test_the_spread_counts_the_newest_row_of_each_method() -> None:
    row = method_spread(RELATIVES).loc["all"]
    # forward -25, trailing -33.3, unknown +5: one above, two below, two thirds agree.
    assert row[["n", "positive", "negative"]].tolist() == [3, 1, 2]
    assert row["agreement"] == pytest.approx(66.667, abs=1e-3)
    # The span is that of all rows, as the figure draws them: an older forward row has 28 / 24.
    assert row[["lowest", "highest"]].tolist() == pytest.approx([-33.3333, 16.6667], abs=1e-4)
    assert row["first_on"] == f"{RELATIVES['on'].min():%Y-%m-%d}"
    assert row["last_on"] == f"{RELATIVES['on'].max():%Y-%m-%d}"


@given(st.lists(st.floats(-60, 60).filter(bool), min_size=1, max_size=9))
def test_the_sides_of_the_spread_add_up(values: list[float]) -> None:
    rows = pd.DataFrame({"id": range(len(values)), "relative_pct": values, "norm_pct": 0.0})
    rows = rows.assign(on=pd.Timestamp(2026, 1, 2), label="x", small=float("nan"), large=1.0)
    spread = method_spread(rows.assign(method=rows["id"].astype(str))).loc["all"]
    assert spread["positive"] + spread["negative"] == spread["n"] == len(values)
    assert 50 <= spread["agreement"] <= 100
    assert spread["lowest"] <= spread["highest"]


def test_a_gap_needs_both_sides_on_one_day() -> None:
    table = method_gap(FIGURES[:0], MULTIPLES)
    assert table.index.tolist() == ["p1"]  # p2 has a side without a ratio
    assert table.loc["p1"].tolist() == ["WSJ and iShares", "2024-01-06", 27.0, 12.0, 2.25]


def test_one_publisher_of_both_sides_is_named_once() -> None:
    table = method_gap(FIGURES[:0], MULTIPLES.assign(publisher="FTSE Russell"))
    assert table["label"].tolist() == ["FTSE Russell"]


def test_the_article_gives_a_pair_of_its_own() -> None:
    row = method_gap(FIGURES, MULTIPLES).loc["article"]
    assert row.tolist() == ["the article", "2025-12-31", 30.0, 20.0, 1.5]


@pytest.mark.parametrize(
    ("metric", "facts"),
    [
        (published_multiples, MULTIPLES),
        (method_ladder, RELATIVES),
        (method_spread, RELATIVES),
    ],
)
def test_nothing_public_is_missing(metric: object, facts: pd.DataFrame) -> None:
    assert isinstance(metric(facts[:0]), Missing)


def test_no_pair_at_all_is_missing() -> None:
    assert isinstance(method_gap(FIGURES[:0], MULTIPLES[:0]), Missing)


def test_every_table_has_the_declared_columns() -> None:
    tables = {
        published_multiples: published_multiples(MULTIPLES),
        method_ladder: method_ladder(RELATIVES),
        method_spread: method_spread(RELATIVES),
        method_gap: method_gap(FIGURES, MULTIPLES),
    }
    for metric, table in tables.items():
        assert list(table) == [column.name for column in metric.columns]
