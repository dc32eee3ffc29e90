"""A few companies by hand, as the snapshot keeps them."""

from __future__ import annotations

import pandas as pd

from generator.sources.snapshot import universe_table

FRIDAY = "2026-11-20"


def company(
    symbol: str, cap: float, trailing: float | None = None, **more: object
) -> dict[str, object]:
    """Return a small company at a price of 10, whose earnings a share are given."""
    unknown = dict.fromkeys(
        ("eps_forward", "book_value", "average_50", "average_200", "high_52", "low_52")
    )
    return {
        "date": FRIDAY, "symbol": symbol, "segment": "small", "sector": "Technology",
        "price": 10.0, "market_cap": cap, "eps_trailing": trailing, **unknown, **more,
    }  # fmt: skip


def stocks(*companies: dict[str, object]) -> pd.DataFrame:
    """Return cross-sections; one large company, worth 1,000 and earning 50, is always there."""
    giants = [
        company("BIG", 1000.0, 0.5, segment="large", date=date, eps_forward=0.6, book_value=2.5)
        for date in sorted({str(one["date"]) for one in companies})
    ]
    rows = pd.DataFrame([*companies, *giants])
    return universe_table([rows.assign(date=pd.to_datetime(rows["date"]))])
