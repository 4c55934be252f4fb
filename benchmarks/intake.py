"""A list taken in by the real command: that its memory is flat, and that twice is once.

A process of its own for each: a tenth of the list and all of it as a dry run, then all of it saved,
and saved once more, when it must change nothing.
"""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from benchmarks import measuring
from benchmarks.measuring import Measured, Ratio
from cases.periods.models import Period

LIMIT = 1.5
ROWS_A_CITIZEN = 4
FIRST = date(2023, 1, 2)


class ChangedTwice(Exception):
    """The same list once more wrote something."""


def run(*, count: int) -> list[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        write(path, count // 10)
        tenth = _measured(path)
        write(path, count)
        tried, saved = _measured(path), _measured(path, "--gem")
        written = _written()
        again = _measured(path, "--gem")
    if _written() != written:
        raise ChangedTwice("indlaes_perioder")
    taken = f"prøve {tried.seconds:.1f} s, gem {saved.seconds:.1f} s, igen {again.seconds:.1f} s"
    most = max(tried.megabytes, saved.megabytes, again.megabytes)
    return [
        Ratio(f"indlæs {count} rækker ({taken}), hukommelse", most, None, " MB"),
        Ratio("indlæs, hukommelse mod en tiendedel", most / tenth.megabytes, LIMIT),
    ]


def take_in(path: str, *options: str) -> None:
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("indlaes_perioder", path, "--kilde", "KMD", *options, **quiet)


def _measured(path: Path, *options: str) -> Measured:
    database = str(connections["default"].settings_dict["NAME"])
    return measuring.in_a_process(partial(take_in, str(path), *options), database)


def _written() -> tuple[int, int]:
    return Period.objects.count(), Period.history.count()


def write(path: Path, count: int) -> None:
    path.write_text("\n".join(_rows(count)) + "\n")


def _rows(count: int) -> Iterator[str]:
    """Four periods a citizen with gaps between them, the last one going on; no real CPR numbers."""
    yield "cpr;navn;jobcenter;fra;til;type"
    for number in range(count):
        citizen, place = divmod(number, ROWS_A_CITIZEN)
        start = FIRST + timedelta(days=300 * place + citizen % 90)
        last = "" if place == ROWS_A_CITIZEN - 1 else (start + timedelta(days=200)).isoformat()
        cpr = f"61017{citizen // 10_000}{citizen % 10_000:04d}"
        yield f"{cpr};Borger {citizen};Jobcenter 1;{start:%d-%m-%Y};{last};ledighedsydelse"
