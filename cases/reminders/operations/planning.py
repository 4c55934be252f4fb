"""A night's obligations are told.

`plan` may run at any time and any number of times: what is told stands in the ledger under a key
of its own, and a day that was missed is planned like any other.

1. For each jobcenter: whom of its staff the door lets into each case that is near or past its day.
2. Each open deadline, and each date that moved, obliges those who are to be told about it.
3. A deputy is told in the place of one who is away, or the deputy's own deputy if they are away
   too, if the door lets them in as well. What a deputy had not read when the door closed on them is
   told once more, to whom it is now.
4. Obligation and notice are written by one statement.
5. A case for which there is nobody to tell is noted, and shown to those who answer for the nights;
   so is one past its deadline for which there is no teamchef.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from cases.danish import numbers
from cases.history import Actor, change
from cases.people.models import Jobcenter
from cases.reminders import facts, ledger, queries, rules, untold
from cases.reminders.facts import Due, Only
from cases.reminders.ledger import Telling
from cases.reminders.models import Obligation
from cases.reminders.rules import Hat
from cases.reminders.staff import Doors, Staff
from cases.working_days import is_working_day

logger = logging.getLogger(__name__)

MOST_NAMED = 20


def plan(*, day: date, actor: Actor) -> int:
    """Tells what is to be told for the day; how many obligations were new."""
    with change(actor=actor):
        night = _Night(day)
        told = ledger.tell(night.tellings(), night=day)
        night.note_untold()
    return told


def unheard(*, day: date, left_out: QuerySet[Obligation]) -> list[str]:
    """Keys the day still obliges to, of what was told to people who have left; tells nobody.

    Nobody who is still here has heard of it, or a deputy left without having read it. Only the
    cases that are in question are gone through.
    """
    unknown, in_vain = ledger.heard_by_nobody(left_out), ledger.told_deputies_in_vain(left_out)
    if not unknown and not in_vain:
        return []
    in_question = in_vain | {case_id for case_id, *_ in unknown}
    night = _Night(day, only={case_id for case_id in in_question if case_id is not None})
    asked = [one for one in night.tellings() if one.after or one.thing in unknown]
    return ledger.not_told(asked)


def _log(wrong: str, case_ids: Collection[int]) -> None:
    if case_ids:
        named = ", ".join(map(str, sorted(case_ids)[:MOST_NAMED]))
        logger.error(
            "%s %s, fx id %s", numbers.counted(len(case_ids), "sag", "sager"), wrong, named
        )


class _Night:
    def __init__(self, day: date, *, only: Only = None) -> None:
        self.day, self.steps, self.staff = day, queries.steps_in_use(), Staff(day)
        self.only = only
        self.untold: set[int] = set()
        self.late_without_teamchef: set[int] = set()
        self.unread_by_deputies = ledger.unread_by_deputies()

    def tellings(self) -> Iterator[Telling]:
        for jobcenter_id in Jobcenter.objects.order_by("pk").values_list("pk", flat=True):
            yield from self._of_deadlines(jobcenter_id)
            yield from self._of_moves(jobcenter_id)
            yield from self._of_the_month(jobcenter_id)

    def note_untold(self) -> None:
        """A case that nobody may open obliges nobody: its jobcenter lacks a teamchef."""
        untold.note(self.untold, night=self.day)
        leaderless = self.late_without_teamchef - self.untold
        untold.note(leaderless, night=self.day, lacks=untold.Lacks.TEAM_LEADER)
        _log("har ingen, der kan få besked om fristen", self.untold)
        _log("er over fristen, og ingen teamchef kan få besked", leaderless)

    def _of_deadlines(self, jobcenter_id: int) -> Iterator[Telling]:
        near = facts.near_or_passed(day=self.day, steps=self.steps, only=self.only)
        doors = Doors(self.staff, jobcenter_id=jobcenter_id, among=near)
        for due in facts.deadlines(
            jobcenter_id=jobcenter_id, day=self.day, steps=self.steps, near=near
        ):
            yield from self._about_a_case(due, doors)

    def _of_moves(self, jobcenter_id: int) -> Iterator[Telling]:
        moved = facts.has_moved(day=self.day, only=self.only)
        doors = Doors(self.staff, jobcenter_id=jobcenter_id, among=moved)
        for due in facts.moves(jobcenter_id=jobcenter_id, day=self.day, only=self.only):
            yield from self._about_a_case(due, doors)

    def _about_a_case(self, due: Due, doors: Doors) -> Iterator[Telling]:
        present = doors.present(case_id=due.case_id, caseworker_id=due.caseworker_id)
        told = rules.told(due.duty, present, is_with_the_team=due.is_with_the_team)
        if not told:
            self.untold.add(due.case_id)
        if due.duty.is_escalation and not present[Hat.TEAM_LEADER]:
            self.late_without_teamchef.add(due.case_id)
        for employee_id in filter(due.is_news_to, told):
            telling = Telling(due.duty, employee_id, employee_id, case_id=due.case_id)
            yield self._to_the_deputy(telling, lambda one: doors.lets_in(one, due.case_id))

    def _to_the_deputy(self, telling: Telling, lets_in: Callable[[int], bool]) -> Telling:
        """If there is one. Told to one who has left since without reading it, it is told again."""
        deputy = rules.at_work(telling.of, self.staff.deputies)
        if deputy != telling.of and lets_in(deputy):
            telling = replace(telling, recipient_id=deputy)
        while (earlier := self.unread_by_deputies.get(telling.key)) and not lets_in(earlier):
            telling = replace(telling, after=(*telling.after, earlier))
        return telling

    def _of_the_month(self, jobcenter_id: int) -> Iterator[Telling]:
        duty = rules.month_duty(
            day=self.day, working_days_before=self.steps.month, is_working_day=is_working_day
        )
        if duty is None:
            return
        leaders = self.staff.wearing(Hat.TEAM_LEADER, jobcenter_id)
        for employee_id in leaders:
            telling = Telling(duty, employee_id, employee_id, jobcenter_id=jobcenter_id)
            yield self._to_the_deputy(telling, leaders.__contains__)
