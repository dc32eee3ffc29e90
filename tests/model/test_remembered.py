from __future__ import annotations

import pandas as pd

from generator.model.metric import Measured, Missing
from generator.model.remembered import remembered


def test_what_was_given_for_the_same_table_is_given_again() -> None:
    asked: list[str] = []

    @remembered(8)
    def told(table: Measured, word: str) -> str:
        asked.append(word)
        return f"{word} {'' if isinstance(table, Missing) else len(table)}".strip()

    table = pd.DataFrame({"value": [1.0]})
    assert [told(table, "a"), told(table, "a"), told(table, "b")] == ["a 1", "a 1", "b 1"]
    assert told(Missing("gone"), "c") == told(Missing("gone"), "c") == "c"
    assert asked == ["a", "b", "c"]


def test_an_equal_table_is_another_one() -> None:
    length = remembered(8)(len)
    first, second = pd.DataFrame({"value": [1.0]}), pd.DataFrame({"value": [1.0, 2.0]})
    assert (length(first), length(second), length(first.copy())) == (1, 2, 1)


def test_only_so_many_are_remembered() -> None:
    asked: list[object] = []
    double = remembered(1)(lambda word: asked.append(word) or word * 2)
    assert [double("a"), double("b"), double("a")] == ["aa", "bb", "aa"]
    assert asked == ["a", "b", "a"]
