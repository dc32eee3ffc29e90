"""What did each verdict of an edition rest on? The tests as they stood, and the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.claims.claim import Claim
from generator.ledger.sample_size import sample_size_of
from generator.model.formatting import day
from generator.model.record import Verdict
from generator.site.pages.context import PageContext, modified
from generator.site.pages.page import Link, Page
from generator.site.pages.verdicts import JudgedClaim, Tally, judged, tally, week_name


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One number behind a verdict and the test that it met or failed."""

    label: str
    href: str
    value: str
    test: str
    n: str


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A claim's verdict in one edition with what decided it.

    Attributes:
        test: the rule in words as it stood then; "" where the record has none.
        reason: what the article gave as the reason, "" where it gave none to test.
    """

    verdict: JudgedClaim
    test: str
    evidence: tuple[EvidenceRow, ...]
    reason: str
    reason_finding: str
    reason_test: str


@dataclass(frozen=True, slots=True)
class Question:
    """The claims on one question."""

    id: str
    text: str
    claims: tuple[ClaimEvidence, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """All claims of an edition with their evidence."""

    edition: Link
    as_of: str
    tally: Tally
    questions: tuple[Question, ...]
    earlier: Link | None
    later: Link | None


def evidence_page(context: PageContext, place: int) -> Page:
    """Return the claims of the edition at a place in the publication's order, as they stood."""
    edition = context.publication.editions[place]
    verdicts = {verdict.claim: verdict for verdict in edition.record.verdicts}
    found = tally(edition.record.verdicts)
    view = EvidenceView(
        edition=Link(week_name(edition), f"editions/{edition.id}/"),
        as_of=day(edition.record.as_of),
        tally=found,
        questions=_questions(context, verdicts),
        earlier=part_of(context, place - 1, "claims"),
        later=part_of(context, place + 1, "claims"),
    )
    return Page(
        path=f"editions/{edition.id}/claims/index.html",
        template="evidence.html",
        title=f"The claims with the evidence of {view.edition.text}",
        description=f"{found.total} claims, data to {view.as_of}: {found.text}.",
        view=view,
        frame=context.frame,
        modified=modified(edition),
        card=f"editions/{edition.id}/card.png",
        card_alt=f"{context.frame.title}, {week_name(edition)}: {edition.title}",
    )


def evidence_rows(context: PageContext, verdict: Verdict) -> tuple[EvidenceRow, ...]:
    """Return the numbers behind a verdict as its table shows them."""
    return tuple(
        EvidenceRow(
            label=item.label,
            href=context.labels[metric].href if metric in context.labels else "",
            value=item.text,
            test=item.test,
            n=sample_size_of(item),
        )
        for item in verdict.evidence
        for metric in [item.name.split(".", maxsplit=1)[0]]
    )


def part_of(context: PageContext, place: int, part: str) -> Link | None:
    """Return the link to a page below the edition at a place; None where there is no edition."""
    editions = context.publication.issues
    if not 0 <= place < len(editions):
        return None
    return Link(week_name(editions[place]), f"editions/{editions[place].id}/{part}/")


def _questions(context: PageContext, verdicts: Mapping[str, Verdict]) -> tuple[Question, ...]:
    found = (
        Question(
            section,
            question,
            tuple(
                _claim(context, claim, verdicts[claim.id])
                for claim in context.claims_of(section)
                if claim.id in verdicts
            ),
        )
        for section, question in context.publication.config.sections.items()
    )
    return tuple(question for question in found if question.claims)


def _claim(context: PageContext, claim: Claim, verdict: Verdict) -> ClaimEvidence:
    return ClaimEvidence(
        verdict=judged(claim, verdict),
        test=verdict.test,
        evidence=evidence_rows(context, verdict),
        reason=claim.mechanism.statement if claim.mechanism and verdict.mechanism else "",
        reason_finding=verdict.mechanism_sentence,
        reason_test=verdict.mechanism_test,
    )
