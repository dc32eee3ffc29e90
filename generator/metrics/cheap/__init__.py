"""Multiples published, reported, and added up from companies: is it cheap."""
