from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from generator.sources.yahoo.funds import FundPage, fact
from tests.sources.fake_yahoo import LIMITED, NO_SUMMARY, NOT_FOUND, Reply, summary

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.conftest import Outcome

FACTS = ("trailing_pe", "price_to_book", "yield", "net_assets", "expense_ratio", "top_ten")
# Ten weights of which the largest is 0.07 and each other 0.03: 34 %.
TEN = (0.07, *[0.03] * 9)


def page(**fields: object) -> Reply:
    shown = {
        "regularMarketPrice": 200.0, "trailingPE": 17.0, "yield": 0.0115, "totalAssets": 7.1e10,
        "netExpenseRatio": 0.19, **fields,
    }  # fmt: skip
    return summary(summaryDetail=shown, quoteType={"quoteType": "ETF"})


def tables(
    earnings: float, book: float, fee: float = 0.0019, weights: tuple[object, ...] = TEN
) -> Reply:
    held = [
        {"symbol": f"S{n}", "holdingName": f"Stock {n}", "holdingPercent": weight}
        for n, weight in enumerate(weights)
    ]
    return summary(
        quoteType={"quoteType": "ETF"},
        summaryProfile={},
        topHoldings={
            "holdings": held,
            "equityHoldings": {"priceToEarnings": earnings, "priceToBook": book},
        },
        # The category's assets in millions, which are not the fund's.
        fundProfile={
            "feesExpensesInvestment": {"annualReportExpenseRatio": fee, "totalNetAssets": 513975.7}
        },
    )


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory, fetch_named: Callable[..., Outcome]) -> Outcome:
    """One fetch of funds with one fault each."""
    replies = {
        "info/OVER": [page()], "fund/OVER": [tables(0.0625, 0.5)],
        "info/PLAIN": [page()], "fund/PLAIN": [tables(16.0, 2.0, weights=TEN[:9])],
        "info/APART": [page()], "fund/APART": [tables(0.02, 0.5)],
        "info/BARE": [page()], "fund/BARE": [NO_SUMMARY],
        "info/STOCK": [page()], "fund/STOCK": [summary(quoteType={}, summaryProfile={})],
        "info/UNITS": [page(**{"yield": 1.15, "totalAssets": 71000.0, "netExpenseRatio": 0.4})],
        "fund/UNITS": [tables(0.0625, 0.5, weights=tuple(weight * 100 for weight in TEN))],
        "info/UNKNOWN": [NO_SUMMARY],
        "info/GONE": [NOT_FOUND],
    }  # fmt: skip
    funds = {name.split("/")[1] for name in replies}
    names = [f"funds:{fund}.{fact}" for fund in sorted(funds) for fact in FACTS]
    return fetch_named(tmp_path_factory.mktemp("funds"), replies, *names)


def value(outcome: Outcome, name: str) -> float:
    assert outcome.snapshot is not None
    series = outcome.snapshot.macro_series(f"funds:{name}")
    assert series.index.tolist() == [pd.Timestamp("2024-08-16")]
    return float(series.iloc[0])


@pytest.mark.parametrize("fund", ["OVER", "PLAIN"])
def test_a_multiple_is_the_same_whichever_way_up_it_comes(week: Outcome, fund: str) -> None:
    # 1 / 0.0625 = 16 and 1 / 0.5 = 2; 16 is within 35 % of the page's 17.
    assert value(week, f"{fund}.trailing_pe") == pytest.approx(16.0)
    assert value(week, f"{fund}.price_to_book") == pytest.approx(2.0)


def test_units_are_percent_and_dollars(week: Outcome) -> None:
    assert value(week, "OVER.yield") == pytest.approx(1.15)
    assert value(week, "OVER.net_assets") == 7.1e10
    assert value(week, "OVER.expense_ratio") == 0.19


def test_the_ten_largest_holdings_are_a_sum_in_percent(week: Outcome) -> None:
    assert value(week, "OVER.top_ten") == pytest.approx(34.0)


def test_fewer_than_ten_weights_or_other_units_are_no_sum(week: Outcome) -> None:
    few = "{} of the ten largest holdings have a weight".format
    assert week.reasons("funds:PLAIN.top_ten") == [few(9)]
    assert week.reasons("funds:BARE.top_ten") == [few(0)]
    assert week.reasons("funds:UNITS.top_ten") == ["34 is no fraction of a fund"]


def test_two_figures_that_disagree_are_none(week: Outcome) -> None:
    reason = "Yahoo's two figures, 50.0 and 17.0, are more than 35 % apart"
    assert week.reasons("funds:APART.trailing_pe") == [reason]
    assert reason in week.reasons("funds:APART.price_to_book")[0]


@pytest.mark.parametrize("fund", ["BARE", "STOCK"])
def test_a_fund_without_its_tables_keeps_the_facts_of_its_page(week: Outcome, fund: str) -> None:
    assert "neither can be checked" in week.reasons(f"funds:{fund}.trailing_pe")[0]
    assert value(week, f"{fund}.expense_ratio") == 0.19


def test_a_fact_in_another_unit_is_none(week: Outcome) -> None:
    assert week.reasons("funds:UNITS.yield") == ["1.15 is no fraction of a fund's price"]
    assert week.reasons("funds:UNITS.net_assets") == ["71000 cannot be the dollars of a fund"]
    assert "0.4 % and 0.19 %" in week.reasons("funds:UNITS.expense_ratio")[0]


def test_a_fund_that_yahoo_does_not_have_is_told(week: Outcome) -> None:
    assert week.reasons("funds:UNKNOWN.yield") == ["Yahoo does not know the fund"]
    assert "404" in week.reasons("funds:GONE.yield")[0]


def test_a_rate_limit_stops_the_rest(tmp_path: Path, fetch_named: Callable[..., Outcome]) -> None:
    replies = {"info/A": [page()], "fund/A": [LIMITED], "info/B": [page()]}
    outcome = fetch_named(tmp_path, replies, "funds:A.yield", "funds:B.yield")
    assert outcome.code == 1
    assert "limited our rate" in outcome.output
    assert "info/B" not in outcome.asked


def test_a_rate_limit_at_the_first_call_stops_the_rest(
    tmp_path: Path, fetch_named: Callable[..., Outcome]
) -> None:
    outcome = fetch_named(tmp_path, {"info/A": [LIMITED]}, "funds:A.yield", "funds:B.yield")
    assert "info/B" not in outcome.asked


def built(info: Mapping[str, object], **holdings: object) -> FundPage:
    return FundPage(info, {name.replace("_", "/"): v for name, v in holdings.items()}, {})


@pytest.mark.parametrize("name", ["yield", "net_assets", "expense_ratio"])
@pytest.mark.parametrize("shown", [{}, {"yield": None}, {"totalAssets": "n/a"}])
def test_what_is_not_given_is_told(name: str, shown: dict[str, object]) -> None:
    assert fact(built(shown), name) == "Yahoo gave none"


@pytest.mark.parametrize("odd", [None, "n/a", float("nan"), 0.0, -0.01])
def test_a_holding_without_a_weight_spoils_the_sum(odd: object) -> None:
    page = FundPage({}, {}, {}, (*TEN[:9], odd))
    assert fact(page, "top_ten") == "9 of the ten largest holdings have a weight"


def test_a_multiple_below_zero_is_none() -> None:
    negative = built({"trailingPE": 17.0}, **{"Price/Earnings": -3.0})
    assert "neither can be checked" in str(fact(negative, "trailing_pe"))


def test_a_book_multiple_that_is_not_given_is_told() -> None:
    only_earnings = built({"trailingPE": 17.0}, **{"Price/Earnings": 17.0})
    assert fact(only_earnings, "price_to_book") == "Yahoo gave none"


def test_a_fee_that_no_fund_has_is_none() -> None:
    assert fact(built({"netExpenseRatio": 19.0}), "expense_ratio") == "19 % a year is no fund's fee"
