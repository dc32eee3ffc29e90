"""Texts of editors, and the HTML that becomes of them."""
