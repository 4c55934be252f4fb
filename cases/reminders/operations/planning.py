"""A night's obligations are told.

`plan` may run at any time and any number of times: what is told stands in the ledger under a key
of its own, and a day that was missed is planned like any other.

1. For each jobcenter: whom of its staff the door lets into each case that is near or past its day.
2. Each open deadline, and each date that moved, obliges those who are to be told about it.
3. A deputy is told in the place of one who is away, if the door lets the deputy in as well.
4. Obligation and notice are written by one statement.
"""

import logging
from collections.abc import Iterator
from datetime import date

from cases.history import Actor, change
from cases.people.models import Jobcenter
from cases.reminders import facts, ledger, queries, rules
from cases.reminders.facts import Due
from cases.reminders.ledger import Telling
from cases.reminders.rules import Hat, Steps
from cases.reminders.staff import Doors, Staff
from cases.working_days import is_working_day

logger = logging.getLogger(__name__)


def plan(*, day: date, actor: Actor) -> int:
    """Tells what is to be told for the day; how many obligations were new."""
    with change(actor=actor):
        return ledger.tell(_tellings(day), night=day)


def _tellings(day: date) -> Iterator[Telling]:
    steps, staff = queries.steps_in_use(), Staff(day)
    for jobcenter_id in Jobcenter.objects.order_by("pk").values_list("pk", flat=True):
        yield from _of_deadlines(staff, jobcenter_id, steps)
        yield from _of_moves(staff, jobcenter_id)
        yield from _of_the_month(staff, jobcenter_id, steps)


def _of_deadlines(staff: Staff, jobcenter_id: int, steps: Steps) -> Iterator[Telling]:
    day = staff.as_of
    doors = Doors(
        staff, jobcenter_id=jobcenter_id, among=facts.near_or_passed(day=day, steps=steps)
    )
    for due in facts.deadlines(jobcenter_id=jobcenter_id, day=day, steps=steps):
        yield from _about_a_case(due, doors)


def _of_moves(staff: Staff, jobcenter_id: int) -> Iterator[Telling]:
    day = staff.as_of
    doors = Doors(staff, jobcenter_id=jobcenter_id, among=facts.has_moved(day=day))
    for due in facts.moves(jobcenter_id=jobcenter_id, day=day):
        yield from _about_a_case(due, doors)


def _about_a_case(due: Due, doors: Doors) -> Iterator[Telling]:
    present = doors.present(case_id=due.case_id, caseworker_id=due.caseworker_id)
    told = rules.told(due.duty, present, is_with_the_team=due.is_with_the_team)
    if not told:
        logger.warning("Ingen kan åbne sag %s og få dens påmindelse", due.case_id)
    for employee_id in filter(due.is_news_to, told):
        deputy = doors.staff.deputies.get(employee_id)
        stands_in = deputy is not None and doors.lets_in(deputy, due.case_id)
        recipient_id = deputy if stands_in and deputy is not None else employee_id
        yield Telling(due.duty, employee_id, recipient_id, case_id=due.case_id)


def _of_the_month(staff: Staff, jobcenter_id: int, steps: Steps) -> Iterator[Telling]:
    duty = rules.month_duty(
        day=staff.as_of, working_days_before=steps.month, is_working_day=is_working_day
    )
    if duty is None:
        return
    leaders = staff.wearing(Hat.TEAM_LEADER, jobcenter_id)
    for employee_id in leaders:
        deputy = staff.deputies.get(employee_id, employee_id)
        recipient_id = deputy if deputy in leaders else employee_id
        yield Telling(duty, employee_id, recipient_id, jobcenter_id=jobcenter_id)
