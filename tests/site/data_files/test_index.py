from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.editions.publication import Publication
from generator.model.record import Record
from generator.site.data_files.metrics import measured_csv, measurements
from tests.sites.publication import METRICS, data_files, multiple, ratio, windows

BASE = "https://example.org/outlook/"


@pytest.fixture(scope="module")
def files(small: Publication) -> dict[str, bytes]:
    return data_files(small)


@pytest.fixture(scope="module")
def index(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["data/index.json"]))


def test_every_edition_and_metric_has_its_files(files: dict[str, bytes]) -> None:
    metrics = [f"data/metrics/{m.id}.{kind}" for m in METRICS for kind in ("csv", "json")]
    editions = ["data/editions/2026-w32.json", "data/editions/2026-w33.json"]
    others = ["data/latest.json", "data/claims.json", "data/index.json", "data/facts/fees.csv"]
    others += ["data/scoreboard.csv", "data/revisions.csv", "data/forecasts.json"]
    schemas = [f"schemas/{name}-1.json" for name in ("claims", "forecasts", "record")]
    assert sorted(files) == sorted(metrics + editions + others + schemas)


def test_an_editions_file_is_its_record_and_where_it_is(
    files: dict[str, bytes], small: Publication
) -> None:
    found = json.loads(files["data/editions/2026-w33.json"])
    around = {name: found.pop(name) for name in ("title", "permalink", "corrections")}
    assert Record.model_validate(found) == small.editions[1].record
    assert around["permalink"] == f"{BASE}editions/2026-w33/"
    assert around["title"] == "Small caps & their lead"
    assert [correction["date"] for correction in around["corrections"]] == ["2026-08-20"]
    assert files["data/latest.json"] == files["data/editions/2026-w33.json"]


def test_an_edition_without_corrections_says_so(files: dict[str, bytes]) -> None:
    assert json.loads(files["data/editions/2026-w32.json"])["corrections"] == []


def test_a_claim_has_its_rule_verdict_and_history(files: dict[str, bytes]) -> None:
    claims = json.loads(files["data/claims.json"])
    assert (claims["edition"], claims["as_of"]) == ("2026-w33", "2026-08-14")
    first, second = claims["claims"]
    assert first["id"] == "C01"
    assert first["rule"]["supported"] == {"sign": ">", "number": 2.0}
    assert first["test"].startswith("For the lead of small caps this year: supported if more than")
    assert first["verdict"]["word"] == "supported"
    assert first["verdict"]["evidence"][0]["value"] == 4.25
    assert first["verdict"]["evidence"][0]["sample"] == "a single figure"
    assert [(week["edition"], week["word"]) for week in first["history"]] == [
        ("2026-w32", "supported"), ("2026-w33", "supported"),
    ]  # fmt: skip
    assert first["mechanism_test"] is None
    assert second["resolves_on"] == "2026-12-31"
    assert second["verdict"]["word"] == "not testable"


def test_a_claim_that_no_edition_judged_has_no_verdict(small: Publication) -> None:
    new = small.claims[0].model_copy(update={"id": "C43"})
    files = data_files(replace(small, claims=(new,)))
    (claim,) = json.loads(files["data/claims.json"])["claims"]
    assert (claim["verdict"], claim["history"]) == (None, [])


def test_the_index_lists_editions_with_their_files(index: dict[str, Any]) -> None:
    older, newer = index["editions"]
    assert older["verdicts"] == {"C01": "supported", "C42": "not testable"}
    assert newer["published_at"] == "2026-08-15T06:00:00Z"
    assert newer["json"] == f"{BASE}data/editions/2026-w33.json"
    assert [source["source"] for source in index["sources"]] == ["fred", "yahoo"]


def test_the_index_lists_metrics_with_their_newest_numbers(index: dict[str, Any]) -> None:
    series, table, missing = index["metrics"]
    # Week 59 of 100 + 0.25 i - 0.5 (i mod 7): 100 + 14.75 - 1.5 = 113.25; a week before, 113.5.
    assert (series["value"], series["change"], series["n"]) == (113.25, -0.25, 60)
    # Of 60 values only those of weeks 56 (114), 57 (113.75) and 58 (113.5) are above.
    assert series["percentile"] == 95.0
    assert (series["as_of"], series["kind"]) == ("2026-08-14", "series")
    assert (table["kind"], table["value"], table["as_of"]) == ("table", None, "2026-08-14")
    assert (missing["kind"], missing["missing"]) == ("missing", "no free source of earnings")
    assert missing["sources"] == ["facts", "fred"]
    assert series["sources"] == ["yahoo"]
    assert set(series) == set(table) == set(missing)


def test_the_index_says_where_each_number_comes_from(index: dict[str, Any]) -> None:
    series, _, missing = index["metrics"]
    (iwm,) = series["origins"]
    assert (iwm["input"], iwm["source"], iwm["name"]) == ("IWM", "yahoo", "Yahoo Finance")
    assert (iwm["fetched_at"], iwm["last"]) == ("2026-08-14T22:00:00+00:00", "2026-08-14")
    facts, rate = missing["origins"]
    assert (facts["source"], facts["url"]) == ("facts", f"{BASE}data/facts/fees.csv")
    assert facts["fetched_at"] is None
    assert rate["source"] == "fred"


def test_the_index_has_all_windows_and_rows(index: dict[str, Any]) -> None:
    series, table, missing = index["metrics"]
    assert [(p["n"], p["percentile"]) for p in series["percentiles"]] == [(60, 95.0)]
    assert table["table"]["ytd"]["value"] == 4.25
    assert table["table"]["m12"]["value"] is None
    assert (series["table"], table["percentiles"], missing["table"]) == (None, None, None)


def test_a_metric_that_is_newer_than_the_edition_is_missing(small: Publication) -> None:
    later = replace(small, metrics=(*METRICS, replace(ratio, id="later")))
    files = data_files(later)
    found = json.loads(files["data/metrics/later.json"])
    assert (found["missing"], found["rows"]) == ("not part of the newest edition", [])


def test_a_series_file_has_every_week(files: dict[str, bytes], small: Publication) -> None:
    rows = list(csv.reader(io.StringIO(files["data/metrics/ratio.csv"].decode())))
    assert rows[0] == ["date", "value"]
    assert rows[-1] == ["2026-08-14", "113.25"]
    assert len(rows) == 1 + len(small.ledger.series["ratio"])
    found = json.loads(files["data/metrics/ratio.json"])
    assert found["rows"][-1] == ["2026-08-14", 113.25]
    assert [column["name"] for column in found["columns"]] == ["date", "value"]


def test_a_table_file_has_every_week_with_gaps_as_no_data(files: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(files["data/metrics/windows.csv"].decode())))
    assert rows == [
        ["as_of", "row", "label", "start", "value"],
        ["2026-08-07", "ytd", "Year to date", "2025-12-31", "3.5"],
        ["2026-08-07", "m12", "12 months", "2025-08-14", ""],
        ["2026-08-14", "ytd", "Year to date", "2025-12-31", "4.25"],
        ["2026-08-14", "m12", "12 months", "2025-08-14", ""],
    ]
    assert json.loads(files["data/metrics/windows.json"])["rows"][1][-1] is None


def test_the_cited_facts_are_files_too(files: dict[str, bytes], index: dict[str, Any]) -> None:
    assert files["data/facts/fees.csv"].decode().splitlines() == [
        "ticker,ratio_pct,known_on,status",
        "IWM,0.19,2026-01-05,published",
        "VTWO,,2026-01-12,published",
    ]
    assert index["facts"] == [{"id": "fees", "csv": f"{BASE}data/facts/fees.csv"}]


def test_what_is_measured_but_not_published_stays_inside(small: Publication) -> None:
    # The first edition alone: the ledger holds one week more than it.
    known = small.ledger_of(small.editions[0])
    assert measurements(known, ratio)[1][-1][0] == "2026-08-07"
    assert {row[0] for row in measurements(known, windows)[1]} == {"2026-08-07"}


def test_a_metric_that_was_never_measured_has_a_head_and_no_rows(small: Publication) -> None:
    columns, rows = measurements(small.ledger, multiple)
    assert rows == []
    assert measured_csv(columns, rows) == b"as_of,row\n"
    assert small.editions[0].record.as_of == date(2026, 8, 7)
