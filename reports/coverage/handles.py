"""How a form names a person whom no list made a line of: sealed, and for one quarter alone.

The page shows a restricted citizen as nobody. A key that is theirs, and the same each time, would let
whoever keeps the pages tell that it is one and the same person.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from cryptography.exceptions import InvalidTag

from cases.citizens.encryption import seal, unseal
from reports.quarters import Quarter


def sealed(citizen_id: UUID, *, quarter: Quarter) -> str:
    ciphertext, version = seal(str(citizen_id), bound_to=_bound_to(quarter))
    return f"{version}.{urlsafe_b64encode(ciphertext).decode()}"


def opened(handle: str, *, quarter: Quarter) -> UUID | None:
    """None for what no page of the quarter wrote, or wrote with a key that is dropped since."""
    version, _, text = handle.partition(".")
    if not (version.isascii() and version.isdigit() and len(version) < 5):
        return None
    try:
        ciphertext = urlsafe_b64decode(text)
        return UUID(unseal(ciphertext, bound_to=_bound_to(quarter), version=int(version)))
    except (ValueError, KeyError, InvalidTag):
        return None


def _bound_to(quarter: Quarter) -> str:
    return f"dækning {quarter.year} {quarter.number}"
