"""Debt: interest and investment against earnings, reported and published."""

from __future__ import annotations

import pandas as pd

from generator.metrics.maths.filers import (
    NOT_RUSSELL,
    WHAT,
    Quotient,
    level_rows,
    members,
    pair,
    pair_columns,
    pair_table,
    ratio_change,
)
from generator.metrics.maths.tables import (
    CITED_PITFALLS,
    COMPARISONS,
    LABEL,
    METHOD,
    ON,
    PAIRED_COLUMNS,
    paired_rows,
    single_rows,
)
from generator.model.metric import Column, Missing, Series, metric
from generator.model.sec_tags import GROUP_YEAR, tags_text

FILINGS = ("filings",)
# Companies without debt state no interest, and banks no operating income.
LEAST_COVERAGE_PCT = 40
BURDEN_YEAR = 2026
_STATED = (
    f"over companies that state both; no number where both are stated for less than "
    f"{LEAST_COVERAGE_PCT}% of the float"
)
_DEBT_TAGS = tags_text("interest", "operating_income")
_DEBT_PITFALLS = (
    f"{NOT_RUSSELL} Companies without debt, and banks, have one of the two only and are not in it. Some "
    "companies net interest with what they earn on cash, and some file it in a note only."
)


@metric(
    "rates",
    "Interest burden",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula=f"sum of interest expense ÷ sum of operating income of a year, {_STATED}. {WHAT}. {_DEBT_TAGS}",
    pitfalls=_DEBT_PITFALLS,
)
def interest_burden(filings: pd.DataFrame) -> pd.DataFrame:
    """How much of operating income goes to lenders, for all companies of a group as one."""
    return level_rows(members(filings), "interest", "operating_income", LEAST_COVERAGE_PCT)


@metric(
    "rates",
    "Change of the interest burden since 2025",
    "pp",
    inputs=FILINGS,
    columns=pair_columns("pp"),
    formula="(sum of interest expense ÷ sum of operating income) of 2026 − that of 2025, over companies "
    f"that state all four; no number where they hold less than {LEAST_COVERAGE_PCT}% of the float. "
    f"{WHAT}. {_DEBT_TAGS}",
    pitfalls=f"{_DEBT_PITFALLS} The burden also falls when profits rise, whatever money costs.",
)
def interest_burden_change(filings: pd.DataFrame) -> pd.DataFrame:
    """Whether lenders get less of operating income than in 2025, at small and at large companies."""
    pairs = ("interest", "operating_income")
    facts = tuple((fact, year) for year in (GROUP_YEAR, BURDEN_YEAR) for fact in pairs)
    quotient = Quotient(
        facts, ratio_change, "operating income is not above zero", LEAST_COVERAGE_PCT
    )
    label = f"{BURDEN_YEAR} against {GROUP_YEAR}"
    return pair_table({f"y{BURDEN_YEAR}": pair(members(filings), label, quotient)})


@metric(
    "rates",
    "Companies that do not earn their interest",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula=f"companies whose operating income is below their interest expense ÷ companies, {_STATED}. "
    f"{WHAT}. {_DEBT_TAGS}",
    pitfalls=_DEBT_PITFALLS,
)
def uncovered_interest(filings: pd.DataFrame) -> pd.DataFrame:
    """How many of the companies with debt earn less than its interest."""
    rows = members(filings)
    left = rows["operating_income"] - rows["interest"]
    return _share_rows(rows, left)


@metric(
    "earnings",
    "Companies that burn cash",
    "%",
    inputs=FILINGS,
    columns=pair_columns("%"),
    formula="companies whose cash flow from operations is below what they pay for property, plant and "
    f"equipment ÷ companies, {_STATED}. {WHAT}. {tags_text('operating_cash', 'investment')}",
    pitfalls=f"{NOT_RUSSELL} Growing companies burn cash by choice, and companies that invest in "
    "nothing but software or leases state no such payment and are not in it.",
)
def cash_burners(filings: pd.DataFrame) -> pd.DataFrame:
    """How many companies take in less from their business than they invest in it."""
    rows = members(filings)
    return _share_rows(rows, rows["operating_cash"] - rows["investment"])


def _share_rows(rows: pd.DataFrame, left: Series) -> pd.DataFrame:
    """Return the share of companies with which less than nothing is left, year by year."""
    fails = left.lt(0).astype(float).where(left.notna())
    marked = rows.assign(fails=fails, companies=1.0)
    return level_rows(marked, "fails", "companies", LEAST_COVERAGE_PCT)


@metric(
    "rates",
    "Floating-rate debt, as published",
    "pp",
    inputs=(COMPARISONS,),
    columns=PAIRED_COLUMNS,
    formula="share of debt at floating rates, small companies − large companies, as published; "
    "the rows `lowest` and `highest` are the extremes of the list",
    pitfalls=CITED_PITFALLS,
)
def published_floating_debt(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How much more of their debt small companies owe at floating rates than large ones."""
    return paired_rows(rows, "floating_debt")


@metric(
    "rates",
    "Debt against earnings, as published",
    "x",
    decimals=2,
    inputs=(COMPARISONS,),
    columns=(
        LABEL,
        ON,
        Column("small", "Small companies", "x", 2),
        Column("large", "Large companies", "x", 2),
        Column("value", "Small minus large", "x", 2),
        METHOD,
    ),
    formula="net debt ÷ earnings before interest, tax and depreciation, small companies and large "
    "companies, as published",
    pitfalls=f"{CITED_PITFALLS} Loss-makers have no such ratio; lists differ in leaving out banks.",
)
def published_leverage(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """How many years of operating earnings small and large companies owe."""
    return paired_rows(rows, "leverage")


@metric(
    "rates",
    "What small businesses pay for loans, as published",
    "%",
    inputs=(COMPARISONS,),
    columns=(LABEL, ON, Column("value", "Rate paid", "%"), METHOD),
    formula="average rate paid on short-term loans by small businesses, by a survey of their federation",
    pitfalls=f"{CITED_PITFALLS} The businesses asked are mostly too small for the stock exchange; single "
    "months move by half a point and more without a reason in rates.",
)
def published_loan_rates(rows: pd.DataFrame) -> pd.DataFrame | Missing:
    """What small businesses said they paid on short-term loans, in the months that could be cited."""
    return single_rows(rows, "loan_rate")


DEBT_SERVICE = (interest_burden, interest_burden_change, uncovered_interest, cash_burners)
PUBLISHED_DEBT = (published_floating_debt, published_leverage, published_loan_rates)
