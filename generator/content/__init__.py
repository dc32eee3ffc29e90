"""Texts of editors, and the HTML that becomes of them."""

from __future__ import annotations
