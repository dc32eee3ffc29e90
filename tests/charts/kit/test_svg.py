from __future__ import annotations

from generator.charts.kit.svg import finish


def test_the_points_along_the_foot_of_an_area_are_left_out() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g>'
        '<path d="M0,1.04L4,2L8,3L8,0L6,0L4,0L2,0L0,0Z" fill="#0b64a4"/></g></svg>'
    )
    assert b'd="M0,1L4,2L8,3L8,0L0,0Z"' in finish(raw, [], "Area").svg
