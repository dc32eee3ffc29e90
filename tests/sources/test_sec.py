from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from generator.model.sec_tags import FACT_TAGS, FLOAT_QUARTERS, frame_of, tags_text, years_asked
from generator.sources.ask import Ask
from generator.sources.sec import NO_CONTACT, PAUSE_SECONDS, fetch_filings
from generator.sources.snapshot import Snapshot
from generator.sources.web import Patience
from tests.sources.fake_sec import ABSENT, FakeSec, Reply, answer, fake_sec

HASTE = Patience(timeout=5, pause=0, attempts=2)
# A Sunday: what was filed by then belongs to the week that ended on Friday.
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASK = Ask((), ("filings",), NOW, Path(), "Small-Cap Outlook desk@example.org")
Q1, Q2 = (f"EntityPublicFloat/USD/{FLOAT_QUARTERS[place]}" for place in (1, 2))
MANY = dict.fromkeys(range(1, 3001), 1000000.0)
PROFIT = "NetIncomeLoss/USD/CY2025"


@pytest.fixture
def sec() -> Iterator[FakeSec]:
    """An SEC at which 3,000 companies state floats of a million, in all four frames."""
    with fake_sec() as server:
        for quarter in FLOAT_QUARTERS:
            server.files(f"EntityPublicFloat/USD/{quarter}", {1: 1e6})
        server.files(Q2, MANY)
        server.files(PROFIT, {1: 100.0})
        yield server


def read(sec: FakeSec, ask: Ask = ASK) -> Snapshot:
    return fetch_filings(ask, io.StringIO(), sec.address, HASTE, pause=0)


def stated(snapshot: Snapshot, cik: int, year: int) -> pd.Series[float]:
    return snapshot.filings.set_index(["cik", "year"]).loc[(cik, year)]


def reason(snapshot: Snapshot) -> str:
    (failure,) = snapshot.failures
    assert (failure.source, failure.name) == ("sec", "filings")
    assert snapshot.filings.empty
    assert snapshot.origins == ()
    return failure.reason


def test_facts_stand_beside_each_other_by_company_and_year(sec: FakeSec) -> None:
    sec.files(PROFIT, {1: 100.0, 2: -50.0})
    sec.files("NetIncomeLoss/USD/CY2024", {1: 80.0})
    sec.files("StockholdersEquity/USD/CY2025Q4I", {1: 900.0})
    found = read(sec)
    assert list(zip(found.filings["cik"], found.filings["year"], strict=True)) == [
        (1, 2024), (1, 2025), (2, 2025),
    ]  # fmt: skip
    assert stated(found, 1, 2025)[["net_income", "equity"]].to_list() == [100.0, 900.0]
    assert stated(found, 1, 2024)["net_income"] == 80.0
    assert stated(found, 2, 2025)["public_float"] == 1e6


def test_the_table_is_of_the_last_session_and_says_where_it_is_from(sec: FakeSec) -> None:
    found = read(sec)
    assert set(found.filings["date"]) == {pd.Timestamp("2026-11-20")}
    (origin,) = found.origins
    assert (origin.source, origin.name, origin.rows) == ("sec", "filings", 1)
    assert origin.url.startswith("https://www.sec.gov/")


def test_the_first_tag_that_a_company_uses_counts(sec: FakeSec) -> None:
    sec.files("Revenues/USD/CY2025", {1: 500.0, 2: 300.0})
    sec.files("RevenueFromContractWithCustomerExcludingAssessedTax/USD/CY2025", {1: 400.0, 3: 70.0})
    found = read(sec)
    assert [stated(found, cik, 2025)["revenue"] for cik in (1, 2, 3)] == [500.0, 300.0, 70.0]


def test_of_two_floats_the_later_counts(sec: FakeSec) -> None:
    sec.files(Q1, {2: 7e6, 3001: 8e6})
    sec.files(PROFIT, {2: 1.0, 3001: 1.0})
    found = read(sec)
    assert stated(found, 2, 2025)["public_float"] == 1e6
    assert stated(found, 3001, 2025)["public_float"] == 8e6


def test_who_states_no_float_is_left_out(sec: FakeSec) -> None:
    sec.files(PROFIT, {1: 1.0, 3001: 5.0, 3002: 5.0})
    sec.files(Q1, {3002: 0.0})
    assert set(read(sec).filings["cik"]) == {1}


def test_each_frame_is_asked_for_once_by_somebody_who_says_who_asks(sec: FakeSec) -> None:
    read(sec)
    # 4 of the float; for each of two years 2 + 2 + 1 + 2 + 1 + 1 + 1 = 10 tags.
    assert len(sec.asked) == len(set(sec.asked)) == 4 + 2 * 12
    assert sec.agents == {"Small-Cap Outlook desk@example.org"}


def test_the_pause_keeps_far_below_ten_requests_a_second() -> None:
    assert PAUSE_SECONDS >= 2 / 10


def test_two_finished_years_are_asked_for_and_always_that_of_the_groups() -> None:
    assert [years_asked(year) for year in (2026, 2027, 2028)] == [
        (2024, 2025), (2025, 2026), (2025, 2026, 2027),
    ]  # fmt: skip


def test_equity_is_asked_for_at_the_end_of_a_year() -> None:
    periods = {frame_of(fact, 2025) for fact in FACT_TAGS}
    assert periods == {"CY2025", "CY2025Q4I"}
    assert frame_of("equity", 2025) == "CY2025Q4I"


def test_tags_are_told_in_their_order() -> None:
    assert tags_text("net_income", "equity") == (
        "Tags: NetIncomeLoss or else ProfitLoss (net income), StockholdersEquity (equity)"
    )


def test_nobody_is_asked_without_a_contact(sec: FakeSec) -> None:
    assert reason(read(sec, replace(ASK, agent=""))) == NO_CONTACT
    assert "contact in content/site.toml" in NO_CONTACT
    assert sec.asked == []


def test_nothing_is_asked_where_no_metric_needs_it(sec: FakeSec) -> None:
    found = read(sec, replace(ASK, series=("DGS2",)))
    assert (sec.asked, found.failures, found.origins) == ([], (), ())


def test_a_fact_that_nobody_has_filed_is_no_failure(sec: FakeSec) -> None:
    sec.says(PROFIT, ABSENT)
    sec.files("ProfitLoss/USD/CY2025", {1: 30.0})
    assert stated(read(sec), 1, 2025)["net_income"] == 30.0


def test_a_float_that_nobody_has_filed_is_one(sec: FakeSec) -> None:
    sec.says(Q1, ABSENT)
    assert reason(read(sec)) == f"dei/{Q1}: the SEC answered with status 404"


def test_a_trouble_that_passes_costs_nothing(sec: FakeSec) -> None:
    sec.says(PROFIT, (503, ""), answer(PROFIT, {1: 100.0}))
    assert stated(read(sec), 1, 2025)["net_income"] == 100.0


def test_too_few_floats_are_not_ranked(sec: FakeSec) -> None:
    sec.files(Q2, dict.fromkeys(range(1, 3000), 1000000.0))
    assert reason(read(sec)) == "only 2999 companies state a float, fewer than 3000"


def changed(**other: object) -> Reply:
    return answer(PROFIT, {1: 100.0}, **other)


TWICE = [{"cik": 1, "val": 1.0}, {"cik": 1, "val": 2.0}]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((429, ""), "the SEC answered with status 429"),
        ((403, "<html>Request Rate Threshold Exceeded"), "the SEC answered with status 403"),
        ((200, "<html>Maintenance</html>"), "an answer that is no frame: Invalid JSON"),
        ((200, changed()[1][:-40]), "an answer that is no frame: Invalid JSON"),
        ((200, ""), "an answer that is no frame: Invalid JSON"),
        (changed(tag="ProfitLoss"), "the answer is about ProfitLoss CY2025 USD"),
        (changed(ccp="CY2024"), "the answer is about NetIncomeLoss CY2024 USD"),
        (changed(uom="EUR"), "the answer is about NetIncomeLoss CY2025 EUR"),
        (changed(data=[]), "an answer without a fact"),
        (changed(pts=2), "1 of 2 facts came"),
        (changed(data=TWICE), "a company is in the answer twice"),
        (changed(data=[{"cik": 1, "val": "many"}]), "an answer that is no frame: Input should be"),
        (changed(data=[{"cik": 1, "val": None}]), "an answer that is no frame: Input should be"),
        (changed(data=[{"val": 1.0}]), "an answer that is no frame: Field required"),
        ((200, changed()[1].replace("100.0", "NaN")), "an answer that is no frame: "),
        ((200, json.dumps([])), "an answer that is no frame: Input should be an object"),
    ],
)
def test_an_answer_that_is_no_use_ends_the_asking(sec: FakeSec, reply: Reply, words: str) -> None:
    sec.says(PROFIT, reply)
    told = reason(read(sec))
    assert told.startswith(f"us-gaap/{PROFIT}: {words}")
    assert told.endswith("; nothing more was asked")
    assert sec.asked[-1] == PROFIT


def test_nobody_at_the_address_is_a_reason() -> None:
    with fake_sec() as gone:
        pass
    assert "the SEC could not be reached" in reason(read(gone))
