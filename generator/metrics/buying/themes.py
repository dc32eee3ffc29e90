"""Who is buying? Whether the themes that the article names have paid."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.windows import window_table
from generator.model.metric import SMALL, Column, metric

FUNDS = {
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


@metric(
    "buying",
    "The article's themes against small caps",
    "pp",
    inputs=(*FUNDS, SMALL),
    columns=(
        Column("label", "Theme", "text"),
        *(Column(key, label, "pp") for key, label in _WINDOWS.items()),
    ),
    formula="total return of the theme's fund − total return of IWM over the same window",
    pitfalls="A fund stands for a theme only roughly: XLI holds large companies, and no fund "
    "separates the effect of a public programme from the rest of the market.",
)
def theme_returns(*funds: pd.Series[float]) -> pd.DataFrame:
    """How far funds of the themes that the article names ran ahead of small caps as a whole."""
    *themes, small = funds
    rows = {
        ticker.lower(): window_table(fund, small)["value"].rename(ticker)
        for ticker, fund in zip(FUNDS, themes, strict=True)
    }
    table = pd.DataFrame.from_dict(rows, orient="index")[list(_WINDOWS)]
    table.insert(0, "label", list(FUNDS.values()))
    return table


THEMES = (theme_returns,)
