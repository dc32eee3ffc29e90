"""The article's own valuation numbers against each other and against published ones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from generator.metrics.cheap.levels import implied_excess
from generator.metrics.maths.observations import iso
from generator.metrics.maths.tables import NO_FIGURE
from generator.model.metric import Column, Missing, Series, metric

FIGURES = "facts:article_figures"
MULTIPLES = "facts:published_multiples"
SIBLIS = "Siblis Research"
WSJ = "WSJ, Birinyi"
TRAILING, FORWARD = "trailing P/E", "forward P/E"
COUNTED = "counted"  # loss-makers are in the ratio
PEAK_WINDOW = pd.DateOffset(months=24)
YEARS = (1, 3, 5, 10)


@metric(
    "cheap",
    "The article's multiples against each other",
    "%",
    inputs=(FIGURES,),
    columns=(
        Column("label", "Comparison", "text"),
        Column("first", "First", "x", 2),
        Column("second", "Second", "x", 2),
        Column("value", "First against second", "%"),
    ),
    formula="first multiple ÷ second multiple − 1, both as the article gives them",
    pitfalls="The article gives no method for its multiples; the pairs with and without losers "
    "are told apart by their size.",
)
def article_pe(figures: pd.DataFrame) -> pd.DataFrame | Missing:
    """What the article's own numbers say when they are put side by side."""
    pairs = {
        "current_vs_average": ("current against 10-year average", "current_pe", "average_pe"),
        "trailing_vs_average": ("trailing against 10-year average", "trailing_pe", "average_pe"),
        "trailing_vs_current": ("trailing against current", "trailing_pe", "current_pe"),
        "trailing_vs_peak": ("trailing against the peak", "trailing_pe", "peak_pe"),
        "forward_vs_peak": ("forward against the peak", "forward_pe", "peak_pe"),
    }
    by_key = figures.set_index("key")["value"]
    rows = {
        key: (label, *_compared(by_key[first], by_key[second]))
        for key, (label, first, second) in pairs.items()
        if first in by_key and second in by_key
    }
    return _table(rows, ["label", "first", "second", "value"])


@metric(
    "cheap",
    "The article's multiples against published ones",
    "%",
    inputs=(FIGURES, MULTIPLES),
    columns=(
        Column("label", "Comparison", "text"),
        Column("on", "Published for", "date"),
        Column("first", "Article", "x", 2),
        Column("second", "Published", "x", 2),
        Column("value", "Article against published", "%"),
    ),
    formula="article's multiple ÷ the newest published one of the same kind that counts losers − 1",
    pitfalls="The published rows are up to a year older than the article, so a small gap says that "
    "the family is the same, not that the number is exact.",
)
def article_check(figures: pd.DataFrame, multiples: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether the article's price-earnings ratios can be found again at a publisher."""
    by_key = figures.set_index("key")["value"]
    pairs = {
        "trailing_siblis": (SIBLIS, TRAILING, "trailing_pe"),
        "forward_siblis": (SIBLIS, FORWARD, "forward_pe"),
        "trailing_wsj": (WSJ, TRAILING, "trailing_pe"),
        "forward_wsj": (WSJ, FORWARD, "forward_pe"),
    }
    rows = {
        key: (f"{measure}, {publisher}", iso(readings.index[-1]),
              *_compared(by_key[figure], float(readings.iloc[-1])))
        for key, (publisher, measure, figure) in pairs.items()
        if figure in by_key and len(readings := _readings(multiples, publisher, measure).dropna())
    }  # fmt: skip
    return _table(rows, ["label", "on", "first", "second", "value"])


@metric(
    "cheap",
    "Was it the peak?",
    "count",
    inputs=(FIGURES, MULTIPLES),
    decimals=0,
    columns=(
        Column("label", "Figure", "text"),
        Column("on", "As of", "date"),
        Column("value", "Higher prints within 24 months", "count", 0),
        Column("peak", "The article's peak", "x", 2),
        Column("highest", "Highest print", "x", 2),
        Column("highest_on", "Highest on", "date"),
        Column("undefined", "Prints without a ratio (losses)", "count", 0),
    ),
    formula="trailing multiples with losers counted, from the publisher of the article's figure, "
    "24 months around its date: how many are higher",
    pitfalls="Half-yearly prints, so the true highest day is not seen. With earnings near zero the "
    "ratio explodes and a peak says little about price.",
)
def pe_peak_check(figures: pd.DataFrame, multiples: pd.DataFrame) -> pd.DataFrame | Missing:
    """Whether the 2022 figure that the article calls the peak was the highest of its series."""
    figure = figures[figures["key"] == "peak_pe"]
    if figure.empty:
        return NO_FIGURE
    on, peak = figure["on"].iloc[0], float(figure["value"].iloc[0])
    readings = _readings(multiples, SIBLIS, TRAILING).loc[on - PEAK_WINDOW : on + PEAK_WINDOW]
    ratios = readings.dropna()
    if ratios.empty:
        return NO_FIGURE
    row = (
        "peak that the article names", iso(on), int((ratios > peak).sum()), peak,
        float(ratios.max()), iso(ratios.index[int(ratios.argmax())]), len(readings) - len(ratios),
    )  # fmt: skip
    columns = ["label", "on", "value", "peak", "highest", "highest_on", "undefined"]
    return _table({"peak": row}, columns)


@metric(
    "cheap",
    "What convergence would pay",
    "%/y",
    inputs=(FIGURES,),
    columns=(
        Column("label", "The relative multiple", "text"),
        *(Column(f"y{n}", f"over {n} year{'s' * (n > 1)}", "%/y") for n in YEARS),
    ),
    formula="(target relative multiple ÷ today's)^(1 ÷ years) − 1, from the article's 10% discount "
    "to its 10% premium, half of the way, or nothing",
    pitfalls="Arithmetic, not a forecast: it assumes equal growth and equal dividends, and the "
    "discount that it starts from has no source.",
)
def convergence(figures: pd.DataFrame) -> pd.DataFrame | Missing:
    """What a return to the usual premium would add each year, depending on how long it takes."""
    by_key = figures.set_index("key")["value"]
    if not {"discount_now", "premium_typical"} <= set(by_key.index):
        return NO_FIGURE
    now, usual = float(by_key["discount_now"]), float(by_key["premium_typical"])
    targets = {
        "full": ("returns to the usual premium", usual),
        "half": ("goes half of the way", (now + usual) / 2),
        "none": ("stays where it is", now),
    }
    rows: dict[str, tuple[str | float, ...]] = {
        key: (label, *(implied_excess(now, target, n) for n in YEARS))
        for key, (label, target) in targets.items()
    }
    return _table(rows, ["label", *(f"y{n}" for n in YEARS)])


def _readings(multiples: pd.DataFrame, publisher: str, measure: str) -> Series:
    """Return a publisher's multiples with losers counted by date, NaN where there is no ratio."""
    same = multiples[
        (multiples["publisher"] == publisher)
        & (multiples["measure"] == measure)
        & (multiples["losers"] == COUNTED)
    ]
    return same.set_index("on")["value"].sort_index()


def _compared(first: float, second: float) -> tuple[float, float, float]:
    return first, second, (first / second - 1) * 100


def _table(
    rows: Mapping[str, tuple[str | float, ...]], columns: list[str]
) -> pd.DataFrame | Missing:
    if not rows:
        return NO_FIGURE
    return pd.DataFrame(list(rows.values()), index=list(rows), columns=columns)


ARTICLE_NUMBERS = (article_pe, article_check, pe_peak_check, convergence)
