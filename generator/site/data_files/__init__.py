"""JSON and CSV for programs, with their schemas."""

from __future__ import annotations
