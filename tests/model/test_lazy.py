from __future__ import annotations

import pytest

from generator.model.lazy import Lazy


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
