"""What a night should have told, reckoned once more, slowly and plainly.

Nothing of `cases.reminders` is used but its settings and what was told as done about lateness: who
is told what, when, and under which key stands here a second time, in other words. Marks come from
the periods themselves, not from what is stored of them. Whoever changes the rules changes both.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import viewer_for
from cases.casefile.models import Case
from cases.deadlines import tilflytning
from cases.deadlines.marks import Round, marks_for
from cases.deadlines.next_step import StepsDone, next_step
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import RuleSet
from cases.findings.everyone import NOT_THE_CITIZEN
from cases.findings.queries import rules_in_use
from cases.nextsteps.registry import steps_done
from cases.people.models import Employee, RoleAssignment
from cases.periods.models import Period
from cases.reconciling import calendar, moved
from cases.reminders.models import ReminderSettings
from cases.reminders.registry import latest_acts

logger = logging.getLogger(__name__)

AT_ONCE = 1000


@dataclass(frozen=True)
class Wanted:
    """One thing to be told about one case, before it is asked to whom."""

    case: Case
    what: str
    due: date
    step: int
    movers: frozenset[str] = frozenset()
    is_with_team: bool = False

    @property
    def is_late(self) -> bool:
        return self.step < 0


@dataclass
class People:
    """Everybody with a role on the day, and the cases among those asked for that they may open."""

    day: date
    roles: dict[tuple[int | None, str], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    doors: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in RoleAssignment.objects.in_force(as_of=self.day):
            self.roles[role.jobcenter_id, role.role].append(role.employee_id)

    def may_open(self, employee_id: int, case: Case, among: Sequence[int]) -> bool:
        if employee_id not in self.doors:
            viewer = viewer_for(Employee.objects.get(pk=employee_id), as_of=self.day)
            seen = door.visible_cases(viewer, act=Act.SEE_CASE).filter(pk__in=among)
            self.doors[employee_id] = set(seen.values_list("pk", flat=True))
        return case.pk in self.doors[employee_id]


@dataclass(frozen=True)
class Expected:
    """Each key with the citizen it is about, and the citizens who cannot be reckoned."""

    keys: dict[str, UUID | None]
    unreckoned: set[UUID]


def expected(*, day: date, as_of: date) -> Expected:
    """`as_of`: the day the night's marks were computed for."""
    unreckoned: set[UUID] = set()
    wanted = [*_deadlines(day, as_of, unreckoned), *_moves(day)]
    return Expected(dict(_keys(wanted, day)), unreckoned)


def _keys(wanted: Sequence[Wanted], day: date) -> Iterator[tuple[str, UUID | None]]:
    people = People(day)
    among = [one.case.pk for one in wanted]
    for one in wanted:
        for employee_id in _told(one, people, among):
            yield _key(str(one.case.pk), one, employee_id), one.case.citizen_id
    for what, due, step in calendar.month_report(day=day, before=_settings().month_working_days):
        for (jobcenter_id, role), employees in people.roles.items():
            if role == "teamchef":
                for employee_id in employees:
                    yield f"jc{jobcenter_id}|{what}|{due.isoformat()}|{step}|{employee_id}", None


def _key(subject: str, one: Wanted, employee_id: int) -> str:
    return f"{subject}|{one.what}|{one.due.isoformat()}|{one.step}|{employee_id}"


def _settings() -> ReminderSettings:
    return ReminderSettings.objects.first() or ReminderSettings()


def _told(one: Wanted, people: People, among: Sequence[int]) -> list[int]:
    """The same person may come twice; the key is the same."""

    def those(role: str, jobcenter_id: int | None) -> list[int]:
        every = people.roles.get((jobcenter_id, role), [])
        return [each for each in every if people.may_open(each, one.case, among)]

    own, place = one.case.caseworker_id, one.case.jobcenter_id
    leaders, team = those("teamchef", place), those("visitationsteam", place)
    caseworkers = [own] if own and people.may_open(own, one.case, among) else leaders
    if one.what == "m10":
        return [*those("ydelseskontor", None), *team] or caseworkers
    if one.what == "flyttet":
        told = caseworkers + (team if one.is_with_team else [])
        return [each for each in told if one.movers != {f"medarbejder:{each}"}]
    return caseworkers + team + (leaders if one.is_late else [])


def _deadlines(day: date, as_of: date, unreckoned: set[UUID]) -> Iterator[Wanted]:
    """Whoever cannot be reckoned is told of by id in the log; the rest go on."""
    settings, rules = _settings(), rules_in_use()
    for cases in _open_cases():
        citizens = [case.citizen_id for case in cases]
        periods, done, acts = _periods(citizens), steps_done(citizens), latest_acts(citizens)
        for case in cases:
            citizen_id = case.citizen_id
            try:
                rounds = marks_for(_rows(periods[citizen_id]), as_of=as_of, rules=rules)
                found = list(_of_one(rounds, done.get(citizen_id, {}), rules))
            except NOT_THE_CITIZEN:
                raise
            except Exception as failure:
                logger.error("Borger %s kunne ikke regnes efter", citizen_id, exc_info=failure)
                unreckoned.add(citizen_id)
                continue
            for one, number in found:
                acted = acts.get((citizen_id, number))
                for step in _steps(one, day, settings, case, acted):
                    yield Wanted(case, one.what, one.due, step)


@dataclass(frozen=True)
class _Mark:
    what: str
    due: date


def _of_one(
    rounds: list[Round], done: Mapping[int, StepsDone], rules: RuleSet
) -> Iterator[tuple[_Mark, int]]:
    """The marks of the round in hand from the next step on."""
    ahead = next_step(rounds, done, rules=rules)
    if ahead is None:
        return
    [found] = [each for each in rounds if each.number == ahead.round]
    last_day = _six_months_after_the_move(found.m18, done.get(found.number), rules) or found.m18
    marks = [("m10", found.m10), ("m12", found.m12), ("m18", last_day)]
    open_from = ["m10", "m12", "m18"].index(str(ahead.kind.value))
    for what, due in marks[open_from:]:
        if due is not None and not rules.is_exempt(due):
            yield _Mark(what, due), ahead.round


def _six_months_after_the_move(
    m18: date | None, steps: StepsDone | None, rules: RuleSet
) -> date | None:
    """None where nobody moved, or it gives no later day than the 18 months."""
    if m18 is None or steps is None or steps.tilflytning is None or rules.is_exempt(m18):
        return None
    moved_on = steps.tilflytning.on
    later = tilflytning.months_after(moved_on, rules=rules)
    return later if later and moved_on <= m18 < later else None


def _steps(
    one: _Mark, day: date, settings: ReminderSettings, case: Case, acted: date | None
) -> Iterable[int]:
    if one.what == "m10":
        return [settings.m10_step] if day + timedelta(settings.m10_step) >= one.due else []
    if day <= one.due:
        return calendar.step_before(due=one.due, day=day, steps=settings.steps_before)
    acted = max(filter(None, (acted, moved.handed_over_on(case))), default=None)
    return calendar.step_after(due=one.due, day=day, every=settings.repeat_days, acted=acted)


def _moves(day: date) -> Iterator[Wanted]:
    for case, on, movers, is_with_team in moved.dates_moved(day=day):
        yield Wanted(case, "flyttet", on, 0, movers, is_with_team)


def _open_cases() -> Iterator[list[Case]]:
    every = list(Case.objects.filter(closed_on__isnull=True).order_by("pk"))
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]


def _periods(citizens: Sequence[UUID]) -> dict[UUID, list[Period]]:
    periods: dict[UUID, list[Period]] = defaultdict(list)
    for period in Period.objects.filter(citizen__in=citizens, annulled_on=None).order_by(
        "start", "kind"
    ):
        periods[period.citizen_id].append(period)
    return periods


def _rows(periods: Iterable[Period]) -> list[BenefitRow]:
    return [BenefitRow(PeriodType(one.kind), one.start, one.end) for one in periods]
