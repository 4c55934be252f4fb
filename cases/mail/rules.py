"""Which mail is which, and how long to wait before it is tried again."""

import hashlib
from datetime import date, timedelta
from uuid import NAMESPACE_DNS, uuid5

FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=8)
GIVES_UP_AFTER = timedelta(hours=48)


def message_id(*, username: str, day: date, host: str) -> str:
    """The same for the same person and day, also when the database is an older copy of itself."""
    return f"<{uuid5(uuid5(NAMESPACE_DNS, host), f'mail|{username}|{day}')}@{host}>"


def digest(*, key: str, username: str) -> str:
    """An obligation in the sent journal: recognised by whoever has its key, and tells nothing.

    With the recipient's user name, for after a restore another may be given the same number.
    """
    return hashlib.sha256(f"{key}|{username}".encode()).hexdigest()[:32]


def wait_after(*, failures: int) -> timedelta:
    """15 minutes after the first failure, then twice as long each time, up to 8 hours."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - 1, 10)
    return min(doubled, LONGEST_WAIT)
