"""Cited reference tables kept by editors in content/facts/."""

from __future__ import annotations
