"""The recoveries a viewer answers for, and what has become of everyone on one."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import F, Min, OuterRef, QuerySet, Subquery

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.people.models import Employee
from cases.sorting import danish
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.month import Month
from reports.figures.relation import ROUNDS, Source
from reports.figures.scope import Scope
from reports.recovery.models import Recovery, RecoveryCase
from reports.recovery.rules import Member
from revurdering.models import Revurdering

ACT = Act.SEE_RECOVERY


def recoveries(viewer: Viewer) -> QuerySet[Recovery]:
    found = Recovery.objects.select_related("jobcenter", "started_by")
    held = list(viewer.roles_allowing(ACT))
    if all(one.jobcenter_id for one in held):
        found = found.filter(jobcenter__in={one.jobcenter_id for one in held})
    return found


# What is not finished today, judged as the month status judges it; the later of two rounds may be over.
NOW = """
    SELECT case_id, bool_or({is_late}), min(COALESCE(next_due, finish_by))
    FROM ({rounds}) AS rounds WHERE {in_hand} GROUP BY case_id"""
MEMBERS = """(
    SELECT cases.* FROM cases_case AS cases
    JOIN reports_recoverycase AS member ON member.case_id = cases.id
    WHERE member.recovery_id = %(recovery)s)"""


def members(recovery: Recovery, *, as_of: date) -> list[Member]:
    """All of them, also those whom few may see: they count in every number."""
    now = _now(recovery, as_of)
    finished = (
        Revurdering.objects.filter(
            citizen=OuterRef("case__citizen"), finished_on__gt=recovery.key_date
        )
        .order_by()
        .values("citizen")
        .annotate(first=Min("finished_on"))
        .values("first")
    )
    rows = RecoveryCase.objects.filter(recovery=recovery).annotate(
        finished_on=Subquery(finished), caseworker=F("case__caseworker_id")
    )
    return [
        Member(*row, *now.get(row[0], (False, None)))
        for row in rows.values_list(
            "case_id", "caseworker", "was_overdue", "due", "finished_on", "case__closed_on"
        )
    ]


def _now(recovery: Recovery, as_of: date) -> dict[int, tuple[bool, date | None]]:
    """By case: whether it is over today, and its next legal day."""
    sql = NOW.format(
        is_late=catalogue.OPEN_LATE.where,
        in_hand=catalogue.IN_HAND,
        rounds=Source(cases=MEMBERS).read(ROUNDS),
    )
    scope = Scope(Month.of(as_of), as_of)
    found = figures.asked(sql, scope, {"recovery": recovery.pk})
    return {case: (bool(is_late), due) for case, is_late, due in found}


def names(found: Sequence[Member]) -> dict[int, str]:
    """Of those who have the cases, in Danish order."""
    keepers = Employee.objects.filter(pk__in={one.caseworker for one in found})
    return dict(keepers.order_by(danish("name"), "pk").values_list("pk", "name"))


def visible(viewer: Viewer, keys: Sequence[int]) -> dict[int, Case]:
    cases = door.visible_cases(viewer, act=ACT).select_related("citizen", "team", "caseworker")
    return cases.in_bulk(keys)


def chosen(
    found: Sequence[Member], group: str, *, caseworker: str = "", as_of: date
) -> list[Member]:
    """Those behind one number."""
    wanted = GROUPS[group][1]
    return [
        one
        for one in found
        if wanted(one, as_of) and (not caseworker or str(one.caseworker or "ingen") == caseworker)
    ]


GROUPS: dict[str, tuple[str, Callable[[Member, date], bool]]] = {
    "alle": ("På listen", lambda one, day: True),
    "over": ("Over fristen på skæringsdatoen", lambda one, day: one.was_overdue),
    "over-afsluttet": (
        "Genoprettet",
        lambda one, day: one.was_overdue and one.state(as_of=day) == "afsluttet",
    ),
    "over-lukket": (
        "Over fristen, sagen er lukket",
        lambda one, day: one.was_overdue and one.state(as_of=day) == "lukket",
    ),
    "over-aaben": (
        "Mangler at blive genoprettet",
        lambda one, day: one.was_overdue and one.is_waiting(as_of=day),
    ),
    "ikke-over": ("Ikke over fristen på skæringsdatoen", lambda one, day: not one.was_overdue),
    "ikke-over-for-sent": (
        "Kom over fristen siden",
        lambda one, day: one.has_slipped(as_of=day),
    ),
    "ikke-over-til-tiden": (
        "Afsluttet til tiden",
        lambda one, day: (
            not one.was_overdue
            and one.state(as_of=day) == "afsluttet"
            and not one.has_slipped(as_of=day)
        ),
    ),
    "ikke-over-aaben": (
        "Åbne inden for fristen",
        lambda one, day: (
            not one.was_overdue and one.is_waiting(as_of=day) and not one.has_slipped(as_of=day)
        ),
    ),
    "ikke-over-lukket": (
        "Ikke over fristen, sagen er lukket",
        lambda one, day: not one.was_overdue and one.state(as_of=day) == "lukket",
    ),
}
