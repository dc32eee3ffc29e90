"""Flows, positions, breadth, themes and industry: who is buying."""
