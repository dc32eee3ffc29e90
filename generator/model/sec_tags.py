"""Facts of annual reports: which are asked for, for which years, and under which tags they are filed.

The SEC gives one fact of all companies at once, a frame: a tag of the US accounting taxonomy and a
calendar year. Companies name the same thing in more than one way; the first tag that a company uses
counts. The groups of small and large companies are ranked by what they stated of one year.
"""

from __future__ import annotations

# The year whose reports say which companies are small and which are large; it is always asked for.
GROUP_YEAR = 2025
# The day on which a company counts its public float is in the middle of its own fiscal year, so
# that the reports for one year lie in four frames; of a company with two floats the later counts.
FLOAT_QUARTERS = ("CY2024Q4I", "CY2025Q1I", "CY2025Q2I", "CY2025Q3I")
FLOAT = "EntityPublicFloat"
FACT_TAGS = {
    "revenue": ("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax"),
    "net_income": ("NetIncomeLoss", "ProfitLoss"),
    "operating_income": ("OperatingIncomeLoss",),
    "interest": ("InterestExpense", "InterestExpenseNonoperating", "InterestExpenseDebt"),
    "equity": ("StockholdersEquity",),
    "operating_cash": ("NetCashProvidedByUsedInOperatingActivities",),
    "investment": (
        "PaymentsToAcquirePropertyPlantAndEquipment",
        "PaymentsToAcquireProductiveAssets",
    ),
}
# What stands in a balance sheet is of a day, and is asked for at the end of the year.
OF_A_DAY = ("equity",)


def years_asked(this_year: int) -> tuple[int, ...]:
    """Return the years whose reports are asked for: the last two that are over, and 2025."""
    return tuple(sorted({GROUP_YEAR, this_year - 2, this_year - 1}))


def frame_of(fact: str, year: int) -> str:
    """Return the SEC's name of the period of a fact: `CY2025`, or `CY2025Q4I` for a day."""
    return f"CY{year}Q4I" if fact in OF_A_DAY else f"CY{year}"


def tags_text(*facts: str) -> str:
    """Return under which tags facts are looked for, as the end of a formula for readers."""
    tags = [f"{' or else '.join(FACT_TAGS[fact])} ({fact.replace('_', ' ')})" for fact in facts]
    return f"Tags: {', '.join(tags)}"
