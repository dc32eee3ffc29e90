"""What all pages share: the publication, looked up in the ways that pages need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.charts.kit.drawing import Figure
from generator.claims.claim import Claim
from generator.content.commentary import Correction
from generator.editions.publication import Edition, EditionSummary, Publication, edition_summaries
from generator.ledger.ledger import Ledger
from generator.ledger.live_values import LiveValues
from generator.model.metric import Metric, Section
from generator.model.record import Verdict
from generator.site.pages.figures import FigureView, figure_view
from generator.site.pages.inputs import origins_of
from generator.site.pages.page import Frame, Link, edition_link, week_name
from generator.site.pages.prose import Setting
from generator.site.pages.verdicts import ByEdition


@dataclass(frozen=True, slots=True)
class PageContext:
    """A publication with its look-ups, each made once.

    Attributes:
        summaries: of all editions, oldest first.
        ledger: as the newest edition knew it.
        live: live names of the newest edition with their values.
        figures: edition -> figure -> the figure as its edition shows it, of those that were given.
        verdicts: edition -> claim -> verdict; the evidence is there for the newest edition only.
        used_by: metric -> claims whose newest verdict rests on it.
        origins: raw table behind the newest edition -> its row in the ledger.
    """

    publication: Publication
    summaries: Sequence[EditionSummary]
    ledger: Ledger
    frame: Frame
    live: LiveValues
    figures: Mapping[str, Mapping[str, FigureView]]
    verdicts: ByEdition
    used_by: Mapping[str, tuple[Claim, ...]]
    origins: Mapping[str, Mapping[str, str]]

    @property
    def newest(self) -> Edition:
        """Return the newest edition."""
        return self.publication.editions[-1]

    def metrics_of(self, section: Section) -> list[Metric[...]]:
        """Return a section's metrics in reading order."""
        return [metric for metric in self.publication.metrics if metric.section == section]

    def claims_of(self, section: Section) -> list[Claim]:
        """Return a section's claims in the order of their ids."""
        return [claim for claim in self.publication.claims if claim.section == section]

    def judged(self, section: Section, edition: Edition) -> list[tuple[Claim, Verdict]]:
        """Return a section's claims that an edition judged, with their verdicts then."""
        verdicts = _by_claim(edition.record.verdicts)
        return [(c, verdicts[c.id]) for c in self.claims_of(section) if c.id in verdicts]

    def judged_by_question(
        self, edition: Edition
    ) -> list[tuple[Section, str, list[tuple[Claim, Verdict]]]]:
        """Return each section that has judged claims, with its question and these."""
        sections = self.publication.config.sections.items()
        questions = ((name, text, self.judged(name, edition)) for name, text in sections)
        return [question for question in questions if question[2]]

    def edition_at(self, place: int, part: str = "") -> Link | None:
        """Return the link to the edition at a place, or to a part of it; None beyond the ends."""
        issues = self.publication.issues
        return edition_link(issues[place], part) if 0 <= place < len(issues) else None

    def setting(self, root: str) -> Setting:
        """Return what a standing text is set with: the newest edition's numbers."""
        return Setting(self.live, self.figures[self.newest.id], root)


def page_context(
    publication: Publication,
    figures: Mapping[str, Mapping[str, Figure]],
    summaries: Sequence[EditionSummary] | None = None,
) -> PageContext:
    """Return the publication with its look-ups; it must have an edition.

    `figures` are those of the newest edition, and of any other; without `summaries`, they are made
    here.
    """
    newest = publication.editions[-1]
    if summaries is None:
        summaries = edition_summaries(publication.editions)
    origins = origins_of(publication.ledger, newest.record.edition).astype(str).T.to_dict()
    context = PageContext(
        publication=publication,
        summaries=summaries,
        ledger=publication.ledger_of(newest),
        frame=_frame(publication, newest),
        live=publication.values(newest),
        figures={},
        verdicts={
            **{edition.id: _by_claim(edition.record.verdicts) for edition in summaries},
            newest.id: _by_claim(newest.record.verdicts),
        },
        used_by=_used_by(publication, newest),
        origins={str(name): row for name, row in origins.items()},
    )
    return with_figures(context, figures)


def with_figures(context: PageContext, figures: Mapping[str, Mapping[str, Figure]]) -> PageContext:
    """Return the context with the figures of more editions."""
    publication = context.publication
    shown = {
        issue.id: _figures(context, publication.editions[place], figures[issue.id])
        for place, issue in enumerate(publication.issues)
        if issue.id in figures
    }
    return replace(context, figures={**context.figures, **shown})


def corrections(edition: Edition | EditionSummary) -> tuple[Correction, ...]:
    """Return an edition's corrections, as its editor listed them."""
    return edition.document.front.corrections if edition.document else ()


def modified(edition: Edition | EditionSummary) -> date:
    """Return the day on which an edition was published or last corrected."""
    written = (item.date for item in corrections(edition))
    return max([edition.record.published_at.date(), *written])


def claim_metrics(edition: Edition, claim: str) -> list[str]:
    """Return the ids of the metrics on which a claim's verdict rests, each once."""
    names = [
        evidence.name.split(".", maxsplit=1)[0]
        for verdict in edition.record.verdicts
        if verdict.claim == claim
        for evidence in verdict.evidence
    ]
    return list(dict.fromkeys(names))


def _used_by(publication: Publication, newest: Edition) -> dict[str, tuple[Claim, ...]]:
    users: dict[str, list[Claim]] = {}
    for claim in publication.claims:
        for metric in claim_metrics(newest, claim.id):
            users.setdefault(metric, []).append(claim)
    return {metric: tuple(claims) for metric, claims in users.items()}


def _figures(
    context: PageContext, edition: Edition, figures: Mapping[str, Figure]
) -> dict[str, FigureView]:
    """Return the figures of an edition, with the revisions that it knew."""
    revised = context.publication.ledger_of(edition).revisions
    rows = revised[["metric", "date"]].to_numpy().tolist()
    revisions = [(metric, date.fromisoformat(on)) for metric, on in rows]
    return {
        name: figure_view(figure, edition, revisions, context.frame)
        for name, figure in figures.items()
    }


def _by_claim(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    return {verdict.claim: verdict for verdict in verdicts}


def _frame(publication: Publication, newest: Edition) -> Frame:
    config = publication.config
    return Frame(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        byline=config.byline,
        base_url=config.base_url,
        base_path=config.base_path,
        card=f"editions/{newest.id}/card.png",
        card_alt=f"{config.title}, {week_name(newest)}: {newest.title}",
        as_of=newest.record.as_of,
        newest=edition_link(newest),
        metrics={m.id: Link(m.label, f"metrics/{m.id}/") for m in publication.metrics},
    )
