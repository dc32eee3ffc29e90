"""Composing a new edition: its record, from the ledger as it was known on its date."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from generator import __version__
from generator.charts.kit.drawing import figure_text
from generator.claims.claim import judge
from generator.editions.change import most_telling
from generator.editions.comparison import changes
from generator.editions.headline import LINES, edition_title, summary_lines
from generator.editions.publication import Edition, Publication
from generator.editions.record_file import part_hashes, record_text
from generator.forecasts.resolve import NewEdition, forecast_state
from generator.ledger.files import ledger_files
from generator.ledger.ledger import Ledger
from generator.ledger.live_values import LiveValues
from generator.ledger.percentiles import edition_numbers
from generator.model.files import sha256_of
from generator.model.record import FigureText, LedgerFile, Record, SourceState

# A source whose newest table ends this many calendar days before the as-of date is not fresh.
FRESH_DAYS = 5


def compose_record(
    publication: Publication,
    edition: NewEdition,
    files: Mapping[str, LedgerFile] | None = None,
) -> Record:
    """Return what an edition says, sealed with the hashes of its parts; see `draft_record`."""
    record = draft_record(publication, edition, files)
    return record.model_copy(update={"hashes": part_hashes(record.model_dump(mode="json"))})


def draft_record(
    publication: Publication,
    edition: NewEdition,
    files: Mapping[str, LedgerFile] | None = None,
) -> Record:
    """Return what an edition says, from the ledger as it was known on its date.

    `files` is what is known of the ledger's files; without it their text is hashed.
    """
    as_of = edition.as_of
    numbers = edition_numbers(publication.ledger, publication.metrics, as_of)
    values = LiveValues(publication.metrics, numbers)
    earlier = publication.editions[-1].record if publication.editions else None
    before = {verdict.claim: verdict for verdict in earlier.verdicts} if earlier else {}
    verdicts = tuple(judge(c, values, as_of, before.get(c.id)) for c in publication.claims)
    sources = _sources(publication.ledger, edition.id, as_of)
    record = Record(
        edition=edition.id,
        as_of=as_of,
        published_at=edition.published_at,
        backfilled=edition.backfilled,
        vintage=max(source.fetched_at for source in sources),
        generator=__version__,
        headline=edition_title(values, verdicts),
        sources=sources,
        numbers=numbers,
        verdicts=verdicts,
        figures=_figure_texts(publication, as_of),
        summary=(),
        forecasts=forecast_state(publication.forecasts, edition),
        ledger=dict(files or ledger_files(publication.ledger)),
        previous=publication.editions[-1].digest if publication.editions else "",
    )
    return record.model_copy(update=_sentences(record, earlier, publication))


def with_record(publication: Publication, record: Record) -> Publication:
    """Return the publication with one more edition, which has no commentary of its own yet."""
    digest = sha256_of(record_text(record))
    edition = Edition(record.edition, record, digest, record.headline, None, {})
    return replace(publication, editions=(*publication.editions, edition))


def _sentences(
    record: Record, earlier: Record | None, publication: Publication
) -> dict[str, tuple[str, ...]]:
    """Return what a record says in sentences: its summary and the most telling changes."""
    all_changes = changes(earlier, record, publication.metrics) if earlier else None
    values = LiveValues(publication.metrics, record.numbers)
    lines = summary_lines(values, record.verdicts, all_changes)
    return {
        "summary": tuple(lines[name] for name in LINES),
        "changes": tuple(change.text for change in most_telling(all_changes or ())),
    }


def _figure_texts(publication: Publication, as_of: date) -> dict[str, FigureText]:
    measured = publication.ledger.measurement
    return {
        chart.id: figure_text(chart, [measured(name, as_of) for name in chart.metrics], as_of)
        for chart in publication.charts
    }


def _sources(ledger: Ledger, edition: str, as_of: date) -> tuple[SourceState, ...]:
    vintage = ledger.weeks.loc[ledger.weeks["edition"] == edition, "vintage"].iloc[-1]
    origins = ledger.origins.loc[ledger.origins["vintage"] == vintage].to_dict("records")
    by_source = groupby(sorted(origins, key=itemgetter("source")), key=itemgetter("source"))
    return tuple(_source(name, list(tables), as_of) for name, tables in by_source)


def _source(name: str, tables: list[dict[Hashable, str]], as_of: date) -> SourceState:
    last = min(date.fromisoformat(max(table["last"] for table in tables)), as_of)
    notes = list(dict.fromkeys(table["note"] for table in tables if table["note"]))
    return SourceState(
        source=name,
        fresh=(as_of - last).days <= FRESH_DAYS and not notes,
        fetched_at=datetime.fromisoformat(max(table["fetched_at"] for table in tables)),
        last=last,
        tables=len(tables),
        sha256=sha256_of("".join(table["sha256"] for table in tables)),
        note="; ".join(notes),
    )
