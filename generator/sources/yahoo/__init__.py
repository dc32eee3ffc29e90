"""Prices, fund pages, the screener and short positions from Yahoo."""

from __future__ import annotations
