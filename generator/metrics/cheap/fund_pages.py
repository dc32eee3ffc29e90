"""Fund pages: multiples, yields, sizes and fees as Yahoo shows them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from generator.metrics.maths.observations import NO_COMMON_DAY, iso, last_day, together, weekly
from generator.metrics.maths.tables import table_of
from generator.model.metric import Column, Metric, Missing, Series, metric

_PE = ("funds:IWM.trailing_pe", "funds:SPY.trailing_pe")
_NO_DATES = (
    "Yahoo gives no date with it: holdings figures are weeks old, and are shown under the day on "
    "which they were fetched."
)
_NO_LOSERS = f"Fund pages leave out loss-makers, which flatters small caps: about a third of them. {_NO_DATES}"
BILLION = 1e9


@metric(
    "cheap",
    "Price-earnings ratios on fund pages",
    "x",
    inputs=_PE,
    columns=(
        Column("label", "Fund", "text"),
        Column("on", "As Yahoo showed it on", "date"),
        Column("value", "Price-earnings ratio", "x"),
    ),
    formula="as Yahoo's fund page gives it, taken only if the holdings' figure (turned over where it "
    "comes as a reciprocal) is within 35% of the page's own",
    pitfalls=_NO_LOSERS,
)
def fund_pe(small: Series, large: Series) -> pd.DataFrame:
    """What the pages of IWM and SPY give as the price of a dollar of earnings."""
    rows = {
        "iwm": ("IWM, Russell 2000", iso(last_day(small)), float(small.iloc[-1])),
        "spy": ("SPY, S&P 500", iso(last_day(large)), float(large.iloc[-1])),
    }
    return table_of(rows, fund_pe.columns)


def _pe_gap(name: str, fund: str, definition: str, pitfalls: str) -> Metric[[Series, Series]]:
    """Return the metric of a fund's price-earnings ratio against SPY's."""

    @metric(
        "cheap",
        f"{fund}'s price-earnings ratio against SPY's, by their fund pages",
        "%",
        inputs=(f"funds:{fund}.trailing_pe", "funds:SPY.trailing_pe"),
        formula=f"price-earnings ratio of {fund} ÷ that of SPY − 1, both as Yahoo's fund pages give "
        "them on the same day",
        pitfalls=pitfalls,
    )
    def gap(ours: Series, large: Series) -> Series | Missing:
        both = together(ours, large)
        return weekly((both[0] / both[1] - 1) * 100) if len(both) else NO_COMMON_DAY

    return replace(gap, id=name, definition=definition)


fund_pe_gap = _pe_gap(
    "fund_pe_gap",
    "IWM",
    "How much cheaper the small-cap fund's page makes it look than the large-cap fund's.",
    _NO_LOSERS,
)
profitable_fund_pe_gap = _pe_gap(
    "profitable_fund_pe_gap",
    "IJR",
    "How much cheaper a fund of profitable small caps is than the S&P 500's.",
    "IJR's index lets in only companies with a profit, so leaving out the losers matters "
    f"less here. {_NO_DATES}",
)
value_fund_pe_gap = _pe_gap(
    "value_fund_pe_gap",
    "IWN",
    "How much cheaper a fund of small value stocks is than the S&P 500's.",
    f"Value funds are cheap by construction. {_NO_LOSERS}",
)
larger_small_fund_pe_gap = _pe_gap(
    "larger_small_fund_pe_gap",
    "VB",
    "How much cheaper a fund of the larger small caps is than the S&P 500's.",
    f"VB's index holds larger companies than the Russell 2000. {_NO_LOSERS}",
)


@metric(
    "cheap",
    "IWM's dividend yield against SPY's",
    "pp",
    decimals=2,
    inputs=("funds:IWM.yield", "funds:SPY.yield"),
    formula="dividend yield of IWM − that of SPY, both as Yahoo's fund pages give them on the same day",
    pitfalls=f"Dividends of the last 12 months over today's price. {_NO_DATES}",
)
def fund_yield_gap(small: Series, large: Series) -> Series | Missing:
    """How much more the small-cap fund pays out than the large-cap fund."""
    both = together(small, large)
    return weekly(both[0] - both[1]) if len(both) else NO_COMMON_DAY


@metric(
    "vehicles",
    "Two funds on one index, by their fund pages",
    "%",
    decimals=2,
    inputs=(
        "funds:IWM.net_assets", "funds:IWM.expense_ratio",
        "funds:VTWO.net_assets", "funds:VTWO.expense_ratio",
    ),
    columns=(
        Column("label", "Fund", "text"),
        Column("on", "As Yahoo showed it on", "date"),
        Column("assets", "Net assets, billion dollars", "usd"),
        Column("ratio", "Fee a year", "%", 2),
    ),
    formula="net assets and net expense ratio as Yahoo's fund pages give them; a fee counts only if "
    "the page's two figures for it are within 35% of each other",
    pitfalls=f"A check of the cited fees, not their source. {_NO_DATES}",
)  # fmt: skip
def fund_pages(
    assets: Series, ratio: Series, cheap_assets: Series, cheap_ratio: Series
) -> pd.DataFrame:
    """How large IWM and its cheaper twin VTWO are, and what they charge."""
    rows = {
        "iwm": ("IWM", *_page_cells(assets, ratio)),
        "vtwo": ("VTWO", *_page_cells(cheap_assets, cheap_ratio)),
    }
    return table_of(rows, fund_pages.columns)


def _page_cells(assets: Series, ratio: Series) -> tuple[str, float, float]:
    on = max(last_day(assets), last_day(ratio))
    return iso(on), float(assets.iloc[-1]) / BILLION, float(ratio.iloc[-1])


FUND_PAGES = (
    fund_pe,
    fund_pe_gap,
    profitable_fund_pe_gap,
    value_fund_pe_gap,
    larger_small_fund_pe_gap,
    fund_yield_gap,
    fund_pages,
)
