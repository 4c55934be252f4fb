"""The cases that the visitationsteam reaches: those with a revurdering on its way."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.access.scopes import of_jobcenter
from cases.access.viewer import HeldRole, Viewer
from cases.findings.models import Finding
from revurdering.models import Revurdering
from revurdering.rules import TEAM_LOOKS_AHEAD, TEAM_MAY_CORRECT


def cases_of_the_team(held: HeldRole, viewer: Viewer) -> Q:
    """In its own jobcenter: handed over and not finished, or m10 near or passed and not finished.

    A record whose round is gone cannot be finished, and holds the door open for nobody. One just
    finished stays in reach for a week, so that the team can put its own outcome right
    (docs/decisions/0019).
    """
    handed_over = Revurdering.objects.open().filter(
        citizen=OuterRef("citizen"), handed_over_on__isnull=False, round__isnull=False
    )
    just_finished = Revurdering.objects.filter(
        citizen=OuterRef("citizen"),
        finished_on__gt=viewer.as_of - TEAM_MAY_CORRECT,
        round__isnull=False,
    )
    near = _rounds_with_tasks().filter(
        citizen=OuterRef("citizen"), m10__lte=viewer.as_of + TEAM_LOOKS_AHEAD
    )
    on_its_way = Q(Exists(handed_over)) | Q(Exists(just_finished)) | Q(Exists(near))
    return of_jobcenter(held, viewer) & on_its_way


def _rounds_with_tasks() -> QuerySet[Finding]:
    """The current round, the latest reached one, and older ones that are begun."""
    next_is_current = Finding.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("round") + 1, is_current=True
    )
    records = Revurdering.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    finished = records.filter(finished_on__isnull=False)
    return Finding.objects.filter(
        Q(is_current=True) | Q(Exists(next_is_current)) | Q(Exists(records.begun().open())),
        ~Q(Exists(finished)),
    )
