from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.tables import dated, figure_csv, listing
from generator.charts.kit.weeks import line, long, month_ends, month_lows, side_by_side, thinned


def weeks(count: int, first: str = "2026-01-02") -> pd.Series[float]:
    return pd.Series(np.arange(count, dtype=float), pd.date_range(first, periods=count, freq="7D"))


def test_month_ends_are_the_last_week_of_each_month_and_the_newest() -> None:
    # Fridays of January 2026: 2, 9, 16, 23, 30; then 6 February.
    assert month_ends(weeks(6)).tolist() == [4, 5]


def test_a_week_that_must_not_be_lost_is_kept() -> None:
    assert month_ends(weeks(6), pd.Timestamp("2026-01-09")).tolist() == [1, 4, 5]


def test_month_lows_keep_the_deepest_week_and_the_newest() -> None:
    falls = pd.Series([-1.0, -9, -3, -2, -1, -4, -2], weeks(7).index)
    assert month_lows(falls).tolist() == [-9, -4, -2]


@pytest.mark.parametrize(("count", "kept"), [(40, 40), (60, 20), (1340, 32)])
def test_a_list_of_weeks_stays_short(count: int, kept: int) -> None:
    listed = thinned(weeks(count))
    assert len(listed) == pytest.approx(kept, abs=2)
    assert listed.index[-1] == weeks(count).index[-1]


def test_a_listing_has_dates_heads_and_formatted_cells() -> None:
    rows = side_by_side({"small": pd.Series([1.25, -0.04], weeks(2).index)})
    table = listing(rows, {"small": ("Small caps", "%", 1)})
    assert table.to_dict("list") == {
        "Week to": ["2 Jan 2026", "9 Jan 2026"], "Small caps": ["1.2%", "0.0%"],
    }  # fmt: skip


def test_a_week_that_one_series_lacks_is_empty_there() -> None:
    both = side_by_side({"a": weeks(2), "b": weeks(1)})
    assert dated(both).to_dict("list")["date"] == ["2026-01-02", "2026-01-09"]
    assert figure_csv(dated(both)) == "date,a,b\n2026-01-02,0,0\n2026-01-09,1,\n"


def test_a_line_leaves_gaps_out() -> None:
    gap = pd.Series([1.0, np.nan, 3.0], weeks(3).index)
    assert line(gap, "#000000")["x"].tolist() == ["2026-01-02", "2026-01-16"]


def test_lines_come_in_the_order_of_their_colours() -> None:
    rows = pd.DataFrame({"b": weeks(1), "a": weeks(1)})
    assert long(rows, {"a": "#000000", "b": "#111111", "c": "#222222"})["detail"].tolist() == [
        "a",
        "b",
    ]
