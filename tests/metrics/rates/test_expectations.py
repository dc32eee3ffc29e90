from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.rates.expectations import dots_against_futures, january_path
from generator.model.metric import Missing
from generator.sources.facts.read import facts_at, read_facts

FACTS = Path(__file__).parents[3] / "content" / "facts"


def decisions(**uppers: float) -> pd.DataFrame:
    days = pd.to_datetime([name.removeprefix("d") for name in uppers])
    return pd.DataFrame({"on": days, "upper": list(uppers.values())})


def forecasts(cuts: float = 0.61, chance: float = 61.0) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["traders"], "on": pd.to_datetime(["2026-04-29"]), "label": ["A cut"],
            "maker": ["Traders"], "cuts": [cuts], "chance_pct": [chance],
            "known_on": pd.to_datetime(["2026-01-12"]),
        }
    )  # fmt: skip


def measured(cuts: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    table = january_path(cuts, decided)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_chance_of_a_cut_is_that_part_of_a_quarter_point() -> None:
    row = measured(forecasts(), decisions(d20251210=3.75, d20260128=3.5)).loc["traders"]
    # 3.75 - 0.61 x 0.25 = 3.5975; what the Fed did after 12 January changes nothing.
    assert row["value"] == pytest.approx(3.5975)
    assert row[["on", "said_on", "chance"]].tolist() == ["2026-04-29", "2026-01-12", 61]


def test_the_outcome_is_open_until_a_decision_of_that_day_or_later() -> None:
    early = measured(forecasts(), decisions(d20251210=3.75, d20260318=3.5))
    assert pd.isna(early.loc["traders", "outcome"])
    late = measured(forecasts(), decisions(d20251210=3.75, d20260318=3.5, d20260617=3.25))
    assert late.loc["traders", "outcome"] == 3.5


def test_without_a_forecast_or_a_range_it_is_missing() -> None:
    assert isinstance(january_path(forecasts()[:0], decisions(d20251210=3.75)), Missing)
    assert isinstance(january_path(forecasts(), decisions(d20260128=3.75)), Missing)


def test_the_first_edition_knows_what_markets_said_and_not_yet_the_house_view() -> None:
    facts = read_facts(FACTS)
    found = [
        measured(*(facts_at(facts[name], on) for name in ("rate_forecasts", "policy_decisions")))
        for on in (date(2026, 1, 16), date(2026, 1, 30))
    ]
    assert [list(table.index) for table in found] == [
        ["traders_2026_04"], ["traders_2026_04", "vanguard_2026"],
    ]  # fmt: skip
    assert found[1]["value"].tolist() == pytest.approx([3.5975, 3.5])


@given(st.floats(0, 8))
def test_more_cuts_are_a_lower_rate(cuts: float) -> None:
    row = measured(forecasts(cuts), decisions(d20251210=3.75)).loc["traders"]
    assert row["value"] == pytest.approx(3.75 - cuts / 4)


MEETINGS = pd.DataFrame({"on": pd.to_datetime(["2026-09-16", "2026-12-09", "2027-01-27"])})


def dots(chain: dict[str, float], day: str = "2026-08-14") -> pd.DataFrame | Missing:
    at = pd.to_datetime([day])
    series = [pd.Series([value], at) for value in (3.8, 3.1, 4.4)]
    prices = pd.DataFrame({month: [price] for month, price in chain.items()}, at)
    found = dots_against_futures(
        *series, prices, pd.Series([3.63], at), decisions(d20260729=3.75), MEETINGS
    )
    assert not isinstance(found, pd.Series)
    return found


def test_the_median_is_set_against_the_last_meeting_of_the_year() -> None:
    # September stays at 3.63; December averages 3.63 - 22 / 31 x 0.25: a cut on the 9th, to 3.38. The
    # middle of the range is 0.005 below what is paid: 3.375, and 3.8 - 3.375 = 0.425.
    table = dots({"2026-09": 96.37, "2026-12": 96.37 + 22 / 31 * 0.25, "2027-02": 96.9})
    assert isinstance(table, pd.DataFrame)
    row = table.loc["year_end"]
    assert row["label"] == "end of 2026"
    assert row[["median", "low", "high"]].tolist() == [3.8, 3.1, 4.4]
    assert row[["futures", "value"]].tolist() == pytest.approx([3.375, 0.425])


def test_after_the_years_last_meeting_there_is_nothing_to_compare() -> None:
    found = dots({"2027-01": 96.4, "2027-02": 96.5}, "2026-12-11")
    assert found == Missing("no future reaches a meeting of 2026 that is still to come")


def test_without_a_price_of_futures_the_reason_is_theirs() -> None:
    found = dots({"2026-09": float("nan")})
    assert isinstance(found, Missing)
    assert "federal funds future" in found.reason
