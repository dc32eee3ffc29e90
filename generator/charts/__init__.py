"""Figures drawn with Altair from an edition's measurements, and its card."""
