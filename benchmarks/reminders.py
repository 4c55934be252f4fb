"""A night's reminders for the whole country: the first night, and one on which all is told already.

Nobody has done anything in this country, so that most cases are late and oblige somebody: far more
than any municipality has. What is bounded is the memory of one process.
"""

from datetime import timedelta

from django.db import connections

from benchmarks import country, measuring
from benchmarks.measuring import Ratio
from cases.casefile.models import Case
from cases.findings import everyone
from cases.history import Actor
from cases.people.models import Jobcenter, Role
from cases.reminders import operations
from cases.reminders.models import Obligation
from tests.factories import make_employee

BENCH = Actor.command("bench")
MEGABYTES = 500
# In each of the three jobcentres; the payment office is common to all.
STAFF = {Role.CASEWORKER: 60, Role.VISITATIONSTEAM: 4, Role.TEAM_LEADER: 2}
PAYMENT_OFFICE = 4


def run() -> list[Ratio]:
    database = str(connections["default"].settings_dict["NAME"])
    everyone.recompute_everyone(as_of=country.AS_OF, actor=BENCH)
    _staff()
    first = measuring.in_a_process(night, database)
    told = Obligation.objects.count()
    again = measuring.in_a_process(night, database)
    if Obligation.objects.count() != told:
        raise AssertionError("den samme nat fortalte noget to gange")
    print(
        f"  {Case.objects.count()} sager, {told} påmindelser: {first.seconds:.1f} s, "
        f"og {again.seconds:.1f} s når alt er fortalt",
        flush=True,
    )
    return [
        Ratio("påmindelser, hukommelse", max(first.megabytes, again.megabytes), MEGABYTES, " MB")
    ]


def night() -> None:
    operations.plan(day=country.AS_OF + timedelta(days=1), actor=BENCH)


def _staff() -> None:
    for jobcenter in Jobcenter.objects.order_by("pk"):
        for role, count in STAFF.items():
            people = [
                make_employee(f"{role} {jobcenter.pk} {n}", role=role, jobcenter=jobcenter)
                for n in range(count)
            ]
            if role == Role.CASEWORKER:
                country.share_out(jobcenter.pk, [person.pk for person in people])
    for n in range(PAYMENT_OFFICE):
        make_employee(f"ydelse {n}", role=Role.PAYMENT_OFFICE)
