"""Which cases a person may act on beyond seeing them."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet, VisitationsdatoCorrection
from cases.people.models import Employee, Role, RoleAssignment


def cases_to_hand_over(viewer: Viewer) -> CaseQuerySet:
    """A teamchef: all open cases of the jobcenter, and so those that are nobody's. A caseworker: their own."""
    mine = Q(caseworker=viewer.employee)
    led = Q(jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER))
    return door.visible_cases(viewer, act=Act.REASSIGN_CASE).filter(mine | led)


def possible_receivers(viewer: Viewer) -> QuerySet[Employee]:
    """Caseworkers of the jobcentres in which the viewer may hand cases over."""
    jobcentres = {held.jobcenter_id for held in viewer.roles_allowing(Act.REASSIGN_CASE)}
    there = RoleAssignment.objects.filter(role=Role.CASEWORKER, jobcenter__in=jobcentres)
    return Employee.objects.filter(
        pk__in=there.in_force(as_of=viewer.as_of).values("employee")
    ).order_by("name")


def possible_jobformidlere(case: Case, *, as_of: date) -> QuerySet[Employee]:
    """Who holds the role in the case's jobcenter, and the one whose case it is already."""
    there = RoleAssignment.objects.filter(role=Role.JOBFORMIDLER, jobcenter=case.jobcenter_id)
    held = Q(pk__in=there.in_force(as_of=as_of).values("employee"))
    return Employee.objects.filter(held | Q(pk=case.jobformidler_id)).order_by("name")


def pending_correction(case: Case) -> VisitationsdatoCorrection | None:
    return (
        VisitationsdatoCorrection.objects.filter(
            case=case, outcome=VisitationsdatoCorrection.Outcome.PENDING
        )
        .select_related("proposed_by")
        .first()
    )


def latest_answered_correction(case: Case) -> VisitationsdatoCorrection | None:
    answered = VisitationsdatoCorrection.objects.filter(case=case, decided_by__isnull=False)
    return answered.order_by("pk").last()


def corrections_to_answer(viewer: Viewer) -> QuerySet[VisitationsdatoCorrection]:
    """Proposed by others, on cases the viewer may answer for."""
    cases = door.visible_cases(viewer, act=Act.APPROVE_VISITATIONSDATO)
    waiting = _waiting(viewer).filter(case__in=cases)
    people = ("case__citizen", "case__jobcenter", "proposed_by")
    return waiting.select_related(*people)


def hidden_corrections(viewer: Viewer) -> int:
    """How many wait on citizens with restricted access."""
    cases = door.restricted_cases(viewer, act=Act.APPROVE_VISITATIONSDATO)
    return _waiting(viewer).filter(case__in=cases.open()).count()


def _waiting(viewer: Viewer) -> QuerySet[VisitationsdatoCorrection]:
    return VisitationsdatoCorrection.objects.filter(
        outcome=VisitationsdatoCorrection.Outcome.PENDING
    ).exclude(proposed_by=viewer.employee)


def got_another_caseworker(*, after: date | Combinable) -> "QuerySet[Any]":
    """Of the case of the outer query: its versions later than the day that gave it to another.

    The first version is its opening, which hands it over to nobody.
    """
    versions: QuerySet[Any] = Case.history.model.objects.all()
    before = versions.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    keeper = before.order_by("-history_id").values("caseworker")[:1]
    later = versions.filter(
        Exists(before), id=OuterRef("pk"), history_date__date__gt=after, caseworker__isnull=False
    )
    with_keeper: QuerySet[Any] = later.annotate(keeper=Subquery(keeper))
    return with_keeper.filter(Q(keeper=None) | ~Q(keeper=F("caseworker")))
