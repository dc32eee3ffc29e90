from __future__ import annotations

from dataclasses import replace

import pandas as pd

from generator.editions.publication import Publication, edition_summaries
from generator.ledger.ledger import REVISIONS
from generator.site.data_files.index import revisions_csv, scoreboard_csv


def verdicts(publication: Publication) -> list[str]:
    summaries = edition_summaries(publication.editions)
    return scoreboard_csv(publication.claims, summaries).decode().splitlines()


def test_every_verdict_of_every_edition_is_a_row(small: Publication) -> None:
    rows = verdicts(small)
    assert rows[0] == "edition,as_of,claim,kind,section,word,leaning,mechanism,as_stated"
    assert len(rows) == 1 + 2 * 2
    assert rows[-2:] == [
        "2026-w33,2026-08-14,C01,present,working,supported,,,unsourced",
        "2026-w33,2026-08-14,C42,forward,cheap,not testable,,,ok",
    ]


def test_a_claim_without_a_file_has_no_kind_and_no_row(small: Publication) -> None:
    rows = verdicts(replace(small, claims=small.claims[:1]))
    assert {row.split(",")[2] for row in rows[1:]} == {"C01"}


def test_revisions_are_those_that_the_newest_edition_knew(small: Publication) -> None:
    later = pd.DataFrame(
        [("ratio", "2026-08-07", "113", "114", "0.9", "2026-08-21")], columns=list(REVISIONS)
    )
    ledger = replace(small.ledger, revisions=later)
    # The newest record knows no revision: one that is measured after it is not published yet.
    known = revisions_csv(replace(small, ledger=ledger)).decode().splitlines()
    assert known == [",".join(REVISIONS)]
