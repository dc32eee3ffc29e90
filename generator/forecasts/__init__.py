"""Dated probabilities, the rules that resolve them, and their scores."""

from __future__ import annotations
