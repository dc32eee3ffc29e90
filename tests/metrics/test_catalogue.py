from __future__ import annotations

import re

import pytest

from generator.metrics.catalogue import METRICS
from generator.model.metric import Metric


def test_no_two_metrics_share_an_address() -> None:
    assert len({metric.id for metric in METRICS}) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_every_metric_explains_itself(metric: Metric[...]) -> None:
    assert re.fullmatch("[a-z0-9_]+", metric.id)
    assert metric.definition.endswith(".")
    assert metric.formula
    assert metric.pitfalls
    names = [column.name for column in metric.columns]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_a_column_of_numbers_says_where_its_count_stands(metric: Metric[...]) -> None:
    names = {column.name for column in metric.columns}
    for column in metric.columns:
        assert column.n in {*names, "", "n"} or isinstance(column.n, int)
        assert column.independent in {*names, "", "independent"}
