"""Multiples published, reported, and added up from companies: is it cheap."""

from __future__ import annotations
