"""Portfolios and factors of Kenneth French's data library."""

from __future__ import annotations
