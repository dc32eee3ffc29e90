"""What do programs read about a metric? Its unit, newest numbers, sources and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from generator.editions.publication import Publication
from generator.model.metric import Metric
from generator.model.series import Families, family_of, source_name, tables_behind
from generator.site.data_files.newest import newest_fields
from generator.site.pages.inputs import origins_of

MetricFields: TypeAlias = dict[str, Any]
# Raw table -> its row in the ledger's origins.
KnownOrigins: TypeAlias = Mapping[str, Mapping[str, str]]


def metrics_described(
    publication: Publication, metrics: Iterable[Metric[...]]
) -> list[MetricFields]:
    """Return the description of each metric, for its own file and the index."""
    rows = origins_of(publication.ledger, publication.editions[-1].id).astype(str)
    known = dict(zip(rows.index, rows.to_dict("records"), strict=True))
    return [_metric(publication, metric, known) for metric in metrics]


def _metric(publication: Publication, metric: Metric[...], known: KnownOrigins) -> MetricFields:
    base = publication.config.base_url
    origins = [
        found
        for name in metric.inputs
        for found in _origins(base, name, publication.families, known)
    ]
    return {
        "id": metric.id,
        "section": metric.section,
        "label": metric.label,
        "unit": metric.unit,
        "decimals": metric.decimals,
        "inputs": list(metric.inputs),
        "sources": sorted({origin["source"] for origin in origins}),
        "origins": origins,
        **newest_fields(metric, publication.editions[-1].record.numbers.get(metric.id)),
        "page": f"{base}metrics/{metric.id}/",
        "csv": f"{base}data/metrics/{metric.id}.csv",
        "json": f"{base}data/metrics/{metric.id}.json",
    }


def _origins(
    base: str, name: str, families: Families, known: KnownOrigins
) -> Iterator[MetricFields]:
    """Give the raw tables or cited facts behind an input; none where the fetch did not give it."""
    family = family_of(name, families)
    if family.form == "facts":
        url = f"{base}{family.address(name)}"
        nothing = dict.fromkeys(("fetched_at", "first", "last", "rows"))
        yield {
            "input": name,
            "source": family.source,
            "name": family.publisher,
            "url": url,
            **nothing,
        }
        return
    for row in (known[table] for table in tables_behind(name, families, known)):
        yield {
            "input": name,
            "source": row["source"],
            "name": source_name(row["source"], families),
            "url": row["url"] if row["url"].startswith("https://") else None,
            **{key: row[key] for key in ("fetched_at", "first", "last")},
            "rows": int(row["rows"]),
        }
