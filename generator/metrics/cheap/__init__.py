"""Valuation: multiples published, reported, and added up from companies."""
