from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from generator.content.commentary import Correction, EditionFront, PageFront


def test_an_edition_carries_its_corrections() -> None:
    given = {"date": "2026-08-20", "text": " A sign was wrong. "}
    front = EditionFront.model_validate({"title": "t", "summary": "s", "corrections": [given]})
    assert front.corrections == (Correction(date=date(2026, 8, 20), text="A sign was wrong."),)


@pytest.mark.parametrize("summary", ["", "  ", "x" * 161])
def test_a_summary_is_neither_empty_nor_longer_than_a_search_result(summary: str) -> None:
    with pytest.raises(ValidationError):
        PageFront(title="t", summary=summary)
    assert PageFront(title="t", summary="x" * 160)
