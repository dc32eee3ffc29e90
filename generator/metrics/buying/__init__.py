"""Who is buying? Flows, positions, breadth, themes and industry."""

from __future__ import annotations
