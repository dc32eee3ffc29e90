from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metrics.vehicles.trust import (
    TRUST,
    rvt_discount_standing,
    rvt_leverage,
    rvt_nav_discount,
    rvt_over_years,
    rvt_payouts,
    rvt_return_parts,
)
from generator.model.metric import Metric, Missing

# A year: a payout of 1 goes ex on the second day, then the discount narrows from 10% to 5%.
DAYS = pd.to_datetime(["2025-08-14", "2026-02-02", "2026-08-14"])
NAV = pd.Series([10.0, 9.0, 9.9], DAYS)
PRICE = pd.Series([9.0, 8.1, 9.405], DAYS)
# Adjusted for the payout: 8.1 / (9 - 1) = 1.0125 on the second day, x 9.405 / 8.1 on the third.
TOTAL = pd.Series([1.0, 1.0125, 1.0125 * 9.405 / 8.1], DAYS)
SMALL = pd.Series([1.0, 1.0, 1.08], DAYS)

PAYOUTS = pd.DataFrame(
    {
        "id": ["later", "earlier"],
        "ticker": "RVT",
        "label": ["fourth quarter", "third quarter"],
        "on": pd.to_datetime(["2025-11-30", "2025-08-31"]),
        "paid": [0.5, 0.3],
        "income": [0.1, 0.06],
        "short_gains": [0.0, 0.03],
        "long_gains": [0.4, 0.06],
        "capital": [0.0, 0.15],
    }
)
DEBTS = pd.DataFrame(
    {
        "id": ["old"],
        "ticker": "RVT",
        "label": "A page",
        "on": pd.to_datetime(["2021-10-04"]),
        "assets": [2160.0],
        "borrowed": [70.0],
        "method": "all",
    }
)


def parts(
    total: pd.Series[float] = TOTAL,
    price: pd.Series[float] = PRICE,
    nav: pd.Series[float] = NAV,
    small: pd.Series[float] = SMALL,
) -> pd.DataFrame:
    table = rvt_return_parts(total, price, nav, small)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_return_is_parted_into_holdings_discount_and_the_rest() -> None:
    year = parts().loc["y1"]
    # Holdings: 9 / (10 - 1) x 9.9 / 9 = 1.10. Discount: 0.95 / 0.90 = 1.0556.
    assert year["nav"] == pytest.approx(10)
    assert year["discount"] == pytest.approx(5.5556, abs=1e-4)
    # In all 1.0125 x 1.16111 = 1.175625; the rest is what is left.
    assert year["value"] == pytest.approx(17.5625)
    assert year["rest"] == pytest.approx(17.5625 - 10 - 5.5556, abs=1e-4)
    assert year[["index", "lead"]].tolist() == pytest.approx([8, 2])


def test_reinvesting_below_value_is_in_the_rest() -> None:
    year = parts(*(series.iloc[:2] for series in (TOTAL, PRICE, NAV, SMALL)))
    # Ends on 2 February 2026, and no day is a year before: only the span since the article is there.
    assert pd.isna(year.loc["y1", "value"])
    row = year.loc["since_article"]
    assert row[["value", "nav", "discount", "rest"]].tolist() == pytest.approx([1.25, 0, 0, 1.25])
    assert row["start"] == "2025-08-14"


def test_a_payout_on_a_day_without_a_net_asset_value_is_not_lost() -> None:
    # The middle day has no value, but its payout counts: 9.9 / (10 - 1) = 1.10.
    assert parts(nav=NAV.iloc[[0, 2]]).loc["y1", "nav"] == pytest.approx(10)


def test_a_span_before_the_first_value_is_unknown() -> None:
    table = parts()
    assert table.loc[["y3", "y5", "y10"]].drop(columns=["label", "start"]).isna().all(axis=None)
    assert table.loc["y3", "start"] == ""
    assert table.loc["all", ["label", "nav"]].tolist() == ["since 14 Aug 2025", pytest.approx(10)]


def test_before_the_article_nothing_has_happened_since() -> None:
    early = [
        series.set_axis(DAYS - pd.DateOffset(years=2)) for series in (TOTAL, PRICE, NAV, SMALL)
    ]
    assert pd.isna(parts(*early).loc["since_article", "value"])


def test_no_common_day_is_no_number() -> None:
    other = NAV.set_axis(DAYS + pd.Timedelta(days=1))
    assert rvt_return_parts(TOTAL, PRICE, other, SMALL) == Missing(
        "no day has both a price and a net asset value"
    )


@given(st.lists(st.floats(5, 50), min_size=2, max_size=12), st.floats(0.7, 1.1))
def test_without_payouts_and_at_one_discount_holders_earn_what_the_holdings_earn(
    values: list[float], ratio: float
) -> None:
    days = pd.date_range("2025-01-02", periods=len(values), freq="60D")
    nav = pd.Series(values, days)
    row = parts(nav / nav.iloc[0], nav * ratio, nav, nav).loc["all"]
    assert row[["discount", "rest", "lead"]].tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    assert row["value"] == pytest.approx((values[-1] / values[0] - 1) * 100)


def test_years_are_compound_and_the_whole_span_is_named() -> None:
    days = pd.to_datetime(["2000-05-26", "2021-08-13", "2026-08-14"])
    rvt, small = pd.Series([1.0, 4.0, 8.0], days), pd.Series([1.0, 4.0, 4.0], days)
    table = rvt_over_years(rvt, small)
    # Five years: 2 ^ (1/5) = 1.14870 against 1.
    assert table.loc["y5", ["first", "second"]].tolist() == pytest.approx([14.8698, 0], abs=1e-3)
    # 26 May 2000 to 14 August 2026: 9,576 days = 26.218 years; 8 ^ (1/26.218) = 1.08254.
    assert table.loc["all", "label"] == "since 26 May 2000"
    assert table.loc["all", "first"] == pytest.approx(8.254, abs=1e-3)


def test_a_first_day_alone_has_no_whole_span() -> None:
    day = pd.Series([1.0], pd.to_datetime(["2026-08-14"]))
    table = rvt_over_years(day, day)
    assert list(table.index) == ["y1", "y3", "y5", "y10"]
    assert table["value"].isna().all()


def test_payouts_come_by_date_in_shares_and_together() -> None:
    table = rvt_payouts(PAYOUTS)
    assert isinstance(table, pd.DataFrame)
    assert list(table.index) == ["earlier", "later", "all"]
    assert table.loc["earlier", ["value", "capital"]].tolist() == pytest.approx([20, 50])
    # (0.06 + 0.10) / (0.3 + 0.5) = 20 %; 0.15 / 0.8 = 18.75 %.
    assert table.loc["all", ["paid", "value", "capital", "n"]].tolist() == pytest.approx(
        [0.8, 20, 18.75, 2]
    )
    assert table.loc["all", ["label", "on"]].tolist() == ["the 2 payouts together", ""]


def test_debt_is_set_against_what_belongs_to_holders() -> None:
    table = rvt_leverage(DEBTS)
    assert isinstance(table, pd.DataFrame)
    # 70 / (2,160 - 70) = 3.35 %, where the page says 3.2 % of all.
    assert table.loc["old", "value"] == pytest.approx(3.349, abs=1e-3)


@pytest.mark.parametrize(("metric", "rows"), [(rvt_payouts, PAYOUTS), (rvt_leverage, DEBTS)])
def test_another_fund_is_not_the_trust(metric: Metric[...], rows: pd.DataFrame) -> None:
    assert metric(rows.assign(ticker="RMT")) == Missing("no cited figure was public on that day")


@pytest.mark.parametrize("metric", TRUST, ids=lambda metric: metric.id)
def test_a_table_has_the_declared_columns(metric: Metric[...]) -> None:
    given_series = {"RVT": TOTAL, "close:RVT": PRICE, "close:XRVTX": NAV, "IWM": SMALL,
                    "facts:payouts": PAYOUTS, "facts:fund_borrowing": DEBTS}  # fmt: skip
    table = metric(*(given_series[name] for name in metric.inputs))
    assert isinstance(table, pd.DataFrame)
    assert list(table) == [column.name for column in metric.columns]


def weeks(*values: float, last: str = "2026-11-20") -> pd.Series[float]:
    days = pd.date_range(end=last, periods=len(values), freq="7D")
    return pd.Series(values, days, dtype=float)


@pytest.mark.parametrize("metric", [rvt_nav_discount, rvt_discount_standing])
def test_a_discount_without_a_common_day_is_no_number(metric) -> None:  # noqa: ANN001  -- a metric
    measured = metric(weeks(1.0), weeks(1.0, last="2026-11-13"))
    assert measured == Missing("no day has both numbers")


def test_a_discount_is_price_over_value() -> None:
    # 16.10 / 17.69 - 1 = -8.99 %, the print of the end of 2025.
    assert list(rvt_nav_discount(weeks(16.10), weeks(17.69))) == pytest.approx([-8.988], abs=1e-3)


def against_history(discounts: list[float]) -> pd.DataFrame:
    value = weeks(*[100.0] * len(discounts))
    table = rvt_discount_standing(weeks(*[100 + d for d in discounts]), value)
    assert isinstance(table, pd.DataFrame)
    return table


def test_a_discount_stands_in_its_own_history() -> None:
    # 20 Nov 2026 looks back to 21 Nov 2025: 26 weeks each of -8 and -12, then -14.
    year = against_history([-8.0, -12.0] * 26 + [-14.0]).loc["y1"]
    assert year["n"] == 53
    assert year["mean"] == pytest.approx(-(26 * 8 + 26 * 12 + 14) / 53)
    assert year["percentile"] == pytest.approx(100 / 53)
    every = pd.Series([-8.0, -12.0] * 26 + [-14.0])
    assert year["z"] == pytest.approx((-14 - every.mean()) / every.std())


def test_a_span_that_the_history_does_not_reach_is_unknown() -> None:
    table = against_history([-8.0, -12.0] * 26)
    assert table.loc["y1", "n"] == 52
    assert table.loc[["y3", "y10"], ["mean", "percentile", "z"]].isna().all(axis=None)
    assert table["now"].tolist() == pytest.approx([-12.0] * 3)


def test_a_discount_that_never_moved_has_no_deviation() -> None:
    assert pd.isna(against_history([-8.0] * 60).loc["y1", "z"])


@given(st.lists(st.floats(-30, 30), min_size=60, max_size=80))
def test_a_percentile_lies_between_0_and_100(discounts: list[float]) -> None:
    assert 0 < float(against_history(discounts)["percentile"].iloc[0]) <= 100
