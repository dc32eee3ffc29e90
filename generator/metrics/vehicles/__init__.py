"""Funds that one could buy: what they cost, and what they are."""

from __future__ import annotations
