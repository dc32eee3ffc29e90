"""Portfolios and factors of Kenneth French's data library."""
