"""The secret in the address of a calendar."""

import hashlib
import secrets

BYTES = 32


def draw() -> str:
    return secrets.token_urlsafe(BYTES)


def digest(token: str) -> bytes:
    """Without a key: 256 random bits cannot be guessed, whatever is known of the digest."""
    return hashlib.sha256(token.encode()).digest()
