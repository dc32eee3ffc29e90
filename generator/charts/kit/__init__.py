"""What figures are made of: axes, marks, labels, theme, and the finished SVG."""

from __future__ import annotations
