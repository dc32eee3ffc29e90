"""What does a claim's permanent page say? Its test, today's verdict and all earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.claims.claim import Claim, rule_text
from generator.content.markdown.convert import Slot
from generator.model.formatting import day
from generator.model.record import Verdict
from generator.site.pages.citation import Citation, bibliography, claim_citation
from generator.site.pages.context import Shelf, claim_metrics
from generator.site.pages.evidence import EvidenceRow, evidence_rows
from generator.site.pages.figures import FigureView
from generator.site.pages.graphs import claim_graph
from generator.site.pages.page import Link, Page
from generator.site.pages.prose import Part, figures_in, prose
from generator.site.pages.verdicts import AS_STATED, Judged, Run, Week, history, judged, mark, runs

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
class Year:
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
class Judgement:
    """A claim's verdict in the newest edition, with what decided it."""

    verdict: Judged
    edition: Link
    as_of: str
    evidence: tuple[EvidenceRow, ...]
    reason_finding: str
    citation: Citation
    years: tuple[Year, ...]
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
    judgement: Judgement | None
    body: tuple[Part, ...]
    would_change: str
    sources: tuple[SourceView, ...]
    figure: FigureView | None
    figures: tuple[Link, ...]
    metrics: tuple[Link, ...]


def claim_page(shelf: Shelf, claim: Claim) -> Page:
    """Return the permanent page of a claim."""
    newest = shelf.newest
    verdict = shelf.verdicts[newest.id].get(claim.id)
    graph = claim_graph(shelf.frame, claim, verdict, newest) if verdict else None
    return Page(
        path=f"claims/{claim.id}/index.html",
        template="claim.html",
        title=f"{claim.id}: {claim.statement}",
        description=f"{claim.id}. {verdict.sentence if verdict else claim.as_stated_because}",
        view=_view(shelf, claim, verdict),
        frame=shelf.frame,
        modified=newest.record.published_at.date(),
        kind="article",
        graph=graph,
        files=bibliography([_citation(shelf, claim, verdict)]) if verdict else {},
    )


def _citation(shelf: Shelf, claim: Claim, verdict: Verdict) -> Citation:
    return claim_citation(
        shelf.frame, claim, mark(verdict.word, verdict.leaning).text, shelf.newest
    )


def _view(shelf: Shelf, claim: Claim, verdict: Verdict | None) -> ClaimView:
    metrics = claim_metrics(shelf.newest, claim.id)
    body = prose(claim.document, shelf.setting(ROOT), SLOT)
    drawn = _drawn(shelf, metrics)
    told = figures_in(body)
    figure = drawn[0] if drawn and not told else None
    return ClaimView(
        id=claim.id,
        statement=claim.statement,
        kind=KINDS[claim.kind],
        section=_section(shelf, claim),
        as_stated=AS_STATED[claim.as_stated],
        because=claim.as_stated_because,
        rule=rule_text(claim.rule, shelf.values),
        resolves=day(claim.resolves_on) if claim.resolves_on else "",
        mechanism=claim.mechanism.statement if claim.mechanism else "",
        mechanism_rule=rule_text(claim.mechanism.rule, shelf.values) if claim.mechanism else "",
        judgement=_judgement(shelf, claim, verdict) if verdict else None,
        body=body,
        would_change=claim.would_change,
        sources=tuple(
            SourceView(s.title, s.url, day(s.date) if s.date else "") for s in claim.sources
        ),
        figure=figure,
        figures=tuple(
            Link(other.title, f"{shelf.frame.newest.href}#{other.anchor}")
            for other in drawn
            if other is not figure and other.id not in told
        ),
        metrics=tuple(shelf.labels[name] for name in metrics if name in shelf.labels),
    )


def _judgement(shelf: Shelf, claim: Claim, verdict: Verdict) -> Judgement:
    weeks = history(claim.id, shelf.publication.editions, shelf.verdicts)
    return Judgement(
        verdict=judged(claim, verdict),
        edition=shelf.frame.newest,
        as_of=shelf.frame.as_of,
        evidence=evidence_rows(shelf, verdict),
        reason_finding=verdict.mechanism_sentence,
        citation=_citation(shelf, claim, verdict),
        years=tuple(
            Year(year, tuple(group)) for year, group in groupby(weeks, key=lambda w: w.edition[:4])
        ),
        runs=runs(weeks),
    )


def _section(shelf: Shelf, claim: Claim) -> Link:
    question = shelf.publication.config.sections[claim.section]
    return Link(question, f"{shelf.frame.newest.href}#{claim.section}")


def _drawn(shelf: Shelf, metrics: list[str]) -> list[FigureView]:
    """Return the newest figures of a claim's metrics: the first metric's own, then the others."""
    links = [shelf.labels[name] for name in metrics if name in shelf.labels]
    figures = [view for view in shelf.figures[shelf.newest.id].values() if not view.missing]
    own = [figure for link in links for figure in figures if figure.is_about(link)]
    others = [figure for link in links for figure in figures if figure.shows(link)]
    return list({figure.id: figure for figure in (*own, *others)}.values())
