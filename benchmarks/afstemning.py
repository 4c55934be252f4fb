"""A list held against our periods: its time against the bare reading and staging, and its memory.

Everyone on the list is registered here; every hundredth row has another last day, so that the
engine has effects to compute. Each measurement is a process of its own and leaves nothing behind.
"""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import BinaryIO

from django.db import connections, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks import country, intake, measuring, pages
from benchmarks.measuring import Measured, Ratio
from benchmarks.pages import Taken
from cases.history import Actor, change
from cases.intake import operations as intake_operations
from cases.intake import staging
from cases.intake.models import IntakeRun
from cases.people.models import Employee, Jobcenter, Role
from reports.afstemning import operations, rules
from reports.afstemning.models import Afstemning, ListSource
from reports.afstemning.operations.reviewing import SentList, layout_of
from tests.factories import make_employee

LIMIT, FLAT = 3.0, 1.5
TIMES = 3
BENCH = Actor.command("benchmark")
EVERY = 100
TABS = (rules.AGREES, *rules.TO_DECIDE)
A_FEW = 100


class WrongGroups(Exception):
    """The list was not compared as it should be."""


def run(*, count: int) -> list[Ratio]:
    country.empty()
    country.load(A_FEW)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "liste.csv")
        _register(path, count // 10)
        small, small_page = _measured(review, path), _page(path)
        _register(path, count)
        page = _page(path)
        pairs = [(_measured(review, path), _measured(stage, path)) for _ in range(TIMES)]
    whole, bare = pairs[-1]
    taken = f"afstem {whole.seconds:.1f} s, læs og stil op {bare.seconds:.1f} s"
    against = [(one.seconds, other.seconds) for one, other in pairs]
    return [
        Ratio(f"afstem {count} rækker ({taken}), hukommelse", whole.megabytes, None, " MB"),
        measuring.median_ratio("afstem mod bare læst og stillet op", against, LIMIT),
        Ratio("afstem, hukommelse mod en tiendedel", whole.megabytes / small.megabytes, FLAT),
        Ratio("afstem, gennemgangen, forespørgsler", page.queries, pages.MOST_QUERIES, ""),
        Ratio(
            f"afstem, gennemgangen, p95 {page.p95 * 1000:.0f} mod {small_page.p95 * 1000:.0f} ms"
            " med en tiendedel", page.p95 / small_page.p95, pages.LIMIT,
        ),
    ]  # fmt: skip


def _register(path: Path, count: int) -> None:
    """The list as it was last time, taken in; then written anew with its differences."""
    intake.write(path, count)
    intake.take_in(str(path), "--gem")
    heading, *rows = path.read_text().splitlines()
    path.write_text("\n".join([heading, *(_changed(n, row) for n, row in enumerate(rows))]) + "\n")


def _changed(number: int, row: str) -> str:
    cpr, name, jobcenter, first, last, kind = row.split(";")
    if number % EVERY or not last:
        return row
    earlier = date.fromisoformat(last) - timedelta(days=3)
    return ";".join((cpr, name, jobcenter, first, earlier.isoformat(), kind))


def stage(path: str) -> None:
    """What must be done of any list: read, sealed and laid in the database."""
    with transaction.atomic(), Path(path).open("rb") as file:
        staged = IntakeRun.objects.create(actor=BENCH.code, source="KMD", file_name="liste.csv")
        staging.stage(
            run=staged,
            source=file,
            as_of=_today(),
            progress=intake_operations.silent,
            layout=layout_of(_source()),
        )
        transaction.set_rollback(True)


def review(path: str) -> None:
    with transaction.atomic(), Path(path).open("rb") as file:
        found = _reviewed(file, _employee())
        groups = set(found.lines.filter(line__isnull=False).values_list("group", flat=True))
        if groups != {"stemmer", "andre_datoer"}:
            raise WrongGroups(groups)
        transaction.set_rollback(True)


def _page(path: Path) -> Taken:
    """Each tab of the page on which the list is gone through."""
    with transaction.atomic(), path.open("rb") as file:
        office = make_employee("Bench Ydelse", role=Role.PAYMENT_OFFICE)
        found = _reviewed(file, office)
        client = pages.logged_in(office)
        address = reverse("afstemning_gennemgang", args=[found.pk])
        with override_settings(STORAGES=pages.PLAIN_FILES):
            tabs = islice(cycle(TABS), pages.WARM_UP + pages.TIMES)
            taken = pages.taken_of(
                [partial(pages.seen, client, f"{address}?gruppe={t}") for t in tabs]
            )
        transaction.set_rollback(True)
    return taken


def _reviewed(file: BinaryIO, employee: Employee) -> Afstemning:
    sent = SentList(source=_source(), file=file, file_name="liste.csv", day=_today())
    return operations.review(sent=sent, employee=employee, actor=BENCH, as_of=_today())


def _employee() -> Employee:
    with change(actor=BENCH):
        return Employee.objects.create(username="afstemning", name="Afstemning")


def _today() -> date:
    return timezone.localdate()


def _source() -> ListSource:
    with change(actor=BENCH):
        return ListSource.objects.create(
            name="KMD",
            cpr="cpr",
            citizen_name="navn",
            first_day="fra",
            last_day="til",
            place="jobcenter",
            jobcenter=Jobcenter.objects.order_by("pk")[0],
            months_back=0,
        )


def _measured(work: Callable[[str], None], path: Path) -> Measured:
    database = str(connections["default"].settings_dict["NAME"])
    return measuring.in_a_process(partial(work, str(path)), database)
