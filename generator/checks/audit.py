"""The audit: proofs that what was published is still what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from generator.checks.finding import AuditFinding, Proof, require
from generator.checks.ledger import prove_ledger
from generator.checks.measured import prove_measured
from generator.checks.numbers import joined_proof, prove_numbers
from generator.checks.pages import SiteShare, compare_share, is_built, prove_pages
from generator.checks.records import RecordFile, prove_records, read_record_files, record_of
from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.publication import Publication
from generator.editions.reading import read_publication
from generator.model.errors import OutlookError
from generator.model.forks import WORKERS, in_forks
from generator.sources.snapshot import read_snapshot

# So many editions are derived at a time; fewer are not worth another process.
CHUNK = 8


def audit(paths: Paths, catalogue: Catalogue, *, with_snapshot: bool = False) -> Iterator[Proof]:
    """Give the proofs one after the other: records, ledger, pages, numbers, and raw tables if asked.

    SourceError if these are asked for and there are none.
    """
    files = read_record_files(paths.content)
    yield from _unchanged(paths, catalogue, files)
    try:
        publication = read_publication(paths, catalogue, read=partial(record_of, files))
        publication = replace(publication, editions=tuple(publication.editions))
    except OutlookError as error:
        message = f"Pages and numbers cannot be checked before this is mended: {error}"
        yield Proof("publication", "", (AuditFinding(paths.content, message),))
        return
    if publication.editions:
        yield from _derived(publication, paths, files)
        if with_snapshot:
            snapshot = read_snapshot(paths.snapshot)
            yield prove_measured(publication, files, snapshot, paths.data)


def _derived(
    publication: Publication, paths: Paths, files: Mapping[str, RecordFile]
) -> Iterator[Proof]:
    """Give the proofs about pages and numbers; many editions are shared between processes."""
    count = len(publication.editions)
    workers = WORKERS if count > CHUNK else 1
    chunks = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    compare = partial(compare_share, publication, paths.templates, paths.site, paths.cache)
    shares = [partial(compare, (at, workers)) for at in range(workers) if is_built(paths.site)]
    numbers = [partial(prove_numbers, publication, files, chunk) for chunk in chunks]
    tasks: list[Callable[[], SiteShare | Proof]] = [*shares, *numbers]
    results = in_forks(tasks, workers)
    compared = [result for result in results if isinstance(result, SiteShare)]
    yield prove_pages(publication, paths.templates, paths.site, compared)
    yield joined_proof([result for result in results if isinstance(result, Proof)])


def require_unchanged(paths: Paths, catalogue: Catalogue) -> None:
    """Let pass a publication whose records and ledger are as published; LedgerError lists the rest."""
    require(_unchanged(paths, catalogue, read_record_files(paths.content)))


def require_same(paths: Paths, publication: Publication, week: str) -> None:
    """Let pass a published week that comes out of the ledger again as it was recorded."""
    place = [edition.id for edition in publication.editions].index(week)
    require([prove_numbers(publication, read_record_files(paths.content), [place])])


def _unchanged(
    paths: Paths, catalogue: Catalogue, files: Mapping[str, RecordFile]
) -> Iterator[Proof]:
    records = [file.record for file in files.values() if file.record]
    yield prove_records(paths.content, files)
    yield prove_ledger(paths.data, records, (metric.id for metric in catalogue.metrics))
