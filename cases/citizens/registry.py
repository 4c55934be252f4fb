"""Who else keeps digests of CPR numbers, and lets them go with their key; filled in AppConfig.ready()."""

from typing import Protocol


class DigestKeeper(Protocol):
    def __call__(self, *, version: int) -> None:
        """Every digest made with the look-up key of this version is gone."""


_keepers: list[DigestKeeper] = []


def register_digest_keeper(keeper: DigestKeeper) -> None:
    if keeper not in _keepers:
        _keepers.append(keeper)


def digest_keepers() -> list[DigestKeeper]:
    return list(_keepers)
