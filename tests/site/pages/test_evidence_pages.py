from __future__ import annotations

from tests.site.pages.conftest import even


def test_every_verdict_of_the_record_stands_with_its_test_and_numbers(
    html: dict[str, str],
) -> None:
    page = even(html["editions/2026-w31/claims/index.html"])
    order = ["<h2>Is it working?", 'id="C01"', "<h2>Is it cheap?", "<h2>Rates", 'id="C02"']
    assert sorted(order, key=page.index) == order
    first, second = page[page.index(order[1]) : page.index(order[2])], page[page.index(order[4]) :]
    assert "contradicted</span>" in first
    assert (
        "Test: For the lead of small caps: supported if more than +2 pp, contradicted if less "
        "than 0 pp, mixed in between."
    ) in first
    assert 'href="../../../metrics/windows/"' in first
    assert 'data-label="Value">−1.0 pp' in first
    assert "<q>Because rates fall.</q> The policy rate comes to 3.63%" in second


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
