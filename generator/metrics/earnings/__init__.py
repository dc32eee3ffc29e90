"""Profits, expected growth and revisions, small and large: whose earnings grow."""

from __future__ import annotations
