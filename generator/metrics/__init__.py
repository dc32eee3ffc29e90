"""Metrics: pure functions of the snapshot, grouped by the question they serve."""
