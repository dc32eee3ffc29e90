"""Is it cheap? Multiples published, reported, and added up from companies."""

from __future__ import annotations
