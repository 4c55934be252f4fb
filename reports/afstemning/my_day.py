"""A question about periods is a task for the caseworker, and waited for by the one who asked."""

from typing import Any

from django.db.models import Exists, QuerySet, Subquery
from django.db.models.functions import TruncDate

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import CaseQuerySet
from cases.danish import dates
from cases.myday.done import written_by
from cases.myday.legal import with_legal_date
from cases.myday.registry import DoneKind, Task, TaskKind, register_done, register_task
from cases.myday.rules import Basis
from cases.people.models import Role
from reports.afstemning.models import AfstemningLine, Answer
from reports.afstemning.questions import asked_of_cases


def register() -> None:
    for kind in KINDS:
        register_task(kind)
    register_done(DoneKind("afstemning-besvaret", "Ydelseskontoret har fået svar", _answered))


def _to_answer(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    own = cases.filter(Exists(asked_of_cases()), caseworker=viewer.employee)
    return _since_asked(with_legal_date(own), asked_of_cases())


def _awaited(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    asked = asked_of_cases(by=viewer.employee)
    return _since_asked(cases.filter(Exists(asked)), asked)


def _since_asked(cases: CaseQuerySet, asked: QuerySet[AfstemningLine]) -> CaseQuerySet:
    days = asked.order_by("decided_at").annotate(day=TruncDate("decided_at")).values("day")
    return cases.annotate(asked_on=Subquery(days[:1]))


def _why(task: Task, as_of: Any) -> str:
    asked = f" (spurgt {dates.long(task.since)})" if task.since else ""
    return f"Ydelsessystemets liste og vores perioder er ikke ens{asked}"


KINDS = (
    TaskKind(
        name="afstemning-svar",
        verb="Svar ydelseskontoret om perioderne",
        button="Svar",
        basis=Basis.OWN,
        act=Act.WRITE_PERIOD,
        narrow=_to_answer,
        why=_why,
        url_name="sag_spoergsmaal",
        since="asked_on",
        legal_date="legal_date",
        roles=frozenset({Role.CASEWORKER}),
    ),
    TaskKind(
        name="venter-afstemning",
        verb="Sagsbehandleren svarer om perioderne",
        button="Se sagen",
        basis=Basis.OWN,
        act=Act.RECONCILE,
        narrow=_awaited,
        why=_why,
        since="asked_on",
        waits_for="sagsbehandleren",
    ),
)


def _answered(viewer: Viewer) -> "QuerySet[Any]":
    """Not what was taken back again."""
    standing = Answer.objects.filter(is_withdrawn=False)
    return written_by(viewer, Answer).filter(history_type="+", id__in=standing.values("id"))
