"""Earnings: profits, expected growth and revisions, small and large."""
