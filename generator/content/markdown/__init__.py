"""Markdown to trusted HTML: live numbers, figures, callouts, sanitised."""

from __future__ import annotations
