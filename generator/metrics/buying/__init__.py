"""Demand: flows, positions, breadth, themes and industry."""
