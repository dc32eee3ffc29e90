"""What is the fingerprint of a text or a file?"""

from __future__ import annotations

from hashlib import sha256


def sha256_of(content: str | bytes) -> str:
    """Return the sha256 of a content, a text's as UTF-8, as `sha256sum` writes it."""
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()
