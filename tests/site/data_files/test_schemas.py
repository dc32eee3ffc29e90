from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.editions.publication import Publication
from generator.site.data_files.forecasts import ForecastsFile
from generator.site.data_files.schemas import MODELS, schemas
from tests.forecasts.writing import forecast, friday, log_of, moment, resolution, resolved, update
from tests.sites.publication import data_files

BASE = "https://example.org/outlook/"


@pytest.fixture(scope="module")
def files(small: Publication) -> dict[str, bytes]:
    return data_files(small)


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, Any]]:
    """The schemas as they stand on the site, by their path."""
    return {path: json.loads(text) for path, text in schemas(BASE).items()}


def closed(name: str) -> Draft202012Validator:
    """A validator that knows all keys and lets no other pass."""
    return validator(MODELS[name].model_json_schema(mode="serialization"))


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("record", "data/editions/2026-w32.json"),
        ("record", "data/latest.json"),
        ("claims", "data/claims.json"),
        ("forecasts", "data/forecasts.json"),
    ],
)
def test_a_published_file_has_the_keys_of_its_schema_and_no_others(
    files: dict[str, bytes], name: str, path: str
) -> None:
    assert list(closed(name).iter_errors(json.loads(files[path]))) == []


def test_forecasts_of_every_state_have_the_keys_of_their_schema(small: Publication) -> None:
    changed = [forecast(), update(friday(1), 0.9), resolution(outcome="void")]
    late = moment(friday(4))
    left_open = forecast(2, created_at=late, horizon_start=friday(4), resolves_on=friday(9))
    for book in (log_of(*changed, left_open), resolved([True, False] * 50)):
        built = data_files(replace(small, forecasts=book))["data/forecasts.json"]
        assert list(closed("forecasts").iter_errors(json.loads(built))) == []
        assert ForecastsFile.model_validate_json(built).file == book.lines


def test_a_schema_describes_each_attribute_where_it_stands(
    published: dict[str, dict[str, Any]],
) -> None:
    record = published["schemas/record-1.json"]
    assert record["description"].startswith("An edition's record with what readers see")
    verdict = record["$defs"]["Verdict"]
    assert verdict["description"] == "The judgement of a claim as of an edition."
    leaning = verdict["properties"]["leaning"]["description"]
    assert leaning == "for a pending claim, what its rule says today."
    assert "Attributes:" not in json.dumps(published)


def test_the_schemas_are_valid_and_say_where_they_belong(
    published: dict[str, dict[str, Any]],
) -> None:
    assert {path: schema["$id"] for path, schema in published.items()} == {
        path: f"{BASE}{path}" for path in published
    }
    assert set(published) == {
        f"schemas/{name}-1.json" for name in ("record", "claims", "forecasts")
    }
    for schema in published.values():
        Draft202012Validator.check_schema(schema)


def test_a_later_version_may_add_keys_anywhere(
    files: dict[str, bytes], published: dict[str, dict[str, Any]]
) -> None:
    claims = json.loads(files["data/claims.json"])
    claims["new"] = claims["claims"][0]["new"] = claims["claims"][0]["rule"]["new"] = 1
    assert list(closed("claims").iter_errors(claims))
    assert validator(published["schemas/claims-1.json"]).is_valid(claims)


@pytest.mark.parametrize(
    "broken",
    [
        {"as_of": "14 August"},
        {"edition": 33},
        {"verdicts": [{"claim": "C01"}]},
        {"numbers": {"ratio": {"kind": "series", "value": "high"}}},
    ],
)
def test_a_broken_record_does_not_pass(
    files: dict[str, bytes], published: dict[str, dict[str, Any]], broken: dict[str, Any]
) -> None:
    record = json.loads(files["data/latest.json"])
    assert validator(published["schemas/record-1.json"]).is_valid(record)
    assert not validator(published["schemas/record-1.json"]).is_valid({**record, **broken})
