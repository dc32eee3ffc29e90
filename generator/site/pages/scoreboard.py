"""How did all claims fare in all editions? One strip, claim by week, and the tallies over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.claims.claim import Claim
from generator.editions.summaries import EditionSummary
from generator.model.formatting import capital
from generator.site.pages.context import PageContext
from generator.site.pages.page import Link, Page
from generator.site.pages.verdicts import WORDS, Mark, Tally, mark, tally, week_name

# Editions on a page: a year of them, so that the page stays light however long the archive gets.
SHOWN = 53
KINDS = {
    "historical": "the past",
    "present": "the present of the article",
    "forward": "the future",
    "logical": "arguments",
    "opinion": "opinions",
}
FOLDER = "scoreboard"


@dataclass(frozen=True, slots=True)
class Board:
    """Some claims in some editions, and the folder of the page that shows them.

    Attributes:
        places: of the editions in the publication's order.
    """

    label: str
    slug: str
    claims: tuple[Claim, ...]
    places: Sequence[int]

    @property
    def href(self) -> str:
        """Return the site path under which readers open the page."""
        return f"{FOLDER}/{self.slug}/" if self.slug else f"{FOLDER}/"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose what is shown, with the page of each choice."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WeekVerdict:
    """A claim's verdict in one edition; None of it where the claim was not judged then."""

    mark: Mark | None
    href: str

    @property
    def text(self) -> str:
        """Return the verdict in words whose first letter stands for it: small while it is open."""
        if not self.mark:
            return ""
        leaning = self.mark.leaning
        return f"{leaning} so far, {self.mark.word}" if leaning else self.mark.word.capitalize()


@dataclass(frozen=True, slots=True)
class Strip:
    """One claim over all shown editions."""

    claim: Link
    statement: str
    cells: tuple[WeekVerdict, ...]


@dataclass(frozen=True, slots=True)
class StripGroup:
    """The claims on one question."""

    question: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class WeekTally:
    """One edition with its tally of the shown claims."""

    week: str
    edition: Link
    tally: Tally

    def count(self, word: str) -> int:
        """Return how many of the claims got a verdict."""
        return sum(share.count for share in self.tally.shares if share.mark.word == word)


@dataclass(frozen=True, slots=True)
class YearSpan:
    """How many of the shown editions belong to a year."""

    year: str
    span: int


@dataclass(frozen=True, slots=True)
class ScoreboardView:
    """A scoreboard; the columns go from the oldest edition to the newest."""

    shown: str
    finding: str
    span: str
    total: int
    choices: tuple[Choice, ...]
    years: tuple[YearSpan, ...]
    columns: tuple[WeekTally, ...]
    groups: tuple[StripGroup, ...]
    words: tuple[Mark, ...]


def boards(context: PageContext) -> tuple[Board, ...]:
    """Return what there are pages for: all claims, each kind, each question, each earlier year."""
    return (_whole(context), *_kinds(context), *_questions(context), *_years(context))


def scoreboard_page(context: PageContext, board: Board) -> Page:
    """Return the page of a scoreboard."""
    view = _view(context, board)
    title = f"Scoreboard: {board.label}" if board.slug else "Scoreboard"
    return Page(
        path=f"{board.href}index.html",
        template="scoreboard.html",
        title=title,
        description=f"{title}, {view.span}: {view.finding}.",
        view=view,
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
    )


def _whole(context: PageContext) -> Board:
    count = len(context.publication.issues)
    places = range(max(count - SHOWN, 0), count)
    return Board("all claims", "", context.publication.claims, places)


def _kinds(context: PageContext) -> Iterator[Board]:
    whole = _whole(context)
    for kind, label in KINDS.items():
        claims = tuple(claim for claim in whole.claims if claim.kind == kind)
        if claims:
            yield Board(f"about {label}", kind, claims, whole.places)


def _questions(context: PageContext) -> Iterator[Board]:
    for section, question in context.publication.config.sections.items():
        claims = context.claims_of(section)
        if claims:
            yield Board(question, section, tuple(claims), _whole(context).places)


def _years(context: PageContext) -> Iterator[Board]:
    """Give each year that has editions too old for the other boards, with all its editions."""
    years = [issue.id[:4] for issue in context.publication.issues]
    for year in sorted(set(years[:-SHOWN]), reverse=True):
        places = [place for place, other in enumerate(years) if other == year]
        yield Board(year, year, context.publication.claims, places)


def _view(context: PageContext, board: Board) -> ScoreboardView:
    editions = [context.summaries[place] for place in board.places]
    columns = tuple(_column(context, board, edition) for edition in editions)
    years = groupby(editions, key=lambda edition: edition.id[:4])
    first, last = columns[0].edition.text, columns[-1].edition.text
    return ScoreboardView(
        shown=board.label,
        finding=_finding(columns),
        span=first if len(columns) == 1 else f"{first} to {last}",
        total=len(board.claims),
        choices=_choices(context),
        years=tuple(YearSpan(year, len(list(group))) for year, group in years),
        columns=columns,
        groups=tuple(_groups(context, board, editions)),
        words=tuple(mark(word) for word in WORDS),
    )


def _column(context: PageContext, board: Board, edition: EditionSummary) -> WeekTally:
    verdicts = context.verdicts[edition.id]
    found = tally(verdicts[claim.id] for claim in board.claims if claim.id in verdicts)
    return WeekTally(
        str(int(edition.id[6:])), Link(week_name(edition), f"editions/{edition.id}/"), found
    )


def _finding(columns: Sequence[WeekTally]) -> str:
    """Return the newest tally beside the oldest: `6 of 44 claims supported and 12 ...`."""
    first, last = columns[0], columns[-1]
    now = (
        f"{last.count('supported')} of {last.tally.total} claims supported and "
        f"{last.count('contradicted')} contradicted in {last.edition.text}"
    )
    if first is last:
        return now
    then = f"{first.count('supported')} and {first.count('contradicted')}"
    return f"{now}; {then} in {first.edition.text}"


def _choices(context: PageContext) -> tuple[Choice, ...]:
    named = (
        ("Show", (_whole(context),)),
        ("By kind", tuple(_kinds(context))),
        ("By question", tuple(_questions(context))),
        ("Earlier", tuple(_years(context))),
    )
    return tuple(
        Choice(label, tuple(Link(capital(board.label), board.href) for board in found))
        for label, found in named
        if found
    )


def _groups(
    context: PageContext, board: Board, editions: Sequence[EditionSummary]
) -> Iterator[StripGroup]:
    for section, question in context.publication.config.sections.items():
        claims = [claim for claim in board.claims if claim.section == section]
        if claims:
            yield StripGroup(question, tuple(_strip(context, editions, claim) for claim in claims))


def _strip(context: PageContext, editions: Sequence[EditionSummary], claim: Claim) -> Strip:
    return Strip(
        claim=Link(claim.id, f"claims/{claim.id}/"),
        statement=claim.statement,
        cells=tuple(_cell(context, edition, claim) for edition in editions),
    )


def _cell(context: PageContext, edition: EditionSummary, claim: Claim) -> WeekVerdict:
    verdict = context.verdicts[edition.id].get(claim.id)
    shown = mark(verdict.word, verdict.leaning) if verdict else None
    return WeekVerdict(shown, f"editions/{edition.id}/claims/#{claim.id}")
