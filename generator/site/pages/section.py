"""What does an edition say about one question? Text, figures, claims, numbers, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.commentary import Commentary
from generator.content.markdown.convert import Slot
from generator.editions.publication import Edition
from generator.model.metric import Section
from generator.site.pages.context import PageContext
from generator.site.pages.figures import FigureView
from generator.site.pages.numbers import NumbersPanel, panel
from generator.site.pages.page import Link
from generator.site.pages.prose import ProsePart, Setting, figures_in, prose
from generator.site.pages.verdicts import JudgedClaim, judged
from generator.site.pages.waiting import Waiting, waiting


@dataclass(frozen=True, slots=True)
class CommentaryView:
    """A section's text; `written_for` is set where it was carried over from an earlier edition."""

    parts: tuple[ProsePart, ...]
    written_for: Link | None
    overturned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One question of an edition with all its evidence.

    Attributes:
        figure: the one that is open, unless the commentary shows one already.
        more: those of which only the finding is seen until a reader opens them.
    """

    id: str
    question: str
    commentary: CommentaryView | None
    panel: NumbersPanel
    figure: FigureView | None
    more: tuple[FigureView, ...]
    claims: tuple[JudgedClaim, ...]
    waiting: tuple[Waiting, ...]

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Return all figures that there are, the open one first."""
        return (self.figure, *self.more) if self.figure else self.more


def section_view(
    context: PageContext, edition: Edition, section: Section, setting: Setting, shown: set[str]
) -> SectionView:
    """Return a section; figures in `shown` stand elsewhere on the page already."""
    carried = edition.commentary.get(section)
    commentary = _commentary(carried, edition, setting) if carried else None
    told = figures_in(commentary.parts) if commentary else set[str]()
    figures = [
        figure
        for figure in setting.figures.values()
        if figure.section == section and figure.id not in shown | told
    ]
    drawn = tuple(figure for figure in figures if not figure.missing)
    opened = 0 if told else 1
    measured = panel(context.metrics_of(section), edition.record.numbers, setting.values)
    return SectionView(
        id=section,
        question=context.publication.config.sections[section],
        commentary=commentary,
        panel=measured,
        figure=drawn[0] if drawn[:opened] else None,
        more=drawn[opened:],
        claims=_claims(context, edition, section),
        waiting=waiting(measured.missing, (figure for figure in figures if figure.missing)),
    )


def _claims(context: PageContext, edition: Edition, section: Section) -> tuple[JudgedClaim, ...]:
    verdicts = context.verdicts[edition.id]
    return tuple(
        judged(claim, verdicts[claim.id])
        for claim in context.claims_of(section)
        if claim.id in verdicts
    )


def _commentary(text: Commentary, edition: Edition, setting: Setting) -> CommentaryView:
    written_for = Link(text.written_for, f"editions/{text.written_for}/")
    return CommentaryView(
        parts=prose(text.document, setting, Slot(text.section, level=3)),
        written_for=written_for if text.written_for != edition.id else None,
        overturned=text.overturned,
    )
