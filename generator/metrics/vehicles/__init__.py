"""Funds that one could buy: what they cost, and what they are."""
