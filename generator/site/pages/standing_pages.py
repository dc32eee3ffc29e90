"""The standing pages, about, methods and corrections: editors' texts, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.content.commentary import PageFront
from generator.model.front_matter import Document
from generator.model.metric import Metric
from generator.site.pages.context import PageContext, corrections, modified
from generator.site.pages.page import Page
from generator.site.pages.prose import prose

ROOT = "../"
# Newest revisions shown; more would make the page a data file.
SHOWN = 200
# The page that carries the log of corrections and revisions below its text.
LOG = "corrections"


@dataclass(frozen=True, slots=True)
class Revision:
    """A published value that its source later changed; the difference is in percent."""

    metric: Metric[...]
    day: date
    published: float
    now: float
    difference: float | None
    seen_on: date

    @property
    def decimals(self) -> int:
        """Return one more than the metric is shown with, so that a small revision can be seen."""
        return self.metric.decimals + 1


def standing_page(context: PageContext, document: Document[PageFront]) -> Page:
    """Return the page of one of the editors' standing texts, named after its file."""
    name = document.path.stem
    front = document.front
    return Page(
        path=f"{name}/index.html",
        template="standing.html",
        title=front.title,
        description=front.summary,
        view={
            "text": prose(document, context.setting(ROOT), level=2),
            "log": _log(context) if name == LOG else None,
        },
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
    )


def _log(context: PageContext) -> dict[str, object]:
    """Return all corrections of editions and revisions by sources, newest first."""
    newest_first = sorted(context.summaries, key=modified, reverse=True)
    corrected = [(edition, corrections(edition)) for edition in newest_first]
    revisions = _revisions(context)
    return {
        "corrected": [(edition, written) for edition, written in corrected if written],
        "revisions": revisions[:SHOWN],
        "total": len(revisions),
    }


def _revisions(context: PageContext) -> list[Revision]:
    metrics = {metric.id: metric for metric in context.publication.metrics}
    rows = context.ledger.revisions.to_numpy().tolist()
    return [
        Revision(
            metric=metrics[name],
            day=date.fromisoformat(on),
            published=float(published),
            now=float(now),
            difference=float(relative) if relative else None,
            seen_on=date.fromisoformat(str(seen_on)),
        )
        for name, on, published, now, relative, seen_on in reversed(rows)
        if name in metrics
    ]
