from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.fed_funds import contract_month, contracts_ahead


def test_the_chain_begins_this_month_and_runs_fifteen_on() -> None:
    chain = contracts_ahead(datetime(2026, 11, 22, tzinfo=UTC))
    assert chain[:3] == ("ZQX26.CBT", "ZQZ26.CBT", "ZQF27.CBT")
    assert chain[-1] == "ZQG28.CBT"
    assert len(chain) == 16


@pytest.mark.parametrize(
    ("ticker", "month"),
    [("ZQZ26.CBT", "2026-12"), ("ZQF27.CBT", "2027-01"), ("ZQ=F", None), ("ZQA26.CBT", None)],
)
def test_a_contract_names_its_month(ticker: str, month: str | None) -> None:
    assert contract_month(ticker) == month


@given(st.datetimes(datetime(2000, 1, 1), datetime(2097, 12, 31)))  # noqa: DTZ001  -- only the month counts
def test_every_contract_ahead_has_a_later_month_than_the_one_before(now: datetime) -> None:
    months = [str(contract_month(ticker)) for ticker in contracts_ahead(now)]
    assert months == sorted(set(months))
    assert months[0] == f"{now:%Y-%m}"
