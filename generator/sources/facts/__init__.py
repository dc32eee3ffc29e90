"""Cited reference tables kept by editors in content/facts/."""
