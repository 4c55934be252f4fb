"""The cases that the visitationsteam reaches: those with a revurdering on its way."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.access.scopes import of_jobcenter, with_one_of
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
    on_its_way = [handed_over, just_finished, *_near(viewer.as_of + TEAM_LOOKS_AHEAD)]
    return of_jobcenter(held, viewer) & with_one_of(on_its_way)


def _near(latest_m10: date) -> "Iterator[QuerySet[Finding]]":
    """Rounds with tasks: the current one, the latest reached, and older ones that are begun."""
    records = Revurdering.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    near = Finding.objects.filter(
        ~Q(Exists(records.filter(finished_on__isnull=False))),
        citizen=OuterRef("citizen"),
        m10__lte=latest_m10,
    )
    next_is_current = Finding.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("round") + 1, is_current=True
    )
    yield near.filter(is_current=True)
    yield near.filter(Exists(next_is_current), is_current=False)
    yield near.filter(Exists(records.begun().open()))
