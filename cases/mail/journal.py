"""The sent journal: a file on another disk than the database, with one line for each mail that the
mail server has accepted. It remembers what an older copy of the database has forgotten.

The first line gives the journal its identity. Lines are only ever added, under a lock, and are on
the disk before the sender goes on. A line cut short by a crash is ended by the next writer.
"""

import errno
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


# What the system says in English, as the one who is to mend it says it.
IN_DANISH = {
    errno.ENOENT: "den findes ikke",
    errno.ENOTDIR: "dens mappe findes ikke",
    errno.EISDIR: "det er en mappe",
    errno.EACCES: "den må ikke læses eller skrives",
    errno.EPERM: "den må ikke læses eller skrives",
    errno.ENOSPC: "disken er fuld",
    errno.EDQUOT: "pladsen på disken er brugt",
    errno.EROFS: "disken kan kun læses",
    errno.EIO: "disken fejler",
}


class JournalUnusable(Exception):
    """Nothing is sent: `said` says what is wrong, the operations guide what to do.

    `said` is for the pages; where the file is, is only for the command and the log.
    """

    def __init__(self, said: str, *, path: Path | None = None) -> None:
        super().__init__(f"{said} Filen er {path}." if path else said)
        self.said = said


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
    with explained(path):
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise JournalExists("Journalen er der allerede.", path=path) from None
        try:
            _write(file, json.dumps({"journal": str(new)}).encode() + b"\n")
        finally:
            os.close(file)
        _settle_folder(path.parent)
    return new


def identity(path: Path) -> uuid.UUID:
    try:
        with explained(path), path.open("rb") as file:
            return uuid.UUID(json.loads(file.readline())["journal"])
    except (ValueError, KeyError, TypeError):
        raise JournalUnusable("Filen er ingen journal over sendte mails.", path=path) from None


def check(path: Path, *, known: uuid.UUID, offset: int) -> None:
    """It is the one the database knows, no shorter than it was, and there is room for more."""
    if identity(path) != known:
        raise JournalUnusable("Journalen er en anden end den, databasen kender.", path=path)
    with explained(path):
        size, disk = path.stat().st_size, os.statvfs(path)
    if size < offset:
        raise JournalUnusable("Journalen er kortere, end databasen husker den.", path=path)
    if disk.f_bavail * disk.f_frsize < LEAST_FREE_BYTES:
        raise JournalUnusable("Disken med journalen er fuld.", path=path)


def append(path: Path, accepted: Accepted) -> None:
    """On the disk when this returns."""
    line = json.dumps(asdict(accepted)).encode() + b"\n"
    with explained(path), _locked(path) as file:
        size = os.fstat(file).st_size
        torn = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        try:
            _write(file, b"\n" + line if torn else line)
        except OSError:
            os.ftruncate(file, size)  # half a line on a full disk is no line
            raise


def read(path: Path, *, offset: int) -> Iterator[tuple[Accepted | None, int]]:
    """The whole lines after the offset, each with the offset behind it; the identity is no mail."""
    with explained(path), path.open("rb") as file:
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
def explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = IN_DANISH.get(error.errno or 0, f"systemets fejl {error.errno}")
        raise JournalUnusable(f"Journalen kan ikke bruges: {why}.", path=path) from error


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
