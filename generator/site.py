"""How do pages, pictures and data become a folder? Written aside, then swapped in."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.charts import Figure, FigureJob, card_png, render_figures
from generator.charts.render import code_hash
from generator.editions import Edition, Publication
from generator.errors import ConfigError, ContentError, Problem
from generator.feeds import ENTRIES, Entry, atom, feed_entry, json_feed, llms, robots, sitemap
from generator.folders import replaced
from generator.forecasts import summary
from generator.formatting import day
from generator.machine import File, machine_files
from generator.pages import CSV, FIGURE, FORECASTS, Page, image_path, site_pages
from generator.pages.verdicts import tally, week_name
from generator.prints import NO_PRINTS, Printed, Prints, past_prints
from generator.render import Renderer

# Of the old site, what git keeps; everything else is built anew.
KEPT = ".gitignore"
# Every site that we built has this file, and hardly any other folder does.
OURS = "llms.txt"
ICON = "icon.svg"
RELOAD = b'<script src="/livereload.js"></script></body>'


@dataclass(frozen=True, slots=True)
class Artwork:
    """All pictures: edition -> figure id -> figure, and edition -> card as PNG.

    An edition that is printed already needs no figures here. The forecasts' own are under FORECASTS.
    """

    figures: Mapping[str, Mapping[str, Figure]]
    cards: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Press:
    """What a site is made with; `live` pages reload themselves in a preview."""

    templates: Path
    prints: Prints = NO_PRINTS
    live: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote; `changed` counts new files and those with other bytes than before."""

    pages: int
    files: int
    bytes: int
    changed: int


def build(
    publication: Publication, templates: Path, out: Path, cache: Path, *, live: bool = False
) -> BuildReport:
    """Build a site; what the cache holds is neither drawn nor printed again."""
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    prints = past_prints(publication, templates, cache / "editions")
    art = artwork(publication, cache, prints.known())
    report = build_site(publication, art, Press(templates, prints, live), out)
    prints.prune()
    return report


def artwork(publication: Publication, cache: Path, printed: Container[str] = ()) -> Artwork:
    """Return the pictures that are needed, drawn only where the cache has none."""
    editions = publication.editions
    jobs = [job for e in editions if e.id not in printed for job in _jobs(publication, e)]
    drawn = render_figures([*jobs, *_forecast_jobs(publication)], cache / "figures")
    code = code_hash()
    return Artwork(
        figures={name: drawn.get(name, {}) for name in (*(e.id for e in editions), FORECASTS)},
        cards={e.id: _card(publication.config.title, e, code, cache / "cards") for e in editions},
    )


def build_site(publication: Publication, art: Artwork, press: Press, out: Path) -> BuildReport:
    """Build a site into a folder, all or nothing: where a build fails, the old site stays."""
    _refuse_foreign(out)
    with replaced(out) as new:
        report = _write(_files(publication, art, press), new, out)
        if (out / KEPT).exists():
            (new / KEPT).write_bytes((out / KEPT).read_bytes())
    return report


def _jobs(publication: Publication, edition: Edition) -> Iterator[FigureJob]:
    as_of, words = edition.record.as_of, edition.record.figures
    ledger = publication.ledger_of(edition)
    for chart in publication.charts:
        measured = tuple(ledger.measurement(name, as_of) for name in chart.metrics)
        yield FigureJob(edition.id, chart.id, as_of, measured, words.get(chart.id))


def _forecast_jobs(publication: Publication) -> Iterator[FigureJob]:
    """Give the calibration of the desk's own forecasts, once enough of them are decided."""
    found = summary(publication.forecasts)
    if found.calibration is not None:
        as_of = publication.editions[-1].record.as_of
        yield FigureJob(FORECASTS, FIGURE, as_of, (found.calibration, found.entrants))


def _card(name: str, edition: Edition, code: str, cache: Path) -> bytes:
    """Return the picture that goes with a shared link to an edition."""
    found = tally(edition.record.verdicts)
    lines = (
        f"{name}, {week_name(edition)}",
        f"{found.total} claims: {found.text}",
        f"Data to {day(edition.record.as_of)}",
    )
    key = sha256("\n".join((code, edition.title, *lines)).encode()).hexdigest()
    path = cache / f"{key}.png"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(card_png(edition.title, lines))
        draft.replace(path)
    return path.read_bytes()


def _refuse_foreign(out: Path) -> None:
    names = {path.name for path in out.iterdir()} - {KEPT} if out.exists() else set()
    if names and OURS not in names:
        raise ConfigError(f"{out} holds files but no site of ours. Move them or build elsewhere.")


def _write(files: Iterable[File], new: Path, old: Path) -> BuildReport:
    sizes: dict[str, int] = {}
    changed = 0
    for name, content in files:
        if name not in sizes:  # equal drawings of several editions share one file
            changed += _put(content, new / name, old / name)
            sizes[name] = len(content)
    pages = sum(name.endswith(".html") for name in sizes)
    return BuildReport(pages, len(sizes), sum(sizes.values()), changed)


def _put(content: bytes, path: Path, old: Path) -> bool:
    """Write a file and return whether its bytes are new; the old file is linked where they are not.

    A link costs a tenth of a written file, and an archive is nearly all old files.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_same = old.is_file() and old.read_bytes() == content
    if is_same:
        path.hardlink_to(old)
    else:
        path.write_bytes(content)
    return not is_same


def _files(publication: Publication, art: Artwork, press: Press) -> Iterator[File]:
    assets = {path: _published(path) for path in sorted((press.templates / "assets").iterdir())}
    yield from ((href, path.read_bytes()) for path, href in assets.items())
    renderer = Renderer(press.templates, {path.name: href for path, href in assets.items()})
    for name, text in _texts(publication, art, press.prints, renderer):
        content = text.encode()
        is_reloaded = press.live and name.endswith(".html")
        yield name, content.replace(b"</body>", RELOAD) if is_reloaded else content
    yield from ((f"editions/{edition}/card.png", card) for edition, card in art.cards.items())
    yield from machine_files(publication)


def _published(path: Path) -> str:
    """Return the site path of an asset; its name changes with its content, the icon's never."""
    if path.name == ICON:
        return ICON
    return f"assets/{path.stem}-{sha256(path.read_bytes()).hexdigest()[:8]}{path.suffix}"


def _texts(
    publication: Publication, art: Artwork, prints: Prints, renderer: Renderer
) -> Iterator[tuple[str, str]]:
    """Give every page with its figures, then what tells programs about the pages."""
    editions = {f"editions/{edition.id}/index.html": edition for edition in publication.editions}
    modified: dict[str, date] = {}
    entries: dict[str, Entry] = {}
    known = prints.known()
    for printed in map(prints.read, sorted(known)):
        modified[printed.href], entries[printed.href] = printed.modified, printed.entry
        yield from printed.files.items()
    for page in site_pages(publication, art.figures, known):
        _refuse_twin(page, modified)
        modified[page.href] = page.modified
        html = renderer.render(page)
        if page.path in editions:
            edition = editions[page.path]
            figures = art.figures[edition.id].values()
            printed = _printed(page, html, edition, figures)
            prints.keep(edition.id, printed)
            entries[page.href] = printed.entry
            yield from printed.files.items()
        else:
            yield page.path, html
    for figure in art.figures.get(FORECASTS, {}).values():
        yield from _figure_files(figure, CSV).items()
    yield from _indexes(publication, modified, entries)


def _refuse_twin(page: Page, modified: Mapping[str, date]) -> None:
    if page.href in modified:
        path = Path("content/pages") / f"{page.href.removesuffix('/')}.md"
        hint = "Give the file another name."
        raise ContentError([Problem(path, f"The site has another page at /{page.href}.", hint)])


def _printed(page: Page, html: str, edition: Edition, figures: Iterable[Figure]) -> Printed:
    files = {page.path: html}
    for figure in figures:
        files |= _figure_files(figure, f"editions/{edition.id}/figures/{figure.id}.csv")
    return Printed(page.href, page.modified, feed_entry(page, edition), files)


def _figure_files(figure: Figure, csv: str) -> dict[str, str]:
    """Return a figure's data and drawings by name; none where it is missing."""
    files = {csv: figure.csv} if figure.csv else {}
    drawn = [image for image in (figure.wide, figure.narrow) if image.svg]
    return files | {image_path(figure.id, image): image.svg.decode() for image in drawn}


def _indexes(
    publication: Publication, modified: Mapping[str, date], entries: Mapping[str, Entry]
) -> Iterator[tuple[str, str]]:
    config = publication.config
    newest = [entries[href] for href in sorted(entries, reverse=True)[:ENTRIES]]
    yield "feed.xml", atom(config, newest)
    yield "feed.json", json_feed(config, newest)
    yield "sitemap.xml", sitemap(config, modified)
    yield "robots.txt", robots(config)
    yield OURS, llms(config, publication.editions)
