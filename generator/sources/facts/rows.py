"""The tables of facts: the columns of each, and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from generator.sources.facts.fact import (
    Aging,
    Day,
    Fact,
    FactKey,
    FactYear,
    Fee,
    FundBorrowing,
    Losers,
    Month,
    NavDiscount,
    Payout,
    Vehicle,
)


class FirstCut(Fact):
    """A first reduction of the Federal Reserve's policy rate; side cases have main = no."""

    id: FactKey
    on: Day
    main: Literal["yes", "no"]
    recession_within_24m: Literal["yes", "no", "open"]
    note: str | None


class LastCut(Fact):
    """The last reduction of a cycle; known as the last when the next move was a rise."""

    id: FactKey
    on: Day
    note: str | None


class Recession(Fact):
    """A recession as dated by the NBER, peak month to trough month.

    No announcement is on record before 1980; there `known_on` is a guess, late on purpose: the end
    of the second year after the trough.
    """

    id: FactKey
    peak: Month
    trough: Month
    note: str | None


class RecessionAnnouncement(Fact):
    """The day on which the NBER's committee announced a trough; `id` is that of the recession."""

    id: FactKey
    trough_announced: Day


class PolicyDecision(Fact):
    """A rate decision: the change and the upper end of the target range after it."""

    on: Day
    change_bp: float
    upper: float
    vote: str | None


class RateMeeting(Fact):
    """The day on which a scheduled meeting decides on the policy rate."""

    on: Day


class RateForecast(Fact):
    """What somebody expected of the policy rate about the time of the article.

    Attributes:
        on: the day by which the cuts were expected.
        cuts: expected cuts of a quarter point; with a chance of one, that chance.
        chance_pct: the chance given to at least one cut, where a chance was given.
    """

    id: FactKey
    on: Day
    label: str
    maker: str
    cuts: float
    chance_pct: float | None = Field(ge=0, le=100)
    note: str | None


class PublishedMultiple(Fact):
    """A valuation multiple of the Russell 2000 with the method it was computed by.

    Attributes:
        value: empty where there is no ratio, as when all companies together lose money.
        pair: the same word on two rows of one day, one with loss-makers and one without.
    """

    id: FactKey
    on: Day
    publisher: str
    measure: Literal["trailing P/E", "forward P/E"]
    losers: Losers
    value: float | None
    pair: FactKey | None
    note: str | None


class RelativeMultiple(Fact):
    """A small-cap multiple against the large-cap one: both sides, or their relation alone."""

    id: FactKey
    on: Day
    label: str
    method: str
    small: float | None
    large: float | None
    relative_pct: float | None
    norm_pct: float | None
    note: str | None

    @model_validator(mode="after")
    def _has_a_relation(self) -> Self:
        if self.relative_pct is None and (self.small is None or self.large is None):
            raise ValueError("the row needs `small` and `large`, or `relative_pct`.")
        return self


class ArticleFigure(Fact):
    """A number that the article on trial gives, and the method behind it."""

    key: FactKey
    value: float
    unit: str
    on: Day | None
    method: str
    text: str


class IndexReturn(Fact):
    """Total returns of the Russell 2000 and the S&P 500 in a calendar year, percent."""

    year: FactYear
    small: float
    large: float


class Comparison(Aging):
    """A trait of small and of large companies as somebody published it, percent or times.

    Attributes:
        large: empty where the source gives small companies alone.
    """

    id: FactKey
    topic: Literal[
        "floating_debt", "foreign_revenue", "loss_makers", "productivity", "growth_2026",
        "leverage", "loan_rate",
    ]  # fmt: skip
    label: str
    small: float
    large: float | None
    method: str
    note: str | None


class EstimateRevision(Fact):
    """How the growth expected of the Russell 2000's earnings for a period was changed.

    Attributes:
        on: the day of the newer estimate.
        growth_pct: that estimate; empty where only the change was published.
        change_pp: against the estimate a `span` before.
    """

    id: FactKey
    label: str
    on: Day
    growth_pct: float | None
    change_pp: float
    span: str
    note: str | None


class Flow(Aging):
    """Money that went into funds (minus: out of them), from `start` to `on`, billion US dollars."""

    id: FactKey
    group: Literal["domestic equity mutual funds", "S&P 500 funds", "small-cap funds"]
    label: str
    start: Day
    billions: float
    method: str
    note: str | None


class Takeovers(Aging):
    """Takeovers of a year or part of one: value, change against the year before, number."""

    id: FactKey
    label: str
    billions: float
    growth_pct: float
    deals: float | None
    method: str
    note: str | None


class RelativeBook(Aging):
    """Small companies' price-to-book ratio against that of large ones; percentile since 1979."""

    id: FactKey
    label: str
    ratio: float = Field(gt=0)
    percentile: float | None
    method: str
    note: str | None


@dataclass(frozen=True, slots=True)
class FactTable:
    """The columns of one file, and those that no two rows may share."""

    row: type[Fact]
    key: tuple[str, ...]


TABLES: dict[str, FactTable] = {
    "first_cuts": FactTable(FirstCut, ("id",)),
    "last_cuts": FactTable(LastCut, ("id",)),
    "recession_announcements": FactTable(RecessionAnnouncement, ("id",)),
    "recessions": FactTable(Recession, ("id",)),
    "policy_decisions": FactTable(PolicyDecision, ("on",)),
    "fomc_meetings": FactTable(RateMeeting, ("on",)),
    "rate_forecasts": FactTable(RateForecast, ("id",)),
    "published_multiples": FactTable(PublishedMultiple, ("id",)),
    "relative_multiples": FactTable(RelativeMultiple, ("id",)),
    "article_figures": FactTable(ArticleFigure, ("key",)),
    "index_returns": FactTable(IndexReturn, ("year",)),
    "fees": FactTable(Fee, ("ticker",)),
    "vehicle_facts": FactTable(Vehicle, ("ticker",)),
    "nav_discounts": FactTable(NavDiscount, ("ticker", "on")),
    "payouts": FactTable(Payout, ("id",)),
    "fund_borrowing": FactTable(FundBorrowing, ("id",)),
    "comparisons": FactTable(Comparison, ("id",)),
    "estimate_revisions": FactTable(EstimateRevision, ("id",)),
    "flows": FactTable(Flow, ("id",)),
    "takeovers": FactTable(Takeovers, ("id",)),
    "relative_book": FactTable(RelativeBook, ("id",)),
}
