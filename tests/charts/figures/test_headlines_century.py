"""Headlines and fallbacks of the figures that reach back a century."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from generator.charts.kit.drawing import Drawing
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.weeks import LISTED, spaced, thinned
from generator.model.metric import Measured, Missing

Draw = Callable[..., Drawing | Missing]
NONE = Missing("no library")


def drawn(drawing: Drawing | Missing) -> Drawing:
    assert isinstance(drawing, Drawing)
    return drawing


def frame(measured: dict[str, Measured], name: str) -> pd.DataFrame:
    found = measured[name]
    assert isinstance(found, pd.DataFrame)
    return found


def months(values: list[float], first: str) -> pd.Series[float]:
    return pd.Series(values, pd.date_range(first, periods=len(values), freq="BME"), dtype=float)


@pytest.mark.parametrize(
    ("percentile", "expected"),
    [
        (6.4, "were this cheap or cheaper 6% of the time since 1979 (May 2026)"),
        (50.0, "were this cheap or cheaper 50% of the time since 1979 (May 2026)"),
        (93.7, "were dearer only 6% of the time since 1979 (May 2026)"),
    ],
)
def test_price_to_book_says_how_rare_it_is(
    draw: Draw, measured: dict[str, Measured], percentile: float, expected: str
) -> None:
    table = frame(measured, "price_to_book_standing").assign(percentile=percentile)
    drawing = drawn(draw("relative_pb", price_to_book_standing=table))
    assert drawing.title == f"On book value small caps {expected}"


def test_price_to_book_of_an_old_history_is_missing(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    old = frame(measured, "price_to_book_standing").drop("since_1979")
    assert isinstance(draw("relative_pb", price_to_book_standing=old), Missing)


def test_the_lowest_price_to_book_is_marked_unless_it_is_now(draw: Draw) -> None:
    assert "Aug 2000: 0.36" in draw_svg(drawn(draw("relative_pb")), "wide", "t").svg.decode()
    falling = months([1 - n / 2000 for n in range(700)], "1968-01-31")
    now = drawn(draw("relative_pb", relative_price_to_book=falling))
    assert "Aug 2000" not in draw_svg(now, "wide", "t").svg.decode()


@pytest.mark.parametrize(
    ("year", "ten", "spans", "expected"),
    [
        (-0.25, -0.75, 3.0, ("much about the next ten years (r = −0.75, three separate spans) and "
         "little about the next one (r = −0.25)")),
        (-0.3, -0.45, 1.0, ("something about the next ten years (r = −0.45, one separate span) and "
         "something about the next one (r = −0.30)")),
        (0.1, 0.4, 2.0, ("the wrong thing about the next ten years (r = 0.40, two separate spans) "
         "and little about the next one (r = 0.10)")),
    ],
)  # fmt: skip
def test_the_map_says_how_much_cheapness_told(  # noqa: PLR0913, PLR0917  -- one for each number
    draw: Draw, measured: dict[str, Measured], year: float, ten: float, spans: float, expected: str
) -> None:
    table = frame(measured, "valuation_map")
    table.loc["y1", "value"] = year
    table.loc["y10", ["value", "independent"]] = [ten, spans]
    drawing = drawn(draw("valuation_map", valuation_map=table))
    assert drawing.title == f"Cheapness by book value has said {expected}"


def test_the_map_pairs_a_start_with_the_decade_after_it(draw: Draw) -> None:
    ratio = months([float(n) for n in range(1, 601)], "1976-01-30")
    decade = months([float(n) for n in range(1, 481)], "1986-01-31")
    data = drawn(draw("valuation_map", relative_price_to_book=ratio, decade_excess=decade)).data()
    # The ratio of month n and the excess of the decade to month n + 120 carry the same number.
    assert (data["ratio"] == data["excess"]).all()
    assert data["date"].min() >= "1979"
    assert data["date"].str[:4].is_unique
    assert data.loc[data["apart"], "date"].str[:4].astype(int).diff().dropna().eq(10).all()


def test_the_map_is_missing_until_ten_years_have_passed(
    draw: Draw, measured: dict[str, Measured]
) -> None:
    short = frame(measured, "valuation_map").drop("y10")
    assert isinstance(draw("valuation_map", valuation_map=short), Missing)
    early = months([1.0] * 60, "2020-01-31")
    assert isinstance(draw("valuation_map", relative_price_to_book=early), Missing)


def test_recessions_of_a_century_take_the_place_of_the_daily_ones(draw: Draw) -> None:
    drawing = drawn(draw("recessions"))
    # During: -4.4, +9.1, -8.9; after: all three.
    assert drawing.title == (
        "Small caps led in one of three recessions and in three of three recoveries"
    )
    for size in ("wide", "narrow"):
        assert "+144.5 pp ▸" in draw_svg(drawing, size, "t").svg.decode()


def test_fifteen_years_of_a_century_are_drawn_from_half_years(draw: Draw) -> None:
    drawing = drawn(draw("rolling_15y"))
    assert len(drawing.data()) == 1022
    assert drawing.data()["date"].iloc[0] == "1941-06-30"
    assert len(draw_svg(drawing, "wide", "t").svg) < 20_000


def test_calendar_years_of_a_century_list_the_newest(draw: Draw) -> None:
    drawing = drawn(draw("calendar_years"))
    assert (len(drawing.data()), len(drawing.table())) == (100, LISTED)
    assert drawing.table()["Year"].iloc[-1] == "2026 to 14 Aug"


@pytest.mark.parametrize("newest", [10.0, -3.0])
def test_the_newest_year_is_labelled_clear_of_its_neighbours(
    draw: Draw, measured: dict[str, Measured], newest: float
) -> None:
    years = frame(measured, "century_calendar_excess")
    years.loc["y2026", "value"] = newest
    svg = draw_svg(drawn(draw("calendar_years", century_calendar_excess=years)), "wide", "t").svg
    assert "2026: " in svg.decode()


def test_without_the_library_the_funds_are_drawn(draw: Draw) -> None:
    assert drawn(draw("rolling_15y", century_rolling_15y=NONE)).data()["date"].iloc[0][:4] == "2015"
    years = drawn(draw("calendar_years", century_calendar_excess=NONE))
    assert years.data()["label"].tolist() == ["2023", "2024", "2025", "2026"]
    assert len(drawn(draw("recessions", century_recession_excess=NONE)).table()) == 2


def test_a_line_of_a_century_keeps_june_december_and_what_must_not_be_lost() -> None:
    century = months(list(range(1022)), "1941-06-30")
    low = pd.Timestamp(century.index[500])
    kept = spaced(century, low)
    assert low in kept.index
    assert kept.index[-1] == century.index[-1]
    assert set(kept.index.month) <= {6, 12, low.month, century.index[-1].month}
    assert len(spaced(century.iloc[:500])) == 500


def test_a_century_is_listed_by_half_decades_and_newest_months() -> None:
    rows = thinned(months(list(range(1022)), "1941-06-30"))
    assert len(rows) <= LISTED
    assert set(rows.index[:-8].year % 5) == {0}
