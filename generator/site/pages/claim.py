"""What does a claim's permanent page say? Its test, today's verdict and all earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.claims.claim import Claim, rule_text
from generator.content.markdown.convert import Slot
from generator.model.formatting import day
from generator.model.record import Verdict
from generator.site.pages.citation import CitationView, bibliography, claim_citation
from generator.site.pages.context import PageContext, claim_metrics
from generator.site.pages.evidence import EvidenceRow, evidence_rows
from generator.site.pages.figures import FigureView
from generator.site.pages.graphs import claim_graph
from generator.site.pages.page import Link, Page
from generator.site.pages.prose import ProsePart, figures_in, prose
from generator.site.pages.verdicts import (
    AS_STATED,
    JudgedClaim,
    Run,
    Week,
    history,
    judged,
    mark,
    runs,
)

KINDS = {
    "historical": "About the past",
    "present": "About the state of things when the article appeared",
    "forward": "About the future",
    "logical": "An argument that can be checked by itself",
    "opinion": "An opinion",
}
ROOT = "../../"
SLOT = Slot("text", level=3)


@dataclass(frozen=True, slots=True)
class ClaimYear:
    """The verdicts of one year's editions."""

    year: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A page that the claim's file cites."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class NewestVerdict:
    """A claim's verdict in the newest edition, with what decided it."""

    verdict: JudgedClaim
    edition: Link
    as_of: str
    evidence: tuple[EvidenceRow, ...]
    reason_finding: str
    citation: CitationView
    years: tuple[ClaimYear, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's page.

    Attributes:
        mechanism: the article's reason, "" where it gave none to test.
        figure: the one that draws what decided, unless the explanation shows one.
    """

    id: str
    statement: str
    kind: str
    section: Link
    as_stated: str
    because: str
    rule: str
    resolves: str
    mechanism: str
    mechanism_rule: str
    judgement: NewestVerdict | None
    body: tuple[ProsePart, ...]
    would_change: str
    sources: tuple[SourceView, ...]
    figure: FigureView | None
    figures: tuple[Link, ...]
    metrics: tuple[Link, ...]


def claim_page(context: PageContext, claim: Claim) -> Page:
    """Return the permanent page of a claim."""
    newest = context.newest
    verdict = context.verdicts[newest.id].get(claim.id)
    graph = claim_graph(context.frame, claim, verdict, newest) if verdict else None
    return Page(
        path=f"claims/{claim.id}/index.html",
        template="claim.html",
        title=f"{claim.id}: {claim.statement}",
        description=f"{claim.id}. {verdict.sentence if verdict else claim.as_stated_because}",
        view=_view(context, claim, verdict),
        frame=context.frame,
        modified=newest.record.published_at.date(),
        kind="article",
        graph=graph,
        files=bibliography([_citation(context, claim, verdict)]) if verdict else {},
    )


def _citation(context: PageContext, claim: Claim, verdict: Verdict) -> CitationView:
    return claim_citation(
        context.frame, claim, mark(verdict.word, verdict.leaning).text, context.newest
    )


def _view(context: PageContext, claim: Claim, verdict: Verdict | None) -> ClaimView:
    metrics = claim_metrics(context.newest, claim.id)
    body = prose(claim.document, context.setting(ROOT), SLOT)
    drawn = _drawn(context, metrics)
    told = figures_in(body)
    figure = drawn[0] if drawn and not told else None
    return ClaimView(
        id=claim.id,
        statement=claim.statement,
        kind=KINDS[claim.kind],
        section=_section(context, claim),
        as_stated=AS_STATED[claim.as_stated],
        because=claim.as_stated_because,
        rule=rule_text(claim.rule, context.values),
        resolves=day(claim.resolves_on) if claim.resolves_on else "",
        mechanism=claim.mechanism.statement if claim.mechanism else "",
        mechanism_rule=rule_text(claim.mechanism.rule, context.values) if claim.mechanism else "",
        judgement=_judgement(context, claim, verdict) if verdict else None,
        body=body,
        would_change=claim.would_change,
        sources=tuple(
            SourceView(s.title, s.url, day(s.date) if s.date else "") for s in claim.sources
        ),
        figure=figure,
        figures=tuple(
            Link(other.title, f"{context.frame.newest.href}#{other.anchor}")
            for other in drawn
            if other is not figure and other.id not in told
        ),
        metrics=tuple(context.labels[name] for name in metrics if name in context.labels),
    )


def _judgement(context: PageContext, claim: Claim, verdict: Verdict) -> NewestVerdict:
    weeks = history(claim.id, context.summaries, context.verdicts)
    return NewestVerdict(
        verdict=judged(claim, verdict),
        edition=context.frame.newest,
        as_of=context.frame.as_of,
        evidence=evidence_rows(context, verdict),
        reason_finding=verdict.mechanism_sentence,
        citation=_citation(context, claim, verdict),
        years=tuple(
            ClaimYear(year, tuple(group))
            for year, group in groupby(weeks, key=lambda w: w.edition[:4])
        ),
        runs=runs(weeks),
    )


def _section(context: PageContext, claim: Claim) -> Link:
    question = context.publication.config.sections[claim.section]
    return Link(question, f"{context.frame.newest.href}#{claim.section}")


def _drawn(context: PageContext, metrics: list[str]) -> list[FigureView]:
    """Return the newest figures of a claim's metrics: the first metric's own, then the others."""
    links = [context.labels[name] for name in metrics if name in context.labels]
    figures = [view for view in context.figures[context.newest.id].values() if not view.missing]
    own = [figure for link in links for figure in figures if figure.is_about(link)]
    others = [figure for link in links for figure in figures if figure.shows(link)]
    return list({figure.id: figure for figure in (*own, *others)}.values())
