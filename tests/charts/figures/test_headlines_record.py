"""Headlines of rates, history, risk and vehicles in every case."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.charts.kit.svg import draw_svg
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]
NO_LIBRARY = Missing("no library")


def series(*values: float, first: str = "2026-01-16") -> pd.Series[float]:
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="7D"), dtype=float)


def title(drawing: Drawing | Missing) -> str:
    assert isinstance(drawing, Drawing)
    return drawing.title


def reason(drawing: Drawing | Missing) -> str:
    assert isinstance(drawing, Missing)
    return drawing.reason


NO_FORECAST = Missing("no forecast")


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ({}, "has not met since"),
        ({"2026-01-28": 0.0}, "has held once since"),
        ({"2026-01-28": 0.0, "2026-03-18": 0.0}, "has held twice running since"),
        ({"2026-01-28": -25.0, "2026-03-18": -25.0}, "has cut its rate by 0.50 points since"),
        ({"2026-06-17": 25.0}, "has raised its rate by 0.25 points since"),
        ({"2026-03-18": -25.0, "2026-06-17": 25.0}, "has moved its rate and moved it back since"),
    ],
)
def test_policy_path_says_what_the_fed_has_done_since(
    draw: Draw, moves: dict[str, float], expected: str
) -> None:
    known = {"2024-09-18": -50.0, "2025-12-10": -25.0, **moves}
    decisions = pd.DataFrame({"on": list(known), "value": list(known.values()), "upper": 3.75})
    given = title(draw("policy_path", policy_decisions=decisions))
    assert given == f"Markets gave 61% to a cut by April; the Fed {expected}"
    alone = title(draw("policy_path", policy_decisions=decisions, january_path=NO_FORECAST))
    assert alone == f"The Fed {expected} the article"


def test_policy_path_without_decisions_says_so(draw: Draw) -> None:
    none = Missing("no table")
    end = "; what the Fed decided is not on record"
    given = draw("policy_path", policy_decisions=none)
    assert title(given) == f"Markets gave 61% to a cut by April{end}"
    alone = draw("policy_path", policy_decisions=none, january_path=NO_FORECAST)
    assert title(alone) == f"The policy rate since 2024{end}"
    assert isinstance(given, Drawing)
    assert "Target range, upper end" not in given.table()


def test_policy_path_with_a_house_view_alone_names_no_chance(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    january = measured["january_path"]
    assert isinstance(january, pd.DataFrame)
    assert title(draw("policy_path", january_path=january[1:])).startswith("The Fed has held once")


def test_policy_path_goes_on_with_what_futures_imply(draw: Draw) -> None:
    drawing = draw("policy_path")
    assert isinstance(drawing, Drawing)
    assert drawing.numbers[2] == "futures imply 3.45% by Apr 2026"
    data = drawing.data().set_index("date")
    assert data["implied"].dropna().tolist() == [3.6, 3.45]
    assert data.loc["2026-04-29", ["low", "high", "january"]].tolist() == [3.38, 3.63, 3.5975]


def test_policy_path_shows_the_range_from_before_the_first_cut(draw: Draw) -> None:
    drawing = draw("policy_path")
    assert isinstance(drawing, Drawing)
    # The first decision in the table lowered the upper end by 0.50 to 5.00: before it 5.50.
    upper = drawing.data().set_index("date")["upper"].dropna()
    assert upper["2024-01-05"] == 5.5
    assert upper["2024-09-18"] == 5.0
    assert upper["2026-01-28"] == 3.75


def test_policy_path_without_futures_says_so_and_draws_the_rest(draw: Draw) -> None:
    drawing = draw("policy_path", implied_path=Missing("no price"))
    assert isinstance(drawing, Drawing)
    assert drawing.numbers[2] == ("upper end expected in January from 3.75% to 3.60% by Apr 2026")
    assert list(drawing.data()) == ["date", "rate", "upper", "january"]
    for size in ("wide", "narrow"):
        assert b"futures have no price" in draw_svg(drawing, size, "t").svg


def test_policy_path_without_a_meeting_ahead_or_a_forecast_ends_with_the_rate(draw: Draw) -> None:
    past = pd.DataFrame({"on": ["2026-03-02"], "value": [3.63], "lo": [3.63], "hi": [3.63]})
    drawing = draw("policy_path", implied_path=past, january_path=NO_FORECAST)
    assert isinstance(drawing, Drawing)
    assert list(drawing.data()) == ["date", "rate", "upper"]
    assert drawing.numbers[2] == "at the start of 2024 5.33%"
    assert b"3.64%" in draw_svg(drawing, "wide", "t").svg


def test_policy_path_draws_futures_whose_spread_is_not_known(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    path = measured["implied_path"]
    assert isinstance(path, pd.DataFrame)
    drawing = draw("policy_path", implied_path=path.assign(lo=np.nan, hi=np.nan))
    assert isinstance(drawing, Drawing)
    assert b"futures" in draw_svg(drawing, "narrow", "t").svg


def test_policy_path_begins_in_2024(draw: Draw) -> None:
    old = series(5.33, 5.33, first="2023-01-06")
    assert "since 2024" in reason(draw("policy_path", policy_rate=old))


@pytest.mark.parametrize(
    ("six_months", "expected"),
    [
        ([-1.0, -2.0, 3.0], "lagged over the next six months in two of three cases"),
        ([1.0, -2.0, 3.0], "led over the next six months in two of three cases"),
        ([1.0], "led over the next six months in one of one case"),
        ([1.0, -1.0], "led over the next six months in one of two cases"),
    ],
)
def test_first_cuts_counts_the_larger_side(
    draw: Draw, six_months: list[float], expected: str
) -> None:
    cuts = pd.DataFrame(
        {"label": "1998", "on": "1998-09-29", "basis": "price", "m3": 1.0, "m6": six_months,
         "m12": 1.0, "m24": np.nan},
        index=[f"c{n}" for n in range(len(six_months))],
    )  # fmt: skip
    assert (
        title(draw("first_cuts", first_cut_excess=cuts))
        == f"After first cuts small caps {expected}"
    )


def test_first_cuts_before_any_horizon_is_over_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    cuts = measured["first_cut_excess"]
    assert isinstance(cuts, pd.DataFrame)
    empty = cuts.assign(m3=np.nan, m6=np.nan, m12=np.nan, m24=np.nan)
    assert "no first cut" in reason(draw("first_cuts", first_cut_excess=empty))


def test_recessions_counts_both_phases(draw: Draw) -> None:
    # During: +3.4 and -9.2; after: +6.8 and +28.6.
    assert title(draw("recessions", century_recession_excess=NO_LIBRARY)) == (
        "Small caps led in one of two recessions and in two of two recoveries"
    )


def test_recessions_with_a_single_one_keeps_its_grammar(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    events = measured["recession_excess"]
    assert isinstance(events, pd.DataFrame)
    drawing = draw(
        "recessions", recession_excess=events.loc[["r2020"]], century_recession_excess=NO_LIBRARY
    )
    assert title(drawing) == "Small caps led in none of one recession and in one of one recovery"


def test_recessions_without_a_measured_one_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    events = measured["recession_excess"]
    assert isinstance(events, pd.DataFrame)
    empty = events.assign(during=np.nan, after_12m=np.nan)
    assert "no recession" in reason(
        draw("recessions", recession_excess=empty, century_recession_excess=NO_LIBRARY)
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-4.6, -3.5], "small caps lagged by 3.5 points a year; the deepest lag was 4.6 points, in Jan 2026"),
        ([-3.0, -3.5], "small caps lagged by 3.5 points a year, as far as ever in this record"),
        ([-3.0, 1.2], "small caps led by 1.2 points a year"),
        ([-3.0, -0.04], "small and large caps were level"),
    ],
)  # fmt: skip
def test_rolling_15y_holds_for_every_sign(draw: Draw, values: list[float], expected: str) -> None:
    drawing = draw(
        "rolling_15y", rolling_excess_15y=series(*values), century_rolling_15y=NO_LIBRARY
    )
    assert title(drawing) == f"Over the past fifteen years {expected}"


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(10.0, "are ahead"), (-3.0, "are behind"), (0.03, "are level with large caps")],
)
def test_calendar_years_says_how_the_newest_year_goes(
    draw: Draw, measured: dict[str, Measured], newest: float, expected: str
) -> None:
    years = measured["calendar_excess"]
    assert isinstance(years, pd.DataFrame)
    years.loc["y2026", "value"] = newest
    # Full years: -9.4, +2.5, -5.1: one win of three.
    assert title(
        draw("calendar_years", calendar_excess=years, century_calendar_excess=NO_LIBRARY)
    ) == (f"Small caps won 1 of the past 3 calendar years and {expected} in 2026 so far")


def test_calendar_years_at_new_year_has_no_unfinished_year(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    years = measured["calendar_excess"]
    assert isinstance(years, pd.DataFrame)
    drawing = draw(
        "calendar_years", calendar_excess=years.iloc[:1], century_calendar_excess=NO_LIBRARY
    )
    assert title(drawing) == "Small caps won 0 of the past 1 calendar year"


def test_calendar_years_without_a_full_year_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    years = measured["calendar_excess"]
    assert isinstance(years, pd.DataFrame)
    assert "no calendar year" in reason(
        draw("calendar_years", calendar_excess=years.iloc[-1:], century_calendar_excess=NO_LIBRARY)
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [(-9.74, "stand 9.7% below their peak"), (-0.04, "stand at their peak")],
)
def test_drawdowns_says_the_worst_and_the_present(draw: Draw, now: float, expected: str) -> None:
    drawing = draw(
        "drawdowns",
        drawdown_small=series(0, -58.4, now, first="2009-02-27"),
        drawdown_large=series(0, -54.6, -1.0, first="2009-02-27"),
    )
    assert title(drawing) == (
        f"At worst since 2009 small caps fell 59% and large caps 55%; small caps now {expected}"
    )


def test_drawdowns_without_daily_falls_takes_the_worst_week(draw: Draw) -> None:
    weeks = {"drawdown_small": series(0, -58.4, 0), "drawdown_large": series(0, -54.6, -1.0)}
    fell = "small caps fell 58% and large caps 55%"
    assert fell in title(draw("drawdowns", risk=Missing("no SPY"), **weeks))
    earlier = pd.DataFrame(
        {"worst": [-80.0, -80.0], "worst_on": ["1932-06-01"] * 2}, ["small", "large"]
    )
    assert fell in title(draw("drawdowns", risk=earlier, **weeks))


def test_drawdowns_without_a_common_week_is_missing(draw: Draw) -> None:
    drawing = draw(
        "drawdowns", drawdown_small=series(-1.0), drawdown_large=series(-1.0, first="2020-01-03")
    )
    assert "no week in common" in reason(drawing)


@pytest.mark.parametrize(
    ("wins", "expected"),
    [
        (48.6, "49% of the time: a coin toss"),
        (55.4, "55% of the time: a coin toss"),
        (61.0, "61% of the time; the newest span is +13.6 pp"),
    ],
)
def test_base_rates_calls_a_coin_toss_by_its_name(
    draw: Draw, measured: dict[str, Measured], wins: float, expected: str
) -> None:
    rates = measured["excess_base_rate"]
    assert isinstance(rates, pd.DataFrame)
    rates.loc["w52", "wins"] = wins
    drawing = draw("base_rates", excess_base_rate=rates)
    assert title(drawing) == f"Over 52 weeks, small caps beat large caps {expected}"


def test_base_rates_with_one_span_still_has_three_numbers(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    rates = measured["excess_base_rate"]
    assert isinstance(rates, pd.DataFrame)
    drawing = draw("base_rates", excess_base_rate=rates.loc[["w13"]])
    assert isinstance(drawing, Drawing)
    assert drawing.numbers == (
        "small caps won 50% of spans of 13 weeks", "newest +4.9 pp", "median +0.1 pp",
    )  # fmt: skip


def test_base_rates_of_a_short_history_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    rates = measured["excess_base_rate"]
    assert isinstance(rates, pd.DataFrame)
    assert "shorter" in reason(draw("base_rates", excess_base_rate=rates.loc[["w156"]]))


def test_fees_sets_the_same_index_side_by_side(draw: Draw) -> None:
    assert title(draw("fees")) == (
        "VTWO follows IWM's index for 0.07% a year instead of 0.19%; RVT costs 1.27%"
    )


def test_fees_where_nobody_is_cheaper_on_the_same_index(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    funds = measured["fees"]
    assert isinstance(funds, pd.DataFrame)
    drawing = draw("fees", fees=funds.drop("vtwo"))
    assert title(drawing) == "IWM costs 0.19% a year, RVT 1.27%"


def test_fees_without_the_articles_picks_gives_the_range(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    funds = measured["fees"]
    assert isinstance(funds, pd.DataFrame)
    drawing = draw("fees", fees=funds.loc[["vtwo"]])
    assert isinstance(drawing, Drawing)
    assert drawing.title == "Funds cost between 0.07% and 0.07% a year"
    assert drawing.numbers == ("VTWO 0.07%", "VTWO 0.07%", "VTWO 0.07%")


def test_fees_without_a_ratio_is_missing(draw: Draw, measured: dict[str, Measured]) -> None:
    funds = measured["fees"]
    assert isinstance(funds, pd.DataFrame)
    assert "no expense" in reason(draw("fees", fees=funds.assign(ratio=np.nan)))


@pytest.mark.parametrize(("deepest", "side"), [(1, "start"), (7, "end")])
def test_the_deepest_fall_is_labelled_on_the_side_with_more_room(
    draw: Draw, deepest: int, side: str
) -> None:
    values = [-1.0] * 9
    values[deepest] = -30.0
    months = pd.Series(values, pd.date_range("2009-01-31", periods=9, freq="ME"))
    drawing = draw("drawdowns", drawdown_small=months, drawdown_large=months)
    assert isinstance(drawing, Drawing)
    svg = draw_svg(drawing, "wide", "Falls").svg.decode()
    found = re.search(r"<text([^>]*)>Small caps, \w+ 2009: \u221230%", svg)
    assert found
    assert ('text-anchor="end"' in found[1]) is (side == "end")
