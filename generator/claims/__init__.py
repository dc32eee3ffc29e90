"""Theses' claims, the rules that judge them, and the evidence of each verdict."""
