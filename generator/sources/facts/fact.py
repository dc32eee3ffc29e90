"""Rows of facts: what every row has, and what may stand in a cell."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

import pandas as pd
from pydantic import BeforeValidator, Field, InstanceOf, StringConstraints

from generator.model.record import Frozen


def _day(text: str | None) -> pd.Timestamp:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        day = date.max
    # fromisoformat also takes 20260112 and 2026-W03-1; one spelling is enough.
    if day.isoformat() != text:
        raise ValueError("this is no date. Write it as 2026-01-12.")
    return pd.Timestamp(day)


Day: TypeAlias = Annotated[InstanceOf[pd.Timestamp], BeforeValidator(_day)]
Month: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
FactKey: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Ticker: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9.]*$")]
Url: TypeAlias = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
FactYear: TypeAlias = Annotated[int, Field(ge=1900, le=2200)]
Losers: TypeAlias = Literal["counted", "left out"]


class Fact(Frozen):
    """One cited row.

    Attributes:
        known_on: the day from which the fact was public; no earlier edition may use it.
        status: published (seen on the page), computed (from public data) or unverified.
    """

    known_on: Day
    source: str
    url: Url
    status: Literal["published", "computed", "unverified"]


class Aging(Fact):
    """A row about a state of things that changes.

    Attributes:
        on: the day that the row describes.
        good_for_months: after so many months it should have been renewed, and the check says so;
            empty for a row that is kept as history.
    """

    on: Day
    good_for_months: float | None = Field(gt=0)
