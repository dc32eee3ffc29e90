"""One question of an edition: text, figures, claims, numbers, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.claims.claim import Claim
from generator.content.commentary import Commentary
from generator.editions.publication import Edition
from generator.model.metric import Section
from generator.model.record import Verdict
from generator.site.pages.context import PageContext
from generator.site.pages.figures import FigureView
from generator.site.pages.numbers import NumbersPanel, panel
from generator.site.pages.prose import Prose, Setting, figures_in, prose
from generator.site.pages.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class SectionView:
    """One question of an edition with all its evidence.

    Attributes:
        text: the commentary, set; `carried` where it was written for an earlier edition.
        figure: the one that is open, unless the commentary shows one already.
        more: those of which only the finding is seen until a reader opens them.
    """

    id: str
    question: str
    commentary: Commentary | None
    text: Prose
    carried: bool
    panel: NumbersPanel
    figure: FigureView | None
    more: tuple[FigureView, ...]
    claims: list[tuple[Claim, Verdict]]
    waiting: tuple[Waiting, ...]

    @property
    def overturned(self) -> tuple[str, ...]:
        """Return the premises of the commentary that the data overturn."""
        return self.commentary.overturned if self.commentary else ()

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Return all figures that there are, the open one first."""
        return (self.figure, *self.more) if self.figure else self.more


def section_view(
    context: PageContext, edition: Edition, section: Section, setting: Setting, shown: set[str]
) -> SectionView:
    """Return a section; figures in `shown` stand elsewhere on the page already."""
    commentary = edition.commentary.get(section)
    text = prose(commentary.document, setting, section) if commentary else ()
    told = figures_in(text)
    figures = [
        figure
        for figure in setting.figures.values()
        if figure.drawn.section == section and figure.drawn.id not in shown | told
    ]
    drawn = tuple(figure for figure in figures if not figure.drawn.missing)
    opened = 0 if told else 1
    measured = panel(context.metrics_of(section), edition.record.numbers, setting.values)
    return SectionView(
        id=section,
        question=context.publication.config.sections[section],
        commentary=commentary,
        text=text,
        carried=commentary is not None and commentary.written_for != edition.id,
        panel=measured,
        figure=drawn[0] if drawn[:opened] else None,
        more=drawn[opened:],
        claims=context.judged(section, edition),
        waiting=waiting(measured.missing, (figure for figure in figures if figure.drawn.missing)),
    )
