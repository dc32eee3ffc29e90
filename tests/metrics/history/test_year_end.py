from __future__ import annotations

import pandas as pd
import pytest

from generator.metrics.history.spans import year_end_odds
from generator.model.metric import Missing

FRIDAYS = pd.date_range("2025-01-03", "2026-10-02", freq="W-FRI")


def flat_until(last: float) -> pd.Series[float]:
    """Return weekly closes of 100 that end with another one."""
    return pd.Series([100.0] * (len(FRIDAYS) - 1) + [last], FRIDAYS)


def test_the_lead_so_far_is_compounded_with_each_past_span() -> None:
    # 90 days are left, or 13 weeks. 92 closes hold 79 such spans; 78 are flat and leave the lead of
    # 4 points, the last one gives 1.04 x 1.04 - 1 = 8.16.
    table = year_end_odds(flat_until(104.0), flat_until(100.0))
    row = table.loc["y2026"]
    assert row[["label", "n"]].tolist() == ["2026", 79]
    assert row["value"] == pytest.approx(4)
    assert row["share"] == pytest.approx(100 / 79)
    assert row["wins"] == 100
    assert row[["p10", "p90"]].tolist() == [pytest.approx(4), pytest.approx(4)]
    assert row["independent"] == 7  # 637 days hold 7 spans of 91


def test_spans_that_do_not_overlap_are_counted_in_whole_weeks() -> None:
    # 104 closes hold 91 spans of 13 weeks, whose first starts 721 days before the last one's end:
    # 7.9 times 91 days, though 8.01 times the 90 days that are left.
    closes = pd.Series(100.0, pd.date_range(end="2026-10-02", periods=104, freq="7D"))
    assert year_end_odds(closes, closes).loc["y2026", ["n", "independent"]].tolist() == [91, 7]


def test_both_sides_compound() -> None:
    # A lead of 10 points and a span of the same again: 1.2 x 1.2 - 1.1 x 1.1 = 23 points.
    closes = pd.Series([1.0, 1.0], pd.to_datetime(["2025-12-31", "2026-07-01"]))
    small, large = (
        pd.concat([closes, pd.Series([end], pd.to_datetime(["2026-12-30"]))]) for end in (1.2, 1.1)
    )
    # One day is left: a span of one day ends with the next close, half a year later.
    row = year_end_odds(small, large).loc["y2026"]
    assert row["n"] == 2
    assert row["p90"] == pytest.approx(10 + 0.9 * 13)


@pytest.mark.parametrize("last", ["2026-12-31", "2022-12-30", "2023-12-29"])
def test_nothing_is_left_after_the_years_last_weekday(last: str) -> None:
    days = pd.date_range(end=last, periods=100, freq="7D")
    closes = pd.Series([1.0] * 100, days)
    assert isinstance(year_end_odds(closes, closes), Missing)


def test_a_year_without_a_close_before_it_is_missing() -> None:
    closes = pd.Series([1.0] * 20, pd.date_range("2026-01-02", periods=20, freq="7D"))
    assert isinstance(year_end_odds(closes, closes), Missing)
