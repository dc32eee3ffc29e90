"""What changed since the edition before: three lines for its page, and all of it for its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.editions.change import NOTHING, Change, ChangeKind
from generator.editions.comparison import changes
from generator.editions.publication import Edition
from generator.model.formatting import day
from generator.site.pages.context import PageContext, modified
from generator.site.pages.page import Link, Page, edition_link, week_name

CLAIM = re.compile(r"\bC\d{2}\b")
FIRST = "This is the first edition: there is nothing to compare with."
HEADINGS: Mapping[ChangeKind, str] = {
    "threshold": "Thresholds crossed",
    "verdict": "Verdicts changed",
    "missing": "Numbers that went missing",
    "back": "Numbers that were missing before",
    "move": "Large moves",
    "new": "New metrics and claims",
    "gone": "Metrics and claims that are gone",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A change in a sentence, what a verdict had rested on before, and where to look it up."""

    text: str
    before: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed in an edition.

    Attributes:
        none: said where nothing changed, or nothing can be compared.
        told: the lines of the record.
        groups: heading -> all changes of one kind.
        more: the page with all of it, where that is more.
    """

    heading: str
    edition: Link
    span: str
    none: str
    told: tuple[Told, ...]
    groups: Mapping[str, list[Told]]
    more: Link | None
    earlier: Link | None
    later: Link | None


def changes_page(context: PageContext, place: int) -> Page:
    """Return all that changed in the edition at a place in the publication's order."""
    edition = context.publication.editions[place]
    view = changes_view(context, place)
    return Page(
        path=f"editions/{edition.id}/changes/index.html",
        template="changes.html",
        title=f"{view.heading}: {view.edition.text}",
        description=f"{view.span} {' '.join(item.text for item in view.told) or view.none}",
        view=view,
        frame=context.frame,
        modified=modified(edition),
        card=f"editions/{edition.id}/card.png",
        card_alt=f"{context.frame.title}, {week_name(edition)}: {edition.title}",
    )


def changes_view(context: PageContext, place: int) -> ChangesView:
    """Return what changed in the edition at a place in the publication's order."""
    editions = context.publication.editions
    edition, before = editions[place], editions[place - 1] if place else None
    metrics = context.publication.metrics
    changed = changes(before.record, edition.record, metrics) if before else ()
    told = tuple(
        Told(text, "", _evidence(edition, CLAIM.findall(text))) for text in edition.record.changes
    )
    count = f"All {len(changed)} changes" if len(changed) > 1 else "The change in full"
    return ChangesView(
        heading=_heading(edition, before),
        edition=edition_link(edition),
        span=_span(edition, before),
        none="" if changed else NOTHING if before else FIRST,
        told=told,
        groups=_groups(context, edition, changed),
        more=Link(count, f"editions/{edition.id}/changes/") if changed else None,
        earlier=context.edition_at(place - 1, "changes/"),
        later=context.edition_at(place + 1, "changes/"),
    )


def _heading(edition: Edition, before: Edition | None) -> str:
    """Return `What changed this week`, or since when where weeks without an edition lie between."""
    if before and _monday(edition) - _monday(before) != timedelta(weeks=1):
        return f"What changed since {week_name(before)}"
    return "What changed this week"


def _monday(edition: Edition) -> date:
    return date.fromisocalendar(edition.year, edition.week, 1)


def _span(edition: Edition, before: Edition | None) -> str:
    now = f"{week_name(edition)}, data to {day(edition.record.as_of)}"
    if not before:
        return f"{now}."
    return f"From {week_name(before)}, data to {day(before.record.as_of)}, to {now}."


def _groups(
    context: PageContext, edition: Edition, changed: Iterable[Change]
) -> dict[str, list[Told]]:
    groups: dict[ChangeKind, list[Told]] = {kind: [] for kind in HEADINGS}
    for change in changed:
        metrics = (link for name in change.about if (link := context.frame.metric(name)))
        links = *_evidence(edition, change.about), *metrics
        groups[change.kind].append(Told(change.text, change.before, links))
    return {HEADINGS[kind]: told for kind, told in groups.items() if told}


def _evidence(edition: Edition, names: Iterable[str]) -> tuple[Link, ...]:
    """Return links to the evidence of those names that are claims, each once."""
    claims = {verdict.claim for verdict in edition.record.verdicts}
    page = f"editions/{edition.id}/claims/"
    return tuple(Link(name, f"{page}#{name}") for name in dict.fromkeys(names) if name in claims)
