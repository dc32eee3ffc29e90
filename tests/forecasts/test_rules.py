from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.forecasts.base_rates import DatedValue, Span
from generator.forecasts.rules import Compare, ForecastRule, Reach, Touch
from generator.model.metric import Missing
from tests.forecasts.writing import FIRST, METRICS, RISES, friday, ledger, table, weekly

THREE_WEEKS = Span(FIRST, friday(3))
FALLS = Compare(series="ratio", than="below", margin=0.125)
ABOVE_ZERO = Compare(series="ratio", than="above", number=0.0)
DIPS = Touch(series="ratio", fall_pct=10.0)
FIVE = Reach(table="years", row="y2026", than="at or above", threshold=5.0, odds="years")


def found(
    rule: ForecastRule, values: list[float], span: Span = THREE_WEEKS
) -> tuple[bool, float] | None:
    """What a rule resolves when the ledger ends with the span's last week."""
    known, as_of = ledger({"ratio": weekly(values)}), friday(len(values) - 1)
    end = rule.value_at(known, span.end, as_of)
    resolved = rule.resolve(known, span, end, as_of) if end else None
    return (resolved.came_true, resolved.value) if resolved else None


@pytest.mark.parametrize(
    ("rule", "values", "resolved"),
    [
        (RISES, [100, 90, 95, 101], (True, 101)),
        (RISES, [100, 150, 120, 100], (False, 100)),  # level is not above
        (FALLS, [3.63, 3.63, 3.63, 3.38], (True, 3.38)),
        (FALLS, [3.63, 3.63, 3.63, 3.58], (False, 3.58)),  # drift is no cut
        (ABOVE_ZERO, [-5, -1, 0, 0.2], (True, 0.2)),
        (ABOVE_ZERO, [5, 1, 0, -0.2], (False, -0.2)),
        (DIPS, [100, 89, 95, 105], (True, -11)),  # 89 ÷ 100 − 1
        (DIPS, [100, 91, 95, 105], (False, -9)),
        (RISES, [100, 150, 120], None),  # the last week is not there
    ],
)
def test_a_series_resolves(
    rule: ForecastRule, values: list[float], resolved: tuple[bool, float] | None
) -> None:
    assert found(rule, values) == resolved


def test_the_first_value_on_or_after_the_day_resolves_not_a_later_one() -> None:
    assert found(RISES, [100, 100, 100, 101, 50]) == (True, 101)


@pytest.mark.parametrize("rule", [RISES, DIPS])
def test_without_a_value_at_the_start_nothing_is_decided(rule: ForecastRule) -> None:
    late = weekly([100.0, 101.0], friday(2))
    known = ledger({"ratio": late})
    end = DatedValue(101.0, friday(3))
    assert rule.resolve(known, THREE_WEEKS, end, friday(3)) is None


def test_the_start_may_be_that_of_the_week_before() -> None:
    # The span starts on a Wednesday: the Friday before stands for it.
    span = Span(date(2026, 1, 7), friday(3))
    assert found(RISES, [100, 200, 200, 150], span) == (True, 150)


def test_a_series_that_was_never_measured_has_no_value() -> None:
    assert RISES.value_at(ledger(), friday(3), friday(3)) is None


def test_a_base_rate_is_the_share_of_past_spans() -> None:
    # Ten weeks up and down by turns: of the nine spans of a week, those from even weeks rise.
    known = ledger({"ratio": weekly([1, 2] * 5)})
    rate = RISES.rate(known, Span(friday(10), friday(11)), friday(9))
    assert not isinstance(rate, Missing)
    assert (rate.p, rate.n, rate.independent) == (pytest.approx(5 / 9), 9, 9)
    assert rate.computed_from == "spans of 7 days of ratio, 2 Jan 2026 to 6 Mar 2026"


def test_a_base_rate_knows_nothing_later() -> None:
    known = ledger({"ratio": weekly([1, 2] * 10)})
    span = Span(friday(10), friday(11))
    cut = ledger({"ratio": weekly([1, 2] * 5)})
    assert RISES.rate(known, span, friday(9)) == RISES.rate(cut, span, friday(9))


@pytest.mark.parametrize("series", [{}, {"ratio": weekly([1.0, 2.0, 3.0])}])
def test_too_few_past_spans_give_no_base_rate(series: dict[str, pd.Series[float]]) -> None:
    rate = RISES.rate(ledger(series), Span(friday(3), friday(4)), friday(2))
    assert rate == Missing("ratio has fewer than 5 separate spans of 7 days")


def test_a_touch_has_its_own_base_rate_or_that_of_a_table() -> None:
    span = Span(friday(10), friday(11))
    known = ledger({"ratio": weekly([100, 80] * 5)})
    rate = DIPS.rate(known, span, friday(9))
    assert not isinstance(rate, Missing)
    # Spans from the 100s fall by 20%: five of nine.
    assert (rate.p, rate.n) == (pytest.approx(5 / 9), 9)
    odds = table("share n independent", {FIRST: {"fall_10": (35.0, 1300.0, 52.0)}})
    other = DIPS.model_copy(update={"odds": ("odds", "fall_10")})
    rate = other.rate(ledger(tables={"odds": odds}), span, friday(9))
    assert not isinstance(rate, Missing)
    assert (rate.p, rate.n, rate.independent) == (0.35, 1300, 52)
    assert other.rate(ledger(), span, friday(9)) == Missing("odds is not measured")


def test_persistence_says_what_the_last_span_did() -> None:
    span = Span(friday(10), friday(11))
    rising, falling = (ledger({"ratio": weekly(values)}) for values in ([1, 2], [2, 1]))
    assert RISES.persistence(rising, span, friday(9)) == 1
    assert RISES.persistence(falling, span, friday(9)) == 0
    none = RISES.persistence(ledger({"ratio": weekly([1])}), span, friday(9))
    assert none == Missing("no span of 7 days of ratio is over yet")


def calendar(last: float) -> pd.DataFrame:
    rows: dict[str, tuple[object, ...]] = {
        f"y{2020 + n}": (value, "") for n, value in enumerate([7.0, -1.0, 5.0, 4.9, -3.0, 9.0])
    }
    return table("value partial", {friday(0): {**rows, "y2026": (last, "to 2 Jan")}})


@pytest.mark.parametrize(("last", "came_true"), [(5.0, True), (4.99, False)])
def test_a_table_resolves(last: float, came_true: bool) -> None:  # noqa: FBT001
    known = ledger(tables={"years": calendar(last)})
    end = FIVE.value_at(known, friday(3), friday(4))
    assert end == DatedValue(last, friday(4))
    assert FIVE.resolve(known, THREE_WEEKS, end, friday(4)).came_true is came_true
    assert FIVE.persistence(known, THREE_WEEKS, friday(4)) == float(came_true)


def test_a_threshold_from_above() -> None:
    low = FIVE.model_copy(update={"than": "at or below"})
    known = ledger(tables={"years": calendar(5.0)})
    assert low.persistence(known, THREE_WEEKS, friday(4)) == 1
    assert "at or below 5" in low.text


def test_the_base_rate_of_a_table_is_the_share_of_its_other_finished_rows() -> None:
    # 7, −1, 5, 4.9, −3, 9: three of six reach 5; 2026 is not over, and 2027 is what is asked for.
    next_year = FIVE.model_copy(update={"row": "y2027"})
    rate = next_year.rate(ledger(tables={"years": calendar(50.0)}), THREE_WEEKS, friday(4))
    assert not isinstance(rate, Missing)
    assert (rate.p, rate.n, rate.independent) == (0.5, 6, 6)
    assert rate.computed_from == "finished rows of years, y2020 to y2025"


def test_a_row_is_not_in_its_own_base_rate() -> None:
    # Of 7, −1, 5, 4.9, −3, 9 without the 9: two of five.
    last = FIVE.model_copy(update={"row": "y2025"})
    rate = last.rate(ledger(tables={"years": calendar(50.0)}), THREE_WEEKS, friday(4))
    assert not isinstance(rate, Missing)
    assert (rate.p, rate.n) == (0.4, 5)


def test_a_table_without_rows_or_without_itself_has_no_base_rate() -> None:
    few = table("value", {friday(0): {"y2025": (7.0,)}})
    rate = FIVE.rate(ledger(tables={"years": few}), THREE_WEEKS, friday(4))
    assert rate == Missing("years has fewer than 5 finished rows")
    assert FIVE.rate(ledger(), THREE_WEEKS, friday(4)) == Missing("years is not measured")


def test_a_row_that_is_not_there_resolves_nothing() -> None:
    few = ledger(tables={"years": table("value", {friday(0): {"y2025": (7.0,)}})})
    assert FIVE.value_at(few, friday(3), friday(4)) is None
    assert FIVE.persistence(few, THREE_WEEKS, friday(4)) == Missing("years has no y2026")


def test_before_its_day_and_in_a_week_that_lacks_it_a_table_has_no_value() -> None:
    gone = {(friday(4).isoformat(), "years"): "the source was down"}
    known = ledger(tables={"years": calendar(5.0)}, missing=gone)
    assert FIVE.value_at(known, friday(3), friday(2)) is None
    assert FIVE.value_at(known, friday(3), friday(4)) is None
    assert FIVE.value_before(known, friday(4), friday(8)) == DatedValue(5.0, friday(3))


def test_a_rule_says_itself_in_words() -> None:
    assert RISES.text == (
        "ratio: first weekly value on or after the day is above its value at the start"
    )
    assert FALLS.text.endswith("is below its value at the start by at least 0.125")
    assert ABOVE_ZERO.text.endswith("is above 0")
    assert "at least 10% below its value at the start" in DIPS.text
    minus = FIVE.model_copy(update={"threshold": -2.5})
    assert minus.text == (
        "years.y2026.value: as first measured on or after the day, at or above −2.5"
    )


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (RISES, ""),
        (FIVE, ""),
        (RISES.model_copy(update={"series": "ratoi"}), "There is no weekly series called `ratoi`."),
        (DIPS.model_copy(update={"series": "years"}), "There is no weekly series called `years`."),
        (FIVE.model_copy(update={"table": "ratio"}), "There is no table called `ratio`."),
        (FIVE.model_copy(update={"table": "yaers"}), "There is no table called `yaers`."),
        (FIVE.model_copy(update={"odds": "odsd"}), "There is no table called `odsd`."),
        (DIPS.model_copy(update={"odds": ("odsd", "r")}), "There is no table called `odsd`."),
        (FIVE.model_copy(update={"column": "valeu"}), "The table `years` has no column `valeu`."),
    ],
)
def test_names_that_no_metric_gives_are_found(rule: ForecastRule, problem: str) -> None:
    assert rule.name_problem({one.id: one for one in METRICS}) == problem
