from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from generator.charts.catalogue import CHARTS
from generator.charts.kit.drawing import Figure
from generator.charts.render import FigureJob, job_key, render_figures
from generator.model.metric import Measured, Missing
from generator.model.record import FigureText

AS_OF = date(2026, 8, 14)
Job = Callable[..., FigureJob]


@pytest.fixture
def job(by_hand: dict[str, Measured]) -> Job:
    def made(chart_id: str, edition: str = "2026-w33", **changed: Measured) -> FigureJob:
        chart = next(chart for chart in CHARTS if chart.id == chart_id)
        given = {**by_hand, **changed}
        return FigureJob(edition, chart, AS_OF, tuple(given[name] for name in chart.metrics))

    return made


def only(jobs: list[FigureJob], cache: Path | None = None) -> Figure:
    with TemporaryDirectory() as folder:
        figures = render_figures(jobs, cache or Path(folder))
    return figures[jobs[0].edition][jobs[0].chart.id]


def same(one: Figure, other: Figure) -> bool:
    # From 3.13 on dataclasses ask every field, even one that both share: no frame can answer.
    return one.table.equals(other.table) and replace(one, table=None) == replace(other, table=None)


def test_a_figure_has_words_table_data_and_both_pictures(job: Job) -> None:
    figure = only([job("fees")])
    assert figure.title.startswith("VTWO follows IWM's index")
    assert figure.alt.startswith(f"{figure.title}. As of 14 Aug 2026: IWM 0.19%")
    assert figure.table.iloc[0].tolist() == [
        "VTWO, Vanguard Russell 2000", "0.07%", "ETF", "R2000", "5 Jan 2026",
    ]  # fmt: skip
    assert figure.csv.splitlines()[1].startswith("vtwo,Vanguard Russell 2000,0.07,1,3,0,ETF,R2000")
    assert (figure.wide.width, figure.narrow.width) == (720, 340)


def test_the_csv_can_be_read_back(job: Job) -> None:
    figure = only([job("since_article")])
    assert figure.data["date"].tolist()[:2] == ["2026-01-12", "2026-01-16"]
    assert figure.data["small"].tolist() == [100, 101, 99, 104, 108.24]


def test_a_revised_point_makes_another_drawing(job: Job) -> None:
    plain = job("since_article")
    revised = replace(plain, revised=(("2026-01-16", "101"),))
    assert job_key(plain, "code") != job_key(revised, "code")
    first, second = only([plain]), only([revised])
    assert first.title == second.title
    assert first.csv.splitlines()[2] == "2026-01-16,101,100.5,99,"
    assert second.csv.splitlines()[2] == "2026-01-16,101,100.5,99,small"
    assert first.wide.svg != second.wide.svg


def test_a_figure_without_data_has_a_reason_and_no_picture(job: Job) -> None:
    figure = only([job("fees", fees=Missing("no table of fees"))])
    assert (figure.missing, figure.title, figure.alt) == (
        "no table of fees",
        "What the funds cost",
        "",
    )
    assert (figure.wide.svg, figure.csv, len(figure.table), len(figure.data)) == (b"", "", 0, 0)


def test_a_published_figure_keeps_its_words(job: Job) -> None:
    text = FigureText(title="Fees matter", alt="Fees matter. As of then: 1, 2, 3.")
    figure = only([replace(job("fees"), text=text)])
    assert (figure.title, figure.alt) == (text.title, text.alt)
    assert b'<title id="t">Fees matter</title>' in figure.wide.svg


def test_a_figure_published_as_missing_stays_missing(job: Job) -> None:
    text = FigureText(title="What the funds cost", alt="", missing="fees were unknown")
    figure = only([replace(job("fees"), text=text)])
    assert (figure.missing, figure.wide.svg) == ("fees were unknown", b"")


def test_a_cached_figure_equals_a_fresh_one(job: Job, tmp_path: Path) -> None:
    fresh = only([job("recessions")], tmp_path / "figures")
    cached = only([job("recessions")], tmp_path / "figures")
    assert same(fresh, cached)
    assert same(fresh, only([job("recessions")]))


def test_a_figure_without_data_is_cached_too(job: Job, tmp_path: Path) -> None:
    missing = job("fees", fees=Missing("none"))
    assert same(only([missing], tmp_path), only([missing], tmp_path))
    assert len(list(tmp_path.iterdir())) == 1


def test_the_cache_is_what_a_second_run_reads(job: Job, tmp_path: Path) -> None:
    only([job("fees")], tmp_path)
    (entry,) = tmp_path.glob("*.json")
    entry.write_text(entry.read_text().replace("Vanguard Russell", "Planted"))
    assert "Planted" in only([job("fees")], tmp_path).csv


def test_equal_figures_of_two_editions_are_drawn_once(job: Job, tmp_path: Path) -> None:
    figures = render_figures([job("fees"), job("fees", "2026-w32")], tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert figures["2026-w32"]["fees"].wide is figures["2026-w33"]["fees"].wide


def test_the_key_follows_every_input(job: Job) -> None:
    plain = job("since_article")
    other = job(
        "since_article", small_since_article=pd.Series([101.0], [pd.Timestamp("2026-01-16")])
    )
    later = job(
        "since_article", small_since_article=pd.Series([101.0], [pd.Timestamp("2026-01-23")])
    )
    worded = replace(plain, text=FigureText(title="A", alt="B"))
    missing = job("since_article", mag7_since_article=Missing("no TSLA"))
    table = job("fees")
    keys = {job_key(one, "code") for one in (plain, other, later, worded, missing, table)}
    assert len(keys) == 6
    assert job_key(plain, "other code") not in keys


def test_the_key_does_not_depend_on_edition_or_date(job: Job) -> None:
    one, other = job("fees"), replace(job("fees", "2026-w01"), as_of=date(2026, 1, 2))
    assert job_key(one, "code") == job_key(other, "code")
