from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from generator.ledger.table import Lazy, LedgerTable
from generator.model.metric import Measured, Missing

W31, W32, W33 = date(2026, 7, 31), date(2026, 8, 7), date(2026, 8, 14)


def table() -> LedgerTable:
    rows = [
        ("2026-08-07", "small", 1.0),
        ("2026-08-07", "large", 2.0),
        ("2026-08-14", "small", 3.0),
    ]
    return LedgerTable.of(pd.DataFrame(rows, columns=["as_of", "row", "value"]))


def values(measured: Measured) -> dict[str, float]:
    assert isinstance(measured, pd.DataFrame)
    return {str(row): float(value) for row, value in measured["value"].items()}


def test_a_block_holds_until_a_later_one_replaces_it() -> None:
    assert values(table().block(W32)) == {"small": 1.0, "large": 2.0}
    assert values(table().block(W33)) == {"small": 3.0}
    assert table().block(W31) == Missing("not measured yet")


def test_a_table_of_fewer_rows_knows_no_later_block() -> None:
    known = table().first(2)
    assert values(known.block(W33)) == {"small": 1.0, "large": 2.0}
    assert len(known.rows) == known.count == 2
    assert table().first(0).block(W33) == Missing("not measured yet")


def test_editions_that_knew_the_same_block_share_it() -> None:
    whole = table()
    assert whole.first(2).block(W32) is whole.first(2).block(W33) is whole.block(W32)
    assert values(whole.block(W33)) == {"small": 3.0}
    assert values(whole.first(2).block(W33)) == {"small": 1.0, "large": 2.0}


def test_a_value_is_read_when_it_is_asked_for_and_once() -> None:
    read: list[str] = []
    values = Lazy({"a": "1", "b": "2"}, lambda name: read.append(name) or name.upper())
    assert (list(values), len(values), "a" in values, "c" in values) == (["a", "b"], 2, True, False)
    assert read == []
    assert (values["a"], values["a"], values.get("c")) == ("A", "A", None)
    assert read == ["a"]


def test_an_unknown_name_is_not_read() -> None:
    with pytest.raises(KeyError, match="c"):
        Lazy({}, str.upper)["c"]
