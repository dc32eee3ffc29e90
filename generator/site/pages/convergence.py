"""What convergence would pay under a reader's own assumptions: a grid, and a calculator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.metrics.cheap.levels import implied_excess
from generator.model.formatting import number, plural
from generator.model.metric import Column
from generator.model.record import TableNumbers
from generator.site.pages.context import PageContext
from generator.site.pages.figures import CALCULATORS, FigureView
from generator.site.pages.numbers import NumbersTable, named_by
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
PATH = f"{CALCULATORS[FIGURE].href}index.html"
NOW, USUAL = "discount_now", "premium_typical"
CLAIM = "C11"
TITLE = "What would convergence pay?"
DESCRIPTION = (
    "Set a target multiple, the years, and gaps in growth and yield, and see the yearly excess "
    "return of small caps that follows. Arithmetic, not a forecast."
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where one method says that small caps stand, in percent of large caps' multiple."""

    label: str
    method: str
    value: float


@dataclass(frozen=True, slots=True)
class ConvergenceView:
    """The page of the convergence figure.

    Attributes:
        starts: today's relative multiple by each known method; the first one is set.
        target: where the article says that small caps usually stand.
        answer: what the calculator shows before anything is changed.
        grids: assumption about growth and yield -> the grid under it.
    """

    starts: tuple[Start, ...]
    target: float
    years: int
    answer: float
    grids: dict[str, NumbersTable]
    by_method: NumbersTable
    figure: FigureView | None
    metrics: tuple[Link, ...]
    claim: Link | None


def convergence_pages(context: PageContext) -> Iterator[Callable[[], Page]]:
    """Give the page, if the publication measures convergence and knows the article's numbers."""
    facts = context.publication.facts.get("article_figures")
    if context.frame.metric(FIGURE) and facts is not None and {NOW, USUAL} <= set(facts["key"]):
        yield partial(_page, context)


def _page(context: PageContext) -> Page:
    return Page(
        path=PATH,
        template="convergence.html",
        title=TITLE,
        description=DESCRIPTION,
        view=_view(context),
        frame=context.frame,
        modified=context.newest.record.published_at.date(),
    )


def _view(context: PageContext) -> ConvergenceView:
    now, target = _article(context)
    starts = (Start("The article", "method not stated", now), *_ladder(context))
    figure = context.figures[context.newest.id].get(FIGURE)
    names = (FIGURE, "method_ladder")
    return ConvergenceView(
        starts=starts,
        target=target,
        years=DEFAULT_YEARS,
        answer=implied_excess(now, target, DEFAULT_YEARS, 0),
        grids={title: _grid(now, gaps) for gaps, title in GAPS.items()},
        by_method=_by_method(starts, target),
        figure=figure if figure and not figure.drawn.missing else None,
        metrics=tuple(link for name in names if (link := context.frame.metric(name))),
        claim=_claim(context),
    )


def _claim(context: PageContext) -> Link | None:
    claims = (claim for claim in context.publication.claims if claim.id == CLAIM)
    links = (Link(f"{claim.id}: {claim.statement}", f"claims/{claim.id}/") for claim in claims)
    return next(links, None)


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
    starts = [
        Start(str(row["label"]), str(row["method"]), float(row["value"]))
        for row in rows
        if row["value"] is not None
    ]
    return sorted(starts, key=lambda start: start.value)


def _grid(now: float, gaps: float) -> NumbersTable:
    return NumbersTable(
        caption=f"Excess a year, with gaps in growth and yield of {number(gaps, 'pp/y', 0)}",
        columns=(named_by("Small caps end"), *_years(YEARS)),
        rows=tuple((_against(target), *_excess(now, target, YEARS, gaps)) for target in TARGETS),
    )


def _by_method(starts: tuple[Start, ...], target: float) -> NumbersTable:
    return NumbersTable(
        caption=f"Excess a year on the way to {number(target, '%', signed=True)}, by starting point",
        columns=(
            named_by("Source and method"),
            Column("value", "When published", "%"),
            *_years(FEW_YEARS),
        ),
        rows=tuple(
            (
                f"{start.label}: {start.method}",
                number(start.value, "%", signed=True),
                *_excess(start.value, target, FEW_YEARS),
            )
            for start in starts
        ),
    )


def _years(years: tuple[int, ...]) -> tuple[Column, ...]:
    return tuple(Column(f"y{n}", f"in {plural(n, 'year')}", "%") for n in years)


def _against(target: int) -> str:
    if target == 0:
        return "level"
    return f"{abs(target)}% {'higher' if target > 0 else 'lower'}"


def _excess(now: float, target: float, years: tuple[int, ...], gaps: float = 0) -> tuple[str, ...]:
    """Return the excess in words: a difference always carries its sign, which `%` does not ask for."""
    return tuple(number(implied_excess(now, target, n, gaps), "%", signed=True) for n in years)
