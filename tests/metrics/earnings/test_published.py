from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.earnings.published import estimate_drift
from generator.model.metric import Missing
from generator.sources.facts.read import read_facts


def rows(growth: float | None = -12.0, change: float = -21.5) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["q1"], "label": ["First quarter"], "on": pd.to_datetime(["2024-04-30"]),
            "growth_pct": [growth], "change_pp": [change], "span": ["three months"],
        }
    ).astype({"growth_pct": float})  # fmt: skip


def measured(table: pd.DataFrame) -> pd.DataFrame:
    found = estimate_drift(table)
    assert isinstance(found, pd.DataFrame)
    return found


def test_the_estimate_before_is_the_one_after_less_the_change() -> None:
    row = measured(rows()).loc["q1"]
    # -12.0 - -21.5 = +9.5.
    assert row[["before", "after", "value"]].tolist() == pytest.approx([9.5, -12.0, -21.5])
    assert row["on"] == "2024-04-30"


def test_a_change_without_a_level_has_no_estimates() -> None:
    row = measured(rows(growth=None)).loc["q1"]
    assert row[["before", "after"]].isna().all()
    assert row["value"] == -21.5


def test_before_any_change_was_published_it_is_missing() -> None:
    assert isinstance(estimate_drift(rows()[:0]), Missing)


def test_three_quarters_were_cut_and_the_year_2026_was_raised() -> None:
    path = Path(__file__).parents[3] / "content" / "facts"
    table = measured(read_facts(path)["estimate_revisions"])
    assert table["value"].tolist() == [-11.8, -15.4, -21.5, 15.0]
    assert table.loc["y2026", "before"] == pytest.approx(23)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_before_and_change_add_up_to_after(growth: float, change: float) -> None:
    row = measured(rows(growth, change)).loc["q1"]
    assert row["before"] + row["value"] == pytest.approx(row["after"], abs=1e-9)
