"""The columns of every table of facts, and the tables about single funds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self, TypeAlias

import pandas as pd
from pydantic import BeforeValidator, Field, InstanceOf, StringConstraints, model_validator

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


# The parts of a payout are published to a hundredth of a cent, some rounded more.
ROUNDED = 0.0051


class Fee(Aging):
    """What a fund charges a year, percent of assets."""

    ticker: Ticker
    name: str
    ratio_pct: float = Field(gt=0)
    group: Literal["small", "small value", "large"]
    index: str
    kind: Literal["exchange-traded fund", "mutual fund", "closed-end fund"]
    category: str
    note: str | None


class Vehicle(Fact):
    """What one of the article's two vehicles is."""

    ticker: Ticker
    name: str
    kind: str
    benchmark: str
    category: str
    nav_symbol: str | None
    inception: Day
    note: str | None


class NavDiscount(Fact):
    """Price and net asset value of a closed-end fund on one day, US dollars."""

    ticker: Ticker
    on: Day
    nav: float = Field(gt=0)
    price: float = Field(gt=0)


class Payout(Aging):
    """What a fund paid out a share and where it came from, US dollars, as it estimated then.

    Attributes:
        short_gains: gains on what was held for a year or less.
        capital: holders' own money, given back.
    """

    id: FactKey
    ticker: Ticker
    label: str
    paid: float = Field(gt=0)
    income: float = Field(ge=0)
    short_gains: float = Field(ge=0)
    long_gains: float = Field(ge=0)
    capital: float = Field(ge=0)
    method: str
    note: str | None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        parts = self.income + self.short_gains + self.long_gains + self.capital
        if abs(parts - self.paid) > ROUNDED:
            raise ValueError(f"the four parts add up to {parts:.4f}, but {self.paid} was paid.")
        return self


class FundBorrowing(Aging):
    """What a fund owns in all and how much of it is borrowed, million US dollars."""

    id: FactKey
    ticker: Ticker
    label: str
    assets: float = Field(gt=0)
    borrowed: float = Field(ge=0)
    method: str
    note: str | None
