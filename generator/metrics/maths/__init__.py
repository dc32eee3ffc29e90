"""Arithmetic that metrics of several questions share."""
