"""The cases each role reaches. A process registers what it opens to a role: `cases` knows no process."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.access.viewer import HeldRole, Viewer
from cases.casefile.models import Case
from cases.nextsteps.models import NextStep

Scope = Callable[[HeldRole, Viewer], Q]

HANDED_ON = timedelta(days=30)  # both jobcentres read, to hand the citizen over
NOTHING = Q(pk__in=[])
# An empty Q() joined by "or" disappears instead of letting everything in.
EVERYTHING = Q(pk__isnull=False)

_scopes: dict[str, list[Scope]] = {}


def register_scope(role: str, scope: Scope) -> None:
    """Opens to `role` also the cases matching `scope`; called from `AppConfig.ready()`."""
    _scopes.setdefault(role, []).append(scope)


def cases_within(held: HeldRole, viewer: Viewer) -> Q:
    """Rule 5: the cases that this role reaches, before anything about the citizen is asked."""
    scopes = _scopes.get(held.role, [])
    if not scopes:
        return NOTHING
    return reduce(or_, (scope(held, viewer) for scope in scopes))


def of_jobcenter(held: HeldRole, viewer: Viewer) -> Q:
    """Its cases; a closed one no longer when the citizen has had an open one elsewhere for 30 days.

    What has happened to the citizen since then is the other jobcenter's (docs/decisions/0022).
    """
    elsewhere = Case.objects.open().exclude(jobcenter=OuterRef("jobcenter"))
    moved = elsewhere.filter(citizen=OuterRef("citizen"), opened_on__lt=viewer.as_of - HANDED_ON)
    stays = Q(closed_on__isnull=True) | ~Q(Exists(moved))
    return Q(jobcenter=held.jobcenter_id) & stays


def with_one_of(questions: "Iterable[QuerySet[Any]]") -> Q:
    """Asked apart, and not as one question with an "or" in it: each is then gathered once for a whole
    list, and not put to every case."""
    return reduce(or_, (Q(Exists(one)) for one in questions))


def _assigned(held: HeldRole, viewer: Viewer) -> Q:
    return of_jobcenter(held, viewer) & Q(jobformidler=viewer.employee)


def _benefit_cases(held: HeldRole, viewer: Viewer) -> Q:
    return Q(Exists(NextStep.objects.filter(citizen=OuterRef("citizen"), has_benefit=True)))


def _all_for_a_purpose(held: HeldRole, viewer: Viewer) -> Q:
    return EVERYTHING if viewer.purpose else NOTHING


register_scope("sagsbehandler", of_jobcenter)
register_scope("teamchef", of_jobcenter)
register_scope("jobformidler", _assigned)
register_scope("ydelseskontor", _benefit_cases)
register_scope("kvalitetskontrol", _all_for_a_purpose)
