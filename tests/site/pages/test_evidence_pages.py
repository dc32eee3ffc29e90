from __future__ import annotations

from generator.site.pages.evidence import EvidenceView
from generator.site.pages.page import Page


def even(text: str) -> str:
    return " ".join(text.split())


def test_every_verdict_of_the_record_stands_with_its_test_and_numbers(
    pages: dict[str, Page],
) -> None:
    view = pages["editions/2026-w31/claims/index.html"].view
    assert isinstance(view, EvidenceView)
    claims = {c.verdict.id: c for question in view.questions for c in question.claims}
    assert [question.text for question in view.questions] == [
        "Is it working?",
        "Is it cheap?",
        "Rates",
    ]
    assert claims["C01"].verdict.mark.text == "contradicted"
    assert claims["C01"].test == (
        "For the lead of small caps: supported if more than +2 pp, contradicted if less than 0 pp, "
        "mixed in between."
    )
    assert [(row.value, row.href) for row in claims["C01"].evidence] == [
        ("−1.0 pp", "metrics/windows/")
    ]
    assert claims["C02"].reason == "Because rates fall."
    assert claims["C02"].reason_finding.startswith("The policy rate comes to 3.63%")


def test_each_claim_can_be_linked_to(html: dict[str, str]) -> None:
    page = even(html["editions/2026-w31/claims/index.html"])
    for claim in ("C01", "C02", "C03"):
        assert f'<section class="evidence" id="{claim}">' in page
    assert "The claims with the evidence of Week 31 of 2026" in page
    assert "Test of the reason: For the policy rate: supported if less than 3%" in page


def test_evidence_leads_to_the_editions_before_and_after(html: dict[str, str]) -> None:
    page = html["editions/2026-w32/claims/index.html"]
    assert 'rel="prev" href="../../../editions/2026-w31/claims/"' in page
    assert 'rel="next" href="../../../editions/2026-w33/claims/"' in page


def test_a_claims_history_leads_to_the_evidence_of_each_week(html: dict[str, str]) -> None:
    assert 'href="../../editions/2026-w31/claims/#C01"' in html["claims/C01/index.html"]
