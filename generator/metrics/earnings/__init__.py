"""Profits, expected growth and revisions, small and large: whose earnings grow."""
