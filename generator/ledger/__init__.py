"""All measurements, week by week, as they lie in content/data/."""

from __future__ import annotations
