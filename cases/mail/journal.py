"""The sent journal: a file on another disk than the database, with one line for each mail that the
mail server has accepted. It remembers what an older copy of the database has forgotten.

The first line gives the journal its identity. Lines are only ever added, under a lock, and are on
the disk before the sender goes on. A line cut short by a crash is ended by the next writer.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)

LEAST_FREE_BYTES = 1024 * 1024


class JournalUnusable(Exception):
    """Nothing is sent: the message says what is wrong, the operations guide what to do."""


@dataclass(frozen=True)
class Accepted:
    """One mail in the mail server's hands: no name, no address, no case."""

    message_id: str
    at: str
    obligations: list[str]


class JournalExists(JournalUnusable):
    pass


def take_up(path: Path) -> uuid.UUID:
    """The one that is there, or a new one."""
    try:
        return create(path)
    except JournalExists:
        return identity(path)


def create(path: Path) -> uuid.UUID:
    """A new one; never over another."""
    new = uuid.uuid4()
    with _explained(path):
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise JournalExists(f"{path} er der allerede.") from None
        try:
            _write(file, json.dumps({"journal": str(new)}).encode() + b"\n")
        finally:
            os.close(file)
        _settle_folder(path.parent)
    return new


def identity(path: Path) -> uuid.UUID:
    try:
        with _explained(path), path.open("rb") as file:
            return uuid.UUID(json.loads(file.readline())["journal"])
    except (ValueError, KeyError, TypeError):
        raise JournalUnusable(f"{path} er ingen journal over sendte mails.") from None


def check(path: Path, *, known: uuid.UUID, offset: int) -> None:
    """It is the one the database knows, no shorter than it was, and there is room for more."""
    if identity(path) != known:
        raise JournalUnusable(f"{path} er en anden journal end den, databasen kender.")
    with _explained(path):
        size, disk = path.stat().st_size, os.statvfs(path)
    if size < offset:
        raise JournalUnusable(f"{path} er kortere, end databasen husker den.")
    if disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES:
        raise JournalUnusable(f"Disken med {path} er fuld.")


def append(path: Path, accepted: Accepted) -> None:
    """On the disk when this returns."""
    line = json.dumps(asdict(accepted)).encode() + b"\n"
    with _explained(path), _locked(path) as file:
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        try:
            _write(file, b"\n" + line if torn else line)
        except OSError:
            os.ftruncate(file, size)  # half a line on a full disk is no line
            raise


def read(path: Path, *, offset: int) -> Iterator[tuple[Accepted | None, int]]:
    """The whole lines after the offset, each with the offset behind it; the identity is no mail."""
    with _explained(path), path.open("rb") as file:
        file.seek(offset)
        for line in file:
            if not line.endswith(b"\n"):
                return
            offset += len(line)
            yield (_parsed(line, path=path) if offset > len(line) else None), offset


def _parsed(line: bytes, *, path: Path) -> Accepted | None:
    try:
        return Accepted(**json.loads(line))
    except (ValueError, TypeError):
        log.warning("En linje i %s kan ikke læses og springes over", path)
        return None


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JournalUnusable(f"{path} kan ikke bruges: {error.strerror}.") from error


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Never creates it: a journal that went away since it was checked is no new journal."""
    file = os.open(path, os.O_RDWR | os.O_APPEND)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _write(file: int, line: bytes) -> None:
    """A disk that is nearly full takes part of a line and refuses the rest."""
    while line:
        line = line[os.write(file, line) :]
    os.fsync(file)


def _settle_folder(folder: Path) -> None:
    """A new file is only sure to be found again when its folder is on the disk too."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
