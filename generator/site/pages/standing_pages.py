"""What do the standing pages say? About, methods and corrections: editors' texts, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.content.commentary import PageFront
from generator.content.markdown.convert import Slot
from generator.editions.summaries import EditionSummary
from generator.model.formatting import day, number
from generator.model.front_matter import Document
from generator.site.pages.context import PageContext, modified
from generator.site.pages.edition import CorrectionView, corrections
from generator.site.pages.page import Link, Page
from generator.site.pages.prose import ProsePart, prose
from generator.site.pages.verdicts import week_name

ROOT = "../"
# Newest revisions shown; more would make the page a data file.
SHOWN = 200
# The page that carries the log of corrections and revisions below its text.
LOG = "corrections"


@dataclass(frozen=True, slots=True)
class Corrected:
    """An edition with its corrections."""

    edition: Link
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A published value that its source later changed."""

    metric: Link
    date: str
    published: str
    now: str
    relative: str
    seen_on: str


@dataclass(frozen=True, slots=True)
class Log:
    """All corrections of editions and revisions by sources, newest first."""

    corrected: tuple[Corrected, ...]
    revisions: tuple[Revision, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class StandingView:
    """A standing page."""

    title: str
    parts: tuple[ProsePart, ...]
    log: Log | None


def standing_page(context: PageContext, document: Document[PageFront]) -> Page:
    """Return the page of one of the editors' standing texts, named after its file."""
    name = document.path.stem
    front = document.front
    return Page(
        path=f"{name}/index.html",
        template="standing.html",
        title=front.title,
        description=front.summary,
        view=StandingView(
            title=front.title,
            parts=prose(document, context.setting(ROOT), Slot()),
            log=_log(context) if name == LOG else None,
        ),
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
    )


def _log(context: PageContext) -> Log:
    newest_first = sorted(context.summaries, key=modified, reverse=True)
    found = [_corrected(edition) for edition in newest_first]
    revisions = _revisions(context)
    total = number(len(revisions), "count", 0)
    return Log(
        corrected=tuple(item for item in found if item.corrections),
        revisions=tuple(revisions[:SHOWN]),
        shown=f"the newest {SHOWN} of {total}" if len(revisions) > SHOWN else "all",
    )


def _corrected(edition: EditionSummary) -> Corrected:
    link = Link(week_name(edition), f"editions/{edition.id}/")
    return Corrected(link, corrections(edition))


def _revisions(context: PageContext) -> list[Revision]:
    metrics = {metric.id: metric for metric in context.publication.metrics}
    rows = context.ledger.revisions.to_numpy().tolist()
    return [
        Revision(
            metric=context.labels[name],
            date=day(date.fromisoformat(on)),
            published=number(float(published), metrics[name].unit, metrics[name].decimals + 1),
            now=number(float(now), metrics[name].unit, metrics[name].decimals + 1),
            relative=number(float(relative), "%", 1, signed=True) if relative else "",
            seen_on=day(date.fromisoformat(str(seen_on))),
        )
        for name, on, published, now, relative, seen_on in reversed(rows)
        if name in metrics
    ]
