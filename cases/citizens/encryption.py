"""CPR numbers sealed with versioned keys, and keyed digests to look them up by.

`settings.CPR_KEYS` and `settings.LOOKUP_KEYS` map a version to 32 bytes; the highest is in use.
The two rotate apart from each other.
"""

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


def cpr_key_version() -> int:
    return settings.CPR_KEYS.current_version


def cpr_key_versions() -> list[int]:
    return sorted(settings.CPR_KEYS)


def lookup_key_version() -> int:
    return settings.LOOKUP_KEYS.current_version


def seal(text: str, *, bound_to: str, version: int | None = None) -> tuple[bytes, int]:
    """Ciphertext and key version. `bound_to` (the row's owner) must be given again to open it."""
    version = version or cpr_key_version()
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(settings.CPR_KEYS[version])
    return nonce + cipher.encrypt(nonce, text.encode(), bound_to.encode()), version


def unseal(ciphertext: bytes | memoryview, *, bound_to: str, version: int) -> str:
    """Raises cryptography's InvalidTag when moved to another row, KeyError when the key is gone."""
    sealed = bytes(ciphertext)
    cipher = AESGCM(settings.CPR_KEYS[version])
    return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode()).decode()


def digest(digits: str, *, version: int | None = None) -> bytes:
    return hmac.digest(
        settings.LOOKUP_KEYS[version or lookup_key_version()], digits.encode(), sha256
    )


def digests(digits: str) -> dict[int, bytes]:
    """One for each look-up key still in use, by version."""
    return {version: digest(digits, version=version) for version in sorted(settings.LOOKUP_KEYS)}
