from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.working.ranking import (
    ASSETS,
    CORE,
    RANKING,
    asset_ranking,
    asset_ranking_core,
    vehicle_ranking,
)
from generator.model.metric import Missing

DAYS = pd.to_datetime(["2025-12-31", "2026-01-12", "2026-08-14", "2026-12-31", "2027-01-08"])


def funds(*paths: list[float]) -> list[pd.Series[float]]:
    """Return total-return indices on the first of the days above, one list a fund."""
    return [pd.Series(path, DAYS[: len(path)], dtype=float) for path in paths]


def test_funds_are_ranked_by_their_return_in_the_calendar_year() -> None:
    # +20 %, +9 %, +20 %, -5 %, 0 %: two share the first place
    paths = funds([10, 11, 12], [100, 90, 109], [1, 1, 1.2], [2, 2, 1.9], [3, 3, 3])
    table = asset_ranking_core(*paths)
    assert isinstance(table, pd.DataFrame)
    assert table["rank"].to_dict() == {"iwm": 1, "spy": 3, "qqq": 1, "tlt": 5, "hyg": 4}
    assert table.loc["spy", "value"] == pytest.approx(9)
    assert table.loc["iwm", ["start", "of"]].tolist() == ["2025-12-31", 5]


def test_the_calendar_year_ends_with_its_last_session() -> None:
    # 2026 brought +10 %; what the first week of 2027 brought does not count
    rising, flat = [10.0, 10, 10, 11, 22], [1.0] * 5
    table = asset_ranking(*funds(rising, *[flat] * 11))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["iwm", "value"] == pytest.approx(10)
    assert table["of"].eq(12).all()


def test_vehicles_are_ranked_from_the_close_of_the_article() -> None:
    # IWM: 12 / 10 = +20 % from 12 January, RVT +50 %; what came before does not count
    table = vehicle_ranking(*funds([1, 10, 12], [9, 10, 15], *[[1, 1, 1]] * 3))
    assert isinstance(table, pd.DataFrame)
    assert table.loc["iwm", "value"] == pytest.approx(20)
    assert table["rank"].to_dict() == {"iwm": 2, "rvt": 1, "vtwo": 3, "ijr": 3, "iwn": 3}
    assert table.loc["rvt", "start"] == "2026-01-12"


def test_before_its_span_begins_a_ranking_is_missing() -> None:
    assert asset_ranking_core(*funds(*[[1.0]] * 5)) == Missing("the year 2026 has not begun")
    article = vehicle_ranking(*funds(*[[1.0, 2.0]] * 5))
    assert article == Missing("no session has closed after the article")


def test_a_fund_without_a_start_has_no_return() -> None:
    young = pd.Series([1.0, 2.0], DAYS[1:3])
    table = asset_ranking_core(*funds(*[[1.0, 1, 1]] * 4), young)
    assert table == Missing("a fund has no price at the start")


def test_the_five_are_among_the_twelve() -> None:
    assert set(CORE) < set(ASSETS)
    assert [len(metric.inputs) for metric in RANKING] == [12, 5, 5]


@given(st.lists(st.floats(0.5, 2), min_size=5, max_size=5))
def test_the_best_rank_belongs_to_the_best_return(growth: list[float]) -> None:
    table = asset_ranking_core(*funds(*[[1.0, 1.0, g] for g in growth]))
    assert isinstance(table, pd.DataFrame)
    assert table.loc[table["rank"] == 1, "value"].max() == table["value"].max()
    assert table["rank"].between(1, 5).all()


@pytest.mark.parametrize("metric", RANKING, ids=lambda metric: metric.id)
def test_rankings_have_the_columns_that_they_declare(metric) -> None:  # noqa: ANN001  -- a metric
    table = metric(*funds(*[[1.0, 1, 1]] * len(metric.inputs)))
    assert list(table.columns) == [column.name for column in metric.columns]
