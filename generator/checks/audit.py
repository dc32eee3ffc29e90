"""The audit: proofs that what was published is still what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from generator.checks.finding import AuditFinding, Proof, require
from generator.checks.ledger import prove_ledger
from generator.checks.measured import prove_measured
from generator.checks.numbers import prove_numbers, together
from generator.checks.pages import SiteShare, compare_share, is_built, prove_pages
from generator.checks.records import Filed, prove_records, read_filed, readable
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
    filed = read_filed(paths.content)
    yield from _unchanged(paths, catalogue, filed)
    try:
        publication = read_publication(paths, catalogue, read=partial(readable, filed))
        publication = replace(publication, editions=tuple(publication.editions))
    except OutlookError as error:
        message = f"Pages and numbers cannot be checked before this is mended: {error}"
        yield Proof("publication", "", (AuditFinding(paths.content, message),))
        return
    if publication.editions:
        yield from _derived(publication, paths, filed)
        if with_snapshot:
            snapshot = read_snapshot(paths.snapshot)
            yield prove_measured(publication, filed, snapshot, paths.data)


def _derived(publication: Publication, paths: Paths, filed: Mapping[str, Filed]) -> Iterator[Proof]:
    """Give the proofs about pages and numbers; many editions are shared between processes."""
    count = len(publication.editions)
    workers = WORKERS if count > CHUNK else 1
    chunks = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    compare = partial(compare_share, publication, paths.templates, paths.site, paths.cache)
    shares = [partial(compare, (at, workers)) for at in range(workers) if is_built(paths.site)]
    numbers = [partial(prove_numbers, publication, filed, chunk) for chunk in chunks]
    tasks: list[Callable[[], SiteShare | Proof]] = [*shares, *numbers]
    found = in_forks(tasks, workers)
    compared = [one for one in found if isinstance(one, SiteShare)]
    yield prove_pages(publication, paths.templates, paths.site, compared)
    yield together([one for one in found if isinstance(one, Proof)])


def require_unchanged(paths: Paths, catalogue: Catalogue) -> None:
    """Let pass a publication whose records and ledger are as published; LedgerError lists the rest."""
    require(_unchanged(paths, catalogue, read_filed(paths.content)))


def require_same(paths: Paths, publication: Publication, week: str) -> None:
    """Let pass a published week that comes out of the ledger again as it was recorded."""
    place = [edition.id for edition in publication.editions].index(week)
    require([prove_numbers(publication, read_filed(paths.content), [place])])


def _unchanged(paths: Paths, catalogue: Catalogue, filed: Mapping[str, Filed]) -> Iterator[Proof]:
    records = [one.record for one in filed.values() if one.record]
    yield prove_records(paths.content, filed)
    yield prove_ledger(paths.data, records, (metric.id for metric in catalogue.metrics))
