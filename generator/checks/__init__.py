"""What `check` and `audit` prove of content, site, records, ledger and numbers."""

from __future__ import annotations
