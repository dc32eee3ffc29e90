"""Published multiples, method by method."""

from __future__ import annotations

import pandas as pd

from generator.metrics.cheap.article import COUNTED, FIGURES, MULTIPLES
from generator.metrics.maths.observations import iso
from generator.metrics.maths.tables import LABEL, METHOD, NO_FIGURE, ON, cited_table, table_of
from generator.model.metric import Column, Missing, metric

_METHOD = Column("method", "Method", "text")
_RELATIVES = "facts:relative_multiples"


@metric(
    "cheap",
    "Published multiples of the Russell 2000",
    "x",
    inputs=(MULTIPLES,),
    columns=(LABEL, ON, _METHOD, Column("value", "Multiple", "x")),
    formula="as published; price ÷ earnings of the index, with the method named",
    pitfalls="A list of what could be found, not a series: only rows of one method may be compared "
    "with each other.",
)
def published_multiples(multiples: pd.DataFrame) -> pd.DataFrame | Missing:
    """What publishers have given as the price-earnings ratio of US small caps."""
    method = multiples["measure"] + ", losers " + multiples["losers"]
    return cited_table(
        multiples,
        published_multiples.columns,
        label=multiples["publisher"],
        method=method.where(multiples["value"].notna(), method + "; no ratio in a year of loss"),
    )


@metric(
    "cheap",
    "Small against large, method by method",
    "%",
    inputs=(_RELATIVES,),
    columns=(
        LABEL,
        ON,
        _METHOD,
        Column("value", "Small caps against large caps", "%"),
        Column("norm", "The same source's norm", "%"),
    ),
    formula="small-cap multiple ÷ large-cap multiple − 1, both of one method where the source "
    "gives both; below zero small caps are cheaper",
    pitfalls="The answer depends on what is done with loss-making companies, so no average is "
    "drawn. Dates differ by months.",
)
def method_ladder(relatives: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much cheaper or dearer small caps are than large caps, one row for each method."""
    return _ladder(relatives)


@metric(
    "cheap",
    "Do the methods agree?",
    "count",
    inputs=(_RELATIVES,),
    decimals=0,
    columns=(
        Column("label", "Rows", "text"),
        Column("n", "Methods", "count", 0),
        Column("positive", "Small caps dearer", "count", 0),
        Column("negative", "Small caps cheaper", "count", 0),
        Column("agreement", "Share on the larger side", "%", 0),
        Column("lowest", "Lowest row", "%"),
        Column("highest", "Highest row", "%"),
        Column("first_on", "Oldest row", "date"),
        Column("last_on", "Newest row", "date"),
    ),
    formula="newest row of each method in the ladder: how many lie above and below zero; lowest and "
    "highest of all its rows",
    pitfalls="Methods are not independent votes. The count shows whether a statement about "
    "cheapness survives a change of method.",
)
def method_spread(relatives: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many ways of measuring find small caps cheaper than large caps, and how many dearer."""
    ladder = _ladder(relatives)
    if isinstance(ladder, Missing):
        return ladder
    every = ladder.sort_values("on", kind="stable")
    values = every.drop_duplicates("method", keep="last")["value"]
    above, below = int((values > 0).sum()), int((values < 0).sum())
    share = max(above, below) / len(values) * 100
    span = (every["value"].min(), every["value"].max(), every["on"].iloc[0], every["on"].iloc[-1])
    row = ("all methods", len(values), above, below, share, *span)
    return table_of({"all": row}, method_spread.columns)


@metric(
    "cheap",
    "Losers in or out: two answers on one day",
    "x",
    inputs=(FIGURES, MULTIPLES),
    columns=(
        Column("label", "Sources", "text"),
        Column("on", "As of", "date"),
        Column("included", "Losers counted", "x"),
        Column("excluded", "Losers left out", "x"),
        Column("value", "One over the other", "x"),
    ),
    formula="multiple with loss-makers ÷ multiple without them, both for the same index and day",
    pitfalls="In some pairs the two come from different publishers, whose earnings also differ.",
)
def method_gap(figures: pd.DataFrame, multiples: pd.DataFrame) -> pd.DataFrame | Missing:
    """How far apart two price-earnings ratios of one index are when one leaves out the losers."""
    paired = multiples.dropna(subset=["pair", "value"]).set_index("pair")
    with_losers = paired[paired["losers"] == COUNTED]
    without = paired.loc[paired["losers"] != COUNTED, ["publisher", "value"]]
    both = with_losers.join(without.add_suffix("_without"), how="inner").rename_axis(None)
    table = {
        "label": both["publisher"].where(
            both["publisher"] == both["publisher_without"],
            both["publisher"] + " and " + both["publisher_without"],
        ),
        "on": both["on"].map(iso),
        "included": both["value"],
        "excluded": both["value_without"],
        "value": both["value"] / both["value_without"],
    }
    gaps = pd.concat([pd.DataFrame(table), _article_gap(figures)])
    return NO_FIGURE if gaps.empty else gaps


def _ladder(relatives: pd.DataFrame) -> pd.DataFrame | Missing:
    computed = (relatives["small"] / relatives["large"] - 1) * 100
    value = computed.fillna(relatives["relative_pct"])
    return cited_table(relatives, method_ladder.columns, value=value, norm=relatives["norm_pct"])


def _article_gap(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the article's two multiples, one with losers and one without, as a pair."""
    by_key = figures.set_index("key")
    if not {"trailing_pe", "current_pe"} <= set(by_key.index):
        return pd.DataFrame()
    included, excluded = by_key.loc[["trailing_pe", "current_pe"], "value"]
    row = ("the article", iso(by_key["on"]["trailing_pe"]), included, excluded, included / excluded)
    columns = ["label", "on", "included", "excluded", "value"]
    return pd.DataFrame([row], index=["article"], columns=columns)


@metric(
    "cheap",
    "Relative price-to-book: marks of a century",
    "ratio",
    inputs=("facts:relative_book",),
    decimals=2,
    columns=(
        LABEL,
        ON,
        Column("value", "Small ÷ large", "ratio", 2),
        Column("percentile", "Percentile since 1979", "count", 0),
        METHOD,
    ),
    formula="price-to-book ratio of small companies ÷ that of large ones, computed once by us from "
    "the December 2024 vintage of the Dartmouth data library",
    pitfalls="A few readings of one vintage, for comparison while the library itself cannot be "
    "fetched. Small is below the median size of the New York exchange, not the Russell 2000; "
    "book value counts intangible assets badly.",
)
def relative_book_marks(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How small companies' price-to-book ratio stood against large ones' at a few turns."""
    return cited_table(rows, relative_book_marks.columns, value=rows["ratio"])


VALUATION = (published_multiples, method_ladder, method_spread, method_gap)
