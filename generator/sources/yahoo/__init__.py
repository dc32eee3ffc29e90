"""Prices, fund pages, the screener and short positions from Yahoo."""
