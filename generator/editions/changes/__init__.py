"""What changed between two editions, told from their records alone."""

from __future__ import annotations
