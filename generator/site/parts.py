"""The parts of a site that are made together: an edition's files, a section's metrics, the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from generator.editions.publication import EditionSummary, Publication
from generator.model.errors import ContentError, Mistakes, Problem
from generator.model.files import sha256_of
from generator.model.metric import Section
from generator.site.artwork import Artwork
from generator.site.data_files.index import other_files, record_files
from generator.site.data_files.metrics import metric_files
from generator.site.feeds import FeedEntry, feed_entry
from generator.site.pages.all_pages import edition_pages, metric_pages, other_pages
from generator.site.pages.context import PageContext, page_context, with_figures
from generator.site.pages.figures import figure_files
from generator.site.pages.forecasts import FORECASTS
from generator.site.pages.page import Page
from generator.site.renderer import Renderer

ICON = "icon.svg"


@dataclass(frozen=True, slots=True)
class Part:
    """Finished files, and what feeds and the site map say of them.

    Attributes:
        files: site path -> content.
        modified: site path of a page -> the day on which its content last changed.
        entry: the edition as feeds carry it.
    """

    files: Mapping[str, bytes]
    modified: Mapping[str, date] = field(default_factory=dict)
    entry: FeedEntry | None = None


@dataclass(frozen=True, slots=True)
class PartMaker:
    """Makes the parts of a publication's site; ContentError lists all mistakes in a part's texts."""

    context: PageContext
    artwork: Artwork
    renderer: Renderer
    assets: Mapping[str, bytes]

    @property
    def sections(self) -> list[Section]:
        """Return the sections that have metrics, in reading order."""
        sections = self.context.publication.config.sections
        return [section for section in sections if self.context.metrics_of(section)]

    def makes(self) -> Iterator[Callable[[], Part]]:
        """Give what makes each part of the site; editions come first, oldest first."""
        publication = self.context.publication
        yield from (partial(self.edition, n) for n in range(len(publication.issues)))
        yield from (partial(self.metrics, section) for section in self.sections)
        yield from (partial(self.data, section) for section in self.sections)
        yield self.rest

    def edition(self, place: int) -> Part:
        """Return all that shows one edition: its pages, pictures, data and record."""
        publication = self.context.publication
        edition = publication.editions[place]
        figures = self.artwork.figures(edition.id)
        context = with_figures(self.context, {edition.id: figures})
        pages = _made(edition_pages(context, place))
        return Part(
            files={
                **self._rendered(pages),
                f"editions/{edition.id}/card.png": self.artwork.card(edition.id),
                **_texts(
                    (path, text)
                    for figure in figures.values()
                    for path, text in figure_files(
                        figure, f"editions/{edition.id}/figures/{figure.id}.csv"
                    ).items()
                ),
                **record_files(publication, edition),
            },
            modified=_modified(pages),
            entry=feed_entry(pages[0], edition, self.renderer),
        )

    def metrics(self, section: Section) -> Part:
        """Return the pages of a section's metrics."""
        pages = _made(metric_pages(self.context, section))
        return Part(self._rendered(pages), _modified(pages))

    def data(self, section: Section) -> Part:
        """Return the data files of a section's metrics."""
        return Part(metric_files(self.context.publication, section))

    def rest(self) -> Part:
        """Return what shows many editions, or texts that belong to none."""
        publication = self.context.publication
        own = self.artwork.figures(FORECASTS)
        pages = _made(other_pages(self.context, own))
        data = other_files(publication, self.context.summaries)
        return Part({**self.assets, **self._rendered(pages), **data}, _modified(pages))

    def _rendered(self, pages: Iterable[Page]) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        for page in pages:
            files[page.path] = self.renderer.render(page).encode()
            files |= _texts(page.files.items())
        return files


def part_maker(
    publication: Publication,
    summaries: Sequence[EditionSummary],
    artwork: Artwork,
    templates: Path,
    compiled: Path | None = None,
) -> PartMaker:
    """Return what makes the site's parts from templates, compiled into a folder if one is given."""
    paths = sorted((templates / "assets").iterdir())
    published = {path.name: _published(path) for path in paths}
    newest = publication.issues[-1].id
    return PartMaker(
        page_context(publication, {newest: artwork.figures(newest)}, summaries),
        artwork,
        Renderer(templates, published, compiled),
        {published[path.name]: path.read_bytes() for path in paths},
    )


def _made(pages: Iterator[Callable[[], Page]]) -> list[Page]:
    """Return the pages, made; ContentError lists the mistakes in all their texts."""
    mistakes, made = Mistakes(), dict[str, Page]()
    for make in pages:
        with mistakes.gathered():
            page = make()
            _refuse_twin(page, made)
            made[page.path] = page
    mistakes.report()
    return list(made.values())


def _refuse_twin(page: Page, made: Mapping[str, Page]) -> None:
    if page.path in made:
        path = Path("content/pages") / f"{page.href.removesuffix('/')}.md"
        hint = "Give the file another name."
        raise ContentError([Problem(path, f"The site has another page at /{page.href}.", hint)])


def _modified(pages: Iterable[Page]) -> dict[str, date]:
    return {page.href: page.modified for page in pages}


def _texts(files: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files}


def _published(path: Path) -> str:
    """Return the site path of an asset; its name changes with its content, the icon's never."""
    if path.name == ICON:
        return ICON
    return f"assets/{path.stem}-{sha256_of(path.read_bytes())[:8]}{path.suffix}"
