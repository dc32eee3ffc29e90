from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.content.commentary import (
    CommentaryFront,
    Correction,
    EditionFront,
    PageFront,
    premise_holds,
)
from generator.ledger.live_values import LiveValues
from generator.model.errors import ContentError
from generator.model.front_matter import read_document


def test_an_edition_carries_its_corrections() -> None:
    given = {"date": "2026-08-20", "text": " A sign was wrong. "}
    front = EditionFront.model_validate({"title": "t", "summary": "s", "corrections": [given]})
    assert front.corrections == (Correction(date=date(2026, 8, 20), text="A sign was wrong."),)


@pytest.mark.parametrize("summary", ["", "  ", "x" * 161])
def test_a_summary_is_neither_empty_nor_longer_than_a_search_result(summary: str) -> None:
    with pytest.raises(ValidationError):
        PageFront(title="t", summary=summary)
    assert PageFront(title="t", summary="x" * 160)


@pytest.mark.parametrize(
    ("premise", "expected"),
    [
        ("policy_rate < 4", True),  # 3.63
        ("policy_rate >= 3.63", True),
        ("policy_rate > 3.63", False),
        ("policy_rate<=3.62", False),
        ("policy_rate.change < -0.2", True),  # -0.25
        ("policy_rate.change > −0.2", False),
        ("policy_rate.percentile > +60", True),
        ("spread < 1", None),
        ("policy_rate.date > 1", None),
        ("unknown > 1", None),
    ],
)
def test_a_premise_holds_or_is_overturned_or_cannot_be_told(
    values: LiveValues, premise: str, expected: object
) -> None:
    assert premise_holds(premise, values) is expected


@pytest.mark.parametrize("premise", ["policy_rate", "policy_rate == 4", "1 < policy_rate", "a < b"])
def test_anything_but_a_comparison_with_a_number_is_a_mistake_at_its_line(
    tmp_path: Path, premise: str
) -> None:
    path = tmp_path / "rates.md"
    path.write_text(f'---\npremises:\n  - "{premise}"\n---\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_document(path, CommentaryFront)
    assert str(caught.value).startswith(f"{path}:3:5: ")
    assert "write a premise as `live.name < number`" in str(caught.value)
