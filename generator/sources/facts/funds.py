"""Facts about single funds: fees, discounts, payouts, debt."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from generator.sources.facts.fact import Aging, Day, Fact, FactKey, Ticker

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
