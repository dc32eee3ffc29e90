"""What would convergence pay under a reader's own assumptions? A grid, and a calculator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.metrics.cheap.convergence import implied_excess
from generator.model.formatting import number
from generator.model.record import TableNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import CONVERGENCE, FigureView
from generator.site.pages.numbers import Heading, NumbersTable, Row
from generator.site.pages.page import Link, Page

YEARS = (1, 3, 5, 10)
FEW_YEARS = (3, 10)  # of the table by method, which a phone must hold
DEFAULT_YEARS = 3
TARGETS = (-20, -10, 0, 10, 20)
# Growth gap plus yield gap, percentage points a year: only their sum counts.
GAPS = {
    0: "If earnings and dividends grow alike",
    3: "If small caps’ growth and yield together are 3 points a year higher",
    -3: "If small caps’ growth and yield together are 3 points a year lower",
}
FIGURE = "convergence"
NOW, USUAL = "discount_now", "premium_typical"
CLAIM = "C11"
TITLE = "What would convergence pay?"
DESCRIPTION = (
    "Set a target multiple, the years, and gaps in growth and yield, and see the yearly excess "
    "return of small caps that follows. Arithmetic, not a forecast."
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where one method says that small caps stand, and what the way to the target would pay."""

    label: str
    method: str
    value: float
    text: str

    @property
    def plain(self) -> str:
        """Return the value as a number field takes it: `-9.5`."""
        return f"{self.value:.1f}"


@dataclass(frozen=True, slots=True)
class ConvergenceGrid:
    """The grid under one assumption about growth and yield."""

    title: str
    table: NumbersTable


@dataclass(frozen=True, slots=True)
class ConvergenceView:
    """The page of the convergence figure.

    Attributes:
        starts: today's relative multiple by each known method; the first one is set.
        target: where the article says that small caps usually stand.
        answer: what the calculator shows before anything is changed.
    """

    starts: tuple[Start, ...]
    target: str
    years: int
    answer: str
    parts: tuple[ConvergenceGrid, ...]
    by_method: NumbersTable
    figure: FigureView | None
    metrics: tuple[Link, ...]
    claim: Link | None
    edition: Link
    as_of: str


def convergence_pages(context: PageContext) -> Iterator[Callable[[], Page]]:
    """Give the page, if the publication measures convergence and knows the article's numbers."""
    known = context.publication.facts.get("article_figures")
    if FIGURE in context.labels and known is not None and {NOW, USUAL} <= set(known["key"]):
        yield partial(_page, context)


def _page(context: PageContext) -> Page:
    return Page(
        path=f"{CONVERGENCE.href}index.html",
        template="convergence.html",
        title=TITLE,
        description=DESCRIPTION,
        view=_view(context),
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
    )


def _view(context: PageContext) -> ConvergenceView:
    now, target = _article(context)
    text = number(now, "%", signed=True)
    article = Start("The article", "method not stated", now, text)
    starts = (article, *_ladder(context))
    figure = context.figures[context.newest.id].get(FIGURE)
    return ConvergenceView(
        starts=starts,
        target=f"{target:.1f}",
        years=DEFAULT_YEARS,
        answer=_excess(now, target, (DEFAULT_YEARS,))[0],
        parts=tuple(ConvergenceGrid(title, _grid(now, gaps)) for gaps, title in GAPS.items()),
        by_method=_by_method(starts, target),
        figure=figure if figure and not figure.missing else None,
        metrics=tuple(
            context.labels[name] for name in (FIGURE, "method_ladder") if name in context.labels
        ),
        claim=next(
            (
                Link(f"{claim.id}: {claim.statement}", f"claims/{claim.id}/")
                for claim in context.publication.claims
                if claim.id == CLAIM
            ),
            None,
        ),
        edition=context.frame.newest,
        as_of=context.frame.as_of,
    )


def _article(context: PageContext) -> tuple[float, float]:
    """Return the discount and the usual premium that the article names, in percent."""
    figures = context.publication.facts["article_figures"].set_index("key")["value"]
    return float(figures[NOW]), float(figures[USUAL])


def _ladder(context: PageContext) -> list[Start]:
    """Return where each published method has small caps, cheapest first."""
    ladder = context.newest.record.numbers.get("method_ladder")
    if not isinstance(ladder, TableNumbers):
        return []
    rows = [dict(zip(ladder.columns, cells, strict=True)) for cells in ladder.rows.values()]
    known = [(float(row["value"]), row) for row in rows if row["value"] is not None]
    return [
        Start(
            label=str(row["label"]),
            method=str(row["method"]),
            value=value,
            text=number(value, "%", signed=True),
        )
        for value, row in sorted(known, key=lambda pair: pair[0])
    ]


def _grid(now: float, gaps: float) -> NumbersTable:
    return NumbersTable(
        caption=f"Excess a year, with gaps in growth and yield of {number(gaps, 'pp/y', 0)}",
        headings=(Heading("Small caps end", "text"), *_years(YEARS)),
        rows=tuple(Row(_against(target), _excess(now, target, YEARS, gaps)) for target in TARGETS),
    )


def _by_method(starts: tuple[Start, ...], target: float) -> NumbersTable:
    return NumbersTable(
        caption=f"Excess a year on the way to {number(target, '%', signed=True)}, by starting point",
        headings=(
            Heading("Source and method", "text"),
            Heading("When published", "number"),
            *_years(FEW_YEARS),
        ),
        rows=tuple(
            Row(f"{s.label}: {s.method}", (s.text, *_excess(s.value, target, FEW_YEARS)))
            for s in starts
        ),
    )


def _years(years: tuple[int, ...]) -> tuple[Heading, ...]:
    return tuple(Heading(f"in {n} year{'s' * (n > 1)}", "number") for n in years)


def _against(target: int) -> str:
    if target == 0:
        return "level"
    return f"{abs(target)}% {'higher' if target > 0 else 'lower'}"


def _excess(now: float, target: float, years: tuple[int, ...], gaps: float = 0) -> tuple[str, ...]:
    return tuple(number(implied_excess(now, target, n, gaps), "%", signed=True) for n in years)
