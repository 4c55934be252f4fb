"""Oversight under way: a recovery some months old, and a list that quality control has kept."""

from datetime import date

from cases.deadlines.months import add_months
from cases.people.models import Employee, Role
from flexjob.demo.organisation import ACCOUNTS, Unit
from reports.audit import operations as audit
from reports.audit.filters import Filters
from reports.recovery import operations as recoveries

BEGUN, TO_GO = -4, 2  # months


def begin(unit: Unit, *, as_of: date) -> None:
    recoveries.start(
        jobcenter=unit.jobcenter,
        key_date=add_months(day=as_of, months=BEGUN),
        target_date=add_months(day=as_of, months=TO_GO),
        employee=unit.leader,
        as_of=as_of,
    )
    username = next(one.username for one in ACCOUNTS if one.role == Role.QUALITY_CONTROL)
    audit.save_list(
        owner=Employee.objects.get(username=username),
        name=f"Over fristen, {unit.jobcenter}",
        list_key="over-fristen",
        query=Filters(jobcenter=unit.jobcenter.pk).query,
    )
