"""How do sheets become files? Each is printed once, and again when it shows something else."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from generator.charts.kit.drawing import Figure
from generator.editions.publication import Publication
from generator.model.errors import ContentError, Mistakes, Problem
from generator.model.hashing import sha256_of
from generator.site.cache import Print, PrintCache
from generator.site.data_files.index import Files, data_files
from generator.site.digest import Digests, digests
from generator.site.feeds import FeedEntry, feed_entry
from generator.site.pages.all_pages import site_pages
from generator.site.pages.edition import EditionView
from generator.site.pages.figures import figure_files
from generator.site.pages.page import Page
from generator.site.renderer import Renderer
from generator.site.sheet import Sheet

ICON = "icon.svg"
_ENTRY = TypeAdapter(FeedEntry)
# The files of a sheet, and what feeds and the site map say of it.
Made: TypeAlias = tuple[Files, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Artwork:
    """All pictures: edition -> figure id -> figure, and edition -> card as PNG.

    The forecasts' own figures are under FORECASTS.
    """

    figures: Mapping[str, Mapping[str, Figure]]
    cards: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Press:
    """What sheets are printed with, and what is printed already."""

    templates: Path
    compiled: Path
    prints: PrintCache
    keys: Digests

    def find(self, sheet: Sheet[object]) -> Print | None:
        """Return what is printed of a sheet as it is now."""
        return self.prints.find(self.keys.of(sheet))


@dataclass(frozen=True, slots=True)
class Printed:
    """Every file of the sheets, the day on which each page changed, and the editions' entries."""

    sheets: Mapping[str, Print]

    @property
    def modified(self) -> dict[str, date]:
        """Return site path of a page -> the day on which its content last changed."""
        return {
            path.removesuffix("index.html"): date.fromisoformat(made.note["modified"])
            for path, made in self.sheets.items()
            if "modified" in made.note
        }

    def entries(self, count: int) -> list[FeedEntry]:
        """Return the newest editions as feeds carry them, newest first."""
        notes = [made.note for _, made in sorted(self.sheets.items()) if "entry" in made.note]
        return [_ENTRY.validate_python(note["entry"]) for note in reversed(notes[-count:])]


def set_up(publication: Publication, templates: Path, cache: Path) -> Press:
    """Return the press of a publication, with what a cache folder holds of it."""
    keys = digests(publication, templates)
    return Press(templates, cache / "templates", PrintCache(cache / "prints"), keys)


def print_all(publication: Publication, art: Artwork, press: Press) -> Printed:
    """Return all sheets, printed; ContentError lists the mistakes in all their texts."""
    printed: dict[str, Print] = {}
    mistakes = Mistakes()
    for sheet, make in to_print(publication, art, press.templates, press.compiled):
        with mistakes.gathered():
            _refuse_twin(sheet, printed)
            printed[sheet.path] = press.find(sheet) or press.prints.keep(
                press.keys.of(sheet), *make()
            )
    mistakes.report()
    return Printed(printed)


def to_print(
    publication: Publication, art: Artwork, templates: Path, compiled: Path | None = None
) -> Iterator[tuple[Sheet[Page] | Sheet[Files], Callable[[], Made]]]:
    """Give every sheet with what makes its files, and what feeds and the site map say of it."""
    assets = {path: _published(path) for path in sorted((templates / "assets").iterdir())}
    renderer = Renderer(templates, {path.name: href for path, href in assets.items()}, compiled)
    for sheet in _sheets(publication, art, assets):
        yield sheet, partial(_made, publication, sheet, renderer)


def picture_sheet(edition: str, art: Artwork) -> Sheet[Files]:
    """Return an edition's card, and its figures with their data."""
    card = f"editions/{edition}/card.png"
    return Sheet(card, lambda: {card: art.cards[edition], **_figure_files(edition, art)}, ())


def _figure_files(edition: str, art: Artwork) -> Files:
    return {
        path: text.encode()
        for figure in art.figures[edition].values()
        for path, text in figure_files(
            figure, f"editions/{edition}/figures/{figure.id}.csv"
        ).items()
    }


def _sheets(
    publication: Publication, art: Artwork, assets: Mapping[Path, str]
) -> Iterator[Sheet[Page] | Sheet[Files]]:
    for path, href in assets.items():
        yield Sheet(href, partial(_asset, path, href), ())
    yield from site_pages(publication, art.figures)
    for issue in publication.issues:
        yield picture_sheet(issue.id, art)
    yield from data_files(publication)


def _published(path: Path) -> str:
    """Return the site path of an asset; its name changes with its content, the icon's never."""
    if path.name == ICON:
        return ICON
    return f"assets/{path.stem}-{sha256_of(path.read_bytes())[:8]}{path.suffix}"


def _asset(path: Path, href: str) -> Files:
    return {href: path.read_bytes()}


def _refuse_twin(sheet: Sheet[object], printed: Container[str]) -> None:
    if sheet.path in printed:
        href = sheet.path.removesuffix("index.html")
        path = Path("content/pages") / f"{href.removesuffix('/')}.md"
        hint = "Give the file another name."
        raise ContentError([Problem(path, f"The site has another page at /{href}.", hint)])


def _made(publication: Publication, sheet: Sheet[Page] | Sheet[Files], renderer: Renderer) -> Made:
    """Return a sheet's files, and for a page what feeds and the site map say of it."""
    made = sheet.make()
    if not isinstance(made, Page):
        return made, {}
    note: dict[str, Any] = {"modified": made.modified.isoformat()}
    if isinstance(made.view, EditionView) and made.href == made.canonical:
        entry = feed_entry(made, publication.edition(made.view.id))
        note["entry"] = _ENTRY.dump_python(entry, mode="json")
    beside = {path: text.encode() for path, text in made.files.items()}
    return {made.path: renderer.render(made).encode(), **beside}, note
