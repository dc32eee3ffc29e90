from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pandas.tseries.offsets import BDay

from generator.model.config import read_config
from generator.model.errors import ConfigError
from generator.model.series import FAMILIES, FRED, family_of

CONTENT = Path(__file__).parents[2] / "content"
GOOD = """
title = "T"
tagline = "t"
description = "d"
base_url = "https://example.org/outlook/"
byline = "Editorial desk"
[sections]
working = "Is it working?"
[lags]
fred = { lag_days = 1, stale_days = 10 }
"fred:CPI" = { lag_days = 12, stale_days = 40 }
"""


def write(folder: Path, text: str) -> Path:
    (folder / "site.toml").write_text(text)
    return folder


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, GOOD))
    assert config.base_path == "/outlook/"
    assert config.lag("fred:CPI", FRED).lag_days == 12
    assert config.lag("fred:DGS2", FRED).lag_days == 1


def test_who_asks_is_the_title_with_the_contact(tmp_path: Path) -> None:
    contact = 'contact = "desk@example.org"\n'
    config = read_config(write(tmp_path, contact + GOOD.replace('"T"', '"Très petit"')))
    assert config.agent == "Trs petit desk@example.org"


def test_without_a_contact_nobody_asks(tmp_path: Path) -> None:
    assert read_config(write(tmp_path, GOOD)).agent == ""


def test_late_releases_are_days_by_observation(tmp_path: Path) -> None:
    late = '[lags."fred:TLM"]\nlag_days = 48\nstale_days = 50\nlate = {"2025-09-01" = 2026-01-21}\n'
    lag = read_config(write(tmp_path, GOOD + late)).lag("fred:TLM", FRED)
    assert lag.late == {date(2025, 9, 1): date(2026, 1, 21)}
    assert not lag.as_fetched


@pytest.mark.parametrize(
    "name", ["fred:TLMFGCONS", "fred:NEWORDER", "fred:PCEPILFE", "cftc:239742"]
)
def test_no_late_release_counts_as_known_before_its_usual_day(name: str) -> None:
    lag = read_config(CONTENT).lag(name, family_of(name, FAMILIES))
    assert len(lag.late) >= 6
    for observed, released in lag.late.items():
        usual = pd.Timestamp(observed) + BDay(lag.lag_days)
        assert pd.Timestamp(released) >= usual, observed


def test_no_survey_of_factories_is_known_before_it_is_out() -> None:
    config = read_config(CONTENT)
    months = pd.date_range("1990-01-01", "2035-12-01", freq="MS")
    thursdays = pd.date_range("1990-01-01", "2035-12-31", freq="WOM-3THU")
    assert (months + BDay(config.lag("fred:GACDFSA066MSFRBPHI", FRED).lag_days) > thursdays).all()
    # New York's comes on the 15th, or on the next day that is neither of a weekend nor a holiday.
    middle = months + pd.Timedelta(days=14) + BDay(0) + pd.Timedelta(days=1)
    assert (months + BDay(config.lag("fred:GACDISA066MSFRBNY", FRED).lag_days) > middle).all()


def test_the_first_edition_knew_no_factory_construction_later_than_august() -> None:
    late = read_config(CONTENT).lag("fred:TLMFGCONS", FRED).late
    first = date(2026, 1, 16)
    assert [day for day, known in late.items() if known <= first] == [date(2025, 8, 1)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("title", "titel"), ":2:1: `titel`: no setting has this name."),
        (("title", "titel"), ":1:1: `title`: it is missing."),
        (
            ("org/outlook/", "org/outlook"),
            r":5:1: `base_url`: .* Write https://name.github.io/repository/ with the slash",
        ),
        (
            ('"Editorial desk"', '"E"\ncontact = "me"'),
            ":7:1: `contact`: .* Write an e-mail address, or leave it empty.",
        ),
        (("working", "weather"), ":8:1: `sections.weather`: "),
        (("lag_days = 1,", "lag_days = -1,"), ":10:1: `lags.fred.lag_days`: .* or equal to 0."),
        (("lag_days = 12", "lag_days = -1"), ":11:1: `lags.fred:CPI.lag_days`: "),
        (('"T"', "“T”"), ":2:9: Invalid value. A text stands in straight quotes"),
        (("[sections]", "[sections"), ":7:10: "),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_config(write(tmp_path, GOOD.replace(*change)))


def test_an_absent_file_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"site\.toml is missing\. Run outlook in"):
        read_config(tmp_path)
