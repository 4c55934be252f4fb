"""The tasks of the case itself and of the desk: what `cases` puts on Min dag without any process."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.administration import queries as administration
from cases.casefile.models import Case, CaseQuerySet, VisitationsdatoCorrection
from cases.danish import dates
from cases.myday.done import changed, written_by
from cases.myday.legal import with_legal_date
from cases.myday.registry import (
    DeskTask,
    DoneKind,
    Task,
    TaskKind,
    register_desk,
    register_done,
    register_task,
)
from cases.myday.rules import Basis
from cases.people.models import Role, RoleAssignment

Pending = VisitationsdatoCorrection.Outcome.PENDING


def register() -> None:
    for kind in KINDS:
        register_task(kind)
    for done in DONE:
        register_done(done)
    register_desk(_roles_to_approve)


def _unassigned(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    led = viewer.jobcentres_as(Role.TEAM_LEADER)
    return with_legal_date(cases.filter(caseworker__isnull=True, jobcenter__in=led))


def _corrections_to_answer(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    """A teamchef's whole jobcenter; a caseworker's own cases, where another proposed it."""
    mine = Q(caseworker=viewer.employee) | Q(jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER))
    proposed = _pending().exclude(proposed_by=viewer.employee)
    return with_legal_date(cases.filter(mine, Exists(proposed)))


def _own_corrections(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return cases.filter(Exists(_pending().filter(proposed_by=viewer.employee)))


def _pending() -> QuerySet[VisitationsdatoCorrection]:
    return VisitationsdatoCorrection.objects.filter(case=OuterRef("pk"), outcome=Pending)


def _opened(task: Task, as_of: date) -> str:
    return f"Sagen er åbnet {dates.long(task.since)}" if task.since else ""


KINDS = (
    TaskKind(
        name="fordel-sag",
        verb="Fordel sag",
        button="Fordel",
        basis=Basis.OWN,
        act=Act.REASSIGN_CASE,
        narrow=_unassigned,
        why=_opened,
        since="opened_on",
        legal_date="legal_date",
        roles=frozenset({Role.TEAM_LEADER}),
        is_hand_over=True,
    ),
    TaskKind(
        name="svar-paa-rettelse",
        verb="Svar på rettelsen af visitationsdatoen",
        button="Svar",
        basis=Basis.OWN,
        act=Act.APPROVE_VISITATIONSDATO,
        narrow=_corrections_to_answer,
        why=lambda task, as_of: "En kollega har foreslået en ny dato",
        url_name="sag_visitationsdato_svar",
        legal_date="legal_date",
    ),
    TaskKind(
        name="rettelse-venter",
        verb="Din rettelse af visitationsdatoen venter på svar",
        button="Se sagen",
        basis=Basis.OWN,
        act=Act.PROPOSE_VISITATIONSDATO,
        narrow=_own_corrections,
        why=lambda task, as_of: "Rettelsen gælder, når en anden har godkendt den",
        url_name="sag_oplysninger",
        waits_for="en kollega eller teamchefen",
    ),
)


def _handed_over(viewer: Viewer) -> "QuerySet[Any]":
    rows = written_by(viewer, Case).filter(caseworker__isnull=False)
    moved: QuerySet[Any] = changed(rows, "caseworker", viewer).annotate(case_id=F("id"))
    return moved


def _answered(viewer: Viewer) -> "QuerySet[Any]":
    return written_by(viewer, VisitationsdatoCorrection).filter(
        decided_by=viewer.employee, history_type="~"
    )


DONE = (
    DoneKind("sag-overdraget", "Sag overdraget", _handed_over),
    DoneKind("rettelse-besvaret", "Rettelse af visitationsdato besvaret", _answered),
)


def _roles_to_approve(viewer: Viewer) -> list[DeskTask]:
    if Act.APPROVE_ROLE not in viewer.acts:
        return []
    waiting = administration.awaiting_in_sight_of(viewer)
    return [_approval(role) for role in waiting if administration.may_answer(viewer, role)]


def _approval(role: RoleAssignment) -> DeskTask:
    return DeskTask(
        verb="Godkend rolle",
        why=f"{role.employee.name}: {role.get_role_display()} fra {dates.long(role.valid_from)}",
        button="Svar",
        url=reverse("godkendelse", args=[role.pk]),
    )
