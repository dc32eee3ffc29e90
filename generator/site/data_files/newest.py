"""What does the index of data files say of a metric's newest numbers?"""

from __future__ import annotations

from typing import Any, TypeAlias

from generator.ledger.sample_size import pace, sample, windows_apart
from generator.model.metric import Metric
from generator.model.record import MissingNumbers, Numbers, SeriesNumbers, TableNumbers

MetricFields: TypeAlias = dict[str, Any]


def newest_fields(metric: Metric[...], numbers: Numbers | None) -> MetricFields:
    """Return the newest numbers with the same keys for all kinds; None is no data.

    A table's rows go by their keys, their cells by the columns; a series has percentile windows.
    `n` and `independent` count the values of a series' history and of each percentile; `sample`
    says what n counts or why there is none.
    """
    names = ("as_of", "value", "change", "percentile", "n", "independent", "every", "since")
    found: MetricFields = dict.fromkeys((*names, "percentiles", "table"))
    found["sample"] = sample(metric)
    if numbers is None:
        return {"kind": "missing", "missing": "not part of the newest edition", **found}
    if isinstance(numbers, MissingNumbers):
        return {"kind": numbers.kind, "missing": numbers.reason, **found}
    found["as_of"] = numbers.as_of.isoformat()
    shown = _series(metric, numbers) if isinstance(numbers, SeriesNumbers) else _table(numbers)
    return {"kind": numbers.kind, "missing": "", **found, **shown}


def _series(metric: Metric[...], numbers: SeriesNumbers) -> MetricFields:
    return {
        "value": numbers.value,
        "change": numbers.change,
        "percentile": numbers.percentiles[0].percentile if numbers.percentiles else None,
        "n": numbers.n,
        "independent": windows_apart(metric, numbers, numbers.n),
        "every": pace(numbers),
        "since": numbers.since.isoformat(),
        "percentiles": [
            {**p.model_dump(mode="json"), "independent": windows_apart(metric, numbers, p.n)}
            for p in numbers.percentiles
        ],
    }


def _table(numbers: TableNumbers) -> MetricFields:
    rows = numbers.rows.items()
    return {"table": {key: dict(zip(numbers.columns, row, strict=True)) for key, row in rows}}
