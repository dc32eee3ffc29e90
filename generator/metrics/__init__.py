"""Metrics: pure functions of the snapshot, grouped by the question they serve."""

from __future__ import annotations
