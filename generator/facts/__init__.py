"""Which cited facts do editors keep? content/facts/*.csv, each cell checked."""

from __future__ import annotations

from generator.facts.read import facts_at, read_facts
from generator.facts.rows import TABLES

__all__ = ["TABLES", "facts_at", "read_facts"]
