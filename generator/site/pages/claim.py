"""A claim's permanent page: its test, the newest verdict and all earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.claims.claim import Claim, rule_text
from generator.editions.publication import EditionSummary
from generator.model.record import Verdict
from generator.site.pages.citation import CitationView, bibliography, claim_citation
from generator.site.pages.context import PageContext, claim_metrics
from generator.site.pages.figures import FigureView
from generator.site.pages.graphs import claim_graph
from generator.site.pages.page import Link, Page
from generator.site.pages.prose import Prose, figures_in, prose
from generator.site.pages.verdicts import KINDS, Run, history, mark, runs

ROOT = "../../"


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's page.

    Attributes:
        verdict: that of the newest edition, None before its first; likewise the citation.
        years: year -> the editions that judged the claim, with their verdicts.
        figure: the one that draws what decided, unless the explanation shows one.
        figures: links to the others.
    """

    claim: Claim
    kind: str
    section: Link
    rule: str
    mechanism_rule: str
    body: Prose
    verdict: Verdict | None
    citation: CitationView | None
    years: dict[str, list[tuple[EditionSummary, Verdict]]]
    runs: tuple[Run, ...]
    figure: FigureView | None
    figures: tuple[Link, ...]
    metrics: tuple[Link, ...]


def claim_page(context: PageContext, claim: Claim) -> Page:
    """Return the permanent page of a claim."""
    newest = context.newest
    view = _view(context, claim)
    verdict = view.verdict
    return Page(
        path=f"claims/{claim.id}/index.html",
        template="claim.html",
        title=f"{claim.id}: {claim.statement}",
        description=f"{claim.id}. {verdict.sentence if verdict else claim.as_stated_because}",
        view=view,
        frame=context.frame,
        modified=newest.record.published_at.date(),
        kind="article",
        graph=claim_graph(context.frame, claim, verdict, newest) if verdict else None,
        files=bibliography([view.citation]) if view.citation else {},
    )


def _view(context: PageContext, claim: Claim) -> ClaimView:
    newest, frame = context.newest, context.frame
    verdict = context.verdicts[newest.id].get(claim.id)
    weeks = history(claim.id, context.summaries, context.verdicts) if verdict else ()
    metrics = [link for name in claim_metrics(newest, claim.id) if (link := frame.metric(name))]
    body = prose(claim.document, context.setting(ROOT), "text")
    told, drawn = figures_in(body), _drawn(context, metrics)
    figure = drawn[0] if drawn and not told else None
    return ClaimView(
        claim=claim,
        kind=KINDS[claim.kind].phrase,
        section=_section(context, claim),
        rule=rule_text(claim.rule, context.live),
        mechanism_rule=rule_text(claim.mechanism.rule, context.live) if claim.mechanism else "",
        body=body,
        verdict=verdict,
        citation=claim_citation(frame, claim, mark(verdict).text, newest) if verdict else None,
        years={
            year: list(group) for year, group in groupby(weeks, key=lambda week: week[0].id[:4])
        },
        runs=runs(weeks),
        figure=figure,
        figures=tuple(
            Link(other.title, f"{frame.newest.href}#{other.anchor}")
            for other in drawn
            if other is not figure and other.drawn.id not in told
        ),
        metrics=tuple(metrics),
    )


def _section(context: PageContext, claim: Claim) -> Link:
    question = context.publication.config.sections[claim.section]
    return Link(question, f"{context.frame.newest.href}#{claim.section}")


def _drawn(context: PageContext, links: list[Link]) -> list[FigureView]:
    """Return the newest figures of a claim's metrics: the first metric's own, then the others."""
    views = context.figures[context.newest.id].values()
    figures = [view for view in views if not view.drawn.missing]
    own = [figure for link in links for figure in figures if figure.is_about(link)]
    others = [figure for link in links for figure in figures if figure.shows(link)]
    return list({figure.drawn.id: figure for figure in (*own, *others)}.values())
