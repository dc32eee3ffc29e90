from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.editions.publication import Publication
from generator.site.artwork import artwork
from generator.site.build import build
from tests.forecasts.writing import resolved
from tests.sites.publication import artwork_of

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize(("n", "drawn"), [(29, set()), (30, {"calibration"})])
def test_the_desks_diagram_is_drawn_from_thirty_resolved_forecasts_on(
    small: Publication, tmp_path: Path, n: int, drawn: set[str]
) -> None:
    publication = replace(small, forecasts=resolved([True] * n))
    assert set(artwork(publication, tmp_path).figures("forecasts")) == drawn


def test_a_drawn_diagram_is_published_with_its_data(small: Publication, tmp_path: Path) -> None:
    publication = replace(small, forecasts=resolved([True, False] * 15))
    live = artwork(publication, tmp_path / "cache").figures("forecasts")
    stand_ins = artwork_of(small)
    pictures = replace(
        stand_ins, figures=lambda name: live if name == "forecasts" else stand_ins.figures(name)
    )
    build(publication, TEMPLATES, tmp_path / "site", tmp_path / "cache", pictures)
    csv = (tmp_path / "site/forecasts/calibration.csv").read_text()
    assert csv.splitlines()[1].startswith("b3,60–80%,")
    page = (tmp_path / "site/forecasts/index.html").read_text()
    assert "Forecasts of the desk said 70% on average, and 50% came true" in page
    assert len(list((tmp_path / "site/figures").glob("calibration-*.svg"))) == 2
