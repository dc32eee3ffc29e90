"""Whose earnings grow? Profits, expected growth and revisions, small and large."""

from __future__ import annotations
