"""The build: read what is published, make what changed, write the site aside, then swap it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copyfile

from generator.editions.publication import EditionSummary, Publication, record_summary
from generator.model.errors import ConfigError, ContentError, Mistakes
from generator.model.files import replaced
from generator.model.forks import WORKERS, in_forks
from generator.site.artwork import Artwork, artwork
from generator.site.cache import KeptPart, SiteCache, SiteKeys, site_keys
from generator.site.feeds import ENTRIES, FeedEntry, feed_files
from generator.site.parts import Part, part_maker
from generator.site.renderer import Renderer

# Of the old site, what git keeps; everything else is built anew.
KEPT = ".gitignore"
# Every site that we built has this file, and hardly any other folder does.
OURS = "llms.txt"
# Fewer parts are not worth another process.
FEW = 4


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote; `changed` counts new files and those with other bytes than before."""

    pages: int
    files: int
    bytes: int
    changed: int


def build(
    publication: Publication,
    templates: Path,
    out: Path,
    cache: Path,
    pictures: Artwork | None = None,
) -> BuildReport:
    """Build a site into a folder, all or nothing: where a build fails, the old site stays.

    What the cache holds is neither drawn nor made again. ContentError lists all mistakes.
    """
    if not publication.editions:
        raise ConfigError("No edition is published yet. Run `outlook backfill` or `publish` first.")
    _refuse_foreign(out)
    kept, keys = SiteCache(cache / "site"), site_keys(publication, templates)
    pictures = pictures or artwork(publication, cache)
    summaries = _summaries(publication, kept, keys)
    places = {keys.edition(place): place for place in range(len(publication.issues))}
    stale = [place for key, place in places.items() if kept.part(key) is None]
    pictures.draw([publication.issues[place].id for place in stale])
    maker = part_maker(publication, summaries, pictures, templates, cache / "templates")
    makes: dict[str, Callable[[], Part]] = {
        **{key: partial(maker.edition, place) for key, place in places.items()},
        **{keys.metrics(section): partial(maker.metrics, section) for section in maker.sections},
        **{keys.data(section): partial(maker.data, section) for section in maker.sections},
    }
    parts, rest = _parts(makes, maker.rest, kept)
    files: dict[str, bytes | Path] = {
        **_linked(parts, kept),
        **rest.files,
        **indexes(publication, [*parts, rest], maker.renderer),
    }
    with replaced(out) as new:
        report = _write(files, new, out)
        if (out / KEPT).exists():
            (new / KEPT).write_bytes((out / KEPT).read_bytes())
    kept.finish()
    return report


def indexes(
    publication: Publication, parts: Iterable[Part | KeptPart], renderer: Renderer
) -> dict[str, bytes]:
    """Return what tells programs about the pages; the parts of editions come oldest first."""
    modified, entries = dict[str, date](), list[FeedEntry]()
    for part in parts:
        modified |= part.modified
        entries += [part.entry] if part.entry else []
    newest = entries[: -ENTRIES - 1 : -1]
    texts = feed_files(publication, newest, modified, renderer)
    return {path: text.encode() for path, text in texts}


def _summaries(publication: Publication, kept: SiteCache, keys: SiteKeys) -> list[EditionSummary]:
    """Return all editions in short; only a record that is not known yet is read."""
    found = []
    for place, issue in enumerate(publication.issues):
        key = keys.record(issue)
        record = kept.record(key) or record_summary(publication.editions[place].record)
        kept.add_record(key, record)
        title = issue.document.front.title if issue.document else record.headline
        found.append(EditionSummary(issue.id, record, title, issue.document))
    return found


def _parts(
    makes: Mapping[str, Callable[[], Part]], rest: Callable[[], Part], kept: SiteCache
) -> tuple[list[KeptPart], Part]:
    """Return all parts, those that are not kept made now; ContentError lists all mistakes."""
    parts = {key: kept.part(key) for key in makes}
    stale = [key for key, part in parts.items() if part is None]
    tasks = [partial(_attempt, makes[key], kept) for key in stale]
    made = in_forks(tasks, WORKERS if len(stale) > FEW else 1)
    mistakes = Mistakes()
    for key, part in zip(stale, made, strict=True):
        with mistakes.gathered():
            if isinstance(part, ContentError):
                raise part
            parts[key] = part
            kept.add(key, part)
    with mistakes.gathered():
        others = rest()
    mistakes.report()
    return [part for part in parts.values() if part], others


def _attempt(make: Callable[[], Part], kept: SiteCache) -> KeptPart | ContentError:
    """Return a part whose files are written, or what is wrong in its texts."""
    try:
        return kept.keep(make())
    except ContentError as error:
        return error


def _linked(parts: Iterable[KeptPart], kept: SiteCache) -> dict[str, Path]:
    """Return the finished files by site path: equal drawings of several editions are one."""
    return {name: kept.path(file) for part in parts for name, file in part.files.items()}


def _refuse_foreign(out: Path) -> None:
    names = {path.name for path in out.iterdir()} - {KEPT} if out.exists() else set()
    if names and OURS not in names:
        raise ConfigError(f"{out} holds files but no site of ours. Move them or build elsewhere.")


def _write(files: Mapping[str, bytes | Path], new: Path, old: Path) -> BuildReport:
    size, changed, folders = 0, 0, set[Path]()
    for name, content in files.items():
        path = new / name
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        _put(content, path)
        size += path.stat().st_size
        changed += not _is_same(path, old / name)
    pages = sum(name.endswith(".html") for name in files)
    return BuildReport(pages, len(files), size, changed)


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
