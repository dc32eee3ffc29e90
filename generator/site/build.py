"""How do pages, pictures and data become a folder? Written aside, then swapped in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from generator.charts.card import card_png, card_svg, forget_cards
from generator.charts.figures.calibration import calibration
from generator.charts.kit.drawing import Figure
from generator.charts.render import FigureJob, render_figures
from generator.editions.publication import Publication
from generator.forecasts.scores import summary
from generator.model.errors import ConfigError
from generator.model.folders import replaced
from generator.model.formatting import day
from generator.model.lazy import Lazy
from generator.site.feeds import ENTRIES, atom, json_feed, llms, robots, sitemap
from generator.site.pages.forecast import FORECASTS
from generator.site.pages.verdicts import tally, week_name
from generator.site.press import Artwork, Press, Printed, picture_sheet, print_all, set_up

# Of the old site, what git keeps; everything else is built anew.
KEPT = ".gitignore"
# Every site that we built has this file, and hardly any other folder does.
OURS = "llms.txt"
RELOAD = b'<script src="/livereload.js"></script></body>'
NOTHING_DRAWN = Artwork({}, {})


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
    """Build a site; what the cache holds is neither drawn nor printed again.

    The pages of a `live` site reload themselves in a preview.
    """
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    press = set_up(publication, templates, cache)
    art = artwork(publication, press, cache)
    return build_site(publication, art, press, out, live=live)


def artwork(publication: Publication, press: Press, cache: Path) -> Artwork:
    """Return all pictures; the figures that are not printed are drawn at once, others if needed."""
    places = {issue.id: place for place, issue in enumerate(publication.issues)}
    new = [e for e in places if not press.find(picture_sheet(e, NOTHING_DRAWN))]
    is_all = len(new) == len(places)
    jobs = (job for edition in new for job in _jobs(publication, places[edition]))
    drawn = render_figures(jobs, cache / "figures", is_all=is_all)
    if is_all:
        forget_cards(cache / "cards", (_card(publication, place) for place in places.values()))
    return pictures(publication, cache, drawn)


def pictures(
    publication: Publication, cache: Path, drawn: Mapping[str, Mapping[str, Figure]]
) -> Artwork:
    """Return all pictures, each found in the cache or drawn when it is asked for."""
    places = {issue.id: place for place, issue in enumerate(publication.issues)}

    def figures(name: str) -> Mapping[str, Figure]:
        if name in drawn:
            return drawn[name]
        asked = _jobs(publication, places[name]) if name in places else _forecast_jobs(publication)
        return render_figures(asked, cache / "figures").get(name, {})

    return Artwork(
        Lazy({**places, FORECASTS: None}, figures),
        Lazy(places, lambda name: card_png(_card(publication, places[name]), cache / "cards")),
    )


def build_site(
    publication: Publication, art: Artwork, press: Press, out: Path, *, live: bool = False
) -> BuildReport:
    """Build a site into a folder, all or nothing: where a build fails, the old site stays."""
    _refuse_foreign(out)
    printed = print_all(publication, art, press)
    with replaced(out) as new:
        report = _write(_files(publication, printed, press, live=live), new, out)
        if (out / KEPT).exists():
            (new / KEPT).write_bytes((out / KEPT).read_bytes())
    press.prints.finish()
    return report


def _jobs(publication: Publication, place: int) -> Iterator[FigureJob]:
    edition = publication.editions[place]
    as_of, words = edition.record.as_of, edition.record.figures
    ledger = publication.ledger_of(edition)
    for chart in publication.charts:
        measured = tuple(ledger.measurement(name, as_of) for name in chart.metrics)
        revised = tuple(ledger.revised_points(chart.metrics))
        yield FigureJob(edition.id, chart, as_of, measured, words.get(chart.id), revised)


def _forecast_jobs(publication: Publication) -> Iterator[FigureJob]:
    """Give the calibration of the desk's own forecasts, once enough of them are resolved."""
    found = summary(publication.forecasts)
    if found.calibration is not None:
        as_of = publication.editions[-1].record.as_of
        yield FigureJob(FORECASTS, calibration, as_of, (found.calibration, found.entrants))


def _card(publication: Publication, place: int) -> str:
    """Return the drawing that goes with a shared link to an edition."""
    edition = publication.editions[place]
    found = tally(edition.record.verdicts)
    lines = (
        f"{publication.config.title}, {week_name(edition)}",
        f"{found.total} claims: {found.text}",
        f"Data to {day(edition.record.as_of)}",
    )
    return card_svg(edition.title, lines)


def _refuse_foreign(out: Path) -> None:
    names = {path.name for path in out.iterdir()} - {KEPT} if out.exists() else set()
    if names and OURS not in names:
        raise ConfigError(f"{out} holds files but no site of ours. Move them or build elsewhere.")


def _files(
    publication: Publication, printed: Printed, press: Press, *, live: bool
) -> Iterator[tuple[str, bytes | Path]]:
    """Give every file of the site with its content, or with the finished file to link to."""
    for sheet in printed.sheets.values():
        for name, kept in sheet.files.items():
            path = press.prints.path(kept)
            is_live = live and name.endswith(".html")
            yield name, path.read_bytes().replace(b"</body>", RELOAD) if is_live else path
    for name, text in indexes(publication, printed):
        yield name, text.encode()


def indexes(publication: Publication, printed: Printed) -> Iterator[tuple[str, str]]:
    """Give what tells programs about the pages."""
    config, newest = publication.config, printed.entries(ENTRIES)
    yield "feed.xml", atom(config, newest)
    yield "feed.json", json_feed(config, newest)
    yield "sitemap.xml", sitemap(config, printed.modified)
    yield "robots.txt", robots(config)
    yield OURS, llms(config, publication.editions)


def _write(files: Iterator[tuple[str, bytes | Path]], new: Path, old: Path) -> BuildReport:
    sizes: dict[str, int] = {}
    folders: set[Path] = set()
    changed = 0
    for name, content in files:
        if name not in sizes:  # equal drawings of several editions share one file
            path = new / name
            if path.parent not in folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
            _put(content, path)
            sizes[name] = path.stat().st_size
            changed += not _is_same(path, old / name)
    pages = sum(name.endswith(".html") for name in sizes)
    return BuildReport(pages, len(sizes), sum(sizes.values()), changed)


def _put(content: bytes | Path, path: Path) -> None:
    """Write a file, or link it, at a tenth of the cost: an archive is nearly all old files."""
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    try:
        path.hardlink_to(content)
    except OSError:  # the cache lies on another disk
        copyfile(content, path)


def _is_same(path: Path, old: Path) -> bool:
    return old.is_file() and (path.samefile(old) or path.read_bytes() == old.read_bytes())
