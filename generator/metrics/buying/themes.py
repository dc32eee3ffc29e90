"""The article's themes: funds that stand for them, factories built at home, industrials."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.indices import pair_columns, window_table
from generator.metrics.maths.observations import (
    growth,
    growth_in_order,
    iso,
    last_day,
    too_short,
    values_on,
    year_change,
    year_change_in_order,
)
from generator.metrics.maths.tables import table_of
from generator.model.metric import LARGE, SMALL, Column, Missing, Series, Window, metric

THEME_FUNDS = {
    "XLI": "large industrials (XLI)",
    "XBI": "biotechnology (XBI)",
    "KRE": "regional banks (KRE)",
    "PAVE": "infrastructure (PAVE)",
    "AIRR": "small industrials (AIRR)",
}
_WINDOWS = {
    "m3": "3 months",
    "ytd": "Year to date",
    "m12": "12 months",
    "since_article": "Since the article",
}
SMALL_INDUSTRIALS, INDUSTRIALS = "AIRR", "XLI"
_REVISED = (
    "Figures of past months are those published today; the first ones were often revised by a "
    "point or more. Each is taken as known after its usual delay, and those that came later after "
    "the closure of the US government in late 2025 on the day of their release."
)
_SURVEYED = "seasonally adjusted, on the day it became known"
_SURVEY_PITFALLS = (
    "A hundred or two of factories in one district, and a count of opinions, not of output. It is "
    "out within the month itself, weeks before output is; seasonal factors are revised each January."
)


@metric(
    "buying",
    "The article's themes against small caps",
    "pp",
    inputs=(*THEME_FUNDS, SMALL),
    columns=(
        Column("label", "Theme", "text"),
        *(Column(key, label, "pp") for key, label in _WINDOWS.items()),
    ),
    formula="total return of the theme's fund − total return of IWM over the same window",
    pitfalls="A fund stands for a theme only roughly: XLI holds large companies, and no fund "
    "separates the effect of a public programme from the rest of the market.",
)
def theme_returns(*funds: Series) -> pd.DataFrame:
    """How far funds of the themes that the article names ran ahead of small caps as a whole."""
    *themes, small = funds
    rows = {
        ticker.lower(): window_table(fund, small)["value"].rename(ticker)
        for ticker, fund in zip(THEME_FUNDS, themes, strict=True)
    }
    table = pd.DataFrame.from_dict(rows, orient="index")[list(_WINDOWS)]
    table.insert(0, "label", list(THEME_FUNDS.values()))
    return table


@metric(
    "buying",
    "Factory construction after inflation",
    "%",
    inputs=("fred:TLMFGCONS", "fred:CPIAUCSL"),
    window=Window(12, "months", averaged=False),
    formula="US spending on building factories against the same month a year before, less consumer "
    "price inflation known on that day: (1 + growth) ÷ (1 + inflation) − 1",
    pitfalls="Consumer prices stand in for building costs, which rose faster in 2021 and 2022. The "
    f"boom of 2022 to 2024 makes falls from it look like retreat. {_REVISED}",
)
def factory_construction(spending: Series, prices: Series) -> Series | Missing:
    """Whether more factories are being built in the United States than a year ago."""
    return _real_growth(spending, prices)


@metric(
    "buying",
    "Factory construction since its peak",
    "%",
    inputs=("fred:TLMFGCONS",),
    columns=(
        Column("label", "Point", "text"),
        Column("on", "Known on", "date"),
        Column("value", "Distance from the peak", "%"),
        Column("n", "Months", "count", 0),
    ),
    formula="US spending on building factories, yearly rate in dollars of the day: highest month so "
    "far, and the latest against it",
    pitfalls=f"In dollars of the day: after inflation the peak is earlier and the fall deeper. {_REVISED}",
)
def factory_construction_peak(spending: Series) -> pd.DataFrame:
    """How far the building of factories stands below its record."""
    peak = int(spending.argmax())
    now = float(spending.iloc[-1] / spending.iloc[peak] - 1) * 100
    rows = {
        "peak": ("highest", iso(spending.index[peak]), 0.0, float(len(spending))),
        "now": ("latest", iso(last_day(spending)), now, float(len(spending))),
    }
    return table_of(rows, factory_construction_peak.columns)


@metric(
    "buying",
    "Orders for capital goods",
    "%",
    inputs=("fred:NEWORDER",),
    window=Window(12, "months", averaged=False),
    formula="new orders for capital goods without defence and aircraft against the same month a "
    "year before, on the day they became known",
    pitfalls=f"In dollars of the day; where the goods are made is not asked. {_REVISED}",
)
def capital_goods_orders(orders: Series) -> Series | Missing:
    """Whether US companies order more equipment than a year ago."""
    return growth_in_order(orders)


@metric(
    "buying",
    "Manufacturing output",
    "%",
    inputs=("fred:IPMAN",),
    window=Window(12, "months", averaged=False),
    formula="US manufacturing production against the same month a year before, on the day it became "
    "known",
    pitfalls=f"Volumes, not profits; large companies make most of it. {_REVISED}",
)
def manufacturing_output(output: Series) -> Series | Missing:
    """Whether US factories produce more than a year ago: what building them should lead to."""
    return growth(output)


@metric(
    "buying",
    "Industrial production",
    "%",
    inputs=("fred:INDPRO",),
    window=Window(12, "months", averaged=False),
    formula="US industrial production against the same month a year before, on the day it became "
    "known",
    pitfalls=f"Factories, mines and utilities together: cold winters and oil wells move it. {_REVISED}",
)
def industrial_production(output: Series) -> Series | Missing:
    """Whether US industry as a whole produces more than a year ago."""
    return growth(output)


@metric(
    "buying",
    "Factories around Philadelphia",
    "pp",
    inputs=("fred:GACDFSA066MSFRBPHI",),
    formula="Philadelphia Fed manufacturing survey, general activity: share of factories that report a "
    f"rise over the month − share that report a fall; {_SURVEYED}",
    pitfalls=_SURVEY_PITFALLS,
)
def factories_philadelphia(balance: Series) -> Series:
    """Whether more factories in and around Pennsylvania see business rise than fall."""
    return balance


@metric(
    "buying",
    "Factories in New York",
    "pp",
    inputs=("fred:GACDISA066MSFRBNY",),
    formula="New York Fed manufacturing survey (Empire State), general business conditions: share of "
    f"factories that report a rise over the month − share that report a fall; {_SURVEYED}",
    pitfalls=_SURVEY_PITFALLS,
)
def factories_new_york(balance: Series) -> Series:
    """Whether more factories in New York State see business rise than fall."""
    return balance


@metric(
    "buying",
    "Small industrials minus small caps",
    "pp",
    inputs=(SMALL_INDUSTRIALS, SMALL),
    columns=pair_columns("Small industrials", "Small caps"),
    formula="total return of AIRR − total return of IWM, over the same closes",
    pitfalls="AIRR holds about fifty small and middling US industrial companies and some banks, "
    "picked by rules that changed over time, and charges 0.7% a year.",
)
def small_industrials(industrials: Series, small: Series) -> pd.DataFrame:
    """Whether the small industrial companies that should gain most have beaten small caps."""
    return window_table(industrials, small)


@metric(
    "buying",
    "Large industrials minus large caps",
    "pp",
    inputs=(INDUSTRIALS, LARGE),
    columns=pair_columns("Large industrials", "Large caps"),
    formula="total return of XLI − total return of SPY, over the same closes",
    pitfalls="Aircraft and defence weigh heavily in XLI. If large industrials do as well as small "
    "ones, what they gain by is not smallness.",
)
def large_industrials(industrials: Series, large: Series) -> pd.DataFrame:
    """Whether industry did well at large companies too, against large caps as a whole."""
    return window_table(industrials, large)


def _real_growth(spending: Series, prices: Series) -> Series | Missing:
    nominal, inflation = year_change_in_order(spending), year_change(prices)
    if nominal.empty or inflation.empty:
        return too_short(13, min(len(spending), len(prices)), "months")
    deflator = values_on(inflation, pd.DatetimeIndex(nominal.index))
    return (((1 + nominal / 100) / (1 + deflator / 100) - 1) * 100).dropna()


THEMES = (theme_returns,)

INDUSTRY = (
    factory_construction,
    factory_construction_peak,
    capital_goods_orders,
    manufacturing_output,
    industrial_production,
    factories_philadelphia,
    factories_new_york,
    small_industrials,
    large_industrials,
)
