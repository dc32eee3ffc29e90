"""The yearly return of a changing relative multiple: one formula for metric, grid and page."""

from __future__ import annotations

import math


def implied_excess(now: float, target: float, years: float, gaps: float = 0) -> float:
    """Return the yearly excess return of small caps, in percent, that their re-rating implies.

    Args:
        now: today's multiple of small caps against that of large caps, as -10 for 10% below.
        target: the same at the end.
        years: how long the way takes.
        gaps: growth and yield of small caps less those of large caps, percentage points a year.
    """
    return (math.pow((100 + target) / (100 + now), 1 / years) - 1) * 100 + gaps
