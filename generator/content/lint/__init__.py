"""Mistakes and warnings in editors' texts, each with its position."""

from __future__ import annotations
