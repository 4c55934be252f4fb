"""The pages of oversight in the whole country: they count every round, so their time grows with it.

`pages` asks that a page costs the same in a small country and a large; these cannot. Each is told
beside one pass of the bare aggregates over the same rounds (`month_status.sql`), and is held to as
few queries as every page.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks import country, measuring, month_status, pages
from benchmarks.measuring import Ratio
from cases.people.models import Employee, Jobcenter, Role
from reports.figures.month import Month, to_report
from reports.figures.scope import Scope
from reports.forecast.rules import months_ahead
from reports.recovery import operations as recoveries
from tests.factories import make_employee

TIMES = 3
Ask = Callable[[], HttpResponse]


def run() -> Iterator[Ratio]:
    """In the country that `month_status` has given its records."""
    jobcenter = Jobcenter.objects.get(code="JC1")
    with transaction.atomic():
        leader = make_employee("Bench Teamchef", role=Role.TEAM_LEADER, jobcenter=jobcenter)
        control = make_employee("Bench Kontrollant", role=Role.QUALITY_CONTROL)
        team = make_employee("Bench Team", role=Role.VISITATIONSTEAM, jobcenter=jobcenter)
        pages.a_good_night()
    scope = Scope(Month.of(country.AS_OF), country.AS_OF)
    bare = median(measuring.seconds(lambda: month_status.counted_bare(scope)) for _ in range(TIMES))
    with override_settings(STORAGES=pages.PLAIN_FILES):
        for name, ask in _asked(leader, control, team, jobcenter).items():
            yield from _ratios(name, ask, bare)


def _ratios(name: str, ask: Ask, bare: float) -> Iterator[Ratio]:
    seconds, queries = [], 0
    for _ in range(TIMES):
        with pages.counted() as asked:
            seconds.append(measuring.seconds(lambda: _answered(name, ask)))
        queries = len(asked)
    taken = median(seconds)
    yield Ratio(f"{name}, forespørgsler", queries, pages.MOST_QUERIES, "")
    yield Ratio(f"{name}, {taken * 1000:.0f} ms mod bare SQL", taken / bare, None)


def _answered(name: str, ask: Ask) -> None:
    if (status := ask().status_code) != 200:
        raise pages.NotAnswered(f"{name}: {status}")


def _asked(
    leader: Employee, control: Employee, team: Employee, jobcenter: Jobcenter
) -> dict[str, Ask]:
    """By name: the teamchef's and the team's for one jobcenter, quality control's for all."""
    recovery = recoveries.start(
        jobcenter=jobcenter,
        key_date=country.AS_OF,
        target_date=country.AS_OF + timedelta(days=90),
        employee=leader,
        as_of=country.AS_OF,
    )
    mine, all_of_them = pages.logged_in(leader), pages.logged_in(control)
    month = Month.of(country.AS_OF)
    here = {"jobcenter": jobcenter.pk, "maaned": str(month)}
    owed = {**here, "maaned": str(to_report(country.AS_OF))}
    ahead = f"?maaned={months_ahead(country.AS_OF)[6]:%Y-%m}"
    return {
        "Månedsstatus, teamchefens side": _get(mine, "maanedsstatus_side", **here),
        "Månedsstatus, skemaet": _get(pages.logged_in(team), "maanedsstatus_skema", **owed),
        "Månedsstatus, dengang og nu": _get(mine, "maanedsstatus_dengang", **here),
        "Månedsstatus, over fristen": _get(mine, "maanedsstatus_tal", **here, tal="over-fristen"),
        "Månedsstatus, åbne sager": _get(mine, "maanedsstatus_tal", **here, tal="sager"),
        "Månedsstatus, alle jobcentre": _get(
            all_of_them, "maanedsstatus", query=f"?maaned={month}"
        ),
        "Udvalgets udgave": _get(all_of_them, "maanedsstatus_udvalg", maaned=str(month)),
        "Prognose, et jobcenter": _get(mine, "prognose"),
        "Prognose, alle": _get(all_of_them, "prognose"),
        "Prognose, alle, 11 måneder": _get(all_of_them, "prognose", query="?overdragelse=11"),
        "Prognose, alle, 100 om ugen": _get(all_of_them, "prognose", query="?kapacitet=100"),
        "Prognose, en måneds sager": _get(all_of_them, "prognose_sager", query=ahead),
        "Genopretninger": _get(mine, "genopretninger"),
        "Genopretning": _get(mine, "genopretning", key=recovery.pk),
        "Genopretning, sager": _get(mine, "genopretning_sager", key=recovery.pk),
    }


def _get(client: Client, url: str, *, query: str = "", **where: object) -> Ask:
    address = reverse(url, kwargs=where) + query
    return lambda: client.get(address, secure=True)
