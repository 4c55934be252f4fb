"""What a question about a late round puts on Min dag and in the case's history."""

from datetime import date

from django.db.models import OuterRef, Q

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import CaseQuerySet
from cases.danish import dates
from cases.myday.legal import ROUND, with_legal_date
from cases.myday.registry import Task, TaskKind, register_task
from cases.myday.rules import Basis
from cases.overview.registry import EventSource, register_event_source
from cases.people.models import Role
from reports.asking import queries
from reports.asking.models import ReasonRequest

PAGE = "sag_revurdering"
ASKED, TAKEN_BACK = "Teamchefen bad om årsagen", "Anmodning om årsag trukket tilbage"


def register() -> None:
    for kind in KINDS:
        register_task(kind)
    register_event_source(
        EventSource(
            ReasonRequest,
            "Anmodning om årsag",
            lambda case: Q(case=case),
            titled=lambda facts: TAKEN_BACK if facts["is_taken_back"] else ASKED,
        )
    )


def _to_answer(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    own = cases.filter(caseworker=viewer.employee)
    return with_legal_date(queries.with_request(own, as_of=viewer.as_of))


def _awaited(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    """On the round that the teamchef would otherwise follow up; nobody answers on a closed case."""
    led = cases.open().filter(
        jobcenter__in=viewer.jobcentres_as(Role.TEAM_LEADER), caseworker__isnull=False
    )
    return queries.with_request(led, as_of=viewer.as_of, round=OuterRef(ROUND))


def _why(task: Task, as_of: date) -> str:
    return f"Teamchefen bad om den {dates.long(task.since)}" if task.since else ""


def _asked(task: Task, as_of: date) -> str:
    return f"Du bad om årsagen den {dates.long(task.since)}" if task.since else ""


KINDS = (
    TaskKind(
        name="aarsag-udbedt",
        verb="Skriv grunden til forsinkelsen",
        button="Skriv",
        basis=Basis.LOCAL,
        act=Act.EXPLAIN_LATENESS,
        narrow=_to_answer,
        why=_why,
        url_name=PAGE,
        since="asked_on",
        legal_date="legal_date",
        instead_of="revurdering-aarsag",
    ),
    TaskKind(
        name="venter-aarsag",
        verb="Sagsbehandleren skriver grunden til forsinkelsen",
        button="Se sagen",
        basis=Basis.LOCAL,
        act=Act.APPROVE_REASON,
        narrow=_awaited,
        why=_asked,
        url_name=PAGE,
        since="asked_on",
        waits_for="sagsbehandleren",
        instead_of="revurdering-opfoelgning",
    ),
)
