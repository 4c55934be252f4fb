"""The ledger and the inbox as pages and mails ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from cases import paging
from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.people.models import Employee, Role, RoleAssignment
from cases.reminders.filters import ALL, READ, Filters
from cases.reminders.models import Deputy, Obligation, ReminderSettings
from cases.reminders.rules import DEFAULT, TASKS, Hat, Kind, Steps
from cases.reminders.wording import dated, when
from cases.sorting import danish

ON_A_PAGE = 50
AT_MOST = 10_000

ORDERS: dict[str, tuple[str, ...]] = {"nyeste": ("-night", "-id"), "frist": ("due", "-id")}


def steps_in_use() -> Steps:
    """One installation serves one municipality."""
    settings = ReminderSettings.objects.first()
    return settings.steps if settings else DEFAULT


def since_the_latest_wait(*, as_of: date) -> Combinable:
    """For a query: as many days ago as there are between two reminders, asked with it."""
    own = ReminderSettings.objects.values("repeat_days")[:1]
    days = Coalesce(Subquery(own), Value(DEFAULT.repeat))
    return ExpressionWrapper(Value(as_of, DateField()) - days, output_field=DateField())


@dataclass(frozen=True)
class Inbox:
    """`hidden`: about cases that the person may not open any more; not even a number is shown.

    `side` is the page that is shown: what was read since may have left fewer than were asked for.
    """

    rows: list[Obligation]
    total: int
    hidden: int
    side: int = 1

    @property
    def pages(self) -> int:
        return paging.pages_of(self.total, size=ON_A_PAGE)

    @property
    def cases(self) -> list[Case]:
        """Each once, for the log."""
        return list({row.case_id: row.case for row in self.rows if row.case}.values())


def inbox(viewer: Viewer, filters: Filters) -> Inbox:
    mine = _chosen(viewer.employee.pk, filters)
    shown = mine.filter(_still_open_to(viewer))
    total = shown.count()
    found = Inbox([], total, hidden=mine.count() - total)
    side = min(filters.side, found.pages)
    rows = _in_order(shown, filters)[(side - 1) * ON_A_PAGE : side * ON_A_PAGE]
    return replace(found, rows=list(rows), side=side)


def every_notice(viewer: Viewer, filters: Filters) -> Inbox:
    """All pages at once, for a sheet."""
    shown = _chosen(viewer.employee.pk, filters).filter(_still_open_to(viewer))
    rows = list(_in_order(shown, filters)[:AT_MOST])
    return Inbox(rows, len(rows), hidden=0)


def _in_order(shown: QuerySet[Obligation], filters: Filters) -> QuerySet[Obligation]:
    return (
        shown.select_related("case__citizen", "jobcenter", "notice")
        .annotate(duty_of=ArraySubquery(same_thing().values("in_place_of__name")))
        .order_by(*ORDERS[filters.sorter])
    )


def unread(viewer: Viewer) -> QuerySet[Obligation]:
    return _chosen(viewer.employee.pk, Filters()).filter(_still_open_to(viewer))


def _chosen(employee_id: int, filters: Filters) -> QuerySet[Obligation]:
    """A line for each thing told, however many people's duty the recipient has it as."""
    said_before = Exists(same_thing().filter(pk__lt=OuterRef("pk")))
    mine = Obligation.objects.filter(~said_before, recipient=employee_id)
    if filters.vis != ALL:
        mine = mine.filter(notice__read_at__isnull=filters.vis != READ)
    return mine.filter(kind=filters.art) if filters.art else mine


def same_thing() -> QuerySet[Obligation]:
    """What its recipient has been told of it, as their own duty or in the place of another."""
    about = Q(case=OuterRef("case")) | Q(jobcenter=OuterRef("jobcenter"))
    same = {name: OuterRef(name) for name in ("recipient", "kind", "due", "step")}
    return Obligation.objects.filter(about, **same).order_by("in_place_of__name")


def _still_open_to(viewer: Viewer) -> Q:
    openable = door.visible_cases(viewer, act=Act.SEE_CASE)
    return Q(case__isnull=True) | Q(case__in=openable)


@dataclass(frozen=True)
class Told:
    """One step of one deadline, and everybody who was told on that night."""

    night: date
    task: str
    dated: str
    why: str
    is_escalation: bool
    people: list[str]


def told_about(case: Case, *, escalations: bool = False, at_most: int) -> list[Told]:
    """Newest first, in one query."""
    rows = Obligation.objects.filter(case=case)
    if escalations:
        rows = rows.filter(is_escalation=True)
    grouped = (
        rows.values("night", "kind", "due", "step", "is_escalation")
        .annotate(
            people=JSONBAgg(
                JSONObject(name=F("recipient__name"), of=F("in_place_of__name")),
                order_by=("recipient__name",),
            )
        )
        .order_by("-night", "due", "kind")
    )
    return [_told(row) for row in grouped[:at_most]]


def _told(row: Mapping[str, Any]) -> Told:
    people = [
        f"{one['name']} i stedet for {one['of']}" if one["of"] else one["name"]
        for one in row["people"]
    ]
    return Told(
        night=row["night"],
        task=TASKS[Kind(row["kind"])],
        dated=dated(row["kind"], row["due"]),
        why=when(row["kind"], due=row["due"], night=row["night"]),
        is_escalation=row["is_escalation"],
        people=people,
    )


def possible_deputies(employee: Employee, *, as_of: date) -> QuerySet[Employee]:
    """Active colleagues who hold a role of theirs in the same jobcenter on the day."""
    held = RoleAssignment.objects.filter(employee=employee).in_force(as_of=as_of)
    same = Q(pk__in=[])
    for role, jobcenter_id in held.values_list("role", "jobcenter_id"):
        same |= Q(role=role, jobcenter_id=jobcenter_id)
    theirs = RoleAssignment.objects.filter(same, role__in=list(Hat)).in_force(as_of=as_of)
    return (
        Employee.objects.filter(pk__in=theirs.values("employee"))
        .exclude(pk=employee.pk)
        .order_by(danish("name"))
    )


def who_may_get_a_deputy(viewer: Viewer) -> QuerySet[Employee]:
    """Oneself; a teamchef also whoever has a role in the jobcenter."""
    led = RoleAssignment.objects.filter(
        jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER), role__in=list(Hat)
    ).in_force(as_of=viewer.as_of)
    return Employee.objects.filter(
        Q(pk=viewer.employee.pk) | Q(pk__in=led.values("employee"))
    ).order_by(danish("name"))


def deputies_in_sight_of(viewer: Viewer) -> QuerySet[Deputy]:
    """Present and coming: those the viewer may set, and those the viewer is."""
    ahead = Deputy.objects.filter(end__gt=viewer.as_of).select_related("employee", "deputy")
    mine = Q(employee__in=who_may_get_a_deputy(viewer)) | Q(deputy=viewer.employee)
    return ahead.filter(mine).order_by("start", "pk")


def deputies_between(*, start: date, end: date) -> QuerySet[Deputy]:
    """Standing on one of the days or more; `end` is the day after the last."""
    found = Deputy.objects.filter(start__lt=end, end__gt=start)
    return found.select_related("employee", "deputy")
