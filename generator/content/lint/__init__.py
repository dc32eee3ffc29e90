"""Mistakes and warnings in editors' texts, each with its position."""
