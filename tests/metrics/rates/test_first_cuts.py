from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.metrics.rates.first_cuts import CUT_LISTS, counted, cut_cases, cut_definitions
from generator.model.metric import Measured, Metric, Missing

CUTS = pd.DataFrame(
    {
        "id": ["c1984", "c1987", "c1989", "c1998", "c2025"],
        "on": pd.to_datetime(["1984-10-02", "1987-10-20", "1989-06-06", "1998-09-29", "2025-09-17"]),
        "main": ["yes", "no", "yes", "yes", "no"],
    }
)  # fmt: skip
LAST = pd.DataFrame({"id": ["l1992"], "on": pd.to_datetime(["1992-09-04"])})
LARGE = pd.Series(100.0, pd.to_datetime(["1987-10-20", "2026-09-21"]))
FUNDS = pd.Series(1.0, pd.to_datetime(["2000-05-26", "2026-09-21"]))


def small(**levels: float) -> pd.Series[float]:
    """Return an index of small caps from d19871020=100 and the like."""
    days = pd.to_datetime([name.removeprefix("d") for name in levels])
    return pd.Series(list(levels.values()), days, dtype=float)


# Six months after: 1987 +10, 1989 -10, 1998 +20, 1992 (the last cut) +30; large caps stand still.
LEVELS = small(d19871020=100, d19880420=110, d19890606=100, d19891206=90, d19920904=100,
               d19930304=130, d19980929=100, d19990329=120, d20260921=120)  # fmt: skip
FLAT = LARGE.reindex(LEVELS.index, method="ffill").fillna(100.0)


def measured(metric: Metric[...], cuts: pd.DataFrame = CUTS, level: float = 0) -> Measured:
    return metric(LEVELS, FLAT + level, FUNDS, FUNDS, cuts, LAST)


def summary() -> pd.DataFrame:
    table = measured(cut_definitions)
    assert isinstance(table, pd.DataFrame)
    return table


def test_every_cut_in_the_history_has_its_role() -> None:
    table = measured(cut_cases)
    assert isinstance(table, pd.DataFrame)
    assert table["role"].to_dict() == {
        "c1987": "side case", "c1989": "first cut", "c1998": "first cut", "c2025": "restart",
        "l1992": "last cut",
    }  # fmt: skip
    assert table["m6"].tolist() == pytest.approx([10, -10, 20, 0, 30])
    assert table.loc["c2025", "basis"] == "total return"


def test_each_definition_sums_up_its_own_cuts() -> None:
    table = summary()
    columns = ["n", "wins", "median", "value"]
    # Main: -10 and 20. With side cases: also 10. Without 1998: -10. Restart: also 0. Last: 30.
    expected = {
        "main_m6": [2, 1, 5, 5], "with_side_m6": [3, 2, 10, 20 / 3],
        "without_1998_m6": [1, 0, -10, -10], "with_restart_m6": [3, 1, 0, 10 / 3],
        "last_cut_m6": [1, 1, 30, 30],
    }  # fmt: skip
    for row, numbers in expected.items():
        assert table.loc[row, columns].tolist() == pytest.approx(numbers), row


def test_the_mean_is_shown_without_each_event_in_turn() -> None:
    # -10, 20 and 10: without one of them 15, 0 and 5.
    row = summary().loc["with_side_m6"]
    assert row[["loo_lo", "loo_hi"]].tolist() == pytest.approx([0, 15])
    assert summary().loc["last_cut_m6", ["loo_lo", "lo"]].isna().all()


def test_a_span_that_is_not_over_is_not_counted() -> None:
    # The restart of September 2025 is a year old on 17 September 2026; the history ends later.
    assert summary().loc["with_restart_m12", "n"] == 3
    short = cut_definitions(LEVELS[:-1], FLAT[:-1], FUNDS[:1], FUNDS[:1], CUTS, LAST)
    assert short.loc["with_restart_m6", "n"] == 2


@pytest.mark.parametrize("metric", CUT_LISTS, ids=lambda metric: metric.id)
def test_without_a_cut_in_the_history_it_is_missing(metric: Metric[...]) -> None:
    found = metric(LEVELS, FLAT, FUNDS, FUNDS, CUTS[:1], LAST[:0])
    assert isinstance(found, Missing)


@settings(max_examples=12)
@given(st.permutations(range(5)))
def test_the_order_of_the_list_changes_no_answer(order: list[int]) -> None:
    mixed = cut_definitions(LEVELS, FLAT, FUNDS, FUNDS, CUTS.iloc[order], LAST)
    columns = ["n", "wins", "median", "loo_lo", "loo_hi"]
    pd.testing.assert_frame_equal(mixed[columns], summary()[columns])


@given(st.sampled_from(["main", "with_side", "without_1998", "with_restart", "last_cut"]))
def test_a_definition_only_chooses_among_the_cases(definition: str) -> None:
    cases = measured(cut_cases)
    assert isinstance(cases, pd.DataFrame)
    chosen = counted(cases, definition)
    pd.testing.assert_frame_equal(chosen, cases.loc[chosen.index])
