"""Who else holds the rows of a list, and must let go before they are deleted; filled in AppConfig.ready()."""

from datetime import datetime
from typing import Protocol


class Holder(Protocol):
    def __call__(self, *, now: datetime) -> int:
        """How many lists are closed, because their rows may no longer be kept."""


_holders: list[Holder] = []


def register_holder(holder: Holder) -> None:
    if holder not in _holders:
        _holders.append(holder)


def holders() -> list[Holder]:
    return list(_holders)
