"""All claims in all editions: one strip, claim by week, and the tallies over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.claims.claim import Claim
from generator.editions.publication import EditionSummary
from generator.model.formatting import capital
from generator.model.metric import Word
from generator.model.record import Verdict
from generator.site.pages.context import PageContext
from generator.site.pages.page import Link, Page, week_name
from generator.site.pages.verdicts import KINDS, WORDS, Tally, tally

# Editions on a page: a year of them, so that the page stays light however long the archive gets.
SHOWN = 53
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


# An edition with its tally of the shown claims.
BoardColumn: TypeAlias = tuple[EditionSummary, Tally]
# A claim with its verdict in each shown edition, None where it was not judged then.
Strip: TypeAlias = tuple[Claim, list[tuple[EditionSummary, Verdict | None]]]


@dataclass(frozen=True, slots=True)
class ScoreboardView:
    """A scoreboard; the columns go from the oldest edition to the newest.

    Attributes:
        choices: ways to choose what is shown, with the page of each choice.
        years: how many of the columns belong to each year.
        groups: question -> the strips of its claims.
    """

    board: Board
    finding: str
    span: str
    choices: dict[str, list[Link]]
    years: dict[str, int]
    columns: list[BoardColumn]
    groups: dict[str, list[Strip]]
    words: tuple[Word, ...] = WORDS

    @property
    def width(self) -> int:
        """Return how many columns the table has, that of the claims included."""
        return len(self.columns) + 1


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
    for kind, words in KINDS.items():
        claims = tuple(claim for claim in whole.claims if claim.kind == kind)
        if claims:
            yield Board(f"about {words.topic}", kind, claims, whole.places)


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
    columns = [_column(context, board, edition) for edition in editions]
    first, last = week_name(editions[0]), week_name(editions[-1])
    return ScoreboardView(
        board=board,
        finding=_finding(columns[0], columns[-1]),
        span=first if len(columns) == 1 else f"{first} to {last}",
        choices=_choices(context),
        years=Counter(edition.id[:4] for edition in editions),
        columns=columns,
        groups=_groups(context, board, editions),
    )


def _column(context: PageContext, board: Board, edition: EditionSummary) -> BoardColumn:
    verdicts = context.verdicts[edition.id]
    return edition, tally(verdicts[c.id] for c in board.claims if c.id in verdicts)


def _finding(oldest: BoardColumn, newest: BoardColumn) -> str:
    """Return the newest tally beside the oldest: `6 of 44 claims supported and 12 ...`."""
    (first, then), (last, now) = oldest, newest
    finding = (
        f"{now.count('supported')} of {now.total} claims supported and "
        f"{now.count('contradicted')} contradicted in {week_name(last)}"
    )
    if first is last:
        return finding
    before = f"{then.count('supported')} and {then.count('contradicted')}"
    return f"{finding}; {before} in {week_name(first)}"


def _choices(context: PageContext) -> dict[str, list[Link]]:
    choices: dict[str, Iterable[Board]] = {
        "Show": [_whole(context)],
        "By kind": _kinds(context),
        "By question": _questions(context),
        "Earlier": _years(context),
    }
    links = {
        label: [Link(capital(board.label), board.href) for board in boards]
        for label, boards in choices.items()
    }
    return {label: pages for label, pages in links.items() if pages}


def _groups(
    context: PageContext, board: Board, editions: Sequence[EditionSummary]
) -> dict[str, list[Strip]]:
    groups: dict[str, list[Strip]] = {}
    for section, question in context.publication.config.sections.items():
        claims = [claim for claim in board.claims if claim.section == section]
        if claims:
            groups[question] = [_strip(context, editions, claim) for claim in claims]
    return groups


def _strip(context: PageContext, editions: Sequence[EditionSummary], claim: Claim) -> Strip:
    return claim, [(e, context.verdicts[e.id].get(claim.id)) for e in editions]
