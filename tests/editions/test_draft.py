from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from generator.editions.draft import compose_record
from generator.editions.publication import Publication
from generator.forecasts.resolve import NewEdition

W33 = NewEdition(
    "2026-w33", date(2026, 8, 14), datetime(2026, 8, 15, 6, tzinfo=UTC), backfilled=False
)


@pytest.mark.parametrize(
    ("last", "note", "is_fresh"),
    [
        ("2026-08-09", "", True),
        ("2026-08-08", "", False),
        ("2026-08-14", "the service did not answer", False),
    ],
)
def test_a_source_is_fresh_for_five_days_and_without_a_note(
    small: Publication, last: str, note: str, *, is_fresh: bool
) -> None:
    origins = small.ledger.origins.assign(last=last, note=note)
    known = replace(small, ledger=replace(small.ledger, origins=origins), editions=())
    sources = compose_record(known, W33).sources
    assert {source.fresh for source in sources} == {is_fresh}
