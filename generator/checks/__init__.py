"""Checks of content and site, and proofs of records, ledger, pages and numbers."""
