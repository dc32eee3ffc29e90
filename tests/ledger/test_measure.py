from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from generator.ledger.measure import Inputs, gather_inputs, input_names, measure
from generator.model.config import Config, Lag
from generator.model.metric import Missing, metric
from generator.model.sec_tags import FACT_TAGS
from generator.model.series import FAMILIES
from generator.sources.snapshot import (
    Failure,
    Snapshot,
    filings_table,
    macro_table,
    price_table,
    universe_table,
)

CONFIG = Config(
    title="T", tagline="t", description="d", base_url="https://example.org/o/", byline="b",
    sections={},
    lags={"fred": Lag(lag_days=1, stale_days=10), "fred:CPI": Lag(lag_days=10, stale_days=40)},
)  # fmt: skip
FACTS = {
    "cuts": pd.DataFrame(
        {"bp": [-25, -50], "known_on": pd.to_datetime(["2026-08-12", "2026-08-17"])}
    )
}


@metric("rates", "Fund", "index", inputs=("IWM",), formula="f", pitfalls="p")
def fund(iwm: pd.Series[float]) -> pd.Series[float]:
    """Return the fund."""
    return iwm


@metric("rates", "Level", "index", inputs=("^RUT",), formula="f", pitfalls="p")
def level(rut: pd.Series[float]) -> pd.Series[float]:
    """Return the index."""
    return rut


@metric("rates", "Yield", "%", inputs=("fred:DGS2",), formula="f", pitfalls="p")
def two_year(dgs2: pd.Series[float]) -> pd.Series[float]:
    """Return the yield."""
    return dgs2


@metric("rates", "Both", "%", inputs=("fred:CPI", "NONE"), formula="f", pitfalls="p")
def both(cpi: pd.Series[float], none: pd.Series[float]) -> pd.Series[float]:
    """Return neither."""
    return cpi + none


@metric("rates", "Cuts", "bp", inputs=("facts:cuts",), formula="f", pitfalls="p")
def cuts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table."""
    return table


METRICS = (fund, level, two_year, both, cuts)


def prices(ticker: str, **closes: float) -> pd.DataFrame:
    days = pd.to_datetime([f"2026-08-{key[1:]}" for key in closes])
    close = list(closes.values())
    halves = [value / 2 for value in close]
    empty = [float("nan")] * len(close)
    return pd.DataFrame(
        {"date": days, "ticker": ticker, "close": close, "adj_close": halves,
         "dividends": empty, "splits": empty}
    )  # fmt: skip


def observations(series: str, **values: float) -> pd.DataFrame:
    days = pd.to_datetime([f"2026-08-{key[1:]}" for key in values])
    return pd.DataFrame({"date": days, "series": series, "value": list(values.values())})


@pytest.fixture
def snapshot() -> Snapshot:
    return Snapshot(
        prices=price_table([
            prices("IWM", d12=100.0, d13=110.0, d14=121.0, d17=130.0),
            prices("^RUT", d13=2000.0, d14=2100.0),
        ]),
        macro=macro_table([
            observations("DGS2", d12=4.1, d13=4.2, d14=4.3),
            observations("CPI", d03=320.0),
        ]),
        origins=(),
        failures=(Failure("yahoo", "NONE", "no such ticker"),),
        quarantined=(),
    )  # fmt: skip


def measured(snapshot: Snapshot, day: int) -> dict[str, list[float] | str]:
    found = measure(gather_inputs(snapshot, FACTS, CONFIG, FAMILIES), METRICS, date(2026, 8, day))
    return {
        name: value.reason
        if isinstance(value, Missing)
        else [float(x) for x in value.iloc[:, 0]]
        if isinstance(value, pd.DataFrame)
        else value.to_list()
        for name, value in found.items()
    }


def test_a_fund_is_its_total_return_and_an_index_its_level(snapshot: Snapshot) -> None:
    found = measured(snapshot, 14)
    # Adjusted closes 50, 55, 60.5 over the first: 1, 1.1, 1.21.
    assert found["fund"] == pytest.approx([1.0, 1.1, 1.21])
    assert found["level"] == [2000.0, 2100.0]


def test_a_yield_is_known_one_business_day_later(snapshot: Snapshot) -> None:
    # Friday's yield becomes known on Monday the 17th: on Friday, Thursday's is the newest.
    assert measured(snapshot, 14)["two_year"] == [4.1, 4.2]
    assert measured(snapshot, 17)["two_year"] == [4.1, 4.2, 4.3]


def with_lag(lag: Lag) -> Config:
    return CONFIG.model_copy(update={"lags": {**CONFIG.lags, "fred:DGS2": lag}})


def yields(snapshot: Snapshot, lag: Lag, day: int) -> list[float] | str:
    inputs = gather_inputs(snapshot, FACTS, with_lag(lag), FAMILIES)
    found = measure(inputs, (two_year,), date(2026, 8, day))["two_year"]
    assert not isinstance(found, pd.DataFrame)
    return found.reason if isinstance(found, Missing) else found.to_list()


def test_a_late_release_is_known_on_its_day_and_not_before(snapshot: Snapshot) -> None:
    late = {date(2026, 8, 12): date(2026, 8, 18), date(2026, 8, 13): date(2026, 8, 18)}
    lag = Lag(lag_days=1, stale_days=10, late=late)
    assert yields(snapshot, lag, 14) == "fred:DGS2: no data up to 14 Aug 2026"
    # Friday's came on Monday as usual; the two before it on Tuesday, of which the later one counts.
    assert yields(snapshot, lag, 17) == [4.3]
    assert yields(snapshot, lag, 18) == [4.3, 4.2]


def test_what_a_source_overwrites_is_known_from_the_newest_session_on(snapshot: Snapshot) -> None:
    lag = Lag(lag_days=1, stale_days=10, as_fetched=True)
    assert yields(snapshot, lag, 14) == "fred:DGS2: no data up to 14 Aug 2026"
    # IWM's last close is of Monday, the 17th: by then all three were known, and the newest counts.
    assert yields(snapshot, lag, 17) == [4.3]


def test_facts_published_later_are_not_seen(snapshot: Snapshot) -> None:
    assert measured(snapshot, 14)["cuts"] == [-25.0]
    assert measured(snapshot, 17)["cuts"] == [-25.0, -50.0]


def test_every_missing_input_is_named_with_its_reason(snapshot: Snapshot) -> None:
    assert measured(snapshot, 14)["both"] == (
        "fred:CPI: no data up to 14 Aug 2026; NONE: no such ticker"
    )


def test_a_price_older_than_the_as_of_date_is_stale(snapshot: Snapshot) -> None:
    assert measured(snapshot, 17)["level"] == "^RUT: newest value is from 14 Aug 2026"


def test_later_data_change_nothing(snapshot: Snapshot) -> None:
    cut = Snapshot(
        prices=snapshot.prices.loc[snapshot.prices["date"] <= "2026-08-14"],
        macro=snapshot.macro.loc[snapshot.macro["date"] <= "2026-08-13"],
        origins=(), failures=snapshot.failures, quarantined=(),
    )  # fmt: skip
    assert measured(cut, 14) == measured(snapshot, 14)


def test_inputs_are_what_the_metrics_name() -> None:
    assert input_names(METRICS, FAMILIES) == (
        ("IWM", "NONE", "^RUT"),
        ("fred:CPI", "fred:DGS2"),
    )


@metric("cheap", "Stocks", "count", inputs=("universe",), formula="f", pitfalls="p")
def stocks(universe: pd.DataFrame) -> pd.DataFrame:
    """Return how many stocks there are."""
    return pd.DataFrame({"n": [float(len(universe))]})


@metric(
    "cheap", "Page", "x", inputs=("funds:IWM.yield", "funds:SPY.yield"), formula="f", pitfalls="p"
)
def page(iwm: pd.Series[float], spy: pd.Series[float]) -> pd.Series[float]:
    """Return a difference."""
    return iwm - spy


@metric("vehicles", "Price", "usd", inputs=("close:IWM",), formula="f", pitfalls="p")
def price(iwm: pd.Series[float]) -> pd.Series[float]:
    """Return the price."""
    return iwm


FIRST_RUN = "needs a weekly run that reaches its source; weeks without one are never filled in"


def shown(snapshot: Snapshot, day: int) -> list[list[float] | str]:
    config = CONFIG.model_copy(
        update={"lags": {**CONFIG.lags, "funds": Lag(lag_days=0, stale_days=10)}}
    )
    found = measure(
        gather_inputs(snapshot, FACTS, config, FAMILIES), (stocks, page), date(2026, 8, day)
    )
    return [
        value.reason if isinstance(value, Missing) else [float(x) for x in value.to_numpy().ravel()]
        for value in found.values()
    ]


def with_universe(snapshot: Snapshot) -> Snapshot:
    numbers = dict.fromkeys(
        ("price", "market_cap", "eps_trailing", "eps_forward", "book_value", "average_50", "average_200",
         "high_52", "low_52"), 1.0,
    )  # fmt: skip
    names = {"symbol": ["A", "B"], "segment": "small", "sector": "Energy"}
    rows = pd.DataFrame({"date": pd.to_datetime(["2026-08-07", "2026-08-14"]), **names, **numbers})
    return replace(snapshot, universe=universe_table([rows]))


@pytest.mark.parametrize("name", ["funds:IWM.yield", "short:small.5", "universe"])
def test_what_is_shown_today_alone_has_no_past_to_ask_for(snapshot: Snapshot, name: str) -> None:
    assert gather_inputs(snapshot, FACTS, CONFIG, FAMILIES).cut(name, date(2026, 8, 14)) == Missing(
        FIRST_RUN
    )


def test_what_has_no_history_says_so_once(snapshot: Snapshot) -> None:
    assert shown(snapshot, 14) == [FIRST_RUN, FIRST_RUN]


def test_a_cross_section_of_a_later_day_is_not_seen(snapshot: Snapshot) -> None:
    stored = with_universe(snapshot)
    assert [shown(stored, day)[0] for day in (6, 7, 14)] == [FIRST_RUN, [1.0], [2.0]]


def test_an_old_cross_section_is_stale(snapshot: Snapshot) -> None:
    stored = with_universe(snapshot)
    assert shown(stored, 24)[0] == [2.0]
    assert shown(stored, 25)[0] == "stocks: the newest cross-section is from 14 Aug 2026"


def test_the_reason_for_having_no_stocks_is_told(snapshot: Snapshot) -> None:
    failed = replace(snapshot, failures=(Failure("yahoo screener", "universe", "limited"),))
    assert shown(failed, 14)[0] == "limited"


def test_a_fact_of_a_fund_is_known_on_the_day_it_was_fetched(snapshot: Snapshot) -> None:
    pages = [observations("funds:IWM.yield", d14=1.2), observations("funds:SPY.yield", d14=1.0)]
    stored = replace(snapshot, macro=macro_table(pages))
    assert shown(stored, 13)[1] == FIRST_RUN
    assert shown(stored, 14)[1] == pytest.approx([0.2])


def test_a_price_is_known_as_a_close_and_may_be_some_days_old(snapshot: Snapshot) -> None:
    inputs = gather_inputs(snapshot, FACTS, CONFIG, FAMILIES)
    assert measured_close(inputs, 21) == [100.0, 110.0, 121.0, 130.0]
    assert measured_close(inputs, 25) == "price of IWM: newest value is from 17 Aug 2026"


def measured_close(inputs: Inputs, day: int) -> list[float] | str:
    found = measure(inputs, (price,), date(2026, 8, day))["price"]
    assert not isinstance(found, pd.DataFrame)
    return found.reason if isinstance(found, Missing) else found.to_list()


def test_a_close_is_asked_for_by_its_ticker_and_stocks_by_name() -> None:
    names = input_names((stocks, page, price), FAMILIES)
    assert names == (("IWM",), ("funds:IWM.yield", "funds:SPY.yield", "universe"))


@metric("rates", "Filed", "count", inputs=("filings",), formula="f", pitfalls="p")
def reported(filings: pd.DataFrame) -> pd.DataFrame:
    """Return how many."""
    return pd.DataFrame({"n": [float(len(filings))]})


def with_filings(snapshot: Snapshot) -> Snapshot:
    facts: dict[str, object] = {"cik": 1, "year": 2025, "public_float": 1e9}
    row = {"date": pd.Timestamp("2026-08-14")} | facts | dict.fromkeys(FACT_TAGS)
    return replace(snapshot, filings=filings_table([pd.DataFrame([row])]))


def told(snapshot: Snapshot, as_of: date) -> str | int:
    found = measure(gather_inputs(snapshot, FACTS, CONFIG, FAMILIES), (reported,), as_of)[
        "reported"
    ]
    return found.reason if isinstance(found, Missing) else len(found)


def test_filings_are_known_from_the_day_they_were_asked_for_and_for_14_days(
    snapshot: Snapshot,
) -> None:
    stored = with_filings(snapshot)
    days = [date(2026, 8, 13), date(2026, 8, 14), date(2026, 8, 28), date(2026, 8, 29)]
    assert [told(stored, day) for day in days] == [
        FIRST_RUN, 1, 1, "filings: the newest answer is from 14 Aug 2026",
    ]  # fmt: skip


def test_the_reason_for_having_no_filings_is_told(snapshot: Snapshot) -> None:
    failed = replace(snapshot, failures=(Failure("sec", "filings", "no contact"),))
    assert told(failed, date(2026, 8, 14)) == "no contact"
