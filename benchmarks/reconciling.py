"""The hourly reconciliation for the whole country, with lines left out of the mail.

First everybody is still here. Then in one jobcenter a caseworker, the team and the teamchefs have
left, and a new teamchef has come: what only they were told still stands, and their cases must be
gone through to say so. Against the night's own going through everyone, when all is told.
"""

import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import connections
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from benchmarks import country, measuring, reminders
from benchmarks.measuring import TIMES, Ratio
from cases.casefile.models import Case
from cases.history import change
from cases.mail.models import MailLine
from cases.nights.models import Night
from cases.people.models import Employee, Jobcenter, Role, RoleAssignment
from cases.reconciling import gaps
from cases.reconciling.models import Defect
from flexjob.database import rights
from tests.factories import make_employee

DAY = country.AS_OF + timedelta(days=1)
NOON = datetime.combine(DAY, time(12), timezone.get_default_timezone())
LIMIT = 0.25


def run() -> list[Ratio]:
    """After `reminders.run()`, which told the night."""
    Night.objects.filter(day=DAY).delete()
    Night.objects.create(day=DAY, recomputed_as_of=DAY, finished_at=NOON - timedelta(hours=11))
    jobcenter = Jobcenter.objects.order_by("pk").first()
    assert jobcenter is not None
    leaving = _an_office(jobcenter)
    _leave_out_of_the_mail(leaving)
    night = measuring.seconds(reminders.night)
    with tempfile.TemporaryDirectory() as folder:
        journal = str(Path(folder, "journal"))
        with override_settings(EMAIL_HOST="mail.example.dk", MAIL_JOURNAL=journal):
            before = _hours(night)
            _leave(leaving)
            make_employee("ny teamchef", role=Role.TEAM_LEADER, jobcenter=jobcenter)
            after = _hours(night, some_are_missing=True)
    return [
        measuring.median_ratio("afstemning hver time", before, LIMIT),
        measuring.median_ratio("afstemning, når et kontor er fratrådt", after, LIMIT),
    ]


def _hours(night: float, *, some_are_missing: bool = False) -> list[tuple[float, float]]:
    found: set[tuple[str, str]] = set()
    taken = [measuring.seconds(lambda: found.update(gaps.all_gaps(at=NOON))) for _ in range(TIMES)]
    left = [kind for kind, _ in found if kind == Defect.Kind.LEFT]
    if bool(left) is not some_are_missing or len(left) != len(found):
        raise AssertionError(f"afstemningen fandt {len(left)} af {len(found)} mangler")
    print(f"  {len(found)} mangler: {taken[0]:.2f} s mod nattens {night:.1f} s", flush=True)
    return [(hour, night) for hour in taken]


def _an_office(jobcenter: Jobcenter) -> "QuerySet[Employee]":
    there = RoleAssignment.objects.filter(jobcenter=jobcenter)
    others = there.filter(role__in=[Role.VISITATIONSTEAM, Role.TEAM_LEADER])
    of_cases = Case.objects.filter(jobcenter=jobcenter, caseworker__isnull=False)
    caseworker = of_cases.order_by("pk").values_list("caseworker", flat=True)[0]
    return Employee.objects.filter(pk__in=[caseworker, *others.values_list("employee", flat=True)])


def _leave_out_of_the_mail(leaving: "QuerySet[Employee]") -> None:
    """As the morning does: those who are still here have switched it off."""
    left, off = MailLine.Outcome.LEFT.value, MailLine.Outcome.SWITCHED_OFF.value
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_mailline (obligation_id, outcome)"
            " SELECT id, CASE WHEN recipient_id = ANY(%s) THEN %s ELSE %s END"
            " FROM cases_obligation",
            [list(leaving.values_list("pk", flat=True)), left, off],
        )
        cursor.execute("ANALYZE cases_mailline, cases_obligation, cases_notice")


def _leave(leaving: "QuerySet[Employee]") -> None:
    with change(actor=reminders.BENCH):
        for employee in leaving:
            employee.is_active = False
            employee.save(update_fields=["is_active"])
