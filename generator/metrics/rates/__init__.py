"""Rates: interest, credit, and small caps after cuts and in recessions."""
