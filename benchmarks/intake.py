"""A list taken in by the real command: that its memory is flat, and that twice is once.

A process of its own for each: a tenth of the list and all of it as a dry run, then all of it saved,
and saved once more, when it must change nothing. Then the page on which a list is gone through, with
rows in each of its groups, for as many rows as it takes and for a tenth of them.
"""

import io
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks import measuring, pages
from benchmarks.measuring import Measured, Ratio
from benchmarks.pages import Taken
from cases.history import Actor
from cases.intake import operations
from cases.intake.page import GROUPS
from cases.intake.views import MOST_ROWS
from cases.people.models import Role
from cases.periods.models import Period
from tests.factories import make_employee

LIMIT = 1.5
BENCH = Actor.command("benchmark")
ROWS_A_CITIZEN = 4
FIRST = date(2023, 1, 2)


class ChangedTwice(Exception):
    """The same list once more wrote something."""


class GroupMissing(Exception):
    """A tab of the page has no row to show."""


def run(*, count: int) -> list[Ratio]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        write(path, count // 10)
        tenth = _measured(path)
        write(path, count)
        tried, saved = _measured(path), _measured(path, "--gem")
        written = _written()
        again = _measured(path, "--gem")
        most = min(count, MOST_ROWS)
        small_page, page = _page(path, most // 10), _page(path, most)
    if _written() != written:
        raise ChangedTwice("indlaes_perioder")
    taken = f"prøve {tried.seconds:.1f} s, gem {saved.seconds:.1f} s, igen {again.seconds:.1f} s"
    memory = max(tried.megabytes, saved.megabytes, again.megabytes)
    return [
        Ratio(f"indlæs {count} rækker ({taken}), hukommelse", memory, None, " MB"),
        Ratio("indlæs, hukommelse mod en tiendedel", memory / tenth.megabytes, LIMIT),
        Ratio("indlæs, gennemgangen, forespørgsler", page.queries, pages.MOST_QUERIES, ""),
        Ratio(
            "indlæs, gennemgangen, forespørgsler til flere rækker",
            page.queries - small_page.queries, 0, "",
        ),
        Ratio(
            f"indlæs, gennemgangen, p95 {page.p95 * 1000:.0f} mod {small_page.p95 * 1000:.0f} ms"
            " med en tiendedel", page.p95 / small_page.p95, pages.LIMIT,
        ),
    ]  # fmt: skip


def take_in(path: str, *options: str) -> None:
    quiet = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("indlaes_perioder", path, "--kilde", "KMD", *options, **quiet)


def _page(path: Path, count: int) -> Taken:
    """Each tab of the page, and the second side of each."""
    write_with_differences(path, count)
    with transaction.atomic(), path.open("rb") as file:
        office = make_employee("Bench Indlæser", role=Role.PAYMENT_OFFICE)
        run = operations.review(
            source=file,
            source_name="KMD",
            file_name="liste.csv",
            as_of=timezone.localdate(),
            actor=BENCH,
            employee=office,
        )
        if missing := [group.key for group in GROUPS if not run.counts[group.count]]:
            raise GroupMissing(missing)
        client, address = pages.logged_in(office), reverse("indlaesning", args=[run.pk])
        tabs = [f"{address}?gruppe={group.key}&side={n}" for n in (1, 2) for group in GROUPS]
        with override_settings(STORAGES=pages.PLAIN_FILES):
            asked = islice(cycle(tabs), pages.WARM_UP + pages.TIMES)
            taken = pages.taken_of([partial(pages.seen, client, tab) for tab in asked])
        transaction.set_rollback(True)
    return taken


def _measured(path: Path, *options: str) -> Measured:
    database = str(connections["default"].settings_dict["NAME"])
    return measuring.in_a_process(partial(take_in, str(path), *options), database)


def _written() -> tuple[int, int]:
    return Period.objects.count(), Period.history.count()


def write(path: Path, count: int) -> None:
    path.write_text("\n".join(_rows(count)) + "\n")


def write_with_differences(path: Path, count: int) -> None:
    """The same list, but of every ten rows one in each group of the page."""
    heading, *rows = _rows(count)
    path.write_text("\n".join([heading, *(_changed(n, row) for n, row in enumerate(rows))]) + "\n")


def _changed(number: int, row: str) -> str:
    cpr, name, jobcenter, first, last, kind = row.split(";")
    match number % 10:
        case 0:
            first = "snart"
        case 1 if last:
            last = (date.fromisoformat(last) - timedelta(days=3)).isoformat()
        case 2:
            name = f"En anden {number}"
        case 3:  # somebody new, with a number that fails its check digit
            cpr = f"62017{number // 10_000}{number % 10_000:04d}"
    return ";".join((cpr, name, jobcenter, first, last, kind))


def _rows(count: int) -> Iterator[str]:
    """Four periods a citizen with gaps between them, the last one going on; no real CPR numbers."""
    yield "cpr;navn;jobcenter;fra;til;type"
    for number in range(count):
        citizen, place = divmod(number, ROWS_A_CITIZEN)
        start = FIRST + timedelta(days=300 * place + citizen % 90)
        last = "" if place == ROWS_A_CITIZEN - 1 else (start + timedelta(days=200)).isoformat()
        cpr = f"61017{citizen // 10_000}{citizen % 10_000:04d}"
        yield f"{cpr};Borger {citizen};Jobcenter 1;{start:%d-%m-%Y};{last};ledighedsydelse"
