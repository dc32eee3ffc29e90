"""Figures drawn with Altair from an edition's measurements, and its card."""

from __future__ import annotations
