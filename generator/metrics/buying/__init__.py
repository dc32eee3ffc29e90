"""Flows, positions, breadth, themes and industry: who is buying."""

from __future__ import annotations
