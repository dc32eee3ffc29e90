"""What does the article claim, by which rule is each claim judged, and with what verdict?"""

from __future__ import annotations

from generator.claims.claim import (
    Claim,
    ClaimFront,
    Mechanism,
    Source,
    check_claims,
    judge,
    read_claims,
    rule_text,
)
from generator.claims.editorial import Rule

__all__ = [
    "Claim",
    "ClaimFront",
    "Mechanism",
    "Rule",
    "Source",
    "check_claims",
    "judge",
    "read_claims",
    "rule_text",
]
