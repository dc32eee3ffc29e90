"""Arithmetic that metrics of several questions share."""

from __future__ import annotations
