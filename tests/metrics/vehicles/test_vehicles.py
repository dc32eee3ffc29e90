from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.vehicles.vehicles import (
    VEHICLES,
    fee_drag,
    fees,
    rvt_discount,
    rvt_minus_small,
    same_index_gap,
    value_tilt,
    vehicle_kind,
)
from generator.model.metric import Missing

DAY = pd.Timestamp("2025-12-31")
FEES = pd.DataFrame(
    {
        "ticker": ["IWM", "VTWO", "FSSNX", "SPSM", "VOO"],
        "name": ["A", "B", "C", "D", "E"],
        "ratio_pct": [0.19, 0.07, 0.03, 0.03, 0.03],
        "group": ["small", "small", "small", "small", "large"],
        "index": "Russell 2000",
        "kind": "exchange-traded fund",
        "category": "Small Blend",
        "on": [DAY] * 5,
    }
)
VEHICLE = pd.DataFrame(
    {
        "ticker": ["RVT"],
        "name": ["Royce Small-Cap Trust"],
        "kind": ["closed-end fund"],
        "benchmark": ["Russell 2000"],
        "category": ["Small Blend"],
        "inception": pd.to_datetime(["1986-11-26"]),
    }
)


def discounts(*prices: float) -> pd.DataFrame:
    """Return month-end prices of a fund whose net asset value is 20."""
    days = pd.date_range("2025-06-30", periods=len(prices), freq="ME")
    return pd.DataFrame({"on": days, "nav": 20.0, "price": prices})


def test_the_trust_is_measured_over_the_usual_windows() -> None:
    days = pd.to_datetime(["2025-12-31", "2026-01-12", "2026-08-14"])
    table = rvt_minus_small(pd.Series([1, 1.1, 1.21], days), pd.Series([1, 1, 1.3], days))
    # Since the article 10 % against 30 %; year to date 21 % against 30 %.
    assert table.loc["since_article", "value"] == pytest.approx(-20)
    assert table.loc["ytd", "value"] == pytest.approx(-9)


def test_the_same_index_gap_is_annualised() -> None:
    days = pd.to_datetime(["2016-08-12", "2021-08-13", "2025-08-14", "2026-08-14"])
    cheap = pd.Series([1.0, 2.0, 4.0, 4.4], days)
    dear = pd.Series([1.0, 2.0, 4.0, 4.0], days)
    table = same_index_gap(cheap, dear)
    # Five years: 2.2 ^ (1/5) = 1.17080, 2 ^ (1/5) = 1.14870. Ten years: 4.4 ^ 0.1 = 1.15970.
    assert table.loc["y1"].tolist() == ["1 year", *map(pytest.approx, (10, 0, 10))]
    assert table.loc["y5", "value"] == pytest.approx(17.0800 - 14.8698, abs=1e-3)
    assert table.loc["y10", "first"] == pytest.approx(15.9699, abs=1e-3)


def test_a_span_before_the_younger_fund_has_no_number() -> None:
    days = pd.to_datetime(["2024-01-02", "2025-08-14", "2026-08-14"])
    fund = pd.Series([1.0, 1.1, 1.2], days)
    assert same_index_gap(fund, fund)["value"].isna().tolist() == [False, True, True]


def test_fees_are_ranked_among_broad_small_cap_funds() -> None:
    table = fees(FEES)
    # 0.03 and 0.03 share rank 1, then 0.07 is third and 0.19 fourth of four.
    assert table.loc["iwm", ["rank", "of", "cheaper"]].tolist() == [4, 4, 100]
    assert table.loc[["vtwo", "fssnx", "spsm"], "rank"].tolist() == [3, 1, 1]
    assert table.loc["vtwo", "cheaper"] == pytest.approx(200 / 3)  # two of three others


def test_other_funds_have_a_fee_but_no_rank() -> None:
    row = fees(FEES).loc["voo"]
    assert row["ratio"] == 0.03
    assert row[["rank", "of", "cheaper"]].isna().all()


def test_a_lone_fund_has_nothing_cheaper() -> None:
    assert fees(FEES[:1]).loc["iwm", ["rank", "of", "cheaper"]].tolist() == [1, 1, 0]


def test_fee_drag_is_what_is_missing_at_the_end() -> None:
    # 1.07 ^ 10 = 1.967151; (1.07 x 0.9981) ^ 10 = 1.930093; the difference on $10,000 is 370.58.
    row = fee_drag(FEES).loc["iwm"]
    assert row["y10"] == pytest.approx(370.58, abs=0.01)
    assert row["y20"] == pytest.approx(10_000 * (1.07**20 - (1.07 * 0.9981) ** 20))


@given(st.floats(0.01, 3), st.floats(0.01, 3))
def test_a_higher_fee_never_takes_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    taken = fee_drag(FEES[:2].assign(ratio_pct=[low, high]))
    assert (taken.loc["iwm", ["y10", "y20"]] <= taken.loc["vtwo", ["y10", "y20"]]).all()


def test_the_trust_is_named_as_what_it_is() -> None:
    row = vehicle_kind(VEHICLE).loc["rvt"]
    assert row[["kind", "category", "inception"]].tolist() == [
        "closed-end fund", "Small Blend", "1986-11-26",
    ]  # fmt: skip


def test_the_discount_is_set_against_the_earlier_ones() -> None:
    table = rvt_discount(discounts(18, 17, 18.2)[::-1])
    # 18 / 20 is -10 %, 17 / 20 is -15 %, 18.2 / 20 is -9 %.
    assert table["value"].tolist() == pytest.approx([-9, -12.5, -15, -10])
    assert table["n"].tolist() == [1, 2, 2, 2]
    assert table.loc["latest", "on"] == "2025-08-31"


def test_a_first_discount_has_nothing_to_be_compared_with() -> None:
    table = rvt_discount(discounts(18))
    assert table.loc["latest", "value"] == pytest.approx(-10)
    assert table.loc["mean":, "value"].isna().all()


@pytest.mark.parametrize(
    ("metric", "facts"),
    [(fees, FEES), (fee_drag, FEES), (vehicle_kind, VEHICLE), (rvt_discount, discounts(18))],
)
def test_nothing_public_is_missing(metric: object, facts: pd.DataFrame) -> None:
    assert isinstance(metric(facts[:0]), Missing)


def test_every_table_has_the_declared_columns() -> None:
    days = pd.bdate_range("2015-01-02", "2026-08-14")
    fund = pd.Series(np.linspace(1, 2, len(days)), index=days)
    given_facts = {"facts:fees": FEES, "facts:vehicle_facts": VEHICLE,
                   "facts:nav_discounts": discounts(18, 17)}  # fmt: skip
    for metric in VEHICLES:
        table = metric(*[given_facts.get(name, fund) for name in metric.inputs])
        assert list(table) == [column.name for column in metric.columns]
        assert metric.definition
        assert metric.pitfalls


def walks(n: int, seed: int = 3) -> dict[str, pd.Series[float]]:
    """Return weekly returns in percent of value, growth and noise."""
    drawn = np.random.default_rng(seed).normal(0.1, 2.0, (n, 3))
    days = pd.date_range("2010-01-01", periods=n, freq="7D")
    return {name: pd.Series(drawn[:, k], days) for k, name in enumerate(("value", "growth", "own"))}


def grown(returns: pd.Series[float]) -> pd.Series[float]:
    """Return an index of weekly returns in percent, 1.0 a week before the first."""
    start = pd.Series([0.0], [returns.index[0] - pd.Timedelta(days=7)])
    return (1 + pd.concat([start, returns]) / 100).cumprod()


def tilt(share: float, n: int = 600, noise: float = 0.0) -> pd.DataFrame:
    """Return the metric of a fund that is the index and so much of value minus growth."""
    of = walks(n)
    index = (of["value"] + of["growth"]) / 2
    fund = index + share * (of["value"] - of["growth"]) + noise * of["own"]
    table = value_tilt(*(grown(one) for one in (fund, of["value"], of["growth"], index)))
    assert isinstance(table, pd.DataFrame)
    return table


def test_the_tilt_is_the_share_of_value_minus_growth() -> None:
    table = tilt(0.2)
    assert table["value"].tolist() == pytest.approx([0.2, 0.2, 0.2, 0.5], abs=1e-6)
    assert table["n"].tolist() == [156, 520, 600, 600]
    assert table["label"].tolist()[:2] == ["RVT, last 156 weeks", "RVT, last 520 weeks"]


def test_noise_widens_the_band_around_the_tilt() -> None:
    row = tilt(0.2, noise=0.5).loc["rvt_all"]
    assert row["lo"] < 0.2 < row["hi"]
    assert row["hi"] - row["lo"] > 0.02


def test_three_years_are_the_least_for_a_tilt() -> None:
    short = [grown(walks(100)[name]) for name in ("own", "value", "growth", "own")]
    assert value_tilt(*short) == Missing("needs 156 weeks of data, has 100")


@given(st.floats(-1, 1))
def test_a_core_fund_lies_where_its_share_says(share: float) -> None:
    assert tilt(share, 160).loc["rvt_w156", "value"] == pytest.approx(share, abs=1e-6)
