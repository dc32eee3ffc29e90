"""Small caps against large caps, since the article and over the long run."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import (
    ARTICLE,
    PAIR,
    WINDOW_COLUMNS,
    drawdown_pct,
    held_basket,
    ratio,
    rebased,
    window_table,
    worst_fall,
)
from generator.metrics.maths.observations import iso, last_day, since, together, too_short, weekly
from generator.metrics.maths.tables import table_of
from generator.model.metric import LARGE, MAG7, SMALL, Column, Missing, Series, Window, metric

WEEKS_40 = 40  # about 200 sessions, the usual long trend line
_TOO_EARLY = Missing("needs the close of 12 January 2026, the article's day, and one after it")


@metric(
    "working",
    "Small minus large",
    "pp",
    inputs=PAIR,
    columns=WINDOW_COLUMNS,
    formula="total return of IWM − total return of SPY, each from the last close on or before the "
    "window's start to the as-of close, not annualised",
    pitfalls="The starting day matters: a window that begins at a low flatters the more volatile "
    "fund. Windows overlap, so seven rows are not seven pieces of evidence.",
)
def relative_return(small: Series, large: Series) -> pd.DataFrame:
    """How far small caps (IWM) ran ahead of large caps (SPY), dividends included."""
    return window_table(small, large, ("small", "large"))


@metric(
    "working",
    "Small caps relative to large caps",
    "index",
    inputs=PAIR,
    formula="IWM total-return index ÷ SPY total-return index, first week = 100",
    pitfalls="The level depends on the first week, May 2000, close to a high point of large-cap "
    "technology; read its direction, not its level.",
)
def relative_total_return(small: Series, large: Series) -> Series:
    """The ratio of small-cap to large-cap wealth: it rises when small caps win."""
    return rebased(weekly(ratio(small, large)))


@metric(
    "working",
    "Price of small caps against large caps",
    "index",
    inputs=("^RUT", "^GSPC"),
    formula="Russell 2000 ÷ S&P 500, both without dividends; 100 on the first day on which both "
    "have a close",
    pitfalls="Without dividends, of which large caps have paid more for most of the time; "
    "relative_total_return counts them but begins in 2000.",
)
def relative_price(small: Series, large: Series) -> Series:
    """The price of the Russell 2000 in terms of the S&P 500, back to 1987."""
    return weekly(rebased(ratio(small, large)))


@metric(
    "working",
    "Relative drawdown",
    "%",
    inputs=PAIR,
    formula="IWM ÷ SPY total-return ratio against its highest daily value so far, minus 1",
    pitfalls="One distant peak rules the whole series: it says how much was lost against large "
    "caps since then, not that the loss must be made good.",
)
def relative_drawdown(small: Series, large: Series) -> Series:
    """How far small caps have fallen behind large caps since their best relative day."""
    return weekly(drawdown_pct(ratio(small, large)))


@metric(
    "working",
    "Peak of small caps relative to large caps",
    "%",
    inputs=PAIR,
    columns=(
        Column("label", "Point", "text"),
        Column("on", "On", "date"),
        Column("value", "Distance from the peak", "%"),
    ),
    formula="day of the highest IWM ÷ SPY total-return ratio, and the ratio's distance from it",
    pitfalls="The funds' common history begins in May 2000; earlier peaks are not seen.",
)
def relative_extremes(small: Series, large: Series) -> pd.DataFrame:
    """The day on which small caps stood highest against large caps, and the way back to it."""
    daily = ratio(small, large)
    peak = daily.index[int(daily.argmax())]
    rows = {
        "peak": ("highest", iso(peak), 0.0),
        "now": ("now", iso(last_day(daily)), float(drawdown_pct(daily).iloc[-1])),
    }
    return table_of(rows, relative_extremes.columns)


@metric(
    "working",
    "Relative trend",
    "%",
    inputs=PAIR,
    window=Window(40, "weeks"),
    formula="weekly IWM ÷ SPY total-return ratio against the mean of its last 40 weeks (this week "
    "included), minus 1",
    pitfalls="A trend line describes the past months. It crosses often, and a cross has been no "
    "reliable signal.",
)
def relative_to_40_week_average(small: Series, large: Series) -> Series | Missing:
    """Where small caps stand against large caps compared with the last 40 weeks."""
    weeks = weekly(ratio(small, large))
    if len(weeks) < WEEKS_40:
        return too_short(WEEKS_40, len(weeks), "weeks")
    return ((weeks / weeks.rolling(WEEKS_40).mean() - 1) * 100).dropna()


@metric(
    "working",
    "Small caps since the article",
    "index",
    inputs=(SMALL,),
    formula="IWM total-return index, close of 12 January 2026 = 100",
    pitfalls="Small caps had already gained 6.2% in 2026 before the article appeared; those gains "
    "are not counted.",
)
def small_since_article(small: Series) -> Series | Missing:
    """What 100 put into small caps (IWM) on the article's day has become."""
    return _since_article(small)


@metric(
    "working",
    "Large caps since the article",
    "index",
    inputs=(LARGE,),
    formula="SPY total-return index, close of 12 January 2026 = 100",
    pitfalls="The S&P 500 holds the Mag-7 too, as its largest members: the three lines of the figure "
    "overlap.",
)
def large_since_article(large: Series) -> Series | Missing:
    """What 100 put into large caps (SPY) on the article's day has become."""
    return _since_article(large)


@metric(
    "working",
    "Mag-7 since the article",
    "index",
    inputs=MAG7,
    formula="equal amounts in the seven stocks at the close of 12 January 2026, held, dividends "
    "included; = 100 there",
    pitfalls="Equal weights are one choice among several: weights by market value give another "
    "number. The seven are those of the article's day.",
)
def mag7_since_article(*mag7: Series) -> Series | Missing:
    """What 100 put into the seven largest technology stocks on the article's day has become."""
    return _since_article(held_basket(since(together(*mag7), ARTICLE)))


@metric(
    "working",
    "Worst fall since the article",
    "%",
    inputs=(*PAIR, *MAG7),
    columns=(
        Column("label", "Who", "text"),
        Column("peak_on", "From the close of", "date"),
        Column("trough_on", "To the close of", "date"),
        Column("value", "Fall", "%"),
    ),
    formula="lowest daily value of the total-return index against its highest value so far, both "
    "since the close of 12 January 2026",
    pitfalls="Daily closes with dividends: falls within a day were deeper, and price-only figures "
    "in the press differ slightly.",
)
def drawdown_since_article(small: Series, large: Series, *mag7: Series) -> pd.DataFrame | Missing:
    """The deepest loss that a reader who bought on the article's day has sat through."""
    funds = [since(index, ARTICLE) for index in (small, large)]
    basket = held_basket(since(together(*mag7), ARTICLE))
    if len(basket) <= 1:
        return _TOO_EARLY
    rows = {
        "small": ("Small caps", *_fall_cells(funds[0])),
        "large": ("Large caps", *_fall_cells(funds[1])),
        "mag7": ("Mag-7", *_fall_cells(basket)),
    }
    return table_of(rows, drawdown_since_article.columns)


def _since_article(index: Series) -> Series | Missing:
    """Return the weekly index after the article's day, 100 at that day's close."""
    span = since(index, ARTICLE)
    if len(span) <= 1:
        return _TOO_EARLY
    return weekly(rebased(span).iloc[1:])


def _fall_cells(index: Series) -> tuple[str, str, float]:
    high, low, fall = worst_fall(index)
    return iso(high), iso(low), fall


RELATIVE = (
    relative_return,
    relative_total_return,
    relative_price,
    relative_drawdown,
    relative_extremes,
    relative_to_40_week_average,
    small_since_article,
    large_since_article,
    mag7_since_article,
    drawdown_since_article,
)
